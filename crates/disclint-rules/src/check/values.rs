//! Cells that a class of bodies must fill in a certain way.

use rust_decimal::Decimal;

use super::{Sink, Subject};
use crate::pack::{Rule, ValueCheck};

pub(super) fn check(subject: &Subject<'_>, rule: &Rule, check: &ValueCheck, sink: &mut Sink<'_>) {
    if !subject.is_body(&check.bodies, &check.except) {
        return;
    }
    let body = subject.document.body().unwrap_or_default();
    let Some(table) = subject.document.table(subject.form, check.table) else { return };
    let spec = subject.spec(table);
    let allowed = Decimal::from(check.value);
    for &(row, column) in &check.cells {
        let Some(cell) = table.cell(row, column) else { continue };
        let Some(value) = cell.number() else { continue };
        if !check.relation.holds(value, allowed) {
            let path = spec.cell_path(row, column);
            let found = value.to_string();
            let label = format!("{} {}", check.relation.symbol(), check.value);
            sink.add(rule, cell.span, &path, &[("cell", &path), ("found", &found), ("body", body)])
                .cell(&path)
                .label(label);
        }
    }
}
