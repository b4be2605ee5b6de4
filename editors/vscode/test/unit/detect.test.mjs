// Which texts are taken for reports.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { looksLikeReport } = await load("src/detect.ts");

const reports = {
  "a title on the first line": "云浦市教育局2023年政府信息公开工作年度报告\n\n一、总体情况\n",
  "a title over two lines": "云浦市教育局\n2023年政府信息公开工作年度报告\r\n根据……\r\n",
  "a page around it": "首页\n信息公开\n当前位置:首页 > 年报\n南屏县水务局2022年政府信息公开年度报告\n一、总体情况\n",
  "Markdown": "# 南屏县水务局2022年政府信息公开工作年度报告\n",
  "traditional script": "南屏縣水務局2022年政府信息公開工作年度報告\n",
};
for (const [name, text] of Object.entries(reports)) {
  test(`a report: ${name}`, () => assert.equal(looksLikeReport(text), true));
}

const others = {
  "an empty file": "",
  "notes": "买菜\n交电费\n",
  "a notice that speaks of the report": "关于做好2023年政府信息公开工作年度报告编制发布工作的通知\n各镇人民政府:\n现将有关事项通知如下。\n",
  "a log": "2024-01-01 12:00:00 INFO started\n".repeat(200),
  "a title far down": `${"x\n".repeat(5000)}云浦市教育局2023年政府信息公开工作年度报告\n`,
};
for (const [name, text] of Object.entries(others)) {
  test(`no report: ${name}`, () => assert.equal(looksLikeReport(text), false));
}
