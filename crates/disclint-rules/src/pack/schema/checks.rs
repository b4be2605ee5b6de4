//! The kinds of check as they are written: what stands under `check` in a rule.

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::{
    BodyNameToml, BreakdownToml, ChangeToml, DateToml, DeadlineToml, DesignationToml, EnumerationToml, ExtremeToml,
    FormulaToml, PairsToml, PartsToml, RateToml, RemainderToml, RepeatToml, RequiredToml, ShareToml, WordingToml,
    YearToml,
};

/// The kinds of check: a closed set.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) enum CheckToml {
    /// Sections of the form.
    Section(SectionCheck),
    /// Numbers that should follow one another.
    Numbering(NumberingCheck),
    /// Tables of the form.
    Table(TableCheck),
    /// Columns of the form.
    Column(ColumnCheck),
    /// Rows of the form.
    Row(RowCheck),
    /// Contents of cells.
    Cell(CellCheck),
    /// Whether the form is the one for the year.
    Generation(GenerationCheck),
    /// What certain cells must hold, where the body is of a certain class.
    Value(ValueToml),
    /// An equation over named rows or columns.
    Identity(IdentityToml),
    /// What a cell must be by the report of the year before, where that is given.
    Series(SeriesToml),
    /// A figure in the prose against the cells that it may mean.
    Figure(FigureToml),
    /// A statement in words against the cells that it speaks of.
    Statement(StatementToml),
    /// Figures that are listed behind one of the tables.
    Listed(ListedToml),
    Breakdown(Box<BreakdownToml>),
    Share(ShareToml),
    Rate(RateToml),
    Change(ChangeToml),
    Repeat(RepeatToml),
    Enumeration(EnumerationToml),
    /// What is called the greatest or the least of a row.
    Extreme(ExtremeToml),
    /// What is left of a whole once its parts are told.
    Remainder(RemainderToml),
    Formula(FormulaToml),
    /// Years in the prose that should be the one reported on.
    Year(YearToml),
    /// Dates that do not exist or do not go together.
    Date(DateToml),
    /// The day by which a report must be made or published.
    Deadline(DeadlineToml),
    /// The number of parts that a report announces.
    Parts(PartsToml),
    /// Words by which another kind of body calls itself.
    Designation(DesignationToml),
    /// Another body named where the report names its own.
    BodyName(BodyNameToml),
    /// Statements that must be there.
    Required(RequiredToml),
    /// Words that must not stand there.
    Wording(WordingToml),
    /// Marks that come in pairs.
    Pairs(PairsToml),
}

/// What is wrong with a section.
#[derive(Deserialize, JsonSchema, Debug, Clone, Copy)]
#[serde(deny_unknown_fields)]
pub(crate) struct SectionCheck {
    /// The fault that is looked for.
    pub(crate) finds: SectionFault,
}

/// What can be wrong with a section.
#[derive(Deserialize, JsonSchema, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum SectionFault {
    /// A required section is not there.
    Missing,
    /// A section is there twice.
    Repeated,
    /// A section is out of the prescribed order.
    Misplaced,
    /// The title is neither the prescribed one nor accepted.
    Misnamed,
    /// A number without a title.
    Untitled,
    /// A section that the form does not have.
    Extra,
    /// A required section without content.
    Empty,
    /// A numbered heading inside a section, with nothing under it.
    HeadingOnly,
    /// Two numbered headings of one list that say the same.
    HeadingRepeated,
}

/// Whether numbers follow one another.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct NumberingCheck {
    /// What is numbered.
    pub(crate) of: Numbered,
    /// For `announced`: patterns over the clause right before a list, its mark included; a `{figure}` says how
    /// many items there are.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) phrases: Vec<Spanned<String>>,
    /// For `announced`: patterns over a clause that takes up the list before it, its mark included; a `{figure}` says how
    /// many items that has: 针对以上三个问题.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) referred: Vec<Spanned<String>>,
}

/// What can be numbered.
#[derive(Deserialize, JsonSchema, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Numbered {
    /// The sections: `一、二、三`.
    Sections,
    /// Numbered items inside the sections: `(一)(二)`, `1. 2.`, `一是…二是…`.
    Items,
    /// Items against the number with which they are announced: `两个方面:一是…二是…三是…`.
    Announced,
    /// The one section without a number among numbered ones.
    Unnumbered,
}

/// What is wrong with a table.
#[derive(Deserialize, JsonSchema, Debug, Clone, Copy)]
#[serde(deny_unknown_fields)]
pub(crate) struct TableCheck {
    /// The fault that is looked for.
    pub(crate) finds: TableFault,
}

/// What can be wrong with a table.
#[derive(Deserialize, JsonSchema, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum TableFault {
    /// A required table is not there.
    Missing,
    /// A table is there twice.
    Repeated,
    /// The copy lost what tells the cells apart.
    Unreadable,
    /// A table of another form than the rest.
    OtherGeneration,
}

/// What is wrong with a column.
#[derive(Deserialize, JsonSchema, Debug, Clone, Copy)]
#[serde(deny_unknown_fields)]
pub(crate) struct ColumnCheck {
    /// The fault that is looked for.
    pub(crate) finds: ColumnFault,
}

/// What can be wrong with a column.
#[derive(Deserialize, JsonSchema, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ColumnFault {
    /// A column is not there.
    Missing,
    /// A heading is that of a column of another generation of the form.
    Superseded,
}

/// What is wrong with a row.
#[derive(Deserialize, JsonSchema, Debug, Clone, Copy)]
#[serde(deny_unknown_fields)]
pub(crate) struct RowCheck {
    /// The fault that is looked for.
    pub(crate) finds: RowFault,
}

/// What can be wrong with a row.
#[derive(Deserialize, JsonSchema, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum RowFault {
    /// A row of the form is not there.
    Missing,
    /// A row that the form does not have.
    Unknown,
    /// The label is not the official one.
    Misnamed,
    /// A row is out of order.
    Misplaced,
    /// One row alone has too few or too many values, in a table otherwise whole.
    Short,
    /// Several rows have: the copy did it.
    Unreadable,
}

/// What is wrong with a cell's contents.
#[derive(Deserialize, JsonSchema, Debug, Clone, Copy)]
#[serde(deny_unknown_fields)]
pub(crate) struct CellCheck {
    /// The fault that is looked for.
    pub(crate) finds: CellFault,
}

/// What can be wrong with a cell.
#[derive(Deserialize, JsonSchema, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum CellFault {
    /// Something that is not a number.
    Text,
    /// A number below zero in a column of counts or amounts.
    Negative,
    /// A fraction in a column of counts.
    Fraction,
    /// A number in Chinese numerals.
    InWords,
    /// Blank while nearly all others are filled.
    Omitted,
    /// Blank, counted per table.
    Blank,
    /// A mark, counted per table.
    Mark,
}

/// Whether the form is the one for the year.
#[derive(Deserialize, JsonSchema, Debug, Clone, Copy)]
#[serde(deny_unknown_fields)]
pub(crate) struct GenerationCheck {}

/// What cells must hold, where the body is of a certain class.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct ValueToml {
    /// The id of the table.
    #[schemars(with = "String")]
    pub(crate) table: Spanned<String>,
    /// The ids of the rows.
    #[schemars(with = "Vec<String>")]
    pub(crate) rows: Vec<Spanned<String>>,
    /// The ids of the columns. All columns of the rows if absent.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) columns: Vec<Spanned<String>>,
    /// What each cell must be: `= 0`, `>= 0`, `<= 10` and so on.
    #[schemars(with = "String")]
    pub(crate) relation: Spanned<String>,
    /// Classes of bodies it holds for. All bodies if absent.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) body: Vec<Spanned<String>>,
    /// Classes of bodies that it does not hold for, though `body` names them.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) except: Vec<Spanned<String>>,
}

/// An equation over named rows or columns.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct IdentityToml {
    /// The id of the table.
    #[schemars(with = "String")]
    pub(crate) table: Spanned<String>,
    /// What it is repeated for: for each `column` the names are rows, for each `row` they are columns.
    pub(crate) each: Each,
    /// Such as `total = a + b`: names, integers, `+ - *` and one of `= <= >=`, all between spaces.
    #[schemars(with = "String")]
    pub(crate) equation: Spanned<String>,
}

/// What a cell must be by the report of the year before.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct SeriesToml {
    /// The id of the table, in both reports.
    #[schemars(with = "String")]
    pub(crate) table: Spanned<String>,
    /// What it is repeated for: for each `column` the names are rows, for each `row` they are columns.
    pub(crate) each: Each,
    /// Such as `carried-in = previous.carried-out`: one name of this report, `=`, and what it must be. Names of the
    /// earlier report have `previous.` before them; they are found there by their ids.
    #[schemars(with = "String")]
    pub(crate) equation: Spanned<String>,
    /// Words by which a report explains a difference: where it has one of them anywhere, none is told.
    #[serde(default)]
    pub(crate) unless: Vec<String>,
}

/// A figure in the prose against the cells that it may mean.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct FigureToml {
    /// Patterns over a clause, white space removed; `{figure}` stands for the figure with its unit.
    #[schemars(with = "Vec<String>")]
    pub(crate) phrases: Vec<Spanned<String>>,
    /// The units that the figure may have; a figure with another one is something else.
    #[schemars(with = "Vec<String>")]
    pub(crate) units: Vec<Spanned<String>>,
    /// Sums of cells, `table.row.column`, and integers, one of which the figure must equal. With `previous.` before each name
    /// a sum is of the report of the year before; where that is not given, nothing is compared.
    #[schemars(with = "Vec<String>")]
    pub(crate) admits: Vec<Spanned<String>>,
    /// Sums of cells, where the figure is a percentage: one of the sums that it admits must be that share of one of
    /// these.
    #[schemars(with = "Vec<String>")]
    #[serde(default, rename = "shares-of")]
    pub(crate) shares_of: Vec<Spanned<String>>,
    /// Whether the figure may also be less, as one that counts but a part of them: only one that is greater
    /// than all of them is wrong.
    #[serde(default, rename = "at-most")]
    pub(crate) at_most: bool,
    /// For phrases that do no more than name what is counted: only a figure near to one of the sums is wrong, and only
    /// if it is no cell's number and no sum that any rule admits.
    #[serde(default)]
    pub(crate) near: NearToml,
    /// Patterns that take a clause out of the comparison: another scope or period, a part of the whole.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) blocks: Vec<Spanned<String>>,
    /// Patterns one of which the sentence must match up to the end of the clause; any sentence if absent.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) context: Vec<Spanned<String>>,
    /// Patterns one of which the sentence must match up to the end of the clause, besides its context.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) also: Vec<Spanned<String>>,
    /// Where the context may stand; `sentence`, up to the clause, if absent.
    #[serde(default)]
    pub(crate) reach: ReachToml,
    /// Sections in which no context is needed.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) sections: Vec<Spanned<String>>,
    /// Patterns that, in the sentence up to the clause, give its figures another scope or period.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) scope: Vec<Spanned<String>>,
    /// Patterns over the head that the clause stands under: a numbered sentence or a short line of its own;
    /// where one matches, no context is needed.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) under: Vec<Spanned<String>>,
    /// Patterns after which, in the same sentence, such a scope no longer holds: the clause speaks of the
    /// body itself again.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) returns: Vec<Spanned<String>>,
    /// Patterns of the clause right behind, in the same sentence: where one matches, the figure counts more
    /// than the rule is about, of which that clause tells the part that it is about.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) narrowed: Vec<Spanned<String>>,
    /// Patterns of the clause right behind, in the same sentence, one of which it must match; any clause, or none,
    /// if absent.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) followed: Vec<Spanned<String>>,
    /// Patterns of the clause, or of one without figures right before it in its sentence, where one of which matches
    /// only the first of `admits` can be meant: 新收.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) strict: Vec<Spanned<String>>,
    /// Which year the clause must speak of, relative to the year reported on; `this` if absent.
    #[serde(default)]
    pub(crate) year: ClauseYearToml,
}

/// Figures listed behind one that stands in the tables: each must be the cell of its name among those that belong to it.
/// Where the first one agrees, the list is of what the tables count, whatever else the sentence says of it.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct ListedToml {
    /// The units of the figures; those in others are passed over.
    #[schemars(with = "Vec<String>")]
    pub(crate) units: Vec<Spanned<String>>,
    /// What lists stand behind.
    pub(crate) subject: Vec<ListedSubjectToml>,
    /// What the lists name.
    pub(crate) part: Vec<ListedPartToml>,
    /// Beginnings of a sentence in which the list of the one before it goes on.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) joins: Vec<Spanned<String>>,
    /// Patterns of a clause with which every list is over: 分别, 上年.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) ends: Vec<Spanned<String>>,
    /// Patterns of a clause whose other figures are said by the way: 比上年增加2件. Any other figure in one of the units ends a
    /// list, for it may count what the items behind it are of.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) asides: Vec<Spanned<String>>,
    /// Patterns that take a clause out: another period, a part of the whole.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) blocks: Vec<Spanned<String>>,
    /// Patterns one of which the sentence must match up to the end of the clause of the first figure; any sentence if absent.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) context: Vec<Spanned<String>>,
    /// How far the context may stand from there; `sentence`, up to the clause, if absent.
    #[serde(default)]
    pub(crate) reach: ReachToml,
    /// Sections in which no context is needed.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) sections: Vec<Spanned<String>>,
    /// Patterns over the head that the clause stands under: where one matches, no context is needed.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) under: Vec<Spanned<String>>,
}

/// What a list stands behind, with its cells.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct ListedSubjectToml {
    /// The name that parts know it by.
    #[schemars(with = "String")]
    pub(crate) id: Spanned<String>,
    /// Patterns over a clause, white space removed; `{figure}` stands for its number with its unit.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) phrases: Vec<Spanned<String>>,
    /// Rules on figures whose phrases name it, too.
    #[schemars(with = "Vec<String>")]
    #[serde(default, rename = "as")]
    pub(crate) as_rules: Vec<Spanned<String>>,
    /// What that number must be: a sum of cells, `table.row.column`, in which `{of}` stands for each name in `of`.
    #[schemars(with = "String")]
    pub(crate) total: Spanned<String>,
    /// What it may be read as, each a name of rows or columns, or several joined by ` + `: `received`,
    /// `received + carried-in`. A list is read in one way from its first item to its last.
    #[serde(default)]
    pub(crate) of: Vec<String>,
    /// Patterns of a clause with which its own list is over.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) ends: Vec<Spanned<String>>,
}

/// An item of such lists, with its cell.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct ListedPartToml {
    /// Patterns over a clause, white space removed; `{figure}` stands for its number with its unit.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) phrases: Vec<Spanned<String>>,
    /// Rules on figures whose phrases name it, too, but for the clauses that they block.
    #[schemars(with = "Vec<String>")]
    #[serde(default, rename = "as")]
    pub(crate) as_rules: Vec<Spanned<String>>,
    /// The subject that it is: where that is named in the list of another one, it is an item there, and its own list begins.
    #[schemars(with = "Option<String>")]
    pub(crate) subject: Option<Spanned<String>>,
    /// The sum of cells that it must be, in which `{of}` stands for what the list is of.
    #[schemars(with = "String")]
    pub(crate) cell: Spanned<String>,
    /// Words, over what stands behind a figure or in a clause without one, that say there is none of it: 无被纠正案件.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) none: Vec<Spanned<String>>,
    /// Words there that say that all of what the list is of is that: 均维持.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) all: Vec<Spanned<String>>,
    /// Whether what stands behind it may be of it alone, so that no subject there need be the whole one: 已审结5件.
    #[serde(default)]
    pub(crate) narrows: bool,
    /// The subjects in whose lists it stands; all if absent.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) only: Vec<Spanned<String>>,
}

/// Which figures a rule on what is only named believes to be wrong.
#[derive(Deserialize, JsonSchema, Debug, Clone, Copy, PartialEq, Eq, Default)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum NearToml {
    /// Any that is not one of the sums: the phrases say exactly what is counted.
    #[default]
    No,
    /// One of ten or more that is a slip of the pen away from one of the sums.
    Slip,
    /// One that is at least half of one of the sums and at most its double, or has two of its digits the other way round.
    Double,
}

/// A statement in words against the cells that it speaks of.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct StatementToml {
    /// Patterns over a clause, white space removed; where `{figure}` stands, the figure must be `value`.
    #[schemars(with = "Vec<String>")]
    pub(crate) phrases: Vec<Spanned<String>>,
    /// What a figure in the phrases must be for the statement to be made: 100 of 维持率100%. A nought if absent.
    #[serde(default)]
    pub(crate) value: u32,
    /// Equations over cells, `table.row.column`, all of which the statement says.
    #[schemars(with = "Vec<String>")]
    pub(crate) states: Vec<Spanned<String>>,
    /// The unit in which what the statement is of is counted. Where the figure before it, in its sentence and that unit, is
    /// less than both sides, it is of a part, and nothing is compared: 不予处理9件,全部由自然人提出.
    pub(crate) counts: Option<String>,
    /// Patterns that take a clause out of the comparison.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) blocks: Vec<Spanned<String>>,
    /// Patterns one of which the sentence must match up to the end of the clause; any sentence if absent.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) context: Vec<Spanned<String>>,
    /// Patterns one of which the sentence must match up to the end of the clause, besides its context.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) also: Vec<Spanned<String>>,
    /// Where the context may stand; `sentence`, up to the clause, if absent.
    #[serde(default)]
    pub(crate) reach: ReachToml,
    /// Sections in which no context is needed.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) sections: Vec<Spanned<String>>,
    /// Patterns that, in the sentence up to the clause, give its figures another scope or period.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) scope: Vec<Spanned<String>>,
    /// Patterns over the head that the clause stands under: a numbered sentence or a short line of its own;
    /// where one matches, no context is needed.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) under: Vec<Spanned<String>>,
    /// Patterns after which, in the same sentence, such a scope no longer holds: the clause speaks of the
    /// body itself again.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) returns: Vec<Spanned<String>>,
    /// Which year the clause must speak of, relative to the year reported on; `this` if absent.
    #[serde(default)]
    pub(crate) year: ClauseYearToml,
}

/// Where the context of a clause may stand.
#[derive(Deserialize, JsonSchema, Debug, Clone, Copy, Default, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ReachToml {
    /// In its sentence.
    #[default]
    Sentence,
    /// Anywhere in its sentence and those that only semicolons part it from, after it too.
    Around,
    /// There or in an earlier sentence of its paragraph.
    Paragraph,
}

/// The year that a clause speaks of, relative to the year reported on.
#[derive(Deserialize, JsonSchema, Debug, Clone, Copy, Default, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ClauseYearToml {
    /// The year reported on, or no year at all.
    #[default]
    This,
    /// The year before, by its number.
    Last,
    /// The year after, by its number.
    Next,
    /// Any year, or none.
    Any,
}

/// What an equation is repeated for: its names are of the other kind.
#[derive(Deserialize, JsonSchema, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Each {
    /// Once for every row; names are columns.
    Row,
    /// Once for every column; names are rows.
    Column,
}
