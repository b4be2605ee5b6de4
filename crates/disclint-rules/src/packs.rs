//! Packs (skeleton).

use disclint_document::Reader;

use crate::{Category, Severity};

/// One TOML file of a pack.
#[derive(Clone, Debug)]
pub struct PackSource {
    /// How the file is named in errors.
    pub name: String,
    /// The name of the folder that holds it: files with the same folder form one pack.
    pub folder: String,
    /// Its text.
    pub text: String,
}

/// All packs, checked and compiled.
#[derive(Debug)]
pub struct Packs {
    reader: Reader,
}

impl Packs {
    /// The packs that are built in.
    ///
    /// # Panics
    /// Never: a test loads them.
    pub fn builtin() -> Self {
        Self {
            reader: Reader::new(vec![]),
        }
    }

    /// The built-in packs together with `sources`, which may extend them.
    ///
    /// # Errors
    /// Every problem in the sources, each with its place.
    pub fn load(_sources: &[PackSource]) -> Result<Self, PackErrors> {
        Ok(Self::builtin())
    }

    /// The reader for the packs' forms.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Every rule, ordered by category and id.
    pub fn rules(&self) -> Vec<RuleInfo> {
        vec![]
    }

    /// Resolves a rule id or the name of a category.
    ///
    /// # Errors
    /// With the nearest name, when there is neither.
    pub fn selector(&self, name: &str) -> Result<Selector, UnknownSelector> {
        Err(UnknownSelector {
            name: name.to_owned(),
            nearest: None,
        })
    }
}

/// What is known of a rule without a report.
#[derive(Clone, Debug)]
pub struct RuleInfo {
    /// Its id.
    pub id: String,
    /// Its category.
    pub category: Category,
    /// Its severity.
    pub severity: Severity,
    /// What it asks, in one line: Chinese.
    pub title_zh: String,
    /// What it asks, in one line: English.
    pub title_en: String,
    /// Why, and what to do: Chinese.
    pub help_zh: String,
    /// Why, and what to do: English.
    pub help_en: String,
    /// The clause it rests on; one for each pack that says another.
    pub basis: Vec<String>,
    /// The equation or other machine-checked statement, if it has one.
    pub statement: Option<String>,
    /// The packs that hold it.
    pub packs: Vec<String>,
}

/// A rule or a whole category, as named with `--select` and `--ignore`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Selector {
    /// One rule.
    Rule(String),
    /// A category.
    Category(Category),
}

/// Neither a rule nor a category.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("no rule or category is called `{name}`")]
pub struct UnknownSelector {
    /// What was asked for.
    pub name: String,
    /// The nearest name there is.
    pub nearest: Option<String>,
}

/// Everything that is wrong with a set of packs.
#[derive(Debug, thiserror::Error)]
#[error("{} problems in the rule packs", .0.len())]
pub struct PackErrors(pub Vec<PackError>);

/// One problem in a pack, with its place.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("{message}")]
pub struct PackError {
    /// What is wrong.
    pub message: String,
    /// The file.
    #[source_code]
    pub source_code: miette::NamedSource<String>,
    /// The place.
    #[label("{label}")]
    pub span: miette::SourceSpan,
    /// A few words at the place.
    pub label: String,
    /// What would be right.
    #[help]
    pub help: Option<String>,
}
