//! Tables whose rows stand in lines of their own: columns aligned as they are seen.

use disclint_document::{Document as Report, Span, Table};
use tower_lsp::lsp_types::{Range, TextEdit};
// Chinese type shows what is of either width as wide, quotation marks above all.
use unicode_width::UnicodeWidthStr as _;

use crate::analysis::Analysis;
use crate::session::Session;

/// Aligns the tables that `range` touches, or all. A table that would be read otherwise afterwards stays as it
/// is.
pub(crate) fn formatting(session: &Session, analysis: &Analysis, range: Option<Range>) -> Vec<TextEdit> {
    let (encoding, source) = (session.features().encoding, analysis.source());
    let wanted = range.map(|range| (encoding.offset(source, range.start), encoding.offset(source, range.end)));
    let is_wanted = |table: &&Table| {
        wanted.is_none_or(|(from, to)| table.span.start as usize <= to && from <= table.span.end as usize)
    };
    let mut edits: Vec<(Span, String)> = Vec::new();
    for table in analysis.report.tables.iter().filter(is_wanted) {
        let aligned = align(&analysis.report, table);
        if is_faithful(analysis, table, &aligned) {
            edits.extend(aligned);
        }
    }
    edits.sort_by_key(|(span, _)| *span);
    edits.into_iter().map(|(span, text)| TextEdit::new(encoding.range(source, span), text)).collect()
}

/// A line of a table: what stands before its values, its values, and what stands behind them.
struct Line<'a> {
    span: Span,
    /// Whether a mark stands at the start.
    opens: bool,
    label: String,
    values: Vec<&'a str>,
    /// Marks without anything between them.
    tail: &'a str,
}

/// The lines that change.
fn align(report: &Report, table: &Table) -> Vec<(Span, String)> {
    let lines: Vec<Line<'_>> = table.rows.iter().filter_map(|row| line(report, row)).collect();
    let label_width = lines.iter().map(|line| line.label.width_cjk()).max().unwrap_or(0);
    // Blocks have columns of their own, but mostly as many.
    let count = lines.iter().map(|line| line.values.len()).max().unwrap_or(0);
    let width = |column: usize| {
        lines.iter().filter_map(|line| line.values.get(column)).map(|value| value.width_cjk()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..count).map(width).collect();
    let mut edits = Vec::new();
    for line in &lines {
        let mut cells = vec![format!("{}{}", line.label, " ".repeat(label_width - line.label.width_cjk()))];
        let values = line.values.iter().zip(&widths);
        cells.extend(values.map(|(value, width)| format!("{}{value}", " ".repeat(width - value.width_cjk()))));
        let mut text = if line.opens { "| ".to_owned() } else { String::new() };
        text.push_str(&cells.join(" | "));
        if !line.tail.is_empty() {
            text.push(' ');
            text.push_str(line.tail);
        }
        if report.text(line.span) != text {
            edits.push((line.span, text));
        }
    }
    edits
}

/// The line that holds a row, if it holds all of it and nothing else, with marks between the cells.
fn line<'a>(report: &'a Report, row: &disclint_document::Row) -> Option<Line<'a>> {
    let lines = report.source.lines();
    let whole = lines.line_span(lines.line_of(row.label.start as usize))?;
    let text = report.text(whole).trim_end_matches(['\r', '\n']);
    let span = Span::new(whole.start as usize, whole.start as usize + text.len());
    if row.label.is_empty() || !row.cells.iter().all(|cell| span.contains(cell.span)) {
        return None;
    }
    let mut pieces: Vec<(usize, &str)> = Vec::new();
    for piece in text.split('|') {
        pieces.push((piece.as_ptr() as usize - text.as_ptr() as usize, piece));
    }
    let opens = pieces.len() > 1 && pieces[0].1.trim().is_empty();
    // The values begin behind the piece that the label ends in.
    let end = (row.label.end - span.start) as usize;
    let first = pieces.partition_point(|(start, _)| *start < end);
    let last = first + row.cells.len();
    let values: Vec<&str> = pieces.get(first..last)?.iter().map(|(_, piece)| piece.trim()).collect();
    let is_own = values.iter().zip(&row.cells).all(|(value, cell)| *value == report.text(cell.span).trim());
    let rest = pieces.get(last..)?;
    if !is_own || rest.iter().any(|(_, piece)| !piece.trim().is_empty()) {
        return None;
    }
    let tail = rest.first().map_or("", |(start, _)| text[start - 1..].trim_end());
    let labels: Vec<&str> = pieces[usize::from(opens)..first].iter().map(|(_, piece)| piece.trim()).collect();
    Some(Line { span, opens, label: labels.join(" | "), values, tail })
}

/// Whether every cell of the table is read the same afterwards.
fn is_faithful(analysis: &Analysis, table: &Table, edits: &[(Span, String)]) -> bool {
    let source = analysis.source();
    let mut text = source.text().to_owned();
    let mut edits: Vec<&(Span, String)> = edits.iter().collect();
    edits.sort_by_key(|(span, _)| std::cmp::Reverse(*span));
    for (span, new) in edits {
        text.replace_range(span.range(), new);
    }
    let after = analysis.project.packs.reader().read(disclint_document::SourceText::new(text, source.encoding()));
    let Some(formatted) = after.table(table.form, table.spec) else { return false };
    formatted.state == table.state
        && formatted.rows.len() == table.rows.len()
        && formatted.rows.iter().zip(&table.rows).all(|(new, old)| {
            let cells = new.cells.iter().zip(&old.cells);
            new.spec == old.spec
                && new.cells.len() == old.cells.len()
                && cells.into_iter().all(|(new, old)| new.content == old.content)
        })
}
