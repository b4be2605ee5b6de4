//! What can be wrong with a pack.

use std::ops::Range;

use disclint_document::{LazyRegex, TitlePattern};
use rustc_hash::FxHashMap;

use super::builtin::is_built_in;
use super::load::PackSource;
use super::patterns::Patterns;

/// Everything that is wrong with a set of packs.
#[derive(Debug, thiserror::Error)]
#[error("{} problems in the rule packs", .0.len())]
pub struct PackErrors(pub Vec<PackError>);

/// One problem in a pack, with its place.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("{message}")]
pub struct PackError {
    /// What is wrong.
    pub message: String,
    /// The file.
    #[source_code]
    pub source_code: miette::NamedSource<String>,
    /// The place.
    #[label("{label}")]
    pub span: miette::SourceSpan,
    /// A few words at the place.
    pub label: String,
    /// What would be right.
    #[help]
    pub help: Option<String>,
}

/// Collects problems while packs are compiled, and the patterns that several packs share.
#[derive(Debug, Default)]
pub(super) struct Problems {
    errors: Vec<PackError>,
    thorough: bool,
    pub(super) patterns: FxHashMap<String, LazyRegex>,
    pub(super) lists: FxHashMap<Vec<String>, Patterns>,
    pub(super) title_patterns: FxHashMap<String, TitlePattern>,
}

impl Problems {
    /// `thorough` if every pattern is to be tried now, not when it is first needed.
    pub(super) fn new(thorough: bool) -> Self {
        Self { thorough, ..Self::default() }
    }

    pub(super) fn is_thorough(&self) -> bool {
        self.thorough
    }

    /// Whether the patterns of `source` are to be tried now. Those of the built-in packs are in the tests.
    pub(super) fn tries(&self, source: &PackSource) -> bool {
        self.thorough && (cfg!(test) || !is_built_in(source))
    }

    pub(super) fn add(
        &mut self,
        source: &PackSource,
        place: Range<usize>,
        message: String,
        label: &str,
        help: Option<String>,
    ) {
        let start = place.start.min(source.text.len());
        let end = place.end.clamp(start, source.text.len());
        self.errors.push(PackError {
            message,
            source_code: miette::NamedSource::new(&source.name, source.text.clone()),
            span: (start, end - start).into(),
            label: label.to_owned(),
            help,
        });
    }

    /// An unknown name, with the nearest known one.
    pub(super) fn unknown<'a>(
        &mut self,
        source: &PackSource,
        place: Range<usize>,
        what: &str,
        name: &str,
        known: impl Iterator<Item = &'a str>,
    ) {
        let known: Vec<&str> = known.collect();
        let help = match super::nearest(name, known.iter().copied()) {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None if known.is_empty() => format!("no {what} is defined here"),
            None => format!("known: {}", known.join(", ")),
        };
        self.add(source, place, format!("unknown {what} `{name}`"), "not defined", Some(help));
    }

    pub(super) fn finish<T>(self, value: T) -> Result<T, PackErrors> {
        if self.errors.is_empty() { Ok(value) } else { Err(PackErrors(self.errors)) }
    }

    pub(super) fn any(&self) -> bool {
        !self.errors.is_empty()
    }
}
