//! From bytes to diagnostics on one core, whole and by stages.

use disclint_document::{Document, SourceText};
use disclint_rules::{Judgement, LintOptions, Packs, lint};
use divan::counter::BytesCount;

/// Reports of about 10 KB: the commonest layout, the one with most lines, and one with findings.
const SAMPLES: [&str; 3] = ["clean-2021-pipe.txt", "broken-2021-cell-per-line.txt", "broken-2021.txt"];

fn main() {
    divan::main();
}

fn bytes(name: &str) -> Vec<u8> {
    let path = format!("{}/samples/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(path).expect("the sample is there")
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

#[divan::bench]
fn load_packs() -> Packs {
    Packs::builtin()
}
