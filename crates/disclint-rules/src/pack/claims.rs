//! Rules on figures of the prose that follow from each other, compiled.

use disclint_document::Form;
use toml::Spanned;

use super::error::Problems;
use super::load::PackSource;
use super::patterns::Patterns;
use super::phrase::{Target, targets};
use super::schema::{ChangeToml, RateToml, RepeatToml, ShareToml};

/// A share against its part and its whole: see the schema.
#[derive(Debug, Clone)]
pub(crate) struct ShareCheck {
    pub(crate) phrases: Patterns,
    pub(crate) named: Patterns,
    pub(crate) each: Patterns,
    pub(crate) joins: Patterns,
    pub(crate) asides: Patterns,
    pub(crate) elsewhere: Patterns,
    pub(crate) totals: Patterns,
    pub(crate) blocks: Patterns,
    pub(crate) admits: Vec<Target>,
    pub(crate) units: Vec<String>,
    pub(crate) excuses: Vec<Target>,
}

/// A rate against the figures it is made of: see the schema.
#[derive(Debug, Clone)]
pub(crate) struct RateCheck {
    /// The rate's words and its part's.
    pub(crate) rates: Vec<(Patterns, Patterns)>,
    pub(crate) joins: Patterns,
    pub(crate) asides: Patterns,
    pub(crate) open: Patterns,
    pub(crate) blocks: Patterns,
}

/// A change against the old and the new figure: see the schema.
#[derive(Debug, Clone)]
pub(crate) struct ChangeCheck {
    pub(crate) rise: Patterns,
    pub(crate) fall: Patterns,
    pub(crate) before: Patterns,
    pub(crate) follows: Patterns,
    pub(crate) periods: Patterns,
    pub(crate) joins: Patterns,
    pub(crate) blocks: Patterns,
}

/// A figure that takes up an earlier one: see the schema.
#[derive(Debug, Clone)]
pub(crate) struct RepeatCheck {
    pub(crate) named: Patterns,
    pub(crate) among: Patterns,
    pub(crate) bare: Patterns,
    pub(crate) ends: Patterns,
    pub(crate) blocks: Patterns,
    pub(crate) asides: Patterns,
    pub(crate) totals: Patterns,
}

/// `None` if the form lacks the cells that the phrases name.
pub(super) fn share(source: &PackSource, toml: &ShareToml, form: &Form, problems: &mut Problems) -> Option<ShareCheck> {
    let admits = targets(source, &toml.admits, form, problems).into_iter().collect::<Option<_>>()?;
    let excuses = targets(source, &toml.excuses, form, problems).into_iter().flatten().collect();
    let mut list = |toml: &[Spanned<String>]| Patterns::new(source, toml, false, problems);
    Some(ShareCheck {
        phrases: list(&toml.phrases),
        named: list(&toml.named),
        each: list(&toml.each),
        joins: list(&toml.joins),
        asides: list(&toml.asides),
        elsewhere: list(&toml.elsewhere),
        totals: list(&toml.totals),
        blocks: list(&toml.blocks),
        admits,
        units: toml.units.clone(),
        excuses,
    })
}

pub(super) fn rate(source: &PackSource, toml: &RateToml, problems: &mut Problems) -> RateCheck {
    let mut list = |toml: &[Spanned<String>]| Patterns::new(source, toml, false, problems);
    RateCheck {
        rates: toml
            .rates
            .iter()
            .map(|rate| (list(std::slice::from_ref(&rate.name)), list(std::slice::from_ref(&rate.part))))
            .collect(),
        joins: list(&toml.joins),
        asides: list(&toml.asides),
        open: list(&toml.open),
        blocks: list(&toml.blocks),
    }
}

pub(super) fn change(source: &PackSource, toml: &ChangeToml, problems: &mut Problems) -> ChangeCheck {
    let mut list = |toml: &[Spanned<String>]| Patterns::new(source, toml, false, problems);
    ChangeCheck {
        rise: list(&toml.rise),
        fall: list(&toml.fall),
        before: list(&toml.before),
        follows: list(&toml.follows),
        periods: list(&toml.periods),
        joins: list(&toml.joins),
        blocks: list(&toml.blocks),
    }
}

pub(super) fn repeat(source: &PackSource, toml: &RepeatToml, problems: &mut Problems) -> RepeatCheck {
    let mut list = |toml: &[Spanned<String>]| Patterns::new(source, toml, false, problems);
    RepeatCheck {
        named: list(&toml.named),
        among: list(&toml.among),
        bare: list(&toml.bare),
        ends: list(&toml.ends),
        blocks: list(&toml.blocks),
        asides: list(&toml.asides),
        totals: list(&toml.totals),
    }
}
