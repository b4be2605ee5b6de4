//! Which figure of a row a sentence calls the greatest or the least: 咨询类76条、投诉类39条、建议类23条,其中咨询类最多.

use std::ops::Range;

use rust_decimal::Decimal;

use super::claims::Claim;
use super::passages::{Extent, Passage, extents};
use super::silence::{Search, Silence};
use super::{Made, Operand, Subject};
use crate::pack::{ExtremeCheck, Patterns, Relation};

/// How many sentences before may hold the row.
const SENTENCES_BEFORE: usize = 2;

/// So many figures make a row.
const LEAST: usize = 3;

/// Every superlative whose row is known, in the order of the text; `rule` is the rule's number.
pub(crate) fn find(subject: &Subject<'_>, rule: usize, check: &ExtremeCheck) -> Vec<Claim> {
    let extents = extents(subject);
    let none = Patterns::default();
    let silence = Silence::new(subject, Search::Rule(rule), (SENTENCES_BEFORE, 0));
    silence.gather(
        |_: &Extent| true,
        |at, claims| {
            let text = extents[at].text(subject);
            if check.blocks.is_match(text) {
                return;
            }
            for (patterns, relation) in [(&check.greatest, Relation::AtLeast), (&check.least, Relation::AtMost)] {
                if !patterns.may_match(text) {
                    continue;
                }
                for (place, like) in patterns.captures("like", text) {
                    let Some(name) = like.map(|like| &text[like]) else { continue };
                    // The nearest row that has the name; in its own sentence, before the words.
                    let first = at.saturating_sub(SENTENCES_BEFORE);
                    let near = (first..=at).rev().filter(|&other| extents[other].section == extents[at].section);
                    let claim = near.into_iter().find_map(|other| {
                        let sentence = Passage::read(subject, extents, other, &none);
                        let end = if other == at { sentence.own + place.start } else { sentence.text.len() };
                        let said = text[place.clone()].trim_matches([',', ';', '。', ':']);
                        judge(&sentence, check, name, end, (said, relation))
                    });
                    claims.extend(claim);
                }
            }
        },
    )
}

/// The rows of figures in one unit, each parted from the next by one mark, up to a place in the sentence.
fn rows(sentence: &Passage<'_>, check: &ExtremeCheck, end: usize) -> Vec<Range<usize>> {
    let mut rows: Vec<Range<usize>> = Vec::new();
    for at in (0..sentence.figures.len()).filter(|&at| sentence.figures[at].0 < end) {
        let unit = sentence.figure(at).counts_in();
        if !sentence.is_exact(at, unit) || check.asides.is_match(sentence.words(at).0) {
            continue;
        }
        let goes_on = rows.last().is_some_and(|row: &Range<usize>| {
            let before = row.end - 1;
            let gap = &sentence.text[sentence.after(before)..sentence.figures[at].0];
            row.end == at
                && sentence.figure(before).counts_in() == unit
                && gap.starts_with(['、', ',', ';'])
                && gap.matches(['、', ',', ';', '。', ':']).count() == 1
        });
        match rows.last_mut() {
            Some(row) if goes_on => row.end = at + 1,
            _ => rows.push(at..at + 1),
        }
    }
    rows
}

fn judge(
    sentence: &Passage<'_>,
    check: &ExtremeCheck,
    name: &str,
    end: usize,
    (said, relation): (&str, Relation),
) -> Option<Claim> {
    let value = |at: usize| sentence.figure(at).value;
    let is_named = |at: &usize| {
        let words = sentence.words(*at).0;
        words.contains(name) || words.chars().count() >= 2 && name.ends_with(words)
    };
    for row in rows(sentence, check, end).into_iter().rev() {
        let mut items: Vec<usize> = row.collect();
        let sum = |items: &[usize]| items.iter().fold(Decimal::ZERO, |sum, &at| sum.saturating_add(value(at)));
        // Their whole before or behind them is none of them.
        if items.len() > LEAST && value(items[0]) == sum(&items[1..]) {
            items.remove(0);
        }
        if let Some((last, others)) = items.split_last()
            && others.len() >= LEAST
            && value(*last) == sum(others)
        {
            items.pop();
        }
        let named: Vec<usize> = items.iter().copied().filter(is_named).collect();
        let &[item] = &named[..] else { continue };
        if items.len() < LEAST {
            continue;
        }
        let best = match relation {
            Relation::AtLeast => items.iter().copied().max_by_key(|&at| value(at)),
            _ => items.iter().copied().min_by_key(|&at| value(at)),
        };
        let best = best.filter(|&best| value(best) != value(item)).unwrap_or(item);
        let sign = match relation {
            Relation::AtLeast => ">",
            _ => "<",
        };
        let number = |at: usize| sentence.figures[at].1;
        return Some(Claim {
            figure: number(item),
            made: Made::Sum,
            operands: vec![Operand::figure(number(best))],
            holds: best == item,
            said: Some((said.to_owned(), relation)),
            reckoned: format!("{} {sign} {}", value(best), value(item)),
        });
    }
    None
}
