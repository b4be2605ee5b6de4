//! What patterns need: of many patterns, which ones a text is worth trying on.

use rustc_hash::FxHashMap;

use super::literals::Literals;
use super::requirement::{best, required};

/// The literals that patterns need.
#[derive(Debug)]
pub(super) struct Needs {
    literals: Literals,
    /// For each literal the patterns that are looked at where it stands: those that it is the best of.
    leads_to: Vec<Vec<u32>>,
    /// Patterns that need no literal.
    always: Vec<u32>,
    required: Required,
}

/// For each pattern lists of literals, of each of which a text must hold one.
#[derive(Debug)]
enum Required {
    /// Of no more literals than there are bits: a list is one number.
    Few(Vec<Box<[u128]>>),
    Many(Vec<Vec<Vec<u32>>>),
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
        let mut all: Vec<Vec<Vec<u32>>> = Vec::new();
        for (pattern, at) in patterns.zip(0..) {
            let lists = required(pattern);
            all.push(lists.iter().map(|list| list.iter().map(|literal| number(*literal)).collect()).collect());
            match best(lists) {
                Some(list) => leading.extend(list.iter().map(|literal| (number(*literal), at))),
                None => always.push(at),
            }
        }
        let required = if numbers.len() <= u128::BITS as usize {
            let mask = |list: &Vec<u32>| list.iter().fold(0, |mask, literal| mask | 1 << literal);
            Required::Few(all.iter().map(|lists| lists.iter().map(mask).collect()).collect())
        } else {
            Required::Many(all)
        };
        let mut leads_to = vec![Vec::new(); numbers.len()];
        for (literal, pattern) in leading {
            leads_to[literal as usize].push(pattern);
        }
        let mut known: Vec<(u32, &str)> = numbers.into_iter().map(|(literal, number)| (number, literal)).collect();
        known.sort_unstable();
        let literals = Literals::new(known.into_iter().map(|(number, literal)| (literal, number)));
        Self { literals, leads_to, always, required }
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
                literals.resize(self.leads_to.len(), Places::default());
                *count += 1;
                open.extend(&self.always);
                self.literals.find(text, |literal, at| {
                    let (places, at) = (&mut literals[literal as usize], at as u32);
                    if places.text == *count {
                        places.last = at;
                    } else {
                        *places = Places { text: *count, first: at, last: at };
                        open.extend(&self.leads_to[literal as usize]);
                    }
                    false
                });
                let (literals, text) = (&*literals, *count);
                open.retain(|&pattern| {
                    may_follow(patterns[pattern as usize].iter().map(|list| {
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
