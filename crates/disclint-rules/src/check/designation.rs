//! Words by which a body calls itself or its area, and which are another kind of body's.

use disclint_document::Span;

use super::passages::extents;
use super::silence::{Search, Silence};
use super::{Record, Sink, Subject};
use crate::Lang;
use crate::pack::DesignationCheck;

/// A word that another kind of body uses of itself, with its places.
pub(crate) struct Foreign {
    pub(crate) word: String,
    pub(crate) places: Vec<Span>,
}

/// The body that reports, if its name is a name: 我局 is none.
fn body<'a>(subject: &Subject<'a>) -> Option<&'a str> {
    subject.document.body().filter(|body| body.chars().count() >= 3)
}

/// The words that the body that reports may not use.
fn foreign_words(subject: &Subject<'_>, check: &DesignationCheck) -> Vec<usize> {
    let Some(body) = body(subject) else { return Vec::new() };
    let is_any = |of: &[usize]| subject.is_of(body, of);
    // A word that stands in the body's own name is its own.
    check
        .foreign
        .iter()
        .filter(|foreign| is_any(&foreign.bodies) && !is_any(&foreign.except))
        .flat_map(|foreign| &foreign.words)
        .copied()
        .filter(|&word| !check.own_name(word, body))
        .collect()
}

/// Every word that belongs to another kind of body; `rule` is the rule's number.
pub(crate) fn foreign(subject: &Subject<'_>, rule: usize, check: &DesignationCheck) -> Vec<Foreign> {
    let mut found: Vec<Foreign> = Vec::new();
    let words = foreign_words(subject, check);
    if words.is_empty() {
        return found;
    }
    let prose = &subject.document.prose;
    let silence = Silence::given(subject, Search::Rule(rule), (0, 0), &words);
    for (at, extent) in extents(subject).iter().enumerate() {
        let Some(question) = silence.asks(at) else { continue };
        // Its clauses at once: the marks between them stand in no word.
        let text = extent.text(subject);
        let start = prose.clauses[extent.clauses.start].start() as usize;
        let mut places = check.words_in(text);
        places.retain(|(_, word)| words.contains(word));
        if places.is_empty() {
            question.is_nothing();
        }
        for (range, _) in places {
            let word = &text[range.clone()];
            let Some((clause, at)) = prose.clause_at(start + range.start) else { continue };
            // What stands in quotation marks is what somebody else says.
            if is_quoted(prose.text(clause), at) {
                continue;
            }
            let span = subject.document.clause_span(clause, at..at + range.len());
            match found.iter_mut().find(|known| known.word == word) {
                Some(known) => known.places.push(span),
                None => found.push(Foreign { word: word.to_owned(), places: vec![span] }),
            }
        }
    }
    // Looked for only now: few reports hold such a word.
    if !found.is_empty() && check.unless.iter().any(|text| subject.document.mentions(text)) {
        found.clear();
    }
    found
}

/// Whether a place in a clause lies between quotation marks; those may have been opened in a clause before, or
/// be closed in one behind.
fn is_quoted(text: &str, at: usize) -> bool {
    let (before, behind) = text.split_at(at);
    match (before.rfind('“'), before.rfind('”')) {
        (Some(open), Some(close)) => open > close,
        (Some(_), None) => true,
        (None, Some(_)) => false,
        (None, None) => behind.find('”').is_some_and(|close| behind.find('“').is_none_or(|open| close < open)),
    }
}

pub(super) fn check(
    subject: &Subject<'_>,
    rule: usize,
    check: &DesignationCheck,
    record: &mut Record,
    sink: &mut Sink<'_>,
) {
    record.bind_if(|| !foreign_words(subject, check).is_empty());
    let found = foreign(subject, rule, check);
    let rule = &subject.pack().rules[rule];
    for foreign in found {
        let body = subject.document.body().unwrap_or_default();
        let Some((first, rest)) = foreign.places.split_first() else { continue };
        let text = if sink.lang() == Lang::Zh { "此处相同" } else { "the same here" };
        let finding = sink.add(rule, *first, &foreign.word, &[("found", &foreign.word), ("body", body)]);
        for place in rest {
            finding.related(*place, text);
        }
    }
}
