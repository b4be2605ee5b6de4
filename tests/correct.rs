//! Correct reports, written for this project by drafters who knew no rules: none of them is accused of anything.

use std::fmt::Write as _;
use std::path::Path;

use disclint_document::SourceText;
use disclint_rules::{LintOptions, Packs, Severity, lint};

#[test]
fn no_correct_report_is_accused() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("correct");
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("the reports are there").flatten().collect();
    files.sort_by_key(std::fs::DirEntry::path);
    assert!(files.len() >= 100, "only {} reports", files.len());
    let packs = Packs::builtin();
    let mut accused = String::new();
    for file in files {
        let bytes = std::fs::read(file.path()).expect("it can be read");
        let document = packs.reader().read(SourceText::decode(&bytes).expect("a text"));
        let judgement = lint(&packs, &document, &LintOptions::default()).expect("a report");
        for finding in judgement.diagnostics.iter().filter(|finding| finding.severity >= Severity::Warning) {
            let _ = writeln!(accused, "{:?}: {} ({})", file.file_name(), finding.message, finding.rule);
        }
        let unread = document.tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
        assert!(unread.clone().all(|cell| cell.number().is_some()), "{:?}: a cell was not read", file.file_name());
    }
    assert!(accused.is_empty(), "{accused}");
}
