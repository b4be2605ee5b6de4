//! From bytes to diagnostics on one core, whole and by stages.

use disclint_document::{Document, SourceText};
use disclint_rules::{Judgement, LintOptions, Packs, lint, lint_with_proof};
use disclint_tests::{Layout, Part, SampleReport, TableName, render};
use divan::counter::BytesCount;

/// Samples as they are, 5 to 6 KB, and reports with as much prose as makes 10 KB: in the commonest
/// layout, in the one with most lines, and in the one with most markup.
const SAMPLES: [&str; 6] = [
    "clean-2021-pipe.txt",
    "broken-2021.txt",
    "broken-2021-cell-per-line.txt",
    "10 KB, pipes",
    "10 KB, cell per line",
    "10 KB, HTML",
];

fn main() {
    divan::main();
}

fn bytes(name: &str) -> Vec<u8> {
    let layout = match name {
        "10 KB, pipes" => Some(Layout::PipeRow),
        "10 KB, cell per line" => Some(Layout::CellPerLine),
        "10 KB, HTML" => Some(Layout::Html),
        _ => None,
    };
    if let Some(layout) = layout {
        return wordy(layout);
    }
    let path = format!("{}/samples/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(path).expect("the sample is there")
}

/// A report of 10 KB, or of more where the markup alone is.
fn wordy(layout: Layout) -> Vec<u8> {
    let mut report = SampleReport::balanced_2021();
    loop {
        let text = render(&report, layout);
        if text.len() >= 10_000 {
            return text.into_bytes();
        }
        let paragraph = "一是严格信息发布审核，落实先审查、后公开的要求，全年召开会议4次，举办培训2次，参训120人次。";
        report.sections[0].content.push(Part::Paragraph(paragraph.to_owned()));
    }
}

fn decode(bytes: &[u8]) -> SourceText {
    SourceText::decode(bytes).expect("a text")
}

fn judge(packs: &Packs, document: &Document) -> Judgement {
    lint(packs, document, &LintOptions::default()).expect("a report")
}

#[divan::bench(args = SAMPLES)]
fn bytes_to_diagnostics(bencher: divan::Bencher<'_, '_>, name: &str) {
    let packs = Packs::builtin();
    let bytes = bytes(name);
    bencher.counter(BytesCount::of_slice(&bytes)).bench(|| judge(&packs, &packs.reader().read(decode(&bytes))));
}

#[divan::bench(args = SAMPLES)]
fn stage_1_decode(bencher: divan::Bencher<'_, '_>, name: &str) {
    let bytes = bytes(name);
    bencher.counter(BytesCount::of_slice(&bytes)).bench(|| decode(&bytes));
}

/// Folding, tokens, outline and tables.
#[divan::bench(args = SAMPLES)]
fn stage_2_read(bencher: divan::Bencher<'_, '_>, name: &str) {
    let packs = Packs::builtin();
    let bytes = bytes(name);
    bencher
        .counter(BytesCount::of_slice(&bytes))
        .with_inputs(|| decode(&bytes))
        .bench_values(|source| packs.reader().read(source));
}

#[divan::bench(args = SAMPLES)]
fn stage_3_lint(bencher: divan::Bencher<'_, '_>, name: &str) {
    let packs = Packs::builtin();
    let bytes = bytes(name);
    let document = packs.reader().read(decode(&bytes));
    bencher.counter(BytesCount::of_slice(&bytes)).bench(|| judge(&packs, &document));
}

/// The same with everything that was compared put into words, as an editor asks for it.
#[divan::bench(args = SAMPLES)]
fn stage_3_lint_with_proof(bencher: divan::Bencher<'_, '_>, name: &str) {
    let packs = Packs::builtin();
    let bytes = bytes(name);
    let document = packs.reader().read(decode(&bytes));
    let options = LintOptions::default();
    bencher.counter(BytesCount::of_slice(&bytes)).bench(|| lint_with_proof(&packs, &document, &options));
}

/// A report with so many wrong cells in rows and columns of their own, judged: beside the same without any, the
/// price of a diagnosis.
#[divan::bench(args = [0, 1, 2, 3, 6])]
fn diagnosis_of_wrong_cells(bencher: divan::Bencher<'_, '_>, count: usize) {
    let packs = Packs::builtin();
    let document = packs.reader().read(decode(&wrong(count)));
    bencher.bench(|| judge(&packs, &document));
}

/// The same where a single sum leaves several cells to choose from, and the prose is asked.
#[divan::bench]
fn diagnosis_of_a_single_sum(bencher: divan::Bencher<'_, '_>) {
    let packs = Packs::builtin();
    let mut report = SampleReport::balanced_2021();
    let total = "表四/行政复议/总计";
    let value: u64 = report.cell(total).parse().expect("a count");
    report.set_cell(total, (value + 1).to_string());
    let document = packs.reader().read(decode(render(&report, Layout::PipeRow).as_bytes()));
    bencher.bench(|| judge(&packs, &document));
}

/// A report with as many wrong cells, no two in one row or column.
fn wrong(count: usize) -> Vec<u8> {
    let mut report = SampleReport::balanced_2021();
    let table = report.table_mut(TableName::Applications).expect("the table");
    for number in 0..count {
        let cell = &mut table.row_mut(2 + number * 3).cells[number];
        let value: usize = cell.parse().expect("a count");
        *cell = (value + 2 + number * 3).to_string();
    }
    render(&report, Layout::PipeRow).into_bytes()
}

#[divan::bench]
fn load_packs() -> Packs {
    Packs::builtin()
}
