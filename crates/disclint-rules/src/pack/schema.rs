//! The files of a pack as they are written: a mirror of the TOML, unchecked.
//!
//! What must be pointed at when it is wrong is [`Spanned`]. Checks are externally tagged and nothing is
//! flattened: serde loses spans otherwise.

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use crate::{Category, Severity};

mod breakdown;
mod checks;
mod claims;
mod content;
mod periods;
mod writing;

pub(crate) use breakdown::BreakdownToml;
pub(crate) use checks::{
    CellFault, CheckToml, ClauseYearToml, ColumnFault, Each, FigureToml, IdentityToml, ListedToml, NearToml, Numbered,
    ReachToml, RowFault, SectionFault, SeriesToml, StatementToml, TableFault, ValueToml,
};
pub(crate) use claims::{
    ChangeToml, EnumerationToml, ExtremeToml, FormulaToml, RateToml, RemainderToml, RepeatToml, ShareToml,
};
pub(crate) use content::{DoubledToml, PairsToml, RequiredToml, Within, WordingToml};
pub(crate) use periods::{
    AccusedYears, BodyNameToml, DateFault, DateOf, DateToml, DeadlineToml, DesignationToml, PartsFault, PartsToml,
    YearToml,
};
pub(crate) use writing::{CitationToml, TemplateToml};

/// One file. A pack may spread over several; lists are joined in the order of the file names.
#[derive(Deserialize, JsonSchema, Debug, Default)]
#[serde(deny_unknown_fields)]
pub(crate) struct PackFile {
    /// Name, title and validity of the pack.
    pub(crate) pack: Option<PackHead>,
    /// How a report of this kind is recognised.
    pub(crate) reading: Option<ReadingToml>,
    /// The sections that the form prescribes, in their order. A pack with sections replaces all those of the pack it extends.
    #[serde(default)]
    pub(crate) section: Vec<SectionToml>,
    /// The tables that the form prescribes. A pack with tables replaces all those of the pack it extends.
    #[serde(default)]
    pub(crate) table: Vec<TableToml>,
    /// Classes of reporting bodies, told by their names, for rules that hold for some bodies only.
    #[serde(default)]
    pub(crate) body: Vec<BodyToml>,
    /// Matters besides the form's: rules on figures and statements leave alone what is told of them.
    #[serde(default)]
    pub(crate) apart: Vec<ApartToml>,
    /// What clauses may begin with that changes nothing about what they count.
    #[serde(default)]
    pub(crate) adverbials: Vec<AdverbialsToml>,
    /// Lists of patterns that rules use by name. One with the id of a list of the pack that is extended replaces it.
    #[serde(default)]
    pub(crate) patterns: Vec<PatternsToml>,
    /// The rules. One with the id of a rule of the pack that is extended replaces it.
    #[serde(default)]
    pub(crate) rule: Vec<RuleToml>,
    /// Other severities for rules of the pack that is extended; `off` switches a rule off.
    #[serde(default)]
    pub(crate) adjust: Vec<AdjustToml>,
    /// Texts that editors offer to who writes a report.
    #[serde(default)]
    pub(crate) template: Vec<TemplateToml>,
    /// Where cited documents stand.
    #[serde(default)]
    pub(crate) citation: Vec<CitationToml>,
}

/// `[[adverbials]]`: words at the beginning of a clause that say when, where or how: 截至年底尚未审结4件 says of its figure what
/// 尚未审结4件 does. Phrases with a figure are tried on the clause without them, too; scopes and the like see all of it.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct AdverbialsToml {
    /// Patterns of such words.
    #[schemars(with = "Vec<String>")]
    pub(crate) words: Vec<Spanned<String>>,
}

/// `[pack]`: exactly one file of a pack has it.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct PackHead {
    /// The name that other packs extend it by. A pack with the name of a built-in one replaces it.
    #[schemars(with = "String")]
    pub(crate) id: Spanned<String>,
    /// The pack whose form, rules and patterns this one starts from.
    #[schemars(with = "Option<String>")]
    pub(crate) extends: Option<Spanned<String>>,
    /// The years whose reports it is for. Every year if absent.
    pub(crate) years: Option<YearsToml>,
    /// Whether sections may come in any order and under any title, as in reports before 2019.
    #[serde(default)]
    pub(crate) free_order: bool,
    /// What the form is called in messages.
    pub(crate) title: Text,
    /// The document it rests on; rules without a basis of their own inherit it.
    pub(crate) basis: Option<String>,
}

/// The years whose reports a pack is for.
#[derive(Deserialize, JsonSchema, Debug, Clone, Copy)]
#[serde(deny_unknown_fields)]
pub(crate) struct YearsToml {
    /// The first year reported on. Open if absent.
    pub(crate) from: Option<u16>,
    /// The last year reported on. Open if absent.
    pub(crate) to: Option<u16>,
}

/// A text in both languages.
#[derive(Deserialize, JsonSchema, Debug, Clone, Default, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub(crate) struct Text {
    /// In Chinese.
    pub(crate) zh: String,
    /// In English.
    pub(crate) en: String,
}

/// `[[apart]]`: a matter besides the form's, such as half of the year.
#[derive(Deserialize, JsonSchema, Debug, Default)]
#[serde(deny_unknown_fields)]
pub(crate) struct ApartToml {
    /// Patterns over a clause: from here on the sentence, with what only semicolons part from it, speaks of the matter.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) from: Vec<Spanned<String>>,
    /// Patterns over a clause that one of `from` matches: it does not begin the matter all the same.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) except: Vec<Spanned<String>>,
    /// Patterns over a clause: from here on it does so no longer.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) until: Vec<Spanned<String>>,
    /// Patterns over a clause: what the sentence has told up to here was of the matter.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) said: Vec<Spanned<String>>,
    /// Whether it is another period, so that it matters to rules on the year reported on only.
    #[serde(default)]
    pub(crate) period: bool,
    /// Rules that it does not matter to, by their names: those on the grounds of refusal in 不予公开的12件中.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) spares: Vec<Spanned<String>>,
}

/// `[reading]`: how a report is recognised.
#[derive(Deserialize, JsonSchema, Debug, Default)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReadingToml {
    /// A regular expression for the whole title, white space removed. The groups whose names begin with `body` and `year` are the reporting body and the year.
    #[schemars(with = "Option<String>")]
    pub(crate) title: Option<Spanned<String>>,
    /// The characters that a title can end with, all in one string, such as `告报)`. Spares trying the
    /// pattern on every line; any character if absent.
    pub(crate) title_ends: Option<String>,
    /// A regular expression for the statement of the statistical period; the groups `from` and `to` are its years.
    #[schemars(with = "Option<String>")]
    pub(crate) period: Option<Spanned<String>>,
    /// Words one of which stands in the sentence that states the statistical period, such as `统计期限`.
    #[serde(default)]
    pub(crate) period_words: Vec<String>,
    /// Words of the web page before the date on which the report was posted, such as `发布时间`.
    #[serde(default)]
    pub(crate) posted: Vec<String>,
    /// What a preamble says of body and year where no title does: a pattern over the text before the first
    /// table, with groups named as in the title.
    #[schemars(with = "Option<String>")]
    pub(crate) mention: Option<Spanned<String>>,
    /// Beginnings of lines that a web page puts around a report. They add up over the packs that are extended.
    #[serde(default)]
    pub(crate) chrome: Vec<String>,
}

/// `[[section]]`: a section of the form.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct SectionToml {
    /// The name that tables refer to it by.
    #[schemars(with = "String")]
    pub(crate) id: Spanned<String>,
    /// The title as prescribed, without its number.
    pub(crate) title: String,
    /// A regular expression over the whole title, white space removed, for other wordings that are as good.
    #[schemars(with = "Option<String>")]
    pub(crate) accepts: Option<Spanned<String>>,
    /// Words that tell the section even where its title is neither prescribed nor accepted.
    #[serde(default)]
    pub(crate) keywords: Vec<String>,
    /// Whether a report without it is incomplete. True if absent.
    #[serde(default = "yes")]
    pub(crate) required: bool,
}

/// `[[table]]`: a table of the form.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct TableToml {
    /// The name that rules refer to it by. Tables with one name in two forms serve the same purpose.
    #[schemars(with = "String")]
    pub(crate) id: Spanned<String>,
    /// What people call it, such as `表三`: the beginning of the name of each of its cells.
    pub(crate) name: String,
    /// The id of the section it stands in.
    #[schemars(with = "Option<String>")]
    pub(crate) section: Option<Spanned<String>>,
    /// Texts of its head that are the name of no row or column.
    #[serde(default)]
    pub(crate) captions: Vec<String>,
    /// Whether a column of its own holds the unit of each row.
    #[serde(default)]
    pub(crate) unit_column: bool,
    /// Whether a report without it is incomplete. True if absent.
    #[serde(default = "yes")]
    pub(crate) required: bool,
    /// Its parts: rows that share their columns. Most tables have one.
    pub(crate) block: Vec<BlockToml>,
}

/// Rows that share their columns, with the head printed above them.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct BlockToml {
    /// What is printed over the block.
    pub(crate) label: Option<String>,
    /// Texts of its head that are the name of no row or column.
    #[serde(default)]
    pub(crate) captions: Vec<String>,
    /// The columns that hold values, from left to right.
    pub(crate) columns: Vec<ColumnToml>,
    /// The rows from top to bottom, heading rows included.
    pub(crate) rows: Vec<RowToml>,
}

/// A column that holds values.
#[derive(Deserialize, JsonSchema, Debug, Clone)]
#[serde(deny_unknown_fields)]
pub(crate) struct ColumnToml {
    /// The name that equations refer to it by.
    #[schemars(with = "String")]
    pub(crate) id: Spanned<String>,
    /// The heading as printed.
    pub(crate) label: String,
    /// The heading printed over several columns, if there is one.
    pub(crate) group: Option<String>,
    /// Other wordings of the heading that are as good. `*` stands for anything.
    #[serde(default)]
    pub(crate) variants: Vec<String>,
    /// What its cells hold; `count` if absent.
    #[serde(default)]
    pub(crate) kind: KindToml,
}

/// A row of the form.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct RowToml {
    /// The name that equations refer to it by.
    #[schemars(with = "String")]
    pub(crate) id: Spanned<String>,
    /// The label as printed, with its number.
    pub(crate) label: String,
    /// Other wordings that are as good. `*` stands for anything.
    #[serde(default)]
    pub(crate) variants: Vec<String>,
    /// The id of the row above that this one belongs under.
    #[schemars(with = "Option<String>")]
    #[serde(rename = "in")]
    pub(crate) parent: Option<Spanned<String>>,
    /// Whether it is only a heading without values. In equations it stands for the sum of the rows under it.
    #[serde(default)]
    pub(crate) heading: bool,
    /// Whether it may be absent.
    #[serde(default)]
    pub(crate) optional: bool,
    /// The unit printed beside the label.
    pub(crate) unit: Option<String>,
    /// What its cells hold, where that differs from the columns' own.
    pub(crate) kind: Option<KindToml>,
}

/// What a cell may hold.
#[derive(Deserialize, JsonSchema, Debug, Default, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum KindToml {
    /// A non-negative integer.
    #[default]
    Count,
    /// An integer with a sign: more or fewer than last year.
    Increment,
    /// Money, in the unit that is given where the cell names none.
    Amount(MoneyToml),
}

/// A unit of money.
#[derive(Deserialize, JsonSchema, Debug, Clone, Copy)]
pub(crate) enum MoneyToml {
    #[serde(rename = "元")]
    Yuan,
    #[serde(rename = "万元")]
    TenThousandYuan,
    #[serde(rename = "亿元")]
    HundredMillionYuan,
}

/// A class of reporting bodies, told by their names.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct BodyToml {
    /// The name that rules refer to it by.
    #[schemars(with = "String")]
    pub(crate) id: Spanned<String>,
    /// A regular expression that finds the class in the body's name.
    #[schemars(with = "String")]
    pub(crate) pattern: Spanned<String>,
}

/// `[[patterns]]`: a list of patterns, or of units, with a name.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct PatternsToml {
    /// The name that rules use it by: `"@name"` in a list stands for all of it, `{name}` inside a pattern for any one of it. Lower-case letters and hyphens.
    #[schemars(with = "String")]
    pub(crate) id: Spanned<String>,
    /// The patterns. They may use lists that stand before this one.
    #[schemars(with = "Vec<String>")]
    pub(crate) list: Vec<Spanned<String>>,
}

/// Another severity for a rule of the pack that is extended.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct AdjustToml {
    /// The id of the rule.
    #[schemars(with = "String")]
    pub(crate) rule: Spanned<String>,
    /// The severity from now on.
    pub(crate) severity: Severity,
}

/// `[[rule]]`: what is checked, on what it rests and what is said.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct RuleToml {
    /// Its name in all output: kebab-case, never to be changed once reports are judged with it.
    #[schemars(with = "String")]
    pub(crate) id: Spanned<String>,
    /// What it is about.
    pub(crate) category: Category,
    /// How sure and how serious a finding is.
    pub(crate) severity: Severity,
    /// What it asks, in one line.
    pub(crate) title: Text,
    /// What is said at a finding; `{name}` is filled in by the check. Required by every check but identities, whose message follows from the numbers.
    #[schemars(with = "Option<Text>")]
    pub(crate) message: Option<Spanned<Text>>,
    /// Why, and what to do.
    pub(crate) help: Option<Text>,
    /// The clause it rests on; the pack's own if absent.
    pub(crate) basis: Option<String>,
    /// What is checked: exactly one kind.
    pub(crate) check: CheckToml,
    /// Reports in small that show what it finds and, more important, what it does not.
    #[serde(default)]
    pub(crate) example: Vec<ExampleToml>,
}

/// A few lines of a report, and what the rule must find in them. Only run by `disclint test`.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExampleToml {
    /// The lines, such as a title, the parts of a table that matter, a sentence.
    #[schemars(with = "String")]
    pub(crate) report: Spanned<String>,
    /// The texts that findings of this rule point at, in the order of the report; `[]` if it must be
    /// silent. Where the place is an empty cell, the name of the cell.
    #[schemars(with = "Vec<String>")]
    pub(crate) finds: Spanned<Vec<String>>,
    /// For checks of the kind `series`: lines of the report of the year before.
    pub(crate) previous: Option<String>,
    /// Why, if it does not speak for itself.
    pub(crate) note: Option<String>,
}

fn yes() -> bool {
    true
}
