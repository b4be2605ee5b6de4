//! Phrases of the prose and the cells they speak of.

use std::borrow::Cow;

use disclint_document::Form;
use toml::Spanned;

use super::equation::{self, Relation, Term};
use super::error::Problems;
use super::form::inside;
use super::load::PackSource;
use super::named::NamedPatterns;
use super::patterns::Patterns;
use super::schema::{ClauseYearToml, FigureToml, NearToml, ReachToml, StatementToml};
use super::series::EARLIER;
use crate::Lang;

/// A cell anywhere in the form: table, row, column.
pub(crate) type CellName = (usize, usize, usize);

/// A sum of cells and a number, with its name in the reader's words.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    pub(crate) name: String,
    pub(crate) terms: Vec<(i64, CellName)>,
    pub(crate) constant: i64,
    /// Whether the cells are those of the report of the year before.
    pub(crate) is_earlier: bool,
}

impl Target {
    /// Its name, with the report that it is of if that is another.
    pub(crate) fn name_in(&self, lang: Lang) -> Cow<'_, str> {
        match (self.is_earlier, lang) {
            (false, _) => Cow::Borrowed(&self.name),
            (true, Lang::Zh) => Cow::Owned(format!("上年报告 {}", self.name)),
            (true, Lang::En) => Cow::Owned(format!("last year's report, {}", self.name)),
        }
    }
}

/// A figure in the prose against the cells that it may mean.
#[derive(Debug, Clone)]
pub(crate) struct FigureCheck {
    pub(crate) phrases: Patterns,
    pub(crate) scope: Scope,
    pub(crate) units: Vec<String>,
    pub(crate) admits: Vec<Target>,
    /// Whether the figure may be less than all of them, as what counts only a part.
    /// Of which it is a percentage; empty if it is a number.
    pub(crate) shares_of: Vec<Target>,
    pub(crate) at_most: bool,
    /// Whether the phrases are so loose that only a slip of the pen is believed.
    /// Where only the first of `admits` can be meant.
    pub(crate) strict: Patterns,
    pub(crate) near: NearToml,
}

/// A statement in words and what it says of the cells.
#[derive(Debug, Clone)]
pub(crate) struct StatementCheck {
    pub(crate) phrases: Patterns,
    /// What a figure in the phrases must be.
    pub(crate) value: u32,
    /// The unit in which what it is of is counted.
    pub(crate) counts: Option<String>,
    pub(crate) scope: Scope,
    pub(crate) states: Vec<(Target, Relation, Target)>,
}

/// Which clauses a rule may speak of.
#[derive(Debug, Clone)]
pub(crate) struct Scope {
    /// A clause that matches is left out.
    pub(crate) blocks: Patterns,
    /// The sentence must match up to the end of the clause; empty for any sentence.
    pub(crate) context: Patterns,
    /// The sentence must match one of these, too.
    pub(crate) also: Patterns,
    /// How far back the context may stand.
    pub(crate) reach: ReachToml,
    /// A sentence that matches up to the end of the clause is left out: another scope or period.
    pub(crate) elsewhere: Patterns,
    /// From a clause that matches on, that is over: it speaks of the body itself.
    pub(crate) returns: Patterns,
    /// The year that a clause must speak of.
    pub(crate) year: ClauseYearToml,
    /// Sections of the form in which no context is needed.
    pub(crate) sections: Vec<usize>,
    /// Heads under which no context is needed.
    pub(crate) under: Patterns,
    /// Where the clause behind matches, the figure counts more than the rule is about.
    pub(crate) narrowed: Patterns,
    /// What the clause behind must match; empty for any.
    pub(crate) followed: Patterns,
    /// The matters besides the form's, by their places in the pack, that do not matter here.
    pub(crate) spared: Vec<usize>,
}

pub(super) fn figure(
    source: &PackSource,
    toml: &FigureToml,
    form: &Form,
    named: &NamedPatterns,
    problems: &mut Problems,
) -> Option<FigureCheck> {
    let admits = targets(source, &toml.admits, form, problems).into_iter().collect::<Option<_>>()?;
    let shares_of = targets(source, &toml.shares_of, form, problems).into_iter().collect::<Option<_>>()?;
    Some(FigureCheck {
        phrases: named.patterns(source, &toml.phrases, true, problems),
        scope: scope(
            source,
            [
                &toml.blocks,
                &toml.context,
                &toml.also,
                &toml.scope,
                &toml.returns,
                &toml.under,
                &toml.narrowed,
                &toml.followed,
            ],
            &toml.sections,
            (toml.year, toml.reach),
            form,
            named,
            problems,
        ),
        units: named.expand(source, &toml.units, problems).into_iter().map(Spanned::into_inner).collect(),
        admits,
        shares_of,
        at_most: toml.at_most,
        strict: named.patterns(source, &toml.strict, false, problems),
        near: toml.near,
    })
}

pub(super) fn statement(
    source: &PackSource,
    toml: &StatementToml,
    form: &Form,
    named: &NamedPatterns,
    problems: &mut Problems,
) -> Option<StatementCheck> {
    let mut states = Vec::new();
    for text in &toml.states {
        let parsed = equation::parse(text.get_ref());
        let (left, right) = match &parsed {
            Ok(equation) => (Ok(equation.left.as_slice()), Ok(equation.right.as_slice())),
            Err(error) => (Err(error.clone()), Ok(&[][..])),
        };
        let relation = parsed.as_ref().map_or(Relation::Equal, |equation| equation.relation);
        states.push((
            target(source, text, left, form, problems)?,
            relation,
            target(source, text, right, form, problems)?,
        ));
    }
    Some(StatementCheck {
        phrases: named.patterns(source, &toml.phrases, false, problems),
        value: toml.value,
        counts: toml.counts.clone(),
        scope: scope(
            source,
            [&toml.blocks, &toml.context, &toml.also, &toml.scope, &toml.returns, &toml.under, &[], &[]],
            &toml.sections,
            (toml.year, toml.reach),
            form,
            named,
            problems,
        ),
        states,
    })
}

pub(super) fn scope(
    source: &PackSource,
    [blocks, context, also, elsewhere, returns, under, narrowed, followed]: [&[Spanned<String>]; 8],
    sections: &[Spanned<String>],
    (year, reach): (ClauseYearToml, ReachToml),
    form: &Form,
    named: &NamedPatterns,
    problems: &mut Problems,
) -> Scope {
    let mut known = Vec::new();
    for section in sections {
        if let Some(at) = form.sections.iter().position(|spec| spec.id == *section.get_ref()) {
            known.push(at);
        } else {
            let ids = form.sections.iter().map(|section| section.id.as_str());
            problems.unknown(source, inside(section), "section", section.get_ref(), ids);
        }
    }
    let mut list = |toml: &[Spanned<String>]| named.patterns(source, toml, false, problems);
    Scope {
        blocks: list(blocks),
        context: list(context),
        also: list(also),
        elsewhere: list(elsewhere),
        returns: list(returns),
        year,
        reach,
        sections: known,
        under: list(under),
        narrowed: list(narrowed),
        followed: list(followed),
        spared: Vec::new(),
    }
}

/// Resolves sums of cells, each `None` where the form lacks one of its tables.
pub(super) fn targets(
    source: &PackSource,
    sums: &[Spanned<String>],
    form: &Form,
    problems: &mut Problems,
) -> Vec<Option<Target>> {
    let mut resolve = |text: &Spanned<String>| {
        let parsed = equation::parse_sum(text.get_ref());
        target(source, text, parsed.as_deref().map_err(Clone::clone), form, problems)
    };
    sums.iter().map(&mut resolve).collect()
}

/// Resolves a sum; `None` if the form lacks one of its tables or a name is unknown (which is reported).
pub(super) fn target(
    source: &PackSource,
    text: &Spanned<String>,
    terms: Result<&[Term], equation::EquationError>,
    form: &Form,
    problems: &mut Problems,
) -> Option<Target> {
    let place = inside(text);
    let terms = match terms {
        Ok(terms) => terms,
        Err(error) => {
            problems.add(
                source,
                place.start + error.place.start..place.start + error.place.end,
                error.message,
                "here",
                None,
            );
            return None;
        }
    };
    let names = || terms.iter().filter_map(|term| term.name.as_ref());
    let is_earlier = names().any(|(name, _)| name.starts_with(EARLIER));
    if let Some((_, at)) = names().find(|(name, _)| name.starts_with(EARLIER) != is_earlier) {
        let help = Some(format!("with `{EARLIER}` before each name, or before none"));
        let at = place.start + at.start..place.start + at.end;
        problems.add(source, at, "a sum is of one report".to_owned(), "here", help);
        return None;
    }
    let mut target = Target { name: String::new(), terms: Vec::new(), constant: 0, is_earlier };
    for term in terms {
        let Some((name, at)) = &term.name else {
            target.constant = target.constant.saturating_add(term.coefficient);
            continue;
        };
        let at = place.start + at.start..place.start + at.end;
        let name = name.strip_prefix(EARLIER).unwrap_or(name);
        let parts: Vec<&str> = name.split('.').collect();
        let [table, row, column] = parts[..] else {
            let help = Some("write `table.row.column`".to_owned());
            problems.add(source, at, format!("`{name}` does not name a cell"), "here", help);
            return None;
        };
        let (table, spec) = form.table(table)?;
        let Some(row) = spec.rows.iter().position(|known| known.id == row) else {
            problems.unknown(source, at, "row", row, spec.rows.iter().map(|row| row.id.as_str()));
            return None;
        };
        let below =
            |leaf: usize| std::iter::successors(Some(leaf), |&at| spec.rows[at].parent).any(|above| above == row);
        let leaves: Vec<usize> = if spec.rows[row].columns.is_empty() {
            (0..spec.rows.len()).filter(|&leaf| below(leaf) && !spec.rows[leaf].columns.is_empty()).collect()
        } else {
            vec![row]
        };
        let mut any = false;
        for leaf in leaves {
            if let Some(column) = spec.rows[leaf].columns.clone().find(|&at| spec.columns[at].id == column) {
                target.terms.push((term.coefficient, (table, leaf, column)));
                any = true;
            }
        }
        if !any {
            problems.unknown(source, at, "column", column, spec.columns.iter().map(|column| column.id.as_str()));
            return None;
        }
        if !target.name.is_empty() {
            target.name.push_str(if term.coefficient < 0 { " - " } else { " + " });
        }
        let column = spec.columns.iter().position(|known| known.id == column).unwrap_or_default();
        let row_label = super::identity::short_label(&spec.rows[row].label);
        let column_label = spec.columns[column].path();
        target.name.push_str(&spec.name);
        for part in [row_label, column_label] {
            if !part.is_empty() {
                target.name.push('/');
                target.name.push_str(&part);
            }
        }
    }
    match target.constant {
        constant if target.name.is_empty() => target.name = constant.to_string(),
        0 => {}
        constant => {
            let sign = if constant < 0 { '-' } else { '+' };
            target.name = format!("{} {sign} {}", target.name, constant.unsigned_abs());
        }
    }
    Some(target)
}
