//! Parts whose words go together, such as online and on site: they need no lead, and may leave nothing out.

use std::rc::Rc;

use disclint_document::FIGURE;
use rust_decimal::Decimal;

use super::super::passages::pairs;
use super::{Breakdown, LONGEST_GAP, Looked, is_mark, strongest};
use crate::pack::Kinds;

/// How many bytes of words may stand before what a name denies: 逾期未.
const LONGEST_MANNER: usize = 6;

/// What parts that go together say of their whole.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Together {
    /// One of the kinds is not there: 采纳21条,部分采纳9条.
    Lacking,
    /// Nothing: there may be others.
    Open,
    /// They leave nothing out.
    Complete,
}

/// Whether one of some words is of a kind.
fn has_any(words: &[usize], kinds: &Kinds) -> bool {
    words.iter().any(|word| kinds.words.contains(word))
}

impl Looked<'_, '_> {
    /// The words around a figure, itself included.
    pub(super) fn around(&self, at: usize) -> String {
        let (before, after) = self.words(at);
        format!("{before}{FIGURE}{after}")
    }

    /// The same of a part, whose name may follow its number: 12件通过网络提交.
    pub(super) fn around_part(&self, at: usize) -> String {
        match self.words(at) {
            ("", after) if !after.is_empty() => format!("{after}{FIGURE}"),
            (before, after) => {
                // 包括继续有效38份: the lead is no part of the name.
                let lead = self.check.leads.places(before).into_iter().find(|lead| lead.start == 0);
                let name = lead.map_or(before, |lead| &before[lead.end..]);
                if name.is_empty() { format!("{after}{FIGURE}") } else { format!("{name}{FIGURE}{after}") }
            }
        }
    }

    /// Whether the words of all parts go together, and then what they say of it.
    pub(super) fn kinds(&self, whole: usize, parts: &[usize]) -> Option<Together> {
        if parts.len() < 2 {
            return None;
        }
        let words: Vec<Rc<[usize]>> = parts.iter().map(|&part| self.words_of_part(part)).collect();
        let mut found = None;
        for kinds in &self.check.kinds {
            let are_these = words.iter().all(|words| has_any(words, kinds))
                && (kinds.of.is_empty() || kinds.of.is_match(&self.around(whole)));
            if are_these {
                let has = |word: usize| words.iter().any(|words| words.binary_search(&word).is_ok());
                // 办结189条,公开答复129条: nobody divides a whole into one kind.
                if !kinds.open && kinds.words.len() > 1 && kinds.words.clone().filter(|&word| has(word)).count() < 2 {
                    continue;
                }
                let together = match kinds.words.len() {
                    _ if kinds.open => Together::Lacking,
                    1 => Together::Open,
                    _ if kinds.words.clone().all(has) => Together::Complete,
                    _ => Together::Lacking,
                };
                found = found.max(Some(together));
            }
        }
        found
    }

    /// Whether the whole has one of the words of peers, as all parts have: 予以公开和部分公开共111件,无法提供52件,不予公开7件.
    pub(super) fn is_one_of_them(&self, whole: usize, parts: &[usize]) -> bool {
        let mut peers = self.check.kinds.iter().filter(|kinds| kinds.peers).peekable();
        if peers.peek().is_none() {
            return false;
        }
        let name = self.words(whole).0;
        let end = self.check.wholes.places(name).first().map_or(name.len(), |total| total.start);
        let pieces = name[..end].split(['和', '及', '与', '、']);
        let own: Vec<usize> = pieces.flat_map(|piece| self.check.words.matching(&format!("{piece}{FIGURE}"))).collect();
        peers.any(|kinds| has_any(&own, kinds) && parts.iter().all(|&part| has_any(&self.words_of_part(part), kinds)))
    }

    /// Whether the whole looks like one of a row whose last one is the rest: 征收类61件,补贴类22件,工程类19件,其余57件. A whole
    /// says that it is one, by a total's word or by what was done.
    fn stands_in_row(&self, whole: usize, parts: &[usize]) -> bool {
        let (name, check) = (self.words(whole).0, self.check);
        let text = &self.sentence.text;
        let is_rest =
            |&last: &usize| check.remainder.is_match(&self.around(last)) || check.rest.is_match(self.words(last).0);
        let gap =
            |one: usize, other: usize| text[self.sentence.after(one)..self.sentence.figures[other].0].chars().next();
        // The rest may stand behind a stronger mark: 征收类61件、补贴类22件、工程类19件,其余57件.
        let row = &parts[..parts.len().saturating_sub(1).max(2).min(parts.len())];
        let is_even = row.windows(2).all(|pair| gap(pair[0], pair[1]) == gap(whole, parts[0]));
        let end = |at: usize| self.words(at).0.chars().next_back();
        // 自然人214件;商业企业23件,法律服务机构16件,其他组织3件: one goes before it.
        let follows = || {
            let head = self.sentence.figures[whole].0 - name.len();
            text.get(..head).is_some_and(|before| before.ends_with(';')) && self.outside.iter().any(|&at| at < whole)
        };
        (parts.len() >= 3 || parts.len() == 2 && (end(whole) == end(parts[0]) || follows()))
            && parts.last().is_some_and(is_rest)
            && is_even
            && !check.wholes.is_match(name)
            && !check.stops.is_match(name)
    }

    /// Which words of the kinds a part has. Lists are looked at again with each part that they grow by.
    fn words_of_part(&self, at: usize) -> Rc<[usize]> {
        let known = self.words.borrow().get(&at).cloned();
        known.unwrap_or_else(|| {
            let words: Rc<[usize]> = self.check.words.matching(&self.around_part(at)).into();
            self.words.borrow_mut().insert(at, Rc::clone(&words));
            words
        })
    }

    /// `436件,已办结401件,正在办理35件`: parts whose words go together need no lead.
    ///
    /// What the sentence has already been found to say begins at `first`.
    pub(super) fn after_wholes(&self, found: &mut Vec<Breakdown>, first: usize) {
        let (sentence, check) = (self.sentence, self.check);
        let text = &sentence.text;
        if self.outside.len() < 3 || check.exempt.is_match(text) {
            return;
        }
        // The figures up to here have their place.
        let mut taken = 0;
        for (place, &whole) in self.outside.iter().enumerate() {
            let next = &self.outside[place + 1..];
            let number = self.number(whole);
            let is_part = found[first..].iter().any(|other| other.whole == number || other.parts.contains(&number));
            let is_own = sentence.figures[whole].0 >= sentence.own
                && place >= taken
                && !is_part
                && sentence.figure(whole).value > Decimal::ONE;
            let Some(&next_one) = next.iter().find(|&&at| !self.is_label(whole, at)).filter(|_| is_own) else {
                continue;
            };
            let is_directly_behind = self.is_behind(whole, next_one, 1);
            if !is_directly_behind && !self.is_behind(whole, next_one, 2) {
                continue;
            }
            let Some((mut parts, together)) = self.unled(whole, next) else { continue };
            // 举办活动7场,邀请群众参加,第一季度1场、第二季度3场: past another clause only words that go together are its parts.
            let go_together = || match self.kinds(whole, &parts) {
                Some(Together::Complete | Together::Open) => true,
                Some(Together::Lacking) => parts.len() >= 3,
                // 问题32个,建立台账,已整改26个,其余4个: all that is counted, and the rest of it.
                None => {
                    let is_rest = |part: &usize| self.check.left.is_match(&self.around(*part));
                    parts.len() == 2 && self.are_opposites(parts[0], parts[1], 2)
                        || parts.last().is_some_and(is_rest) && self.is_all_of_unit(whole, &parts)
                }
            };
            if !is_directly_behind && !go_together() {
                continue;
            }
            // What stands behind parts that add up is another matter.
            let adds_up = |count: &usize| self.sum(&parts[..*count]) == sentence.figure(whole).value;
            // 清理137件,继续有效96件、修改41件、失效27件: what belongs to them is not, unless all kinds were told before.
            let are_all = |count: usize| self.kinds(whole, &parts[..count]) == Some(Together::Complete);
            let is_other = |count: &usize| are_all(*count) || !are_all(parts.len());
            if let Some(count) = (2..parts.len()).find(adds_up).filter(is_other) {
                parts.truncate(count);
            }
            let Some(&last) = parts.last() else { continue };
            // Its parts are no wholes of others.
            if together == Together::Complete && self.sum(&parts) == sentence.figure(whole).value {
                taken = place + 1 + parts.len();
            }
            let span = sentence.figures[whole].0..sentence.after(last);
            let has_lead = check.leads.places(&text[..span.end]).iter().any(|lead| lead.end > span.start);
            let says_all = match together {
                Together::Complete => true,
                Together::Open => check.wholes.is_match(self.words(whole).0) && self.is_almost(whole, &parts),
                Together::Lacking => false,
            };
            let says_all = says_all || self.is_plain_list(whole, &parts) && self.is_meant(whole, &parts, false);
            let has_another = self.kinds(whole, &parts).is_none() && self.add_up_without_one(whole, &parts);
            let is_left = has_lead || text[span.end..].starts_with('等') || has_another;
            if is_left || self.has_own_total(whole, &parts) || self.stands_in_row(whole, &parts) {
                continue;
            }
            // 配合上级4次,本级3次,各镇12次: what is so much more is no part.
            let most = sentence.figure(whole).value.saturating_mul(Decimal::TWO);
            if parts.iter().any(|&part| sentence.figure(part).value > most) {
                continue;
            }
            // 罚款类92条、警告类61条: one thing may have both.
            let overlaps = |&&part: &&usize| self.check.overlaps.is_match(self.words(part).0);
            if together != Together::Complete && parts.iter().filter(overlaps).count() * 2 > parts.len() {
                continue;
            }
            // 有效15件,废止2件,其余待修订: the rest is not counted.
            let behind = text[span.end..].strip_prefix([',', ';']).unwrap_or_default();
            let says_all = says_all && check.rest.places(behind).first().is_none_or(|rest| rest.start > 0);
            if self.is_named_like(whole, &parts) || self.is_counterpart(whole, &parts) {
                continue;
            }
            // Wholes of the same kind stand side by side: 网站300条,公众号200条,微博150条.
            if self.is_kind_too(whole, &parts) || !(says_all || self.may_be_all(whole, &parts)) {
                continue;
            }
            if !self.is_covered(place, &parts) {
                self.add(found, whole, &parts, says_all);
                taken = place + 1 + parts.len();
            }
        }
    }

    /// Whether `first` begins one of the `most` clauses after that of `whole`.
    pub(super) fn is_behind(&self, whole: usize, first: usize, most: usize) -> bool {
        let sentence = self.sentence;
        let gap = &sentence.text[sentence.after(whole)..sentence.figures[first].0];
        let mut pieces = gap.split("——").flat_map(|piece| piece.split([',', ':', ';']));
        let longest = if most > 1 { 2 * LONGEST_GAP } else { LONGEST_GAP };
        let is_short = pieces.next().is_some_and(|piece| piece.len() <= longest);
        is_short
            && (1..=most).contains(&pieces.count())
            && !gap.contains(['。', '、'])
            && self.is_part(whole, first)
            && !self.check.asides.is_match(self.words(whole).0)
    }

    /// The parts right behind a whole that go together, and what they say of it.
    fn unled(&self, whole: usize, next: &[usize]) -> Option<(Vec<usize>, Together)> {
        let sentence = self.sentence;
        // 办结1277件,办结率99.5%,其余8件: a share goes with the part before it.
        let is_own = |&at: &usize| !self.is_label(whole, at) && !sentence.is_ratio(at);
        let next: Vec<usize> = next.iter().copied().filter(is_own).collect();
        // Behind a comma a list does not go on past a semicolon.
        let &first = next.first()?;
        let is_weak = strongest(&sentence.text[sentence.after(whole)..sentence.figures[first].0]) == ',';
        let is_one_mark = |pair: &[usize]| {
            let gap = &sentence.text[sentence.after(pair[0])..sentence.figures[pair[1]].0];
            // 维持26件,占59.09%;纠正4件,占9.09%: with a share the item is parted by a stronger mark than within.
            let has_share = (pair[0] + 1..pair[1]).any(|at| sentence.is_ratio(at));
            let most = if has_share { 2 } else { 1 };
            !gap.contains('。') && gap.matches(is_mark).count() <= most && !(is_weak && !has_share && gap.contains(';'))
        };
        let mut count = 1;
        // 上网58份,占应上网数60份的96.7%,余下2份: what is only compared with is no part.
        let is_aside = |at: usize| self.check.asides.is_match(self.words(at).0);
        if is_aside(first) {
            return None;
        }
        while count < next.len() && self.is_part(whole, next[count]) && is_one_mark(&next[count - 1..=count]) {
            count += 1;
        }
        let listed = &next[..count];
        if self.is_closed(whole, listed) && self.is_near_whole(whole, listed) {
            return Some((listed.to_vec(), Together::Complete));
        }
        // 其他结果9件 is a kind, where 尚未审结5件 follows.
        if count >= 3 && self.kinds(whole, listed) == Some(Together::Complete) {
            return Some((listed.to_vec(), Together::Complete));
        }
        let is_rest = |&part: &usize| self.check.remainder.is_match(&self.around(part));
        if let Some(rest) = listed.iter().position(is_rest).filter(|&rest| rest > 0) {
            let parts = &listed[..=rest];
            let is_left = self.check.left.is_match(&self.around(listed[rest]));
            let is_rest = self.is_near_whole(whole, parts) || is_left && self.is_all_of_unit(whole, parts);
            return is_rest.then(|| (parts.to_vec(), Together::Complete));
        }
        if self.is_plain_list(whole, listed)
            && (self.sum(listed) == sentence.figure(whole).value || self.is_meant(whole, listed, false))
        {
            return Some((listed.to_vec(), Together::Complete));
        }
        let together = (2..=count).map_while(|count| Some((count, self.kinds(whole, &next[..count])?)));
        if let Some((count, together)) = together.last() {
            return Some((listed[..count].to_vec(), together));
        }
        if let [first, second, ..] = *listed
            && self.are_opposites(first, second, 2)
        {
            // 按期补正4件,逾期未补正2件,补正后仍不明确2件: and whatever else became of it.
            let bare = self.denied(self.words(second).0).unwrap_or_default();
            // 批准21件,不予批准5件,批准的21件均已公示: what is named again is no other part.
            let is_again = |part: usize| self.words(part).0.trim_end_matches('的') == self.words(first).0;
            let is_more = |&&part: &&usize| self.words(part).0.contains(bare) && !is_again(part);
            let more = listed[2..].iter().take_while(is_more).count();
            return Some((listed[..2 + more].to_vec(), Together::Lacking));
        }
        let says_all = self.check.wholes.is_match(self.words(whole).0);
        let one_in = if says_all { 20 } else { 50 };
        let is_slip = count >= 2
            && !self.stands_beside(whole, listed)
            && self.ends_statement(listed)
            && self.is_slip(whole, listed, one_in);
        if is_slip {
            return Some((listed.to_vec(), Together::Complete));
        }
        // 共11次,甲5次、乙4次、丙3次: a list that barely exceeds what it stands behind.
        let exceeds = || {
            let (off, value) = (self.sum(listed) - sentence.figure(whole).value, sentence.figure(whole).value);
            let most = if says_all { value / Decimal::TEN } else { value / Decimal::from(30) };
            off > Decimal::ZERO && (off <= most || says_all && off <= Decimal::ONE)
        };
        let is_evenly = || {
            listed
                .windows(2)
                .all(|pair| sentence.text[sentence.after(pair[0])..sentence.figures[pair[1]].0].starts_with('、'))
        };
        // 23条,澄清18条,删除4条,移交2条: behind one mark throughout, and all but the whole.
        let is_barely = || {
            let off = self.sum(listed) - sentence.figure(whole).value;
            let mark = |pair: &[usize]| strongest(&sentence.text[sentence.after(pair[0])..sentence.figures[pair[1]].0]);
            let first = mark(&listed[..2]);
            off > Decimal::ZERO
                && off <= (sentence.figure(whole).value / Decimal::from(15)).max(Decimal::ONE)
                && listed.windows(2).all(|pair| mark(pair) == first)
                && !self.stand_beside(whole, listed)
        };
        if count >= 3 && is_barely() && self.ends_statement(listed) {
            return Some((listed.to_vec(), Together::Lacking));
        }
        if count >= 3 && exceeds() && is_evenly() && self.ends_statement(listed) && !self.stands_beside(whole, listed) {
            return Some((listed.to_vec(), Together::Lacking));
        }
        // 简易程序31条,普通程序65条: named alike, and unlike their whole.
        (says_all && count >= 2 && self.are_counterparts(whole, listed) && self.ends_statement(listed))
            .then(|| (listed.to_vec(), Together::Lacking))
    }

    /// What a name denies: 公开 of 不予公开, 补正 of 逾期未补正.
    fn denied<'n>(&self, name: &'n str) -> Option<&'n str> {
        let denials = self.check.denials.places(name);
        let denial = denials.first().filter(|denial| denial.start <= LONGEST_MANNER)?;
        Some(&name[denial.end..])
    }

    /// 立案12件,不予立案300件: whether the second name denies the first, in so many characters at least.
    pub(super) fn are_opposites(&self, first: usize, second: usize, least: usize) -> bool {
        let (yes, mut no) = (self.words(first).0, self.words(second).0);
        // 公开结果的226项,尚有17项未公开: the name may stand behind its number.
        let after = self.words(second).1;
        if self.denied(no).is_none() && self.denied(after).is_some() {
            no = after;
        }
        // 已建成专区的7个,尚未建成的3个: what is denied is told with more words.
        let is_told = |bare: &str| {
            let stem = pairs(bare).next().filter(|_| bare.chars().count() >= 2);
            yes.ends_with(bare) || stem.is_some_and(|stem| yes.contains(stem))
        };
        self.denied(no)
            .is_some_and(|bare| bare.chars().count() >= least && is_told(bare) && !self.check.denials.is_match(yes))
    }

    /// Whether most parts are named like a whole that is not said to be one, and so stand beside it: they begin, or
    /// end, like what it counts.
    pub(super) fn stand_beside(&self, whole: usize, parts: &[usize]) -> bool {
        let name = self.words(whole).0;
        if self.check.wholes.is_match(name) || self.is_tight(whole, parts) || self.exclude_each_other(whole, parts) {
            return false;
        }
        let is_beside = |&&part: &&usize| {
            let own = self.words(part).0;
            let length = own.chars().count();
            let start = name.char_indices().rev().nth(length).map_or(0, |(start, _)| start);
            let first = pairs(own).next();
            let last = pairs(own).last();
            first.is_some_and(|first| name[start..].contains(first)) || last.is_some() && last == pairs(name).last()
        };
        parts.iter().filter(is_beside).count() * 2 > parts.len()
    }

    /// 网站1280条,微信310条;新增网站180条,微信62条: whether a part has the very name of the whole.
    pub(super) fn is_named_like(&self, whole: usize, parts: &[usize]) -> bool {
        let name = self.words(whole).0;
        name.chars().count() >= 2 && parts.iter().any(|&part| self.words(part).0 == name)
    }

    /// Whether a part is named like the whole, and so stands beside it: 行政许可826件,行政确认560件.
    fn stands_beside(&self, whole: usize, parts: &[usize]) -> bool {
        let (before, after) = self.words(whole);
        // 回收519份:第一次回收237份,第二次回收272份: they are numbered, and it is not.
        if parts.iter().all(|&part| self.check.numerals.is_match(self.words(part).0)) {
            return false;
        }
        parts.iter().any(|&part| {
            let words = self.words(part).0;
            let mut ends = pairs(words);
            let (first, last) = (ends.next(), ends.last());
            first.into_iter().chain(last).any(|pair| before.contains(pair) || after.contains(pair))
        })
    }

    /// Whether parts are named alike, unlike their whole, and barely more than it.
    fn are_counterparts(&self, whole: usize, parts: &[usize]) -> bool {
        let words = |at: usize| self.words(at).0;
        let ending = |text: &str| text.char_indices().rev().nth(1).map(|(at, _)| text[at..].to_owned());
        let Some(common) = parts.first().and_then(|&first| ending(words(first))) else { return false };
        let lengths = || parts.iter().map(|&at| words(at).chars().count());
        let is_even = lengths().max().zip(lengths().min()).is_some_and(|(most, least)| most <= least + 2 && least >= 3);
        let (value, sum) = (self.sentence.figure(whole).value, self.sum(parts));
        is_even
            && parts.iter().all(|&at| words(at).ends_with(&common))
            && !words(whole).contains(&common)
            && !self.words(whole).1.contains(&common)
            && sum * Decimal::from(4) <= value * Decimal::from(5)
    }

    /// Whether parts have plain names: nothing that begins another statement.
    pub(super) fn are_plain(&self, parts: &[usize]) -> bool {
        // One verb for all of them begins no other statement.
        let are_alike = self.begin_alike(parts);
        let is_name = |&at: &usize| {
            let (before, after) = self.words(at);
            // 80至90分7家: part of the name is a number.
            let is_long = before.chars().count() >= 2 || !before.is_empty() && self.follows_figure(at);
            is_long
                && after.chars().count() <= 4
                && (are_alike || !self.check.stops.is_match(before))
                && !self.check.asides.is_match(before)
                && !self.check.more.is_match(before)
                && !self.is_tally(before)
        };
        parts.iter().all(is_name)
    }

    /// Whether nothing but words stands between a figure and the one before it.
    fn follows_figure(&self, at: usize) -> bool {
        let head = self.sentence.figures[at].0 - self.words(at).0.len();
        self.sentence.text.get(..head).is_some_and(|text| text.ends_with(FIGURE))
    }

    /// Where the text goes on behind a figure and a bracket right after it: 9场(次)。
    pub(super) fn after_bracket(&self, at: usize) -> usize {
        let after = self.sentence.after(at);
        let bracket = self.brackets.iter().find(|range| range.start == after);
        let is_plain = |range: &&std::ops::Range<usize>| !self.sentence.text[(*range).clone()].contains(FIGURE);
        bracket.filter(is_plain).map_or(after, |range| range.end + ')'.len_utf8())
    }

    /// Whether a list of plain names is the last that its statement says.
    fn ends_statement(&self, parts: &[usize]) -> bool {
        let sentence = self.sentence;
        // 保留17件、修改4件,评估报告已公开: or the last that it counts.
        let ends = |at: usize| {
            let behind = &sentence.text[self.after_bracket(at)..];
            let clause = behind.split([';', '。', '\n']).next().unwrap_or_default();
            // 其余为动态信息: the rest is not counted.
            let rest = clause.strip_prefix(',').map(|clause| self.check.rest.places(clause));
            let leaves_none = rest.is_some_and(|rest| rest.first().is_none_or(|rest| rest.start > 0));
            clause.is_empty() || leaves_none && !clause.contains(FIGURE)
        };
        self.are_plain(parts) && parts.last().is_some_and(|&last| ends(last))
    }

    /// 审核769条,退回后发布41条,不予发布23条,最终发布746条: whether all but one of the parts add up, and the last of
    /// them is no afterthought.
    pub(super) fn add_up_without_one(&self, whole: usize, parts: &[usize]) -> bool {
        let value = |at: usize| self.sentence.figure(at).value;
        let Some((_, others)) = parts.split_last().filter(|_| parts.len() >= 3) else { return false };
        others.iter().any(|&part| self.sum(parts) - value(part) == value(whole))
    }

    /// Whether plain names, unlike their whole, are all that the statement counts in this unit.
    fn is_plain_list(&self, whole: usize, parts: &[usize]) -> bool {
        let sentence = self.sentence;
        let Some(&last) = parts.last().filter(|_| parts.len() >= 2) else { return false };
        let behind = &sentence.text[self.after_bracket(last)..];
        let end = self.after_bracket(last) + behind.find([';', '。']).unwrap_or(behind.len());
        let goes_on = |&at: &usize| at > last && sentence.figures[at].0 < end && self.is_part(whole, at);
        let value = |at: usize| sentence.figure(at).value;
        behind.starts_with([',', ';', '。', '\n'])
            && self.are_plain(parts)
            && !self.stand_beside(whole, parts)
            && !self.add_up_without_one(whole, parts)
            && !parts.iter().any(|&part| self.check.overlaps.is_match(self.words(part).0))
            && parts.iter().all(|&part| value(part) < value(whole))
            && !self.outside.iter().any(goes_on)
    }

    /// Whether the last of some parts takes up the rest of this whole: not of a list that the whole is in, too.
    fn is_near_whole(&self, whole: usize, parts: &[usize]) -> bool {
        let value = self.sentence.figure(whole).value;
        let off = (self.sum(parts) - value).abs();
        let all = self.sum(parts).saturating_add(value);
        let is_of = |&&at: &&usize| {
            let other = self.sentence.figure(at).value;
            self.is_part(whole, at) && (other - all).abs() * Decimal::from(3) <= all
        };
        off * Decimal::from(3) <= value && self.outside.iter().take_while(|&&at| at < whole).filter(is_of).count() == 0
    }

    /// Whether a whole and parts less than it are all that the sentence counts in their unit.
    fn is_all_of_unit(&self, whole: usize, parts: &[usize]) -> bool {
        let sentence = self.sentence;
        let (unit, value) = (sentence.figure(whole).counts_in(), sentence.figure(whole).value);
        let count = (0..sentence.figures.len()).filter(|&at| sentence.figure(at).counts_in() == unit).count();
        count == parts.len() + 1
            && parts.iter().all(|&part| sentence.figure(part).value < value)
            && !parts.iter().any(|&part| self.check.asides.is_match(sentence.words(part).0))
            && self.sum(parts) < value * Decimal::TWO
    }

    /// Whether parts are off their whole by no more than a tenth.
    pub(super) fn is_almost(&self, whole: usize, parts: &[usize]) -> bool {
        let value = self.sentence.figure(whole).value;
        (self.sum(parts) - value).abs() * Decimal::TEN <= value
    }

    /// Whether parts that need not be all there is are near enough to the whole, and no other may be theirs.
    fn may_be_all(&self, whole: usize, parts: &[usize]) -> bool {
        let sentence = self.sentence;
        let statement = sentence.text[..sentence.figures[whole].0].rfind([';', '。']).unwrap_or(0);
        let is_other = |&&at: &&usize| sentence.figures[at].0 >= statement && self.is_part(whole, at);
        let value = |at: usize| sentence.figure(at).value;
        let off = self.sum(parts) - value(whole);
        self.outside.iter().take_while(|&&at| at < whole).filter(is_other).count() == 0
            && (off <= Decimal::TWO || off * Decimal::from(5) <= value(whole))
            && parts.iter().all(|&part| value(part) < value(whole))
    }

    /// Whether the words of the whole are of the same kind as those of its parts.
    pub(super) fn is_kind_too(&self, whole: usize, parts: &[usize]) -> bool {
        let (before, after) = self.words(whole);
        // 来信来访96件,来信38件: it names its parts.
        // 专兼职人员19名,专职16名,兼职3名: as does what has all their characters.
        if parts.iter().all(|&part| self.words(part).0.chars().all(|c| before.contains(c))) {
            return false;
        }
        // 收到来信86件: whatever stands before the kind.
        let tails = before
            .char_indices()
            .map(|(at, _)| &before[at..])
            .chain([""])
            .rev()
            .take(12)
            .map(|tail| format!("{tail}{FIGURE}{after}"));
        let around: Vec<Rc<[usize]>> = parts.iter().map(|&part| self.words_of_part(part)).collect();
        let of = self.around(whole);
        let mut fitting = self
            .check
            .kinds
            .iter()
            .filter(|kinds| around.iter().all(|words| has_any(words, kinds)))
            .filter(|kinds| kinds.of.is_empty() || kinds.of.is_match(&of))
            .peekable();
        if fitting.peek().is_none() {
            return false;
        }
        let tails: Vec<Vec<usize>> = tails.map(|tail| self.check.words.matching(&tail)).collect();
        fitting.all(|kinds| tails.iter().any(|words| has_any(words, kinds)))
    }

    /// Whether what stands before the whole, or behind the parts, makes up the difference:
    /// 新收101件,上年结转6件,已办结99件,正在办理8件.
    fn is_covered(&self, place: usize, parts: &[usize]) -> bool {
        let whole = self.outside[place];
        let value = |at: usize| self.sentence.figure(at).value;
        let sum = parts.iter().fold(Decimal::ZERO, |sum, &part| sum.saturating_add(value(part)));
        let mut before = value(whole);
        let mut behind = sum;
        let is_part = |at: &&usize| self.is_part(whole, **at);
        self.outside[..place].iter().rev().filter(is_part).any(|&at| {
            before = before.saturating_add(value(at));
            before == sum || value(at) == sum
        }) || self.outside[place + 1 + parts.len()..].iter().filter(is_part).take(3).any(|&at| {
            behind = behind.saturating_add(value(at));
            behind == value(whole)
        })
    }
}
