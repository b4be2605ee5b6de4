//! Missing, unknown, misnamed, misplaced and unreadable rows.

use disclint_document::{CellContent, Damage, Row, Span, Table, TableSpec, TableState, Wording};

use super::{Sink, Subject, fixes};
use crate::pack::Rule;
use crate::pack::schema::RowFault;
use crate::text::damage;
use crate::{Applicability, Lang};

/// At most this many unreadable rows are the drafter's; more are the copy's.
const FEW_ROWS: usize = 2;

pub(super) fn check(subject: &Subject<'_>, rule: &Rule, fault: RowFault, sink: &mut Sink<'_>) {
    for table in &subject.document.tables {
        let spec = subject.spec(table);
        match fault {
            RowFault::Missing => missing(subject, rule, table, spec, sink),
            RowFault::Unknown => {
                if table.state == TableState::Readable {
                    for row in &table.unknown_rows {
                        let found = shorten(&row.text);
                        sink.add(rule, row.label, &row.text, &[("table", &spec.name), ("found", &found), ("row", "")]);
                    }
                }
            }
            RowFault::Misnamed => {
                for row in &table.rows {
                    if let Wording::Different(found) = &row.wording {
                        misnamed(rule, row, found, spec, sink);
                    }
                }
            }
            RowFault::Misplaced => {
                for row in table.rows.iter().filter(|row| row.out_of_order) {
                    let path = spec.row_path(row.spec);
                    let label = &spec.rows[row.spec].label;
                    sink.add(rule, row.label, &path, &[("table", &spec.name), ("row", label)]);
                }
            }
            RowFault::Short | RowFault::Unreadable => {
                // Where cells are left blank, a copy without them may have lost some.
                let has_blank = |table: &Table| {
                    table.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.content == CellContent::Blank)
                };
                let tables = &subject.document.tables;
                let damaged = tables.iter().any(|table| table.state != TableState::Readable || has_blank(table));
                unreadable(rule, fault, table, spec, damaged, sink);
            }
        }
    }
}

/// Rows that are missing side by side are one finding.
fn missing(subject: &Subject<'_>, rule: &Rule, table: &Table, spec: &TableSpec, sink: &mut Sink<'_>) {
    if table.state != TableState::Readable {
        return;
    }
    for group in table.missing_rows.chunk_by(|a, b| a.at == b.at) {
        let labels: Vec<&str> =
            group.iter().map(|row| spec.rows[row.spec].label.as_str()).filter(|l| !l.is_empty()).collect();
        let paths: Vec<String> = group.iter().map(|row| spec.row_path(row.spec)).collect();
        // Shown at the row after which it should stand.
        let before = table.rows.iter().rev().find(|row| row.spec < group[0].spec);
        let (span, text) = match (before, sink.lang()) {
            (Some(row), Lang::Zh) => (row.label, "应在此行之后"),
            (Some(row), Lang::En) => (row.label, "it belongs after this row"),
            (None, Lang::Zh) => (table.rows.first().map_or(group[0].at, |row| row.label), "应在此行之前"),
            (None, Lang::En) => (table.rows.first().map_or(group[0].at, |row| row.label), "it belongs before this row"),
        };
        let row = labels.join("”“");
        let cell = format!("{}/{}", spec.name, paths[0]);
        let lang = sink.lang();
        let finding =
            sink.add(rule, span, &paths.join(","), &[("table", &spec.name), ("row", &row)]).label(text).cell(&cell);
        if let Some(before) = before {
            let missing: Vec<usize> = group.iter().map(|row| row.spec).collect();
            fixes::missing_rows(subject, table, spec, &missing, before, finding, lang);
        }
    }
}

fn misnamed(rule: &Rule, row: &Row, found: &str, spec: &TableSpec, sink: &mut Sink<'_>) {
    let official = &spec.rows[row.spec].label;
    let (difference, title) = match sink.lang() {
        Lang::Zh => (differs(found, official, "应为"), format!("改为“{official}”")),
        Lang::En => (differs(found, official, "should be"), format!("change to “{official}”")),
    };
    let path = spec.row_path(row.spec);
    let cell = format!("{}/{path}", spec.name);
    sink.add(rule, row.label, &path, &[("table", &spec.name), ("row", official), ("found", found)])
        .label(difference)
        .cell(&cell)
        .fix(title, Applicability::Safe, row.label, official.clone());
}

/// Where two labels differ: what is left after the common beginning and end.
fn differs(found: &str, official: &str, should_be: &str) -> String {
    let (a, b): (Vec<char>, Vec<char>) = (found.chars().collect(), official.chars().collect());
    let start = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let end = a[start..].iter().rev().zip(b[start..].iter().rev()).take_while(|(a, b)| a == b).count();
    let part = |text: &[char]| text[start..text.len() - end].iter().collect::<String>();
    format!("“{}”{should_be}“{}”", part(&a), part(&b))
}

/// Rows whose values cannot be told apart, in a table that is readable as a whole.
fn unreadable(rule: &Rule, fault: RowFault, table: &Table, spec: &TableSpec, damaged: bool, sink: &mut Sink<'_>) {
    if table.state != TableState::Readable {
        return;
    }
    let rows: Vec<(&Row, Damage)> = table
        .rows
        .iter()
        .filter_map(|row| match row.cells.first()?.content {
            CellContent::Unreadable(reason) => Some((row, reason)),
            _ => None,
        })
        .collect();
    // A copy that damaged another table is to blame here, too.
    let by_drafter =
        !damaged && rows.len() <= FEW_ROWS && (rows.len() * 4 <= table.rows.len() || table.rows.len() == 1);
    if by_drafter != (fault == RowFault::Short) {
        return;
    }
    for (row, reason) in rows {
        let path = spec.row_path(row.spec);
        let expected = spec.rows[row.spec].columns.len().to_string();
        let label = if spec.rows[row.spec].label.is_empty() { &spec.name } else { &spec.rows[row.spec].label };
        let reason = damage(reason, sink.lang());
        let values = [("table", spec.name.as_str()), ("row", label), ("expected", &expected), ("reason", reason)];
        let cell = format!("{}/{path}", spec.name);
        let span =
            if row.label.is_empty() { Span { start: table.span.start, end: table.span.start } } else { row.label };
        sink.add(rule, span, &path, &values).cell(cell.trim_end_matches('/'));
    }
}

fn shorten(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
