//! The same report in every layout reads the same and is judged the same.

use disclint_document::{Encoding, SourceText};
use disclint_rules::{Category, Diagnostic, Judgement, LintOptions, Packs, Severity, lint};
use disclint_tests::{
    Anchor, BodyKind, Defect, DefectKind, Expected, Generation, Layout, SampleReport, damage, render, variation,
};

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
                    // There the caption of the table follows the heading in the same line.
                    let one_line_2014 = generation == Generation::Form2014 && layout == Layout::OneLineSections;
                    if one_line_2014 && kind == DefectKind::EmptySection {
                        continue;
                    }
                    // A wrapped label's second half stands among other text, where a wrong character is lost.
                    if layout == Layout::PdfColumns && kind == DefectKind::LabelTypo {
                        continue;
                    }
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

#[test]
fn correct_reports_are_silent_however_they_are_spelled() {
    let packs = Packs::builtin();
    let mut troubles = Vec::new();
    for generation in Generation::ALL {
        for seed in 20..26 {
            let report = SampleReport::balanced_random(generation, seed);
            for layout in Layout::ALL {
                let text = render(&report, layout);
                let spelled = [
                    ("chrome", variation::with_chrome(&text, report.year)),
                    ("traditional", variation::traditional_with_pinyin(&text)),
                    ("full width", variation::full_width(&text)),
                    ("Chinese punctuation", variation::chinese_punctuation(&text)),
                    ("CRLF", variation::crlf(&text)),
                    ("ghosts", variation::nbsp_ghosts(&text)),
                    ("CR", text.replace('\n', "\r")),
                ];
                for (name, text) in spelled {
                    // Full-width pipes and angle brackets are no layout that was ever seen.
                    if name == "full width" && matches!(layout, Layout::Html | Layout::Markdown) {
                        continue;
                    }
                    if let Some(trouble) = trouble(&packs, &text) {
                        troubles.push(format!("{generation:?} seed {seed} {layout:?} {name}: {trouble}"));
                    }
                }
            }
        }
    }
    assert!(troubles.is_empty(), "{} reports\n{}", troubles.len(), troubles.join("\n"));
}

#[test]
fn titles_broken_in_two_by_a_narrow_page_are_titles() {
    let packs = Packs::builtin();
    let text = render(&SampleReport::balanced_2021(), Layout::PipeRow);
    let broken = text.replace("总体情况\n", "总体\n情况\n").replace("公开政府信息情况\n", "公开政府信\n息情况\n");
    assert!(broken.len() > text.len() + 1, "two titles at least");
    assert_eq!(trouble(&packs, &broken), None);
}

#[test]
fn damaged_copies_are_not_judged() {
    let packs = Packs::builtin();
    for generation in [Generation::Form2019, Generation::Form2021] {
        for seed in 0..10 {
            let busy = SampleReport::busy(generation, BodyKind::CityBureau, 2022, seed);
            let quiet = SampleReport::quiet(generation, BodyKind::Township, 2022, seed);
            let copies = [
                ("lines deduplicated", damage::deduplicated_lines(&quiet), "已被删除"),
                ("blanks collapsed", damage::collapsed_blanks(&busy), "空白单元格"),
                ("labels swallowed", damage::swallowed_labels(&busy), "几行的数字"),
            ];
            for (name, text, reason) in copies {
                let judgement = judge(&packs, &text);
                let told =
                    judgement.diagnostics.iter().any(|d| d.rule == "table-unreadable" && d.message.contains(reason));
                let accused: Vec<_> =
                    serious(&judgement).into_iter().filter(|d| !d.rule.ends_with("-generation")).collect();
                assert!(
                    told && accused.is_empty() && judgement.coverage.identities_violated == 0,
                    "{generation:?} seed {seed} {name}\n{}\n{text}",
                    shown(&judgement.diagnostics)
                );
            }
        }
    }
}

/// On a balanced report any one changed cell of 表三 or 表四 is caught, as one finding, at that cell.
#[test]
fn any_one_changed_cell_is_caught() {
    let packs = Packs::builtin();
    for generation in [Generation::Form2019, Generation::Form2021] {
        let report = SampleReport::balanced_random(generation, 7);
        let cells: Vec<(String, String)> =
            report.cells().into_iter().map(|(path, text)| (path, text.to_owned())).collect();
        let mut changed = 0;
        for (path, text) in cells.iter().filter(|(path, _)| path.starts_with("表三") || path.starts_with("表四")) {
            let number: i64 = text.parse().expect("a count");
            for new in [number + 1, number + 10, (number - 1).max(0), 0, 99_999] {
                if new == number {
                    continue;
                }
                let mut broken = report.clone();
                broken.set_cell(path, new.to_string());
                let judgement = judge(&packs, &render(&broken, Layout::PipeRow));
                let errors = serious(&judgement);
                changed += 1;
                let [error] = &errors[..] else {
                    panic!("{path}: {text} → {new}: not one finding\n{}", shown(&errors));
                };
                assert_eq!(error.category, Category::Identity, "{path}: {text} → {new}");
                // 表四 has one equation for each cell: which of its cells is wrong cannot be told.
                if path.starts_with("表三") {
                    assert_eq!(error.cell.as_deref(), Some(path.as_str()), "{text} → {new}\n{}", shown(&errors));
                    let fix = &error.fixes[0].edits[0];
                    assert_eq!(fix.replacement, *text, "{path}: {text} → {new}");
                }
            }
        }
        assert!(changed > 500, "{changed} changes");
    }
}

/// Reports that leave zeros blank, where blanks can be seen: every cell has its place, and nothing is worse
/// than a note.
#[test]
fn zeros_left_blank_are_no_fault() {
    let packs = Packs::builtin();
    let mut troubles = Vec::new();
    for generation in Generation::ALL {
        for seed in 40..50 {
            let report = SampleReport::balanced_random(generation, seed).with_blank_zeros();
            for layout in Layout::ALL.into_iter().filter(|layout| layout.shows_blanks()) {
                let judgement = judge(&packs, &render(&report, layout));
                let found = serious(&judgement);
                let coverage = judgement.coverage;
                // Where every cell is a line, blanks of a head and blank cells of the row under it look the same.
                let by_lines =
                    matches!(layout, Layout::CellPerLinePipe | Layout::PipeBeforeRow | Layout::PipeBetweenCells);
                if !found.is_empty() || (!by_lines && coverage.cells_read != coverage.cells_expected) {
                    let (read, expected) = (coverage.cells_read, coverage.cells_expected);
                    troubles.push(format!(
                        "{generation:?} seed {seed} {layout:?}: {read}/{expected}\n{}",
                        shown(&judgement.diagnostics)
                    ));
                }
            }
        }
    }
    assert!(troubles.is_empty(), "{} reports\n{}", troubles.len(), troubles.join("\n"));
}
