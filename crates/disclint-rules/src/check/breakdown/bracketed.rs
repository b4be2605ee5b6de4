//! Lists of parts in brackets: 240条(含图文140条、视频100条).

use std::ops::Range;

use rust_decimal::Decimal;

use super::kinds::Together;
use super::{Breakdown, Looked, is_mark};
use crate::check::passages::MARKS;

/// How many characters what a figure counts may have behind it.
const LONGEST_NOUN: usize = 16;

/// Brackets from the opening to before the closing one, those within others included.
pub(super) fn brackets(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '(' | '〔' | '【' => open.push(at),
            ')' | '〕' | '】' => found.extend(open.pop().map(|start| start..at)),
            _ => {}
        }
    }
    found
}

impl Looked<'_, '_> {
    /// `240条(含图文140条、视频100条)`: the parts stand in the bracket.
    pub(super) fn in_brackets(&self, found: &mut Vec<Breakdown>) {
        let sentence = self.sentence;
        for range in self.brackets.iter().filter(|range| range.start >= sentence.own) {
            // Right behind the whole, or it explains something else.
            let right_before = (0..sentence.figures.len()).find(|&at| sentence.after(at) == range.start);
            // 意见建议(留言52条、来信9条)61条: or right before it.
            let behind = range.end + ')'.len_utf8();
            let right_behind = || self.outside.iter().copied().find(|&at| sentence.figures[at].0 == behind);
            let beside = right_before.or_else(right_behind);
            let Some(whole) = beside.or_else(|| self.whole_of_noun(range.start)) else { continue };
            let deeper: Vec<&Range<usize>> =
                self.brackets.iter().filter(|other| range.start < other.start && other.end < range.end).collect();
            let inside = (0..sentence.figures.len()).filter(|&at| {
                let place = sentence.figures[at].0;
                at != whole && range.contains(&place) && !deeper.iter().any(|deep| deep.contains(&place))
            });
            let opening = sentence.text[range.start..].chars().next().map_or(0, char::len_utf8);
            let inner = &sentence.text[range.start + opening..range.end];
            if self.check.exempt.is_match(inner) {
                continue;
            }
            // 诉讼6件(直接起诉2件,均维持;复议后起诉4件,维持3件、未审结1件): what begins its statements is all of it.
            let inside: Vec<usize> = inside.collect();
            let heads: Vec<usize> = inside
                .iter()
                .enumerate()
                .filter(|&(place, &at)| {
                    let start = place.checked_sub(1).map_or(range.start, |before| sentence.after(inside[before]));
                    place == 0 || sentence.text[start..sentence.figures[at].0].contains(';')
                })
                .map(|(_, &at)| at)
                .collect();
            let is_headed = heads.len() >= 2
                && heads.len() < inside.len()
                && heads.iter().all(|&head| self.is_part(whole, head))
                && self.sum(&heads) == sentence.figure(whole).value;
            if is_headed {
                continue;
            }
            let mut parts = Vec::new();
            for part in inside {
                let label = sentence.words(part).0;
                if sentence.is_ratio(part) {
                    continue;
                }
                let is_part = self.is_part(whole, part) || self.counts_alike(whole, part);
                if self.check.asides.is_match(label) || self.check.remarks.is_match(label) || !is_part {
                    parts.clear();
                    break;
                }
                parts.push(part);
            }
            // 政策类156条(含解读171条): more than there is.
            if let [part] = parts[..]
                && beside == right_before
                && self.check.leads.places(inner).first().is_some_and(|lead| lead.start == 0)
                && sentence.figure(part).value > sentence.figure(whole).value
                && sentence.figure(part).value < sentence.figure(whole).value * Decimal::TWO
                && self.is_part(whole, part)
            {
                self.add(found, whole, &parts, false);
            }
            // One figure in a bracket is a remark; several that give kinds leave nothing out.
            if parts.len() >= 2 {
                let selects = self
                    .check
                    .leads
                    .places(inner)
                    .first()
                    .is_some_and(|lead| lead.start == 0 && !self.check.exhaustive.is_match(inner));
                let is_complete = self.kinds(whole, &parts) == Some(Together::Complete);
                let exhaustive = !inner.contains('等') && (!selects || is_complete);
                // Of fewer than ten, one more or less.
                let off = (self.sum(&parts) - sentence.figure(whole).value).abs();
                let is_near = off <= Decimal::ONE || self.is_almost(whole, &parts);
                // 86家预算单位(含行政单位41家、事业单位38家、其他8家): a selection is never more than there is.
                let is_beyond = is_near && self.sum(&parts) > sentence.figure(whole).value;
                if beside.is_none() && (selects && !is_beyond || !is_near && !self.is_meant(whole, &parts, false)) {
                    continue;
                }
                self.add(found, whole, &parts, exhaustive);
            }
        }
    }

    /// The figure that counts a noun right before a bracket: 1024条信息(甲418条、乙606条).
    fn whole_of_noun(&self, bracket: usize) -> Option<usize> {
        let sentence = self.sentence;
        let at = self.outside.iter().copied().rfind(|&at| sentence.after(at) <= bracket)?;
        let noun = &sentence.text[sentence.after(at)..bracket];
        (noun.chars().count() <= LONGEST_NOUN && !noun.contains(MARKS) && !noun.contains(is_mark)).then_some(at)
    }
}
