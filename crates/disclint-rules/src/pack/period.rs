//! Years, dates, parts and names that a report must agree on, compiled.

use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use disclint_document::{Form, LazyRegex};
use toml::Spanned;

use super::BodyClass;
use super::error::Problems;
use super::form::{inside, regex};
use super::load::PackSource;
use super::named::NamedPatterns;
use super::patterns::Patterns;
use super::schema::{
    AccusedYears, BodyNameToml, DateFault, DateOf, DateToml, DeadlineToml, DesignationToml, PartsFault, PartsToml,
    YearToml,
};

/// Years in the prose that should be the one reported on.
#[derive(Debug, Clone)]
pub(crate) struct YearCheck {
    pub(crate) phrases: Patterns,
    pub(crate) blocks: Patterns,
    pub(crate) compares: Patterns,
    pub(crate) presents: Patterns,
    /// One of these stands before the year in its section.
    pub(crate) after: Patterns,
    /// How many years after the year reported on.
    pub(crate) expects: i8,
    pub(crate) accuses: AccusedYears,
    /// Sections of the form; any if empty.
    pub(crate) sections: Vec<usize>,
    /// Whether only what stands before the first section counts.
    pub(crate) preamble: bool,
    /// Whether a year counts although its sentence names another.
    pub(crate) beside_others: bool,
    /// Whether right years are wanted as well: for who asks what the rule looked at.
    pub(crate) traces: bool,
}

/// Dates that do not exist or do not go together.
#[derive(Debug, Clone)]
pub(crate) struct DateCheck {
    pub(crate) finds: DateFault,
    pub(crate) unless: Vec<String>,
    pub(crate) blocks: Patterns,
    pub(crate) sequence: Patterns,
    pub(crate) months: Patterns,
    pub(crate) days: Patterns,
    pub(crate) years: Patterns,
    pub(crate) units: Vec<String>,
    pub(crate) across: Patterns,
    pub(crate) ahead: Patterns,
    pub(crate) between: Patterns,
    pub(crate) begun: Patterns,
    pub(crate) bare: Patterns,
    pub(crate) workdays: Vec<String>,
    pub(crate) calendar: Vec<String>,
    pub(crate) shorter: Patterns,
    pub(crate) spans: Patterns,
    pub(crate) runs: Patterns,
    pub(crate) elapsed: Patterns,
    pub(crate) steps: Vec<Step>,
    pub(crate) weekday: Patterns,
    pub(crate) done: Patterns,
    /// Sections of the form in which what is not planned is told as done.
    pub(crate) sections: Vec<usize>,
}

/// What is done first, and what then.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) first: Patterns,
    pub(crate) then: Patterns,
    /// Whether it is the other way round.
    pub(crate) back: bool,
}

/// The day by which a report must be there.
#[derive(Debug, Clone)]
pub(crate) struct DeadlineCheck {
    pub(crate) of: DateOf,
    pub(crate) limits: Vec<Limit>,
}

/// A day for some bodies and years.
#[derive(Debug, Clone)]
pub(crate) struct Limit {
    pub(crate) bodies: Vec<usize>,
    pub(crate) except: Vec<usize>,
    pub(crate) month: u8,
    pub(crate) day: u8,
    pub(crate) from: Option<u16>,
    pub(crate) to: Option<u16>,
}

/// The number of parts announced.
#[derive(Debug, Clone)]
pub(crate) struct PartsCheck {
    pub(crate) finds: PartsFault,
    pub(crate) phrases: Patterns,
    pub(crate) units: Vec<String>,
    pub(crate) leads: Patterns,
    pub(crate) whole: Patterns,
    pub(crate) joined: Patterns,
    pub(crate) foreign: Patterns,
    pub(crate) blocks: Patterns,
}

/// Words by which bodies call themselves.
#[derive(Debug, Clone)]
pub(crate) struct DesignationCheck {
    pub(crate) unless: Vec<String>,
    pub(crate) foreign: Vec<ForeignWords>,
    /// Every word that some body may not use.
    words: Vec<String>,
    /// The literals that are looked for: prefix and word, and what only looks like one.
    literals: Vec<(String, Option<usize>)>,
    finder: OnceLock<Option<AhoCorasick>>,
}

/// Words that are not of certain bodies.
#[derive(Debug, Clone)]
pub(crate) struct ForeignWords {
    pub(crate) bodies: Vec<usize>,
    pub(crate) except: Vec<usize>,
    pub(crate) words: Vec<usize>,
}

impl DesignationCheck {
    /// Whether a word stands in the body's own name.
    pub(crate) fn own_name(&self, word: usize, body: &str) -> bool {
        body.contains(self.words[word].as_str())
    }

    /// The words in a clause, with the prefix they follow.
    pub(crate) fn words_in(&self, text: &str) -> Vec<(Range<usize>, usize)> {
        let finder = self.finder.get_or_init(|| {
            let literals = self.literals.iter().map(|(literal, _)| literal);
            // The kind that is built soonest: a clause is seldom looked at twice.
            let kind = Some(AhoCorasickKind::NoncontiguousNFA);
            AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).kind(kind).build(literals).ok()
        });
        let found = finder.iter().flat_map(|finder| finder.find_iter(text));
        found.filter_map(|found| Some((found.range(), self.literals[found.pattern().as_usize()].1?))).collect()
    }
}

/// Bodies that a report names as its own.
#[derive(Debug, Clone)]
pub(crate) struct BodyNameCheck {
    pub(crate) phrases: Patterns,
    pub(crate) signatures: Patterns,
    pub(crate) blocks: Patterns,
    pub(crate) unless: Vec<String>,
    /// Any class if empty.
    pub(crate) bodies: Vec<usize>,
    pub(crate) except: Vec<usize>,
    region: LazyRegex,
    neutral: Vec<String>,
    /// The clauses after the first sentences are looked at instead of these.
    pub(crate) beyond: bool,
    pub(crate) anywhere: bool,
    /// Only the region tells one body from another.
    places: bool,
    /// What regions of one level end with; only bodies of the own kind and of such a region are others.
    levels: Vec<Vec<String>>,
}

impl BodyNameCheck {
    /// Whether two names cannot be of one body: neither may be the other, shortened or written out.
    pub(crate) fn is_other(&self, own: &str, other: &str) -> bool {
        let (own_region, own_core) = self.split(own);
        let (other_region, other_core) = self.split(other);
        let last = |regions: &[&str]| regions.last().copied().unwrap_or_default().to_owned();
        let (mine, theirs) = (last(&own_region), last(&other_region));
        // The branch of a city's bureau in a district has the district's name in its own.
        let stem = |region: &str| region.char_indices().next_back().map_or(0, |(at, _)| at);
        let is_in = |region: &str, name: &str| name.contains(&region[..stem(region)]);
        if !self.levels.is_empty() {
            // 临江市水务局 and 安澜市南屏县水务局: 临江市 is held against 安澜市, not against 南屏县.
            let level = self.level(&theirs);
            let peer = own_region.iter().find(|region| level.is_some() && self.level(region) == level);
            let is_own_kind = is_made_of(&other_core, &own_core) || is_made_of(&own_core, &other_core);
            let is_elsewhere = peer.is_some_and(|peer| !is_in(&theirs, own) && !is_in(peer, other));
            return is_elsewhere && is_own_kind && own_core.is_empty() == other_core.is_empty();
        }
        // 石榴坪镇 and 石榴坪乡 are one name at two levels; 南屏县 and 南屏镇 may be two places, one in the other.
        let is_level_off = !mine.is_empty()
            && mine != theirs
            && own_region.len() == other_region.len()
            && own_region[..own_region.len() - 1] == other_region[..other_region.len() - 1]
            && (own_region.len() >= 2 && own_core.is_empty() == other_core.is_empty()
                || own_core == other_core && !own_core.is_empty())
            && mine[..stem(&mine)] == theirs[..stem(&theirs)];
        let apart =
            is_level_off || !mine.is_empty() && !theirs.is_empty() && !is_in(&theirs, own) && !is_in(&mine, other);
        if apart || self.places {
            return apart;
        }
        // What is left of a government's name is nothing: that of a department is another matter.
        if own_core.is_empty() || other_core.is_empty() {
            return false;
        }
        // A short name takes its characters from the long one, seldom in another order.
        !is_made_of(&other_core, own) && !is_made_of(&own_core, other)
    }

    /// The level that a region is of: what comes first among the endings counts.
    fn level(&self, region: &str) -> Option<usize> {
        self.levels.iter().position(|ends| ends.iter().any(|end| region.ends_with(end.as_str())))
    }

    /// The regions at the start of a name, and the rest without what all names may have.
    fn split<'n>(&self, name: &'n str) -> (Vec<&'n str>, String) {
        let mut regions = Vec::new();
        let mut rest = name;
        while let Some(found) = self
            .region
            .get()
            .and_then(|region| region.find(rest))
            .filter(|found| found.start() == 0 && !found.is_empty())
        {
            regions.push(found.as_str());
            rest = &rest[found.end()..];
        }
        let core = self.neutral.iter().fold(rest.to_owned(), |core, word| core.replace(word.as_str(), ""));
        (regions, core)
    }
}

/// Whether the characters of `short` are all among those of `long`.
fn is_made_of(short: &str, long: &str) -> bool {
    let mut left: Vec<char> = long.chars().collect();
    short.chars().all(|c| left.iter().position(|&other| other == c).map(|at| left.swap_remove(at)).is_some())
}

/// The classes of bodies with these names.
pub(super) fn classes(
    source: &PackSource,
    names: &[Spanned<String>],
    bodies: &[BodyClass],
    problems: &mut Problems,
) -> Vec<usize> {
    let mut found = Vec::new();
    for name in names {
        if let Some(class) = bodies.iter().position(|body| body.id == *name.get_ref()) {
            found.push(class);
        } else {
            let known = bodies.iter().map(|body| body.id.as_str());
            problems.unknown(source, inside(name), "class of bodies", name.get_ref(), known);
        }
    }
    found
}

/// The sections of the form with these names.
fn sections(source: &PackSource, names: &[Spanned<String>], form: &Form, problems: &mut Problems) -> Vec<usize> {
    let mut sections = Vec::new();
    for section in names {
        if let Some(at) = form.sections.iter().position(|spec| spec.id == *section.get_ref()) {
            sections.push(at);
        } else if !form.free_order {
            let ids = form.sections.iter().map(|section| section.id.as_str());
            problems.unknown(source, inside(section), "section", section.get_ref(), ids);
        }
    }
    sections
}

pub(super) fn year(
    source: &PackSource,
    toml: &YearToml,
    form: &Form,
    named: &NamedPatterns,
    problems: &mut Problems,
) -> YearCheck {
    let sections = sections(source, &toml.sections, form, problems);
    YearCheck {
        phrases: named.patterns(source, &toml.phrases, false, problems),
        blocks: named.patterns(source, &toml.blocks, false, problems),
        compares: named.patterns(source, &toml.compares, false, problems),
        presents: named.patterns(source, &toml.presents, false, problems),
        after: named.patterns(source, &toml.after, false, problems),
        expects: toml.expects,
        accuses: toml.accuses,
        sections,
        preamble: toml.preamble,
        beside_others: toml.beside_others,
        traces: false,
    }
}

pub(super) fn date(
    source: &PackSource,
    toml: &DateToml,
    form: &Form,
    named: &NamedPatterns,
    problems: &mut Problems,
) -> DateCheck {
    let sections = sections(source, &toml.sections, form, problems);
    let mut list = |toml: &[Spanned<String>]| named.patterns(source, toml, false, problems);
    DateCheck {
        finds: toml.finds,
        unless: toml.unless.clone(),
        blocks: list(&toml.blocks),
        sequence: list(&toml.sequence),
        months: list(&toml.months),
        days: list(&toml.days),
        years: list(&toml.years),
        units: toml.units.clone(),
        across: list(&toml.across),
        ahead: list(&toml.ahead),
        between: list(&toml.between),
        begun: list(&toml.begun),
        bare: list(&toml.bare),
        workdays: toml.workdays.clone(),
        calendar: toml.calendar.clone(),
        shorter: list(&toml.shorter),
        spans: list(&toml.spans),
        runs: list(&toml.runs),
        elapsed: list(&toml.elapsed),
        steps: toml
            .steps
            .iter()
            .map(|step| Step { first: list(&step.first), then: list(&step.then), back: step.back })
            .collect(),
        weekday: list(&toml.weekday),
        done: list(&toml.done),
        sections,
    }
}

pub(super) fn deadline(
    source: &PackSource,
    toml: &DeadlineToml,
    bodies: &[BodyClass],
    problems: &mut Problems,
) -> DeadlineCheck {
    let mut limits = Vec::new();
    for limit in &toml.limits {
        limits.push(Limit {
            bodies: classes(source, &limit.body, bodies, problems),
            except: classes(source, &limit.except, bodies, problems),
            month: limit.month,
            day: limit.day,
            from: limit.years.and_then(|years| years.from),
            to: limit.years.and_then(|years| years.to),
        });
    }
    DeadlineCheck { of: toml.of, limits }
}

pub(super) fn parts(
    source: &PackSource,
    toml: &PartsToml,
    named: &NamedPatterns,
    problems: &mut Problems,
) -> PartsCheck {
    let mut list = |toml: &[Spanned<String>]| named.patterns(source, toml, false, problems);
    PartsCheck {
        finds: toml.finds,
        phrases: list(&toml.phrases),
        leads: list(&toml.leads),
        whole: list(&toml.whole),
        joined: list(&toml.joined),
        foreign: list(&toml.foreign),
        blocks: list(&toml.blocks),
        units: toml.units.clone(),
    }
}

pub(super) fn designation(
    source: &PackSource,
    toml: &DesignationToml,
    bodies: &[BodyClass],
    problems: &mut Problems,
) -> DesignationCheck {
    let mut words: Vec<String> = Vec::new();
    let mut foreign = Vec::new();
    for entry in &toml.foreign {
        let mut own = Vec::new();
        for word in &entry.words {
            own.push(words.iter().position(|known| known == word).unwrap_or_else(|| {
                words.push(word.clone());
                words.len() - 1
            }));
        }
        foreign.push(ForeignWords {
            bodies: classes(source, &entry.body, bodies, problems),
            except: classes(source, &entry.except, bodies, problems),
            words: own,
        });
    }
    let mut literals: Vec<(String, Option<usize>)> = Vec::new();
    for prefix in &toml.prefixes {
        literals.extend(words.iter().enumerate().map(|(at, word)| (format!("{prefix}{word}"), Some(at))));
    }
    literals.extend(toml.neutral.iter().map(|text| (text.clone(), None)));
    DesignationCheck { unless: toml.unless.clone(), foreign, words, literals, finder: OnceLock::new() }
}

pub(super) fn body_name(
    source: &PackSource,
    toml: &BodyNameToml,
    bodies: &[BodyClass],
    named: &NamedPatterns,
    problems: &mut Problems,
) -> Option<BodyNameCheck> {
    Some(BodyNameCheck {
        phrases: named.patterns(source, &toml.phrases, false, problems),
        signatures: named.patterns(source, &toml.signatures, false, problems),
        blocks: named.patterns(source, &toml.blocks, false, problems),
        unless: toml.unless.clone(),
        bodies: classes(source, &toml.body, bodies, problems),
        except: classes(source, &toml.except, bodies, problems),
        region: regex(source, &toml.region, problems)?,
        neutral: toml.neutral.clone(),
        levels: toml.levels.clone(),
        beyond: toml.beyond || toml.anywhere,
        anywhere: toml.anywhere,
        places: toml.places,
    })
}
