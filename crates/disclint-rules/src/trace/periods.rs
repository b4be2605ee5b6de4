//! What the rules on years, dates, parts and names looked at.

use disclint_document::Date;

use super::{TraceState, Tracer};
use crate::check::{body_name, dates, deadline, designation, parts, years};
use crate::pack::schema::DateFault;
use crate::pack::{BodyNameCheck, DeadlineCheck, DesignationCheck, PartsCheck, YearCheck};

fn judged(is_wrong: bool) -> TraceState {
    if is_wrong { TraceState::Violated } else { TraceState::Held }
}

impl Tracer<'_> {
    /// The year that most places name.
    fn consensus(&mut self) {
        if let Some(consensus) = self.subject.consensus() {
            let (year, votes) = (consensus.year, consensus.votes);
            let text = self.words(
                format!("所报告的年度: {year} ({votes} 处)"),
                format!("the year reported on: {year} ({votes} places)"),
            );
            self.add(TraceState::Seen, text, None);
        } else {
            let text = self.words("标题和统计期限中的年度", "a year in the title or the period");
            self.add(TraceState::Absent, text, None);
        }
    }

    pub(super) fn named_years(&mut self, check: &YearCheck) {
        self.consensus();
        let all = YearCheck { traces: true, ..check.clone() };
        for named in years::named(self.subject, &all) {
            self.add(judged(named.is_accused), named.stated, Some(named.span));
        }
    }

    pub(super) fn dates(&mut self, fault: DateFault) {
        let document = self.subject.document;
        if let Some(is_wrong) = dates::alone(fault) {
            for date in dates::all(self.subject) {
                let is_wrong = is_wrong(date) || fault == DateFault::Impossible && !dates::exists(self.subject, date);
                self.add(judged(is_wrong), document.text(date.span).to_owned(), Some(date.span));
            }
            return;
        }
        self.consensus();
        self.year();
        let interval = document.interval.as_ref().map(|interval| interval.span);
        let date = |date: &Option<Date>| date.as_ref().map(|date| date.span);
        for (span, name) in [
            (interval, self.words("统计期限", "the statistical period")),
            (date(&document.signed), self.words("落款日期", "the date of the signature")),
            (date(&document.posted), self.words("发布日期", "the date of posting")),
        ] {
            match span {
                Some(span) => self.add(TraceState::Seen, format!("{name}: {}", document.text(span)), Some(span)),
                None => self.add(TraceState::Absent, name, None),
            }
        }
    }

    pub(super) fn deadline(&mut self, check: &DeadlineCheck) {
        self.consensus();
        self.class_of_body();
        if let Some(due) = deadline::due(self.subject, check) {
            let (year, month, day) = due.by;
            let found = self.subject.document.text(due.date.span);
            let is_late = due.date.ymd().is_some_and(|date| date > due.by);
            let text = format!("{found} <= {year}-{month:02}-{day:02}");
            self.add(judged(is_late), text, Some(due.date.span));
        } else {
            let text = self.words("日期,或这类机关的期限", "the date, or a day for such a body");
            self.add(TraceState::Absent, text, None);
        }
    }

    /// The body that reports and its classes.
    fn class_of_body(&mut self) {
        let document = self.subject.document;
        let Some(body) = document.body() else {
            let text = self.words("标题中的机关名称", "the body's name in the title");
            self.add(TraceState::Absent, text, None);
            return;
        };
        let classes = self.subject.pack().bodies.iter().filter(|class| class.pattern.is_match(body));
        let of: Vec<&str> = classes.map(|class| class.id.as_str()).collect();
        let of = if of.is_empty() { self.words("不属于任何一类", "of no class") } else { of.join(", ") };
        self.add(TraceState::Seen, format!("{body}: {of}"), document.title.as_ref().map(|title| title.span));
    }

    pub(super) fn parts(&mut self, rule: usize, check: &PartsCheck) {
        let all = parts::announced(self.subject, rule, check);
        if all.is_empty() {
            let text = self.words("没有说明由几个部分组成", "no parts are announced");
            self.add(TraceState::Absent, text, None);
        }
        for announced in all {
            let names: Vec<&str> = announced.list.names.iter().map(|(name, _)| name.as_str()).collect();
            self.add(TraceState::Seen, format!("{}: {}", announced.number, names.join(" | ")), Some(announced.span));
        }
    }

    pub(super) fn designation(&mut self, rule: usize, check: &DesignationCheck) {
        self.class_of_body();
        for foreign in designation::foreign(self.subject, rule, check) {
            let text = format!("{} × {}", foreign.word, foreign.places.len());
            self.add(TraceState::Violated, text, foreign.places.first().copied());
        }
    }

    pub(super) fn body_names(&mut self, rule: usize, check: &BodyNameCheck) {
        self.class_of_body();
        for named in body_name::named(self.subject, rule, check) {
            self.add(judged(named.is_other), named.name, Some(named.span));
        }
    }
}
