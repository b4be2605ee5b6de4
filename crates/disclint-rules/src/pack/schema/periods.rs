//! Checks of years, dates, parts and names as they are written.

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::YearsToml;

/// Years in the prose that should be the one reported on, or the one after or before.
///
/// A sentence that names another year as well is left alone: it compares.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct YearToml {
    /// Patterns over a sentence with its marks, white space removed; `{year}` stands for the year.
    #[schemars(with = "Vec<String>")]
    pub(crate) phrases: Vec<Spanned<String>>,
    /// Patterns over a clause that take its sentence out.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) blocks: Vec<Spanned<String>>,
    /// Patterns over a clause by which a sentence, or the one after it, compares two years.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) compares: Vec<Spanned<String>>,
    /// Patterns over a sentence that presents the report: the year that it names tells no years apart.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) presents: Vec<Spanned<String>>,
    /// Patterns over a clause, one of which must match the clause of the year or one before it in its section: what leads
    /// to plans.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) after: Vec<Spanned<String>>,
    /// How many years after the year reported on the right one is; 0 if absent.
    #[serde(default)]
    pub(crate) expects: i8,
    /// Which years are wrong; `earlier` if absent.
    #[serde(default)]
    pub(crate) accuses: AccusedYears,
    /// Sections it looks at. All of the prose if absent.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) sections: Vec<Spanned<String>>,
    /// Whether it looks only at what stands before the first section.
    #[serde(default)]
    pub(crate) preamble: bool,
    /// Whether a year counts although its sentence names another as well: what the phrases say can be of
    /// one year only.
    #[serde(default)]
    pub(crate) beside_others: bool,
}

/// Which years are wrong.
#[derive(Deserialize, JsonSchema, Debug, Clone, Copy, PartialEq, Eq, Default)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum AccusedYears {
    /// Those before the right one: left over from an older report.
    #[default]
    Earlier,
    /// Those after it.
    Later,
    /// Those after it, and the right one itself: nothing is compared with its own year.
    NotEarlier,
    /// Every other one.
    Other,
}

/// What is wrong with a date.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct DateToml {
    /// The fault that is looked for.
    pub(crate) finds: DateFault,
    /// Texts that, anywhere in the report, excuse a period that is not the whole year: a body newly founded.
    #[serde(default)]
    pub(crate) unless: Vec<String>,
    /// Patterns that take a clause out for `reversed`; for whatever else is told in a sentence, the sentence.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) blocks: Vec<Spanned<String>>,
    /// For `reversed`: patterns over a sentence from the date at which something began up to the one, group `until`,
    /// at which it was done.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) sequence: Vec<Spanned<String>>,
    /// For `period-length`: patterns over the sentence of the period; the group `number` is the number of
    /// months, in digits or a `{number}` with one of `units`. For `duration`: patterns over the sentence, for a number of
    /// months behind an interval.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) months: Vec<Spanned<String>>,
    /// For `period-length` and `duration`: patterns like `months` for a number of days. For `overdue`: patterns over the
    /// sentence; the group `number` is the number of working days within which the answer is said to have come.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) days: Vec<Spanned<String>>,
    /// For `term`: patterns over the text from the day on which it begins to the one on which it ends; the group `number`
    /// is the number of years, in digits or numerals.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) years: Vec<Spanned<String>>,
    /// The units that a `{number}` may have.
    #[serde(default)]
    pub(crate) units: Vec<String>,
    /// For `duration`: patterns over the text from the date on which something began to the one on which it was over; the
    /// group `number` is the number of months.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) across: Vec<Spanned<String>>,
    /// For `duration`: patterns over the text that ends where an interval begins, for a number of days right before it; the
    /// group `number` is the number. For `term`: patterns over the text that ends where the term begins, for its years; how
    /// the text goes on from there to its last day, `between` says.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) ahead: Vec<Spanned<String>>,
    /// For `duration`: patterns over the text from the day from which something lasted to the one until which it did; the
    /// group `number` is the number of days. For `term`: see `ahead`.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) between: Vec<Spanned<String>>,
    /// For `duration`: patterns over the text from the date on which something began to the one on which it was over, for a
    /// number of months or days that stands behind both, as behind an interval: 从3月开始,到8月底结束,历时6个月.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) begun: Vec<Spanned<String>>,
    /// For `duration` and `out-of-order`: patterns over a sentence, for months without a year, such as are no dates; the
    /// groups `a` and `b` are the first and the last one, or that of what is done first and that of what is done then, in
    /// digits. For `duration`, the group `c` is the number of months.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) bare: Vec<Spanned<String>>,
    /// For `duration`: units that count working days only.
    #[serde(default)]
    pub(crate) workdays: Vec<String>,
    /// For `duration`: units that are never working days.
    #[serde(default)]
    pub(crate) calendar: Vec<String>,
    /// For `duration`: patterns for a sentence in which what is counted may be shorter than its interval: 9月9日至20日,参加为期3天的培训.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) shorter: Vec<Spanned<String>>,
    /// For `out-of-order` and `overdue`: what is done first, and what then.
    #[serde(default)]
    pub(crate) steps: Vec<StepToml>,
    /// For `years`: patterns over a sentence that tells of a first and a last year, groups `a` and `b`, and how many they
    /// are, group `c`, in digits or numerals; the first one may be left out of them. Without `b` the last year is the one
    /// reported on. For `reversed`: patterns with `a` and `b` alone.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) spans: Vec<Spanned<String>>,
    /// For `years`: patterns like `spans`, where both the first and the last year are counted: `连续三年`.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) runs: Vec<Spanned<String>>,
    /// For `years`: patterns like `spans`, where only years that are over are counted: `满五年`.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) elapsed: Vec<Spanned<String>>,
    /// For `afterwards`: sections in which whatever `blocks` does not take out is told as done.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) sections: Vec<Spanned<String>>,
    /// For `afterwards`: patterns over a sentence that tells of something done, for all other sections.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) done: Vec<Spanned<String>>,
    /// For `weekday`: patterns over the text right behind a date; the group `day` is one of 一 to 六, 日 or 天.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) weekday: Vec<Spanned<String>>,
}

/// Two things one of which is done before the other.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct StepToml {
    /// Patterns over the text from a date to the next one that say what was done first.
    #[schemars(with = "Vec<String>")]
    pub(crate) first: Vec<Spanned<String>>,
    /// Patterns over the text from the next date to the end of its clause that say what was done then.
    #[schemars(with = "Vec<String>")]
    pub(crate) then: Vec<Spanned<String>>,
    /// Whether it is the other way round: what is told behind was done before, or no later: 于5月8日召开,会前于5月6日通知.
    #[serde(default)]
    pub(crate) back: bool,
}

/// What can be wrong with a date.
#[derive(Deserialize, JsonSchema, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum DateFault {
    /// There is no such day.
    Impossible,
    /// The word for the day is left out: `12月31止`.
    Unmarked,
    /// A date is not written as a date: `202312月31日`, `1月日起`, `20233年1月1日`, `12日31日`.
    Malformed,
    /// A range of months or days ends before it begins.
    Reversed,
    /// What is of a whole year or follows from something was done before that was over.
    Undone,
    /// The year of the title or of the statistical period is not the one that most places name.
    Year,
    /// The statistical period does not begin with the first day of a year.
    PeriodStart,
    /// The statistical period does not end with the last day of a year.
    PeriodEnd,
    /// The statistical period, a whole year, is given another number of months or days.
    PeriodLength,
    /// The signature is dated before the year reported on is over.
    SignedEarly,
    /// The page was posted before the year reported on was over.
    PostedEarly,
    /// The signature is of a later year than the one after the year reported on.
    SignedLongAfter,
    /// The signature is dated after the page was posted.
    SignedAfterPosting,
    /// A sentence tells of a day after the signature, or the posting.
    Afterwards,
    /// A sentence dates what comes later before what comes first: see `steps`.
    OutOfOrder,
    /// An answer is said to have come within so many working days, and the dates beside it say that it came later: see
    /// `steps` and `days`.
    Overdue,
    /// Something took another number of days than from its first to its last: see `days`.
    Duration,
    /// From a first year to a last one there are not as many as the text says: see `spans`, `runs` and `elapsed`.
    Years,
    /// A term of so many years does not end on the day that is named behind it: see `years` and `ahead`.
    Term,
    /// A date is given another day of the week than it has: see `weekday`.
    Weekday,
}

/// The day by which a report must be there.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct DeadlineToml {
    /// Which date is compared.
    pub(crate) of: DateOf,
    /// The days. The first that is for the body and the year counts.
    pub(crate) limits: Vec<LimitToml>,
}

/// A date of a report.
#[derive(Deserialize, JsonSchema, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum DateOf {
    /// When the page says that it was posted.
    Posted,
    /// When it was signed, where the page does not say when it was posted.
    Signed,
}

/// A day in the year after the one reported on.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct LimitToml {
    /// Classes of bodies it is for.
    #[schemars(with = "Vec<String>")]
    pub(crate) body: Vec<Spanned<String>>,
    /// Classes it is not for, though `body` names them.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) except: Vec<Spanned<String>>,
    /// The month.
    pub(crate) month: u8,
    /// The last day in that month.
    pub(crate) day: u8,
    /// The years reported on that it is for. Every year if absent.
    pub(crate) years: Option<YearsToml>,
}

/// The number of parts that a report announces before its first section or in its first sentences.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct PartsToml {
    /// The fault that is looked for.
    pub(crate) finds: PartsFault,
    /// Patterns over a sentence with its marks; the group `count` is the number: a figure (`{number}`, unit
    /// included) or a numeral. The list of names lies inside the match.
    #[schemars(with = "Vec<String>")]
    pub(crate) phrases: Vec<Spanned<String>>,
    /// The units that the number may have.
    #[serde(default)]
    pub(crate) units: Vec<String>,
    /// Patterns for the words that lead to the list of names.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) leads: Vec<Spanned<String>>,
    /// Patterns for a sentence in which the number is that of the parts of the whole report though it names
    /// none.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) whole: Vec<Spanned<String>>,
    /// Patterns for a piece of the list that belongs to the name before it.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) joined: Vec<Spanned<String>>,
    /// Patterns for names that are no part of this form.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) foreign: Vec<Spanned<String>>,
    /// Patterns that take a sentence out.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) blocks: Vec<Spanned<String>>,
}

/// What can be wrong with an announcement of parts.
#[derive(Deserialize, JsonSchema, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum PartsFault {
    /// The number is neither that of the names listed nor that of the parts there.
    Number,
    /// A name in the list is one of `foreign`.
    Foreign,
}

/// Words by which a body calls itself or its area, and which are another kind of body's.
///
/// A word that stands in the name of the body is always its own.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct DesignationToml {
    /// What stands before the words: `我`, `全`.
    pub(crate) prefixes: Vec<String>,
    /// Texts that only look like one: `我办理`, `自我`.
    #[serde(default)]
    pub(crate) neutral: Vec<String>,
    /// Texts that, anywhere in the report, leave everything open.
    #[serde(default)]
    pub(crate) unless: Vec<String>,
    /// Which words are not of which bodies.
    pub(crate) foreign: Vec<ForeignToml>,
}

/// Words that are not of certain bodies.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct ForeignToml {
    /// Classes of bodies.
    #[schemars(with = "Vec<String>")]
    pub(crate) body: Vec<Spanned<String>>,
    /// Classes that are left out.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) except: Vec<Spanned<String>>,
    /// The words, without what stands before them.
    pub(crate) words: Vec<String>,
}

/// Another body named where the report names its own: before the first section and in its first sentences.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct BodyNameToml {
    /// Patterns over a sentence with its marks; the group `body` is the name.
    #[schemars(with = "Vec<String>")]
    pub(crate) phrases: Vec<Spanned<String>>,
    /// Patterns for the whole line of a signature; the group `body` is the name.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) signatures: Vec<Spanned<String>>,
    /// Classes of bodies that it looks at; all if absent.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) body: Vec<Spanned<String>>,
    /// Patterns that take a sentence, or the line of a signature, out.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) blocks: Vec<Spanned<String>>,
    /// Texts that, anywhere in the report, leave everything open: a reform, a new name.
    #[serde(default)]
    pub(crate) unless: Vec<String>,
    /// Classes of bodies that it does not look at.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) except: Vec<Spanned<String>>,
    /// A pattern for one region at the start of a name.
    #[schemars(with = "String")]
    pub(crate) region: Spanned<String>,
    /// Words that tell no body from another.
    #[serde(default)]
    pub(crate) neutral: Vec<String>,
    /// It looks at what stands after the first sentences, clause by clause.
    #[serde(default)]
    pub(crate) beyond: bool,
    /// Looks at the first sentences and at those after them.
    #[serde(default)]
    pub(crate) anywhere: bool,
    /// Only a body of another region is another.
    #[serde(default)]
    pub(crate) places: bool,
    /// Lists of what the names of regions of one level end with, for phrases that name bodies anywhere: only a body of
    /// the own kind, of another region of a level that the own name has, is another. So neither bodies above and below
    /// nor other departments are.
    #[serde(default)]
    pub(crate) levels: Vec<Vec<String>>,
}
