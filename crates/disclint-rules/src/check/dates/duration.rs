//! How long something took, beside the days from which and to which it went.

use std::ops::Range;

use disclint_document::{Date, Document, Span};
use rust_decimal::prelude::ToPrimitive as _;

use super::bare;
use super::weekday::{is_workday, number};
use crate::check::Subject;
use crate::check::sentences::Sentence;
use crate::pack::{DateCheck, Patterns};

/// So many working days may fall on holidays: those of the longest week that the country takes off.
const HOLIDAYS: i64 = 6;

/// Of an interval as long as this nobody counts the days.
const LONGEST: i64 = 120;

/// So many clauses may stand between the date on which something began and the one on which it was over.
const FEW_CLAUSES: usize = 4;

/// Whether a character is of a date.
pub(super) const IN_DATE: fn(char) -> bool = |c| c.is_ascii_digit() || matches!(c, '年' | '月' | '日' | '当' | '同');

/// A number of days or months that is not that of its interval.
pub(super) struct Wrong {
    /// The number.
    pub(super) span: Span,
    /// How many there are, the first and the last one counted.
    pub(super) long: i64,
    /// The interval.
    pub(super) of: Span,
}

/// The first and the last day, from one date to another, by their number; `None` if one of them does not exist, or if
/// nobody would count so many. Where no year is written it is that of the first day, or the report's.
fn days_of(subject: &Subject<'_>, from: &Date, to: &Date) -> Option<(i64, i64)> {
    let year = from.year.or(subject.consensus().map(|known| known.year));
    let of_year = |date: &Date| Date { year: date.year.or(year), ..date.clone() };
    let (from, to) = (of_year(from), of_year(to));
    if !from.exists() || !to.exists() {
        return None;
    }
    let (first, last) = (number(from.ymd()?), number(to.ymd()?));
    (1..=LONGEST).contains(&(last - first + 1)).then_some((first, last))
}

/// The number of days in the group of a match, where it stands, and whether it is one of working days.
fn told_days(
    document: &Document,
    check: &DateCheck,
    sentence: &Sentence,
    group: Range<usize>,
) -> Option<(i64, Span, bool)> {
    // 公示期10日: what stands there is no figure, for it is written like the day of a date.
    let digits = sentence.text.get(group.clone())?.trim_end_matches(|c: char| !c.is_ascii_digit());
    if let Ok(told) = digits.parse::<i64>() {
        return Some((told, sentence.span(document, group)?, false));
    }
    let figure = sentence.figure(document, group.start)?;
    let is_one_of = |units: &[String]| figure.unit.is_some_and(|unit| units.iter().any(|known| known == unit));
    let is_of_work = is_one_of(&check.workdays);
    let is_whole = figure.value.fract().is_zero() && (is_of_work || is_one_of(&check.units));
    Some((figure.value.to_i64().filter(|_| is_whole)?, figure.span, is_of_work))
}

/// The sentence of two dates near each other, and the place of the number that patterns find between them.
fn told_between(document: &Document, from: &Date, to: &Date, patterns: &Patterns) -> Option<(Sentence, Range<usize>)> {
    let ((first, start), (last, end)) = (from.clause?, to.clause?);
    if last.checked_sub(first)? > FEW_CLAUSES {
        return None;
    }
    let sentence = Sentence::of(document, first);
    let (start, end) = (sentence.place(first, start)?, sentence.place(last, end)?);
    let group = patterns.captures("number", sentence.text.get(start..end)?).pop()?.1?;
    Some((sentence, start + group.start..start + group.end))
}

/// Whether so many days may be told for those from the first to the last: with or without the first one, or its working
/// days.
fn may_be(told: i64, is_of_work: bool, first: i64, last: i64) -> bool {
    let days = last - first + 1;
    let workdays = (first..=last).filter(|&day| is_workday(day)).count() as i64;
    (workdays - HOLIDAYS..=workdays).contains(&told) && (is_of_work || told == workdays)
        || !is_of_work && (days - 1..=days).contains(&told)
}

/// The dates on which something began and was over, as `begun` finds them, and whether the latter is the end of its month.
fn begun<'a>(document: &'a Document, check: &'a DateCheck) -> impl Iterator<Item = (&'a Date, &'a Date, bool)> + 'a {
    document.prose.dates.windows(2).filter_map(|pair| {
        let [from, to] = pair else { return None };
        let ((first, start), (last, end)) = (from.clause?, to.clause?);
        let prose = &document.prose;
        let is_interval = || prose.intervals.iter().chain(&prose.months).any(|known| known.from.span == from.span);
        if check.begun.is_empty() || last.checked_sub(first)? > FEW_CLAUSES || is_interval() {
            return None;
        }
        let sentence = Sentence::of(document, first);
        let (start, end) = (sentence.place(first, start)?, sentence.place(last, end)?);
        let between = sentence.text.get(start..end)?.trim_start_matches(IN_DATE);
        let behind = sentence.text.get(end..)?.trim_start_matches(IN_DATE);
        check.begun.is_match(between).then_some((from, to, behind.starts_with(['底', '末'])))
    })
}

/// Every number of days, as `days` finds it behind an interval, that is neither that of the interval's days, with or
/// without the first one, nor that of its working days.
pub(super) fn wrong<'a>(subject: &'a Subject<'_>, check: &'a DateCheck) -> impl Iterator<Item = Wrong> + 'a {
    let document = subject.document;
    let begun = begun(document, check).map(|(from, to, _)| (from, to, from.span.cover(to.span)));
    let intervals = document.prose.intervals.iter().map(|interval| (&interval.from, &interval.to, interval.span));
    intervals.chain(begun).filter_map(|(from, to, of)| {
        let (first, last) = days_of(subject, from, to)?;
        let days = last - first + 1;
        let (clause, at) = to.clause?;
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
        let (told, span, is_of_work) = told_days(document, check, &sentence, group)?;
        // 9月9日至20日,派员参加为期3天的培训: it may have been one of several.
        let is_one = told <= days && check.shorter.is_match(&sentence.text);
        (!is_one && !may_be(told, is_of_work, first, last)).then_some(Wrong { span, long: days, of })
    })
}

/// Every number of days that stands right before its interval, as `ahead` finds it: 公示30日,公示时间为4月1日至4月10日.
pub(super) fn wrong_ahead<'a>(subject: &'a Subject<'_>, check: &'a DateCheck) -> impl Iterator<Item = Wrong> + 'a {
    let document = subject.document;
    document.prose.intervals.iter().filter_map(|interval| {
        let (first, last) = days_of(subject, &interval.from, &interval.to)?;
        let days = last - first + 1;
        let (clause, at) = interval.from.clause?;
        let sentence = Sentence::of(document, clause);
        let before = sentence.text.get(..sentence.place(clause, at)?)?;
        let group = check.ahead.captures("number", before).pop()?.1?;
        if check.blocks.is_match(&sentence.text) {
            return None;
        }
        let is_calendar = sentence
            .figure(document, group.start)
            .is_some_and(|figure| figure.unit.is_some_and(|unit| check.calendar.iter().any(|known| known == unit)));
        let (told, span, is_of_work) = told_days(document, check, &sentence, group)?;
        // 公示7日,时间为9月28日至10月13日: told as what is to come, they are often working days, unless it says that they
        // are none.
        let is_right = if is_calendar {
            (days - 1..=days).contains(&told)
        } else {
            may_be(told, is_of_work, first, last) || may_be(told, true, first, last)
        };
        (!is_right).then_some(Wrong { span, long: days, of: interval.span })
    })
}

/// Every number of days between the day from which something lasted and the one until which it did, as `between` finds it in
/// the text from the one to the other: 5月6日起公示10日,公示期至5月25日.
pub(super) fn wrong_between<'a>(subject: &'a Subject<'_>, check: &'a DateCheck) -> impl Iterator<Item = Wrong> + 'a {
    let document = subject.document;
    // 公示10日: that is a day of no month.
    let dates = document.prose.dates.iter().filter(|date| date.month.is_some());
    dates.clone().zip(dates.skip(1)).filter_map(|(from, to)| {
        let (sentence, group) = told_between(document, from, to, &check.between)?;
        if check.blocks.is_match(&sentence.text) {
            return None;
        }
        let (told, span, is_of_work) = told_days(document, check, &sentence, group)?;
        let of = from.span.cover(to.span);
        let (first, last) = days_of(subject, from, to)?;
        (!may_be(told, is_of_work, first, last)).then_some(Wrong { span, long: last - first + 1, of })
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
    let ranges = whole.chain(ranges).map(|range| (range, 0));
    let begun = begun(subject.document, check).map(|(from, to, is_late)| {
        // From late in a month to early in another there are two less.
        ((from.clone(), to.clone(), from.span.cover(to.span)), i64::from(!is_late))
    });
    ranges.chain(begun).filter_map(|((from, to, of), loose)| {
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
        let told = check.months.captures("number", &sentence.text);
        // 为期三个月(7月至12月): or right before it.
        let before = from.clause.and_then(|(clause, at)| sentence.place(clause, at));
        let is_ahead = |whole: &Range<usize>| {
            before.and_then(|before| sentence.text.get(whole.end..before)).is_some_and(str::is_empty)
                && sentence.text[whole.clone()].ends_with('(')
        };
        let (whole, group) = told.into_iter().find(|(whole, _)| whole.start >= behind || is_ahead(whole))?;
        let group = group?;
        let marks = sentence.text.get(behind..group.start).unwrap_or_default().matches([',', ';', ':']).count();
        let figure = sentence.figure(document, group.start)?;
        if marks > 2 && whole.start >= behind || check.blocks.is_match(&sentence.text) {
            return None;
        }
        let told = figure.value.to_i64().filter(|_| figure.value.fract().is_zero())?;
        let span = sentence.span(document, group)?;
        // From the first day of a month to the last one of another nobody counts one less.
        let is_last = |day: u8| !Date { day: Some(day.saturating_add(1)), ..to.clone() }.exists();
        let is_whole = from.day == Some(1) && to.day.is_some_and(is_last);
        let less = i64::from(!is_whole) + loose;
        (!(long - less..=long).contains(&told)).then_some(Wrong { span, long, of })
    })
}

/// Every number of months that is not that from one month to another, as `bare` finds them, nor one or two less.
pub(super) fn wrong_bare<'a>(subject: &'a Subject<'_>, check: &'a DateCheck) -> impl Iterator<Item = Wrong> + 'a {
    let document = subject.document;
    bare(subject, check).filter_map(|found| {
        let (sentence, [(from, start), (to, end)]) = (found.sentence, found.months);
        let figure = sentence.figure(document, found.number.clone()?.start)?;
        let told = figure.value.to_i64().filter(|_| figure.value.fract().is_zero())?;
        let long = i64::from(to) - i64::from(from) + 1;
        // To the end of a month there is at most one less.
        let is_late = sentence.text.get(end.end..)?.strip_prefix('月')?.starts_with(['底', '末']);
        let less = if is_late { 1 } else { 2 };
        let said = sentence.text.get(..found.number.clone()?.end)?;
        if long < 1 || (long - less..=long).contains(&told) || check.blocks.is_match(said) {
            return None;
        }
        let of = sentence.span(document, start.start.min(end.start)..start.end.max(end.end))?;
        Some(Wrong { span: sentence.span(document, found.number?)?, long, of })
    })
}

/// Every number of months between the date on which something began and the one on which it was over, as `across` finds it
/// in the text from the one to the other: 2022年11月启动,历时三个月,于2024年2月完成.
pub(super) fn wrong_across<'a>(subject: &'a Subject<'_>, check: &'a DateCheck) -> impl Iterator<Item = Wrong> + 'a {
    let document = subject.document;
    document.prose.dates.windows(2).filter_map(|pair| {
        let [from, to] = pair else { return None };
        let (sentence, group) = told_between(document, from, to, &check.across)?;
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

/// Every number of working days within which an answer is said to have come, as `days` finds it, where from the day on which
/// it was asked for to the one on which it was given there are more of them, whatever holidays there were.
pub(super) fn overdue<'a>(subject: &'a Subject<'_>, check: &'a DateCheck) -> impl Iterator<Item = Wrong> + 'a {
    let document = subject.document;
    document.prose.dates.windows(2).filter_map(|pair| {
        let [from, to] = pair else { return None };
        let ((first, start), (last, end)) = (from.clause?, to.clause?);
        let sentence = Sentence::of(document, first);
        let (start, end) = (sentence.place(first, start)?, sentence.place(last, end)?);
        let (between, behind) = (sentence.text.get(start..end)?, sentence.text.get(end..)?);
        let is_said = check.steps.iter().any(|step| step.first.is_match(between) && step.then.is_match(behind));
        if !is_said || check.blocks.is_match(&sentence.text) {
            return None;
        }
        let (begins, ends) = days_of(subject, from, to)?;
        // The day on which it was asked for does not count.
        let long = (begins + 1..=ends).filter(|&day| is_workday(day)).count() as i64;
        let group = check.days.captures("number", &sentence.text).pop()?.1?;
        let (told, span, is_of_work) = told_days(document, check, &sentence, group)?;
        let is_late = is_of_work && long - HOLIDAYS > told;
        is_late.then_some(Wrong { span, long, of: from.span.cover(to.span) })
    })
}
