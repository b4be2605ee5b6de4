//! Prose: clauses and the figures in them.
//!
//! A rule that looks for a phrase matches it against a clause in which every figure, its unit and the words
//! that qualify it included, stands as one [`FIGURE`] character. So a phrase need not know how numbers are written, and never
//! reads across the end of a clause.

mod bound;
mod clauses;
mod running;
mod scan;
mod words;

use std::ops::Range;

use rust_decimal::Decimal;

use crate::dates::{Date, Interval};
use crate::fold::FoldedText;
use crate::span::Span;

pub use bound::Bound;
pub(crate) use clauses::{read_prose, read_prose_again};
pub use running::{Paragraph, RunningText};

/// Stands for a figure in the text of a clause.
pub const FIGURE: char = '\u{E000}';

/// A number stated in prose.
#[derive(Clone, PartialEq, Debug)]
pub struct Figure {
    /// Its place, unit included.
    pub span: Span,
    /// The same with the words that qualify it: 超过, 以上.
    pub qualified: Span,
    /// The number's place, without the unit.
    pub number: Span,
    /// Its value; 万 and 亿 before a unit that is not money are multiplied out.
    pub value: Decimal,
    /// The unit, if one follows: `件`, `条`, `万元`, `%`.
    pub unit: Option<&'static str>,
    /// Whether the number is meant exactly.
    pub bound: Bound,
    /// What the last digit of a number with 万 or 亿 stands for, unless words qualify it: 10000 in 153万次.
    pub rounded_to: Option<Decimal>,
}

impl Figure {
    /// What the figure counts in: its unit, and the same one for units that mean the same: `人` for `名` and `位`.
    pub fn counts_in(&self) -> Option<&'static str> {
        self.unit.map(words::counted_as)
    }
}

/// All prose of a report.
#[derive(Clone, Debug, Default)]
pub struct Prose {
    /// Folded, without white space, figures replaced: the clauses, each with the mark that ends it.
    text: String,
    /// Where stretches of `text` begin, there and in the folded text.
    places: Vec<(u32, u32)>,
    /// In the order of the text.
    pub figures: Vec<Figure>,
    /// Where in `text` each of them stands.
    figure_places: Vec<u32>,
    /// Dates and years, in the order of the text.
    pub dates: Vec<Date>,
    /// Dates that together are an interval.
    pub intervals: Vec<Interval>,
    /// Months of named years that together are an interval: 2022年10月至2023年3月.
    pub months: Vec<Interval>,
    /// In the order of the text.
    pub clauses: Vec<Clause>,
}

/// What stands between two marks that end a clause.
#[derive(Clone, Debug)]
pub struct Clause {
    range: Range<u32>,
    /// Its figures, as a range of [`Prose::figures`].
    pub figures: Range<usize>,
    /// Which of the document's sections it stands in.
    pub section: Option<usize>,
    /// Clauses of one sentence have the same number.
    pub sentence: u32,
    /// The mark that ends it; a line break where there is none.
    pub end: char,
    /// The year it speaks of: the last one named in it, or else the first one named in its sentence.
    pub year: Option<u16>,
}

impl Clause {
    /// Where it begins among the prose: clauses are in the order of the text.
    pub fn start(&self) -> u32 {
        self.range.start
    }
}

impl Prose {
    /// The text of a clause, figures as [`FIGURE`].
    pub fn text(&self, clause: &Clause) -> &str {
        &self.text[clause.range.start as usize..clause.range.end as usize]
    }

    /// The text of clauses that stand one behind the other, each with the mark that ends it.
    ///
    /// # Panics
    /// If there are no such clauses.
    pub fn text_of(&self, clauses: Range<usize>) -> &str {
        let (first, last) = (&self.clauses[clauses.start], &self.clauses[clauses.end - 1]);
        &self.text[first.range.start as usize..last.range.end as usize + last.end.len_utf8()]
    }

    /// The clause that a place in the text of all clauses ([`text_of`](Self::text_of)) stands in, and the place there.
    pub fn clause_at(&self, place: usize) -> Option<(&Clause, usize)> {
        let after = self.clauses.partition_point(|clause| clause.range.start as usize <= place);
        let clause = &self.clauses[after.checked_sub(1)?];
        Some((clause, place - clause.range.start as usize))
    }

    /// Where a figure stands behind the beginning of a clause.
    ///
    /// # Panics
    /// If there is no such figure, or the clause begins behind it.
    pub fn place_after(&self, clause: &Clause, figure: usize) -> usize {
        (self.figure_places[figure] - clause.range.start) as usize
    }

    /// The source of a range of a clause's text.
    pub(crate) fn span(&self, folded: &FoldedText, clause: &Clause, range: Range<usize>) -> Span {
        let start = self.folded(clause.range.start as usize + range.start);
        // The last character's place, so that a gap after it does not count.
        let text = &self.text[..clause.range.start as usize + range.end];
        let last = text.chars().next_back().map_or(0, char::len_utf8);
        let end = self.folded(text.len() - last) + last;
        let end = (end..=folded.text().len()).find(|&at| folded.text().is_char_boundary(at)).unwrap_or(start);
        folded.span(start..end.max(start))
    }

    fn folded(&self, at: usize) -> usize {
        let after = self.places.partition_point(|(here, _)| *here as usize <= at);
        match after.checked_sub(1).map(|before| self.places[before]) {
            Some((here, folded)) => folded as usize + (at - here as usize),
            None => 0,
        }
    }
}
