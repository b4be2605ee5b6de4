//! Missing, repeated, misplaced, misnamed, untitled, extra and empty sections.

use disclint_document::{Section, Span, TitleWording, ordinal};

use super::{Sink, Subject, fixes};
use crate::pack::Rule;
use crate::pack::schema::SectionFault;
use crate::{Applicability, Lang};

pub(super) fn check(subject: &Subject<'_>, rule: &Rule, fault: SectionFault, sink: &mut Sink<'_>) {
    let form = subject.form();
    let sections = &subject.document.sections;
    // Where order and wording are free, only a subject that is mentioned nowhere is missing.
    if form.free_order && !matches!(fault, SectionFault::Missing | SectionFault::Empty) {
        return;
    }
    match fault {
        SectionFault::Missing => missing(subject, rule, sink),
        SectionFault::Repeated => {
            for (at, section) in sections.iter().enumerate() {
                let Some(spec) = section.spec else { continue };
                let Some(first) = sections[..at].iter().find(|other| other.spec == section.spec) else { continue };
                // 六、其他需要报告的事项 and below it 一、收费情况, 二、其他需要说明的情况: an item of its own.
                let value = |section: &Section| section.number.as_ref().map(|number| number.value);
                if sections[at - 1].spec == section.spec && value(section).is_some() && value(section) < value(first) {
                    continue;
                }
                let first_span = first.title;
                let text = in_lang(sink.lang(), "第一次出现", "first here");
                report(subject, rule, section, spec, sink).related(first_span, text);
            }
        }
        SectionFault::Misplaced => {
            for at in misplaced(sections) {
                let Some(spec) = sections[at].spec else { continue };
                // The section that it has changed places with, or has fallen behind or before.
                let earlier = sections[..at].iter().find(|other| other.spec.is_some_and(|other| other > spec));
                let later = sections[at..].iter().rev().find(|other| other.spec.is_some_and(|other| other < spec));
                let (after, before) = match sink.lang() {
                    Lang::Zh => ("应在此部分之前", "应在此部分之后"),
                    Lang::En => ("it belongs before this part", "it belongs after this part"),
                };
                let finding = report(subject, rule, &sections[at], spec, sink);
                if let Some(other) = earlier {
                    finding.related(other.title, after);
                } else if let Some(other) = later {
                    finding.related(other.title, before);
                }
            }
        }
        SectionFault::Misnamed => {
            for section in sections.iter().filter(|section| section.wording == TitleWording::Different) {
                let Some(spec) = section.spec else { continue };
                let title = form.sections[spec].title.clone();
                let span = section.title;
                let words = in_lang(sink.lang(), "改为", "change to ");
                let label = format!("{}“{title}”", in_lang(sink.lang(), "应为", "should be "));
                report(subject, rule, section, spec, sink).label(label).fix(
                    format!("{words}“{title}”"),
                    Applicability::Safe,
                    span,
                    title,
                );
            }
        }
        SectionFault::Untitled => {
            for section in sections.iter().filter(|section| section.wording == TitleWording::Missing) {
                if let Some(spec) = section.spec {
                    let span = section.number.map_or(section.title, |number| number.span);
                    let title = &form.sections[spec].title;
                    let number = ordinal(spec as u32 + 1);
                    sink.add(rule, span, &form.sections[spec].id, &[("number", &number), ("title", title)]);
                }
            }
        }
        SectionFault::Extra => {
            for section in sections.iter().filter(|section| section.spec.is_none()) {
                let values = [("found", section.title_text.as_str())];
                sink.add(rule, section.title, &section.title_text, &values);
            }
        }
        // See `headings.rs`.
        SectionFault::HeadingOnly | SectionFault::HeadingRepeated => {}
        SectionFault::Empty => {
            // A heading that stands twice is told as such.
            let twice = |at: usize| {
                !form.free_order
                    && sections
                        .iter()
                        .enumerate()
                        .any(|(other, section)| other != at && section.spec == sections[at].spec)
            };
            for (_, section) in sections.iter().enumerate().filter(|(at, section)| section.is_empty && !twice(*at)) {
                // What need not be there at all may be a mere caption.
                if let Some(spec) = section.spec.filter(|&spec| form.sections[spec].required) {
                    report(subject, rule, section, spec, sink);
                }
            }
        }
    }
}

fn in_lang(lang: Lang, zh: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

fn report<'s>(
    subject: &Subject<'_>,
    rule: &Rule,
    section: &Section,
    spec: usize,
    sink: &'s mut Sink<'_>,
) -> &'s mut super::Finding {
    let known = &subject.form().sections[spec];
    let number = ordinal(spec as u32 + 1);
    let values = [("number", number.as_str()), ("title", &known.title), ("found", &section.title_text)];
    sink.add(rule, section.title, &known.id, &values)
}

fn missing(subject: &Subject<'_>, rule: &Rule, sink: &mut Sink<'_>) {
    let form = subject.form();
    let document = subject.document;
    let found = |spec: usize| document.sections.iter().any(|section| section.spec == Some(spec));
    let absent: Vec<usize> = (0..form.sections.len())
        .filter(|&spec| form.sections[spec].required && !found(spec))
        // With free wording a subject may be dealt with under any heading or none.
        .filter(|&spec| !form.free_order || !form.sections[spec].keywords.iter().any(|word| document.mentions(word)))
        .collect();
    if absent.len() > 1 && document.sections.iter().all(|section| section.spec.is_none()) {
        // No heading at all is one fault, not six.
        let titles: Vec<&str> = absent.iter().map(|&spec| form.sections[spec].title.as_str()).collect();
        let numbers: Vec<String> = absent.iter().map(|&spec| ordinal(spec as u32 + 1)).collect();
        let span = first_line(subject);
        sink.add(rule, span, "all", &[("number", &numbers.join("、")), ("title", &titles.join("、"))]);
        return;
    }
    for spec in absent {
        // Pointed at where it should stand: the section after it, or else the one before it.
        let with_spec = || document.sections.iter().filter_map(|section| Some((section.spec?, section)));
        let next = with_spec().filter(|(other, _)| *other > spec).min_by_key(|(other, _)| *other);
        let previous = with_spec().filter(|(other, _)| *other < spec).max_by_key(|(other, _)| *other);
        let (span, label) = match (next, previous) {
            (Some((_, section)), _) => {
                (section.title, in_lang(sink.lang(), "应在此部分之前", "it belongs before this part"))
            }
            (None, Some((_, section))) => {
                (section.title, in_lang(sink.lang(), "应在此部分之后", "it belongs after this part"))
            }
            (None, None) => (first_line(subject), ""),
        };
        let known = &form.sections[spec];
        let number = ordinal(spec as u32 + 1);
        let lang = sink.lang();
        let finding = sink.add(rule, span, &known.id, &[("number", &number), ("title", &known.title)]).label(label);
        if !form.free_order {
            let (next, previous) = (next.map(|(_, section)| section), previous.map(|(_, section)| section));
            fixes::missing_section(subject, spec, next, previous, finding, lang);
        }
    }
}

/// The title, or the first line with text.
pub(super) fn first_line(subject: &Subject<'_>) -> Span {
    let document = subject.document;
    if let Some(title) = &document.title {
        return title.span;
    }
    let text = document.source.text();
    let start = text.len() - text.trim_start().len();
    let end = text[start..].find(['\n', '\r']).map_or(text.len(), |at| start + at);
    Span::new(start, end)
}

/// The fewest sections whose removal leaves the rest in the prescribed order.
fn misplaced(sections: &[Section]) -> Vec<usize> {
    let mut known: Vec<(usize, usize)> = Vec::new();
    for (at, section) in sections.iter().enumerate() {
        if let Some(spec) = section.spec
            && !known.iter().any(|(_, other)| *other == spec)
        {
            known.push((at, spec));
        }
    }
    // Longest rising subsequence; there are six sections.
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(known.len());
    for i in 0..known.len() {
        let before = (0..i).filter(|&j| known[j].1 < known[i].1).max_by_key(|&j| best[j].0);
        best.push((before.map_or(1, |j| best[j].0 + 1), before));
    }
    let mut keep = vec![false; known.len()];
    let mut at = (0..best.len()).max_by_key(|&i| (best[i].0, std::cmp::Reverse(i)));
    while let Some(i) = at {
        keep[i] = true;
        at = best[i].1;
    }
    known.iter().zip(keep).filter(|(_, keep)| !keep).map(|((at, _), _)| *at).collect()
}
