//! How long something took, beside the days from which and to which it went.

use disclint_document::{Date, Interval, Span};
use rust_decimal::prelude::ToPrimitive as _;

use super::weekday::{is_workday, number};
use crate::check::Subject;
use crate::check::sentences::Sentence;
use crate::pack::DateCheck;

/// So many working days may fall on holidays: those of the longest week that the country takes off.
const HOLIDAYS: i64 = 6;

/// Of an interval as long as this nobody counts the days.
const LONGEST: i64 = 120;

/// So many clauses may stand between the date on which something began and the one on which it was over.
const FEW_CLAUSES: usize = 4;

/// A number of days or months that is not that of its interval.
pub(super) struct Wrong {
    /// The number.
    pub(super) span: Span,
    /// How many there are, the first and the last one counted.
    pub(super) long: i64,
    /// The interval.
    pub(super) of: Span,
}

/// The first and the last day of an interval, by their number; `None` if one of them does not exist, or if nobody would count
/// so many. Where no year is written it is that of the first day, or the report's.
fn days_of(subject: &Subject<'_>, interval: &Interval) -> Option<(i64, i64)> {
    let year = subject.consensus().map(|known| known.year);
    let of_year = |date: &Date| Date { year: date.year.or(interval.from.year).or(year), ..date.clone() };
    let (from, to) = (of_year(&interval.from), of_year(&interval.to));
    if !from.exists() || !to.exists() {
        return None;
    }
    let (first, last) = (number(from.ymd()?), number(to.ymd()?));
    (1..=LONGEST).contains(&(last - first + 1)).then_some((first, last))
}

/// Every number of days, as `days` finds it behind an interval, that is neither that of the interval's days, with or
/// without the first one, nor that of its working days.
pub(super) fn wrong<'a>(subject: &'a Subject<'_>, check: &'a DateCheck) -> impl Iterator<Item = Wrong> + 'a {
    let document = subject.document;
    document.prose.intervals.iter().filter_map(|interval| {
        let (first, last) = days_of(subject, interval)?;
        let days = last - first + 1;
        let (clause, at) = interval.to.clause?;
        let sentence = Sentence::of(document, clause);
        let behind = sentence.place(clause, at)?;
        let mut told = check.days.captures("number", &sentence.text).into_iter();
        let found = told.find(|(whole, _)| whole.start >= behind)?;
        // Nothing else is dated in between.
        let between = document.prose.dates.iter().filter_map(|date| {
            let (clause, at) = date.clause?;
            sentence.place(clause, at)
        });
        let group = found.1?;
        // 5月15日至6月15日,开展宣传月活动,举办为期3天的培训: past another clause it is of something else.
        let marks = sentence.text.get(behind..group.start)?.matches([',', ';', ':']).count();
        if between.into_iter().any(|place| place > behind && place < group.start)
            || marks > 1
            || check.blocks.is_match(&sentence.text)
        {
            return None;
        }
        let written = sentence.text.get(group.clone())?;
        // 公示期10日: what stands there is no figure, for it is written like the day of a date.
        let digits = written.trim_end_matches(|c: char| !c.is_ascii_digit());
        let (told, span, is_of_work) = if let Ok(told) = digits.parse::<i64>() {
            (told, sentence.span(document, group)?, false)
        } else {
            let figure = sentence.figure(document, group.start)?;
            let is_one_of = |units: &[String]| figure.unit.is_some_and(|unit| units.iter().any(|known| known == unit));
            let is_of_work = is_one_of(&check.workdays);
            if !is_of_work && !is_one_of(&check.units) {
                return None;
            }
            (figure.value.to_i64().filter(|_| figure.value.fract().is_zero())?, figure.span, is_of_work)
        };
        let workdays = (first..=last).filter(|&day| is_workday(day)).count() as i64;
        let is_right = (workdays - HOLIDAYS..=workdays).contains(&told) && (is_of_work || told == workdays)
            || !is_of_work && (days - 1..=days).contains(&told);
        (!is_right).then_some(Wrong { span, long: days, of: interval.span })
    })
}

/// Every number of days that stands right before its interval, as `ahead` finds it: 公示30日,公示时间为4月1日至4月10日.
pub(super) fn wrong_ahead<'a>(subject: &'a Subject<'_>, check: &'a DateCheck) -> impl Iterator<Item = Wrong> + 'a {
    let document = subject.document;
    document.prose.intervals.iter().filter_map(|interval| {
        let (first, last) = days_of(subject, interval)?;
        let days = last - first + 1;
        let (clause, at) = interval.from.clause?;
        let sentence = Sentence::of(document, clause);
        let before = sentence.text.get(..sentence.place(clause, at)?)?;
        let group = check.ahead.captures("number", before).pop()?.1?;
        if check.blocks.is_match(&sentence.text) {
            return None;
        }
        let digits = before.get(group.clone())?.trim_end_matches(|c: char| !c.is_ascii_digit());
        let (told, span) = if let Ok(told) = digits.parse::<i64>() {
            (told, sentence.span(document, group)?)
        } else {
            let figure = sentence.figure(document, group.start)?;
            let is_of_days = figure.unit.is_some_and(|unit| check.units.iter().any(|known| known == unit));
            (figure.value.to_i64().filter(|_| is_of_days && figure.value.fract().is_zero())?, figure.span)
        };
        let workdays = (first..=last).filter(|&day| is_workday(day)).count() as i64;
        let is_right = (days - 1..=days).contains(&told) || (workdays - HOLIDAYS..=workdays).contains(&told);
        (!is_right).then_some(Wrong { span, long: days, of: interval.span })
    })
}

/// Every number of months behind an interval, of days or of months, that is neither that of the months it touches nor one
/// less.
pub(super) fn wrong_months<'a>(subject: &'a Subject<'_>, check: &'a DateCheck) -> impl Iterator<Item = Wrong> + 'a {
    let prose = &subject.document.prose;
    // From which month to which, where that stands, and behind which place the number does.
    let whole = prose.intervals.iter().chain(&prose.months);
    let whole = whole.map(|interval| (interval.from.clone(), interval.to.clone(), interval.span));
    let ranges = prose.dates.iter().filter_map(|date| {
        let to = Date { month: Some(date.until?), ..date.clone() };
        Some((date.clone(), to, date.span))
    });
    whole.chain(ranges).filter_map(|(from, to, of)| {
        let document = subject.document;
        let year = |date: &Date| date.year.or(from.year).unwrap_or_default();
        let month = |date: &Date| Some(i64::from(year(date)) * 12 + i64::from(date.month?));
        let long = month(&to)? - month(&from)? + 1;
        if long < 1 || !from.exists() || !to.exists() {
            return None;
        }
        let (clause, at) = to.clause?;
        let sentence = Sentence::of(document, clause);
        let behind = sentence.place(clause, at)?;
        let mut told = check.months.captures("number", &sentence.text).into_iter();
        let group = told.find(|(whole, _)| whole.start >= behind)?.1?;
        let marks = sentence.text.get(behind..group.start)?.matches([',', ';', ':']).count();
        let figure = sentence.figure(document, group.start)?;
        if marks > 1 || check.blocks.is_match(&sentence.text) {
            return None;
        }
        let told = figure.value.to_i64().filter(|_| figure.value.fract().is_zero())?;
        let span = sentence.span(document, group)?;
        (!(long - 1..=long).contains(&told)).then_some(Wrong { span, long, of })
    })
}

/// Every number of months between the date on which something began and the one on which it was over, as `across` finds it
/// in the text from the one to the other: 2022年11月启动,历时三个月,于2024年2月完成.
pub(super) fn wrong_across<'a>(subject: &'a Subject<'_>, check: &'a DateCheck) -> impl Iterator<Item = Wrong> + 'a {
    let document = subject.document;
    document.prose.dates.windows(2).filter_map(|pair| {
        let [from, to] = pair else { return None };
        let ((first, start), (last, end)) = (from.clause?, to.clause?);
        if last.checked_sub(first)? > FEW_CLAUSES {
            return None;
        }
        let sentence = Sentence::of(document, first);
        let (start, end) = (sentence.place(first, start)?, sentence.place(last, end)?);
        let group = check.across.captures("number", sentence.text.get(start..end)?).pop()?.1?;
        let group = start + group.start..start + group.end;
        let figure = sentence.figure(document, group.start)?;
        let year = from.year.or(subject.consensus().map(|known| known.year))?;
        let month = |date: &Date| Some(i64::from(date.year.unwrap_or(year)) * 12 + i64::from(date.month?));
        let long = month(to)? - month(from)? + 1;
        let told = figure.value.to_i64().filter(|_| figure.value.fract().is_zero())?;
        if long < 1 || !from.exists() || !to.exists() || check.blocks.is_match(&sentence.text) {
            return None;
        }
        let (span, of) = (sentence.span(document, group)?, from.span.cover(to.span));
        // What took part of the first month and part of the last may be told as two less.
        let less = if from.day.is_some() && to.day.is_some() { 1 } else { 2 };
        (!(long - less..=long).contains(&told)).then_some(Wrong { span, long, of })
    })
}
