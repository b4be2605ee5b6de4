//! What the numbers of a breakdown say, and the finding where they do not agree.

use disclint_document::Figure;
use rust_decimal::Decimal;

use super::Breakdown;
use crate::Lang;
use crate::check::{Figures, Operand, Sink, Subject};
use crate::pack::{Relation, Rule};
use crate::slips::is_swapped;

/// What the numbers of a breakdown say.
pub(crate) enum Sum {
    /// The parts are the whole.
    Agrees,
    /// The parts exceed the whole, or fall short where they should not.
    Differs(Decimal),
    /// Nothing can be said.
    Open,
}

fn figure<'a>(subject: &Subject<'a>, number: usize) -> &'a Figure {
    &subject.document.prose.figures[number]
}

/// Adds up the parts.
pub(crate) fn add_up(subject: &Subject<'_>, breakdown: &Breakdown) -> Sum {
    let whole = figure(subject, breakdown.whole).value;
    let mut sum = Decimal::ZERO;
    for &part in &breakdown.parts {
        let Some(next) = sum.checked_add(figure(subject, part).value) else { return Sum::Open };
        sum = next;
    }
    let is_open = sum < whole && !breakdown.exhaustive;
    let rounded = breakdown.parts.iter().chain([&breakdown.whole]).filter_map(|&at| figure(subject, at).rounded_to);
    let slack = rounded.fold(Decimal::ZERO, Decimal::saturating_add) / Decimal::TWO;
    let off = sum.saturating_sub(whole).abs();
    // Several numbers are never all rounded as far as can be, and one of them the other way.
    let is_within = off < slack || (off == slack && breakdown.parts.len() < 3);
    if off.is_zero() || is_within {
        Sum::Agrees
    } else if is_open {
        Sum::Open
    } else {
        Sum::Differs(sum)
    }
}

/// The one part that, with two neighbouring digits the other way round, makes the sum right, and what it then is: 136
/// for 163. None where the whole may as well be so.
fn swapped_part(subject: &Subject<'_>, breakdown: &Breakdown, sum: Decimal) -> Option<(usize, Decimal)> {
    let whole = figure(subject, breakdown.whole).value;
    if is_swapped(whole, sum) {
        return None;
    }
    let off = whole.checked_sub(sum)?;
    let meant = |part: usize| figure(subject, part).value.saturating_add(off);
    let mut parts =
        breakdown.parts.iter().copied().filter(|&part| is_swapped(figure(subject, part).value, meant(part)));
    let part = parts.next()?;
    parts.next().is_none().then(|| (part, meant(part)))
}

pub(super) fn judge(
    subject: &Subject<'_>,
    rule: &Rule,
    breakdown: &Breakdown,
    figures: &mut Figures,
    sink: &mut Sink<'_>,
) {
    let whole = figure(subject, breakdown.whole);
    let sum = match add_up(subject, breakdown) {
        Sum::Open => return,
        Sum::Agrees => None,
        Sum::Differs(sum) => Some(sum),
    };
    let parts = breakdown.parts.iter().copied().map(Operand::figure).collect();
    figures.compare(vec![Operand::figure(breakdown.whole)], Relation::Equal, parts, sum.is_none());
    let Some(sum) = sum else { return };
    let document = subject.document;
    let written: Vec<String> = breakdown.parts.iter().map(|&part| figure(subject, part).value.to_string()).collect();
    let parts = if written.len() == 1 { sum.to_string() } else { format!("{} = {sum}", written.join(" + ")) };
    let stated = document.text(whole.span).trim().to_owned();
    let (label, mark) = match sink.lang() {
        Lang::Zh => (format!("各项之和为 {sum}"), "分项"),
        Lang::En => (format!("the parts sum to {sum}"), "a part"),
    };
    let values = [("whole", stated.as_str()), ("parts", parts.as_str()), ("sum", &*sum.to_string())];
    let Some((part, meant)) = swapped_part(subject, breakdown, sum) else {
        let finding = sink.add(rule, whole.number, &rule.id, &values).label(label);
        for &part in breakdown.parts.iter().take(8) {
            finding.related(figure(subject, part).number, mark);
        }
        return;
    };
    // It stands where the slip of the pen most likely is.
    let (label, of_whole) = match sink.lang() {
        Lang::Zh => (format!("疑为 {meant}"), "总数"),
        Lang::En => (format!("{meant} may be meant"), "the whole"),
    };
    let finding = sink.add(rule, figure(subject, part).number, &rule.id, &values).label(label);
    finding.related(whole.number, of_whole);
    for &other in breakdown.parts.iter().filter(|&&other| other != part).take(8) {
        finding.related(figure(subject, other).number, mark);
    }
}
