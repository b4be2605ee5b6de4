//! Rule packs given with `--rules`.

use std::path::Path;

use crate::{Run, disclint, folder, items, sample};

/// The pack that the README shows.
const PROVINCE: &str = r#"[pack]
id = "province"
extends = "disclosure-2021"
title = { zh = "某省年度报告", en = "A province's annual reports" }

[[adjust]]
rule = "section-misnamed"
severity = "error"

[[rule]]
id = "review-corrected"
category = "content"
severity = "info"
title = { zh = "行政复议被纠正的要说明", en = "Reviews that went against the body are explained" }
message = { zh = "{cell}为 {found},请在第五部分说明原因", en = "{cell} is {found}: say why in part five" }
basis = "某省年报工作要求"
check.value = { table = "proceedings", rows = ["count"], columns = ["review-corrected"], relation = "= 0" }
"#;

fn with_pack(folder: &Path, format: &str) -> Run {
    disclint(folder, &["a.txt", "--rules", "province", "--format", format])
}

#[test]
fn a_province_adjusts_and_adds_rules_without_code() {
    let folder = folder(&[("a.txt", &sample("broken-2021.txt")), ("province/pack.toml", PROVINCE.as_bytes())]);
    let value = with_pack(folder.path(), "json").json();
    let file = &value["files"][0];
    assert_eq!(file["pack"], "province");
    let finding = |rule: &str| items(&file["diagnostics"]).iter().find(|finding| finding["rule"] == rule);
    let misnamed = finding("section-misnamed").expect("found");
    assert_eq!(misnamed["severity"], "error");
    let added = finding("review-corrected").expect("found");
    assert_eq!(added["cell"], "表四/行政复议/结果纠正");
    assert_eq!(added["message"], "表四/行政复议/结果纠正为 1,请在第五部分说明原因");
    assert_eq!(added["basis"], "某省年报工作要求");
    // What is not adjusted stays.
    assert!(finding("item-number").is_some());
    let rules = disclint(folder.path(), &["rules", "--rules", "province"]).stdout;
    assert!(rules.contains("review-corrected"), "{rules}");
}

#[test]
fn a_pack_is_a_folder_a_folder_of_folders_or_a_file() {
    let folder = folder(&[("a.txt", &sample("broken-2021.txt")), ("packs/province/pack.toml", PROVINCE.as_bytes())]);
    for path in ["packs", "packs/province", "packs/province/pack.toml"] {
        let value = disclint(folder.path(), &["a.txt", "--rules", path, "--format", "json"]).json();
        assert_eq!(value["files"][0]["pack"], "province", "{path}");
    }
}

#[test]
fn every_problem_of_a_broken_pack_is_shown_with_its_place() {
    let broken = r#"[pack]
id = "broken"
extends = "disclosure-2021"
title = { zh = "有错的规则包", en = "A broken pack" }

[[adjust]]
rule = "section-misnmed"
severity = "error"

[[rule]]
id = "one"
category = "identity"
severity = "error"
title = { zh = "一", en = "one" }
check.identity = { table = "applications", each = "column", equation = "recieved = total-handled" }

[[rule]]
id = "two"
category = "content"
severity = "error"
title = { zh = "二", en = "two" }
message = { zh = "{cel}不对", en = "wrong" }
check.value = { table = "proceedings", rows = ["count"], columns = ["review-totl"], relation = "about 3" }

[[rule]]
id = "three"
category = "identity"
severity = "error"
title = { zh = "三", en = "three" }
check.identity = { table = "aplications", each = "row", equation = "total = business +" }
"#;
    let folder = folder(&[("a.txt", &sample("broken-2021.txt")), ("broken/pack.toml", broken.as_bytes())]);
    let run = disclint(folder.path(), &["a.txt", "--rules", "broken", "--lang", "en"]);
    assert_eq!(run.status, 2);
    assert_eq!(run.stdout, "");
    for (problem, line) in [
        ("unknown rule `section-misnmed`", 7),
        ("unknown row `recieved`", 15),
        ("unknown column `review-totl`", 23),
        ("not a relation", 23),
        ("unknown table `aplications`", 30),
    ] {
        let shown = run.stderr.split("Error: ").chain(run.stderr.split('\n')).any(|part| part.contains(problem));
        assert!(shown, "{problem}\n{}", run.stderr);
        assert!(run.stderr.contains(&format!("line {line}")), "{problem}: line {line}\n{}", run.stderr);
    }
    for nearest in ["`section-misnamed`", "`received`", "`review-total`", "`applications`"] {
        assert!(run.stderr.contains(&format!("did you mean {nearest}?")), "{nearest}\n{}", run.stderr);
    }
    crate::samples::settings().bind(|| insta::assert_snapshot!("broken-pack", run.stderr));
}

#[test]
fn broken_toml_and_unknown_keys_are_shown_with_their_places() {
    for (text, problem, line) in [
        ("[pack\n", "", 1),
        ("[pack]\nid = \"x\"\ncolour = 1\ntitle = { zh = \"\", en = \"\" }\n", "unknown field `colour`", 3),
    ] {
        let folder = folder(&[("a.txt", b"x"), ("p/pack.toml", text.as_bytes())]);
        let run = disclint(folder.path(), &["a.txt", "--rules", "p", "--lang", "en"]);
        assert_eq!(run.status, 2);
        assert!(run.stderr.contains(problem), "{}", run.stderr);
        assert!(run.stderr.contains(&format!("line {line}")), "{}", run.stderr);
        assert!(run.stderr.contains("pack.toml"), "{}", run.stderr);
    }
}

#[test]
fn rules_must_be_somewhere() {
    let folder = folder(&[("a.txt", b"x"), ("none/readme.md", b"")]);
    for (path, words) in [("missing", "no such file or folder"), ("none", "no .toml files there")] {
        let run = disclint(folder.path(), &["a.txt", "--rules", path, "--lang", "en"]);
        assert_eq!(run.status, 2);
        assert!(run.stderr.contains(words), "{}", run.stderr);
    }
}

#[test]
fn the_pack_of_the_readme_is_this_one() {
    for name in ["README.md", "README.zh-CN.md"] {
        let readme = std::fs::read_to_string(crate::repository().join(name)).expect("the README is there");
        assert!(readme.contains(PROVINCE), "{name}");
    }
}
