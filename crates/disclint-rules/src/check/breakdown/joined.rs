//! Sentences that are read together because one list goes through them: 共300条。第一类120条。第二类180条.

use disclint_document::FIGURE;
use rust_decimal::Decimal;

use super::{Looked, MOST_ITEMS, is_mark};
use crate::check::Subject;
use crate::check::passages::{Extent, Passage};
use crate::pack::{BreakdownCheck, Patterns};

/// How many bytes of words without a figure may stand before a list.
const LONGEST_MANNER: usize = 30;

/// A list whose items are sentences, with the sentence before them, and where it ends: 共300条。第一类120条。第二类180条.
pub(super) fn with_items<'s>(
    subject: &'s Subject<'s>,
    check: &BreakdownCheck,
    extents: &[Extent],
    at: usize,
    first: Passage<'s>,
) -> (Passage<'s>, usize) {
    let read = |at: usize| Passage::read(subject, extents, at, &Patterns::default());
    let is_near = |other: usize| extents[other].section == extents[at].section;
    let mut sentence = match at.checked_sub(1).filter(|&before| first.own == 0 && is_near(before)) {
        Some(before) => read(before).with_list(&first),
        None => first,
    };
    let mut end = at + 1;
    while end < extents.len().min(at + MOST_ITEMS) && is_near(end) {
        let item = read(end);
        if item.figures.is_empty() || !check.items.is_match(&item.text) {
            break;
        }
        sentence = sentence.with_item(&item, ';');
        end += 1;
    }
    (sentence, end)
}

/// The sentence with those behind it that are nothing but a name and a number, if all of them nearly add up to a
/// whole before them, and where they end: 共1472条。其中网站968条。微信385条。平台129条.
pub(super) fn with_sentences<'s>(
    subject: &'s Subject<'s>,
    check: &BreakdownCheck,
    extents: &[Extent],
    at: usize,
    first: Passage<'s>,
) -> (Passage<'s>, usize) {
    let is_item = |text: &str| {
        let name = text.trim_end_matches(['。', '\n']).strip_suffix(FIGURE);
        name.is_some_and(|name| (2..=15).contains(&name.chars().count()) && !name.contains(FIGURE))
    };
    let read = |at: usize| Passage::read(subject, extents, at, &check.joins);
    let is_near = |other: usize| extents[other].section == extents[at].section && extents[other].figures.len() == 1;
    let Some(part) = first.figures.len().checked_sub(1) else { return (first, at) };
    if extents[at].figures.len() != 1 || !is_item(&first.text[first.own..]) {
        return (first, at);
    }
    let unit = first.figure(part).counts_in();
    let mut items = Vec::new();
    for other in (at + 1..extents.len().min(at + MOST_ITEMS)).take_while(|&other| is_near(other)) {
        let item = read(other);
        if item.own > 0 || !is_item(&item.text) || item.text.contains([',', ';', ':']) || !item.is_count(0, unit) {
            break;
        }
        items.push(item);
    }
    if items.len() < 2 {
        return (first, at);
    }
    let whole = match first.own {
        0 => at
            .checked_sub(1)
            .filter(|&before| extents[before].section == extents[at].section)
            .map(read)
            .filter(|before| before.text.ends_with(['。']) && before.text.trim_end_matches('。').ends_with(FIGURE)),
        _ => None,
    };
    let counted = match &whole {
        Some(before) => before
            .figures
            .len()
            .checked_sub(1)
            .filter(|&at| before.is_count(at, unit))
            .map(|at| before.figure(at).value),
        None => (0..part).rev().find(|&at| first.is_count(at, unit)).map(|at| first.figure(at).value),
    };
    let sum = items.iter().fold(first.figure(part).value, |sum, item| sum.saturating_add(item.figure(0).value));
    if counted.is_none_or(|whole| (sum - whole).abs() * Decimal::TEN > whole) {
        return (first, at);
    }
    let end = at + 1 + items.len();
    let mut sentence = match whole {
        Some(before) => before.with_list(&first),
        None => first,
    };
    for item in &items {
        sentence = sentence.with_item(item, '、');
    }
    (sentence, end)
}

/// A sentence that begins with how many figures the one before it has, and sums them up, with that one:
/// 甲221条;乙134条;丙318条。三个领域共673条.
pub(super) fn with_summands<'s>(
    subject: &'s Subject<'s>,
    check: &BreakdownCheck,
    extents: &[Extent],
    at: usize,
    sentence: Passage<'s>,
) -> Passage<'s> {
    let is_sum = sentence.own == 0 && sentence.text.starts_with(FIGURE) && sentence.figures.len() >= 2;
    if !is_sum || at == 0 || extents[at - 1].section != extents[at].section {
        return sentence;
    }
    let before = Passage::read(subject, extents, at - 1, &Patterns::default());
    let unit = sentence.figure(1).counts_in();
    let counts = (0..before.figures.len()).filter(|&at| before.is_count(at, unit)).count();
    let is_total =
        |patterns: &Patterns| patterns.figures(&sentence.text).iter().any(|(at, _)| *at == sentence.figures[1].0);
    let is_theirs = counts >= 2 && sentence.figure(0).value == Decimal::from(counts) && before.text.ends_with('。');
    if is_theirs && (is_total(&check.totals) || is_total(&check.sums)) {
        let mut joined = before;
        let own = joined.text.len();
        joined = joined.with_item(&sentence, ';');
        joined.own = own;
        return joined;
    }
    sentence
}

/// Whether the last figures of a sentence are a list that was meant to be complete: see [`Looked::is_meant`].
pub(super) fn is_meant(check: &BreakdownCheck, sentence: &Passage<'_>, count: usize) -> bool {
    let looked = Looked::new(check, sentence);
    let Some(whole) = (sentence.figures.len() - count).checked_sub(1) else { return false };
    let parts: Vec<usize> = (whole + 1..sentence.figures.len()).collect();
    // 网站发布510条,微信发布290条: what is done by each need not be all that is done.
    let is_deed = |&part: &usize| {
        let name = sentence.words(part).0;
        let last = name.char_indices().rev().nth(1).map_or(name, |(start, _)| &name[start..]);
        check.stops.is_match(last)
    };
    !parts.iter().any(is_deed) && looked.is_meant(whole, &parts, false)
}

/// Whether a sentence of nothing but names and numbers, `list`, are the parts of the whole that ends the one before.
pub(super) fn lists_parts(before: &Passage<'_>, list: &Passage<'_>) -> bool {
    let Some(whole) = before.figures.len().checked_sub(1) else { return false };
    let unit = before.figure(whole).counts_in();
    let value = before.figure(whole).value;
    let is_item = |piece: &str| {
        let name = piece.strip_suffix(FIGURE);
        name.is_some_and(|name| (2..=10).contains(&name.chars().count()) && !name.contains(FIGURE))
    };
    // 经分类处置,当场答复38条,转办15条: how it was done may stand before the first.
    let text = list.text.trim_end_matches(['。', '\n']);
    let manner = text.find(is_mark).filter(|&end| !text[..end].contains(FIGURE) && end <= LONGEST_MANNER);
    let items = manner.map_or(text, |end| text[end..].trim_start_matches(is_mark));
    let counts = 0..list.figures.len();
    let sum = counts.clone().fold(Decimal::ZERO, |sum, at| sum.saturating_add(list.figure(at).value));
    before.text[before.after(whole)..] == *"。"
        && before.is_count(whole, unit)
        && counts.len() >= 3
        && counts.clone().all(|at| list.is_count(at, unit) && list.figure(at).value < value)
        && items.split([',', ';', '、']).all(is_item)
        && (sum - value).abs() * Decimal::TEN <= value
}

/// Whether the last figures of a sentence are of kinds that go together, and more than the one before them.
pub(super) fn lists_kinds(check: &BreakdownCheck, sentence: &Passage<'_>, count: usize) -> bool {
    let looked = Looked::new(check, sentence);
    let Some(whole) = (sentence.figures.len() - count).checked_sub(1) else { return false };
    let parts: Vec<usize> = (whole + 1..sentence.figures.len()).collect();
    looked.sum(&parts) > sentence.figure(whole).value && looked.kinds(whole, &parts).is_some()
}
