//! Statements that must be there.

use std::ops::Range;

use disclint_document::{Paragraph, Span, is_ordinal_numeral};

use super::{Record, Sink, Subject};
use crate::pack::schema::Within;
use crate::pack::{Counts, Prospect, RequiredCheck, Rule, passages_in};

/// Longest heading, in characters.
const LONGEST_HEADING: usize = 30;

/// How far before a place its heading's number may stand, in bytes.
const NEAR: usize = 4 * (LONGEST_HEADING + 8);

/// Whether a report must make statements, and which of them it makes.
pub(crate) enum Asked {
    /// The rule is for other years or bodies, or the report gives no occasion for it.
    No,
    /// The sections are not there, or there is nothing in them: that is another fault.
    Nowhere,
    /// For each statement the place where it was first found.
    /// `there` counts those found where they are looked for, not those that other text shows.
    Here { heading: Option<Span>, section: String, found: Vec<Option<Span>>, there: usize },
}

/// Looks for each statement.
pub(crate) fn look(subject: &Subject<'_>, check: &RequiredCheck, prospects: &[Prospect]) -> Asked {
    if !subject.is_for(&check.when) {
        return Asked::No;
    }
    let document = subject.document;
    let running = &document.running;
    // What the form does not know stands under the section before it.
    let mut inside = vec![check.sections.is_empty(); document.sections.len()];
    let mut heading = None;
    let mut under = false;
    for (at, section) in document.sections.iter().enumerate() {
        under = section.spec.map_or(under, |spec| check.sections.contains(&spec));
        inside[at] |= under;
        if under && heading.is_none() {
            heading = Some(section);
        }
    }
    if !check.sections.is_empty() && heading.is_none_or(|section| section.is_empty) {
        return Asked::Nowhere;
    }
    let in_scope =
        |paragraph: &Paragraph| paragraph.section.map_or(check.sections.is_empty(), |section| inside[section]);
    let any = |patterns: &crate::pack::Patterns| {
        let mut texts = running.paragraphs.iter().filter(|paragraph| in_scope(paragraph));
        texts.any(|paragraph| patterns.is_match(running.paragraph(paragraph)))
    };
    if (!check.given.is_empty() && !any(&check.given)) || (!check.unless.is_empty() && any(&check.unless)) {
        return Asked::No;
    }
    let mut found = vec![None; check.names.len()];
    let mut shown = vec![false; check.names.len()];
    // Whether statements are shown is asked only where their number counts.
    let is_asked = check.least > 0 || check.most.is_some();
    for tried in prospects.chunk_by(|one, other| one.paragraph == other.paragraph) {
        let paragraph = &running.paragraphs[tried[0].paragraph];
        let is_open = |prospect: &&Prospect| {
            let (statement, place) = check.owners[prospect.pattern];
            let may_show = is_asked && place != Counts::Text && !shown[statement];
            (place == Counts::Anywhere || in_scope(paragraph)) && (found[statement].is_none() || may_show)
        };
        if !tried.iter().any(|prospect| is_open(&prospect)) {
            continue;
        }
        for passage in passages_in(running, &check.patterns, tried.iter().filter(is_open).copied()) {
            let (statement, place) = check.owners[passage.pattern];
            let is_in = |commas| {
                check.within == Within::Text || in_heading(running.paragraph(paragraph), &passage.range, commas)
            };
            // A heading of two halves may as well be a sentence that begins after its number.
            if place == Counts::Within && !is_in(1) {
                continue;
            }
            shown[statement] |= match place {
                Counts::Anywhere => true,
                Counts::Text => false,
                Counts::Within => is_in(0),
            };
            found[statement].get_or_insert_with(|| document.paragraph_span(paragraph, passage.range.clone()));
        }
    }
    let there = shown.iter().filter(|shown| **shown).count();
    let section = heading.map_or(String::new(), |section| section.title_text.clone());
    Asked::Here { heading: heading.map(|section| section.title), section, found, there }
}

pub(super) fn check(
    subject: &Subject<'_>,
    rule: &Rule,
    check: &RequiredCheck,
    prospects: &[Prospect],
    record: &mut Record,
    sink: &mut Sink<'_>,
) {
    let Asked::Here { heading, section, found, there } = look(subject, check, prospects) else { return };
    record.bind();
    if found.iter().all(Option::is_some) || there < check.least || check.most.is_some_and(|most| there > most) {
        return;
    }
    let lang = sink.lang();
    let missing: Vec<&str> =
        check.names.iter().zip(&found).filter(|(_, found)| found.is_none()).map(|(name, _)| name.get(lang)).collect();
    let missing = missing.join(match lang {
        crate::Lang::Zh => "、",
        crate::Lang::En => ", ",
    });
    let span = heading.unwrap_or_else(|| super::sections::first_line(subject));
    let body = subject.document.body().unwrap_or_default();
    let values = [("missing", missing.as_str()), ("section", &section), ("body", body)];
    sink.add(rule, span, &rule.id, &values);
}

/// Whether a place stands in the words that begin a numbered paragraph, after so many commas at most.
fn in_heading(text: &str, range: &Range<usize>, most_commas: usize) -> bool {
    // A heading's number is near.
    let near = range.start.saturating_sub(NEAR);
    let near = (near..=range.start).find(|&at| text.is_char_boundary(at)).unwrap_or(range.start);
    let before = &text[near..range.start];
    // The last number before the place: (一) anywhere, 1. only where the paragraph begins.
    let bracket = before.rfind(')').filter(|&close| {
        let inside = before[..close].rfind('(').map(|open| &before[open + 1..close]);
        inside.is_some_and(|number| !number.is_empty() && number.chars().all(is_ordinal_numeral))
    });
    let start = if let Some(close) = bracket {
        close + 1
    } else {
        let digits = before.find(|c: char| !c.is_ascii_digit() && !is_ordinal_numeral(c)).unwrap_or(0);
        match before[digits..].chars().next().filter(|&c| digits > 0 && matches!(c, '.' | '、')) {
            Some(mark) if near == 0 => digits + mark.len_utf8(),
            _ => return false,
        }
    };
    let words = &before[start..];
    let commas = words.matches(',').count();
    !words.contains(['。', ';', ':', '!', '?']) && commas <= most_commas && words.chars().count() <= LONGEST_HEADING
}
