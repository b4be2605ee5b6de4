//! Marks that come in pairs.
//!
//! Counted within a paragraph. Where one paragraph lacks a closing mark and the next ones an opening mark,
//! the line break between them was only taken for the end of a paragraph.

use disclint_document::Span;

use super::silence::{ParagraphSilence, Search};
use super::{Sink, Subject};
use crate::Lang;
use crate::pack::PairsCheck;

/// How many paragraphs further on the other mark may stand.
const NEAR: usize = 4;

/// A mark without its counterpart.
#[derive(Debug, Clone)]
struct Stray {
    paragraph: usize,
    /// In the paragraph's text.
    at: usize,
    pair: usize,
    opens: bool,
    /// It looks like a mark that has no other: it may close what a line break parts from it, no more.
    is_weak: bool,
}

/// Every mark without its counterpart, and, where it is closed by a mark of another kind, that one; `rule` is the
/// rule's number.
pub(crate) fn strays(subject: &Subject<'_>, rule: usize, check: &PairsCheck) -> Vec<(Span, Option<Span>)> {
    let document = subject.document;
    let running = &document.running;
    let mut all: Vec<Stray> = Vec::new();
    let silence = ParagraphSilence::new(subject, Search::Rule(rule));
    for number in 0..running.paragraphs.len() {
        let Some(question) = silence.asks(number) else { continue };
        let before = all.len();
        in_paragraph(running.paragraph(&running.paragraphs[number]), number, check, &mut all);
        if all.len() == before {
            question.is_nothing();
        }
    }
    // Pairs that only a line break parts.
    let mut lone: Vec<bool> = all.iter().map(|stray| !stray.is_weak).collect();
    let mut open: Vec<Vec<usize>> = vec![Vec::new(); check.pairs.len()];
    for (at, stray) in all.iter().enumerate() {
        if stray.opens {
            if !stray.is_weak {
                open[stray.pair].push(at);
            }
        } else if let Some(opening) = open[stray.pair].pop() {
            let (from, to) = (all[opening].paragraph, stray.paragraph);
            let together = running.paragraphs[from].part == running.paragraphs[to].part && to <= from + NEAR;
            lone[opening] = !together;
            lone[at] = !together && !stray.is_weak;
        }
    }
    let rest: Vec<&Stray> = all.iter().zip(&lone).filter(|(_, lone)| **lone).map(|(stray, _)| stray).collect();
    let span = |stray: &Stray| {
        let paragraph = &running.paragraphs[stray.paragraph];
        let length = running.paragraph(paragraph)[stray.at..].chars().next().map_or(0, char::len_utf8);
        document.paragraph_span(paragraph, stray.at..stray.at + length)
    };
    let mut found: Vec<(Span, Option<Span>)> = Vec::new();
    let mut at = 0;
    while at < rest.len() {
        let here = rest[at];
        // 〔2021) is one mistake.
        let next = rest
            .get(at + 1)
            .filter(|next| next.paragraph == here.paragraph && here.opens && !next.opens && next.pair != here.pair);
        found.push((span(here), next.map(|next| span(next))));
        at += 1 + usize::from(next.is_some());
        // What follows of the same kind in the paragraph is mostly the same mistake.
        while rest.get(at).is_some_and(|next| next.paragraph == here.paragraph && next.pair == here.pair) {
            at += 1;
        }
    }
    found
}

/// The marks of one paragraph that have no counterpart in it, in the order of the text.
fn in_paragraph(text: &str, paragraph: usize, check: &PairsCheck, strays: &mut Vec<Stray>) {
    let mut marks: Vec<(usize, char)> = check.marks(text).collect();
    if marks.is_empty() {
        return;
    }
    let ignored = check.ignore.places(text);
    let is_ignored = |at: usize| {
        let after = ignored.partition_point(|range| range.end <= at);
        ignored.get(after).is_some_and(|range| range.contains(&at))
    };
    let all = marks.clone();
    marks.retain(|(at, _)| !is_ignored(*at));
    let mut found = unpaired(&marks, paragraph, check);
    // What looks like a mark that has no other may have one all the same: (14:30—17:30).
    if !found.is_empty() && marks.len() < all.len() {
        let mut with_all = unpaired(&all, paragraph, check);
        for stray in &mut with_all {
            stray.is_weak = is_ignored(stray.at);
        }
        if with_all.iter().filter(|stray| !stray.is_weak).count() < found.len() {
            found = with_all;
        }
    } else if marks.len() < all.len() {
        let weak = unpaired(&all, paragraph, check).into_iter().filter(|stray| is_ignored(stray.at));
        found.extend(weak.map(|stray| Stray { is_weak: true, ..stray }));
    }
    strays.append(&mut found);
}

/// Those marks that have no counterpart among them, in the order of the text.
fn unpaired(marks: &[(usize, char)], paragraph: usize, check: &PairsCheck) -> Vec<Stray> {
    let mut strays = Vec::new();
    for (number, pair) in check.pairs.iter().enumerate() {
        // Open marks, with whether they are of the kind that must be closed.
        let mut open: Vec<(usize, bool)> = Vec::new();
        for &(at, c) in marks.iter().filter(|(_, c)| pair.has(*c)) {
            if c == pair.open {
                open.push((at, true));
            } else if !open.is_empty() {
                open.pop();
            } else if c == pair.close {
                strays.push(Stray { paragraph, at, pair: number, opens: false, is_weak: false });
            } else {
                open.push((at, false));
            }
        }
        let unclosed = open.iter().filter(|(_, strict)| *strict);
        strays.extend(unclosed.map(|&(at, _)| Stray { paragraph, at, pair: number, opens: true, is_weak: false }));
    }
    strays.sort_by_key(|stray| stray.at);
    strays
}

pub(super) fn check(subject: &Subject<'_>, number: usize, check: &PairsCheck, sink: &mut Sink<'_>) {
    let rule = &subject.pack().rules[number];
    for (span, other) in strays(subject, number, check) {
        let mark = subject.document.text(span).to_owned();
        let words = match sink.lang() {
            Lang::Zh => "与之相对的是",
            Lang::En => "what stands against it",
        };
        let finding = sink.add(rule, span, &rule.id, &[("mark", &mark)]);
        if let Some(other) = other {
            finding.related(other, words);
        }
    }
}
