//! A folder of 3,000 reports, judged by the command as a process.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use disclint_tests::{BodyKind, Generation, Layout, SampleReport, render};

const FILES: u64 = 3000;

fn main() {
    divan::main();
}

/// Reports of all generations in all layouts: as many as the folder has files.
fn fill(folder: &Path) -> u64 {
    let mut bytes = 0;
    for seed in 0..FILES {
        let generation = Generation::ALL[seed as usize % 3];
        let kind = BodyKind::ALL[seed as usize % 4];
        let year = match generation {
            Generation::Form2014 => 2016,
            Generation::Form2019 => 2020,
            Generation::Form2021 => 2023,
        };
        let report = SampleReport::busy(generation, kind, year, seed);
        let text = render(&report, Layout::ALL[seed as usize % Layout::ALL.len()]);
        bytes += text.len() as u64;
        fs::write(folder.join(format!("{seed:04}.txt")), text).expect("written");
    }
    bytes
}

#[divan::bench(args = [1, 2], sample_count = 10)]
fn folder_of_3000(bencher: divan::Bencher<'_, '_>, jobs: u16) {
    let folder = tempfile::tempdir().expect("a folder");
    let bytes = fill(folder.path());
    let jobs = jobs.to_string();
    bencher.counter(divan::counter::BytesCount::new(bytes)).bench_local(|| {
        Command::new(env!("CARGO_BIN_EXE_disclint"))
            .args([".", "--format", "jsonl", "--exit-zero", "--jobs", &jobs])
            .current_dir(folder.path())
            .stdout(Stdio::null())
            .status()
            .expect("the command starts")
    });
}

/// Start, packs and one report: what a person waits for.
#[divan::bench]
fn one_report(bencher: divan::Bencher<'_, '_>) {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/samples/broken-2021.txt");
    bencher.bench_local(|| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_disclint"));
        command.args([sample, "--exit-zero"]).stdout(Stdio::null()).status().expect("the command starts")
    });
}
