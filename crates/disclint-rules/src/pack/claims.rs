//! Rules on figures of the prose that follow from each other, compiled.

use std::ops::Range;

use disclint_document::Form;
use toml::Spanned;

use super::error::Problems;
use super::load::PackSource;
use super::named::NamedPatterns;
use super::patterns::Patterns;
use super::phrase::{Target, targets};
use super::schema::{
    BreakdownToml, ChangeToml, EnumerationToml, ExtremeToml, RateToml, RemainderToml, RepeatToml, ShareToml,
};

/// A whole and its parts in one sentence: see the schema.
#[derive(Debug, Clone)]
pub(crate) struct BreakdownCheck {
    pub(crate) leads: Patterns,
    pub(crate) openers: Patterns,
    pub(crate) afresh: Patterns,
    pub(crate) each: Patterns,
    pub(crate) exhaustive: Patterns,
    pub(crate) rest: Patterns,
    pub(crate) totals: Patterns,
    pub(crate) sums: Patterns,
    pub(crate) stops: Patterns,
    pub(crate) exempt: Patterns,
    pub(crate) disclaims: Patterns,
    pub(crate) asides: Patterns,
    pub(crate) more: Patterns,
    pub(crate) remarks: Patterns,
    pub(crate) overlaps: Patterns,
    pub(crate) joins: Patterns,
    pub(crate) items: Patterns,
    pub(crate) named: Patterns,
    pub(crate) enumerators: Patterns,
    pub(crate) attributes: Patterns,
    /// Words that exclude each other, one list for each.
    pub(crate) counterparts: Vec<Patterns>,
    pub(crate) anew: Patterns,
    pub(crate) wholes: Patterns,
    pub(crate) remainder: Patterns,
    pub(crate) closes: Patterns,
    pub(crate) among: Patterns,
    pub(crate) distinct: Patterns,
    /// Units that a total may add up, though they differ.
    pub(crate) mixed: Patterns,
    pub(crate) denials: Patterns,
    pub(crate) left: Patterns,
    pub(crate) plain: Patterns,
    pub(crate) announces: Patterns,
    pub(crate) respective: Patterns,
    pub(crate) tallies: Patterns,
    pub(crate) numerals: Patterns,
    /// Between figures that are ranked, so that none is the whole of others.
    pub(crate) ranks: Patterns,
    /// Behind a list, for a share of the part that the group `like` names.
    pub(crate) part_shares: Patterns,
    /// Before a figure that others are only compared with.
    pub(crate) compared: Patterns,
    /// Around a part that may have come from the year before.
    pub(crate) carried: Patterns,
    pub(crate) apart: Patterns,
    /// A figure's words and those of what is never more.
    pub(crate) within: Vec<[Patterns; 2]>,
    pub(crate) brought: Patterns,
    pub(crate) several: Patterns,
    pub(crate) alike: Vec<Vec<String>>,
    pub(crate) unsummed: Vec<String>,
    pub(crate) bare: Patterns,
    pub(crate) lists: bool,
    /// The words of all kinds, one after the other.
    pub(crate) words: Patterns,
    pub(crate) kinds: Vec<Kinds>,
}

/// Words for the parts of a whole that go together.
#[derive(Debug, Clone)]
pub(crate) struct Kinds {
    pub(crate) of: Patterns,
    /// The patterns for its parts, by their numbers among the words of all kinds.
    pub(crate) words: Range<usize>,
    /// Whether there may always be others.
    pub(crate) open: bool,
    /// Whether none of them is a whole of the others.
    pub(crate) peers: bool,
}

/// A share against its part and its whole: see the schema.
#[derive(Debug, Clone)]
pub(crate) struct ShareCheck {
    /// Behind the name of a part that stands before, up to its share.
    pub(crate) again: Patterns,
    pub(crate) phrases: Patterns,
    /// The words before a part that name its whole, and those up to its share.
    pub(crate) led: [Patterns; 2],
    pub(crate) named: Patterns,
    pub(crate) restated: Patterns,
    pub(crate) denials: Patterns,
    pub(crate) separators: Patterns,
    pub(crate) each: Patterns,
    pub(crate) together: Patterns,
    /// Up to the first of a row of names and shares.
    pub(crate) captions: Patterns,
    pub(crate) of: Patterns,
    pub(crate) sums: Patterns,
    pub(crate) complements: Vec<[Patterns; 2]>,
    pub(crate) apart: Patterns,
    pub(crate) joins: Patterns,
    pub(crate) asides: Patterns,
    pub(crate) elsewhere: Patterns,
    pub(crate) inner: Patterns,
    pub(crate) among: Patterns,
    pub(crate) ahead: Patterns,
    pub(crate) of_all: Patterns,
    pub(crate) totals: Patterns,
    pub(crate) blocks: Patterns,
    pub(crate) admits: Vec<Target>,
    pub(crate) units: Vec<String>,
    pub(crate) excuses: Vec<Target>,
    pub(crate) strict: Patterns,
}

/// A rate against the figures it is made of: see the schema.
#[derive(Debug, Clone)]
pub(crate) struct RateCheck {
    /// The rate's words and its part's.
    pub(crate) rates: Vec<(Patterns, Patterns)>,
    pub(crate) alike: Vec<String>,
    pub(crate) means: Vec<Mean>,
    pub(crate) per: Patterns,
    pub(crate) wholes: Patterns,
    pub(crate) others: Patterns,
    pub(crate) narrows: Patterns,
    pub(crate) undone: Patterns,
    pub(crate) limited: Patterns,
    pub(crate) behind: Patterns,
    pub(crate) beside: Patterns,
    pub(crate) joins: Patterns,
    pub(crate) asides: Patterns,
    pub(crate) remains: Patterns,
    pub(crate) of_due: Patterns,
    pub(crate) open: Patterns,
    pub(crate) due: Patterns,
    pub(crate) lapses: Vec<(Patterns, Patterns)>,
    pub(crate) swapped: Patterns,
    pub(crate) lacks: Vec<(Patterns, Patterns)>,
    pub(crate) owed: Vec<(Patterns, Patterns)>,
    pub(crate) blocks: Patterns,
}

/// A mean over the parts of a period: see the schema.
#[derive(Debug, Clone)]
pub(crate) struct Mean {
    pub(crate) words: Patterns,
    pub(crate) parts: [u32; 2],
    pub(crate) each: bool,
}

/// A change against the old and the new figure: see the schema.
#[derive(Debug, Clone)]
pub(crate) struct ChangeCheck {
    pub(crate) rise: Patterns,
    pub(crate) fall: Patterns,
    pub(crate) times: Patterns,
    pub(crate) turns: Patterns,
    pub(crate) becomes: Patterns,
    pub(crate) opening: Patterns,
    pub(crate) closing: Patterns,
    pub(crate) gains: Patterns,
    pub(crate) losses: Patterns,
    pub(crate) stock: Patterns,
    pub(crate) multiples: Patterns,
    pub(crate) before: Patterns,
    pub(crate) follows: Patterns,
    pub(crate) fillers: Patterns,
    pub(crate) narrows: Patterns,
    /// Words, and how many per cent of the old figure they say.
    pub(crate) wordings: Vec<(Patterns, u32)>,
    pub(crate) risen: Patterns,
    pub(crate) fallen: Patterns,
    pub(crate) level: Patterns,
    pub(crate) climbs: Patterns,
    pub(crate) sinks: Patterns,
    pub(crate) series: Patterns,
    pub(crate) latest: Patterns,
    pub(crate) overall: Patterns,
    pub(crate) points: Option<String>,
    pub(crate) periods: Patterns,
    pub(crate) steps: Patterns,
    pub(crate) joins: Patterns,
    pub(crate) blocks: Patterns,
}

/// What is called the greatest or the least of a row: see the schema.
#[derive(Debug, Clone)]
pub(crate) struct ExtremeCheck {
    pub(crate) greatest: Patterns,
    pub(crate) least: Patterns,
    pub(crate) asides: Patterns,
    pub(crate) blocks: Patterns,
}

/// What is left of a whole: see the schema.
#[derive(Debug, Clone)]
pub(crate) struct RemainderCheck {
    pub(crate) rest: Patterns,
    pub(crate) verbs: Patterns,
    pub(crate) alike: Vec<Vec<String>>,
    pub(crate) asides: Patterns,
    pub(crate) blocks: Patterns,
}

/// How many things are announced and how many are named: see the schema.
#[derive(Debug, Clone)]
pub(crate) struct EnumerationCheck {
    pub(crate) announces: Patterns,
    pub(crate) exactly: Patterns,
    pub(crate) dated: Patterns,
    pub(crate) closed: Patterns,
    pub(crate) parallel: Patterns,
    /// With the units of each.
    pub(crate) apposed: Vec<(Patterns, Vec<String>)>,
    pub(crate) units: Vec<String>,
    pub(crate) blocks: Patterns,
}

/// A figure that takes up an earlier one: see the schema.
#[derive(Debug, Clone)]
pub(crate) struct RepeatCheck {
    pub(crate) named: Patterns,
    pub(crate) among: Patterns,
    pub(crate) bare: Patterns,
    pub(crate) swapped: Patterns,
    pub(crate) ends: Patterns,
    pub(crate) blocks: Patterns,
    pub(crate) asides: Patterns,
    pub(crate) totals: Patterns,
    pub(crate) mentions: Patterns,
    /// Words that mean the same, one list for each.
    pub(crate) alike: Vec<Patterns>,
    pub(crate) fillers: Patterns,
    pub(crate) vague: Patterns,
    pub(crate) topics: Vec<Patterns>,
    pub(crate) heads: Patterns,
}

pub(super) fn breakdown(
    source: &PackSource,
    toml: &BreakdownToml,
    named: &NamedPatterns,
    problems: &mut Problems,
) -> BreakdownCheck {
    let mut all: Vec<Spanned<String>> = Vec::new();
    let mut kinds = Vec::new();
    for kind in &toml.kinds {
        let start = all.len();
        all.extend(named.expand(source, &kind.parts, problems));
        let words = start..all.len();
        let of = named.expand(source, &kind.of, problems);
        kinds.push(Kinds {
            of: Patterns::new(source, &of, false, problems),
            words,
            open: kind.open,
            peers: kind.peers,
        });
    }
    let words = Patterns::new(source, &all, false, problems);
    let mut list = |toml: &[Spanned<String>]| named.patterns(source, toml, false, problems);
    BreakdownCheck {
        leads: list(&toml.leads),
        openers: list(&toml.openers),
        afresh: list(&toml.afresh),
        each: list(&toml.each),
        exhaustive: list(&toml.exhaustive),
        rest: list(&toml.rest),
        totals: list(&toml.totals),
        sums: list(&toml.sums),
        stops: list(&toml.stops),
        exempt: list(&toml.exempt),
        disclaims: list(&toml.disclaims),
        asides: list(&toml.asides),
        more: list(&toml.more),
        remarks: list(&toml.remarks),
        overlaps: list(&toml.overlaps),
        joins: list(&toml.joins),
        items: list(&toml.items),
        named: list(&toml.named),
        enumerators: list(&toml.enumerators),
        attributes: list(&toml.attributes),
        counterparts: toml.counterparts.iter().map(|words| list(std::slice::from_ref(words))).collect(),
        anew: list(&toml.anew),
        wholes: list(&toml.wholes),
        remainder: list(&toml.remainder),
        closes: list(&toml.closes),
        among: list(&toml.among),
        distinct: list(&toml.distinct),
        mixed: list(&toml.mixed),
        denials: list(&toml.denials),
        left: list(&toml.left),
        plain: list(&toml.plain),
        announces: list(&toml.announces),
        respective: list(&toml.respective),
        tallies: list(&toml.tallies),
        numerals: list(&toml.numerals),
        apart: list(&toml.apart),
        ranks: list(&toml.ranks),
        part_shares: list(&toml.part_shares),
        compared: list(&toml.compared),
        carried: list(&toml.carried),
        within: toml
            .within
            .iter()
            .map(|within| [&within.of, &within.part].map(|words| list(std::slice::from_ref(words))))
            .collect(),
        brought: list(&toml.brought),
        several: list(&toml.several),
        alike: toml.alike.clone(),
        unsummed: toml.unsummed.clone(),
        bare: list(&toml.bare),
        lists: toml.lists,
        words,
        kinds,
    }
}

/// `None` if the form lacks the cells that the phrases name.
pub(super) fn share(
    source: &PackSource,
    toml: &ShareToml,
    form: &Form,
    named: &NamedPatterns,
    problems: &mut Problems,
) -> Option<ShareCheck> {
    let admits = targets(source, &toml.admits, form, problems).into_iter().collect::<Option<_>>()?;
    let excuses = targets(source, &toml.excuses, form, problems).into_iter().flatten().collect();
    let mut list = |toml: &[Spanned<String>]| named.patterns(source, toml, false, problems);
    Some(ShareCheck {
        phrases: list(&toml.phrases),
        led: [&toml.leads, &toml.bare].map(|words| list(words)),
        named: list(&toml.named),
        restated: list(&toml.restated),
        denials: list(&toml.denials),
        separators: list(&toml.separators),
        each: list(&toml.each),
        together: list(&toml.together),
        captions: list(&toml.captions),
        of: list(&toml.of),
        sums: list(&toml.sums),
        complements: toml
            .complements
            .iter()
            .map(|pair| [&pair.one, &pair.other].map(|name| list(std::slice::from_ref(name))))
            .collect(),
        apart: list(&toml.apart),
        joins: list(&toml.joins),
        asides: list(&toml.asides),
        elsewhere: list(&toml.elsewhere),
        inner: list(&toml.inner),
        among: list(&toml.among),
        again: list(&toml.again),
        ahead: list(&toml.ahead),
        of_all: list(&toml.of_all),
        totals: list(&toml.totals),
        blocks: list(&toml.blocks),
        admits,
        units: toml.units.clone(),
        excuses,
        strict: list(&toml.strict),
    })
}

pub(super) fn rate(source: &PackSource, toml: &RateToml, named: &NamedPatterns, problems: &mut Problems) -> RateCheck {
    let mut list = |toml: &[Spanned<String>]| named.patterns(source, toml, false, problems);
    RateCheck {
        alike: toml.alike.clone(),
        rates: toml
            .rates
            .iter()
            .map(|rate| (list(std::slice::from_ref(&rate.name)), list(std::slice::from_ref(&rate.part))))
            .collect(),
        means: toml
            .means
            .iter()
            .map(|mean| Mean { words: list(&mean.words), parts: mean.parts, each: mean.each })
            .collect(),
        per: list(&toml.per),
        wholes: list(&toml.wholes),
        others: list(&toml.others),
        narrows: list(&toml.narrows),
        undone: list(&toml.undone),
        limited: list(&toml.limited),
        behind: list(&toml.behind),
        beside: list(&toml.beside),
        joins: list(&toml.joins),
        asides: list(&toml.asides),
        remains: list(&toml.remains),
        of_due: list(&toml.of_due),
        open: list(&toml.open),
        due: list(&toml.due),
        swapped: list(&toml.swapped),
        lapses: toml
            .lapses
            .iter()
            .map(|rate| (list(std::slice::from_ref(&rate.name)), list(std::slice::from_ref(&rate.part))))
            .collect(),
        lacks: toml
            .lacks
            .iter()
            .map(|rate| (list(std::slice::from_ref(&rate.name)), list(std::slice::from_ref(&rate.part))))
            .collect(),
        owed: toml
            .owed
            .iter()
            .map(|rate| (list(std::slice::from_ref(&rate.name)), list(std::slice::from_ref(&rate.part))))
            .collect(),
        blocks: list(&toml.blocks),
    }
}

pub(super) fn change(
    source: &PackSource,
    toml: &ChangeToml,
    named: &NamedPatterns,
    problems: &mut Problems,
) -> ChangeCheck {
    let mut list = |toml: &[Spanned<String>]| named.patterns(source, toml, false, problems);
    ChangeCheck {
        rise: list(&toml.rise),
        fall: list(&toml.fall),
        times: list(&toml.times),
        turns: list(&toml.turns),
        becomes: list(&toml.becomes),
        opening: list(&toml.opening),
        closing: list(&toml.closing),
        gains: list(&toml.gains),
        losses: list(&toml.losses),
        stock: list(&toml.stock),
        multiples: list(&toml.multiples),
        before: list(&toml.before),
        follows: list(&toml.follows),
        fillers: list(&toml.fillers),
        narrows: list(&toml.narrows),
        wordings: toml.wordings.iter().map(|one| (list(&one.words), one.percent)).collect(),
        risen: list(&toml.risen),
        fallen: list(&toml.fallen),
        level: list(&toml.level),
        climbs: list(&toml.climbs),
        sinks: list(&toml.sinks),
        series: list(&toml.series),
        latest: list(&toml.latest),
        overall: list(&toml.overall),
        points: toml.points.clone(),
        periods: list(&toml.periods),
        steps: list(&toml.steps),
        joins: list(&toml.joins),
        blocks: list(&toml.blocks),
    }
}

pub(super) fn enumeration(
    source: &PackSource,
    toml: &EnumerationToml,
    named: &NamedPatterns,
    problems: &mut Problems,
) -> EnumerationCheck {
    let mut list = |toml: &[Spanned<String>]| named.patterns(source, toml, false, problems);
    EnumerationCheck {
        announces: list(&toml.announces),
        exactly: list(&toml.exactly),
        dated: list(&toml.dated),
        closed: list(&toml.closed),
        parallel: list(&toml.parallel),
        apposed: toml.apposed.iter().map(|apposed| (list(&apposed.find), apposed.units.clone())).collect(),
        units: toml.units.clone(),
        blocks: list(&toml.blocks),
    }
}

pub(super) fn extreme(
    source: &PackSource,
    toml: &ExtremeToml,
    named: &NamedPatterns,
    problems: &mut Problems,
) -> ExtremeCheck {
    let mut list = |toml: &[Spanned<String>]| named.patterns(source, toml, false, problems);
    ExtremeCheck {
        greatest: list(&toml.greatest),
        least: list(&toml.least),
        asides: list(&toml.asides),
        blocks: list(&toml.blocks),
    }
}

pub(super) fn remainder(
    source: &PackSource,
    toml: &RemainderToml,
    named: &NamedPatterns,
    problems: &mut Problems,
) -> RemainderCheck {
    let mut list = |toml: &[Spanned<String>]| named.patterns(source, toml, false, problems);
    RemainderCheck {
        rest: list(&toml.rest),
        verbs: list(&toml.verbs),
        alike: toml.alike.clone(),
        asides: list(&toml.asides),
        blocks: list(&toml.blocks),
    }
}

pub(super) fn repeat(
    source: &PackSource,
    toml: &RepeatToml,
    named: &NamedPatterns,
    problems: &mut Problems,
) -> RepeatCheck {
    let mut list = |toml: &[Spanned<String>]| named.patterns(source, toml, false, problems);
    RepeatCheck {
        named: list(&toml.named),
        among: list(&toml.among),
        bare: list(&toml.bare),
        swapped: list(&toml.swapped),
        ends: list(&toml.ends),
        blocks: list(&toml.blocks),
        asides: list(&toml.asides),
        totals: list(&toml.totals),
        fillers: list(&toml.fillers),
        vague: list(&toml.vague),
        heads: list(&toml.heads),
        mentions: list(&toml.mentions),
        alike: toml.alike.iter().map(|words| list(std::slice::from_ref(words))).collect(),
        topics: toml.topics.iter().map(|topic| list(std::slice::from_ref(topic))).collect(),
    }
}
