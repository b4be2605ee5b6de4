//! Copies that lost what is needed to read their tables.

use std::collections::HashSet;

use crate::grid::{Grid, Kind};
use crate::layout::{Piece, PipeStyle, Spacing, cell_per_line, lined, pieces, pipe_table};
use crate::report::{SampleReport, TableName};

/// L6: of equal lines only the first is left.
pub fn deduplicated_lines(report: &SampleReport) -> String {
    let text = cell_per_line(&pieces(report), Spacing::Dense);
    let mut seen = HashSet::new();
    let lines = text.split_inclusive('\n');
    lines.filter(|line| seen.insert(line.trim())).collect()
}

/// L7: zeros left blank, and the blank cells of a row moved to its end as pipes.
pub fn collapsed_blanks(report: &SampleReport) -> String {
    let report = report.clone().with_blank_zeros();
    lined(&pieces(&report), |grid| {
        let mut grid = grid.clone();
        for row in &mut grid.rows {
            row.retain(|cell| cell.kind != Kind::Value || !cell.text.is_empty());
        }
        pipe_table(&grid, PipeStyle::CellPerLine)
    })
}

/// L8: the labels of the sub-rows of 表三 are gone, so that a group's label is followed by all its numbers.
pub fn swallowed_labels(report: &SampleReport) -> String {
    let mut pieces = pieces(report);
    for piece in &mut pieces {
        if let Piece::Table(grid) = piece {
            swallow(grid);
        }
    }
    lined(&pieces, |grid| pipe_table(grid, PipeStyle::CellPerLine))
}

fn swallow(grid: &mut Grid) {
    if grid.name != TableName::Applications {
        return;
    }
    for row in &mut grid.rows {
        // A sub-row's own label is the last label, and it spans nothing.
        let labels = row.iter().filter(|cell| cell.kind == Kind::Label).count();
        let own = labels.checked_sub(1).map(|own| &row[own]);
        if own.is_some_and(|own| own.across == 1) {
            row.remove(labels - 1);
        }
    }
}
