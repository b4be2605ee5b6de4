//! A sentence that divides once more what sentences before it have counted: 共156条。…。按内容分,防治57条,管理63条….

use rust_decimal::Decimal;

use super::super::Subject;
use super::super::passages::{Extent, Passage, extents};
use super::super::silence::{Search, Silence};
use super::{Breakdown, Looked, is_mark};
use crate::pack::BreakdownCheck;
use crate::slips::is_slip;

/// How many sentences before may tell the whole.
const SENTENCES_BEFORE: usize = 3;

/// How far off the sum may be without being a slip of the pen, and as what part of the whole.
const FAR: Decimal = Decimal::from_parts(3, 0, 0, false, 0);
const NEAR: Decimal = Decimal::from_parts(5, 0, 0, false, 0);

/// Adds the lists whose whole no other search has found; `rule` is the rule's number.
pub(super) fn add(subject: &Subject<'_>, rule: usize, check: &BreakdownCheck, found: &mut Vec<Breakdown>) {
    let extents = extents(subject);
    let worth = |extent: &Extent| extent.figures.len() >= 2;
    let silence = Silence::new(subject, Search::Third(rule), (SENTENCES_BEFORE, 0));
    let lists: Vec<Breakdown> = silence.gather(worth, |at, lists| {
        let first = at.saturating_sub(SENTENCES_BEFORE);
        let first = (first..=at).find(|&other| extents[other].section == extents[at].section).unwrap_or(at);
        let text = extents[at].text(subject);
        if first == at || check.disclaims.is_match(text) || check.exempt.is_match(text) || check.apart.is_match(text) {
            return;
        }
        let passage = Passage::read_with(subject, extents, first..at + 1);
        lists.extend(divided(check, &passage));
    });
    let prose = &subject.document.prose.figures;
    for list in lists {
        let is_new = |number: usize| found.iter().all(|other| other.leaves(number));
        // What they add up to may be told elsewhere, or stand in a table.
        let sum = list.parts.iter().fold(Decimal::ZERO, |sum, &part| sum.saturating_add(prose[part].value));
        let is_told = prose.iter().any(|figure| figure.value == sum && figure.unit == prose[list.whole].unit);
        let cells = subject.document.tables.iter().flat_map(|table| table.rows.iter().flat_map(|row| &row.cells));
        let is_known = list.exhaustive && (is_told || cells.into_iter().any(|cell| cell.number() == Some(sum)));
        if !is_known && list.parts.iter().all(|&part| is_new(part)) {
            found.push(list);
        }
    }
}

/// The list that the last sentence of a passage is, with the whole that the others have.
fn divided(check: &BreakdownCheck, passage: &Passage<'_>) -> Option<Breakdown> {
    let own = &passage.text[passage.own..];
    let first = passage.figures.iter().position(|(place, _)| *place >= passage.own)?;
    let head = &passage.text[passage.own..passage.figures[first].0];
    let opener = check.afresh.places(head).first().map(|opener| opener.end);
    let unit = passage.figure(first).counts_in();
    let looked = Looked::new(check, passage);
    // One mark between each two, and nothing counted behind them.
    let mut parts = Vec::new();
    for at in first..passage.figures.len() {
        let is_next = parts.last().is_none_or(|&last: &usize| {
            let gap = &passage.text[passage.after(last)..passage.figures[at].0];
            gap.starts_with(is_mark) && gap.matches(is_mark).count() == 1 && !gap.contains(['(', ')'])
        });
        if !is_next || !passage.is_exact(at, unit) {
            return None;
        }
        parts.push(at);
    }
    let value = |at: usize| passage.figure(at).value;
    let sum = parts.iter().fold(Decimal::ZERO, |sum, &at| sum.saturating_add(value(at)));
    let earlier: Vec<usize> = (0..first).filter(|&at| passage.is_exact(at, unit)).collect();
    let is_side = |at: usize| check.asides.is_match(passage.words(at).0);
    if parts.iter().any(|&at| is_side(at)) || own.contains('等') {
        return None;
    }
    let whole = match opener {
        Some(_) if parts.len() >= 3 => {
            // What they add up to may be a sum itself.
            let is_known = (0..earlier.len()).any(|from| {
                let mut all = Decimal::ZERO;
                earlier[from..].iter().any(|&at| {
                    all = all.saturating_add(value(at));
                    all == sum
                })
            });
            let most = parts.iter().map(|&at| value(at)).max()?;
            let is_near = |&at: &usize| {
                let off = (value(at) - sum).abs();
                let is_small = off <= FAR && off.saturating_mul(NEAR) <= value(at);
                let is_slipped = looked.rarity(at, &parts) > 0 && off.saturating_mul(NEAR) <= value(at);
                value(at) > most && !is_side(at) && (is_small || is_slipped || is_slip(sum, value(at)))
            };
            let whole = earlier.iter().copied().filter(is_near).min_by_key(|&at| (value(at) - sum).abs());
            whole.filter(|_| !is_known)?
        }
        _ => {
            // 保障性住房信息53条。…。其中保障性住房信息包括…: what the sentence begins with was counted before.
            let head = own.strip_prefix("其中").unwrap_or(own).trim_start_matches([',', ':']);
            let mut named = earlier.iter().copied().filter(|&at| {
                let name = passage.words(at).0;
                let name = name.strip_prefix("其中").unwrap_or(name);
                let is_name = name.chars().count() >= 4 && !name.contains(|c: char| c.is_ascii_digit());
                is_name && head.starts_with(name) && !head[name.len()..].starts_with('的')
            });
            let (Some(whole), None) = (named.next(), named.next()) else { return None };
            let is_more = sum > value(whole);
            if parts.len() < 2 || !is_more || (sum - value(whole)).saturating_mul(NEAR) > value(whole) {
                return None;
            }
            whole
        }
    };
    let number = |at: usize| passage.figures[at].1;
    let parts = parts.iter().map(|&at| number(at)).collect();
    Some(Breakdown { whole: number(whole), parts, exhaustive: opener.is_some(), is_told: true })
}
