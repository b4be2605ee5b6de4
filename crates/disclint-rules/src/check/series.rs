//! This year's cells against the report of the year before.

use disclint_document::TableSpec;
use rust_decimal::Decimal;

use super::causes::earlier_in_words;
use super::identities::{breaks, is_possible};
use super::{Evaluation, Operand, Record, Relation, Sink, Subject, Verdict};
use crate::archive::Previous;
use crate::diagnosis::CellAt;
use crate::pack::{Check, Rule, Series, SeriesInstance};
use crate::{Applicability, Edit, Lang, Severity};

/// A cell with what stands in it and what it must be by the earlier report.
struct Compared<'a> {
    instance: &'a SeriesInstance,
    found: Decimal,
    expected: Decimal,
}

/// What comes of a rule's equations, as far as both reports have numbers there. The table's place in the document comes
/// with them.
fn compared<'a>(subject: &Subject<'a>, series: &'a Series) -> Option<(usize, Vec<Compared<'a>>)> {
    let previous = subject.previous()?;
    let tables = &subject.document.tables;
    let at = tables.iter().position(|table| table.form == subject.form && table.spec == series.table)?;
    let spec = subject.spec(&tables[at]);
    let compared = series.instances.iter().filter_map(|instance| {
        let found = subject.number(at, instance.cell)?;
        Some(Compared { instance, found, expected: expected(subject, (at, spec), previous, instance)? })
    });
    Some((at, compared.collect()))
}

/// What the right side of an equation gives; `None` if a number is missing.
fn expected(
    subject: &Subject<'_>,
    (at, spec): (usize, &TableSpec),
    previous: &Previous,
    instance: &SeriesInstance,
) -> Option<Decimal> {
    let mut sum = Decimal::from(instance.constant);
    for term in &instance.terms {
        for &cell in &term.cells {
            let number =
                if term.is_earlier { earlier(subject, spec, previous, cell)?.0 } else { subject.number(at, cell)? };
            sum = sum.checked_add(number.checked_mul(Decimal::from(term.coefficient))?)?;
        }
    }
    Some(sum)
}

/// The number in a cell of the earlier report, and its line there.
pub(crate) fn earlier(
    subject: &Subject<'_>,
    spec: &TableSpec,
    previous: &Previous,
    (row, column): CellAt,
) -> Option<(Decimal, usize)> {
    let ids = (spec.rows[row].id.as_str(), spec.columns[column].id.as_str());
    previous.number(subject.packs.reader().forms(), &spec.id, ids)
}

/// How many equations with the earlier report do not hold, of those that count as proof.
pub(super) fn violated(subject: &Subject<'_>) -> usize {
    if subject.previous().is_none() {
        return 0;
    }
    let counts = |rule: &&Rule| rule.severity > Severity::Info && subject.is_evaluated(rule);
    let series = subject.pack().rules.iter().filter(counts).filter_map(|rule| match &rule.check {
        Check::Series(series) => compared(subject, series),
        _ => None,
    });
    series.flat_map(|(_, compared)| compared).filter(|compared| compared.found != compared.expected).count()
}

/// Tells, once for a rule, which cells are not what they must be.
pub(super) fn check(
    subject: &Subject<'_>,
    rule: &Rule,
    series: &Series,
    evaluation: &Evaluation,
    record: &mut Record,
    sink: &mut Sink<'_>,
) {
    let Some(previous) = subject.previous() else { return };
    let Some((at, compared)) = compared(subject, series) else { return };
    let should = |cell: CellAt| {
        let corrected = evaluation.corrected.iter();
        corrected.filter(|(table, ..)| *table == at).find(|(_, known, _)| *known == cell).map(|(.., value)| *value)
    };
    let mut wrong: Vec<&Compared<'_>> = Vec::new();
    for compared in &compared {
        let verdict = match compared.found == compared.expected {
            true => Verdict::Held,
            false if should(compared.instance.cell) == Some(compared.expected) => Verdict::HeldCorrected,
            false => Verdict::Violated,
        };
        let (row, column) = compared.instance.cell;
        let right = compared.instance.terms.iter().flat_map(|term| {
            let operand = move |&(row, column): &CellAt| {
                if term.is_earlier {
                    Operand::earlier(series.table, row, column)
                } else {
                    Operand::cell(at, row, column)
                }
            };
            term.cells.iter().map(move |cell| operand(cell).times(term.coefficient))
        });
        let mut right: Vec<Operand> = right.collect();
        if compared.instance.constant != 0 {
            right.push(Operand::constant(Decimal::from(compared.instance.constant)));
        }
        record.compare_as(vec![Operand::cell(at, row, column)], Relation::Equal, right, verdict);
        if verdict == Verdict::Violated {
            wrong.push(compared);
        }
    }
    if !series.unless.iter().any(|words| subject.document.mentions(words)) {
        report(subject, rule, (at, previous), &wrong, sink);
    }
}

/// One finding for all of a rule's cells: at the one that is no total, or else at the first total.
fn report(
    subject: &Subject<'_>,
    rule: &Rule,
    (at, previous): (usize, &Previous),
    wrong: &[&Compared<'_>],
    sink: &mut Sink<'_>,
) {
    let lang = sink.lang();
    let table = &subject.document.tables[at];
    let spec = subject.spec(table);
    let is_total = |compared: &&&Compared<'_>| super::identities::is_total(subject, table, compared.instance.cell);
    let mut parts = wrong.iter().filter(|compared| !is_total(compared));
    let primary = match (parts.next(), parts.next()) {
        (Some(only), None) => Some(only),
        (first, _) => wrong.iter().find(is_total).or(first),
    };
    let Some(primary) = primary else { return };
    let (row, column) = primary.instance.cell;
    let Some(cell) = table.cell(row, column) else { return };
    let path = spec.cell_path(row, column);
    let (found, expected) = (primary.found.to_string(), primary.expected.to_string());
    let values = [("cell", path.as_str()), ("found", &found), ("expected", &expected), ("report", previous.name())];
    let finding = sink.add(rule, cell.span, &path, &values);
    finding.cell(&path).label(match lang {
        Lang::Zh => format!("上年报告推得 {expected}"),
        Lang::En => format!("{expected} by last year's report"),
    });
    let terms = primary.instance.terms.iter().filter(|term| term.is_earlier);
    for &cell in terms.flat_map(|term| &term.cells) {
        if let Some(number) = earlier(subject, spec, previous, cell) {
            finding.note(earlier_in_words(previous.name(), &spec.cell_path(cell.0, cell.1), number, lang));
        }
    }
    for other in wrong.iter().filter(|other| other.instance.cell != primary.instance.cell) {
        let (row, column) = other.instance.cell;
        let Some(place) = table.cell(row, column) else { continue };
        let name = super::causes::short_name(spec, (row, column), primary.instance.cell);
        let (found, expected) = (other.found, other.expected);
        finding.related(
            place.span,
            match lang {
                Lang::Zh => format!("{name} {found},上年报告推得 {expected}"),
                Lang::En => format!("{name} {found}, {expected} by last year's report"),
            },
        );
    }
    // What would break a sum is no correction: then either report may be wrong.
    let changes: Vec<(usize, CellAt, Decimal)> =
        wrong.iter().map(|compared| (at, compared.instance.cell, compared.expected)).collect();
    let are_possible = changes.iter().all(|&(_, (row, column), value)| is_possible(spec, row, column, value));
    // What may be otherwise for good reasons is not proposed either.
    if rule.severity == Severity::Info || !are_possible || breaks(subject, changes.clone()) {
        return;
    }
    let edit = |&(_, (row, column), value): &(usize, CellAt, Decimal)| {
        Some(Edit { span: table.cell(row, column)?.span, replacement: value.to_string() })
    };
    let Some(mut edits) = changes.iter().map(edit).collect::<Option<Vec<Edit>>>() else { return };
    edits.sort_by_key(|edit| edit.span.start);
    if edits.is_sorted_by(|one, other| one.span.end <= other.span.start) {
        let title = match lang {
            Lang::Zh => format!("按上年报告改为 {expected}"),
            Lang::En => format!("change to {expected}, as last year's report has it"),
        };
        finding.fix_all(title, Applicability::Suggested, edits);
    }
}
