//! What authors of packs rest on: examples, the schema, the manual, and that nothing but TOML is needed.

use std::fs;
use std::path::{Path, PathBuf};

use disclint_document::{Encoding, SourceText};
use disclint_rules::{Diagnostic, ExampleOutcome, LintOptions, PackSource, Packs, lint, pack_schema, run_example};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every TOML file of the packs in a folder, with the name of the pack's folder.
fn toml_files(packs: &Path) -> Vec<PackSource> {
    let mut files = Vec::new();
    let mut folders: Vec<PathBuf> =
        fs::read_dir(packs).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    folders.sort();
    for folder in folders {
        let mut paths: Vec<PathBuf> =
            fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
        paths.sort();
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        files.extend(paths.iter().map(|path| PackSource {
            name: format!("{name}/{}", path.file_name().expect("a name").to_string_lossy()),
            folder: name.clone(),
            text: fs::read_to_string(path).expect("a text"),
        }));
    }
    files
}

/// The fenced TOML blocks of the manual. Those with one path are one file; each path is `folder/file`.
fn blocks_of_the_manual() -> Vec<PackSource> {
    let manual = fs::read_to_string(root().join("docs/rules.md")).expect("the manual");
    let mut files: Vec<PackSource> = Vec::new();
    let mut rest = manual.as_str();
    while let Some((_, after)) = rest.split_once("\n```toml") {
        let (path, after) = after.split_once('\n').expect("a line");
        let (block, after) = after.split_once("\n```").expect("an end");
        let path = path.trim();
        let (folder, _) = path.split_once('/').unwrap_or_else(|| panic!("no path on this block:\n{block}"));
        match files.iter_mut().find(|file| file.name == path) {
            Some(file) => file.text = format!("{}\n{block}\n", file.text),
            None => {
                files.push(PackSource { name: path.to_owned(), folder: folder.to_owned(), text: format!("{block}\n") });
            }
        }
        rest = after;
    }
    files
}

fn load(sources: &[PackSource]) -> Packs {
    Packs::load_with_examples(sources).unwrap_or_else(|errors| {
        let lines: Vec<String> = errors
            .0
            .iter()
            .map(|e| format!("{}: {} ({}) {:?}", e.source_code.name(), e.message, e.label, e.help))
            .collect();
        panic!("{}", lines.join("\n"))
    })
}

/// Runs all examples; how many there are.
fn run_examples(packs: &Packs, own: bool) -> usize {
    let mut failures = Vec::new();
    let mut count = 0;
    for example in packs.examples().iter().filter(|example| example.built_in != own) {
        match run_example(packs, example) {
            ExampleOutcome::Passed => count += 1,
            ExampleOutcome::Failed(failure) => {
                failures.push(format!("{}: {}\n{}", example.place(), failure.message, failure.help));
            }
            ExampleOutcome::NotInForce => failures.push(format!("{}: not run", example.place())),
        }
    }
    assert!(failures.is_empty(), "{} of {count} fail\n{}", failures.len(), failures.join("\n"));
    count
}

fn findings(packs: &Packs, text: &str) -> (String, Vec<Diagnostic>) {
    let document = packs.reader().read(SourceText::new(text.to_owned(), Encoding::Utf8));
    let judgement = lint(packs, &document, &LintOptions::default()).expect("a report");
    (judgement.pack, judgement.diagnostics)
}

#[test]
fn every_example_of_the_built_in_packs_holds() {
    assert!(run_examples(&load(&[]), false) > 130);
}

#[test]
fn every_rule_shows_what_it_finds_and_what_it_does_not() {
    let mut lacking = Vec::new();
    for file in toml_files(&root().join("rules")) {
        let value: toml::Table = file.text.parse().expect("TOML");
        for rule in value.get("rule").and_then(toml::Value::as_array).into_iter().flatten() {
            let examples = rule.get("example").and_then(toml::Value::as_array).cloned().unwrap_or_default();
            let silent = |example: &&toml::Value| example["finds"].as_array().is_some_and(Vec::is_empty);
            let silent = examples.iter().filter(silent).count();
            if silent == 0 || silent == examples.len() {
                lacking.push(format!("{} {}", file.name, rule["id"]));
            }
        }
    }
    assert!(lacking.is_empty(), "no noisy or no silent example:\n{}", lacking.join("\n"));
}

#[test]
fn a_wrong_example_is_told_with_what_was_found_and_where() {
    let text = r#"[pack]
id = "mine"
extends = "disclosure-2021"
title = { zh = "某省", en = "A province" }

[[rule]]
id = "licences-none"
category = "structure"
severity = "info"
title = { zh = "许可为零", en = "No licences" }
message = { zh = "许可 {found} 件", en = "{found} licences" }
check.value = { table = "disclosure", rows = ["licences"], relation = "= 0" }

[[rule.example]]
report = """
某市某局2023年政府信息公开工作年度报告
信息内容 | 本年处理决定数量
行政许可 | 203
行政处罚 | 4
"""
finds = ["204"]
note = "为什么"
"#;
    let packs = load(&[PackSource { name: "mine/pack.toml".into(), folder: "mine".into(), text: text.into() }]);
    let example = packs.examples().iter().find(|example| !example.built_in).expect("the example");
    assert_eq!(example.place(), "mine/pack.toml:15");
    let ExampleOutcome::Failed(failure) = run_example(&packs, example) else { panic!("it must fail") };
    assert_eq!(failure.message, "example 1 of rule `licences-none` does not hold");
    assert_eq!(failure.help, "expected: “204”\nfound: “203”\nnote: 为什么");
    let shown: Vec<&str> =
        failure.labels.iter().map(|label| &text[label.offset()..label.offset() + label.len()]).collect();
    assert_eq!(shown, ["203", "[\"204\"]"]);
    // The rules of the pack that is extended hold in its place.
    assert!(packs.examples().iter().any(|example| example.built_in && example.pack == "disclosure-2021"));
}

#[test]
fn the_committed_schema_is_that_of_the_types() {
    let committed = fs::read_to_string(root().join("docs/pack.schema.json")).expect("the schema");
    assert!(committed == pack_schema(), "write it anew: disclint schema > docs/pack.schema.json");
}

#[test]
fn every_pack_fits_the_schema_and_mistakes_do_not() {
    let schema = serde_json::from_str(&pack_schema()).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let mut files = toml_files(&root().join("rules"));
    files.extend(toml_files(&root().join("tests/packs")));
    files.extend(blocks_of_the_manual());
    for file in &files {
        let value: serde_json::Value = toml::from_str(&file.text).expect("TOML");
        let errors: Vec<String> =
            validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{}\n{}", file.name, errors.join("\n"));
    }
    for wrong in [
        "[pack]\nid = \"x\"",
        "[[rule]]\nid = \"x\"",
        "[[adjust]]\nrule = \"x\"\nseverity = \"none\"",
        "[[section]]\nid = \"x\"\ntitel = \"y\"",
    ] {
        let value: serde_json::Value = toml::from_str(wrong).expect("TOML");
        assert!(!validator.is_valid(&value), "{wrong}");
    }
}

#[test]
fn every_block_of_the_manual_is_a_sound_pack_and_its_examples_hold() {
    let blocks = blocks_of_the_manual();
    assert!(blocks.len() >= 4, "{} files", blocks.len());
    let packs = load(&blocks);
    assert!(run_examples(&packs, true) >= 4);
}

#[test]
fn the_worked_example_of_the_manual_does_what_the_manual_says() {
    let packs = load(&blocks_of_the_manual());
    let report = "江苏省云浦市教育局2023年政府信息公开工作年度报告\n一、总体情况\n无。\n二、主动公开政府信息情况\n\
                  信息内容 | 本年处理决定数量\n行政处罚 | 4\n行政强制 | 9\n";
    let (pack, found) = findings(&packs, report);
    assert_eq!(pack, "jiangsu");
    let rules: Vec<&str> = found.iter().map(|finding| finding.rule.as_str()).collect();
    assert!(rules.contains(&"jiangsu-coercion-follows-penalties"), "{rules:?}");
    assert!(!rules.contains(&"cell-blank"), "{rules:?}");
    let missing = found.iter().find(|finding| finding.rule == "section-missing").expect("a part is missing");
    assert!(missing.message.contains("省政府办公厅"), "{}", missing.message);
}

/// A quite different report is TOML only.
#[test]
fn a_balance_sheet_needs_nothing_but_toml() {
    let folder = root().join("tests/packs");
    let packs = load(&toml_files(&folder));
    assert!(run_examples(&packs, true) >= 3);
    let sample = fs::read_to_string(folder.join("balance-sheet/sample.txt")).expect("the sample");
    let (pack, found) = findings(&packs, &sample);
    assert_eq!((pack.as_str(), found), ("balance-sheet", vec![]));

    // 资产总计 of the year before: three equations break, one cell is told.
    let broken = sample.replacen("资产总计 | 6,000,000.00 | 5,900,000.00", "资产总计 | 6,000,000.00 | 5,800,000.00", 1);
    let (_, found) = findings(&packs, &broken);
    let [finding] = &found[..] else { panic!("{found:#?}") };
    assert_eq!(finding.cell.as_deref(), Some("资产负债表/资产总计/年初余额"));
    assert_eq!(&broken[finding.span.range()], "5,800,000.00");
    assert_eq!(finding.fixes[0].edits[0].replacement, "5900000");

    // Disclosure reports are read as before, and a balance sheet without its table is still one.
    let report = fs::read(root().join("tests/samples/clean-2021-pipe.txt")).expect("a sample");
    let (pack, found) = findings(&packs, std::str::from_utf8(&report).expect("UTF-8"));
    assert_eq!((pack.as_str(), found.len()), ("disclosure-2021", 0));
    let (head, _) = sample.split_once("项目 |").expect("a table");
    let (pack, found) = findings(&packs, &format!("{head}详见附件。\n三、重要事项说明\n无。\n"));
    assert_eq!(pack, "balance-sheet");
    assert_eq!(found.iter().map(|finding| finding.rule.as_str()).collect::<Vec<_>>(), ["statement-missing"]);
}
