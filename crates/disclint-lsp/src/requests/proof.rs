//! `disclint/proof`: everything that was evaluated in a report, for a client that draws it.

use std::collections::HashMap;

use disclint_document::{CellContent, Span, Table};
use disclint_rules::{About, NumberState, Operand, Proof, Side, Statement, StatementState};
use serde::{Deserialize, Serialize};
use tower_lsp::lsp_types::{Range, TextDocumentIdentifier};

use crate::analysis::{Analysis, Judged};
use crate::position::Encoding;
use crate::requests::standing::{Standing, standings};
use crate::session::Session;
use crate::workspace::Counts;

/// The request's name.
pub(crate) const METHOD: &str = "disclint/proof";

/// The request's parameters.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ProofParams {
    pub(crate) text_document: TextDocumentIdentifier,
}

/// The answer.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ProofPage {
    title: Option<String>,
    pack: String,
    year: Option<u16>,
    body: Option<String>,
    version: i32,
    counts: Counts,
    identities: Identities,
    numbers: Numbers,
    tables: Vec<TablePage>,
    comparisons: Vec<StatementLine>,
    unused: Vec<Unused>,
}

#[derive(Serialize)]
struct Identities {
    held: usize,
    violated: usize,
    unchecked: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Numbers {
    verified: usize,
    in_findings: usize,
    unused: usize,
}

#[derive(Serialize)]
struct TablePage {
    id: String,
    name: String,
    title: Option<String>,
    range: Range,
    columns: Vec<String>,
    rows: Vec<RowLine>,
    identities: Vec<StatementLine>,
}

#[derive(Serialize)]
struct RowLine {
    label: String,
    /// How many rows it stands under.
    depth: usize,
    range: Option<Range>,
    cells: Vec<CellBox>,
}

#[derive(Serialize, Clone)]
struct CellBox {
    text: String,
    state: &'static str,
    range: Option<Range>,
    /// What it should be, where that is known.
    expected: Option<String>,
}

#[derive(Serialize)]
struct StatementLine {
    rule: String,
    text: String,
    state: &'static str,
    reason: Option<String>,
    range: Option<Range>,
    operands: Vec<OperandBox>,
}

#[derive(Serialize)]
struct OperandBox {
    name: String,
    value: Option<String>,
    range: Option<Range>,
}

#[derive(Serialize)]
struct Unused {
    text: String,
    range: Range,
}

/// `None` for what is no report.
pub(crate) fn proof(session: &Session, analysis: &Analysis) -> Option<ProofPage> {
    let (judged, proof) = (analysis.judged.as_ref()?, analysis.proof()?);
    let standings = standings(proof, &judged.judgement.diagnostics);
    let drawer = Drawer { analysis, judged, proof, standings, encoding: session.features().encoding };
    let report = &analysis.report;
    let coverage = &judged.judgement.coverage;
    let packs = &analysis.project.packs;
    let of_prose = |statement: &&Statement| statement.about == About::Prose;
    let unused = proof.numbers.iter().filter(|number| number.state == NumberState::Unused);
    Some(ProofPage {
        title: report.title.as_ref().map(|title| title.text.clone()),
        pack: report
            .form
            .map_or_else(String::new, |form| packs.form_info(form, analysis.project.lang).title.to_owned()),
        year: judged.judgement.year,
        body: report.body().map(str::to_owned),
        version: analysis.version,
        counts: Counts::of(judged.counted()),
        identities: Identities {
            held: coverage.identities_held,
            violated: coverage.identities_violated,
            unchecked: coverage.identities_unchecked,
        },
        numbers: Numbers {
            verified: coverage.numbers_verified,
            in_findings: coverage.numbers_in_findings,
            unused: coverage.numbers_unused,
        },
        tables: report.tables.iter().enumerate().map(|(index, table)| drawer.table(index, table)).collect(),
        comparisons: proof.statements.iter().filter(of_prose).map(|statement| drawer.statement(statement)).collect(),
        unused: unused
            .map(|number| Unused {
                text: report.text(number.span).trim().to_owned(),
                range: drawer.encoding.range(analysis.source(), number.span),
            })
            .collect(),
    })
}

struct Drawer<'a> {
    analysis: &'a Analysis,
    judged: &'a Judged,
    proof: &'a Proof,
    standings: HashMap<Span, Standing>,
    encoding: Encoding,
}

impl Drawer<'_> {
    fn range(&self, span: Span) -> Range {
        self.encoding.range(self.analysis.source(), span)
    }

    fn table(&self, index: usize, table: &Table) -> TablePage {
        let spec = self.analysis.spec(table);
        let report = &self.analysis.report;
        let section = report.sections.iter().find(|section| section.body.contains(table.span));
        let none = CellBox { text: String::new(), state: "none", range: None, expected: None };
        let rows = spec.rows.iter().enumerate().filter(|(at, row)| !row.optional || table.row(*at).is_some());
        let rows = rows.map(|(at, row)| {
            let found = table.row(at);
            let cells = (0..spec.columns.len()).map(|column| {
                if !row.columns.contains(&column) {
                    return none.clone();
                }
                match table.cell(at, column) {
                    // The form has it; the report does not.
                    None => CellBox { state: "unreadable", ..none.clone() },
                    Some(cell) => CellBox {
                        text: match cell.content {
                            CellContent::Unreadable(_) => String::new(),
                            _ => report.text(cell.span).trim().to_owned(),
                        },
                        state: match (&cell.content, self.standings.get(&cell.span)) {
                            (CellContent::Unreadable(_), _) => "unreadable",
                            (CellContent::Number(_), Some(Standing::Verified)) => "verified",
                            (CellContent::Number(_), Some(Standing::Disputed)) => "disputed",
                            (CellContent::Number(_), Some(Standing::Involved)) => "involved",
                            _ => "unused",
                        },
                        range: Some(self.range(cell.span)),
                        expected: self.expected(cell.span),
                    },
                }
            });
            RowLine {
                label: row.label.clone(),
                depth: std::iter::successors(row.parent, |&above| spec.rows[above].parent).count(),
                range: found.filter(|found| !found.label.is_empty()).map(|found| self.range(found.label)),
                cells: cells.collect(),
            }
        });
        let is_own =
            |statement: &&Statement| matches!(statement.about, About::Table { index: Some(of), .. } if of == index);
        TablePage {
            id: spec.id.clone(),
            name: spec.name.clone(),
            title: section.map(|section| section.title_text.clone()),
            range: self.range(table.span),
            columns: spec.columns.iter().map(disclint_document::ColumnSpec::path).collect(),
            rows: rows.collect(),
            identities: self.proof.statements.iter().filter(is_own).map(|s| self.statement(s)).collect(),
        }
    }

    /// What a finding proposes for the cell at `span`.
    fn expected(&self, span: Span) -> Option<String> {
        let findings = self.judged.judgement.diagnostics.iter().filter(|finding| finding.span == span);
        let mut edits = findings.flat_map(|finding| &finding.fixes).flat_map(|fix| &fix.edits);
        edits.find(|edit| edit.span == span).map(|edit| edit.replacement.clone())
    }

    fn statement(&self, statement: &Statement) -> StatementLine {
        let (state, reason) = match &statement.state {
            StatementState::Held => ("held", None),
            StatementState::Violated => ("violated", None),
            StatementState::Unchecked(reason) => ("unchecked", Some(reason.clone())),
        };
        let sides = [&statement.left, &statement.right].into_iter().chain(&statement.others);
        StatementLine {
            rule: statement.rule.clone(),
            text: statement.text(self.analysis.project.lang),
            state,
            reason,
            range: statement.span.map(|span| self.range(span)),
            operands: sides.flat_map(|side: &Side| &side.operands).map(|operand| self.operand(operand)).collect(),
        }
    }

    fn operand(&self, operand: &Operand) -> OperandBox {
        OperandBox {
            name: operand.name.clone(),
            value: operand.value.map(|value| value.normalize().to_string()),
            range: operand.spans.first().map(|&span| self.range(span)),
        }
    }
}
