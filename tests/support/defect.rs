//! Faults to put into a correct report, and what should be found for each.

use disclint_rules::Category;

use crate::official;
use crate::report::{BodyKind, Generation, Part, Row, SampleReport, SampleTable, TableName};
use crate::rng::Rng;

/// A fault. Applied to a correct report it is one cause, whatever number of rules it breaks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Defect {
    /// A cell holds another number.
    WrongCell {
        /// Where.
        cell: Place,
        /// What is added to the right number.
        delta: i64,
    },
    /// A row is missing.
    DroppedRow {
        /// The table.
        table: TableName,
        /// The row's index over all blocks.
        row: usize,
    },
    /// A table is missing.
    DroppedTable {
        /// The table.
        table: TableName,
    },
    /// A row that the form does not have.
    UnknownRow {
        /// The table.
        table: TableName,
        /// The index of the row before it.
        after: usize,
        /// Its label.
        label: String,
    },
    /// A label with a wrong character.
    LabelTypo {
        /// The table.
        table: TableName,
        /// The row's index over all blocks.
        row: usize,
    },
    /// A total left blank beside numbers.
    BlankTotal {
        /// Where.
        cell: Place,
    },
    /// A cell that holds no number, such as `1O`.
    TextInCell {
        /// Where.
        cell: Place,
        /// What it holds.
        text: String,
    },
    /// A negative number of things.
    NegativeCount {
        /// Where.
        cell: Place,
    },
    /// A number of things with decimals.
    DecimalCount {
        /// Where.
        cell: Place,
    },
    /// A section is missing; the numbers of the others stay.
    DroppedSection {
        /// Its index.
        section: usize,
    },
    /// A section's heading stands twice.
    DuplicatedHeading {
        /// Its index.
        section: usize,
    },
    /// A section and the next one changed places; the numbers are in order.
    SwappedSections {
        /// The index of the first.
        section: usize,
    },
    /// 改正 for 改进 in the title of the fifth section.
    MisnamedSection {
        /// Its index.
        section: usize,
    },
    /// A section with a heading and nothing under it.
    EmptySection {
        /// Its index.
        section: usize,
    },
    /// A sub-item of the first section has the number of the one before it, as have those after it theirs.
    RepeatedItem {
        /// Its index among the sub-items.
        item: usize,
    },
    /// 一是 is followed by 三是.
    SkippedStep,
    /// A section has the next one's number.
    WrongSectionNumber {
        /// Its index.
        section: usize,
    },
    /// 表二 and 表三 of the form of 2019 in a report for a later year.
    OldTables,
    /// A body without the power to make 规章 reports some.
    RegulationsNotZero,
    /// The number of applications in the prose is not the table's.
    WrongFigure,
    /// The statistical period is last year's.
    WrongPeriod,
}

/// A cell by its indices.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// The table.
    pub table: TableName,
    /// The row's index over all blocks.
    pub row: usize,
    /// The column's index in the row.
    pub column: usize,
}

/// The kinds of [`Defect`], without their places.
#[allow(missing_docs, reason = "they are named as the defects that they make")]
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum DefectKind {
    WrongCell,
    DroppedRow,
    DroppedTable,
    UnknownRow,
    LabelTypo,
    BlankTotal,
    TextInCell,
    NegativeCount,
    DecimalCount,
    DroppedSection,
    DuplicatedHeading,
    SwappedSections,
    MisnamedSection,
    EmptySection,
    RepeatedItem,
    SkippedStep,
    WrongSectionNumber,
    OldTables,
    RegulationsNotZero,
    WrongFigure,
    WrongPeriod,
}

/// What should be found for a defect.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Expected {
    /// The category of the rule.
    pub category: Category,
    /// What the finding points at.
    pub anchor: Anchor,
}

/// What a finding points at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Anchor {
    /// Characters of the report.
    Text(String),
    /// The path of a cell.
    Cell(String),
    /// Something that is not there: the path of a row, the name of a table, the title of a section.
    Missing(String),
}

impl Defect {
    /// All kinds.
    pub const ALL_KINDS: [DefectKind; 21] = [
        DefectKind::WrongCell,
        DefectKind::DroppedRow,
        DefectKind::DroppedTable,
        DefectKind::UnknownRow,
        DefectKind::LabelTypo,
        DefectKind::BlankTotal,
        DefectKind::TextInCell,
        DefectKind::NegativeCount,
        DefectKind::DecimalCount,
        DefectKind::DroppedSection,
        DefectKind::DuplicatedHeading,
        DefectKind::SwappedSections,
        DefectKind::MisnamedSection,
        DefectKind::EmptySection,
        DefectKind::RepeatedItem,
        DefectKind::SkippedStep,
        DefectKind::WrongSectionNumber,
        DefectKind::OldTables,
        DefectKind::RegulationsNotZero,
        DefectKind::WrongFigure,
        DefectKind::WrongPeriod,
    ];

    /// A defect of a kind for a report, its place chosen by `seed`; `None` where the report offers no place.
    pub fn of(kind: DefectKind, report: &SampleReport, seed: u64) -> Option<Self> {
        let rng = &mut Rng::new(seed);
        let old = report.generation == Generation::Form2014;
        // The first sections differ between the generations, the last ones do not.
        let problems = if old { 6 } else { 4 };
        let table = if old { TableName::Statistics } else { TableName::Applications };
        Some(match kind {
            DefectKind::WrongCell => {
                Self::WrongCell { cell: summed_cell(report, rng)?, delta: rng.between(1, 3).cast_signed() }
            }
            DefectKind::DroppedRow => Self::DroppedRow { table, row: value_row(report, table, rng)? },
            DefectKind::DroppedTable => Self::DroppedTable { table: report.tables.last()?.name },
            DefectKind::UnknownRow => Self::UnknownRow {
                table,
                after: value_row(report, table, rng)?,
                label: rng.pick(&["9.属于历史档案", "6.申请人自愿撤回", "4.转交其他机关"]).into(),
            },
            DefectKind::LabelTypo => Self::LabelTypo { table, row: value_row(report, table, rng)? },
            DefectKind::BlankTotal => Self::BlankTotal { cell: total_cell(report, rng)? },
            DefectKind::TextInCell => Self::TextInCell {
                cell: summed_cell(report, rng)?,
                text: rng.pick(&["1O", "abc", "l2", "若干"]).into(),
            },
            DefectKind::NegativeCount => Self::NegativeCount { cell: summed_cell(report, rng)? },
            DefectKind::DecimalCount => Self::DecimalCount { cell: summed_cell(report, rng)? },
            DefectKind::DroppedSection => Self::DroppedSection { section: problems },
            DefectKind::DuplicatedHeading => Self::DuplicatedHeading { section: problems },
            DefectKind::SwappedSections => Self::SwappedSections { section: problems },
            DefectKind::MisnamedSection => Self::MisnamedSection { section: problems },
            DefectKind::EmptySection => Self::EmptySection { section: problems + 1 },
            DefectKind::RepeatedItem if old => return None,
            DefectKind::RepeatedItem => Self::RepeatedItem { item: 3 },
            DefectKind::SkippedStep => Self::SkippedStep,
            DefectKind::WrongSectionNumber => Self::WrongSectionNumber { section: problems - 1 },
            DefectKind::OldTables if report.generation != Generation::Form2021 => return None,
            DefectKind::OldTables => Self::OldTables,
            DefectKind::RegulationsNotZero if old || report.body.kind == BodyKind::CityGovernment => {
                return None;
            }
            DefectKind::RegulationsNotZero => Self::RegulationsNotZero,
            DefectKind::WrongFigure => {
                stated_figure(report)?;
                Self::WrongFigure
            }
            DefectKind::WrongPeriod => Self::WrongPeriod,
        })
    }

    /// Puts the defect into `report` and says what should be found.
    pub fn apply(&self, report: &mut SampleReport) -> Expected {
        let structure = |anchor| Expected { category: Category::Structure, anchor };
        match self {
            Self::WrongCell { cell, delta } => {
                let right: i64 = cell.text(report).parse().expect("a count stands there");
                Expected {
                    category: Category::Identity,
                    anchor: Anchor::Cell(cell.set(report, (right + delta).to_string())),
                }
            }
            Self::DroppedRow { table, row } => {
                let table = report.table_mut(*table).expect("the table is there");
                let path = table.row_path(*row);
                let (block, inner) = table.locate(*row);
                table.blocks[block].rows.remove(inner);
                structure(Anchor::Missing(path))
            }
            Self::DroppedTable { table } => {
                report.tables.retain(|other| other.name != *table);
                structure(Anchor::Missing(table.to_string()))
            }
            Self::UnknownRow { table, after, label } => {
                let table = report.table_mut(*table).expect("the table is there");
                let (block, inner) = table.locate(*after);
                let rows = &mut table.blocks[block].rows;
                let row = Row {
                    label: label.clone(),
                    // Zeros keep the sums right: the row is the only fault.
                    cells: vec!["0".into(); rows[inner].cells.len()],
                    ..rows[inner].clone()
                };
                rows.insert(inner + 1, row);
                structure(Anchor::Text(label.clone()))
            }
            Self::LabelTypo { table, row } => {
                let table = report.table_mut(*table).expect("the table is there");
                let label = &mut table.row_mut(*row).label;
                *label = misspelled(label);
                structure(Anchor::Text(label.clone()))
            }
            Self::BlankTotal { cell } => structure(Anchor::Cell(cell.set(report, String::new()))),
            Self::TextInCell { cell, text } => structure(Anchor::Cell(cell.set(report, text.clone()))),
            Self::NegativeCount { cell } => {
                // `-0` would be a zero.
                let right = cell.text(report).replace('0', "1");
                structure(Anchor::Cell(cell.set(report, format!("-{right}"))))
            }
            Self::DecimalCount { cell } => {
                let right = cell.text(report).to_owned();
                structure(Anchor::Cell(cell.set(report, format!("{right}.5"))))
            }
            Self::DroppedSection { section } => {
                let dropped = report.sections.remove(*section);
                structure(Anchor::Missing(dropped.title))
            }
            Self::DuplicatedHeading { section } => {
                let mut heading = report.sections[*section].clone();
                heading.content.clear();
                let text = heading.heading();
                report.sections.insert(*section, heading);
                structure(Anchor::Text(text))
            }
            Self::SwappedSections { section } => {
                if let [first, second] = &mut report.sections[*section..section + 2] {
                    std::mem::swap(first, second);
                    // The numbers stay where they were.
                    std::mem::swap(&mut first.number, &mut second.number);
                }
                structure(Anchor::Text(report.sections[*section].heading()))
            }
            Self::MisnamedSection { section } => {
                let section = &mut report.sections[*section];
                section.title = section.title.replace("改进", "改正");
                structure(Anchor::Text(section.title.clone()))
            }
            Self::EmptySection { section } => {
                let section = &mut report.sections[*section];
                section.content.clear();
                structure(Anchor::Text(section.heading()))
            }
            Self::RepeatedItem { item } => structure(Anchor::Text(repeat_item(report, *item))),
            Self::SkippedStep => {
                let step = |text: &mut String| {
                    let found = text.contains("二是");
                    *text = text.replace("三是", "四是").replace("二是", "三是");
                    found
                };
                let found = paragraphs(report).any(step);
                assert!(found, "no paragraph counts its points");
                structure(Anchor::Text("三是".into()))
            }
            Self::WrongSectionNumber { section } => {
                report.sections[*section].number = report.sections[section + 1].number.clone();
                structure(Anchor::Text(report.sections[*section].heading()))
            }
            Self::OldTables => {
                for table in &mut report.tables {
                    match table.name {
                        TableName::Disclosure => *table = old_disclosure(table, report.body.kind),
                        TableName::Applications => merge_other_handling(table),
                        TableName::Proceedings | TableName::Statistics => {}
                    }
                }
                structure(Anchor::Text("上一年项目数量".into()))
            }
            Self::RegulationsNotZero => {
                let cell = Place { table: TableName::Disclosure, row: 0, column: 2 };
                Expected { category: Category::Structure, anchor: Anchor::Cell(cell.set(report, "2".into())) }
            }
            Self::WrongFigure => {
                let (before, after) = stated_figure(report).expect("the figure is stated");
                for text in paragraphs(report) {
                    *text = text.replace(&before, &after);
                }
                Expected { category: Category::Figure, anchor: Anchor::Text(after) }
            }
            Self::WrongPeriod => {
                let (year, before) = (report.year, report.year - 1);
                let wrong = format!("自{before}年1月1日起至{before}年12月31日");
                for text in &mut report.preamble {
                    *text = text.replace(&format!("自{year}年1月1日起至{year}年12月31日"), &wrong);
                }
                Expected { category: Category::Period, anchor: Anchor::Text(wrong) }
            }
        }
    }
}

impl Place {
    fn text(self, report: &SampleReport) -> &str {
        let table = report.table(self.table).expect("the table is there");
        let row = table.rows().nth(self.row).expect("the row is there");
        &row.cells[self.column]
    }

    /// Writes `text` into the cell and gives its path.
    fn set(self, report: &mut SampleReport, text: String) -> String {
        let table = report.table_mut(self.table).expect("the table is there");
        table.row_mut(self.row).cells[self.column] = text;
        table.cell_path(self.row, self.column)
    }
}

/// Every paragraph of the sections.
fn paragraphs(report: &mut SampleReport) -> impl Iterator<Item = &mut String> {
    let parts = report.sections.iter_mut().flat_map(|section| &mut section.content);
    parts.flat_map(|part| match part {
        Part::Paragraph(text) => std::slice::from_mut(text),
        Part::Item(item) => item.paragraphs.as_mut_slice(),
        Part::Table(_) => &mut [],
    })
}

/// A cell that a sum of the form contains.
fn summed_cell(report: &SampleReport, rng: &mut Rng) -> Option<Place> {
    if let Some(table) = report.table(TableName::Applications) {
        return Some(Place {
            table: TableName::Applications,
            // An outcome of one kind of applicant: totals and receipts are quoted in the prose, and one
            // cause is asked for.
            row: 2 + rng.index(table.rows().count() - 4),
            column: rng.index(6),
        });
    }
    // None of these is quoted in the prose: one cause is asked for.
    let summed = ["1.按时办结数", "2.同意公开答复数", "6.申请信息不存在数", "其中:涉及国家秘密"];
    statistics_cell(report, rng.pick(&summed))
}

fn total_cell(report: &SampleReport, rng: &mut Rng) -> Option<Place> {
    if let Some(table) = report.table(TableName::Applications) {
        return Some(Place {
            table: TableName::Applications,
            row: table.rows().position(|row| row.label == "(七)总计")?,
            column: rng.index(7),
        });
    }
    statistics_cell(report, "(三)申请答复数")
}

fn statistics_cell(report: &SampleReport, label: &str) -> Option<Place> {
    let table = report.table(TableName::Statistics)?;
    let found = table.rows().position(|row| row.label == label);
    found.map(|row| Place { table: TableName::Statistics, row, column: 0 })
}

/// A row with values and a label of its own, none of the totals.
fn value_row(report: &SampleReport, name: TableName, rng: &mut Rng) -> Option<usize> {
    let table = report.table(name)?;
    let rows: Vec<usize> = table
        .rows()
        .enumerate()
        .filter(|(_, row)| row.label.starts_with(|c: char| c.is_ascii_digit()))
        .filter(|(_, row)| row.label.chars().count() > 6 && !row.cells.is_empty())
        .map(|(at, _)| at)
        .collect();
    (!rows.is_empty()).then(|| rows[rng.index(rows.len())])
}

/// The label with two neighbouring characters near its end exchanged.
fn misspelled(label: &str) -> String {
    let mut chars: Vec<char> = label.chars().collect();
    let end = chars.len();
    // Brackets and quotation marks at the end would make a different mistake.
    let at = (2..end - 1).rev().find(|&at| {
        let pair = &chars[at..at + 2];
        pair.iter().all(|c| c.is_alphabetic()) && pair[0] != pair[1]
    });
    if let Some(at) = at {
        chars.swap(at, at + 1);
    }
    chars.into_iter().collect()
}

/// Gives sub-item `item` of the first section the number of the one before; the later ones follow on.
fn repeat_item(report: &mut SampleReport, item: usize) -> String {
    let mut items = Vec::new();
    for part in &mut report.sections[0].content {
        if let Part::Item(item) = part {
            items.push(item);
        }
    }
    for (at, later) in items.iter_mut().enumerate().skip(item) {
        later.number = format!("({})", official::NUMBERS[at - 1]);
    }
    format!("{}{}", items[item].number, items[item].title)
}

/// The statement of applications received, and the same with a wrong number.
fn stated_figure(report: &SampleReport) -> Option<(String, String)> {
    let path = match report.generation {
        Generation::Form2014 => "统计表/(一)收到申请数",
        Generation::Form2019 | Generation::Form2021 => "表三/一、本年新收政府信息公开申请数量/总计",
    };
    let received: u64 = report.cell(path).parse().ok()?;
    let statement = |number| format!("收到政府信息公开申请{number}件");
    let mut report = report.clone();
    let stated = paragraphs(&mut report).any(|text| text.contains(&statement(received)));
    stated.then(|| (statement(received), statement(received + 1)))
}

/// 表二 on the form of 2019, with the documents that `new` reports: the prose quotes them.
fn old_disclosure(new: &SampleTable, kind: BodyKind) -> SampleTable {
    let donor = SampleReport::quiet(Generation::Form2019, kind, 2020, 1);
    let mut old = donor.table(TableName::Disclosure).expect("it is there").clone();
    for (row, documents) in new.rows().take(2).enumerate() {
        let [issued, in_force] = [&documents.cells[0], &documents.cells[2]];
        old.row_mut(row).cells = vec![issued.clone(), issued.clone(), in_force.clone()];
    }
    old
}

/// The three rows of (六) as the one row that the form of 2019 has.
fn merge_other_handling(table: &mut SampleTable) {
    let rows = &mut table.blocks[0].rows;
    let inside = |row: &Row| row.parents.last().is_some_and(|parent| parent == "(六)其他处理");
    let Some(first) = rows.iter().position(inside) else {
        return;
    };
    let parts: Vec<Row> = rows.extract_if(.., |row| inside(row)).collect();
    let mut merged = parts[0].clone();
    merged.label = merged.parents.pop().expect("it stands in (六)");
    for (column, cell) in merged.cells.iter_mut().enumerate() {
        let sum: u64 = parts.iter().map(|row| row.cells[column].parse::<u64>().expect("a count stands there")).sum();
        *cell = sum.to_string();
    }
    rows.insert(first, merged);
}
