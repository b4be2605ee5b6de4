//! The exact findings in every sample, so that a change of any of them is seen.

use std::fmt::Write as _;

use serde_json::Value;

use crate::{disclint, items, number, repository};

pub(crate) const SNAPSHOTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/command_line/snapshots");

/// Snapshots stand beside the tests and hold nothing but what was printed.
pub(crate) fn settings() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(SNAPSHOTS);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

#[test]
fn the_text_on_broken_2021() {
    for (name, lang) in [("broken-2021-zh", "zh"), ("broken-2021-en", "en")] {
        let run = disclint(&repository(), &["tests/samples/broken-2021.txt", "--lang", lang]);
        settings().bind(|| insta::assert_snapshot!(name, run.stdout));
    }
}

#[test]
fn the_findings_in_all_samples() {
    let run = disclint(&repository(), &["tests/samples", "--format", "json"]);
    let value = run.json();
    let list: Vec<String> = items(&value["files"]).iter().map(list).collect();
    settings().bind(|| insta::assert_snapshot!("findings", list.join("\n")));
}

#[test]
fn clean_samples_are_wholly_read_and_silent() {
    let run = disclint(&repository(), &["tests/samples", "--format", "json"]);
    for file in items(&run.json()["files"]) {
        let path = file["path"].as_str().expect("a path");
        if !path.contains("/clean-") {
            continue;
        }
        let serious = items(&file["diagnostics"]).iter().filter(|finding| finding["severity"] != "info").count();
        assert_eq!(serious, 0, "{}", list(file));
        let coverage = &file["coverage"];
        assert_eq!(coverage["cells"]["read"], coverage["cells"]["expected"], "{path}");
        assert_eq!(coverage["identities"]["violated"], 0, "{path}");
        assert_eq!(coverage["identities"]["unchecked"], 0, "{path}");
        assert_ne!(coverage["identities"]["held"], 0, "{path}");
    }
}

#[test]
fn damaged_samples_are_declared_and_no_sum_is_blamed() {
    let run = disclint(&repository(), &["tests/samples", "--format", "json"]);
    for file in items(&run.json()["files"]) {
        if !file["path"].as_str().expect("a path").contains("/damaged-") {
            continue;
        }
        let findings = items(&file["diagnostics"]);
        assert!(findings.iter().all(|finding| finding["category"] != "identity"), "{}", list(file));
        assert!(findings.iter().any(|finding| finding["category"] == "input"), "{}", list(file));
        let coverage = &file["coverage"];
        assert!(number(&coverage["identities"]["unchecked"]) > 0, "{}", list(file));
        assert!(!items(&file["unchecked"]).is_empty(), "{}", list(file));
    }
}

/// A file's findings, one a line.
fn list(file: &Value) -> String {
    let coverage = &file["coverage"];
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let mut list = format!(
        "{}\n  {} {} {}: cells {}/{}, identities {} held {} violated {} unchecked\n",
        text(&file["path"]),
        text(&file["pack"]),
        file["year"],
        text(&file["encoding"]),
        coverage["cells"]["read"],
        coverage["cells"]["expected"],
        coverage["identities"]["held"],
        coverage["identities"]["violated"],
        coverage["identities"]["unchecked"],
    );
    // Writing to a string cannot fail.
    for unchecked in items(&file["unchecked"]) {
        let _ = writeln!(list, "  unchecked {}: {}", unchecked["count"], text(&unchecked["reason"]));
    }
    for finding in items(&file["diagnostics"]) {
        let start = &finding["range"]["start"];
        let _ = writeln!(
            list,
            "  {} {} {}:{} {}",
            text(&finding["severity"]),
            text(&finding["rule"]),
            start["line"],
            start["column"],
            text(&finding["message"]),
        );
    }
    list
}
