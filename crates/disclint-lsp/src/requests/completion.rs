//! Completion: headings and row labels in their order, a whole empty form, sentences written from the tables.

use disclint_document::{Section, Span, ordinal};
use tower_lsp::lsp_types::{
    CompletionItem, CompletionItemKind, CompletionTextEdit, Documentation, MarkupContent, MarkupKind, Position, Range,
    TextEdit,
};

use crate::analysis::Analysis;
use crate::session::Session;

pub(crate) fn completion(session: &Session, analysis: &Analysis, at: Position) -> Vec<CompletionItem> {
    let (features, source) = (session.features(), analysis.source());
    let offset = features.encoding.offset(source, at);
    let line = source.lines().line_span(source.lines().line_of(offset)).unwrap_or_default();
    let typed = &source.text()[line.start as usize..offset];
    let before = typed.len() - typed.trim_start_matches(|char: char| char.is_whitespace() || char == '|').len();
    let start = line.start as usize + before;
    let replaced = features.encoding.range(source, Span::new(start, offset));
    let typed = &source.text()[start..offset];
    let writer = Writer { analysis, offset, replaced, typed, markdown: features.markdown_completion };
    let mut items = Vec::new();
    if source.text().trim().chars().count() <= typed.chars().count() {
        items.extend(writer.reports());
    }
    items.extend(writer.rows());
    items.extend(writer.headings());
    items.extend(writer.sentences(features.encoding.position(source, offset)));
    for (number, item) in items.iter_mut().enumerate() {
        item.sort_text = Some(format!("{number:03}"));
    }
    items
}

struct Writer<'a> {
    analysis: &'a Analysis,
    offset: usize,
    /// What was typed on this line.
    replaced: Range,
    typed: &'a str,
    markdown: bool,
}

impl Writer<'_> {
    /// Clients offer an item if what was typed is the beginning of its filter.
    fn item(&self, label: &str, text: String, kind: CompletionItemKind) -> CompletionItem {
        CompletionItem {
            label: label.to_owned(),
            kind: Some(kind),
            filter_text: Some(format!("{}{label}", self.typed)),
            text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(self.replaced, text))),
            ..CompletionItem::default()
        }
    }

    /// Whether what was typed may be the beginning of `text`.
    fn may_become(&self, text: &str) -> bool {
        self.typed.chars().count() <= text.chars().count() && self.typed.chars().all(|char| text.contains(char))
    }

    fn reports(&self) -> Vec<CompletionItem> {
        let packs = &self.analysis.project.packs;
        let reports = packs.new_reports(self.analysis.project.lang).into_iter();
        reports
            .map(|written| {
                let mut item = self.item(&written.title, written.text.clone(), CompletionItemKind::FILE);
                item.documentation = Some(self.preview(&written.text));
                item
            })
            .collect()
    }

    fn preview(&self, text: &str) -> Documentation {
        if self.markdown {
            let value = format!("```text\n{text}\n```");
            Documentation::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value })
        } else {
            Documentation::String(text.to_owned())
        }
    }

    /// The form's headings that are not there yet, the next one first.
    fn headings(&self) -> Vec<CompletionItem> {
        let report = &self.analysis.report;
        let Some(form) = report.form else { return Vec::new() };
        let sections = &self.analysis.project.packs.reader().forms()[form].sections;
        let current = self.section().and_then(|section| section.spec);
        let next = current.map_or(0, |spec| spec + 1);
        let mut missing: Vec<usize> = (0..sections.len())
            .filter(|&at| {
                let mut there = report.sections.iter().filter(|section| section.spec == Some(at));
                // The heading that is being typed is not there yet.
                !there.any(|section| !self.is_on_this_line(section))
            })
            .collect();
        missing.sort_by_key(|&at| (at < next, at));
        missing
            .into_iter()
            .map(|at| format!("{}、{}", ordinal(at as u32 + 1), sections[at].title))
            .filter(|heading| self.may_become(heading))
            .map(|heading| self.item(&heading, heading.clone(), CompletionItemKind::MODULE))
            .collect()
    }

    fn is_on_this_line(&self, section: &Section) -> bool {
        let lines = self.analysis.source().lines();
        lines.line_of(section.title.start as usize) == lines.line_of(self.offset)
    }

    /// The part before the cursor.
    fn section(&self) -> Option<&Section> {
        let sections = self.analysis.report.sections.iter().rev();
        let mut before = sections.filter(|section| !self.is_on_this_line(section));
        before.find(|section| (section.title.start as usize) < self.offset)
    }

    /// The rows that the table lacks, the next one first.
    fn rows(&self) -> Vec<CompletionItem> {
        let report = &self.analysis.report;
        let near = report.tables.iter().find(|table| {
            let next = report.sections.iter().map(|section| section.title.start).find(|&at| at > table.span.end);
            (table.span.start as usize) < self.offset && self.offset <= next.unwrap_or(u32::MAX) as usize
        });
        let Some(table) = near else { return Vec::new() };
        let spec = self.analysis.spec(table);
        let above = table.rows.iter().filter(|row| (row.label.end as usize) < self.offset).map(|row| row.spec).max();
        let next = above.map_or(0, |row| row + 1);
        let mut missing: Vec<usize> =
            (0..spec.rows.len()).filter(|&row| table.row(row).is_none() && !spec.rows[row].label.is_empty()).collect();
        missing.retain(|&row| !spec.rows[row].columns.is_empty());
        missing.sort_by_key(|&row| (row < next, row));
        missing
            .into_iter()
            .map(|row| spec.rows[row].label.clone())
            .filter(|label| self.may_become(label))
            .map(|label| self.item(&label, label.clone(), CompletionItemKind::FIELD))
            .collect()
    }

    /// What the tables say, for the part that the cursor is in.
    fn sentences(&self, at: Position) -> Vec<CompletionItem> {
        let project = &self.analysis.project;
        let part = self.section().and_then(|section| section.spec);
        let written = project.packs.sentences(&self.analysis.report, project.lang).into_iter();
        written
            .filter(|written| written.section == part)
            .map(|written| {
                let mut item = self.item(&written.title, written.text.clone(), CompletionItemKind::SNIPPET);
                // Put behind what was typed.
                item.text_edit =
                    Some(CompletionTextEdit::Edit(TextEdit::new(Range::new(at, at), written.text.clone())));
                item.filter_text = None;
                item.documentation = Some(self.preview(&written.text));
                item
            })
            .collect()
    }
}
