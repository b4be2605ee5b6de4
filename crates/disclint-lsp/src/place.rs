//! What stands at a place of a report.

use disclint_document::{Cell, Figure, Row, Section, Span, Table, TableSpec};

use crate::analysis::Analysis;

/// What stands at a place.
pub(crate) enum Place<'a> {
    /// A cell of a table.
    Cell(CellAt<'a>),
    /// The label of a row.
    Label(&'a Table, &'a TableSpec, &'a Row),
    /// A number in prose.
    Figure(&'a Figure),
    /// The heading of a part.
    Heading(&'a Section),
}

/// A cell with its place in the form.
pub(crate) struct CellAt<'a> {
    pub(crate) spec: &'a TableSpec,
    pub(crate) row: usize,
    pub(crate) column: usize,
    pub(crate) cell: &'a Cell,
}

impl CellAt<'_> {
    /// Its name in the reader's words.
    pub(crate) fn path(&self) -> String {
        self.spec.cell_path(self.row, self.column)
    }
}

impl Place<'_> {
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Cell(at) => at.cell.span,
            Self::Label(_, _, row) => row.label,
            Self::Figure(figure) => figure.span,
            Self::Heading(section) => heading(section),
        }
    }
}

/// A part's heading, its number included.
pub(crate) fn heading(section: &Section) -> Span {
    section.number.map_or(section.title, |number| number.span.cover(section.title))
}

/// Whether a cursor before byte `offset` touches `span`.
pub(crate) fn touches(span: Span, offset: usize) -> bool {
    span.start as usize <= offset && offset <= span.end as usize
}

impl Analysis {
    /// The form of a table that was found.
    pub(crate) fn spec(&self, table: &Table) -> &TableSpec {
        &self.project.packs.reader().forms()[table.form].tables[table.spec]
    }

    /// What stands at byte `offset`.
    pub(crate) fn place(&self, offset: usize) -> Option<Place<'_>> {
        let report = &self.report;
        for table in report.tables.iter().filter(|table| touches(table.span, offset)) {
            let spec = self.spec(table);
            for row in &table.rows {
                let mut cells = row.cells.iter().enumerate();
                if let Some((at, cell)) = cells.find(|(_, cell)| !cell.span.is_empty() && touches(cell.span, offset))
                    && cell.span != row.label
                {
                    let column = row.first_column + at;
                    return Some(Place::Cell(CellAt { spec, row: row.spec, column, cell }));
                }
                if !row.label.is_empty() && touches(row.label, offset) {
                    return Some(Place::Label(table, spec, row));
                }
            }
        }
        if let Some(figure) = report.prose.figures.iter().find(|figure| touches(figure.span, offset)) {
            return Some(Place::Figure(figure));
        }
        report.sections.iter().find(|section| touches(heading(section), offset)).map(Place::Heading)
    }
}
