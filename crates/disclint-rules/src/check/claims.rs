//! What a sentence says of its own figures, and whether it is so.

use disclint_document::{Bound, Figure};
use rust_decimal::{Decimal, RoundingStrategy};

use super::{Made, Of, Operand, Record, Sink, Subject, Verdict};
use crate::Lang;
use crate::pack::{Relation, Rule};

/// A figure that follows from others.
pub(super) struct Claim {
    /// Its number in the prose.
    pub(super) figure: usize,
    /// What it follows from, and how.
    pub(super) made: Made,
    pub(super) operands: Vec<Operand>,
    pub(super) holds: bool,
    /// What the text says, where it says so in words: the figure is then only where they stand.
    pub(super) said: Option<(String, Relation)>,
    /// What shows it, such as `161 ÷ 225 = 71.6%`.
    pub(super) reckoned: String,
}

/// Records the claims and reports those that fail.
pub(super) fn report(subject: &Subject<'_>, rule: &Rule, claims: Vec<Claim>, record: &mut Record, sink: &mut Sink<'_>) {
    let prose = &subject.document.prose.figures;
    let mark = match sink.lang() {
        Lang::Zh => "参与核算的数",
        Lang::En => "reckoned with",
    };
    for Claim { figure, made, operands, holds, said, reckoned } in claims {
        let others: Vec<usize> = operands
            .iter()
            .filter_map(|operand| match operand.of {
                Of::Figure(number) => Some(number),
                _ => None,
            })
            .collect();
        let figure_at = &prose[figure];
        let relation = match (&said, figure_at.bound) {
            (Some((_, relation)), _) => *relation,
            (None, Bound::AtLeast | Bound::AndMore) => Relation::AtMost,
            (None, Bound::AtMost | Bound::Nearly) => Relation::AtLeast,
            (None, Bound::Exact | Bound::About) => Relation::Equal,
        };
        // A fall of 10% is growth by -10%.
        let falls = made == Made::Growth && is_fall(subject, &operands);
        let left = Operand::figure(figure).times(if falls { -1 } else { 1 });
        let verdict = if holds { Verdict::Held } else { Verdict::Violated };
        record.compare_with(vec![left], relation, (made, operands), verdict);
        if holds {
            continue;
        }
        // 过半, 近三成: what is no exact number is told with the words that say so.
        let stated = if figure_at.bound == Bound::Exact { figure_at.span } else { figure_at.qualified };
        let stated = subject.document.text(stated).trim();
        let stated = said.as_ref().map_or(stated, |(words, _)| words);
        let values = [("stated", stated), ("reckoned", &*reckoned)];
        let finding = sink.add(rule, figure_at.number, &rule.id, &values).label(reckoned.clone());
        for other in others {
            finding.related(prose[other].number, mark);
        }
    }
}

/// Whether the first operand is less than the second.
fn is_fall(subject: &Subject<'_>, operands: &[Operand]) -> bool {
    let value = |operand: &Operand| match operand.of {
        Of::Figure(number) => subject.document.prose.figures.get(number).map(|figure| figure.value),
        Of::Constant(value) => Some(value),
        Of::Cell(..) | Of::Words(_) | Of::Earlier(..) => None,
    };
    match operands {
        [new, old] => value(new) < value(old),
        _ => false,
    }
}

const FOUR: Decimal = Decimal::from_parts(4, 0, 0, false, 0);

/// Whether a figure as printed, rounded or cut off at its last place, is `exact`; with `slack` it may be one
/// more unit off, as where shares are made to add up to a hundred. What is not meant exactly is a bound.
pub(super) fn fits(exact: Decimal, printed: &Figure, slack: bool) -> bool {
    let unit = Decimal::new(1, printed.value.scale());
    let off = (exact - printed.value).abs();
    match printed.bound {
        Bound::Exact => {
            off.saturating_mul(Decimal::TWO) <= unit
                || (off < unit && exact.abs() >= printed.value.abs())
                || (slack && off.saturating_mul(Decimal::TWO) <= unit * Decimal::from(3))
        }
        Bound::AtLeast | Bound::AndMore => exact >= printed.value - unit / Decimal::TWO,
        Bound::AtMost => exact < printed.value + unit,
        // 近六成 is not said of 43 in a hundred.
        Bound::Nearly => exact < printed.value + unit && exact.saturating_mul(Decimal::from(5)) >= printed.value * FOUR,
        // 四分之一 is not said of one in five; 三成 may be, of what is near to it.
        Bound::About if !(printed.value % Decimal::TEN).is_zero() => {
            off <= (printed.value * Decimal::new(15, 2)).clamp(Decimal::ONE, Decimal::from(5))
        }
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
