//! A report as read.

use crate::again::Trail;
use crate::dates::{Date, Interval};
use crate::fold::{FoldedText, folded};
use crate::outline::{NumberedItem, Section};
use crate::prose::{Clause, Paragraph, Prose, RunningText};
use crate::source::SourceText;
use crate::span::Span;
use crate::table::Table;

/// What one report says. Reading never fails: what could not be read is said where it stands.
#[derive(Clone, Debug)]
pub struct Document {
    /// The text it was read from.
    pub source: SourceText,
    /// Which of the forms handed to the reader fits best; `None` if the text is no such report.
    pub form: Option<usize>,
    /// The title, if one was found.
    pub title: Option<Title>,
    /// Body and year as the preamble names them; looked for only where the title lacks one.
    pub mention: Option<Mention>,
    /// The statement of the statistical period, if one was found.
    pub period: Option<Period>,
    /// The same with month and day, in whatever spelling.
    pub interval: Option<Interval>,
    /// The date under the signature.
    pub signed: Option<Date>,
    /// The date on which the page around the report says that it was posted.
    pub posted: Option<Date>,
    /// The top-level sections in the order of the text.
    pub sections: Vec<Section>,
    /// Numbered items below the sections in the order of the text.
    pub items: Vec<NumberedItem>,
    /// The tables that were found, in the order of the form.
    pub tables: Vec<Table>,
    /// The prose outside the tables.
    pub prose: Prose,
    /// The same prose as it is written, from the title on.
    pub running: RunningText,
    /// The report itself, without the page around it.
    pub span: Span,
    pub(crate) folded: FoldedText,
    pub(crate) trail: Trail,
}

impl Document {
    /// Whether the report says `text` anywhere, however it is spelled.
    pub fn mentions(&self, text: &str) -> bool {
        self.folded.text().contains(text)
    }

    /// The year reported on: from the title, or else the statistical period, or else the preamble.
    pub fn year(&self) -> Option<u16> {
        let title = self.title.as_ref().and_then(|title| title.year);
        let period = || self.period.and_then(|period| period.to.or(period.from));
        let mention = || self.mention.as_ref().and_then(|mention| mention.year);
        title.or_else(period).or_else(mention).map(|year| year.value)
    }

    /// The body that reports: from the title, or else the preamble.
    pub fn body(&self) -> Option<&str> {
        let title = self.title.as_ref().and_then(|title| title.body.as_deref());
        title.or_else(|| self.mention.as_ref()?.body.as_deref())
    }

    /// The source of a range of a clause's text.
    pub fn clause_span(&self, clause: &Clause, range: std::ops::Range<usize>) -> Span {
        self.prose.span(&self.folded, clause, range)
    }

    /// The source of a range of a paragraph's text.
    pub fn paragraph_span(&self, paragraph: &Paragraph, range: std::ops::Range<usize>) -> Span {
        let start = self.running.start(paragraph);
        self.folded.span(self.running.folded(start + range.start..start + range.end))
    }

    /// The table of the given form with the given place in it.
    pub fn table(&self, form: usize, spec: usize) -> Option<&Table> {
        self.tables.iter().find(|table| table.form == form && table.spec == spec)
    }

    /// The text at `span`, folded: simplified, half width, without annotations.
    pub fn folded(&self, span: Span) -> String {
        folded(self.text(span))
    }

    /// The source text at `span`.
    pub fn text(&self, span: Span) -> &str {
        &self.source.text()[span.range()]
    }
}

/// The title.
#[derive(Clone, Debug)]
pub struct Title {
    /// Its place; it may run over several lines.
    pub span: Span,
    /// Folded, without white space.
    pub text: String,
    /// The body that reports, folded.
    pub body: Option<String>,
    /// The year in it.
    pub year: Option<Year>,
    /// Its place in the folded text.
    pub(crate) folded: std::ops::Range<usize>,
}

/// Body and year as a preamble names them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mention {
    /// The body, folded.
    pub body: Option<String>,
    /// The year.
    pub year: Option<Year>,
}

/// A year with its place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Year {
    /// Such as 2024.
    pub value: u16,
    /// Its digits' place.
    pub span: Span,
}

/// The statement of the statistical period.
#[derive(Clone, Copy, Debug)]
pub struct Period {
    /// Its place.
    pub span: Span,
    /// The year it starts in.
    pub from: Option<Year>,
    /// The year it ends in.
    pub to: Option<Year>,
}
