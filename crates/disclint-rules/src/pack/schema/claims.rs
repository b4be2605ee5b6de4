//! Checks of what a sentence says of its own figures, as they are written.

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

/// A share in per cent against the part before it and its whole.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct ShareToml {
    /// Patterns for the words between the name of a part that stands before and its share, `占{number}$`: 社保类占25%.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) again: Vec<Spanned<String>>,
    /// Patterns for all that stands from behind the part to the end of the share, `^…$`; `{number}` stands for
    /// the share at the end, and for a whole that is named before it.
    #[schemars(with = "Vec<String>")]
    pub(crate) phrases: Vec<Spanned<String>>,
    /// Patterns for the words up to a part, `{number}`, that name its whole, for shares with `bare` words:
    /// `新收申请中自然人{number},占{number}`.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) leads: Vec<Spanned<String>>,
    /// Patterns like `phrases`, for parts whose words are `leads`.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) bare: Vec<Spanned<String>>,
    /// Patterns like `phrases` in which a group `(?<like>…)` says what the whole counts; `{figure}` stands for the share.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) named: Vec<Spanned<String>>,
    /// Patterns like `phrases` in which a group `(?<like>…)` repeats the name of the part, or of several:
    /// `原创推文{number},原创占比{number}`.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) restated: Vec<Spanned<String>>,
    /// Words that make a name that ends with another the opposite of it.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) denials: Vec<Spanned<String>>,
    /// Patterns for what parts several names in the group of `restated`.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) separators: Vec<Spanned<String>>,
    /// Patterns like `phrases` for the first of several shares that belong to as many parts, in their order.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) each: Vec<Spanned<String>>,
    /// Patterns for the words up to a share, `{number}`, that is one of several of the same whole: a row of them
    /// makes no more than a hundred per cent.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) together: Vec<Spanned<String>>,
    /// Patterns for the text up to a row of nothing but names and shares: `比重为:业务信息52%,政策文件23%`.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) captions: Vec<Spanned<String>>,
    /// Ends of the words before a figure, `$`, by which it is the whole of a row of shares behind it: 占195件的比重分别为.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) of: Vec<Spanned<String>>,
    /// Beginnings of the words between parts and their whole, `^`, by which a share is of all those parts.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) sums: Vec<Spanned<String>>,
    /// Names of two parts that are never one and the same, and leave little else: their two shares make no more
    /// than a hundred per cent.
    #[serde(default)]
    pub(crate) complements: Vec<ComplementToml>,
    /// Patterns for a sentence whose shares are not of kinds that exclude each other.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) apart: Vec<Spanned<String>>,
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
    /// Patterns for the text from a whole to the part right behind it that say that it is one: `,其中…`, `里有`. What is
    /// more than the whole cannot be meant then.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) among: Vec<Spanned<String>>,
    /// Words before a part that is a share of what they name, and of no other whole: 公告中涉企90条,占40%.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) inner: Vec<Spanned<String>>,
    /// Patterns from a share, `{number}`, with the words before it to its part right behind it, `{number}`:
    /// `占比42%,计66条`.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) ahead: Vec<Spanned<String>>,
    /// Patterns between a part and its share, `{figure}`, that mean the whole of a sentence before, where only one
    /// figure can be it: a group `(?<like>…)` is what that sentence must count.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) of_all: Vec<Spanned<String>>,
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
    /// Words up to a share that only the first of `admits` can be meant by, 占新收总数的.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) strict: Vec<Spanned<String>>,
}

/// A rate in per cent against the two figures that it is made of.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct RateToml {
    /// Rates by their names.
    #[serde(default)]
    pub(crate) rates: Vec<RateOfToml>,
    /// Units that count the same, so that a figure in one may be a part of a figure in another.
    #[serde(default)]
    pub(crate) alike: Vec<String>,
    /// Means over the parts of a period, against the total of the period in the same sentence.
    #[serde(default)]
    pub(crate) means: Vec<MeanToml>,
    /// Patterns for the words up to a mean, `{figure}`, over as many things as another figure of the sentence
    /// counts: its unit begins with what a group `(?<like>…)` matches.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) per: Vec<Spanned<String>>,
    /// Words before a total of the period that stands behind its mean.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) wholes: Vec<Spanned<String>>,
    /// Patterns for the words up to a rate of any other name, `{figure}`: the words beside its part have what a
    /// group `(?<like>…)` matches.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) others: Vec<Spanned<String>>,
    /// Words before a rate of some of the things only: its part must have them, too.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) narrows: Vec<Spanned<String>>,
    /// Patterns for words beside a figure that is no part of those, as they say what should be done.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) undone: Vec<Spanned<String>>,
    /// Patterns for the words up to a percentage, `{number}`, that is never more than a hundred.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) limited: Vec<Spanned<String>>,
    /// Patterns like `beside`, where the percentage is one of the rates.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) behind: Vec<Spanned<String>>,
    /// Patterns from behind a percentage, `^`, over its whole to its part, both `{number}`: `75%(24篇中18篇)`.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) beside: Vec<Spanned<String>>,
    /// Beginnings of a sentence that goes on from the one before.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) joins: Vec<Spanned<String>>,
    /// Words before a figure that is no whole: a difference, an average.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) asides: Vec<Spanned<String>>,
    /// Patterns for the words up to a figure, `{number}`, that is what is left of the whole: with it, `open` leaves
    /// nothing open, unless one of `of_due` is there.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) remains: Vec<Spanned<String>>,
    /// Words that say that a rate is of what was due.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) of_due: Vec<Spanned<String>>,
    /// Patterns that leave a rate of a hundred per cent open: what is not yet due is not counted.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) open: Vec<Spanned<String>>,
    /// Patterns by which a sentence says that what it counts was due, whatever `open` says.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) due: Vec<Spanned<String>>,
    /// Rates that are not a hundred per cent where a figure of their sentence counts what fell short: `part`.
    #[serde(default)]
    pub(crate) lapses: Vec<RateOfToml>,
    /// Rates by their names whose sentence counts what fell short, `part`, and all of it, and nothing else in their unit:
    /// 检测618条,发现问题27条,准确率95.6%.
    #[serde(default)]
    pub(crate) lacks: Vec<RateOfToml>,
    /// Rates by their names of two figures before them: what should be, one of `undone`, and what is, `part`.
    #[serde(default)]
    pub(crate) owed: Vec<RateOfToml>,
    /// Patterns for the words up to a percentage, `{number}`, that is a rate whatever it is called: it is wrong where two
    /// neighbouring counts before it make it, but for two digits that changed places.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) swapped: Vec<Spanned<String>>,
    /// Patterns that take a sentence out.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) blocks: Vec<Spanned<String>>,
}

/// A mean, such as one for each month.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct MeanToml {
    /// Patterns for the words up to the mean, `{number}`.
    #[schemars(with = "Vec<String>")]
    pub(crate) words: Vec<Spanned<String>>,
    /// The least and the most parts that the period may have: 12 months, 240 to 366 days.
    pub(crate) parts: [u32; 2],
    /// Whether each part has just as many, so that nothing is rounded.
    #[serde(default)]
    pub(crate) each: bool,
}

/// Two parts of which each is what the other is not.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct ComplementToml {
    /// Pattern for the words up to the share of the one; `{number}` stands for the share.
    #[schemars(with = "String")]
    pub(crate) one: Spanned<String>,
    /// Pattern for the words up to the share of the other; `{number}` stands for the share.
    #[schemars(with = "String")]
    pub(crate) other: Spanned<String>,
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
    /// Patterns for the words up to a figure, `{number}`, that says how much less.
    #[schemars(with = "Vec<String>")]
    pub(crate) fall: Vec<Spanned<String>>,
    /// Patterns for the words up to a figure, `{number}`, that says how many times the old figure it is.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) times: Vec<Spanned<String>>,
    /// Patterns from an old figure to the new one, both `{number}`: `由{number}增至{number}`. A change right behind
    /// them is of these.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) turns: Vec<Spanned<String>>,
    /// Patterns from how many there were to how many there are, both `{number}`, where the sentence says how many came
    /// (`gains`) and how many went (`losses`): `总数由{number}变为{number}`.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) becomes: Vec<Spanned<String>>,
    /// Patterns for the words up to how many there were at first, where no `becomes` stands: `年初{number}$`.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) opening: Vec<Spanned<String>>,
    /// Patterns for the words up to how many there are in the end, `年末{number}$`.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) closing: Vec<Spanned<String>>,
    /// Patterns for the words up to a figure that says how many came.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) gains: Vec<Spanned<String>>,
    /// Patterns for the words up to a figure that says how many went.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) losses: Vec<Spanned<String>>,
    /// Words between a change and `turns` by which the change is of these too, if they share a noun with it:
    /// `用户总数从`.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) stock: Vec<Spanned<String>>,
    /// Patterns from an old figure to a figure that says how many times it: `是上年{number}的{number}`.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) multiples: Vec<Spanned<String>>,
    /// Patterns for the words up to the old figure, `{number}`; one in a bracket behind the change has `(` before
    /// it, too.
    #[schemars(with = "Vec<String>")]
    pub(crate) before: Vec<Spanned<String>>,
    /// Beginnings of words that go on about the figure before them.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) follows: Vec<Spanned<String>>,
    /// Words before the verb of a change that are no subject of its own; one with a subject that the figures are
    /// not of is of something else.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) fillers: Vec<Spanned<String>>,
    /// Words that go over to some of the things: an old figure behind them is of those.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) narrows: Vec<Spanned<String>>,
    /// Words, from `^` on right behind an old figure or `turns`, that say how many times the old figure the new
    /// one is: 翻一番.
    #[serde(default)]
    pub(crate) wordings: Vec<WordingToml>,
    /// Words, from `^` on right behind an old figure or within `turns`, that say only that it rose.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) risen: Vec<Spanned<String>>,
    /// Words, from `^` on right behind an old figure or within `turns`, that say only that it fell.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) fallen: Vec<Spanned<String>>,
    /// Words, from `^` on right behind an old figure, that say that it is as it was: 持平.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) level: Vec<Spanned<String>>,
    /// Patterns beside a row of figures that say that each is more than the one before.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) climbs: Vec<Spanned<String>>,
    /// Patterns beside a row of figures that say that each is less than the one before.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) sinks: Vec<Spanned<String>>,
    /// Patterns up to the first, `{number}`, of a row of figures, one for each period: 近三年分别为{number}.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) series: Vec<Spanned<String>>,
    /// Patterns for the words up to a change that is of the last two of such a row, or of a row of years each with
    /// its figure.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) latest: Vec<Spanned<String>>,
    /// Patterns for the words up to a change from the first to the last figure of such a row, which takes as many steps as
    /// the group `number` says, in numerals: `两年间增加`.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) overall: Vec<Spanned<String>>,
    /// The unit in which two percentages differ.
    #[serde(default)]
    pub(crate) points: Option<String>,
    /// Patterns for the words up to a figure with its period, where two periods are compared.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) periods: Vec<Spanned<String>>,
    /// Patterns for the words up to the first, `{number}`, of several rates of growth, one from each figure of
    /// a row to the next.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) steps: Vec<Spanned<String>>,
    /// Beginnings of a sentence that goes on from the one before.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) joins: Vec<Spanned<String>>,
    /// Patterns that take a sentence out.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) blocks: Vec<Spanned<String>>,
}

/// A change in words.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct WordingToml {
    /// Patterns for the words.
    #[schemars(with = "Vec<String>")]
    pub(crate) words: Vec<Spanned<String>>,
    /// How many per cent of the old figure the new one is.
    pub(crate) percent: u32,
}

/// Figures of one sentence that formulas connect.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct FormulaToml {
    /// The formulas. Of several for one figure, one that holds is believed.
    pub(crate) formulas: Vec<OneFormulaToml>,
    /// Units that count the same, each list by itself: 人 and 人次.
    #[serde(default)]
    pub(crate) alike: Vec<Vec<String>>,
    /// Patterns of sentences to leave alone.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) blocks: Vec<Spanned<String>>,
}

/// A formula and the sentences that it is for.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct OneFormulaToml {
    /// A pattern over a sentence, in which groups `a` to `f` are figures, `(?<a>{number})`, all meant exactly, or rounded to 万, and of one
    /// unit; of several that are multiplied, the last has the unit.
    #[schemars(with = "String")]
    pub(crate) find: Spanned<String>,
    /// What the groups make: `a + b * c - d = e`. A number may stand before them or alone, `12 * a = b`, `100 - a = b`. What
    /// they make may be a bound: `a <= b`, `a >= b`. A percentage is the share of one in another, which it may exceed:
    /// `a / b = c`.
    #[schemars(with = "String")]
    pub(crate) equation: Spanned<String>,
    /// Whether only a figure near to what the formula makes is meant as that.
    #[serde(default)]
    pub(crate) near: bool,
    /// How many sentences of the same section before its own the pattern reads, too, full stops included: at most three. The
    /// figure that the formula makes stands in the last sentence.
    #[serde(default)]
    pub(crate) sentences: usize,
}

/// Which figure of a row a sentence calls the greatest or the least.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExtremeToml {
    /// Patterns over a sentence whose group `(?<like>…)` is the name of what is called the greatest: 咨询类最多. Its row are
    /// three figures or more of one unit, in the sentence before these words or in one of the two before it.
    #[schemars(with = "Vec<String>")]
    pub(crate) greatest: Vec<Spanned<String>>,
    /// Patterns like `greatest` for what is called the least.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) least: Vec<Spanned<String>>,
    /// Words before a figure that make it no item of a row.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) asides: Vec<Spanned<String>>,
    /// Patterns of sentences to leave alone.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) blocks: Vec<Spanned<String>>,
}

/// What is left of a whole once its parts are told.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct RemainderToml {
    /// Patterns over a sentence for a `{figure}` that is what is left: 其余5家. The whole and its parts are figures of the same
    /// unit before it, in its sentence or in one of the two before.
    #[schemars(with = "Vec<String>")]
    pub(crate) rest: Vec<Spanned<String>>,
    /// Words behind a figure that name nothing: 正在推进 behind 其余3项. Where both figures are followed by names, these begin
    /// alike.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) verbs: Vec<Spanned<String>>,
    /// Units that count the same, each list by itself: 人 and 人次.
    #[serde(default)]
    pub(crate) alike: Vec<Vec<String>>,
    /// Words before a figure that make it neither whole nor part.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) asides: Vec<Spanned<String>>,
    /// Patterns of sentences to leave alone.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) blocks: Vec<Spanned<String>>,
}

/// How many things a sentence announces and how many it names.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct EnumerationToml {
    /// Patterns over a sentence for a `{figure}` that announces a list of names, which a group `(?<like>…)` matches.
    #[schemars(with = "Vec<String>")]
    pub(crate) announces: Vec<Spanned<String>>,
    /// Patterns like `announces` for lists in which each name is in quotation marks, so that it is one thing; the figure may
    /// follow it.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) exactly: Vec<Spanned<String>>,
    /// Patterns like `announces` for lists of months in which each is one time or several; of any unit.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) dated: Vec<Spanned<String>>,
    /// Patterns like `announces` for a list that 等 and the number of all of them close, 信息审核、保密审查等五项制度: so many
    /// at most are named.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) closed: Vec<Spanned<String>>,
    /// Patterns like `announces` for names that all begin or end alike, so that each is one thing, and that may stand before
    /// the number, too, and go on behind a comma: 三个到位,即认识到位、责任到位、培训到位.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) parallel: Vec<Spanned<String>>,
    /// Lists right before the figure that counts them: 分为查阅、申请、咨询三个功能区.
    #[serde(default)]
    pub(crate) apposed: Vec<ApposedToml>,
    /// The units that the figure may have.
    pub(crate) units: Vec<String>,
    /// Patterns of sentences to leave alone.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) blocks: Vec<Spanned<String>>,
}

/// Names right before the figure that counts them.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct ApposedToml {
    /// Patterns over a sentence for the `{figure}`; a group `(?<like>…)` matches the names.
    #[schemars(with = "Vec<String>")]
    pub(crate) find: Vec<Spanned<String>>,
    /// The units that the figure may have.
    pub(crate) units: Vec<String>,
}

/// A figure that takes up an earlier one.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct RepeatToml {
    /// Patterns over a sentence for a `{figure}` that takes up an earlier one by a word such as 上述.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) named: Vec<Spanned<String>>,
    /// Patterns over a sentence for a `{figure}` that has the earlier one's noun and stands in the next sentence. What a
    /// group `(?<like>…)` matches must stand by the earlier figure, too.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) bare: Vec<Spanned<String>>,
    /// Patterns over a sentence for a `{figure}` that has a word of the earlier one's noun, and its digits but for two that
    /// changed places.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) swapped: Vec<Spanned<String>>,
    /// Patterns over a sentence for a `{figure}` of which a part is told; `bare` ones may be fewer than the earlier figure.
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
    /// Patterns for what `totals` may be of, each for one thing; totals are not compared where some match each
    /// sentence up to them, or the head before it, and not the same.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) topics: Vec<Spanned<String>>,
    /// Patterns for a sentence that is but a head of the one behind it.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) heads: Vec<Spanned<String>>,
    /// Patterns for words of `(?<like>…)` of `totals` that do not say enough to compare.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) vague: Vec<Spanned<String>>,
    /// Words within `(?<like>…)` of `totals` that make no difference.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) fillers: Vec<Spanned<String>>,
    /// Patterns for a total that stands in several places; those with the same `(?<like>…)` must agree.
    /// `blocks` takes out those before which it matches in their sentence.
    #[schemars(with = "Vec<String>")]
    #[serde(default)]
    pub(crate) totals: Vec<Spanned<String>>,
    /// Patterns for a figure that need not be a total: it is wrong only where it is more than the total in the same words.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) mentions: Vec<Spanned<String>>,
    /// Words that mean the same, one list for each meaning.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) alike: Vec<Spanned<String>>,
}
