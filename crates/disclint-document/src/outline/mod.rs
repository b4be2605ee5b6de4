//! The outline: sections and numbered items.

mod headings;
mod numbering;

pub(crate) use headings::{FoundSection, Heading, collect, collect_again, find_sections};
pub use numbering::runs_in;
pub(crate) use numbering::{find_items, item_places, item_places_again};

use crate::span::Span;

/// A heading of the top level.
#[derive(Clone, Debug)]
pub struct Section {
    /// Which of the form's sections it is; `None` for one that the form does not have.
    pub spec: Option<usize>,
    /// Its number as counted from the heading, if it has one.
    pub number: Option<Ordinal>,
    /// The title's place, number not included.
    pub title: Span,
    /// The title, folded, without white space.
    pub title_text: String,
    /// How the title compares with the prescribed one.
    pub wording: TitleWording,
    /// Everything after the title up to the next section.
    pub body: Span,
    /// Whether the body holds any text, tables included.
    pub is_empty: bool,
}

/// How a section's title compares with the prescribed one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TitleWording {
    /// The same.
    Prescribed,
    /// One of the accepted variants.
    Accepted,
    /// Told by its keywords or its place only.
    Different,
    /// No title at all, only a number.
    Missing,
}

/// A number that orders something, with its place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ordinal {
    /// Its value, from 1.
    pub value: u32,
    /// The numeral's place, punctuation not included.
    pub span: Span,
}

/// The ways items are numbered below the sections.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
pub enum NumberStyle {
    /// `一、` within a section or as a section's number.
    Section,
    /// `(一)`.
    Bracketed,
    /// `1.` or `1、`.
    Arabic,
    /// `(1)`.
    BracketedArabic,
    /// `一是`.
    Spoken,
    /// `一要`.
    Urged,
    /// `第一,`.
    Counted,
    /// `其一,`.
    Each,
    /// `①`.
    Circled,
}

/// A numbered item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NumberedItem {
    /// How it is numbered.
    pub style: NumberStyle,
    /// Its number.
    pub ordinal: Ordinal,
    /// Numbers the list that it belongs to; items of one list are in the order of the text.
    pub list: u32,
}
