//! Proposed changes of one report put into effect: bytes in, bytes out.

use disclint_document::SourceText;
use disclint_rules::{Applicability, Diagnostic, Fix, LintOptions, Packs, Severity};

use crate::failure::Failure;
use crate::input::Input;
use crate::judge::{Outcome, judge_bytes};
use crate::settings::Settings;

/// Which changes are made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Extent {
    /// Those that leave the meaning as it is: prescribed labels, titles and their numbers.
    Safe,
    /// Those that a person must confirm, too: numbers among them, the first that a finding proposes.
    Suggested,
}

/// A report with changes.
#[derive(Debug)]
pub struct Fixed {
    /// The text before.
    pub before: SourceText,
    /// The text with the changes.
    pub after: SourceText,
    /// The file with the changes, in its encoding.
    pub bytes: Vec<u8>,
    /// What each change does, in the order made.
    pub titles: Vec<String>,
    /// Whether one of them is for a person to confirm.
    pub is_suggested: bool,
}

/// One change may bring the next to light, such as the number after one that was wrong; but no report needs more.
const MOST_ROUNDS: usize = 12;

/// Makes the changes that the findings on `input`, whose file holds `bytes`, propose, until there is nothing more to
/// change: waived findings and information are left alone, and of changes that overlap only the first is made. `None` if there is
/// nothing to change, or if the file's encoding does not allow it.
///
/// # Errors
///
/// If the bytes are no text, or no report.
pub fn fix(
    input: &Input,
    bytes: &[u8],
    packs: &Packs,
    settings: &Settings,
    extent: Extent,
) -> Result<Option<Fixed>, Failure> {
    let options = &settings.scope(input).options;
    let before = SourceText::decode(bytes).map_err(Failure::Decode)?;
    let mut fixed: Option<Fixed> = None;
    let mut seen = vec![before.text().to_owned()];
    for _ in 0..MOST_ROUNDS {
        let now = fixed.as_ref().map_or(bytes, |fixed| &fixed.bytes);
        let (source, findings) = findings(input, now, packs, settings, options)?;
        let chosen = choose(&findings, extent);
        let mut edits: Vec<_> =
            chosen.iter().flat_map(|fix| &fix.edits).map(|edit| (edit.span, edit.replacement.as_str())).collect();
        edits.sort_by_key(|(span, _)| (span.start, span.end));
        let Some(changed) = source.splice(now, &edits).filter(|_| !edits.is_empty()) else { break };
        let after = SourceText::decode(&changed).map_err(Failure::Decode)?;
        // Two changes that undo each other would go on for ever.
        if seen.iter().any(|text| text == after.text()) {
            break;
        }
        seen.push(after.text().to_owned());
        let is_suggested = chosen.iter().any(|fix| fix.applicability == Applicability::Suggested);
        let titles = chosen.iter().map(|fix| fix.title.clone());
        if let Some(fixed) = &mut fixed {
            fixed.titles.extend(titles);
            fixed.is_suggested |= is_suggested;
            (fixed.after, fixed.bytes) = (after, changed);
        } else {
            let before = before.clone();
            fixed = Some(Fixed { before, after, bytes: changed, titles: titles.collect(), is_suggested });
        }
    }
    Ok(fixed)
}

/// The findings that nobody has waived.
fn findings(
    input: &Input,
    bytes: &[u8],
    packs: &Packs,
    settings: &Settings,
    options: &LintOptions,
) -> Result<(SourceText, Vec<Diagnostic>), Failure> {
    let mut report = judge_bytes(input, bytes, packs, options);
    settings.settle(input, &mut report);
    match report.outcome {
        Outcome::Judged(judged) => Ok((judged.source, judged.judgement.diagnostics)),
        Outcome::Unjudged { failure, .. } => Err(failure),
    }
}

/// Of each finding the first change that may be made, those left out that touch one chosen before. Information is worth
/// a look, and no fault to be corrected.
fn choose(findings: &[Diagnostic], extent: Extent) -> Vec<&Fix> {
    let faults = findings.iter().filter(|finding| finding.severity >= Severity::Warning);
    let is_wanted = |fix: &&Fix| extent == Extent::Suggested || fix.applicability == Applicability::Safe;
    let mut chosen: Vec<&Fix> = Vec::new();
    for fix in faults.filter_map(|finding| finding.fixes.iter().find(is_wanted)) {
        let touches = |other: &&Fix| {
            other.edits.iter().any(|other| {
                fix.edits.iter().any(|edit| edit.span.start <= other.span.end && other.span.start <= edit.span.end)
            })
        };
        if !chosen.iter().any(touches) {
            chosen.push(fix);
        }
    }
    chosen
}
