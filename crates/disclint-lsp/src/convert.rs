//! From our words to the protocol's.

use std::path::Path;
use std::str::FromStr as _;

use disclint_document::{SourceText, Span};
use disclint_rules::Lang;
use disclint_workspace::uri;
use tower_lsp::lsp_types::{Location, Uri};

use crate::position::Encoding;

/// A place in a document.
pub(crate) fn location(uri: &Uri, source: &SourceText, span: Span, encoding: Encoding) -> Location {
    Location::new(uri.clone(), encoding.range(source, span))
}

/// The URI of a file.
pub(crate) fn uri_of(path: &Path) -> Option<Uri> {
    Uri::from_str(&uri::reference(path)).ok()
}

/// One of two texts.
pub(crate) fn words<'a>(lang: Lang, zh: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}
