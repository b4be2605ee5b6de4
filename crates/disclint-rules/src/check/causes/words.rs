//! The words of a finding on sums: headline, labels, titles of fixes.

use disclint_document::TableSpec;
use rust_decimal::Decimal;

use crate::Lang;
use crate::diagnosis::{Broken, CellAt, Reach, Repair, Slip};
use crate::pack::short_label;

/// More cells are named by their line.
const FEW: usize = 3;

/// A headline for an equation whose wrong cell is not known for certain.
pub(super) fn headline(broken: &Broken<'_>, spec: &TableSpec, lang: Lang) -> String {
    let scope = if broken.instance.scope.is_empty() {
        spec.name.clone()
    } else {
        format!("{}/{}", spec.name, broken.instance.scope)
    };
    let symbol = broken.instance.relation.negated();
    let (left, right) = (broken.left, broken.right);
    match lang {
        Lang::Zh => format!("勾稽关系不成立({scope}):{},现 {left} {symbol} {right}", broken.rule.title.zh),
        Lang::En => {
            format!("an equation does not hold ({scope}): {}; found {left} {symbol} {right}", broken.rule.title.en)
        }
    }
}

/// What a cell should be, or what it should be if a slip is what happened.
pub(super) fn should_be(value: Decimal, slip: Option<Slip>, lang: Lang) -> String {
    match (slip, lang) {
        (None, Lang::Zh) => format!("应为 {value}"),
        (None, Lang::En) => format!("should be {value}"),
        (Some(slip), Lang::Zh) => format!("可能应为 {value}{}", in_brackets(slip, lang)),
        (Some(slip), Lang::En) => format!("perhaps {value}{}", in_brackets(slip, lang)),
    }
}

/// What holds with a repair that is certain.
pub(super) fn holds_then(value: Decimal, repair: &Repair, is_alone: bool, lang: Lang) -> String {
    let slip = if repair.slip.is_telling() { in_brackets(repair.slip, lang) } else { String::new() };
    match (is_alone, repair.changes.len(), lang) {
        (true, 1, Lang::Zh) => format!("改为 {value} 后,以上各式成立{slip}"),
        (true, 1, Lang::En) => format!("with {value} these equations hold{slip}"),
        (true, count, Lang::Zh) => format!("{count} 格一并改正后,以上各式成立{slip}"),
        (true, count, Lang::En) => format!("with these {count} cells changed the equations hold{slip}"),
        (false, _, Lang::Zh) => format!("其他错处也改正后,以上各式成立{slip}"),
        (false, _, Lang::En) => format!("with the other mistakes mended, too, these equations hold{slip}"),
    }
}

/// What is said of repairs that are not listed.
pub(super) fn left_out(reach: Reach, listed: usize, lang: Lang) -> Option<String> {
    match (reach, lang) {
        (Reach::Whole, _) => None,
        (Reach::More, Lang::Zh) => Some(format!("另有别的改法;列出的 {listed} 种最有可能")),
        (Reach::More, Lang::En) => Some(format!("there are other repairs; the likeliest are listed ({listed})")),
        (Reach::GivenUp, Lang::Zh) => Some("可能有误的单元格过多,未推算所有改法".to_owned()),
        (Reach::GivenUp, Lang::En) => Some("too many cells may be wrong: not all repairs were tried".to_owned()),
    }
}

/// What a cell of the report of the year before holds, and on which line.
pub(in crate::check) fn earlier(report: &str, path: &str, (value, line): (Decimal, usize), lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("上年报告 {report} 第 {line} 行,“{path}”为 {value}"),
        Lang::En => format!("last year's report {report}, line {line}: “{path}” is {value}"),
    }
}

/// The title of a fix of one cell that is certain.
pub(super) fn change(found: Decimal, value: Decimal, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("将 {found} 改为 {value}"),
        Lang::En => format!("change {found} to {value}"),
    }
}

fn in_brackets(slip: Slip, lang: Lang) -> String {
    match (slip.text(lang), lang) {
        (Some(text), Lang::Zh) => format!("({text})"),
        (Some(text), Lang::En) => format!(" ({text})"),
        (None, _) => String::new(),
    }
}

/// How the cells of a finding are called: by what tells them from each other.
pub(super) struct Names<'a> {
    spec: &'a TableSpec,
    is_one_row: bool,
    is_one_column: bool,
}

impl<'a> Names<'a> {
    pub(super) fn of(
        spec: &'a TableSpec,
        mut changes: impl Iterator<Item = &'a (CellAt, Decimal, Decimal)> + Clone,
    ) -> Self {
        let first = changes.clone().next().map_or((0, 0), |(cell, ..)| *cell);
        let is_one_row = changes.clone().all(|(cell, ..)| cell.0 == first.0);
        let is_one_column = changes.all(|(cell, ..)| cell.1 == first.1);
        Self { spec, is_one_row, is_one_column }
    }

    /// The title of a fix: what it changes, and by which slip it came about.
    pub(super) fn title(&self, repair: &Repair, lang: Lang) -> String {
        let slip = in_brackets(repair.slip, lang);
        let changes = &repair.changes;
        let numbers = |pick: fn(&(CellAt, Decimal, Decimal)) -> Decimal| {
            let numbers: Vec<String> = changes.iter().map(|change| pick(change).to_string()).collect();
            numbers.join(if lang == Lang::Zh { "、" } else { ", " })
        };
        if let Some(line) = self.line(changes).filter(|_| changes.len() > FEW) {
            let (from, to) = (numbers(|change| change.1), numbers(|change| change.2));
            return match lang {
                Lang::Zh => {
                    format!("将“{line}”一{}的 {from} 改为 {to}{slip}", if is_row(changes) { "行" } else { "列" })
                }
                Lang::En => {
                    let kind = if is_row(changes) { "row" } else { "column" };
                    format!("in the {kind} “{line}” change {from} to {to}{slip}")
                }
            };
        }
        let change = |&(cell, found, value): &(CellAt, Decimal, Decimal)| match lang {
            Lang::Zh => format!("“{}”的 {found} 改为 {value}", self.cell(cell)),
            Lang::En => format!("{found} to {value} in “{}”", self.cell(cell)),
        };
        let changes: Vec<String> = changes.iter().map(change).collect();
        match lang {
            Lang::Zh => format!("将{}{slip}", changes.join("、")),
            Lang::En => format!("change {}{slip}", changes.join(" and ")),
        }
    }

    /// The row or column in which all of the cells stand.
    fn line(&self, changes: &[(CellAt, Decimal, Decimal)]) -> Option<String> {
        let (first, ..) = changes.first()?;
        if is_row(changes) {
            Some(self.row(first.0)).filter(|row| !row.is_empty())
        } else {
            changes.iter().all(|(cell, ..)| cell.1 == first.1).then(|| self.spec.columns[first.1].path())
        }
    }

    fn cell(&self, (row, column): CellAt) -> String {
        let label = self.row(row);
        let has_columns = self.spec.rows[row].columns.len() > 1;
        match () {
            () if label.is_empty() || (self.is_one_row && has_columns) => self.spec.columns[column].path(),
            () if self.is_one_column || !has_columns => label,
            () => format!("{label}/{}", self.spec.columns[column].path()),
        }
    }

    fn row(&self, row: usize) -> String {
        short_label(&self.spec.rows[row].label)
    }
}

fn is_row(changes: &[(CellAt, Decimal, Decimal)]) -> bool {
    changes.iter().all(|(cell, ..)| cell.0 == changes[0].0.0)
}
