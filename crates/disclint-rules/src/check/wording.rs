//! Words that must not stand there.

use disclint_document::Paragraph;

use super::{Record, Sink, Subject};
use crate::pack::{Passage, Rule, WordingCheck};
use crate::{Applicability, Lang};

/// Whether a find counts: in the sections searched, not part of other words, in the right sentence.
pub(crate) fn counts(subject: &Subject<'_>, check: &WordingCheck, passage: &Passage) -> bool {
    let running = &subject.document.running;
    let paragraph = &running.paragraphs[passage.paragraph];
    if !subject.is_in(paragraph, &check.sections) {
        return false;
    }
    let sentence = || running.sentence(paragraph, &passage.range);
    let overlaps = || {
        let places = check.except.places(running.paragraph(paragraph));
        places.iter().any(|place| place.start < passage.range.end && passage.range.start < place.end)
    };
    !overlaps()
        && !check.unless.is_match(sentence())
        && (check.context.is_empty() || check.context.is_match(sentence()))
}

pub(super) fn check(
    subject: &Subject<'_>,
    rule: &Rule,
    check: &WordingCheck,
    passages: &[Passage],
    record: &mut Record,
    sink: &mut Sink<'_>,
) {
    if !subject.is_for(&check.when) {
        return;
    }
    // The words are looked for wherever the rule applies; that they are not there is the rule.
    record.bind();
    let document = subject.document;
    let mut end = (0, 0);
    for passage in passages {
        // Of finds that overlap the first is told.
        if (passage.paragraph, passage.range.start) < end || !counts(subject, check, passage) {
            continue;
        }
        end = (passage.paragraph, passage.range.end);
        let span = document.paragraph_span(&document.running.paragraphs[passage.paragraph], passage.range.clone());
        let found = document.text(span).trim().to_owned();
        let instead = check.instead[passage.pattern].as_deref();
        let values = [("found", found.as_str()), ("instead", instead.unwrap_or_default())];
        let lang = sink.lang();
        let finding = sink.add(rule, span, &rule.id, &values);
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
