//! Slips that change a whole line of a table at once: a row that stands one column off, a line of totals that nobody
//! filled in.

use super::search::Changes;
use super::slip::Slip;
use super::system::System;
use super::total;
use crate::pack::Instance;

/// Changes of a line that mend every equation they touch, each with its slip.
pub(super) fn whole_lines(system: &System, instances: &[&Instance]) -> Vec<(Changes, Slip)> {
    let (rows, columns) = (lines(system, |cell| cell), lines(system, |(row, column)| (column, row)));
    let mut found: Vec<(Changes, Slip)> = Vec::new();
    for row in &rows {
        // Without its total, too.
        for line in [&row[..], &row[..row.len() - 1]] {
            found.extend(shifted(system, line).into_iter().map(|changes| (changes, Slip::RowShifted)));
        }
    }
    let empty = rows.iter().chain(&columns).map(|line| not_filled_in(system, instances, line));
    found.extend(empty.map(|changes| (changes, Slip::NotFilledIn)));
    let mut kept: Vec<(Changes, Slip)> = Vec::new();
    for (mut changes, slip) in found {
        changes.sort_unstable();
        // Of a row with its total and without it the same may come out.
        let is_new = kept.iter().all(|(known, _)| *known != changes);
        if is_new && changes.len() > 1 && is_allowed(system, &changes) && mends_what_it_touches(system, &changes) {
            kept.push((changes, slip));
        }
    }
    kept
}

/// The cells in lines, each in order: rows, or columns if `key` turns the places round.
fn lines(system: &System, key: fn((usize, usize)) -> (usize, usize)) -> Vec<Vec<usize>> {
    let mut cells: Vec<usize> = (0..system.cells.len()).collect();
    cells.sort_by_key(|&at| key(system.cells[at]));
    let is_one_line = |one: &usize, other: &usize| key(system.cells[*one]).0 == key(system.cells[*other]).0;
    cells.chunk_by(is_one_line).map(<[usize]>::to_vec).collect()
}

/// The values of a line one cell to the left, and one to the right. What comes in at the end is 0, or what the equation
/// of the line needs where the value before fell off the other end.
fn shifted(system: &System, line: &[usize]) -> Vec<Changes> {
    let count = line.len();
    if count < 2 || line.iter().filter(|&&cell| system.values[cell] != 0).count() < 2 {
        return Vec::new();
    }
    let value = |place: usize| system.values[line[place]];
    let mut found = Vec::new();
    for (falls, comes) in [(0, count - 1), (count - 1, 0)] {
        let from = |place: usize| if comes == 0 { place.checked_sub(1) } else { Some(place + 1) };
        let inner = line.iter().enumerate().filter(|(place, _)| *place != comes);
        let inner = inner.filter_map(|(place, &cell)| Some((cell, value(from(place)?) - system.values[cell])));
        let inner = inner.filter(|(_, by)| *by != 0);
        // Most lines fail at the first cell.
        let inner = inner.map(|change| mends_across(system, line, change).then_some(change));
        let Some(inner) = inner.collect::<Option<Changes>>() else { continue };
        if value(falls) == 0 {
            found.push(with(&inner, line[comes], -value(comes)));
        }
        found.extend(needed(system, line, &inner, line[comes]).map(|by| with(&inner, line[comes], by)));
    }
    found
}

/// Whether the equations that have this cell of the line and no other hold if it changes.
fn mends_across(system: &System, line: &[usize], (cell, by): (usize, i64)) -> bool {
    let is_across =
        |equation: usize| system.rows[equation].iter().all(|(other, _)| *other == cell || !line.contains(other));
    let breaks = |&&(equation, coefficient): &&(usize, i64)| system.residuals[equation] + coefficient * by != 0;
    !system.columns[cell].iter().filter(breaks).any(|&(equation, _)| is_across(equation))
}

fn with(changes: &Changes, cell: usize, by: i64) -> Changes {
    changes.iter().copied().chain((by != 0).then_some((cell, by))).collect()
}

/// By how much a cell must change for the equation along its line to hold.
fn needed(system: &System, line: &[usize], changes: &Changes, cell: usize) -> Option<i64> {
    let is_along = |equation: usize| system.rows[equation].iter().all(|(other, _)| line.contains(other));
    let &(equation, coefficient) = system.columns[cell].iter().find(|(equation, _)| is_along(*equation))?;
    let residual = system.residuals_with(changes)[equation];
    (residual % coefficient == 0).then(|| -residual / coefficient)
}

/// The totals of a line that are 0 set to what the lines across it make.
fn not_filled_in(system: &System, instances: &[&Instance], line: &[usize]) -> Changes {
    let needed = |&cell: &usize| {
        // An equation across the line has no other cell of it.
        let is_across = |equation: usize| {
            total(instances[equation]) == Some(system.cells[cell])
                && system.rows[equation].iter().all(|(other, _)| *other == cell || !line.contains(other))
        };
        let &(equation, coefficient) = system.columns[cell].iter().find(|(equation, _)| is_across(*equation))?;
        let residual = system.residuals[equation];
        (residual % coefficient == 0 && residual != 0).then(|| (cell, -residual / coefficient))
    };
    line.iter().filter(|&&cell| system.values[cell] == 0).filter_map(needed).collect()
}

fn is_allowed(system: &System, changes: &Changes) -> bool {
    changes.iter().all(|&(cell, by)| system.allows(cell, system.values[cell] + by))
}

/// Whether all equations of the changed cells hold then, two of which do not now.
fn mends_what_it_touches(system: &System, changes: &Changes) -> bool {
    let residuals = system.residuals_with(changes);
    let touched = || changes.iter().flat_map(|&(cell, _)| system.columns[cell].iter().map(|(equation, _)| *equation));
    let mut broken: Vec<usize> = touched().filter(|&equation| system.residuals[equation] != 0).collect();
    broken.sort_unstable();
    broken.dedup();
    broken.len() > 1 && touched().all(|equation| residuals[equation] == 0)
}
