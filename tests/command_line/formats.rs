//! The output formats, held against the text that was judged.

use serde_json::{Value, json};

use crate::{Run, command, disclint, folder, items, number, repository, run, sample, sample_text, text_between};

fn on_samples(args: &[&str]) -> Run {
    disclint(&repository(), &[&["tests/samples"], args].concat())
}

#[test]
fn json_keeps_the_contract() {
    let run = disclint(&repository(), &["tests/samples/broken-2021.txt", "--format", "json"]);
    assert_eq!(run.status, 1);
    assert_eq!(run.stderr, "");
    let value = run.json();
    assert_eq!(value["schema_version"], 1);
    assert_eq!(value["tool"], json!({"name": "disclint", "version": env!("CARGO_PKG_VERSION")}));
    let [file] = items(&value["files"]) else { panic!("one file: {value}") };
    assert_eq!(file["path"], "tests/samples/broken-2021.txt");
    assert_eq!(file["encoding"], "utf-8");
    assert_eq!(file["pack"], "disclosure-2021");
    assert_eq!(file["year"], 2023);
    for key in ["cells", "identities", "figures"] {
        assert!(file["coverage"][key].is_object(), "{key}");
    }
    let finding = &file["diagnostics"][0];
    for key in
        ["rule", "category", "severity", "message", "span", "range", "cell", "basis", "fingerprint", "related", "fixes"]
    {
        assert!(finding.get(key).is_some(), "{key}");
    }
    assert_eq!(file.get("error"), None);
}

#[test]
fn the_summary_adds_up() {
    let value = on_samples(&["--format", "json"]).json();
    let files = items(&value["files"]);
    let count = |severity: &str| {
        files.iter().flat_map(|file| items(&file["diagnostics"])).filter(|d| d["severity"] == severity).count()
    };
    let summary = &value["summary"];
    assert_eq!(number(&summary["files"]), files.len());
    for (key, severity) in [("errors", "error"), ("warnings", "warning"), ("infos", "info")] {
        assert_eq!(number(&summary[key]), count(severity), "{key}");
    }
}

#[test]
fn every_place_in_json_is_the_same_text_by_bytes_and_by_lines() {
    let value = on_samples(&["--format", "json"]).json();
    let mut places = 0;
    for file in items(&value["files"]) {
        if !matches!(file["encoding"].as_str(), Some("utf-8")) {
            continue;
        }
        let name = file["path"].as_str().expect("a path").rsplit('/').next().expect("a name");
        let text = sample_text(name);
        for finding in items(&file["diagnostics"]) {
            let edits = items(&finding["fixes"]).iter().flat_map(|fix| items(&fix["edits"]));
            for place in [finding].into_iter().chain(items(&finding["related"])).chain(edits) {
                places += 1;
                let (span, range) = (&place["span"], &place["range"]);
                let by_bytes = &text[number(&span["start"])..number(&span["end"])];
                let point = |key: &str| (number(&range[key]["line"]), number(&range[key]["column"]));
                let by_lines = text_between(&text, point("start"), point("end"));
                assert_eq!(by_bytes.replace("\r\n", "\n"), by_lines, "{name}: {place}");
            }
        }
    }
    assert!(places > 20, "{places} places");
}

#[test]
fn json_lines_hold_what_json_holds() {
    let lines = on_samples(&["--format", "jsonl"]);
    let whole = on_samples(&["--format", "json"]);
    assert_eq!(lines.json_lines(), items(&whole.json()["files"]));
    assert_eq!(lines.status, whole.status);
}

#[test]
fn the_language_changes_words_but_no_places() {
    let reduced = |lang: &str| -> Vec<Value> {
        let value = on_samples(&["--format", "json", "--lang", lang]).json();
        let mut kept = Vec::new();
        for finding in items(&value["files"]).iter().flat_map(|file| items(&file["diagnostics"])) {
            kept.push(json!([finding["rule"], finding["span"], finding["fingerprint"], finding["cell"]]));
        }
        kept
    };
    assert_eq!(reduced("zh"), reduced("en"));
    let args = ["tests/samples/broken-2021.txt", "--lang", "en"];
    let english = disclint(&repository(), &args).stdout;
    for words in ["cells read", "suggestion: ", "basis: ", "errors, "] {
        assert!(english.contains(words), "{words}\n{english}");
    }
}

#[test]
fn colour_is_asked_for_and_changes_nothing_else() {
    let folder = folder(&[("a.txt", &sample("broken-2021.txt"))]);
    let plain = disclint(folder.path(), &["a.txt"]).stdout;
    assert!(!plain.contains('\u{1b}'), "a pipe is not coloured");
    assert_eq!(disclint(folder.path(), &["a.txt", "--color", "never"]).stdout, plain);
    let colored = disclint(folder.path(), &["a.txt", "--color", "always"]).stdout;
    assert!(colored.contains("\u{1b}["));
    let stripped: Vec<String> = strip(&colored).lines().map(|line| line.trim_end().to_owned()).collect();
    assert_eq!(stripped, plain.lines().collect::<Vec<_>>());
    let quiet = run(command(folder.path(), &["a.txt"]).env("NO_COLOR", "1"));
    assert_eq!(quiet.stdout, plain);
    for format in ["json", "jsonl", "sarif"] {
        let run = disclint(folder.path(), &["a.txt", "--color", "always", "--format", format]);
        assert!(!run.stdout.contains('\u{1b}'), "{format}");
    }
}

/// `text` without its colour codes.
fn strip(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |whole, part| whole + part.split_once('m').map_or("", |(_, rest)| rest))
}
