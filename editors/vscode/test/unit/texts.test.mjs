// Every text has its other language.
import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { test } from "node:test";
import { root } from "./load.mjs";

const json = (file) => JSON.parse(fs.readFileSync(path.join(root, file), "utf8"));

test("the texts of package.json are there in both languages, and no others", () => {
  const used = new Set([...fs.readFileSync(path.join(root, "package.json"), "utf8").matchAll(/"%([\w.]+)%"/g)].map((match) => match[1]));
  for (const file of ["package.nls.json", "package.nls.zh-cn.json"]) {
    assert.deepEqual(Object.keys(json(file)).sort(), [...used].sort(), file);
  }
});

test("the texts of the program are there in Chinese, with the same placeholders, and no others", () => {
  const sources = fs.readdirSync(path.join(root, "src")).map((file) => fs.readFileSync(path.join(root, "src", file), "utf8"));
  const used = new Set(sources.flatMap((text) => [...text.matchAll(/\bt\(\s*"((?:[^"\\]|\\.)*)"/g)].map((match) => match[1])));
  const translated = json("l10n/bundle.l10n.zh-cn.json");
  assert.deepEqual(Object.keys(translated).sort(), [...used].sort());
  const placeholders = (text) => [...text.matchAll(/\{\d\}/g)].map((match) => match[0]).sort();
  for (const [key, value] of Object.entries(translated)) {
    assert.deepEqual(placeholders(value), placeholders(key), key);
  }
});
