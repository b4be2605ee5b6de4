//! This year's report against last year's: what was carried over, and what that says of broken sums.

use disclint_document::{Encoding, SourceText};
use disclint_rules::{Archive, Diagnostic, LintOptions, Packs, Previous, lint};
use disclint_tests::{BodyKind, Generation, Layout, SampleReport, TableName, render};

const CARRIED_IN: &str = "二、上年结转政府信息公开申请数量";
const CARRIED_OUT: &str = "四、结转下年度继续办理";

/// A report and the one of the same body on the year before, which carried out what this one carried in.
fn pair(generation: Generation, year: u16, seed: u64) -> (SampleReport, SampleReport) {
    let kind = BodyKind::CountyDepartment;
    let now = SampleReport::busy(generation, kind, year, seed);
    let mut before = SampleReport::busy(generation, kind, year - 1, seed);
    for (path, value) in now.cells() {
        if path.contains(CARRIED_IN) {
            before.set_cell(&path.replace(CARRIED_IN, CARRIED_OUT), value.to_owned());
        }
    }
    (now, before)
}

fn previous(packs: &Packs, report: &SampleReport, layout: Layout) -> Previous {
    let document = packs.reader().read(SourceText::new(render(report, layout), Encoding::Utf8));
    Previous::new(&document, "上年.txt").expect("a report")
}

fn judge(packs: &Packs, report: &SampleReport, archive: Archive) -> Vec<Diagnostic> {
    let document = packs.reader().read(SourceText::new(render(report, Layout::PipeRow), Encoding::Utf8));
    let options = LintOptions { archive: archive.into(), ..LintOptions::default() };
    lint(packs, &document, &options).expect("a report").diagnostics
}

fn of<'a>(found: &'a [Diagnostic], rule: &str) -> Vec<&'a Diagnostic> {
    found.iter().filter(|finding| finding.rule == rule).collect()
}

#[test]
fn what_was_carried_over_agrees_in_every_layout_and_across_forms() {
    let packs = Packs::builtin();
    for (generation, year) in [(Generation::Form2021, 2023), (Generation::Form2019, 2020)] {
        let (now, before) = pair(generation, year, 12);
        for layout in Layout::ALL {
            let archive = Archive::new(vec![previous(&packs, &before, layout)]);
            let found = judge(&packs, &now, archive);
            assert!(of(&found, "applications-carried-over").is_empty(), "{generation:?} {layout:?}");
        }
    }
    // The first year of a new form.
    let (now, _) = pair(Generation::Form2021, 2021, 12);
    let (_, mut before) = pair(Generation::Form2019, 2021, 12);
    for (path, value) in now.cells() {
        if path.contains(CARRIED_IN) {
            before.set_cell(&path.replace(CARRIED_IN, CARRIED_OUT), value.to_owned());
        }
    }
    assert_eq!(before.year, 2020);
    let wrong = |before: &SampleReport| {
        let archive = Archive::pair(previous(&packs, before, Layout::PipeRow));
        of(&judge(&packs, &now, archive), "applications-carried-over").len()
    };
    assert_eq!(wrong(&before), 0);
    let total = format!("表三/{CARRIED_OUT}/总计");
    let more = before.cell(&total).parse::<u64>().expect("a number") + 1;
    before.set_cell(&total, more.to_string());
    assert_eq!(wrong(&before), 1);
}

#[test]
fn only_the_report_of_the_same_body_on_the_year_before_is_asked() {
    let packs = Packs::builtin();
    let (now, mut before) = pair(Generation::Form2021, 2023, 12);
    let total = format!("表三/{CARRIED_OUT}/总计");
    before.set_cell(&total, "99");
    let right = || previous(&packs, &before, Layout::PipeRow);
    let other_body = SampleReport::busy(Generation::Form2021, BodyKind::CityBureau, 2022, 5);
    let other_body = || previous(&packs, &other_body, Layout::PipeRow);
    let other_year = SampleReport::busy(Generation::Form2021, BodyKind::CountyDepartment, 2021, 12);
    let other_year = || previous(&packs, &other_year, Layout::PipeRow);
    let count = |archive| of(&judge(&packs, &now, archive), "applications-carried-over").len();
    assert_eq!(count(Archive::new(vec![other_body(), other_year(), right()])), 1);
    assert_eq!(count(Archive::new(vec![other_body(), other_year()])), 0);
    // Two that may be meant: neither is.
    assert_eq!(count(Archive::new(vec![right(), right()])), 0);
    assert_eq!(count(Archive::pair(other_year())), 0);
    assert_eq!(count(Archive::default()), 0);
}

/// Of sums that two cells break, last year's report says which two; without it, there are three explanations at least.
#[test]
fn last_years_report_makes_a_repair_certain() {
    let packs = Packs::builtin();
    let mut tried = 0;
    for seed in 1..40 {
        let (now, before) = pair(Generation::Form2021, 2023, seed);
        let columns = ["自然人", "法人或其他组织/商业企业"];
        for column in columns {
            for by in [1, 2, 9] {
                let mut broken = now.clone();
                for column in [column, "总计"] {
                    let path = format!("表三/{CARRIED_IN}/{column}");
                    let value: u64 = now.cell(&path).parse().expect("a number");
                    broken.set_cell(&path, (value + by).to_string());
                }
                let alone = judge(&packs, &broken, Archive::default());
                let alone = of(&alone, "applications-balance");
                assert!(alone.len() == 1 && !alone[0].message.contains("应为"), "{seed} {column}: {alone:#?}");
                let archive = Archive::new(vec![previous(&packs, &before, Layout::PipeRow)]);
                let found = judge(&packs, &broken, archive);
                let told = of(&found, "applications-balance");
                let [told] = told[..] else { panic!("{seed} {column}: {found:#?}") };
                let right = now.cell(&format!("表三/{CARRIED_IN}/{column}"));
                assert!(told.message.contains(CARRIED_IN), "{seed} {column}: {told:#?}");
                assert!(told.message.contains(&format!(",应为 {right}")) || told.message.contains("总计"), "{told:#?}");
                assert_eq!(told.fixes.len(), 1);
                assert!(told.notes.iter().any(|note| note.contains("上年.txt")), "{told:#?}");
                assert!(of(&found, "applications-carried-over").is_empty(), "told once: {found:#?}");
                tried += 1;
            }
        }
    }
    assert!(tried > 200);
}

/// Whatever cell is wrong, and whether last year's report is right or not: what is called certain is true.
#[test]
fn a_wrong_report_of_last_year_makes_nothing_certain_that_is_not() {
    let packs = Packs::builtin();
    let (now, before) = pair(Generation::Form2021, 2023, 12);
    let columns = ["自然人", "总计"];
    let mut wrong_before = before.clone();
    for column in columns {
        let path = format!("表三/{CARRIED_OUT}/{column}");
        let value: u64 = before.cell(&path).parse().expect("a number");
        wrong_before.set_cell(&path, (value + 3).to_string());
    }
    let table = now.tables.iter().find(|table| table.name == TableName::Applications).expect("表三");
    for row in 0..table.rows().count() {
        let paths: Vec<String> = columns.iter().enumerate().map(|(at, _)| table.cell_path(row, at * 6)).collect();
        let mut broken = now.clone();
        for path in &paths {
            let Ok(value) = now.cell(path).parse::<u64>() else { continue };
            broken.set_cell(path, (value + 2).to_string());
        }
        let archive = Archive::new(vec![previous(&packs, &wrong_before, Layout::PipeRow)]);
        for finding in judge(&packs, &broken, archive) {
            let Some((_, should)) = finding.message.split_once(",应为 ") else { continue };
            let Some(cell) = finding.cell.as_deref().filter(|cell| cell.starts_with("表三")) else { continue };
            assert_eq!(now.cell(cell), should, "{finding:#?}");
        }
    }
}

#[test]
fn what_the_prose_tells_of_last_year_is_held_against_its_report() {
    let packs = Packs::builtin();
    let (now, before) = pair(Generation::Form2021, 2023, 12);
    let count = |report: &SampleReport, row: &str| -> u32 {
        let mut cells = report.cells().into_iter().filter(|(path, _)| path.contains(row) && path.ends_with("总计"));
        cells.next().expect("a total").1.parse().expect("a number")
    };
    let new = "一、本年新收政府信息公开申请数量";
    let (is, was) = (count(&now, new), count(&before, new));
    let judged = |told: &str, archive: Archive| {
        let text = render(&now, Layout::PipeRow);
        let (head, rest) = text.split_once("一、总体情况\n").expect("a first part");
        let text = format!("{head}一、总体情况\n全年收到政府信息公开申请{is}件,{told}。\n{rest}");
        let document = packs.reader().read(SourceText::new(text, Encoding::Utf8));
        let options = LintOptions { archive: archive.into(), ..LintOptions::default() };
        let found = lint(&packs, &document, &options).expect("a report").diagnostics;
        found.into_iter().filter(|finding| finding.rule.starts_with("applications-of-last-year")).collect::<Vec<_>>()
    };
    let wrong = was + 1_000;
    for layout in Layout::ALL {
        let archive = || Archive::new(vec![previous(&packs, &before, layout)]);
        for told in ["较上年的{}件增加", "上年为{}件", "比2022年的{}件减少"] {
            let right = judged(&told.replace("{}", &was.to_string()), archive());
            assert!(right.is_empty(), "{layout:?} {told}: {right:?}");
            let found = judged(&told.replace("{}", &wrong.to_string()), archive());
            assert_eq!(found.len(), 1, "{layout:?} {told}");
            let says = format!("= {was}");
            assert!(found[0].message.contains(&says) && !found[0].notes.is_empty(), "{:?}", found[0]);
        }
    }
    assert!(judged(&format!("上年为{wrong}件"), Archive::default()).is_empty(), "nothing to compare with");
}
