//! How many years there are from a first one to a last one: 2021年至2024年连续三年.

use std::ops::Range;

use disclint_document::{FIGURE, Span, whole_number};

use crate::check::Subject;
use crate::check::sentences::Sentence;
use crate::pack::DateCheck;

/// So many years nobody counts.
const MOST: u64 = 20;

/// A number of years that is not that of the years beside it.
pub(super) struct Wrong {
    /// The number.
    pub(super) span: Span,
    /// How many years there are, the first and the last one counted, or, by `elapsed`, how many are over.
    pub(super) years: u64,
}

/// The sentences with dates that the check does not take out, in the order of the text.
fn dated(subject: &Subject<'_>, check: &DateCheck) -> impl Iterator<Item = Sentence> {
    let document = subject.document;
    let mut looked = None;
    let clauses = document.prose.dates.iter().filter_map(|date| date.clause);
    clauses.filter_map(move |(clause, _)| {
        let sentence = Sentence::of(document, clause);
        let first = sentence.clauses().start;
        let is_new = looked.replace(first) != Some(first);
        Some(sentence).filter(|sentence| is_new && !check.blocks.is_match(&sentence.text))
    })
}

/// Every number of years that is neither that of the years from the first to the last nor, by `spans`, one less, nor, by
/// `elapsed`, one or two less.
pub(super) fn wrong(subject: &Subject<'_>, check: &DateCheck) -> Vec<Wrong> {
    let document = subject.document;
    let mut found = Vec::new();
    for sentence in dated(subject, check) {
        // 满五年: of years that are over there are fewer than are touched.
        for (patterns, least, most) in [(&check.spans, 1, 0), (&check.runs, 0, 0), (&check.elapsed, 2, 1)] {
            let wrong = patterns.groups(&sentence.text).into_iter().filter_map(|[from, to, number, ..]| {
                let number = number?;
                let from = sentence.text[from?].parse::<u64>().ok()?;
                let to = match to {
                    Some(to) => sentence.text[to].parse::<u64>().ok()?,
                    None => u64::from(subject.consensus()?.year),
                };
                let years = to.checked_sub(from)? + 1;
                let told = match sentence.figure(document, number.start) {
                    Some(figure) if sentence.text[number.clone()].starts_with(FIGURE) => {
                        u64::try_from(figure.value).ok()?
                    }
                    _ => whole_number(&sentence.text[number.clone()])?,
                };
                let is_so = (years.saturating_sub(least)..=years - most).contains(&told);
                let span = sentence.span(document, number)?;
                Some(Wrong { span, years: years - most }).filter(|_| !is_so && years <= MOST)
            });
            for wrong in wrong {
                if found.iter().all(|other: &Wrong| other.span != wrong.span) {
                    found.push(wrong);
                }
            }
        }
    }
    found
}

/// Every two years of which the first comes after the last: 2000年至1983年.
pub(super) fn backward(subject: &Subject<'_>, check: &DateCheck) -> Vec<(Span, Span)> {
    let document = subject.document;
    let mut found = Vec::new();
    for sentence in dated(subject, check) {
        for [from, to, ..] in check.spans.groups(&sentence.text) {
            let Some((from, to)) = from.zip(to) else { continue };
            let year = |at: &Range<usize>| sentence.text[at.clone()].parse::<u64>().ok();
            let is_back = year(&from).zip(year(&to)).is_some_and(|(from, to)| to < from);
            found.extend(sentence.span(document, from).zip(sentence.span(document, to)).filter(|_| is_back));
        }
    }
    found
}
