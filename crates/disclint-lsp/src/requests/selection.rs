//! What grows around the cursor: a number, its row or line, its table, its part, the report.

use disclint_document::Span;
use tower_lsp::lsp_types::{Position, SelectionRange};

use crate::analysis::Analysis;
use crate::place::{heading, touches};
use crate::session::Session;

pub(crate) fn selection(session: &Session, analysis: &Analysis, at: &[Position]) -> Vec<SelectionRange> {
    let (encoding, source) = (session.features().encoding, analysis.source());
    at.iter()
        .map(|&at| {
            let offset = encoding.offset(source, at);
            let mut chain: Option<SelectionRange> = None;
            // From the outermost inwards.
            for span in spans(analysis, offset).into_iter().rev() {
                chain = Some(SelectionRange { range: encoding.range(source, span), parent: chain.map(Box::new) });
            }
            chain.unwrap_or(SelectionRange { range: encoding.range(source, Span::empty(offset)), parent: None })
        })
        .collect()
}

/// Each holds the one before and more.
fn spans(analysis: &Analysis, offset: usize) -> Vec<Span> {
    let (report, source) = (&analysis.report, analysis.source());
    let mut all: Vec<Span> = Vec::new();
    if let Some(place) = analysis.place(offset) {
        all.push(place.span());
    }
    all.extend(report.prose.figures.iter().map(|figure| figure.number));
    let clauses = report.prose.clauses.iter();
    all.extend(clauses.map(|clause| report.clause_span(clause, 0..report.prose.text(clause).len())));
    if let Some(line) = source.lines().line_span(source.lines().line_of(offset)) {
        let text = report.text(line);
        all.push(Span::new(line.start as usize, line.start as usize + text.trim_end_matches(['\r', '\n']).len()));
    }
    for table in &report.tables {
        all.push(table.span);
        all.extend(table.rows.iter().map(|row| row.cells.iter().map(|cell| cell.span).fold(row.label, Span::cover)));
    }
    all.extend(report.sections.iter().map(|section| heading(section).cover(section.body)));
    all.push(report.span);
    all.push(Span::new(0, source.text().len()));
    all.retain(|span| touches(*span, offset) && !span.is_empty());
    all.sort_by_key(|span| span.end - span.start);
    let mut chain: Vec<Span> = Vec::new();
    for span in all {
        if chain.last().is_none_or(|last| span != *last && span.contains(*last)) {
            chain.push(span);
        }
    }
    chain
}
