// The commands of the palette and those that the server's actions name.

import * as vscode from "vscode";
import { ExecuteCommandRequest } from "vscode-languageclient/node";
import type { Connection } from "./client";
import { REPORT } from "./detect";
import type { ProofPanels } from "./proof";
import { SERVER_CHECK_WORKSPACE, SERVER_EXPORT_SARIF, SERVER_WAIVE } from "./protocol";
import { t } from "./texts";

export function registerCommands(connection: Connection, proofs: ProofPanels): vscode.Disposable[] {
  const register = (name: string, run: (...args: never[]) => unknown) => vscode.commands.registerCommand(name, run);
  return [
    register("disclint.showProof", (uri?: string | vscode.Uri) => showProof(proofs, uri)),
    register("disclint.checkWorkspace", () => checkWorkspace(connection)),
    register("disclint.exportSarif", () => exportSarif(connection)),
    register("disclint.waive", (uri: string, fingerprint: string, rule: string) => waive(connection, uri, fingerprint, rule)),
    register("disclint.restart", () => connection.restart()),
    register("disclint.showOutput", () => connection.showOutput()),
    register("disclint.treatAsReport", async () => {
      const document = vscode.window.activeTextEditor?.document;
      if (document) {
        await vscode.languages.setTextDocumentLanguage(document, REPORT);
      }
    }),
  ];
}

async function showProof(proofs: ProofPanels, uri?: string | vscode.Uri): Promise<void> {
  const wanted = typeof uri === "string" ? vscode.Uri.parse(uri) : uri;
  const document = wanted
    ? await vscode.workspace.openTextDocument(wanted)
    : vscode.window.activeTextEditor?.document;
  if (document) {
    await proofs.show(document);
  } else {
    void vscode.window.showInformationMessage(t("Open a report first."));
  }
}

interface Summary {
  files: number;
  errors: number;
  warnings: number;
  infos: number;
}

async function checkWorkspace(connection: Connection): Promise<void> {
  const client = await connection.get();
  const summary = await client?.sendRequest(ExecuteCommandRequest.type, { command: SERVER_CHECK_WORKSPACE, arguments: [] });
  if (!summary) {
    return;
  }
  const { files, errors, warnings, infos } = summary as Summary;
  const problems = t("Show Problems");
  const chosen = await vscode.window.showInformationMessage(
    t("{0} reports checked: errors {1}, warnings {2}, notes {3}", files, errors, warnings, infos),
    ...(errors + warnings + infos > 0 ? [problems] : []),
  );
  if (chosen === problems) {
    await vscode.commands.executeCommand("workbench.actions.view.problems");
  }
}

async function exportSarif(connection: Connection): Promise<void> {
  const client = await connection.get();
  if (!client) {
    return;
  }
  const folder = vscode.workspace.workspaceFolders?.[0];
  const document = vscode.window.activeTextEditor?.document.uri;
  const scope = folder?.uri ?? document;
  if (!scope) {
    void vscode.window.showInformationMessage(t("Open a report first."));
    return;
  }
  const target = await vscode.window.showSaveDialog({
    defaultUri: folder ? vscode.Uri.joinPath(folder.uri, "disclint.sarif") : undefined,
    filters: { SARIF: ["sarif", "json"] },
  });
  if (!target) {
    return;
  }
  const uri = client.code2ProtocolConverter.asUri(scope);
  const sarif: unknown = await client.sendRequest(ExecuteCommandRequest.type, { command: SERVER_EXPORT_SARIF, arguments: [uri] });
  if (typeof sarif === "string") {
    await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(sarif));
    void vscode.window.showInformationMessage(t("Written: {0}", vscode.workspace.asRelativePath(target)));
  }
}

/** Asks for the reason, without which no finding is waived. */
async function waive(connection: Connection, uri: string, fingerprint: string, rule: string): Promise<void> {
  const reason = await vscode.window.showInputBox({
    title: t("Waive this finding ({0})", rule),
    prompt: t("The reason is written to disclint.toml, beside the finding's fingerprint."),
    validateInput: (value) => (value.trim() === "" ? t("A waiver needs a reason.") : undefined),
  });
  if (reason !== undefined) {
    const client = await connection.get();
    await client?.sendRequest(ExecuteCommandRequest.type, { command: SERVER_WAIVE, arguments: [uri, fingerprint, reason.trim()] });
  }
}
