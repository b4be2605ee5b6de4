// The extension in a real workbench, used as a drafter uses it.
// Usage: node workbench.mjs TOOLS VSIX SAMPLES PICTURES
// TOOLS is where install.sh put the workbench; SAMPLES holds the sample reports; PICTURES gets the screenshots.

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
    await bench.command("View: Close All Editors in Group").catch(() => {});
  }],
];

/** The wrong cell's entry among the problems. */
function cell(bench) {
  return bench.problems.filter({ hasText: "自然人" }).filter({ hasText: "应为 3" }).first();
}

await withWorkbench({ tools, vsix, files, pictures, settings: { "disclint.language": "zh" } }, async (bench) => {
  for (const [name, step] of steps) {
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
