//! The same report in every layout reads the same and is judged the same.

use disclint_document::{Encoding, SourceText};
use disclint_rules::{Diagnostic, Judgement, LintOptions, Packs, Severity, lint};
use disclint_tests::{Generation, Layout, SampleReport, render};

fn judge(packs: &Packs, text: &str) -> Judgement {
    let document = packs.reader().read(SourceText::new(text.to_owned(), Encoding::Utf8));
    lint(packs, &document, &LintOptions::default()).unwrap_or_else(|| panic!("no report:\n{text}"))
}

fn shown(diagnostics: &[Diagnostic]) -> String {
    let line = |d: &Diagnostic| format!("  {} {} {} {:?}", d.severity.name(), d.rule, d.message, d.span);
    diagnostics.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn serious(judgement: &Judgement) -> Vec<Diagnostic> {
    judgement.diagnostics.iter().filter(|d| d.severity >= Severity::Warning).cloned().collect()
}

/// What keeps a correct report from being silent and wholly read; `None` if nothing does.
fn trouble(packs: &Packs, text: &str) -> Option<String> {
    let judgement = judge(packs, text);
    let found = serious(&judgement);
    let coverage = judgement.coverage;
    let clean =
        found.is_empty() && coverage.cells_read == coverage.cells_expected && coverage.identities_unchecked == 0;
    (!clean).then(|| {
        let (read, expected) = (coverage.cells_read, coverage.cells_expected);
        format!("read {read}/{expected}, unchecked {:?}\n{}", judgement.unchecked, shown(&judgement.diagnostics))
    })
}

#[test]
fn correct_reports_are_silent_in_every_layout() {
    let packs = Packs::builtin();
    let mut troubles = Vec::new();
    for generation in Generation::ALL {
        for seed in 0..12 {
            let report = SampleReport::balanced_random(generation, seed);
            for layout in Layout::ALL {
                if let Some(trouble) = trouble(&packs, &render(&report, layout)) {
                    troubles.push(format!("{generation:?} seed {seed} {layout:?}: {trouble}"));
                }
            }
        }
    }
    assert!(troubles.is_empty(), "{} reports\n{}", troubles.len(), troubles.join("\n"));
}
