//! Patterns over clauses: compiled when first needed, shared where they are the same.
//!
//! The literals that patterns need are looked for first, those of all phrases at once, and only a pattern
//! whose literals are in a clause is compiled and tried. So a rule costs nothing in the clauses that it has
//! nothing to say about.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use disclint_document::{Clause, Expression, FIGURE, Found, Prose};
use toml::Spanned;

use super::error::Problems;
use super::literals::Literals;
use super::load::PackSource;
use super::memory;
use super::needs::{Needs, Seen};
use super::requirement::alternatives;
use super::respective::{Bare, bare, paired, unbracketed};
use super::syntax::{any_of, written_out};
use super::{Check, Rule};

/// A list of patterns.
#[derive(Debug, Clone, Default)]
pub(crate) struct Patterns(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    sources: Vec<String>,
    /// The first of the numbers that what is asked of it has: see [`Question`].
    question: u32,
    gate: OnceLock<Option<Literals>>,
    needs: OnceLock<Needs>,
    any: Expression,
    each: Vec<Expression>,
    /// The group that captures are asked for.
    group: OnceLock<&'static str>,
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

/// What is asked of a list of patterns and a text; of one pattern behind these.
#[derive(Clone, Copy)]
enum Question {
    Match,
    Places,
    Figures,
    Captures,
    Matching,
    MayMatch,
    Found(usize),
    PlacesOf(usize),
}

/// The groups that a pattern of a formula may have.
pub(crate) const GROUPS: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

/// How many questions there are of all patterns.
const QUESTIONS: u32 = 6;

/// A literal that is a pattern by itself, or one that a pattern needs.
const PLAIN: u32 = 1;
const NEEDED: u32 = 0;

impl Inner {
    /// One of the patterns.
    fn one(&self, pattern: usize) -> Cow<'_, str> {
        Cow::Borrowed(&self.sources[pattern])
    }

    /// The number of a question.
    fn asked(&self, question: Question) -> u32 {
        self.question
            + match question {
                Question::Match => 0,
                Question::Places => 1,
                Question::Figures => 2,
                Question::Captures => 3,
                Question::Matching => 4,
                Question::MayMatch => 5,
                Question::Found(number) => QUESTIONS + 2 * number as u32,
                Question::PlacesOf(number) => QUESTIONS + 2 * number as u32 + 1,
            }
    }

    /// All of them as one.
    fn whole(&self) -> Cow<'_, str> {
        match &self.sources[..] {
            [one] => Cow::Borrowed(one),
            several => Cow::Owned(any_of(several)),
        }
    }

    fn needs(&self) -> &Needs {
        self.needs.get_or_init(|| Needs::new(self.sources.iter().map(String::as_str)))
    }

    /// Every match of each pattern, one pattern after the other.
    fn captures<const N: usize>(&self, names: [&str; N], text: &str) -> Vec<Found<N>> {
        let needs = self.needs();
        let mut found = Vec::new();
        for &pattern in needs.prospects(text, &mut Seen::default()) {
            let pattern = pattern as usize;
            found.extend(self.each[pattern].captures(|| self.one(pattern), names, text));
        }
        found
    }

    fn gate(&self, text: &str) -> Gate {
        let literals = self.gate.get_or_init(|| {
            let all: Vec<_> = self.sources.iter().map(|source| alternatives(source)).collect::<Option<_>>()?;
            let number = |is_plain: bool| if is_plain { PLAIN } else { NEEDED };
            let literals = all.iter().flatten().flat_map(|one| one.literals.iter().map(move |literal| (literal, one)));
            Some(Literals::new(literals.map(|(literal, one)| (*literal, number(one.is_plain)))))
        });
        let Some(literals) = literals else { return Gate::Open };
        let mut any = false;
        let found = literals.find(text, |number, _| {
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
            let compiled = written_out(written);
            if problems.tries(source)
                && let Err(error) = regex::Regex::new(&compiled)
            {
                problems.add(source, pattern.span(), "not a valid pattern".to_owned(), "here", Some(error.to_string()));
                continue;
            }
            sources.push(compiled);
        }
        let shared = problems.lists.entry(sources).or_insert_with_key(|sources| {
            let each = sources.iter().map(|_| Expression::default()).collect();
            let question = memory::questions(QUESTIONS as usize + 2 * sources.len());
            Self(Arc::new(Inner { sources: sources.clone(), question, each, ..Inner::default() }))
        });
        shared.clone()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.sources.is_empty()
    }

    /// Whether any pattern matches.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        let inner = &*self.0;
        if inner.sources.is_empty() {
            return false;
        }
        memory::is(inner.asked(Question::Match), text, || match inner.gate(text) {
            Gate::Shut => false,
            Gate::Matches => true,
            Gate::Open => self.tries(text),
        })
    }

    /// Whether any pattern may match in `text` or in a part of it: the literals that one needs are there.
    pub(crate) fn may_match(&self, text: &str) -> bool {
        let inner = &*self.0;
        !self.is_empty() && memory::is(inner.asked(Question::MayMatch), text, || inner.gate(text) != Gate::Shut)
    }

    /// Whether any pattern matches, if each has to be tried.
    fn tries(&self, text: &str) -> bool {
        if self.len() == 1 {
            return self.matches(0, text);
        }
        // Of many the few whose literals are there: less to build, and less to keep at hand, than all as one.
        let mut seen = Seen::default();
        let mut prospects = self.0.needs().prospects(text, &mut seen).iter();
        prospects.any(|&pattern| self.matches(pattern as usize, text))
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
        memory::found(inner.asked(Question::PlacesOf(pattern)), text, || {
            let (expression, pattern) = (&inner.each[pattern], || Cow::Borrowed(source.as_str()));
            if !source.contains("(?<at>") {
                return expression.places(pattern, text);
            }
            let found = expression.captures(pattern, ["at"], text);
            found.into_iter().map(|(whole, [at])| at.unwrap_or(whole)).collect()
        })
    }

    /// Where any pattern matches, in the order of the text, not overlapping.
    pub(crate) fn places(&self, text: &str) -> Vec<Range<usize>> {
        let inner = &*self.0;
        if inner.gate(text) == Gate::Shut {
            return Vec::new();
        }
        memory::found(inner.asked(Question::Places), text, || inner.any.places(|| inner.whole(), text))
    }

    /// Every figure that a pattern names, with the place of what its group `like` matched.
    pub(crate) fn figures(&self, text: &str) -> Vec<(usize, Option<Range<usize>>)> {
        memory::found(self.0.asked(Question::Figures), text, || {
            let found = self.0.captures(["figure", "like"], text).into_iter();
            found.filter_map(|(_, [figure, like])| Some((figure?.start, like))).collect()
        })
    }

    /// Whether one pattern matches.
    fn matches(&self, pattern: usize, text: &str) -> bool {
        self.0.each[pattern].is_match(|| self.0.one(pattern), text)
    }

    /// The patterns that match, by their numbers, in their order.
    pub(crate) fn matching(&self, text: &str) -> Vec<usize> {
        memory::found(self.0.asked(Question::Matching), text, || {
            let mut seen = Seen::default();
            let prospects = self.0.needs().prospects(text, &mut seen).iter().map(|&pattern| pattern as usize);
            prospects.filter(|&pattern| self.matches(pattern, text)).collect()
        })
    }

    /// Every match of any pattern, with the place of a named group, if it took part.
    pub(crate) fn captures(&self, name: &'static str, text: &str) -> Vec<(Range<usize>, Option<Range<usize>>)> {
        let find = || self.0.captures([name], text).into_iter().map(|(whole, [group])| (whole, group)).collect();
        // Where lists are the same they are one; it is remembered for the group that was first asked for.
        if *self.0.group.get_or_init(|| name) != name {
            return find();
        }
        memory::found(self.0.asked(Question::Captures), text, find)
    }

    /// Every match of any pattern, with the place of each of the groups `a` to `f` that took part.
    pub(crate) fn groups(&self, text: &str) -> Vec<[Option<Range<usize>>; GROUPS.len()]> {
        if !self.may_match(text) {
            return Vec::new();
        }
        self.0.captures(GROUPS, text).into_iter().map(|(_, groups)| groups).collect()
    }

    /// Every match of one pattern, with the figure's place if the pattern names one.
    pub(crate) fn find(&self, pattern: usize, text: &str) -> Vec<(Range<usize>, Option<usize>)> {
        memory::found(self.0.asked(Question::Found(pattern)), text, || {
            let found = self.0.each[pattern].captures(|| self.0.one(pattern), ["figure"], text);
            found.into_iter().map(|(whole, [figure])| (whole, figure.map(|figure| figure.start))).collect()
        })
    }
}

/// The text of a clause that phrases with a figure are tried on: figures behind what they count, be that
/// in the clause before, and no quotation marks, as 作出“予以公开”答复2件 means no more than
/// 作出予以公开答复2件.
pub(crate) fn counted<'a>(prose: &'a Prose, clause: &Clause) -> Cow<'a, str> {
    let text = prose.text(clause);
    let counted = match clause.figures.len() {
        0 => return Cow::Borrowed(text),
        1 => match bare(text).and_then(|bare| before(prose, clause, bare)).or_else(|| topic(prose, clause, text)) {
            Some(before) => Cow::Owned([prose.text(before), text].concat()),
            None => Cow::Borrowed(text),
        },
        _ => paired(text).map_or(Cow::Borrowed(text), Cow::Owned),
    };
    let counted = match unbracketed(&counted) {
        Some(freed) => Cow::Owned(freed),
        None => counted,
    };
    if counted.contains(QUOTATION_MARKS) { Cow::Owned(counted.replace(QUOTATION_MARKS, "")) } else { counted }
}

/// The clause before one that begins with its figure, if it says what is counted: 属于信访投诉类的,6件均引导至信访渠道.
fn topic<'a>(prose: &'a Prose, clause: &Clause, text: &str) -> Option<&'a Clause> {
    let at = prose.clauses.partition_point(|other| other.figures.end <= clause.figures.start);
    let before = prose.clauses.get(at.checked_sub(1)?)?;
    (text.starts_with(FIGURE)
        && before.end == ','
        && before.figures.is_empty()
        && before.sentence == clause.sentence
        && prose.text(before).ends_with('的'))
    .then_some(before)
}

/// The clause before a bare figure, if it has no figure itself and says what is counted.
fn before<'a>(prose: &'a Prose, clause: &Clause, bare: Bare) -> Option<&'a Clause> {
    // The first clause whose figures go beyond those before this one is this one.
    let at = prose.clauses.partition_point(|other| other.figures.end <= clause.figures.start);
    let before = prose.clauses.get(at.checked_sub(1)?)?;
    let says = match bare {
        Bare::Alone => before.end == ':',
        Bare::Led => matches!(before.end, ',' | ':'),
        Bare::Counting => matches!(before.end, ',' | ':' | '。'),
    };
    (says && before.figures.is_empty()).then_some(before)
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
    /// Whether it does so only without the adverbials that the clause begins with.
    pub(crate) is_bare: bool,
    /// Which of the clause's figures it names; 0 of a phrase in words. A phrase that names several is as many hits.
    pub(crate) figure: usize,
}

/// All phrases of a pack's rules.
#[derive(Debug, Default)]
pub(crate) struct PhraseIndex {
    /// Phrases that name a figure: only clauses that hold one are searched for them.
    figures: PhraseSet,
    /// Phrases in words.
    words: PhraseSet,
    /// What a clause may begin with that changes nothing about what it counts.
    adverbials: Vec<Patterns>,
}

#[derive(Debug, Default)]
struct PhraseSet {
    phrases: Vec<Phrase>,
    needs: OnceLock<Needs>,
    /// The number of the question which phrases match a text.
    question: OnceLock<u32>,
}

/// One phrase, with its rule and its place among the rule's phrases.
#[derive(Debug)]
struct Phrase {
    rule: usize,
    number: usize,
    patterns: Patterns,
}

impl Phrase {
    fn source(&self) -> &str {
        self.patterns.source(self.number)
    }
}

impl PhraseIndex {
    pub(super) fn new(rules: &[Rule], adverbials: Vec<Patterns>) -> Self {
        let mut index = Self { adverbials, ..Self::default() };
        for (at, rule) in rules.iter().enumerate() {
            let (set, phrases) = match &rule.check {
                Check::Figure(check) => (&mut index.figures, &check.phrases),
                Check::Listed(check) => (&mut index.figures, &check.phrases),
                Check::Statement(check) => (&mut index.words, &check.phrases),
                _ => continue,
            };
            let numbers = 0..phrases.0.sources.len();
            set.phrases.extend(numbers.map(|number| Phrase { rule: at, number, patterns: phrases.clone() }));
        }
        index
    }

    /// The text of a clause without the adverbials that it begins with, if it does; they hold no figure.
    pub(crate) fn without_adverbials<'t>(&self, text: &'t str) -> Option<&'t str> {
        let places = |list: &Patterns| list.places(text).into_iter().find(|place| place.start == 0 && place.end > 0);
        let end = self.adverbials.iter().find_map(places)?.end;
        (end < text.len() && !text[..end].contains(FIGURE)).then(|| &text[end..])
    }

    /// Looks for phrases.
    pub(crate) fn finder(&self) -> PhraseFinder<'_> {
        PhraseFinder { index: self, figures: Seen::default(), words: Seen::default() }
    }
}

/// Finds phrases, clause by clause.
pub(crate) struct PhraseFinder<'a> {
    index: &'a PhraseIndex,
    figures: Seen,
    words: Seen,
}

impl PhraseFinder<'_> {
    /// Every phrase that one of the clauses matches; they are counted from the first one.
    pub(crate) fn hits(&mut self, prose: &Prose, clauses: Range<usize>) -> Vec<Hit> {
        let mut hits = Vec::new();
        for (number, clause) in prose.clauses[clauses].iter().enumerate() {
            if !clause.figures.is_empty() {
                let set = &self.index.figures;
                let text = counted(prose, clause);
                let known = set.matching(&text, &mut self.figures);
                hits.extend(known.iter().flat_map(|&phrase| set.named(phrase, number, &text, false)));
                if let Some(text) = self.index.without_adverbials(&text) {
                    let bare =
                        set.matching(text, &mut self.figures).into_iter().filter(|phrase| !known.contains(phrase));
                    hits.extend(bare.flat_map(|phrase| set.named(phrase, number, text, true)));
                }
            }
            let set = &self.index.words;
            let said = set.matching(prose.text(clause), &mut self.words).into_iter();
            hits.extend(said.map(|phrase| set.hit(phrase, number)));
        }
        hits
    }
}

impl PhraseSet {
    /// The phrases that a text matches, by their places.
    fn matching(&self, text: &str, seen: &mut Seen) -> Vec<u32> {
        if self.phrases.is_empty() {
            return Vec::new();
        }
        let needs = self.needs.get_or_init(|| Needs::new(self.phrases.iter().map(Phrase::source)));
        let question = *self.question.get_or_init(|| memory::questions(1));
        memory::found(question, text, || {
            let prospects = needs.prospects(text, seen).iter().copied();
            let matches = |phrase: &Phrase| phrase.patterns.matches(phrase.number, text);
            prospects.filter(|&phrase| matches(&self.phrases[phrase as usize])).collect()
        })
    }

    /// A phrase in the clause `clause`.
    fn hit(&self, phrase: u32, clause: usize) -> Hit {
        let Phrase { rule, number: phrase, .. } = self.phrases[phrase as usize];
        Hit { rule, clause, phrase, is_bare: false, figure: 0 }
    }

    /// A phrase that matches the text of the clause `clause`, for each figure that it names there.
    fn named(&self, phrase: u32, clause: usize, text: &str, is_bare: bool) -> impl Iterator<Item = Hit> + use<> {
        let hit = Hit { is_bare, ..self.hit(phrase, clause) };
        let Phrase { patterns, number, .. } = &self.phrases[phrase as usize];
        let figures = patterns.find(*number, text).into_iter().filter_map(|(_, at)| at);
        let figures: Vec<usize> = figures.map(|at| text[..at].matches(FIGURE).count()).collect();
        figures.into_iter().map(move |figure| Hit { figure, ..hit })
    }
}
