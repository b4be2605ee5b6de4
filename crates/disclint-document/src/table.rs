//! Tables as read: rows and cells with their places.

use rust_decimal::Decimal;

use crate::span::Span;

/// A table of the form that was found in the report.
#[derive(Clone, Debug)]
pub struct Table {
    /// Which of the forms handed to the reader it was read against.
    pub form: usize,
    /// Which of the form's tables it is.
    pub spec: usize,
    /// From the first label to the last cell.
    pub span: Span,
    /// Its first label: a place to show the whole table by.
    pub head: Span,
    /// Whether the layout kept the cells apart.
    pub state: TableState,
    /// The rows that were found, in the order of the form.
    pub rows: Vec<Row>,
    /// Rows of the form that were not found, by their place in the form; optional ones and headings left out.
    pub missing_rows: Vec<MissingRow>,
    /// Rows with values whose label is not the form's, in the order of the text.
    pub unknown_rows: Vec<UnknownRow>,
    /// Columns whose heading was not found while every row is short of values.
    pub missing_columns: Vec<usize>,
    /// Headings that are no column of this form, but one of another generation's, in the order of the text.
    pub superseded_columns: Vec<Span>,
    /// A second table of the same kind further on, which is not read.
    pub repeated: Option<Span>,
}

impl Table {
    /// The row of the form with index `spec`, if it was found.
    pub fn row(&self, spec: usize) -> Option<&Row> {
        self.rows.binary_search_by_key(&spec, |row| row.spec).ok().map(|at| &self.rows[at])
    }

    /// The cell at a row and a column of the form, if it was found.
    pub fn cell(&self, row: usize, column: usize) -> Option<&Cell> {
        let row = self.row(row)?;
        row.cells.get(column.checked_sub(row.first_column)?)
    }

    /// How many cells hold something that was read for certain: a number, a mark, a text or a blank.
    pub fn cells_read(&self) -> usize {
        let cells = self.rows.iter().flat_map(|row| &row.cells);
        cells.filter(|cell| !matches!(cell.content, CellContent::Unreadable(_))).count()
    }
}

/// Whether a table could be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TableState {
    /// Every cell has its place.
    Readable,
    /// The copy lost what is needed to tell the cells apart; nothing is concluded from it.
    Unreadable(Damage),
}

/// What a copy can do to a table, so that its cells can no longer be told apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Damage {
    /// Lines equal to an earlier line were removed.
    LinesDeduplicated,
    /// Blank cells were dropped or moved to the end of their row.
    BlanksCollapsed,
    /// Labels of sub-rows were lost, so that one label is followed by several rows of values.
    LabelsSwallowed,
    /// Rows have another number of values than the form, for no reason known.
    CountMismatch,
}

/// A row of the form, found.
#[derive(Clone, Debug)]
pub struct Row {
    /// Which of the table's rows.
    pub spec: usize,
    /// The column of the form that `cells[0]` stands in.
    pub first_column: usize,
    /// The label's place.
    pub label: Span,
    /// How the label compares with the official wording.
    pub wording: Wording,
    /// Whether it stands before a row that the form has before it.
    pub out_of_order: bool,
    /// Its cells, one for each column of the form.
    pub cells: Vec<Cell>,
}

/// How a label compares with the official one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Wording {
    /// The same, up to white space, widths, script, punctuation after the number and bracketed guidance.
    Official,
    /// A beginning of it, or a variant that the form accepts.
    Accepted,
    /// Something else: the text that was found, folded.
    Different(String),
}

/// A row of the form that the report lacks.
#[derive(Clone, Debug)]
pub struct MissingRow {
    /// Which of the table's rows.
    pub spec: usize,
    /// Where it should stand: the end of the row before it, or the start of the table.
    pub at: Span,
}

/// A row with values that the form does not have.
#[derive(Clone, Debug)]
pub struct UnknownRow {
    /// The label's place.
    pub label: Span,
    /// The label, folded.
    pub text: String,
    /// The row of the form that it follows.
    pub after: Option<usize>,
    /// Its values' place.
    pub values: Span,
}

/// One cell.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Its text's place; empty for a blank cell. For an unreadable cell, its row's label.
    pub span: Span,
    /// What it holds.
    pub content: CellContent,
}

/// What a cell holds. Blank, zero and the marks are different things.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CellContent {
    /// A number as written, in the unit of the column if it names none.
    Number(Number),
    /// Nothing.
    Blank,
    /// `/`, `-`, `—`, `无` and the like: said not to apply.
    Mark(char),
    /// Something that is not a number.
    Text(String),
    /// It exists in the form, but the copy does not show which value is its own.
    Unreadable(Damage),
}

/// A number in a cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Number {
    /// Its value, in the unit of the column.
    pub value: Decimal,
    /// Whether the value was written in Chinese numerals.
    pub in_words: bool,
    /// Whether a unit stood in the cell.
    pub with_unit: bool,
}

impl Cell {
    /// Its number, if it holds one.
    pub fn number(&self) -> Option<Decimal> {
        match &self.content {
            CellContent::Number(number) => Some(number.value),
            _ => None,
        }
    }
}
