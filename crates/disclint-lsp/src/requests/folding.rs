//! What can be folded away: parts and tables.

use disclint_document::Span;
use tower_lsp::lsp_types::{FoldingRange, FoldingRangeKind};

use crate::analysis::Analysis;
use crate::place::heading;
use crate::session::Session;

pub(crate) fn folding(session: &Session, analysis: &Analysis) -> Vec<FoldingRange> {
    let (features, source) = (session.features(), analysis.source());
    let report = &analysis.report;
    let parts = report.sections.iter().map(|section| heading(section).cover(section.body));
    let tables = report.tables.iter().map(|table| table.span);
    let mut ranges: Vec<FoldingRange> = parts
        .chain(tables)
        .filter_map(|span| {
            let text = report.text(span);
            let end = span.start as usize + text.trim_end().len();
            let range = features.encoding.range(source, Span::new(span.start as usize, end.max(span.start as usize)));
            let whole = !features.lines_only_folding;
            (range.start.line < range.end.line).then(|| FoldingRange {
                start_line: range.start.line,
                end_line: range.end.line,
                // From the end of the first line, so that it stays.
                start_character: None,
                end_character: whole.then_some(range.end.character),
                kind: Some(FoldingRangeKind::Region),
                collapsed_text: None,
            })
        })
        .collect();
    ranges.sort_by_key(|range| (range.start_line, std::cmp::Reverse(range.end_line)));
    ranges.dedup_by_key(|range| (range.start_line, range.end_line));
    ranges
}
