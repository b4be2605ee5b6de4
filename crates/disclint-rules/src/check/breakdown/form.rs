//! Lists that neither a lead nor their words tell: what their numbers and their form say together.
//!
//! The last resort. All that a statement counts in one unit is tried as a whole with its parts, first or last; it is
//! one if the parts miss the whole by what a slip of the pen explains, and seldom anything else.

use disclint_document::{Bound, Figure};
use rust_decimal::Decimal;

use super::super::Subject;
use super::super::claims::{fits, quotient};
use super::super::passages::{Extent, Passage, per};
use super::super::silence::{Search, Silence};
use super::kinds::Together;
use super::{Breakdown, Looked};
use crate::pack::{BreakdownCheck, Patterns};
use crate::slips::rarity;

/// What a list must weigh that nothing announces.
const ENOUGH: i64 = 96;

/// What a list must weigh where words say that one follows, or that a figure sums up.
const ENOUGH_TOLD: i64 = 48;

/// The most parts of such a list.
const MOST_PARTS: usize = 20;

/// What opens a bracket.
const OPENING: [char; 3] = ['(', '〔', '【'];

/// The most sentences that are read as one list.
const MOST_SENTENCES: usize = 12;

/// Lists over several sentences that nothing else has found: 共189条。通过网站的有109条。通过微信的有70条.
pub(super) fn across(
    subject: &Subject<'_>,
    rule: usize,
    check: &BreakdownCheck,
    extents: &[Extent],
    found: &mut Vec<Breakdown>,
) {
    let silence = Silence::new(subject, Search::Second(rule), (0, MOST_SENTENCES));
    for at in 0..extents.len() {
        if extents[at].figures.is_empty() {
            continue;
        }
        let Some(question) = silence.asks(at) else { continue };
        let chain = end_of_chain(subject, extents, at);
        let Some(end) = chain.filter(|&end| may_be_slip(subject, &extents[at..end])) else {
            question.is_nothing();
            continue;
        };
        let none = Patterns::default();
        let read = |at: usize| Passage::read(subject, extents, at, &none);
        let mut passage = read(at);
        let own = passage.figures.len();
        for other in at + 1..end {
            passage = passage.with_item(&read(other), '。');
        }
        let looked = Looked::new(check, &passage);
        let Some(unit) = passage.figure(own - 1).counts_in() else { continue };
        let is_free = |at: usize| {
            let number = looked.number(at);
            found.iter().all(|other| other.leaves(number))
        };
        let is_same = |&at: &usize| passage.figure(at).counts_in() == Some(unit);
        let run: Vec<usize> = looked.outside.iter().copied().filter(is_same).collect();
        let parts: Vec<usize> = run.iter().copied().filter(|&at| at >= own).collect();
        let is_list = run.len() <= MOST_PARTS && run.iter().all(|&at| passage.is_count(at, Some(unit)) && is_free(at));
        let is_any = || {
            looked.rarity(own - 1, &parts) > 0
                || run.split_last().is_some_and(|(&last, parts)| looked.rarity(last, parts) > 0)
        };
        if !is_list || !is_any() {
            continue;
        }
        if check.disclaims.is_match(&passage.text)
            || check.apart.is_match(&passage.text)
            || check.exempt.is_match(&passage.text)
        {
            continue;
        }
        // What a sentence counts is a whole only if it says so, or its parts are counted off.
        let says_so = check.wholes.is_match(passage.words(own - 1).0)
            || check.tallies.is_match(passage.words(own - 1).0)
            || looked.exclude_each_other(own - 1, &parts)
            || parts.iter().all(|&part| check.numerals.is_match(passage.words(part).0));
        let whole_first = || (says_so && looked.is_list_by_form(own - 1, &parts)).then(|| (own - 1, parts.clone()));
        let whole_last = || {
            let (&last, parts) = run.split_last()?;
            let may_be = run[0] == own - 1 || end == at + 2;
            let is_total = may_be && check.tallies.is_match(passage.words(last).0);
            (is_total && looked.is_list_by_form(last, parts)).then(|| (last, parts.to_vec()))
        };
        if let Some((whole, parts)) = whole_first().or_else(whole_last) {
            looked.add(found, whole, &parts, true);
        }
    }
}

/// Whether the numbers of such sentences may be a list that misses its whole by a slip; that costs less than to read
/// them.
fn may_be_slip(subject: &Subject<'_>, extents: &[Extent]) -> bool {
    let prose = &subject.document.prose;
    let Some((first, rest)) = extents.split_first() else { return false };
    // What stands in brackets does not belong to the list.
    if extents.iter().any(|extent| extent.text(subject).contains(OPENING)) {
        return true;
    }
    let own = &prose.figures[first.figures.clone()];
    let unit = own.last().and_then(Figure::counts_in);
    let values = |extent: &Extent| {
        let figures = prose.figures[extent.figures.clone()].iter();
        figures.filter(|figure| figure.counts_in() == unit).map(|figure| figure.value).collect::<Vec<_>>()
    };
    let mut all = values(first);
    let (Some(&whole), before) = (all.last(), all.len()) else { return false };
    all.extend(rest.iter().flat_map(values));
    let is_last = || all.split_last().is_some_and(|(&last, parts)| rarity(last, parts) > 0);
    all.len() <= MOST_PARTS && (rarity(whole, &all[before..]) > 0 || is_last())
}

/// Where the sentences end that go on from the one `at` with one figure each of the unit that it ends with, or with
/// a list of them in a single sentence.
fn end_of_chain(subject: &Subject<'_>, extents: &[Extent], at: usize) -> Option<usize> {
    let figures = &subject.document.prose.figures;
    let whole = figures[extents[at].figures.clone()].last().filter(|figure| figure.bound == Bound::Exact)?;
    let is_near = |other: usize| extents[other].section == extents[at].section;
    let most = extents.len().min(at + MOST_SENTENCES);
    let count = |other: usize| {
        figures[extents[other].figures.clone()].iter().filter(|figure| figure.counts_in() == whole.counts_in()).count()
    };
    whole.counts_in()?;
    let mut end = at + 1;
    while end < most && is_near(end) && count(end) == 1 {
        end += 1;
    }
    match end - at {
        1 if end < most && is_near(end) && count(end) >= 2 => Some(end + 1),
        2 if count(at) >= 2 => Some(end),
        3.. => Some(end),
        _ => None,
    }
}

impl Looked<'_, '_> {
    /// Lists of the sentence that nothing else has found; what has been begins at `first`.
    pub(super) fn by_form(&self, found: &mut Vec<Breakdown>, first: usize) {
        let sentence = self.sentence;
        if self.outside.len() < 3 {
            return;
        }
        let mut units: Vec<&str> = Vec::new();
        for &at in &self.outside {
            let Some(unit) = sentence.figure(at).counts_in().filter(|_| !sentence.is_ratio(at)) else { continue };
            if units.contains(&unit) {
                continue;
            }
            units.push(unit);
            let is_free = |at: usize| {
                let number = self.number(at);
                found[first..].iter().all(|other| other.leaves(number))
            };
            let run: Vec<usize> =
                self.outside.iter().copied().filter(|&at| sentence.figure(at).counts_in() == Some(unit)).collect();
            let are_counts = run.iter().all(|&at| sentence.is_count(at, Some(unit)) && is_free(at));
            if run.len() < 3 || run.len() > MOST_PARTS || !are_counts || run[run.len() - 1] < self.first_own() {
                continue;
            }
            if let Some((whole, parts)) = self.whole_and_parts(&run)
                && !self.is_exempt(whole, &parts, sentence.text.len())
            {
                self.add(found, whole, &parts, true);
            }
        }
    }

    /// Whether numbers that stand elsewhere say that a list that nothing leads to is none.
    pub(super) fn is_of_others(&self, whole: usize, parts: &[usize]) -> bool {
        let Some(&first) = parts.first() else { return false };
        let gap = self.sentence.text.get(self.sentence.figures[whole].0..self.sentence.figures[first].0);
        let is_named = || {
            let text = self.sentence.text.get(self.sentence.figures[whole].0..self.sentence.after(first));
            text.is_some_and(|text| self.check.named.is_match(text))
        };
        let is_led = gap.is_some_and(|gap| gap.contains([':', '(']) || !self.check.leads.places(gap).is_empty())
            || is_named()
            || self.kinds(whole, parts) == Some(Together::Complete);
        let is_explained = self.sum(parts) == self.sentence.figure(whole).value;
        !is_led
            && !is_explained
            && (self.is_one_of_all(whole, parts) || self.are_of_another(whole, parts) || self.completes_another(whole))
    }

    /// The first figure of the sentence itself.
    fn first_own(&self) -> usize {
        let sentence = self.sentence;
        sentence.figures.iter().position(|figure| figure.0 >= sentence.own).unwrap_or(sentence.figures.len())
    }

    fn whole_and_parts(&self, run: &[usize]) -> Option<(usize, Vec<usize>)> {
        let gap = |pair: &[usize]| &self.sentence.text[self.sentence.after(pair[0])..self.sentence.figures[pair[1]].0];
        // Where statements begin that have a whole of their own.
        let begins = (1..run.len()).filter(|&at| gap(&run[at - 1..=at]).contains([';', '。']));
        for begin in [0].into_iter().chain(begins) {
            let (whole, rest) = (run[begin], &run[begin + 1..]);
            if rest.len() < 2 {
                break;
            }
            // Behind a comma a list ends at the first semicolon.
            let first_end = (1..rest.len()).find(|&at| gap(&rest[at - 1..=at]).contains([';', '。']));
            let is_weak = !gap(&run[begin..begin + 2]).contains([';', '。']);
            let ends = first_end.filter(|&end| is_weak && end >= 2);
            for end in [Some(rest.len()), ends].into_iter().flatten() {
                let parts = &rest[..end];
                // 检测1216批次,合格1204批次;曝光2批: a list does not go on behind a stronger mark than it begins with.
                if is_weak && first_end.is_some_and(|first| first < end) && parts.len() < 3 {
                    continue;
                }
                // What adds up is a list.
                if self.sum(parts) == self.sentence.figure(whole).value {
                    return None;
                }
                if !self.is_item(whole, run) && self.is_list_by_form(whole, parts) {
                    return Some((whole, parts.to_vec()));
                }
            }
        }
        let (&last, parts) = run.split_last()?;
        let is_total = self.check.tallies.is_match(self.sentence.words(last).0);
        (is_total && self.is_list_by_form(last, parts)).then(|| (last, parts.to_vec()))
    }

    /// 办结294件;办理结果:公开152件,部分公开27件: whether a figure begins a list itself, or stands in one with those
    /// behind it that adds up to another.
    fn is_item(&self, whole: usize, run: &[usize]) -> bool {
        let text = &self.sentence.text;
        let place = self.sentence.figures[whole].0;
        let statement = text[..place].rfind([';', '。', super::FIGURE]).unwrap_or(0);
        let above = &text[statement..place];
        let opens = above.contains(':') || self.check.openers.is_match(above);
        if opens && !self.check.wholes.is_match(self.words(whole).0) {
            return true;
        }
        let value = |at: usize| self.sentence.figure(at).value;
        let mut sum = value(whole);
        run.iter().skip_while(|&&at| at <= whole).any(|&at| {
            sum = sum.saturating_add(value(at));
            run.iter().any(|&other| other < whole && value(other) == sum)
        })
    }

    /// Whether numbers and form together say that a figure is the whole of others.
    pub(super) fn is_list_by_form(&self, whole: usize, parts: &[usize]) -> bool {
        let sentence = self.sentence;
        let value = |at: usize| sentence.figure(at).value;
        let Some(&first) = parts.first().filter(|_| parts.len() >= 2) else { return false };
        // What is reckoned costs less than what is read.
        let rarity = self.rarity(whole, parts);
        if rarity == 0 || !self.may_be_parts(whole, parts) {
            return false;
        }
        let mut worth = self.form(whole, parts);
        let gap = if whole < first { &sentence.text[sentence.after(whole)..sentence.figures[first].0] } else { "" };
        let is_told = whole > first || self.check.announces.is_match(gap);
        if self.are_named_before(whole, parts) || self.are_counted(whole, parts) {
            worth *= 3;
        }
        if parts.last().is_some_and(|&last| self.check.rest.is_match(self.words(last).0)) {
            worth *= 3;
        }
        let is_deed = |&&part: &&usize| {
            let name = self.words(part).0;
            let last = name.char_indices().rev().nth(1).map_or(name, |(start, _)| &name[start..]);
            self.check.stops.is_match(name) || gap.contains('。') && self.check.stops.is_match(last)
        };
        let are_deeds = parts.iter().filter(is_deed).count();
        if are_deeds > 0 && !self.begin_alike(parts) {
            // 全年930条。网站发布510条,微信发布290条: in a sentence of its own it need not tell all.
            worth /= if gap.contains('。') && self.sum(parts) < value(whole) { 48 } else { 2 };
        }
        if self.is_distinct(whole) {
            worth *= 2;
        }
        // What is more than its whole stands beside it, as a rule.
        if parts.iter().any(|&part| value(part) >= value(whole)) {
            worth /= 4;
        }
        if self.are_named_by(whole, parts) {
            worth *= 4;
        } else if whole < first && self.stand_beside(whole, parts) {
            worth /= 4;
        }
        let last = parts.last().map_or(first, |&last| last.max(whole));
        let is_sentence = !sentence.text[sentence.figures[whole.min(first)].0..sentence.figures[last].0].contains('。');
        // Parts that exceed a whole in their own sentence are wrong whether or not they are all there is.
        let enough = if is_told || is_sentence && self.sum(parts) > value(whole) { ENOUGH_TOLD } else { ENOUGH };
        rarity.saturating_mul(worth) >= enough
    }

    /// Whether nothing says that the figures are no parts of the whole.
    fn may_be_parts(&self, whole: usize, parts: &[usize]) -> bool {
        let value = |at: usize| self.sentence.figure(at).value;
        let takes_rest = parts.last().is_some_and(|&last| self.check.rest.is_match(self.words(last).0));
        let begins_list = |words: &str| self.check.leads.places(words).first().is_some_and(|lead| lead.start == 0);
        let are_kinds = self.kinds(whole, parts).is_some();
        let is_other = |&part: &usize| {
            let (before, after) = self.sentence.words(part);
            self.check.asides.is_match(before)
                || !are_kinds && self.check.remarks.is_match(before)
                || self.check.more.is_match(before)
                || whole < part && part > parts[0] && begins_list(before)
                || whole < part && self.is_tally(before)
                || !takes_rest && (self.check.overlaps.is_match(before) || self.check.overlaps.is_match(after))
        };
        let adds_up = |parts: &[usize], whole: Decimal| self.sum(parts) == whole;
        !self.check.asides.is_match(self.words(whole).0)
            && !begins_list(self.sentence.words(whole).0)
            && !self.check.attributes.is_match(self.sentence.words(whole).0)
            && !self.goes_on_in_other_units(whole, parts)
            && !parts.iter().any(is_other)
            && !self.is_of_sum(parts)
            && !self.is_kind_too(whole, parts)
            && !self.is_counterpart(whole, parts)
            && !parts.last().is_some_and(|&last| self.sentence.text[self.after_bracket(last)..].starts_with('等'))
            && !self.is_named_like(whole, parts)
            && !self.add_up_without_one(whole, parts)
            && !(2..parts.len()).any(|end| adds_up(&parts[..end], value(whole)))
            && !(0..parts.len().saturating_sub(2)).any(|at| adds_up(&parts[at + 1..], value(parts[at])))
    }

    /// 全年回访341件: whether words begin like those of a total.
    pub(super) fn is_tally(&self, words: &str) -> bool {
        self.check.tallies.places(words).first().is_some_and(|tally| tally.start == 0)
    }

    /// 一季度787条,二季度121条,三季度661条: whether a whole has a word that excludes those of its parts.
    pub(super) fn is_counterpart(&self, whole: usize, parts: &[usize]) -> bool {
        let begins =
            |words: &Patterns, at: usize| words.places(self.words(at).0).first().is_some_and(|place| place.start == 0);
        let mut counterparts = self.check.counterparts.iter();
        counterparts.any(|words| begins(words, whole) && parts.iter().all(|&part| begins(words, part)))
    }

    /// 开展督查43次,定期督查12次,专项督查31次: whether most parts are named by what their whole counts, and more.
    fn are_named_by(&self, whole: usize, parts: &[usize]) -> bool {
        let name = self.words(whole).0;
        let mut ends = self.check.plain.places(name).into_iter().map(|plain| &name[plain.end..]);
        let noun = ends.rfind(|noun| noun.chars().count() >= 2).unwrap_or_default();
        let is_kind = |&&part: &&usize| {
            let own = self.words(part).0;
            own.len() > noun.len() && own.ends_with(noun) && !self.check.stops.is_match(own)
        };
        !noun.is_empty() && parts.iter().filter(is_kind).count() * 3 >= parts.len() * 2
    }

    /// 21件,占43.8%: whether a share of a part is that of what all parts add up to, whatever whole stands before.
    fn is_of_sum(&self, parts: &[usize]) -> bool {
        let sentence = self.sentence;
        let sum = self.sum(parts);
        parts.iter().any(|&part| {
            let share = part + 1;
            share < sentence.figures.len()
                && per(sentence.figure(share)).is_some_and(|per| {
                    let exact = quotient(sentence.figure(part).value, sum, per);
                    exact.is_some_and(|exact| fits(exact, sentence.figure(share), false))
                })
        })
    }

    /// Whether as many names stand before a list as it has parts: 网站、微信和微博分别为248条、255条、255条.
    pub(super) fn are_named_before(&self, whole: usize, parts: &[usize]) -> bool {
        let sentence = self.sentence;
        let Some(&first) = parts.first() else { return false };
        let text = &sentence.text[..sentence.figures[first].0];
        let start = text
            .rfind([',', ';', '。', ':', super::FIGURE])
            .map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
        let clause = &text[start..];
        let names = clause.split(['、']).count() + clause.matches(['和', '及', '与']).count().min(1);
        whole != first && self.check.respective.is_match(clause) && names == parts.len()
    }

    /// Whether the sentence says how many parts there are.
    fn are_counted(&self, whole: usize, parts: &[usize]) -> bool {
        let sentence = self.sentence;
        let unit = sentence.figure(whole).counts_in();
        let count = Decimal::from(parts.len());
        self.outside.iter().any(|&at| {
            let figure = sentence.figure(at);
            at != whole
                && !parts.contains(&at)
                && figure.counts_in().is_some()
                && figure.counts_in() != unit
                && figure.value == count
        })
    }
}
