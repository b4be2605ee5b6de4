//! Rows of figures, one for each period: 近三年分别为20件、24件、30件.

use std::ops::Range;

use disclint_document::whole_number;

use super::worded::comparable;
use super::{Change, Way, claim_of, ratio};
use crate::check::claims::Claim;
use crate::check::passages::{MARKS, Passage, years_named};
use crate::pack::ChangeCheck;

/// 620条、713条、842条,增幅分别为15%、18.1%: one rate from each figure of a row to the next.
pub(super) fn steps(sentence: &Passage<'_>, check: &ChangeCheck) -> Vec<Claim> {
    let mut claims = Vec::new();
    for first in 3..sentence.figures.len() {
        let words = || sentence.words_to(first);
        if !sentence.is_ratio(first) {
            continue;
        }
        let Some(said) = check.steps.places(words()).into_iter().next() else { continue };
        let unit = sentence.figure(first - 1).counts_in();
        let row = (0..first).rev().take_while(|&at| sentence.is_count(at, unit)).count();
        let rates = (first..sentence.figures.len()).take_while(|&at| sentence.is_ratio(at)).count();
        // 甲812条、乙217条、丙134条,较上年分别增长: each against its own figure of last year, unless years are told in a row.
        let years = years_named(&sentence.text[..sentence.figures[first].0]);
        if said.start > 0 && years.len() < row {
            continue;
        }
        // As many as there are steps; with one more nobody knows of what the first is.
        if row < 3 || rates + 1 != row || sentence.figures[first].0 < sentence.own {
            continue;
        }
        let claims_of = |old_and_new: &dyn Fn(usize) -> (usize, usize)| {
            let claim = |step: usize| {
                let change = Change { at: first + step, way: Way::Up };
                let (old, new) = old_and_new(step);
                claim_of(sentence, &change, ratio(sentence.figure(change.at)), old, new)
            };
            (0..rates).filter_map(claim).collect::<Vec<_>>()
        };
        // 2022年256件,2021年241件,2020年219件: the latest may stand first.
        let onwards = claims_of(&|step| (first - row + step, first - row + step + 1));
        let back = claims_of(&|step| (first - 1 - step, first - 2 - step));
        let is_so = |claims: &[Claim]| claims.iter().all(|claim| claim.holds);
        claims.extend(if !is_so(&onwards) && is_so(&back) { back } else { onwards });
    }
    claims
}

/// The last two figures of a row with one for each period, if the change right behind is of these.
pub(super) fn series(sentence: &Passage<'_>, check: &ChangeCheck, change: &Change) -> Option<(usize, usize)> {
    let words = sentence.words_to(change.at);
    if change.at < 2 || !check.latest.is_match(words) {
        return None;
    }
    row_up_to(sentence, check, change.at - 1).map(|_| (change.at - 2, change.at - 1))
}

/// 438条、521条和612条,两年间增加174条: the first and the last figure of such a row, if the change is said to be that of as
/// many periods as it takes from the one to the other.
pub(super) fn overall(sentence: &Passage<'_>, check: &ChangeCheck, change: &Change) -> Option<(usize, usize)> {
    let words = sentence.words_to(change.at);
    let (_, told) = check.overall.captures("number", words).pop()?;
    let told = &words[told?];
    let last = change.at.checked_sub(1)?;
    let first = row_up_to(sentence, check, last)?;
    (usize::try_from(whole_number(told)?).ok()? == last - first).then_some((first, last))
}

/// The first figure of a row with one for each period that ends with the figure `last`, in the order of time.
fn row_up_to(sentence: &Passage<'_>, check: &ChangeCheck, last: usize) -> Option<usize> {
    let begins =
        |place: &Range<usize>| (0..sentence.figures.len()).rev().find(|&at| place.contains(&sentence.figures[at].0));
    // 2024年、2023年、2022年分别为: what stands last is not the latest.
    let years = years_named(&sentence.text[..sentence.figures[last + 1].0]);
    if years.windows(2).any(|pair| pair[1] < pair[0]) {
        return None;
    }
    let mut rows = check.series.places(&sentence.text).into_iter().filter_map(|place| begins(&place));
    rows.find(|&first| first < last && row_end(sentence, first) == last)
}

/// The last figure of the row that begins with one.
pub(super) fn row_end(sentence: &Passage<'_>, first: usize) -> usize {
    let mut last = first;
    while last + 1 < sentence.figures.len() && in_row(sentence, last, last + 1) {
        last += 1;
    }
    last
}

/// Whether two figures stand in a row: in the same unit, with little more than a mark between.
pub(super) fn in_row(sentence: &Passage<'_>, one: usize, next: usize) -> bool {
    let gap = &sentence.text[sentence.after(one)..sentence.figures[next].0];
    let words = gap.trim_start_matches(['、', ',', '和', '及', '与', '以']);
    // With nothing between, or a year.
    let is_year = || words.len() <= 24 && !words.contains(MARKS) && words.contains("20");
    comparable(sentence, one, next) && words.len() < gap.len() && (words.is_empty() || is_year())
}
