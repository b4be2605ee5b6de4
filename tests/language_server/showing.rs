//! Hints, lenses, tokens, the proof, and commands.

use std::fs;

use serde_json::{Value, json};

use crate::client::{Client, modern, text_at, uri};
use crate::{BROKEN, CLEAN};

fn opened(options: Value) -> (tempfile::TempDir, Client, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let params = json!({"processId": null, "rootUri": uri(folder.path()), "capabilities": modern(),
        "initializationOptions": options});
    let mut client = Client::start_with(folder.path(), &[], params);
    let uri = uri(&folder.path().join("report.txt"));
    client.open(&uri, BROKEN);
    (folder, client, uri)
}

#[test]
fn hints_show_computed_totals_and_matched_cells() {
    let (_folder, mut client, uri) = opened(json!({}));
    let all = json!({"start": {"line": 0, "character": 0}, "end": {"line": 9999, "character": 0}});
    let hints = client.result("textDocument/inlayHint", json!({"textDocument": {"uri": uri}, "range": all}));
    let labels: Vec<&str> =
        hints.as_array().expect("a list").iter().map(|hint| hint["label"].as_str().expect("one")).collect();
    assert!(labels.contains(&"← 表三/一、本年新收政府信息公开申请数量/总计"), "{labels:?}");
    assert!(labels.contains(&"Σ=17"), "{labels:?}");
    let line = json!({"start": {"line": 0, "character": 0}, "end": {"line": 1, "character": 0}});
    let few = client.result("textDocument/inlayHint", json!({"textDocument": {"uri": uri}, "range": line}));
    assert_eq!(few, json!([]));
}

#[test]
fn a_lens_above_each_table_says_how_many_identities_hold() {
    let (_folder, mut client, uri) = opened(json!({"showProofCommand": "disclint.showProof"}));
    let document = json!({"textDocument": {"uri": uri}});
    let lenses = client.result("textDocument/codeLens", document);
    let titles: Vec<&str> =
        lenses.as_array().expect("a list").iter().map(|lens| lens["command"]["title"].as_str().expect("one")).collect();
    assert!(titles.iter().any(|title| title.starts_with("表三勾稽关系: 成立 ")), "{titles:?}");
    assert_eq!(lenses[0]["command"]["command"], "disclint.showProof");
    assert_eq!(lenses[0]["command"]["arguments"], json!([uri]));
    let (_folder, mut client, uri) = opened(json!({}));
    let lenses = client.result("textDocument/codeLens", json!({"textDocument": {"uri": uri}}));
    assert_eq!(lenses[0]["command"]["command"], "");
}

/// Tokens as texts with their kinds.
fn decoded(data: &Value) -> Vec<(String, u64)> {
    let numbers: Vec<u64> =
        data.as_array().expect("a list").iter().map(|number| number.as_u64().expect("one")).collect();
    let (mut line, mut column) = (0, 0);
    let mut found = Vec::new();
    for token in numbers.chunks(5) {
        (line, column) = if token[0] == 0 { (line, column + token[1]) } else { (line + token[0], token[1]) };
        let range = json!({"start": {"line": line, "character": column},
            "end": {"line": line, "character": column + token[2]}});
        found.push((text_at(BROKEN, &range, "utf-16").to_owned(), token[3]));
    }
    found
}

#[test]
fn tokens_tell_verified_disputed_and_unused_numbers() {
    let (_folder, mut client, uri) = opened(json!({}));
    let legend = &client.initialized["capabilities"]["semanticTokensProvider"]["legend"]["tokenTypes"];
    assert_eq!(*legend, json!(["disclintVerified", "disclintDisputed", "disclintUnused", "disclintInvolved"]));
    let all = client.result("textDocument/semanticTokens/full", json!({"textDocument": {"uri": uri}}));
    let tokens = decoded(&all["data"]);
    let has = |text: &str, kind: u64| tokens.iter().any(|(token, of)| token.trim() == text && *of == kind);
    assert!(has("17件", 0) && has("4次", 2) && has("4", 1), "{tokens:?}");
    // The rest of the wrong cell's column is in the sum that does not hold, and not at fault.
    assert!(has("0", 3) && !has("0", 1), "{tokens:?}");
    let range = json!({"start": {"line": 7, "character": 0}, "end": {"line": 7, "character": 999}});
    let some =
        client.result("textDocument/semanticTokens/range", json!({"textDocument": {"uri": uri}, "range": range}));
    assert!(!decoded(&some["data"]).is_empty() && decoded(&some["data"]).len() < tokens.len());
}

#[test]
fn the_proof_shows_every_cell_and_every_identity() {
    let (_folder, mut client, uri) = opened(json!({}));
    let proof = client.result("disclint/proof", json!({"textDocument": {"uri": uri}}));
    assert_eq!(proof["version"], 1);
    assert_eq!(proof["year"], 2023);
    assert!(proof["identities"]["violated"].as_u64() > Some(0) && proof["numbers"]["inFindings"].as_u64() > Some(0));
    let table = &proof["tables"][1];
    assert_eq!((&table["name"], &table["id"]), (&json!("表三"), &json!("applications")));
    let width = table["columns"].as_array().expect("a list").len();
    for row in table["rows"].as_array().expect("a list") {
        assert_eq!(row["cells"].as_array().expect("a list").len(), width);
    }
    let granted =
        table["rows"].as_array().expect("a list").iter().find(|row| row["label"] == "(一)予以公开").expect("there");
    let cell = &granted["cells"][0];
    assert_eq!((&cell["text"], &cell["state"], &cell["expected"]), (&json!("4"), &json!("disputed"), &json!("3")));
    assert_eq!(text_at(BROKEN, &cell["range"], "utf-16"), "4");
    assert_eq!((&granted["depth"], &granted["cells"][1]["state"]), (&json!(1), &json!("involved")));
    let broken = table["identities"].as_array().expect("a list").iter().find(|one| one["state"] == "violated");
    assert!(broken.expect("one").get("operands").is_some_and(|operands| operands[0]["range"].is_object()));
    assert!(proof["comparisons"].as_array().is_some_and(|list| !list.is_empty()));
    assert!(proof["unused"].as_array().expect("a list").iter().any(|number| number["text"] == "4次"));
    client.replace(&uri, 2, "你好");
    assert_eq!(client.result("disclint/proof", json!({"textDocument": {"uri": uri}})), Value::Null);
}

#[test]
fn the_workspace_is_checked_with_progress() {
    let (folder, mut client, _) = opened(json!({}));
    for number in 0..40 {
        let text = if number % 2 == 0 { CLEAN } else { BROKEN };
        fs::write(folder.path().join(format!("{number}.txt")), text).expect("written");
    }
    let counts = client.result("workspace/executeCommand", json!({"command": "disclint.server.checkWorkspace"}));
    assert_eq!(counts["files"], 40);
    assert!(counts["errors"].as_u64() >= Some(20), "{counts}");
    let created = client.asked_for("window/workDoneProgress/create");
    let token = created["token"].as_str().expect("letters").to_owned();
    let end = client.notified_where("$/progress", |params| params["value"]["kind"] == "end");
    assert_eq!(end["token"], token.as_str());
}

#[test]
fn sarif_is_exported_of_what_is_on_the_desk() {
    let (folder, mut client, report) = opened(json!({}));
    fs::write(folder.path().join("report.txt"), CLEAN).expect("written");
    fs::write(folder.path().join("甲.txt"), BROKEN).expect("written");
    let export = |client: &mut Client, of: Value| -> Value {
        let params = json!({"command": "disclint.server.exportSarif", "arguments": [of]});
        let text = client.result("workspace/executeCommand", params);
        serde_json::from_str(text.as_str().expect("a text")).expect("JSON")
    };
    let log = export(&mut client, Value::Null);
    assert_eq!(log["version"], "2.1.0");
    let results = log["runs"][0]["results"].as_array().expect("a list").clone();
    let of = |name: &str| {
        let place = |result: &&Value| result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == name;
        results.iter().filter(place).count()
    };
    // The open text counts, not the file's.
    assert!(of("report.txt") > 0 && of("report.txt") == of("%E7%94%B2.txt"), "{results:?}");
    let one = export(&mut client, json!(report));
    assert_eq!(one["runs"][0]["results"].as_array().expect("a list").len(), of("report.txt"));
}
