// The proof panel: the tables as the form prints them, failing rows and columns marked, every equation with
// its numbers. A click on a number jumps to it in the report.

import * as vscode from "vscode";
import type { Range } from "vscode-languageclient/node";
import { isReport, type Connection } from "./client";
import { renderProof } from "./proofHtml";
import type { Proof } from "./protocol";
import { ask } from "./status";
import { language, t } from "./texts";

/** A panel for each report that has one open. */
export class ProofPanels implements vscode.Disposable {
  private readonly panels = new Map<string, { panel: vscode.WebviewPanel; proof: Proof | undefined }>();
  private readonly disposables: vscode.Disposable[] = [];
  private pending: NodeJS.Timeout | undefined;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly connection: Connection,
  ) {
    const soon = () => {
      clearTimeout(this.pending);
      this.pending = setTimeout(() => void this.refresh(), 200);
    };
    this.disposables.push(
      vscode.languages.onDidChangeDiagnostics(soon),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (this.panels.has(document.uri.toString())) {
          soon();
        }
      }),
    );
  }

  dispose(): void {
    clearTimeout(this.pending);
    this.panels.forEach(({ panel }) => panel.dispose());
    this.disposables.forEach((disposable) => void disposable.dispose());
  }

  /** Opens the panel of a report beside it, or brings it to the front. */
  async show(document: vscode.TextDocument): Promise<void> {
    if (!isReport(document)) {
      void vscode.window.showInformationMessage(t("This file does not look like an annual report."));
      return;
    }
    const key = document.uri.toString();
    const open = this.panels.get(key);
    if (open) {
      open.panel.reveal(undefined, true);
    } else {
      const name = vscode.workspace.asRelativePath(document.uri, false);
      const panel = vscode.window.createWebviewPanel(
        "disclint.proof",
        t("Proof: {0}", name),
        { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
        { enableScripts: true, localResourceRoots: [], retainContextWhenHidden: true },
      );
      panel.iconPath = vscode.Uri.joinPath(this.context.extensionUri, "images", "icon.png");
      panel.onDidDispose(() => this.panels.delete(key));
      panel.webview.onDidReceiveMessage((message: { range?: Range }) => void reveal(document.uri, message.range));
      this.panels.set(key, { panel, proof: undefined });
    }
    await this.refresh();
  }

  private async refresh(): Promise<void> {
    if (this.panels.size === 0) {
      return;
    }
    const client = await this.connection.get();
    for (const [key, open] of this.panels) {
      const document = vscode.workspace.textDocuments.find((candidate) => candidate.uri.toString() === key);
      if (client && document) {
        const proof = await ask(client, document);
        if (JSON.stringify(proof) !== JSON.stringify(open.proof) || open.panel.webview.html === "") {
          open.proof = proof;
          open.panel.webview.html = renderProof(proof, language(), t);
        }
      }
    }
  }
}

/** Selects a range of the report, in the column where it already is. */
async function reveal(uri: vscode.Uri, range: Range | undefined): Promise<void> {
  if (!range) {
    return;
  }
  const visible = vscode.window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri.toString());
  const selection = new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character);
  const editor = await vscode.window.showTextDocument(uri, { viewColumn: visible?.viewColumn ?? vscode.ViewColumn.One, selection });
  editor.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
