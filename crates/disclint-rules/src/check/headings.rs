//! Numbered headings inside a section with nothing under them.

use disclint_document::{Paragraph, Span, is_ordinal_numeral, ordinal, runs_in};

use super::{Sink, Subject};
use crate::Lang;
use crate::pack::Rule;

/// Longest heading, in characters, number not included.
const LONGEST_HEADING: usize = 30;

/// The marks that no heading holds.
const MARKS: [char; 6] = ['。', ';', ':', ',', '!', '?'];

/// How deep a numbered paragraph stands: 1 for (一), 2 for 1.
fn depth(text: &str) -> Option<(u8, usize)> {
    if let Some(rest) = text.strip_prefix('(') {
        let length = rest.find(|c: char| !is_ordinal_numeral(c))?;
        return (length > 0 && rest[length..].starts_with(')')).then_some((1, length + 2));
    }
    let length = text.find(|c: char| !c.is_ascii_digit())?;
    let mark = text[length..].chars().next().filter(|c| matches!(c, '.' | '、'))?;
    (1..=2).contains(&length).then_some((2, length + mark.len_utf8()))
}

/// Headings in brackets, the only text of their paragraphs, that say what one before them in the section says.
pub(super) fn repeated(subject: &Subject<'_>, rule: &Rule, sink: &mut Sink<'_>) {
    let document = subject.document;
    let running = &document.running;
    // What the headings of a section say, with their places.
    let mut said: Vec<(&str, Span)> = Vec::new();
    let mut of = None;
    for paragraph in &running.paragraphs {
        let Some(number) = paragraph.section else { continue };
        if of.replace(number) != Some(number) {
            said.clear();
        }
        let text = running.paragraph(paragraph);
        let Some((1, length)) = depth(text) else { continue };
        let title = &text[length..];
        if !(2..=LONGEST_HEADING).contains(&title.chars().count()) || title.contains(MARKS) {
            continue;
        }
        let span = document.paragraph_span(paragraph, length..text.len());
        let Some((_, first)) = said.iter().find(|(other, _)| *other == title) else {
            said.push((title, span));
            continue;
        };
        let part = document.sections[number].spec.map_or(String::new(), |spec| ordinal(spec as u32 + 1));
        let values = [("found", title), ("number", part.as_str()), ("title", &document.sections[number].title_text)];
        let text = if sink.lang() == Lang::Zh { "前一个相同的小标题" } else { "the same heading before" };
        sink.add(rule, span, title, &values).related(*first, text);
    }
}

pub(super) fn check(subject: &Subject<'_>, rule: &Rule, sink: &mut Sink<'_>) {
    let document = subject.document;
    let running = &document.running;
    for (number, section) in document.sections.iter().enumerate() {
        // In the order of the sections.
        let from = running.paragraphs.partition_point(|paragraph| paragraph.section < Some(number));
        let to = running.paragraphs.partition_point(|paragraph| paragraph.section <= Some(number));
        let paragraphs: &[Paragraph] = &running.paragraphs[from..to];
        let is_bare = |at: usize| -> Option<u8> {
            let text = running.paragraph(&paragraphs[at]);
            let (own, length) = depth(text)?;
            let title = &text[length..];
            let is_title = (2..=LONGEST_HEADING).contains(&title.chars().count()) && !title.contains(MARKS);
            let next = paragraphs.get(at + 1);
            let ends = if let Some(next) = next {
                let below = running.paragraph(next);
                next.part == paragraphs[at].part
                    && depth(below).is_some_and(|(next, _)| next <= own)
                    && !(below.starts_with("(一)") && runs_in(below))
            } else {
                let end = document.paragraph_span(&paragraphs[at], 0..text.len()).end;
                let after = end..section.body.end;
                !document.tables.iter().any(|table| after.contains(&table.head.start))
            };
            (is_title && ends).then_some(own)
        };
        let bare: Vec<(usize, u8)> = (0..paragraphs.len()).filter_map(|at| Some((at, is_bare(at)?))).collect();
        // Where no item has text under it, they are a list and not headings.
        let count = |own: u8| {
            let all = paragraphs
                .iter()
                .filter(|paragraph| depth(running.paragraph(paragraph)).is_some_and(|(of, _)| of == own));
            (all.count(), bare.iter().filter(|(_, of)| *of == own).count())
        };
        let is_list = [1, 2].map(|own| {
            let (all, bare) = count(own);
            all == bare
        });
        for &(at, own) in &bare {
            if is_list[usize::from(own) - 1] {
                continue;
            }
            let text = running.paragraph(&paragraphs[at]);
            let span = document.paragraph_span(&paragraphs[at], 0..text.len());
            let found = document.text(span).to_owned();
            let part = section.spec.map_or(String::new(), |spec| ordinal(spec as u32 + 1));
            let values = [("found", found.as_str()), ("number", &part), ("title", &section.title_text)];
            sink.add(rule, span, &section.title_text, &values);
        }
    }
}
