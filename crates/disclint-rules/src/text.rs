//! Words that the engine itself needs, in both languages.

use disclint_document::{Cell, CellContent, Damage};

use crate::Lang;

/// What a copy did to a table.
pub(crate) fn damage(damage: Damage, lang: Lang) -> &'static str {
    match (damage, lang) {
        (Damage::LinesDeduplicated, Lang::Zh) => "与前文相同的行已被删除",
        (Damage::LinesDeduplicated, Lang::En) => "lines equal to an earlier one were removed",
        (Damage::BlanksCollapsed, Lang::Zh) => "空白单元格已丢失或移到行末",
        (Damage::BlanksCollapsed, Lang::En) => "blank cells were lost or moved to the end of the row",
        (Damage::LabelsSwallowed, Lang::Zh) => "一个行名后面连着几行的数字",
        (Damage::LabelsSwallowed, Lang::En) => "labels of sub-rows were lost, so that several rows run together",
        (Damage::CountMismatch, Lang::Zh) => "数值个数与列数不符",
        (Damage::CountMismatch, Lang::En) => "the number of values is not that of the columns",
    }
}

/// Why an identity could not be evaluated.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub(crate) enum Obstacle {
    Blank,
    Mark,
    NotANumber,
    Unreadable,
    MissingRow,
    TableMissing,
}

impl Obstacle {
    /// Why a cell cannot be reckoned with; `None` if it holds a number.
    pub(crate) fn of(cell: Option<&Cell>) -> Option<Self> {
        match cell.map(|cell| &cell.content) {
            Some(CellContent::Number(_)) => None,
            Some(CellContent::Blank) => Some(Self::Blank),
            Some(CellContent::Mark(_)) => Some(Self::Mark),
            Some(CellContent::Text(_)) => Some(Self::NotANumber),
            Some(CellContent::Unreadable(_)) => Some(Self::Unreadable),
            None => Some(Self::MissingRow),
        }
    }

    pub(crate) fn text(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Blank, Lang::Zh) => "单元格空白",
            (Self::Blank, Lang::En) => "a cell is blank",
            (Self::Mark, Lang::Zh) => "单元格填写的是符号",
            (Self::Mark, Lang::En) => "a cell holds a mark",
            (Self::NotANumber, Lang::Zh) => "单元格不是有效数值",
            (Self::NotANumber, Lang::En) => "a cell holds no valid number",
            (Self::Unreadable, Lang::Zh) => "单元格无法读取",
            (Self::Unreadable, Lang::En) => "a cell cannot be read",
            (Self::MissingRow, Lang::Zh) => "缺行",
            (Self::MissingRow, Lang::En) => "a row is missing",
            (Self::TableMissing, Lang::Zh) => "缺表",
            (Self::TableMissing, Lang::En) => "the table is missing",
        }
    }
}
