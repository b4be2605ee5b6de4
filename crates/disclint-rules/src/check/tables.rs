//! Missing, repeated and unreadable tables, tables of another generation, missing columns.

use disclint_document::{Span, Table, TableState};

use super::{Sink, Subject};
use crate::Lang;
use crate::pack::Rule;
use crate::pack::schema::{ColumnFault, TableFault};
use crate::text::damage;

pub(super) fn check(subject: &Subject<'_>, rule: &Rule, fault: TableFault, sink: &mut Sink<'_>) {
    let tables = &subject.document.tables;
    match fault {
        TableFault::Missing => missing(subject, rule, sink),
        TableFault::Repeated => {
            for table in tables {
                if let Some(span) = table.repeated {
                    let spec = subject.spec(table);
                    let place = first_line(subject, span);
                    sink.add(rule, place, &spec.id, &[("table", &spec.name), ("section", "")]);
                }
            }
        }
        TableFault::Unreadable => {
            for table in tables {
                if let TableState::Unreadable(reason) = table.state {
                    let spec = subject.spec(table);
                    let reason = damage(reason, sink.lang());
                    let values = [("table", spec.name.as_str()), ("reason", reason)];
                    sink.add(rule, table.head, &spec.id, &values);
                }
            }
        }
        TableFault::OtherGeneration => {
            // What is left of a damaged table may look like another.
            let of_other = |table: &&Table| table.form != subject.form && table.state == TableState::Readable;
            for table in tables.iter().filter(of_other) {
                let spec = subject.spec(table);
                let lang = sink.lang();
                let found = subject.packs.pack(table.form).title.get(lang);
                let expected = subject.pack().title.get(lang);
                let values = [("table", spec.name.as_str()), ("found", found), ("expected", expected)];
                sink.add(rule, table.head, &spec.id, &values);
            }
        }
    }
}

/// The first line of a stretch of text.
fn first_line(subject: &Subject<'_>, span: Span) -> Span {
    let text = subject.document.text(span);
    let length = text.find(['\n', '\r', '|']).unwrap_or(text.len());
    Span { start: span.start, end: span.start + length as u32 }
}

fn missing(subject: &Subject<'_>, rule: &Rule, sink: &mut Sink<'_>) {
    let form = subject.form();
    let document = subject.document;
    // A copy that damaged one table may have lost another.
    if document.tables.iter().any(|table| table.state != TableState::Readable) {
        return;
    }
    for spec in form.tables.iter().filter(|spec| spec.required) {
        let found = document.tables.iter().any(|table| subject.spec(table).id == spec.id);
        if found {
            continue;
        }
        let at = form.sections.iter().position(|section| Some(&section.id) == spec.section.as_ref());
        let section = at.and_then(|at| document.sections.iter().find(|section| section.spec == Some(at)));
        // A missing section says it all.
        let sections_known = document.sections.iter().any(|section| section.spec.is_some());
        if at.is_some() && section.is_none() && sections_known && form.sections[at.unwrap_or_default()].required {
            continue;
        }
        let place = section.map(|section| section.title).or_else(|| document.title.as_ref().map(|title| title.span));
        let title = at.map_or("", |at| form.sections[at].title.as_str());
        sink.add(rule, place.unwrap_or_default(), &spec.id, &[("table", &spec.name), ("section", title)]);
    }
}

/// Columns that no row has a value for and whose heading is not there.
pub(super) fn columns(subject: &Subject<'_>, rule: &Rule, fault: ColumnFault, sink: &mut Sink<'_>) {
    match fault {
        ColumnFault::Missing => missing_columns(subject, rule, sink),
        ColumnFault::Superseded => superseded_columns(subject, rule, sink),
    }
}

/// Told once for each table, at the first of them.
fn superseded_columns(subject: &Subject<'_>, rule: &Rule, sink: &mut Sink<'_>) {
    for table in &subject.document.tables {
        let Some((&first, others)) = table.superseded_columns.split_first() else { continue };
        let found = subject.document.text(first).trim();
        let values = [("table", &*subject.spec(table).name), ("column", found)];
        let again = if sink.lang() == Lang::Zh { "同上" } else { "the same" };
        let finding = sink.add(rule, first, found, &values);
        for &other in others {
            finding.related(other, again);
        }
    }
}

fn missing_columns(subject: &Subject<'_>, rule: &Rule, sink: &mut Sink<'_>) {
    for table in &subject.document.tables {
        let spec = subject.spec(table);
        for &column in &table.missing_columns {
            let path = spec.columns[column].path();
            sink.add(rule, table.head, &path, &[("table", &spec.name), ("column", &path)]);
        }
    }
}
