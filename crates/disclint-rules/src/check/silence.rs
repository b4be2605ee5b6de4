//! Sentences that a rule found nothing in, remembered from report to report and from edit to edit.
//!
//! Most rules that compare figures of the prose find nothing in most sentences, and an edit changes one. What they
//! find depends on the sentence and so many around it, on what is written there and how it was read, and on nothing
//! else: where all of that is as it was, the sentence need not be read again.

use std::hash::{BuildHasher as _, Hash as _, Hasher as _};
use std::ops::Range;

use foldhash::quality::FixedState;

use super::Subject;
use super::passages::{Extent, extents};
use crate::pack::memory;

/// Seeds for the halves of what stands for sentences: two that differ are taken for the same once in 2¹²⁸.
const SEEDS: [u64; 2] = [0x6469_7363, 0x6c69_6e74];

/// How many searches of one rule there may be.
const SEARCHES: usize = 4;

/// What stands for a sentence: its text, its figures, and where its section begins.
#[derive(Clone, Copy, Hash)]
pub(super) struct Print([u64; 2]);

/// What stands for each sentence of the prose.
pub(super) fn prints(subject: &Subject<'_>, extents: &[Extent]) -> Vec<Print> {
    let figures = &subject.document.prose.figures;
    let mut section = None;
    let print = |extent: &Extent| {
        let begins = section != Some(extent.section);
        section = Some(extent.section);
        Print(SEEDS.map(|seed| {
            let mut hasher = FixedState::with_seed(seed).build_hasher();
            extent.text(subject).hash(&mut hasher);
            begins.hash(&mut hasher);
            extent.figures.len().hash(&mut hasher);
            for figure in &figures[extent.figures.clone()] {
                // As many places as are printed.
                (figure.value.mantissa(), figure.value.scale()).hash(&mut hasher);
                (figure.unit, figure.bound, figure.rounded_to).hash(&mut hasher);
            }
            hasher.finish()
        }))
    };
    extents.iter().map(print).collect()
}

/// Where a search of a rule is known to find nothing.
pub(super) struct Silence<'a> {
    extents: &'a [Extent],
    prints: &'a [Print],
    search: usize,
    /// How many sentences before and behind one the search looks at.
    reach: (usize, usize),
}

/// What stands for a search and all that it looks at around a sentence.
#[derive(Clone, Copy)]
pub(super) struct Question(u128);

impl Question {
    /// Remembers that the answer is nothing.
    pub(super) fn is_nothing(self) {
        memory::keep_silent(self.0);
    }
}

impl<'a> Silence<'a> {
    /// For one search of the rule with the number `rule`, which looks at so many sentences before and behind one.
    pub(super) fn new(subject: &'a Subject<'_>, rule: usize, search: usize, reach: (usize, usize)) -> Self {
        debug_assert!(search < SEARCHES);
        Self { extents: extents(subject), prints: subject.prints(), search: rule * SEARCHES + search, reach }
    }

    /// What to find out about a sentence, unless it is known, or it has no figures: then there is nothing to find.
    pub(super) fn asks(&self, at: usize) -> Option<Question> {
        if self.extents[at].figures.is_empty() {
            return None;
        }
        let around: Range<usize> = at.saturating_sub(self.reach.0)..self.prints.len().min(at + self.reach.1 + 1);
        let half = |half: usize| {
            let mut hasher = FixedState::with_seed(SEEDS[half]).build_hasher();
            (self.search, at - around.start, around.len()).hash(&mut hasher);
            self.prints[around.clone()].iter().for_each(|print| print.0[half].hash(&mut hasher));
            u128::from(hasher.finish())
        };
        let question = half(0) << 64 | half(1);
        (!memory::is_silent(question)).then_some(Question(question))
    }

    /// What `look` finds in the sentences, those left out that it is known to find nothing in.
    pub(super) fn gather<T>(&self, mut look: impl FnMut(usize, &mut Vec<T>)) -> Vec<T> {
        let mut found = Vec::new();
        for at in 0..self.prints.len() {
            let Some(question) = self.asks(at) else { continue };
            let before = found.len();
            look(at, &mut found);
            if found.len() == before {
                question.is_nothing();
            }
        }
        found
    }
}
