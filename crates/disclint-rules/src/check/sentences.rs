//! Sentences as one text, for rules that must see more than a clause.

use std::ops::Range;

use disclint_document::{Document, FIGURE, Figure, Span};

/// A sentence: its clauses with the marks that end them.
pub(crate) struct Sentence {
    /// Figures as [`disclint_document::FIGURE`], no white space.
    pub(crate) text: String,
    /// For each clause, where it begins in `text`, and its number in the prose.
    clauses: Vec<(usize, usize)>,
}

impl Sentence {
    /// The sentence that a clause stands in.
    pub(crate) fn of(document: &Document, clause: usize) -> Self {
        let clauses = &document.prose.clauses;
        let number = clauses.get(clause).map_or(0, |clause| clause.sentence);
        // Sentences are numbered in the order of the text.
        let start = clauses.partition_point(|other| other.sentence < number);
        let count = clauses[start..].iter().take_while(|other| other.sentence == number).count();
        Self::over(document, start..start + count)
    }

    /// Clauses that stand one behind the other.
    fn over(document: &Document, range: Range<usize>) -> Self {
        let mut sentence = Self { text: String::new(), clauses: Vec::new() };
        for (at, other) in document.prose.clauses.iter().enumerate().take(range.end).skip(range.start) {
            sentence.clauses.push((sentence.text.len(), at));
            sentence.text.push_str(document.prose.text(other));
            sentence.text.push(other.end);
        }
        sentence
    }

    /// The same with the items behind it that semicolons part, if a colon begins their list.
    pub(crate) fn with_items(self, document: &Document) -> Self {
        if !self.text.ends_with(';') || !self.text.contains(':') {
            return self;
        }
        Self::over(document, self.clauses().start..self.joined(document).end)
    }

    /// The clauses of its neighbours that a semicolon joins to it, its own among them.
    pub(crate) fn joined(&self, document: &Document) -> Range<usize> {
        let clauses = &document.prose.clauses;
        let own = self.clauses();
        let joins = |clause: usize| clauses.get(clause).is_some_and(|clause| matches!(clause.end, ',' | ':' | ';'));
        let start = (0..own.start).rev().find(|&before| !joins(before)).map_or(0, |before| before + 1);
        let mut end = own.end;
        while end > 0 && end < clauses.len() && joins(end - 1) {
            end += 1;
        }
        start..end
    }

    /// The numbers of its clauses.
    pub(crate) fn clauses(&self) -> Range<usize> {
        let first = self.clauses.first().map_or(0, |(_, at)| *at);
        first..first + self.clauses.len()
    }

    /// Where a place in a clause stands in the text.
    pub(crate) fn place(&self, clause: usize, at: usize) -> Option<usize> {
        self.clauses.iter().find(|(_, number)| *number == clause).map(|(start, _)| start + at)
    }

    /// The clause that a place of the text stands in, and the place in it.
    pub(crate) fn clause_at(&self, at: usize) -> Option<(usize, usize)> {
        let after = self.clauses.partition_point(|(start, _)| *start <= at);
        let (start, number) = self.clauses.get(after.checked_sub(1)?)?;
        Some((*number, at - start))
    }

    /// The figure that stands at a place of the text.
    pub(crate) fn figure<'d>(&self, document: &'d Document, place: usize) -> Option<&'d Figure> {
        let prose = &document.prose;
        let (clause, at) = self.clause_at(place)?;
        let clause = &prose.clauses[clause];
        let text = prose.text(clause);
        let before = text[..at].matches(FIGURE).count();
        prose.figures.get(clause.figures.start + before).filter(|_| text[at..].starts_with(FIGURE))
    }

    /// The source of a range of the text, the mark at its end left out.
    pub(crate) fn span(&self, document: &Document, range: Range<usize>) -> Option<Span> {
        let (first, from) = self.clause_at(range.start)?;
        let last_char = self.text[..range.end].char_indices().next_back()?;
        let (last, at) = self.clause_at(last_char.0)?;
        let clauses = &document.prose.clauses;
        let length = |clause: usize| document.prose.text(&clauses[clause]).len();
        let to = (at + last_char.1.len_utf8()).min(length(last));
        if first == last {
            return Some(document.clause_span(&clauses[first], from.min(to)..to));
        }
        let start = document.clause_span(&clauses[first], from.min(length(first))..length(first));
        Some(start.cover(document.clause_span(&clauses[last], 0..to)))
    }
}
