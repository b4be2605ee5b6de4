//! Changes told in words: 由3件增至9件,翻了一番; 33件,较上年的41件有所增长; 连续三年增长,分别为318条、365条和352条.

use std::cmp::Ordering;

use disclint_document::FIGURE;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::rows::{in_row, row_end};
use super::{Change, ends, is_exact, words_before};
use crate::check::claims::Claim;
use crate::check::passages::{MARKS, Passage};
use crate::check::{Made, Operand};
use crate::pack::{ChangeCheck, Patterns, Relation};

/// By how many per cent a figure may be more than what a word such as 翻一番 says, and less than it.
const OFF: i64 = 15;
const SHORT: i64 = 8;

/// How much text may stand between a row of figures and what is said of it, in bytes.
const LONGEST_GAP: usize = 30;

/// The changes that a sentence tells in words.
pub(super) fn claims(sentence: &Passage<'_>, check: &ChangeCheck, changes: &[Change]) -> Vec<Claim> {
    let mut claims = Vec::new();
    let turned = ends(sentence, &check.turns);
    for &(old, new) in &turned {
        if !comparable(sentence, old, new) {
            continue;
        }
        let verb = &sentence.text[sentence.after(old)..sentence.figures[new].0];
        claims.extend(direction(sentence, check, verb, old, new));
        claims.extend(wording(sentence, check, &sentence.text[sentence.after(new)..], old, new));
    }
    for old in 1..sentence.figures.len() {
        let is_change = |at: usize| changes.iter().any(|change| change.at == at);
        // 由年初的205条增加到年末的233条: said of the two.
        let is_turn = turned.iter().any(|(first, _)| *first == old);
        if is_turn || is_change(old) || !check.before.is_match(&words_before(sentence, old)) {
            continue;
        }
        // 126条,同比翻了一番(上年为84条): said before the bracket that names the old one.
        if let Some(new) = old.checked_sub(1).filter(|&new| !is_change(new) && comparable(sentence, old, new))
            && sentence.is_in_bracket(old)
            && !sentence.is_in_bracket(new)
            && let Some(gap) = sentence.text[sentence.after(new)..sentence.figures[old].0].split('(').next()
            && !gap.contains(['。', ';'])
        {
            claims.extend(wording(sentence, check, gap, old, new));
        }
        // The new figure stands right before, and nothing else is compared.
        let is_beside = |new: usize| sentence.is_in_bracket(new) == sentence.is_in_bracket(old);
        let may_be_new = |new: &usize| !is_change(*new) && comparable(sentence, old, *new) && is_beside(*new);
        let Some(new) = old.checked_sub(1).filter(may_be_new) else {
            continue;
        };
        let gap = &sentence.text[sentence.after(new)..sentence.figures[old].0];
        if gap.contains(['。', ';', '(']) || gap.matches(MARKS).count() > 1 {
            continue;
        }
        let behind = &sentence.text[sentence.after(old)..];
        claims.extend(direction(sentence, check, behind, old, new));
        claims.extend(wording(sentence, check, behind, old, new));
    }
    claims.extend(rows(sentence, &check.climbs, Ordering::Less, changes));
    claims.extend(rows(sentence, &check.sinks, Ordering::Greater, changes));
    claims
        .retain(|claim| sentence.figures[..].iter().any(|&(at, number)| number == claim.figure && at >= sentence.own));
    claims
}

pub(super) fn comparable(sentence: &Passage<'_>, old: usize, new: usize) -> bool {
    let unit = sentence.figure(old).counts_in();
    unit.is_some()
        && unit == sentence.figure(new).counts_in()
        && is_exact(sentence.figure(old))
        && is_exact(sentence.figure(new))
}

/// What a word says of which of two figures is more.
fn direction(sentence: &Passage<'_>, check: &ChangeCheck, text: &str, old: usize, new: usize) -> Option<Claim> {
    // Up to the next figure or clause.
    let clause = &text[..text.find(|c| MARKS.contains(&c) || c == FIGURE || c == ')').unwrap_or(text.len())];
    if text[clause.len()..].starts_with(FIGURE) && !check.turns.is_match(&format!("{FIGURE}{clause}{FIGURE}")) {
        return None;
    }
    let (was, is) = (sentence.figure(old).value, sentence.figure(new).value);
    let said = [
        (&check.risen, is > was, Relation::AtLeast),
        (&check.fallen, is < was, Relation::AtMost),
        (&check.level, is == was, Relation::Equal),
    ];
    let (holds, relation) =
        said.iter().find_map(|(words, holds, relation)| words.is_match(clause).then_some((*holds, *relation)))?;
    let sign = match is.cmp(&was) {
        Ordering::Less => '<',
        Ordering::Equal => '=',
        Ordering::Greater => '>',
    };
    Some(claim(sentence, new, old, (clause.to_owned(), relation), holds, format!("{is} {sign} {was}"), Decimal::ONE))
}

/// What a word such as 翻一番 says of two figures.
fn wording(sentence: &Passage<'_>, check: &ChangeCheck, text: &str, old: usize, new: usize) -> Option<Claim> {
    let (words, percent) =
        check.wordings.iter().find_map(|(words, percent)| Some((words.places(text).into_iter().next()?, *percent)))?;
    let (was, is) = (sentence.figure(old).value, sentence.figure(new).value);
    let meant = was.checked_mul(Decimal::from(percent))?;
    let exact = is.checked_mul(Decimal::ONE_HUNDRED)?;
    let off = if exact < meant && percent > 100 { SHORT } else { OFF };
    let holds = (exact - meant).abs() <= meant * Decimal::new(off, 2);
    let reckoned = format!("{is} ÷ {was} = {}", is.checked_div(was)?.round_dp(2).normalize());
    let words = text[words].trim_start_matches(MARKS).to_owned();
    let times = Decimal::new(i64::from(percent), 2);
    // Half as many again is no multiple.
    let relation = if times.is_integer() {
        Relation::Equal
    } else if times < Decimal::ONE {
        Relation::AtMost
    } else {
        Relation::AtLeast
    };
    Some(claim(sentence, new, old, (words, relation), holds, reckoned, times))
}

fn claim(
    sentence: &Passage<'_>,
    new: usize,
    old: usize,
    said: (String, Relation),
    holds: bool,
    reckoned: String,
    times: Decimal,
) -> Claim {
    let old = Operand::figure(sentence.figures[old].1);
    let operands = vec![times.to_i64().filter(|_| times.is_integer()).map_or(old, |times| old.times(times))];
    Claim { figure: sentence.figures[new].1, made: Made::Sum, operands, holds, said: Some(said), reckoned }
}

/// Rows of figures that are said to rise or fall from one to the next.
fn rows(sentence: &Passage<'_>, words: &Patterns, order: Ordering, changes: &[Change]) -> Vec<Claim> {
    let mut claims = Vec::new();
    for place in words.places(&sentence.text) {
        let behind = (0..sentence.figures.len()).find(|&at| sentence.figures[at].0 >= place.end);
        let before = (0..sentence.figures.len()).rev().find(|&at| sentence.after(at) <= place.start);
        let is_near = |gap: &str| gap.len() <= LONGEST_GAP && !gap.contains(['。', ';']);
        let row = match (behind, before) {
            (Some(first), _) if is_near(&sentence.text[place.end..sentence.figures[first].0]) => {
                first..row_end(sentence, first) + 1
            }
            (_, Some(last)) if is_near(&sentence.text[sentence.after(last)..place.start]) => {
                let mut first = last;
                while first > 0 && in_row(sentence, first - 1, first) {
                    first -= 1;
                }
                first..last + 1
            }
            _ => continue,
        };
        // 883条,比上年增加41条,比前年增加97条,连续两年增长: changes are no members.
        if row.len() < 3 || changes.iter().any(|change| row.contains(&change.at)) {
            continue;
        }
        let value = |at: usize| sentence.figure(at).value;
        let is_in = |order: Ordering| row.clone().skip(1).all(|at| value(at - 1).cmp(&value(at)) == order);
        // The latest may be named first.
        let holds = is_in(order) || is_in(order.reverse()) && sentence.text.contains("20");
        let wrong = row.clone().skip(1).find(|&at| value(at - 1).cmp(&value(at)) != order).unwrap_or(row.start);
        let written: Vec<String> = row.clone().map(|at| value(at).to_string()).collect();
        let relation = if order == Ordering::Less { Relation::AtLeast } else { Relation::AtMost };
        let said = (sentence.text[place].to_owned(), relation);
        let other = wrong.checked_sub(1).filter(|_| wrong > row.start).unwrap_or(wrong);
        claims.push(claim(sentence, wrong, other, said, holds, written.join(", "), Decimal::ONE));
    }
    claims
}
