//! The smallest sets of cells whose change satisfies every equation: the localisation of errors of Fellegi and Holt
//! (1976), for linear equations over whole numbers.
//!
//! A set is built cell by cell. The columns of the cells chosen are taken out of the equations, as in Gauss's
//! elimination; an equation that is still broken then must have another cell of the set, so only the cells of one such
//! equation are tried. Broken equations without a common cell need a cell each: that says at once how many are lacking,
//! and, if no more than these may come, which cells can be among them.

use super::amounts::{Amounts, amounts};
use super::system::System;
use super::vector::{Vector, at, eliminated, is_multiple};

/// A set of cells with the amounts by which they change, in the order of the cells.
pub(super) type Changes = Vec<(usize, i64)>;

/// What the search found.
pub(super) struct Found {
    /// Sets of the smallest size there is.
    pub(super) sets: Vec<Changes>,
    /// Whether these are all of them. If not, and there are none, the search went no farther.
    pub(super) is_whole: bool,
}

/// How far the search goes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// How many cells a repair has at most.
    cells: usize,
    /// How many columns are looked at.
    work: usize,
}

/// One cell or two.
pub(super) const SMALL: Limits = Limits { cells: 2, work: 20_000 };

/// As far as it goes at all.
pub(super) const LARGE: Limits = Limits { cells: 8, work: 60_000 };

impl Limits {
    /// For where another explanation is at hand.
    pub(super) const fn less(self) -> Self {
        Self { work: self.work / 10, ..self }
    }
}

/// Of more sets than this nobody chooses.
const MOST_SETS: usize = 256;

/// Finds the smallest sets of cells that can be changed so that every equation holds, of which one does not.
pub(super) fn smallest(system: &System, limits: Limits) -> Found {
    let sets = singles(system);
    if !sets.is_empty() {
        return Found { sets, is_whole: true };
    }
    let cells = system.cells.len();
    let mut search = Search {
        system,
        work: limits.work,
        found: Vec::new(),
        is_whole: true,
        barred: vec![0; cells],
        marks: vec![0; cells],
        mark: 0,
    };
    for size in 2..=limits.cells {
        search.descend(&Node::root(system), size);
        if !search.found.is_empty() || search.work == 0 {
            return Found { is_whole: search.is_whole && search.work > 0, sets: search.found };
        }
    }
    Found { sets: Vec::new(), is_whole: false }
}

/// The single cells that mend everything: all equations that are broken have them, no other has, and all ask for the
/// same change.
fn singles(system: &System) -> Vec<Changes> {
    let broken: Vec<usize> = (0..system.rows.len()).filter(|&equation| system.residuals[equation] != 0).collect();
    let Some(&first) = broken.first() else { return Vec::new() };
    let cells = system.rows[first].iter().filter(|(cell, _)| system.columns[*cell].len() == broken.len());
    let mut found: Vec<Changes> =
        cells.filter_map(|(cell, _)| Some(vec![(*cell, system.change_that_mends(*cell)?)])).collect();
    found.sort_unstable();
    found
}

/// Cells chosen so far.
struct Node {
    /// In the order chosen.
    cells: Vec<usize>,
    /// The equations that the chosen cells were used up for: reduced columns are 0 there.
    pivots: Vec<usize>,
    /// The reduced columns of other cells, where they are not the cells' own.
    altered: Vec<(usize, Vector)>,
    /// What is left of the residuals.
    residual: Vector,
}

impl Node {
    fn root(system: &System) -> Self {
        let residual = system.residuals.iter().enumerate().filter(|(_, value)| **value != 0);
        Self {
            cells: Vec::new(),
            pivots: Vec::new(),
            altered: Vec::new(),
            residual: residual.map(|(equation, value)| (equation, i128::from(*value))).collect(),
        }
    }

    fn column(&self, system: &System, cell: usize) -> Vector {
        match self.altered.iter().find(|(known, _)| *known == cell) {
            Some((_, column)) => column.clone(),
            None => system.columns[cell].iter().map(|&(equation, by)| (equation, i128::from(by))).collect(),
        }
    }
}

struct Search<'a> {
    system: &'a System,
    work: usize,
    found: Vec<Changes>,
    /// Whether no set was left out.
    is_whole: bool,
    /// How often each cell is out of the question.
    barred: Vec<u16>,
    /// With which mark each cell was marked last.
    marks: Vec<u32>,
    mark: u32,
}

impl Search<'_> {
    /// Adds up to `left` cells to those chosen, in every way that mends everything; none that is barred.
    fn descend(&mut self, node: &Node, left: usize) {
        if node.residual.is_empty() {
            self.complete(node, left);
            return;
        }
        let mut out = Vec::new();
        if left > 0
            && self.work > 0
            && let Some((equation, cells)) = self.narrow(node, left, &mut out)
        {
            self.branch(node, left, &cells, |column| at(column, equation) != 0, Some(equation));
        }
        for cell in out {
            self.barred[cell] -= 1;
        }
    }

    /// Everything holds with the chosen cells as far as the equations go: keeps them if their values may be so. If not,
    /// another cell must come in that moves one of theirs.
    fn complete(&mut self, node: &Node, left: usize) {
        self.work = self.work.saturating_sub(1);
        let is_found = match amounts(self.system, &node.cells) {
            Amounts::All(ways) => self.keep(ways),
            Amounts::Some(ways) => {
                self.is_whole = false;
                self.keep(ways)
            }
            Amounts::Unknown => {
                self.is_whole = false;
                return;
            }
        };
        if is_found || left == 0 || self.work == 0 {
            return;
        }
        let rows = node.pivots.iter().flat_map(|&pivot| &self.system.rows[pivot]);
        let mut cells: Vec<usize> = rows.map(|(cell, _)| *cell).filter(|&cell| self.is_open(node, cell)).collect();
        cells.sort_unstable();
        cells.dedup();
        // The last one moves the others only if it comes to the same as they.
        self.branch(node, left, &cells, |column| left > 1 || column.is_empty(), None);
    }

    /// Tries cells in turn. Their columns are used up in `pivot`, or else in the first equation that they have.
    fn branch(
        &mut self,
        node: &Node,
        left: usize,
        cells: &[usize],
        fits: impl Fn(&Vector) -> bool,
        pivot: Option<usize>,
    ) {
        let mut tried = 0;
        for &cell in cells {
            let is_full = self.found.len() >= MOST_SETS;
            if is_full || self.work == 0 {
                self.is_whole &= !is_full;
                break;
            }
            tried += 1;
            self.work -= 1;
            let column = node.column(self.system, cell);
            if fits(&column) {
                self.choose(node, left, cell, &column, pivot.or_else(|| Some(column.first()?.0)));
            }
            // Sets with this cell are all known now.
            self.barred[cell] += 1;
        }
        for &cell in &cells[..tried] {
            self.barred[cell] -= 1;
        }
    }

    /// Goes on with one more cell.
    fn choose(&mut self, node: &Node, left: usize, cell: usize, column: &Vector, pivot: Option<usize>) {
        // The last cell must mend all that is left.
        if left == 1 && !node.residual.is_empty() {
            match is_multiple(&node.residual, column) {
                Some(true) => {}
                Some(false) => return,
                None => {
                    self.is_whole = false;
                    return;
                }
            }
        }
        let cells = [&node.cells[..], &[cell]].concat();
        let Some(pivot) = pivot else {
            // It comes to the same as the cells chosen.
            let altered = node.altered.iter().filter(|(known, _)| *known != cell).cloned().collect();
            let next = Node { cells, pivots: node.pivots.clone(), altered, residual: node.residual.clone() };
            self.descend(&next, left - 1);
            return;
        };
        let mut next =
            Node { cells, pivots: [&node.pivots[..], &[pivot]].concat(), altered: Vec::new(), residual: Vector::new() };
        let residual = eliminated(&node.residual, pivot, column);
        let altered = if left > 1 { self.altered(node, cell, pivot, column) } else { Some(Vec::new()) };
        let (Some(residual), Some(altered)) = (residual, altered) else {
            self.is_whole = false;
            return;
        };
        (next.residual, next.altered) = (residual, altered);
        self.descend(&next, left - 1);
    }

    /// The columns of the other cells with one more cell's taken out; `None` if numbers become too large.
    fn altered(&mut self, node: &Node, chosen: usize, pivot: usize, column: &Vector) -> Option<Vec<(usize, Vector)>> {
        let mut altered: Vec<(usize, Vector)> = Vec::with_capacity(node.altered.len() + 8);
        for (cell, known) in node.altered.iter().filter(|(cell, _)| *cell != chosen) {
            altered.push((*cell, eliminated(known, pivot, column)?));
        }
        for &(cell, _) in &self.system.rows[pivot] {
            let is_known =
                cell == chosen || node.cells.contains(&cell) || node.altered.iter().any(|(known, _)| *known == cell);
            if !is_known && self.barred[cell] == 0 {
                altered.push((cell, eliminated(&node.column(self.system, cell), pivot, column)?));
            }
        }
        self.work = self.work.saturating_sub(altered.len());
        Some(altered)
    }

    /// The broken equation with the fewest cells to choose from, and these; `None` if more cells are lacking than may
    /// come. Bars cells that cannot be among them, and notes that in `out`.
    fn narrow(&mut self, node: &Node, left: usize, out: &mut Vec<usize>) -> Option<(usize, Vec<usize>)> {
        loop {
            let mut open: Vec<(usize, Vec<usize>)> =
                node.residual.iter().map(|&(equation, _)| (equation, self.cells_of(node, equation))).collect();
            open.sort_by_key(|(equation, cells)| (cells.len(), *equation));
            self.work = self.work.saturating_sub(open.len());
            self.mark += 1;
            let mut lacking = 0;
            for (_, cells) in &open {
                if cells.iter().all(|&cell| self.marks[cell] != self.mark) {
                    for &cell in cells {
                        self.marks[cell] = self.mark;
                    }
                    lacking += 1;
                }
                if cells.is_empty() || lacking > left {
                    return None;
                }
            }
            if lacking < left {
                return open.into_iter().next();
            }
            // Each of the cells to come has one of these equations.
            let before = out.len();
            for cell in 0..self.barred.len() {
                if self.barred[cell] == 0 && self.marks[cell] != self.mark {
                    self.barred[cell] += 1;
                    out.push(cell);
                }
            }
            let is_narrower = out[before..].iter().any(|cell| open.iter().any(|(_, cells)| cells.contains(cell)));
            if !is_narrower {
                return open.into_iter().next();
            }
        }
    }

    /// The cells that an equation has when those chosen are taken out.
    fn cells_of(&self, node: &Node, equation: usize) -> Vec<usize> {
        let is_altered = |cell: usize| node.altered.iter().any(|(known, _)| *known == cell);
        let own = self.system.rows[equation].iter().map(|(cell, _)| *cell);
        let own = own.filter(|&cell| self.is_open(node, cell) && !is_altered(cell));
        let altered =
            node.altered.iter().filter(|(cell, column)| self.is_open(node, *cell) && at(column, equation) != 0);
        own.chain(altered.map(|(cell, _)| *cell)).collect()
    }

    fn is_open(&self, node: &Node, cell: usize) -> bool {
        self.barred[cell] == 0 && !node.cells.contains(&cell)
    }

    /// Keeps sets that are possible, as long as there are not too many; whether there was one.
    fn keep(&mut self, ways: Vec<Changes>) -> bool {
        let is_found = !ways.is_empty();
        for changes in ways {
            if self.found.len() >= MOST_SETS {
                self.is_whole = false;
            } else {
                self.found.push(changes);
            }
        }
        is_found
    }
}
