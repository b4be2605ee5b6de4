//! From broken equations to the cells that broke them.
//!
//! The equations of a table are a linear system over its cells (`system.rs`). What mends it with the fewest changes is
//! most likely what is wrong (Fellegi and Holt, 1976): `search.rs` finds these sets exactly, each part of the system that
//! shares no cell with another by itself, and `lines.rs` the slips that change a whole line at once. Of several repairs
//! the one goes first that a slip of the pen explains best (`slip.rs`). What all of the smallest sets change alike is
//! certain; `causes.rs` parts it from what is not.

mod amounts;
mod causes;
mod lines;
mod search;
mod slip;
mod system;
#[cfg(test)]
mod tests;
mod vector;

use disclint_document::{Table, TableSpec};
use rust_decimal::Decimal;

use self::causes::Finder;
pub(crate) use self::slip::Slip;
use self::system::System;
use crate::pack::{Instance, Rule, Side};

/// A row and a column of the form.
pub(crate) type CellAt = (usize, usize);

/// An equation that does not hold.
pub(crate) struct Broken<'a> {
    pub(crate) rule: &'a Rule,
    pub(crate) instance: &'a Instance,
    pub(crate) left: Decimal,
    pub(crate) right: Decimal,
}

/// Broken equations with one cause.
#[derive(Clone, Debug)]
pub(crate) struct Cause {
    /// The cell to show.
    pub(crate) primary: CellAt,
    /// What mends its equations, the likeliest first; empty where nothing is known.
    pub(crate) repairs: Vec<Repair>,
    /// Whether the first repair is the only one there is, with the fewest changes, and each of its cells stands in more
    /// than one equation.
    pub(crate) is_certain: bool,
    /// Whether its equations hold with the first repair, and no other cause need be mended first.
    pub(crate) is_alone: bool,
    pub(crate) reach: Reach,
    /// Which of the broken equations.
    pub(crate) broken: Vec<usize>,
}

/// How far the search for repairs went.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Reach {
    /// No other repair has as few changes.
    Whole,
    /// There are more than are listed.
    More,
    /// Too many cells may be wrong.
    GivenUp,
}

/// Cells that are changed together.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Repair {
    /// Each cell, what stands in it and what should.
    pub(crate) changes: Vec<(CellAt, Decimal, Decimal)>,
    /// How that may have come about.
    pub(crate) slip: Slip,
}

impl Cause {
    /// Puts the repairs in order by `weigh` first, the smallest before, and shows the cell of the first one.
    pub(crate) fn weigh<K: Ord>(&mut self, mut weigh: impl FnMut(&Repair) -> K) {
        self.repairs.sort_by_cached_key(&mut weigh);
        self.show_first();
    }

    /// Takes the first repair for the only one.
    pub(crate) fn settle(&mut self) {
        self.repairs.truncate(1);
        self.is_certain = true;
    }

    fn show_first(&mut self) {
        if let Some((cell, ..)) = self.repairs.first().and_then(|repair| repair.changes.first()) {
            self.primary = *cell;
        }
    }
}

/// Groups broken equations by cause, in the order of their first equations.
pub(crate) fn diagnose(table: &Table, spec: &TableSpec, broken: &[Broken<'_>], held: &[&Instance]) -> Vec<Cause> {
    if broken.is_empty() {
        return Vec::new();
    }
    let instances: Vec<&Instance> = broken.iter().map(|broken| broken.instance).chain(held.iter().copied()).collect();
    let mut causes = Vec::new();
    let mut open: Vec<usize> = (0..broken.len()).collect();
    if let Some(system) = System::new(table, spec, instances.iter().copied()) {
        for part in system.broken_parts() {
            let mut finder = Finder::new(system.with_part(&part), &instances);
            finder.solve();
            open.retain(|equation| !part.contains(equation));
            open.extend(finder.open);
            causes.extend(finder.causes);
        }
    }
    open.sort_unstable();
    group(broken, open, &mut causes);
    causes.sort_by_key(|cause| cause.broken.first().copied());
    causes
}

/// What is left: equations that share a cell belong together.
fn group(broken: &[Broken<'_>], mut open: Vec<usize>, causes: &mut Vec<Cause>) {
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
        let primary = primary(broken, &group);
        let reach = Reach::GivenUp;
        causes.push(Cause { primary, repairs: Vec::new(), is_certain: false, is_alone: true, reach, broken: group });
    }
}

/// The cell to show for equations whose cause is not known: the one in most of them, a total first.
fn primary(broken: &[Broken<'_>], group: &[usize]) -> CellAt {
    let instances = || group.iter().map(|&at| broken[at].instance);
    let cells = || instances().flat_map(|instance| instance.cells().map(|(_, cell)| cell));
    let weight = |&cell: &CellAt| {
        let count = instances().filter(|instance| instance.cells().any(|(_, other)| other == cell)).count();
        let total = instances().any(|instance| is_total(instance, cell));
        (count, total, std::cmp::Reverse(cell))
    };
    cells().max_by_key(weight).unwrap_or_default()
}

/// Whether a cell stands alone on a side of an equation.
fn is_total(instance: &Instance, cell: CellAt) -> bool {
    alone(&instance.left) == Some(cell) || alone(&instance.right) == Some(cell)
}

/// The cell that stands alone on one side of an equation.
pub(crate) fn total(instance: &Instance) -> Option<CellAt> {
    alone(&instance.left).or_else(|| alone(&instance.right))
}

/// The cell that is all that a side has.
pub(crate) fn alone(side: &Side) -> Option<CellAt> {
    match &side.terms[..] {
        [term] if term.cells.len() == 1 && side.constant == 0 => Some(term.cells[0]),
        _ => None,
    }
}
