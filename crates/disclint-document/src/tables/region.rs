//! Where a form's table stands: a stretch of tokens dense in its labels.

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::form::{Form, TableSpec};
use crate::label::{LabelIndex, LabelKind};
use crate::lex::{Token, TokenKind};

/// How many texts that are no labels of the table may stand between two that are.
const LONGEST_GAP: usize = 14;

/// A table's place among the tokens.
#[derive(Clone, Debug)]
pub(crate) struct Region {
    pub(crate) form: usize,
    pub(crate) table: usize,
    pub(crate) tokens: Range<usize>,
    /// How many different labels of the table stand there.
    pub(crate) labels: i64,
    /// A second stretch that is as much of a table.
    pub(crate) repeated: Option<Range<usize>>,
    /// Labels of rows right behind it that only another generation of the table has.
    pub(crate) superseded: Vec<usize>,
}

/// A label of one table at a token.
struct Place {
    token: usize,
    kind: LabelKind,
    strong: bool,
}

/// For each form and table the best region, if there is one.
pub(crate) fn find_regions(text: &str, tokens: &[Token], labels: &LabelIndex, forms: &[Form]) -> Vec<Region> {
    let mut places: Vec<Vec<Vec<Place>>> =
        forms.iter().map(|form| form.tables.iter().map(|_| Vec::new()).collect()).collect();
    for (at, token) in tokens.iter().enumerate() {
        for label in token.hit().into_iter().flat_map(|hit| labels.refs(hit)) {
            places[label.form as usize][label.table as usize].push(Place {
                token: at,
                kind: label.kind,
                strong: label.strong,
            });
        }
    }
    let mut regions = Vec::new();
    for (form, tables) in places.iter().enumerate() {
        for (table, places) in tables.iter().enumerate() {
            regions.extend(best_region(text, tokens, labels, forms, form, table, places));
        }
    }
    regions
}

fn best_region(
    text: &str,
    tokens: &[Token],
    labels: &LabelIndex,
    forms: &[Form],
    form: usize,
    table: usize,
    places: &[Place],
) -> Option<Region> {
    let spec = &forms[form].tables[table];
    let unlabelled = spec.rows.iter().all(|row| row.label.is_empty());
    let mut clusters: Vec<(Range<usize>, i64)> = Vec::new();
    let mut start = 0;
    for at in 0..places.len() {
        let last = at + 1 == places.len();
        if last || breaks(tokens, places[at].token, places[at + 1].token) {
            let cluster = &places[start..=at];
            start = at + 1;
            // Labels that other tables have too do not bound a table.
            let (Some(first), Some(end)) =
                (cluster.iter().find(|place| place.strong), cluster.iter().rfind(|place| place.strong))
            else {
                continue;
            };
            let range = extend(text, tokens, labels, spec, (form, table), first.token..end.token + 1);
            let distinct = |rows: bool| {
                cluster
                    .iter()
                    .filter(|place| range.contains(&place.token))
                    .filter(|place| matches!(place.kind, LabelKind::Row(_)) == rows)
                    .map(|place| match place.kind {
                        LabelKind::Row(row) => (0, row),
                        LabelKind::Column(column) => (1, column),
                        LabelKind::Head => (2, place.token as u16),
                    })
                    .collect::<FxHashSet<_>>()
                    .len()
            };
            let values = tokens[range.clone()].iter().filter(|token| token.is_value()).count();
            let cells = tokens[range.clone()].iter().filter(|token| !token.is_text()).count();
            let (rows, heads) = (distinct(true), distinct(false));
            let enough = if unlabelled {
                // Its head may be broken up; then only the whole row of values tells it.
                let runs = tokens[range.clone()].split(Token::is_text);
                let whole_row = runs.map(<[Token]>::len).any(|length| length >= spec.columns.len());
                // All blank, its first cell may not show.
                let blank_row = values == 0 && cells + 1 >= spec.columns.len();
                (heads >= 4 && values * 2 >= spec.columns.len()) || (heads >= 2 && (whole_row || blank_row))
            } else {
                // One row alone may be a word in the prose; a row with its head is a table.
                // Zeros may be left blank, but not a whole table of them where blanks leave no trace.
                (rows >= 2 || (rows == 1 && heads >= 2)) && (values >= 1 || cells >= 2 * rows)
            };
            if enough {
                clusters.push((range, (rows * 2 + heads) as i64));
            }
        }
    }
    let best = clusters.iter().enumerate().max_by_key(|(at, (_, score))| (*score, usize::MAX - at))?.0;
    let (range, score) = clusters[best].clone();
    let repeated = clusters
        .iter()
        .enumerate()
        .find(|(at, (_, other))| *at != best && other * 3 >= score * 2)
        .map(|(_, c)| c.0.clone());
    Some(Region { form, table, tokens: range, labels: score, repeated, superseded: Vec::new() })
}

fn spec_width(spec: &TableSpec) -> usize {
    spec.rows.iter().map(|row| row.columns.len()).filter(|&width| width > 0).min().unwrap_or(1)
}

/// Whether prose or too much else stands between two labels of a table.
fn breaks(tokens: &[Token], from: usize, to: usize) -> bool {
    // One token may be two labels of a table.
    let between = tokens.get(from + 1..to).unwrap_or_default();
    let (mut others, mut values) = (0, 0);
    for token in between {
        match token.kind {
            TokenKind::Prose => return true,
            TokenKind::Text(_) => others += 1,
            TokenKind::Value(_) | TokenKind::Blank { .. } => values += 1,
        }
    }
    // Long labels wrapped around their values come in many pieces, but with values between.
    others > LONGEST_GAP && values < others
}

/// Widens a region over its last values, and over rows at either end whose label is not known: a short
/// text with values behind it that belongs to no other table.
fn extend(
    text: &str,
    tokens: &[Token],
    labels: &LabelIndex,
    spec: &TableSpec,
    (form, table): (usize, usize),
    region: Range<usize>,
) -> Range<usize> {
    let width = spec_width(spec);
    // A unit between label and value is part of the row.
    let is_unit = |token: &Token| spec.is_unit(&text[token.range()]);
    let other_table = |token: &Token| {
        token.hit().is_some_and(|hit| {
            let mut refs = labels.refs(hit).iter().filter(|label| label.form as usize == form).peekable();
            refs.peek().is_some() && refs.all(|label| label.table as usize != table)
        })
    };
    let may_be_label = |token: &Token| {
        matches!(token.kind, TokenKind::Text(_))
            && token.end - token.start <= 120
            && !other_table(token)
            && !is_unit(token)
    };
    let may_be_cell = |token: &Token| token.hit().is_none() && token.end - token.start <= 30;
    let values_from = |at: usize| tokens[at..].iter().take_while(|token| !token.is_text() || is_unit(token)).count();
    let numbers_from =
        |at: usize| tokens[at..].iter().take_while(|token| !token.is_text()).filter(|token| token.is_value()).count();
    let widest = spec.rows.iter().map(|row| row.columns.len()).max().unwrap_or(1);
    let unlabelled = spec.rows.iter().all(|row| row.label.is_empty());
    let mut end = region.end;
    let mut kept = end;
    let mut in_row = 0;
    loop {
        let values = values_from(end);
        in_row += tokens[end..end + values].iter().filter(|token| token.is_value()).count();
        if values > 0 {
            end += values;
            kept = end;
        }
        // Headings broken in two are no labels; the values of a table without labels come after them all.
        let limit = if unlabelled && in_row == 0 { 24 } else { 3 };
        let texts = tokens[end..].iter().take(limit + 1).take_while(|token| may_be_label(token)).count();
        if texts == 0 || texts > limit || end + texts >= tokens.len() {
            // A text in the last cell of the last row.
            if texts == 1 && in_row + 1 == widest && may_be_cell(&tokens[end]) {
                kept = end + 1;
            }
            break;
        }
        let next = numbers_from(end + texts);
        let known = tokens[end..end + texts]
            .iter()
            .any(|token| token.hit().is_some_and(|hit| labels.refs_in(hit, form, table).next().is_some()));
        // A text where a number should be, in a row that is not yet full.
        let in_cell =
            texts == 1 && in_row > 0 && in_row < widest && in_row + 1 + next <= widest && may_be_cell(&tokens[end]);
        // In a table of one column, a row is a text with one value in the same line.
        let one_line = width == 1
            && texts == 1
            && next >= 1
            && tokens[end].end - tokens[end].start <= 60
            && tokens.get(end + 1).is_some_and(|value| value.line == tokens[end].line);
        if in_cell && (next > 0 || in_row + 1 == widest) {
            in_row += 1;
            end += 1;
            kept = end;
        } else if known && values_from(end + texts) + 1 >= width.max(2) {
            // Zeros left blank.
            end += texts;
            in_row = 0;
        } else if next >= 1 && (known || one_line || next >= width.max(2)) {
            end += texts;
            in_row = 0;
        } else {
            break;
        }
    }
    let mut start = region.start;
    // Backwards only over whole rows: label, then at least as many values as a row has.
    while width > 1 && start > 0 {
        let values = tokens[..start].iter().rev().take_while(|token| !token.is_text()).count();
        let label = start.checked_sub(values + 1);
        match label {
            Some(label)
                if values >= width
                    && tokens[label + 1..start].iter().filter(|token| token.is_value()).count() * 2 >= width
                    && may_be_label(&tokens[label]) =>
            {
                start = label;
            }
            _ => break,
        }
    }
    start..kept
}
