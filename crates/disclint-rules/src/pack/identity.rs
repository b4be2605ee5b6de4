//! Identities: equations with every name resolved to cells.

use disclint_document::{Form, TableSpec};
use toml::Spanned;

use super::equation::{self, Relation, Term};
use super::error::Problems;
use super::form::inside;
use super::load::PackSource;
use super::schema::{Each, IdentityToml};

/// An equation over cells of one table, repeated for every column or row that has all its names.
#[derive(Debug, Clone)]
pub(crate) struct Identity {
    pub(crate) table: usize,
    /// As written in the pack.
    pub(crate) text: String,
    pub(crate) instances: Vec<Instance>,
}

/// The equation for one column or row.
#[derive(Debug, Clone)]
pub(crate) struct Instance {
    pub(crate) left: Side,
    pub(crate) relation: Relation,
    pub(crate) right: Side,
    /// The column or row it is for, in the reader's words; empty where there is only one.
    pub(crate) scope: String,
    cells: Vec<(i64, (usize, usize))>,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Side {
    pub(crate) terms: Vec<SideTerm>,
    pub(crate) constant: i64,
}

/// A name of the equation: one cell, or the cells under a heading.
#[derive(Debug, Clone)]
pub(crate) struct SideTerm {
    pub(crate) coefficient: i64,
    /// The official label, guidance left out.
    pub(crate) label: String,
    /// Row and column of the form.
    pub(crate) cells: Vec<(usize, usize)>,
}

impl Instance {
    fn new(left: Side, relation: Relation, right: Side, scope: String) -> Self {
        let side = |side: &Side, sign: i64| {
            let cells =
                |term: &SideTerm| term.cells.iter().map(|&cell| (sign * term.coefficient, cell)).collect::<Vec<_>>();
            side.terms.iter().flat_map(cells).collect::<Vec<_>>()
        };
        let cells = [side(&left, 1), side(&right, -1)].concat();
        Self { left, relation, right, scope, cells }
    }

    /// All cells with their coefficients, those of the right side negated.
    pub(crate) fn cells(&self) -> impl Iterator<Item = (i64, (usize, usize))> {
        self.cells.iter().copied()
    }
}

/// Resolves an identity; `None` if the form lacks the table or a name is unknown (which is reported).
pub(super) fn resolve(
    source: &PackSource,
    toml: &IdentityToml,
    form: &Form,
    problems: &mut Problems,
) -> Option<Identity> {
    let (table, spec) = form.table(toml.table.get_ref())?;
    let equation = over_names(source, &toml.equation, (spec, toml.each), "", problems)?;
    let instances = match toml.each {
        Each::Column => (0..spec.columns.len())
            .filter_map(|column| instance(&equation, spec.columns[column].path(), &|name| by_row(spec, name, column)))
            .collect(),
        Each::Row => (0..spec.rows.len())
            .filter(|&row| !spec.rows[row].columns.is_empty())
            .filter_map(|row| instance(&equation, spec.row_path(row), &|name| by_column(spec, name, row)))
            .collect(),
    };
    let mut identity = Identity { table, text: toml.equation.get_ref().clone(), instances };
    if let [only] = &mut identity.instances[..]
        && spec.columns.len() == 1
    {
        only.scope.clear();
    }
    Some(identity)
}

/// Parses an equation over the rows or columns of a table, whose names may have `prefix` before them; `None` if it is none
/// or a name is unknown (which is reported).
pub(super) fn over_names(
    source: &PackSource,
    text: &Spanned<String>,
    (spec, each): (&TableSpec, Each),
    prefix: &str,
    problems: &mut Problems,
) -> Option<equation::Equation> {
    let place = inside(text);
    let equation = match equation::parse(text.get_ref()) {
        Ok(equation) => equation,
        Err(error) => {
            let at = place.start + error.place.start..place.start + error.place.end.max(error.place.start);
            problems.add(source, at, error.message, "here", None);
            return None;
        }
    };
    let (what, names): (&str, Vec<&str>) = match each {
        Each::Column => ("row", spec.rows.iter().map(|row| row.id.as_str()).collect()),
        Each::Row => ("column", spec.columns.iter().map(|column| column.id.as_str()).collect()),
    };
    let mut is_known = true;
    for (name, at) in equation.left.iter().chain(&equation.right).filter_map(|term| term.name.as_ref()) {
        let own = name.strip_prefix(prefix).unwrap_or(name);
        if !names.contains(&own) {
            let end = place.start + at.end;
            problems.unknown(source, end - own.len()..end, what, own, names.iter().copied());
            is_known = false;
        }
    }
    is_known.then_some(equation)
}

/// A label and its cells.
pub(super) type Cells = (String, Vec<(usize, usize)>);

/// The equation with every name's cells; `None` if one has no cell there.
fn instance(equation: &equation::Equation, scope: String, cells: &dyn Fn(&str) -> Option<Cells>) -> Option<Instance> {
    let side = |terms: &[Term]| {
        let mut side = Side::default();
        for term in terms {
            match &term.name {
                Some((name, _)) => {
                    let (label, cells) = cells(name)?;
                    side.terms.push(SideTerm { coefficient: term.coefficient, label, cells });
                }
                None => side.constant += term.coefficient,
            }
        }
        Some(side)
    };
    Some(Instance::new(side(&equation.left)?, equation.relation, side(&equation.right)?, scope))
}

pub(super) fn by_row(spec: &TableSpec, name: &str, column: usize) -> Option<Cells> {
    let row = spec.rows.iter().position(|row| row.id == name)?;
    let mut cells = Vec::new();
    if spec.rows[row].columns.contains(&column) {
        cells.push((row, column));
    } else if spec.rows[row].columns.is_empty() {
        let below = |at: usize| std::iter::successors(Some(at), |&at| spec.rows[at].parent).any(|above| above == row);
        let leaves =
            (0..spec.rows.len()).filter(|&at| at != row && below(at) && spec.rows[at].columns.contains(&column));
        cells.extend(leaves.map(|leaf| (leaf, column)));
    }
    (!cells.is_empty()).then(|| (short_label(&spec.rows[row].label), cells))
}

pub(super) fn by_column(spec: &TableSpec, name: &str, row: usize) -> Option<Cells> {
    let column = spec.rows[row].columns.clone().find(|&column| spec.columns[column].id == name)?;
    Some((spec.columns[column].label.clone(), vec![(row, column)]))
}

/// A label without its bracketed guidance; brackets with a number stay.
pub(crate) fn short_label(label: &str) -> String {
    let mut short = String::new();
    let mut rest = label;
    while let Some((before, after)) = rest.split_once('(') {
        short.push_str(before);
        let Some((inside, after)) = after.split_once(')') else { break };
        if inside.chars().count() <= 2 {
            short.push('(');
            short.push_str(inside);
            short.push(')');
        }
        rest = after;
    }
    short.push_str(rest);
    short
}
