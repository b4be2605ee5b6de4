//! The files of a pack as they are written: a mirror of the TOML, unchecked.
//!
//! What must be pointed at when it is wrong is [`Spanned`]. Checks are externally tagged and nothing is
//! flattened: serde loses spans otherwise.

use serde::Deserialize;
use toml::Spanned;

use crate::{Category, Severity};

/// One file. A pack may spread over several; lists are joined in the order of the file names.
#[derive(Deserialize, Debug, Default)]
#[serde(deny_unknown_fields)]
pub(crate) struct PackFile {
    pub(crate) pack: Option<PackHead>,
    pub(crate) reading: Option<ReadingToml>,
    #[serde(default)]
    pub(crate) section: Vec<SectionToml>,
    #[serde(default)]
    pub(crate) table: Vec<TableToml>,
    #[serde(default)]
    pub(crate) body: Vec<BodyToml>,
    #[serde(default)]
    pub(crate) rule: Vec<RuleToml>,
    #[serde(default)]
    pub(crate) adjust: Vec<AdjustToml>,
}

/// `[pack]`: exactly one file of a pack has it.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct PackHead {
    pub(crate) id: Spanned<String>,
    pub(crate) extends: Option<Spanned<String>>,
    pub(crate) years: Option<YearsToml>,
    #[serde(default)]
    pub(crate) free_order: bool,
    pub(crate) title: Text,
    pub(crate) basis: Option<String>,
}

#[derive(Deserialize, Debug, Clone, Copy)]
#[serde(deny_unknown_fields)]
pub(crate) struct YearsToml {
    pub(crate) from: Option<u16>,
    pub(crate) to: Option<u16>,
}

/// A text in both languages.
#[derive(Deserialize, Debug, Clone, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub(crate) struct Text {
    pub(crate) zh: String,
    pub(crate) en: String,
}

/// `[reading]`: how a report is recognised.
#[derive(Deserialize, Debug, Default)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReadingToml {
    pub(crate) title: Option<Spanned<String>>,
    pub(crate) period: Option<Spanned<String>>,
    #[serde(default)]
    pub(crate) chrome: Vec<String>,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct SectionToml {
    pub(crate) id: Spanned<String>,
    pub(crate) title: String,
    pub(crate) accepts: Option<Spanned<String>>,
    #[serde(default)]
    pub(crate) keywords: Vec<String>,
    #[serde(default = "yes")]
    pub(crate) required: bool,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct TableToml {
    pub(crate) id: Spanned<String>,
    pub(crate) name: String,
    pub(crate) section: Option<Spanned<String>>,
    #[serde(default)]
    pub(crate) captions: Vec<String>,
    #[serde(default)]
    pub(crate) unit_column: bool,
    #[serde(default = "yes")]
    pub(crate) required: bool,
    pub(crate) block: Vec<BlockToml>,
}

/// Rows that share their columns, with the head printed above them.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct BlockToml {
    pub(crate) label: Option<String>,
    #[serde(default)]
    pub(crate) captions: Vec<String>,
    pub(crate) columns: Vec<ColumnToml>,
    pub(crate) rows: Vec<RowToml>,
}

#[derive(Deserialize, Debug, Clone)]
#[serde(deny_unknown_fields)]
pub(crate) struct ColumnToml {
    pub(crate) id: Spanned<String>,
    pub(crate) label: String,
    pub(crate) group: Option<String>,
    #[serde(default)]
    pub(crate) variants: Vec<String>,
    #[serde(default)]
    pub(crate) kind: KindToml,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct RowToml {
    pub(crate) id: Spanned<String>,
    pub(crate) label: String,
    #[serde(default)]
    pub(crate) variants: Vec<String>,
    #[serde(rename = "in")]
    pub(crate) parent: Option<Spanned<String>>,
    #[serde(default)]
    pub(crate) heading: bool,
    #[serde(default)]
    pub(crate) optional: bool,
    pub(crate) unit: Option<String>,
    pub(crate) kind: Option<KindToml>,
}

#[derive(Deserialize, Debug, Default, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum KindToml {
    #[default]
    Count,
    Increment,
    Amount(MoneyToml),
}

#[derive(Deserialize, Debug, Clone, Copy)]
pub(crate) enum MoneyToml {
    #[serde(rename = "元")]
    Yuan,
    #[serde(rename = "万元")]
    TenThousandYuan,
    #[serde(rename = "亿元")]
    HundredMillionYuan,
}

/// A class of reporting bodies, told by their names.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct BodyToml {
    pub(crate) id: Spanned<String>,
    pub(crate) pattern: Spanned<String>,
}

/// Another severity for a rule of the pack that is extended.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct AdjustToml {
    pub(crate) rule: Spanned<String>,
    pub(crate) severity: Severity,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct RuleToml {
    pub(crate) id: Spanned<String>,
    pub(crate) category: Category,
    pub(crate) severity: Severity,
    pub(crate) title: Text,
    /// Required by every check but identities, whose message follows from the numbers.
    pub(crate) message: Option<Spanned<Text>>,
    pub(crate) help: Option<Text>,
    pub(crate) basis: Option<String>,
    pub(crate) check: CheckToml,
}

/// The kinds of check: a closed set.
#[derive(Deserialize, Debug)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) enum CheckToml {
    Section(SectionCheck),
    Numbering(NumberingCheck),
    Table(TableCheck),
    Column(ColumnCheck),
    Row(RowCheck),
    Cell(CellCheck),
    Generation(GenerationCheck),
    Value(ValueToml),
    Identity(IdentityToml),
    Figure(FigureToml),
    Statement(StatementToml),
    Breakdown(BreakdownToml),
}

/// What is wrong with a section.
#[derive(Deserialize, Debug, Clone, Copy)]
#[serde(deny_unknown_fields)]
pub(crate) struct SectionCheck {
    pub(crate) finds: SectionFault,
}

#[derive(Deserialize, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum SectionFault {
    Missing,
    Repeated,
    Misplaced,
    Misnamed,
    Untitled,
    Extra,
    Empty,
}

/// Whether numbers follow one another.
#[derive(Deserialize, Debug, Clone, Copy)]
#[serde(deny_unknown_fields)]
pub(crate) struct NumberingCheck {
    pub(crate) of: Numbered,
}

#[derive(Deserialize, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Numbered {
    Sections,
    Items,
}

/// What is wrong with a table.
#[derive(Deserialize, Debug, Clone, Copy)]
#[serde(deny_unknown_fields)]
pub(crate) struct TableCheck {
    pub(crate) finds: TableFault,
}

#[derive(Deserialize, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum TableFault {
    Missing,
    Repeated,
    Unreadable,
    OtherGeneration,
}

/// What is wrong with a column.
#[derive(Deserialize, Debug, Clone, Copy)]
#[serde(deny_unknown_fields)]
pub(crate) struct ColumnCheck {
    #[expect(dead_code, reason = "there is one fault so far; the key keeps the form of the other checks")]
    pub(crate) finds: ColumnFault,
}

#[derive(Deserialize, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ColumnFault {
    Missing,
}

/// What is wrong with a row.
#[derive(Deserialize, Debug, Clone, Copy)]
#[serde(deny_unknown_fields)]
pub(crate) struct RowCheck {
    pub(crate) finds: RowFault,
}

#[derive(Deserialize, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum RowFault {
    Missing,
    Unknown,
    Misnamed,
    Misplaced,
    /// One row alone has too few or too many values, in a table otherwise whole.
    Short,
    /// Several rows have: the copy did it.
    Unreadable,
}

/// What is wrong with a cell's contents.
#[derive(Deserialize, Debug, Clone, Copy)]
#[serde(deny_unknown_fields)]
pub(crate) struct CellCheck {
    pub(crate) finds: CellFault,
}

#[derive(Deserialize, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum CellFault {
    Text,
    Negative,
    Fraction,
    InWords,
    /// Blank while nearly all others are filled.
    Omitted,
    /// Blank, counted per table.
    Blank,
    /// A mark, counted per table.
    Mark,
}

/// Whether the form is the one for the year.
#[derive(Deserialize, Debug, Clone, Copy)]
#[serde(deny_unknown_fields)]
pub(crate) struct GenerationCheck {}

/// What cells must hold, where the body is of a certain class.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct ValueToml {
    pub(crate) table: Spanned<String>,
    pub(crate) rows: Vec<Spanned<String>>,
    /// All columns of the rows if absent.
    #[serde(default)]
    pub(crate) columns: Vec<Spanned<String>>,
    /// `= 0`, `>= 0` and so on.
    pub(crate) relation: Spanned<String>,
    /// Classes of bodies; all bodies if absent.
    #[serde(default)]
    pub(crate) body: Vec<Spanned<String>>,
    /// Classes of bodies that it does not hold for, though `body` names them.
    #[serde(default)]
    pub(crate) except: Vec<Spanned<String>>,
}

/// An equation over named rows or columns.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct IdentityToml {
    pub(crate) table: Spanned<String>,
    pub(crate) each: Each,
    pub(crate) equation: Spanned<String>,
}

/// A figure in the prose against the cells that it may mean.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct FigureToml {
    /// Patterns over a clause, white space removed; `{figure}` stands for the figure with its unit.
    pub(crate) phrases: Vec<Spanned<String>>,
    /// The units that the figure may have; a figure with another one is something else.
    pub(crate) units: Vec<String>,
    /// Sums of cells, `table.row.column`, one of which the figure must equal.
    pub(crate) admits: Vec<Spanned<String>>,
    /// Patterns that take a clause out of the comparison: another scope or period, a part of the whole.
    #[serde(default)]
    pub(crate) blocks: Vec<Spanned<String>>,
    /// Patterns one of which the sentence must match up to the end of the clause; any sentence if absent.
    #[serde(default)]
    pub(crate) context: Vec<Spanned<String>>,
    /// Sections in which no context is needed.
    #[serde(default)]
    pub(crate) sections: Vec<Spanned<String>>,
    /// Patterns that, in the sentence up to the clause, give its figures another scope or period.
    #[serde(default)]
    pub(crate) scope: Vec<Spanned<String>>,
}

/// A statement in words against the cells that it speaks of.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct StatementToml {
    /// Patterns over a clause, white space removed.
    pub(crate) phrases: Vec<Spanned<String>>,
    /// Equations over cells, `table.row.column`, all of which the statement says.
    pub(crate) states: Vec<Spanned<String>>,
    /// Patterns that take a clause out of the comparison.
    #[serde(default)]
    pub(crate) blocks: Vec<Spanned<String>>,
    /// Patterns one of which the sentence must match up to the end of the clause; any sentence if absent.
    #[serde(default)]
    pub(crate) context: Vec<Spanned<String>>,
    /// Sections in which no context is needed.
    #[serde(default)]
    pub(crate) sections: Vec<Spanned<String>>,
    /// Patterns that, in the sentence up to the clause, give its figures another scope or period.
    #[serde(default)]
    pub(crate) scope: Vec<Spanned<String>>,
}

/// A whole and its parts in one sentence.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct BreakdownToml {
    /// Patterns that stand between a whole and its parts.
    pub(crate) leads: Vec<Spanned<String>>,
    /// Those of them after which the parts leave nothing out.
    pub(crate) exhaustive: Vec<Spanned<String>>,
    /// What a last part is called that takes up the rest.
    #[serde(default)]
    pub(crate) rest: Vec<Spanned<String>>,
    /// Patterns before a figure that sums up the figures before it.
    #[serde(default)]
    pub(crate) totals: Vec<Spanned<String>>,
    /// Patterns before a figure that is no part: it begins another statement.
    #[serde(default)]
    pub(crate) stops: Vec<Spanned<String>>,
    /// Patterns that take a sentence out: parts that overlap, or are not meant exactly.
    #[serde(default)]
    pub(crate) exempt: Vec<Spanned<String>>,
}

/// What an equation is repeated for: its names are of the other kind.
#[derive(Deserialize, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Each {
    Row,
    Column,
}

fn yes() -> bool {
    true
}
