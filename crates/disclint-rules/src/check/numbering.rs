//! Numbers of sections and items that do not follow one another.

use disclint_document::{Bound, Clause, FIGURE, NumberStyle, Ordinal, Span, TitleWording, is_ordinal_numeral, ordinal};
use rust_decimal::Decimal;

use super::{Sink, Subject};
use crate::pack::schema::Numbered;
use crate::pack::{Patterns, Rule};
use crate::{Applicability, Lang};

/// How many sections there must be for one without a number to stand out.
const FEWEST_SECTIONS: usize = 4;

/// `phrases` announce a list, those before it and those that take it up behind it.
pub(super) fn check(
    subject: &Subject<'_>,
    rule: &Rule,
    of: Numbered,
    (phrases, referred): (&Patterns, &Patterns),
    sink: &mut Sink<'_>,
) {
    match of {
        Numbered::Sections => sections(subject, rule, sink),
        Numbered::Items => items(subject, rule, sink),
        Numbered::Announced => {
            announced(subject, rule, phrases, sink);
            taken_up(subject, rule, referred, sink);
        }
        Numbered::Unnumbered => unnumbered(subject, rule, sink),
    }
}

/// A number that does not follow, with the number that would.
struct Fault {
    at: usize,
    expected: u32,
}

/// Finds the numbers that do not follow the one before. A number that the rest goes on from is the new
/// state of the count; one that the rest ignores is wrong by itself: either way one finding.
fn faults(numbers: &[u32]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let (mut last, mut at) = (0, 0);
    while let Some(&number) = numbers.get(at) {
        if number == last + 1 {
            last = number;
        } else {
            faults.push(Fault { at, expected: last + 1 });
            match numbers.get(at + 1) {
                // Two that changed places.
                Some(&next) if next == last + 1 && number == last + 2 => {
                    last = number;
                    at += 1;
                }
                Some(&next) if next == last + 2 => last += 1,
                _ => last = number,
            }
        }
        at += 1;
    }
    faults
}

fn sections(subject: &Subject<'_>, rule: &Rule, sink: &mut Sink<'_>) {
    let sections = &subject.document.sections;
    let numbered: Vec<(usize, Ordinal)> =
        sections.iter().enumerate().filter_map(|(at, section)| Some((at, section.number?))).collect();
    let numbers: Vec<u32> = numbered.iter().map(|(_, number)| number.value).collect();
    for fault in faults(&numbers) {
        let (at, number) = numbered[fault.at];
        // Where a section is missing or misplaced, one that keeps its prescribed number is right.
        let prescribed =
            !subject.form().free_order && sections[at].spec.map(|spec| spec as u32 + 1) == Some(number.value);
        let second = sections[..at].iter().any(|other| other.spec.is_some() && other.spec == sections[at].spec);
        if !prescribed && !second {
            // The form prescribes the number with the title.
            let is_certain = !subject.form().free_order
                && sections[at].wording != TitleWording::Different
                && sections[at].spec.map(|spec| spec as u32 + 1) == Some(fault.expected);
            let how = if is_certain { Applicability::Safe } else { Applicability::Suggested };
            report(rule, number, (fault.expected, how), NumberStyle::Section, &sections[at].title_text, sink);
        }
    }
}

/// The one section that has no number while all others have theirs.
fn unnumbered(subject: &Subject<'_>, rule: &Rule, sink: &mut Sink<'_>) {
    let document = subject.document;
    if subject.form().free_order {
        return;
    }
    let sections = &document.sections;
    let mut without = sections.iter().enumerate().filter(|(_, section)| section.number.is_none());
    let (Some((at, section)), None) = (without.next(), without.next()) else { return };
    // Its number would be the one between those of its neighbours, or the last.
    let number = |at: usize| sections.get(at)?.number.map(|number| number.value as usize);
    let fits = number(at + 1).is_none_or(|next| next == at + 2)
        && at.checked_sub(1).is_some_and(|before| number(before) == Some(at));
    let is_own = section.spec.is_some() && section.wording != TitleWording::Different;
    // A number in the line before may be its own.
    let before = document.text(Span::new(0, section.title.start as usize));
    let line = before.trim_end().rsplit('\n').next().unwrap_or_default();
    if sections.len() < FEWEST_SECTIONS || !fits || !is_own || is_number(line) {
        return;
    }
    let expected = format!("{}、", ordinal(at as u32 + 1));
    let found = section.title_text.clone();
    let values = [("found", found.as_str()), ("expected", expected.as_str())];
    let title = match sink.lang() {
        Lang::Zh => format!("加上“{expected}”"),
        Lang::En => format!("add “{expected}”"),
    };
    let place = Span::empty(section.title.start as usize);
    let is_certain = section.spec == Some(at);
    let how = if is_certain { Applicability::Safe } else { Applicability::Suggested };
    sink.add(rule, section.title, &found, &values).fix(title, how, place, expected);
}

/// Whether a line holds nothing but a number as sections have it: a row of a table is none.
fn is_number(line: &str) -> bool {
    let words = line.trim().trim_end_matches(['、', '.', '\u{ff0e}', ' ']);
    !words.is_empty() && words.chars().all(is_ordinal_numeral)
}

fn items(subject: &Subject<'_>, rule: &Rule, sink: &mut Sink<'_>) {
    let items = &subject.document.items;
    // Stable: the items of a list stay in the order of the text.
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by_key(|&at| items[at].list);
    for members in order.chunk_by(|&a, &b| items[a].list == items[b].list) {
        let numbers: Vec<u32> = members.iter().map(|&at| items[at].ordinal.value).collect();
        let style = items[members[0]].style;
        for fault in faults(&numbers) {
            // A lone number other than 1 is a list only where nothing else looks like it.
            let lone = numbers.len() < 2 && !matches!(style, NumberStyle::Spoken | NumberStyle::Bracketed);
            if !lone && !goes_on(subject, members[fault.at]) {
                let before = members[..fault.at].last().map(|&at| items[at].ordinal);
                let item = &items[members[fault.at]];
                let key = format!("{}/{}", style as u8, fault.expected);
                // Another item may be the one that is wrong.
                report(rule, item.ordinal, (fault.expected, Applicability::Suggested), style, &key, sink);
                let text = if sink.lang() == Lang::Zh { "前一个序号" } else { "the number before" };
                if let (Some(before), Some(finding)) = (before, sink.last()) {
                    finding.related(before.span, text);
                }
            }
        }
    }
}

/// 一是问题:(一)…;(二)…。二是改进:(一)…: whether an item goes on a list of its line whose items have lists themselves.
fn goes_on(subject: &Subject<'_>, at: usize) -> bool {
    let (items, item) = (&subject.document.items, &subject.document.items[at]);
    let before = items[..at].iter().rev().find(|other| other.style == item.style);
    before.is_some_and(|before| {
        let between = Span { start: before.ordinal.span.end, end: item.ordinal.span.start };
        item.style == NumberStyle::Spoken
            && before.ordinal.value + 1 == item.ordinal.value
            && before.list != item.list
            && !subject.document.text(between).contains('\n')
    })
}

/// Lists that have more or fewer items than the clause before them says. Only lists whose own numbers are right.
fn announced(subject: &Subject<'_>, rule: &Rule, phrases: &Patterns, sink: &mut Sink<'_>) {
    let document = subject.document;
    let prose = &document.prose;
    let items = &document.items;
    for first in items.iter().filter(|item| item.ordinal.value == 1) {
        let list = || items.iter().filter(|item| item.list == first.list);
        let count = list().count();
        let is_counted = list().zip(1..).all(|(item, number)| item.ordinal.value == number);
        if count < 2 || !is_counted || first.style == NumberStyle::Section {
            continue;
        }
        let start = |clause: &Clause| document.clause_span(clause, 0..0).start;
        let at = prose.clauses.partition_point(|clause| start(clause) <= first.ordinal.span.start);
        let Some(before) = at.checked_sub(2).map(|before| &prose.clauses[before]) else { continue };
        let mut text = prose.text(before).to_owned();
        text.push(before.end);
        for (place, _) in phrases.figures(&text) {
            let number = before.figures.start + text[..place].matches(FIGURE).count();
            let Some(figure) = prose.figures.get(number).filter(|figure| figure.bound == Bound::Exact) else {
                continue;
            };
            if figure.value == Decimal::from(count) || figure.value < Decimal::TWO {
                continue;
            }
            let found = document.text(figure.span).trim();
            sink.add(rule, figure.span, "announced", &[("found", found), ("expected", &count.to_string())]);
            let text = if sink.lang() == Lang::Zh { "最后一项" } else { "the last item" };
            if let (Some(last), Some(finding)) = (list().next_back(), sink.last()) {
                finding.related(last.ordinal.span, text);
            }
            // Another phrase may find it again.
            break;
        }
    }
}

/// 一是…;二是…。针对以上三个问题,…: a number of items that none of the lists before it in its section has.
fn taken_up(subject: &Subject<'_>, rule: &Rule, referred: &Patterns, sink: &mut Sink<'_>) {
    let document = subject.document;
    let prose = &document.prose;
    let items = &document.items;
    for (at, clause) in prose.clauses.iter().enumerate().filter(|(_, clause)| !clause.figures.is_empty()) {
        let mut text = prose.text(clause).to_owned();
        text.push(clause.end);
        let Some(&(place, _)) = referred.figures(&text).first() else { continue };
        let number = clause.figures.start + text[..place].matches(FIGURE).count();
        let Some(figure) = prose.figures.get(number).filter(|figure| figure.bound == Bound::Exact) else { continue };
        let first = prose.clauses[..at].iter().rposition(|other| other.section != clause.section);
        let first = &prose.clauses[first.map_or(0, |before| before + 1)];
        let begins = document.clause_span(first, 0..0).start;
        let mut lists: Vec<(u32, usize, Span)> = Vec::new();
        for item in items.iter().filter(|item| (begins..figure.span.start).contains(&item.ordinal.span.start)) {
            match lists.iter_mut().find(|(list, ..)| *list == item.list) {
                Some((_, count, last)) => (*count, *last) = (*count + 1, item.ordinal.span),
                None => lists.push((item.list, 1, item.ordinal.span)),
            }
        }
        let is_any = lists.iter().any(|(_, count, _)| Decimal::from(*count) == figure.value);
        let Some((_, count, last)) = lists.iter().rev().find(|(_, count, _)| *count >= 2).filter(|_| !is_any) else {
            continue;
        };
        let found = document.text(figure.span).trim();
        sink.add(rule, figure.span, "announced", &[("found", found), ("expected", &count.to_string())]);
        let text = if sink.lang() == Lang::Zh { "最后一项" } else { "the last item" };
        if let Some(finding) = sink.last() {
            finding.related(*last, text);
        }
    }
}

fn report(
    rule: &Rule,
    number: Ordinal,
    (expected, how): (u32, Applicability),
    style: NumberStyle,
    key: &str,
    sink: &mut Sink<'_>,
) {
    let written = |value: u32| match style {
        NumberStyle::Arabic | NumberStyle::BracketedArabic => value.to_string(),
        NumberStyle::Circled => char::from_u32('①' as u32 + value.saturating_sub(1)).unwrap_or('①').to_string(),
        _ => ordinal(value),
    };
    let around = |value: u32| match style {
        NumberStyle::Section => format!("{}、", written(value)),
        NumberStyle::Bracketed | NumberStyle::BracketedArabic => format!("({})", written(value)),
        NumberStyle::Arabic => format!("{}.", written(value)),
        NumberStyle::Spoken => format!("{}是", written(value)),
        NumberStyle::Urged => format!("{}要", written(value)),
        NumberStyle::Counted => format!("第{}", written(value)),
        NumberStyle::Each => format!("其{}", written(value)),
        NumberStyle::Circled => written(value),
    };
    let (found, wanted) = (around(number.value), around(expected));
    let (label, title) = match sink.lang() {
        Lang::Zh => (format!("应为“{wanted}”"), format!("将“{found}”改为“{wanted}”")),
        Lang::En => (format!("should be “{wanted}”"), format!("change “{found}” to “{wanted}”")),
    };
    sink.add(rule, number.span, key, &[("found", &found), ("expected", &wanted)]).label(label).fix(
        title,
        how,
        number.span,
        written(expected),
    );
}

#[cfg(test)]
mod tests {
    use super::faults;

    #[test]
    fn one_finding_for_one_fault() {
        for (numbers, expected) in [
            (&[1, 2, 3, 4][..], &[][..]),
            (&[1, 2, 3, 3, 4], &[(3, 4)]),
            (&[1, 3], &[(1, 2)]),
            (&[1, 3, 4], &[(1, 2)]),
            (&[3], &[(0, 1)]),
            (&[3, 4], &[(0, 1)]),
            (&[1, 2, 5, 4, 5], &[(2, 3)]),
            (&[1, 2, 4, 3, 5], &[(2, 3)]),
            (&[1, 2, 2], &[(2, 3)]),
        ] {
            let found: Vec<(usize, u32)> = faults(numbers).iter().map(|fault| (fault.at, fault.expected)).collect();
            assert_eq!(found, expected, "{numbers:?}");
        }
    }
}
