//! Rules on what is written: statements that must be there, words that must not, marks in pairs.

use disclint_document::Form;
use toml::Spanned;

use super::error::Problems;
use super::form::inside;
use super::load::PackSource;
use super::named::NamedPatterns;
use super::patterns::Patterns;
use super::schema::{DoubledToml, PairsToml, RequiredToml, Text, Within, WordingToml, YearsToml};
use super::{BodyClass, period};

/// The reports that a rule is for.
#[derive(Debug, Clone, Default)]
pub(crate) struct When {
    /// First and last year reported on; `None` is open.
    pub(crate) years: (Option<u16>, Option<u16>),
    /// Classes of the pack's bodies; all bodies if empty.
    pub(crate) bodies: Vec<usize>,
    /// Classes that are left out.
    pub(crate) except: Vec<usize>,
}

/// Statements that must be there: see the schema.
#[derive(Debug, Clone)]
pub(crate) struct RequiredCheck {
    pub(crate) when: When,
    /// Of the form; the whole report if empty.
    pub(crate) sections: Vec<usize>,
    pub(crate) within: Within,
    pub(crate) least: usize,
    pub(crate) most: Option<usize>,
    pub(crate) given: Patterns,
    pub(crate) unless: Patterns,
    /// What the statements are called.
    pub(crate) names: Vec<Text>,
    /// The patterns of all statements.
    pub(crate) patterns: Patterns,
    /// For each pattern its statement, and where it counts.
    pub(crate) owners: Vec<(usize, Counts)>,
}

/// Where a pattern shows that a statement is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counts {
    /// Where statements are looked for.
    Within,
    /// Anywhere in the sections.
    Text,
    /// Anywhere in the report.
    Anywhere,
}

/// Words that must not stand there: see the schema.
#[derive(Debug, Clone)]
pub(crate) struct WordingCheck {
    pub(crate) when: When,
    /// Of the form; the whole report if empty.
    pub(crate) sections: Vec<usize>,
    pub(crate) words: Patterns,
    pub(crate) doubled: Option<Doubled>,
    /// For each pattern what should stand there.
    pub(crate) instead: Vec<Option<String>>,
    pub(crate) except: Patterns,
    pub(crate) unless: Patterns,
    pub(crate) context: Patterns,
    pub(crate) against: Patterns,
}

/// What is written twice: see the schema.
pub(crate) type Doubled = DoubledToml;

/// Marks that come in pairs: see the schema.
#[derive(Debug, Clone)]
pub(crate) struct PairsCheck {
    pub(crate) pairs: Vec<Pair>,
    pub(crate) ignore: Patterns,
    /// Which bytes a mark may begin with: few characters of a text do.
    leads: [bool; 256],
}

impl PairsCheck {
    /// The marks in a text, with their places.
    pub(crate) fn marks<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, char)> + 'a {
        let may_begin = text.bytes().enumerate().filter(|(_, byte)| self.leads[usize::from(*byte)]);
        let marks = may_begin.filter_map(|(at, _)| Some((at, text.get(at..)?.chars().next()?)));
        marks.filter(|(_, c)| self.pairs.iter().any(|pair| pair.has(*c)))
    }
}

/// An opening and a closing mark.
#[derive(Debug, Clone)]
pub(crate) struct Pair {
    pub(crate) open: char,
    pub(crate) close: char,
    /// Marks that may stand for either.
    pub(crate) also: Vec<char>,
}

impl Pair {
    /// Whether a mark belongs to the pair.
    pub(crate) fn has(&self, mark: char) -> bool {
        self.open == mark || self.close == mark || self.also.contains(&mark)
    }
}

fn years(toml: Option<YearsToml>) -> (Option<u16>, Option<u16>) {
    toml.map_or((None, None), |years| (years.from, years.to))
}

/// Sections by their names; those of the form.
fn sections(source: &PackSource, names: &[Spanned<String>], form: &Form, problems: &mut Problems) -> Vec<usize> {
    let mut found = Vec::new();
    for name in names {
        if let Some(at) = form.sections.iter().position(|section| section.id == *name.get_ref()) {
            found.push(at);
        } else {
            let known = form.sections.iter().map(|section| section.id.as_str());
            problems.unknown(source, inside(name), "section", name.get_ref(), known);
        }
    }
    found
}

pub(super) fn required(
    source: &PackSource,
    toml: &RequiredToml,
    form: &Form,
    bodies: &[BodyClass],
    named: &NamedPatterns,
    problems: &mut Problems,
) -> RequiredCheck {
    let mut all: Vec<Spanned<String>> = Vec::new();
    let mut owners = Vec::new();
    for (at, statement) in toml.statements.iter().enumerate() {
        let lists = [
            (&statement.patterns, Counts::Within),
            (&statement.text, Counts::Text),
            (&statement.anywhere, Counts::Anywhere),
        ];
        for (list, counts) in lists {
            let list = named.expand(source, list, problems);
            owners.extend(list.iter().map(|_| (at, counts)));
            all.extend(list);
        }
    }
    RequiredCheck {
        when: When {
            years: years(toml.years),
            bodies: period::classes(source, &toml.body, bodies, problems),
            except: period::classes(source, &toml.except, bodies, problems),
        },
        sections: sections(source, &toml.sections, form, problems),
        within: toml.within,
        least: toml.least,
        most: toml.most,
        given: named.patterns(source, &toml.given, false, problems),
        unless: named.patterns(source, &toml.unless, false, problems),
        names: toml.statements.iter().map(|statement| statement.name.clone()).collect(),
        patterns: named.patterns(source, &all, false, problems),
        owners,
    }
}

pub(super) fn wording(
    source: &PackSource,
    toml: &WordingToml,
    form: &Form,
    bodies: &[BodyClass],
    named: &NamedPatterns,
    problems: &mut Problems,
) -> WordingCheck {
    let words: Vec<Spanned<String>> = toml.words.iter().map(|word| word.find.clone()).collect();
    WordingCheck {
        when: When {
            years: years(toml.years),
            bodies: period::classes(source, &toml.body, bodies, problems),
            except: Vec::new(),
        },
        sections: sections(source, &toml.sections, form, problems),
        words: named.patterns(source, &words, false, problems),
        doubled: toml.doubled.clone(),
        instead: toml.words.iter().map(|word| word.instead.clone()).collect(),
        except: named.patterns(source, &toml.except, false, problems),
        unless: named.patterns(source, &toml.unless, false, problems),
        context: named.patterns(source, &toml.context, false, problems),
        against: named.patterns(source, &toml.against, false, problems),
    }
}

pub(super) fn pairs(
    source: &PackSource,
    toml: &PairsToml,
    named: &NamedPatterns,
    problems: &mut Problems,
) -> PairsCheck {
    let mut pairs = Vec::with_capacity(toml.pairs.len());
    for pair in &toml.pairs {
        let mut marks = pair.get_ref().chars();
        if let (Some(open), Some(close)) = (marks.next(), marks.next())
            && open != close
        {
            pairs.push(Pair { open, close, also: marks.collect() });
        } else {
            let help = Some("write the opening mark and the closing one, such as `《》`".to_owned());
            problems.add(source, pair.span(), "not a pair of marks".to_owned(), "here", help);
        }
    }
    let mut leads = [false; 256];
    for mark in toml.pairs.iter().flat_map(|pair| pair.get_ref().chars()) {
        leads[usize::from(mark.encode_utf8(&mut [0; 4]).as_bytes()[0])] = true;
    }
    PairsCheck { pairs, ignore: named.patterns(source, &toml.ignore, false, problems), leads }
}
