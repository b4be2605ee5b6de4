//! Findings on sums that do not hold: what is wrong, what it should be, and what else belongs to it.

mod words;

pub(super) use words::earlier as earlier_in_words;

use disclint_document::{Span, TableSpec};
use rust_decimal::Decimal;

use super::identities::{is_possible, statement};
use super::{Finding, Of, Record, Sink, Subject, Verdict, earlier, fixes};
use crate::diagnosis::{Broken, Cause, CellAt, Repair, Slip, alone, total};
use crate::pack::Relation;
use crate::proof::StatementState;
use crate::{Applicability, Edit, Lang};

/// More places beside a finding are no help.
const MOST_PLACES: usize = 6;

/// More figures that say the same are no help.
const MOST_FIGURES: usize = 4;

/// Reports equations that have one cause, or one that is by itself, at the cell `primary`.
pub(super) fn report(
    subject: &Subject<'_>,
    at: usize,
    broken: &[Broken<'_>],
    cause: Option<&Cause>,
    primary: CellAt,
    record: &Record,
    sink: &mut Sink<'_>,
) {
    let table = &subject.document.tables[at];
    let spec = subject.spec(table);
    let Some(cell) = table.cell(primary.0, primary.1) else { return };
    let Some(found) = cell.number() else { return };
    let lang = sink.lang();
    let path = spec.cell_path(primary.0, primary.1);
    let broken: Vec<&Broken<'_>> = match cause {
        Some(cause) => cause.broken.iter().map(|&number| &broken[number]).collect(),
        None => broken.iter().collect(),
    };
    let likeliest = cause.and_then(|cause| cause.repairs.first());
    // The headline is about the cell that is shown, where that is known.
    let is_about = |broken: &&&Broken<'_>| broken.instance.cells().any(|(_, cell)| cell == primary);
    let about = likeliest.and_then(|_| broken.iter().find(is_about));
    let Some(&first) = about.or(broken.first()) else { return };
    let should = likeliest.and_then(|repair| repair.changes.iter().find(|(cell, ..)| *cell == primary));
    let certain = should.filter(|_| cause.is_some_and(|cause| cause.is_certain)).map(|(.., value)| *value);

    let message = match (certain, lang) {
        (Some(value), Lang::Zh) => format!("“{path}”为 {found},应为 {value}"),
        (Some(value), Lang::En) => format!("“{path}” is {found} and should be {value}"),
        (None, _) => words::headline(first, spec, lang),
    };
    let label = match (should, likeliest) {
        (Some((.., value)), Some(repair)) => words::should_be(*value, certain.is_none().then_some(repair.slip), lang),
        _ => mismatch(first, lang),
    };
    let finding = sink.add_message(first.rule, cell.span, &path, message);
    finding.cell(&path).label(label);
    for broken in &broken {
        let state = StatementState::Violated;
        finding.note(statement(subject, Some(at), broken.rule, broken.instance, state, lang).text(lang));
    }
    if let Some(cause) = cause {
        if let (Some(value), Some(repair)) = (certain, likeliest) {
            finding.note(words::holds_then(value, repair, cause.is_alone, lang));
        }
        if let Some(note) = words::left_out(cause.reach, cause.repairs.len(), lang) {
            finding.note(note);
        }
        propose(subject, at, cause, finding, lang);
    } else if first.instance.relation == Relation::Equal
        && let Some((_, sum)) = other_side(first).filter(|(total, _)| *total == primary)
        && is_possible(spec, primary.0, primary.1, sum)
    {
        fixes::total(cell.span, found, sum, finding, lang);
    }
    relate_cells(subject, at, &broken, likeliest, (primary, certain.is_some()), finding, lang);
    if let Some(repair) = likeliest {
        relate_figures(subject, at, repair, record, Verdict::HeldCorrected, finding, lang);
        if certain.is_some() {
            relate_figures(subject, at, repair, record, Verdict::Held, finding, lang);
        }
        relate_earlier(subject, at, repair, record, finding, lang);
    }
}

/// The repairs as fixes, the likeliest first.
fn propose(subject: &Subject<'_>, at: usize, cause: &Cause, finding: &mut Finding, lang: Lang) {
    let table = &subject.document.tables[at];
    let names = words::Names::of(subject.spec(table), cause.repairs.iter().flat_map(|repair| &repair.changes));
    for repair in &cause.repairs {
        let edit = |&((row, column), _, value): &(CellAt, Decimal, Decimal)| {
            let cell = table.cell(row, column).filter(|cell| cell.number().is_some())?;
            Some(Edit { span: cell.span, replacement: value.to_string() })
        };
        let Some(mut edits) = repair.changes.iter().map(edit).collect::<Option<Vec<Edit>>>() else { continue };
        edits.sort_by_key(|edit| edit.span.start);
        if !edits.is_sorted_by(|one, other| one.span.end <= other.span.start) {
            continue;
        }
        let title = match (&repair.changes[..], cause.is_certain) {
            (&[(_, found, value)], true) => words::change(found, value, lang),
            _ => names.title(repair, lang),
        };
        finding.fix_all(title, Applicability::Suggested, edits);
    }
}

/// The other places: cells that are wrong with this one, the totals that it takes part in, or the parts of the total
/// itself.
fn relate_cells(
    subject: &Subject<'_>,
    at: usize,
    broken: &[&Broken<'_>],
    repair: Option<&Repair>,
    (primary, is_certain): (CellAt, bool),
    finding: &mut Finding,
    lang: Lang,
) {
    let table = &subject.document.tables[at];
    let spec = subject.spec(table);
    let mut add = |place: CellAt, should: Option<Decimal>| {
        let Some(other) = table.cell(place.0, place.1) else { return };
        let Some(number) = other.number() else { return };
        let related = &finding.diagnostic.related;
        // Zeros explain nothing.
        let is_of_use = should.is_some() || !number.is_zero();
        if is_of_use && related.len() < MOST_PLACES && related.iter().all(|related| related.span != other.span) {
            let mut message = format!("{} {number}", short_name(spec, place, primary));
            if let Some(value) = should {
                message += if lang == Lang::Zh { "," } else { ", " };
                message += &words::should_be(value, (!is_certain).then_some(Slip::Unknown), lang);
            }
            finding.related(other.span, message);
        }
    };
    for &(cell, _, value) in repair.iter().flat_map(|repair| &repair.changes) {
        if cell != primary {
            add(cell, Some(value));
        }
    }
    for broken in broken {
        let instance = broken.instance;
        if let Some(total) = total(instance).filter(|&total| total != primary) {
            add(total, None);
            continue;
        }
        for (_, cell) in instance.cells().filter(|(_, cell)| *cell != primary) {
            add(cell, None);
        }
    }
}

/// Figures and statements of the prose that hold only if the cells are as the repair has them, or hold as they are printed.
fn relate_figures(
    subject: &Subject<'_>,
    at: usize,
    repair: &Repair,
    record: &Record,
    verdict: Verdict,
    finding: &mut Finding,
    lang: Lang,
) {
    let document = subject.document;
    let is_repaired = |of: Of| match of {
        Of::Cell(table, row, column) => table == at && repair.changes.iter().any(|(cell, ..)| *cell == (row, column)),
        _ => false,
    };
    let mut told: Vec<Span> = Vec::new();
    for entry in record.entries.iter().filter(|entry| entry.verdict == verdict) {
        let operands = || entry.left.iter().chain(&entry.right).map(|operand| operand.of);
        if !operands().any(is_repaired) {
            continue;
        }
        let figures = operands().filter_map(|of| match of {
            Of::Figure(number) => document.prose.figures.get(number).map(|figure| figure.qualified),
            _ => None,
        });
        for span in figures.chain(entry.said) {
            if told.len() < MOST_FIGURES && !told.contains(&span) {
                told.push(span);
                let stated = document.text(span).trim();
                finding.related(
                    span,
                    match (verdict, lang) {
                        (Verdict::Held, Lang::Zh) => format!("正文为 {stated},与现数一致,请核对"),
                        (Verdict::Held, Lang::En) => format!("{stated} in the text, as the cell has it: look again"),
                        (_, Lang::Zh) => format!("正文为 {stated}"),
                        (_, Lang::En) => format!("{stated} in the text"),
                    },
                );
            }
        }
    }
}

/// The report of the year before, where it agrees with the repair only.
fn relate_earlier(
    subject: &Subject<'_>,
    at: usize,
    repair: &Repair,
    record: &Record,
    finding: &mut Finding,
    lang: Lang,
) {
    let Some(previous) = subject.previous() else { return };
    let is_repaired = |of: Of| match of {
        Of::Cell(table, row, column) => table == at && repair.changes.iter().any(|(cell, ..)| *cell == (row, column)),
        _ => false,
    };
    let entries = record.entries.iter().filter(|entry| entry.verdict == Verdict::HeldCorrected);
    let mut told: Vec<CellAt> = Vec::new();
    for entry in entries.filter(|entry| entry.left.iter().any(|operand| is_repaired(operand.of))) {
        for operand in &entry.right {
            let Of::Earlier(table, row, column) = operand.of else { continue };
            let spec = &subject.form().tables[table];
            if told.len() < MOST_FIGURES
                && !told.contains(&(row, column))
                && let Some(number) = earlier(subject, spec, previous, (row, column))
            {
                told.push((row, column));
                finding.note(words::earlier(previous.name(), &spec.cell_path(row, column), number, lang));
            }
        }
    }
}

/// The total of an equation and what the other side sums to.
fn other_side(broken: &Broken<'_>) -> Option<(CellAt, Decimal)> {
    let instance = broken.instance;
    alone(&instance.left).map(|cell| (cell, broken.right)).or_else(|| Some((alone(&instance.right)?, broken.left)))
}

/// What tells a cell from the primary one: its row, or its column if the row is the same.
pub(super) fn short_name(spec: &TableSpec, cell: CellAt, primary: CellAt) -> String {
    let label = &spec.rows[cell.0].label;
    if cell.0 != primary.0 && !label.is_empty() { label.clone() } else { spec.columns[cell.1].path() }
}

fn mismatch(broken: &Broken<'_>, lang: Lang) -> String {
    let instance = broken.instance;
    let other = other_side(broken).map(|(_, sum)| sum);
    match (instance.relation, other, lang) {
        (Relation::Equal, Some(sum), Lang::Zh) => format!("各项之和为 {sum}"),
        (Relation::Equal, Some(sum), Lang::En) => format!("the parts sum to {sum}"),
        _ => format!("{} {} {}", broken.left, instance.relation.negated(), broken.right),
    }
}
