//! Tables as printed: rows of cells, some of which span columns or rows.

use crate::report::{Block, Column, Row, SampleTable, TableName};

/// What a printed cell holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// A heading of columns or of a block.
    Head,
    /// A label of a row or of a group of rows.
    Label,
    /// A value.
    Value,
}

/// A printed cell.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct GridCell {
    /// Its text.
    pub(crate) text: String,
    /// How many columns it takes.
    pub(crate) across: usize,
    /// How many rows it takes.
    pub(crate) down: usize,
    /// What it holds.
    pub(crate) kind: Kind,
}

/// A printed table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Grid {
    /// Which table it prints.
    pub(crate) name: TableName,
    /// How many columns it has.
    pub(crate) width: usize,
    /// The cells that begin in each row.
    pub(crate) rows: Vec<Vec<GridCell>>,
}

fn cell(text: &str, across: usize, down: usize, kind: Kind) -> GridCell {
    GridCell { text: text.into(), across, down, kind }
}

impl Grid {
    /// Prints `table` as the form prints it.
    pub(crate) fn new(table: &SampleTable) -> Self {
        let labels = match table.name {
            TableName::Applications => 3,
            TableName::Disclosure => 1,
            // The unit has a column of its own.
            TableName::Statistics => 2,
            TableName::Proceedings => 0,
        };
        let columns = table.blocks.iter().map(|block| block.columns.len()).max();
        let mut grid = Self { name: table.name, width: labels + columns.unwrap_or(0), rows: vec![] };
        for block in &table.blocks {
            if !block.label.is_empty() {
                grid.rows.push(vec![cell(&block.label, grid.width, 1, Kind::Head)]);
            }
            grid.head(block, labels);
            grid.body(block, labels);
        }
        grid
    }

    /// The rows of headings: the corner, then one row for each level of grouping.
    fn head(&mut self, block: &Block, labels: usize) {
        let levels = block.columns.iter().map(|column| column.groups.len()).max();
        let levels = levels.unwrap_or(0) + 1;
        let depth = levels + usize::from(!block.over.is_empty());
        let mut first = Vec::new();
        if self.name == TableName::Statistics {
            first.push(cell(&block.corner, 1, 1, Kind::Head));
            first.push(cell("单位", 1, 1, Kind::Head));
        } else if labels > 0 {
            first.push(cell(&block.corner, labels, depth, Kind::Head));
        }
        if !block.over.is_empty() {
            first.push(cell(&block.over, block.columns.len(), 1, Kind::Head));
            self.rows.push(std::mem::take(&mut first));
        }
        for level in 0..levels {
            let mut row = std::mem::take(&mut first);
            let mut at = 0;
            while let Some(column) = block.columns.get(at) {
                let Some(group) = column.groups.get(level) else {
                    // A leaf is printed once, on the first level below its groups.
                    if column.groups.len() == level {
                        row.push(cell(&column.label, 1, levels - level, Kind::Head));
                    }
                    at += 1;
                    continue;
                };
                let same = |other: &&Column| other.groups.get(..=level) == column.groups.get(..=level);
                let across = block.columns[at..].iter().take_while(same).count();
                row.push(cell(group, across, 1, Kind::Head));
                at += across;
            }
            self.widen_last(&mut row, labels + block.columns.len());
            self.rows.push(row);
        }
    }

    fn body(&mut self, block: &Block, labels: usize) {
        for (at, row) in block.rows.iter().enumerate() {
            let mut cells = Vec::new();
            if self.name == TableName::Statistics {
                cells.push(cell(&row.label, 1, 1, Kind::Label));
                cells.push(cell(&row.unit, 1, 1, Kind::Label));
                if row.cells.is_empty() {
                    cells.push(cell("", 1, 1, Kind::Value));
                }
            } else {
                let before = at.checked_sub(1).map(|before| &block.rows[before]);
                for (level, parent) in row.parents.iter().enumerate() {
                    let inside = |other: &Row| other.parents.get(..=level) == row.parents.get(..=level);
                    if before.is_none_or(|before| !inside(before)) {
                        let down = block.rows[at..].iter().take_while(|other| inside(other)).count();
                        cells.push(cell(parent, 1, down, Kind::Label));
                    }
                }
                if labels > 0 {
                    let across = labels.saturating_sub(row.parents.len()).max(1);
                    cells.push(cell(&row.label, across, 1, Kind::Label));
                }
            }
            cells.extend(row.cells.iter().map(|text| cell(text, 1, 1, Kind::Value)));
            self.widen_last(&mut cells, labels + block.columns.len());
            self.rows.push(cells);
        }
    }

    /// The last cell of a block that is narrower than the table takes the rest of the row.
    fn widen_last(&self, row: &mut [GridCell], taken: usize) {
        if let Some(last) = row.last_mut() {
            last.across += self.width.saturating_sub(taken);
        }
    }

    /// How many cells of row `row` are missing because others span them.
    pub(crate) fn fillers(&self, row: usize) -> usize {
        self.width.saturating_sub(self.rows[row].len())
    }

    /// Every place of the table with its text; the places that a spanning cell covers are empty.
    pub(crate) fn rectangle(&self) -> Vec<Vec<String>> {
        let mut places = vec![vec![None; self.width]; self.rows.len()];
        for (at, row) in self.rows.iter().enumerate() {
            for cell in row {
                let free = places[at].iter().position(Option::is_none);
                let Some(column) = free else { continue };
                for (below, line) in places.iter_mut().skip(at).take(cell.down).enumerate() {
                    for (beside, place) in line.iter_mut().skip(column).take(cell.across).enumerate() {
                        let corner = below == 0 && beside == 0;
                        *place = Some(if corner { cell.text.clone() } else { String::new() });
                    }
                }
            }
        }
        places.into_iter().map(|line| line.into_iter().map(Option::unwrap_or_default).collect()).collect()
    }
}
