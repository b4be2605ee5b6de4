//! Cells that do not hold what they should.

use disclint_document::{Cell, CellContent, CellKind, Number, Table, TableSpec, TableState};

use super::{Evaluation, Sink, Subject};
use crate::Lang;
use crate::pack::schema::CellFault;
use crate::pack::{Check, Rule};

/// Blanks are left out by mistake only where at least this many cells are filled for each.
const FILLED_FOR_EACH_BLANK: usize = 12;

pub(super) fn check(
    subject: &Subject<'_>,
    rule: &Rule,
    fault: CellFault,
    evaluation: &Evaluation,
    sink: &mut Sink<'_>,
) {
    for (at, table) in subject.document.tables.iter().enumerate() {
        if table.state != TableState::Readable {
            continue;
        }
        let spec = subject.spec(table);
        match fault {
            CellFault::Text | CellFault::Negative | CellFault::Fraction | CellFault::InWords => {
                for (row, column, cell) in cells(table) {
                    if is_faulty(spec, row, column, cell, fault) {
                        let path = spec.cell_path(row, column);
                        let found = subject.document.text(cell.span).trim().to_owned();
                        sink.add(rule, cell.span, &path, &[("table", &spec.name), ("cell", &path), ("found", &found)])
                            .cell(&path);
                    }
                }
            }
            CellFault::Omitted => omitted(table, spec, at, rule, evaluation, sink),
            CellFault::Blank => {
                let blanks: Vec<_> = cells(table).filter(|(.., cell)| cell.content == CellContent::Blank).collect();
                let told = omissions(table, at, evaluation);
                if let Some((row, column, first)) = blanks.first().filter(|_| told.is_empty()) {
                    let count = blanks.len().to_string();
                    let path = spec.cell_path(*row, *column);
                    sink.add(rule, first.span, &spec.id, &[("table", &spec.name), ("count", &count), ("found", "")])
                        .cell(&path);
                }
            }
            CellFault::Mark => marks(subject, table, spec, rule, sink),
        }
    }
}

/// Every cell of a table with its row and column in the form.
fn cells(table: &Table) -> impl Iterator<Item = (usize, usize, &Cell)> {
    table
        .rows
        .iter()
        .flat_map(|row| row.cells.iter().enumerate().map(move |(n, cell)| (row.spec, row.first_column + n, cell)))
}

fn is_faulty(spec: &TableSpec, row: usize, column: usize, cell: &Cell, fault: CellFault) -> bool {
    let kind = spec.rows[row].kind.unwrap_or(spec.columns[column].kind);
    match (&cell.content, fault) {
        (CellContent::Text(_), CellFault::Text) => true,
        (CellContent::Number(Number { value, .. }), CellFault::Negative) => {
            kind != CellKind::Increment && value.is_sign_negative() && !value.is_zero()
        }
        (CellContent::Number(Number { value, .. }), CellFault::Fraction) => {
            !matches!(kind, CellKind::Amount(_)) && !value.is_integer()
        }
        (CellContent::Number(Number { in_words, .. }), CellFault::InWords) => *in_words,
        _ => false,
    }
}

/// Blank cells that were left out by mistake, with their value where the identities give it.
///
/// Where nearly all cells are filled and zeros are written, a blank is an omission. Where many are blank, the drafter leaves
/// zeros blank, and only a cell that must hold something else was left out.
fn omissions(table: &Table, at: usize, evaluation: &Evaluation) -> Vec<(usize, usize, Option<String>)> {
    let blanks: Vec<_> = cells(table).filter(|(.., cell)| cell.content == CellContent::Blank).collect();
    let numbers = cells(table).filter(|(.., cell)| cell.number().is_some()).count();
    // Who writes zeros as zeros does not leave them blank.
    let writes_zeros = cells(table).any(|(.., cell)| cell.number().is_some_and(|number| number.is_zero()));
    let few = !blanks.is_empty() && writes_zeros && numbers >= blanks.len() * FILLED_FOR_EACH_BLANK;
    blanks
        .into_iter()
        .filter_map(|(row, column, _)| {
            let mut values = evaluation
                .implied
                .iter()
                .filter(|(table, cell, _)| *table == at && *cell == (row, column))
                .map(|(.., value)| value);
            let value = values.next();
            // Identities that contradict each other say nothing.
            let value = value.filter(|first| values.all(|other| other == *first));
            let needed = value.is_some_and(|value| !value.is_zero());
            (few || needed).then(|| (row, column, value.map(ToString::to_string)))
        })
        .collect()
}

fn omitted(table: &Table, spec: &TableSpec, at: usize, rule: &Rule, evaluation: &Evaluation, sink: &mut Sink<'_>) {
    let omissions = omissions(table, at, evaluation);
    // A column or so left blank throughout is one fault.
    let many = omissions.len() > 4;
    for (row, column, value) in omissions.iter().take(if many { 1 } else { usize::MAX }) {
        let Some(cell) = table.cell(*row, *column) else { continue };
        let path = spec.cell_path(*row, *column);
        let note = match (value, sink.lang()) {
            (Some(value), Lang::Zh) => Some(format!("按勾稽关系此处应为 {value}")),
            (Some(value), Lang::En) => Some(format!("the equations give {value} here")),
            (None, _) => None,
        };
        let rest = match sink.lang() {
            Lang::Zh => format!("另有 {} 个单元格同样漏填", omissions.len() - 1),
            Lang::En => format!("{} more cells were left out likewise", omissions.len() - 1),
        };
        let finding =
            sink.add(rule, cell.span, &path, &[("table", &spec.name), ("cell", &path), ("found", "")]).cell(&path);
        if let Some(note) = note {
            finding.label(note.clone()).note(note);
        }
        if many {
            finding.note(rest);
        }
    }
}

/// Marks where sums need numbers; elsewhere a mark says rightly that a row does not apply.
fn marks(subject: &Subject<'_>, table: &Table, spec: &TableSpec, rule: &Rule, sink: &mut Sink<'_>) {
    let summed = |row: usize, column: usize| {
        subject.packs.pack(table.form).rules.iter().any(|rule| match &rule.check {
            Check::Identity(identity) => {
                identity.table == table.spec
                    && rule.severity == crate::Severity::Error
                    && identity.instances.iter().any(|instance| instance.cells().any(|(_, cell)| cell == (row, column)))
            }
            _ => false,
        })
    };
    let marks: Vec<_> = cells(table)
        .filter_map(|(row, column, cell)| match cell.content {
            CellContent::Mark(mark) if summed(row, column) => Some((row, column, cell, mark)),
            _ => None,
        })
        .collect();
    if let Some((row, column, cell, mark)) = marks.first() {
        let (count, found) = (marks.len().to_string(), mark.to_string());
        let path = spec.cell_path(*row, *column);
        let values = [("table", spec.name.as_str()), ("count", &count), ("found", &found)];
        sink.add(rule, cell.span, &spec.id, &values).cell(&path);
    }
}
