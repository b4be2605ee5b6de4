//! Words by which a body calls itself or its area, and which are another kind of body's.

use disclint_document::Span;

use super::{Sink, Subject};
use crate::Lang;
use crate::pack::{DesignationCheck, Rule};

/// A word that another kind of body uses of itself, with its places.
pub(crate) struct Foreign {
    pub(crate) word: String,
    pub(crate) places: Vec<Span>,
}

/// The body that reports, if its name is a name: 我局 is none.
fn body<'a>(subject: &Subject<'a>) -> Option<&'a str> {
    subject.document.body().filter(|body| body.chars().count() >= 3)
}

/// Every word that belongs to another kind of body.
pub(crate) fn foreign(subject: &Subject<'_>, check: &DesignationCheck) -> Vec<Foreign> {
    let mut found: Vec<Foreign> = Vec::new();
    let Some(body) = body(subject) else { return found };
    if check.unless.iter().any(|text| subject.document.mentions(text)) {
        return found;
    }
    let classes = &subject.pack().bodies;
    let is_any = |of: &[usize]| of.iter().any(|&class| classes[class].pattern.is_match(body));
    // A word that stands in the body's own name is its own.
    let words: Vec<usize> = check
        .foreign
        .iter()
        .filter(|foreign| is_any(&foreign.bodies) && !is_any(&foreign.except))
        .flat_map(|foreign| &foreign.words)
        .copied()
        .filter(|&word| !check.own_name(word, body))
        .collect();
    if words.is_empty() {
        return found;
    }
    let prose = &subject.document.prose;
    for clause in &prose.clauses {
        for (range, word) in check.words_in(prose.text(clause)) {
            if !words.contains(&word) {
                continue;
            }
            let text = &prose.text(clause)[range.clone()];
            let span = subject.document.clause_span(clause, range);
            match found.iter_mut().find(|known| known.word == text) {
                Some(known) => known.places.push(span),
                None => found.push(Foreign { word: text.to_owned(), places: vec![span] }),
            }
        }
    }
    found
}

pub(super) fn check(subject: &Subject<'_>, rule: &Rule, check: &DesignationCheck, sink: &mut Sink<'_>) {
    for foreign in foreign(subject, check) {
        let body = subject.document.body().unwrap_or_default();
        let Some((first, rest)) = foreign.places.split_first() else { continue };
        let text = if sink.lang() == Lang::Zh { "此处相同" } else { "the same here" };
        let finding = sink.add(rule, *first, &foreign.word, &[("found", &foreign.word), ("body", body)]);
        for place in rest {
            finding.related(*place, text);
        }
    }
}
