//! Patterns over clauses: compiled when first needed, shared where they are the same.
//!
//! Clauses are short, so the engine's own prefilters cost more to build than they ever save; it is told
//! not to. Instead the literals of all phrases are searched at once, and only a phrase whose literals are
//! in a clause is compiled and tried.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use disclint_document::{Clause, FIGURE, Prose};
use regex_automata::meta::{Config, Regex};
use rustc_hash::FxHashMap;
use toml::Spanned;

use super::error::Problems;
use super::load::PackSource;
use super::requirement::required;
use super::respective::paired;
use super::{Check, Rule};

/// A list of patterns.
#[derive(Debug, Clone, Default)]
pub(crate) struct Patterns(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    sources: Vec<String>,
    any: OnceLock<Option<Regex>>,
    each: Vec<OnceLock<Option<Regex>>>,
}

fn compile<P: AsRef<str>>(patterns: &[P]) -> Option<Regex> {
    Regex::builder().configure(Config::new().auto_prefilter(false).onepass(false)).build_many(patterns).ok()
}

impl Patterns {
    /// The patterns of a list in a pack; `{figure}` and `{number}` stand for figures.
    pub(super) fn new(
        source: &PackSource,
        toml: &[Spanned<String>],
        needs_figure: bool,
        problems: &mut Problems,
    ) -> Self {
        let mut sources = Vec::with_capacity(toml.len());
        for pattern in toml {
            let written = pattern.get_ref();
            if needs_figure && written.matches("{figure}").count() != 1 {
                let help = "write `{figure}` once, where the figure stands".to_owned();
                problems.add(source, pattern.span(), "a phrase names one figure".to_owned(), "here", Some(help));
                continue;
            }
            let compiled = written
                .replace("{figure}", &format!("(?<figure>{FIGURE})"))
                .replace("{number}", FIGURE.encode_utf8(&mut [0; 4]));
            if problems.is_thorough()
                && let Err(error) = regex::Regex::new(&compiled)
            {
                problems.add(source, pattern.span(), "not a valid pattern".to_owned(), "here", Some(error.to_string()));
                continue;
            }
            sources.push(compiled);
        }
        let shared = problems.lists.entry(sources).or_insert_with_key(|sources| {
            let each = sources.iter().map(|_| OnceLock::new()).collect();
            Self(Arc::new(Inner { sources: sources.clone(), any: OnceLock::new(), each }))
        });
        shared.clone()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.sources.is_empty()
    }

    /// Whether any pattern matches.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        let inner = &*self.0;
        !inner.sources.is_empty()
            && inner.any.get_or_init(|| compile(&inner.sources)).as_ref().is_some_and(|regex| regex.is_match(text))
    }

    /// Where any pattern matches, in the order of the text, not overlapping.
    pub(crate) fn places(&self, text: &str) -> Vec<Range<usize>> {
        let inner = &*self.0;
        if inner.sources.is_empty() {
            return Vec::new();
        }
        let regex = inner.any.get_or_init(|| compile(&inner.sources));
        regex.iter().flat_map(|regex| regex.find_iter(text)).map(|found| found.range()).collect()
    }

    /// Whether one pattern matches.
    fn matches(&self, pattern: usize, text: &str) -> bool {
        let inner = &*self.0;
        let regex = inner.each[pattern].get_or_init(|| compile(&inner.sources[pattern..=pattern]));
        regex.as_ref().is_some_and(|regex| regex.is_match(text))
    }

    /// Every match of one pattern, with the figure's place if the pattern names one.
    pub(crate) fn find(&self, pattern: usize, text: &str) -> Vec<(Range<usize>, Option<usize>)> {
        let inner = &*self.0;
        let Some(regex) = inner.each[pattern].get_or_init(|| compile(&inner.sources[pattern..=pattern])) else {
            return Vec::new();
        };
        let found = regex.captures_iter(text);
        let place = |found: regex_automata::util::captures::Captures| {
            let figure = found.get_group_by_name("figure").map(|figure| figure.start);
            Some((found.get_match()?.range(), figure))
        };
        found.filter_map(place).collect()
    }
}

/// The text of a clause that phrases with a figure are tried on.
pub(crate) fn counted<'a>(prose: &'a Prose, clause: &Clause) -> Cow<'a, str> {
    let text = prose.text(clause);
    match clause.figures.len() {
        0 | 1 => Cow::Borrowed(text),
        _ => paired(text).map_or(Cow::Borrowed(text), Cow::Owned),
    }
}

/// A phrase that a clause matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Hit {
    /// The pack's rule.
    pub(crate) rule: usize,
    /// The clause, among those of the prose.
    pub(crate) clause: usize,
    /// The rule's phrase.
    pub(crate) phrase: usize,
}

/// All phrases of a pack's rules.
#[derive(Debug, Default)]
pub(crate) struct PhraseIndex {
    /// Phrases that name a figure: only clauses that hold one are searched for them.
    figures: PhraseSet,
    /// Phrases in words.
    words: PhraseSet,
}

#[derive(Debug, Default)]
struct PhraseSet {
    phrases: Vec<Phrase>,
    literals: OnceLock<Literals>,
}

/// One phrase, with its rule and its place among the rule's phrases.
#[derive(Debug)]
struct Phrase {
    rule: usize,
    number: usize,
    patterns: Patterns,
}

/// The literals that phrases need, found in one pass over a clause.
#[derive(Debug)]
struct Literals {
    finder: Option<AhoCorasick>,
    /// For each phrase lists of literals, of each of which a clause must hold one.
    required: Vec<Vec<Vec<usize>>>,
    count: usize,
}

impl Literals {
    fn new(phrases: &[Phrase]) -> Self {
        let mut known: Vec<String> = Vec::new();
        let mut numbers: FxHashMap<String, usize> = FxHashMap::default();
        let mut number = |literal: String| {
            *numbers.entry(literal).or_insert_with_key(|literal| {
                known.push(literal.clone());
                known.len() - 1
            })
        };
        let required = phrases
            .iter()
            .map(|phrase| {
                let source = phrase.patterns.0.sources[phrase.number].replace("(?<figure>", "(?:");
                let lists = required(&source);
                lists.into_iter().map(|list| list.into_iter().map(&mut number).collect()).collect()
            })
            .collect();
        let count = known.len();
        let finder = AhoCorasick::builder().kind(Some(AhoCorasickKind::ContiguousNFA)).build(&known).ok();
        Self { finder, required, count }
    }
}

impl PhraseIndex {
    pub(super) fn new(rules: &[Rule]) -> Self {
        let mut index = Self::default();
        for (at, rule) in rules.iter().enumerate() {
            let (set, phrases) = match &rule.check {
                Check::Figure(check) => (&mut index.figures, &check.phrases),
                Check::Statement(check) => (&mut index.words, &check.phrases),
                _ => continue,
            };
            let numbers = 0..phrases.0.sources.len();
            set.phrases.extend(numbers.map(|number| Phrase { rule: at, number, patterns: phrases.clone() }));
        }
        index
    }

    /// Every phrase that a clause matches, by rule, then in the order of the text.
    pub(crate) fn hits(&self, prose: &Prose) -> Vec<Hit> {
        let mut hits = Vec::new();
        self.figures.search(prose, |clause| !clause.figures.is_empty(), counted, &mut hits);
        self.words.search(prose, |_| true, |prose, clause| Cow::Borrowed(prose.text(clause)), &mut hits);
        hits.sort_unstable();
        hits
    }
}

impl PhraseSet {
    fn search<'a>(
        &self,
        prose: &'a Prose,
        may_match: impl Fn(&Clause) -> bool,
        text_of: impl Fn(&'a Prose, &'a Clause) -> Cow<'a, str>,
        hits: &mut Vec<Hit>,
    ) {
        if self.phrases.is_empty() || prose.clauses.is_empty() {
            return;
        }
        let literals = self.literals.get_or_init(|| Literals::new(&self.phrases));
        let mut present = vec![false; literals.count];
        for (number, clause) in prose.clauses.iter().enumerate().filter(|(_, clause)| may_match(clause)) {
            let text = &*text_of(prose, clause);
            match &literals.finder {
                Some(finder) => {
                    present.fill(false);
                    finder.find_overlapping_iter(text).for_each(|found| present[found.pattern().as_usize()] = true);
                }
                None => present.fill(true),
            }
            for (phrase, required) in self.phrases.iter().zip(&literals.required) {
                if required.iter().all(|list| list.iter().any(|&literal| present[literal]))
                    && phrase.patterns.matches(phrase.number, text)
                {
                    hits.push(Hit { rule: phrase.rule, clause: number, phrase: phrase.number });
                }
            }
        }
    }
}
