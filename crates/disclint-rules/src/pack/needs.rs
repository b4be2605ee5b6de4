//! What patterns need: of many patterns, which ones a text is worth trying on.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::literals::Literals;
use super::requirement::required;

/// The literals that patterns need.
#[derive(Debug)]
pub(super) struct Needs {
    literals: Literals,
    /// For each literal, where its patterns begin in `led`; one more for where the last one's end.
    leads_to: Vec<u32>,
    /// The patterns that are looked at where a literal stands: those that it is the best of.
    led: Vec<u32>,
    /// Patterns that need no literal.
    always: Vec<u32>,
    required: Required,
}

/// For each pattern lists of literals, of each of which a text must hold one.
#[derive(Debug)]
enum Required {
    /// Of no more literals than there are bits: a list is one number.
    Few(Vec<Box<[u128]>>),
    Many(Numbered),
}

/// Lists of literals by their numbers, for one pattern after the other.
#[derive(Debug, Default)]
struct Numbered {
    numbers: Vec<u32>,
    /// For each list, where it ends among the numbers.
    list_ends: Vec<u32>,
    /// For each pattern, where its lists end.
    pattern_ends: Vec<u32>,
}

impl Numbered {
    fn lists(&self, pattern: usize) -> impl Iterator<Item = &[u32]> {
        let range =
            |ends: &[u32], at: usize| at.checked_sub(1).map_or(0, |before| ends[before]) as usize..ends[at] as usize;
        range(&self.pattern_ends, pattern).map(move |list| &self.numbers[range(&self.list_ends, list)])
    }
}

/// What a search remembers from text to text.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// For each literal the text, counted from 1, that it was last seen in.
    literals: Vec<Places>,
    text: u32,
    open: Vec<u32>,
}

/// Where a literal stands in a text: the first place and the last.
#[derive(Debug, Clone, Copy, Default)]
struct Places {
    text: u32,
    first: u32,
    last: u32,
}

impl Needs {
    /// Those of patterns, which are called by their numbers in this order.
    pub(super) fn new<'p>(patterns: impl Iterator<Item = &'p str>) -> Self {
        let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
        let mut number = |literal| {
            let next = numbers.len() as u32;
            *numbers.entry(literal).or_insert(next)
        };
        let mut leading: Vec<(u32, u32)> = Vec::new();
        let mut always = Vec::new();
        let mut all = Numbered::default();
        for (pattern, at) in patterns.zip(0..) {
            let lists = required(pattern);
            let best = lists.best();
            if best.is_none() {
                always.push(at);
            }
            for (list, literals) in lists.iter().enumerate() {
                let first = all.numbers.len();
                all.numbers.extend(literals.iter().map(|literal| number(*literal)));
                all.list_ends.push(all.numbers.len() as u32);
                if best == Some(list) {
                    leading.extend(all.numbers[first..].iter().map(|literal| (*literal, at)));
                }
            }
            all.pattern_ends.push(all.list_ends.len() as u32);
        }
        leading.sort_unstable();
        let mut leads_to = vec![0; numbers.len() + 1];
        for (literal, _) in &leading {
            leads_to[*literal as usize + 1] += 1;
        }
        for literal in 1..leads_to.len() {
            leads_to[literal] += leads_to[literal - 1];
        }
        let led = leading.into_iter().map(|(_, pattern)| pattern).collect();
        let mut known: Vec<(u32, &str)> = numbers.into_iter().map(|(literal, number)| (number, literal)).collect();
        known.sort_unstable_by_key(|(number, _)| *number);
        let required = if known.len() <= u128::BITS as usize {
            let mask = |list: &[u32]| list.iter().fold(0, |mask, literal| mask | 1 << literal);
            Required::Few((0..all.pattern_ends.len()).map(|pattern| all.lists(pattern).map(mask).collect()).collect())
        } else {
            Required::Many(all)
        };
        let literals = Literals::new(known.into_iter().map(|(number, literal)| (literal, number)));
        Self { literals, leads_to, led, always, required }
    }

    /// The patterns in `led` that a literal leads to.
    fn leads_to(&self, literal: u32) -> Range<usize> {
        let literal = literal as usize;
        self.leads_to[literal] as usize..self.leads_to[literal + 1] as usize
    }

    /// The patterns that may match `text`, in their order; all others do not.
    pub(super) fn prospects<'s>(&'s self, text: &str, seen: &'s mut Seen) -> &'s [u32] {
        let Seen { literals, text: count, open } = seen;
        open.clear();
        match &self.required {
            Required::Few(patterns) => {
                let mut there = 0_u128;
                let mut places = [(0, 0); u128::BITS as usize];
                self.literals.find(text, |literal, at| {
                    let bit = 1 << literal;
                    let first = if there & bit == 0 { at as u32 } else { places[literal as usize].0 };
                    places[literal as usize] = (first, at as u32);
                    there |= bit;
                    false
                });
                if there == 0 {
                    return &self.always;
                }
                let places_of = |list: &u128| Bits(list & there).map(|literal| places[literal as usize]);
                let is_open = |lists: &[u128]| {
                    lists.iter().all(|list| list & there != 0) && may_follow(lists.iter().map(places_of))
                };
                open.extend((0..).zip(patterns).filter(|(_, lists)| is_open(lists)).map(|(pattern, _)| pattern));
            }
            Required::Many(patterns) => {
                literals.resize(self.leads_to.len() - 1, Places::default());
                *count += 1;
                open.extend(&self.always);
                self.literals.find(text, |literal, at| {
                    let (places, at) = (&mut literals[literal as usize], at as u32);
                    if places.text == *count {
                        places.last = at;
                    } else {
                        *places = Places { text: *count, first: at, last: at };
                        open.extend(&self.led[self.leads_to(literal)]);
                    }
                    false
                });
                let (literals, text) = (&*literals, *count);
                open.retain(|&pattern| {
                    may_follow(patterns.lists(pattern as usize).map(|list| {
                        let places = list.iter().map(|&literal| literals[literal as usize]);
                        places.filter(move |places| places.text == text).map(|places| (places.first, places.last))
                    }))
                });
                open.sort_unstable();
                open.dedup();
            }
        }
        open
    }
}

/// Whether a text may have a literal of each list in the order of the lists, as a pattern needs them. For each list
/// the first and the last places of its literals in the text are given.
fn may_follow(lists: impl Iterator<Item = impl Iterator<Item = (u32, u32)>>) -> bool {
    let mut from = 0;
    for places in lists {
        let (mut first, mut last) = (u32::MAX, None);
        for (begins, ends) in places {
            first = first.min(begins);
            last = last.max(Some(ends));
        }
        if last.is_none_or(|last| last < from) {
            return false;
        }
        // The next one begins behind this one.
        from = from.max(first.saturating_add(1));
    }
    true
}

/// The places of the bits that are set.
struct Bits(u128);

impl Iterator for Bits {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let bit = self.0.trailing_zeros();
        // Takes the lowest bit away.
        self.0 &= self.0.checked_sub(1)?;
        Some(bit)
    }
}

#[cfg(test)]
mod tests {
    use super::{Needs, Seen};

    #[test]
    fn patterns_whose_literals_are_there_are_worth_trying() {
        let mut seen = Seen::default();
        // Few literals, and so many that they have no bit each.
        let others: Vec<String> = (0..130).map(|number| format!("辛{number}壬")).collect();
        let patterns = ["甲.*乙", "[丙丁]", "(?:甲|戊)己", "庚"];
        let few = Needs::new(patterns.into_iter());
        let many = Needs::new(patterns.into_iter().chain(others.iter().map(String::as_str)));
        for (text, expected) in [
            ("甲乙", &[0, 1][..]),
            ("乙甲", &[1]),
            ("乙甲丑乙", &[0, 1]),
            ("甲", &[1]),
            ("庚戊己", &[1, 2, 3]),
            ("", &[1]),
        ] {
            assert_eq!(few.prospects(text, &mut Seen::default()), expected, "{text}");
            assert_eq!(many.prospects(text, &mut seen), expected, "{text}");
        }
    }
}
