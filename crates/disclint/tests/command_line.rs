//! The command as a process: what holds whatever the rules say.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn disclint(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_disclint"))
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .expect("the command starts")
}

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("has a parent")).expect("folders");
        fs::write(path, bytes).expect("written");
    }
    folder
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

#[test]
fn bad_usage_has_status_2_and_leaves_standard_output_empty() {
    let folder = folder(&[("a.txt", b"x")]);
    for args in [
        &[][..],
        &["--lang", "en"],
        &["--format", "xml", "a.txt"],
        &["--jobs", "0", "a.txt"],
        &["--select", "no-such-rule", "a.txt"],
        &["explain", "no-such-rule"],
        &["rules", "--format", "sarif"],
        &["--rules", "missing", "a.txt"],
        &["--output", "missing/out.json", "a.txt"],
        &["a.txt", "--lang", "en", "rules"],
    ] {
        let output = disclint(folder.path(), args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert_eq!(stdout(&output), "", "{args:?}");
        assert_ne!(stderr(&output), "", "{args:?}");
    }
}

#[test]
fn help_version_and_rules_have_status_0() {
    let folder = folder(&[]);
    for args in [&["--help"][..], &["--version"], &["rules"]] {
        let output = disclint(folder.path(), args);
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert_eq!(stderr(&output), "", "{args:?}");
    }
}

#[test]
fn every_file_that_cannot_be_judged_stays_in_the_output() {
    let folder = folder(&[
        ("word.txt", b"PK\x03\x04rest"),
        ("empty.txt", b" \n"),
        ("shopping.txt", "白菜 2 斤".as_bytes()),
        ("none/table.csv", b"1,2"),
    ]);
    let args = ["word.txt", "empty.txt", "missing.txt", "shopping.txt", "none", "--format", "json", "--exit-zero"];
    let output = disclint(folder.path(), &args);
    assert_eq!(output.status.code(), Some(2));
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let files = value["files"].as_array().expect("files");
    let paths: Vec<_> = files.iter().map(|file| file["path"].as_str()).collect();
    assert_eq!(paths, args[..5].iter().copied().map(Some).collect::<Vec<_>>());
    for file in files {
        assert!(file["error"].is_string(), "{file}");
        assert_eq!(file.get("skipped"), None, "{file}");
        let path = file["path"].as_str().expect("a path");
        assert!(stderr(&output).contains(&format!("disclint: {path}: ")));
    }
    assert_eq!(value["summary"]["files"], 5);
}

#[test]
fn what_a_folder_holds_besides_reports_is_skipped_but_reports_there_must_be() {
    let folder = folder(&[("dir/a.txt", b"x"), ("dir/b.md", b"y"), ("c.txt", b"z")]);
    let output = disclint(folder.path(), &["dir", "--format", "jsonl"]);
    let text = stdout(&output);
    let files: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(files.len(), 2);
    assert!(files.iter().all(|file| file["skipped"] == true), "{text}");
    assert_eq!(output.status.code(), Some(2));
    // Named itself, the same kind of file is a failure.
    let output = disclint(folder.path(), &["c.txt", "--format", "jsonl"]);
    assert!(!stdout(&output).contains("skipped"));
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn output_goes_to_the_file_only_and_never_over_an_input() {
    let folder = folder(&[("a.txt", b"x")]);
    let output = disclint(folder.path(), &["a.txt", "--format", "json", "--output", "out.json"]);
    assert_eq!(stdout(&output), "");
    let written = fs::read(folder.path().join("out.json")).expect("written");
    assert!(serde_json::from_slice::<serde_json::Value>(&written).is_ok());
    let output = disclint(folder.path(), &["a.txt", "--output", "./a.txt"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read(folder.path().join("a.txt")).expect("kept"), b"x");
}

#[test]
fn standard_input_is_called_by_its_name() {
    for (format, name) in [("text", "<stdin>: "), ("json", "\"path\":\"-\"")] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_disclint"))
            .args(["-", "--lang", "en", "--format", format])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command starts");
        let mut stdin = child.stdin.take().expect("a pipe");
        stdin.write_all("白菜 2 斤".as_bytes()).expect("written");
        drop(stdin);
        let output = child.wait_with_output().expect("ends");
        let both = stdout(&output) + &stderr(&output);
        assert!(both.contains(name), "{both}");
        assert!(both.contains("not an annual report"), "{both}");
        assert_eq!(output.status.code(), Some(2));
    }
}

#[test]
fn a_reader_that_goes_away_is_no_reason_to_complain() {
    let files: Vec<(String, Vec<u8>)> = (0..500).map(|number| (format!("{number}.txt"), b"x".to_vec())).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let folder = folder(&files);
    let mut child = Command::new(env!("CARGO_BIN_EXE_disclint"))
        .args([".", "--format", "jsonl", "--quiet"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("ends");
    assert_eq!(stderr(&output), "");
    assert_eq!(output.status.code(), Some(2));
}
