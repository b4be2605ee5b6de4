//! Dates of what a report tells, in the order in which it can have happened.

use disclint_document::{Date, Span};

use super::{add, bare, written};
use crate::Lang;
use crate::check::sentences::Sentence;
use crate::check::{Sink, Subject};
use crate::pack::{DateCheck, Rule};

/// The marks that end a clause.
const MARKS: [char; 4] = [',', ';', '。', '\n'];

/// The last month of the year after the one reported on in which a report is due.
const LAST_MONTH: u8 = 3;

/// The day on which the report was made, for all that it says: that of the signature, or of the posting, with its place;
/// where it says nothing, the last one on which it may have been.
pub(super) fn made(subject: &Subject<'_>) -> Option<((u16, u8, u8), Option<Span>)> {
    let document = subject.document;
    let next = subject.consensus()?.year + 1;
    let Some(date) = document.signed.as_ref().or(document.posted.as_ref()) else {
        return Some(((next, LAST_MONTH, 31), None));
    };
    // A wrong date has rules of its own.
    let day = date.ymd().filter(|day| date.exists() && day.0 == next)?;
    Some((day, Some(date.span)))
}

/// Days and months told of in sentences that the check does not take out, after the report was made. Elsewhere than in
/// the sections of the check only what is said to be done counts.
pub(super) fn afterwards(subject: &Subject<'_>, rule: &Rule, check: &DateCheck, sink: &mut Sink<'_>) {
    let document = subject.document;
    let Some((day, signed)) = made(subject) else { return };
    let of_page = [document.signed.as_ref(), document.posted.as_ref()].map(|date| date.map(|date| date.span));
    for date in &document.prose.dates {
        // Of a month without its day only a later month is later.
        let told = date.year.zip(date.month).map(|(year, month)| (year, month, date.day.unwrap_or(0)));
        let is_later = told.is_some_and(|told| told > day) && date.exists() && date.until.is_none();
        let Some((clause, _)) = date.clause.filter(|_| is_later && !of_page.contains(&Some(date.span))) else {
            continue;
        };
        let part = document.prose.clauses.get(clause).and_then(|clause| clause.section);
        let spec = part.and_then(|part| document.sections.get(part)?.spec);
        let sentence = Sentence::of(document, clause);
        let is_told = spec.is_some_and(|spec| check.sections.contains(&spec)) || check.done.is_match(&sentence.text);
        if !is_told || check.blocks.is_match(&sentence.text) {
            continue;
        }
        // What a rule on the years of its own has told already.
        let overlaps = |place: Span| place.start < date.span.end && date.span.start < place.end;
        if sink.places().any(overlaps) {
            continue;
        }
        add(subject, rule, date, "afterwards", &written(day, sink.lang()), sink);
        let text = if sink.lang() == Lang::Zh { "报告的日期" } else { "the report is of this day" };
        if let (Some(finding), Some(signed)) = (sink.last(), signed) {
            finding.related(signed, text);
        }
    }
}

/// Of two dates in a sentence the second, where what was done then is dated before what was done first, or, of a step
/// that goes back, after it.
pub(super) fn out_of_order(subject: &Subject<'_>, rule: &Rule, check: &DateCheck, sink: &mut Sink<'_>) {
    let document = subject.document;
    for pair in document.prose.dates.windows(2) {
        let [one, other] = pair else { continue };
        let (Some((first, from)), Some((clause, at))) = (one.clause, other.clause) else { continue };
        // 7月15日公布,至2024年7月5日止: a year told behind is meant before, too, if it is the report's.
        let is_own = |year: u16| subject.consensus().is_some_and(|own| own.year == year);
        if one.year.is_none() && other.year.is_some_and(|year| !is_own(year)) {
            continue;
        }
        let year = one.year.or(other.year).unwrap_or_default();
        // A day is compared with a day, and else with its month.
        let has_days = one.day.is_some() && other.day.is_some();
        let day =
            |date: &Date| Some((date.year.unwrap_or(year), date.month?, date.day.filter(|_| has_days).unwrap_or(0)));
        let (Some(before), Some(after)) = (day(one), day(other)) else { continue };
        // A later year may go unsaid only where the months would run back over its beginning.
        let runs_over = other.year.is_none() && before.1 >= 9 && after.1 <= 4;
        let is_back = after > before;
        // 1月召开,此前12月完成自查: nor may an earlier one where they run back over it.
        let runs_over = if is_back { other.year.is_none() && before.1 <= 4 && after.1 >= 9 } else { runs_over };
        if after == before || runs_over || !one.exists() || !other.exists() {
            continue;
        }
        let sentence = Sentence::of(document, first);
        let (Some(from), Some(at)) = (sentence.place(first, from), sentence.place(clause, at)) else { continue };
        let Some(between) = sentence.text.get(from..at) else { continue };
        let rest = &sentence.text[at..];
        // 7月15日完成,提前半个月: a step that goes back may say so behind.
        let behind = if is_back { rest } else { &rest[..rest.find(MARKS).unwrap_or(rest.len())] };
        let mut steps = check.steps.iter().filter(|step| step.back == is_back);
        let is_said = steps.any(|step| step.first.is_match(between) && step.then.is_match(behind));
        if is_said && !check.blocks.is_match(&sentence.text) {
            add(subject, rule, other, "out-of-order", document.text(one.span), sink);
        }
    }
}

/// Of two months that `bare` finds in a sentence the second, where it is before the first.
pub(super) fn months_out_of_order(subject: &Subject<'_>, rule: &Rule, check: &DateCheck, sink: &mut Sink<'_>) {
    let document = subject.document;
    for found in bare(subject, check) {
        let (sentence, [(before, first), (after, then)]) = (found.sentence, found.months);
        let between = sentence.text.get(first.start..then.start).unwrap_or_default();
        // A later year may go unsaid.
        let runs_over = before >= 9 && after <= 4 && !between.contains("当年") && !between.contains("同年");
        if after >= before || runs_over || check.blocks.is_match(&sentence.text) {
            continue;
        }
        let month = |at: std::ops::Range<usize>| sentence.span(document, at.start..at.end + '月'.len_utf8());
        let Some((first, then)) = month(first).zip(month(then)) else { continue };
        let values = [("found", document.text(then)), ("expected", document.text(first))];
        sink.add(rule, then, "out-of-order", &values);
    }
}
