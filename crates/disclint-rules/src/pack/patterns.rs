//! Patterns over clauses: compiled when first needed, shared where they are the same.
//!
//! Clauses are short, so the engine's own prefilters cost more to build than they ever save; it is told
//! not to. Instead the literals that patterns need are looked for first, those of all phrases at once,
//! and only a pattern whose literals are in a clause is compiled and tried. So a rule costs nothing in
//! the clauses that it has nothing to say about.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use disclint_document::{Clause, FIGURE, Prose};
use regex_automata::meta::{Config, Regex};
use rustc_hash::FxHashMap;
use toml::Spanned;

use super::error::Problems;
use super::literals::Literals;
use super::load::PackSource;
use super::requirement::{alternatives, best, required};
use super::respective::paired;
use super::{Check, Rule};

/// A year, in digits or numerals.
const YEAR: &str = "(?<year>20[0-9]{2}|二[〇零○][〇零○一二三四五六七八九]{2})";

/// A list of patterns.
#[derive(Debug, Clone, Default)]
pub(crate) struct Patterns(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    sources: Vec<String>,
    gate: OnceLock<Option<Literals>>,
    any: OnceLock<Option<Regex>>,
    each: Vec<OnceLock<Option<Regex>>>,
}

/// What the literals in a text say of a list of patterns.
#[derive(PartialEq, Eq)]
enum Gate {
    /// None of the patterns can match.
    Shut,
    /// One of them matches.
    Matches,
    /// One of them may match.
    Open,
}

/// A literal that is a pattern by itself, or one that a pattern needs.
const PLAIN: u32 = 1;
const NEEDED: u32 = 0;

impl Inner {
    fn gate(&self, text: &str) -> Gate {
        let literals = self.gate.get_or_init(|| {
            let all: Vec<_> = self.sources.iter().map(|source| alternatives(source)).collect::<Option<_>>()?;
            let number = |is_plain: bool| if is_plain { PLAIN } else { NEEDED };
            let literals = all.iter().flatten().flat_map(|one| one.literals.iter().map(move |literal| (literal, one)));
            Some(Literals::new(literals.map(|(literal, one)| (literal.as_str(), number(one.is_plain)))))
        });
        let Some(literals) = literals else { return Gate::Open };
        let mut any = false;
        let found = literals.find(text, |number| {
            any = true;
            number == PLAIN
        });
        match (found, any) {
            (true, _) => Gate::Matches,
            (false, true) => Gate::Open,
            (false, false) => Gate::Shut,
        }
    }
}

/// Marks that change nothing about what a figure counts.
const QUOTATION_MARKS: [char; 5] = ['“', '”', '‘', '’', '"'];

/// What a pattern has that is more than literal text.
const META: [char; 14] = ['\\', '.', '+', '*', '?', '(', ')', '|', '[', ']', '{', '}', '^', '$'];

fn compile<P: AsRef<str>>(patterns: &[P]) -> Option<Regex> {
    // Nor is the full automaton, which is built for the smallest of patterns only, worth its time.
    let config = Config::new().auto_prefilter(false).onepass(false).dfa(false);
    Regex::builder().configure(config).build_many(patterns).ok()
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
                .replace("{year}", YEAR)
                .replace("{number}", FIGURE.encode_utf8(&mut [0; 4]));
            if problems.tries(source)
                && let Err(error) = regex::Regex::new(&compiled)
            {
                problems.add(source, pattern.span(), "not a valid pattern".to_owned(), "here", Some(error.to_string()));
                continue;
            }
            sources.push(compiled);
        }
        let shared = problems.lists.entry(sources).or_insert_with_key(|sources| {
            let each = sources.iter().map(|_| OnceLock::new()).collect();
            Self(Arc::new(Inner { sources: sources.clone(), gate: OnceLock::new(), any: OnceLock::new(), each }))
        });
        shared.clone()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.sources.is_empty()
    }

    /// Whether any pattern matches.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        let inner = &*self.0;
        match inner.gate(text) {
            Gate::Shut => false,
            Gate::Matches => true,
            Gate::Open => {
                let regex = inner.any.get_or_init(|| compile(&inner.sources));
                regex.as_ref().is_some_and(|regex| regex.is_match(text))
            }
        }
    }

    /// How many patterns there are.
    pub(super) fn len(&self) -> usize {
        self.0.sources.len()
    }

    /// One pattern as it is compiled.
    pub(super) fn source(&self, pattern: usize) -> &str {
        &self.0.sources[pattern]
    }

    /// Whether one pattern is nothing but literal text.
    pub(super) fn is_literal(&self, pattern: usize) -> bool {
        !self.0.sources[pattern].contains(META)
    }

    /// Where one pattern matches: its group `at`, if it has one.
    pub(crate) fn places_of(&self, pattern: usize, text: &str) -> Vec<Range<usize>> {
        let inner = &*self.0;
        let source = &inner.sources[pattern];
        if self.is_literal(pattern) {
            return text.match_indices(source.as_str()).map(|(at, found)| at..at + found.len()).collect();
        }
        let Some(regex) = inner.each[pattern].get_or_init(|| compile(&inner.sources[pattern..=pattern])) else {
            return Vec::new();
        };
        if !source.contains("(?<at>") {
            return regex.find_iter(text).map(|found| found.range()).collect();
        }
        let place = |found: regex_automata::util::captures::Captures| {
            found.get_group_by_name("at").map(|at| at.range()).or_else(|| Some(found.get_match()?.range()))
        };
        regex.captures_iter(text).filter_map(place).collect()
    }

    /// Where any pattern matches, in the order of the text, not overlapping.
    pub(crate) fn places(&self, text: &str) -> Vec<Range<usize>> {
        let inner = &*self.0;
        if inner.gate(text) == Gate::Shut {
            return Vec::new();
        }
        let regex = inner.any.get_or_init(|| compile(&inner.sources));
        regex.iter().flat_map(|regex| regex.find_iter(text)).map(|found| found.range()).collect()
    }

    /// Every figure that a pattern names, with the place of what its group `like` matched.
    pub(crate) fn figures(&self, text: &str) -> Vec<(usize, Option<Range<usize>>)> {
        let inner = &*self.0;
        let mut places = Vec::new();
        for pattern in 0..inner.sources.len() {
            let regex = inner.each[pattern].get_or_init(|| compile(&inner.sources[pattern..=pattern]));
            for found in regex.iter().flat_map(|regex| regex.captures_iter(text)) {
                if let Some(figure) = found.get_group_by_name("figure") {
                    places.push((figure.start, found.get_group_by_name("like").map(|like| like.range())));
                }
            }
        }
        places
    }

    /// Whether one pattern matches.
    fn matches(&self, pattern: usize, text: &str) -> bool {
        let inner = &*self.0;
        let regex = inner.each[pattern].get_or_init(|| compile(&inner.sources[pattern..=pattern]));
        regex.as_ref().is_some_and(|regex| regex.is_match(text))
    }

    /// Every match of any pattern, with the place of a named group, if it took part.
    pub(crate) fn captures(&self, name: &str, text: &str) -> Vec<(Range<usize>, Option<Range<usize>>)> {
        let inner = &*self.0;
        let mut found = Vec::new();
        for (pattern, regex) in inner.each.iter().enumerate() {
            let Some(regex) = regex.get_or_init(|| compile(&inner.sources[pattern..=pattern])) else { continue };
            for captures in regex.captures_iter(text) {
                let group = captures.get_group_by_name(name).map(|group| group.range());
                found.extend(captures.get_match().map(|whole| (whole.range(), group)));
            }
        }
        found
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

/// The text of a clause that phrases with a figure are tried on: figures behind what they count, and no
/// quotation marks, as 作出“予以公开”答复2件 means no more than 作出予以公开答复2件.
pub(crate) fn counted<'a>(prose: &'a Prose, clause: &Clause) -> Cow<'a, str> {
    let text = prose.text(clause);
    let counted = match clause.figures.len() {
        0 | 1 => Cow::Borrowed(text),
        _ => paired(text).map_or(Cow::Borrowed(text), Cow::Owned),
    };
    if counted.contains(QUOTATION_MARKS) { Cow::Owned(counted.replace(QUOTATION_MARKS, "")) } else { counted }
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
    needs: OnceLock<Needs>,
}

/// One phrase, with its rule and its place among the rule's phrases.
#[derive(Debug)]
struct Phrase {
    rule: usize,
    number: usize,
    patterns: Patterns,
}

/// The literals that phrases need.
#[derive(Debug)]
struct Needs {
    literals: Literals,
    /// For each literal the phrases that are looked at where it stands: those that it is the best of.
    leads_to: Vec<Vec<u32>>,
    /// Phrases that need no literal.
    always: Vec<u32>,
    /// For each phrase lists of literals, of each of which a clause must hold one.
    required: Vec<Vec<Vec<u32>>>,
}

impl Needs {
    fn new(phrases: &[Phrase]) -> Self {
        let mut known: Vec<String> = Vec::new();
        let mut numbers: FxHashMap<String, u32> = FxHashMap::default();
        let mut number = |literal: &String| {
            *numbers.entry(literal.clone()).or_insert_with_key(|literal| {
                known.push(literal.clone());
                known.len() as u32 - 1
            })
        };
        let mut leading: Vec<(u32, u32)> = Vec::new();
        let mut always = Vec::new();
        let mut all = Vec::with_capacity(phrases.len());
        for (phrase, at) in phrases.iter().zip(0..) {
            let lists = required(&phrase.patterns.0.sources[phrase.number]);
            all.push(lists.iter().map(|list| list.iter().map(&mut number).collect()).collect());
            match best(lists) {
                Some(list) => leading.extend(list.iter().map(|literal| (number(literal), at))),
                None => always.push(at),
            }
        }
        let mut leads_to = vec![Vec::new(); known.len()];
        for (literal, phrase) in leading {
            leads_to[literal as usize].push(phrase);
        }
        let literals = Literals::new(known.iter().map(String::as_str).zip(0..));
        Self { literals, leads_to, always, required: all }
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
        let needs = self.needs.get_or_init(|| Needs::new(&self.phrases));
        // The clause, counted from 1, that a literal was last seen in.
        let mut seen = vec![0u32; needs.leads_to.len()];
        let mut open: Vec<u32> = Vec::new();
        for ((number, clause), count) in prose.clauses.iter().enumerate().zip(1..).filter(|((_, c), _)| may_match(c)) {
            let text = &*text_of(prose, clause);
            open.clear();
            open.extend(&needs.always);
            needs.literals.find(text, |literal| {
                let literal = literal as usize;
                if seen[literal] != count {
                    seen[literal] = count;
                    open.extend(&needs.leads_to[literal]);
                }
                false
            });
            open.sort_unstable();
            open.dedup();
            for &phrase in &open {
                let required = &needs.required[phrase as usize];
                let phrase = &self.phrases[phrase as usize];
                if required.iter().all(|list| list.iter().any(|&literal| seen[literal as usize] == count))
                    && phrase.patterns.matches(phrase.number, text)
                {
                    hits.push(Hit { rule: phrase.rule, clause: number, phrase: phrase.number });
                }
            }
        }
    }
}
