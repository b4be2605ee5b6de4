//! Days of the week that dates are given.

use disclint_document::Span;

use super::with_page;
use crate::Lang;
use crate::check::Subject;
use crate::pack::DateCheck;

/// How far behind a date its day of the week may stand, in bytes.
const REACH: usize = 30;
/// Monday comes first, as in the numerals by which the days go.
const ZH: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];
const EN: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// A date with the day of the week behind it.
pub(super) struct Told {
    /// The date up to its day of the week.
    pub(super) span: Span,
    /// From 0 for Monday.
    given: usize,
    right: usize,
}

impl Told {
    pub(super) fn is_wrong(&self) -> bool {
        self.given != self.right
    }

    /// The right day.
    pub(super) fn right(&self, lang: Lang) -> &'static str {
        if lang == Lang::Zh { ZH[self.right] } else { EN[self.right] }
    }
}

/// Every date of the report and of its page with a day of the week right behind it.
pub(super) fn told<'a>(subject: &Subject<'a>, check: &'a DateCheck) -> impl Iterator<Item = Told> {
    let document = subject.document;
    with_page(subject).filter_map(|date| {
        let (year, month, day) = date.ymd().filter(|_| date.exists())?;
        let (start, end) = (date.span.end as usize, document.source.text().len());
        let reach = (start..=end.min(start + REACH)).rev().find(|&at| document.source.text().is_char_boundary(at))?;
        let behind = Span::new(start, reach);
        let text: String = document.folded(behind).chars().filter(|c| !c.is_whitespace()).collect();
        let found = check.weekday.captures("day", &text).into_iter().find(|(whole, _)| whole.start == 0)?;
        let name = &text[found.1?];
        let given = ZH.iter().position(|day| *day == name).or((name == "天").then_some(6))?;
        // Folding may drop characters: the place is that of the name in the source.
        let raw = document.text(behind);
        let at = raw.find(name).map_or(start, |at| start + at + name.len());
        Some(Told { span: Span::new(date.span.start as usize, at), given, right: weekday(year, month, day) })
    })
}

/// The number of a day, counted from any one before all that reports tell of.
pub(super) fn number((year, month, day): (u16, u8, u8)) -> i64 {
    // The year begins in March, so that a leap day comes last.
    let (year, month) =
        if month < 3 { (i64::from(year) - 1, i64::from(month) + 12) } else { (i64::from(year), i64::from(month)) };
    365 * year + year / 4 - year / 100 + year / 400 + (153 * (month - 3) + 2) / 5 + i64::from(day)
}

/// Whether a day, by its number, is none of a weekend.
pub(super) fn is_workday(number: i64) -> bool {
    // 2 March of the year 0 was a Thursday.
    (number + 1).rem_euclid(7) < 5
}

/// The day of the week of a day of the Gregorian calendar, from 0 for Monday.
fn weekday(year: u16, month: u8, day: u8) -> usize {
    // January and February count to the year before, so that a leap day comes last (Zeller).
    let (year, month) = if month < 3 { (year - 1, month + 12) } else { (year, month) };
    let (year, month) = (usize::from(year), usize::from(month));
    let saturday_first = usize::from(day) + 13 * (month + 1) / 5 + year + year / 4 - year / 100 + year / 400;
    (saturday_first + 5) % 7
}

#[cfg(test)]
mod tests {
    use super::{is_workday, number, weekday};

    #[test]
    fn days_follow_each_other() {
        let mut last = number((2019, 12, 31));
        for year in 2020..=2026 {
            for month in 1..=12 {
                let leap = year % 4 == 0;
                let length = [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
                for day in 1..=length[usize::from(month) - 1] {
                    let this = number((year, month, day));
                    assert_eq!(this, last + 1, "{year} {month} {day}");
                    assert_eq!(is_workday(this), weekday(year, month, day) < 5, "{year} {month} {day}");
                    last = this;
                }
            }
        }
    }

    #[test]
    fn days_of_the_week() {
        for (day, expected) in [
            ((2024, 1, 1), 0),
            ((2024, 2, 29), 3),
            ((2019, 12, 3), 1),
            ((2023, 12, 31), 6),
            ((2000, 2, 28), 0),
            ((2026, 5, 9), 5),
        ] {
            assert_eq!(weekday(day.0, day.1, day.2), expected, "{day:?}");
        }
    }
}
