//! Formulas over the figures that a pattern names, compiled: `before + new - gone = now`.

use toml::Spanned;

use super::Relation;
use super::error::Problems;
use super::load::PackSource;
use super::named::NamedPatterns;
use super::patterns::{GROUPS, Patterns};
use super::schema::FormulaToml;

/// How many sentences before its own a formula may read.
const MOST_SENTENCES: usize = 3;

/// Figures of a sentence that formulas connect: see the schema.
#[derive(Debug, Clone)]
pub(crate) struct FormulaCheck {
    pub(crate) formulas: Vec<Formula>,
    pub(crate) alike: Vec<Vec<String>>,
    pub(crate) blocks: Patterns,
}

/// One formula.
#[derive(Debug, Clone)]
pub(crate) struct Formula {
    /// One pattern, with groups that name figures.
    pub(crate) pattern: Patterns,
    pub(crate) terms: Vec<Term>,
    /// The group that the first term is divided by, where the result is a share of it.
    pub(crate) divisor: Option<usize>,
    /// How what the terms make is to the figure of the result.
    pub(crate) relation: Relation,
    /// The group of the figure that the terms make.
    pub(crate) result: usize,
    pub(crate) near: bool,
    /// How many sentences before its own the pattern reads, too.
    pub(crate) sentences: usize,
}

/// What is added, or taken away: a figure, or several multiplied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Term {
    pub(crate) is_taken: bool,
    /// Groups, by their place in [`GROUPS`]; none for a number alone.
    pub(crate) factors: Vec<usize>,
    /// The number written before them: 4 in `4 * a`.
    pub(crate) times: u32,
}

pub(super) fn formula(
    source: &PackSource,
    toml: &FormulaToml,
    named: &NamedPatterns,
    problems: &mut Problems,
) -> FormulaCheck {
    let mut formulas = Vec::new();
    for one in &toml.formulas {
        let pattern = named.patterns(source, std::slice::from_ref(&one.find), false, problems);
        match parse(one.equation.get_ref()) {
            Some(Equation { terms, divisor, relation, result }) => {
                let sentences = one.sentences.min(MOST_SENTENCES);
                formulas.push(Formula { pattern, terms, divisor, relation, result, near: one.near, sentences });
            }
            None => add(source, &one.equation, problems),
        }
    }
    let blocks = named.patterns(source, &toml.blocks, false, problems);
    FormulaCheck { formulas, alike: toml.alike.clone(), blocks }
}

fn add(source: &PackSource, equation: &Spanned<String>, problems: &mut Problems) {
    let help = format!(
        "`a + b * c - d = e`, `12 * a = b`, `100 - a = b`, `a <= b` or `a / b = c`, with the groups {}",
        GROUPS.join(", ")
    );
    problems.add(source, equation.span(), "this is no formula".to_owned(), "here", Some(help));
}

/// What is written as an equation.
#[derive(Debug, PartialEq, Eq)]
struct Equation {
    terms: Vec<Term>,
    divisor: Option<usize>,
    relation: Relation,
    result: usize,
}

/// Parses `a + b * c - d = e`: what is added, and what it makes, or is at most or at least; or `a / b = c`.
fn parse(text: &str) -> Option<Equation> {
    let group = |name: &str| GROUPS.iter().position(|group| *group == name.trim());
    let (left, right) = text.split_once('=')?;
    let result = group(right)?;
    let (left, relation) = match (left.strip_suffix('<'), left.strip_suffix('>')) {
        (Some(left), _) => (left, Relation::AtMost),
        (_, Some(left)) => (left, Relation::AtLeast),
        _ => (left, Relation::Equal),
    };
    if let Some((part, whole)) = left.split_once('/') {
        let part = Term { is_taken: false, factors: vec![group(part)?], times: 1 };
        let is_share = relation == Relation::Equal;
        return is_share.then_some(Equation { terms: vec![part], divisor: Some(group(whole)?), relation, result });
    }
    let mut terms = Vec::new();
    for added in left.split('+') {
        for (number, part) in added.split('-').enumerate() {
            let is_taken = number > 0;
            if let Ok(times) = part.trim().parse() {
                terms.push(Term { is_taken, factors: Vec::new(), times });
                continue;
            }
            let counted = part.split_once('*').and_then(|(times, rest)| Some((times.trim().parse().ok()?, rest)));
            let (times, groups) = counted.unwrap_or((1, part));
            let factors = groups.split('*').map(group).collect::<Option<Vec<_>>>()?;
            terms.push(Term { is_taken, factors, times });
        }
    }
    let has_figure = terms.iter().any(|term| !term.factors.is_empty());
    has_figure.then_some(Equation { terms, divisor: None, relation, result })
}

#[cfg(test)]
mod tests {
    use super::{Equation, Relation, Term, parse};

    #[test]
    fn formulas_are_read() {
        let term = |is_taken, factors: &[usize]| Term { is_taken, factors: factors.to_vec(), times: 1 };
        let sum = |terms, result| Some(Equation { terms, divisor: None, relation: Relation::Equal, result });
        let read = parse("a + b * c - d = e");
        assert_eq!(read, sum(vec![term(false, &[0]), term(false, &[1, 2]), term(true, &[3])], 4));
        assert_eq!(parse("12 * a * b = c"), sum(vec![Term { times: 12, ..term(false, &[0, 1]) }], 2));
        let share = Equation { terms: vec![term(false, &[0])], divisor: Some(1), relation: Relation::Equal, result: 2 };
        assert_eq!(parse("a / b = c"), Some(share));
        let rest = vec![Term { times: 100, ..term(false, &[]) }, term(true, &[0])];
        assert_eq!(parse("100 - a = b"), sum(rest, 1));
        let most = Equation { terms: vec![term(false, &[0])], divisor: None, relation: Relation::AtMost, result: 1 };
        assert_eq!(parse("a <= b"), Some(most));
        for wrong in [
            "a / 2 = b",
            "a + b / c = d",
            "a / b / c = d",
            "a / b <= c",
            "a < b",
            "12 = a",
            "12 * 3 = a",
            "a * 12 = b",
            "a + b",
            "a + = b",
            "a = 3",
            "x + a = b",
            "",
            "a - b =",
        ] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
