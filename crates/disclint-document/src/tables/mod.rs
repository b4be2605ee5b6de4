//! Tables, rebuilt from tokens against the forms.
//!
//! A table is found by its labels, not by its layout: the labels of a form that stand close together
//! bound a region (`region`); within it values are gathered behind the labels before them
//! (`candidates`), the labels are aligned with the form's rows (`align`), and each row's values are
//! laid into its cells (`cells`). The form decides between readings; it never supplies a value.

mod align;
mod candidates;
mod cells;
mod region;

use crate::fold::FoldedText;
use crate::form::{Form, TableSpec};
use crate::label::LabelIndex;
use crate::lex::Token;
use crate::table::Table;

pub(crate) use cells::spread_damage;
pub(crate) use region::{Region, find_regions};

/// What is shared while one table is read.
struct Context<'a> {
    text: &'a FoldedText,
    tokens: &'a [Token],
    labels: &'a LabelIndex,
    form: usize,
    table: usize,
    spec: &'a TableSpec,
}

impl Context<'_> {
    /// The rows that a token's label names, headings included.
    fn row_hits(&self, token: &Token) -> impl Iterator<Item = usize> {
        token.hit().into_iter().flat_map(|hit| {
            self.labels.refs_in(hit, self.form, self.table).filter_map(|label| match label.kind {
                crate::label::LabelKind::Row(row) => Some(row as usize),
                _ => None,
            })
        })
    }

    fn folded(&self, token: &Token) -> &str {
        &self.text.text()[token.range()]
    }
}

/// Reads the table in `region` against the form's table.
pub(crate) fn read_table(
    text: &FoldedText,
    tokens: &[Token],
    labels: &LabelIndex,
    forms: &[Form],
    region: &Region,
) -> Table {
    let spec = &forms[region.form].tables[region.table];
    let context = Context { text, tokens, labels, form: region.form, table: region.table, spec };
    let candidates = candidates::gather(&context, region.tokens.clone());
    let alignment = align::align(&context, &candidates);
    cells::fill(&context, region, &candidates, &alignment)
}
