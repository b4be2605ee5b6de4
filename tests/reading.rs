//! The same report in every layout reads the same and is judged the same.

use disclint_document::{Encoding, SourceText};
use disclint_rules::{Category, Diagnostic, Judgement, LintOptions, Packs, Severity, lint};
use disclint_tests::{Anchor, Defect, DefectKind, Expected, Generation, Layout, SampleReport, render};

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

/// Whether a finding is the expected one.
fn is_expected(text: &str, diagnostic: &Diagnostic, kind: DefectKind, expected: &Expected) -> bool {
    if diagnostic.category != expected.category {
        return false;
    }
    match kind {
        // Which of the two changed places cannot be told.
        DefectKind::SwappedSections => return diagnostic.rule == "section-misplaced",
        // Shown at the tables; the anchor is one of their headings.
        DefectKind::OldTables => return diagnostic.rule == "form-generation",
        _ => {}
    }
    let place = &text[diagnostic.span.range()];
    match &expected.anchor {
        Anchor::Cell(path) => {
            let cell = diagnostic.cell.as_deref().unwrap_or("-");
            // Where a blank leaves no trace, or one equation has many cells, the row or table is told.
            cell == path
                || (diagnostic.rule == "row-short" && path.starts_with(cell))
                || (path.starts_with("统计表") && diagnostic.category == Category::Identity)
        }
        Anchor::Text(anchor) => {
            anchor.contains(place) || place.contains(anchor.as_str()) || diagnostic.message.contains(anchor.as_str())
        }
        Anchor::Missing(name) => {
            let last = name.rsplit('/').next().unwrap_or(name);
            diagnostic.message.contains(last)
        }
    }
}

/// Defects that need the prose rules.
const OF_THE_PROSE: [DefectKind; 2] = [DefectKind::WrongFigure, DefectKind::WrongPeriod];

/// What is no defect in a form that leaves titles, order and the table free.
const NOT_OF_2014: [DefectKind; 3] =
    [DefectKind::MisnamedSection, DefectKind::SwappedSections, DefectKind::DroppedTable];

#[test]
fn every_defect_is_found_in_every_layout() {
    let packs = Packs::builtin();
    let mut troubles = Vec::new();
    let mut found = 0;
    for generation in Generation::ALL {
        for seed in 0..6 {
            let report = SampleReport::balanced_random(generation, seed);
            for kind in Defect::ALL_KINDS.into_iter().filter(|kind| !OF_THE_PROSE.contains(kind)) {
                if generation == Generation::Form2014 && NOT_OF_2014.contains(&kind) {
                    continue;
                }
                let Some(defect) = Defect::of(kind, &report, seed) else { continue };
                let mut broken = report.clone();
                let expected = defect.apply(&mut broken);
                for layout in Layout::ALL {
                    let text = render(&broken, layout);
                    let judgement = judge(&packs, &text);
                    if serious(&judgement).iter().any(|d| is_expected(&text, d, kind, &expected)) {
                        found += 1;
                    } else {
                        troubles.push(format!(
                            "{generation:?} seed {seed} {kind:?} {layout:?}: expected {expected:?}\n{}",
                            shown(&judgement.diagnostics)
                        ));
                    }
                }
            }
        }
    }
    assert!(troubles.is_empty(), "{} missed, {found} found\n{}", troubles.len(), troubles.join("\n"));
}
