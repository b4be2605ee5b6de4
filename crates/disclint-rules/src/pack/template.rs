//! Texts that a pack offers to who writes a report, and addresses of what reports cite.

use disclint_document::Form;
use toml::Spanned;

use super::equation;
use super::error::Problems;
use super::form::inside;
use super::load::PackSource;
use super::phrase::{Target, target};
use super::schema::{TemplateToml, Text};

/// A text to be filled in from the tables.
#[derive(Debug)]
pub(crate) struct Template {
    pub(crate) id: String,
    pub(crate) title: Text,
    /// The part of the form that it belongs to; a whole report if there is none.
    pub(crate) section: Option<usize>,
    pub(crate) pieces: Vec<Piece>,
}

/// What a template is made of.
#[derive(Debug)]
pub(crate) enum Piece {
    /// Text as it is.
    Text(String),
    /// The value of a sum of cells.
    Sum(Target),
    /// All parts of the form with empty tables.
    Form,
}

/// Documents that reports cite, with the address where they stand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Citation {
    /// How they are called.
    pub names: Vec<String>,
    /// Where they stand.
    pub url: String,
}

/// Resolves a template; `None` if the form lacks its part or one of its tables, or a name is unknown (which
/// is reported).
pub(super) fn resolve(
    source: &PackSource,
    toml: &TemplateToml,
    form: &Form,
    problems: &mut Problems,
) -> Option<Template> {
    let section = match &toml.section {
        Some(id) => Some(form.sections.iter().position(|section| section.id == *id.get_ref())?),
        None => None,
    };
    let text = toml.text.get_ref().trim_start_matches('\n');
    let place = inside(&toml.text);
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let Some(length) = rest[open..].find('}') else {
            problems.add(source, place, "`{` without `}`".to_owned(), "here", None);
            return None;
        };
        let name = &rest[open + 1..open + length];
        pieces.push(Piece::Text(rest[..open].to_owned()));
        pieces.push(if name == "form" {
            Piece::Form
        } else {
            // Pointed at where it stands, as far as the text is written without escapes.
            let at = toml.text.get_ref().find(name).map_or(place.start, |at| place.start + at);
            let sum = Spanned::new(at..at + name.len(), name.to_owned());
            let parsed = equation::parse_sum(name);
            Piece::Sum(target(source, &sum, parsed.as_deref().map_err(Clone::clone), form, problems)?)
        });
        rest = &rest[open + length + 1..];
    }
    pieces.push(Piece::Text(rest.to_owned()));
    Some(Template { id: toml.id.get_ref().clone(), title: toml.title.clone(), section, pieces })
}
