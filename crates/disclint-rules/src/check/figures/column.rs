//! Figures of one column where a rule means the total: 新收商业企业申请11件,上年结转1件.

use disclint_document::Clause;
use rust_decimal::Decimal;

use super::super::Subject;
use super::beside::{identities, namers};
use super::value;
use crate::diagnosis::total;
use crate::pack::{Check, Instance, Relation, Target};

/// In how many sentences, its own the first, a column that a figure is of may be named.
const SENTENCES: usize = 3;

/// A column's heading of fewer characters says too little in prose: 其他.
const SHORTEST: usize = 3;

/// Whether the sentence of a figure, or those right before it in the paragraph, are about one column of the table only, and
/// the figure is the number of that column in place of one of the sums.
pub(super) fn is_of_column(subject: &Subject<'_>, clause: &Clause, number: usize, admits: &[Target]) -> bool {
    let prose = &subject.document.prose;
    let clauses = &prose.clauses;
    let Some(figure) = prose.figures.get(number) else { return false };
    let mut end = clauses.partition_point(|other| other.start() <= clause.start());
    for _ in 0..SENTENCES {
        let Some(last) = end.checked_sub(1).map(|last| &clauses[last]) else { return false };
        let start = clauses.partition_point(|other| other.sentence < last.sentence);
        let sentence = &clauses[start..end];
        if admits.iter().any(|target| tells_another(subject, sentence, number, target)) {
            return false;
        }
        let names = |heading: &str| {
            heading.chars().count() >= SHORTEST && sentence.iter().any(|clause| prose.text(clause).contains(heading))
        };
        let mut swapped = admits.iter().flat_map(|target| in_columns(subject, target, names)).peekable();
        if swapped.peek().is_some() {
            return swapped.any(|value| value == figure.value);
        }
        // Past the paragraph nothing goes on.
        if start.checked_sub(1).is_none_or(|before| clauses[before].end == '\n') {
            return false;
        }
        end = start;
    }
    false
}

/// Whether another figure of the sentence is a number in the column of the sum: that sentence is about all of them.
fn tells_another(subject: &Subject<'_>, sentence: &[Clause], number: usize, target: &Target) -> bool {
    let Some((table, column)) = place(target) else { return true };
    let figures = sentence.iter().flat_map(|clause| clause.figures.clone()).filter(|&other| other != number);
    let is_it = |other: usize, known: &Target| {
        place(known) == Some((table, column))
            && subject.document.prose.figures.get(other).map(|figure| figure.value) == value(subject, known, None)
    };
    figures.into_iter().any(|other| {
        namers(subject, other).iter().any(|&rule| match &subject.pack().rules[rule].check {
            Check::Figure(check) => check.admits.iter().any(|known| is_it(other, known)),
            _ => false,
        })
    })
}

/// The table and the column of a sum, if all its cells stand in one.
fn place(target: &Target) -> Option<(usize, usize)> {
    let (_, (table, _, column)) = *target.terms.first()?;
    let is_same = |&(_, (other, _, own)): &(i64, (usize, usize, usize))| (other, own) == (table, column);
    target.terms.iter().all(is_same).then_some((table, column))
}

/// Whether a column of a table with several rows is the total of another in all rows of a sum.
fn is_total_of(subject: &Subject<'_>, target: &Target, other: usize) -> bool {
    let has_rows = |table: usize| subject.form().tables.get(table).is_some_and(|spec| spec.rows.len() > 1);
    target.terms.iter().all(|&(_, (table, row, column))| {
        let sums_up = |instance: &Instance| {
            instance.relation == Relation::Equal
                && total(instance) == Some((row, column))
                && instance.cells().any(|(_, cell)| cell == (row, other))
        };
        has_rows(table)
            && identities(subject)
                .filter(|identity| identity.table == table)
                .any(|identity| identity.instances.iter().any(sums_up))
    })
}

/// What a sum is in each column that it is the total of, or group of these, whose heading is named.
fn in_columns<'a>(
    subject: &'a Subject<'_>,
    target: &'a Target,
    names: impl Fn(&str) -> bool + 'a,
) -> impl Iterator<Item = Decimal> + 'a {
    let spec = place(target).and_then(|(table, own)| Some((&subject.form().tables.get(table)?.columns, own)));
    let (columns, own) = spec.map_or((&[][..], 0), |(columns, own)| (columns.as_slice(), own));
    let mut sets: Vec<Vec<usize>> = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        if at == own || !is_total_of(subject, target, at) {
            continue;
        }
        if names(&column.label) {
            sets.push(vec![at]);
        }
        let is_first = |group: &&String| columns[..at].iter().all(|other| other.group.as_ref() != Some(*group));
        if let Some(group) = column.group.as_ref().filter(is_first)
            && names(group)
        {
            sets.push((0..columns.len()).filter(|&at| columns[at].group.as_ref() == Some(group)).collect());
        }
    }
    sets.into_iter().filter_map(move |set| {
        set.into_iter().try_fold(Decimal::ZERO, |sum, column| {
            let terms = target.terms.iter().map(|&(by, (table, row, _))| (by, (table, row, column))).collect();
            sum.checked_add(value(subject, &Target { terms, ..target.clone() }, None)?)
        })
    })
}
