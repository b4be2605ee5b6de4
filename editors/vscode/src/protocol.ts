// What this extension and the server say to each other beyond the standard protocol.

import { RequestType, type Range, type TextDocumentIdentifier } from "vscode-languageclient/node";

/**
 * How a number stands: every check of it holds, a finding points at it, it is in a check that does not hold without
 * being where the fault is said to lie, no check uses it, it could not be read; or the form has no cell there.
 */
export type NumberState = "verified" | "disputed" | "involved" | "unused" | "unreadable" | "none";

/** Whether an equation or a comparison holds. */
export type ProofState = "held" | "violated" | "unchecked";

/** One number of an equation, with its name in the reader's words. */
export interface Operand {
  name: string;
  value: string;
  range: Range | null;
}

/** An equation over cells, or a comparison of a figure in the prose. */
export interface Comparison {
  rule: string;
  text: string;
  state: ProofState;
  reason?: string | null;
  range?: Range | null;
  operands: Operand[];
}

export interface ProofCell {
  text: string;
  state: NumberState;
  range: Range | null;
  expected?: string | null;
}

export interface ProofRow {
  label: string;
  /** How many rows it stands under. */
  depth: number;
  range: Range | null;
  cells: ProofCell[];
}

export interface ProofTable {
  id: string;
  name: string;
  title: string | null;
  range: Range | null;
  columns: string[];
  rows: ProofRow[];
  identities: Comparison[];
}

/** All that was checked in one report. */
export interface Proof {
  title: string | null;
  /** The form that it was held against. */
  pack: string;
  year: number | null;
  body: string | null;
  version: number | null;
  counts: { errors: number; warnings: number; infos: number };
  identities: { held: number; violated: number; unchecked: number };
  numbers: { verified: number; inFindings: number; unused: number };
  tables: ProofTable[];
  comparisons: Comparison[];
  unused: { text: string; range: Range }[];
}

/** Asks for the proof of an open document; `null` if no form fits it. */
export const PROOF = new RequestType<{ textDocument: TextDocumentIdentifier }, Proof | null, void>("disclint/proof");

/** Commands of the server. */
export const SERVER_CHECK_WORKSPACE = "disclint.server.checkWorkspace";
export const SERVER_EXPORT_SARIF = "disclint.server.exportSarif";
export const SERVER_WAIVE = "disclint.server.waive";
