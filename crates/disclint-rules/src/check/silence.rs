//! Sentences that a rule found nothing in, remembered from report to report and from edit to edit.
//!
//! Most rules that compare figures of the prose find nothing in most sentences, and an edit changes one. What they
//! find depends on the sentence and so many around it, on what is written there and how it was read, and on nothing
//! else: where all of that is as it was, the sentence need not be read again.

use std::hash::{BuildHasher as _, Hash, Hasher as _};
use std::ops::Range;
use std::sync::Arc;

use foldhash::quality::FixedState;

use super::Subject;
use super::passages::{Extent, extents};
use crate::pack::memory;

/// Seeds for the halves of what stands for sentences: two that differ are taken for the same once in 2¹²⁸.
const SEEDS: [u64; 2] = [0x6469_7363, 0x6c69_6e74];

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

/// Where a search is known to find nothing.
pub(super) struct Silence<'a> {
    extents: &'a [Extent],
    prints: &'a [Print],
    search: Search,
    /// How many sentences before and behind one the search looks at.
    reach: (usize, usize),
    /// What else the search depends on.
    given: u64,
}

/// What searches sentences.
#[derive(Clone, Copy, Hash)]
pub(super) enum Search {
    /// The phrases of all rules.
    Phrases,
    /// The rule with this number.
    Rule(usize),
    /// Another search of that rule.
    Second(usize),
}

/// What stands for a search and all that it looks at around a sentence.
#[derive(Clone, Copy)]
pub(super) struct Question(u128);

impl Question {
    /// Remembers that the answer is nothing.
    pub(super) fn is_nothing(self) {
        memory::keep_silent(self.0);
    }

    /// The answer, looked for if it is not remembered. A search has answers of one type.
    pub(super) fn answer<T: Send + Sync + 'static>(self, find: impl FnOnce() -> Vec<T>) -> Arc<Vec<T>> {
        memory::recall(self.0).unwrap_or_else(|| {
            let found = Arc::new(find());
            if found.is_empty() {
                self.is_nothing();
            } else {
                memory::keep(self.0, Arc::<Vec<T>>::clone(&found));
            }
            found
        })
    }
}

impl<'a> Silence<'a> {
    /// For a search that looks at so many sentences before and behind one.
    pub(super) fn new(subject: &'a Subject<'_>, search: Search, reach: (usize, usize)) -> Self {
        Self { extents: extents(subject), prints: subject.prints(), search, reach, given: 0 }
    }

    /// The same for a search that depends on something else besides.
    pub(super) fn given(self, other: &impl Hash) -> Self {
        Self { given: FixedState::with_seed(SEEDS[0]).hash_one(other), ..self }
    }

    /// What to find out about a sentence.
    pub(super) fn question(&self, at: usize) -> Question {
        let around: Range<usize> = at.saturating_sub(self.reach.0)..self.prints.len().min(at + self.reach.1 + 1);
        let half = |half: usize| {
            let mut hasher = FixedState::with_seed(SEEDS[half]).build_hasher();
            (self.search, self.given, at - around.start, around.len()).hash(&mut hasher);
            self.prints[around.clone()].iter().for_each(|print| print.0[half].hash(&mut hasher));
            u128::from(hasher.finish())
        };
        Question(half(0) << 64 | half(1))
    }

    /// What to find out about a sentence, unless it is known that there is nothing.
    pub(super) fn asks(&self, at: usize) -> Option<Question> {
        Some(self.question(at)).filter(|question| !memory::is_silent(question.0))
    }

    /// What `look` finds in the sentences with figures, those left out that it is known to find nothing in.
    pub(super) fn gather<T>(&self, mut look: impl FnMut(usize, &mut Vec<T>)) -> Vec<T> {
        let mut found = Vec::new();
        for at in 0..self.prints.len() {
            if self.extents[at].figures.is_empty() {
                continue;
            }
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
