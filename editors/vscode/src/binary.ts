// Finds the program: the setting, the one that came with the extension, or the one on PATH.

import * as fs from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import { t } from "./texts";

/** Where the program was found. */
export interface Binary {
  path: string;
  origin: "setting" | "bundled" | "path";
}

const NAME = process.platform === "win32" ? "disclint.exe" : "disclint";

function isExecutable(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

/** The program, or a sentence that says what to do. */
export function findBinary(context: vscode.ExtensionContext): Binary | string {
  const setting = vscode.workspace.getConfiguration("disclint").get<string>("server.path", "").trim();
  if (setting !== "") {
    const home = process.env["HOME"] ?? process.env["USERPROFILE"] ?? "";
    const file = setting.startsWith("~") ? path.join(home, setting.slice(1)) : setting;
    return isExecutable(file)
      ? { path: file, origin: "setting" }
      : t("The setting disclint.server.path names “{0}”, which is not a program. Correct or clear it.", file);
  }
  const bundled = context.asAbsolutePath(path.join("bin", NAME));
  if (isExecutable(bundled)) {
    return { path: bundled, origin: "bundled" };
  }
  for (const folder of (process.env["PATH"] ?? "").split(path.delimiter)) {
    const file = path.join(folder, NAME);
    if (folder !== "" && isExecutable(file)) {
      return { path: file, origin: "path" };
    }
  }
  return t(
    "disclint was not found: this package has no program for {0}-{1}, and there is none on PATH. Install disclint, or name it in the setting disclint.server.path.",
    process.platform,
    process.arch,
  );
}
