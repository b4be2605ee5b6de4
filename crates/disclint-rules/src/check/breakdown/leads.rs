//! Lists of parts behind a lead such as 其中, 分别为 or a colon.

use std::ops::Range;

use disclint_document::FIGURE;
use rust_decimal::Decimal;

use super::super::passages::MARKS;
use super::kinds::Together;
use super::{Breakdown, DASHES, LONGEST_FAR_GAP, LONGEST_GAP, Looked, is_mark, strongest};
use crate::slips::is_swapped;

/// A part in a list, by its place among the sentence's figures, with what stands before it.
pub(super) struct Part {
    pub(super) at: usize,
    pub(super) label: Range<usize>,
    /// The strongest mark before it; a space if there is none.
    pub(super) mark: char,
}

impl Looked<'_, '_> {
    /// `225条,其中甲64条,乙161条`: the parts follow a lead.
    pub(super) fn after_leads(&self, found: &mut Vec<Breakdown>) {
        let text = &self.sentence.text;
        let is_inside = |lead: &Range<usize>| self.brackets.iter().any(|range| range.contains(&lead.start));
        let leads: Vec<Range<usize>> =
            self.check.leads.places(text).into_iter().filter(|lead| !is_inside(lead)).collect();
        let mut listed: Vec<usize> = Vec::new();
        for (number, lead) in leads.iter().enumerate() {
            if lead.end <= self.sentence.own {
                continue;
            }
            // 共154份,由甲解读12份,由乙解读29份: one list, whose parts all begin with the lead.
            // 就内容看,涉及甲30条,涉及乙40条: or whose others do.
            let is_same = |other: &Range<usize>| {
                let words = text[other.clone()].trim_start_matches(is_mark);
                text[lead.clone()].starts_with(is_mark) && text[other.clone()] == text[lead.clone()]
                    || text[other.clone()].starts_with(is_mark) && text[lead.end..].starts_with(words)
            };
            if number.checked_sub(1).is_some_and(|before| is_same(&leads[before])) {
                continue;
            }
            let other = number + 1 + leads[number + 1..].iter().take_while(|&other| is_same(other)).count();
            let end = leads.get(other).map_or(text.len(), |next| next.start);
            // 去年分别为: of another time, or of something else.
            let clause = &text[..lead.start];
            let clause = &clause[clause
                .rfind(is_mark)
                .map_or(0, |mark| mark + clause[mark..].chars().next().map_or(0, char::len_utf8))..];
            if !clause.contains(FIGURE) && (self.check.remarks.is_match(clause) || ends_with_year(clause)) {
                continue;
            }
            let Some((whole, is_far)) = self.whole_before(lead, end) else { continue };
            let nested = listed.contains(&whole);
            let (mut parts, mut closed) = self.list(whole, lead, end);
            if nested {
                // 甲200条,其中子项120条,乙100条: what stands behind the next mark may go on with the outer list.
                let same = parts.iter().skip(1).take_while(|part| matches!(part.mark, '、' | ' ')).count();
                closed &= parts.len() <= same + 1;
                parts.truncate(same + 1);
            }
            // 58名干部中,优秀19人: in another word for the same.
            let is_far = is_far || parts.iter().any(|part| !self.is_part(whole, part.at));
            let Some(last) = parts.last() else { continue };
            let list_end = self.sentence.after(last.at);
            // 3件,由我局主办的申请为5件: some leads only head lists.
            if parts.len() == 1 && self.check.several.is_match(&text[lead.clone()]) {
                continue;
            }
            let all: Vec<usize> = parts.iter().map(|part| part.at).collect();
            // A list that breaks off before the next lead may be that of a part.
            if text[list_end..end].starts_with('等')
                || self.is_exempt(whole, &all, list_end)
                || !self.is_distinct(whole)
                    && !self.is_closed(whole, &all)
                    && !self.takes_rest(whole, &parts)
                    && (self.overlap(&parts) || self.may_overlap(whole, lead, &parts))
            {
                continue;
            }
            let whole = self.meant(whole, &parts);
            // 共674条,网站109条、公众号303条、微博262条。其中安全生产38条…: not of the last of a list, but of all of it.
            let is_before = text.get(self.sentence.after(whole)..lead.start).is_some_and(|gap| gap.contains('。'));
            let is_item = || {
                let divides =
                    leads.iter().any(|other| self.sentence.figures[whole].0 > other.end && other.end < lead.start);
                divides && whole > 0 && self.is_part(whole, whole - 1)
            };
            if is_before
                && !self.check.wholes.is_match(self.words(whole).0)
                && (self.completes_another(whole) || is_item())
            {
                continue;
            }
            if self.is_of_another(whole, &parts)
                || self.is_rest_of_another(whole, &parts)
                || self.is_of_a_run(whole, &parts)
                || self.is_of_several(whole, &parts)
                || self.is_of_each(whole, lead, &parts)
            {
                continue;
            }
            self.end_of_list(whole, &mut parts);
            listed = parts.iter().map(|part| part.at).collect();
            // 收到27件、办结28件,其中结转2件;自然人24件、组织3件: what follows the first part is of another whole.
            let of_another = listed.len() >= 3 && self.sum(&listed) != self.sentence.figure(whole).value && {
                let rest = self.sum(&listed[1..]);
                let mut others = self.outside.iter().filter(|&&at| at < whole && self.is_part(whole, at));
                parts.get(1).is_some_and(|part| part.mark == ';')
                    && others.any(|&at| self.sentence.figure(at).value == rest)
            };
            if of_another || self.has_own_total(whole, &listed) || self.belongs_elsewhere(whole, &listed) {
                continue;
            }
            // 全年通报4次,共点名7个次,其中甲2次、乙2次、丙3次: they add up to what is told last, in another unit.
            let last_told = self.outside.iter().copied().rfind(|&at| self.sentence.after(at) <= lead.start);
            if last_told.is_some_and(|told| told != whole && self.sum(&listed) == self.sentence.figure(told).value) {
                continue;
            }
            let list_end = parts.last().map_or(list_end, |last| self.sentence.after(last.at));
            let lists_kinds = self.check.exhaustive.is_match(&text[lead.start..list_end])
                || self.kinds(whole, &listed) == Some(Together::Complete)
                || self.is_closed(whole, &listed);
            let takes_rest = parts.len() >= 2
                && parts.last().is_some_and(|part| self.check.rest.is_match(&text[part.label.clone()]));
            // A second lead within the list, or right behind another, selects.
            // Not one that divides the whole anew, or another: 按主体分,甲31篇、乙24篇;按形式分,…
            let is_anew =
                |next: &Range<usize>| text.get(list_end..next.start).is_some_and(|gap| gap.contains([';', '。']));
            // Nor one of shares: 县长信箱283件、部门信箱441件,办复率分别为99.65%和99.55%.
            let is_of_shares = |next: &Range<usize>| {
                let first = self.sentence.figures.iter().position(|figure| figure.0 >= next.end);
                first.is_some_and(|first| self.sentence.is_ratio(first))
            };
            let leads_on =
                leads.get(other).is_some_and(|next| end < text.len() && !is_anew(next) && !is_of_shares(next))
                    || number.checked_sub(1).is_some_and(|before| {
                        leads[before].end + LONGEST_GAP >= lead.start
                            && self.sentence.figures[whole].0 < leads[before].start
                    });
            let is_told = !self.check.joins.is_match(text[lead.clone()].trim_start_matches(is_mark));
            // A list that two digits would complete was meant to be complete.
            let exhaustive = closed
                && !leads_on
                && parts.len() >= 2
                && !self.goes_on_in_other_units(whole, &listed)
                && (lists_kinds
                    || takes_rest
                    || self.is_slip(whole, &listed, 60)
                    || self.is_meant(whole, &listed, is_told));
            if self.are_attributes(whole, &listed, lists_kinds || takes_rest)
                || is_far && !(listed.len() >= 2 && self.is_near_or_swapped(whole, &listed))
            {
                continue;
            }
            self.add(found, whole, &listed, exhaustive);
        }
    }

    /// Whether parts come so near to their whole, or would with two digits the other way round, that they are its own.
    pub(super) fn is_near_or_swapped(&self, whole: usize, parts: &[usize]) -> bool {
        let value = |at: usize| self.sentence.figure(at).value;
        let off = self.sum(parts).saturating_sub(value(whole));
        let meant = |part: usize| value(part).saturating_sub(off);
        self.is_almost(whole, parts)
            || is_swapped(value(whole), self.sum(parts))
            || parts.iter().any(|&part| is_swapped(value(part), meant(part)))
    }

    /// `甲1214条,乙1646条;甲的信息中,子项908条,子项316条`: the parts of a figure that is named again.
    pub(super) fn of_named(&self, found: &mut Vec<Breakdown>) {
        let sentence = self.sentence;
        let text = &sentence.text;
        for (place, like) in self.check.named.figures(text) {
            let Some(like) = like.filter(|like| like.start >= sentence.own) else { continue };
            let name = &text[like.clone()];
            // 主动公开目录信息125条;目录信息中: the name may be shorter, and what is counted stand behind it.
            let is_named = |&at: &usize| {
                let words = sentence.words(at).0;
                sentence.figures[at].0 < like.start && words.contains(name)
            };
            let mut wholes = self.outside.iter().copied().filter(is_named);
            // Of several nobody knows which.
            let (Some(whole), None) = (wholes.next(), wholes.next()) else { continue };
            let start = text[..place].rfind(is_mark).map_or(like.end, |mark| mark.max(like.end));
            let leads = self.check.leads.places(&text[place..]);
            let end = leads.first().map_or(text.len(), |lead| place + lead.start);
            let lead = like.start..start;
            let (parts, closed) = self.list(whole, &lead, end);
            let Some(last) = parts.last() else { continue };
            let list_end = sentence.after(last.at);
            let listed: Vec<usize> = parts.iter().map(|part| part.at).collect();
            if text[list_end..].starts_with('等') || self.is_exempt(whole, &listed, list_end) || self.overlap(&parts) {
                continue;
            }
            let exhaustive = closed && (self.is_meant(whole, &listed, true) || self.is_closed(whole, &listed));
            // Another pattern may have found the same, by a longer name.
            let (number, parts) = (self.number(whole), listed.iter().map(|&part| self.number(part)));
            if !found.iter().any(|other| other.whole == number && other.parts.iter().copied().eq(parts.clone())) {
                self.add(found, whole, &listed, exhaustive);
            }
        }
    }

    /// The whole of the parts behind a lead: a figure in the lead, or the last one before it that is of the
    /// first part's unit and no remark.
    /// Whether it stands so far before them that only their sum can tell is the second answer.
    pub(super) fn whole_before(&self, lead: &Range<usize>, end: usize) -> Option<(usize, bool)> {
        let sentence = self.sentence;
        let place = |at: usize| sentence.figures[at].0;
        let mut behind = self.outside.iter().copied().filter(|&at| place(at) >= lead.end && place(at) < end);
        let is_first = |&at: &usize| {
            let next = at + 1;
            !self.is_heading(at, lead) && (next >= sentence.figures.len() || !self.is_label(next, at))
        };
        let first = behind.find(is_first)?;
        // 归为三类: is how many parts there are.
        let is_count = |at: usize| {
            let (count, unit) = (sentence.figure(at), sentence.figure(first).counts_in());
            count.counts_in() != unit
                && count.value <= Decimal::TEN
                && self.outside.iter().any(|&other| other < at && self.is_part(first, other))
        };
        if let Some(in_lead) = self.outside.iter().copied().find(|&at| lead.contains(&place(at)))
            && !is_count(in_lead)
        {
            return Some((in_lead, false));
        }
        let mut gap_end = lead.start;
        let mut is_far = false;
        for &at in self.outside.iter().rev().filter(|&&at| place(at) < lead.start).take(4) {
            let gap = &sentence.text[sentence.after(at)..gap_end];
            // The one before the full stop may stand further off.
            let longest = if gap.contains('。') { 2 * LONGEST_GAP } else { LONGEST_GAP };
            let length = self.without_brackets(sentence.after(at)..gap_end);
            if length > LONGEST_FAR_GAP || length > longest && gap.contains(['。', ';']) {
                return None;
            }
            is_far |= length > longest;
            if sentence.figure(at).counts_in() == sentence.figure(first).counts_in()
                && !self.check.asides.is_match(sentence.words(at).0)
            {
                return Some((at, is_far));
            }
            gap_end = place(at);
        }
        None
    }

    /// How long a stretch is, brackets not counted.
    fn without_brackets(&self, stretch: Range<usize>) -> usize {
        let inside = self.brackets.iter().filter(|range| stretch.contains(&range.start) && range.end <= stretch.end);
        stretch.len().saturating_sub(inside.map(Range::len).sum())
    }

    /// The parts behind a lead, and whether their list is known to be whole.
    fn list(&self, whole: usize, lead: &Range<usize>, end: usize) -> (Vec<Part>, bool) {
        let (sentence, check) = (self.sentence, self.check);
        let text = &sentence.text;
        let mut parts: Vec<Part> = Vec::new();
        let mut from = lead.end;
        for &at in &self.outside {
            let place = sentence.figures[at].0;
            if place < lead.end || place >= end {
                continue;
            }
            // A share goes with the part before it.
            if sentence.is_ratio(at) {
                from = sentence.after(at);
                continue;
            }
            let label = from..place;
            let words = &text[label.clone()];
            let mark = strongest(words);
            let is_first = parts.is_empty();
            // Words before the first mark go with the part before: 3件予以公开,2件不予公开.
            let own = if is_first { words } else { words.find(is_mark).map_or(words, |mark| &words[mark..]) };
            // 22项按月更新,9项按季更新,另有6项按年更新: what all but completes the list is none besides.
            let all_but = || {
                let listed: Vec<usize> = parts.iter().map(|part| part.at).collect();
                let (before, value) = (self.sum(&listed), sentence.figure(whole).value);
                let off = (before.saturating_add(sentence.figure(at).value) - value).abs();
                let is_among = text[lead.clone()].trim_end_matches(is_mark).ends_with('中');
                // 9次,其中6次…、2次…,另有2次…: of fewer than ten one more or less, where the others are not all there is.
                let is_near = off * Decimal::TEN <= value || off <= Decimal::ONE && before != value;
                (parts.len() >= 2 || is_among) && is_near && self.is_part(whole, at)
            };
            if !is_first && own.split(is_mark).any(|piece| check.more.is_match(piece)) && !all_but() {
                return (parts, false);
            }
            // 其中甲3件,其余为乙类申请;办结26件: the rest is not counted.
            let is_rest_open = || {
                let mut pieces = own.split(is_mark);
                let _label = pieces.next_back();
                pieces.any(|piece| check.rest.is_match(piece))
            };
            if !is_first && mark == ';' && is_rest_open() {
                return (parts, false);
            }
            if mark == '。' || own.split(is_mark).any(|piece| check.asides.is_match(piece)) {
                break;
            }
            // A list may break off in the middle only where a new clause begins.
            let is_list = mark == '、' && text[lead.clone()].ends_with(':');
            let is_kind = || {
                let mut all: Vec<usize> = parts.iter().map(|part| part.at).collect();
                all.push(at);
                (mark == '、' || !is_first && mark == ',')
                    && self.is_part(whole, at)
                    && self.kinds(whole, &all).is_some()
            };
            // A list may name deeds, if nothing parts them but the weakest mark or all name the same.
            let is_deed = || {
                let mut all: Vec<usize> = parts.iter().map(|part| part.at).collect();
                all.push(at);
                let is_remark = own.split(is_mark).any(|piece| check.remarks.is_match(piece));
                self.is_part(whole, at) && !is_remark && (mark == '、' || self.begin_alike(&all))
            };
            let is_list = is_list || is_kind() || (!is_first && is_deed());
            if !is_first && !is_list && own.split(is_mark).any(|piece| check.stops.is_match(piece)) {
                // 保留287件,修改46件,废止52件: what begins another statement may yet be a part.
                let sum: Decimal = parts.iter().map(|part| sentence.figure(part.at).value).sum();
                let may_be_part = text[lead.clone()].ends_with(':')
                    && self.is_part(whole, at)
                    && sum.saturating_add(sentence.figure(at).value) <= sentence.figure(whole).value;
                return (parts, mark != '、' && !may_be_part);
            }
            // 其余为监管类申请;已办结26件: what is left was told without a number.
            let mut pieces = own.rsplit(is_mark);
            pieces.next();
            if !is_first && pieces.any(|piece| check.rest.is_match(piece)) {
                return (parts, false);
            }
            if self.is_label(whole, at) {
                continue;
            }
            if is_first && self.is_heading(at, lead) {
                from = sentence.after(at);
                continue;
            }
            let is_alike = || lead.contains(&sentence.figures[whole].0) && self.counts_alike(whole, at);
            if !(self.is_part(whole, at) || is_alike()) {
                // An inexact part leaves the sum open; another unit ends the list.
                if sentence.figure(at).counts_in() == sentence.figure(whole).counts_in() {
                    return (Vec::new(), false);
                }
                break;
            }
            // 网站86条,其中原创30条;公众号60条: without a colon one part alone does not begin a list with semicolons.
            let is_over = || {
                parts
                    .iter()
                    .map(|part| part.at)
                    .chain([at])
                    .fold(Decimal::ZERO, |sum, at| sum.saturating_add(sentence.figure(at).value))
                    > sentence.figure(whole).value
            };
            if mark == ';' && parts.len() == 1 && !text[lead.clone()].ends_with(':') && is_over() {
                return (parts, true);
            }
            let begins_anew = match mark {
                ';' => parts.len() == 1 || parts.iter().skip(1).any(|part| part.mark != ';'),
                ',' => true,
                _ => false,
            };
            if !is_first
                && begins_anew
                && sentence.figure(at).value > sentence.figure(whole).value
                && !self.goes_on(whole, &parts, at, words)
                || mark == ';' && parts.iter().skip(1).any(|part| part.mark != ';')
            {
                // 138件:——公开64件、部分公开10件;——不予公开18件: another item of the same list.
                return (parts, !words.contains(DASHES));
            }
            // 其中涉企19件、惠民25件,解读31件: far too much, and behind another mark.
            let is_other = || {
                let listed: Vec<usize> = parts.iter().map(|part| part.at).collect();
                let (sum, whole) = (self.sum(&listed), sentence.figure(whole).value);
                let over = sum.saturating_add(sentence.figure(at).value) - whole;
                sum * Decimal::TEN <= whole * Decimal::from(11) && over * Decimal::from(5) > whole
            };
            if mark == ','
                && parts.len() >= 2
                && parts.iter().skip(1).all(|part| part.mark == '、')
                && !check.rest.is_match(words)
                && is_other()
            {
                return (parts, true);
            }
            parts.push(Part { at, label, mark });
            from = sentence.after(at);
        }
        (parts, true)
    }

    /// Whether a figure right behind a lead says how many parts follow: 由三部分构成:甲410条,乙228条.
    fn is_heading(&self, at: usize, lead: &Range<usize>) -> bool {
        let sentence = self.sentence;
        let next = (at + 1..sentence.figures.len()).find(|&next| !self.is_enumerator(next));
        let Some(next) = next else { return false };
        // 访谈7期,其中主要负责人参加9期,解答提问86个: it counts what is counted before.
        let unit = sentence.figure(at).counts_in();
        let is_part = (0..at)
            .any(|before| sentence.figures[before].0 < lead.start && sentence.figure(before).counts_in() == unit);
        !is_part
            && sentence.figures[at].0 >= lead.end
            && !sentence.text[lead.end..sentence.figures[at].0].contains(MARKS)
            && sentence.figure(at).counts_in() != sentence.figure(next).counts_in()
            && sentence.figure(at).value <= Decimal::TEN
            && sentence.text[sentence.after(at)..sentence.figures[next].0].contains([':', ','])
    }

    /// Whether a figure only counts off the parts: 一类是征地,11件.
    fn is_enumerator(&self, at: usize) -> bool {
        let (figures, text) = (&self.sentence.figures, &self.sentence.text);
        figures.get(at + 1).is_some_and(|next| self.check.enumerators.is_match(&text[figures[at].0..next.0]))
    }

    /// Whether a figure is but part of the words before a part: 一级事项36项.
    pub(super) fn is_label(&self, whole: usize, at: usize) -> bool {
        let sentence = self.sentence;
        let next = at + 1;
        sentence.figure(at).counts_in() != sentence.figure(whole).counts_in()
            && !sentence.is_ratio(at)
            && next < sentence.figures.len()
            && (!self.is_marked_between(at, next) || self.is_enumerator(at))
            && (self.is_part(whole, next) || self.is_label(whole, next))
    }

    /// Whether a mark stands between two figures. Brackets are passed over: 19个村(社区)公开栏343张.
    fn is_marked_between(&self, one: usize, other: usize) -> bool {
        let (from, to) = (self.sentence.after(one), self.sentence.figures[other].0);
        let gap = &self.sentence.text[from..to];
        let mut inside = self.brackets.iter().filter(|range| from <= range.start && range.end < to);
        match inside.next() {
            Some(range) => {
                let (before, behind) = (&gap[..range.start - from], &gap[range.end - from..]);
                before.contains(MARKS) || behind.contains(MARKS)
            }
            None => gap.contains(MARKS),
        }
    }

    /// Whether a list goes on with a part that is greater than the whole.
    fn goes_on(&self, whole: usize, parts: &[Part], at: usize, words: &str) -> bool {
        let mut all: Vec<usize> = parts.iter().map(|part| part.at).collect();
        all.push(at);
        self.check.rest.is_match(words)
            || self.kinds(whole, &all) == Some(Together::Complete)
            || (parts.len() >= 3 && self.are_alike(parts, all.len() - 1, at) && !self.check.anew.is_match(words))
    }

    /// Cuts off what follows a list that adds up, unless it goes on in the same manner.
    fn end_of_list(&self, whole: usize, parts: &mut Vec<Part>) {
        let value = |at: usize| self.sentence.figure(at).value;
        let mut sum = Decimal::ZERO;
        let Some(count) = parts.iter().position(|part| {
            sum = sum.saturating_add(value(part.at));
            sum == value(whole)
        }) else {
            return;
        };
        let count = count + 1;
        if count == parts.len() {
            return;
        }
        if count >= 2 {
            let rest: Decimal = parts[count..].iter().map(|part| value(part.at)).sum();
            let mark = parts[1].mark;
            let evenly = parts[1..].iter().all(|part| part.mark == mark);
            let goes_on = evenly && (matches!(mark, '、' | ' ') || self.are_alike(parts, count, parts[count].at));
            // The same whole may be divided twice: by channel, then by applicant.
            if goes_on && rest != value(whole) {
                return;
            }
        } else if parts[1].mark == '、' {
            return;
        }
        parts.truncate(count.max(1));
    }

    /// Whether `part` is worded like the first `count`: with words behind its number where they have
    /// them, or with words in common.
    fn are_alike(&self, parts: &[Part], count: usize, part: usize) -> bool {
        let words = |part: &Part| self.sentence.words(part.at);
        let before = self.sentence.words(part).0;
        if before.is_empty() {
            return parts[..count].iter().skip(1).all(|part| words(part).0.is_empty());
        }
        let mut chars = before.chars().rev();
        let (Some(last), Some(second)) = (chars.next(), chars.next()) else { return false };
        parts[..count].iter().any(|part| {
            let mut chars = words(part).0.chars().rev();
            chars.next() == Some(last) && chars.next() == Some(second)
        })
    }
}

/// Whether a clause tells of another year: 2020年分别为.
fn ends_with_year(clause: &str) -> bool {
    let digits = clause.trim_end_matches("全年").trim_end_matches(['度', '则']).strip_suffix('年');
    digits.is_some_and(|text| text.bytes().rev().take(4).filter(u8::is_ascii_digit).count() == 4)
}
