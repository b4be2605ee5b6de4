//! What is left of a whole once its parts are told: 涉及9家单位。其中3家未更新电话,其余5家未注明时间.

use std::fmt::Write as _;

use disclint_document::Bound;
use rust_decimal::Decimal;

use super::claims::Claim;
use super::passages::{Extent, Passage, are_alike, extents};
use super::silence::{Search, Silence};
use super::{Made, Operand, Subject};
use crate::pack::{Patterns, RemainderCheck};
use crate::slips::is_slip;

/// How many sentences before may tell of the whole and of its parts.
const SENTENCES_BEFORE: usize = 2;

/// How many figures before what is left are looked at.
const MOST_BEFORE: usize = 10;

/// How far off what is left may be without being a slip of the pen.
const FAR: Decimal = Decimal::from_parts(3, 0, 0, false, 0);

/// How much of the whole that may be.
const NEAR: Decimal = Decimal::from_parts(4, 0, 0, false, 0);

/// Every figure that is called what is left, in the order of the text; `rule` is the rule's number.
///
/// It is wrong only if it is not what is left of any whole before it, whichever of the figures between are parts.
pub(crate) fn find(subject: &Subject<'_>, rule: usize, check: &RemainderCheck) -> Vec<Claim> {
    let extents = extents(subject);
    let none = Patterns::default();
    let worth = |extent: &Extent| !extent.figures.is_empty();
    Silence::new(subject, Search::Rule(rule), (SENTENCES_BEFORE, 0)).gather(worth, |at, claims| {
        let text = extents[at].text(subject);
        if !check.rest.may_match(text) || check.blocks.is_match(text) {
            return;
        }
        let first = at.saturating_sub(SENTENCES_BEFORE);
        let is_near = |other: &usize| extents[*other].section == extents[at].section;
        let sentences: Vec<Passage<'_>> =
            (first..=at).filter(is_near).map(|other| Passage::read(subject, extents, other, &none)).collect();
        let Some((own, _)) = sentences.split_last() else { return };
        for (place, _) in check.rest.figures(text) {
            let Some(rest) = own.figures.iter().position(|(at, _)| *at == place) else { continue };
            claims.extend(judge(check, &sentences, rest));
        }
    })
}

/// A figure before what is left: its sentence and its place among the figures there.
type Place = (usize, usize);

fn judge(check: &RemainderCheck, sentences: &[Passage<'_>], rest: usize) -> Option<Claim> {
    let own = sentences.len() - 1;
    let stated = sentences[own].figure(rest);
    let unit = stated.counts_in()?;
    if stated.bound != Bound::Exact {
        return None;
    }
    let noun = noun(check, &sentences[own], rest);
    // What is counted alike before it; what is compared or averaged is none of it.
    let mut counted: Vec<Place> = Vec::new();
    for (number, sentence) in sentences.iter().enumerate() {
        let end = if number == own { rest } else { sentence.figures.len() };
        for at in (0..end).filter(|&at| !check.asides.is_match(sentence.words(at).0)) {
            let figure = sentence.figure(at);
            let is_alike = figure.counts_in().is_some_and(|other| are_alike(&check.alike, unit, other));
            if is_alike && figure.bound == Bound::Exact {
                counted.push((number, at));
            } else if is_alike || number == own && !sentence.is_ratio(at) && !sentence.is_in_bracket(at) {
                // A whole that is only nearly told, or parts that are counted otherwise, leave nothing exact.
                return None;
            }
        }
    }
    let value = |&(number, at): &Place| sentences[number].figure(at).value;
    let before = counted.len().saturating_sub(MOST_BEFORE);
    let counted = &counted[before..];
    // The parts are told behind the whole: all that stands there, or what stands in the sentence itself.
    let in_own = counted.iter().position(|(number, _)| *number == own).unwrap_or(counted.len());
    let is_left =
        |whole: Decimal, parts: &[Place]| sums(parts.iter().map(value)).any(|sum| whole - sum == stated.value);
    let held = (0..counted.len().saturating_sub(1)).rev().find(|&whole| {
        let sums = runs(counted[..=whole].iter().map(value));
        sums.into_iter().any(|sum| is_left(sum, &counted[whole + 1..]))
    });
    let whole = match held {
        Some(whole) => (whole, whole + 1),
        // The nearest figure of the same things that leaves almost as much.
        None => (0..counted.len().saturating_sub(1)).rev().find_map(|whole| {
            let (number, at) = counted[whole];
            let other = self::noun(check, &sentences[number], at);
            let is_same = noun.is_empty() || other.is_empty() || noun.chars().next() == other.chars().next();
            let is_near = |first: usize| {
                let parts = &counted[first..];
                let left = value(&counted[whole]) - parts.iter().map(value).sum::<Decimal>();
                let off = (left - stated.value).abs();
                let is_small = off <= FAR && off.saturating_mul(NEAR) <= value(&counted[whole]);
                !parts.is_empty() && left > Decimal::ZERO && (is_small || is_slip(stated.value, left))
            };
            let starts = [whole + 1, in_own.max(whole + 1)];
            // What stands in a list is one of the parts.
            let is_listed = number == own && at > 0 && gap(&sentences[own], at).starts_with('、');
            starts.into_iter().find(|&first| is_same && !is_listed && is_near(first)).map(|first| (whole, first))
        })?,
    };
    let (whole, parts) = (whole.0, &counted[whole.1..]);
    let left = value(&counted[whole]) - parts.iter().map(value).sum::<Decimal>();
    let operand = |&(number, at): &Place| Operand::figure(sentences[number].figures[at].1);
    let mut operands = vec![operand(&counted[whole])];
    operands.extend(parts.iter().map(|part| operand(part).times(-1)));
    let mut written = value(&counted[whole]).to_string();
    for part in parts {
        let _ = write!(written, " - {}", value(part));
    }
    Some(Claim {
        figure: sentences[own].figures[rest].1,
        made: Made::Sum,
        operands,
        holds: held.is_some(),
        said: None,
        reckoned: format!("{written} = {left}"),
    })
}

/// What a figure counts, as far as it is named: the words behind it, unless they say what became of it.
fn noun<'a>(check: &RemainderCheck, sentence: &'a Passage<'_>, at: usize) -> &'a str {
    let behind = sentence.words(at).1;
    if check.verbs.is_match(behind) { "" } else { behind }
}

/// The sums of all ways to choose at least one of some numbers.
fn sums(values: impl Iterator<Item = Decimal>) -> impl Iterator<Item = Decimal> {
    let values: Vec<Decimal> = values.take(MOST_BEFORE).collect();
    (1_u32..1 << values.len()).map(move |chosen| {
        let is_chosen = |at: usize| chosen >> at & 1 == 1;
        values.iter().enumerate().filter(|(at, _)| is_chosen(*at)).map(|(_, value)| *value).sum()
    })
}

/// The last of some numbers, and the sums of it and those right before it.
fn runs(values: impl DoubleEndedIterator<Item = Decimal>) -> Vec<Decimal> {
    let sum = |sum: &mut Decimal, value| {
        *sum += value;
        Some(*sum)
    };
    values.rev().scan(Decimal::ZERO, sum).collect()
}

/// What stands between a figure and the one before it.
fn gap<'a>(sentence: &'a Passage<'_>, at: usize) -> &'a str {
    &sentence.text[sentence.after(at - 1)..sentence.figures[at].0]
}
