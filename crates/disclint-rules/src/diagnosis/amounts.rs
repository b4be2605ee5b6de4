//! By how much each cell of a set must change so that every equation holds.

use super::search::Changes;
use super::system::System;
use super::vector::shorten;

/// Of more ways to change one set of cells nobody chooses.
const FEW: usize = 8;

/// How many amounts are tried for a cell that leaves a choice.
const TRIES: i64 = 200;

/// In which ways a set of cells can be changed.
pub(super) enum Amounts {
    /// In these, and in no other; in none if there are none.
    All(Vec<Changes>),
    /// In these and in others.
    Some(Vec<Changes>),
    /// Nobody looked: more than one of the amounts can be chosen, or numbers are too large.
    Unknown,
}

/// The ways to change all of these cells, each by something, so that every equation holds and each has a value that
/// it may have.
pub(super) fn amounts(system: &System, cells: &[usize]) -> Amounts {
    let Some(lines) = reduced(system, cells) else { return Amounts::Unknown };
    let width = cells.len();
    // What is left over is 0 = something.
    if lines.iter().any(|line| line.pivot.is_none() && line.numbers[width] != 0) {
        return Amounts::All(Vec::new());
    }
    let free: Vec<usize> = (0..width).filter(|&place| lines.iter().all(|line| line.pivot != Some(place))).collect();
    match free[..] {
        [] => Amounts::All(changes(system, cells, &lines, None).into_iter().collect()),
        [place] => chosen(system, cells, &lines, place),
        _ => Amounts::Unknown,
    }
}

/// One equation of those that the cells stand in: the coefficients of the cells, and the wanted change of the sum.
struct Line {
    numbers: Vec<i128>,
    /// The cell that only this one has.
    pivot: Option<usize>,
}

/// The equations of the cells after Gauss and Jordan; `None` if numbers become too large.
fn reduced(system: &System, cells: &[usize]) -> Option<Vec<Line>> {
    let mut equations: Vec<usize> =
        cells.iter().flat_map(|&cell| system.columns[cell].iter().map(|(equation, _)| *equation)).collect();
    equations.sort_unstable();
    equations.dedup();
    let line = |equation: usize| {
        let of = |&cell: &usize| system.columns[cell].iter().find(|(at, _)| *at == equation);
        let mut numbers: Vec<i128> =
            cells.iter().map(|cell| of(cell).map_or(0, |&(_, coefficient)| i128::from(coefficient))).collect();
        numbers.push(-i128::from(system.residuals[equation]));
        Line { numbers, pivot: None }
    };
    let mut lines: Vec<Line> = equations.into_iter().map(line).collect();
    for place in 0..cells.len() {
        let Some(at) = lines.iter().position(|line| line.pivot.is_none() && line.numbers[place] != 0) else { continue };
        lines[at].pivot = Some(place);
        let pivot = lines[at].numbers.clone();
        for (number, line) in lines.iter_mut().enumerate() {
            let factor = line.numbers[place];
            if number == at || factor == 0 {
                continue;
            }
            for (value, other) in line.numbers.iter_mut().zip(&pivot) {
                *value = value.checked_mul(pivot[place])?.checked_sub(other.checked_mul(factor)?)?;
            }
            shorten(line.numbers.iter_mut());
        }
    }
    Some(lines)
}

/// The changes of all cells, that of a free one given; `None` if one of them cannot be.
fn changes(system: &System, cells: &[usize], lines: &[Line], free: Option<(usize, i64)>) -> Option<Changes> {
    let mut changes = Changes::with_capacity(cells.len());
    for line in lines {
        let Some(place) = line.pivot else { continue };
        let given = free.map_or(Some(0), |(place, by)| line.numbers[place].checked_mul(i128::from(by)))?;
        let wanted = line.numbers[cells.len()].checked_sub(given)?;
        let by = wanted.checked_div(line.numbers[place]).filter(|by| by * line.numbers[place] == wanted)?;
        changes.push((cells[place], i64::try_from(by).ok()?));
    }
    changes.extend(free.map(|(place, by)| (cells[place], by)));
    let is_possible = |&(cell, by): &(usize, i64)| {
        by != 0 && system.values[cell].checked_add(by).is_some_and(|value| system.allows(cell, value))
    };
    if !changes.iter().all(is_possible) || !system.is_mended_by(&changes) {
        return None;
    }
    changes.sort_unstable();
    Some(changes)
}

/// The changes with each amount that the cell at `free` may change by, the smallest first.
fn chosen(system: &System, cells: &[usize], lines: &[Line], free: usize) -> Amounts {
    let Some((least, most)) = range(system, cells, lines, free) else { return Amounts::All(Vec::new()) };
    let step = system.step(cells[free]);
    let mut found = Vec::new();
    let mut tried = 0;
    // From the amount that is nearest to nothing, to both sides.
    let start = 0i64.clamp(least, most) / step * step;
    for distance in 0..=TRIES {
        for by in [start.saturating_add(distance * step), start.saturating_sub(distance * step)] {
            if (least..=most).contains(&by) && (distance != 0 || tried == 0) {
                tried += 1;
                found.extend(changes(system, cells, lines, Some((free, by))));
            }
        }
        if found.len() > FEW {
            found.truncate(FEW);
            return Amounts::Some(found);
        }
    }
    let is_whole = most.saturating_sub(least) / step < TRIES;
    match (is_whole, found.is_empty()) {
        (true, _) => Amounts::All(found),
        (false, false) => Amounts::Some(found),
        (false, true) => Amounts::Unknown,
    }
}

/// Between which amounts the cell at `free` may change so that no cell leaves its bounds; `None` if there are none.
fn range(system: &System, cells: &[usize], lines: &[Line], free: usize) -> Option<(i64, i64)> {
    let (mut least, mut most) = system.leeway(cells[free]);
    for line in lines {
        let Some(place) = line.pivot else { continue };
        let (low, high) = system.leeway(cells[place]);
        let (divisor, factor, wanted) = (line.numbers[place], line.numbers[free], line.numbers[cells.len()]);
        if factor == 0 {
            continue;
        }
        // low ≤ (wanted − factor × by) ÷ divisor ≤ high
        let edge = |bound: i64| Some((wanted.checked_sub(divisor.checked_mul(i128::from(bound))?)?, factor));
        let (Some(one), Some(other)) = (edge(low), edge(high)) else { continue };
        let (one, other) = if (divisor > 0) == (factor > 0) { (other, one) } else { (one, other) };
        least = least.max(clamped(ceiling(one)));
        most = most.min(clamped(floor(other)));
    }
    (least <= most).then_some((least, most))
}

fn floor((numerator, denominator): (i128, i128)) -> i128 {
    let quotient = numerator / denominator;
    if numerator % denominator != 0 && (numerator < 0) != (denominator < 0) { quotient - 1 } else { quotient }
}

fn ceiling((numerator, denominator): (i128, i128)) -> i128 {
    -floor((-numerator, denominator))
}

fn clamped(number: i128) -> i64 {
    i64::try_from(number).unwrap_or(if number < 0 { i64::MIN } else { i64::MAX })
}
