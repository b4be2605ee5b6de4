//! Which numbers are verified, in dispute, part of what does not hold, or used by no rule.

use disclint_document::Span;
use tower_lsp::lsp_types::{Range, SemanticToken, SemanticTokenType, SemanticTokensLegend};

use crate::analysis::Analysis;
use crate::requests::standing::{Standing, standings};
use crate::session::Session;

/// The kinds of tokens; clients give them colours by these names.
pub(crate) fn legend() -> SemanticTokensLegend {
    let names = ["disclintVerified", "disclintDisputed", "disclintUnused", "disclintInvolved"];
    SemanticTokensLegend { token_types: names.map(SemanticTokenType::new).to_vec(), token_modifiers: vec![] }
}

/// The numbers in `range`, or all.
pub(crate) fn tokens(session: &Session, analysis: &Analysis, range: Option<Range>) -> Vec<SemanticToken> {
    let (Some(judged), Some(proof)) = (&analysis.judged, analysis.proof()) else { return Vec::new() };
    let standings = standings(proof, &judged.judgement.diagnostics);
    let (encoding, source) = (session.features().encoding, analysis.source());
    let wanted = range.map(|range| (encoding.offset(source, range.start), encoding.offset(source, range.end)));
    let mut tokens = Vec::new();
    let (mut line, mut column) = (0, 0);
    let mut end = 0;
    for number in &proof.numbers {
        let (start, stop) = (number.span.start as usize, number.span.end as usize);
        let outside = wanted.is_some_and(|(from, to)| stop < from || start > to);
        // Numbers do not overlap, and a token stands on one line.
        if outside || start < end || number.span.is_empty() {
            continue;
        }
        let token_type = match standings.get(&number.span) {
            Some(Standing::Verified) => 0,
            Some(Standing::Disputed) => 1,
            Some(Standing::Unused) => 2,
            Some(Standing::Involved) => 3,
            None => continue,
        };
        let text = analysis.report.text(number.span);
        let text = text.split(['\r', '\n']).next().unwrap_or(text);
        let at = encoding.range(source, Span::new(start, start + text.len()));
        let delta_line = at.start.line - line;
        let delta_start = if delta_line == 0 { at.start.character - column } else { at.start.character };
        tokens.push(SemanticToken {
            delta_line,
            delta_start,
            length: at.end.character - at.start.character,
            token_type,
            token_modifiers_bitset: 0,
        });
        (line, column, end) = (at.start.line, at.start.character, stop);
    }
    tokens
}
