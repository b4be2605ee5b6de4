//! What the options change, and what they leave alone.

use crate::{disclint, folder, items, repository, rules_of, sample};

/// The rules of the findings in the README's sample with these arguments, and the exit status.
fn found(args: &[&str]) -> (Vec<String>, i32) {
    let args = [&["tests/samples/broken-2021.txt", "--format", "json"], args].concat();
    let run = disclint(&repository(), &args);
    let value = run.json();
    (rules_of(&value["files"][0]).into_iter().map(str::to_owned).collect(), run.status)
}

#[test]
fn select_and_ignore_take_rules_and_categories() {
    let (all, status) = found(&[]);
    assert_eq!(status, 1);
    assert!(all.len() >= 4, "{all:?}");
    assert_eq!(found(&["--select", "item-number"]), (vec!["item-number".to_owned()], 1));
    let (identities, _) = found(&["--select", "identity"]);
    let (rest, _) = found(&["--ignore", "identity"]);
    assert!(!identities.is_empty() && !rest.is_empty());
    assert_eq!(identities.len() + rest.len(), all.len());
    // Several at a time, in either spelling; the unwanted ones win.
    let both = found(&["--select", "item-number,section-misnamed"]).0;
    assert_eq!(both, found(&["--select", "item-number", "--select", "section-misnamed"]).0);
    assert_eq!(both.len(), 2);
    assert_eq!(found(&["--select", "structure", "--ignore", "item-number"]).0, ["section-misnamed"]);
}

#[test]
fn the_exit_status_follows_what_is_reported() {
    assert_eq!(found(&["--ignore", "structure,identity"]), (vec![], 0));
    assert_eq!(found(&["--select", "period"]), (vec![], 0));
}

#[test]
fn what_was_verified_does_not_depend_on_what_is_reported() {
    let coverage = |args: &[&str]| {
        let args = [&["tests/samples/broken-2021.txt", "--format", "json"], args].concat();
        disclint(&repository(), &args).json()["files"][0]["coverage"].clone()
    };
    assert_eq!(coverage(&[]), coverage(&["--select", "section-missing"]));
    assert_eq!(coverage(&[]), coverage(&["--ignore", "identity,figure"]));
}

#[test]
fn findings_can_be_left_out_of_the_exit_status_but_failures_cannot() {
    assert_eq!(found(&["--exit-zero"]).1, 0);
    assert_eq!(found(&["--exit-zero", "missing.txt"]).1, 2);
}

#[test]
fn quiet_prints_findings_only() {
    let folder = folder(&[
        ("clean.txt", &sample("clean-2021-pipe.txt")),
        ("broken.txt", &sample("broken-2021.txt")),
        ("note.txt", "白菜 2 斤".as_bytes()),
    ]);
    let run = disclint(folder.path(), &[".", "--quiet"]);
    assert_eq!(run.status, 1);
    assert_eq!(run.stderr, "");
    assert!(!run.stdout.contains("clean.txt") && !run.stdout.contains("200/200"), "{}", run.stdout);
    assert!(run.stdout.contains("broken.txt:"), "{}", run.stdout);
}

#[test]
fn threads_change_no_byte_in_any_format() {
    let names = ["clean-2021-pipe.txt", "broken-2021.txt", "broken-2014-pipe.txt", "damaged-2021-labels-swallowed.txt"];
    let samples: Vec<Vec<u8>> = names.iter().map(|name| sample(name)).collect();
    let mut files: Vec<(String, &[u8])> =
        (0..160).map(|at| (format!("{at:03}.txt"), samples[at % samples.len()].as_slice())).collect();
    files.push(("050-empty.txt".to_owned(), b""));
    files.push(("051-note.txt".to_owned(), "白菜 2 斤".as_bytes()));
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let folder = folder(&files);
    for format in ["text", "json", "jsonl", "sarif"] {
        let run = |jobs: &str| disclint(folder.path(), &[".", "--format", format, "--jobs", jobs]);
        let (one, four) = (run("1"), run("4"));
        assert_eq!(one.stdout, four.stdout, "{format}");
        assert_eq!(one.stderr, four.stderr, "{format}");
        assert_eq!((one.status, four.status), (2, 2), "{format}");
    }
}

#[test]
fn rules_are_listed_in_both_languages_and_as_json() {
    let zh = disclint(&repository(), &["rules"]).stdout;
    let en = disclint(&repository(), &["rules", "--lang", "en"]).stdout;
    let json = disclint(&repository(), &["rules", "--format", "json"]).json();
    let first_words = |text: &str| -> Vec<String> {
        text.lines().skip(1).map(|line| line.split_whitespace().next().unwrap_or_default().to_owned()).collect()
    };
    let ids: Vec<String> =
        items(&json["rules"]).iter().map(|rule| rule["id"].as_str().expect("an id").to_owned()).collect();
    assert_eq!(first_words(&zh), ids);
    assert_eq!(first_words(&en), ids);
    // People's scripts rest on the names: a change of this list is a change for them.
    crate::samples::settings().bind(|| insta::assert_snapshot!("rule-ids", ids.join("\n")));
}
