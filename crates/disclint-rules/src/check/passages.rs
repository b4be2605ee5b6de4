//! Sentences up to their full stops, with the figures in them: what compares figures of prose with each
//! other looks at these.

use std::borrow::Cow;
use std::ops::Range;

use disclint_document::{Bound, FIGURE, Figure};
use rust_decimal::Decimal;

use super::Subject;
use super::silence::{ParagraphSilence, Search, Silence};
use crate::pack::{Hit, Patterns, Prospect};

/// The most figures, and the most bytes, that a passage may have. Nobody writes longer sentences; a text
/// without full stops must not cost more than its length.
const MOST_FIGURES: usize = 120;
const MOST_BYTES: usize = 12_000;

/// How many sentences above one may tell of what it divides.
pub(super) const SENTENCES_ABOVE: usize = 8;

/// The marks that part the clauses of a sentence.
pub(super) const MARKS: [char; 7] = [',', ';', '。', ':', '、', '(', '〔'];

/// Which clauses and figures of the prose a sentence holds.
pub(super) struct Extent {
    pub(super) clauses: Range<usize>,
    pub(super) figures: Range<usize>,
    pub(super) section: Option<usize>,
}

impl Extent {
    /// All figures of its clauses, those of a sentence too long for [`figures`](Self::figures) among them.
    pub(super) fn all_figures<'a>(&self, subject: &Subject<'a>) -> &'a [Figure] {
        let prose = &subject.document.prose;
        let (first, last) = (&prose.clauses[self.clauses.start], &prose.clauses[self.clauses.end - 1]);
        &prose.figures[first.figures.start..last.figures.end]
    }

    /// Its words, as in [`Passage::text`].
    pub(super) fn text<'a>(&self, subject: &Subject<'a>) -> &'a str {
        subject.document.prose.text_of(self.clauses.clone())
    }

    /// The years that its clauses speak of.
    pub(super) fn years(&self, subject: &Subject<'_>) -> Vec<u16> {
        subject.document.prose.clauses[self.clauses.clone()].iter().filter_map(|clause| clause.year).collect()
    }
}

/// The sentences of the prose up to a full stop; a semicolon does not end one.
pub(super) fn extents<'a>(subject: &'a Subject<'_>) -> &'a [Extent] {
    subject.extents.get_or_init(|| read_extents(subject))
}

fn read_extents(subject: &Subject<'_>) -> Vec<Extent> {
    let prose = &subject.document.prose;
    let clauses = &prose.clauses;
    let mut extents = Vec::new();
    let mut start = 0;
    for (at, clause) in clauses.iter().enumerate() {
        let next = clauses.get(at + 1);
        let goes_on = matches!(clause.end, ',' | ':' | ';') && next.is_some_and(|next| next.section == clause.section);
        if !goes_on {
            let figures = clauses[start].figures.start..clause.figures.end;
            let bytes = || prose.text_of(start..at + 1).len();
            let is_sentence = figures.is_empty() || (figures.len() <= MOST_FIGURES && bytes() <= MOST_BYTES);
            // One that is too long is left alone, as if it named no figures.
            let figures = if is_sentence { figures } else { figures.start..figures.start };
            extents.push(Extent { clauses: start..at + 1, figures, section: clause.section });
            start = at + 1;
        }
    }
    extents
}

/// Every phrase of figure and statement rules that a clause matches, by rule, then in the order of the text.
pub(crate) fn hits(subject: &Subject<'_>) -> Vec<Hit> {
    // A bare figure may be counted by the clause before it.
    let silence = Silence::new(subject, Search::Phrases, (1, 0));
    let mut finder = subject.pack().phrases.finder();
    let mut hits = Vec::new();
    for (at, extent) in extents(subject).iter().enumerate() {
        let Some(question) = silence.asks(at) else { continue };
        let first = extent.clauses.start;
        let found = question.answer(|| finder.hits(&subject.document.prose, extent.clauses.clone()));
        hits.extend(found.iter().map(|hit| Hit { clause: first + hit.clause, ..*hit }));
    }
    hits.sort_unstable();
    hits
}

/// The patterns of wording and statement rules that are worth trying, by rule, then by paragraph.
pub(crate) fn prospects(subject: &Subject<'_>) -> Vec<Prospect> {
    let running = &subject.document.running;
    let silence = ParagraphSilence::new(subject, Search::Passages);
    let mut finder = subject.pack().passages.finder();
    let mut found = vec![Vec::new(); subject.pack().rules.len()];
    for (paragraph, place) in running.paragraphs.iter().enumerate() {
        let Some(question) = silence.asks(paragraph) else { continue };
        let tried = question.answer(|| finder.prospects(running.paragraph(place)));
        for &(rule, pattern) in tried.iter() {
            found[rule].push(Prospect { rule, paragraph, pattern });
        }
    }
    found.concat()
}

/// The places of numbers that are not among those behind one of them that add up to it: 127, 68 and 2 of 127, 31, 96, 68, 2.
pub(super) fn undivided(values: &[Decimal]) -> Vec<usize> {
    let mut outer = Vec::new();
    let mut next = 0;
    while let Some(&value) = values.get(next) {
        outer.push(next);
        let mut sum = Decimal::ZERO;
        let inner = values[next + 1..].iter().position(|&inner| {
            sum = sum.saturating_add(inner);
            sum == value
        });
        next += 1 + inner.filter(|&inner| inner > 0).map_or(0, |inner| inner + 1);
    }
    outer
}

/// A sentence, with the one before it where it goes on from there: 共300条。其中,甲100条.
pub(super) struct Passage<'a> {
    subject: &'a Subject<'a>,
    /// White space removed, figures as [`FIGURE`].
    pub(super) text: Cow<'a, str>,
    /// For each figure its place in `text` and its number in the prose.
    pub(super) figures: Vec<(usize, usize)>,
    /// Where its own text begins.
    pub(super) own: usize,
    /// The first figure of the sentences above it that count as near.
    near: usize,
}

impl<'a> Passage<'a> {
    /// Reads the sentence `at`; one that begins with one of `joins` goes on from the sentence before.
    pub(super) fn read(subject: &'a Subject<'a>, extents: &[Extent], at: usize, joins: &Patterns) -> Self {
        let prose = &subject.document.prose;
        let first = extents[at].clauses.start;
        let before = at.checked_sub(1).filter(|&before| {
            extents[before].section == extents[at].section
                && !extents[before].figures.is_empty()
                && prose.clauses[extents[before].clauses.end - 1].end == '。'
        });
        let before = before.filter(|_| joins.is_match(prose.text(&prose.clauses[first])));
        let start = before.map_or(first, |before| extents[before].clauses.start);
        let own = before.map_or(0, |_| prose.text_of(start..first).len());
        let figures = before.map_or(extents[at].figures.start, |before| extents[before].figures.start);
        let place = |figure| (prose.place_after(&prose.clauses[start], figure), figure);
        Self {
            subject,
            text: Cow::Borrowed(prose.text_of(start..extents[at].clauses.end)),
            figures: (figures..extents[at].figures.end).map(place).collect(),
            own,
            near: extents[at.saturating_sub(SENTENCES_ABOVE)].figures.start,
        }
    }

    /// Several sentences of one section, one behind the other; its own text is that of the last.
    pub(super) fn read_with(subject: &'a Subject<'a>, extents: &[Extent], sentences: Range<usize>) -> Self {
        let prose = &subject.document.prose;
        let (first, last) = (&extents[sentences.start], &extents[sentences.end - 1]);
        let start = first.clauses.start;
        let place = |figure| (prose.place_after(&prose.clauses[start], figure), figure);
        // One that is too long is left alone, as if it named no figures.
        let figures = extents[sentences.clone()].iter().flat_map(|extent| extent.figures.clone());
        Self {
            subject,
            text: Cow::Borrowed(prose.text_of(start..last.clauses.end)),
            figures: figures.map(place).collect(),
            own: if start == last.clauses.start { 0 } else { prose.text_of(start..last.clauses.start).len() },
            near: extents[(sentences.end - 1).saturating_sub(SENTENCES_ABOVE)].figures.start,
        }
    }

    /// The figure `at` of the sentence as it is printed, with its unit.
    pub(super) fn printed(&self, at: usize) -> &'a str {
        self.subject.document.text(self.figure(at).span).trim()
    }

    /// The year that the report is on.
    pub(super) fn subject_year(&self) -> Option<u16> {
        self.subject.document.year()
    }

    /// At most so many figures before the one with the number `number`, as far as they stand near.
    pub(super) fn figures_above(&self, number: usize, most: usize) -> impl Iterator<Item = &'a Figure> + use<'a> {
        let first = number.saturating_sub(most).max(self.near);
        self.subject.document.prose.figures[first.min(number)..number].iter()
    }

    /// The same sentence with the one behind it, that lists what its last figure is made of.
    pub(super) fn with_list(mut self, list: &Self) -> Self {
        self.own = 0;
        self.with_item(list, ':')
    }

    /// The same sentence with the one behind it, parted by a mark instead of a full stop.
    pub(super) fn with_item(mut self, list: &Self, mark: char) -> Self {
        let text = self.text.to_mut();
        if text.ends_with('。') {
            text.truncate(text.len() - '。'.len_utf8());
            text.push(mark);
        }
        let start = text.len();
        self.figures.extend(list.figures.iter().map(|&(place, number)| (start + place, number)));
        text.push_str(&list.text);
        self
    }

    /// The figure `at` of the sentence.
    pub(super) fn figure(&self, at: usize) -> &'a Figure {
        &self.subject.document.prose.figures[self.figures[at].1]
    }

    /// A figure by its number in the prose.
    pub(super) fn of(&self, number: usize) -> &'a Figure {
        &self.subject.document.prose.figures[number]
    }

    /// Where the text goes on after the figure `at`.
    pub(super) fn after(&self, at: usize) -> usize {
        self.figures[at].0 + FIGURE.len_utf8()
    }

    /// Whether the figure `at` stands in a bracket.
    pub(super) fn is_in_bracket(&self, at: usize) -> bool {
        let before = &self.text[..self.figures[at].0];
        before.rfind(['(', ')']).is_some_and(|bracket| before[bracket..].starts_with('('))
    }

    /// The words around the figure `at`, up to the next mark or figure on each side.
    pub(super) fn words(&self, at: usize) -> (&str, &str) {
        let place = self.figures[at].0;
        let start = self.text[..place]
            .char_indices()
            .rev()
            .find(|(_, c)| MARKS.contains(c) || matches!(*c, ')' | '〕' | FIGURE))
            .map_or(0, |(at, c)| at + c.len_utf8());
        let after = self.after(at);
        let end = self.text[after..]
            .find(|c| MARKS.contains(&c) || matches!(c, ')' | '〕' | FIGURE | '\n'))
            .map_or(self.text.len(), |end| after + end);
        (&self.text[start..place], &self.text[after..end])
    }

    /// The words before the figure `at`, up to the next mark or figure, and the figure itself.
    pub(super) fn words_to(&self, at: usize) -> &str {
        let start = self.figures[at].0 - self.words(at).0.len();
        &self.text[start..self.after(at)]
    }

    /// Whether the figure `at` is a count meant exactly, and in `unit`.
    pub(super) fn is_exact(&self, at: usize, unit: Option<&str>) -> bool {
        let figure = self.figure(at);
        unit.is_some() && figure.counts_in() == unit && figure.bound == Bound::Exact
    }

    /// Whether the figure `at` is a count in `unit` that is meant exactly, or as exactly as it is written:
    /// 153万次 may be half a 万 off.
    pub(super) fn is_count(&self, at: usize, unit: Option<&str>) -> bool {
        let figure = self.figure(at);
        self.is_exact(at, unit) || (unit.is_some() && figure.counts_in() == unit && figure.rounded_to.is_some())
    }

    /// Whether the figure `at` is in parts of a hundred or a thousand.
    pub(super) fn is_ratio(&self, at: usize) -> bool {
        per(self.figure(at)).is_some()
    }
}

/// Of how many a figure counts parts: 100 for per cent.
pub(super) fn per(figure: &Figure) -> Option<u32> {
    match figure.counts_in()? {
        "%" => Some(100),
        "‰" => Some(1000),
        _ => None,
    }
}

/// Whether two units are the same, or stand in one of the lists of units that count alike.
pub(super) fn are_alike(lists: &[Vec<String>], one: &str, other: &str) -> bool {
    one == other || lists.iter().any(|list| [one, other].iter().all(|unit| list.iter().any(|known| known == unit)))
}

/// The years that a text names, as it names them.
pub(super) fn years_named(text: &str) -> Vec<u16> {
    let ends = text.match_indices('年').map(|(end, _)| &text[..end]);
    let number = |before: &str| before.get(before.len().checked_sub(4)?..)?.parse().ok().filter(|year| *year > 1990);
    ends.filter_map(number).collect()
}

/// Each two characters that stand side by side.
pub(super) fn pairs(text: &str) -> impl Iterator<Item = &str> {
    let starts = text.char_indices().map(|(at, _)| at);
    let ends = text.char_indices().skip(2).map(|(at, _)| at).chain([text.len()]);
    let long_enough = text.chars().nth(1).is_some();
    starts.zip(ends).filter(move |_| long_enough).map(|(start, end)| &text[start..end])
}
