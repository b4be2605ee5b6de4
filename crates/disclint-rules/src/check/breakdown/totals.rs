//! Totals that stand behind their parts: 网络72件,信函21件,合计93件.

use std::ops::Range;

use rust_decimal::Decimal;

use super::{Breakdown, Looked, is_mark};
use crate::check::passages::{pairs, undivided};
use crate::slips::is_swapped;

/// How many figures before a total are tried in every combination.
const MOST_COMBINED: usize = 8;

/// One in how many differences a slip must explain where nothing but that tells what a total sums up.
const RARE: i64 = 12;

/// How sure the words are that a figure sums up those before it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Words {
    Sure,
    Likely,
}

/// A figure that sums up figures before it.
struct Total<'t> {
    whole: usize,
    words: Words,
    /// What it counts, if the words say so.
    like: &'t str,
}

impl Looked<'_, '_> {
    /// The figures that sum up others, in the order of the text.
    fn totals(&self) -> Vec<Total<'_>> {
        let text = &self.sentence.text;
        let mut totals: Vec<Total<'_>> = Vec::new();
        for (patterns, words) in [(&self.check.totals, Words::Sure), (&self.check.sums, Words::Likely)] {
            if !patterns.is_match(text) {
                continue;
            }
            for (place, like) in patterns.figures(text) {
                let Some(&whole) = self.outside.iter().find(|&&at| self.sentence.figures[at].0 == place) else {
                    continue;
                };
                if place >= self.sentence.own && totals.iter().all(|other| other.whole != whole) {
                    let like = like.map_or("", |like| &text[like]);
                    totals.push(Total { whole, words, like });
                    // 共培训5期386人次: what else it sums up.
                    let second = whole + 1;
                    if self.is_right_behind(whole) && totals.iter().all(|other| other.whole != second) {
                        totals.push(Total { whole: second, words, like });
                    }
                }
            }
        }
        totals.sort_unstable_by_key(|total| total.whole);
        totals
    }

    /// Whether a figure of another unit stands right behind a figure.
    fn is_right_behind(&self, at: usize) -> bool {
        let sentence = self.sentence;
        sentence.figures.get(at + 1).is_some_and(|next| next.0 == sentence.after(at))
            && sentence.figure(at).counts_in().is_some()
            && sentence.figure(at + 1).counts_in().is_some()
            && sentence.figure(at).counts_in() != sentence.figure(at + 1).counts_in()
            && self.outside.contains(&(at + 1))
    }

    /// The unit of the figure that a total stands beside: 5期386人次.
    fn other_unit(&self, whole: usize) -> Option<&'static str> {
        if self.is_right_behind(whole) {
            return self.sentence.figure(whole + 1).counts_in();
        }
        let before = whole.checked_sub(1).filter(|&before| self.is_right_behind(before))?;
        self.sentence.figure(before).counts_in()
    }

    /// Totals with the parts before them.
    pub(super) fn before_totals(&self, found: &mut Vec<Breakdown>) {
        let mut from = 0;
        for total in self.totals() {
            let counted = self.counted_parts(&total, from);
            let parts = self.parts_in_bracket(&total).or_else(|| self.parts_before(&total, from));
            // 来信57封,工单1284件,留言92条,三项合计1443件: as many as it says, in whatever units.
            let is_short = parts.as_ref().is_none_or(|parts| parts.len() < 2);
            if let Some(counted) = counted.filter(|counted| is_short || self.adds_up(total.whole, counted)) {
                from = self.sentence.after(total.whole);
                if !self.is_exempt(total.whole, &counted, from) {
                    self.add(found, total.whole, &counted, true);
                }
                continue;
            }
            let parts = parts.map(|parts| self.outermost(&total, parts));
            // What nothing is found for may be a part itself: 共公开甲13件、乙18件,合计31件.
            let Some(parts) = parts.filter(|parts| parts.len() >= 2) else { continue };
            let end = self.sentence.after(total.whole);
            // 共5期386人次 sum up the same list.
            if !self.is_right_behind(total.whole) {
                from = end;
            }
            if self.is_exempt(total.whole, &parts, end) || self.is_rest(total.whole) {
                continue;
            }
            // 甲128条、乙312条,两者占总量的88%,总量为500条: one share of all of them says that they are not all.
            let shares = (parts[0]..total.whole).filter(|&at| self.sentence.is_ratio(at)).count();
            if shares == 1 && self.sentence.is_ratio(total.whole - 1) && !self.adds_up(total.whole, &parts) {
                continue;
            }
            if self.adds_up(total.whole, &parts)
                || (!self.may_be(total.whole, &parts)
                    && !self.are_heads(total.whole, &parts)
                    && !self.has_own_parts(total.whole)
                    && !self.are_of_another(total.whole, &parts)
                    && self.is_near(&total, &parts))
            {
                self.add(found, total.whole, &parts, true);
            }
        }
    }

    /// 建议6件,提案5件,共21件: whether a total that names nothing stands right behind its parts, and nothing else is counted
    /// in their unit before it.
    fn is_bare_total(&self, total: &Total<'_>, parts: &[usize]) -> bool {
        let sentence = self.sentence;
        let place = sentence.figures[total.whole].0;
        let name = self.words(total.whole).0;
        let statement = sentence.text[..place].rfind(['。', ';']).unwrap_or(0);
        let is_other = |&at: &usize| {
            at < total.whole
                && sentence.figures[at].0 >= statement
                && self.is_part(total.whole, at)
                && !parts.contains(&at)
        };
        let behind = parts.last().map_or(place, |&last| sentence.after(last));
        sentence.text.get(behind..place).is_some_and(|gap| gap.matches(is_mark).count() == 1)
            && self.check.bare.is_match(name)
            && !self.outside.iter().any(is_other)
    }

    /// 城关所18条,最少的7条,其余3个所合计32条: whether a total is only of what is left.
    fn is_rest(&self, whole: usize) -> bool {
        let before = &self.sentence.text[..self.sentence.figures[whole].0];
        let clause = before.rfind(is_mark).unwrap_or(0);
        self.check.rest.is_match(&before[clause..])
    }

    /// 服务中心和17个分中心、238个村共256个: whether one stands before the first of the parts, joined to it and not counted.
    pub(super) fn names_one_more(&self, whole: usize, parts: &[usize]) -> bool {
        let Some(&first) = parts.first().filter(|&&first| first < whole) else { return false };
        if self.sum(parts).saturating_add(Decimal::ONE) != self.sentence.figure(whole).value {
            return false;
        }
        let before = &self.sentence.text[..self.sentence.figures[first].0];
        let statement = before.rfind(['。', ';', ',', super::FIGURE]).unwrap_or(0);
        before[statement..].ends_with(['和', '及', '与', '、'])
    }

    /// `(甲156条、乙12条)共168条`: the figures in a bracket right before the total's words.
    fn parts_in_bracket(&self, total: &Total<'_>) -> Option<Vec<usize>> {
        let sentence = self.sentence;
        let head = sentence.figures[total.whole].0 - sentence.words(total.whole).0.len();
        let range = self.brackets.iter().find(|range| range.end + ')'.len_utf8() == head)?;
        if sentence.text[range.clone()].contains('等') || self.check.exempt.is_match(&sentence.text[range.clone()]) {
            return None;
        }
        let inside: Vec<usize> =
            (0..total.whole).filter(|&at| range.contains(&sentence.figures[at].0) && !sentence.is_ratio(at)).collect();
        let follows = self.outside.iter().any(|&at| sentence.after(at) == range.start);
        (!follows && inside.iter().all(|&part| self.is_part(total.whole, part))).then_some(inside)
    }

    /// The counts before a total in other units than its own, if they are as many as its words say, or at least three
    /// that miss it by what a slip of the pen explains: 链接143个,错字68处,错放22条,累计整改243个.
    fn counted_parts(&self, total: &Total<'_>, from: usize) -> Option<Vec<usize>> {
        let sentence = self.sentence;
        let text = &sentence.text;
        let place = |at: usize| sentence.figures[at].0;
        let clause = text[..place(total.whole)].rfind(is_mark).unwrap_or(0);
        let statement = text[..clause].rfind('。').unwrap_or(0).max(from);
        let parts: Vec<usize> =
            self.outside.iter().copied().filter(|&at| place(at) >= statement && place(at) < clause).collect();
        let is_count = |at: usize| {
            let figure = sentence.figure(at);
            let (before, after) = sentence.words(at);
            figure.counts_in().is_some_and(|unit| self.check.mixed.is_match(unit))
                && sentence.is_exact(at, figure.counts_in())
                && !before.is_empty()
                && !self.check.asides.is_match(before)
                && (at == total.whole || !self.check.remarks.is_match(before))
                && after.is_empty()
                && self.check.leads.places(before).is_empty()
        };
        let is_list = parts.len() >= 2
            && is_count(total.whole)
            && parts.iter().all(|&at| is_count(at))
            && parts.iter().any(|&at| sentence.figure(at).counts_in() != sentence.figure(total.whole).counts_in())
            && parts.windows(2).all(|pair| text[sentence.after(pair[0])..place(pair[1])].matches(is_mark).count() == 1)
            && sentence.after(*parts.last()?) == clause;
        if !is_list {
            return None;
        }
        let off = (self.sum(&parts) - sentence.figure(total.whole).value).abs();
        let is_within = |share: i64| off * Decimal::from(share) <= sentence.figure(total.whole).value;
        let counts = self.outside.iter().any(|&at| {
            place(at) > clause && at < total.whole && sentence.figure(at).value == Decimal::from(parts.len())
        });
        // 整改断链16处、错字23处、栏目5个,共整改问题46个: the same deed.
        let head = total.like.char_indices().nth(2).map_or("", |(end, _)| &total.like[..end]);
        let is_deed = !head.is_empty() && text[statement..clause].contains(head);
        // 文字解读11篇、图表解读8篇、视频解读3个,共计发布解读材料23件: all named by it.
        let names_all = |noun: &str| parts.iter().all(|&part| sentence.words(part).0.contains(noun));
        let is_same = parts.len() >= 3 && (is_deed || pairs(total.like).any(names_all));
        let is_meant = counts && is_within(5)
            || off.is_zero()
            || is_same && is_within(10)
            || parts.len() >= 3 && is_within(15) && self.rarity(total.whole, &parts) >= RARE;
        is_meant.then_some(parts)
    }

    /// Without those that only divide one before them: 建议24件,主办16件、会办8件;提案31件,主办19件、会办12件;合计55件.
    fn outermost(&self, total: &Total<'_>, parts: Vec<usize>) -> Vec<usize> {
        if self.adds_up(total.whole, &parts) {
            return parts;
        }
        let outer = self.undivided(&parts);
        if outer.len() >= 2 { outer } else { parts }
    }

    /// Without those that add up to the one before them.
    pub(super) fn undivided(&self, parts: &[usize]) -> Vec<usize> {
        let values: Vec<Decimal> = parts.iter().map(|&part| self.sentence.figure(part).value).collect();
        undivided(&values).into_iter().map(|place| parts[place]).collect()
    }

    /// 第一期42人、第二期38人,累计80人次: whether what a total counts is how often what a part counts came.
    fn sums_up_times(&self, total: usize, part: usize) -> bool {
        let unit = |at: usize| self.sentence.figure(at).counts_in();
        let is_times =
            unit(total).and_then(|total| total.strip_suffix('次')).is_some_and(|one| unit(part) == Some(one));
        is_times && self.counts_alike(total, part)
    }

    /// 上半年受理18件,下半年受理21件;全年答复38件,其中上半年17件、下半年21件: whether the parts behind a total add up
    /// to it.
    fn has_own_parts(&self, whole: usize) -> bool {
        let mut sum = Decimal::ZERO;
        let behind = self.outside.iter().filter(|&&at| at > whole && self.is_part(whole, at)).take(MOST_COMBINED);
        let sums = behind.map(|&at| {
            sum = sum.saturating_add(self.sentence.figure(at).value);
            sum
        });
        sums.skip(1).any(|sum| sum == self.sentence.figure(whole).value)
    }

    /// Whether the first figures of the statements before a total add up to it.
    fn are_heads(&self, whole: usize, parts: &[usize]) -> bool {
        let sentence = self.sentence;
        let heads = parts.iter().enumerate().filter(|&(place, &part)| {
            place == 0
                || sentence.text[sentence.after(parts[place - 1])..sentence.figures[part].0].contains([';', '。'])
        });
        let (count, sum) = heads.fold((0, Decimal::ZERO), |(count, sum), (_, &part)| {
            (count + 1, sum.saturating_add(sentence.figure(part).value))
        });
        count >= 2 && sum == sentence.figure(whole).value
    }

    /// The figures before a total that it sums up, from the place `from` on.
    fn parts_before(&self, total: &Total<'_>, from: usize) -> Option<Vec<usize>> {
        let sentence = self.sentence;
        let place = |at: usize| sentence.figures[at].0;
        // Up to the words that name the total.
        let head = place(total.whole) - sentence.words(total.whole).0.len();
        // After a lead the figures are parts of that lead's whole, if it has one.
        let mut leads = self.check.leads.places(&sentence.text[..head]);
        leads.retain(|lead| !self.brackets.iter().any(|range| range.contains(&lead.start)));
        // 四个季度分别发现问题41个、38个、33个、25个: how many they are is no whole.
        let counts = |count: usize, lead: &Range<usize>| {
            let behind = self.outside.iter().filter(|&&at| at < total.whole && place(at) >= lead.end);
            let parts = behind.filter(|&&at| self.is_part(count, at)).count();
            sentence.figure(count).value == Decimal::from(parts)
        };
        let from = match leads.last().filter(|lead| lead.start >= from) {
            Some(lead) => match self.whole_before(lead, head) {
                Some((whole, is_far)) if !is_far && !counts(whole, lead) => return None,
                _ => lead.end,
            },
            None => from,
        };
        let before = self.outside.iter().copied().filter(|&at| at < total.whole && place(at) >= from);
        let mut parts = Vec::new();
        let other = self.other_unit(total.whole);
        let mut next = total.whole;
        for at in before.rev() {
            // 在15个镇设立查阅点15个, 三项合计: a figure that another follows without a mark only says where.
            let says_where = !sentence.text[sentence.after(at)..place(next)]
                .contains(|c| is_mark(c) || "和及与".contains(c))
                && next != total.whole
                && self.is_part(total.whole, next);
            next = at;
            let is_aside = self.check.asides.is_match(sentence.words(at).0);
            // 每次分别为45人、38人、42人,合计125人次: without the first one they are not all.
            if is_aside && self.sums_up_times(total.whole, at) {
                return None;
            }
            if says_where || sentence.is_ratio(at) || is_aside {
                continue;
            }
            if self.is_part(total.whole, at) || self.sums_up_times(total.whole, at) {
                parts.push(at);
            } else if sentence.figure(at).counts_in() == sentence.figure(total.whole).counts_in() {
                // An inexact part leaves the sum open.
                return None;
            } else if !self.is_label(total.whole, at) && (other.is_none() || sentence.figure(at).counts_in() != other) {
                break;
            }
        }
        parts.reverse();
        // 上报86条,市级采用31条,省级采用4条,合计采用35条: what is more than the total is no part of it.
        let value = |at: usize| self.sentence.figure(at).value;
        // 614家、58家,共222家: unless two of its digits have changed places.
        let is_more = |part: usize| value(part) >= value(total.whole) && !self.swaps_to_fit(part, total.whole, &parts);
        let outer = parts.iter().rposition(|&part| is_more(part));
        let inner = outer.map_or(0, |outer| outer + 1);
        if parts.len() >= inner + 2 {
            // 快报142期、报告37期、材料58期,农时服务合计93期: one of the same row is none without the others.
            let gap = |pair: &[usize]| &sentence.text[sentence.after(pair[0])..place(pair[1])];
            if outer.is_some_and(|outer| !gap(&parts[outer..outer + 2]).contains([',', ';', '。', ':'])) {
                return None;
            }
            parts.drain(..inner);
        }
        // 民政干部18人、专干93人参加每期培训,两期共222人次: each came so often.
        let sum = self.sum(&parts);
        let came_again = !sum.is_zero() && value(total.whole) > sum && (value(total.whole) % sum).is_zero();
        let are_times = parts.iter().any(|&part| self.sums_up_times(total.whole, part));
        Some(parts).filter(|_| !(are_times && came_again))
    }

    /// Whether a part makes the sum right once two of its digits change places.
    fn swaps_to_fit(&self, part: usize, whole: usize, parts: &[usize]) -> bool {
        let value = |at: usize| self.sentence.figure(at).value;
        let off = self.sum(parts).saturating_sub(value(whole));
        is_swapped(value(part), value(part).saturating_sub(off))
    }

    fn adds_up(&self, whole: usize, parts: &[usize]) -> bool {
        self.sum(parts) == self.sentence.figure(whole).value
    }

    /// Whether a figure before, or a sum of several, is the total: of the last ones, or of any where others stand
    /// between the parts.
    fn may_be(&self, whole: usize, parts: &[usize]) -> bool {
        let value = |at: usize| self.sentence.figure(at).value;
        let total = value(whole);
        let before: Vec<usize> = (0..whole).rev().filter(|&at| self.is_part(whole, at)).take(MOST_COMBINED).collect();
        // Nobody adds up all but the last.
        let mut sum = Decimal::ZERO;
        // 县级1个、镇级12个、村级86个,共98个: of a row nobody leaves out the first.
        let is_joined = |at: usize| {
            let head = at.checked_sub(1).filter(|&head| parts.contains(&head));
            head.is_some_and(|head| {
                let gap = &self.sentence.text[self.sentence.after(head)..self.sentence.figures[at].0];
                gap.starts_with('、') && gap.matches(is_mark).count() == 1
            })
        };
        let in_a_row = before.iter().any(|&at| {
            sum = sum.saturating_add(value(at));
            sum == total && !is_joined(at)
        });
        let is_plain = parts.windows(2).all(|pair| pair[0] + 1 == pair[1]);
        if in_a_row || is_plain {
            return in_a_row;
        }
        let mut sums = vec![Decimal::ZERO];
        for at in before {
            for sum in 0..sums.len() {
                sums.push(sums[sum].saturating_add(value(at)));
            }
        }
        sums[1..].contains(&total)
    }

    /// Whether a total is so near to what its parts add up to that it is meant to be that.
    fn is_near(&self, total: &Total<'_>, parts: &[usize]) -> bool {
        let sentence = self.sentence;
        let (sum, whole) = (self.sum(parts), sentence.figure(total.whole).value);
        let off = (sum - whole).abs();
        let within = |share: i64| off <= sum.max(whole) * Decimal::new(share, 2);
        let listed = &sentence.text[..sentence.figures[total.whole].0 - sentence.words(total.whole).0.len()];
        let same = total.like.char_indices().nth(2).map_or(total.like, |(end, _)| &total.like[..end]);
        // 修订制度2项,新建制度3项,共出台制度5项: it may do otherwise with the same things.
        let noun = total.like.char_indices().rev().nth(1).map_or("", |(start, _)| &total.like[start..]);
        let is_same = listed.contains(same);
        let swaps_to_fit = || parts.iter().any(|&part| self.swaps_to_fit(part, total.whole, parts));
        if is_swapped(whole, sum) || self.is_bare_total(total, parts) && (within(50) || swaps_to_fit()) {
            return true;
        }
        // 意向27条、公告24条、中标23条和合同19条,以上四类信息共计83条: it says how many it adds up.
        let behind = parts.last().map_or(0, |&last| sentence.after(last));
        let says_count = self.outside.iter().any(|&at| {
            let place = sentence.figures[at].0;
            place >= behind && at < total.whole && sentence.figure(at).value == Decimal::from(parts.len())
        });
        if says_count && parts.len() >= 3 && within(20) {
            return true;
        }
        let has_noun = noun.len() < total.like.len() && listed.contains(noun);
        match total.words {
            Words::Sure if is_same => within(50),
            Words::Likely if is_same => {
                within(20) || off <= Decimal::TWO && within(40) || self.is_slip(total.whole, parts, 8)
            }
            _ if has_noun && off <= Decimal::ONE => within(40),
            Words::Sure if off <= Decimal::ONE => within(10),
            // 保留86件,修改12件,废止19件,共清理127件: kinds of one thing.
            _ if self.kinds(total.whole, parts).is_some() => within(20) || self.is_slip(total.whole, parts, 20),
            _ => within(5) || self.is_slip(total.whole, parts, 20),
        }
    }
}
