// The connection to the server: one for the window, started with the first report.

import * as vscode from "vscode";
import {
  LanguageClient,
  RevealOutputChannelOn,
  Trace,
  type LanguageClientOptions,
  type ServerOptions,
} from "vscode-languageclient/node";
import { findBinary } from "./binary";
import { REPORT, looksLikeReport } from "./detect";
import { language, t } from "./texts";

/** The client while it runs, and what hangs on its coming and going. */
export class Connection implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private starting: Promise<LanguageClient | undefined> | undefined;
  private readonly output = vscode.window.createOutputChannel("disclint", { log: true });
  private readonly started = new vscode.EventEmitter<LanguageClient>();
  /** Fires each time the server is ready. */
  readonly onStarted = this.started.event;

  constructor(private readonly context: vscode.ExtensionContext) {}

  /** The client, started if need be; `undefined` if there is no program, which the user has been told. */
  get(): Promise<LanguageClient | undefined> {
    this.starting ??= this.start();
    return this.starting;
  }

  /** The client if it runs already. */
  get running(): LanguageClient | undefined {
    return this.client;
  }

  showOutput(): void {
    this.output.show();
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.get();
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    this.starting = undefined;
    await client?.dispose();
  }

  dispose(): void {
    void this.stop();
    this.output.dispose();
    this.started.dispose();
  }

  private async start(): Promise<LanguageClient | undefined> {
    const binary = findBinary(this.context);
    if (typeof binary === "string") {
      this.output.error(binary);
      void this.explain(binary);
      return undefined;
    }
    this.output.info(`${binary.path} (${binary.origin})`);
    const settings = vscode.workspace.getConfiguration("disclint");
    const args = ["lsp", ...settings.get<string[]>("server.arguments", []), "--lang", language()];
    const server: ServerOptions = { command: binary.path, args };
    const client = new LanguageClient("disclint", "disclint", server, this.options());
    try {
      await client.start();
    } catch (error) {
      this.output.error(String(error));
      void this.explain(t("disclint could not be started: {0}", String(error)));
      this.starting = undefined;
      return undefined;
    }
    const trace = settings.get<string>("trace.server", "off");
    await client.setTrace(Trace.fromString(trace));
    this.client = client;
    this.started.fire(client);
    return client;
  }

  private options(): LanguageClientOptions {
    return {
      documentSelector: [{ language: REPORT }, { language: "markdown" }],
      outputChannel: this.output,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      diagnosticCollectionName: "disclint",
      // Markdown is many things: the server only hears of files that look like a report.
      middleware: {
        didOpen: (document, next) => (isReport(document) ? next(document) : Promise.resolve()),
        didChange: (event, next) => (this.isOpen(event.document) ? next(event) : Promise.resolve()),
        didClose: (document, next) => (this.isOpen(document) ? next(document) : Promise.resolve()),
        didSave: (document, next) => (this.isOpen(document) ? next(document) : Promise.resolve()),
      },
      diagnosticPullOptions: {
        onChange: true,
        onTabs: false,
        filter: (document) => "languageId" in document && !isReport(document),
      },
      // What the server's lenses and actions name.
      initializationOptions: {
        showProofCommand: "disclint.showProof",
        waiveCommand: "disclint.waive",
        rules: vscode.workspace.getConfiguration("disclint").get<string[]>("rules", []),
      },
      synchronize: { configurationSection: "disclint" },
    };
  }

  private isOpen(document: vscode.TextDocument): boolean {
    return document.languageId === REPORT || isReport(document);
  }

  private async explain(message: string): Promise<void> {
    const settings = t("Open Settings");
    const output = t("Show Output");
    const chosen = await vscode.window.showErrorMessage(message, settings, output);
    if (chosen === settings) {
      await vscode.commands.executeCommand("workbench.action.openSettings", "disclint.server.path");
    } else if (chosen === output) {
      this.output.show();
    }
  }
}

/** Documents that were once found to be reports stay reports while a title is being rewritten. */
const known = new WeakSet<vscode.TextDocument>();

/** Whether the server is to see a document. */
export function isReport(document: vscode.TextDocument): boolean {
  if (document.languageId === REPORT || known.has(document)) {
    return true;
  }
  if (document.languageId === "markdown" && looksLikeReport(document.getText())) {
    known.add(document);
    return true;
  }
  return false;
}
