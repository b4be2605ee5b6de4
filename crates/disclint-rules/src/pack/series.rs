//! Equations between a report and the one of the year before.

use disclint_document::Form;

use super::equation::{Relation, Term};
use super::error::Problems;
use super::form::inside;
use super::identity::{Cells, by_column, by_row, over_names};
use super::load::PackSource;
use super::schema::{Each, SeriesToml};

/// What stands before the name of a row or column of the earlier report.
pub(super) const EARLIER: &str = "previous.";

/// What a cell must be by the report of the year before, for every column or row that has all of the equation's names.
#[derive(Debug, Clone)]
pub(crate) struct Series {
    pub(crate) table: usize,
    /// As written in the pack.
    pub(crate) text: String,
    pub(crate) instances: Vec<SeriesInstance>,
    /// Words that explain a difference.
    pub(crate) unless: Vec<String>,
}

/// The equation for one column or row.
#[derive(Debug, Clone)]
pub(crate) struct SeriesInstance {
    /// The cell that stands alone on the left: row and column of the form.
    pub(crate) cell: (usize, usize),
    pub(crate) terms: Vec<SeriesTerm>,
    pub(crate) constant: i64,
}

/// A name on the right side: one cell, or the cells under a heading.
#[derive(Debug, Clone)]
pub(crate) struct SeriesTerm {
    pub(crate) coefficient: i64,
    /// Whether it is the earlier report's.
    pub(crate) is_earlier: bool,
    /// Row and column of this report's form.
    pub(crate) cells: Vec<(usize, usize)>,
}

/// Resolves an equation; `None` if the form lacks the table or something is wrong (which is reported).
pub(super) fn resolve(source: &PackSource, toml: &SeriesToml, form: &Form, problems: &mut Problems) -> Option<Series> {
    let (table, spec) = form.table(toml.table.get_ref())?;
    let equation = over_names(source, &toml.equation, (spec, toml.each), EARLIER, problems)?;
    let is_earlier = |term: &Term| term.name.as_ref().is_some_and(|(name, _)| name.starts_with(EARLIER));
    let is_alone =
        matches!(&equation.left[..], [only] if only.name.is_some() && only.coefficient == 1 && !is_earlier(only));
    if !is_alone || equation.relation != Relation::Equal || !equation.right.iter().any(is_earlier) {
        let message = "one name stands on the left, then `=`, and on the right what it must be by the earlier report";
        let help = Some("such as `carried-in = previous.carried-out`".to_owned());
        problems.add(source, inside(&toml.equation), message.to_owned(), "here", help);
        return None;
    }
    let lines = match toml.each {
        Each::Column => 0..spec.columns.len(),
        Each::Row => 0..spec.rows.len(),
    };
    let instance = |line: usize| {
        let cells = |name: &str| -> Option<Cells> {
            match toml.each {
                Each::Column => by_row(spec, name, line),
                Each::Row if spec.rows[line].columns.is_empty() => None,
                Each::Row => by_column(spec, name, line),
            }
        };
        let (_, alone) = cells(&equation.left[0].name.as_ref()?.0)?;
        let mut instance =
            SeriesInstance { cell: *alone.first().filter(|_| alone.len() == 1)?, terms: Vec::new(), constant: 0 };
        for term in &equation.right {
            let Some((name, _)) = &term.name else {
                instance.constant += term.coefficient;
                continue;
            };
            let (_, cells) = cells(name.strip_prefix(EARLIER).unwrap_or(name))?;
            let is_earlier = is_earlier(term);
            instance.terms.push(SeriesTerm { coefficient: term.coefficient, is_earlier, cells });
        }
        Some(instance)
    };
    Some(Series {
        table,
        text: toml.equation.get_ref().clone(),
        instances: lines.filter_map(instance).collect(),
        unless: toml.unless.clone(),
    })
}
