//! The year reported on, and years in the prose that should be it.
//!
//! Several places of a report name its year: the title, the statement of the period, the narrative, the
//! date of the signature and of the page. Where one of them differs, the odd one out is wrong.

use std::ops::Range;

use disclint_document::{Clause, Date, Document, Prose, Span, Year};

use super::sentences::Sentence;
use super::{Record, Sink, Subject};
use crate::pack::schema::AccusedYears;
use crate::pack::{Rule, YearCheck};
use crate::{Applicability, Lang};

/// From how many places on years that are all the same and all wrong are one finding.
const ONE_CAUSE: usize = 3;
/// Last month in which a date still tells that the report is on the year before.
const LAST_MONTH: u8 = 6;

/// The year that most places of the report name, and whether more than one place does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Consensus {
    pub(crate) year: u16,
    pub(crate) votes: usize,
}

/// The years of the statistical period, with the place of the whole.
pub(crate) fn period(document: &Document) -> Option<(Option<Year>, Option<Year>, Span)> {
    if let Some(interval) = &document.interval {
        let year = |date: &Date| Some(Year { value: date.year?, span: date.year_span? });
        return Some((year(&interval.from), year(&interval.to), interval.span));
    }
    document.period.map(|period| (period.from, period.to, period.span))
}

/// Years that stand alone in the narrative of the sections that `is_meant`, each with how often.
fn narrative(document: &Document, is_meant: impl Fn(usize) -> bool) -> Vec<(u16, usize)> {
    let mut counts: Vec<(u16, usize)> = Vec::new();
    let prose = &document.prose;
    let in_section = |date: &&Date| {
        let clause = date.clause.and_then(|(clause, _)| prose.clauses.get(clause));
        clause.and_then(|clause| clause.section).is_some_and(&is_meant)
    };
    let signed = document.signed.as_ref().map(|signed| signed.span);
    for date in prose.dates.iter().filter(in_section).filter(|date| Some(date.span) != signed) {
        if let (Some(year), None) = (date.year, date.month) {
            match counts.iter_mut().find(|(known, _)| *known == year) {
                Some((_, count)) => *count += 1,
                None => counts.push((year, 1)),
            }
        }
    }
    counts.sort_by_key(|&(year, count)| (std::cmp::Reverse(count), year));
    counts
}

/// The year reported on, as most places have it; `None` where neither title nor period names one.
pub(super) fn consensus(document: &Document) -> Option<Consensus> {
    let title = document.title.as_ref().and_then(|title| title.year).map(|year| year.value);
    let period = period(document);
    let of_period = period.and_then(|(from, to, _)| to.or(from)).map(|year| year.value);
    let mention = document.mention.as_ref().and_then(|mention| mention.year).map(|year| year.value);
    let first = title.or(of_period).or(mention)?;
    let mut votes: Vec<(u16, usize)> = Vec::new();
    let mut vote = |year: Option<u16>, weight: usize| {
        let Some(year) = year else { return };
        match votes.iter_mut().find(|(known, _)| *known == year) {
            Some((_, count)) => *count += weight,
            None => votes.push((year, weight)),
        }
    };
    vote(title, 1);
    vote(of_period, 1);
    vote(mention, 1);
    let made = |date: &Option<Date>| {
        let date = date.as_ref()?;
        date.year.filter(|_| date.month.is_some_and(|month| month <= LAST_MONTH)).map(|year| year - 1)
    };
    let (signed, posted) = (made(&document.signed), made(&document.posted));
    // The first section tells of the year; later ones also of the next.
    let narrative = narrative(document, |section| section == 0);
    let mut is_told = false;
    if let [(year, count), ..] = narrative[..]
        && narrative.iter().filter(|(_, other)| *other == count).count() == 1
    {
        // A narrative that never names the title's year speaks more clearly than one slip.
        let alone = count >= ONE_CAUSE && !narrative.iter().any(|(other, _)| Some(*other) == title);
        // It may as well speak of plans: a date of the year after must confirm it.
        is_told = alone && Some(year) != title && (signed == Some(year) || posted == Some(year));
        vote(Some(year), 1);
    }
    vote(signed, 1);
    vote(posted, 1);
    let most = votes.iter().map(|(_, count)| *count).max()?;
    let mut best = votes.iter().filter(|(_, count)| *count == most).map(|(year, _)| *year);
    let year = if best.clone().any(|year| year == first) { first } else { best.next()? };
    // Dates alone, which a page may have wrong, do not outvote the title.
    let is_backed = is_told || of_period == Some(year) || mention == Some(year);
    Some(Consensus { year: if is_backed { year } else { first }, votes: most })
}

/// A year in the prose that a phrase takes up.
pub(crate) struct Named {
    pub(crate) found: u16,
    pub(crate) expected: u16,
    pub(crate) span: Span,
    /// The text that the phrase matched.
    pub(crate) stated: String,
    pub(crate) is_accused: bool,
}

/// The dates in some clauses: they are in the order of the clauses.
fn dates_in<'a>(prose: &'a Prose, clauses: &Range<usize>) -> impl Iterator<Item = &'a Date> + use<'a> {
    let clause = |date: &Date| date.clause.map(|(clause, _)| clause);
    let start = prose.dates.partition_point(|date| clause(date) < Some(clauses.start));
    let end = clauses.end;
    prose.dates[start..].iter().take_while(move |date| clause(date) < Some(end))
}

/// How far behind its beginning a sentence that tells of a year may name it, in bytes: 本机关2021年….
const NEAR_START: usize = 18;

/// Whether the sentence of a clause names a year before `own` in a clause before it.
fn is_of_past(prose: &Prose, clause: usize, own: u16) -> bool {
    let sentence = |clause: usize| prose.clauses.get(clause).map(|clause| clause.sentence);
    prose.dates.iter().any(|other| {
        let before = other.clause.is_some_and(|(at, _)| at < clause && sentence(at) == sentence(clause));
        before && other.year.is_some_and(|year| year < own)
    })
}

/// Every year that a phrase of the rule takes up.
pub(crate) fn named(subject: &Subject<'_>, check: &YearCheck) -> Vec<Named> {
    let document = subject.document;
    let Some(consensus) = subject.consensus() else { return Vec::new() };
    let Some(expected) = consensus.year.checked_add_signed(i16::from(check.expects)) else { return Vec::new() };
    let prose = &document.prose;
    // Dates of the page and of the signature are no years that a sentence speaks of; the title's is known.
    let made = [document.signed.as_ref(), document.posted.as_ref()].map(|date| date.map(|date| date.span));
    let title = document.title.as_ref().map(|title| title.span);
    let is_apart = |span: Span| made.contains(&Some(span)) || title.is_some_and(|title| title.contains(span));
    let mut found = Vec::new();
    for date in &prose.dates {
        let (Some(year), Some(span), Some((clause, at))) = (date.year, date.year_span, date.clause) else { continue };
        let is_accused = match check.accuses {
            AccusedYears::Earlier => year < expected,
            AccusedYears::Later => year > expected,
            // 2024年收到2件,与2025年持平: of a year past the report's own may be compared with.
            AccusedYears::NotEarlier => year > expected || year == expected && !is_of_past(prose, clause, expected),
            AccusedYears::Other => year != expected,
        };
        // A right year needs no look; there are many. What the report was signed or posted on has rules of its own.
        if !is_accused && !check.traces || made.contains(&Some(date.span)) {
            continue;
        }
        let Some(clause_of) = prose.clauses.get(clause) else { continue };
        let section = clause_of.section.and_then(|section| document.sections.get(section)?.spec);
        if !check.sections.is_empty() && !section.is_some_and(|section| check.sections.contains(&section)) {
            continue;
        }
        if check.preamble && clause_of.section.is_some() {
            continue;
        }
        let sentence = Sentence::of(document, clause);
        let Some(place) = sentence.place(clause, at) else { continue };
        let phrase = check
            .phrases
            .captures("year", &sentence.text)
            .into_iter()
            .find(|(_, group)| group.as_ref().is_some_and(|group| group.start == place));
        let Some((range, _)) = phrase else { continue };
        // Who names two years compares them or tells them apart.
        let inside = sentence.joined(document);
        // 2024年发布540条,与上年(2022年)相比: where another year is expected, the report's own beside it says nothing.
        let is_other = |other: u16| other != year && (expected == consensus.year || other != consensus.year);
        let names_both = !check.beside_others
            && consensus.year != year
            && dates_in(prose, &inside).any(|other| other.year.is_some_and(is_other) && !is_apart(other.span));
        let next = Sentence::of(document, inside.end);
        let compares_next = inside.end < prose.clauses.len()
            && prose.clauses[inside.end].section == clause_of.section
            && check.compares.is_match(&next.text);
        let clauses = || inside.clone().filter_map(|clause| prose.clauses.get(clause));
        let is_out = |clause| {
            let text = prose.text(clause);
            check.blocks.is_match(text) || check.compares.is_match(text)
        };
        if names_both || compares_next || clauses().any(is_out) {
            continue;
        }
        // 改进措施:…。二是2023年6月底前完成改版: what leads to it may stand some sentences before.
        let leads = |clause: &&Clause| clause.section == clause_of.section && check.after.is_match(prose.text(clause));
        if !check.after.is_empty() && !prose.clauses[..=clause].iter().rev().any(|clause| leads(&clause)) {
            continue;
        }
        // 2024年取得一定成绩。2024年将继续努力: what was told of the report's own year is no reason to plan for it.
        let is_own = expected != consensus.year && year == consensus.year;
        if !is_own && goes_on(subject, check, inside.start, year) {
            continue;
        }
        // 2023年无复议。2024年收到复议3件: years told one after the other.
        let is_near = |other: usize| prose.clauses.get(other).is_some_and(|other| other.section == clause_of.section);
        let names_this = |other: usize| {
            let sentence = Sentence::of(document, other);
            is_near(other)
                && !check.presents.is_match(&sentence.text)
                && dates_in(prose, &sentence.clauses()).any(|date| {
                    date.year == Some(consensus.year)
                        && !is_apart(date.span)
                        && date.clause.is_some_and(|(clause, at)| {
                            sentence.place(clause, at).is_some_and(|place| place <= NEAR_START)
                        })
                })
        };
        let begins = sentence.place(clause, at) == Some(0);
        if !check.beside_others
            && !is_own
            && begins
            && (inside.start.checked_sub(1).is_some_and(names_this) || names_this(inside.end))
        {
            continue;
        }
        let stated = sentence.span(document, range).map_or(String::new(), |span| document.text(span).to_owned());
        found.push(Named { found: year, expected, span, stated, is_accused });
    }
    found
}

/// Whether the sentence before the clause speaks of the year on purpose, so that this one may go on with it:
/// 公布2021年度年报。截至2021年底,….
fn goes_on(subject: &Subject<'_>, check: &YearCheck, clause: usize, year: u16) -> bool {
    let document = subject.document;
    let clauses = &document.prose.clauses;
    let Some(last) = clause.checked_sub(1).filter(|&last| clauses[last].section == clauses[clause].section) else {
        return false;
    };
    let before = Sentence::of(document, last);
    let mut names = dates_in(&document.prose, &before.clauses()).filter_map(|date| {
        let (clause, at) = date.clause.filter(|_| date.year == Some(year))?;
        before.place(clause, at)
    });
    // What would be accused itself shows nothing.
    let accused = || check.phrases.captures("year", &before.text).into_iter().filter_map(|(_, group)| group);
    names.any(|place| accused().all(|group| group.start != place))
}

pub(super) fn check(subject: &Subject<'_>, rule: &Rule, check: &YearCheck, record: &mut Record, sink: &mut Sink<'_>) {
    record.bind_if(|| {
        subject.consensus().is_some() && subject.document.prose.dates.iter().any(|date| date.year.is_some())
    });
    let wrong: Vec<Named> = named(subject, check).into_iter().filter(|named| named.is_accused).collect();
    let Some(first) = wrong.first() else { return };
    let right = narrative(subject.document, |_| true).iter().any(|(year, _)| *year == first.expected);
    let one_cause = wrong.len() >= ONE_CAUSE && !right && wrong.iter().all(|named| named.found == first.found);
    let shown = if one_cause { 1 } else { wrong.len() };
    for named in &wrong[..shown] {
        let (year, expected) = (named.found.to_string(), named.expected.to_string());
        let values = [("found", year.as_str()), ("expected", &expected), ("stated", &named.stated)];
        let (label, title) = match sink.lang() {
            Lang::Zh => (format!("应为 {expected}"), format!("将 {year} 改为 {expected}")),
            Lang::En => (format!("should be {expected}"), format!("change {year} to {expected}")),
        };
        let finding = sink.add(rule, named.span, &expected, &values).label(label);
        // Numerals are left to the drafter.
        if subject.document.text(named.span).bytes().all(|byte| byte.is_ascii_digit()) {
            finding.fix(title, Applicability::Suggested, named.span, expected);
        }
    }
    let text = if sink.lang() == Lang::Zh { "此处相同" } else { "the same here" };
    if let Some(finding) = sink.last().filter(|_| one_cause) {
        for other in &wrong[1..] {
            finding.related(other.span, text);
        }
    }
}
