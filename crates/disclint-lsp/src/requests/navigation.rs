//! From a figure in prose to its cells, and back.

use disclint_document::Span;
use disclint_rules::{About, Proof, Side, Statement};
use tower_lsp::lsp_types::{GotoDefinitionResponse, Location, LocationLink, Position, Uri};

use crate::analysis::Analysis;
use crate::convert::location;
use crate::place::Place;
use crate::session::Session;

/// The cells that a figure was held against; for a cell, the figures that were held against it.
pub(crate) fn definition(
    session: &Session,
    analysis: &Analysis,
    uri: &Uri,
    at: Position,
) -> Option<GotoDefinitionResponse> {
    let features = session.features();
    let (encoding, source) = (features.encoding, analysis.source());
    let place = analysis.place(encoding.offset(source, at))?;
    let targets = partners(analysis.proof()?, &place);
    if targets.is_empty() {
        return None;
    }
    Some(if features.definition_links {
        let origin = encoding.range(source, place.span());
        let link = |span| {
            let range = encoding.range(source, span);
            LocationLink {
                origin_selection_range: Some(origin),
                target_uri: uri.clone(),
                target_range: range,
                target_selection_range: range,
            }
        };
        GotoDefinitionResponse::Link(targets.into_iter().map(link).collect())
    } else {
        let place = |span| location(uri, source, span, encoding);
        GotoDefinitionResponse::Array(targets.into_iter().map(place).collect())
    })
}

/// The same, with the place itself if the declaration is asked for.
pub(crate) fn references(
    session: &Session,
    analysis: &Analysis,
    uri: &Uri,
    at: Position,
    with_itself: bool,
) -> Option<Vec<Location>> {
    let encoding = session.features().encoding;
    let place = analysis.place(encoding.offset(analysis.source(), at))?;
    let mut spans = partners(analysis.proof()?, &place);
    if with_itself {
        spans.push(place.span());
    }
    spans.sort();
    Some(spans.into_iter().map(|span| location(uri, analysis.source(), span, encoding)).collect())
}

/// What stands on the other side of the comparisons between prose and tables.
fn partners(proof: &Proof, place: &Place<'_>) -> Vec<Span> {
    let own = match place {
        Place::Cell(at) => at.cell.span,
        Place::Figure(figure) => figure.span,
        Place::Label(..) | Place::Heading(_) => return Vec::new(),
    };
    let mut spans = Vec::new();
    for statement in proof.statements_on(own).filter(|statement| statement.about == About::Prose) {
        for side in other_sides(statement, own) {
            for span in side.operands.iter().flat_map(|operand| &operand.spans) {
                if *span != own && !spans.contains(span) {
                    spans.push(*span);
                }
            }
        }
    }
    spans
}

fn other_sides(statement: &Statement, own: Span) -> impl Iterator<Item = &Side> {
    let is_on = move |side: &Side| side.operands.iter().any(|operand| operand.spans.contains(&own));
    [&statement.left, &statement.right].into_iter().filter(move |side| !is_on(side))
}
