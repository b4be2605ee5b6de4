//! Whether a report was made and published by the day that the law sets for its body.

use disclint_document::Date;

use super::dates::written;
use super::{Record, Sink, Subject};
use crate::Lang;
use crate::pack::schema::DateOf;
use crate::pack::{DeadlineCheck, Rule};

/// What a report is held against.
pub(crate) struct Due<'a> {
    pub(crate) date: &'a Date,
    /// The last day: year, month, day.
    pub(crate) by: (u16, u8, u8),
}

/// The date of a report and the last day for its body; `None` if either is not known.
pub(crate) fn due<'a>(subject: &Subject<'a>, check: &DeadlineCheck) -> Option<Due<'a>> {
    let document = subject.document;
    let year = subject.consensus()?.year;
    let body = document.body()?;
    let is_any = |of: &[usize]| subject.is_of(body, of);
    let limit = check.limits.iter().find(|limit| {
        let in_years = limit.from.is_none_or(|from| from <= year) && limit.to.is_none_or(|to| year <= to);
        in_years && is_any(&limit.bodies) && !is_any(&limit.except)
    })?;
    let date = match check.of {
        DateOf::Posted => document.posted.as_ref(),
        // Where the page says when it was posted, that is the date that counts.
        DateOf::Signed => document.signed.as_ref().filter(|_| document.posted.is_none()),
    }?;
    Some(Due { date, by: (year + 1, limit.month, limit.day) })
}

pub(super) fn check(
    subject: &Subject<'_>,
    rule: &Rule,
    check: &DeadlineCheck,
    record: &mut Record,
    sink: &mut Sink<'_>,
) {
    let Some(due) = due(subject, check) else { return };
    record.bind();
    let Some(day) = due.date.ymd() else { return };
    // A page may be put up again years later, and a year may be misprinted: neither says anything.
    if day <= due.by || day.0 > due.by.0 || !due.date.exists() {
        return;
    }
    let by = written(due.by, sink.lang());
    let found = subject.document.text(due.date.span);
    let body = subject.document.body().unwrap_or_default();
    let label = if sink.lang() == Lang::Zh { format!("期限为 {by}") } else { format!("due by {by}") };
    sink.add(rule, due.date.span, "late", &[("found", found), ("expected", &by), ("body", body)]).label(label);
}
