//! Configuration, waivers and baselines, as a process on the sample reports.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const BROKEN: &str = include_str!("../../../tests/samples/broken-2021.txt");
const CLEAN: &str = include_str!("../../../tests/samples/clean-2021-pipe.txt");

fn disclint(folder: &Path, args: &[&str]) -> Output {
    disclint_with(folder, args, "")
}

fn disclint_with(folder: &Path, args: &[&str], stdin: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_disclint"))
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    // A command that reads no input may be gone already.
    let _ = child.stdin.take().expect("a pipe").write_all(stdin.as_bytes());
    child.wait_with_output().expect("ends")
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("has a parent")).expect("folders");
    fs::write(path, text).expect("written");
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        write(folder.path(), name, text);
    }
    folder
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

fn json(folder: &Path, args: &[&str]) -> Value {
    let output = disclint(folder, &[args, &["--format", "json"]].concat());
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", stderr(&output)))
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("{key} in {value}"))
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("{key} in {value}"))
}

/// The findings in the broken report without any configuration, at least three.
fn findings() -> Vec<Value> {
    let folder = folder(&[("a.txt", BROKEN)]);
    let value = json(folder.path(), &["a.txt", "--no-config"]);
    let findings = list(&value["files"][0], "diagnostics").to_vec();
    assert!(findings.len() >= 3, "{findings:?}");
    findings
}

fn waive(findings: &[Value], more: &str) -> String {
    let waiver = |finding: &Value| {
        format!(
            "[[waive]]\nfingerprint = \"{}\"\nreason = \"与主管部门核对过\"\n{more}\n",
            text(finding, "fingerprint")
        )
    };
    findings.iter().map(waiver).collect()
}

#[test]
fn rules_and_categories_get_other_severities() {
    let findings = findings();
    let rule = text(&findings[0], "rule");
    let mut categories: Vec<&str> = findings.iter().map(|finding| text(finding, "category")).collect();
    categories.sort_unstable();
    categories.dedup();
    let off: String = categories.iter().flat_map(|category| [category, " = 'off'\n"]).collect();
    let folder = folder(&[("disclint.toml", &format!("[rules]\n{off}{rule} = 'info'\n")), ("r/a.txt", BROKEN)]);
    let value = json(folder.path(), &["r"]);
    let kept = list(&value["files"][0], "diagnostics");
    assert!(!kept.is_empty());
    for finding in kept {
        assert_eq!((text(finding, "rule"), text(finding, "severity")), (rule, "info"));
    }
    assert_eq!(disclint(folder.path(), &["r"]).status.code(), Some(0));
    assert_eq!(disclint(folder.path(), &["r", "--no-config"]).status.code(), Some(1));
    assert_eq!(list(&json(folder.path(), &["r", "--no-config"])["files"][0], "diagnostics").len(), findings.len());
}

#[test]
fn waived_findings_do_not_count_but_stay_in_the_output() {
    let findings = findings();
    let folder = folder(&[("disclint.toml", &waive(&findings, "file = 'r/a.txt'")), ("r/a.txt", BROKEN)]);
    let output = disclint(folder.path(), &["r/a.txt"]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    assert_eq!(stderr(&output), "");
    let count = findings.len();
    assert!(stdout(&output).contains(&format!("已豁免 {count} 条")), "{}", stdout(&output));
    assert!(!stdout(&output).contains("error["), "{}", stdout(&output));
    let value = json(folder.path(), &["r/a.txt"]);
    let file = &value["files"][0];
    assert_eq!(list(file, "diagnostics").len(), 0);
    assert_eq!(list(file, "waived").len(), count);
    assert_eq!(file["waived"][0]["waived"]["reason"], "与主管部门核对过");
    assert_eq!(value["summary"]["errors"], 0);
    assert_eq!(value["summary"]["waived"], count);
    let output = disclint(folder.path(), &["r", "--format", "sarif"]);
    let value: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let results = list(&value["runs"][0], "results");
    assert_eq!(results.len(), count);
    assert!(results.iter().all(|result| result["suppressions"][0]["kind"] == "external"));
    // The same report under another name is not meant.
    write(folder.path(), "r/b.txt", BROKEN);
    assert_eq!(disclint(folder.path(), &["r/b.txt"]).status.code(), Some(1));
    // Standard input belongs to the current folder.
    let all = waive(&findings, "");
    write(folder.path(), "disclint.toml", &all);
    assert_eq!(disclint_with(folder.path(), &["-"], BROKEN).status.code(), Some(0));
}

#[test]
fn unused_waivers_are_reported_where_they_could_apply() {
    let config = "[[waive]]\nfingerprint = '0123456789abcdef'\nreason = '旧'\nfile = 'a.txt'\n";
    let folder = folder(&[("disclint.toml", config), ("a.txt", CLEAN), ("b.txt", CLEAN)]);
    let output = disclint(folder.path(), &["a.txt"]);
    assert_eq!(output.status.code(), Some(0));
    let said = stderr(&output);
    assert!(said.starts_with("disclint: disclint.toml:1: ") && said.contains("0123456789abcdef"), "{said}");
    let value = json(folder.path(), &["a.txt"]);
    assert_eq!(value["unused_waivers"][0]["fingerprint"], "0123456789abcdef");
    for args in [&["b.txt"][..], &["a.txt", "--quiet"], &["a.txt", "--no-config"], &["a.txt", "--ignore", "identity"]] {
        assert_eq!(stderr(&disclint(folder.path(), args)), "", "{args:?}");
    }
}

#[test]
fn a_broken_configuration_is_shown_with_every_problem() {
    let config = "[rules]\nrow-unknow = 'off'\n[[waive]]\nfingerprint = '0123456789abcdef'\n";
    let folder = folder(&[("disclint.toml", config), ("r/a.txt", CLEAN), ("other.toml", "")]);
    let output = disclint(folder.path(), &["r", "--lang", "en"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(stdout(&output), "");
    let said = stderr(&output);
    assert!(said.contains("2 problems in the configuration"), "{said}");
    for part in ["disclint.toml", "did you mean `row-unknown`?", "this waiver has no `reason`"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    for args in [&["r", "--no-config"][..], &["r", "--config", "other.toml"]] {
        assert_eq!(disclint(folder.path(), args).status.code(), Some(0), "{args:?}");
    }
    for args in [&["r", "--config", "missing.toml"][..], &["r", "--config", "other.toml", "--no-config"]] {
        assert_eq!(disclint(folder.path(), args).status.code(), Some(2), "{args:?}");
    }
}

#[test]
fn a_baseline_tells_new_from_known_and_fixed() {
    let findings = findings();
    let count = findings.len();
    let folder = folder(&[("r/a.txt", BROKEN), ("r/b.txt", CLEAN)]);
    let output = disclint(folder.path(), &["baseline", "r"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let first = fs::read_to_string(folder.path().join("disclint-baseline.json")).expect("written");
    let value: Value = serde_json::from_str(&first).expect("JSON");
    assert_eq!(list(&value["files"], "r/a.txt").len(), count);
    assert_eq!(disclint(folder.path(), &["baseline", "r", "--lang", "zh"]).status.code(), Some(0));
    assert_eq!(fs::read_to_string(folder.path().join("disclint-baseline.json")).expect("written"), first);

    let with = ["--baseline", "disclint-baseline.json", "r"];
    let output = disclint(folder.path(), &with);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    assert!(stdout(&output).contains(&format!("新增 0, 仍在 {count}, 已改 0")), "{}", stdout(&output));
    assert!(!stdout(&output).contains("error["), "{}", stdout(&output));

    // The report is mended, another one is broken.
    write(folder.path(), "r/a.txt", CLEAN);
    write(folder.path(), "r/b.txt", BROKEN);
    let output = disclint(folder.path(), &with);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains(&format!("新增 {count}, 仍在 0, 已改 {count}")), "{}", stdout(&output));
    let value = json(folder.path(), &with);
    assert_eq!(list(&value["files"][0], "fixed").len(), count);
    assert!(list(&value["files"][1], "diagnostics").iter().all(|finding| finding["baseline"] == "new"));
    assert_eq!(value["summary"]["fixed"], count);
    // What was not looked for is not fixed.
    let value = json(folder.path(), &[&with[..], &["--select", "text"]].concat());
    assert_eq!(list(&value["files"][0], "fixed").len(), 0);
}

#[test]
fn the_configuration_names_the_baseline() {
    let folder =
        folder(&[("p/disclint.toml", "baseline = 'old/known.json'\n"), ("p/a.txt", BROKEN), ("p/old/.keep", "")]);
    let output = disclint(folder.path(), &["p/a.txt", "--lang", "en"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("no baseline p/old/known.json"), "{}", stderr(&output));
    assert_eq!(disclint(folder.path(), &["baseline", "p/a.txt"]).status.code(), Some(0));
    let written = fs::read_to_string(folder.path().join("p/old/known.json")).expect("written");
    assert!(written.contains("\"../a.txt\""), "{written}");
    assert_eq!(disclint(&folder.path().join("p/old"), &["../a.txt"]).status.code(), Some(0));
    write(folder.path(), "p/old/known.json", "{}");
    let output = disclint(folder.path(), &["p/a.txt"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("known.json"), "{}", stderr(&output));
}

#[test]
fn no_baseline_is_written_over_files_that_were_not_judged() {
    let folder = folder(&[("a.txt", BROKEN), ("shopping.txt", "白菜 2 斤"), ("disclint-baseline.json", "old")]);
    let output = disclint(folder.path(), &["baseline", "a.txt", "shopping.txt"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read_to_string(folder.path().join("disclint-baseline.json")).expect("kept"), "old");
    // In a folder it is merely no report.
    assert_eq!(disclint(folder.path(), &["baseline", ".", "--output", "new.json"]).status.code(), Some(0));
    assert!(folder.path().join("new.json").exists());
    for args in
        [&["baseline"][..], &["baseline", "a.txt", "--output", "a.txt"], &["baseline", "a.txt", "--format", "sarif"]]
    {
        assert_eq!(disclint(folder.path(), args).status.code(), Some(2), "{args:?}");
    }
    assert_eq!(fs::read_to_string(folder.path().join("a.txt")).expect("kept"), BROKEN);
}

#[test]
fn fingerprints_do_not_depend_on_the_language() {
    let folder = folder(&[("a.txt", BROKEN)]);
    let prints = |lang: &str| -> Vec<String> {
        let value = json(folder.path(), &["a.txt", "--lang", lang]);
        list(&value["files"][0], "diagnostics").iter().map(|found| text(found, "fingerprint").to_owned()).collect()
    };
    assert_eq!(prints("zh"), prints("en"));
}

#[cfg(unix)]
#[test]
fn a_linked_folder_has_the_configuration_above_the_link() {
    let config = waive(&findings(), "file = 'linked/a.txt'");
    let folder = folder(&[("project/disclint.toml", &config), ("elsewhere/a.txt", BROKEN)]);
    let link = folder.path().join("project/linked");
    std::os::unix::fs::symlink(folder.path().join("elsewhere"), link).expect("link");
    assert_eq!(disclint(folder.path(), &["project/linked/a.txt"]).status.code(), Some(0));
    assert_eq!(disclint(folder.path(), &["project"]).status.code(), Some(0));
    assert_eq!(disclint(folder.path(), &["elsewhere/a.txt"]).status.code(), Some(1));
}
