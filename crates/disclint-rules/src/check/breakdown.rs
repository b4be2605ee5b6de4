//! Wholes and their parts in one sentence: 共225条,其中甲64条,乙161条.
//!
//! Parts that exceed their whole are wrong. Parts that fall short are wrong only where they are said to
//! leave nothing out. Whatever is not meant exactly, or overlaps, is left alone.

use std::ops::Range;

use disclint_document::{Bound, FIGURE, Figure};
use rust_decimal::Decimal;

use super::{Figures, Operand, Sink, Subject};
use crate::Lang;
use crate::pack::{BreakdownCheck, Relation, Rule};

/// How far behind its whole a lead may stand, in bytes of the clause's text.
const LONGEST_GAP: usize = 45;

/// A sentence up to its full stop, with the figures in it.
struct Sentence {
    text: String,
    /// For each figure its place in `text` and its number in the prose.
    figures: Vec<(usize, usize)>,
}

/// A whole, its parts, and whether the parts leave nothing out; figures by their numbers in the prose.
pub(crate) struct Breakdown {
    pub(crate) whole: usize,
    pub(crate) parts: Vec<usize>,
    exhaustive: bool,
}

/// What the numbers of a breakdown say.
pub(crate) enum Sum {
    /// The parts, or so many of them from the first on, are the whole.
    Agrees(usize),
    /// The parts exceed the whole, or fall short where they should not.
    Differs(Decimal),
    /// Nothing can be said.
    Open,
}

pub(super) fn check(
    subject: &Subject<'_>,
    rule: &Rule,
    check: &BreakdownCheck,
    figures: &mut Figures,
    sink: &mut Sink<'_>,
) {
    for breakdown in find(subject, check) {
        figures.bind();
        judge(subject, rule, &breakdown, figures, sink);
    }
}

/// Every whole with its parts, in the order of the text.
pub(crate) fn find(subject: &Subject<'_>, check: &BreakdownCheck) -> Vec<Breakdown> {
    let mut found = Vec::new();
    for sentence in sentences(subject) {
        if sentence.figures.len() < 2 || check.exempt.is_match(&sentence.text) {
            continue;
        }
        let inside = brackets(&sentence.text);
        for range in &inside {
            in_bracket(subject, check, &sentence, range, &inside, &mut found);
        }
        let outside: Vec<(usize, usize)> =
            sentence.figures.iter().copied().filter(|(at, _)| !inside.iter().any(|range| range.contains(at))).collect();
        after_leads(subject, check, &sentence, &outside, &inside, &mut found);
        before_totals(subject, check, &sentence, &outside, &mut found);
    }
    found
}

/// The sentences of the prose up to a full stop; a semicolon parts them only if what follows is no part.
fn sentences(subject: &Subject<'_>) -> Vec<Sentence> {
    let prose = &subject.document.prose;
    let mut sentences: Vec<Sentence> = Vec::new();
    let mut open = Sentence { text: String::new(), figures: Vec::new() };
    for clause in &prose.clauses {
        let text = prose.text(clause);
        let start = open.text.len();
        let places = text.match_indices(FIGURE).map(|(at, _)| start + at);
        open.figures.extend(places.zip(clause.figures.clone()));
        open.text.push_str(text);
        open.text.push(clause.end);
        if !matches!(clause.end, ',' | ':' | ';') {
            sentences.push(std::mem::replace(&mut open, Sentence { text: String::new(), figures: Vec::new() }));
        }
    }
    sentences.push(open);
    sentences
}

/// The insides of the outermost brackets.
fn brackets(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut depth, mut start) = (0u32, 0);
    for (at, c) in text.char_indices() {
        match c {
            '(' | '〔' => {
                if depth == 0 {
                    start = at;
                }
                depth += 1;
            }
            ')' | '〕' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    found.push(start..at);
                }
            }
            _ => {}
        }
    }
    found
}

fn figure<'a>(subject: &Subject<'a>, number: usize) -> &'a Figure {
    &subject.document.prose.figures[number]
}

/// Whether a figure may be a part of a whole: the same unit, and both meant exactly.
fn is_part(subject: &Subject<'_>, whole: usize, part: usize) -> bool {
    let (whole, part) = (figure(subject, whole), figure(subject, part));
    whole.unit.is_some() && part.unit == whole.unit && part.bound == Bound::Exact && whole.bound == Bound::Exact
}

/// `240条(含图文140条、视频100条)`: the parts stand in the bracket.
fn in_bracket(
    subject: &Subject<'_>,
    check: &BreakdownCheck,
    sentence: &Sentence,
    range: &Range<usize>,
    all: &[Range<usize>],
    found: &mut Vec<Breakdown>,
) {
    let before =
        sentence.figures.iter().rev().find(|(at, _)| *at < range.start && !all.iter().any(|other| other.contains(at)));
    // Right behind the whole, or it explains something else.
    let Some(&(at, whole)) = before.filter(|(at, _)| at + FIGURE.len_utf8() == range.start) else { return };
    let inner = &sentence.text[range.start + 1..range.end];
    let nested = brackets(inner);
    let is_nested = |at: usize| nested.iter().any(|deep| deep.contains(&(at - range.start - 1)));
    let mut parts = Vec::new();
    let mut from = range.start;
    for &(place, part) in sentence.figures.iter().filter(|(place, _)| range.contains(place) && !is_nested(*place)) {
        let label = &sentence.text[from..place];
        if check.stops.is_match(label) || !is_part(subject, whole, part) {
            return;
        }
        parts.push(part);
        from = place + FIGURE.len_utf8();
    }
    debug_assert!(at < range.start, "the whole stands before its bracket");
    // One figure in a bracket is a remark; several that give kinds leave nothing out.
    if parts.len() >= 2 {
        found.push(Breakdown { whole, parts, exhaustive: !inner.contains('等') });
    }
}

/// `225条,其中甲64条,乙161条`: the parts follow a lead.
fn after_leads(
    subject: &Subject<'_>,
    check: &BreakdownCheck,
    sentence: &Sentence,
    outside: &[(usize, usize)],
    inside: &[Range<usize>],
    found: &mut Vec<Breakdown>,
) {
    let text = &sentence.text;
    let leads: Vec<Range<usize>> = check
        .leads
        .places(text)
        .into_iter()
        .filter(|lead| !inside.iter().any(|range| range.contains(&lead.start)))
        .collect();
    for (number, lead) in leads.iter().enumerate() {
        let Some(&(at, whole)) = outside.iter().rev().find(|(at, _)| *at < lead.end) else { continue };
        let between = &text[at + FIGURE.len_utf8()..lead.end.max(at + FIGURE.len_utf8())];
        if between.len() > LONGEST_GAP || between.contains('。') {
            continue;
        }
        let end = leads.get(number + 1).map_or(text.len(), |next| next.start);
        let mut parts = Vec::new();
        let mut labels = Vec::new();
        let mut from = lead.end;
        let mut complete = true;
        for &(place, part) in outside.iter().filter(|(place, _)| (lead.end..end).contains(place)) {
            let label = &text[from..place];
            // What stands right behind the lead is a part whatever it is called.
            if !parts.is_empty() && check.stops.is_match(label) {
                break;
            }
            if !is_part(subject, whole, part) {
                // An inexact part leaves the sum open; another unit ends the list.
                complete = figure(subject, part).unit != figure(subject, whole).unit;
                break;
            }
            parts.push(part);
            labels.push(label);
            from = place + FIGURE.len_utf8();
        }
        // A list that breaks off before the next lead may be that of a part.
        if !complete || parts.is_empty() || text[from.min(end)..end].starts_with('等') {
            continue;
        }
        let nested = leads.get(number + 1).is_some_and(|_| end < text.len());
        let takes_rest = labels.len() >= 2 && labels.last().is_some_and(|label| check.rest.is_match(label));
        let exhaustive =
            !nested && parts.len() >= 2 && (check.exhaustive.is_match(&text[lead.start..from]) || takes_rest);
        found.push(Breakdown { whole, parts, exhaustive });
    }
}

/// `网络72件,信函21件,合计93件`: the whole comes last.
fn before_totals(
    subject: &Subject<'_>,
    check: &BreakdownCheck,
    sentence: &Sentence,
    outside: &[(usize, usize)],
    found: &mut Vec<Breakdown>,
) {
    let text = &sentence.text;
    for total in check.totals.places(text) {
        let Some(whole) = outside.iter().position(|(at, _)| (total.start..total.end).contains(at)) else { continue };
        // After a lead the figures before it are parts of something else.
        if check.leads.is_match(&text[..total.start]) || whole < 2 {
            continue;
        }
        let parts: Vec<usize> = outside[..whole].iter().map(|(_, number)| *number).collect();
        if parts.iter().all(|&part| is_part(subject, outside[whole].1, part)) {
            found.push(Breakdown { whole: outside[whole].1, parts, exhaustive: true });
        }
    }
}

/// Adds up the parts.
pub(crate) fn add_up(subject: &Subject<'_>, breakdown: &Breakdown) -> Sum {
    let whole = figure(subject, breakdown.whole).value;
    let mut sum = Decimal::ZERO;
    for (count, &part) in breakdown.parts.iter().enumerate() {
        let Some(next) = sum.checked_add(figure(subject, part).value) else { return Sum::Open };
        sum = next;
        // What follows a list that is complete belongs to another statement.
        if sum == whole && count >= 1 {
            return Sum::Agrees(count + 1);
        }
    }
    let falls_short = breakdown.exhaustive && sum < whole;
    if sum > whole || falls_short { Sum::Differs(sum) } else { Sum::Open }
}

fn judge(subject: &Subject<'_>, rule: &Rule, breakdown: &Breakdown, figures: &mut Figures, sink: &mut Sink<'_>) {
    let whole = figure(subject, breakdown.whole);
    let (sum, compared) = match add_up(subject, breakdown) {
        Sum::Open => return,
        Sum::Agrees(count) => (None, count),
        Sum::Differs(sum) => (Some(sum), breakdown.parts.len()),
    };
    let parts = breakdown.parts[..compared].iter().copied().map(Operand::figure).collect();
    figures.compare(vec![Operand::figure(breakdown.whole)], Relation::Equal, parts, sum.is_none());
    let Some(sum) = sum else { return };
    let document = subject.document;
    let written: Vec<String> = breakdown.parts.iter().map(|&part| figure(subject, part).value.to_string()).collect();
    let parts = if written.len() == 1 { sum.to_string() } else { format!("{} = {sum}", written.join(" + ")) };
    let stated = document.text(whole.span).trim().to_owned();
    let (label, mark) = match sink.lang() {
        Lang::Zh => (format!("各项之和为 {sum}"), "分项"),
        Lang::En => (format!("the parts sum to {sum}"), "a part"),
    };
    let values = [("whole", stated.as_str()), ("parts", parts.as_str()), ("sum", &*sum.to_string())];
    let finding = sink.add(rule, whole.number, &rule.id, &values).label(label);
    for &part in breakdown.parts.iter().take(8) {
        finding.related(figure(subject, part).number, mark);
    }
}
