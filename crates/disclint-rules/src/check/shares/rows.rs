//! Shares in a row, of one whole: 50%、30%和25% are more than all there is.

use std::ops::Range;

use disclint_document::Bound;
use rust_decimal::Decimal;

use crate::check::claims::Claim;
use crate::check::passages::{MARKS, Passage, per};
use crate::check::{Made, Operand};
use crate::pack::{Patterns, ShareCheck};

/// The longest item of a row of names and shares, its mark included, in characters.
const LONGEST_ITEM: usize = 12;

/// The rows of shares that make more than the whole, or less though all there are are counted.
pub(super) fn claims(sentence: &Passage<'_>, check: &ShareCheck) -> Vec<Claim> {
    let is_share = |at: usize| {
        let figure = sentence.figure(at);
        per(figure) == Some(100) && figure.bound == Bound::Exact && sentence.figures[at].0 >= sentence.own
    };
    let count = sentence.figures.len();
    if (0..count).filter(|&at| is_share(at)).count() < 2 || check.together.is_empty() {
        return Vec::new();
    }
    let mut claims = Vec::new();
    let mut at = 0;
    while at < count {
        let first = at;
        at += 1;
        // 各类信息的比重为:业务信息52%,政策文件23%: what stands before the colon says what they all are.
        let has_caption = is_share(first) && is_captioned(sentence, check, first);
        if !is_share(first) || !has_caption && !is_together(sentence, check, first) {
            continue;
        }
        let goes_on = |at: usize| goes_on(sentence, check, at) || has_caption && is_item(sentence, at);
        while at < count && is_share(at) && goes_on(at) {
            at += 1;
        }
        // 移动端访问占62%,电脑端访问占48%: what excludes each other is no mention of others.
        let are_two = at - first == 2 && are_complements(sentence, check, first);
        // 600条,其中甲占45%,乙占30%,丙占35%: a word that begins a row of three leads to it and does not part it.
        let start = sentence.after(first) - sentence.words_to(first).len();
        let parts = |place: &Range<usize>| at - first < 3 || place.start != start;
        // 分别占62%、28%、12%,面商率100%: what stands behind the row's clause is of something else.
        let behind = sentence.after(at - 1);
        let end = sentence.text[behind..].find(MARKS).map_or(sentence.text.len(), |mark| behind + mark);
        let is_apart = || check.apart.places(&sentence.text[..end]).iter().any(parts);
        if at - first >= 2 && (are_two || !is_apart()) {
            claims.extend(row(sentence, check, first, at));
        }
    }
    claims
}

fn is_together(sentence: &Passage<'_>, check: &ShareCheck, at: usize) -> bool {
    check.together.is_match(sentence.words_to(at))
}

/// Whether a share is the first one behind a colon and words that say that shares follow.
fn is_captioned(sentence: &Passage<'_>, check: &ShareCheck, at: usize) -> bool {
    let start = sentence.after(at) - sentence.words_to(at).len();
    check.captions.is_match(&sentence.text[..start])
}

/// Whether nothing but a mark and a name stand between a share and the one before.
fn is_item(sentence: &Passage<'_>, at: usize) -> bool {
    let gap = &sentence.text[sentence.after(at - 1)..sentence.figures[at].0];
    gap.starts_with(MARKS) && gap.matches(MARKS).count() == 1 && gap.chars().count() <= LONGEST_ITEM
}

/// Whether a share goes on with the row of the one before: nothing but a mark between, or words like its own.
fn goes_on(sentence: &Passage<'_>, check: &ShareCheck, at: usize) -> bool {
    let gap = &sentence.text[sentence.after(at - 1)..sentence.figures[at].0];
    let is_bare = matches!(gap, "、" | "," | "和" | "及" | "与" | "以及" | ",和");
    is_bare
        || (gap.matches(MARKS).count() == 1 && gap.starts_with(['、', ',', ';']) && is_together(sentence, check, at))
}

/// Whether two shares are of parts of which each is what the other is not.
fn are_complements(sentence: &Passage<'_>, check: &ShareCheck, first: usize) -> bool {
    let words = |at: usize| sentence.words_to(at);
    let (one, other) = (words(first), words(first + 1));
    let are = |names: &[Patterns; 2]| names[0].is_match(one) && names[1].is_match(other);
    check.complements.iter().any(are)
}

fn row(sentence: &Passage<'_>, check: &ShareCheck, first: usize, end: usize) -> Option<Claim> {
    let row = || first..end;
    let value = |at: usize| sentence.figure(at).value;
    let sum: Decimal = row().map(value).sum();
    let off = sum - Decimal::ONE_HUNDRED;
    // Each may be rounded.
    let slack = row().map(|at| Decimal::new(1, value(at).scale())).sum::<Decimal>() / Decimal::TWO;
    let length = end - first;
    // Of two kinds one thing may often be both; far more than a hundred is no mistake in reckoning.
    let most = if length > 2 || are_complements(sentence, check, first) { 25 } else { 3 };
    let most = Decimal::from(most);
    // 三类信息占比依次为: as many as there are.
    let is_all = || {
        first.checked_sub(1).is_some_and(|counted| {
            let gap = &sentence.text[sentence.after(counted)..sentence.figures[first].0];
            value(counted) == Decimal::from(length) && length >= 3 && !gap.contains(MARKS)
        })
    };
    let exceeds = off > slack && off <= most;
    let lacks = -off > slack && -off <= Decimal::from(25) && is_all();
    if !(exceeds || lacks) {
        return None;
    }
    let last = end - 1;
    let written: Vec<String> = row().map(|at| format!("{}%", value(at))).collect();
    // The last one is what the others leave.
    let mut operands = vec![Operand::constant(Decimal::ONE_HUNDRED)];
    operands.extend((first..last).map(|at| Operand::figure(sentence.figures[at].1).times(-1)));
    let reckoned = format!("{} = {}%", written.join(" + "), sum.normalize());
    Some(Claim { figure: sentence.figures[last].1, made: Made::Sum, operands, holds: false, said: None, reckoned })
}
