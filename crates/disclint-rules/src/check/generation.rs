//! Whether the form is the one for the year.

use super::{Sink, Subject};
use crate::Lang;
use crate::pack::Rule;

pub(super) fn check(subject: &Subject<'_>, rule: &Rule, sink: &mut Sink<'_>) {
    let document = subject.document;
    // Only tables show a form; without them the year decided.
    let Some(table) = document.tables.iter().find(|table| table.form == subject.form) else { return };
    let title_year = document.title.as_ref().and_then(|title| title.year);
    let period_year = document.period.and_then(|period| period.to.or(period.from));
    let mention = document.mention.as_ref().and_then(|mention| mention.year);
    let Some(year) = title_year.or(period_year).or(mention) else { return };
    // A year that the report itself contradicts proves nothing.
    let forms = subject.packs.reader().forms();
    let fits = |year: u16| subject.form().is_for(year);
    if fits(year.value) || period_year.is_some_and(|year| fits(year.value)) {
        return;
    }
    let Some(expected) = forms.iter().position(|form| form.is_for(year.value)) else { return };
    let lang = sink.lang();
    let (found, wanted) = (subject.pack().title.get(lang), subject.packs.pack(expected).title.get(lang));
    let values = [("year", &*year.value.to_string()), ("found", found), ("expected", wanted)];
    let name = &subject.spec(table).name;
    let (label, text) = match lang {
        Lang::Zh => (format!("{name}是“{found}”的表格"), "年度"),
        Lang::En => (format!("{name} is that of “{found}”"), "the year"),
    };
    sink.add(rule, table.head, "form", &values).label(label).related(year.span, text);
}
