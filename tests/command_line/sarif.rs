//! SARIF, held against the published schema and against the text.

use std::collections::HashSet;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use serde_json::Value;

use crate::{disclint, folder, items, number, repository, sample, sample_text, text_between};

/// Where `tests/fetch-sarif-schema.sh` puts the schema.
fn schema_path() -> PathBuf {
    repository().join("target/sarif/sarif-2.1.0.json")
}

/// All samples, and files that fail.
fn log(lang: &str) -> Value {
    let run = disclint(
        &repository(),
        &["tests/samples", "tests/missing 1.txt", "Cargo.toml", "--format", "sarif", "--proof", "--lang", lang],
    );
    assert_eq!(run.status, 2);
    run.json()
}

#[test]
fn the_output_is_valid() {
    let Ok(schema) = fs::read_to_string(schema_path()) else {
        assert!(
            std::env::var_os("CI").is_none(),
            "{} is not there: run tests/fetch-sarif-schema.sh",
            schema_path().display()
        );
        // Not with a macro, whose output is only seen where a test fails.
        let _ = writeln!(std::io::stderr(), "skipped: no SARIF schema; tests/fetch-sarif-schema.sh gets it");
        return;
    };
    let schema: Value = serde_json::from_str(schema.trim_start_matches('\u{FEFF}')).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema compiles");
    for lang in ["zh", "en"] {
        let log = log(lang);
        assert!(items(&log["runs"][0]["results"]).len() > 10);
        let errors: Vec<String> =
            validator.iter_errors(&log).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{}", errors.join("\n"));
    }
    // The validator does see faults.
    let mut log = log("en");
    log["runs"][0]["results"][0]["level"] = "fatal".into();
    assert!(!validator.is_valid(&log));
}

#[test]
fn every_region_is_its_snippet_in_the_file() {
    let log = log("zh");
    let mut regions = 0;
    for result in items(&log["runs"][0]["results"]) {
        let related = result["relatedLocations"].as_array().map(Vec::as_slice).unwrap_or_default();
        for place in items(&result["locations"]).iter().chain(related) {
            let place = &place["physicalLocation"];
            let uri = place["artifactLocation"]["uri"].as_str().expect("a URI");
            let name = uri.strip_prefix("tests/samples/").expect("relative to the folder of the run");
            let Ok(text) = String::from_utf8(sample(name)) else { continue };
            let region = &place["region"];
            // What is open because a table is missing has no place.
            if region.is_null() && result["kind"] == "open" {
                continue;
            }
            let point = |line: &str, column: &str| (number(&region[line]), number(&region[column]));
            let (start, end) = (point("startLine", "startColumn"), point("endLine", "endColumn"));
            assert!(start <= end, "{result}");
            let snippet = region["snippet"]["text"].as_str().expect("a snippet");
            assert_eq!(text_between(&text, start, end), snippet.replace("\r\n", "\n"), "{result}");
            regions += 1;
        }
    }
    assert!(regions > 20, "{regions} regions");
}

#[test]
fn every_fix_names_the_file_and_what_it_replaces() {
    let log = log("zh");
    let mut replacements = 0;
    for result in items(&log["runs"][0]["results"]) {
        let uri = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
        for fix in result["fixes"].as_array().into_iter().flatten() {
            for change in items(&fix["artifactChanges"]) {
                assert_eq!(change["artifactLocation"]["uri"], *uri);
                for replacement in items(&change["replacements"]) {
                    assert!(number(&replacement["deletedRegion"]["startLine"]) > 0);
                    assert!(replacement["insertedContent"]["text"].is_string());
                    replacements += 1;
                }
            }
        }
    }
    assert!(replacements > 0);
}

#[test]
fn every_result_finds_its_rule_and_names_its_cell() {
    let log = log("en");
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let rules = items(&run["tool"]["driver"]["rules"]);
    let ids: HashSet<&str> = rules.iter().filter_map(|rule| rule["id"].as_str()).collect();
    assert_eq!(ids.len(), rules.len());
    for rule in rules {
        let help = rule["help"]["text"].as_str().unwrap_or_default();
        assert!(!help.is_empty() || rule["helpUri"].is_string(), "{} has no help", rule["id"]);
    }
    let mut cells = 0;
    for result in items(&run["results"]) {
        assert_eq!(rules[number(&result["ruleIndex"])]["id"], result["ruleId"]);
        let logical = result["locations"][0]["logicalLocations"].as_array();
        cells += logical.map_or(0, Vec::len);
    }
    assert!(cells > 3, "{cells} cells");
}

#[test]
fn files_that_failed_are_told() {
    let log = log("en");
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let notes = items(&invocation["toolExecutionNotifications"]);
    let uri = |note: &Value| note["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].clone();
    assert_eq!(notes.iter().map(uri).collect::<Vec<_>>(), ["tests/missing%201.txt", "Cargo.toml"]);
}

#[test]
fn uris_are_relative_and_encoded() {
    let folder = folder(&[("甲 乙/a:b.txt", &sample("broken-2021.txt"))]);
    let log = disclint(folder.path(), &[".", "--format", "sarif"]).json();
    for result in items(&log["runs"][0]["results"]) {
        let uri = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
        assert_eq!(uri, "%E7%94%B2%20%E4%B9%99/a%3Ab.txt");
    }
}

/// The fingerprints of the findings in `text`, with their rules.
fn fingerprints(text: &str) -> Vec<(String, String)> {
    let folder = folder(&[("a.txt", text.as_bytes())]);
    let log = disclint(folder.path(), &["a.txt", "--format", "sarif"]).json();
    let results = items(&log["runs"][0]["results"]).iter();
    results
        .map(|result| {
            let print = result["partialFingerprints"]["disclint/v1"].as_str().expect("a fingerprint");
            (result["ruleId"].as_str().expect("a rule").to_owned(), print.to_owned())
        })
        .collect()
}

#[test]
fn fingerprints_are_distinct_and_survive_moved_lines() {
    let text = sample_text("broken-2021.txt");
    let prints = fingerprints(&text);
    assert_eq!(prints.iter().collect::<HashSet<_>>().len(), prints.len());
    let with_page = format!("您当前的位置：首页 > 信息公开\n\n\n{text}");
    assert_eq!(fingerprints(&with_page), prints);
    // A paragraph more, in the midst of the report.
    let heading = "二、主动公开政府信息情况\n";
    let longer = text.replacen(heading, &format!("全年工作平稳有序。\n\n{heading}"), 1);
    assert_ne!(longer, text);
    assert_eq!(fingerprints(&longer), prints);
    assert_eq!(fingerprints(&text.replace('\n', "\r\n")), prints);
}
