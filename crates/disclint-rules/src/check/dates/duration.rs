//! How long something took, beside the days from which and to which it went.

use disclint_document::{Date, Span};
use rust_decimal::prelude::ToPrimitive as _;

use super::weekday::{is_workday, number};
use crate::check::Subject;
use crate::check::sentences::Sentence;
use crate::pack::DateCheck;

/// So many working days may fall on holidays: those of the longest week that the country takes off.
const HOLIDAYS: i64 = 6;

/// Of an interval as long as this nobody counts the days.
const LONGEST: i64 = 120;

/// A number of days that is not that of its interval.
pub(super) struct Wrong {
    /// The number.
    pub(super) span: Span,
    /// How many days there are, the first and the last one counted.
    pub(super) days: i64,
    /// The interval.
    pub(super) of: Span,
}

/// Every number of days, as `days` finds it behind an interval, that is neither that of the interval's days, with or
/// without the first one, nor that of its working days.
pub(super) fn wrong<'a>(subject: &'a Subject<'_>, check: &'a DateCheck) -> impl Iterator<Item = Wrong> + 'a {
    let document = subject.document;
    document.prose.intervals.iter().filter_map(|interval| {
        let year = subject.consensus().map(|known| known.year);
        let of_year = |date: &Date| Date { year: date.year.or(interval.from.year).or(year), ..date.clone() };
        let (from, to) = (of_year(&interval.from), of_year(&interval.to));
        if !from.exists() || !to.exists() {
            return None;
        }
        let (first, last) = (number(from.ymd()?), number(to.ymd()?));
        let days = last - first + 1;
        if !(1..=LONGEST).contains(&days) {
            return None;
        }
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
        (!is_right).then_some(Wrong { span, days, of: interval.span })
    })
}
