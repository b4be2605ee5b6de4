// The proof as a page. It uses the editor's colours and no file from outside.

import { randomBytes } from "node:crypto";
import type { Comparison, Proof, ProofState, ProofTable } from "./protocol";

/** `t` of texts.ts, handed in so that this file can be tried without an editor. */
export type Translate = (message: string, ...args: (string | number)[]) => string;

/** The page for a proof; without one, a sentence that says so. */
export function renderProof(proof: Proof | undefined, language: "zh" | "en", t: Translate): string {
  const nonce = randomBytes(16).toString("base64");
  const body = proof
    ? [head(proof, t), ...proof.tables.map((table) => tableHtml(table, t)), prose(proof, t), unused(proof, t)].join("\n")
    : `<p>${escape(t("No form fits this text: it is not checked."))}</p>`;
  return `<!DOCTYPE html>
<html lang="${language === "zh" ? "zh-CN" : "en"}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'">
<style nonce="${nonce}">${STYLE}</style></head>
<body>${body}
<script nonce="${nonce}">${SCRIPT}</script></body></html>`;
}

export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

function place(range: unknown): string {
  return range ? ` data-range="${escape(JSON.stringify(range))}" tabindex="0" role="link"` : "";
}

function head(proof: Proof, t: Translate): string {
  const { held, violated, unchecked } = proof.identities;
  const { errors, warnings, infos } = proof.counts;
  const { verified, inFindings, unused } = proof.numbers;
  const line = (mark: string, text: string) => `<li class="${mark}">${escape(text)}</li>`;
  return `<h1>${escape(proof.title ?? proof.body ?? "")}</h1><p class="form">${escape(proof.pack)}</p>
<ul class="counts">
${line(violated > 0 ? "violated" : "held", t("Equations: {0} hold, {1} do not, {2} not checked", held, violated, unchecked))}
${line(errors > 0 ? "violated" : "", t("Errors {0}, warnings {1}, notes {2}", errors, warnings, infos))}
${line("", t("Numbers: {0} verified, {1} in findings, {2} unused", verified, inFindings, unused))}
</ul>`;
}

function tableHtml(table: ProofTable, t: Translate): string {
  const failing = table.columns.map((_, at) => table.rows.some((row) => row.cells[at]?.state === "disputed"));
  // The only row of a table may have no label.
  const labelled = table.rows.some((row) => row.label !== "");
  const rows = table.rows.map((row) => {
    const fails = row.cells.some((cell) => cell.state === "disputed");
    const cells = row.cells.map((cell, at) => {
      const column = failing[at] ? " failing" : "";
      if (cell.state === "none") {
        return `<td class="none${column}"></td>`;
      }
      const hint = cell.expected ? ` <span class="expected">→ ${escape(cell.expected)}</span>` : "";
      return `<td class="${cell.state}${column}"${place(cell.range)}>${escape(cell.text)}${hint}</td>`;
    });
    const label = `<th class="depth${Math.min(row.depth, 3)}${fails ? " violated" : ""}"${place(row.range)}>${escape(row.label)}</th>`;
    return `<tr class="${fails ? "failing" : ""}">${labelled ? label : ""}${cells.join("")}</tr>`;
  });
  const held = table.identities.filter((identity) => identity.state === "held").length;
  const counted = table.identities.filter((identity) => identity.state !== "unchecked").length;
  return `<h2${place(table.range)}>${escape(table.name)} ${escape(table.title ?? "")}</h2>
<div class="scroll"><table><thead>${columns(table.columns, failing, labelled)}</thead><tbody>${rows.join("\n")}</tbody></table></div>
<details${held < counted ? " open" : ""}><summary>${escape(t("{0}/{1} sums hold", held, counted))}</summary>${list(table.identities, t)}</details>`;
}

/** The heads of the columns; those of a group, as `group/label`, under one head. */
function columns(paths: string[], failing: boolean[], labelled: boolean): string {
  const parts = paths.map((path) => path.split("/"));
  const grouped = parts.some((part) => part.length > 1);
  const head = (text: string, fails: boolean, size = "") => `<th${size}${fails ? ` class="violated"` : ""}>${escape(text)}</th>`;
  const corner = labelled ? `<th${grouped ? ` rowspan="2"` : ""}></th>` : "";
  if (!grouped) {
    return `<tr>${corner}${paths.map((path, at) => head(path, failing[at] === true)).join("")}</tr>`;
  }
  let above = "";
  let below = "";
  for (let at = 0; at < parts.length; ) {
    const [group = "", ...rest] = parts[at] ?? [];
    if (rest.length === 0) {
      above += head(group, failing[at] === true, ` rowspan="2"`);
      at += 1;
      continue;
    }
    const start = at;
    for (; at < parts.length && (parts[at]?.length ?? 0) > 1 && parts[at]?.[0] === group; at += 1) {
      below += head(parts[at]?.slice(1).join("/") ?? "", failing[at] === true);
    }
    above += head(group, false, ` colspan="${at - start}"`);
  }
  return `<tr>${corner}${above}</tr><tr>${below}</tr>`;
}

const ORDER: Record<ProofState, number> = { violated: 0, unchecked: 1, held: 2 };

function list(comparisons: Comparison[], t: Translate): string {
  const mark = { held: "✓", violated: "✗", unchecked: "?" };
  const said = { held: t("holds"), violated: t("does not hold"), unchecked: t("not checked") };
  const sorted = [...comparisons].sort((a, b) => ORDER[a.state] - ORDER[b.state]);
  const items = sorted.map((comparison) => {
    const first = comparison.range ?? comparison.operands.find((operand) => operand.range)?.range;
    const reason = comparison.reason ? ` — ${escape(comparison.reason)}` : "";
    return `<li class="${comparison.state}"${place(first)}><span title="${escape(said[comparison.state])}">${mark[comparison.state]}</span> ${escape(comparison.text)}${reason} <code>${escape(comparison.rule)}</code></li>`;
  });
  return `<ul class="proof">${items.join("\n")}</ul>`;
}

function prose(proof: Proof, t: Translate): string {
  if (proof.comparisons.length === 0) {
    return "";
  }
  return `<h2>${escape(t("Figures in the prose"))}</h2>${list(proof.comparisons, t)}`;
}

function unused(proof: Proof, t: Translate): string {
  if (proof.unused.length === 0) {
    return "";
  }
  const items = proof.unused.map(({ text, range }) => `<li${place(range)}>${escape(text)}</li>`);
  return `<h2>${escape(t("Numbers that no rule has used"))}</h2><ul class="unused">${items.join("")}</ul>`;
}

const STYLE = `
body { color: var(--vscode-foreground); font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); padding: 0 1.2em 2em;
  --good: #1a7f37; --bad: #c62828; --doubt: #9a6700; --tint: color-mix(in srgb, var(--bad) 9%, transparent); }
body.vscode-dark { --good: #6cc781; --bad: #ff7b72; --doubt: #d9a441; }
body.vscode-high-contrast { --good: var(--vscode-foreground); --bad: var(--vscode-errorForeground); --doubt: var(--vscode-foreground); }
h1 { font-size: 1.3em; margin: .8em 0 0; } h2 { font-size: 1.1em; margin: 1.6em 0 .4em; }
.form { margin: .2em 0; color: var(--vscode-descriptionForeground); }
.counts { list-style: none; padding: 0; } .counts li { margin: .15em 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; } th, td { border: 1px solid var(--vscode-panel-border, #8884); padding: .2em .5em; }
td { text-align: right; font-variant-numeric: tabular-nums; min-width: 1.6em; white-space: nowrap; }
th { font-weight: normal; text-align: left; } tbody th { min-width: 9em; }
.depth1 { padding-left: 1.4em; } .depth2 { padding-left: 2.3em; } .depth3 { padding-left: 3.2em; }
thead th { text-align: center; min-width: 2.1em; }
td.none { background: var(--vscode-editorWidget-background); border-style: dotted; }
td.verified { color: var(--good); }
td.involved { color: var(--doubt); }
td.unused { color: var(--vscode-descriptionForeground); }
td.unreadable { color: var(--vscode-descriptionForeground); } td.unreadable::after { content: "?"; }
tr.failing th, tr.failing td, td.failing { background: var(--tint); }
td.disputed { color: var(--bad); font-weight: bold; outline: 2px solid var(--bad); outline-offset: -2px; }
th.violated, li.violated { color: var(--bad); }
li.held span, .counts .held { color: var(--good); }
.expected { font-weight: normal; }
.proof, .unused { list-style: none; padding-left: .4em; } .proof li { margin: .25em 0 .25em 1.3em; text-indent: -1.3em; }
.proof li span { display: inline-block; width: 1.3em; text-indent: 0; }
.unused li { display: inline-block; margin: .15em .6em .15em 0; }
code { color: var(--vscode-descriptionForeground); background: none; font-size: .85em; white-space: nowrap; }
[data-range] { cursor: pointer; } [data-range]:hover { text-decoration: underline; }
[data-range]:focus-visible { outline: 1px solid var(--vscode-focusBorder); }
summary { cursor: pointer; margin: .5em 0; }
`;

const SCRIPT = `
const api = acquireVsCodeApi();
const go = (event) => {
  const target = event.target.closest('[data-range]');
  if (target && (event.type === 'click' || event.key === 'Enter')) {
    api.postMessage({ range: JSON.parse(target.dataset.range) });
  }
};
document.addEventListener('click', go);
document.addEventListener('keydown', go);
`;
