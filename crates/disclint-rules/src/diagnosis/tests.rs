//! The search against an independent solver and against all that there is.

#![allow(clippy::print_stdout, reason = "what was compared is said; cargo shows it with `--nocapture`")]
#![allow(
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "the solver reckons with small numbers as floats"
)]

use disclint_document::{Encoding, SourceText};
use microlp::{ComparisonOp, OptimizationDirection, Problem};

use super::amounts::{Amounts, amounts};
use super::search::{Changes, LARGE, smallest};
use super::system::System;
use crate::pack::{Check, Instance, Packs, Relation};
use crate::{LintOptions, Severity};

/// A linear congruential generator: the same numbers on every machine.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % end as u64) as usize
    }
}

/// The fewest cells by a mixed-integer program: each cell goes up or down, and only if it is paid for.
fn fewest(system: &System) -> usize {
    let most: i64 = system.residuals.iter().map(|residual| residual.abs()).sum();
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let mut sums = vec![Vec::new(); system.rows.len()];
    for (cell, column) in system.columns.iter().enumerate() {
        let paid = problem.add_binary_var(1.0);
        let down = most.min(system.values[cell]);
        for (bound, sign) in [(most, 1), (down, -1)] {
            let change = problem.add_var(0.0, (0.0, bound as f64));
            problem.add_constraint([(change, 1.0), (paid, -bound as f64)], ComparisonOp::Le, 0.0);
            for &(equation, coefficient) in column {
                sums[equation].push((change, (coefficient * sign) as f64));
            }
        }
    }
    for (sum, residual) in sums.iter().zip(&system.residuals) {
        problem.add_constraint(sum, ComparisonOp::Eq, -residual as f64);
    }
    let solution = problem.solve().expect("a solution").into_solution().expect("the best one");
    solution.objective().round() as usize
}

/// All sets of so many cells that mend everything.
fn all_sets(system: &System, size: usize) -> Vec<Changes> {
    let mut found = Vec::new();
    let mut cells: Vec<usize> = (0..size).collect();
    loop {
        if let Amounts::All(ways) | Amounts::Some(ways) = amounts(system, &cells) {
            found.extend(ways);
        }
        let count = system.cells.len();
        let Some(place) = (0..size).rev().find(|&place| cells[place] < count - size + place) else { return found };
        cells[place] += 1;
        for later in place + 1..size {
            cells[later] = cells[later - 1] + 1;
        }
    }
}

/// A table with totals both ways, each sum an equation: small numbers, so that many may not be less.
fn crossed(rows: usize, columns: usize, most: usize, numbers: &mut Numbers) -> System {
    let mut values = vec![0; (rows + 1) * (columns + 1)];
    let at = |row: usize, column: usize| row * (columns + 1) + column;
    for row in 0..rows {
        for column in 0..columns {
            let value = numbers.below(most + 1) as i64;
            for cell in [at(row, column), at(rows, column), at(row, columns), at(rows, columns)] {
                values[cell] += value;
            }
        }
    }
    let row =
        |row: usize| (0..=columns).map(|column| (at(row, column), if column == columns { -1 } else { 1 })).collect();
    let column = |column: usize| (0..=rows).map(|row| (at(row, column), if row == rows { -1 } else { 1 })).collect();
    let equations: Vec<Vec<(usize, i64)>> = (0..=rows).map(row).chain((0..=columns).map(column)).collect();
    System::of_counts(&values, &equations)
}

/// 表三 of a sample report as the built-in pack has it.
fn applications(text: &str) -> System {
    let packs = Packs::builtin();
    let document = packs.reader().read(SourceText::new(text.to_owned(), Encoding::Utf8));
    let options = LintOptions::default();
    let subject = crate::Subject::new(&packs, &document, &options).expect("a report");
    let table = document.tables.iter().find(|table| subject.spec(table).name == "表三").expect("the table");
    let mut instances: Vec<&Instance> = Vec::new();
    for rule in packs.pack(table.form).rules.iter().filter(|rule| rule.severity == Severity::Error) {
        if let Check::Identity(identity) = &rule.check
            && identity.table == table.spec
        {
            instances.extend(identity.instances.iter().filter(|instance| instance.relation == Relation::Equal));
        }
    }
    System::new(table, subject.spec(table), instances.into_iter()).expect("counts")
}

/// Changes some cells by something that they may be changed by.
fn disturb(system: &mut System, cells: usize, most: usize, numbers: &mut Numbers) {
    for _ in 0..cells {
        let cell = numbers.below(system.cells.len());
        let value = numbers.below(most + 1) as i64;
        system.apply(&[(cell, value - system.values[cell])]);
    }
}

#[test]
fn as_few_cells_as_an_independent_solver() {
    let numbers = &mut Numbers(1);
    let (mut compared, mut by_size) = (0, [0; 9]);
    for round in 0..240 {
        let (rows, columns, most) = [(2, 2, 2), (3, 3, 1), (3, 4, 9), (4, 4, 3)][round % 4];
        let mut system = crossed(rows, columns, most, numbers);
        disturb(&mut system, 1 + round % 3, most * 3 + 2, numbers);
        if system.broken().next().is_none() {
            continue;
        }
        let found = smallest(&system, LARGE);
        let size = found.sets.first().map_or(0, Vec::len);
        assert_eq!(size, fewest(&system), "{system:?}");
        assert!(found.sets.iter().all(|set| set.len() == size && system.is_mended_by(set)));
        // And all of them, each once.
        let mut sets = found.sets;
        let mut all = all_sets(&system, size);
        if found.is_whole {
            sets.sort();
            all.sort();
            assert_eq!(sets, all, "{system:?}");
        }
        by_size[size] += 1;
        compared += 1;
    }
    println!("{compared} tables with totals both ways, as few cells as the solver: by number of cells {by_size:?}");
    assert!(compared > 200);
}

#[test]
fn as_few_cells_in_the_form_as_an_independent_solver() {
    let texts = [
        include_str!("../../../../tests/samples/clean-2021-pipe.txt"),
        include_str!("../../../../tests/samples/clean-2019-pipe-own-line.txt"),
    ];
    let numbers = &mut Numbers(2);
    let mut by_size = [0; 9];
    for text in texts {
        let balanced = applications(text);
        assert!(balanced.broken().next().is_none());
        for round in 0..12 {
            let mut system = balanced.clone();
            disturb(&mut system, 1 + round % 3, 9, numbers);
            if system.broken().next().is_some() {
                let size = smallest(&system, LARGE).sets.first().map_or(0, Vec::len);
                assert_eq!(size, fewest(&system));
                by_size[size] += 1;
            }
        }
    }
    println!("the form of applications: by number of cells {by_size:?}");
}

/// Cells that stand in the same equations come to the same: both of them may be needed where neither has enough.
#[test]
fn cells_that_come_to_the_same_go_together() {
    // a + b = t, t = 2 is known from elsewhere: u = t, v = t.
    let equations = [vec![(0, 1), (1, 1), (2, -1)], vec![(2, 1), (3, -1)], vec![(2, 1), (4, -1)]];
    let system = System::of_counts(&[3, 3, 2, 2, 2], &equations);
    let found = smallest(&system, LARGE);
    // 3 and 3 become 2 in all: one of them alone becomes no less than 0.
    assert!(found.sets.iter().all(|set| set.len() == 2 && set.iter().all(|(cell, _)| *cell < 2)));
    assert_eq!(found.sets.len(), 3, "0 + 2, 1 + 1, 2 + 0: {:?}", found.sets);
}

/// Several wrong cells that have nothing to do with each other are found without trying everything.
#[test]
fn many_wrong_cells_in_rows_and_columns_of_their_own() {
    let numbers = &mut Numbers(3);
    for count in 4..=8 {
        for _ in 0..10 {
            let mut system = crossed(20, 10, 9, numbers);
            let mut truth: Changes = Vec::new();
            for number in 0..count {
                let cell = (number * 2 + numbers.below(2)) * 11 + number;
                truth.push((cell, -(number as i64 * 3 + 1)));
                system.apply(&[(cell, number as i64 * 3 + 1)]);
            }
            let found = smallest(&system, LARGE);
            assert!(found.is_whole, "{count} cells");
            assert_eq!(found.sets, [truth]);
        }
    }
}
