//! The outline: parts, items, tables and their rows.

use disclint_document::{NumberedItem, Row, Section, Span, Table, TableState, ordinal};
use tower_lsp::lsp_types::{DocumentSymbol, DocumentSymbolResponse, SymbolInformation, SymbolKind, Uri};

use crate::analysis::Analysis;
use crate::convert::{location, words};
use crate::place::heading;
use crate::position::Encoding;
use crate::session::Session;

/// Longer names are cut.
const LONGEST: usize = 40;

pub(crate) fn symbols(session: &Session, analysis: &Analysis, uri: &Uri) -> DocumentSymbolResponse {
    let features = session.features();
    let outline = Outline { analysis, encoding: features.encoding };
    let nested = outline.symbols();
    if features.nested_symbols {
        return DocumentSymbolResponse::Nested(nested);
    }
    let mut flat = Vec::new();
    flatten(&nested, None, &mut |symbol: &DocumentSymbol, container: Option<&str>| {
        let mut at = location(uri, analysis.source(), Span::empty(0), features.encoding);
        at.range = symbol.range;
        flat.push(information(symbol, container, at));
    });
    DocumentSymbolResponse::Flat(flat)
}

#[allow(deprecated)] // the field has to be there
fn information(
    symbol: &DocumentSymbol,
    container: Option<&str>,
    location: tower_lsp::lsp_types::Location,
) -> SymbolInformation {
    SymbolInformation {
        name: symbol.name.clone(),
        kind: symbol.kind,
        tags: None,
        deprecated: None,
        location,
        container_name: container.map(str::to_owned),
    }
}

fn flatten(symbols: &[DocumentSymbol], container: Option<&str>, each: &mut impl FnMut(&DocumentSymbol, Option<&str>)) {
    for symbol in symbols {
        each(symbol, container);
        flatten(symbol.children.as_deref().unwrap_or_default(), Some(&symbol.name), each);
    }
}

struct Outline<'a> {
    analysis: &'a Analysis,
    encoding: Encoding,
}

impl Outline<'_> {
    fn symbols(&self) -> Vec<DocumentSymbol> {
        let report = &self.analysis.report;
        let mut symbols = Vec::new();
        if let Some(title) = &report.title {
            symbols.push(self.symbol(&title.text, None, SymbolKind::FILE, title.span, title.span, vec![]));
        }
        symbols.extend(report.sections.iter().map(|section| self.section(section)));
        // A table that stands outside all parts.
        let inside = |table: &Table| report.sections.iter().any(|section| section.body.contains(table.span));
        symbols.extend(report.tables.iter().filter(|table| !inside(table)).map(|table| self.table(table)));
        symbols.sort_by_key(|symbol| symbol.range.start);
        symbols
    }

    fn section(&self, section: &Section) -> DocumentSymbol {
        let report = &self.analysis.report;
        let number = section.number.map_or(String::new(), |number| format!("{}、", ordinal(number.value)));
        let mut children: Vec<DocumentSymbol> = report
            .items
            .iter()
            .filter(|item| section.body.contains(item.ordinal.span))
            .map(|item| self.item(item))
            .collect();
        let tables = report.tables.iter().filter(|table| section.body.contains(table.span));
        children.extend(tables.map(|table| self.table(table)));
        children.sort_by_key(|symbol| symbol.range.start);
        let head = heading(section);
        let name = number + &section.title_text;
        self.symbol(&name, None, SymbolKind::NAMESPACE, head.cover(section.body), head, children)
    }

    /// An item by its first words.
    fn item(&self, item: &NumberedItem) -> DocumentSymbol {
        let source = self.analysis.source();
        let start = item.ordinal.span.start as usize;
        let line = source.lines().line_span(source.lines().line_of(start)).unwrap_or(item.ordinal.span);
        let end = (line.end as usize).max(start);
        let text = source.text()[start..end].trim_end();
        let words = text.split(['。', '；', ';', '，', ',']).next().unwrap_or(text);
        // A bracket before the number belongs to it.
        let before = source.text()[..start].chars().next_back().filter(|char| matches!(char, '(' | '（'));
        let name = before.map_or(String::new(), String::from) + words;
        let span = Span::new(start, start + text.len());
        self.symbol(&name, None, SymbolKind::STRING, span, item.ordinal.span, vec![])
    }

    fn table(&self, table: &Table) -> DocumentSymbol {
        let spec = self.analysis.spec(table);
        let rows = table.rows.iter().map(|row| self.row(table, row)).collect();
        let detail = match table.state {
            TableState::Readable => format!("{}/{}", table.cells_read(), spec.cell_count()),
            TableState::Unreadable(_) => words(self.analysis.project.lang, "无法读取", "unreadable").to_owned(),
        };
        self.symbol(&spec.name, Some(detail), SymbolKind::STRUCT, table.span.cover(table.head), table.head, rows)
    }

    fn row(&self, table: &Table, row: &Row) -> DocumentSymbol {
        let report = &self.analysis.report;
        let spec = self.analysis.spec(table);
        let values: Vec<&str> = row.cells.iter().map(|cell| report.text(cell.span).trim()).collect();
        let span = row.cells.iter().map(|cell| cell.span).fold(row.label, Span::cover);
        let name = spec.row_path(row.spec);
        let name = if name.is_empty() { &spec.name } else { &name };
        self.symbol(name, Some(values.join(" | ")), SymbolKind::FIELD, span, row.label, vec![])
    }

    #[allow(deprecated)] // the field has to be there
    fn symbol(
        &self,
        name: &str,
        detail: Option<String>,
        kind: SymbolKind,
        span: Span,
        head: Span,
        children: Vec<DocumentSymbol>,
    ) -> DocumentSymbol {
        let source = self.analysis.source();
        let mut name: String = name.chars().filter(|char| !char.is_control()).take(LONGEST).collect();
        if name.is_empty() {
            // The protocol wants a name.
            name.push('—');
        }
        DocumentSymbol {
            name,
            detail,
            kind,
            tags: None,
            deprecated: None,
            range: self.encoding.range(source, span.cover(head)),
            selection_range: self.encoding.range(source, head),
            children: (!children.is_empty()).then_some(children),
        }
    }
}
