//! The number of parts that a report announces, the parts it names and the parts it has.

use std::ops::Range;

use disclint_document::{Clause, FIGURE, SectionSpec, Span, ordinal};

use super::sentences::Sentence;
use super::silence::{Search, gather_at_head};
use super::{Record, Sink, Subject};
use crate::Lang;
use crate::pack::PartsCheck;
use crate::pack::schema::PartsFault;

/// From how many parts on an announcement without names is about the parts of the whole report.
const WITHOUT_NAMES: usize = 4;
/// How many of the form's parts a list must name to be a list of parts.
const FEWEST_NAMES: usize = 3;
/// How many sentences of the first section may still announce the parts, where there is no preamble.
const FIRST_SENTENCES: u32 = 6;

/// An announcement of parts.
pub(crate) struct Announced {
    /// The place of the number.
    pub(crate) span: Span,
    /// 0 where the parts are listed and not counted.
    pub(crate) number: usize,
    pub(crate) list: List,
    /// Whether the number is said of the whole report.
    is_whole: bool,
}

/// The parts that an announcement names.
#[derive(Default)]
pub(crate) struct List {
    /// As written, with their places.
    pub(crate) names: Vec<(String, Option<Span>)>,
    /// Which of the form's sections they are.
    known: Vec<usize>,
    /// Whether each is a section of the form.
    all_known: bool,
}

/// Every announcement of parts before the first section and in its first sentences; `rule` is the rule's number.
pub(crate) fn announced(subject: &Subject<'_>, rule: usize, check: &PartsCheck) -> Vec<Announced> {
    let mut first = None;
    let is_at_head = |clause: &Clause| match clause.section {
        None => true,
        Some(0) => clause.sentence < *first.get_or_insert(clause.sentence) + FIRST_SENTENCES,
        Some(_) => false,
    };
    gather_at_head(subject, Search::Rule(rule), is_at_head, |at, found| take(subject, check, at, found))
}

/// Takes up what the sentence of the clause `at` announces; whether a phrase matches there.
fn take(subject: &Subject<'_>, check: &PartsCheck, at: usize, found: &mut Vec<Announced>) -> bool {
    let document = subject.document;
    let sentence = Sentence::of(document, at).with_items(document);
    if check.blocks.is_match(&sentence.text) {
        return false;
    }
    let captures = check.phrases.captures("count", &sentence.text);
    let is_match = !captures.is_empty();
    found.extend(captures.into_iter().find_map(|(range, group)| {
        let (number, span) = match group {
            Some(group) => count(subject, &sentence, group, &check.units)?,
            None => (0, sentence.span(document, range.clone())?),
        };
        let list = names(subject, check, &sentence, range.start..range.end);
        let is_whole = check.whole.is_match(&sentence.text);
        Some(Announced { span, number, list, is_whole })
    }));
    is_match
}

/// The number that a group holds, with its place: a figure with one of the units, or a numeral.
fn count(subject: &Subject<'_>, sentence: &Sentence, group: Range<usize>, units: &[String]) -> Option<(usize, Span)> {
    let text = &sentence.text[group.clone()];
    if !text.contains(FIGURE) {
        let number = (1..=20).find(|&value| ordinal(value as u32) == text || value.to_string() == text)?;
        return Some((number, sentence.span(subject.document, group)?));
    }
    let figure = sentence.figure(subject.document, group.start)?;
    let is_unit = figure.unit.is_some_and(|unit| units.iter().any(|known| known == unit));
    let value = figure.value.to_string().parse().ok()?;
    is_unit.then_some((value, figure.span))
}

/// The names in a list.
fn names(subject: &Subject<'_>, check: &PartsCheck, sentence: &Sentence, range: Range<usize>) -> List {
    let text = &sentence.text[range.clone()];
    // The list stands between the word that leads to it and the number, or else after the number.
    // Of several such words, the last one before all the names.
    let sections = &subject.form().sections;
    let is_named = |list: &str, at: usize| {
        let section: &SectionSpec = &sections[at];
        list.contains(&section.title) || section.keywords.iter().any(|word| list.contains(word.as_str()))
    };
    let named_in = |list: &str| (0..sections.len()).filter(|&at| is_named(list, at)).count();
    let leads = check.leads.places(text);
    let start = leads.iter().map(|lead| lead.end).max_by_key(|&start| (named_in(&text[start..]), start));
    let Some(start) = start else { return List::default() };
    let list = &text[start..];
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    for (at, c) in list.char_indices().filter(|(_, c)| matches!(c, '、' | ',' | ';' | ':')) {
        pieces.push(from..at);
        from = at + c.len_utf8();
    }
    pieces.push(from..list.len());
    // One name may hold a mark: 行政复议、行政诉讼情况.
    let mut joined: Vec<Range<usize>> = Vec::new();
    for piece in pieces.into_iter().filter(|piece| list[piece.clone()].chars().count() > 1) {
        match joined.last_mut() {
            Some(last) if check.joined.is_match(&list[piece.clone()]) => last.end = piece.end,
            _ => joined.push(piece),
        }
    }
    let mut known: Vec<usize> = Vec::new();
    let mut all_known = true;
    let mut names = Vec::new();
    for piece in joined {
        let name = &list[piece.clone()];
        let mut any = false;
        for at in 0..sections.len() {
            if is_named(name, at) {
                any = true;
                if !known.contains(&at) {
                    known.push(at);
                }
            }
        }
        all_known &= any;
        let place = range.start + start + piece.start..range.start + start + piece.end;
        names.push((name.to_owned(), sentence.span(subject.document, place)));
    }
    known.sort_unstable();
    List { names, known, all_known }
}

pub(super) fn check(subject: &Subject<'_>, rule: usize, check: &PartsCheck, record: &mut Record, sink: &mut Sink<'_>) {
    let document = subject.document;
    let all = announced(subject, rule, check);
    let rule = &subject.pack().rules[rule];
    let present = document.sections.len();
    let mut specs: Vec<usize> = document.sections.iter().filter_map(|section| section.spec).collect();
    specs.sort_unstable();
    specs.dedup();
    let distinct = specs.len();
    // Only headings that are counted by their own numbers are surely all there.
    let last = document.sections.last().and_then(|section| section.number);
    let is_counted = last.is_some_and(|number| number.value as usize == present);
    for announced in all {
        record.bind();
        let named = announced.list.known.len();
        match check.finds {
            PartsFault::Number => {
                let is_list = named >= FEWEST_NAMES;
                // The words around the number may look like a name.
                let is_nameless = named == 0 && announced.list.names.len() <= 1;
                let is_bare = announced.is_whole && is_nameless && announced.number >= WITHOUT_NAMES;
                if !is_list && !is_bare || announced.number == 0 {
                    continue;
                }
                let number = announced.number;
                let contradicts_list = is_list && announced.list.all_known && number != named;
                // A section that is announced and missing is told where it is missing; one that the form
                // does not have, where it stands.
                let is_missing = number > present && number == subject.form().sections.len();
                let contradicts_report = is_counted && number != present && number != distinct && !is_missing;
                if !contradicts_list && !contradicts_report {
                    continue;
                }
                let (found, present) = (number.to_string(), present.to_string());
                let label = match (sink.lang(), is_list) {
                    (Lang::Zh, true) => format!("列出 {named} 个,正文有 {present} 个"),
                    (Lang::Zh, false) => format!("正文有 {present} 个"),
                    (Lang::En, true) => format!("{named} listed, {present} there"),
                    (Lang::En, false) => format!("{present} there"),
                };
                let values = [("found", found.as_str()), ("present", &present)];
                sink.add(rule, announced.span, "number", &values).label(label);
            }
            PartsFault::Foreign => {
                // A list without a number may be of something else.
                if announced.number == 0 && named < FEWEST_NAMES {
                    continue;
                }
                let foreign = |name: &str| {
                    check.foreign.is_match(name) && !subject.form().sections.iter().any(|spec| spec.title == name)
                };
                let mut wrong = announced.list.names.iter().filter(|(name, _)| foreign(name));
                let Some((name, Some(span))) = wrong.next() else { continue };
                let values = [("found", name.as_str())];
                let text =
                    if sink.lang() == Lang::Zh { "同样不是规定的部分" } else { "no prescribed part either" };
                let finding = sink.add(rule, *span, name, &values);
                for (_, span) in wrong {
                    if let Some(span) = span {
                        finding.related(*span, text);
                    }
                }
            }
        }
    }
}
