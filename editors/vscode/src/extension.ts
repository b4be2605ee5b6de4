// The extension: recognises reports, starts the server, and shows what it says.

import * as vscode from "vscode";
import { Connection, isReport } from "./client";
import { registerCommands } from "./commands";
import { REPORT, looksLikeReport } from "./detect";
import { ProofPanels } from "./proof";
import { StatusItem } from "./status";

export function activate(context: vscode.ExtensionContext): void {
  const connection = new Connection(context);
  const proofs = new ProofPanels(context, connection);
  const status = new StatusItem(connection);
  context.subscriptions.push(connection, proofs, status, ...registerCommands(connection, proofs));

  const consider = (document: vscode.TextDocument) => void considerDocument(document, connection);
  context.subscriptions.push(
    vscode.workspace.onDidOpenTextDocument(consider),
    vscode.window.onDidChangeActiveTextEditor(tellWhatIsInFront),
    // A report that is pasted into an empty file is recognised when its title is there.
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (document.languageId === "plaintext" && contentChanges.length > 0) {
        consider(document);
      }
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      const needsRestart = ["server.path", "server.arguments", "language", "trace.server"];
      if (connection.running && needsRestart.some((name) => event.affectsConfiguration(`disclint.${name}`))) {
        void connection.restart();
      }
    }),
  );
  vscode.workspace.textDocuments.forEach(consider);
}

/** For the button that shows the proof. */
function tellWhatIsInFront(editor: vscode.TextEditor | undefined): void {
  void vscode.commands.executeCommand("setContext", "disclint.reportInFront", editor !== undefined && isReport(editor.document));
}

/** Gives a report its language, and starts the server for it. */
async function considerDocument(document: vscode.TextDocument, connection: Connection): Promise<void> {
  if (document.languageId === "plaintext" && document.uri.scheme !== "output" && looksLikeReport(document.getText())) {
    if (vscode.workspace.getConfiguration("disclint", document).get<boolean>("detect", true)) {
      // Opens the document again, under its language.
      await vscode.languages.setTextDocumentLanguage(document, REPORT);
    }
    return;
  }
  if (isReport(document)) {
    await vscode.commands.executeCommand("setContext", "disclint.hasReport", true);
    tellWhatIsInFront(vscode.window.activeTextEditor);
    await connection.get();
  }
}
