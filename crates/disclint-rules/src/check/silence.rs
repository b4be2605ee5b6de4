//! Sentences that a rule found nothing in, remembered from report to report and from edit to edit.
//!
//! Most rules that compare figures of the prose find nothing in most sentences, and an edit changes one. What they
//! find depends on the sentence and so many around it, on what is written there and how it was read, and on nothing
//! else: where all of that is as it was, the sentence need not be read again.
//!
//! To ask for each search takes its time in a long report. So it is remembered besides, for a sentence with as much
//! around it as any search looks at, which of them find nothing there: one question for all of them.

use std::cell::Cell;
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

/// How many sentences before and behind one a search looks at at most.
const WIDEST: (usize, usize) = (40, 20);

/// In reports of fewer sentences, or paragraphs, each search is asked for by itself: their edits are quick as it is, and
/// of most there is none.
const FEWEST: usize = 256;

/// Marks that more searches are known to find nothing at a place than were before the run.
const LEARNT: u128 = 1 << memory::MOST_SEARCHES;

/// The searches of which it is known that they find nothing in a sentence or paragraph, by their numbers.
struct Quiet(Cell<u128>);

impl Quiet {
    fn new(place: u128) -> Self {
        Self(Cell::new(memory::quiet_at(place)))
    }

    fn holds(&self, search: u128) -> bool {
        self.0.get() & search != 0
    }

    fn learn(&self, search: u128) {
        if search != 0 && !self.holds(search) {
            self.0.set(self.0.get() | search | LEARNT);
        }
    }

    /// What is known now, if that is more than before.
    fn learnt(&self) -> Option<u128> {
        let known = self.0.get();
        (known & LEARNT != 0).then_some(known & !LEARNT)
    }
}

/// What stands for the sentences of the prose and for its paragraphs.
pub(super) struct Prints {
    /// For each sentence, and after the last one, the sum of all before it, weighed by where they stand.
    sums: Vec<[u64; 2]>,
    /// The reverse of the weight of each.
    scales: Vec<u64>,
    paragraphs: Vec<[u64; 2]>,
    /// For each sentence and for each paragraph; for none in a short report.
    quiet: Vec<Quiet>,
    quiet_paragraphs: Vec<Quiet>,
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
        let mut prints = Self::of(sentences, texts.map(|text| print(|hasher| text.hash(hasher))).collect());
        let count = extents.len();
        if count >= FEWEST {
            prints.quiet = (0..count).map(|at| Quiet::new(joined(prints.place(at, WIDEST)))).collect();
        }
        if prints.paragraphs.len() >= FEWEST {
            prints.quiet_paragraphs = prints.paragraphs.iter().map(|&print| Quiet::new(joined(print))).collect();
        }
        prints
    }

    /// Remembers what was learnt in a run.
    pub(super) fn remember(&self) {
        for (at, quiet) in self.quiet.iter().enumerate() {
            if let Some(known) = quiet.learnt() {
                memory::keep_quiet_at(joined(self.place(at, WIDEST)), known);
            }
        }
        for (print, quiet) in self.paragraphs.iter().zip(&self.quiet_paragraphs) {
            if let Some(known) = quiet.learnt() {
                memory::keep_quiet_at(joined(*print), known);
            }
        }
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
        Self { sums, scales, paragraphs, quiet: Vec::new(), quiet_paragraphs: Vec::new() }
    }

    /// What stands for a sentence and so many before and behind it, and for where it stands among them.
    fn place(&self, at: usize, reach: (usize, usize)) -> [u64; 2] {
        let around = at.saturating_sub(reach.0)..self.scales.len().min(at + reach.1 + 1);
        // Where it stands among those around it, and how many these are.
        let place = ((at - around.start) << 32 | around.len()) as u64;
        let [one, other] = self.around(&around);
        [one ^ place.wrapping_mul(WEIGHT), other]
    }

    /// What stands for several sentences, wherever they stand.
    fn around(&self, range: &Range<usize>) -> [u64; 2] {
        let (before, all, scale) = (self.sums[range.start], self.sums[range.end], self.scales[range.start]);
        [0, 1].map(|half| all[half].wrapping_sub(before[half]).wrapping_mul(scale))
    }
}

fn joined([one, other]: [u64; 2]) -> u128 {
    u128::from(one) << 64 | u128::from(other)
}

/// The bit of a search, if it has one.
fn bit(search: [u64; 2]) -> u128 {
    memory::number_of(joined(search)).map_or(0, |number| 1 << number)
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
    /// What stands for the search, and its bit.
    search: [u64; 2],
    bit: u128,
    /// How many sentences before and behind one the search looks at.
    reach: (usize, usize),
}

/// The same for paragraphs.
pub(super) struct ParagraphSilence<'a> {
    prints: &'a Prints,
    search: [u64; 2],
    bit: u128,
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
    /// Another search of that rule, and one more.
    Second(usize),
    Third(usize),
}

/// What stands for a search and all that it looks at around a sentence.
#[derive(Clone, Copy)]
pub(super) struct Question<'a> {
    number: u128,
    /// Where it is marked that there is nothing, with the search's bit.
    quiet: Option<(&'a Quiet, u128)>,
}

impl<'a> Question<'a> {
    /// Of what stands for a search and for what it looks at. `None` if it is known that there is nothing.
    fn new(search: [u64; 2], at: [u64; 2], quiet: Option<(&'a Quiet, u128)>) -> Option<Self> {
        let number = joined([0, 1].map(|half| at[half] ^ search[half]));
        let question = Self { number, quiet };
        if memory::is_silent(number) {
            question.marks_nothing();
            return None;
        }
        Some(question)
    }

    fn marks_nothing(self) {
        if let Some((quiet, search)) = self.quiet {
            quiet.learn(search);
        }
    }

    /// Remembers that the answer is nothing.
    pub(super) fn is_nothing(self) {
        self.marks_nothing();
        memory::keep_silent(self.number);
    }

    /// The answer, looked for if it is not remembered. A search has answers of one type.
    pub(super) fn answer<T: Send + Sync + 'static>(self, find: impl FnOnce() -> Vec<T>) -> Arc<Vec<T>> {
        memory::recall(self.number).unwrap_or_else(|| {
            let found = Arc::new(find());
            if found.is_empty() {
                self.is_nothing();
            } else {
                memory::keep(self.number, Arc::<Vec<T>>::clone(&found));
            }
            found
        })
    }
}

impl<'a> ParagraphSilence<'a> {
    pub(super) fn new(subject: &'a Subject<'_>, search: Search) -> Self {
        let search = print(|hasher| search.hash(hasher));
        Self { prints: subject.prints(), search, bit: bit(search) }
    }

    /// What to find out about a paragraph, unless it is known that there is nothing.
    pub(super) fn asks(&self, paragraph: usize) -> Option<Question<'a>> {
        let quiet = self.prints.quiet_paragraphs.get(paragraph);
        if quiet.is_some_and(|quiet| quiet.holds(self.bit)) {
            return None;
        }
        let at = *self.prints.paragraphs.get(paragraph)?;
        Question::new(self.search, at, quiet.map(|quiet| (quiet, self.bit)))
    }
}

impl<'a> Silence<'a> {
    /// For a search that looks at so many sentences before and behind one.
    pub(super) fn new(subject: &'a Subject<'_>, search: Search, reach: (usize, usize)) -> Self {
        Self::given(subject, search, reach, &())
    }

    /// The same for a search that depends on something else besides.
    pub(super) fn given(subject: &'a Subject<'_>, search: Search, reach: (usize, usize), other: &impl Hash) -> Self {
        debug_assert!(reach.0 <= WIDEST.0 && reach.1 <= WIDEST.1, "farther than what is remembered by place");
        let search = print(|hasher| (search, other).hash(hasher));
        Self { extents: extents(subject), prints: subject.prints(), search, bit: bit(search), reach }
    }

    /// Whether it is known by its place that there is nothing in a sentence.
    fn is_quiet(&self, at: usize) -> bool {
        self.prints.quiet.get(at).is_some_and(|quiet| quiet.holds(self.bit))
    }

    /// What to find out about a sentence, unless it is known that there is nothing.
    pub(super) fn asks(&self, at: usize) -> Option<Question<'a>> {
        if self.is_quiet(at) {
            return None;
        }
        let quiet = self.prints.quiet.get(at).map(|quiet| (quiet, self.bit));
        Question::new(self.search, self.prints.place(at, self.reach), quiet)
    }

    /// What `look` finds in the sentences that are `worth` it, those left out that it is known to find nothing in. What
    /// a sentence is worth depends on itself alone.
    pub(super) fn gather<T>(
        &self,
        worth: impl Fn(&Extent) -> bool,
        mut look: impl FnMut(usize, &mut Vec<T>),
    ) -> Vec<T> {
        let mut found = Vec::new();
        for at in 0..self.extents.len() {
            if self.is_quiet(at) {
                continue;
            }
            if !worth(&self.extents[at]) {
                if let Some(quiet) = self.prints.quiet.get(at) {
                    quiet.learn(self.bit);
                }
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
