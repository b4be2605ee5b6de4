//! Checks of statements, wording and marks as they are written.

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::{Text, YearsToml};

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
    /// How many of the statements may be there for the rule to speak; any number if absent.
    pub(crate) most: Option<usize>,
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
    /// Patterns that show it anywhere in the sections, headings or not, but do not count towards `least`.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) text: Vec<Spanned<String>>,
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
    #[serde(default)]
    pub(crate) words: Vec<WordToml>,
    /// Whatever stands there twice in a row counts as well.
    pub(crate) doubled: Option<DoubledToml>,
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
    /// Patterns of what the words contradict: without one of these elsewhere in the report they are no fault.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) against: Vec<Spanned<String>>,
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

/// What is written twice in a row, be it any words.
#[derive(Deserialize, JsonSchema, Debug, Clone)]
#[serde(deny_unknown_fields)]
pub(crate) struct DoubledToml {
    /// The fewest characters, at least 2.
    pub(crate) least: usize,
    /// The most characters.
    pub(crate) most: usize,
    /// What may stand between the two where each is a whole item of a list: `、`.
    #[serde(default)]
    pub(crate) between: Vec<String>,
    /// What stretches longer than two characters may begin with that join two things and are no slip: `及区` of 及区政府及区政府办公室.
    #[serde(default)]
    pub(crate) joints: Vec<String>,
    /// The fewest characters of a sentence that may not stand twice in a row; any may if absent. With it, clauses that stand
    /// twice in a row within a sentence count, and names that stand twice in a list.
    pub(crate) sentence: Option<usize>,
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
