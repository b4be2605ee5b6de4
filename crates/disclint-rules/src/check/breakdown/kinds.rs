//! Parts whose words go together, such as online and on site: they need no lead, and may leave nothing out.

use disclint_document::FIGURE;
use rust_decimal::Decimal;

use super::{Breakdown, LONGEST_GAP, Looked, is_mark};

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

impl Looked<'_, '_> {
    /// The words around a figure, itself included.
    fn around(&self, at: usize) -> String {
        let (before, after) = self.sentence.words(at);
        format!("{before}{FIGURE}{after}")
    }

    /// Whether the words of all parts go together, and then what they say of it.
    pub(super) fn kinds(&self, whole: usize, parts: &[usize]) -> Option<Together> {
        let words = &self.check.words;
        let first = self.around(*parts.first()?);
        if parts.len() < 2 || !words.is_match(&first) {
            return None;
        }
        let others: Vec<String> = parts[1..].iter().map(|&part| self.around(part)).collect();
        let fits = |text: &str, word: usize| !words.places_of(word, text).is_empty();
        let mut found = None;
        for kinds in &self.check.kinds {
            let are_these = kinds.words.clone().any(|word| fits(&first, word))
                && others.iter().all(|text| kinds.words.clone().any(|word| fits(text, word)))
                && (kinds.of.is_empty() || kinds.of.is_match(&self.around(whole)));
            if are_these {
                let has = |word: usize| fits(&first, word) || others.iter().any(|text| fits(text, word));
                let together = match kinds.words.len() {
                    1 => Together::Open,
                    _ if kinds.words.clone().all(has) => Together::Complete,
                    _ => Together::Lacking,
                };
                found = found.max(Some(together));
            }
        }
        found
    }

    /// `436件,已办结401件,正在办理35件`: parts whose words go together need no lead.
    pub(super) fn after_wholes(&self, found: &mut Vec<Breakdown>) {
        let (sentence, check) = (self.sentence, self.check);
        let text = &sentence.text;
        if self.outside.len() < 3 || check.exempt.is_match(text) {
            return;
        }
        for (place, &whole) in self.outside.iter().enumerate() {
            let next = &self.outside[place + 1..];
            let is_own = sentence.figures[whole].0 >= sentence.own;
            if !is_own || !next.first().is_some_and(|&first| self.is_directly_behind(whole, first)) {
                continue;
            }
            let Some((parts, together)) = self.unled(whole, next) else { continue };
            let Some(&last) = parts.last() else { continue };
            let span = sentence.figures[whole].0..sentence.after(last);
            let has_lead = check.leads.places(&text[..span.end]).iter().any(|lead| lead.end > span.start);
            let says_all = match together {
                Together::Complete => true,
                Together::Open => check.wholes.is_match(sentence.words(whole).0),
                Together::Lacking => false,
            };
            if has_lead || text[span.end..].starts_with('等') || !says_all {
                continue;
            }
            if !self.is_covered(place, &parts) {
                self.add(found, whole, &parts, true);
            }
        }
    }

    /// Whether `first` begins the clause after that of `whole`.
    fn is_directly_behind(&self, whole: usize, first: usize) -> bool {
        let sentence = self.sentence;
        let gap = &sentence.text[sentence.after(whole)..sentence.figures[first].0];
        let mut pieces = gap.split([',', ':']);
        let is_short = pieces.next().is_some_and(|piece| piece.len() <= LONGEST_GAP);
        is_short
            && pieces.count() == 1
            && !gap.contains(['。', ';', '、'])
            && self.is_part(whole, first)
            && !self.check.asides.is_match(sentence.words(whole).0)
    }

    /// The parts right behind a whole that go together, and what they say of it.
    fn unled(&self, whole: usize, next: &[usize]) -> Option<(Vec<usize>, Together)> {
        let sentence = self.sentence;
        let is_one_mark = |pair: &[usize]| {
            let gap = &sentence.text[sentence.after(pair[0])..sentence.figures[pair[1]].0];
            !gap.contains('。') && gap.matches(is_mark).count() <= 1
        };
        let mut count = 1;
        while count < next.len() && self.is_part(whole, next[count]) && is_one_mark(&next[count - 1..=count]) {
            count += 1;
        }
        let listed = &next[..count];
        let is_rest = |&part: &usize| self.check.remainder.is_match(&self.around(part));
        if let Some(rest) = listed.iter().position(is_rest).filter(|&rest| rest > 0) {
            return Some((listed[..=rest].to_vec(), Together::Complete));
        }
        let together = (2..=count).map_while(|count| Some((count, self.kinds(whole, &next[..count])?)));
        together.last().map(|(count, together)| (next[..count].to_vec(), together))
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
