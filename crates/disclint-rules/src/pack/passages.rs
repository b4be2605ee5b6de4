//! Patterns over whole paragraphs, searched all together: one pass over a paragraph finds the literals, and
//! only a pattern whose literals are there is tried.

use std::ops::Range;
use std::sync::OnceLock;

use disclint_document::RunningText;

use super::needs::{Needs, Seen};
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
        Self { entries, needs: OnceLock::new() }
    }

    /// Every match, by rule, then in the order of the text.
    pub(crate) fn find(&self, running: &RunningText) -> Vec<Passage> {
        let mut found = Vec::new();
        if self.entries.is_empty() || running.paragraphs.is_empty() {
            return found;
        }
        let needs = self.needs.get_or_init(|| Needs::new(self.entries.iter().map(Entry::source)));
        let mut seen = Seen::default();
        for (paragraph, place) in running.paragraphs.iter().enumerate() {
            let text = running.paragraph(place);
            for &entry in needs.prospects(text, &mut seen) {
                let Entry { rule, number, patterns } = &self.entries[entry as usize];
                let places = patterns.places_of(*number, text).into_iter();
                found.extend(places.map(|range| Passage { rule: *rule, paragraph, range, pattern: *number }));
            }
        }
        let order = |passage: &Passage| (passage.rule, passage.paragraph, passage.range.start, passage.pattern);
        found.sort_by_key(order);
        found
    }
}
