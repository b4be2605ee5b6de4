//! Makes causes of the sets of changes that the search found: what is certain, and what has several explanations.

use super::lines::whole_lines;
use super::search::{Changes, Found, LARGE, SMALL, smallest};
use super::slip::Slip;
use super::system::System;
use super::{Cause, CellAt, Reach, Repair, is_total};
use crate::pack::Instance;

/// Of more repairs than this nobody chooses.
const MOST_REPAIRS: usize = 10;

/// How often something is mended before the rest is looked at anew.
const MOST_ROUNDS: usize = 6;

/// A line that is wrong as a whole, and how that came about.
type Line = (Changes, Slip);

/// Finds the causes of one part of a table's system, one after another.
pub(super) struct Finder<'a> {
    system: System,
    /// The equations, as they are numbered in the system.
    instances: &'a [&'a Instance],
    /// Broken equations without a cause as yet.
    pub(super) open: Vec<usize>,
    /// Whether something was mended although not everything was tried.
    has_given_up: bool,
    pub(super) causes: Vec<Cause>,
}

impl<'a> Finder<'a> {
    pub(super) fn new(system: System, instances: &'a [&'a Instance]) -> Self {
        let open = system.broken().collect();
        Self { system, instances, open, has_given_up: false, causes: Vec::new() }
    }

    /// One cell or two; then a line that is wrong as a whole; then more cells; where that is too much, the single cells
    /// that mend all of their equations, and then the rest without them.
    pub(super) fn solve(&mut self) {
        for _ in 0..MOST_ROUNDS {
            if self.open.is_empty() {
                return;
            }
            let few = smallest(&self.system, SMALL);
            // One wrong cell is likelier than anything else.
            if few.sets.first().is_some_and(|set| set.len() == 1) {
                return self.explain(&few, &[]);
            }
            let lines = whole_lines(&self.system, self.instances);
            let found = match few.sets.is_empty() {
                true if lines.is_empty() => smallest(&self.system, LARGE),
                true => smallest(&self.system, LARGE.less()),
                false => few,
            };
            let size = found.sets.first().map_or(usize::MAX, Vec::len);
            // Lines that mend everything, and those that every set has.
            let is_in = |line: &Changes, set: &Changes| line.iter().all(|change| set.contains(change));
            let is_apt = |(line, _): &&Line| {
                self.system.is_mended_by(line) || found.is_whole && found.sets.iter().all(|set| is_in(line, set))
            };
            let apt: Vec<Line> = lines.iter().filter(is_apt).cloned().collect();
            if size <= 2 || found.is_whole && (lines.is_empty() || !apt.is_empty()) {
                return self.explain(&found, &apt);
            }
            if !lines.is_empty() {
                self.mend_line(&lines);
            } else if !found.sets.is_empty() {
                return self.explain(&found, &[]);
            } else if !self.mend_singles() {
                return;
            }
        }
    }

    /// Makes causes of the sets of which each mends everything.
    fn explain(&mut self, found: &Found, lines: &[Line]) {
        let mut sets: Vec<(Changes, Option<Slip>)> = found.sets.iter().map(|set| (set.clone(), None)).collect();
        for (line, slip) in lines.iter().filter(|(line, _)| self.system.is_mended_by(line)) {
            match sets.iter_mut().find(|(set, _)| set == line) {
                Some((_, known)) => *known = Some(*slip),
                None => sets.push((line.clone(), Some(*slip))),
            }
        }
        // What all of them change alike is certain.
        let is_common = |change: &&(usize, i64)| found.is_whole && sets.iter().all(|(set, _)| set.contains(*change));
        let mut common: Changes = sets[0].0.iter().filter(is_common).copied().collect();
        // A line is one slip or none: what it has in common with other explanations is not told by itself.
        if !lines.iter().all(|(line, _)| line.iter().all(|change| common.contains(change))) {
            common.clear();
        }
        for (changes, slip) in self.together(&common, lines) {
            let is_checked = changes.iter().all(|(cell, _)| self.system.columns[*cell].len() > 1);
            let repair = self.repair(&changes, slip);
            self.tell(vec![repair], &changes, is_checked, Reach::Whole);
        }
        let rest: Vec<(Changes, Option<Slip>)> = sets
            .into_iter()
            .map(|(set, slip)| (set.into_iter().filter(|change| !common.contains(change)).collect(), slip))
            .filter(|(set, _): &(Changes, _)| !set.is_empty())
            .collect();
        let changed: Vec<usize> = rest.iter().flat_map(|(set, _)| set.iter().map(|(cell, _)| *cell)).collect();
        // A line is one slip: its cells are not told apart.
        let groups = if rest.iter().any(|(_, slip)| slip.is_some()) { vec![changed] } else { self.connected(changed) };
        for cells in groups {
            let mut repairs: Vec<(Repair, Changes)> = Vec::new();
            for (set, slip) in &rest {
                let changes: Changes = set.iter().copied().filter(|(cell, _)| cells.contains(cell)).collect();
                if !changes.is_empty() && repairs.iter().all(|(_, known)| *known != changes) {
                    repairs.push((self.repair(&changes, *slip), changes));
                }
            }
            self.order(&mut repairs);
            let reach = if found.is_whole && repairs.len() <= MOST_REPAIRS { Reach::Whole } else { Reach::More };
            repairs.truncate(MOST_REPAIRS);
            let (repairs, mut changes): (Vec<Repair>, Vec<Changes>) = repairs.into_iter().unzip();
            if !changes.is_empty() {
                self.tell(repairs, &changes.swap_remove(0), false, reach);
            }
        }
        let told: Vec<usize> = self.causes.iter().flat_map(|cause| cause.broken.iter().copied()).collect();
        self.open.retain(|equation| !told.contains(equation));
    }

    /// Makes one cause of a line, the likeliest, and goes on without it.
    fn mend_line(&mut self, lines: &[Line]) {
        let mends = |(line, slip): &&Line| (std::cmp::Reverse(self.broken_of(line).len()), *slip);
        let Some((changes, slip)) = lines.iter().min_by_key(mends) else { return };
        let broken = self.broken_of(changes);
        let mut repairs = vec![(self.repair(changes, Some(*slip)), changes.clone())];
        let rivals = lines.iter().filter(|(other, _)| other != changes && self.broken_of(other) == broken);
        repairs.extend(rivals.map(|(other, slip)| (self.repair(other, Some(*slip)), other.clone())));
        self.order(&mut repairs);
        repairs.truncate(MOST_REPAIRS);
        let (repairs, mut all): (Vec<Repair>, Vec<Changes>) = repairs.into_iter().unzip();
        let changes = all.swap_remove(0);
        self.tell(repairs, &changes, false, Reach::More);
        self.apply(&changes);
    }

    /// Makes causes of single cells that mend all of their equations, two of them at least, those that mend most first,
    /// and goes on without them; whether there was one.
    fn mend_singles(&mut self) -> bool {
        let mut is_found = false;
        self.has_given_up = true;
        loop {
            let cells = 0..self.system.cells.len();
            let cells = cells.filter(|&cell| self.system.columns[cell].len() > 1);
            let singles: Changes =
                cells.filter_map(|cell| Some((cell, self.system.change_that_mends(cell)?))).collect();
            let most = singles.iter().max_by_key(|(cell, _)| self.system.columns[*cell].len());
            let Some(best) = most.copied() else { return is_found };
            let broken = self.broken_of(&[best]);
            let rivals = singles.into_iter().filter(|change| self.broken_of(&[*change]) == broken);
            let mut repairs: Vec<(Repair, Changes)> =
                rivals.map(|change| (self.repair(&[change], None), vec![change])).collect();
            self.order(&mut repairs);
            let (repairs, mut all): (Vec<Repair>, Vec<Changes>) = repairs.into_iter().unzip();
            let is_certain = repairs.len() == 1;
            let changes = all.swap_remove(0);
            self.tell(repairs, &changes, is_certain, Reach::GivenUp);
            self.apply(&changes);
            is_found = true;
        }
    }

    /// Adds a cause; `first` is its first repair.
    fn tell(&mut self, repairs: Vec<Repair>, first: &Changes, is_certain: bool, reach: Reach) {
        let broken = self.broken_of(first);
        if broken.is_empty() {
            return;
        }
        let is_alone = self.system.mends(first, &broken);
        let reach = if self.has_given_up { Reach::GivenUp } else { reach };
        let mut cause = Cause { primary: (0, 0), repairs, is_certain, is_alone, reach, broken };
        cause.show_first();
        self.causes.push(cause);
    }

    fn apply(&mut self, changes: &Changes) {
        self.system.apply(changes);
        self.open = self.system.broken().filter(|equation| self.open.contains(equation)).collect();
    }

    /// Certain changes, those of one slip together.
    fn together(&self, common: &Changes, lines: &[Line]) -> Vec<(Changes, Option<Slip>)> {
        let mut rest = common.clone();
        let mut found = Vec::new();
        for (line, slip) in lines {
            if line.iter().all(|change| rest.contains(change)) {
                rest.retain(|change| !line.contains(change));
                found.push((line.clone(), Some(*slip)));
            }
        }
        while !rest.is_empty() {
            let first = rest.remove(0);
            let is_partner = |other: &(usize, i64)| self.slip_of_two(first, *other) != Slip::Unknown;
            let partner = rest.iter().position(is_partner).map(|at| rest.remove(at));
            found.push((std::iter::once(first).chain(partner).collect(), None));
        }
        found
    }

    /// Cells in groups: those that stand in one equation belong together.
    fn connected(&self, mut cells: Vec<usize>) -> Vec<Vec<usize>> {
        cells.sort_unstable();
        cells.dedup();
        let mut groups = Vec::new();
        while !cells.is_empty() {
            let mut group = vec![cells.remove(0)];
            let mut next = 0;
            while next < group.len() {
                let equations: Vec<usize> = self.system.columns[group[next]].iter().map(|(at, _)| *at).collect();
                let is_near = |cell: &usize| self.system.columns[*cell].iter().any(|(at, _)| equations.contains(at));
                group.extend(cells.extract_if(.., |cell| is_near(cell)));
                next += 1;
            }
            groups.push(group);
        }
        groups
    }

    /// The broken equations that these cells stand in.
    fn broken_of(&self, changes: &[(usize, i64)]) -> Vec<usize> {
        let stands_in = |at: usize| {
            changes.iter().any(|(cell, _)| self.system.columns[*cell].iter().any(|(equation, _)| *equation == at))
        };
        self.open.iter().copied().filter(|&at| stands_in(at)).collect()
    }

    fn repair(&self, changes: &[(usize, i64)], slip: Option<Slip>) -> Repair {
        let system = &self.system;
        let slip = slip.unwrap_or_else(|| match *changes {
            [(cell, by)] => self.slip_of_one(cell, by),
            [one, other] => self.slip_of_two(one, other),
            _ => Slip::Unknown,
        });
        let change = |&(cell, by): &(usize, i64)| {
            let value = system.values[cell];
            (system.cells[cell], system.decimal(value), system.decimal(value + by))
        };
        let mut changes: Vec<_> = changes.iter().map(change).collect();
        // Of two cells the one that has too much shows it best.
        let is_pair = changes.len() == 2;
        changes.sort_by_key(|(cell, printed, value)| (is_pair && printed < value, *cell));
        Repair { changes, slip }
    }

    fn slip_of_one(&self, cell: usize, by: i64) -> Slip {
        let system = &self.system;
        let (printed, value) = (system.values[cell], system.values[cell] + by);
        let place = system.cells[cell];
        let is_total = self.is_total(place);
        if printed == 0 && is_total {
            return Slip::NotFilledIn;
        }
        match Slip::of_numbers(system.decimal(printed), system.decimal(value)) {
            slip if slip.is_telling() => slip,
            // Counts of less than ten stand beside each other everywhere.
            Slip::Unknown if printed >= 10 && self.stands_beside(place, printed) => Slip::Copied,
            Slip::Unknown if is_total => Slip::NotUpdated,
            slip => slip,
        }
    }

    /// Whether a cell beside or above this one holds a value.
    fn stands_beside(&self, place: CellAt, value: i64) -> bool {
        let cells = self.system.cells.iter().zip(&self.system.values);
        cells.into_iter().any(|(other, known)| *known == value && is_beside(*other, place))
    }

    fn slip_of_two(&self, one: (usize, i64), other: (usize, i64)) -> Slip {
        let system = &self.system;
        let (one, other) = if system.cells[one.0] <= system.cells[other.0] { (one, other) } else { (other, one) };
        let (first, second) = (system.cells[one.0], system.cells[other.0]);
        let (a, b) = (system.values[one.0], system.values[other.0]);
        let (new_a, new_b) = (a + one.1, b + other.1);
        let is_split = || {
            let whole = format!("{a}{b}").parse::<i64>().ok();
            (Some(new_a) == whole && new_b == 0) || (Some(new_b) == whole && new_a == 0)
        };
        match (is_one_line(first, second), is_beside(first, second)) {
            (true, true) if first.0 == second.0 && a > 0 && b >= 0 && is_split() => Slip::Split,
            (true, true) if new_a == b && new_b == a => Slip::Beside,
            (true, _) if one.1 == -other.1 => Slip::Moved,
            _ => Slip::Unknown,
        }
    }

    /// Puts repairs in order, the likeliest first: what a slip explains; then totals; then by what is left of reasons.
    fn order(&self, repairs: &mut [(Repair, Changes)]) {
        repairs.sort_by_cached_key(|(repair, _)| {
            let is_total = repair.changes.len() == 1 && self.is_total(repair.changes[0].0);
            // Zeros that should be something are rarer than wrong numbers.
            let zeros = repair.changes.iter().filter(|(_, printed, _)| printed.is_zero()).count();
            // Where much is counted, more can be booked wrong.
            let is_moved = repair.slip == Slip::Moved;
            let rare = repair.changes.iter().map(|(_, _, value)| -*value).filter(|_| is_moved).min();
            let cells: Vec<CellAt> = repair.changes.iter().map(|(cell, ..)| *cell).collect();
            let telling = if repair.slip.is_telling() { repair.slip } else { Slip::Unknown };
            (telling, !is_total, repair.slip, rare, zeros, cells)
        });
    }

    fn is_total(&self, cell: CellAt) -> bool {
        self.instances.iter().any(|instance| is_total(instance, cell))
    }
}

/// Whether two cells stand in one row or one column.
fn is_one_line(one: CellAt, other: CellAt) -> bool {
    one.0 == other.0 || one.1 == other.1
}

/// Whether two cells stand beside or above each other.
fn is_beside(one: CellAt, other: CellAt) -> bool {
    one.0.abs_diff(other.0) + one.1.abs_diff(other.1) == 1
}
