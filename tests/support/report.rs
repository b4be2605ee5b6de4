//! The sample report as data.

use std::fmt;

use crate::balanced;

/// A generation of the official form.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Generation {
    /// 2014 to 2018: one 统计表 with a column of units.
    Form2014,
    /// 2019 and 2020: 国办公开办函〔2019〕60号.
    Form2019,
    /// 2021 and later: 国办公开办函〔2021〕30号.
    Form2021,
}

impl Generation {
    /// All of them, oldest first.
    pub const ALL: [Self; 3] = [Self::Form2014, Self::Form2019, Self::Form2021];
}

/// What kind of body reports; it decides the numbers that are plausible and who may have 规章.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum BodyKind {
    /// 乡镇人民政府.
    Township,
    /// A department of a county or district.
    CountyDepartment,
    /// A department of a city.
    CityBureau,
    /// 设区的市人民政府, the only one here that may have 规章.
    CityGovernment,
}

impl BodyKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Township, Self::CountyDepartment, Self::CityBureau, Self::CityGovernment];

    /// Whether it is a 人民政府 rather than a department.
    pub fn is_government(self) -> bool {
        matches!(self, Self::Township | Self::CityGovernment)
    }
}

/// The reporting body, always a fictional one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Body {
    /// What kind of body it is.
    pub kind: BodyKind,
    /// Its full name.
    pub name: String,
    /// How it calls itself: 我局, 我镇, 我市.
    pub own: String,
    /// Its address, without the name.
    pub address: String,
}

/// A report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SampleReport {
    /// The form it follows.
    pub generation: Generation,
    /// Who reports.
    pub body: Body,
    /// The year reported on.
    pub year: u16,
    /// The title.
    pub title: String,
    /// Paragraphs before the first section.
    pub preamble: Vec<String>,
    /// The sections, in the order they are printed.
    pub sections: Vec<Section>,
    /// The tables; a section that names a table that is not here prints nothing in its place.
    pub tables: Vec<SampleTable>,
    /// Name and date at the end.
    pub signature: Option<Signature>,
}

/// A section.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Section {
    /// Its number, such as `一`; empty for an annex, whose heading is the title alone.
    pub number: String,
    /// Its title.
    pub title: String,
    /// What stands in it.
    pub content: Vec<Part>,
}

impl Section {
    /// The heading as printed.
    pub fn heading(&self) -> String {
        if self.number.is_empty() { self.title.clone() } else { format!("{}、{}", self.number, self.title) }
    }
}

/// A part of a section.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Part {
    /// A paragraph.
    Paragraph(String),
    /// A numbered sub-item with its paragraphs.
    Item(Item),
    /// The place of a table.
    Table(TableName),
}

/// A numbered sub-item.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Item {
    /// Its number, such as `(三)`.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Its paragraphs.
    pub paragraphs: Vec<String>,
}

/// Name and date at the end of a report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Signature {
    /// The body's name.
    pub name: String,
    /// The date, such as `2024年1月16日`.
    pub date: String,
}

/// What a table is called.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum TableName {
    /// 表二, what was published on the body's own initiative.
    Disclosure,
    /// 表三, applications and their outcomes.
    Applications,
    /// 表四, reviews and lawsuits.
    Proceedings,
    /// 统计表 of the 2014 form.
    Statistics,
}

impl fmt::Display for TableName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Disclosure => "表二",
            Self::Applications => "表三",
            Self::Proceedings => "表四",
            Self::Statistics => "统计表",
        })
    }
}

/// A table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SampleTable {
    /// Which one.
    pub name: TableName,
    /// Its blocks; only 表二 has more than one.
    pub blocks: Vec<Block>,
}

/// Rows under one head.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Block {
    /// A line over the head, such as `第二十条第(一)项`; may be empty.
    pub label: String,
    /// The head of the row labels, such as `信息内容`; may be empty.
    pub corner: String,
    /// A heading over all columns, such as `申请人情况`; may be empty.
    pub over: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    /// The headings above its heading, outermost first.
    pub groups: Vec<String>,
    /// Its heading.
    pub label: String,
}

impl Column {
    /// Its name in a cell's path: the nearest group and the heading.
    pub fn path(&self) -> String {
        match self.groups.last() {
            Some(group) => format!("{group}/{}", self.label),
            None => self.label.clone(),
        }
    }
}

/// A row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// The labels it stands under, outermost first.
    pub parents: Vec<String>,
    /// Its label; empty in 表四.
    pub label: String,
    /// Its unit; only in 统计表.
    pub unit: String,
    /// Its cells as spelled; none in a heading row of 统计表.
    pub cells: Vec<String>,
}

impl SampleTable {
    /// All rows.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.blocks.iter().flat_map(|block| &block.rows)
    }

    /// The row with index `row` over all blocks.
    pub fn row_mut(&mut self, row: usize) -> &mut Row {
        self.blocks.iter_mut().flat_map(|block| &mut block.rows).nth(row).expect("the row is one of the table's")
    }

    /// The block that holds row `row`, and the row's index in it.
    pub fn locate(&self, row: usize) -> (usize, usize) {
        let mut rest = row;
        for (at, block) in self.blocks.iter().enumerate() {
            if rest < block.rows.len() {
                return (at, rest);
            }
            rest -= block.rows.len();
        }
        panic!("{} has no row {row}", self.name)
    }

    /// The path of row `row`: the table's name and the row's labels.
    pub fn row_path(&self, row: usize) -> String {
        let (block, inner) = self.locate(row);
        let block = &self.blocks[block];
        let row = &block.rows[inner];
        let mut parts = vec![self.name.to_string()];
        parts.extend(row.parents.iter().cloned());
        parts.push(row.label.clone());
        parts.retain(|part| !part.is_empty());
        parts.join("/")
    }

    /// The path of a cell, in the reader's words. The column is left out where there is only one.
    pub fn cell_path(&self, row: usize, column: usize) -> String {
        let (block, _) = self.locate(row);
        let columns = &self.blocks[block].columns;
        if columns.len() == 1 {
            return self.row_path(row);
        }
        format!("{}/{}", self.row_path(row), columns[column].path())
    }
}

impl SampleReport {
    /// A correct 2021-form report of a city's bureau, with numbers in most rows.
    pub fn balanced_2021() -> Self {
        balanced::busy(Generation::Form2021, BodyKind::CityBureau, 2023, 7)
    }

    /// A correct 2019-form report of a city government, the one body that has 规章.
    pub fn balanced_2019() -> Self {
        balanced::busy(Generation::Form2019, BodyKind::CityGovernment, 2020, 3)
    }

    /// A correct 2014-form report of a district's department.
    pub fn balanced_2014() -> Self {
        balanced::busy(Generation::Form2014, BodyKind::CountyDepartment, 2016, 5)
    }

    /// A correct report of a body of this kind with numbers in most rows.
    pub fn busy(generation: Generation, kind: BodyKind, year: u16, seed: u64) -> Self {
        balanced::busy(generation, kind, year, seed)
    }

    /// A correct report of a body of this kind that had a handful of applications.
    pub fn quiet(generation: Generation, kind: BodyKind, year: u16, seed: u64) -> Self {
        balanced::quiet(generation, kind, year, seed)
    }

    /// A correct report whose body, year, numbers and wording follow from `seed`.
    pub fn balanced_random(generation: Generation, seed: u64) -> Self {
        balanced::random(generation, seed)
    }

    /// The table called `name`, unless it was dropped.
    pub fn table(&self, name: TableName) -> Option<&SampleTable> {
        self.tables.iter().find(|table| table.name == name)
    }

    /// The table called `name`, to be changed.
    pub fn table_mut(&mut self, name: TableName) -> Option<&mut SampleTable> {
        self.tables.iter_mut().find(|table| table.name == name)
    }

    /// Every cell with its path, in the order of printing.
    pub fn cells(&self) -> Vec<(String, &str)> {
        let mut cells = Vec::new();
        for table in &self.tables {
            for (at, row) in table.rows().enumerate() {
                for (column, cell) in row.cells.iter().enumerate() {
                    cells.push((table.cell_path(at, column), cell.as_str()));
                }
            }
        }
        cells
    }

    /// The cell at `path`: the whole path, or the table's name and the end of the path
    /// (`表三/2.重复申请/自然人`).
    pub fn cell(&self, path: &str) -> &str {
        let (table, row, column) = self.find(path);
        let row = self.tables[table].rows().nth(row);
        &row.expect("the row was just found").cells[column]
    }

    /// Writes `value` into the cell at `path`, which may be shortened as in [`Self::cell`].
    pub fn set_cell(&mut self, path: &str, value: impl Into<String>) {
        let (table, row, column) = self.find(path);
        self.tables[table].row_mut(row).cells[column] = value.into();
    }

    /// Table, row and column of the only cell that `path` names.
    fn find(&self, path: &str) -> (usize, usize, usize) {
        let mut found = Vec::new();
        for (at, table) in self.tables.iter().enumerate() {
            let prefix = format!("{}/", table.name);
            let Some(tail) = path.strip_prefix(&prefix) else {
                continue;
            };
            let tail = format!("/{tail}");
            for (row, cells) in table.rows().map(|row| &row.cells).enumerate() {
                for column in 0..cells.len() {
                    if table.cell_path(row, column).ends_with(&tail) {
                        found.push((at, row, column));
                    }
                }
            }
        }
        assert!(found.len() == 1, "{path} names {} cells", found.len());
        found[0]
    }

    /// The same report with every `0` left blank, as many bodies fill the form.
    #[must_use]
    pub fn with_blank_zeros(mut self) -> Self {
        let rows = self.tables.iter_mut().flat_map(|table| &mut table.blocks).flat_map(|block| &mut block.rows);
        for cell in rows.flat_map(|row| &mut row.cells) {
            if cell == "0" {
                cell.clear();
            }
        }
        self
    }
}
