//! Patterns over whole paragraphs, searched all together: one pass over the text finds the literals, and
//! only a pattern whose literal is there is tried on its paragraph.

use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use disclint_document::RunningText;
use rustc_hash::FxHashMap;

use super::requirement::required;
use super::{Check, Patterns, Rule};

/// Where a pattern matches in a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Passage {
    /// The pack's rule.
    pub(crate) rule: usize,
    /// The paragraph, among those of the running text.
    pub(crate) paragraph: usize,
    /// In the paragraph's text.
    pub(crate) range: Range<usize>,
    /// The rule's pattern.
    pub(crate) pattern: usize,
}

/// All patterns over paragraphs of a pack's rules.
#[derive(Debug, Default)]
pub(crate) struct PassageIndex {
    entries: Vec<Entry>,
    literals: OnceLock<Literals>,
}

/// One pattern, with its rule and its place among the rule's patterns.
#[derive(Debug)]
struct Entry {
    rule: usize,
    number: usize,
    patterns: Patterns,
}

#[derive(Debug)]
struct Literals {
    finder: Option<AhoCorasick>,
    /// For each literal the entries that are tried where it stands.
    triggers: Vec<Vec<usize>>,
    /// Entries of which no literal is known.
    always: Vec<usize>,
}

impl Literals {
    fn new(entries: &[Entry]) -> Self {
        let mut known: Vec<&str> = Vec::new();
        let mut numbers: FxHashMap<&str, usize> = FxHashMap::default();
        let mut triggers: Vec<Vec<usize>> = Vec::new();
        let mut always = Vec::new();
        for (at, entry) in entries.iter().enumerate() {
            // The rarest list: long literals, and few of them.
            let lists = required(entry.patterns.source(entry.number));
            let shortest = |list: &Vec<&str>| list.iter().map(|literal| rarity(literal)).min();
            let Some(list) = lists.into_iter().max_by_key(|list| (shortest(list), std::cmp::Reverse(list.len())))
            else {
                always.push(at);
                continue;
            };
            for literal in list {
                let number = *numbers.entry(literal).or_insert_with(|| {
                    known.push(literal);
                    triggers.push(Vec::new());
                    known.len() - 1
                });
                triggers[number].push(at);
            }
        }
        let finder = AhoCorasick::builder().kind(Some(AhoCorasickKind::ContiguousNFA)).build(&known).ok();
        if finder.is_none() {
            always = (0..entries.len()).collect();
        }
        Self { finder, triggers, always }
    }
}

/// How seldom a literal stands in a text, roughly: by its length, of which digits count half.
fn rarity(literal: &str) -> usize {
    literal.chars().map(|c| if c.is_ascii_digit() { 1 } else { 2 }).sum()
}

impl PassageIndex {
    pub(super) fn new(rules: &[Rule]) -> Self {
        let mut entries = Vec::new();
        for (rule, patterns) in rules.iter().enumerate().filter_map(|(at, rule)| match &rule.check {
            Check::Required(check) => Some((at, &check.patterns)),
            Check::Wording(check) => Some((at, &check.words)),
            _ => None,
        }) {
            let numbers = 0..patterns.len();
            entries.extend(numbers.map(|number| Entry { rule, number, patterns: patterns.clone() }));
        }
        Self { entries, literals: OnceLock::new() }
    }

    /// Every match, by rule, then in the order of the text.
    pub(crate) fn find(&self, running: &RunningText) -> Vec<Passage> {
        let mut found = Vec::new();
        if self.entries.is_empty() || running.paragraphs.is_empty() {
            return found;
        }
        let literals = self.literals.get_or_init(|| Literals::new(&self.entries));
        let search = |entry: usize, paragraph: usize, found: &mut Vec<Passage>| {
            let Entry { rule, number, patterns } = &self.entries[entry];
            let text = running.paragraph(&running.paragraphs[paragraph]);
            let places = patterns.places_of(*number, text).into_iter();
            found.extend(places.map(|range| Passage { rule: *rule, paragraph, range, pattern: *number }));
        };
        for paragraph in 0..running.paragraphs.len() {
            literals.always.iter().for_each(|&entry| search(entry, paragraph, &mut found));
        }
        // The paragraph that each entry was last tried on, from 1.
        let mut tried = vec![0; self.entries.len()];
        let mut paragraph = 0;
        for literal in literals.finder.iter().flat_map(|finder| finder.find_overlapping_iter(running.text())) {
            while running.paragraphs.get(paragraph + 1).is_some_and(|next| running.start(next) <= literal.start()) {
                paragraph += 1;
            }
            for &entry in &literals.triggers[literal.pattern().as_usize()] {
                let Entry { rule, number, patterns } = &self.entries[entry];
                if patterns.is_literal(*number) {
                    // The literal is all of it.
                    let start = running.start(&running.paragraphs[paragraph]);
                    let range = literal.start() - start..literal.end() - start;
                    found.push(Passage { rule: *rule, paragraph, range, pattern: *number });
                } else if std::mem::replace(&mut tried[entry], paragraph + 1) != paragraph + 1 {
                    search(entry, paragraph, &mut found);
                }
            }
        }
        let order = |passage: &Passage| (passage.rule, passage.paragraph, passage.range.start, passage.pattern);
        found.sort_by_key(order);
        found
    }
}
