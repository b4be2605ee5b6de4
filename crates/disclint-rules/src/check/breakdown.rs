//! Wholes and their parts in one sentence: 共225条,其中甲64条,乙161条.
//!
//! Parts that exceed their whole are wrong. Parts that fall short are wrong only where they are said to
//! leave nothing out. Whatever is not meant exactly, or overlaps, is left alone.

mod closed;
mod form;
mod guards;
mod kinds;
mod leads;
mod slips;
mod totals;
mod within;

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use disclint_document::{FIGURE, Figure};
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use self::kinds::Together;
use super::passages::{Extent, MARKS, Passage, SENTENCES_ABOVE, are_alike, extents};
use super::silence::{Search, Silence};
use super::{Figures, Operand, Sink, Subject};
use crate::Lang;
use crate::pack::{BreakdownCheck, Patterns, Relation, Rule};
use crate::slips::is_swapped;

/// How far behind a figure a lead may stand, in bytes of the sentence's text.
const LONGEST_GAP: usize = 45;

/// The same of one whose parts come near to their whole.
const LONGEST_FAR_GAP: usize = 150;

/// How many characters what a figure counts may have behind it.
const LONGEST_NOUN: usize = 16;

/// How many figures before a whole may be what it is itself a part of.
const FIGURES_BEFORE: usize = 18;

/// How many figures of a row before one may be items of its list.
const MOST_IN_ROW: usize = 4;

/// What parts words as a comma does.
const DASHES: [char; 3] = ['—', '【', '】'];

/// The most sentences that are read as the items of one list.
const MOST_ITEMS: usize = 20;

/// A whole, its parts, and whether the parts leave nothing out; figures by their numbers in the prose.
pub(crate) struct Breakdown {
    pub(crate) whole: usize,
    pub(crate) parts: Vec<usize>,
    exhaustive: bool,
    /// Whether its numbers say anything: parts that may be but some of all never fall short.
    is_told: bool,
}

/// What there is in a sentence, with figures counted from its first one on: so it is the same wherever that stands.
enum Answer {
    /// It begins a list of so many sentences.
    Lists(usize),
    Is(Breakdown),
}

/// What the numbers of a breakdown say.
pub(crate) enum Sum {
    /// The parts are the whole.
    Agrees,
    /// The parts exceed the whole, or fall short where they should not.
    Differs(Decimal),
    /// Nothing can be said.
    Open,
}

/// A sentence and what of it stands in brackets.
struct Looked<'a, 's> {
    check: &'a BreakdownCheck,
    sentence: &'a Passage<'s>,
    /// See [`brackets`].
    brackets: Vec<Range<usize>>,
    /// The figures outside of all brackets.
    outside: Vec<usize>,
    /// For each part that was looked at, which words of the check's kinds it has.
    words: RefCell<FxHashMap<usize, Rc<[usize]>>>,
    /// Where the name of each part that was looked at stands.
    names: RefCell<FxHashMap<usize, Range<usize>>>,
    has_dashes: bool,
}

pub(super) fn check(
    subject: &Subject<'_>,
    rule: usize,
    check: &BreakdownCheck,
    figures: &mut Figures,
    sink: &mut Sink<'_>,
) {
    for breakdown in find(subject, rule, check) {
        figures.bind();
        judge(subject, &subject.pack().rules[rule], &breakdown, figures, sink);
    }
}

/// Every whole with its parts, in the order of the text; `rule` is the rule's number.
pub(crate) fn find(subject: &Subject<'_>, rule: usize, check: &BreakdownCheck) -> Vec<Breakdown> {
    let extents = extents(subject);
    let silence = Silence::new(subject, Search::Rule(rule), (SENTENCES_ABOVE + 2, MOST_ITEMS));
    let mut found = Vec::new();
    // Sentences up to here are items of a list that was looked at.
    let mut listed = 0;
    for at in 0..extents.len() {
        if at < listed || extents[at].figures.is_empty() {
            continue;
        }
        let Some(question) = silence.asks(at) else { continue };
        let first = extents[at].figures.start;
        let answer = question.answer(|| {
            let mut own = Vec::new();
            let end = look(subject, check, extents, at, &mut own);
            let lists = (end > at + 1).then_some(Answer::Lists(end - at));
            let is =
                own.into_iter().map(|breakdown| Answer::Is(breakdown.renumbered(|number| number.wrapping_sub(first))));
            lists.into_iter().chain(is).collect()
        });
        for answer in answer.iter() {
            match answer {
                Answer::Lists(count) => listed = at + count,
                Answer::Is(breakdown) => found.push(breakdown.renumbered(|number| number.wrapping_add(first))),
            }
        }
    }
    form::across(subject, rule, check, extents, &mut found);
    found
}

/// The wholes of one sentence, and of a list that it begins; returns where that ends.
fn look(
    subject: &Subject<'_>,
    check: &BreakdownCheck,
    extents: &[Extent],
    at: usize,
    found: &mut Vec<Breakdown>,
) -> usize {
    let mut listed = at;
    let mut sentence = Passage::read(subject, extents, at, &check.joins);
    if check.items.is_match(&sentence.text[sentence.own..]) {
        (sentence, listed) = with_items(subject, check, extents, at, sentence);
    }
    if check.lists && sentence.own == 0 && at > 0 {
        let before = Passage::read(subject, extents, at - 1, &check.joins);
        if extents[at - 1].section == extents[at].section && lists_parts(&before, &sentence) {
            let says_all = check.wholes.is_match(before.words(before.figures.len() - 1).0);
            let joined = before.with_list(&sentence);
            let count = sentence.figures.len();
            if says_all || count >= 4 || lists_kinds(check, &joined, count) || is_meant(check, &joined, count) {
                sentence = joined;
            }
        }
    }
    let (longer, end) = with_sentences(subject, check, extents, at, sentence);
    sentence = with_summands(subject, check, extents, at, longer);
    if sentence.figures.len() >= 2 && !check.disclaims.is_match(&sentence.text) {
        let looked = Looked::new(check, &sentence);
        let first = found.len();
        looked.in_brackets(found);
        looked.after_leads(found);
        looked.of_named(found);
        looked.before_totals(found);
        looked.after_wholes(found, first);
        looked.beyond_wholes(found, first);
        looked.by_form(found, first);
    }
    listed.max(end)
}

/// A list whose items are sentences, with the sentence before them, and where it ends: 共300条。第一类120条。第二类180条.
fn with_items<'s>(
    subject: &'s Subject<'s>,
    check: &BreakdownCheck,
    extents: &[Extent],
    at: usize,
    first: Passage<'s>,
) -> (Passage<'s>, usize) {
    let read = |at: usize| Passage::read(subject, extents, at, &Patterns::default());
    let is_near = |other: usize| extents[other].section == extents[at].section;
    let mut sentence = match at.checked_sub(1).filter(|&before| first.own == 0 && is_near(before)) {
        Some(before) => read(before).with_list(&first),
        None => first,
    };
    let mut end = at + 1;
    while end < extents.len().min(at + MOST_ITEMS) && is_near(end) {
        let item = read(end);
        if item.figures.is_empty() || !check.items.is_match(&item.text) {
            break;
        }
        sentence = sentence.with_item(&item, ';');
        end += 1;
    }
    (sentence, end)
}

/// The sentence with those behind it that are nothing but a name and a number, if all of them nearly add up to a
/// whole before them, and where they end: 共1472条。其中网站968条。微信385条。平台129条.
fn with_sentences<'s>(
    subject: &'s Subject<'s>,
    check: &BreakdownCheck,
    extents: &[Extent],
    at: usize,
    first: Passage<'s>,
) -> (Passage<'s>, usize) {
    let is_item = |text: &str| {
        let name = text.trim_end_matches(['。', '\n']).strip_suffix(FIGURE);
        name.is_some_and(|name| (2..=15).contains(&name.chars().count()) && !name.contains(FIGURE))
    };
    let read = |at: usize| Passage::read(subject, extents, at, &check.joins);
    let is_near = |other: usize| extents[other].section == extents[at].section && extents[other].figures.len() == 1;
    let Some(part) = first.figures.len().checked_sub(1) else { return (first, at) };
    if extents[at].figures.len() != 1 || !is_item(&first.text[first.own..]) {
        return (first, at);
    }
    let unit = first.figure(part).unit;
    let mut items = Vec::new();
    for other in (at + 1..extents.len().min(at + MOST_ITEMS)).take_while(|&other| is_near(other)) {
        let item = read(other);
        if item.own > 0 || !is_item(&item.text) || item.text.contains([',', ';', ':']) || !item.is_count(0, unit) {
            break;
        }
        items.push(item);
    }
    if items.len() < 2 {
        return (first, at);
    }
    let whole = match first.own {
        0 => at
            .checked_sub(1)
            .filter(|&before| extents[before].section == extents[at].section)
            .map(read)
            .filter(|before| before.text.ends_with(['。']) && before.text.trim_end_matches('。').ends_with(FIGURE)),
        _ => None,
    };
    let counted = match &whole {
        Some(before) => before
            .figures
            .len()
            .checked_sub(1)
            .filter(|&at| before.is_count(at, unit))
            .map(|at| before.figure(at).value),
        None => (0..part).rev().find(|&at| first.is_count(at, unit)).map(|at| first.figure(at).value),
    };
    let sum = items.iter().fold(first.figure(part).value, |sum, item| sum.saturating_add(item.figure(0).value));
    if counted.is_none_or(|whole| (sum - whole).abs() * Decimal::TEN > whole) {
        return (first, at);
    }
    let end = at + 1 + items.len();
    let mut sentence = match whole {
        Some(before) => before.with_list(&first),
        None => first,
    };
    for item in &items {
        sentence = sentence.with_item(item, '、');
    }
    (sentence, end)
}

/// A sentence that begins with how many figures the one before it has, and sums them up, with that one:
/// 甲221条;乙134条;丙318条。三个领域共673条.
fn with_summands<'s>(
    subject: &'s Subject<'s>,
    check: &BreakdownCheck,
    extents: &[Extent],
    at: usize,
    sentence: Passage<'s>,
) -> Passage<'s> {
    let is_sum = sentence.own == 0 && sentence.text.starts_with(FIGURE) && sentence.figures.len() >= 2;
    if !is_sum || at == 0 || extents[at - 1].section != extents[at].section {
        return sentence;
    }
    let before = Passage::read(subject, extents, at - 1, &Patterns::default());
    let unit = sentence.figure(1).unit;
    let counts = (0..before.figures.len()).filter(|&at| before.is_count(at, unit)).count();
    let is_total =
        |patterns: &Patterns| patterns.figures(&sentence.text).iter().any(|(at, _)| *at == sentence.figures[1].0);
    let is_theirs = counts >= 2 && sentence.figure(0).value == Decimal::from(counts) && before.text.ends_with('。');
    if is_theirs && (is_total(&check.totals) || is_total(&check.sums)) {
        let mut joined = before;
        let own = joined.text.len();
        joined = joined.with_item(&sentence, ';');
        joined.own = own;
        return joined;
    }
    sentence
}

/// Whether the last figures of a sentence are a list that was meant to be complete: see [`Looked::is_meant`].
fn is_meant(check: &BreakdownCheck, sentence: &Passage<'_>, count: usize) -> bool {
    let looked = Looked::new(check, sentence);
    let Some(whole) = (sentence.figures.len() - count).checked_sub(1) else { return false };
    let parts: Vec<usize> = (whole + 1..sentence.figures.len()).collect();
    // 网站发布510条,微信发布290条: what is done by each need not be all that is done.
    let is_deed = |&part: &usize| {
        let name = sentence.words(part).0;
        let last = name.char_indices().rev().nth(1).map_or(name, |(start, _)| &name[start..]);
        check.stops.is_match(last)
    };
    !parts.iter().any(is_deed) && looked.is_meant(whole, &parts, false)
}

/// Whether a sentence of nothing but names and numbers, `list`, are the parts of the whole that ends the one before.
fn lists_parts(before: &Passage<'_>, list: &Passage<'_>) -> bool {
    let Some(whole) = before.figures.len().checked_sub(1) else { return false };
    let unit = before.figure(whole).unit;
    let value = before.figure(whole).value;
    let is_item = |piece: &str| {
        let name = piece.strip_suffix(FIGURE);
        name.is_some_and(|name| (2..=10).contains(&name.chars().count()) && !name.contains(FIGURE))
    };
    let counts = 0..list.figures.len();
    let sum = counts.clone().fold(Decimal::ZERO, |sum, at| sum.saturating_add(list.figure(at).value));
    before.text[before.after(whole)..] == *"。"
        && before.is_count(whole, unit)
        && counts.len() >= 3
        && counts.clone().all(|at| list.is_count(at, unit) && list.figure(at).value < value)
        && list.text.trim_end_matches(['。', '\n']).split([',', ';', '、']).all(is_item)
        && (sum - value).abs() * Decimal::TEN <= value
}

/// Whether the last figures of a sentence are of kinds that go together, and more than the one before them.
fn lists_kinds(check: &BreakdownCheck, sentence: &Passage<'_>, count: usize) -> bool {
    let looked = Looked::new(check, sentence);
    let Some(whole) = (sentence.figures.len() - count).checked_sub(1) else { return false };
    let parts: Vec<usize> = (whole + 1..sentence.figures.len()).collect();
    looked.sum(&parts) > sentence.figure(whole).value && looked.kinds(whole, &parts).is_some()
}

/// Brackets from the opening to before the closing one, those within others included.
fn brackets(text: &str) -> Vec<Range<usize>> {
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

impl<'a, 's> Looked<'a, 's> {
    fn new(check: &'a BreakdownCheck, sentence: &'a Passage<'s>) -> Self {
        let brackets = brackets(&sentence.text);
        // 办公室(236条)、法规科(419条): one number behind each name.
        let bare = (0..sentence.figures.len()).filter(|&at| is_bare(sentence, at)).count();
        let is_outside = |&at: &usize| {
            bare >= 2 && is_bare(sentence, at)
                || !brackets.iter().any(|range: &Range<usize>| range.contains(&sentence.figures[at].0))
        };
        let outside = (0..sentence.figures.len()).filter(is_outside).collect();
        let has_dashes = sentence.text.contains(DASHES);
        Self { check, sentence, brackets, outside, words: RefCell::default(), names: RefCell::default(), has_dashes }
    }
}

impl Breakdown {
    /// The same with other numbers of the figures.
    fn renumbered(&self, number: impl Fn(usize) -> usize) -> Self {
        let parts = self.parts.iter().map(|&part| number(part)).collect();
        Self { whole: number(self.whole), parts, ..*self }
    }

    /// Whether it leaves open what a figure is.
    fn leaves(&self, number: usize) -> bool {
        !self.is_told || self.whole != number && !self.parts.contains(&number)
    }
}

impl Looked<'_, '_> {
    /// The words around a figure. A bracket before it is passed over: 村(社区)12个. Where a mark stands right before
    /// it, they are those before the mark: 最多的是咨询类,184条.
    fn words(&self, at: usize) -> (&str, &str) {
        let (mut before, mut after) = self.sentence.words(at);
        if self.has_dashes {
            before = before.rfind(DASHES).map_or(before, |dash| before[dash..].trim_start_matches(DASHES));
            after = after.find(DASHES).map_or(after, |dash| &after[..dash]);
        }
        let text = &self.sentence.text;
        let place = self.sentence.figures[at].0;
        // A类(已解决)的22件: a bracket within a name is passed over, too.
        let head = place - if before == "的" { before.len() } else { 0 };
        if !before.is_empty() && head == place {
            return (before, after);
        }
        let start_of = |named: &str| {
            let mark = named.char_indices().rev().find(|(_, c)| MARKS.contains(c) || matches!(*c, ')' | '〕' | FIGURE));
            mark.map_or(0, |(at, c)| at + c.len_utf8())
        };
        if let Some(range) = self.brackets.iter().find(|range| range.end + ')'.len_utf8() == head) {
            if text[range.clone()].contains(FIGURE) {
                return (before, after);
            }
            let named = &text[..range.start];
            return (&named[start_of(named)..], after);
        }
        let named = match text[..place].strip_suffix(',') {
            Some(named) if after.is_empty() => named,
            _ => match text[..place].strip_suffix(['(', '【']) {
                Some(named) if self.is_bare(at) => named,
                _ => return (before, after),
            },
        };
        (&named[start_of(named)..], after)
    }

    /// Whether a figure is all that a bracket holds: 办公室(236条).
    fn is_bare(&self, at: usize) -> bool {
        is_bare(self.sentence, at)
    }

    fn number(&self, at: usize) -> usize {
        self.sentence.figures[at].1
    }

    /// Whether the figure `part` may be a part of `whole`: the same unit, and both meant exactly.
    fn is_part(&self, whole: usize, part: usize) -> bool {
        let unit = self.sentence.figure(whole).unit;
        self.sentence.is_count(whole, unit) && self.sentence.is_count(part, unit)
    }

    /// 共57人次(第一次18人,…): whether two units count the same, and both figures are meant exactly.
    fn counts_alike(&self, whole: usize, part: usize) -> bool {
        let unit = |at: usize| self.sentence.figure(at).unit;
        let are_exact = [whole, part].iter().all(|&at| self.sentence.is_exact(at, unit(at)));
        are_exact && unit(whole).zip(unit(part)).is_some_and(|(one, other)| are_alike(&self.check.alike, one, other))
    }

    /// `240条(含图文140条、视频100条)`: the parts stand in the bracket.
    fn in_brackets(&self, found: &mut Vec<Breakdown>) {
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
                if beside.is_none() && (selects || !is_near && !self.is_meant(whole, &parts, false)) {
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

    /// Whether a figure says that it is the sum of those before it.
    fn sums_up(&self, total: usize, parts: &[usize]) -> bool {
        self.check.wholes.is_match(self.words(total).0) && self.sum(parts) == self.sentence.figure(total).value
    }

    fn add(&self, found: &mut Vec<Breakdown>, whole: usize, parts: &[usize], exhaustive: bool) {
        // 预算、决算各1份 are two.
        let is_exempt = |part: &usize| self.check.exempt.is_match(self.sentence.words_to(*part));
        let is_each = parts.iter().chain([&whole]).any(is_exempt) && !self.are_named_before(whole, parts);
        if is_each || self.is_no_list(whole, parts) {
            return;
        }
        // 教育9亿元、卫生5亿元,两项合计14亿元: their sum is no part.
        let (parts, exhaustive) = match parts {
            [first @ .., last] if first.len() >= 2 && self.sums_up(*last, first) => (first, false),
            _ => (parts, exhaustive),
        };
        // Parts that are less than half of the whole are not all there is, whatever they are called, unless two digits
        // of it have changed places: 516 for 156.
        let is_half = self.sum(parts) * Decimal::TWO >= self.sentence.figure(whole).value;
        let exhaustive = exhaustive && (is_half || is_swapped(self.sentence.figure(whole).value, self.sum(parts)));
        let is_told = exhaustive || self.sum(parts) >= self.sentence.figure(whole).value;
        let parts = parts.iter().map(|&part| self.number(part)).collect();
        found.push(Breakdown { whole: self.number(whole), parts, exhaustive, is_told });
    }
}

/// Whether a figure is all that a bracket holds.
fn is_bare(sentence: &Passage<'_>, at: usize) -> bool {
    sentence.text[..sentence.figures[at].0].ends_with('(') && sentence.text[sentence.after(at)..].starts_with(')')
}

fn is_mark(c: char) -> bool {
    matches!(c, ',' | ';' | '。' | '、')
}

/// The mark that parts most; a space if there is none.
fn strongest(words: &str) -> char {
    ['。', ';', ',', '、'].into_iter().find(|mark| words.contains(*mark)).unwrap_or(' ')
}

fn figure<'a>(subject: &Subject<'a>, number: usize) -> &'a Figure {
    &subject.document.prose.figures[number]
}

/// Adds up the parts.
pub(crate) fn add_up(subject: &Subject<'_>, breakdown: &Breakdown) -> Sum {
    let whole = figure(subject, breakdown.whole).value;
    let mut sum = Decimal::ZERO;
    for &part in &breakdown.parts {
        let Some(next) = sum.checked_add(figure(subject, part).value) else { return Sum::Open };
        sum = next;
    }
    let is_open = sum < whole && !breakdown.exhaustive;
    let rounded = breakdown.parts.iter().chain([&breakdown.whole]).filter_map(|&at| figure(subject, at).rounded_to);
    let slack = rounded.fold(Decimal::ZERO, Decimal::saturating_add) / Decimal::TWO;
    let off = sum.saturating_sub(whole).abs();
    // Several numbers are never all rounded as far as can be, and one of them the other way.
    let is_within = off < slack || (off == slack && breakdown.parts.len() < 3);
    if off.is_zero() || is_within {
        Sum::Agrees
    } else if is_open {
        Sum::Open
    } else {
        Sum::Differs(sum)
    }
}

/// The one part that, with two neighbouring digits the other way round, makes the sum right, and what it then is: 136
/// for 163. None where the whole may as well be so.
fn swapped_part(subject: &Subject<'_>, breakdown: &Breakdown, sum: Decimal) -> Option<(usize, Decimal)> {
    let whole = figure(subject, breakdown.whole).value;
    if is_swapped(whole, sum) {
        return None;
    }
    let off = whole.checked_sub(sum)?;
    let meant = |part: usize| figure(subject, part).value.saturating_add(off);
    let mut parts =
        breakdown.parts.iter().copied().filter(|&part| is_swapped(figure(subject, part).value, meant(part)));
    let part = parts.next()?;
    parts.next().is_none().then(|| (part, meant(part)))
}

fn judge(subject: &Subject<'_>, rule: &Rule, breakdown: &Breakdown, figures: &mut Figures, sink: &mut Sink<'_>) {
    let whole = figure(subject, breakdown.whole);
    let sum = match add_up(subject, breakdown) {
        Sum::Open => return,
        Sum::Agrees => None,
        Sum::Differs(sum) => Some(sum),
    };
    let parts = breakdown.parts.iter().copied().map(Operand::figure).collect();
    figures.compare(vec![Operand::figure(breakdown.whole)], Relation::Equal, parts, sum.is_none());
    let Some(sum) = sum else { return };
    let document = subject.document;
    let written: Vec<String> = breakdown.parts.iter().map(|&part| figure(subject, part).value.to_string()).collect();
    let parts = if written.len() == 1 { sum.to_string() } else { format!("{} = {sum}", written.join(" + ")) };
    let stated = document.text(whole.span).trim().to_owned();
    let (label, mark) = match sink.lang() {
        Lang::Zh => (format!("各项之和为 {sum}"), "分项"),
        Lang::En => (format!("the parts sum to {sum}"), "a part"),
    };
    let values = [("whole", stated.as_str()), ("parts", parts.as_str()), ("sum", &*sum.to_string())];
    let Some((part, meant)) = swapped_part(subject, breakdown, sum) else {
        let finding = sink.add(rule, whole.number, &rule.id, &values).label(label);
        for &part in breakdown.parts.iter().take(8) {
            finding.related(figure(subject, part).number, mark);
        }
        return;
    };
    // It stands where the slip of the pen most likely is.
    let (label, of_whole) = match sink.lang() {
        Lang::Zh => (format!("疑为 {meant}"), "总数"),
        Lang::En => (format!("{meant} may be meant"), "the whole"),
    };
    let finding = sink.add(rule, figure(subject, part).number, &rule.id, &values).label(label);
    finding.related(whole.number, of_whole);
    for &other in breakdown.parts.iter().filter(|&&other| other != part).take(8) {
        finding.related(figure(subject, other).number, mark);
    }
}
