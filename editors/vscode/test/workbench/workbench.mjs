// The extension in a real workbench: opens a report with mistakes, sees them, mends one, and opens the proof.
// Usage: node workbench.mjs TOOLS VSIX REPORT PICTURES
// TOOLS is where install.sh put the workbench; PICTURES is a folder for the screenshots.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as net from "node:net";
import * as os from "node:os";
import * as path from "node:path";

const [tools, vsix, report, pictures] = process.argv.slice(2).map((argument) => path.resolve(argument));
const { chromium } = createRequire(path.join(tools, "package.json"))("playwright-core");
const entry = path.join(tools, "node_modules/code-server/out/node/entry.js");

const home = fs.mkdtempSync(path.join(os.tmpdir(), "disclint-workbench-"));
const workspace = path.join(home, "reports");
const settings = {
  "workbench.startupEditor": "none",
  "workbench.colorTheme": "Default Light Modern",
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoCheckUpdates": false,
  "security.workspace.trust.enabled": false,
  "workbench.tips.enabled": false,
  "editor.fontFamily": "Noto Sans Mono CJK SC",
  "editor.minimap.enabled": false,
  "chat.commandCenter.enabled": false,
  "disclint.language": process.env.DISCLINT_LANG ?? "zh",
};
const name = "云浦市教育局2023年年报.txt";
const port = await freePort();
const files = {
  "cs.yaml": `bind-addr: 127.0.0.1:${port}\nauth: none\ncert: false\n`,
  "data/User/settings.json": JSON.stringify(settings),
  [`reports/${name}`]: fs.readFileSync(report, "utf8"),
  "reports/notes.txt": "买菜\n交电费\n",
};
for (const [file, text] of Object.entries(files)) {
  fs.mkdirSync(path.dirname(path.join(home, file)), { recursive: true });
  fs.writeFileSync(path.join(home, file), text);
}
fs.mkdirSync(pictures, { recursive: true });

const folders = ["--config", path.join(home, "cs.yaml"), "--user-data-dir", path.join(home, "data"), "--extensions-dir", path.join(home, "ext")];
const environment = { ...process.env, HOME: home };
const installed = spawnSync(process.execPath, [entry, ...folders, "--install-extension", vsix, "--force"], { env: environment, encoding: "utf8" });
assert.equal(installed.status, 0, installed.stderr);

// A process group of its own, so that its end is the end of the extension host too.
const server = spawn(
  process.execPath,
  [entry, ...folders, "--disable-telemetry", "--disable-update-check", "--disable-workspace-trust", "--disable-getting-started-override", workspace],
  { env: environment, detached: true, stdio: "ignore" },
);
let browser;
try {
  await healthy();
  browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(60_000);
  await run(page);
  console.log("workbench: passed");
} catch (error) {
  const page = browser?.contexts()[0]?.pages()[0];
  await page?.screenshot({ path: path.join(pictures, "failed.png") }).catch(() => {});
  throw error;
} finally {
  await browser?.close();
  try {
    process.kill(-server.pid, "SIGKILL");
  } catch {
    // It has ended already.
  }
  fs.rmSync(home, { recursive: true, force: true });
}

async function run(page) {
  const picture = (file) => page.screenshot({ path: path.join(pictures, file) });
  const command = async (text) => {
    await page.keyboard.press("F1");
    await page.locator(".quick-input-widget input").fill(`>${text}`);
    await page.locator(".quick-input-list .monaco-list-row").first().waitFor();
    await page.keyboard.press("Enter");
  };
  await page.goto(`http://127.0.0.1:${port}/?folder=${encodeURIComponent(workspace)}`);
  const explorer = page.locator(".explorer-folders-view .monaco-list-row");

  // A file that is no report is left alone.
  await explorer.filter({ hasText: "notes.txt" }).dblclick();
  await page.locator(".tab", { hasText: "notes.txt" }).waitFor();
  const status = page.locator(".statusbar-item", { hasText: /\d+\/\d+ (?:成立|sums hold)|勾稽关系 \d+/ });
  assert.equal(await status.count(), 0);

  // The report: marks, problems, status.
  await explorer.filter({ hasText: "年报" }).dblclick();
  await page.locator(".squiggly-warning").first().waitFor();
  await status.waitFor();
  await picture("report.png");
  await page.keyboard.press("Control+Shift+M");
  const problems = page.locator(".markers-panel .monaco-list-row");
  const cell = problems.filter({ hasText: "自然人" }).filter({ hasText: "应为 3" });
  await cell.first().waitFor();
  await picture("problems.png");

  // A quick fix makes the finding disappear.
  await cell.first().dblclick();
  await page.locator(".squiggly-error").first().waitFor();
  await page.keyboard.press("Control+.");
  const action = page.locator(".action-widget .monaco-list-row.action", { hasText: "改为 3" });
  await action.first().waitFor();
  await picture("fix.png");
  await action.first().click();
  await cell.first().waitFor({ state: "detached" });

  // The hover on the cell that was mended.
  await command("Show or Focus Hover");
  await page.locator(".monaco-hover .hover-contents").first().waitFor();
  await picture("hover.png");
  await page.keyboard.press("Escape");

  // The proof, and a jump from it into the report.
  await status.click();
  const proof = page.frameLocator("iframe.webview").frameLocator("iframe");
  await proof.locator("h2", { hasText: "表三" }).waitFor();
  assert.ok((await proof.locator("td.verified").count()) > 50);
  await command("View: Toggle Panel Visibility");
  await proof.locator("h2", { hasText: "表四" }).scrollIntoViewIfNeeded();
  await proof.locator("td.disputed").first().waitFor();
  await picture("proof.png");
  await proof.locator("td.disputed").first().click();
  const position = page.locator(".statusbar-item", { hasText: /Ln 6\d, Col \d+ \(1 selected\)/ });
  await position.waitFor();
}

async function freePort() {
  const probe = net.createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => probe.once("listening", resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function healthy() {
  for (let tries = 0; tries < 240; tries += 1) {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
    if (answer?.ok) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error("the workbench did not start");
}
