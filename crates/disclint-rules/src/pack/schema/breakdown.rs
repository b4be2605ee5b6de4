//! A whole and its parts, as a pack writes the check.

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

/// A whole and its parts in one sentence.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct BreakdownToml {
    /// Patterns that stand between a whole and its parts.
    #[schemars(with = "Vec<String>")]
    pub(crate) leads: Vec<Spanned<String>>,
    /// What begins a list without a whole: `按内容分,`. The first figure behind it is an item, too.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) openers: Vec<Spanned<String>>,
    /// Words before the first figure of a sentence that divides once more what one of three sentences before it counts, and
    /// leaves nothing out: 按内容分.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) afresh: Vec<Spanned<String>>,
    /// What says that figures are one of each of those before them: `分别为`.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) each: Vec<Spanned<String>>,
    /// Patterns, from `^` on, over a lead and its list that say that the parts leave nothing out: `^包括`.
    #[schemars(with = "Vec<String>")]
    pub(crate) exhaustive: Vec<Spanned<String>>,
    /// What a last part is called that takes up the rest.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) rest: Vec<Spanned<String>>,
    /// Patterns for a figure, `{figure}`, that sums up the figures before it. A group `(?<like>…)` is what it
    /// counts: where its first two characters are not found with the parts, it may count something else.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) totals: Vec<Spanned<String>>,
    /// Patterns for a figure, `{figure}`, whose words need not sum up what stands before: believed only where it is near
    /// to the sum.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) sums: Vec<Spanned<String>>,
    /// Patterns before a figure that is no part: it begins another statement.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) stops: Vec<Spanned<String>>,
    /// Patterns that take a sentence out: parts that overlap, or are not meant exactly.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) exempt: Vec<Spanned<String>>,
    /// Patterns that take a sentence out wherever they stand in it: it says that parts overlap.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) disclaims: Vec<Spanned<String>>,
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
    /// Sentences that are each an item of one list: the sentence before them says what they are parts of.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) items: Vec<Spanned<String>>,
    /// Patterns for the first part, `{figure}`, of a figure that is named again before it, `(?<like>…)`:
    /// 甲120条,乙80条;甲的信息中,图文90条.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) named: Vec<Spanned<String>>,
    /// Patterns for a figure, `^{number}`, with what stands between it and the next one, that only counts off the
    /// parts: 一类是征地,11件.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) enumerators: Vec<Spanned<String>>,
    /// Patterns for the name of a part that tells which of the things counted it has: 准确的87条.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) attributes: Vec<Spanned<String>>,
    /// Patterns for words that exclude each other, `当月|跨月`: parts each of which has another one are all there are.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) counterparts: Vec<Spanned<String>>,
    /// Words before a figure greater than the whole that begins another statement, though the list before it
    /// is worded alike.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) anew: Vec<Spanned<String>>,
    /// Words before a whole that say that it is all there is.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) wholes: Vec<Spanned<String>>,
    /// Patterns for the words around a part, `{number}`, that takes up what is left. Its list needs no lead.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) remainder: Vec<Spanned<String>>,
    /// Patterns right behind a list, from `^` on, that say that there is nothing besides. Its list needs no lead.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) closes: Vec<Spanned<String>>,
    /// What stands between a whole and the first of its parts, from `^` to `$`, that says of each part behind it that
    /// it is among the whole: a single one that is more is wrong, whatever the others are.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) among: Vec<Spanned<String>>,
    /// Words around a whole of things that are of one kind each, whatever `overlaps` says of its parts.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) distinct: Vec<Spanned<String>>,
    /// Units that a total may add up, though they differ.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) mixed: Vec<Spanned<String>>,
    /// What makes a name the opposite of another: two such parts need no lead, and never exceed their whole.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) denials: Vec<Spanned<String>>,
    /// Patterns for the words around a part, `{number}`, that is exactly what the others leave, however far off its number
    /// is.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) left: Vec<Spanned<String>>,
    /// Words right before what a whole counts: parts named by it and more are kinds of it,
    /// `开展督查{number},专项督查{number}`.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) plain: Vec<Spanned<String>>,
    /// Words between a whole and the figures behind it that say that its parts follow, without being a lead.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) announces: Vec<Spanned<String>>,
    /// Words behind which the numbers stand in the order of the names before them.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) respective: Vec<Spanned<String>>,
    /// Words before the last figure of a statement that may sum up all the others: believed only where a slip of the
    /// pen explains the difference.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) tallies: Vec<Spanned<String>>,
    /// Patterns for a whole, `{number}`, and what goes on behind its full stop: parts of something else.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) apart: Vec<Spanned<String>>,
    /// Words between figures that stand in a rank, `其次`: none is the whole of others.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) ranks: Vec<Spanned<String>>,
    /// Patterns, from `^` on right behind a list, for the share that its last part is of another of them, which a group
    /// `(?<like>…)` names: `,占专任教师的63%`. It divides that one, not the whole.
    #[serde(default, rename = "part-shares")]
    #[schemars(with = "Vec<String>")]
    pub(crate) part_shares: Vec<Spanned<String>>,
    /// Words up to a figure that others are only compared with, `上年为`: it is no whole.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) compared: Vec<Spanned<String>>,
    /// Words around a part that may have come from the year before, `转入下年`: parts that exceed the whole may be right.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) carried: Vec<Spanned<String>>,
    /// Patterns, from `^` on, for what counts off the parts before their names: `一是`.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) numerals: Vec<Spanned<String>>,
    /// Units that count the same, each list by itself: 人 and 人次.
    #[serde(default)]
    pub(crate) alike: Vec<Vec<String>>,
    /// Units whose numbers are never added up: 分, 天.
    #[serde(default)]
    pub(crate) unsummed: Vec<String>,
    /// All the words before a total that sums up whatever stands right before it, `^共$`.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) bare: Vec<Spanned<String>>,
    /// Leads, as matched, that head lists of several parts only: `,由`.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) several: Vec<Spanned<String>>,
    /// Whether a sentence of nothing but names and numbers right behind a whole, one of `wholes`, lists its parts.
    #[serde(default)]
    pub(crate) lists: bool,
    /// What is never more than the figure right before it: 征集意见12条,采纳15条.
    #[serde(default)]
    pub(crate) within: Vec<WithinToml>,
    /// Patterns over a sentence in which it may be more: some of it is from before.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) brought: Vec<Spanned<String>>,
    /// Words for parts that go together. They may follow their whole without a lead.
    #[serde(default)]
    pub(crate) kinds: Vec<KindsToml>,
}

/// Words for a figure and for what is never more than it.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct WithinToml {
    /// A pattern for the words around the figure, which is `{number}`.
    #[schemars(with = "String")]
    pub(crate) of: Spanned<String>,
    /// A pattern for the words around the figure, `{number}`, that is not more.
    #[schemars(with = "String")]
    pub(crate) part: Spanned<String>,
}

/// Words for the parts of a whole that go together, such as online and on site.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct KindsToml {
    /// Patterns one of which the words around the whole must match; any whole if absent. `{number}` stands for
    /// the whole.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) of: Vec<Spanned<String>>,
    /// Whether there may be others beside them, however the whole is worded.
    #[serde(default)]
    pub(crate) open: bool,
    /// Whether a figure with one of these words has no parts with the others: it stands beside them.
    #[serde(default)]
    pub(crate) peers: bool,
    /// Patterns for the words around a part, `{number}`. Of several, parts that have them all leave nothing out;
    /// a single one says only that the parts go together.
    #[schemars(with = "Vec<String>")]
    pub(crate) parts: Vec<Spanned<String>>,
}
