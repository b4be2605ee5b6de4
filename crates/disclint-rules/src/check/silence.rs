//! Sentences that a rule found nothing in, remembered from report to report and from edit to edit.
//!
//! Most rules that compare figures of the prose find nothing in most sentences, and an edit changes one. What they
//! find depends on the sentence and so many around it, on what is written there and how it was read, and on nothing
//! else: where all of that is as it was, the sentence need not be read again.

use std::hash::{BuildHasher as _, Hash, Hasher as _};
use std::ops::Range;
use std::sync::Arc;

use disclint_document::Clause;
use foldhash::quality::{FixedState, FoldHasher};

use super::Subject;
use super::passages::{Extent, extents};
use crate::pack::memory;

/// Seeds for the halves of what stands for sentences: two that differ are taken for the same once in 2¹²⁸.
const SEEDS: [u64; 2] = [0x6469_7363, 0x6c69_6e74];

/// An odd number, and the one that it makes 1 with, to weigh what stands one behind the other.
const WEIGHT: u64 = 0x9e37_79b9_7f4a_7c15;
const COUNTERWEIGHT: u64 = 0xf1de_83e1_9937_733d;

/// What stands for the sentences of the prose and for its paragraphs.
pub(super) struct Prints {
    /// For each sentence, and after the last one, the sum of all before it, weighed by where they stand.
    sums: Vec<[u64; 2]>,
    /// The reverse of the weight of each.
    scales: Vec<u64>,
    paragraphs: Vec<[u64; 2]>,
}

impl Prints {
    /// A sentence is its text, its figures, and whether its section begins with it; a paragraph is its text.
    pub(super) fn new(subject: &Subject<'_>, extents: &[Extent]) -> Self {
        let mut section = None;
        let sentences = extents.iter().map(|extent| {
            let begins = section != Some(extent.section);
            section = Some(extent.section);
            print(|hasher| {
                (extent.text(subject), begins, extent.figures.len()).hash(hasher);
                for figure in extent.all_figures(subject) {
                    // As many places as are printed.
                    (figure.value.mantissa(), figure.value.scale()).hash(hasher);
                    (figure.unit, figure.bound, figure.rounded_to).hash(hasher);
                }
            })
        });
        let running = &subject.document.running;
        let texts = running.paragraphs.iter().map(|paragraph| running.paragraph(paragraph));
        Self::of(sentences, texts.map(|text| print(|hasher| text.hash(hasher))).collect())
    }

    fn of(sentences: impl ExactSizeIterator<Item = [u64; 2]>, paragraphs: Vec<[u64; 2]>) -> Self {
        let (mut sum, mut weight, mut scale) = ([0_u64; 2], 1_u64, 1_u64);
        let mut sums = Vec::with_capacity(sentences.len() + 1);
        let mut scales = Vec::with_capacity(sentences.len());
        for print in sentences {
            sums.push(sum);
            scales.push(scale);
            sum = [0, 1].map(|half| sum[half].wrapping_add(print[half].wrapping_mul(weight)));
            weight = weight.wrapping_mul(WEIGHT);
            scale = scale.wrapping_mul(COUNTERWEIGHT);
        }
        sums.push(sum);
        Self { sums, scales, paragraphs }
    }

    /// What stands for several sentences, wherever they stand.
    fn around(&self, range: &Range<usize>) -> [u64; 2] {
        let (before, all, scale) = (self.sums[range.start], self.sums[range.end], self.scales[range.start]);
        [0, 1].map(|half| all[half].wrapping_sub(before[half]).wrapping_mul(scale))
    }
}

fn print(write: impl Fn(&mut FoldHasher<'_>)) -> [u64; 2] {
    SEEDS.map(|seed| {
        let mut hasher = FixedState::with_seed(seed).build_hasher();
        write(&mut hasher);
        hasher.finish()
    })
}

/// Where a search is known to find nothing.
pub(super) struct Silence<'a> {
    extents: &'a [Extent],
    prints: &'a Prints,
    /// What stands for the search.
    search: [u64; 2],
    /// How many sentences before and behind one the search looks at.
    reach: (usize, usize),
}

/// The same for paragraphs.
pub(super) struct ParagraphSilence<'a> {
    prints: &'a Prints,
    search: [u64; 2],
}

/// What searches sentences or paragraphs.
#[derive(Clone, Copy, Hash)]
pub(super) enum Search {
    /// The phrases of all rules.
    Phrases,
    /// The patterns of all wording and statement rules.
    Passages,
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

impl Question {
    /// Of what stands for a search and for what it looks at.
    fn new(search: [u64; 2], at: [u64; 2]) -> Self {
        let [one, other] = [0, 1].map(|half| at[half] ^ search[half]);
        Self(u128::from(one) << 64 | u128::from(other))
    }

    fn is_open(&self) -> bool {
        !memory::is_silent(self.0)
    }
}

impl<'a> ParagraphSilence<'a> {
    pub(super) fn new(subject: &'a Subject<'_>, search: Search) -> Self {
        Self { prints: subject.prints(), search: print(|hasher| search.hash(hasher)) }
    }

    /// What to find out about a paragraph, unless it is known that there is nothing.
    pub(super) fn asks(&self, paragraph: usize) -> Option<Question> {
        let at = *self.prints.paragraphs.get(paragraph)?;
        Some(Question::new(self.search, at)).filter(Question::is_open)
    }
}

impl<'a> Silence<'a> {
    /// For a search that looks at so many sentences before and behind one.
    pub(super) fn new(subject: &'a Subject<'_>, search: Search, reach: (usize, usize)) -> Self {
        Self::given(subject, search, reach, &())
    }

    /// The same for a search that depends on something else besides.
    pub(super) fn given(subject: &'a Subject<'_>, search: Search, reach: (usize, usize), other: &impl Hash) -> Self {
        let search = print(|hasher| (search, other).hash(hasher));
        Self { extents: extents(subject), prints: subject.prints(), search, reach }
    }

    /// What to find out about a sentence, unless it is known that there is nothing.
    pub(super) fn asks(&self, at: usize) -> Option<Question> {
        let around = at.saturating_sub(self.reach.0)..self.extents.len().min(at + self.reach.1 + 1);
        // Where it stands among those around it, and how many these are.
        let place = ((at - around.start) << 32 | around.len()) as u64;
        let [one, other] = self.prints.around(&around);
        let question = Question::new(self.search, [one ^ place.wrapping_mul(WEIGHT), other]);
        Some(question).filter(Question::is_open)
    }

    /// What `look` finds in the sentences that are `worth` it, those left out that it is known to find nothing in.
    pub(super) fn gather<T>(
        &self,
        worth: impl Fn(&Extent) -> bool,
        mut look: impl FnMut(usize, &mut Vec<T>),
    ) -> Vec<T> {
        let mut found = Vec::new();
        for at in 0..self.extents.len() {
            if !worth(&self.extents[at]) {
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

/// What `look` finds in the sentences at the head of the report, which goes as far as `is_in` holds, those left out
/// that it is known to find nothing in. `look` is given the first clause of a sentence and says whether a pattern
/// matched there, be it of use or not.
pub(super) fn gather_at_head<T>(
    subject: &Subject<'_>,
    search: Search,
    mut is_in: impl FnMut(&Clause) -> bool,
    mut look: impl FnMut(usize, &mut Vec<T>) -> bool,
) -> Vec<T> {
    let silence = Silence::new(subject, search, (0, 0));
    let mut found = Vec::new();
    for (number, extent) in extents(subject).iter().enumerate() {
        let clauses = &subject.document.prose.clauses[extent.clauses.clone()];
        let count = clauses.iter().take_while(|clause| is_in(clause)).count();
        if let Some(question) = silence.asks(number) {
            let mut is_silent = count == clauses.len();
            let mut seen = None;
            for (at, clause) in clauses[..count].iter().enumerate() {
                if seen.replace(clause.sentence) != Some(clause.sentence) {
                    is_silent &= !look(extent.clauses.start + at, &mut found);
                }
            }
            if is_silent {
                question.is_nothing();
            }
        }
        if count < clauses.len() {
            break;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::hash::Hash as _;

    use super::{Prints, print};

    fn prints(sentences: &[&str]) -> Prints {
        let sentences: Vec<[u64; 2]> = sentences.iter().map(|text| print(|hasher| text.hash(hasher))).collect();
        Prints::of(sentences.into_iter(), Vec::new())
    }

    #[test]
    fn the_same_sentences_are_the_same_wherever_they_stand() {
        let (one, other) = (prints(&["甲", "乙", "丙", "丁", "丙"]), prints(&["乙", "丙", "丁", "甲"]));
        assert_eq!(one.around(&(1..4)), other.around(&(0..3)));
        assert_eq!(one.around(&(0..1)), other.around(&(3..4)));
        assert_eq!(one.around(&(2..3)), one.around(&(4..5)));
    }

    #[test]
    fn others_or_another_order_are_not() {
        let one = prints(&["甲", "乙", "丙", "乙", "甲", "乙", "乙"]);
        let ranges: Vec<_> = (0..7).flat_map(|start| (start + 1..=7).map(move |end| start..end)).collect();
        let texts = ["甲", "乙", "丙", "乙", "甲", "乙", "乙"];
        for first in &ranges {
            for second in &ranges {
                let is_same = texts[first.clone()] == texts[second.clone()];
                assert_eq!(one.around(first) == one.around(second), is_same, "{first:?} {second:?}");
            }
        }
    }
}
