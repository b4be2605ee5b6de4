//! Cited documents, where a pack says at which address they stand.

use std::str::FromStr as _;

use disclint_document::Span;
use tower_lsp::lsp_types::{DocumentLink, Uri};

use crate::analysis::Analysis;
use crate::session::Session;

pub(crate) fn links(session: &Session, analysis: &Analysis) -> Vec<DocumentLink> {
    let Some(form) = analysis.report.form else { return Vec::new() };
    let (encoding, source) = (session.features().encoding, analysis.source());
    let mut links = Vec::new();
    for citation in analysis.project.packs.citations(form) {
        let Ok(target) = Uri::from_str(&citation.url) else { continue };
        for name in &citation.names {
            for (at, found) in source.text().match_indices(name.as_str()) {
                links.push(DocumentLink {
                    range: encoding.range(source, Span::new(at, at + found.len())),
                    target: Some(target.clone()),
                    tooltip: Some(citation.url.clone()),
                    data: None,
                });
            }
        }
    }
    links.sort_by_key(|link| (link.range.start, std::cmp::Reverse(link.range.end)));
    // Of two names that overlap the longer one is meant.
    let mut end = None;
    links.retain(|link| {
        let keep = end.is_none_or(|end| link.range.start >= end);
        if keep {
            end = Some(link.range.end);
        }
        keep
    });
    links
}
