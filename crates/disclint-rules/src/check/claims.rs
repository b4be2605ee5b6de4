//! What a sentence says of its own figures, and whether it is so.

use disclint_document::{Bound, Figure};
use rust_decimal::{Decimal, RoundingStrategy};

use super::{Figures, Sink, Subject};
use crate::Lang;
use crate::pack::Rule;

/// A figure that follows from others.
pub(crate) struct Claim {
    /// Its number in the prose.
    pub(crate) figure: usize,
    /// The figures it follows from.
    pub(crate) operands: Vec<usize>,
    pub(crate) outcome: Outcome,
    /// The sum that shows it, such as `161 ÷ 225 = 71.6%`.
    pub(crate) reckoned: String,
}

/// What came of a claim.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Holds,
    Fails,
    /// Nothing can be said.
    Open,
}

/// Reports the claims that fail.
pub(super) fn report(subject: &Subject<'_>, rule: &Rule, claims: &[Claim], figures: &mut Figures, sink: &mut Sink<'_>) {
    let prose = &subject.document.prose.figures;
    let mark = match sink.lang() {
        Lang::Zh => "参与核算的数",
        Lang::En => "reckoned with",
    };
    for claim in claims.iter().filter(|claim| claim.outcome != Outcome::Open) {
        claim.operands.iter().chain([&claim.figure]).for_each(|&figure| figures.mark(figure));
        if claim.outcome == Outcome::Holds {
            continue;
        }
        let stated = subject.document.text(prose[claim.figure].span).trim();
        let values = [("stated", stated), ("reckoned", &*claim.reckoned)];
        let finding = sink.add(rule, prose[claim.figure].number, &rule.id, &values).label(claim.reckoned.clone());
        for &operand in &claim.operands {
            finding.related(prose[operand].number, mark);
        }
    }
}

/// Whether a figure as printed, rounded or cut off at its last place, is `exact`; with `slack` it may be one
/// more unit off, as where shares are made to add up to a hundred. What is not meant exactly is a bound.
pub(super) fn fits(exact: Decimal, printed: &Figure, slack: bool) -> bool {
    let unit = Decimal::new(1, printed.value.scale());
    let off = (exact - printed.value).abs();
    match printed.bound {
        Bound::Exact => {
            off * Decimal::TWO <= unit
                || (off < unit && exact.abs() >= printed.value.abs())
                || (slack && off * Decimal::TWO <= unit * Decimal::from(3))
        }
        Bound::AtLeast => exact >= printed.value - unit,
        Bound::AtMost => exact < printed.value + unit,
        Bound::About => off <= Decimal::from(5),
    }
}

/// A quotient in parts of `per`.
pub(super) fn quotient(part: Decimal, whole: Decimal, per: u32) -> Option<Decimal> {
    part.checked_mul(Decimal::from(per))?.checked_div(whole)
}

/// A number at the precision of another, for the reader; at least one decimal more shows why they differ.
pub(super) fn at_precision_of(exact: Decimal, printed: &Figure) -> String {
    let places = printed.value.scale().clamp(1, 4);
    let unit = printed.unit.unwrap_or_default();
    format!("{}{unit}", exact.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero).normalize())
}
