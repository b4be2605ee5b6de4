// The extension's own texts, in the language of the server's messages: one window speaks one language, whatever
// the editor around it does. Titles of commands and descriptions of settings follow the editor (package.nls*.json).

import * as vscode from "vscode";
import chinese from "../l10n/bundle.l10n.zh-cn.json";
import { fill } from "./fill";

/** `zh` or `en`: the setting, or else the editor's language. */
export function language(): "zh" | "en" {
  const asked = vscode.workspace.getConfiguration("disclint").get<string>("language", "auto");
  if (asked === "zh" || asked === "en") {
    return asked;
  }
  return vscode.env.language.toLowerCase().startsWith("zh") ? "zh" : "en";
}

/** The text in that language; `{0}` stands for the first argument. */
export function t(message: string, ...args: (string | number)[]): string {
  const text = language() === "zh" ? (chinese as Record<string, string>)[message] : undefined;
  return fill(text ?? message, args);
}
