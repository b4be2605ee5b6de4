//! Proposed changes: numbers set to what they should be, missing parts and rows with the form's text.

use disclint_document::{Figure, Row, Section, Span, Table, TableSpec, ordinal};
use rust_decimal::Decimal;

use super::{Finding, Subject};
use crate::pack::Target;
use crate::{Applicability, Lang};

/// More readings than this are no help.
const FEW: usize = 3;

/// A figure set to each of the values that its phrase may mean, and the cell set to the figure.
pub(super) fn figure(
    subject: &Subject<'_>,
    figure: &Figure,
    admitted: &[(&Target, Decimal)],
    finding: &mut Finding,
    lang: Lang,
) {
    let document = subject.document;
    // What is written in words or with 万 is for the drafter to write.
    if !is_plain(document.text(figure.number)) {
        return;
    }
    let found = figure.value.normalize();
    let mut known: Vec<Decimal> = Vec::new();
    for (target, value) in admitted {
        if known.contains(value) || known.len() == FEW {
            continue;
        }
        known.push(*value);
        let title = match lang {
            Lang::Zh => format!("将正文中的 {found} 改为 {value} ({})", target.name_in(lang)),
            Lang::En => format!("change {found} in the text to {value} ({})", target.name_in(lang)),
        };
        finding.fix(title, Applicability::Suggested, figure.number, value.to_string());
    }
    let Some((target, value)) = admitted.first().filter(|(target, _)| !target.is_earlier) else { return };
    let [(1, (table, row, column))] = target.terms[..] else { return };
    let cell = document.table(subject.form, table).and_then(|table| table.cell(row, column));
    if let Some(cell) = cell.filter(|cell| is_plain(document.text(cell.span))) {
        let title = match lang {
            Lang::Zh => format!("将表中“{}”的 {value} 改为正文的 {found}", target.name),
            Lang::En => format!("change {value} in the table (“{}”) to {found} of the text", target.name),
        };
        finding.fix(title, Applicability::Suggested, cell.span, found.to_string());
    }
}

fn is_plain(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|char| char.is_ascii_digit() || char == ',')
}

/// A total set to the sum of its parts.
pub(super) fn total(span: Span, found: Decimal, sum: Decimal, finding: &mut Finding, lang: Lang) {
    let title = match lang {
        Lang::Zh => format!("将 {found} 改为各项之和 {sum}"),
        Lang::En => format!("change {found} to the sum of its parts, {sum}"),
    };
    finding.fix(title, Applicability::Suggested, span, sum.to_string());
}

/// The heading of part `spec` put before `next` or, without it, behind `previous`.
pub(super) fn missing_section(
    subject: &Subject<'_>,
    spec: usize,
    next: Option<&Section>,
    previous: Option<&Section>,
    finding: &mut Finding,
    lang: Lang,
) {
    let (document, title) = (subject.document, &subject.form().sections[spec].title);
    let text = document.source.text();
    let heading = format!("{}、{title}", ordinal(spec as u32 + 1));
    let ending = line_ending(text);
    let (at, replacement) = match (next, previous) {
        (Some(next), _) => {
            let head = next.number.map_or(next.title, |number| number.span);
            let line = line_of(subject, head.start);
            // A heading in the middle of a line is for the drafter to cut.
            if !text[line.start as usize..head.start as usize].chars().all(is_ornament) {
                return;
            }
            (line.start, format!("{heading}{ending}"))
        }
        (None, Some(previous)) => {
            let body = document.text(previous.body);
            let end = previous.body.start + body.trim_end().len() as u32;
            (end, format!("{ending}{heading}"))
        }
        (None, None) => return,
    };
    let title = match lang {
        Lang::Zh => format!("插入标题“{heading}”"),
        Lang::En => format!("insert the heading “{heading}”"),
    };
    finding.fix(title, Applicability::Suggested, Span { start: at, end: at }, replacement);
}

/// Rows put behind `before`, written as it is, with empty cells: what belongs there is for the drafter to say.
pub(super) fn missing_rows(
    subject: &Subject<'_>,
    table: &Table,
    spec: &TableSpec,
    missing: &[usize],
    before: &Row,
    finding: &mut Finding,
    lang: Lang,
) {
    let text = subject.document.source.text();
    let line = line_of(subject, before.label.start);
    let is_in_line = before.cells.iter().all(|cell| line.contains(cell.span) && cell.span.start >= before.label.end);
    let alike = missing.iter().all(|&row| spec.rows[row].columns == spec.rows[before.spec].columns);
    let whole = before.first_column == spec.rows[before.spec].columns.start && !before.label.is_empty();
    if !is_in_line
        || !alike
        || !whole
        || table.rows.iter().any(|row| row.label == before.label && row.spec != before.spec)
    {
        return;
    }
    let head = &text[line.start as usize..before.label.start as usize];
    let head = if head.chars().all(is_ornament) { head } else { "" };
    let mut rows = String::new();
    for &row in missing {
        rows.push_str(line_ending(text));
        rows.push_str(head);
        rows.push_str(&spec.rows[row].label);
        let mut from = before.label.end;
        for cell in &before.cells {
            rows.push_str(&text[from as usize..(cell.span.start as usize).max(from as usize)]);
            from = cell.span.end.max(from);
        }
        rows.push_str(text[from as usize..line.end as usize].trim_end_matches(['\r', '\n']));
    }
    // Without a mark between the cells nobody could tell the empty ones apart.
    if !rows.contains('|') && !rows.contains('\t') {
        return;
    }
    let end = line.start as usize + text[line.range()].trim_end_matches(['\r', '\n']).len();
    let labels: Vec<&str> = missing.iter().map(|&row| spec.rows[row].label.as_str()).collect();
    let title = match lang {
        Lang::Zh => format!("插入空行“{}”,待填", labels.join("”“")),
        Lang::En => format!("insert “{}”, to be filled in", labels.join("”, “")),
    };
    finding.fix(title, Applicability::Suggested, Span::empty(end), rows);
}

fn line_of(subject: &Subject<'_>, offset: u32) -> Span {
    let lines = subject.document.source.lines();
    lines.line_span(lines.line_of(offset as usize)).unwrap_or_default()
}

/// What may stand before a heading or a row and is no text.
fn is_ornament(char: char) -> bool {
    char.is_whitespace() || matches!(char, '|' | '#' | '*' | '(' | '（' | '第')
}

fn line_ending(text: &str) -> &'static str {
    match text.find(['\n', '\r']) {
        Some(at) if text[at..].starts_with("\r\n") => "\r\n",
        Some(at) if text[at..].starts_with('\r') => "\r",
        _ => "\n",
    }
}
