//! Lists of figures behind one of the tables, and the cells that each names.

use disclint_document::Form;
use toml::Spanned;

use super::equation;
use super::error::Problems;
use super::form::inside;
use super::load::PackSource;
use super::named::NamedPatterns;
use super::patterns::Patterns;
use super::phrase::{Scope, Target, scope, target};
use super::schema::{ClauseYearToml, ListedToml, RuleToml};

/// What stands in a sum for what the list is of.
const OF: &str = "{of}";

/// Figures listed behind one that stands in the tables.
#[derive(Debug, Clone)]
pub(crate) struct ListedCheck {
    /// Those of the subjects, then those of the parts.
    pub(crate) phrases: Patterns,
    /// What each phrase names.
    pub(crate) named: Vec<Listing>,
    /// Rules whose phrases name something, too: their places, once all are known, and their names.
    pub(crate) as_rules: Vec<(usize, Listing)>,
    as_ids: Vec<(Spanned<String>, Listing)>,
    pub(crate) subjects: Vec<ListedSubject>,
    /// Of each part whether what stands behind it may be of it alone.
    pub(crate) narrowing: Vec<bool>,
    /// Of each part the words that say that nothing or all is of it.
    pub(crate) words: Vec<ListedWords>,
    pub(crate) units: Vec<String>,
    /// Where a subject may be named.
    pub(crate) scope: Scope,
    pub(crate) joins: Patterns,
    pub(crate) ends: Patterns,
    pub(crate) asides: Patterns,
}

/// What a phrase of a list names, by its place among the subjects or the parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Listing {
    Subject(usize),
    Part(usize),
}

/// Words that stand for the number of an item.
#[derive(Debug, Clone)]
pub(crate) struct ListedWords {
    /// It is nought.
    pub(crate) none: Patterns,
    /// It is what the list is of.
    pub(crate) all: Patterns,
}

/// What a list stands behind.
#[derive(Debug, Clone)]
pub(crate) struct ListedSubject {
    /// The part that it is in the lists of others.
    pub(crate) part: Option<usize>,
    pub(crate) ends: Patterns,
    /// What its number may be.
    pub(crate) readings: Vec<Target>,
    /// Of each part its sums, one for each reading; `None` where it has no such part.
    pub(crate) parts: Vec<Option<Vec<Target>>>,
}

impl ListedCheck {
    /// Finds the rules that it leans on. `known` are all rules of the pack, of which this form may lack some.
    pub(super) fn lean_on(
        &mut self,
        source: &PackSource,
        place: impl Fn(&str) -> Option<usize>,
        known: &[(&PackSource, &RuleToml)],
        problems: &mut Problems,
    ) {
        let known = || known.iter().map(|(_, toml)| toml.id.get_ref().as_str());
        for (id, listing) in &self.as_ids {
            if let Some(at) = place(id.get_ref()) {
                self.as_rules.push((at, *listing));
            } else if !known().any(|known| known == id.get_ref()) {
                problems.unknown(source, inside(id), "rule", id.get_ref(), known());
            }
        }
    }

    /// Every sum that it may compare a figure with.
    pub(crate) fn targets(&self) -> impl Iterator<Item = &Target> {
        self.subjects.iter().flat_map(|subject| subject.readings.iter().chain(subject.parts.iter().flatten().flatten()))
    }
}

pub(super) fn listed(
    source: &PackSource,
    toml: &ListedToml,
    form: &Form,
    named: &NamedPatterns,
    problems: &mut Problems,
) -> Option<ListedCheck> {
    let (mut phrases, mut names) = (Vec::new(), Vec::new());
    let subjects = toml.subject.iter().enumerate().map(|(at, subject)| (Listing::Subject(at), &subject.phrases));
    let parts = toml.part.iter().enumerate().map(|(at, part)| (Listing::Part(at), &part.phrases));
    for (name, list) in subjects.chain(parts) {
        let list = named.expand(source, list, problems);
        names.extend(list.iter().map(|_| name));
        phrases.extend(list);
    }
    let mut as_ids = Vec::new();
    for (at, subject) in toml.subject.iter().enumerate() {
        as_ids.extend(subject.as_rules.iter().map(|id| (id.clone(), Listing::Subject(at))));
    }
    for (at, part) in toml.part.iter().enumerate() {
        as_ids.extend(part.as_rules.iter().map(|id| (id.clone(), Listing::Part(at))));
    }
    let place = |id: &Spanned<String>, problems: &mut Problems| {
        let found = toml.subject.iter().position(|subject| subject.id.get_ref() == id.get_ref());
        if found.is_none() {
            let known = toml.subject.iter().map(|subject| subject.id.get_ref().as_str());
            problems.unknown(source, inside(id), "subject", id.get_ref(), known);
        }
        found
    };
    let mut only = Vec::new();
    for part in &toml.part {
        only.push(part.only.iter().filter_map(|id| place(id, problems)).collect::<Vec<_>>());
    }
    let mut parts_of = vec![None; toml.subject.len()];
    for (at, part) in toml.part.iter().enumerate() {
        if let Some(subject) = part.subject.as_ref().and_then(|id| place(id, problems)) {
            parts_of[subject] = Some(at);
        }
    }
    let mut subjects = Vec::new();
    for (at, subject) in toml.subject.iter().enumerate() {
        let sums = |template: &Spanned<String>, problems: &mut Problems| {
            readings(template, &subject.of)
                .iter()
                .map(|text| {
                    let parsed = equation::parse_sum(text.get_ref());
                    target(source, text, parsed.as_deref().map_err(Clone::clone), form, problems)
                })
                .collect::<Option<Vec<_>>>()
        };
        let readings = sums(&subject.total, problems)?;
        let parts = toml
            .part
            .iter()
            .zip(&only)
            .map(|(part, only)| {
                let has = part.only.is_empty() || only.contains(&at);
                has.then(|| sums(&part.cell, problems)).flatten()
            })
            .collect();
        let ends = named.patterns(source, &subject.ends, false, problems);
        subjects.push(ListedSubject { part: parts_of[at], ends, readings, parts });
    }
    let mut list = |toml: &[Spanned<String>]| named.patterns(source, toml, false, problems);
    let (joins, ends, asides) = (list(&toml.joins), list(&toml.ends), list(&toml.asides));
    let words = toml.part.iter().map(|part| ListedWords { none: list(&part.none), all: list(&part.all) }).collect();
    Some(ListedCheck {
        phrases: Patterns::new(source, &phrases, true, problems),
        named: names,
        as_rules: Vec::new(),
        as_ids,
        subjects,
        words,
        narrowing: toml.part.iter().map(|part| part.narrows).collect(),
        units: named.expand(source, &toml.units, problems).into_iter().map(Spanned::into_inner).collect(),
        scope: scope(
            source,
            [&toml.blocks, &toml.context, &[], &[], &[], &toml.under, &[], &[]],
            &toml.sections,
            (ClauseYearToml::This, toml.reach),
            form,
            named,
            problems,
        ),
        joins,
        ends,
        asides,
    })
}

/// A sum for each of the readings, `{of}` filled in; of a reading that joins several names it is the sum of theirs.
fn readings(template: &Spanned<String>, of: &[String]) -> Vec<Spanned<String>> {
    let text = template.get_ref();
    if of.is_empty() || !text.contains(OF) {
        // One for each reading, so that they can be told apart by their places.
        return vec![template.clone(); of.len().max(1)];
    }
    let filled = |reading: &String| {
        let sums: Vec<String> = reading.split(" + ").map(|name| text.replace(OF, name)).collect();
        Spanned::new(template.span(), sums.join(" + "))
    };
    of.iter().map(filled).collect()
}
