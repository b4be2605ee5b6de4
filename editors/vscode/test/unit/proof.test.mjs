// The page of the proof panel.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { renderProof } = await load("src/proofHtml.ts");
const t = (message, ...args) => message.replace(/\{(\d)\}/g, (_, at) => String(args[at]));
const range = { start: { line: 3, character: 5 }, end: { line: 3, character: 7 } };
const proof = {
  title: "云浦市教育局2023年<年报>",
  pack: "p",
  year: 2023,
  body: "云浦市教育局",
  version: 1,
  counts: { errors: 1, warnings: 0, infos: 0 },
  identities: { held: 1, violated: 1, unchecked: 0 },
  numbers: { verified: 2, inFindings: 1, unused: 1 },
  tables: [
    {
      id: "a", name: "表三", title: "收到和处理", range,
      columns: ["自然人", "法人/企业", "法人/其他", "总计"],
      rows: [{ label: "一、本年新收", depth: 0, range, cells: [{ text: "4", state: "disputed", range, expected: "3" }, { text: "0", state: "involved", range }, { text: "", state: "none", range: null }, { text: "3", state: "verified", range }] }],
      identities: [
        { rule: "total", text: "总计 3 = 自然人 3", state: "held", operands: [] },
        { rule: "row", text: "总计 3 ≠ 自然人 4", state: "violated", operands: [{ name: "总计", value: "3", range }] },
      ],
    },
  ],
  comparisons: [],
  unused: [{ text: "12345", range }],
};

test("marks the failing row, column and cell, and says what the cell should be", () => {
  const html = renderProof(proof, "zh", t);
  assert.match(html, /<tr class="failing">/);
  assert.match(html, /<th rowspan="2" class="violated">自然人<\/th>/);
  assert.match(html, /<td class="disputed failing"[^>]*>4 <span class="expected">→ 3<\/span>/);
  assert.match(html, /<td class="verified"[^>]*>3</);
});

test("columns of a group stand under one head", () => {
  const html = renderProof(proof, "zh", t);
  assert.match(html, /<th colspan="2">法人<\/th>/);
  assert.match(html, /<tr><th>企业<\/th><th>其他<\/th><\/tr>/);
});

test("what does not hold stands first", () => {
  const html = renderProof(proof, "zh", t);
  assert.ok(html.indexOf("总计 3 ≠ 自然人 4") < html.indexOf("总计 3 = 自然人 3"));
});

test("text of the report cannot become markup", () => {
  const html = renderProof({ ...proof, title: `<img src=x onerror="alert(1)">` }, "zh", t);
  assert.ok(!html.includes("<img"));
  assert.match(html, /default-src 'none'/);
});

test("a text that no form fits has a page that says so", () => {
  assert.match(renderProof(undefined, "zh", t), /not checked/);
});
