//! What the prose and the report of the year before say for one repair of the tables or another: figures, statements
//! and what was carried over are held against the tables as they would be.

use super::{Evaluation, Record, Sink, Subject, Value, Verdict, figures, percentages, series};
use crate::diagnosis::{Cause, CellAt, Reach, Repair};
use crate::pack::{Check, Hit, Target};

/// More places in the prose than this are not asked: what takes so long to say is no report.
const MOST_HITS: usize = 2_000;

/// Puts the repairs of what is not certain in order: first those that agree with the report of the year before, then
/// those that leave the fewest figures and statements wrong. If one alone agrees with that report, it is certain: the
/// others would need another change there.
pub(super) fn weigh(subject: &Subject<'_>, evaluation: &mut Evaluation, hits: &[Hit]) {
    let is_open = |cause: &Cause| !cause.is_certain && cause.repairs.len() > 1;
    if !evaluation.causes.iter().any(|(_, causes)| causes.iter().any(is_open)) {
        return;
    }
    let mut causes = std::mem::take(&mut evaluation.causes);
    // Nothing but what is supposed counts.
    evaluation.corrected.clear();
    for place in 0..causes.len() {
        let at = causes[place].0;
        for number in 0..causes[place].1.len() {
            let cause = &causes[place].1[number];
            if !is_open(cause) {
                continue;
            }
            let mut hits = speaking_of(subject, at, cause, hits);
            if hits.len() > MOST_HITS {
                hits.clear();
            }
            if hits.is_empty() && subject.previous().is_none() {
                continue;
            }
            let mut cause = cause.clone();
            let others = |(table, known): &(usize, Vec<Cause>)| {
                let table = *table;
                let rest = known.iter().enumerate().filter(|(other, _)| (table, *other) != (at, number));
                rest.filter_map(|(_, other)| other.repairs.first()).flat_map(|repair| values(table, repair)).collect()
            };
            let others: Vec<Vec<Value>> = causes.iter().map(others).collect();
            let others = others.concat();
            // What a figure may mean besides is known by what is printed.
            figures::explained(subject);
            let mut broken: Vec<usize> = Vec::new();
            cause.weigh(|repair| {
                let supposed = others.iter().copied().chain(values(at, repair)).collect();
                let (series, prose) =
                    subject.supposing(supposed, || (series::violated(subject), violated(subject, &hits, evaluation)));
                broken.push(series);
                (series, prose)
            });
            broken.sort_unstable();
            if cause.reach == Reach::Whole && matches!(broken[..], [0, next, ..] if next > 0) {
                cause.settle();
            }
            causes[place].1[number] = cause;
        }
    }
    evaluation.causes = causes;
    evaluation.correct();
}

/// What a repair writes into the cells of the table at `at`.
fn values(at: usize, repair: &Repair) -> Vec<Value> {
    repair.changes.iter().map(|&(cell, _, value)| (at, cell, value)).collect()
}

/// What rules find in the clauses in which one of them speaks of a cell that some repair changes. In other clauses
/// nothing depends on the repair.
fn speaking_of(subject: &Subject<'_>, at: usize, cause: &Cause, hits: &[Hit]) -> Vec<Hit> {
    let table = &subject.document.tables[at];
    let is_changed =
        |cell: CellAt| cause.repairs.iter().any(|repair| repair.changes.iter().any(|(changed, ..)| *changed == cell));
    let touches = |target: &Target| {
        !target.is_earlier
            && target.terms.iter().any(|&(_, (spec, row, column))| spec == table.spec && is_changed((row, column)))
    };
    let rules = &subject.pack().rules;
    let speaks = |rule: usize| match &rules[rule].check {
        Check::Figure(check) => check.admits.iter().chain(&check.shares_of).any(touches),
        Check::Statement(check) => check.states.iter().any(|(left, _, right)| touches(left) || touches(right)),
        _ => false,
    };
    if table.form != subject.form {
        return Vec::new();
    }
    let mut clauses: Vec<usize> = Vec::new();
    for hits in hits.chunk_by(|one, other| one.rule == other.rule) {
        if speaks(hits[0].rule) && subject.is_evaluated(&rules[hits[0].rule]) {
            clauses.extend(hits.iter().map(|hit| hit.clause));
        }
    }
    clauses.sort_unstable();
    let is_asked = |hit: &&Hit| clauses.binary_search(&hit.clause).is_ok() && subject.is_evaluated(&rules[hit.rule]);
    if clauses.is_empty() { Vec::new() } else { hits.iter().filter(is_asked).copied().collect() }
}

/// How many figures and statements are wrong.
fn violated(subject: &Subject<'_>, hits: &[Hit], evaluation: &Evaluation) -> usize {
    let (mut record, mut sink) = (Record::new(subject), Sink::new(subject));
    for hits in hits.chunk_by(|one, other| one.rule == other.rule) {
        let at = hits[0].rule;
        let rule = &subject.pack().rules[at];
        record.enter(at);
        match &rule.check {
            Check::Figure(check) if !check.shares_of.is_empty() => {
                percentages::check(subject, rule, check, hits, evaluation, &mut record, &mut sink);
            }
            Check::Figure(check) => figures::check(subject, rule, check, hits, evaluation, &mut record, &mut sink),
            Check::Statement(check) => {
                figures::statement(subject, rule, check, hits, evaluation, &mut record, &mut sink);
            }
            _ => {}
        }
    }
    record.entries.iter().filter(|entry| entry.verdict == Verdict::Violated).count()
}
