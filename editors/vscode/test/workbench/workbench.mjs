// The extension in a real workbench, used as a drafter uses it.
// Usage: node workbench.mjs TOOLS VSIX SAMPLES PICTURES
// TOOLS is where install.sh put the workbench; SAMPLES holds the sample reports; PICTURES gets the screenshots,
// those that start with readme- for images/ (`pngquant 64`).

import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { withWorkbench } from "./harness.mjs";

const [tools, vsix, samples, pictures] = process.argv.slice(2).map((argument) => path.resolve(argument));
const sample = (name) => fs.readFileSync(path.join(samples, name), "utf8");

const REPORT = "河东区水务局2023年年报.txt";
const files = {
  [REPORT]: sample("broken-2021.txt"),
  "年报.md": sample("clean-2021-markdown.txt"),
  "空白2024年政府信息公开工作年度报告.txt": "",
  "notes.txt": "买菜\n交电费\n",
  "README.md": "# 说明\n\n此文件夹存放年度报告。\n",
};

/** In a Chinese editor. */
const steps = [
  ["a file that is no report is left alone", async (bench) => {
    for (const [name, language] of [["notes.txt", "Plain Text"], ["README.md", "Markdown"]]) {
      await bench.open(name);
      await bench.language(language).waitFor();
    }
    assert.equal(await bench.status.count(), 0);
  }],

  ["a report is recognised by what stands in it, and its mistakes are marked", async (bench) => {
    await bench.open(REPORT);
    await bench.language("政府信息公开工作年度报告").waitFor();
    await bench.page.locator(".squiggly-error, .squiggly-warning").first().waitFor();
    await bench.status.filter({ hasText: /勾稽关系\s\d+\/\d+\s成立/ }).waitFor();
    await bench.page.keyboard.press("Control+Shift+M");
    await cell(bench).waitFor();
    await bench.picture("problems");
  }],

  ["a quick fix makes the finding disappear", async (bench) => {
    await cell(bench).dblclick();
    await bench.position("Ln 36,").waitFor();
    await bench.page.locator(".squiggly-error").first().waitFor();
    const fix = await bench.action("改为 3");
    await bench.picture("fix");
    await bench.picture("readme-quick-fix", [348, 230, 1092, 525]);
    await bench.take(fix);
    await cell(bench).waitFor({ state: "detached" });
    await bench.page.keyboard.press("Control+J");
  }],

  ["a hover tells what a cell is", async (bench) => {
    await bench.line(36, 24);
    const hover = bench.page.locator(".monaco-hover:visible .hover-contents", { hasText: "表三/三、本年度办理结果/(一)予以公开/自然人" });
    await bench.until(async () => {
      await bench.page.keyboard.press("Control+K");
      await bench.page.keyboard.press("Control+I");
      await hover.first().waitFor({ timeout: 5000 });
    });
    await bench.picture("hover");
    await bench.picture("readme-hover", [348, 338, 1092, 224]);
    await bench.page.keyboard.press("Escape");
  }],

  ["the status item opens the proof, whose cells lead into the report", async (bench) => {
    await bench.status.click();
    const { proof } = bench;
    await proof.locator("h2", { hasText: "表三" }).waitFor();
    const row = proof.locator("tr", { hasText: "（一）予以公开" }).or(proof.locator("tr", { hasText: "(一)予以公开" })).first();
    assert.equal(await row.locator("td.verified").count(), 7);
    await bench.picture("proof");
    await proof.locator("h2", { hasText: "表四" }).scrollIntoViewIfNeeded();
    const wrong = proof.locator("td.disputed", { hasText: "3" }).first();
    await wrong.scrollIntoViewIfNeeded();
    assert.ok((await proof.locator("th.violated", { hasText: "总计" }).count()) > 0, "the failing column is marked");
    await bench.picture("proof-review");
    await wrong.click();
    await bench.position("Ln 63, Col 18 (1 selected)").waitFor();
  }],

  ["the proof follows the text, in a dark theme too", async (bench) => {
    await bench.page.keyboard.press("Control+Z");
    await bench.proof.locator("td.disputed", { hasText: "→ 3" }).first().waitFor();
    await bench.command("Preferences: Toggle between Light/Dark Themes");
    await bench.page.locator(".monaco-workbench.vs-dark").waitFor();
    await bench.proof.locator("h2", { hasText: "表三" }).scrollIntoViewIfNeeded();
    await bench.picture("proof-dark");
    await bench.command("Preferences: Toggle between Light/Dark Themes");
    await bench.page.locator(".monaco-workbench.vs").waitFor();
    await bench.proof.locator("h1").scrollIntoViewIfNeeded();
    await bench.picture("proof-wrong-cell");
    await bench.picture("readme-proof", [348, 34, 1092, 840]);
  }],

  ["the lens above a table brings the proof to the front", async (bench) => {
    await bench.page.locator(".tab", { hasText: "核对明细" }).locator(".action-label.codicon-close").click();
    await bench.page.locator(".tab", { hasText: "核对明细" }).waitFor({ state: "detached" });
    await bench.line(29);
    await bench.until(async () => {
      await bench.page.locator(".codelens-decoration a", { hasText: "表三勾稽关系" }).click();
      await bench.proof.locator("h2", { hasText: "表三" }).waitFor({ timeout: 3000 });
    });
    await bench.page.locator(".tab", { hasText: "核对明细" }).locator(".action-label.codicon-close").click();
  }],

  ["a finding is accepted with a reason, which is written beside it", async (bench) => {
    await bench.line(11, 2);
    await bench.take(await bench.action("豁免此项 (item-number)"));
    const input = bench.page.locator(".quick-input-widget:visible input.input");
    await input.waitFor();
    await bench.picture("waive");
    await input.fill("沿用上级编号");
    await bench.page.keyboard.press("Enter");
    const file = path.join(bench.workspace, "disclint.toml");
    await bench.until(async () => assert.match(fs.readFileSync(file, "utf8"), /沿用上级编号/));
    await bench.status.filter({ hasText: /^\s*2\s+1\s/ }).waitFor();
  }],

  ["a broken configuration is told where it is broken", async (bench) => {
    const file = path.join(bench.workspace, "disclint.toml");
    const sound = fs.readFileSync(file, "utf8");
    fs.writeFileSync(file, `${sound}\n[lint]\nselekt = ["all"]\n`);
    await bench.toasts.filter({ hasText: /disclint\.toml:\d+: unknown field/ }).first().waitFor();
    // In the file itself, too, a moment later.
    await bench.page.keyboard.press("Control+Shift+M");
    await bench.problems.filter({ hasText: "unknown field" }).first().waitFor();
    await bench.picture("configuration");
    fs.writeFileSync(file, sound);
    await bench.problems.filter({ hasText: "unknown field" }).first().waitFor({ state: "detached" });
    await bench.page.keyboard.press("Control+J");
    await bench.dismiss();
  }],

  ["a report in Markdown is recognised", async (bench) => {
    await bench.open("年报.md");
    await bench.language("Markdown").waitFor();
    await bench.status.filter({ hasText: /勾稽关系\s(\d+)\/\1\s成立/ }).waitFor();
    await bench.picture("markdown");
  }],

  ["an empty report is completed to the whole form", async (bench) => {
    await bench.open("空白2024年");
    await bench.language("政府信息公开工作年度报告").waitFor();
    await bench.page.locator(".editor-group-container.active .view-lines").click();
    const form = bench.page.locator(".suggest-widget .monaco-list-row").first();
    await bench.until(async () => {
      await bench.page.keyboard.press("Escape");
      await bench.page.keyboard.press("Control+Space");
      await form.waitFor({ timeout: 5000 });
    });
    await bench.picture("completion");
    await bench.picture("readme-completion", [348, 34, 760, 130]);
    await bench.page.keyboard.press("Enter");
    await bench.page.locator(".view-line", { hasText: "六、其他需要报告的事项" }).first().waitFor();
    await bench.page.keyboard.press("Escape");
    await bench.picture("form");
  }],

  ["a table is aligned on request", async (bench) => {
    await bench.open(REPORT);
    await bench.line(34);
    await bench.command("Format Document");
    await bench.until(async () => assert.match(await bench.text(), /申请数量\s{3,}\|/));
    await bench.picture("formatted");
  }],

  ["the whole workspace is checked", async (bench) => {
    await bench.command("disclint: Check All Reports in the Workspace");
    await bench.toasts.filter({ hasText: /已检查\s\d\s份报告/ }).first().waitFor();
    await bench.picture("workspace");
    await bench.dismiss();
  }],

  ["findings are exported as SARIF", async (bench) => {
    await bench.command("disclint: Export Findings as SARIF");
    await bench.page.locator(".quick-input-widget:visible input.input").waitFor();
    await bench.picture("export");
    const file = path.join(bench.workspace, "disclint.sarif");
    await bench.until(async () => {
      await bench.page.keyboard.press("Enter");
      await bench.page.waitForTimeout(300);
      assert.equal(JSON.parse(fs.readFileSync(file, "utf8")).version, "2.1.0");
    });
    await bench.toasts.filter({ hasText: "disclint.sarif" }).first().waitFor();
    await bench.dismiss();
  }],

  ["settings are described, and the walkthrough opens", async (bench) => {
    await bench.command("Preferences: Open Settings (UI)");
    await bench.page.locator(".settings-editor .suggest-input-container .view-lines").click();
    await bench.page.keyboard.type("disclint.");
    await bench.page.locator(".setting-item", { hasText: "按内容识别纯文本文件中的年度报告并检查。" }).first().waitFor();
    await bench.picture("settings");
    await bench.pick("检查一份年度报告", () => bench.command("Welcome: Open Walkthrough..."), "年度报告");
    await bench.page.locator(".getting-started-step", { hasText: "查看核对明细" }).first().waitFor();
    await bench.page.locator(".getting-started-step", { hasText: "修改标出的问题" }).first().click();
    await bench.page.locator(".getting-started-media img").first().waitFor();
    await bench.picture("walkthrough");
  }],

  ["without a program there is a message that says what to do", async (bench) => {
    bench.configure({ "disclint.server.path": "/nowhere/disclint" });
    await bench.page.reload();
    await bench.open(REPORT);
    await bench.toasts.filter({ hasText: "/nowhere/disclint" }).first().waitFor();
    await bench.picture("no-program");
  }],
];

/** In an English one. */
const english = [
  ["an English editor speaks English", async (bench) => {
    await bench.open(REPORT);
    await bench.status.filter({ hasText: /\d+\/\d+\ssums\shold/ }).waitFor();
    await bench.page.keyboard.press("Control+Shift+M");
    await bench.problems.filter({ hasText: "is 4 and should be 3" }).first().waitFor();
    await bench.command("disclint: Show the Proof");
    await bench.proof.locator("li", { hasText: "Equations: 41 hold, 3 do not" }).waitFor();
    await bench.proof.locator("summary", { hasText: /\d+\/\d+ sums hold/ }).first().waitFor();
    assert.doesNotMatch(await bench.proof.locator(".counts").innerText(), /[\u4e00-\u9fff]/);
    await bench.picture("english");
  }],

  ["the extension's page shows its pictures without a network", async (bench) => {
    await bench.command("Extensions: Show Enabled Extensions");
    await bench.page.locator(".extension-list-item", { hasText: "disclint" }).first().click();
    const picture = bench.page.frameLocator("iframe.webview.ready").last().frameLocator("#active-frame").locator("img").first();
    await bench.until(async () => assert.ok((await picture.evaluate((image) => image.naturalWidth, undefined, { timeout: 5000 })) > 100));
    await bench.picture("extension");
  }],
];

/** The wrong cell's entry among the problems. */
function cell(bench) {
  return bench.problems.filter({ hasText: "自然人" }).filter({ hasText: "应为 3" }).first();
}

for (const [locale, list] of [["zh-cn", steps], ["en", english]]) {
  await withWorkbench({ tools, vsix, files, pictures, locale }, async (bench) => {
    for (const [name, step] of list) {
      const started = Date.now();
      try {
        await step(bench);
      } catch (error) {
        console.error(`workbench: failed: ${name}`);
        throw error;
      }
      console.log(`workbench: ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
    }
  });
}
