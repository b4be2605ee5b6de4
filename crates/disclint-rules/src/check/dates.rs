//! Dates that do not exist, and dates of a report that do not go together.

mod duration;
mod order;
mod span;
mod term;
mod weekday;

use std::ops::Range;

use disclint_document::{Date, Flaw, Interval, Span};

use super::sentences::Sentence;
use super::years::period;
use super::{Record, Sink, Subject};
use crate::pack::schema::DateFault;
use crate::pack::{DateCheck, Patterns, Rule};
use crate::{Applicability, Lang};

/// How many places must name the year reported on before a signature of another is wrong.
const SURE_VOTES: usize = 2;

pub(super) fn check(subject: &Subject<'_>, rule: &Rule, check: &DateCheck, record: &mut Record, sink: &mut Sink<'_>) {
    let document = subject.document;
    let fault = check.finds;
    record.bind_if(|| match fault {
        DateFault::Impossible
        | DateFault::Unmarked
        | DateFault::Malformed
        | DateFault::Reversed
        | DateFault::Undone
        | DateFault::Years => all(subject).next().is_some(),
        DateFault::Year => subject.consensus().is_some(),
        DateFault::PeriodStart | DateFault::PeriodEnd => document.interval.is_some(),
        DateFault::PeriodLength => length(subject, check).is_some(),
        DateFault::SignedEarly | DateFault::SignedLongAfter => document.signed.is_some(),
        DateFault::PostedEarly => document.posted.is_some(),
        DateFault::SignedAfterPosting => document.signed.is_some() && document.posted.is_some(),
        DateFault::Afterwards => order::made(subject).is_some(),
        DateFault::OutOfOrder => all(subject).nth(1).is_some() || bare(subject, check).next().is_some(),
        DateFault::Overdue | DateFault::Term => all(subject).nth(1).is_some(),
        DateFault::Duration => {
            let prose = &document.prose;
            !prose.intervals.is_empty()
                || !prose.months.is_empty()
                || prose.dates.iter().any(|date| date.until.is_some())
                || prose.dates.len() >= 2
                || bare(subject, check).next().is_some()
        }
        DateFault::Weekday => weekday::told(subject, check).next().is_some(),
    });
    match fault {
        DateFault::Impossible => {
            for date in with_page(subject).filter(|date| !exists(subject, date)) {
                add(subject, rule, date, "impossible", "", sink);
            }
        }
        DateFault::Unmarked => {
            for date in all(subject).filter(|date| date.flaw == Some(Flaw::DayWord)) {
                let day = date.day.unwrap_or_default();
                let (label, title) = match sink.lang() {
                    Lang::Zh => ("缺“日”".to_owned(), "补上“日”".to_owned()),
                    Lang::En => ("日 is missing".to_owned(), "add 日".to_owned()),
                };
                let end = Span::empty(date.span.end as usize);
                add(subject, rule, date, &day.to_string(), "", sink);
                if let Some(finding) = sink.last() {
                    finding.label(label).fix(title, Applicability::Safe, end, "日".to_owned());
                }
            }
        }
        DateFault::Malformed => {
            let is_zh = sink.lang() == Lang::Zh;
            for date in all(subject) {
                let fault = match date.flaw {
                    None | Some(Flaw::DayWord) => continue,
                    Some(Flaw::Day) => ["缺几日", "the day is missing"],
                    Some(Flaw::YearWord) => ["缺“年”字", "年 is missing"],
                    Some(Flaw::Year) => ["年份不是四位", "the year has not four figures"],
                    Some(Flaw::WrongWord) => ["“月”“日”用错", "月 and 日 are mixed up"],
                };
                add(subject, rule, date, "malformed", if is_zh { fault[0] } else { fault[1] }, sink);
            }
        }
        DateFault::Reversed => {
            let is_out = |date: &Date| {
                let clause = date.clause.and_then(|(clause, _)| document.prose.clauses.get(clause));
                clause.is_some_and(|clause| check.blocks.is_match(document.prose.text(clause)))
            };
            for date in all(subject).filter(|date| runs_back(date) && !is_out(date)) {
                add(subject, rule, date, "reversed", &date.until.unwrap_or_default().to_string(), sink);
            }
            for interval in backward(subject).filter(|interval| !is_out(&interval.from)) {
                let until = document.text(interval.to.span);
                let found = document.text(interval.from.span);
                sink.add(rule, interval.span, "reversed", &[("found", found), ("expected", until)]);
            }
            for (from, to) in undone(subject, check) {
                let (found, until) = (document.text(from.span), document.text(to.span));
                sink.add(rule, from.span.cover(to.span), "reversed", &[("found", found), ("expected", until)]);
            }
            for (from, to) in span::backward(subject, check) {
                let (found, until) = (document.text(from), document.text(to));
                sink.add(rule, from.cover(to), "reversed", &[("found", found), ("expected", until)]);
            }
        }
        DateFault::Undone => {
            for (from, to) in undone(subject, check) {
                add(subject, rule, to, "undone", document.text(from.span), sink);
            }
        }
        DateFault::PeriodLength => {
            if let Some((span, _, right)) = length(subject, check).filter(|(_, number, right)| number != right) {
                sink.add(rule, span, "length", &[("found", document.text(span)), ("expected", &right.to_string())]);
            }
        }
        DateFault::Duration => {
            let of = if sink.lang() == Lang::Zh { "起止日期" } else { "from and to" };
            let days = duration::wrong(subject, check).chain(duration::wrong_ahead(subject, check));
            let days = days.chain(duration::wrong_between(subject, check));
            let days = days.map(|wrong| (wrong, ["天", "days"]));
            let months = duration::wrong_months(subject, check).chain(duration::wrong_across(subject, check));
            let months = months.chain(duration::wrong_bare(subject, check));
            let months = months.map(|wrong| (wrong, ["个月", "months"]));
            for (wrong, [zh, en]) in days.chain(months) {
                let found = document.text(wrong.span);
                let long = match sink.lang() {
                    Lang::Zh => format!("{} {zh}", wrong.long),
                    Lang::En => format!("{} {en}", wrong.long),
                };
                let finding = sink.add(rule, wrong.span, "duration", &[("found", found), ("expected", &long)]);
                finding.related(wrong.of, of);
            }
        }
        DateFault::Years => {
            for wrong in span::wrong(subject, check) {
                let (found, years) = (document.text(wrong.span), wrong.years.to_string());
                sink.add(rule, wrong.span, "years", &[("found", found), ("expected", &years)]);
            }
        }
        DateFault::Term => {
            for (date, term) in term::wrong(subject, check) {
                add(subject, rule, date, "term", &term, sink);
            }
        }
        DateFault::Afterwards => order::afterwards(subject, rule, check, sink),
        DateFault::OutOfOrder => {
            order::out_of_order(subject, rule, check, sink);
            order::months_out_of_order(subject, rule, check, sink);
        }
        DateFault::Overdue => {
            for wrong in duration::overdue(subject, check) {
                let (found, long) = (document.text(wrong.span), wrong.long.to_string());
                sink.add(rule, wrong.span, "overdue", &[("found", found), ("expected", &long)]);
            }
        }
        DateFault::Year => years(subject, rule, sink),
        DateFault::PeriodStart | DateFault::PeriodEnd => {
            // Looked for only where the period is not the whole year.
            let is_excused = || check.unless.iter().any(|text| document.mentions(text));
            if document.interval.as_ref().is_some_and(|interval| !is_whole(interval)) && !is_excused() {
                whole_year(subject, rule, fault, sink);
            }
        }
        DateFault::Weekday => {
            for told in weekday::told(subject, check).filter(weekday::Told::is_wrong) {
                let (found, right) = (document.text(told.span), told.right(sink.lang()));
                sink.add(rule, told.span, "weekday", &[("found", found), ("expected", right)]);
            }
        }
        DateFault::SignedLongAfter => long_after(subject, rule, sink),
        DateFault::SignedEarly => too_early(subject, rule, document.signed.as_ref(), sink),
        DateFault::PostedEarly => too_early(subject, rule, document.posted.as_ref(), sink),
        DateFault::SignedAfterPosting => {
            let (Some(signed), Some(posted)) = (&document.signed, &document.posted) else { return };
            let (Some(day), Some(page)) = (signed.ymd(), posted.ymd()) else { return };
            // A date long after is another mistake, or the page was moved.
            if day > page && signed.exists() && posted.exists() {
                let text = if sink.lang() == Lang::Zh { "页面发布日期" } else { "the page was posted" };
                add(subject, rule, signed, "posted", &written(page, sink.lang()), sink);
                if let Some(finding) = sink.last() {
                    finding.related(posted.span, text);
                }
            }
        }
    }
}

/// Whether there is such a day, in the year that its clause speaks of where it names none: 2023年2月20日开始,2月29日完成.
pub(crate) fn exists(subject: &Subject<'_>, date: &Date) -> bool {
    let clause = || subject.document.prose.clauses.get(date.clause?.0);
    let year = date.year.or_else(|| clause()?.year);
    date.exists() && (date.year == year || Date { year, ..date.clone() }.exists())
}

/// What is wrong with a date by itself, for faults that are looked for in every date.
pub(crate) fn alone(fault: DateFault) -> Option<fn(&Date) -> bool> {
    match fault {
        DateFault::Impossible => Some(|date| !date.exists()),
        DateFault::Unmarked => Some(|date| date.flaw == Some(Flaw::DayWord)),
        DateFault::Malformed => Some(|date| date.flaw.is_some_and(|flaw| flaw != Flaw::DayWord)),
        DateFault::Reversed => Some(runs_back),
        _ => None,
    }
}

/// Whether a range of months in one year ends before it begins.
fn runs_back(date: &Date) -> bool {
    let (Some(from), Some(to), Some(_)) = (date.month, date.until, date.year) else { return false };
    to < from && !may_pass_new_year(from, to)
}

/// Whether a range that begins late in a year may end in the next though nobody says so: a winter, a
/// school year.
fn may_pass_new_year(from: u8, to: u8) -> bool {
    from >= 9 && to <= 7
}

/// Intervals that end before they begin, but for the statistical period, which has its own rules.
fn backward<'a>(subject: &Subject<'a>) -> impl Iterator<Item = &'a Interval> {
    let document = subject.document;
    let period = document.interval.as_ref().map(|period| period.span);
    let days = document.prose.intervals.iter().filter(move |interval| {
        let (from, to) = (&interval.from, &interval.to);
        // 9月20日至9月5日: without a year they are of the same one.
        let day = |date: &Date| Some((date.year.or(to.year).unwrap_or_default(), date.month?, date.day?));
        let (Some(first), Some(last)) = (day(from), day(to)) else { return false };
        let is_said = to.year_span.is_some() || !may_pass_new_year(first.1, last.1);
        last < first && is_said && Some(interval.span) != period && from.exists() && to.exists()
    });
    let months = document.prose.months.iter().filter(|interval| {
        let month = |date: &Date| date.year.zip(date.month);
        month(&interval.to) < month(&interval.from) && interval.from.exists() && interval.to.exists()
    });
    days.chain(months)
}

/// What was done before it began: the two dates.
fn undone<'a>(subject: &Subject<'a>, check: &DateCheck) -> Vec<(&'a Date, &'a Date)> {
    let document = subject.document;
    let dates = &document.prose.dates;
    // What is of a whole year is there when it is over: 2023年度决算.
    let month = |date: &Date| date.year.zip(date.month.or(Some(12)));
    // A day counts only where both have one.
    let is_before = |one: &Date, other: &Date| {
        month(one) < month(other) || month(one) == month(other) && one.day.zip(other.day).is_some_and(|(a, b)| a < b)
    };
    let mut found = Vec::new();
    // What it is of may be told behind: 2024年1月26日发布2024年年度报告.
    let pairs = dates.windows(2).flat_map(|pair| [(&pair[0], &pair[1]), (&pair[1], &pair[0])]);
    for (from, to) in pairs {
        let (Some((first, at)), Some((last, until))) = (from.clause, to.clause) else { continue };
        let is_pair = from.year_span.is_some() && to.year_span.is_some() && to.month.is_some();
        if check.sequence.is_empty() || !is_pair || !is_before(to, from) || !from.exists() || !to.exists() {
            continue;
        }
        let sentence = Sentence::of(document, first);
        let places = sentence.place(first, at).zip(sentence.place(last, until));
        let is_said = || {
            let mut all = check.sequence.captures("until", &sentence.text).into_iter();
            all.any(|(whole, group)| {
                group.zip(places).is_some_and(|(group, (at, until))| {
                    let is_behind = until < at && whole.start == until && whole.contains(&at);
                    group.start == until && (whole.start == at || is_behind)
                })
            })
        };
        if is_said() && !check.blocks.is_match(&sentence.text) {
            found.push((from, to));
        }
    }
    found
}

/// The number of months or days that a sentence gives to the statistical period: its place, it, and the
/// right one.
fn length(subject: &Subject<'_>, check: &DateCheck) -> Option<(Span, u16, u16)> {
    let document = subject.document;
    let interval = document.interval.as_ref()?;
    // Of any other interval the days would have to be counted.
    let year = interval.from.year.filter(|_| is_whole(interval) && interval.from.year == interval.to.year)?;
    let leap = Date { year: Some(year), month: Some(2), day: Some(29), ..interval.from.clone() }.exists();
    let (clause, _) = interval.to.clause?;
    let sentence = Sentence::of(document, clause);
    let said = |phrases: &Patterns, right: u16| {
        phrases.captures("number", &sentence.text).into_iter().find_map(|(_, group)| {
            let group = group?;
            let Some(figure) = sentence.figure(document, group.start) else {
                let value = sentence.text[group.clone()].parse().ok()?;
                return Some((sentence.span(document, group)?, value, right));
            };
            let is_unit = figure.unit.is_some_and(|unit| check.units.iter().any(|known| known == unit));
            Some((figure.span, u16::try_from(figure.value).ok()?, right)).filter(|_| is_unit)
        })
    };
    said(&check.months, 12).or_else(|| said(&check.days, if leap { 366 } else { 365 }))
}

/// Two months without a year in a sentence.
struct Bare {
    sentence: Sentence,
    /// Each of them, and where it stands in the sentence.
    months: [(u8, Range<usize>); 2],
    /// Where the number of months stands.
    number: Option<Range<usize>>,
}

/// Every two months that `bare` finds.
fn bare<'a>(subject: &'a Subject<'_>, check: &'a DateCheck) -> impl Iterator<Item = Bare> + 'a {
    let document = subject.document;
    let clauses = document.prose.clauses.iter().enumerate().filter(|_| !check.bare.is_empty());
    let mut looked = None;
    let mut sentences = clauses.filter_map(move |(at, clause)| {
        let is_new = document.prose.text(clause).contains('月') && looked != Some(clause.sentence);
        is_new.then(|| {
            looked = Some(clause.sentence);
            Sentence::of(document, at)
        })
    });
    let mut found = Vec::new();
    std::iter::from_fn(move || {
        while found.is_empty() {
            let sentence = sentences.next()?;
            for [from, to, number, ..] in check.bare.groups(&sentence.text) {
                let month = |range: Option<Range<usize>>| {
                    let range = range?;
                    Some((sentence.text[range.clone()].parse().ok().filter(|month| (1..=12).contains(month))?, range))
                };
                let Some(months) = month(from).zip(month(to)) else { continue };
                let sentence = Sentence::of(document, sentence.clauses().start);
                found.push(Bare { sentence, months: months.into(), number });
            }
        }
        found.pop()
    })
}

/// The dates of the report, its signature included.
pub(crate) fn all<'a>(subject: &Subject<'a>) -> impl Iterator<Item = &'a Date> {
    let document = subject.document;
    let signed =
        document.signed.iter().filter(|signed| document.prose.dates.iter().all(|date| date.span != signed.span));
    document.prose.dates.iter().chain(signed)
}

/// The same with the date on which the page was posted.
fn with_page<'a>(subject: &Subject<'a>) -> impl Iterator<Item = &'a Date> {
    let posted = subject.document.posted.iter();
    all(subject).chain(posted.filter(|posted| all(subject).all(|date| date.span.start != posted.span.start)))
}

/// A day as people write it.
pub(super) fn written((year, month, day): (u16, u8, u8), lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{year}年{month}月{day}日"),
        Lang::En => format!("{year}-{month:02}-{day:02}"),
    }
}

fn add(subject: &Subject<'_>, rule: &Rule, date: &Date, key: &str, expected: &str, sink: &mut Sink<'_>) {
    let found = subject.document.text(date.span);
    sink.add(rule, date.span, key, &[("found", found), ("expected", expected)]);
}

/// The title and the period against the year that most places name.
fn years(subject: &Subject<'_>, rule: &Rule, sink: &mut Sink<'_>) {
    let document = subject.document;
    let Some(consensus) = subject.consensus() else { return };
    let title = document.title.as_ref().and_then(|title| title.year);
    let period = period(document);
    let of_period = period.and_then(|(from, to, _)| to.or(from));
    let zh = sink.lang() == Lang::Zh;
    let expected = consensus.year.to_string();
    let label = if zh { format!("应为 {expected}") } else { format!("should be {expected}") };
    let fix = if zh { format!("改为 {expected}") } else { format!("change to {expected}") };
    let mut report = |span: Span, key: &str, others: Vec<(Option<Span>, &str)>| {
        let found = document.text(span).to_owned();
        let finding = sink.add(rule, span, key, &[("found", &found), ("expected", &expected)]).label(&label);
        for (span, text) in others {
            if let Some(span) = span {
                finding.related(span, text);
            }
        }
        if found.bytes().all(|byte| byte.is_ascii_digit()) {
            finding.fix(fix.clone(), Applicability::Suggested, span, expected.clone());
        }
    };
    let in_title = if zh { "标题中的年度" } else { "the year in the title" };
    let in_period = if zh { "统计期限的年度" } else { "the year of the period" };
    if let Some(year) = title.filter(|year| year.value != consensus.year) {
        report(year.span, "title", vec![(of_period.map(|year| year.span), in_period)]);
    }
    // A period over parts of two years is another fault.
    let is_whole = document.interval.as_ref().is_none_or(starts_with_year);
    if let Some((from, to, _)) = period.filter(|_| is_whole) {
        let wrong = [from, to].into_iter().flatten().find(|year| year.value != consensus.year);
        if let Some(year) = wrong {
            report(year.span, "period", vec![(title.map(|year| year.span), in_title)]);
        }
    }
}

fn is_whole(interval: &Interval) -> bool {
    starts_with_year(interval) && (interval.to.month, interval.to.day) == (Some(12), Some(31))
}

fn starts_with_year(interval: &Interval) -> bool {
    (interval.from.month, interval.from.day) == (Some(1), Some(1))
}

/// Whether the period runs from the first to the last day of one year.
fn whole_year(subject: &Subject<'_>, rule: &Rule, fault: DateFault, sink: &mut Sink<'_>) {
    let document = subject.document;
    let Some(interval) = &document.interval else { return };
    let ends = (interval.to.month, interval.to.day) == (Some(12), Some(31));
    let starts = starts_with_year(interval);
    let year = interval.from.year.or(interval.to.year).map_or(String::new(), |year| year.to_string());
    // A day that does not exist is told as such.
    if !interval.from.exists() || !interval.to.exists() {
        return;
    }
    match fault {
        DateFault::PeriodStart if !starts && ends => {
            let day = if sink.lang() == Lang::Zh { format!("{year}年1月1日") } else { format!("{year}-01-01") };
            add(subject, rule, &interval.from, "from", &day, sink);
        }
        DateFault::PeriodEnd if !ends => {
            let year = interval.to.year.map_or(year, |year| year.to_string());
            let day = if sink.lang() == Lang::Zh { format!("{year}年12月31日") } else { format!("{year}-12-31") };
            add(subject, rule, &interval.to, "to", &day, sink);
        }
        _ => {}
    }
}

/// A signature of a later year than that in which the report is due.
fn long_after(subject: &Subject<'_>, rule: &Rule, sink: &mut Sink<'_>) {
    let (Some(signed), Some(consensus)) = (&subject.document.signed, subject.consensus()) else { return };
    // Where the title may be what is wrong, or nothing but the title names a year, nobody knows.
    let is_sure = consensus.votes >= SURE_VOTES && signed.exists();
    if is_sure && signed.year.is_some_and(|year| year > consensus.year + 1) {
        add(subject, rule, signed, "long-after", &(consensus.year + 1).to_string(), sink);
    }
}

/// A signature or a page before the year is over.
fn too_early(subject: &Subject<'_>, rule: &Rule, date: Option<&Date>, sink: &mut Sink<'_>) {
    let document = subject.document;
    let Some(date) = date else { return };
    let (Some(consensus), Some(year), Some(month)) = (subject.consensus(), date.year, date.month) else { return };
    // On the last day of the year a report may be finished.
    let last = (consensus.year, 12, 31);
    if (year, month, date.day.unwrap_or(31)) < last && date.exists() {
        let lang = sink.lang();
        add(subject, rule, date, "early", &written(last, lang), sink);
        let text = if lang == Lang::Zh { "所报告的年度" } else { "the year reported on" };
        let title = document.title.as_ref().and_then(|title| title.year);
        if let (Some(year), Some(finding)) = (title, sink.last()) {
            finding.related(year.span, text);
        }
    }
}
