//! From broken equations to the cell that broke them.
//!
//! One wrong cell breaks every equation it stands in, each by the same amount. So a cell is the cause
//! if the equations that are broken agree on what it should be, and no equation that holds would then
//! break: the editing principle of changing as few values as possible (Fellegi and Holt, 1976), for one
//! value at a time.

use disclint_document::{CellKind, Table, TableSpec};
use rust_decimal::Decimal;

use crate::pack::{Instance, Rule};

/// A row and a column of the form.
type CellAt = (usize, usize);

/// An equation that does not hold.
pub(crate) struct Broken<'a> {
    pub(crate) rule: &'a Rule,
    pub(crate) instance: &'a Instance,
    pub(crate) left: Decimal,
    pub(crate) right: Decimal,
}

/// Broken equations with one cause.
pub(crate) struct Cause {
    /// The cell to show.
    pub(crate) primary: CellAt,
    /// What it should be, where all its equations agree on that.
    pub(crate) value: Option<Decimal>,
    /// Which of the broken equations.
    pub(crate) broken: Vec<usize>,
}

/// A cell that would mend equations.
struct Candidate {
    cell: CellAt,
    value: Decimal,
    mends: Vec<usize>,
    /// Whether an equation that holds now would break.
    breaks: bool,
    /// How many equations it stands in and does not mend.
    leaves: usize,
    /// Whether it stands alone on a side: a total.
    is_total: bool,
}

/// Groups broken equations by cause, the cause that explains most first.
pub(crate) fn diagnose(table: &Table, spec: &TableSpec, broken: &[Broken<'_>], held: &[&Instance]) -> Vec<Cause> {
    let mut open: Vec<usize> = (0..broken.len()).collect();
    let mut causes = Vec::new();
    while !open.is_empty() {
        let candidates = candidates(table, spec, broken, &open, held);
        // Two equations that agree prove a cell wrong. One equation alone proves only that some cell in
        // it is, unless no more can be known of the others.
        let best = candidates
            .iter()
            .filter(|candidate| candidate.mends.len() >= 2 && !candidate.breaks)
            .max_by_key(|candidate| (candidate.mends.len(), std::cmp::Reverse(candidate.leaves), candidate.is_total));
        let Some(best) = best else { break };
        // A rival that explains as much is a tie: then nobody knows which.
        let rivals = candidates
            .iter()
            .filter(|other| {
                other.cell != best.cell
                    && !other.breaks
                    && other.leaves == best.leaves
                    && other.mends.len() == best.mends.len()
                    && other.mends == best.mends
            })
            .count();
        causes.push(Cause {
            primary: best.cell,
            value: (rivals == 0).then_some(best.value),
            broken: best.mends.clone(),
        });
        open.retain(|at| !best.mends.contains(at));
    }
    // What is left: equations that share a cell belong together.
    while let Some(first) = open.first().copied() {
        let mut group = vec![first];
        loop {
            let shares = |at: &usize| {
                !group.contains(at)
                    && broken[*at].instance.cells().any(|(_, cell)| {
                        group.iter().any(|&member| broken[member].instance.cells().any(|(_, other)| other == cell))
                    })
            };
            match open.iter().copied().find(shares) {
                Some(next) => group.push(next),
                None => break,
            }
        }
        open.retain(|at| !group.contains(at));
        group.sort_unstable();
        causes.push(Cause { primary: primary(broken, &group), value: None, broken: group });
    }
    causes
}

fn candidates(
    table: &Table,
    spec: &TableSpec,
    broken: &[Broken<'_>],
    open: &[usize],
    held: &[&Instance],
) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = Vec::new();
    for &at in open {
        let Broken { instance, left, right, .. } = &broken[at];
        for (coefficient, cell) in instance.cells() {
            let Some(number) = table.cell(cell.0, cell.1).and_then(disclint_document::Cell::number) else { continue };
            let change = right.checked_sub(*left).and_then(|gap| gap.checked_div(Decimal::from(coefficient)));
            let Some(value) = change.and_then(|change| number.checked_add(change)) else { continue };
            let value = value.normalize();
            if !allows(spec, cell, value) {
                continue;
            }
            match candidates.iter_mut().find(|known| known.cell == cell && known.value == value) {
                Some(known) => known.mends.push(at),
                None => candidates.push(Candidate {
                    cell,
                    value,
                    mends: vec![at],
                    breaks: held.iter().any(|instance| contains(instance, cell)),
                    leaves: 0,
                    is_total: false,
                }),
            }
        }
    }
    for candidate in &mut candidates {
        let stands_in = open.iter().filter(|&&at| contains(broken[at].instance, candidate.cell)).count();
        candidate.leaves = stands_in - candidate.mends.len();
        candidate.is_total = candidate.mends.iter().any(|&at| stands_alone(broken[at].instance, candidate.cell));
    }
    candidates
}

fn contains(instance: &Instance, cell: CellAt) -> bool {
    instance.cells().any(|(_, other)| other == cell)
}

fn stands_alone(instance: &Instance, cell: CellAt) -> bool {
    [&instance.left, &instance.right].iter().any(|side| side.terms.len() == 1 && side.terms[0].cells == [cell])
}

fn allows(spec: &TableSpec, (row, column): CellAt, value: Decimal) -> bool {
    match spec.rows[row].kind.unwrap_or(spec.columns[column].kind) {
        CellKind::Count => value.is_integer() && !value.is_sign_negative(),
        CellKind::Increment => value.is_integer(),
        CellKind::Amount(_) => !value.is_sign_negative(),
    }
}

/// The cell to show for equations whose cause is not known: the one in most of them, a total first.
fn primary(broken: &[Broken<'_>], group: &[usize]) -> CellAt {
    let cells = || group.iter().flat_map(|&at| broken[at].instance.cells().map(|(_, cell)| cell));
    cells()
        .max_by_key(|&cell| {
            let count = group.iter().filter(|&&at| contains(broken[at].instance, cell)).count();
            let total = group.iter().any(|&at| stands_alone(broken[at].instance, cell));
            (count, total, std::cmp::Reverse(cell))
        })
        .unwrap_or_default()
}
