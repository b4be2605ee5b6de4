//! What is proposed does what it says: applied, the finding is gone.

use disclint_document::{Encoding, SourceText};
use disclint_rules::{Applicability, Diagnostic, Edit, LintOptions, Packs, lint};
use disclint_tests::{Defect, Generation, Layout, SampleReport, render, variation};

fn findings(packs: &Packs, text: &str) -> Vec<Diagnostic> {
    let document = packs.reader().read(SourceText::new(text.to_owned(), Encoding::Utf8));
    lint(packs, &document, &LintOptions::default()).unwrap_or_else(|| panic!("no report:\n{text}")).diagnostics
}

fn apply(text: &str, edits: &[Edit]) -> String {
    assert!(edits.is_sorted_by(|a, b| a.span.end <= b.span.start), "in order, not overlapping: {edits:?}");
    let mut text = text.to_owned();
    for edit in edits.iter().rev() {
        text.replace_range(edit.span.range(), &edit.replacement);
    }
    text
}

/// Findings of a rule.
fn count(found: &[Diagnostic], rule: &str) -> usize {
    found.iter().filter(|finding| finding.rule == rule).count()
}

#[test]
fn a_proposed_change_removes_its_finding() {
    let packs = Packs::builtin();
    let (mut tried, mut rules, mut failures) = (0, Vec::new(), Vec::new());
    for generation in Generation::ALL {
        for (number, kind) in Defect::ALL_KINDS.into_iter().enumerate() {
            let mut report = SampleReport::balanced_random(generation, 40 + number as u64);
            let Some(defect) = Defect::of(kind, &report, number as u64) else { continue };
            defect.apply(&mut report);
            for layout in Layout::ALL {
                let text = match number % 3 {
                    0 => variation::crlf(&render(&report, layout)),
                    _ => render(&report, layout),
                };
                let before = findings(&packs, &text);
                for finding in &before {
                    for fix in &finding.fixes {
                        let mended = apply(&text, &fix.edits);
                        let after = findings(&packs, &mended);
                        let is_there =
                            |other: &Diagnostic| other.rule == finding.rule && other.span.start == finding.span.start;
                        // Of several numbers that do not follow, or two years of a period, the next comes to light.
                        if count(&after, &finding.rule) >= count(&before, &finding.rule) && after.iter().any(is_there) {
                            failures.push(format!(
                                "{generation:?} {layout:?} {kind:?}: {} still there after {}",
                                finding.rule, fix.title
                            ));
                        }
                        tried += 1;
                        if !rules.contains(&finding.rule) {
                            rules.push(finding.rule.clone());
                        }
                    }
                }
            }
        }
    }
    assert!(failures.is_empty(), "{} of {tried}\n{}", failures.len(), failures.join("\n"));
    assert!(tried > 200, "{tried} changes of {rules:?}");
    for rule in ["section-missing", "row-missing", "section-misnamed", "row-misnamed"] {
        assert!(rules.iter().any(|tried| tried == rule), "{rule} is not among {rules:?}");
    }
}

#[test]
fn no_number_is_ever_changed_unseen() {
    let packs = Packs::builtin();
    for (number, kind) in Defect::ALL_KINDS.into_iter().enumerate() {
        let mut report = SampleReport::balanced_random(Generation::Form2021, 70 + number as u64);
        let Some(defect) = Defect::of(kind, &report, 1) else { continue };
        defect.apply(&mut report);
        for finding in findings(&packs, &render(&report, Layout::PipeRow)) {
            for fix in finding.fixes.iter().filter(|fix| fix.applicability == Applicability::Safe) {
                let has_digits = |edit: &Edit| edit.replacement.chars().all(|char| char.is_ascii_digit());
                assert!(!fix.edits.iter().any(has_digits), "{}: {}", finding.rule, fix.title);
            }
        }
    }
}
