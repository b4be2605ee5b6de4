//! What a government information disclosure report says.
//!
//! Bytes go in; a [`Document`] comes out in which every section, table and number knows its place in
//! the text as it stands. The crate knows forms (what is printed where) but no rules, files or protocols.

mod again;
mod dates;
mod document;
mod expression;
mod fold;
mod form;
mod label;
mod lazy_regex;
mod lex;
mod line_index;
mod numeral;
mod outline;
mod preamble;
mod prose;
mod reader;
mod source;
mod span;
mod splice;
mod table;
mod tables;
mod value;

pub use dates::{Date, Flaw, Interval};
pub use document::{Document, Mention, Period, Title, Year};
pub use expression::{Expression, Found};
pub use form::{
    BlockSpec, CellKind, ColumnSpec, Form, MoneyUnit, Reading, RowSpec, SectionSpec, TableSpec, TitlePattern,
};
pub use lazy_regex::LazyRegex;
pub use line_index::{ColumnUnit, LineIndex, Position};
pub use numeral::{is_ordinal_numeral, ordinal, whole_number};
pub use outline::{NumberStyle, NumberedItem, Ordinal, Section, TitleWording, runs_in};
pub use prose::{Bound, Clause, FIGURE, Figure, Paragraph, Prose, RunningText};
pub use reader::Reader;
pub use source::{DecodeError, Encoding, MAX_BYTES, SourceText};
pub use span::Span;
pub use table::{Cell, CellContent, Damage, MissingRow, Number, Row, Table, TableState, UnknownRow, Wording};
