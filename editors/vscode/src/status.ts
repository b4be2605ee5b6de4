// The status item: findings and equations of the report in front; a click opens the proof.

import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { isReport, type Connection } from "./client";
import { PROOF, type Proof } from "./protocol";
import { t } from "./texts";

export class StatusItem implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("disclint.status", vscode.StatusBarAlignment.Right, 90);
  private readonly disposables: vscode.Disposable[] = [];
  private pending: NodeJS.Timeout | undefined;

  constructor(private readonly connection: Connection) {
    this.item.name = "disclint";
    this.item.command = "disclint.showProof";
    const soon = () => this.soon();
    this.disposables.push(
      this.item,
      connection.onStarted(soon),
      vscode.window.onDidChangeActiveTextEditor(soon),
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        const active = vscode.window.activeTextEditor?.document.uri.toString();
        if (uris.some((uri) => uri.toString() === active)) {
          soon();
        }
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document === vscode.window.activeTextEditor?.document) {
          soon();
        }
      }),
    );
    soon();
  }

  dispose(): void {
    clearTimeout(this.pending);
    this.disposables.forEach((disposable) => void disposable.dispose());
  }

  /** Changes come in bursts. */
  private soon(): void {
    clearTimeout(this.pending);
    this.pending = setTimeout(() => void this.update(), 120);
  }

  private async update(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    const client = this.connection.running;
    const wanted = vscode.workspace.getConfiguration("disclint").get<boolean>("statusItem", true);
    if (!document || !client || !wanted || !isReport(document)) {
      this.item.hide();
      return;
    }
    const proof = await ask(client, document);
    if (document !== vscode.window.activeTextEditor?.document) {
      return;
    }
    if (!proof) {
      this.item.text = "$(circle-slash) disclint";
      this.item.tooltip = t("No form fits this text: it is not checked.");
      this.item.backgroundColor = undefined;
      this.item.show();
      return;
    }
    const { errors, warnings } = proof.counts;
    const { held, violated, unchecked } = proof.identities;
    const icon = errors + warnings > 0 ? "$(error)" : "$(pass)";
    this.item.text =
      errors + warnings > 0
        ? `${icon} ${errors} $(warning) ${warnings} · ${t("{0}/{1} sums hold", held, held + violated)}`
        : `${icon} ${t("{0}/{1} sums hold", held, held + violated)}`;
    this.item.backgroundColor = errors > 0 ? new vscode.ThemeColor("statusBarItem.errorBackground") : undefined;
    const tooltip = new vscode.MarkdownString();
    tooltip.appendMarkdown(`**${proof.title ?? proof.body ?? ""}**\n\n`);
    tooltip.appendMarkdown(t("Errors {0}, warnings {1}, notes {2}", errors, warnings, proof.counts.infos) + "\n\n");
    tooltip.appendMarkdown(t("Equations: {0} hold, {1} do not, {2} not checked", held, violated, unchecked) + "\n\n");
    tooltip.appendMarkdown(
      t("Numbers: {0} verified, {1} in findings, {2} unused", proof.numbers.verified, proof.numbers.inFindings, proof.numbers.unused) +
        "\n\n",
    );
    tooltip.appendMarkdown(t("Click for the proof."));
    this.item.tooltip = tooltip;
    this.item.show();
  }
}

/** The proof of a document; `undefined` if it is no report or the server is not there. */
export async function ask(client: LanguageClient, document: vscode.TextDocument): Promise<Proof | undefined> {
  try {
    const textDocument = client.code2ProtocolConverter.asTextDocumentIdentifier(document);
    return (await client.sendRequest(PROOF, { textDocument })) ?? undefined;
  } catch {
    return undefined;
  }
}
