//! Beside a printed total the computed one; beside a figure in prose the cell it was held against.

use disclint_document::Span;
use disclint_rules::{About, Combination, Side, Statement, StatementState};
use tower_lsp::lsp_types::{InlayHint, InlayHintLabel, InlayHintTooltip, Range};

use crate::analysis::Analysis;
use crate::session::Session;

/// The hints in `range`.
pub(crate) fn hints(session: &Session, analysis: &Analysis, range: Range) -> Vec<InlayHint> {
    let Some(proof) = analysis.proof() else { return Vec::new() };
    let (encoding, source, lang) = (session.features().encoding, analysis.source(), analysis.project.lang);
    let (from, to) = (encoding.offset(source, range.start), encoding.offset(source, range.end));
    let mut known: Vec<(Span, String)> = Vec::new();
    let mut hints = Vec::new();
    for statement in &proof.statements {
        let Some((span, label)) = hint(statement) else { continue };
        if (span.end as usize) < from
            || span.end as usize > to
            || known.iter().any(|(at, l)| *at == span && *l == label)
        {
            continue;
        }
        known.push((span, label.clone()));
        hints.push(InlayHint {
            position: encoding.position(source, span.end as usize),
            label: InlayHintLabel::String(label),
            kind: None,
            text_edits: None,
            tooltip: Some(InlayHintTooltip::String(super::hover::marked(statement, lang))),
            padding_left: Some(true),
            padding_right: None,
            data: None,
        });
    }
    hints.sort_by_key(|hint| hint.position);
    hints
}

fn hint(statement: &Statement) -> Option<(Span, String)> {
    if matches!(statement.state, StatementState::Unchecked(_)) {
        return None;
    }
    let (alone, other) = match (alone(&statement.left), alone(&statement.right)) {
        (Some(span), _) => (span, &statement.right),
        (None, Some(span)) => (span, &statement.left),
        (None, None) => return None,
    };
    match statement.about {
        About::Table { .. } => {
            let value = other.value?;
            // A total of nothing needs no word, nor does a cell that must equal another one.
            let says = other.operands.len() > 1 && (!value.is_zero() || statement.state == StatementState::Violated);
            says.then(|| (alone, format!("Σ={}", value.normalize())))
        }
        About::Prose => {
            let names: Vec<&str> =
                other.operands.iter().map(|operand| operand.name.as_str()).filter(|name| !name.is_empty()).collect();
            if names.is_empty() {
                return None;
            }
            let joined = match other.made {
                Combination::Sum => names.join(" + "),
                Combination::Share => names.join(" ÷ "),
                Combination::Growth => names.join(" ↗ "),
            };
            let value = match (&statement.state, other.value) {
                (StatementState::Violated, Some(value)) => format!(" = {}", value.normalize()),
                _ => String::new(),
            };
            Some((alone, format!("← {joined}{value}")))
        }
    }
}

/// The place of a side that is one number.
fn alone(side: &Side) -> Option<Span> {
    match &side.operands[..] {
        [only] if only.coefficient == 1 && side.made == Combination::Sum => match only.spans[..] {
            [span] if !span.is_empty() => Some(span),
            _ => None,
        },
        _ => None,
    }
}
