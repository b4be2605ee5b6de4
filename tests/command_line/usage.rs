//! Bad usage, help, and where things are written.

use std::fs;

use crate::{command, disclint, folder, run, sample};

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
        &["test", "no-such-pack"],
        &["test", "--format", "json"],
        &["explain", "no-such-rule", "--on", "a.txt"],
        &["explain", "identity", "--on", "a.txt"],
        &["explain", "applications-balance", "--on", "missing.txt"],
        &["explain", "applications-balance", "--on", "a.txt"],
    ] {
        let run = disclint(folder.path(), args);
        assert_eq!(run.status, 2, "{args:?}");
        assert_eq!(run.stdout, "", "{args:?}");
        assert_ne!(run.stderr, "", "{args:?}");
    }
}

#[test]
fn help_and_what_lists_have_status_0() {
    let folder = folder(&[]);
    for args in [&["--help"][..], &["--version"], &["rules"], &["schema"], &["test"], &["test", "disclosure-2021"]] {
        let run = disclint(folder.path(), args);
        assert_eq!(run.status, 0, "{args:?}");
        assert_eq!(run.stderr, "", "{args:?}");
    }
}

#[test]
fn a_misspelt_rule_is_answered_with_the_nearest() {
    let folder = folder(&[("a.txt", b"x")]);
    for args in [
        &["--lang", "en", "--select", "section-mising", "a.txt"][..],
        &["--lang", "en", "--ignore", "section-mising", "a.txt"],
        &["--lang", "en", "explain", "section-mising"],
    ] {
        let run = disclint(folder.path(), args);
        assert!(run.stderr.contains("the nearest is `section-missing`"), "{}", run.stderr);
    }
}

#[test]
fn a_rule_is_explained_with_its_equation_and_basis() {
    let folder = folder(&[]);
    let run = disclint(folder.path(), &["explain", "applications-balance"]);
    assert_eq!(run.status, 0);
    for part in ["identity", "error", "received + carried-in = total-handled + carried-out", "国办公开办函〔2021〕30号"]
    {
        assert!(run.stdout.contains(part), "{part}\n{}", run.stdout);
    }
    let run = disclint(folder.path(), &["explain", "identity", "--lang", "en"]);
    assert!(run.stdout.lines().all(|line| !line.contains(" structure ")), "{}", run.stdout);
    assert!(run.stdout.contains("applications-row-total"), "{}", run.stdout);
}

#[test]
fn output_goes_to_the_file_only_and_is_what_standard_output_would_be() {
    let folder = folder(&[("a.txt", &sample("broken-2021.txt"))]);
    for format in ["text", "json", "jsonl", "sarif"] {
        let written = disclint(folder.path(), &["a.txt", "--format", format, "--output", "out"]);
        assert_eq!(written.stdout, "");
        assert_eq!(written.status, 1);
        assert!(written.stderr.contains("out"), "{}", written.stderr);
        let file = fs::read_to_string(folder.path().join("out")).expect("written");
        assert_eq!(file, disclint(folder.path(), &["a.txt", "--format", format]).stdout, "{format}");
    }
}

#[test]
fn an_input_is_never_written_over() {
    let folder = folder(&[("a.txt", b"x")]);
    let run = disclint(folder.path(), &["a.txt", "--output", "./a.txt"]);
    assert_eq!(run.status, 2);
    assert_eq!(fs::read(folder.path().join("a.txt")).expect("kept"), b"x");
}

#[test]
fn output_that_cannot_be_written_has_status_2_and_leaves_nothing() {
    let folder = folder(&[("a.txt", &sample("clean-2021-pipe.txt")), ("out/x", b"")]);
    for place in ["missing/out.json", "out"] {
        let run = disclint(folder.path(), &["a.txt", "--output", place, "--lang", "en"]);
        assert_eq!(run.status, 2, "{place}");
        assert!(run.stderr.contains(&format!("cannot write {place}: ")), "{}", run.stderr);
    }
    assert_eq!(fs::read_dir(folder.path()).expect("listed").count(), 2);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let folder = folder(&[("a.txt", &sample("broken-2021.txt"))]);
    let full = fs::File::options().write(true).open("/dev/full").expect("the device is there");
    let run = run(command(folder.path(), &["a.txt", "--lang", "en"]).stdout(full));
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("cannot write the output: "), "{}", run.stderr);
}

#[test]
fn a_reader_that_goes_away_is_no_reason_to_complain() {
    let files: Vec<(String, Vec<u8>)> = (0..500).map(|number| (format!("{number}.txt"), b"x".to_vec())).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let folder = folder(&files);
    let mut child = command(folder.path(), &[".", "--format", "jsonl", "--quiet"]).spawn().expect("the command starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("ends");
    assert_eq!(output.stderr, b"");
    assert_eq!(output.status.code(), Some(2));
}
