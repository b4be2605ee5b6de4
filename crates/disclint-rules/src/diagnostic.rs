//! Findings.

use disclint_document::Span;

use crate::BoundRules;

/// How sure and how serious a finding is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Not reported at all.
    Off,
    /// Worth a look; never counts as a failure.
    Info,
    /// Very likely wrong, or required by the format.
    Warning,
    /// Certain and wrong.
    Error,
}

impl Severity {
    /// Every severity, the lowest first.
    pub const ALL: [Self; 4] = [Self::Off, Self::Info, Self::Warning, Self::Error];

    /// The name used in all output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// What a rule is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    /// Sections, headings, numbering, tables, rows, cell contents.
    Structure,
    /// Equations over cells.
    Identity,
    /// Prose against tables, prose against itself, percentages.
    Figure,
    /// Years, dates, deadlines.
    Period,
    /// Statements that must be there or must not.
    Content,
    /// Across reports.
    Series,
    /// Characters and punctuation.
    Text,
    /// Encodings, unreadable tables.
    Input,
}

impl Category {
    /// Every category.
    pub const ALL: [Self; 8] = [
        Self::Structure,
        Self::Identity,
        Self::Figure,
        Self::Period,
        Self::Content,
        Self::Series,
        Self::Text,
        Self::Input,
    ];

    /// The name used in all output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Structure => "structure",
            Self::Identity => "identity",
            Self::Figure => "figure",
            Self::Period => "period",
            Self::Content => "content",
            Self::Series => "series",
            Self::Text => "text",
            Self::Input => "input",
        }
    }
}

/// The language of messages.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Lang {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

/// One finding, with exactly one primary place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// The rule's id.
    pub rule: String,
    /// The rule's category.
    pub category: Category,
    /// The severity in force.
    pub severity: Severity,
    /// What is wrong, in one sentence that stands alone.
    pub message: String,
    /// A few words to stand under the primary place, such as `此处为 13`.
    pub label: String,
    /// The primary place.
    pub span: Span,
    /// The cell it is about, in the reader's words.
    pub cell: Option<String>,
    /// Further lines: the equation with its numbers, what it should be.
    pub notes: Vec<String>,
    /// The clause it rests on.
    pub basis: Option<String>,
    /// Stable while lines move: 16 hexadecimal digits.
    pub fingerprint: String,
    /// Other places that belong to it.
    pub related: Vec<Related>,
    /// Proposed changes.
    pub fixes: Vec<Fix>,
}

/// Another place that belongs to a finding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Related {
    /// What stands there.
    pub message: String,
    /// Where.
    pub span: Span,
}

/// A proposed change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fix {
    /// What it does, such as `将 13 改为 12`.
    pub title: String,
    /// Whether it may be applied unseen.
    pub applicability: Applicability,
    /// The edits, in the order of the text, not overlapping.
    pub edits: Vec<Edit>,
}

/// Whether a fix may be applied unseen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Applicability {
    /// The meaning of the report stays as it is: numbering, wording of a prescribed title.
    Safe,
    /// A person must confirm it: every change of a figure.
    Suggested,
}

impl Applicability {
    /// The name used in all output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Suggested => "suggested",
        }
    }
}

/// One replacement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// By what.
    pub replacement: String,
}

/// What was looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Coverage {
    /// Cells that the form has.
    pub cells_expected: usize,
    /// Cells that were read.
    pub cells_read: usize,
    /// Identities that were evaluated and hold.
    pub identities_held: usize,
    /// Identities that were evaluated and do not hold.
    pub identities_violated: usize,
    /// Identities that could not be evaluated.
    pub identities_unchecked: usize,
    /// Figures found in the prose.
    pub figures_found: usize,
    /// Figures that a rule compared with something.
    pub figures_checked: usize,
    /// Numbers in cells and in the prose that were verified.
    pub numbers_verified: usize,
    /// Numbers that take part in something that does not hold, or that a finding points at.
    pub numbers_in_findings: usize,
    /// Numbers that no rule used.
    pub numbers_unused: usize,
}

impl Coverage {
    /// All numbers of the report. Each is of one of the three kinds.
    pub fn numbers_found(&self) -> usize {
        self.numbers_verified + self.numbers_in_findings + self.numbers_unused
    }
}

/// Why identities could not be evaluated, with how many for each reason.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unchecked {
    /// The reason, in the language of the messages.
    pub reason: String,
    /// How many identities.
    pub count: usize,
}

/// What became of the report of the year before.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Earlier {
    /// No reports of earlier years were given.
    #[default]
    NotAsked,
    /// The report was held against it; by what it is called.
    Found(String),
    /// None of those that were given is this body's of the year before.
    Missing,
}

/// The judgement of one report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Judgement {
    /// The pack that judged, by name.
    pub pack: String,
    /// The year reported on, where the report says it.
    pub year: Option<u16>,
    /// Whether it was held against the report of the year before.
    pub earlier: Earlier,
    /// The findings, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
    /// What was looked at.
    pub coverage: Coverage,
    /// Why identities could not be evaluated.
    pub unchecked: Vec<Unchecked>,
    /// The rules that found something to look at.
    pub bound: BoundRules,
}
