//! Candidates for rows: each a run of texts and the values behind it.

use std::ops::Range;

use super::Context;
use crate::lex::{Token, TokenKind};

/// Longest text that may stand in a cell where a number should, in bytes.
const LONGEST_CELL_TEXT: u32 = 30;

/// Texts and the values behind them, as token numbers.
#[derive(Debug, Default)]
pub(super) struct Candidate {
    pub(super) texts: Vec<usize>,
    pub(super) values: Vec<usize>,
}

pub(super) fn gather(context: &Context<'_>, region: Range<usize>) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    let mut current = Candidate::default();
    let strays = page_numbers(context, region.clone());
    let mut at = region.start;
    while at < region.end {
        let token = &context.tokens[at];
        if strays.binary_search(&at).is_ok() {
            at += 1;
            continue;
        }
        match token.kind {
            TokenKind::Value(_) | TokenKind::Blank { .. } => {
                if current.values.is_empty() {
                    claim_first_cell(context, &mut current, at, region.end);
                }
                current.values.push(at);
            }
            TokenKind::Text(_) | TokenKind::Prose => {
                if context.spec.is_unit(context.folded(token))
                    || is_guidance(context, token)
                    || ends_guidance(context, &current, token)
                {
                    // Neither label nor value.
                } else if current.values.is_empty() {
                    if is_only_cell(context, &current, at, region.end) {
                        current.values.push(at);
                    } else {
                        current.texts.push(at);
                    }
                } else if is_cell_text(context, &current, at, region.end) {
                    current.values.push(at);
                } else {
                    close(context, &mut candidates, &mut current, false);
                    current.texts.push(at);
                }
            }
        }
        at += 1;
    }
    close(context, &mut candidates, &mut current, true);
    candidates
}

/// Ends a candidate. One whose values are all blank and whose label is no row of the form is the head:
/// merged head cells leave blanks behind.
fn close(context: &Context<'_>, candidates: &mut Vec<Candidate>, current: &mut Candidate, at_end: bool) {
    let only_blanks = current.values.iter().all(|&at| context.tokens[at].is_blank());
    if only_blanks && !current.values.is_empty() {
        let row = current.texts.last().and_then(|&at| width(context, &context.tokens[at]));
        // The only row of a table without labels may be blank throughout.
        let whole_row =
            at_end && context.spec.rows.len() == 1 && current.values.len() + 1 >= context.spec.columns.len();
        if row.is_none() && !whole_row {
            current.values.clear();
            return;
        }
    }
    if !current.values.is_empty() || !current.texts.is_empty() {
        candidates.push(std::mem::take(current));
    }
}

/// How many cells the row has that the token names; `None` if it names no row with cells.
fn width(context: &Context<'_>, token: &Token) -> Option<usize> {
    context.row_hits(token).map(|row| context.spec.rows[row].columns.len()).find(|&width| width > 0)
}

/// Numbers alone on their lines in a table whose rows are lines: page numbers.
fn page_numbers(context: &Context<'_>, region: Range<usize>) -> Vec<usize> {
    let tokens = context.tokens;
    let line = |at: usize| tokens.get(at).map(|token| token.line);
    let alone =
        |at: &usize| tokens[*at].is_value() && line(*at) != line(*at + 1) && (*at == 0 || line(*at) != line(*at - 1));
    let lone: Vec<usize> = region.clone().filter(alone).collect();
    let values = tokens[region].iter().filter(|token| token.is_value()).count();
    if lone.len() * 5 > values {
        return Vec::new();
    }
    let is_short = |at: &usize| {
        let text = context.folded(&tokens[*at]);
        text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    lone.into_iter().filter(is_short).collect()
}

/// The rest of a bracket that the label before it opened.
fn ends_guidance(context: &Context<'_>, current: &Candidate, token: &Token) -> bool {
    let Some(&label) = current.texts.last() else { return false };
    let is_open = |text: &str| text.matches('(').count() > text.matches(')').count();
    token.hit().is_none()
        && width(context, &context.tokens[label]).is_some()
        && is_open(context.folded(&context.tokens[label]))
        && context.folded(token).contains(')')
}

/// A bracket that stands alone and is no label: guidance printed under a label.
fn is_guidance(context: &Context<'_>, token: &Token) -> bool {
    token.hit().is_none() && {
        let text = context.folded(token);
        text.starts_with('(') && {
            let key = crate::label::key(text);
            crate::label::without_number(&key).len() == key.len()
        }
    }
}

fn is_short_text(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Text(None)) && token.end - token.start <= LONGEST_CELL_TEXT
}

/// Numbers and marks after `at`, up to the next text.
fn numbers_after(context: &Context<'_>, at: usize, end: usize) -> usize {
    let rest = &context.tokens[at..end];
    rest.iter().take_while(|token| !token.is_text()).filter(|token| token.is_value()).count()
}

/// Numbers, marks and blanks after `at`, up to the next text.
fn cells_after(context: &Context<'_>, at: usize, end: usize) -> usize {
    context.tokens[at..end].iter().take_while(|token| !token.is_text()).count()
}

/// A text where the first value should be: the label before it is a row's, and one value is wanting.
fn claim_first_cell(context: &Context<'_>, current: &mut Candidate, at: usize, end: usize) {
    let [.., label, text] = current.texts[..] else { return };
    let Some(width) = width(context, &context.tokens[label]) else {
        // A label wrapped around its values: the text stands in the line of the values, with spaces
        // between, and the values are one short of the widest row.
        let between = context.tokens[text].end as usize..context.tokens[at].start as usize;
        let apart_by_spaces = context.text.text()[between].bytes().all(|byte| byte == b' ');
        let widest = context.spec.rows.iter().map(|row| row.columns.len()).max().unwrap_or(0);
        let other_line = context.tokens[label].line != context.tokens[text].line;
        let one_short = widest > 2 && numbers_after(context, at, end) + 1 == widest;
        if apart_by_spaces && other_line && one_short && is_short_text(&context.tokens[text]) {
            current.texts.pop();
            current.values.push(text);
        }
        return;
    };
    let missing_one = numbers_after(context, at, end) + 1 == width
        || (cells_after(context, at, end) + 1 >= width && numbers_after(context, at, end) < width);
    if width > 1 && is_short_text(&context.tokens[text]) && missing_one {
        current.texts.pop();
        current.values.push(text);
    }
}

/// The only cell of a row holds a text: no value follows it.
fn is_only_cell(context: &Context<'_>, current: &Candidate, at: usize, end: usize) -> bool {
    let Some(&label) = current.texts.last() else { return false };
    let next = context.tokens.get(at + 1).filter(|_| at + 1 < end);
    width(context, &context.tokens[label]) == Some(1)
        && is_short_text(&context.tokens[at])
        && next.is_none_or(|next| {
            next.is_text()
                || (next.is_blank()
                    && cells_after(context, at + 1, end) > 0
                    && numbers_after(context, at + 1, end) == 0)
        })
}

/// A text among values: fewer values than the row has cells stand before it, and those behind it
/// complete the row. (The label of an unknown row has a whole row of values behind it.)
fn is_cell_text(context: &Context<'_>, current: &Candidate, at: usize, end: usize) -> bool {
    if !is_short_text(&context.tokens[at]) {
        return false;
    }
    let known = current.texts.last().and_then(|&label| width(context, &context.tokens[label]));
    let widest = || context.spec.rows.iter().map(|row| row.columns.len()).max();
    let Some(width) = known.or_else(widest) else { return false };
    // Blanks behind a head are no beginning of a row.
    if known.is_none() && current.values.iter().all(|&at| context.tokens[at].is_blank()) {
        return false;
    }
    let before = current.values.len();
    let after = numbers_after(context, at + 1, end);
    // What follows up to the next label may hold further such texts.
    before < width
        && before + 1 + after <= width
        && (after > 0 || before + 1 == width || followed_by_cells(context, at + 1, end))
}

/// Whether another short text follows that values stand behind.
fn followed_by_cells(context: &Context<'_>, at: usize, end: usize) -> bool {
    at + 1 < end && is_short_text(&context.tokens[at]) && !context.tokens[at + 1].is_text()
}
