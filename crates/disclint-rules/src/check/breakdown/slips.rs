//! Slips of the pen: two digits that changed places, 352 written 325, or one digit that is another, 352 written 342.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::kinds::Together;
use super::{Looked, is_mark, strongest};
use crate::pack::Patterns;
use crate::slips::{is_digit_dropped, rarity, swapped};

/// What a list that no word calls complete must weigh to be meant to be: see [`Looked::is_meant`].
const ENOUGH: i64 = 48;

impl Looked<'_, '_> {
    pub(super) fn sum(&self, parts: &[usize]) -> Decimal {
        parts.iter().fold(Decimal::ZERO, |sum, &part| sum.saturating_add(self.sentence.figure(part).value))
    }

    /// Whether the parts would add up to their whole if two neighbouring digits of one number changed places,
    /// and by chance at most one in `one_in` sums that are about as far off would.
    pub(super) fn is_slip(&self, whole: usize, parts: &[usize], one_in: i64) -> bool {
        let number = |at: usize| {
            let value = self.sentence.figure(at).value;
            if value.fract().is_zero() { value.to_i64().filter(|number| *number > 0) } else { None }
        };
        let Some(whole) = number(whole) else { return false };
        let Some(parts) = parts.iter().map(|&part| number(part)).collect::<Option<Vec<_>>>() else { return false };
        let sum = parts.iter().fold(0i64, |sum, part| sum.saturating_add(*part));
        let off = sum.saturating_sub(whole);
        // By how much each swap would mend the sum.
        let mends = |number: i64| {
            let swapped = swapped(number.unsigned_abs()).filter_map(|other| i64::try_from(other).ok());
            swapped.map(move |other| number - other)
        };
        let all = || parts.iter().flat_map(|&part| mends(part)).chain(mends(whole).map(|by| -by));
        let near = whole.max(sum) / 5 * 3;
        let alike = all().filter(|by| by.signum() == off.signum() && by.abs() <= near).count();
        off.abs() <= near
            && all().any(|by| by == off)
            && i64::try_from(alike).is_ok_and(|alike: i64| alike.saturating_mul(one_in) <= near)
    }
}

impl Looked<'_, '_> {
    /// Whether a list that no word calls complete is built like one, and misses its whole by what only a slip of
    /// the pen explains.
    ///
    /// How rarely such a slip would explain a difference by chance, times what the form of the list is worth, and
    /// twice that where the words before it tell that parts follow.
    pub(super) fn is_meant(&self, whole: usize, parts: &[usize], is_told: bool) -> bool {
        let told = if is_told { 2 } else { 1 };
        // 图文62条、视频25条,此外还有直播10场.
        let has_more = || {
            let behind = parts.last().map_or("", |&last| &self.sentence.text[self.after_bracket(last)..]);
            self.check.more.is_match(behind.trim_start_matches(is_mark))
        };
        parts.len() >= 2
            && !has_more()
            && self.rarity(whole, parts).saturating_mul(self.form(whole, parts) * told) >= ENOUGH
    }

    /// One in how many differences a slip would explain, if one explains that between the parts and their whole; 0
    /// if none does.
    pub(super) fn rarity(&self, whole: usize, parts: &[usize]) -> i64 {
        let value = |at: usize| self.sentence.figure(at).value;
        let parts: Vec<Decimal> = parts.iter().map(|&part| value(part)).collect();
        rarity(value(whole), &parts)
    }

    /// What the form of a list says for its being complete.
    pub(super) fn form(&self, whole: usize, parts: &[usize]) -> i64 {
        let mut worth = 1;
        if parts.len() >= 3 {
            worth *= 2;
        }
        if self.check.wholes.is_match(self.words(whole).0) {
            worth *= 2;
        }
        let kinds = self.kinds(whole, parts);
        let mut are_all = kinds == Some(Together::Complete);
        match kinds {
            Some(Together::Complete) => worth *= 3,
            Some(Together::Lacking) if parts.len() == 2 => {}
            Some(_) => worth *= 2,
            None => {}
        }
        let are_opposites =
            |pair: &[usize]| self.are_opposites(pair[0], pair[1], 1) || self.are_opposites(pair[1], pair[0], 1);
        if parts.windows(2).any(are_opposites) || self.are_exclusive(parts) {
            worth *= 3;
            are_all = true;
        }
        let mark = |pair: &[usize]| self.mark_between(pair[0], pair[1]);
        let first = parts.windows(2).next().map(mark);
        if parts.windows(2).all(|pair| Some(mark(pair)) == first) {
            worth *= if self.is_tight(whole, parts) { 3 } else { 2 };
        }
        // Names that end, or begin, alike.
        let names: Vec<&str> = parts.iter().map(|&part| self.name(part)).collect();
        let common = |end: fn(&str, usize) -> Option<&str>, count: usize| {
            let first = names.first().and_then(|name| end(name, count));
            first.is_some() && names.iter().all(|name| end(name, count) == first)
        };
        if names.iter().all(|name| self.check.attributes.is_match(name)) {
            worth *= 4;
            are_all = true;
        } else if common(tail, 2) || common(head, 2) {
            worth *= 3;
        } else if common(tail, 1) {
            worth *= 2;
        }
        // 予以公开12件、部分公开2件: there are others, as there may be to any two.
        if parts.len() == 2 && kinds == Some(Together::Lacking) {
            worth /= 3;
        }
        let falls_short = self.sum(parts) < self.sentence.figure(whole).value;
        if parts.len() == 2 && falls_short && !are_all { worth / 2 } else { worth }
    }

    /// Whether each name has another word of those that exclude each other: 当月整改48条,跨月整改6条.
    fn are_exclusive(&self, parts: &[usize]) -> bool {
        self.check.counterparts.iter().any(|words| self.have_each(words, parts))
    }

    /// The same, and their whole has none of the words.
    pub(super) fn exclude_each_other(&self, whole: usize, parts: &[usize]) -> bool {
        let name = self.words(whole).0;
        self.check.counterparts.iter().any(|words| !words.is_match(name) && self.have_each(words, parts))
    }

    fn have_each(&self, words: &Patterns, parts: &[usize]) -> bool {
        let mut seen: Vec<&str> = Vec::new();
        parts.iter().all(|&part| {
            let name = self.name(part);
            let Some(place) = words.places(name).into_iter().next() else { return false };
            let word = &name[place];
            let is_new = !seen.contains(&word);
            seen.push(word);
            is_new
        })
    }

    /// The strongest mark between two figures.
    fn mark_between(&self, one: usize, other: usize) -> char {
        let (one, other) = (one.min(other), one.max(other));
        strongest(&self.sentence.text[self.sentence.after(one)..self.sentence.figures[other].0])
    }

    /// Whether nothing but the weakest mark stands between parts, and a stronger one before them.
    pub(super) fn is_tight(&self, whole: usize, parts: &[usize]) -> bool {
        parts.windows(2).all(|pair| self.mark_between(pair[0], pair[1]) == '、')
            && parts
                .first()
                .filter(|&&first| whole < first)
                .or(parts.last())
                .is_some_and(|&nearest| self.mark_between(whole, nearest) != '、')
    }

    /// Whether names begin alike: 回应民生问题69次,回应其他问题25次.
    pub(super) fn begin_alike(&self, parts: &[usize]) -> bool {
        let mut heads = parts.iter().map(|&part| head(self.name(part), 2));
        let first = heads.next().flatten();
        first.is_some() && heads.all(|other| other == first)
    }

    /// Whether a digit too few or too many explains the difference between a whole and its parts.
    pub(super) fn is_dropped(&self, whole: usize, parts: &[usize]) -> bool {
        let number = |at: usize| self.sentence.figure(at).value.to_i64();
        let all = || parts.iter().map(|&part| number(part)).collect::<Option<Vec<_>>>();
        let is_count = |&at: &usize| self.sentence.figure(at).value.fract().is_zero();
        parts.iter().chain([&whole]).all(is_count)
            && number(whole).zip(all()).is_some_and(|(whole, parts)| is_digit_dropped(whole, &parts))
    }

    /// What a part is called: the words before its number, or those behind it. Parts are looked at again with each
    /// that their list grows by.
    pub(super) fn name(&self, part: usize) -> &str {
        let text = &*self.sentence.text;
        let known = self.names.borrow().get(&part).cloned();
        let place = known.unwrap_or_else(|| {
            let name = self.read_name(part);
            let start = name.as_ptr().addr() - text.as_ptr().addr();
            let place = start..start + name.len();
            self.names.borrow_mut().insert(part, place.clone());
            place
        });
        &text[place]
    }

    fn read_name(&self, part: usize) -> &str {
        let (before, after) = self.words(part);
        let name = if before.is_empty() { after } else { before };
        let numeral = self.check.numerals.places(name).into_iter().find(|numeral| numeral.start == 0);
        let name = numeral.map_or(name, |numeral| &name[numeral.end..]);
        self.check.leads.places(name).first().filter(|lead| lead.start == 0).map_or(name, |lead| &name[lead.end..])
    }
}

fn head(text: &str, count: usize) -> Option<&str> {
    let end = text.char_indices().nth(count).map(|(end, _)| end)?;
    Some(&text[..end])
}

fn tail(text: &str, count: usize) -> Option<&str> {
    let start = text.char_indices().rev().nth(count - 1).map(|(start, _)| start).filter(|start| *start > 0)?;
    Some(&text[start..])
}
