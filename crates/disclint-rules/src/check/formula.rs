//! Figures of one sentence that a formula connects: 年初存有3120条,年内新增486条,清理214条,年末存有3392条.

use disclint_document::{Bound, Figure};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::claims::{Claim, at_precision_of, fits, quotient};
use super::passages::{Extent, Passage, are_alike, extents, per};
use super::shares::is_within;
use super::silence::{Search, Silence};
use super::{Made, Operand, Subject};
use crate::pack::{Formula, FormulaCheck, Relation, Term};
use crate::slips::is_swapped;

/// What part of a figure it may be off to be near.
const NEAR: Decimal = Decimal::from_parts(5, 0, 0, false, 0);

/// Every formula that a sentence says, in the order of the text; `rule` is the rule's number.
pub(crate) fn find(subject: &Subject<'_>, rule: usize, check: &FormulaCheck) -> Vec<Claim> {
    let extents = extents(subject);
    let reach = check.formulas.iter().map(|formula| formula.sentences).max().unwrap_or(0);
    let worth = |extent: &Extent| extent.figures.len() >= if reach == 0 { 2 } else { 1 };
    Silence::new(subject, Search::Rule(rule), (reach, 0)).gather(worth, |at, claims| {
        let mut found: Vec<Claim> = Vec::new();
        for sentences in 0..=reach {
            let mut formulas = check.formulas.iter().filter(|formula| formula.sentences == sentences).peekable();
            let is_near = |before: &usize| extents[at - before].section == extents[at].section;
            if formulas.peek().is_none() || at < sentences || !(1..=sentences).all(|before| is_near(&before)) {
                continue;
            }
            let sentence = Passage::read_with(subject, extents, at - sentences..at + 1);
            if check.blocks.is_match(&sentence.text) {
                continue;
            }
            for formula in formulas {
                for groups in formula.pattern.groups(&sentence.text) {
                    let figure = |group: usize| {
                        let place = groups.get(group)?.as_ref()?.start;
                        sentence.figures.iter().position(|(at, _)| *at == place)
                    };
                    let is_own = figure(formula.result).is_some_and(|at| sentence.figures[at].0 >= sentence.own);
                    if is_own {
                        found.extend(judge(&sentence, check, formula, figure));
                    }
                }
            }
        }
        // The same number by several formulas: one that holds is believed, or else the first.
        let is_equal = |claim: &&Claim| claim.holds && claim.said.is_none();
        let right: Vec<usize> = found.iter().filter(is_equal).map(|claim| claim.figure).collect();
        let mut told: Vec<usize> = Vec::new();
        for claim in found {
            if !told.contains(&claim.figure) && (claim.holds || !right.contains(&claim.figure)) {
                told.push(claim.figure);
                claims.push(claim);
            }
        }
    })
}

/// How far off a figure may be that is written in 万, and zero for one that is not; `None` if it is not meant exactly.
fn slack(figure: &Figure) -> Option<Decimal> {
    let rounded = figure.rounded_to.map(|unit| unit / Decimal::TWO);
    rounded.or_else(|| (figure.bound == Bound::Exact).then_some(Decimal::ZERO))
}

/// What a share says of its part and whole, which the formula names.
fn share(sentence: &Passage<'_>, check: &FormulaCheck, of: (usize, usize), result: usize) -> Option<Claim> {
    let printed = sentence.figure(result);
    let [part, whole] = [of.0, of.1].map(|at| sentence.figure(at));
    let is_alike = are_alike(&check.alike, part.counts_in()?, whole.counts_in()?);
    let are_exact = slack(part).zip(slack(whole)).is_some();
    if !(is_alike && are_exact) {
        return None;
    }
    // 1.5倍 is no percentage.
    let per = per(printed).or_else(|| (printed.counts_in() == Some("倍")).then_some(1))?;
    let exact = quotient(part.value, whole.value, per)?;
    Some(Claim {
        figure: sentence.figures[result].1,
        made: Made::Share,
        operands: [of.0, of.1].map(|at| Operand::figure(sentence.figures[at].1)).to_vec(),
        holds: fits(exact, printed, false) || is_within(part, whole, printed),
        said: None,
        reckoned: format!("{} ÷ {} = {}", part.value, whole.value, at_precision_of(exact, printed)),
    })
}

/// What a formula says of the figures that its groups name; `None` if one is missing, not exact, or of another unit.
fn judge(
    sentence: &Passage<'_>,
    check: &FormulaCheck,
    formula: &Formula,
    figure: impl Fn(usize) -> Option<usize>,
) -> Option<Claim> {
    let result = figure(formula.result)?;
    if let Some(divisor) = formula.divisor {
        let part = figure(*formula.terms.first()?.factors.first()?)?;
        return share(sentence, check, (part, figure(divisor)?), result);
    }
    let unit = sentence.figure(result).counts_in()?;
    let is_alike = |other: &str| are_alike(&check.alike, unit, other);
    let mut sum = Decimal::ZERO;
    let mut operands = Vec::new();
    let mut written = String::new();
    // 最多52人: what bounds is read as a bound, and is the number that is compared.
    let slack = |figure: &Figure| match formula.relation {
        Relation::Equal => slack(figure),
        _ => Some(slack(figure).unwrap_or(Decimal::ZERO)),
    };
    let mut off_by = slack(sentence.figure(result))?;
    for (number, Term { is_taken, factors, times }) in formula.terms.iter().enumerate() {
        let at = factors.iter().map(|&factor| figure(factor)).collect::<Option<Vec<_>>>()?;
        let sign = match (number, *is_taken) {
            (0, false) => "",
            (_, false) => " + ",
            (_, true) => " - ",
        };
        let Some((&counted, others)) = at.split_last() else {
            let value = Decimal::from(*times);
            sum = if *is_taken { sum.checked_sub(value)? } else { sum.checked_add(value)? };
            operands.push(Operand::constant(if *is_taken { -value } else { value }));
            written = format!("{written}{sign}{value}");
            continue;
        };
        let is_exact = others.iter().all(|&at| sentence.figure(at).bound == Bound::Exact);
        if !is_exact || !sentence.figure(counted).counts_in().is_some_and(is_alike) {
            return None;
        }
        // 12个村各2场: twelve times the two.
        let own = (*times > 1).then(|| times.to_string());
        let times = Decimal::from(*times);
        let times = others.iter().try_fold(times, |all, &at| all.checked_mul(sentence.figure(at).value))?;
        off_by = off_by.checked_add(slack(sentence.figure(counted))?.checked_mul(times)?)?;
        let value = sentence.figure(counted).value.checked_mul(times)?;
        sum = if *is_taken { sum.checked_sub(value)? } else { sum.checked_add(value)? };
        let coefficient = if *is_taken { times.to_i64()?.checked_neg()? } else { times.to_i64()? };
        operands.push(Operand::figure(sentence.figures[counted].1).times(coefficient));
        let product = own.into_iter().chain(at.iter().map(|&at| sentence.figure(at).value.to_string()));
        let product: Vec<String> = product.collect();
        written = format!("{written}{sign}{}", product.join(" × "));
    }
    let stated = sentence.figure(result);
    let off = (sum - stated.value).abs();
    let is_far = off > Decimal::ONE && off.saturating_mul(NEAR) > stated.value && !is_swapped(stated.value, sum);
    if sum < Decimal::ZERO || formula.near && is_far {
        return None;
    }
    if formula.relation != Relation::Equal {
        let (holds, sign, bound) = match formula.relation {
            Relation::AtMost => (sum <= stated.value, '<', Relation::AtLeast),
            _ => (sum >= stated.value, '>', Relation::AtMost),
        };
        return Some(Claim {
            figure: sentence.figures[result].1,
            made: Made::Sum,
            operands,
            holds,
            said: Some((sentence.printed(result).to_owned(), bound)),
            reckoned: format!("{} {sign} {written}", stated.value.normalize()),
        });
    }
    // 大厅设1块,8个村各设1块,共9块: what the rest is told before.
    let off = stated.value - sum;
    let is_rest = |at: usize| sentence.figure(at).value == off && sentence.figure(at).counts_in() == Some(unit);
    let first = formula.terms.iter().flat_map(|term| &term.factors).filter_map(|&factor| figure(factor)).min()?;
    if off > Decimal::ZERO && (0..first).any(is_rest) {
        return None;
    }
    Some(Claim {
        figure: sentence.figures[result].1,
        made: Made::Sum,
        operands,
        holds: off.abs() <= off_by,
        said: None,
        reckoned: format!("{written} = {}", sum.normalize()),
    })
}
