//! What a form prints: sections and tables, as plain data.
//!
//! The reader is handed forms and knows nothing of where they come from. Everything that is
//! particular to one kind of report stands in a [`Form`], nothing of it in the reader.

use crate::lazy_regex::LazyRegex;

/// One generation of a report's form.
#[derive(Clone, Debug)]
pub struct Form {
    /// Its name, the same as the pack's that declares it.
    pub id: String,
    /// The years whose reports use it, first and last; `None` is open.
    pub years: (Option<u16>, Option<u16>),
    /// Whether sections may come in any order and under any title, one heading serving several.
    pub free_order: bool,
    /// How such reports look around the tables.
    pub reading: Reading,
    /// The sections, in their prescribed order.
    pub sections: Vec<SectionSpec>,
    /// The tables, in their prescribed order.
    pub tables: Vec<TableSpec>,
}

impl Form {
    /// Whether a report for `year` uses this form.
    pub fn is_for(&self, year: u16) -> bool {
        self.years.0.is_none_or(|first| first <= year) && self.years.1.is_none_or(|last| year <= last)
    }

    /// The table named `id` and its place in the form.
    pub fn table(&self, id: &str) -> Option<(usize, &TableSpec)> {
        self.tables.iter().enumerate().find(|(_, table)| table.id == id)
    }
}

/// How reports of a kind are recognised and where their text begins and ends.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The title, matched against folded lines joined without white space. The reporting body and the year are
    /// the first groups that took part and whose names begin with `body` and `year`.
    pub title: Option<LazyRegex>,
    /// The characters that a title can end with; any, if `None`.
    pub title_ends: Option<String>,
    /// The statement of the statistical period, matched against folded text; named groups `from` and `to` are years.
    pub period: Option<LazyRegex>,
    /// Words one of which stands in the sentence that states the statistical period.
    pub period_words: Vec<String>,
    /// Words of the page around the report before the date on which it was posted.
    pub posted: Vec<String>,
    /// What a preamble says of body and year where no title does, matched against folded text before the first
    /// table; groups as in the title, from whichever matches hold them.
    pub mention: Option<LazyRegex>,
    /// Beginnings of lines that a web page puts around a report.
    pub chrome: Vec<String>,
}

/// A top-level section as the form prints it.
#[derive(Clone, Debug)]
pub struct SectionSpec {
    /// Its name within the form.
    pub id: String,
    /// The prescribed title.
    pub title: String,
    /// Other wordings that are accepted.
    pub accepts: Option<TitlePattern>,
    /// Words that tell the section even where the title is neither prescribed nor accepted; every accepted
    /// wording holds one of them.
    pub keywords: Vec<String>,
    /// Whether a report without it is incomplete.
    pub required: bool,
}

/// A pattern for a title, without white space.
#[derive(Clone, Debug)]
pub struct TitlePattern {
    whole: LazyRegex,
    beginning: LazyRegex,
}

impl TitlePattern {
    /// A pattern; it is anchored here.
    pub fn new(pattern: &str) -> Self {
        Self {
            whole: LazyRegex::new(&format!("^(?:{pattern})$")),
            beginning: LazyRegex::new(&format!("^(?:{pattern})")),
        }
    }

    /// Compiles it now.
    ///
    /// # Errors
    /// If it is no regular expression.
    pub fn check(&self) -> Result<(), regex::Error> {
        self.whole.check()
    }

    /// Whether it matches all of `title`.
    pub(crate) fn is_whole(&self, title: &str) -> bool {
        self.whole.is_match(title)
    }

    /// The length of the beginning of `text` that it matches.
    pub(crate) fn beginning(&self, text: &str) -> Option<usize> {
        self.beginning.get()?.find(text).map(|found| found.end()).filter(|&length| length > 0)
    }
}

/// A table as the form prints it.
#[derive(Clone, Debug)]
pub struct TableSpec {
    /// Its name within the form; tables with the same name in two generations serve the same purpose.
    pub id: String,
    /// What people call it, such as `表三`.
    pub name: String,
    /// The `id` of the section it stands in.
    pub section: Option<String>,
    /// Texts of the head that belong to no row or column.
    pub captions: Vec<String>,
    /// Whether a column of its own gives each row's unit of measure.
    pub unit_column: bool,
    /// Whether a report without it is incomplete.
    pub required: bool,
    /// Columns of all blocks; a row uses the range that [`RowSpec::columns`] names.
    pub columns: Vec<ColumnSpec>,
    /// The blocks, in their order.
    pub blocks: Vec<BlockSpec>,
    /// All rows in order, heading rows included.
    pub rows: Vec<RowSpec>,
}

impl TableSpec {
    /// How many cells the form has a value for.
    pub fn cell_count(&self) -> usize {
        self.rows.iter().filter(|row| !row.optional).map(|row| row.columns.len()).sum()
    }

    /// Whether `text` is what a cell of the column of units says.
    pub(crate) fn is_unit(&self, text: &str) -> bool {
        self.unit_column && self.rows.iter().any(|row| row.unit.as_deref() == Some(text))
    }

    /// The row's name in the reader's words: its labels from the outermost heading inwards, joined by `/`.
    pub fn row_path(&self, row: usize) -> String {
        let mut labels = Vec::new();
        let mut at = Some(row);
        while let Some(index) = at {
            let spec = &self.rows[index];
            if !spec.label.is_empty() {
                labels.push(spec.label.as_str());
            }
            at = spec.parent;
        }
        labels.reverse();
        labels.join("/")
    }

    /// The cell's name in the reader's words, such as `表三/(五)不予处理/2.重复申请/自然人`. The column is
    /// left out where the row has only one.
    pub fn cell_path(&self, row: usize, column: usize) -> String {
        let mut path = vec![self.name.clone()];
        let row_path = self.row_path(row);
        if !row_path.is_empty() {
            path.push(row_path);
        }
        if self.rows[row].columns.len() > 1 {
            path.push(self.columns[column].path());
        }
        path.join("/")
    }
}

/// A part of a table with columns of its own.
#[derive(Clone, Debug)]
pub struct BlockSpec {
    /// Which of the table's columns are its own.
    pub columns: std::ops::Range<usize>,
    /// What stands above and beside its columns.
    pub captions: Vec<String>,
}

/// A column, or one of the columns of a block.
#[derive(Clone, Debug)]
pub struct ColumnSpec {
    /// Its name within the table.
    pub id: String,
    /// The heading above its heading, if any.
    pub group: Option<String>,
    /// The heading.
    pub label: String,
    /// Other wordings that are accepted.
    pub variants: Vec<String>,
    /// What its cells hold.
    pub kind: CellKind,
}

impl ColumnSpec {
    /// Group and label joined by `/`.
    pub fn path(&self) -> String {
        match &self.group {
            Some(group) => format!("{group}/{}", self.label),
            None => self.label.clone(),
        }
    }
}

/// A row. One without columns is a heading over the rows that name it as their parent.
#[derive(Clone, Debug)]
pub struct RowSpec {
    /// Its name within the table.
    pub id: String,
    /// The official wording; empty for the only row of a table without row labels.
    pub label: String,
    /// Other wordings that are accepted.
    pub variants: Vec<String>,
    /// The heading row above it.
    pub parent: Option<usize>,
    /// Which of [`TableSpec::columns`] it has cells in.
    pub columns: std::ops::Range<usize>,
    /// The unit of measure printed beside the label.
    pub unit: Option<String>,
    /// Whether it may be absent: rows that only some provinces print.
    pub optional: bool,
    /// Replaces the columns' [`ColumnSpec::kind`] in this row.
    pub kind: Option<CellKind>,
}

/// What a cell may hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CellKind {
    /// A non-negative integer.
    Count,
    /// A signed integer: more or fewer than last year.
    Increment,
    /// A non-negative amount of money, with or without a unit; without one, in this unit.
    Amount(MoneyUnit),
}

/// Units of money, as multiples of one yuan.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MoneyUnit {
    /// 元.
    Yuan,
    /// 万元.
    TenThousandYuan,
    /// 亿元.
    HundredMillionYuan,
}

impl MoneyUnit {
    /// As written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Yuan => "元",
            Self::TenThousandYuan => "万元",
            Self::HundredMillionYuan => "亿元",
        }
    }

    /// The unit written `name`.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Yuan, Self::TenThousandYuan, Self::HundredMillionYuan].into_iter().find(|unit| unit.name() == name)
    }

    /// How many yuan one of it is.
    pub fn in_yuan(self) -> i64 {
        match self {
            Self::Yuan => 1,
            Self::TenThousandYuan => 10_000,
            Self::HundredMillionYuan => 100_000_000,
        }
    }
}
