//! How each number of a report stands, for those that look at it.

use std::collections::HashMap;

use disclint_document::Span;
use disclint_rules::{Diagnostic, NumberState, Proof};

/// How a number stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Standing {
    /// Part of checks that all hold.
    Verified,
    /// A finding points at it.
    Disputed,
    /// Part of a check that does not hold, but not where the fault is said to lie: one wrong cell does not put
    /// its whole column in doubt.
    Involved,
    /// Part of no check.
    Unused,
}

/// The standing of every number, by its span.
pub(crate) fn standings(proof: &Proof, findings: &[Diagnostic]) -> HashMap<Span, Standing> {
    let mut spans: Vec<Span> = findings.iter().map(|finding| finding.span).collect();
    spans.sort_unstable();
    // How far those up to each reach.
    let reach = spans.iter().scan(0, |reach, span| {
        *reach = span.end.max(*reach);
        Some(*reach)
    });
    let reach: Vec<u32> = reach.collect();
    let is_pointed_at = |number: Span| {
        let before = spans.partition_point(|span| span.start < number.end);
        before.checked_sub(1).is_some_and(|last| number.start < reach[last])
    };
    let standing = |number: Span, state| match state {
        NumberState::Verified => Standing::Verified,
        NumberState::InFinding if is_pointed_at(number) => Standing::Disputed,
        NumberState::InFinding => Standing::Involved,
        NumberState::Unused => Standing::Unused,
    };
    proof.numbers.iter().map(|number| (number.span, standing(number.span, number.state))).collect()
}
