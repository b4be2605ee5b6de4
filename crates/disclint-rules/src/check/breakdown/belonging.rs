//! Whether the parts behind a lead are those of the whole before it, or of another.

use std::ops::Range;

use rust_decimal::Decimal;

use super::leads::Part;
use super::{LONGEST_GAP, Looked, is_mark};

impl Looked<'_, '_> {
    /// 62名,其中持证59名,新办证7名,换证12名: whether parts that no word calls complete are so much more than their whole,
    /// and by no slip, that one thing may be several of them.
    pub(super) fn are_attributes(&self, whole: usize, parts: &[usize], is_complete: bool) -> bool {
        let value = self.sentence.figure(whole).value;
        let off = self.sum(parts).saturating_sub(value);
        let is_digit = off.normalize().mantissa().unsigned_abs().to_string().trim_end_matches('0').len() == 1;
        !is_complete
            && parts.len() >= 2
            && off * Decimal::from(5) > value
            && parts.iter().all(|&part| self.sentence.figure(part).value <= value)
            && !is_digit
            && self.kinds(whole, parts).is_none()
            && !self.exclude_each_other(whole, parts)
            && !self.is_slip(whole, parts, 8)
    }

    /// Whether the sentence up to the clause that ends a list says that its parts overlap. What it says before the
    /// clause of the whole need not be about the list, and is not where a slip of the pen explains the difference:
    /// 解读与政策同步发布,共28篇,其中文字12篇、图文9篇、视频8篇.
    pub(super) fn is_exempt(&self, whole: usize, parts: &[usize], list_end: usize) -> bool {
        let text = &self.sentence.text;
        let end = text[list_end..].find([',', ';', '。', '\n']).map_or(text.len(), |end| list_end + end);
        if !self.check.exempt.is_match(&text[..end]) {
            return false;
        }
        let first = parts.first().map_or(whole, |&first| first.min(whole));
        let start = text[..self.sentence.figures[first].0].rfind([',', ';', '。']).unwrap_or(0);
        let own = text.get(start..end).unwrap_or(text);
        let is_near = parts.len() >= 3 && self.is_almost(whole, parts);
        self.check.exempt.is_match(own) || !is_near && !self.is_meant(whole, parts, true)
    }

    /// Whether the parts are subjects, of which one thing may have several.
    pub(super) fn overlap(&self, parts: &[Part]) -> bool {
        let is_subject = |part: &Part| {
            let words = &self.sentence.text[part.label.clone()];
            self.check.overlaps.is_match(words.rsplit(is_mark).next().unwrap_or(words))
                || self.check.overlaps.is_match(self.sentence.words(part.at).1)
        };
        let subjects = parts.iter().filter(|part| is_subject(part)).count();
        subjects >= 2 && subjects * 2 > parts.len()
    }

    /// 涉及征地11件、涉及规划7件、涉及其他5件: what takes the rest says that each thing has one.
    pub(super) fn takes_rest(&self, whole: usize, parts: &[Part]) -> bool {
        let listed: Vec<usize> = parts.iter().map(|part| part.at).collect();
        let (sum, value) = (self.sum(&listed), self.sentence.figure(whole).value);
        let is_last = parts.last().is_some_and(|part| self.check.rest.is_match(self.sentence.words(part.at).0));
        parts.len() >= 3 && is_last && (sum - value).abs() * Decimal::from(5) <= value
    }

    /// Whether the things counted are of one kind each.
    pub(super) fn is_distinct(&self, whole: usize) -> bool {
        let (before, after) = self.sentence.words(whole);
        self.check.distinct.is_match(before) || self.check.distinct.is_match(after)
    }

    /// Whether the lead itself tells subjects, of which one thing may have several; three or more that are
    /// barely more than the whole are meant to be kinds.
    pub(super) fn may_overlap(&self, whole: usize, lead: &Range<usize>, parts: &[Part]) -> bool {
        let words = self.sentence.text[lead.clone()].trim_start_matches(is_mark);
        let sum = parts.iter().fold(Decimal::ZERO, |sum, part| sum.saturating_add(self.sentence.figure(part.at).value));
        let is_near = sum * Decimal::TEN <= self.sentence.figure(whole).value * Decimal::from(11);
        self.check.overlaps.is_match(words) && !(parts.len() >= 3 && is_near)
    }

    /// The whole that is meant: of several, an earlier one that the parts add up to, or that alone is large
    /// enough for the first of them.
    pub(super) fn meant(&self, whole: usize, parts: &[Part]) -> usize {
        let value = |at: usize| self.sentence.figure(at).value;
        let sum: Decimal = parts.iter().map(|part| value(part.at)).sum();
        let too_small = parts.first().is_some_and(|first| value(first.at) > value(whole));
        // 新收28件,上年结转3件,共31件。按申请人分,自然人22件,组织6件: not of the last one.
        let is_before = self.sentence.figures[whole].0 < self.sentence.own;
        if sum == value(whole) || (sum < value(whole) && !is_before) {
            return whole;
        }
        // 72件,按阶段分为甲43件、乙29件,按区域分为丙47件、丁27件: divided before, and large enough but for a slip.
        let is_enough = |at: usize| {
            let between: Vec<usize> = (at + 1..=whole).filter(|&part| self.is_part(at, part)).collect();
            value(at).saturating_mul(Decimal::from(11)) >= sum.saturating_mul(Decimal::TEN)
                && self.sum(&between) == value(at)
        };
        let earlier = self.outside.iter().rev().copied().filter(|&at| at < whole && self.is_part(whole, at));
        let mut earlier = earlier.filter(|&at| !self.check.asides.is_match(self.sentence.words(at).0));
        earlier
            .clone()
            .find(|&at| value(at) == sum)
            .or_else(|| earlier.clone().find(|&at| too_small && value(at) >= sum))
            .or_else(|| earlier.find(|&at| too_small && is_enough(at)))
            .unwrap_or(whole)
    }

    /// Whether parts are so much more than a whole in the sentence before that they are of something named
    /// earlier: 登记54件。上年结转4件。从申请人看,自然人45件,企业9件.
    pub(super) fn is_of_another(&self, whole: usize, parts: &[Part]) -> bool {
        let sum = parts.iter().fold(Decimal::ZERO, |sum, part| sum.saturating_add(self.sentence.figure(part.at).value));
        let is_before = self.sentence.figures[whole].0 < self.sentence.own;
        let value = self.sentence.figure(whole).value;
        let first = parts.first().map_or(Decimal::ZERO, |part| self.sentence.figure(part.at).value);
        // Nobody writes a slip that large: one thing may be several of what is counted.
        let listed: Vec<usize> = parts.iter().map(|part| part.at).collect();
        let is_only = !self.outside.iter().any(|&at| at < whole && self.is_part(whole, at));
        (is_before || first > value || parts.len() >= 3)
            && sum > value.saturating_mul(Decimal::TWO)
            && !(is_only && (self.is_dropped(whole, &listed) || self.is_near_or_swapped(whole, &listed)))
    }

    /// 甲8件,主要是取证,其余33件: the rest besides the whole, and no part of it.
    pub(super) fn is_rest_of_another(&self, whole: usize, parts: &[Part]) -> bool {
        let [first, ..] = parts else { return false };
        let (rest, value) = (self.sentence.figure(first.at).value, self.sentence.figure(whole).value);
        rest > value && self.check.rest.is_match(self.sentence.words(first.at).0)
    }

    /// 邀请代表20人、企业18人、群众60人,三期分别到场35人、30人、33人: whether the parts are those of several wholes
    /// that stand side by side.
    pub(super) fn is_of_a_run(&self, whole: usize, parts: &[Part]) -> bool {
        let value = |at: usize| self.sentence.figure(at).value;
        let sum = parts.iter().fold(Decimal::ZERO, |sum, part| sum.saturating_add(value(part.at)));
        if sum <= value(whole) {
            return false;
        }
        let mut run = value(whole);
        self.outside.iter().rev().filter(|&&at| at < whole && self.is_part(whole, at)).any(|&at| {
            run = run.saturating_add(value(at));
            run == sum
        })
    }

    /// Whether a single part may be one of several wholes that stand side by side: 甲326条,乙158条,其中转载342条.
    pub(super) fn is_of_several(&self, whole: usize, parts: &[Part]) -> bool {
        let value = |at: usize| self.sentence.figure(at).value;
        let [part] = parts else { return false };
        let side_by_side = self.outside.iter().filter(|&&at| at <= whole && self.is_part(whole, at));
        let all = side_by_side.fold(Decimal::ZERO, |sum, &at| sum.saturating_add(value(at)));
        value(part.at) > value(whole) && all > value(whole) && value(part.at) <= all
    }

    /// 三条信息分别获120条、80条、110条评论: one figure for each of them.
    pub(super) fn is_of_each(&self, whole: usize, lead: &Range<usize>, parts: &[Part]) -> bool {
        let value = |at: usize| self.sentence.figure(at).value;
        let gap = self.sentence.text.get(self.sentence.after(whole)..lead.start);
        value(whole) == Decimal::from(parts.len())
            && gap.is_some_and(|gap| !gap.is_empty() && !gap.contains(is_mark))
            && parts.iter().all(|part| value(part.at) > value(whole))
    }

    /// Whether the figure behind the list is its sum: 邮寄4件。按结果分:公开21件、不予公开3件,合计24件. One that says
    /// so may have another unit: 专职1名、兼职3名,共4人.
    pub(super) fn has_own_total(&self, whole: usize, parts: &[usize]) -> bool {
        let value = |at: usize| self.sentence.figure(at).value;
        let Some(&last) = parts.last().filter(|_| parts.len() >= 2) else { return false };
        let sum = self.sum(parts);
        // 四个月合计96件: how many they are may stand before it.
        let mut next = self.outside.iter().copied().filter(|&at| at > last).take(2);
        let is_total = |at: usize| self.is_part(whole, at) || self.check.wholes.is_match(self.words(at).0);
        sum != value(whole) && next.any(|next| value(next) == sum && is_total(next))
    }

    /// Whether the last of some parts are those of another figure before the list:
    /// 收到27件、办结28件,其中上年结转2件;自然人24件、组织3件.
    pub(super) fn belongs_elsewhere(&self, whole: usize, parts: &[usize]) -> bool {
        let value = |at: usize| self.sentence.figure(at).value;
        let Some(&first) = parts.first().filter(|_| self.sum(parts) != value(whole)) else { return false };
        let mut others =
            self.outside.iter().copied().filter(|&at| at < first && at != whole && self.is_part(whole, at));
        others.any(|other| (1..parts.len().saturating_sub(1)).any(|from| self.sum(&parts[from..]) == value(other)))
    }

    /// Whether the list has another item that is counted in another unit: 33篇,包括图解12篇、视频2个.
    pub(super) fn goes_on_in_other_units(&self, whole: usize, parts: &[usize]) -> bool {
        let Some(&last) = parts.last() else { return false };
        let Some(next) = self.outside.iter().copied().find(|&at| at > last) else { return false };
        let gap = &self.sentence.text[self.sentence.after(last)..self.sentence.figures[next].0];
        let (own, others) = (self.sentence.figure(whole).counts_in(), self.sentence.figure(next).counts_in());
        gap.starts_with('、')
            && gap.len() <= LONGEST_GAP
            && !gap.contains([',', ';', '。'])
            && others.is_some()
            && others != own
            && !self.sentence.is_ratio(next)
    }
}
