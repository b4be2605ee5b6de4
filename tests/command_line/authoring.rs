//! `disclint test` and `disclint explain --on`.

use crate::{disclint, folder, repository, sample};

/// A pack with one rule, whose example expects `finds`.
fn pack(finds: &str) -> String {
    let head = r#"[pack]
id = "mine"
extends = "disclosure-2021"
title = { zh = "甲", en = "A" }

[[rule]]
id = "mine-balance"
category = "identity"
severity = "error"
title = { zh = "乙", en = "B" }
check.identity = { table = "disclosure", each = "column", equation = "penalties >= coercive-measures" }

[[rule.example]]
report = """
信息内容 | 本年处理决定数量
行政处罚 | 4
行政强制 | 9
"""
"#;
    format!("{head}finds = {finds}\n")
}

#[test]
fn examples_that_hold_have_status_0_others_1_and_broken_packs_2() {
    let (good, bad) = (pack("[\"4\"]"), pack("[]"));
    let broken = good.replace("penalties", "penaltys");
    let folder = folder(&[
        ("good/pack.toml", good.as_bytes()),
        ("bad/pack.toml", bad.as_bytes()),
        ("broken/pack.toml", broken.as_bytes()),
    ]);
    let test = |pack: &str| disclint(folder.path(), &["test", "--rules", pack, "--lang", "en"]);
    let run = test("good");
    assert_eq!((run.stdout.as_str(), run.status), ("1 passed, 0 failed\n", 0));
    let run = test("bad");
    assert_eq!(run.status, 1);
    assert!(run.stdout.starts_with("bad/pack.toml:14: example 1 of rule `mine-balance`"), "{}", run.stdout);
    assert!(run.stdout.contains("expected: nothing") && run.stdout.contains("found: “4”"), "{}", run.stdout);
    assert!(run.stdout.ends_with("0 passed, 1 failed\n"), "{}", run.stdout);
    let run = test("broken");
    assert_eq!((run.stdout.as_str(), run.status), ("", 2));
    assert!(run.stderr.contains("penalties"), "{}", run.stderr);
}

#[test]
fn explain_on_a_report_shows_what_the_rule_bound_to() {
    let report = "某市某局2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n信息内容 | 本年处理决定数量\n\
                  行政处罚 | 4\n行政强制 | 9\n";
    let pack = pack("[\"4\"]");
    let folder = folder(&[("a.txt", report.as_bytes()), ("good/pack.toml", pack.as_bytes())]);
    let args = ["explain", "mine-balance", "--on", "a.txt", "--rules", "good", "--lang", "en"];
    let run = disclint(folder.path(), &args);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("  4:8  violated  本年处理决定数量: 行政处罚 4 < 行政强制 9\n"), "{}", run.stdout);
    assert!(run.stdout.contains("0 held, 1 violated, 0 not checked; 1 finding\n"), "{}", run.stdout);
    let value = disclint(folder.path(), &[&args[..], &["--format", "json"]].concat()).json();
    assert_eq!(value["looked_at"][0]["state"], "violated");
    assert_eq!(value["findings"][0]["at"]["line"], 4);
}

#[test]
fn explain_on_a_report_says_why_nothing_was_checked() {
    let folder = folder(&[("a.txt", &sample("clean-2014-pipe.txt"))]);
    let args = ["explain", "applications-balance", "--on", "a.txt", "--lang", "en"];
    let run = disclint(folder.path(), &args);
    assert!(run.stdout.contains("judged by the pack disclosure-2014"), "{}", run.stdout);
    let run = disclint(folder.path(), &["explain", "section-missing", "--on", "a.txt", "--lang", "en"]);
    assert!(run.stdout.contains("一、概述 — the prescribed title"), "{}", run.stdout);
    assert!(run.stdout.contains("0 findings\n"), "{}", run.stdout);
}

#[test]
fn a_good_report_changed_one_number_at_a_time_shows_what_no_rule_notices() {
    let samples = repository().join("tests/samples");
    let run = disclint(&samples, &["mutate", "clean-2021-pipe.txt", "--format", "json"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let page = run.json();
    let of = |number: usize, name: &str| page["kinds"][number][name].as_u64().expect("a number");
    // Every cell of the form is changed, and nearly all stand in sums.
    assert_eq!(of(0, "changed"), 200);
    assert!(of(0, "noticed") >= 190 && of(0, "named") >= 175 && of(0, "mended") >= 170, "{page:#}");
    assert_eq!(of(2, "noticed"), of(2, "changed"), "headings");
    let unnoticed = page["unnoticed"].as_array().expect("a list");
    let all: u64 = (0..4).map(|kind| of(kind, "changed") - of(kind, "noticed")).sum();
    assert_eq!(unnoticed.len() as u64, all);
    // The file itself stays as it is.
    let text = disclint(&samples, &["mutate", "clean-2021-pipe.txt", "--lang", "en"]).stdout;
    assert!(text.starts_with("cells: 200 changed, "), "{text}");
    let again = disclint(&samples, &["clean-2021-pipe.txt"]);
    assert_eq!(again.status, 0, "{}", again.stdout);

    assert_eq!(disclint(&samples, &["mutate", "clean-2021-pipe.txt", "--format", "sarif"]).status, 2);
    assert_eq!(disclint(&samples, &["mutate", "nothing.txt"]).status, 2);
}
