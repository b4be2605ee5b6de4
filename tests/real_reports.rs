//! Five published reports in five layouts and three generations of the form, where the folder with them
//! stands beside the project. What is expected of each was verified by hand.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use disclint_document::{SourceText, TableState};
use disclint_rules::{LintOptions, Packs, Severity, lint};

/// What a report must give.
struct Expected {
    file: &'static str,
    pack: &'static str,
    year: Option<u16>,
    /// For each table its name and its cells, all of which must be read.
    cells: &'static [(&'static str, usize)],
    identities: usize,
    /// Rule, text at the place, and line from 1.
    findings: &'static [(&'static str, &'static str, usize)],
}

const EXPECTED: [Expected; 5] = [
    Expected {
        file: "000_2d7e8d97d6cf06c5.txt",
        pack: "disclosure-2019",
        year: Some(2019),
        cells: &[("表二", 22), ("表三", 161), ("表四", 15)],
        identities: 47,
        // A department's report is due by 31 January.
        findings: &[("published-late", "2020-05-19", 3)],
    },
    Expected {
        file: "001_255bb5990695ecd9.txt",
        pack: "disclosure-2019",
        year: Some(2020),
        cells: &[("表二", 22), ("表三", 161), ("表四", 15)],
        identities: 47,
        // 共計發布1226條;其中63條、329條、42條 and 1921條.
        // The page was posted on 28 January, before the day of the signature.
        // A government that tells of appraisal and public review, and not of accountability.
        findings: &[
            ("appraisal-incomplete", "會(huì)同縣2020年政府信息公開工作年度報(bào)告", 1),
            ("breakdown", "1226", 13),
            ("signature-after-posting", "2021年2月6日", 625),
        ],
    },
    Expected {
        file: "002_5cbcd40a0a616a0f.txt",
        pack: "disclosure-2021",
        year: None,
        cells: &[("表二", 10), ("表三", 175), ("表四", 15)],
        identities: 44,
        // (四) begins with 三是: its first two paragraphs are not numbered. Part six reports on a review only.
        findings: &[("item-number", "三", 14), ("fee-statement-missing", "其他需要报告的事项", 351)],
    },
    Expected {
        file: "003_3154ea15bf6b21be.txt",
        pack: "disclosure-2021",
        year: Some(2022),
        cells: &[("表二", 10), ("表三", 175), ("表四", 15)],
        identities: 44,
        // Two items are numbered (三).
        findings: &[("item-number", "三", 10)],
    },
    Expected {
        file: "004_0ae8e60dae54bef5.txt",
        pack: "disclosure-2014",
        year: None,
        cells: &[("统计表", 79)],
        identities: 20,
        // 主要有:一是是宣傳; 具有 for 具体.
        findings: &[
            ("doubled-word", "一是是", 36),
            ("row-misnamed", "(一)維持具有行政行為或者駁回原告訴訟請求數(shù)", 105),
        ],
    },
];

/// Says something in the output of the tests, which the test runner does not swallow.
fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// The folder with the reports; `None`, said so, where it is absent.
fn reports() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/reports");
    if folder.is_dir() {
        return Some(folder);
    }
    say("skipped: the folder with real reports is not there");
    None
}

#[test]
fn every_cell_is_read_and_every_finding_is_the_expected_one() {
    let Some(folder) = reports() else { return };
    let packs = Packs::builtin();
    for expected in &EXPECTED {
        let bytes = std::fs::read(folder.join(expected.file)).expect("the report can be read");
        let document = packs.reader().read(SourceText::decode(&bytes).expect("the report is text"));
        let judgement = lint(&packs, &document, &LintOptions::default()).expect("it is a report");
        let file = expected.file;

        assert_eq!(judgement.pack, expected.pack, "{file}");
        assert_eq!(judgement.year, expected.year, "{file}");
        let read: Vec<(&str, usize, usize)> = document
            .tables
            .iter()
            .map(|table| {
                assert_eq!(table.state, TableState::Readable, "{file}");
                let spec = &packs.reader().forms()[table.form].tables[table.spec];
                let cells = spec.rows.iter().enumerate().filter(|(row, _)| table.row(*row).is_some());
                (spec.name.as_str(), cells.map(|(_, row)| row.columns.len()).sum(), table.cells_read())
            })
            .collect();
        say(&format!("{file}: table, cells expected, cells read: {read:?}"));
        let wanted: Vec<_> = expected.cells.iter().map(|&(name, cells)| (name, cells, cells)).collect();
        assert_eq!(read, wanted, "{file}");
        let coverage = judgement.coverage;
        assert_eq!(coverage.cells_read, coverage.cells_expected, "{file}");
        assert_eq!(
            (coverage.identities_held, coverage.identities_violated, coverage.identities_unchecked),
            (expected.identities, 0, 0),
            "{file}"
        );

        let found: Vec<(&str, &str, usize)> = judgement
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity > Severity::Info)
            .map(|diagnostic| {
                let line = document.source.lines().line_of(diagnostic.span.start as usize) + 1;
                (diagnostic.rule.as_str(), document.text(diagnostic.span), line)
            })
            .collect();
        assert_eq!(found, expected.findings, "{file}");
    }
}
