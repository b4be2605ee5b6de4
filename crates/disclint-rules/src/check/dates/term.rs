//! Terms of so many years, beside the days on which they begin and end: 自2024年3月1日起施行,有效期5年,至2029年2月28日止.

use disclint_document::{Date, whole_number};

use super::duration::IN_DATE;
use super::weekday::number;
use crate::check::Subject;
use crate::check::sentences::Sentence;
use crate::pack::DateCheck;

/// The longest term that is looked for, in years.
const LONGEST: u64 = 50;

/// How many days a term may end earlier or later: on the day before, on the day itself, or on the one after.
const SLACK: std::ops::RangeInclusive<i64> = -2..=1;

/// Every last day that is not the end of the term told between it and the day before it in its sentence, with the term.
pub(super) fn wrong<'a>(
    subject: &'a Subject<'_>,
    check: &'a DateCheck,
) -> impl Iterator<Item = (&'a Date, String)> + 'a {
    let document = subject.document;
    document.prose.dates.windows(2).filter_map(|pair| {
        let [from, to] = pair else { return None };
        let ((first, start), (last, end)) = (from.clause?, to.clause?);
        let (begins, ends) = (from.ymd()?, to.ymd()?);
        let sentence = Sentence::of(document, first);
        let (start, end) = (sentence.place(first, start)?, sentence.place(last, end)?);
        let between = sentence.text.get(start..end)?;
        // 有效期5年,自2024年3月1日起施行,至2029年2月28日止: the years may be told before both.
        let told = match check.years.captures("number", between).pop() {
            Some((_, told)) => between.get(told?)?,
            None if check.between.is_match(between) => {
                // 有效期5年,自2024年3月1日起施行,至2024年12月31日,共受理52件: that is no end of the term.
                let behind = sentence.text.get(end..)?.trim_start_matches(IN_DATE);
                if between.contains(',') && !behind.starts_with(['止', '。', ';', ')']) {
                    return None;
                }
                let before = sentence.text.get(..start)?;
                before.get(check.ahead.captures("number", before).pop()?.1?)?
            }
            None => return None,
        };
        let years = whole_number(told)?;
        if !(1..=LONGEST).contains(&years) || !from.exists() || !to.exists() || check.blocks.is_match(&sentence.text) {
            return None;
        }
        let (year, month, day) = begins;
        let off = number(ends) - number((year.checked_add(u16::try_from(years).ok()?)?, month, day));
        (!SLACK.contains(&off)).then(|| (to, format!("{told}年")))
    })
}
