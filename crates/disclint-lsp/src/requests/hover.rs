//! What stands under the cursor: a cell and the equations it is in, what a figure was held against, the clause
//! that a heading rests on.

use disclint_document::{CellContent, Row, Section, Table, TableSpec, TitleWording, ordinal};
use disclint_rules::{Lang, Proof, Statement, StatementState};
use tower_lsp::lsp_types::{Hover, HoverContents, MarkupContent, MarkupKind, Position};

use crate::analysis::Analysis;
use crate::convert::words;
use crate::place::{CellAt, Place};
use crate::session::Session;

/// More equations than this are counted, not shown.
const MOST: usize = 12;

pub(crate) fn hover(session: &Session, analysis: &Analysis, at: Position) -> Option<Hover> {
    let features = session.features();
    let offset = features.encoding.offset(analysis.source(), at);
    let place = analysis.place(offset)?;
    let lang = analysis.project.lang;
    let page = match &place {
        Place::Cell(at) => cell(analysis, at, lang),
        Place::Label(table, spec, row) => label(table, spec, row, lang),
        Place::Figure(figure) => {
            let mut page = Page::new(analysis.report.text(figure.span).trim());
            match analysis.proof().map(|proof| statements(&mut page, proof, figure.span, lang)) {
                Some(0) | None => page.line(words(lang, "没有规则核对这个数字", "no rule compares this number")),
                Some(_) => {}
            }
            page
        }
        Place::Heading(section) => heading(analysis, section, lang)?,
    };
    let (kind, value) = if features.markdown_hover {
        (MarkupKind::Markdown, page.markdown())
    } else {
        (MarkupKind::PlainText, page.plain())
    };
    Some(Hover {
        contents: HoverContents::Markup(MarkupContent { kind, value }),
        range: Some(features.encoding.range(analysis.source(), place.span())),
    })
}

/// A heading and lines.
struct Page {
    head: String,
    lines: Vec<String>,
}

impl Page {
    fn new(head: impl Into<String>) -> Self {
        Self { head: head.into(), lines: Vec::new() }
    }

    fn line(&mut self, line: impl Into<String>) {
        self.lines.push(line.into());
    }

    fn markdown(&self) -> String {
        let mut text = format!("**{}**", escape(&self.head));
        for line in &self.lines {
            text.push_str("\n\n");
            text.push_str(&escape(line));
        }
        text
    }

    fn plain(&self) -> String {
        std::iter::once(&self.head).chain(&self.lines).map(String::as_str).collect::<Vec<_>>().join("\n")
    }
}

/// The text as it is, where Markdown would read more into it.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        if matches!(char, '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~') {
            escaped.push('\\');
        }
        escaped.push(char);
    }
    escaped
}

/// A statement with a mark for what came of it.
pub(crate) fn marked(statement: &Statement, lang: Lang) -> String {
    let text = statement.text(lang);
    match &statement.state {
        StatementState::Held => format!("✓ {text}"),
        StatementState::Violated => format!("✗ {text}"),
        StatementState::Unchecked(reason) => format!("– {text} ({reason})"),
    }
}

/// Adds everything that the number at `span` takes part in; how many that were. What does not hold comes
/// first.
fn statements(page: &mut Page, proof: &Proof, span: disclint_document::Span, lang: Lang) -> usize {
    let mut found: Vec<&Statement> = proof.statements_on(span).collect();
    found.sort_by_key(|statement| statement.state == StatementState::Held);
    for statement in found.iter().take(MOST) {
        page.line(marked(statement, lang));
    }
    if let Some(more @ 1..) = found.len().checked_sub(MOST) {
        page.line(match lang {
            Lang::Zh => format!("…另有 {more} 项"),
            Lang::En => format!("… and {more} more"),
        });
    }
    found.len()
}

fn cell(analysis: &Analysis, at: &CellAt<'_>, lang: Lang) -> Page {
    let mut page = Page::new(at.path());
    page.line(row_definition(at.spec, at.row, lang));
    if matches!(at.cell.content, CellContent::Unreadable(_)) {
        page.line(words(lang, "无法确定这一格的内容", "what this cell holds cannot be told"));
    }
    match analysis.proof().map(|proof| statements(&mut page, proof, at.cell.span, lang)) {
        Some(0) | None => page.line(words(lang, "没有规则用到这一格", "no rule uses this cell")),
        Some(_) => {}
    }
    page
}

/// The row as the form prints it.
fn row_definition(spec: &TableSpec, row: usize, lang: Lang) -> String {
    let row_spec = &spec.rows[row];
    let label = if row_spec.label.is_empty() { &spec.name } else { &row_spec.label };
    let unit = row_spec.unit.as_ref().map_or(String::new(), |unit| match lang {
        Lang::Zh => format!("; 单位: {unit}"),
        Lang::En => format!("; unit: {unit}"),
    });
    format!("{}{label}{unit}", words(lang, "表式: ", "as the form prints it: "))
}

fn label(table: &Table, spec: &TableSpec, row: &Row, lang: Lang) -> Page {
    let mut page = Page::new(format!("{}/{}", spec.name, spec.row_path(row.spec)));
    page.line(row_definition(spec, row.spec, lang));
    let (at, all) = (table.rows.iter().position(|other| other.spec == row.spec), spec.rows.len());
    if let Some(at) = at {
        page.line(match lang {
            Lang::Zh => format!("第 {} 行, 共 {all} 行 (含标题行)", at + 1),
            Lang::En => format!("row {} of {all}, headings included", at + 1),
        });
    }
    page
}

fn heading(analysis: &Analysis, section: &Section, lang: Lang) -> Option<Page> {
    let form = analysis.report.form?;
    let packs = &analysis.project.packs;
    let spec = &packs.reader().forms()[form].sections[section.spec?];
    let number = ordinal(section.spec? as u32 + 1);
    let mut page = Page::new(match lang {
        Lang::Zh => format!("第{number}部分: {}", spec.title),
        Lang::En => format!("part {number}: {}", spec.title),
    });
    match section.wording {
        TitleWording::Prescribed => {}
        TitleWording::Accepted => page.line(words(lang, "可用的写法", "an accepted wording")),
        TitleWording::Different => page.line(words(lang, "与规定的标题不同", "not the prescribed wording")),
        TitleWording::Missing => page.line(words(lang, "没有标题", "without a title")),
    }
    page.line(if spec.required {
        words(lang, "必须有的部分", "required")
    } else {
        words(lang, "可有可无的部分", "optional")
    });
    if let Some(basis) = packs.form_info(form, lang).basis {
        page.line(format!("{}{basis}", words(lang, "依据: ", "basis: ")));
    }
    Some(page)
}
