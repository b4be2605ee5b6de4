//! What a government information disclosure report says.
//!
//! Bytes go in; a [`Document`] comes out in which every section, table and number knows its place in
//! the text as it stands. The crate knows forms (what is printed where) but no rules, files or protocols.

mod document;
mod fold;
mod form;
mod line_index;
mod outline;
mod source;
mod span;
mod table;

pub use document::{Document, Period, Title, Year};
pub use form::{CellKind, ColumnSpec, Form, MoneyUnit, Reading, RowSpec, SectionSpec, TableSpec};
pub use line_index::{ColumnUnit, LineIndex, Position};
pub use outline::{NumberStyle, NumberedItem, Ordinal, Section, TitleWording};
pub use source::{DecodeError, Encoding, MAX_BYTES, SourceText};
pub use span::Span;
pub use table::{
    Cell, CellContent, Damage, MissingRow, Number, Row, Table, TableState, UnknownRow, Wording,
};

/// Reads documents against a set of forms.
#[derive(Debug)]
pub struct Reader {
    forms: Vec<Form>,
}

impl Reader {
    /// A reader for reports on any of `forms`.
    pub fn new(forms: Vec<Form>) -> Self {
        Self { forms }
    }

    /// The forms, in the order that [`Document::form`] and [`Table::form`] count in.
    pub fn forms(&self) -> &[Form] {
        &self.forms
    }

    /// Reads `source`. Never fails: a text that is no report has [`Document::form`] `None`.
    pub fn read(&self, source: SourceText) -> Document {
        let span = Span::new(0, source.text().len());
        Document {
            source,
            form: None,
            title: None,
            period: None,
            sections: vec![],
            items: vec![],
            tables: vec![],
            span,
        }
    }
}
