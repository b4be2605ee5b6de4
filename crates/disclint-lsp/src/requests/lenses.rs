//! Above each table: how many of its equations hold.

use disclint_rules::{About, Lang, StatementState};
use tower_lsp::lsp_types::{CodeLens, Command, Uri};

use crate::analysis::Analysis;
use crate::session::Session;

pub(crate) fn lenses(session: &Session, analysis: &Analysis, uri: &Uri) -> Vec<CodeLens> {
    let Some(proof) = analysis.proof() else { return Vec::new() };
    let features = session.features();
    let tables = analysis.report.tables.iter().enumerate().filter_map(|(index, table)| {
        let (mut held, mut violated, mut unchecked) = (0, 0, 0);
        for statement in &proof.statements {
            if matches!(statement.about, About::Table { index: Some(of), .. } if of == index) {
                match statement.state {
                    StatementState::Held => held += 1,
                    StatementState::Violated => violated += 1,
                    StatementState::Unchecked(_) => unchecked += 1,
                }
            }
        }
        if held + violated + unchecked == 0 {
            return None;
        }
        let name = &analysis.spec(table).name;
        let title = match analysis.project.lang {
            Lang::Zh => format!("{name}勾稽关系: 成立 {held}, 不成立 {violated}, 未核 {unchecked}"),
            Lang::En => format!("{name}: {held} identities hold, {violated} do not, {unchecked} not checked"),
        };
        // A lens without a command of the client's only says so.
        let command = features.own.show_proof_command.clone().unwrap_or_default();
        let arguments = (!command.is_empty()).then(|| vec![uri.as_str().into()]);
        let range = features.encoding.range(analysis.source(), table.head);
        Some(CodeLens { range, command: Some(Command { title, command, arguments }), data: None })
    });
    let mut lenses: Vec<CodeLens> = tables.collect();
    lenses.sort_by_key(|lens| lens.range.start);
    lenses
}
