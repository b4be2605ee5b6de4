//! What a figure is besides the cells that its phrase names: near to one of them, a part of it, or something else that
//! the numbers around it tell.

use disclint_document::{Bound, Cell, Clause, Document, Figure};
use rust_decimal::Decimal;
use rustc_hash::FxHashSet;

use super::super::Subject;
use super::value;
use crate::pack::Check;
use crate::pack::schema::NearToml;
use crate::slips;

/// How many clauses before and behind one are looked at for what completes its figure.
const BESIDE: usize = 16;

/// How many figures are looked at for a sum that follows its parts.
const MOST_SUMMED: usize = 5;

/// Whether a figure is near enough to a value to be meant as it.
pub(super) fn may_be(near: NearToml, written: Decimal, meant: Decimal) -> bool {
    match near {
        NearToml::No => true,
        NearToml::Slip => slips::is_slip(written, meant),
        NearToml::Double => {
            let (less, more) = (written.min(meant), written.max(meant));
            less != more && (more <= less.saturating_mul(Decimal::TWO) || slips::is_swapped(written, meant))
        }
    }
}

/// Whether a figure is near enough to one of the values to be meant as it, and like nothing else.
pub(super) fn is_near(
    subject: &Subject<'_>,
    clause: &Clause,
    number: usize,
    near: NearToml,
    values: &[Decimal],
) -> bool {
    let Some(figure) = subject.document.prose.figures.get(number) else { return false };
    let told = told_beside(subject.document, clause, number);
    figure.bound == Bound::Exact
        && values.iter().any(|value| may_be(near, figure.value, *value) && !told.contains(value))
        && !values.contains(&figure.value.normalize())
        && !is_explained(subject, figure)
        && !is_completed(subject.document, clause, number, values)
}

/// Whether a figure is the number in a cell, or a sum that some rule of the pack admits: it may well mean that.
fn is_explained(subject: &Subject<'_>, figure: &Figure) -> bool {
    explained(subject).contains(&figure.value)
}

/// The numbers in cells, and the sums that some rule of the pack admits.
pub(crate) fn explained<'a>(subject: &'a Subject<'_>) -> &'a FxHashSet<Decimal> {
    subject.explained.get_or_init(|| {
        let document = subject.document;
        let cells = document.tables.iter().flat_map(|table| table.rows.iter().flat_map(|row| &row.cells));
        let sums = subject.pack().rules.iter().flat_map(|rule| match &rule.check {
            Check::Figure(check) => check.admits.as_slice(),
            _ => &[],
        });
        cells.filter_map(Cell::number).chain(sums.filter_map(|target| value(subject, target, None))).collect()
    })
}

/// What the other figures of the sentence are: one that is a value in the tables leaves this one to be something else,
/// 年初16件,年末14件.
fn told_beside(document: &Document, clause: &Clause, number: usize) -> Vec<Decimal> {
    let prose = &document.prose;
    let start = prose.clauses.partition_point(|other| other.sentence < clause.sentence);
    let sentence = prose.clauses[start..].iter().take_while(|other| other.sentence == clause.sentence);
    let others = sentence.flat_map(|clause| clause.figures.clone()).filter(|&other| other != number);
    others.filter_map(|other| Some(prose.figures.get(other)?.value)).collect()
}

/// Whether a figure makes one of the values together with those beside it in its sentence: 按时办结96件,延期办结3件.
fn is_completed(document: &Document, clause: &Clause, number: usize, values: &[Decimal]) -> bool {
    let clauses = &document.prose.clauses;
    let at = clauses.partition_point(|other| other.start() < clause.start());
    let goes_on = |other: &&Clause| matches!(other.end, ',' | ':' | ';');
    let start = clauses[..at].iter().rev().take(BESIDE).take_while(goes_on).last().unwrap_or(clause).figures.start;
    let more = clauses[at..].iter().take(BESIDE).take_while(goes_on).count();
    let end = clauses.get(at + more).or(clauses.last()).map_or(number, |last| last.figures.end);
    let value = |at: usize| document.prose.figures.get(at).map_or(Decimal::ZERO, |figure| figure.value);
    (start..=number).any(|from| {
        let mut sum = (from..number).fold(Decimal::ZERO, |sum, at| sum.saturating_add(value(at)));
        (number..end).any(|to| {
            sum = sum.saturating_add(value(to));
            to > from && values.contains(&sum)
        })
    })
}

/// 保留14件,连同当年制发的3件,现行有效17件: whether a figure and one or all of those right behind it make the sum that
/// follows them, and that sum is one of the values.
pub(super) fn is_summed_up(document: &Document, number: usize, values: &[Decimal]) -> bool {
    let figures = &document.prose.figures;
    let unit = figures.get(number).and_then(|figure| figure.unit);
    let behind = figures.iter().skip(number).take(MOST_SUMMED).take_while(|figure| figure.unit == unit);
    let behind: Vec<Decimal> = behind.map(|figure| figure.value).collect();
    (2..behind.len()).filter(|&at| values.contains(&behind[at])).any(|at| {
        let rest = behind[at].saturating_sub(behind[0]);
        let added = &behind[1..at];
        added.contains(&rest) || added.iter().fold(Decimal::ZERO, |sum, value| sum.saturating_add(*value)) == rest
    })
}
