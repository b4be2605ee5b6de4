//! Another body named where the report names its own.

use disclint_document::{Clause, Span};

use super::passages::extents;
use super::sentences::Sentence;
use super::silence::{Search, Silence, gather_at_head};
use super::{Record, Sink, Subject};
use crate::Lang;
use crate::pack::BodyNameCheck;

/// How many sentences of the first section may name the body that reports.
const FIRST_SENTENCES: u32 = 3;

/// A body that the report names as its own.
pub(crate) struct NamedBody {
    pub(crate) name: String,
    pub(crate) span: Span,
    pub(crate) is_other: bool,
}

/// Every body that a phrase takes up: before the first section and in its first sentences, or after them, or anywhere; `rule` is
/// the rule's number.
pub(crate) fn named(subject: &Subject<'_>, rule: usize, check: &BodyNameCheck) -> Vec<NamedBody> {
    let document = subject.document;
    let Some(own) = document.title.as_ref().and_then(|title| title.body.as_deref()) else { return Vec::new() };
    if !check.bodies.is_empty() && !subject.is_of(own, &check.bodies) || subject.is_of(own, &check.except) {
        return Vec::new();
    }
    let mut found = if check.beyond { beyond(subject, rule, check, own) } else { at_first(subject, rule, check, own) };
    if let Some((name, span)) = signature(subject, check).filter(|(name, _)| !check.blocks.is_match(name)) {
        let is_other = check.is_other(own, &name);
        found.push(NamedBody { name, span, is_other });
    }
    // Looked for only now: few reports name another body.
    if found.iter().any(|named| named.is_other) && check.unless.iter().any(|text| document.mentions(text)) {
        found.clear();
    }
    found
}

/// Whether a clause stands before the first section or in its first sentences; `first` is the first one of the section.
fn is_at_first(clause: &Clause, first: &mut Option<u32>) -> bool {
    clause
        .section
        .is_none_or(|section| section == 0 && clause.sentence < *first.get_or_insert(clause.sentence) + FIRST_SENTENCES)
}

/// The bodies that are named at first.
fn at_first(subject: &Subject<'_>, rule: usize, check: &BodyNameCheck, own: &str) -> Vec<NamedBody> {
    let document = subject.document;
    let title = document.title.as_ref().map_or(0, |title| title.span.end);
    let mut first = None;
    let is_in = |clause: &Clause| is_at_first(clause, &mut first);
    gather_at_head(subject, Search::Rule(rule), is_in, |at, found| {
        let sentence = Sentence::of(document, at);
        if check.blocks.is_match(&sentence.text) {
            return false;
        }
        let captures = check.phrases.captures("body", &sentence.text);
        let is_match = !captures.is_empty();
        found.extend(captures.into_iter().filter_map(|(_, group)| {
            let name = sentence.text[group.clone()?].to_owned();
            let span = sentence.span(document, group?).filter(|span| span.start >= title)?;
            let is_other = check.is_other(own, &name);
            Some(NamedBody { name, span, is_other })
        }));
        is_match
    })
}

/// The bodies that are named after that, or anywhere.
fn beyond(subject: &Subject<'_>, rule: usize, check: &BodyNameCheck, own: &str) -> Vec<NamedBody> {
    let clauses = &subject.document.prose.clauses;
    let silence = Silence::new(subject, Search::Rule(rule), (0, 0));
    let mut found = Vec::new();
    let mut first = clauses.iter().find(|clause| clause.section == Some(0)).map(|clause| clause.sentence);
    for (at, extent) in extents(subject).iter().enumerate() {
        let Some(question) = silence.asks(at) else { continue };
        let clauses = &clauses[extent.clauses.clone()];
        let places: Vec<bool> = clauses.iter().map(|clause| is_at_first(clause, &mut first)).collect();
        let before = found.len();
        let later = clauses.iter().zip(&places).filter(|(_, is_first)| check.anywhere || !**is_first);
        found.extend(later.flat_map(|(clause, _)| in_clause(subject, check, own, clause)));
        if found.len() == before && (check.anywhere || !places.contains(&true)) {
            question.is_nothing();
        }
    }
    found
}

/// The bodies that a phrase takes up in one clause.
fn in_clause<'a>(
    subject: &'a Subject<'_>,
    check: &'a BodyNameCheck,
    own: &'a str,
    clause: &'a Clause,
) -> impl Iterator<Item = NamedBody> + 'a {
    let document = subject.document;
    let text = document.prose.text(clause);
    let groups = check.phrases.captures("body", text).into_iter().filter_map(|(_, group)| group);
    groups.filter(|_| !check.blocks.is_match(text)).map(move |group| {
        let name = text[group.clone()].to_owned();
        let is_other = check.is_other(own, &name);
        NamedBody { name, span: document.clause_span(clause, group), is_other }
    })
}

/// The body that signs: what stands before the date in its line, or else in the line above.
fn signature(subject: &Subject<'_>, check: &BodyNameCheck) -> Option<(String, Span)> {
    let document = subject.document;
    let signed = document.signed.as_ref()?;
    let text = document.text(Span::new(0, signed.span.start as usize));
    let line = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '(' | '\u{ff08}' | '|'));
    let start = line.rfind('\n').map_or(0, |at| at + 1);
    let line = &line[start..];
    let folded = document.folded(Span::new(start, start + line.len()));
    let name: String = folded.chars().filter(|c| !c.is_whitespace() && *c != '|').collect();
    let (_, group) = check.signatures.captures("body", &name).into_iter().next()?;
    let body = name[group?].to_owned();
    // Spread over the line, the name stands in all of it.
    let at = line.find(&body);
    let range = at.map_or(start..start + line.len(), |at| start + at..start + at + body.len());
    Some((body, Span::new(range.start, range.end)))
}

pub(super) fn check(
    subject: &Subject<'_>,
    rule: usize,
    check: &BodyNameCheck,
    record: &mut Record,
    sink: &mut Sink<'_>,
) {
    let named = named(subject, rule, check);
    let rule = &subject.pack().rules[rule];
    record.bind_if(|| !named.is_empty());
    let title = subject.document.title.as_ref();
    let own = title.and_then(|title| title.body.as_deref()).unwrap_or_default();
    // One name left over may stand in several places.
    let mut told: Vec<&str> = Vec::new();
    for other in named.iter().filter(|named| named.is_other) {
        // What a rule before this one has told of the same name is not told twice.
        let overlaps = |place: Span| place.start < other.span.end && other.span.start < place.end;
        if told.contains(&other.name.as_str()) || sink.places().any(overlaps) {
            continue;
        }
        told.push(&other.name);
        let text = if sink.lang() == Lang::Zh { "标题中的机关" } else { "the body in the title" };
        let again = if sink.lang() == Lang::Zh { "此处相同" } else { "the same here" };
        let finding = sink.add(rule, other.span, &other.name, &[("found", &other.name), ("body", own)]);
        for place in named.iter().filter(|place| place.name == other.name && place.span != other.span) {
            finding.related(place.span, again);
        }
        if let Some(title) = title {
            finding.related(title.span, text);
        }
    }
}
