//! A row's values laid into its cells, and the damage that a copy may have done.

use rustc_hash::FxHashSet;

use super::align::{Alignment, How};
use super::candidates::Candidate;
use super::{Context, Region};
use crate::form::{CellKind, MoneyUnit};
use crate::label::{LabelKind, LabelRef, key, without_number};
use crate::lex::TokenKind;
use crate::span::Span;
use crate::table::{Cell, CellContent, Damage, MissingRow, Number, Row, Table, TableState, UnknownRow, Wording};
use crate::value::{self, Value};

/// The tokens of a region that name a column of another generation of the form, and nothing of this one.
fn superseded_columns(context: &Context<'_>, region: &Region) -> impl Iterator<Item = usize> {
    region.tokens.clone().filter(|&at| {
        context.tokens[at].hit().is_some_and(|hit| {
            let names_column = |label: &LabelRef| matches!(label.kind, LabelKind::Column(_));
            context.labels.refs(hit).iter().all(|label| label.form as usize != context.form && names_column(label))
        })
    })
}

/// How a row's values can be laid into its cells.
enum Layout {
    /// From this value on.
    From(usize),
    Damaged(Damage),
}

pub(super) fn fill(context: &Context<'_>, region: &Region, candidates: &[Candidate], alignment: &Alignment) -> Table {
    let spec = context.spec;
    let span = |from: usize, to: usize| {
        let (first, last) = (&context.tokens[from], &context.tokens[to]);
        context.text.span(first.start as usize..last.end.max(first.start) as usize)
    };
    let mut table = Table {
        form: region.form,
        spec: region.table,
        span: span(region.tokens.start, region.tokens.end - 1),
        head: span(region.tokens.start, region.tokens.start),
        state: TableState::Readable,
        rows: Vec::new(),
        missing_rows: Vec::new(),
        unknown_rows: Vec::new(),
        missing_columns: Vec::new(),
        superseded_columns: superseded_columns(context, region).map(|label| span(label, label)).collect(),
        repeated: region.repeated.clone().map(|range| span(range.start, range.end - 1)),
    };

    for &label in &region.superseded {
        let behind = context.tokens[label + 1..].iter().take_while(|token| !token.is_text()).count();
        table.unknown_rows.push(UnknownRow {
            label: span(label, label),
            text: context.text.text()[context.tokens[label].range()].trim().to_owned(),
            after: spec.rows.len().checked_sub(1),
            values: span((label + 1).min(label + behind), label + behind),
        });
    }
    let right_aligned = labels_span_columns(context, candidates, alignment);
    let mut last_row = None;
    for (candidate, found) in candidates.iter().zip(&alignment.rows) {
        if candidate.values.is_empty() {
            continue;
        }
        let label = label_span(context, candidate);
        let Some(found) = found else {
            let first = candidate.values[0];
            if let Some(last) = candidate.values.last() {
                table.unknown_rows.push(UnknownRow {
                    label,
                    text: label_text(context, candidate),
                    after: last_row,
                    values: span(first, *last),
                });
            }
            continue;
        };
        if !found.out_of_order {
            last_row = Some(found.row);
        }
        let columns = spec.rows[found.row].columns.clone();
        let values = own_values(context, candidate, found.row);
        let values = if right_aligned { in_line_of_label(context, candidate, values) } else { values };
        let cells = match layout(context, values, columns.len(), right_aligned) {
            Layout::From(first) => columns
                .clone()
                .enumerate()
                .map(|(n, column)| {
                    let kind = spec.rows[found.row].kind.unwrap_or(spec.columns[column].kind);
                    match values.get(first + n) {
                        Some(&token) => cell(context, token, kind),
                        None => Cell { span: Span { start: label.end, end: label.end }, content: CellContent::Blank },
                    }
                })
                .collect(),
            Layout::Damaged(damage) => {
                columns.clone().map(|_| Cell { span: label, content: CellContent::Unreadable(damage) }).collect()
            }
        };
        table.rows.push(Row {
            spec: found.row,
            first_column: columns.start,
            label,
            wording: wording(context, candidate, found.row, found.how),
            out_of_order: found.out_of_order,
            cells,
        });
    }
    for &(row, token) in &alignment.bare {
        let label = span(token, token);
        let columns = spec.rows[row].columns.clone();
        let blank = Cell { span: Span { start: label.end, end: label.end }, content: CellContent::Blank };
        table.rows.push(Row {
            spec: row,
            first_column: columns.start,
            label,
            wording: Wording::Official,
            out_of_order: false,
            cells: vec![blank; columns.len()],
        });
    }
    table.rows.sort_by_key(|row| row.spec);
    table.missing_rows = missing_rows(context, &table);
    judge_damage(context, region, candidates, alignment, &mut table);
    table
}

/// The label nearest to the values: the last text, or the texts that a wrapped label consists of.
fn label_span(context: &Context<'_>, candidate: &Candidate) -> Span {
    let anchor = candidate.texts.last().or(candidate.values.first());
    anchor.map_or(Span::default(), |&at| context.text.span(context.tokens[at].range()))
}

fn label_text(context: &Context<'_>, candidate: &Candidate) -> String {
    candidate.texts.last().map_or(String::new(), |&at| context.folded(&context.tokens[at]).trim().to_owned())
}

fn wording(context: &Context<'_>, candidate: &Candidate, row: usize, how: How) -> Wording {
    let official = &context.labels.row_keys[context.form][context.table][row];
    let text = label_text(context, candidate);
    let found = key(&text);
    match how {
        How::Label if found == *official || found.ends_with(official.as_str()) => Wording::Official,
        How::Label | How::Pieces => Wording::Accepted,
        // Garbage in the middle of it is the copy's, not the drafter's.
        How::Guess if text.contains(['?', '{', '}', '\u{FFFD}']) => Wording::Accepted,
        // A number lost or changed by a converter (`1.` made a list item) is no other wording.
        How::Guess if !found.is_empty() && found == without_number(official) => Wording::Accepted,
        How::Guess => Wording::Different(text),
    }
}

/// Whether cells that a label spans are repeated as blanks before the values: then rows are aligned at
/// their right ends. Told by a row that fits in no other way.
fn labels_span_columns(context: &Context<'_>, candidates: &[Candidate], alignment: &Alignment) -> bool {
    candidates.iter().zip(&alignment.rows).any(|(candidate, found)| {
        let Some(found) = found else { return false };
        let width = context.spec.rows[found.row].columns.len();
        let is_blank = |&at: &usize| context.tokens[at].is_blank();
        candidate.values.first().is_some_and(is_blank)
            && candidate.values.iter().rposition(|at| !is_blank(at)).is_some_and(|last| last >= width)
    })
}

/// The values that belong to a row. Without a label, blanks before them may be what merged cells of the
/// head left behind, or the edge of the row: as many of them as there are too many.
fn own_values<'a>(context: &Context<'_>, candidate: &'a Candidate, row: usize) -> &'a [usize] {
    let spec = &context.spec.rows[row];
    let values = &candidate.values;
    if !spec.label.is_empty() {
        return values;
    }
    let edge = |at: &usize| matches!(context.tokens[*at].kind, TokenKind::Blank { at_line_break: true });
    // At the end, too, a row may have an edge.
    let last = values.last().is_some_and(edge) && values.len() > spec.columns.len();
    let values = &values[..values.len() - usize::from(last)];
    let blanks = values.iter().take_while(|at| context.tokens[**at].is_blank()).count();
    let skip = blanks.min(values.len().saturating_sub(spec.columns.len()));
    // On lines of their own, blanks of the head and blank cells look the same.
    let line = |at: usize| values.get(at).map(|&at| context.tokens[at].line);
    let unclear = skip < blanks && blanks < values.len() && line(skip) != line(blanks);
    &values[if unclear { blanks } else { skip }..]
}

/// The values in the line of their row's label, where rows are lines: what follows are blanks before the
/// label of the next row.
fn in_line_of_label<'a>(context: &Context<'_>, candidate: &Candidate, values: &'a [usize]) -> &'a [usize] {
    let Some(&label) = candidate.texts.last() else { return values };
    let line = context.tokens[label].line;
    let count = values.iter().take_while(|at| context.tokens[**at].line == line).count();
    if count == 0 { values } else { &values[..count] }
}

fn layout(context: &Context<'_>, values: &[usize], width: usize, right_aligned: bool) -> Layout {
    let is_blank = |at: &usize| context.tokens[*at].is_blank();
    let (Some(first), Some(last)) =
        (values.iter().position(|at| !is_blank(at)), values.iter().rposition(|at| !is_blank(at)))
    else {
        // Nothing but blanks: the row is blank, however many of them.
        return Layout::From(0);
    };
    let numbers = values.iter().filter(|at| !is_blank(at)).count();
    if last - first + 1 > width {
        return overlong(context, values, width, numbers);
    }
    if values.len() < width {
        return Layout::Damaged(if numbers < width && values.len() == numbers {
            Damage::BlanksCollapsed
        } else {
            Damage::CountMismatch
        });
    }
    if right_aligned {
        // Blanks at a line break belong to the edge of the row, not to a cell.
        let edge = |at: &usize| matches!(context.tokens[*at].kind, TokenKind::Blank { at_line_break: true });
        let end = values.iter().rposition(|at| !edge(at)).map_or(values.len(), |at| at + 1);
        return Layout::From(end.saturating_sub(width).min(first));
    }
    Layout::From(if last < width { 0 } else { last + 1 - width })
}

/// More values than cells. A number on a line of its own behind a full row is a page number.
fn overlong(context: &Context<'_>, values: &[usize], width: usize, numbers: usize) -> Layout {
    let line = |at: usize| context.tokens[values[at]].line;
    let one_line = |range: std::ops::Range<usize>| line(range.start) == line(range.end - 1);
    if values.len() == width + 1 && width > 1 {
        if one_line(0..width) && line(width) != line(width - 1) {
            return Layout::From(0);
        }
        if one_line(1..width + 1) && line(0) != line(1) {
            return Layout::From(1);
        }
    }
    // A converter repeats the last cell where it spans several columns.
    let text = |at: usize| context.folded(&context.tokens[at]);
    let spanned = |at: &usize| text(*at) == text(values[width - 1]);
    let filled = values.iter().rposition(|at| !context.tokens[*at].is_blank()).map_or(0, |last| last + 1);
    let values = &values[..filled];
    if values.len() <= widest(context) && values[width..].iter().all(spanned) {
        return Layout::From(0);
    }
    Layout::Damaged(if numbers >= 2 * width && numbers.is_multiple_of(width) {
        Damage::LabelsSwallowed
    } else {
        Damage::CountMismatch
    })
}

fn cell(context: &Context<'_>, at: usize, kind: CellKind) -> Cell {
    let token = &context.tokens[at];
    let content = match token.kind {
        TokenKind::Value(value) => content(value, kind),
        TokenKind::Blank { .. } => CellContent::Blank,
        TokenKind::Text(_) | TokenKind::Prose => {
            let text = context.folded(token);
            match value::parse_in_words(text) {
                Some(value) => content(value, kind),
                None => CellContent::Text(text.to_owned()),
            }
        }
    };
    Cell { span: context.text.span(token.range()), content }
}

fn content(value: Value, kind: CellKind) -> CellContent {
    match value {
        Value::Mark(mark) => CellContent::Mark(mark),
        Value::Number { value, money, with_unit, in_words } => {
            let value = match (kind, money) {
                (CellKind::Amount(unit), Some(written)) => in_unit(value, written, unit),
                _ => value,
            };
            CellContent::Number(Number { value, in_words, with_unit })
        }
    }
}

/// The same amount in another unit.
fn in_unit(value: rust_decimal::Decimal, from: MoneyUnit, to: MoneyUnit) -> rust_decimal::Decimal {
    let factor = |unit: MoneyUnit| rust_decimal::Decimal::from(unit.in_yuan());
    value.checked_mul(factor(from)).and_then(|yuan| yuan.checked_div(factor(to))).unwrap_or(value).normalize()
}

fn missing_rows(context: &Context<'_>, table: &Table) -> Vec<MissingRow> {
    let mut missing = Vec::new();
    for (row, spec) in context.spec.rows.iter().enumerate() {
        if spec.columns.is_empty() || spec.optional || table.row(row).is_some() {
            continue;
        }
        let before = table.rows.iter().rev().find(|found| found.spec < row && !found.out_of_order);
        let at = before.map_or(table.span.start, |found| {
            found.cells.last().map_or(found.label.end, |cell| cell.span.end.max(found.label.end))
        });
        missing.push(MissingRow { spec: row, at: Span { start: at, end: at } });
    }
    missing
}

/// Decides from all rows together what a copy did to the table.
fn judge_damage(
    context: &Context<'_>,
    region: &Region,
    candidates: &[Candidate],
    alignment: &Alignment,
    table: &mut Table,
) {
    let tokens = &context.tokens[region.tokens.clone()];
    let values = tokens.iter().filter(|token| token.is_value()).count();
    let rows = table.rows.len();
    let by_cells = !tokens.iter().any(super::Token::is_blank);

    // Equal lines removed: hardly any number is left, and none twice.
    if rows >= 2 && by_cells && values < rows + alignment.bare.len().min(1) && all_lines_differ(context, region) {
        table.state = TableState::Unreadable(Damage::LinesDeduplicated);
    }
    // One label with the values of several rows behind it, and those rows missing.
    let swallowed = candidates.iter().zip(&alignment.rows).any(|(candidate, found)| {
        let numbers = candidate.values.iter().filter(|&&at| context.tokens[at].is_value()).count();
        let width = found.map_or_else(|| widest(context), |found| context.spec.rows[found.row].columns.len());
        width > 1 && numbers >= 2 * width && numbers % width == 0
    });
    if swallowed {
        table.state = TableState::Unreadable(Damage::LabelsSwallowed);
    }
    // Blanks pushed to the end of their rows: some rows hold a few numbers and then only blanks, and no
    // row has a blank between numbers.
    let (mut pushed, mut kept) = (0, 0);
    for row in &table.rows {
        let blank: Vec<bool> = row.cells.iter().map(|cell| cell.content == CellContent::Blank).collect();
        let Some(last) = blank.iter().rposition(|blank| !blank) else { continue };
        if blank.len() >= 5 {
            kept += usize::from(blank[..last].iter().any(|blank| *blank));
            pushed += usize::from(last >= 1 && last + 2 < blank.len() && !blank[..last].iter().any(|blank| *blank));
        }
    }
    if pushed > 0 && kept == 0 && table.state == TableState::Readable {
        table.state = TableState::Unreadable(Damage::BlanksCollapsed);
    }
    // Every row of a block short by as many values as headings are missing: a column is missing.
    let short: Vec<&Row> = table.rows.iter().filter(|row| is_unreadable(row)).collect();
    if rows >= 3 && short.len() * 5 >= rows * 4 {
        table.missing_columns = missing_columns(context, region, table);
        if table.state == TableState::Readable {
            let damage = short.first().and_then(|row| match row.cells.first().map(|cell| &cell.content) {
                Some(CellContent::Unreadable(damage)) => Some(*damage),
                _ => None,
            });
            table.state = TableState::Unreadable(damage.unwrap_or(Damage::CountMismatch));
        }
    }
    if let TableState::Unreadable(damage) = table.state {
        for row in &mut table.rows {
            for cell in &mut row.cells {
                *cell = Cell { span: row.label, content: CellContent::Unreadable(damage) };
            }
        }
    }
}

/// What happened to one table happened to its neighbours: where blanks were pushed to the end of rows in
/// one, a row with a blank at its end is not trusted in another.
pub(crate) fn spread_damage(tables: &mut [Table]) {
    if !tables.iter().any(|table| table.state == TableState::Unreadable(Damage::BlanksCollapsed)) {
        return;
    }
    for row in tables.iter_mut().flat_map(|table| &mut table.rows) {
        let ends_blank = row.cells.last().is_some_and(|cell| cell.content == CellContent::Blank);
        if row.cells.len() > 1 && ends_blank {
            for cell in &mut row.cells {
                *cell = Cell { span: row.label, content: CellContent::Unreadable(Damage::BlanksCollapsed) };
            }
        }
    }
}

fn is_unreadable(row: &Row) -> bool {
    matches!(row.cells.first(), Some(Cell { content: CellContent::Unreadable(_), .. }))
}

fn widest(context: &Context<'_>) -> usize {
    context.spec.rows.iter().map(|row| row.columns.len()).max().unwrap_or(0)
}

fn all_lines_differ(context: &Context<'_>, region: &Region) -> bool {
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    context.tokens[region.tokens.clone()].iter().all(|token| seen.insert(context.folded(token).trim()))
}

/// Columns whose heading is not in the region.
fn missing_columns(context: &Context<'_>, region: &Region, table: &Table) -> Vec<usize> {
    let mut present = vec![0usize; context.spec.columns.len()];
    for token in &context.tokens[region.tokens.clone()] {
        for label in token.hit().into_iter().flat_map(|hit| context.labels.refs_in(hit, context.form, context.table)) {
            if let LabelKind::Column(column) = label.kind {
                present[column as usize] += 1;
            }
        }
    }
    let used = |column: usize| {
        table.rows.iter().any(|row| {
            let columns = &context.spec.rows[row.spec].columns;
            columns.contains(&column)
        })
    };
    (0..present.len()).filter(|&column| present[column] == 0 && used(column)).collect()
}
