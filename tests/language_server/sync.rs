//! What the server holds is what the client has, and what it says of it is what a fresh run says.

use std::fs;
use std::process::Command;
use std::time::Duration;

use disclint_tests::Rng;
use serde_json::{Value, json};

use crate::client::{Client, modern, offset, plain, range, uri};
use crate::{BROKEN, CLEAN};

/// What the command finds in `text`: rule, severity and span in bytes.
fn fresh(text: &str) -> Vec<(String, String, usize, usize)> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("report.txt");
    fs::write(&path, text).expect("written");
    let output = Command::new(env!("CARGO_BIN_EXE_disclint"))
        .args(["--format", "json", "--exit-zero"])
        .arg(&path)
        .output()
        .expect("runs");
    let found: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let Some(list) = found["files"][0]["diagnostics"].as_array() else { return Vec::new() };
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let number = |value: &Value| value.as_u64().expect("a number") as usize;
    list.iter()
        .map(|found| {
            let span = &found["span"];
            (text(&found["rule"]), text(&found["severity"]), number(&span["start"]), number(&span["end"]))
        })
        .collect()
}

/// The same of the server's diagnostics.
fn served(text: &str, diagnostics: &[Value], encoding: &str) -> Vec<(String, String, usize, usize)> {
    let severity = |value: &Value| match value.as_u64() {
        Some(1) => "error",
        Some(2) => "warning",
        _ => "info",
    };
    diagnostics
        .iter()
        .map(|found| {
            let place = &found["range"];
            let (start, end) = (offset(text, &place["start"], encoding), offset(text, &place["end"], encoding));
            (found["code"].as_str().expect("a rule").to_owned(), severity(&found["severity"]).to_owned(), start, end)
        })
        .collect()
}

/// A random change of `text` that may hit line breaks and characters of every width.
fn edit(text: &str, rng: &mut Rng) -> (std::ops::Range<usize>, String) {
    let boundary = |mut at: usize| {
        // Nobody can put a cursor between \r and \n.
        while !text.is_char_boundary(at) || text[..at].ends_with('\r') && text[at..].starts_with('\n') {
            at -= 1;
        }
        at
    };
    let start = boundary(rng.index(text.len() + 1));
    let end = boundary((start + rng.index(12)).min(text.len())).max(start);
    let pieces =
        ["", "1", "12", "件", "𠮷", "\n", "\r\n", "\u{2028}", "\u{B}", "|", " | 3 | ", "會(huì)", "（一）", "😀\r"];
    (start..end, (*rng.pick(&pieces.map(|piece| piece))).to_owned())
}

fn random_edits(seed: u64, encoding: &str, pulls: bool) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut capabilities = if pulls { modern() } else { plain() };
    capabilities["general"] = json!({"positionEncodings": [encoding]});
    let mut client = Client::start(folder.path(), &capabilities);
    assert_eq!(client.initialized["capabilities"]["positionEncoding"], encoding);
    let uri = uri(&folder.path().join("甲 乙.txt"));
    let mut rng = Rng::new(seed);
    let mut text = BROKEN.replace('\n', "\r\n");
    client.open(&uri, &text);
    let versions = 300;
    let mut asked = Vec::new();
    for version in 2..=versions {
        // Some versions hold several changes, each seen from the one before.
        let changes: Vec<Value> = (0..rng.between(1, 3))
            .map(|_| {
                let (at, new) = edit(&text, &mut rng);
                let change = json!({"range": range(&text, at.start, at.len(), encoding), "text": new});
                text.replace_range(at, &new);
                change
            })
            .collect();
        client.notify(
            "textDocument/didChange",
            json!({"textDocument": {"uri": uri, "version": version}, "contentChanges": changes}),
        );
        if pulls && rng.chance(10) {
            asked.push(client.ask("textDocument/diagnostic", json!({"textDocument": {"uri": uri}})));
        }
    }
    for id in asked {
        let answer = client.answer(id);
        assert!(answer["error"]["code"] == -32801 || answer["result"]["kind"] == "full", "{answer}");
    }
    let diagnostics = if pulls {
        client.pull(&uri)
    } else {
        let last = |params: &Value| params["version"] == versions;
        let params = client.notified_where("textDocument/publishDiagnostics", last);
        params["diagnostics"].as_array().expect("a list").clone()
    };
    assert_eq!(served(&text, &diagnostics, encoding), fresh(&text), "seed {seed}, {encoding}");
}

#[test]
fn random_edits_end_where_a_fresh_run_ends() {
    for seed in 0..3 {
        random_edits(seed, "utf-16", true);
        random_edits(100 + seed, "utf-16", false);
    }
    random_edits(200, "utf-8", true);
    random_edits(201, "utf-32", true);
    random_edits(202, "utf-8", false);
}

#[test]
fn a_broken_sample_has_the_findings_of_the_command() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut client = Client::start(folder.path(), &modern());
    let uri = uri(&folder.path().join("report.txt"));
    client.open(&uri, BROKEN);
    let diagnostics = client.pull(&uri);
    assert!(!diagnostics.is_empty());
    assert_eq!(served(BROKEN, &diagnostics, "utf-16"), fresh(BROKEN));
}

#[test]
fn results_are_published_for_the_last_version_and_never_go_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut client = Client::start(folder.path(), &plain());
    let uri = uri(&folder.path().join("report.txt"));
    let mut text = BROKEN.to_owned();
    client.open(&uri, &text);
    for version in 2..=400 {
        let at = text.find("全年收到").expect("there");
        client.change(&uri, version, &range(&text, at, 0, "utf-16"), "一");
        text.insert(at, '一');
    }
    let mut versions = Vec::new();
    while versions.last() != Some(&400) {
        let params = client.notified("textDocument/publishDiagnostics");
        assert_eq!(params["uri"], uri.as_str());
        versions.push(params["version"].as_i64().expect("a version"));
    }
    assert!(versions.is_sorted_by(|a, b| a < b), "{versions:?}");
    assert!(versions.len() < 400, "many changes are coalesced: {}", versions.len());
    assert_eq!(client.all("textDocument/publishDiagnostics", Duration::from_millis(200)), Vec::<Value>::new());
}

#[test]
fn an_older_client_is_told_in_full_and_a_closed_document_is_cleared() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut client = Client::start(folder.path(), &plain());
    assert_eq!(client.initialized["capabilities"]["diagnosticProvider"], Value::Null);
    let uri = uri(&folder.path().join("report.txt"));
    client.open(&uri, BROKEN);
    let params = client.notified("textDocument/publishDiagnostics");
    assert_eq!(params["version"], 1);
    let list = params["diagnostics"].as_array().expect("a list");
    assert!(list.iter().all(|found| found.get("relatedInformation").is_none() && found.get("data").is_none()));
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    let params = client.notified("textDocument/publishDiagnostics");
    assert_eq!(params["diagnostics"], json!([]));
    // Opened again it starts anew, with the same number.
    client.open(&uri, CLEAN);
    let params = client.notified("textDocument/publishDiagnostics");
    assert_eq!((&params["version"], &params["diagnostics"]), (&json!(1), &json!([])));
}

#[test]
fn every_place_is_right_in_every_encoding_and_with_every_line_break() {
    let variants = [
        BROKEN.replace('\n', "\r\n"),
        BROKEN.replace('\n', "\r"),
        format!("𠮷𠮷😀{BROKEN}"),
        BROKEN.replace("云岭", "𠮷嶺(lǐng)"),
    ];
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut capabilities = modern();
        capabilities["general"]["positionEncodings"] = json!([encoding]);
        let mut client = Client::start(folder.path(), &capabilities);
        for (number, text) in variants.iter().enumerate() {
            let uri = uri(&folder.path().join(format!("{number}.txt")));
            client.open(&uri, text);
            let diagnostics = client.pull(&uri);
            assert_eq!(served(text, &diagnostics, encoding), fresh(text), "{encoding}, text {number}");
        }
    }
}

#[test]
fn a_document_of_no_kind_of_report_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut client = Client::start(folder.path(), &modern());
    client.open("untitled:Untitled-1", "你好\n");
    assert_eq!(client.pull("untitled:Untitled-1"), Vec::<Value>::new());
    client.replace("untitled:Untitled-1", 2, BROKEN);
    assert!(!client.pull("untitled:Untitled-1").is_empty());
    client.replace("untitled:Untitled-1", 3, "");
    assert_eq!(client.pull("untitled:Untitled-1"), Vec::<Value>::new());
    assert_eq!(client.pull("file:///not/open.txt"), Vec::<Value>::new());
}
