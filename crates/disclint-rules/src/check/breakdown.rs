//! Wholes and their parts in one sentence: 共225条,其中甲64条,乙161条.
//!
//! Parts that exceed their whole are wrong. Parts that fall short are wrong only where they are said to
//! leave nothing out. Whatever is not meant exactly, or overlaps, is left alone.

mod afresh;
mod belonging;
mod bracketed;
mod closed;
mod columns;
mod form;
mod guards;
mod joined;
mod judgement;
mod kinds;
mod leads;
mod slips;
mod totals;
mod within;

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use disclint_document::FIGURE;
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use self::bracketed::brackets;
use self::joined::{is_meant, lists_kinds, lists_parts, with_items, with_sentences, with_summands};
use self::judgement::judge;
use super::passages::{Extent, MARKS, Passage, SENTENCES_ABOVE, are_alike, extents};
use super::silence::{Search, Silence};
use super::{Figures, Sink, Subject};
use crate::pack::BreakdownCheck;
use crate::slips::is_swapped;

/// How far behind a figure a lead may stand, in bytes of the sentence's text.
const LONGEST_GAP: usize = 45;

/// The same of one whose parts come near to their whole.
const LONGEST_FAR_GAP: usize = 150;

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
    afresh::add(subject, rule, check, &mut found);
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
        looked.over_wholes(found, first);
        looked.by_form(found, first);
        looked.in_columns(found, first);
    }
    listed.max(end)
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
        let unit = self.sentence.figure(whole).counts_in();
        self.sentence.is_count(whole, unit) && self.sentence.is_count(part, unit)
    }

    /// 共57人次(第一次18人,…): whether two units count the same, and both figures are meant exactly.
    fn counts_alike(&self, whole: usize, part: usize) -> bool {
        let unit = |at: usize| self.sentence.figure(at).counts_in();
        let are_exact = [whole, part].iter().all(|&at| self.sentence.is_exact(at, unit(at)));
        are_exact && unit(whole).zip(unit(part)).is_some_and(|(one, other)| are_alike(&self.check.alike, one, other))
    }

    /// Whether a figure says that it is the sum of those before it.
    fn sums_up(&self, total: usize, parts: &[usize]) -> bool {
        self.check.wholes.is_match(self.words(total).0) && self.sum(parts) == self.sentence.figure(total).value
    }

    /// 直接回应的5起、配合回应的7起,其余经核查不属实: whether the rest is told behind the parts, and not counted.
    fn leaves_rest(&self, parts: &[usize]) -> bool {
        let Some(&last) = parts.last() else { return false };
        let behind = &self.sentence.text[self.after_bracket(last)..];
        let clause = behind.strip_prefix([',', ';']).and_then(|behind| behind.split(is_mark).next());
        clause.is_some_and(|clause| {
            !clause.contains(FIGURE) && self.check.rest.places(clause).first().is_some_and(|rest| rest.start == 0)
        })
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
        let exhaustive = exhaustive
            && !self.leaves_rest(parts)
            && (is_half || is_swapped(self.sentence.figure(whole).value, self.sum(parts)));
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
