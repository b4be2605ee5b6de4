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
    /// For each pattern lists of literals, of each of which a text must hold one.
    required: Vec<Vec<Vec<u32>>>,
}

/// What a search remembers from text to text.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// The text, counted from 1, that a literal was last seen in.
    literals: Vec<u32>,
    text: u32,
    open: Vec<u32>,
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
        let mut all = Vec::new();
        for (pattern, at) in patterns.zip(0..) {
            let lists = required(pattern);
            all.push(lists.iter().map(|list| list.iter().map(|literal| number(*literal)).collect()).collect());
            match best(lists) {
                Some(list) => leading.extend(list.iter().map(|literal| (number(*literal), at))),
                None => always.push(at),
            }
        }
        let mut leads_to = vec![Vec::new(); numbers.len()];
        for (literal, pattern) in leading {
            leads_to[literal as usize].push(pattern);
        }
        let mut known = vec![""; numbers.len()];
        let all_numbers: Vec<_> = numbers.into_iter().collect();
        for (literal, number) in all_numbers {
            known[number as usize] = literal;
        }
        let literals = Literals::new(known.into_iter().zip(0..));
        Self { literals, leads_to, always, required: all }
    }

    /// The patterns that may match `text`, in their order; all others do not.
    pub(super) fn prospects<'s>(&self, text: &str, seen: &'s mut Seen) -> &'s [u32] {
        seen.literals.resize(self.leads_to.len(), 0);
        seen.text += 1;
        let Seen { literals, text: count, open } = seen;
        open.clear();
        open.extend(&self.always);
        self.literals.find(text, |literal| {
            let literal = literal as usize;
            if literals[literal] != *count {
                literals[literal] = *count;
                open.extend(&self.leads_to[literal]);
            }
            false
        });
        open.sort_unstable();
        open.dedup();
        let is_there = |list: &Vec<u32>| list.iter().any(|&literal| literals[literal as usize] == *count);
        open.retain(|&pattern| self.required[pattern as usize].iter().all(is_there));
        open
    }
}

#[cfg(test)]
mod tests {
    use super::{Needs, Seen};

    #[test]
    fn patterns_whose_literals_are_there_are_worth_trying() {
        let needs = Needs::new(["甲.*乙", "[丙丁]", "(?:甲|戊)己", "庚"].into_iter());
        let mut seen = Seen::default();
        for (text, expected) in [("乙甲", &[0, 1][..]), ("甲", &[1]), ("庚戊己", &[1, 2, 3]), ("", &[1])] {
            assert_eq!(needs.prospects(text, &mut seen), expected, "{text}");
        }
    }
}
