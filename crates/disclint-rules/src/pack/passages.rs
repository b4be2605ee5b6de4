//! Patterns over whole paragraphs, searched all together: one pass over a paragraph finds the literals, and
//! only a pattern whose literals are there is tried.

use std::ops::Range;
use std::sync::OnceLock;

use disclint_document::RunningText;

use super::needs::{Needs, Seen};
use super::{Check, Patterns, Rule};

/// A pattern whose literals are in a paragraph, so that it is worth trying there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Prospect {
    /// The pack's rule.
    pub(crate) rule: usize,
    /// The paragraph, among those of the running text.
    pub(crate) paragraph: usize,
    /// The rule's pattern.
    pub(crate) pattern: usize,
}

/// Where a pattern matches in a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Passage {
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
    needs: OnceLock<Needs>,
}

/// One pattern, with its rule and its place among the rule's patterns.
#[derive(Debug)]
struct Entry {
    rule: usize,
    number: usize,
    patterns: Patterns,
}

impl Entry {
    fn source(&self) -> &str {
        self.patterns.source(self.number)
    }
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
        Self { entries, ..Self::default() }
    }

    /// Looks for patterns worth trying.
    pub(crate) fn finder(&self) -> PassageFinder<'_> {
        let needs = self.needs.get_or_init(|| Needs::new(self.entries.iter().map(Entry::source)));
        PassageFinder { index: self, needs, seen: Seen::default() }
    }
}

/// Tells which patterns are worth trying, paragraph by paragraph.
pub(crate) struct PassageFinder<'a> {
    index: &'a PassageIndex,
    needs: &'a Needs,
    seen: Seen,
}

impl PassageFinder<'_> {
    /// The patterns worth trying on a text, each with its rule.
    pub(crate) fn prospects(&mut self, text: &str) -> Vec<(usize, usize)> {
        let found = self.needs.prospects(text, &mut self.seen);
        let entries = found.iter().map(|&entry| &self.index.entries[entry as usize]);
        entries.map(|entry| (entry.rule, entry.number)).collect()
    }
}

/// What patterns find in the paragraph that `prospects` are all of, in the order of the text.
pub(crate) fn passages_in(
    running: &RunningText,
    patterns: &Patterns,
    prospects: impl Iterator<Item = Prospect>,
) -> Vec<Passage> {
    let mut found: Vec<Passage> = Vec::new();
    for Prospect { paragraph, pattern, .. } in prospects {
        let places = patterns.places_of(pattern, running.paragraph(&running.paragraphs[paragraph]));
        found.extend(places.into_iter().map(|range| Passage { paragraph, range, pattern }));
    }
    found.sort_by_key(|passage| (passage.range.start, passage.pattern));
    found
}
