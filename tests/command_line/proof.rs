//! `--proof`, and the rules that bind to nothing.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;

use crate::{disclint, folder, items, number, repository, sample, sample_text, text_between};

const BROKEN: &str = "tests/samples/broken-2021.txt";

#[test]
fn the_text_shows_everything_that_was_compared() {
    for (name, lang) in [("proof-zh", "zh"), ("proof-en", "en")] {
        let plain = disclint(&repository(), &[BROKEN, "--lang", lang]);
        let run = disclint(&repository(), &[BROKEN, "--lang", lang, "--proof"]);
        assert_eq!(run.status, plain.status);
        let proof = run.stdout.strip_prefix(&plain.stdout).expect("the findings come first");
        crate::samples::settings().bind(|| insta::assert_snapshot!(name, proof));
    }
}

#[test]
fn json_holds_every_statement_with_its_operands_and_every_number() {
    let run = disclint(&repository(), &[BROKEN, "--format", "json", "--proof"]);
    let file = &run.json()["files"][0];
    let (proof, numbers) = (items(&file["proof"]), items(&file["numbers"]));
    let mut list = String::new();
    for statement in proof {
        let text = |key: &str| statement[key].as_str().unwrap_or("-").to_owned();
        let start = &statement["range"]["start"];
        let (line, column) = (&start["line"], &start["column"]);
        // Writing to a string cannot fail.
        let _ = writeln!(list, "{} {} {} {line}:{column} {}", text("table"), text("state"), text("rule"), text("text"));
    }
    crate::samples::settings().bind(|| insta::assert_snapshot!("proof-json", list));

    let text = sample_text("broken-2021.txt");
    let mut places: Vec<&Value> = numbers.iter().collect();
    for side in proof.iter().flat_map(|statement| [&statement["left"], &statement["right"]]) {
        for operand in items(&side["operands"]) {
            assert!(operand["value"].is_string() && operand["coefficient"].is_i64(), "{operand}");
            places.extend(items(&operand["places"]));
        }
    }
    assert!(places.len() > 500, "{}", places.len());
    for place in places {
        let (span, range) = (&place["span"], &place["range"]);
        let by_bytes = &text[number(&span["start"])..number(&span["end"])];
        let point = |key: &str| (number(&range[key]["line"]), number(&range[key]["column"]));
        assert_eq!(text_between(&text, point("start"), point("end")), by_bytes);
    }

    let coverage = &file["coverage"];
    for (key, state) in [("verified", "verified"), ("in_findings", "in-finding"), ("unused", "unused")] {
        let count = numbers.iter().filter(|number| number["state"] == state).count();
        assert_eq!(number(&coverage["numbers"][key]), count, "{key}");
    }
    assert_eq!(number(&coverage["numbers"]["found"]), numbers.len());
    for (key, state) in [("held", "held"), ("violated", "violated")] {
        let is_identity = |statement: &&Value| statement["category"] == "identity" && statement["state"] == state;
        assert_eq!(number(&coverage["identities"][key]), proof.iter().filter(is_identity).count(), "{key}");
    }
    // It is not there unless asked for.
    let file = &disclint(&repository(), &[BROKEN, "--format", "json"]).json()["files"][0];
    assert!(file.get("proof").is_none() && file.get("numbers").is_none());
}

#[test]
fn sarif_says_what_passed_and_what_is_open() {
    let args = [BROKEN, "tests/samples/damaged-2021-labels-swallowed.txt", "--format", "sarif"];
    let plain = disclint(&repository(), &args).json();
    let log = disclint(&repository(), &[&args[..], &["--proof"]].concat()).json();
    let results = items(&log["runs"][0]["results"]);
    let findings: Vec<&Value> = results.iter().filter(|result| result.get("kind").is_none()).collect();
    assert_eq!(findings, items(&plain["runs"][0]["results"]).iter().collect::<Vec<_>>());
    let of_kind = |kind: &str| results.iter().filter(|result| result["kind"] == kind).count();
    assert!(of_kind("pass") > 40 && of_kind("open") > 10, "{} {}", of_kind("pass"), of_kind("open"));
    assert_eq!(of_kind("pass") + of_kind("open") + findings.len(), results.len());
    // A result that is no failure has no level.
    assert!(results.iter().filter(|result| result.get("kind").is_some()).all(|result| result["level"] == "none"));
}

/// A pack with a rule that no report can bind.
const IDLE: &str = r#"[pack]
id = "mine"
extends = "disclosure-2021"
title = { zh = "甲", en = "A" }

[[rule]]
id = "mine-idle"
category = "figure"
severity = "error"
title = { zh = "乙", en = "B" }
message = { zh = "{stated}", en = "{stated}" }

[rule.check.figure]
phrases = ["从未有人这样写{figure}"]
units = ["件"]
admits = ["applications.received.total"]
"#;

fn on(folder: &Path, args: &[&str]) -> String {
    let run = disclint(folder, args);
    assert_eq!(run.status, 0, "{}", run.stderr);
    run.stdout
}

#[test]
fn rules_that_bind_to_nothing_are_named_at_the_end_of_a_batch() {
    let clean = sample("clean-2021-pipe.txt");
    let folder = folder(&[("a.txt", &clean), ("b.txt", &clean), ("mine/pack.toml", IDLE.as_bytes())]);
    let one = on(folder.path(), &["a.txt", "--lang", "en"]);
    assert!(!one.contains("bound to nothing"), "{one}");
    let batch = on(folder.path(), &["a.txt", "b.txt", "--lang", "en"]);
    let last = batch.lines().last().expect("a line");
    assert!(last.contains("rules bound to nothing in any report: ") && last.ends_with("(--proof lists them all)"));
    assert!(last.len() < 400, "{last}");
    let all = on(folder.path(), &["a.txt", "b.txt", "--lang", "en", "--proof"]);
    let named = all.lines().last().and_then(|line| line.split_once(": ")).expect("a list").1;
    let value = disclint(folder.path(), &["a.txt", "b.txt", "--format", "json"]).json();
    let ids: Vec<&str> =
        items(&value["summary"]["unbound_rules"]).iter().map(|id| id.as_str().expect("an id")).collect();
    assert_eq!(ids.join(", "), named);
    assert!(ids.contains(&"figure-fees") && !ids.contains(&"section-missing"), "{ids:?}");
    assert!(!ids.contains(&"applications-balance"), "{ids:?}");

    // One's own are named even for one report, and only what is asked for.
    let own = on(folder.path(), &["a.txt", "--rules", "mine", "--lang", "en"]);
    assert!(own.ends_with("1 rule of your packs bound to nothing in any report: mine-idle\n"), "{own}");
    let left_out = on(folder.path(), &["a.txt", "--rules", "mine", "--ignore", "mine-idle"]);
    assert!(!left_out.contains("mine-idle"), "{left_out}");
    assert_eq!(on(folder.path(), &["a.txt", "--rules", "mine", "--quiet"]), "");
}
