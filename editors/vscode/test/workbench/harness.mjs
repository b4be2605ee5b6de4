// A VS Code workbench in a browser, with the extension in it and a folder of files open.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as net from "node:net";
import * as os from "node:os";
import * as path from "node:path";

/** As quiet as it can be had. */
const SETTINGS = {
  "workbench.startupEditor": "none",
  "workbench.colorTheme": "Default Light Modern",
  "workbench.tips.enabled": false,
  "workbench.reduceMotion": "on",
  "workbench.layoutControl.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "security.workspace.trust.enabled": false,
  "chat.commandCenter.enabled": false,
  "editor.fontFamily": "Noto Sans Mono CJK SC",
  "editor.minimap.enabled": false,
  "files.simpleDialog.enable": true,
};

/** Waits are generous: machines that run tests are slow, and a wait ends with what it waits for. */
const PATIENCE = Number(process.env.PATIENCE ?? 60) * 1000;

/**
 * Starts the workbench, calls `run` with it, and ends all of it again.
 * `tools` is where install.sh put the server, `files` are those of the open folder, by name. In a `locale` other than
 * English the workbench's own words stay English, for want of a language pack; those of extensions are translated.
 */
export async function withWorkbench({ tools, vsix, files, locale, pictures }, run) {
  const { chromium } = createRequire(path.join(tools, "package.json"))("playwright-core");
  const home = fs.mkdtempSync(path.join(os.tmpdir(), "disclint-workbench-"));
  const port = await freePort();
  const write = (file, text) => {
    fs.mkdirSync(path.dirname(path.join(home, file)), { recursive: true });
    fs.writeFileSync(path.join(home, file), text);
  };
  write("cs.yaml", `bind-addr: 127.0.0.1:${port}\nauth: none\ncert: false\n`);
  write("data/User/settings.json", JSON.stringify(SETTINGS, null, 2));
  // Programs are named in the settings of the machine.
  const configure = (more) => write("data/Machine/settings.json", JSON.stringify(more, null, 2));
  if (locale !== "en") {
    const pack = path.join(home, "pack.json");
    write("pack.json", JSON.stringify({ version: "1.0.0", contents: {} }));
    const extensions = [{ extensionIdentifier: { id: "test.language-pack" }, version: "1.0.0" }];
    write("data/languagepacks.json", JSON.stringify({ [locale]: { hash: "0", label: locale, extensions, translations: { vscode: pack } } }));
  }
  Object.entries(files).forEach(([name, text]) => write(path.join("reports", name), text));
  fs.mkdirSync(pictures, { recursive: true });

  const entry = path.join(tools, "node_modules/code-server/out/node/entry.js");
  const folders = ["--config", path.join(home, "cs.yaml"), "--user-data-dir", path.join(home, "data"), "--extensions-dir", path.join(home, "ext")];
  const environment = { ...process.env, HOME: home };
  const installed = spawnSync(process.execPath, [entry, ...folders, "--install-extension", vsix, "--force"], { env: environment, encoding: "utf8" });
  assert.equal(installed.status, 0, installed.stdout + installed.stderr);

  const workspace = path.join(home, "reports");
  const quiet = ["--disable-telemetry", "--disable-update-check", "--disable-workspace-trust", "--disable-getting-started-override", "--locale", locale];
  // A process group of its own, so that its end is the end of the extension host too.
  const server = spawn(process.execPath, [entry, ...folders, ...quiet, workspace], { env: environment, detached: true, stdio: "ignore" });
  let browser;
  let page;
  try {
    await healthy(port);
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    });
    page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
    page.setDefaultTimeout(PATIENCE);
    await page.goto(`http://127.0.0.1:${port}/?folder=${encodeURIComponent(workspace)}`);
    await run(new Workbench(page, workspace, configure, pictures));
  } catch (error) {
    await page?.screenshot({ path: path.join(pictures, "failed.png") }).catch(() => {});
    throw error;
  } finally {
    await browser?.close();
    try {
      process.kill(-server.pid, "SIGKILL");
    } catch {
      // It has ended already.
    }
    fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** What a user does in the workbench. */
export class Workbench {
  constructor(page, workspace, configure, pictures) {
    this.page = page;
    this.workspace = workspace;
    /** Writes the settings of the machine. */
    this.configure = configure;
    this.pictures = pictures;
    /** The extension's status item. */
    this.status = page.locator(`.statusbar-item[id*="disclint.status"]`);
    this.problems = page.locator(".markers-panel .monaco-list-row");
    this.toasts = page.locator(".notifications-toasts .notification-list-item");
  }

  /** The whole window, or a part of it: left, top, width, height. */
  async picture(name, part) {
    // Out of the way: what the pointer rests on shows hints.
    await this.page.mouse.move(720, 895);
    const clip = part && { x: part[0], y: part[1], width: part[2], height: part[3] };
    await this.page.screenshot({ path: path.join(this.pictures, `${name}.png`), animations: "disabled", clip });
  }

  /** Opens a file of the folder; not by its name in the palette, which wants a program that is not installed. */
  async open(name) {
    await this.page.locator(".explorer-folders-view .monaco-list-row", { hasText: name }).dblclick();
    await this.page.locator(".tab.active", { hasText: name }).waitFor();
  }

  /** Runs a command by its title. */
  async command(title) {
    await this.pick(title, async () => {
      // The key is lost while the workbench moves the focus: then again.
      await this.page.keyboard.press("Escape");
      await this.page.keyboard.press("F1");
    }, `>${title}`);
  }

  /** Takes what is called so from the list that `open` opens. */
  async pick(label, open, text) {
    const input = this.page.locator(".quick-input-widget:visible input.input");
    const row = this.page.locator(".quick-input-list .monaco-list-row", { hasText: label }).first();
    await this.until(async () => {
      await open();
      await input.waitFor({ timeout: 3000 });
      if (text) {
        await input.fill(text);
      }
      await row.waitFor({ timeout: 5000 });
    });
    await row.click();
    await row.waitFor({ state: "hidden" });
  }

  /** Puts the cursor into the editor in front, on a line. */
  async line(number, column = 1) {
    await this.until(async () => {
      await this.page.keyboard.press("Escape");
      await this.page.keyboard.press("Control+G");
      const input = this.page.locator(".quick-input-widget:visible input.input");
      await input.waitFor({ timeout: 3000 });
      await input.fill(`:${number}:${column}`);
      await this.page.keyboard.press("Enter");
      await input.waitFor({ state: "hidden", timeout: 3000 });
      await this.position(`Ln ${number}, Col ${column}`).waitFor({ timeout: 3000 });
    });
  }

  /** The status bar's own word on where the cursor is. */
  position(text) {
    return this.page.locator("#status\\.editor\\.selection", { hasText: text });
  }

  language(text) {
    return this.page.locator("#status\\.editor\\.mode", { hasText: text });
  }

  /** The list of actions at the cursor, once it has one that is called so. */
  async action(title) {
    const wanted = this.page.locator(".action-widget .monaco-list-row.action", { hasText: title }).first();
    await this.until(async () => {
      await this.page.keyboard.press("Escape");
      await this.page.keyboard.press("Control+.");
      await wanted.waitFor({ timeout: 5000 });
    });
    return wanted;
  }

  /** Takes an action from the open list: with the keys, for a layer over the page catches clicks. */
  async take(action) {
    for (let moves = 0; moves < 20 && !(await action.evaluate((row) => row.classList.contains("focused"))); moves += 1) {
      await this.page.keyboard.press("ArrowDown");
    }
    await this.page.keyboard.press("Enter");
    await this.page.locator(".action-widget").waitFor({ state: "hidden" });
  }

  /** The text in the editor in front, as far as it is on the screen. */
  async text() {
    const lines = await this.page.locator(".editor-group-container.active .view-line").allInnerTexts();
    return lines.join("\n").replaceAll("\u00a0", " ");
  }

  /** What is in a proof panel. */
  get proof() {
    return this.page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
  }

  async dismiss() {
    await this.command("Notifications: Clear All Notifications");
  }

  /** Tries until it succeeds or patience ends; the last failure is told. */
  async until(attempt) {
    const end = Date.now() + PATIENCE;
    for (;;) {
      try {
        return await attempt();
      } catch (error) {
        if (Date.now() > end) {
          throw error;
        }
        await this.page.waitForTimeout(100);
      }
    }
  }
}

async function freePort() {
  const probe = net.createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => probe.once("listening", resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function healthy(port) {
  const end = Date.now() + PATIENCE;
  while (Date.now() < end) {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
    if (answer?.ok) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error("the workbench did not start");
}
