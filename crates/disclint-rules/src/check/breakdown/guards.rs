//! What says that a list is none, or not of the whole that it seems to be of: numbers that explain it otherwise.

use disclint_document::{FIGURE, Figure};
use rust_decimal::Decimal;

use super::{FIGURES_BEFORE, Looked, MOST_IN_ROW, is_mark};
use crate::check::breakdown::kinds::Together;
use crate::check::passages::pairs;

/// The least number that is believed to be divided by those behind it.
const LEAST_DIVIDED: Decimal = Decimal::from_parts(20, 0, 0, false, 0);

impl Looked<'_, '_> {
    /// Whether something says that figures are not the parts of a whole.
    pub(super) fn is_no_list(&self, whole: usize, parts: &[usize]) -> bool {
        self.is_counted_twice(whole, parts)
            || self.has_all_in_one(whole, parts)
            || self.adds_up_above(whole, parts)
            || self.is_told_behind(parts)
            || self.adds_up_with_others(whole, parts)
            || self.adds_up_behind(whole, parts)
            || self.sums_up_to_another(whole, parts)
            || self.are_second_numbers(whole, parts)
            || self.are_nested(whole, parts)
            || self.is_of_others(whole, parts)
            || self.names_one_more(whole, parts)
            || self.opens_another(whole, parts)
            || whole < parts.first().copied().unwrap_or_default() && self.has_own_total(whole, parts)
            || self.are_of_each_before(whole, parts)
            || self.leaves_another(whole, parts)
            || self.is_ranked(whole, parts)
            || self.is_of_last_year(whole, parts)
            || self.may_be_carried_in(whole, parts)
            || self.counts_another(whole, parts)
            || self.is_balanced(whole, parts)
            || self.counts_one_otherwise(whole, parts)
            || self.are_each_told_of(whole, parts)
            || self.are_those_named(whole, parts)
            || self.adds_to_above(whole, parts)
            || self.are_beside(whole, parts)
            || self.is_left_over(whole, parts)
            || self.is_of_one_before(parts)
            || self.sums_up_before(whole, parts)
            || self.is_counted_off_too(whole, parts)
            || whole < parts.first().copied().unwrap_or_default() && self.is_one_of_them(whole, parts)
    }

    /// 作出处罚决定218件,立案240件,其余22件正在调查: whether the whole is what the last part leaves of the first.
    fn is_left_over(&self, whole: usize, parts: &[usize]) -> bool {
        let [first, rest] = parts else { return false };
        let value = |at: usize| self.sentence.figure(at).value;
        self.check.rest.is_match(self.words(*rest).0) && value(whole).saturating_add(value(*rest)) == value(*first)
    }

    /// 一是予以公开53件;二是部分公开14件;三是不予公开48件: whether the whole is counted off as the parts are.
    fn is_counted_off_too(&self, whole: usize, parts: &[usize]) -> bool {
        // 一是 and 二是 end alike; 第三方 and 第一季度 do not.
        let end = |at: usize| {
            let name = self.words(at).0;
            let numeral = self.check.numerals.places(name).into_iter().find(|numeral| numeral.start == 0)?;
            name[numeral].chars().next_back()
        };
        end(whole).is_some_and(|own| parts.iter().all(|&part| end(part) == Some(own)))
    }

    /// 予以公开41件,部分公开8件,两项合计49件。不予公开12件、无法提供22件…: whether a figure is the total of those before it,
    /// and the parts stand in another sentence.
    fn sums_up_before(&self, whole: usize, parts: &[usize]) -> bool {
        let sentence = self.sentence;
        let Some(&first) = parts.first().filter(|&&first| whole < first) else { return false };
        let (start, end) = (sentence.after(whole), sentence.figures[first].0);
        let value = sentence.figure(whole).value;
        let mut sum = Decimal::ZERO;
        // What a list in a sentence of its own is joined by is a colon.
        sentence.text[start..end].contains(['。', ':'])
            && self.sum(parts) != value
            && self.check.wholes.is_match(self.words(whole).0)
            && {
                let before = self.outside.iter().rev().filter(|&&at| at < whole).take(FIGURES_BEFORE);
                before.filter(|&&at| self.is_part(whole, at)).enumerate().any(|(count, &at)| {
                    sum = sum.saturating_add(sentence.figure(at).value);
                    count > 0 && sum == value
                })
            }
    }

    /// 检查51个村,发现问题28个,完成整改28个: whether a part is by its words some of the part before it.
    fn is_of_one_before(&self, parts: &[usize]) -> bool {
        parts.windows(2).any(|pair| {
            let is_less = self.sentence.figure(pair[1]).value <= self.sentence.figure(pair[0]).value;
            is_less && self.is_within(pair[0], pair[1])
        })
    }

    /// 属于申请的33件。另通过网络和当面收到57件和11件,全年合计101件: whether what the parts lack stands above a sentence that
    /// says that it goes on.
    fn adds_to_above(&self, whole: usize, parts: &[usize]) -> bool {
        let lacking = self.sentence.figure(whole).value.saturating_sub(self.sum(parts));
        parts.iter().all(|&part| part < whole)
            && self.sentence.text.get(self.sentence.own..).is_some_and(|own| self.check.more.is_match(own))
            && self.above().any(|figure| figure.value == lacking)
    }

    /// 收取1280元。其中1件按件计收,收取400元;2件分别收取350元、530元: whether the parts are none of their whole's, but with it
    /// make another figure beside or above them.
    fn are_beside(&self, whole: usize, parts: &[usize]) -> bool {
        let value = |at: usize| self.sentence.figure(at).value;
        let sum = self.sum(parts);
        let (all, unit) = (sum.saturating_add(value(whole)), self.sentence.figure(whole).counts_in());
        // 涉及甲71件,涉及乙和丙分别19件和11件,其他13件 of the 114 told above; or told behind them.
        let is_all = |&at: &usize| !parts.contains(&at) && self.is_part(whole, at) && value(at) == all;
        sum != value(whole)
            && parts.iter().all(|&part| part > whole)
            && (self.outside.iter().any(is_all)
                || self.above().any(|figure| figure.value == all && figure.counts_in() == unit))
    }

    /// 公开民生、财政、住房等方面信息213条,其中民生57条、财政44条、住房68条: whether the parts are those that the whole names before
    /// it says that there are others.
    fn are_those_named(&self, whole: usize, parts: &[usize]) -> bool {
        let sentence = self.sentence;
        if self.sum(parts) >= sentence.figure(whole).value || parts.first().is_none_or(|&first| first < whole) {
            return false;
        }
        let before = &sentence.text[..sentence.figures[whole].0];
        let clause = before.rsplit([',', ';', '。', ':', FIGURE]).next().unwrap_or(before);
        let Some((names, _)) = clause.rsplit_once('等').filter(|(names, _)| names.contains('、')) else {
            return false;
        };
        let is_named = |&part: &usize| {
            let own = self.words(part).0;
            let own = self
                .check
                .leads
                .places(own)
                .first()
                .filter(|lead| lead.start == 0)
                .map_or(own, |lead| &own[lead.end..]);
            own.chars().count() >= 2 && names.contains(own)
        };
        parts.len() >= 2 && parts.iter().all(is_named)
    }

    /// 18个村,其中12个村建有显示屏,9个村设有平台: whether each part is so many of the things themselves and what is told of
    /// them, of which one thing may have several.
    fn are_each_told_of(&self, whole: usize, parts: &[usize]) -> bool {
        // Brackets passed over: 村(社区).
        let behind = |at: usize| {
            let text = &self.sentence.text[self.sentence.after(at)..];
            text.split([',', ';', '。']).next().filter(|told| !told.contains(FIGURE))
        };
        let noun = |at: usize| behind(at).and_then(|told| told.chars().next());
        let is_told = |&part: &usize| {
            let before = self.words(part).0;
            let is_lead = || {
                let lead = self.check.leads.places(before).into_iter().next();
                lead.is_some_and(|lead| lead == (0..before.len()))
            };
            (before.is_empty() || is_lead())
                && behind(part).is_some_and(|told| told.chars().count() >= 4)
                && noun(part) == noun(whole)
        };
        parts.len() >= 2
            && noun(whole).is_some()
            && parts.iter().all(is_told)
            && self.sum(parts) > self.sentence.figure(whole).value
            && self.kinds(whole, parts) != Some(Together::Complete)
            && !self.are_opposites(parts[0], parts[1], 2)
    }

    /// 486条,其中通告213条、公告6批次、提示78条、其他189条: whether what is lacking stands among the parts in another unit.
    fn counts_one_otherwise(&self, whole: usize, parts: &[usize]) -> bool {
        let lacking = self.sentence.figure(whole).value.saturating_sub(self.sum(parts));
        let (Some(&first), Some(&last)) = (parts.first(), parts.last()) else { return false };
        (first + 1..last).any(|at| {
            let figure = self.sentence.figure(at);
            !parts.contains(&at)
                && figure.counts_in() != self.sentence.figure(whole).counts_in()
                && figure.value == lacking
        })
    }

    /// 新收34件,加上年初转入3件,办结35件,其余2件转入下年: whether the whole and the first figures behind it are as many as the rest.
    fn is_balanced(&self, whole: usize, parts: &[usize]) -> bool {
        let value = self.sentence.figure(whole).value;
        // 收到36件,上年结转3件,共办结38件,结转下年1件: so are those before a whole as many as it and the one behind it.
        let is_beside = |next: usize| {
            self.is_part(whole, next) && self.sum(parts) == value.saturating_add(self.sentence.figure(next).value)
        };
        if parts.iter().all(|&part| part < whole) && whole + 1 < self.sentence.figures.len() && is_beside(whole + 1) {
            return true;
        }
        // Of two parts one is often the other and the whole.
        parts.len() >= 3
            && (1..parts.len()).any(|first| {
                let (with, against) = parts.split_at(first);
                let are_brought = with.iter().all(|&part| self.check.brought.is_match(self.words(part).0));
                // 386条,其中上年入库241条,本年入库163条,下线18条: what is gone is told last.
                let is_brought = || with.iter().any(|&part| self.check.brought.is_match(self.words(part).0));
                are_brought && value.saturating_add(self.sum(with)) == self.sum(against)
                    || value.saturating_add(self.sum(against)) == self.sum(with) && is_brought()
            })
    }

    /// 上年为15件,本年增加6件,其中网站12件、信函9件: whether the whole is only what is compared with.
    fn is_of_last_year(&self, whole: usize, parts: &[usize]) -> bool {
        parts.iter().all(|&part| whole < part) && self.check.compared.is_match(self.words(whole).0)
    }

    /// 收到43件,办结40件,未办结4件转入下年: whether more than the whole may have come from the year before.
    fn may_be_carried_in(&self, whole: usize, parts: &[usize]) -> bool {
        let is_carried = |&part: &usize| {
            let (before, after) = self.words(part);
            // 其余5项跨年: what is left of the whole is its own.
            let is_rest = self.check.rest.is_match(before);
            !is_rest && (self.check.carried.is_match(before) || self.check.carried.is_match(after))
        };
        self.sum(parts) > self.sentence.figure(whole).value
            && !self.check.wholes.is_match(self.words(whole).0)
            && parts.iter().any(is_carried)
    }

    /// 征收类最多,19件;其次是物业和质量,分别为12件和8件: whether the whole is only the first of what is ranked.
    fn is_ranked(&self, whole: usize, parts: &[usize]) -> bool {
        let sentence = self.sentence;
        parts.first().is_some_and(|&first| {
            whole < first && self.check.ranks.is_match(&sentence.text[sentence.after(whole)..sentence.figures[first].0])
        })
    }

    /// 两个问题中,平台分散已通过关停3个网站解决: whether the only part is more, and counts what the whole does not.
    fn counts_another(&self, whole: usize, parts: &[usize]) -> bool {
        let &[part] = parts else { return false };
        let (before, noun) = self.words(whole);
        let other = self.words(part).1;
        let value = |at: usize| self.sentence.figure(at).value;
        let (first, last) = (whole.min(part), whole.max(part));
        let between = &self.sentence.text[self.sentence.after(first)..self.sentence.figures[last].0];
        if value(part) > value(whole) && between.contains('。') {
            return true;
        }
        value(part) > value(whole)
            && other.chars().count() >= 2
            && !noun.is_empty()
            && !pairs(other).any(|pair| before.contains(pair) || noun.contains(pair))
    }

    /// 案例18个,已走访6个海关,其余3个3月底前完成: whether the first of a part and a rest counts what the whole does not.
    fn leaves_another(&self, whole: usize, parts: &[usize]) -> bool {
        let &[part, rest] = parts else { return false };
        if whole > part || !self.check.rest.is_match(self.words(rest).0) {
            return false;
        }
        // 14个村中已有11个完成改造,剩余4个: those that they are among.
        let gap = &self.sentence.text[self.sentence.after(whole)..self.sentence.figures[part].0];
        if gap.contains('中') {
            return false;
        }
        let noun = self.words(part).1;
        let (before, after) = self.words(whole);
        noun.chars().count() >= 2 && !pairs(noun).any(|pair| before.contains(pair) || after.contains(pair))
    }

    /// 126篇,其中纸媒42篇,网媒97篇,含两类媒体都刊发的13篇: whether the parts exceed their whole by as many as the next figure
    /// says are in two of them.
    fn is_counted_twice(&self, whole: usize, parts: &[usize]) -> bool {
        let Some(&last) = parts.last() else { return false };
        let value = |at: usize| self.sentence.figure(at).value;
        let off = self.sum(parts).saturating_sub(value(whole));
        let next = (last + 1..self.sentence.figures.len()).filter(|&at| at > whole).find(|&at| self.is_part(whole, at));
        off > Decimal::ONE && next.is_some_and(|next| value(next) == off)
    }

    /// 12篇,其中文字12篇、图解9篇: a part that is the whole says that the others are in it, too, unless the parts
    /// exclude each other.
    fn has_all_in_one(&self, whole: usize, parts: &[usize]) -> bool {
        let value = |at: usize| self.sentence.figure(at).value;
        parts.iter().any(|&part| value(part) == value(whole))
            && self.sum(parts) > value(whole)
            && self.kinds(whole, parts) != Some(Together::Complete)
            && !self.exclude_each_other(whole, parts)
    }

    /// 34件:直接起诉16件,维持13件、其他3件;复议后起诉18件,维持…: whether what semicolons part begins with figures that
    /// are the whole, so that the others are parts of these.
    fn adds_up_above(&self, whole: usize, parts: &[usize]) -> bool {
        let sentence = self.sentence;
        let Some(&last) = parts.last().filter(|&&last| last > whole) else { return false };
        let (behind, after) = (sentence.after(whole), sentence.after(last));
        let end = sentence.text[after..].find('。').map_or(sentence.text.len(), |end| after + end);
        let mut from = behind;
        let mut firsts = Vec::new();
        for piece in sentence.text[behind..end].split_inclusive(';') {
            let range = from..from + piece.len();
            firsts.extend(self.outside.iter().copied().find(|&at| range.contains(&sentence.figures[at].0)));
            from = range.end;
        }
        firsts.len() >= 2
            && firsts != parts
            && firsts.iter().all(|&at| self.is_part(whole, at))
            && self.sum(&firsts) == sentence.figure(whole).value
    }

    /// Whether what follows the parts says that they are not all: 甲23件、乙16件,两项占79.6%.
    fn is_told_behind(&self, parts: &[usize]) -> bool {
        let Some(&last) = parts.last() else { return false };
        let behind = self.sentence.text[self.sentence.after(last)..].split('。').next().unwrap_or_default();
        // 教师178人,其中专任教师152人,双师型教师96人,占专任教师的63.2%: the last one is of another.
        let of = self.check.part_shares.captures("like", behind).pop().and_then(|(_, like)| like);
        let is_share_of =
            |&part: &usize| of.as_ref().is_some_and(|of| self.words(part).0.ends_with(&behind[of.clone()]));
        parts.iter().any(is_share_of) || self.check.exempt.is_match(behind)
    }

    /// Whether the parts are those of another figure before them: 新收115件,连同结转5件,共120件。新收件中,个人108件、企业7件.
    fn sums_up_to_another(&self, whole: usize, parts: &[usize]) -> bool {
        let sum = self.sum(parts);
        let Some(&first) = parts.first().filter(|_| parts.len() >= 3) else { return false };
        // 不予公开11件(内部事务3件、执法案卷2件…): a bracket is of what it stands behind.
        if whole < first && self.sentence.text[self.sentence.after(whole)..].starts_with('(') {
            return false;
        }
        let mut before =
            self.outside.iter().copied().filter(|&at| at < first && at != whole && self.is_part(whole, at));
        sum != self.sentence.figure(whole).value && before.any(|at| self.sentence.figure(at).value == sum)
    }

    /// 复议11件,向甲申请2件、向乙申请9件,维持6件…: whether a figure is the last part of a list that adds up.
    pub(super) fn completes_another(&self, whole: usize) -> bool {
        let value = |at: usize| self.sentence.figure(at).value;
        let mut before =
            self.outside.iter().rev().copied().skip_while(|&at| at >= whole).take_while(|&at| self.is_part(whole, at));
        let mut sum = value(whole);
        let Some(mut next) = before.next() else { return false };
        before.take(MOST_IN_ROW).any(|at| {
            sum = sum.saturating_add(value(next));
            next = at;
            sum == value(at)
        })
    }

    /// The same of a list that nothing leads to: what it divides may be told sentences before.
    pub(super) fn are_of_another(&self, whole: usize, parts: &[usize]) -> bool {
        let sum = self.sum(parts);
        let unit = self.sentence.figure(whole).counts_in();
        let is_sum = |figure: &Figure| figure.counts_in() == unit && figure.value == sum;
        parts.len() >= 3 && sum != self.sentence.figure(whole).value && self.above().any(is_sum)
    }

    /// The figures before the sentence that are near.
    fn above(&self) -> impl Iterator<Item = &Figure> {
        self.sentence.figures_above(self.number(0), FIGURES_BEFORE)
    }

    /// 工程812个、143.6亿元,采购1946个、38.7亿元: whether each is the second number of something of its own.
    fn are_second_numbers(&self, whole: usize, parts: &[usize]) -> bool {
        let is_second = |at: usize| {
            let before = &self.sentence.text[..self.sentence.figures[at].0];
            before.strip_suffix('、').is_some_and(|before| before.ends_with(FIGURE))
        };
        is_second(whole) && parts.iter().all(|&part| is_second(part))
    }

    /// Whether the figures behind the parts complete them: 10件,包括:公开4件,部分公开1件,因保护第三方权益不予公开5件.
    fn adds_up_behind(&self, whole: usize, parts: &[usize]) -> bool {
        let Some(&last) = parts.last().filter(|&&last| last > whole) else { return false };
        let (text, after) = (&self.sentence.text, self.sentence.after(last));
        let end = text[after..].find('。').map_or(text.len(), |end| after + end);
        let value = self.sentence.figure(whole).value;
        let mut sum = self.sum(parts);
        let behind = self.outside.iter().copied().filter(|&at| at > last && self.sentence.figures[at].0 < end);
        behind.filter(|&at| self.is_part(whole, at)).any(|at| {
            sum = sum.saturating_add(self.sentence.figure(at).value);
            sum == value
        })
    }

    /// Whether the parts add up together with what else is counted between them: 142条,其中公告18篇、动态87条、其他37条.
    fn adds_up_with_others(&self, whole: usize, parts: &[usize]) -> bool {
        let Some(&last) = parts.last() else { return false };
        let between = || self.outside.iter().copied().filter(|&at| at > whole && at <= last);
        let all: Vec<usize> = between().filter(|&at| !self.sentence.is_ratio(at)).collect();
        all.len() > parts.len() && self.sum(&all) == self.sentence.figure(whole).value
    }

    /// 246人,其中教师221人,高级78人、一级92人、其他51人: whether the parts are too many for their whole, as some of them
    /// only divide one before them.
    fn are_nested(&self, whole: usize, parts: &[usize]) -> bool {
        let value = self.sentence.figure(whole).value;
        let is_behind = parts.first().is_some_and(|&first| whole < first);
        // What excludes each other divides nothing: 办结95件,公开34件,部分公开9件,不予公开25件…
        let are_kinds = || self.kinds(whole, parts) == Some(Together::Complete);
        is_behind && self.sum(parts) > value && !self.is_flat(parts) && !are_kinds() && {
            let outer = self.undivided(parts);
            let divided = outer.iter().copied().filter(|&part| {
                let next = parts.iter().position(|&other| other == part).and_then(|place| parts.get(place + 1));
                next.is_some_and(|next| !outer.contains(next))
            });
            // Of small numbers some always make up another.
            let is_large = |part: usize| self.sentence.figure(part).value >= LEAST_DIVIDED;
            outer.len() < parts.len() && self.sum(&outer) <= value && divided.into_iter().all(is_large)
        }
    }

    /// 文字26篇、图解18篇、视频8篇: whether parts stand side by side behind one light mark, so that none divides another.
    fn is_flat(&self, parts: &[usize]) -> bool {
        let sentence = self.sentence;
        parts.windows(2).all(|pair| {
            let gap = &sentence.text[sentence.after(pair[0])..sentence.figures[pair[1]].0];
            gap.matches(is_mark).eq(["、"])
        })
    }

    /// 自然人574件,组织94件;从内容看,甲318件、乙146件: whether the list of the parts begins behind another list that the
    /// whole is an item of.
    fn opens_another(&self, whole: usize, parts: &[usize]) -> bool {
        let Some(&first) = parts.first().filter(|&&first| whole + 1 < first) else { return false };
        let behind = self.sentence.after(first - 1);
        // 公示72件,按阶段分,甲43件、乙29件;按区域分,丙47件、丁27件: it is divided twice.
        let between: Vec<usize> = (whole + 1..first).filter(|&at| self.is_part(whole, at)).collect();
        let value = self.sentence.figure(whole).value;
        let is_divided = between.len() >= 2 && self.sum(&between) == value && self.sum(parts) > value;
        !is_divided
            && self.is_part(whole, first - 1)
            && !parts.contains(&(first - 1))
            && self.check.openers.is_match(&self.sentence.text[behind..self.sentence.figures[first].0])
    }

    /// 建议37件、提案52件,主办件分别为14件和19件: whether the parts are as many as the figures in a row before them, one of
    /// each.
    fn are_of_each_before(&self, whole: usize, parts: &[usize]) -> bool {
        let sentence = self.sentence;
        // 建议156件、提案203件,公开率分别为97.4%和95.1%,即152件和193件: shares may stand between.
        let is_next = |&&first: &&usize| whole < first && (whole + 1..first).all(|at| sentence.is_ratio(at));
        let Some(&first) = parts.first().filter(is_next) else { return false };
        let before: Vec<usize> =
            self.outside.iter().copied().filter(|&at| at == whole || at < whole && self.is_part(whole, at)).collect();
        let row = 1 + before
            .windows(2)
            .rev()
            .take_while(|pair| {
                let gap = &sentence.text[sentence.after(pair[0])..sentence.figures[pair[1]].0];
                self.is_part(pair[1], pair[0]) && gap.contains(['、', ',']) && !gap.contains([';', '。'])
            })
            .count();
        let run = 1 + parts
            .windows(2)
            .take_while(|pair| {
                let gap = &sentence.text[sentence.after(pair[0])..sentence.figures[pair[1]].0];
                pair[1] == pair[0] + 1 && matches!(gap, "、" | "和" | "与" | "及" | ",")
            })
            .count();
        row >= 2
            && row == run
            && self.check.each.is_match(&sentence.text[sentence.after(whole)..sentence.figures[first].0])
    }

    /// 办结43件。公开和部分公开22件,不予公开6件,无法提供10件,其他5件: whether a figure that seems to be the whole of those
    /// behind it is one of them, and all together are a figure before it, maybe in another sentence.
    pub(super) fn is_one_of_all(&self, whole: usize, parts: &[usize]) -> bool {
        let sentence = self.sentence;
        let is_behind = parts.first().is_some_and(|&first| whole < first);
        let number = self.number(whole);
        let before = sentence.figures_above(number, FIGURES_BEFORE);
        let before: Vec<&Figure> =
            before.filter(|figure| figure.counts_in() == sentence.figure(whole).counts_in()).collect();
        // 个人861件,企业119件,律所77件,其他5件: with those of its row that stand before it.
        let mut all = self.sum(parts);
        let row =
            self.outside.iter().rev().copied().skip_while(|&at| at > whole).take_while(|&at| self.is_part(whole, at));
        let mut sums = row.take(MOST_IN_ROW).map(|at| {
            all = all.saturating_add(sentence.figure(at).value);
            all
        });
        is_behind
            && self.sum(parts) != sentence.figure(whole).value
            && sums.any(|all| before.iter().any(|figure| figure.value == all))
    }
}
