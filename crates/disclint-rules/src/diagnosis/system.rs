//! The equations of one table as a linear system over its cells.

use disclint_document::{Cell, CellKind, Table, TableSpec};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rustc_hash::FxHashMap;

use super::CellAt;
use crate::pack::Instance;

/// Cells with numbers, and the equations they stand in, as whole numbers: those of a table with decimals are all
/// multiplied by the same power of ten.
#[derive(Clone, Debug)]
pub(super) struct System {
    /// The cells, in the order in which the equations name them first.
    pub(super) cells: Vec<CellAt>,
    /// What stands in each cell.
    pub(super) values: Vec<i64>,
    /// Of what each cell's value is a multiple, and whether it may be less than zero.
    domains: Vec<(i64, bool)>,
    /// Of each cell the equations it stands in, with its coefficient.
    pub(super) columns: Vec<Vec<(usize, i64)>>,
    /// Of each equation the cells, with their coefficients.
    pub(super) rows: Vec<Vec<(usize, i64)>>,
    /// By how much the left side of each equation is more than the right; 0 where it holds.
    pub(super) residuals: Vec<i64>,
    scale: u32,
}

/// Numbers beyond this are not diagnosed, so that sums of them stay exact.
const MOST: i64 = 1_000_000_000_000;

impl System {
    /// The system of `instances`, which all have numbers in their cells; `None` if a number is too large for it.
    pub(super) fn new<'a>(
        table: &Table,
        spec: &TableSpec,
        instances: impl Iterator<Item = &'a Instance> + Clone,
    ) -> Option<Self> {
        let number = |(row, column): CellAt| table.cell(row, column).and_then(Cell::number);
        let scale = instances
            .clone()
            .flat_map(Instance::cells)
            .filter_map(|(_, cell)| Some(number(cell)?.normalize().scale()))
            .max()
            .unwrap_or(0);
        let unit = 10i64.checked_pow(scale).filter(|unit| *unit < MOST)?;
        let mut system = Self {
            cells: Vec::new(),
            values: Vec::new(),
            domains: Vec::new(),
            columns: Vec::new(),
            rows: Vec::new(),
            residuals: Vec::new(),
            scale,
        };
        let mut known: FxHashMap<CellAt, usize> = FxHashMap::default();
        for instance in instances {
            let equation = system.rows.len();
            let mut row: Vec<(usize, i64)> = Vec::new();
            let mut residual = (instance.left.constant - instance.right.constant).checked_mul(unit)?;
            for (coefficient, cell) in instance.cells() {
                let at = if let Some(at) = known.get(&cell) {
                    *at
                } else {
                    let value = number(cell)?.checked_mul(Decimal::from(unit))?.to_i64()?;
                    if value.abs() > MOST {
                        return None;
                    }
                    let kind = spec.rows[cell.0].kind.unwrap_or(spec.columns[cell.1].kind);
                    known.insert(cell, system.cells.len());
                    system.cells.push(cell);
                    system.values.push(value);
                    system.domains.push(match kind {
                        CellKind::Count => (unit, false),
                        CellKind::Increment => (unit, true),
                        CellKind::Amount(_) => (1, false),
                    });
                    system.columns.push(Vec::new());
                    system.cells.len() - 1
                };
                residual = residual.checked_add(coefficient.checked_mul(system.values[at])?)?;
                match row.iter_mut().find(|(other, _)| *other == at) {
                    Some((_, sum)) => *sum += coefficient,
                    None => row.push((at, coefficient)),
                }
            }
            row.retain(|(_, coefficient)| *coefficient != 0);
            for &(at, coefficient) in &row {
                system.columns[at].push((equation, coefficient));
            }
            system.rows.push(row);
            system.residuals.push(residual);
        }
        Some(system)
    }

    /// Counts in one line, and sums of them that should be 0.
    #[cfg(test)]
    pub(super) fn of_counts(values: &[i64], rows: &[Vec<(usize, i64)>]) -> Self {
        let mut columns = vec![Vec::new(); values.len()];
        for (equation, row) in rows.iter().enumerate() {
            for &(cell, coefficient) in row {
                columns[cell].push((equation, coefficient));
            }
        }
        Self {
            cells: (0..values.len()).map(|cell| (0, cell)).collect(),
            values: values.to_vec(),
            domains: vec![(1, false); values.len()],
            columns,
            rows: rows.to_vec(),
            residuals: rows.iter().map(|row| row.iter().map(|(cell, by)| by * values[*cell]).sum()).collect(),
            scale: 0,
        }
    }

    /// Whether a cell may hold a value.
    pub(super) fn allows(&self, cell: usize, value: i64) -> bool {
        let (step, is_signed) = self.domains[cell];
        value % step == 0 && (is_signed || value >= 0) && value.abs() <= MOST
    }

    /// Of what a cell's value is a multiple.
    pub(super) fn step(&self, cell: usize) -> i64 {
        self.domains[cell].0
    }

    /// By how much a cell's value may change, at least and at most.
    pub(super) fn leeway(&self, cell: usize) -> (i64, i64) {
        let (_, is_signed) = self.domains[cell];
        let least = if is_signed { -MOST } else { 0 };
        (least - self.values[cell], MOST - self.values[cell])
    }

    /// The change of a cell that mends every equation it stands in, if there is one and the cell may have that value.
    pub(super) fn change_that_mends(&self, cell: usize) -> Option<i64> {
        let &(first, coefficient) = self.columns[cell].first()?;
        let by = -self.residuals[first] / coefficient;
        let mends = |&(equation, coefficient): &(usize, i64)| self.residuals[equation] + coefficient * by == 0;
        let is_possible = by != 0 && self.columns[cell].iter().all(mends) && self.allows(cell, self.values[cell] + by);
        is_possible.then_some(by)
    }

    /// A value as it would be printed.
    pub(super) fn decimal(&self, value: i64) -> Decimal {
        Decimal::new(value, self.scale).normalize()
    }

    /// The equations that do not hold.
    pub(super) fn broken(&self) -> impl Iterator<Item = usize> {
        self.residuals.iter().enumerate().filter(|(_, residual)| **residual != 0).map(|(equation, _)| equation)
    }

    /// The parts of the system that share no cell, those in which an equation does not hold: their equations.
    pub(super) fn broken_parts(&self) -> Vec<Vec<usize>> {
        let mut is_known = vec![false; self.rows.len()];
        let mut parts = Vec::new();
        for first in self.broken() {
            if std::mem::replace(&mut is_known[first], true) {
                continue;
            }
            let mut part = vec![first];
            let mut next = 0;
            while next < part.len() {
                for &(cell, _) in &self.rows[part[next]] {
                    for &(equation, _) in &self.columns[cell] {
                        if !std::mem::replace(&mut is_known[equation], true) {
                            part.push(equation);
                        }
                    }
                }
                next += 1;
            }
            parts.push(part);
        }
        parts
    }

    /// The same with nothing wrong outside of a part.
    pub(super) fn with_part(&self, part: &[usize]) -> Self {
        let mut system = self.clone();
        for (equation, residual) in system.residuals.iter_mut().enumerate() {
            if !part.contains(&equation) {
                *residual = 0;
            }
        }
        system
    }

    /// Changes some cells by some amounts.
    pub(super) fn apply(&mut self, changes: &[(usize, i64)]) {
        for &(cell, by) in changes {
            self.values[cell] += by;
            for &(equation, coefficient) in &self.columns[cell] {
                self.residuals[equation] += coefficient * by;
            }
        }
    }

    /// Whether every equation holds with some cells changed by some amounts.
    pub(super) fn is_mended_by(&self, changes: &[(usize, i64)]) -> bool {
        self.residuals_with(changes).iter().all(|residual| *residual == 0)
    }

    /// Whether these equations hold with some cells changed by some amounts.
    pub(super) fn mends(&self, changes: &[(usize, i64)], equations: &[usize]) -> bool {
        let residuals = self.residuals_with(changes);
        equations.iter().all(|&equation| residuals[equation] == 0)
    }

    /// The residuals with some cells changed by some amounts.
    pub(super) fn residuals_with(&self, changes: &[(usize, i64)]) -> Vec<i64> {
        let mut residuals = self.residuals.clone();
        for &(cell, by) in changes {
            for &(equation, coefficient) in &self.columns[cell] {
                residuals[equation] += coefficient * by;
            }
        }
        residuals
    }
}
