//! Lists whose items are counted in two units: 2期、176人次,其中线上1期、108人次,线下1期、66人次. Where the numbers of one
//! unit add up, the list leaves nothing out, and those of the other must add up, too.

use std::ops::Range;

use rust_decimal::Decimal;

use super::{Breakdown, Looked};

/// The fewest items of such a list.
const FEWEST: usize = 2;

/// How many bytes may stand between the two numbers of an item.
const LONGEST_ITEM: usize = 36;

/// The numbers of one unit: that of the whole, and of each item.
struct Column {
    whole: usize,
    parts: Vec<usize>,
}

impl Looked<'_, '_> {
    /// Lists of which the numbers of one unit add up, and those of the other do not. What the sentence has already
    /// been found to say begins at `first`.
    pub(super) fn in_columns(&self, found: &mut Vec<Breakdown>, first: usize) {
        let outside = &self.outside;
        let mut at = 0;
        while at + 2 * FEWEST <= outside.len() {
            let count = self.items(at);
            if count < FEWEST {
                at += 1;
                continue;
            }
            let run = at..at + 2 * count;
            at = run.end;
            let columns = self.led(&run).or_else(|| self.behind_whole(&run)).or_else(|| self.before_whole(&run));
            let Some([one, other]) = columns else { continue };
            let broken = match (self.is_summed(&one), self.is_summed(&other)) {
                (true, false) => other,
                (false, true) => one,
                _ => continue,
            };
            let is_taken = found[first..].iter().any(|known| !known.leaves(self.number(broken.whole)));
            let end = self.sentence.after(outside[run.end - 1].max(broken.whole));
            if is_taken || self.is_exempt(broken.whole, &broken.parts, end) {
                continue;
            }
            let parts = broken.parts.iter().map(|&part| self.number(part)).collect();
            found.push(Breakdown { whole: self.number(broken.whole), parts, exhaustive: true, is_told: true });
        }
    }

    /// How many items of two numbers stand one behind the other from the figure in the place `first` on, all in the
    /// same two units.
    fn items(&self, first: usize) -> usize {
        let sentence = self.sentence;
        let is_item = |at: usize| {
            let (&one, &other) = (self.outside.get(at)?, self.outside.get(at + 1)?);
            let (start, end) = (sentence.after(one), sentence.figures[other].0);
            let gap = sentence.text.get(start..end)?;
            let units = (sentence.figure(one).counts_in()?, sentence.figure(other).counts_in()?);
            let is_item = units.0 != units.1
                && gap.len() <= LONGEST_ITEM
                && !gap.contains([';', '。'])
                && self.check.leads.places(gap).is_empty()
                // 6个村各宣讲2场: so many for each.
                && !self.check.each.is_match(gap)
                && self.is_amount(one)
                && self.is_amount(other);
            is_item.then_some(units)
        };
        // Few sentences have two units that take turns: patterns are tried on these only.
        let unit = |at: usize| self.outside.get(at).and_then(|&at| sentence.figure(at).counts_in());
        let takes_turns = (first..first + 2).all(|at| unit(at).is_some() && unit(at) == unit(at + 2));
        let units = if takes_turns { is_item(first) } else { None };
        if units.is_none() {
            return 0;
        }
        (first..).step_by(2).take_while(|&at| is_item(at) == units).count()
    }

    /// Whether a figure counts something, exactly, and is neither a share nor the mean of others.
    fn is_amount(&self, at: usize) -> bool {
        let sentence = self.sentence;
        let unit = sentence.figure(at).counts_in();
        !sentence.is_ratio(at)
            && sentence.is_count(at, unit)
            && !self.check.asides.is_match(sentence.words(at).0)
            && !self.check.exempt.is_match(sentence.words_to(at))
            && !unit.is_some_and(|unit| self.check.unsummed.iter().any(|known| known == unit))
    }

    /// The whole in front of the items, told like them: 2期、176人次,其中线上1期、108人次,线下1期、66人次.
    fn led(&self, run: &Range<usize>) -> Option<[Column; 2]> {
        let items = run.start + 2..run.end;
        (items.len() >= 2 * FEWEST).then(|| self.behind_whole(&items))?
    }

    /// The whole before the items: the last figure of either unit.
    fn behind_whole(&self, run: &Range<usize>) -> Option<[Column; 2]> {
        let text = &self.sentence.text;
        let place = |at: usize| self.sentence.figures[at].0;
        let head = place(self.outside[run.start]);
        let statement = text[..head].rfind([';', '。']).unwrap_or(0);
        let whole_of = |item: usize| {
            let before = self.outside[..run.start].iter().rev().copied();
            let mut before = before.take_while(|&at| place(at) >= statement);
            before.find(|&at| self.is_part(at, item))
        };
        let wholes = [whole_of(self.outside[run.start])?, whole_of(self.outside[run.start + 1])?];
        // 其中: something must say that what follows is of what stands before.
        let from = self.sentence.after(wholes[0].max(wholes[1]));
        let is_led = self.check.leads.places(&text[..head]).iter().any(|lead| lead.start >= from)
            || self.check.announces.is_match(&text[from..head]);
        (is_led && wholes.iter().all(|&whole| self.is_amount(whole)))
            .then(|| [0, 1].map(|column| self.column(wholes[column], run, column)))
    }

    /// The whole behind the items, which says that it is one: 合计387户、275.1万元.
    fn before_whole(&self, run: &Range<usize>) -> Option<[Column; 2]> {
        let items = run.start..run.end.checked_sub(2)?;
        if items.len() < 2 * FEWEST {
            return None;
        }
        let wholes = [self.outside[items.end], self.outside[items.end + 1]];
        let is_total = self.check.wholes.is_match(self.words(wholes[0]).0);
        is_total.then(|| [0, 1].map(|column| self.column(wholes[column], &items, column)))
    }

    fn column(&self, whole: usize, run: &Range<usize>, column: usize) -> Column {
        let parts = self.outside[run.clone()].iter().copied().skip(column).step_by(2).collect();
        Column { whole, parts }
    }

    /// Whether the numbers add up, as exactly as they are told.
    fn is_summed(&self, column: &Column) -> bool {
        let value = |at: usize| self.sentence.figure(at).value;
        let off = (self.sum(&column.parts) - value(column.whole)).abs();
        let scale = column.parts.iter().chain([&column.whole]).map(|&at| value(at).normalize().scale()).max();
        let last_place = scale.filter(|scale| *scale > 0).map_or(Decimal::ZERO, |scale| Decimal::new(1, scale));
        // Each of them may be rounded by half of its last place.
        off <= last_place * Decimal::from(column.parts.len() + 1) / Decimal::TWO
    }
}
