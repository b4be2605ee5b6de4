//! The layouts that real reports arrive in.

mod lines;
mod markup;
mod pdf;
mod pipes;

use crate::grid::Grid;
use crate::report::{Part, SampleReport};

pub(crate) use lines::{Spacing, cell_per_line};
pub(crate) use pipes::{PipeStyle, table as pipe_table};

/// How a report is spelled as text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Layout {
    /// L1: a row per line, cells ended by pipes, spanned places as a run of pipes.
    PipeRow,
    /// L2: the same with a pipe before the first cell and padding.
    LeadingPipe,
    /// L3: a cell per line, each ended by a pipe.
    CellPerLinePipe,
    /// L4: a line with a pipe alone before every row.
    PipeBeforeRow,
    /// L4: a line with a pipe alone between all cells.
    PipeBetweenCells,
    /// L5: a cell per line, blank lines between; blank cells leave no trace.
    CellPerLine,
    /// L9: columns made of spaces, as a converter makes them from a PDF; blank cells leave no trace.
    PdfColumns,
    /// L11: Markdown.
    Markdown,
    /// L13: the prose and its headings on one line between two tables.
    OneLineSections,
    /// Cells separated by tabs, as a spreadsheet copies them.
    TabSeparated,
    /// HTML with spanning cells.
    Html,
}

impl Layout {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::PipeRow,
        Self::LeadingPipe,
        Self::CellPerLinePipe,
        Self::PipeBeforeRow,
        Self::PipeBetweenCells,
        Self::CellPerLine,
        Self::PdfColumns,
        Self::Markdown,
        Self::OneLineSections,
        Self::TabSeparated,
        Self::Html,
    ];

    /// Whether a blank cell can be told from no cell.
    pub fn shows_blanks(self) -> bool {
        !matches!(self, Self::CellPerLine | Self::PdfColumns)
    }
}

/// The report in a layout.
pub fn render(report: &SampleReport, layout: Layout) -> String {
    let pieces = pieces(report);
    match layout {
        Layout::PipeRow => lined(&pieces, |grid| pipe_table(grid, PipeStyle::Row)),
        Layout::LeadingPipe => lined(&pieces, |grid| pipe_table(grid, PipeStyle::LeadingRow)),
        Layout::CellPerLinePipe => lined(&pieces, |grid| pipe_table(grid, PipeStyle::CellPerLine)),
        Layout::PipeBeforeRow => lined(&pieces, |grid| pipe_table(grid, PipeStyle::BeforeRow)),
        Layout::PipeBetweenCells => lined(&pieces, |grid| pipe_table(grid, PipeStyle::BetweenCells)),
        Layout::CellPerLine => cell_per_line(&pieces, Spacing::BlankLines),
        Layout::PdfColumns => pdf::render(&pieces),
        Layout::Markdown => markup::markdown(&pieces),
        Layout::OneLineSections => lines::one_line_sections(&pieces),
        Layout::TabSeparated => lined(&pieces, markup::tabs),
        Layout::Html => markup::html(&pieces),
    }
}

/// A part of a report in the order of printing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Piece {
    /// The title.
    Title(String),
    /// The heading of a section.
    Heading(String),
    /// The number and title of a sub-item.
    ItemHeading(String),
    /// A paragraph.
    Paragraph(String),
    /// A table.
    Table(Grid),
    /// A line of the signature.
    Signature(String),
}

/// What is printed, in order.
pub(crate) fn pieces(report: &SampleReport) -> Vec<Piece> {
    let mut pieces = vec![Piece::Title(report.title.clone())];
    pieces.extend(report.preamble.iter().cloned().map(Piece::Paragraph));
    for section in &report.sections {
        pieces.push(Piece::Heading(section.heading()));
        for part in &section.content {
            match part {
                Part::Paragraph(text) => pieces.push(Piece::Paragraph(text.clone())),
                Part::Item(item) => {
                    pieces.push(Piece::ItemHeading(format!("{}{}", item.number, item.title)));
                    pieces.extend(item.paragraphs.iter().cloned().map(Piece::Paragraph));
                }
                Part::Table(name) => {
                    pieces.extend(report.table(*name).map(|table| Piece::Table(Grid::new(table))));
                }
            }
        }
    }
    if let Some(signature) = &report.signature {
        pieces.push(Piece::Signature(signature.name.clone()));
        pieces.push(Piece::Signature(signature.date.clone()));
    }
    pieces
}

/// One line for each piece of text, tables as `table` prints them.
pub(crate) fn lined(pieces: &[Piece], table: impl Fn(&Grid) -> String) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Title(text)
            | Piece::Heading(text)
            | Piece::ItemHeading(text)
            | Piece::Paragraph(text)
            | Piece::Signature(text) => {
                out += text;
                out.push('\n');
            }
            Piece::Table(grid) => out += &table(grid),
        }
    }
    out
}
