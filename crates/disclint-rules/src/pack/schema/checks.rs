//! The kinds of check as they are written: what stands under `check` in a rule.

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::{BodyNameToml, DateToml, DeadlineToml, DesignationToml, PartsToml, Text, YearToml, YearsToml};

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
    /// A figure in the prose against the cells that it may mean.
    Figure(FigureToml),
    /// A statement in words against the cells that it speaks of.
    Statement(StatementToml),
    Breakdown(BreakdownToml),
    Share(ShareToml),
    Rate(RateToml),
    Change(ChangeToml),
    Repeat(RepeatToml),
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
}

/// Whether numbers follow one another.
#[derive(Deserialize, JsonSchema, Debug, Clone, Copy)]
#[serde(deny_unknown_fields)]
pub(crate) struct NumberingCheck {
    /// What is numbered.
    pub(crate) of: Numbered,
}

/// What can be numbered.
#[derive(Deserialize, JsonSchema, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Numbered {
    /// The sections: `一、二、三`.
    Sections,
    /// Numbered items inside the sections: `(一)(二)`, `1. 2.`, `一是…二是…`.
    Items,
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
    #[expect(dead_code, reason = "there is one fault so far; the key keeps the form of the other checks")]
    pub(crate) finds: ColumnFault,
}

/// What can be wrong with a column.
#[derive(Deserialize, JsonSchema, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ColumnFault {
    /// A column is not there.
    Missing,
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
    /// Sums of cells, `table.row.column`, and integers, one of which the figure must equal.
    #[schemars(with = "Vec<String>")]
    pub(crate) admits: Vec<Spanned<String>>,
    /// Patterns that take a clause out of the comparison: another scope or period, a part of the whole.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) blocks: Vec<Spanned<String>>,
    /// Patterns one of which the sentence must match up to the end of the clause; any sentence if absent.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) context: Vec<Spanned<String>>,
    /// How far back the context may stand; `sentence` if absent.
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

/// A statement in words against the cells that it speaks of.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct StatementToml {
    /// Patterns over a clause, white space removed.
    #[schemars(with = "Vec<String>")]
    pub(crate) phrases: Vec<Spanned<String>>,
    /// Equations over cells, `table.row.column`, all of which the statement says.
    #[schemars(with = "Vec<String>")]
    pub(crate) states: Vec<Spanned<String>>,
    /// Patterns that take a clause out of the comparison.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) blocks: Vec<Spanned<String>>,
    /// Patterns one of which the sentence must match up to the end of the clause; any sentence if absent.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) context: Vec<Spanned<String>>,
    /// How far back the context may stand; `sentence` if absent.
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

/// How far back the context of a clause may stand.
#[derive(Deserialize, JsonSchema, Debug, Clone, Copy, Default, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ReachToml {
    /// In its sentence.
    #[default]
    Sentence,
    /// In its paragraph.
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

/// A whole and its parts in one sentence.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct BreakdownToml {
    /// Patterns that stand between a whole and its parts.
    #[schemars(with = "Vec<String>")]
    pub(crate) leads: Vec<Spanned<String>>,
    /// Those of them after which the parts leave nothing out.
    #[schemars(with = "Vec<String>")]
    pub(crate) exhaustive: Vec<Spanned<String>>,
    /// What a last part is called that takes up the rest.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) rest: Vec<Spanned<String>>,
    /// Patterns before a figure that sums up the figures before it.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) totals: Vec<Spanned<String>>,
    /// Patterns before a figure that is no part: it begins another statement.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) stops: Vec<Spanned<String>>,
    /// Patterns that take a sentence out: parts that overlap, or are not meant exactly.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) exempt: Vec<Spanned<String>>,
    /// Words before a figure that is neither whole nor part: a difference, an average.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) asides: Vec<Spanned<String>>,
    /// Words before a figure that comes on top of a list, so that the list need not be complete.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) more: Vec<Spanned<String>>,
    /// Words in a bracket before a figure that makes the bracket a remark.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) remarks: Vec<Spanned<String>>,
    /// Words before parts of which one thing may have several; parts that all have them may overlap.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) overlaps: Vec<Spanned<String>>,
    /// Beginnings of a sentence that goes on from the one before.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) joins: Vec<Spanned<String>>,
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

/// Statements that must be there. What is missing is told at once, at the section's heading.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct RequiredToml {
    /// The statements.
    pub(crate) statements: Vec<RequiredStatementToml>,
    /// Sections in which they must stand; the whole report if absent. If the report lacks them all, the
    /// rule is silent: that is another fault.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) sections: Vec<Spanned<String>>,
    /// Where in the sections they are looked for.
    #[serde(default)]
    pub(crate) within: Within,
    /// How many of the statements must be there for the others to be missed; 0 if absent.
    #[serde(default)]
    pub(crate) least: usize,
    /// Patterns one of which a sentence of the sections must match for the rule to speak.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) given: Vec<Spanned<String>>,
    /// Patterns that take the sections out, if one of their sentences matches.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) unless: Vec<Spanned<String>>,
    /// The years reported on that the rule is for. Every year if absent.
    pub(crate) years: Option<YearsToml>,
    /// Classes of bodies it holds for. All bodies if absent.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) body: Vec<Spanned<String>>,
    /// Classes of bodies that it does not hold for, though `body` names them.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) except: Vec<Spanned<String>>,
}

/// One statement that must be there.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct RequiredStatementToml {
    /// What it is called in messages.
    pub(crate) name: Text,
    /// Patterns over a sentence, white space removed, one of which shows that it is there.
    #[schemars(with = "Vec<String>")]
    pub(crate) patterns: Vec<Spanned<String>>,
    /// Patterns that show it wherever they stand in the report.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) anywhere: Vec<Spanned<String>>,
}

/// Where statements are looked for.
#[derive(Deserialize, JsonSchema, Debug, Clone, Copy, PartialEq, Eq, Default)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Within {
    /// In all that is said.
    #[default]
    Text,
    /// In numbered headings and the words that begin numbered paragraphs.
    Headings,
}

/// Words that must not stand there.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct WordingToml {
    /// The words.
    pub(crate) words: Vec<WordToml>,
    /// Patterns that leave a find alone that they overlap: the same letters as part of other words.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) except: Vec<Spanned<String>>,
    /// Patterns that leave a whole sentence alone.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) unless: Vec<Spanned<String>>,
    /// Patterns one of which the sentence must match; any sentence if absent.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) context: Vec<Spanned<String>>,
    /// Sections that are searched; the whole report if absent.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) sections: Vec<Spanned<String>>,
    /// The years reported on that the rule is for. Every year if absent.
    pub(crate) years: Option<YearsToml>,
    /// Classes of bodies it holds for. All bodies if absent.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) body: Vec<Spanned<String>>,
}

/// Words to look for.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct WordToml {
    /// A pattern over a paragraph, white space removed; the group `at`, if there is one, is what is pointed at.
    #[schemars(with = "String")]
    pub(crate) find: Spanned<String>,
    /// What should stand there.
    pub(crate) instead: Option<String>,
}

/// Marks that come in pairs.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct PairsToml {
    /// The opening mark, the closing mark, and after them marks that may close it as well: `《》`, `“”"`.
    #[schemars(with = "Vec<String>")]
    pub(crate) pairs: Vec<Spanned<String>>,
    /// Patterns over a paragraph; marks inside their matches are not counted, such as that of `1)`.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) ignore: Vec<Spanned<String>>,
}

/// A share in per cent against the part before it and its whole.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct ShareToml {
    /// Patterns for all that stands from behind the part to the end of the share, `^…$`; `{number}` stands for
    /// the share at the end, and for a whole that is named before it.
    #[schemars(with = "Vec<String>")]
    pub(crate) phrases: Vec<Spanned<String>>,
    /// The same where a group `(?<like>…)` says what the whole counts; `{figure}` stands for the share.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) named: Vec<Spanned<String>>,
    /// The same for the first of several shares that belong to as many parts, in their order.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) each: Vec<Spanned<String>>,
    /// Beginnings of a sentence that goes on from the one before, where the whole may stand.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) joins: Vec<Spanned<String>>,
    /// Words before a figure that is no whole: a difference, an average.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) asides: Vec<Spanned<String>>,
    /// Patterns for the words up to a share of another whole, `{number}`: those behind it may be of that one, too.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) elsewhere: Vec<Spanned<String>>,
    /// Words before a figure that is a whole though it stands behind its parts.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) totals: Vec<Spanned<String>>,
    /// Patterns that take a sentence out: the whole is another body's, or another period's.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) blocks: Vec<Spanned<String>>,
    /// Sums of cells, `table.row.column`, that are the whole which the phrases name.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) admits: Vec<Spanned<String>>,
    /// The units that a part of those cells may have.
    #[serde(default)]
    pub(crate) units: Vec<String>,
    /// Sums of cells that may be the whole where nothing else fits.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) excuses: Vec<Spanned<String>>,
}

/// A rate in per cent against the two figures that it is made of.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct RateToml {
    /// Rates by their names.
    pub(crate) rates: Vec<RateOfToml>,
    /// Beginnings of a sentence that goes on from the one before.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) joins: Vec<Spanned<String>>,
    /// Words before a figure that is no whole: a difference, an average.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) asides: Vec<Spanned<String>>,
    /// Patterns that leave a rate of a hundred per cent open: what is not yet due is not counted.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) open: Vec<Spanned<String>>,
    /// Patterns that take a sentence out.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) blocks: Vec<Spanned<String>>,
}

/// A rate by its name.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct RateOfToml {
    /// Pattern for the words up to the rate; `{number}` stands for the rate.
    #[schemars(with = "String")]
    pub(crate) name: Spanned<String>,
    /// Pattern that the words beside the part match.
    #[schemars(with = "String")]
    pub(crate) part: Spanned<String>,
}

/// By how much something changed, against the old and the new figure.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeToml {
    /// Patterns for the words up to a figure that says how much more; `{number}` stands for it.
    #[schemars(with = "Vec<String>")]
    pub(crate) rise: Vec<Spanned<String>>,
    /// The same for how much less.
    #[schemars(with = "Vec<String>")]
    pub(crate) fall: Vec<Spanned<String>>,
    /// Patterns for the words up to the old figure, `{number}`.
    #[schemars(with = "Vec<String>")]
    pub(crate) before: Vec<Spanned<String>>,
    /// Beginnings of words that go on about the figure before them.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) follows: Vec<Spanned<String>>,
    /// Patterns for the words up to a figure with its period, where two periods are compared.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) periods: Vec<Spanned<String>>,
    /// Beginnings of a sentence that goes on from the one before.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) joins: Vec<Spanned<String>>,
    /// Patterns that take a sentence out.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) blocks: Vec<Spanned<String>>,
}

/// A figure that takes up an earlier one.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct RepeatToml {
    /// Patterns over a sentence for a `{figure}` that takes up an earlier one by a word such as 上述.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) named: Vec<Spanned<String>>,
    /// The same for one that has the earlier one's noun and stands in the next sentence. What a group
    /// `(?<like>…)` matches must stand by the earlier figure, too.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) bare: Vec<Spanned<String>>,
    /// The same for one of which a part is told; `bare` ones may be fewer than the earlier figure.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) among: Vec<Spanned<String>>,
    /// What ends the noun behind the figure.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) ends: Vec<Spanned<String>>,
    /// Words beside an earlier figure that is not the one taken up.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) asides: Vec<Spanned<String>>,
    /// Patterns that leave open what is meant, in the sentence or one close before: numbers of each of several.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) blocks: Vec<Spanned<String>>,
    /// Patterns for a total that stands in several places; those with the same `(?<like>…)` must agree.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) totals: Vec<Spanned<String>>,
}
