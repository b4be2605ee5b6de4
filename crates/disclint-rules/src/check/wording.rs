//! Words that must not stand there.

use std::cell::OnceCell;
use std::ops::Range;

use disclint_document::{Paragraph, Span};

use super::doubled::doubled;
use super::silence::{ParagraphSilence, Search};
use super::{Record, Sink, Subject};
use crate::pack::{Passage, Prospect, WordingCheck, passages_in};
use crate::{Applicability, Lang};

/// Tells which finds count, in the order of the text: what is known of a paragraph and a sentence is found
/// out once, however many finds there are in it.
pub(crate) struct Finds<'a> {
    subject: &'a Subject<'a>,
    check: &'a WordingCheck,
    /// The paragraph at hand, with the places of other words in it.
    paragraph: Option<usize>,
    other_words: Vec<Range<usize>>,
    /// The sentence at hand, and whether anything in it may count.
    sentence: Range<usize>,
    may_count: bool,
    /// What finds may contradict, by the paragraph, once it was looked for.
    against: OnceCell<Vec<(usize, Range<usize>)>>,
}

impl<'a> Finds<'a> {
    pub(crate) fn new(subject: &'a Subject<'a>, check: &'a WordingCheck) -> Self {
        Self {
            subject,
            check,
            paragraph: None,
            other_words: Vec::new(),
            sentence: 0..0,
            may_count: false,
            against: OnceCell::new(),
        }
    }

    /// Whether a find counts: in the sections searched, not part of other words, in the right sentence.
    pub(crate) fn counts(&mut self, passage: &Passage) -> bool {
        let running = &self.subject.document.running;
        let paragraph = &running.paragraphs[passage.paragraph];
        if !self.subject.is_in(paragraph, &self.check.sections) {
            return false;
        }
        let text = running.paragraph(paragraph);
        if self.paragraph.replace(passage.paragraph) != Some(passage.paragraph) {
            self.other_words = self.check.except.places(text);
            self.sentence = 0..0;
        }
        let after = self.other_words.partition_point(|place| place.end <= passage.range.start);
        if self.other_words.get(after).is_some_and(|place| place.start < passage.range.end) {
            return false;
        }
        if self.sentence.end < passage.range.end {
            self.sentence = running.sentence(paragraph, &passage.range);
            let sentence = &text[self.sentence.clone()];
            self.may_count = !self.check.unless.is_match(sentence)
                && (self.check.context.is_empty() || self.check.context.is_match(sentence));
        }
        self.may_count && (self.check.against.is_empty() || self.contradicted(passage).is_some())
    }

    /// The first place of the report that a find contradicts.
    fn contradicted(&self, passage: &Passage) -> Option<Span> {
        let overlaps = |range: &Range<usize>| range.start < passage.range.end && passage.range.start < range.end;
        let places = self.against.get_or_init(|| self.places_against()).iter();
        let mut elsewhere = places.filter(|(at, range)| *at != passage.paragraph || !overlaps(range));
        let (at, range) = elsewhere.next()?;
        let document = self.subject.document;
        Some(document.paragraph_span(&document.running.paragraphs[*at], range.clone()))
    }

    /// Every place that finds may contradict.
    fn places_against(&self) -> Vec<(usize, Range<usize>)> {
        if self.check.against.is_empty() {
            return Vec::new();
        }
        let running = &self.subject.document.running;
        let places = |(at, paragraph): (usize, &Paragraph)| {
            self.check.against.places(running.paragraph(paragraph)).into_iter().map(move |place| (at, place))
        };
        running.paragraphs.iter().enumerate().flat_map(places).collect()
    }
}

/// Every find in the sections searched, in the order of the text; `rule` is the rule's number.
pub(crate) fn passages(
    subject: &Subject<'_>,
    rule: usize,
    check: &WordingCheck,
    prospects: &[Prospect],
) -> Vec<Passage> {
    let document = subject.document;
    let running = &document.running;
    let is_searched = |paragraph: usize| subject.is_in(&running.paragraphs[paragraph], &check.sections);
    let paragraphs = prospects.chunk_by(|one, other| one.paragraph == other.paragraph);
    let mut found: Vec<Passage> = paragraphs
        .filter(|tried| is_searched(tried[0].paragraph))
        .flat_map(|tried| passages_in(running, &check.words, tried.iter().copied()))
        .collect();
    if let Some(spec) = &check.doubled {
        let pattern = check.instead.len();
        let silence = ParagraphSilence::new(subject, Search::Rule(rule));
        for (paragraph, place) in running.paragraphs.iter().enumerate().filter(|(at, _)| is_searched(*at)) {
            let Some(question) = silence.asks(paragraph) else { continue };
            let places = doubled(running.paragraph(place), spec);
            if places.is_empty() {
                question.is_nothing();
            }
            found.extend(places.into_iter().filter_map(|range| {
                // What a space or a line break parts are two things: a heading and its text.
                let raw = document.text(document.paragraph_span(place, range.clone()));
                (!raw.contains(char::is_whitespace)).then_some(Passage { paragraph, range, pattern })
            }));
        }
        found.sort_by_key(|passage| (passage.paragraph, passage.range.start, passage.pattern));
    }
    found
}

pub(super) fn check(
    subject: &Subject<'_>,
    number: usize,
    check: &WordingCheck,
    prospects: &[Prospect],
    record: &mut Record,
    sink: &mut Sink<'_>,
) {
    if !subject.is_for(&check.when) {
        return;
    }
    let rule = &subject.pack().rules[number];
    // The words are looked for wherever the rule applies; that they are not there is the rule.
    record.bind();
    let document = subject.document;
    let mut end = (0, 0);
    let mut finds = Finds::new(subject, check);
    let running = &document.running;
    for passage in passages(subject, number, check, prospects) {
        // Of finds that overlap the first is told.
        if (passage.paragraph, passage.range.start) < end || !finds.counts(&passage) {
            continue;
        }
        end = (passage.paragraph, passage.range.end);
        let span = document.paragraph_span(&running.paragraphs[passage.paragraph], passage.range.clone());
        let found = document.text(span).trim().to_owned();
        let instead = check.instead.get(passage.pattern).and_then(Option::as_deref);
        let values = [("found", found.as_str()), ("instead", instead.unwrap_or_default())];
        let lang = sink.lang();
        let contradicted = finds.contradicted(&passage);
        let finding = sink.add(rule, span, &rule.id, &values);
        if let Some(other) = contradicted {
            finding.related(other, if lang == Lang::Zh { "与此处矛盾" } else { "contradicts this" });
        }
        if let Some(instead) = instead {
            let (label, title) = match lang {
                Lang::Zh => (format!("应为“{instead}”"), format!("改为“{instead}”")),
                Lang::En => (format!("should be “{instead}”"), format!("change to “{instead}”")),
            };
            finding.label(label).fix(title, Applicability::Suggested, span, instead.to_owned());
        }
    }
}

impl Subject<'_> {
    /// Whether a paragraph stands in one of the form's sections, or anywhere if none is given.
    pub(super) fn is_in(&self, paragraph: &Paragraph, sections: &[usize]) -> bool {
        let of = || self.document.sections.get(paragraph.section?)?.spec;
        sections.is_empty() || of().is_some_and(|spec| sections.contains(&spec))
    }
}
