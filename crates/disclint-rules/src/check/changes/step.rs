//! Relative changes behind the absolute ones: 比上年的12件减少2件,下降16.7%.

use disclint_document::Bound;

use super::{Change, Way, ratio};
use crate::check::claims::{Claim, at_precision_of, fits, quotient};
use crate::check::passages::{MARKS, Passage};
use crate::check::{Made, Operand};

/// A relative change right behind the absolute one, which stands right behind what it was before.
pub(super) fn claim(
    sentence: &Passage<'_>,
    changes: &[Change],
    change: &Change,
    is_old: impl Fn(usize) -> bool,
) -> Option<Claim> {
    let printed = sentence.figure(change.at);
    let per = ratio(printed).filter(|_| change.way != Way::Times && printed.bound == Bound::Exact)?;
    let step = changes.iter().find(|step| step.at + 1 == change.at && step.way == change.way)?;
    let old = step.at.checked_sub(1).filter(|&old| is_old(old))?;
    let unit = sentence.figure(step.at).counts_in();
    let behind = |at: usize| &sentence.text[sentence.after(at)..sentence.figures[at + 1].0];
    let is_near = !behind(old).contains(['。', ';']) && behind(step.at).matches(MARKS).count() == 1;
    if !(is_near && [old, step.at].iter().all(|&at| sentence.is_exact(at, unit) && !sentence.is_ratio(at))) {
        return None;
    }
    let (was, by) = (sentence.figure(old).value, sentence.figure(step.at).value);
    let exact = quotient(by, was, per)?;
    Some(Claim {
        figure: sentence.figures[change.at].1,
        made: Made::Share,
        operands: vec![Operand::figure(sentence.figures[step.at].1), Operand::figure(sentence.figures[old].1)],
        holds: fits(exact, printed, false),
        said: None,
        reckoned: format!("{by} ÷ {was} = {}", at_precision_of(exact, printed)),
    })
}
