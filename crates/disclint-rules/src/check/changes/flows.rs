//! What came and what went between an old figure and a new one: 新增18项,取消7项,总数由203项变为214项.

use rust_decimal::Decimal;

use super::{ends, is_exact};
use crate::check::claims::Claim;
use crate::check::passages::Passage;
use crate::check::{Made, Operand};
use crate::pack::{ChangeCheck, Patterns};

/// The new figures of a sentence that says how many came and how many went.
///
/// Where only one of the two is told, the other may have gone unsaid.
pub(super) fn claims(sentence: &Passage<'_>, check: &ChangeCheck) -> Vec<Claim> {
    if !check.gains.may_match(&sentence.text) || !check.losses.may_match(&sentence.text) {
        return Vec::new();
    }
    let is_said = |patterns: &Patterns, at: usize| patterns.is_match(sentence.words_to(at));
    let all = || 0..sentence.figures.len();
    let mut stocks = ends(sentence, &check.becomes);
    let opening = all().find(|&at| is_said(&check.opening, at));
    let closing = all().rfind(|&at| is_said(&check.closing, at));
    stocks.extend(opening.zip(closing).filter(|(old, new)| stocks.is_empty() && old < new));
    let &[(old, new)] = &stocks[..] else { return Vec::new() };
    let unit = sentence.figure(old).counts_in();
    let is_count =
        |at: usize| sentence.figure(at).counts_in() == unit && is_exact(sentence.figure(at)) && unit.is_some();
    if !is_count(new) || !is_count(old) || sentence.figures[new].0 < sentence.own {
        return Vec::new();
    }
    let flows = |patterns: &Patterns| {
        all().filter(|&at| at != old && at != new && is_count(at) && is_said(patterns, at)).collect::<Vec<_>>()
    };
    let (gains, losses) = (flows(&check.gains), flows(&check.losses));
    // One of each, as of several some may only divide another.
    let ([gain], [loss]) = (&gains[..], &losses[..]) else { return Vec::new() };
    // ——件数由104件变为114件,增加10件;——延期9件,减少5件: of one matter only.
    let ends = [old, new, *gain, *loss];
    let (first, last) = (ends.iter().min().copied().unwrap_or(old), ends.iter().max().copied().unwrap_or(new));
    if sentence.text[sentence.after(first)..sentence.figures[last].0].contains([';', '。', '—']) {
        return Vec::new();
    }
    // 注销抖音号1个、头条号1个,开通1个: with another number between them nobody knows what went.
    let is_other = |at: usize| !ends.contains(&at) && is_count(at);
    let value = |at: usize| sentence.figure(at).value;
    let sum = value(old).saturating_add(value(*gain)).saturating_sub(value(*loss));
    let figure = |at: usize| Operand::figure(sentence.figures[at].1);
    let claim = Claim {
        figure: sentence.figures[new].1,
        made: Made::Sum,
        operands: vec![figure(old), figure(*gain), figure(*loss).times(-1)],
        holds: sum == value(new),
        said: None,
        reckoned: format!("{} + {} - {} = {sum}", value(old), value(*gain), value(*loss)),
    };
    let is_open = sum < Decimal::ZERO || !claim.holds && (first..last).any(is_other);
    if is_open { Vec::new() } else { vec![claim] }
}
