//! Cells that a class of bodies must fill in a certain way.

use disclint_document::Table;
use rust_decimal::Decimal;

use super::{Operand, Record, Sink, Subject};
use crate::pack::{Rule, ValueCheck};

pub(super) fn check(subject: &Subject<'_>, rule: &Rule, check: &ValueCheck, record: &mut Record, sink: &mut Sink<'_>) {
    if !subject.is_body(&check.bodies, &check.except) {
        return;
    }
    let body = subject.document.body().unwrap_or_default();
    let tables = &subject.document.tables;
    let its = |table: &Table| table.form == subject.form && table.spec == check.table;
    let Some(at) = tables.iter().position(its) else { return };
    let table = &tables[at];
    let spec = subject.spec(table);
    let allowed = Decimal::from(check.value);
    for &(row, column) in &check.cells {
        let Some(cell) = table.cell(row, column) else { continue };
        record.bind();
        let Some(value) = cell.number() else { continue };
        let holds = check.relation.holds(value, allowed);
        record.compare(vec![Operand::cell(at, row, column)], check.relation, vec![Operand::constant(allowed)], holds);
        if !holds {
            let path = spec.cell_path(row, column);
            let found = value.to_string();
            let label = format!("{} {}", check.relation.symbol(), check.value);
            sink.add(rule, cell.span, &path, &[("cell", &path), ("found", &found), ("body", body)])
                .cell(&path)
                .label(label);
        }
    }
}
