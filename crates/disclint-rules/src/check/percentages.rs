//! A percentage in the prose against the cells that it is the share of: 自然人申请占新收总量的80.6%.

use disclint_document::{Bound, Figure};
use rust_decimal::Decimal;

use super::claims::{at_precision_of, fits, quotient};
use super::context::is_in_scope;
use super::figures::{named, operands, places, value};
use super::passages::per;
use super::{Evaluation, Figures, Made, Operand, Sink, Subject, Verdict};
use crate::Lang;
use crate::pack::{FigureCheck, Hit, Relation, Rule, Target, counted};

/// A share that the figure may mean: the part, its value, the whole, its value.
type Share<'a> = (&'a Target, Decimal, &'a Target, Decimal);

pub(super) fn check(
    subject: &Subject<'_>,
    rule: &Rule,
    check: &FigureCheck,
    hits: &[Hit],
    evaluation: &Evaluation,
    figures: &mut Figures,
    sink: &mut Sink<'_>,
) {
    let document = subject.document;
    let mut known: Option<Vec<Share<'_>>> = None;
    for hit in hits {
        let Some((number, figure)) = named(document, hit) else { continue };
        let clause = &document.prose.clauses[hit.clause];
        let text = &*counted(&document.prose, clause);
        let Some(per) = per(figure).filter(|_| figure.bound == Bound::Exact && !figures.is_claimed(number)) else {
            figures.bind_if(|| is_in_scope(subject, &check.scope, clause, text));
            continue;
        };
        if !is_in_scope(subject, &check.scope, clause, text) {
            continue;
        }
        let shares = known.get_or_insert_with(|| shares(subject, check, None));
        // Nothing is a share of nothing, and a cell that holds no number leaves open what it is.
        if shares.is_empty() {
            figures.bind();
            continue;
        }
        let agrees = |(_, part, _, whole): &&Share<'_>| {
            quotient(*part, *whole, per).is_some_and(|exact| fits(exact, figure, true))
        };
        figures.claim(number);
        let fitting = shares.iter().find(agrees);
        // A wrong cell is told once, where it stands.
        let is_corrected = || self::shares(subject, check, Some(evaluation)).iter().any(|share| agrees(&share));
        let verdict = match fitting {
            Some(_) => Verdict::Held,
            None if is_corrected() => Verdict::HeldCorrected,
            None => Verdict::Violated,
        };
        let (part, value, whole, of) = fitting.unwrap_or(&shares[0]);
        let operands = vec![operand(subject, part, *value), operand(subject, whole, *of)];
        figures.compare_with(vec![Operand::figure(number)], Relation::Equal, (Made::Share, operands), verdict);
        if verdict == Verdict::Violated {
            report(subject, rule, figure, shares, per, sink);
        }
    }
}

/// A cell, or the value of a sum of several.
fn operand(subject: &Subject<'_>, target: &Target, value: Decimal) -> Operand {
    match <[Operand; 1]>::try_from(operands(subject, target)) {
        Ok([cell]) => cell,
        Err(_) => Operand::constant(value),
    }
}

/// Every share that a figure may mean; none if a cell holds no number. With `evaluation`, cells that the identities
/// prove wrong count with the value that they should have.
fn shares<'a>(subject: &Subject<'_>, check: &'a FigureCheck, evaluation: Option<&Evaluation>) -> Vec<Share<'a>> {
    let mut shares = Vec::new();
    for part in &check.admits {
        for whole in &check.shares_of {
            let (Some(value), Some(of)) = (value(subject, part, evaluation), value(subject, whole, evaluation)) else {
                return Vec::new();
            };
            if of > Decimal::ZERO && value <= of {
                shares.push((part, value, whole, of));
            }
        }
    }
    shares
}

fn report(subject: &Subject<'_>, rule: &Rule, figure: &Figure, shares: &[Share<'_>], per: u32, sink: &mut Sink<'_>) {
    let lang = sink.lang();
    let stated = subject.document.text(figure.qualified).trim().to_owned();
    let reckoned = |(_, part, _, whole): &Share<'_>| {
        quotient(*part, *whole, per).map_or_else(String::new, |exact| at_precision_of(exact, figure))
    };
    let named = |target: &Target| {
        if target.terms.len() > 1 { format!("({})", target.name) } else { target.name.clone() }
    };
    let mut readings: Vec<String> = Vec::new();
    for share @ (part, value, whole, of) in shares {
        let reading = format!("{} {value} ÷ {} {of} = {}", named(part), named(whole), reckoned(share));
        if !readings.contains(&reading) {
            readings.push(reading);
        }
    }
    let readings = readings.join(if lang == Lang::Zh { "；" } else { "; " });
    let found = figure.value.to_string();
    let finding =
        sink.add(rule, figure.number, &rule.id, &[("stated", &stated), ("found", &found), ("admitted", &readings)]);
    let Some(first @ (part, _, whole, _)) = shares.first() else { return };
    finding.label(match lang {
        Lang::Zh => format!("按表中数字为 {}", reckoned(first)),
        Lang::En => format!("{} by the table", reckoned(first)),
    });
    for target in [part, whole] {
        for span in places(subject, target).into_iter().take(2) {
            finding.related(span, target.name.clone());
        }
    }
}
