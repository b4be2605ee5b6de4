//! What a diagnostic says, and of which files.

use std::fs;

use serde_json::{Value, json};

use crate::client::{Client, modern, plain, text_at, uri};
use crate::{BROKEN, CLEAN};

fn by_code<'a>(list: &'a [Value], code: &str) -> &'a Value {
    list.iter().find(|found| found["code"] == code).unwrap_or_else(|| panic!("no {code} in {list:?}"))
}

#[test]
fn a_diagnostic_says_everything() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut client = Client::start(folder.path(), &modern());
    let uri = uri(&folder.path().join("report.txt"));
    client.open(&uri, BROKEN);
    let list = client.pull(&uri);
    for found in &list {
        assert_eq!(found["source"], "disclint");
        assert!(found["message"].as_str().is_some_and(|message| !message.is_empty()));
        assert_eq!(found["data"]["fingerprint"].as_str().map(str::len), Some(16));
        assert_eq!(found["data"]["rule"], found["code"]);
    }
    let numbering = by_code(&list, "item-number");
    assert_eq!(text_at(BROKEN, &numbering["range"], "utf-16"), "三");
    assert_eq!(numbering["relatedInformation"][0]["location"]["uri"], uri.as_str());
    assert_eq!(text_at(BROKEN, &numbering["relatedInformation"][0]["location"]["range"], "utf-16"), "三");
    assert_eq!(numbering["data"]["fixes"][0], "将“(三)”改为“(四)”");
}

#[test]
fn a_client_without_related_places_reads_them_in_the_message() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut client = Client::start(folder.path(), &plain());
    client.open(&uri(&folder.path().join("report.txt")), BROKEN);
    let params = client.notified("textDocument/publishDiagnostics");
    let list = params["diagnostics"].as_array().expect("a list");
    let message = by_code(list, "item-number")["message"].as_str().expect("a text");
    assert!(message.contains("前一个序号 (9:2)"), "{message}");
}

#[test]
fn what_the_client_has_is_not_sent_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut client = Client::start(folder.path(), &modern());
    let uri = uri(&folder.path().join("report.txt"));
    client.open(&uri, BROKEN);
    let first = client.result("textDocument/diagnostic", json!({"textDocument": {"uri": uri}}));
    let id = first["resultId"].clone();
    let again = json!({"textDocument": {"uri": uri}, "previousResultId": id});
    let second = client.result("textDocument/diagnostic", again.clone());
    assert_eq!(second, json!({"kind": "unchanged", "resultId": id}));
    // A change behind all findings leaves them as they are.
    let end = json!({"start": {"line": 9999, "character": 0}, "end": {"line": 9999, "character": 0}});
    client.change(&uri, 2, &end, "\n");
    assert_eq!(client.result("textDocument/diagnostic", again.clone())["kind"], "unchanged");
    client.replace(&uri, 3, CLEAN);
    let cleared = client.result("textDocument/diagnostic", again);
    assert_eq!((&cleared["kind"], &cleared["items"]), (&json!("full"), &json!([])));
}

#[test]
fn every_report_of_the_workspace_is_judged_and_open_ones_as_they_are_now() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in
        [("a.txt", BROKEN), ("b/c.md", CLEAN), ("d.txt", "no report"), ("e.txt", BROKEN), (".git/f.txt", BROKEN)]
    {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        fs::write(path, text).expect("written");
    }
    let mut client = Client::start(folder.path(), &modern());
    let open = uri(&folder.path().join("e.txt"));
    client.open(&open, CLEAN);
    let ask = |client: &mut Client, previous: &[Value]| {
        let result = client.result("workspace/diagnostic", json!({"previousResultIds": previous}));
        result["items"].as_array().expect("a list").clone()
    };
    let items = ask(&mut client, &[]);
    let summary: Vec<(String, usize)> = items
        .iter()
        .map(|item| {
            let name = item["uri"].as_str().expect("a URI").rsplit('/').next().expect("a name").to_owned();
            (name, item["items"].as_array().expect("a list").len())
        })
        .collect();
    let in_a = client.result("workspace/diagnostic", json!({"previousResultIds": []}))["items"][0]["items"].clone();
    let expected = in_a.as_array().expect("a list").len();
    assert!(expected > 0);
    assert_eq!(summary, [("a.txt".to_owned(), expected), ("c.md".to_owned(), 0), ("e.txt".to_owned(), 0)]);
    assert_eq!(items[2]["version"], 1);
    let previous: Vec<Value> =
        items.iter().map(|item| json!({"uri": item["uri"], "value": item["resultId"]})).collect();
    assert!(ask(&mut client, &previous).iter().all(|item| item["kind"] == "unchanged"));
    fs::write(folder.path().join("a.txt"), CLEAN).expect("written");
    let kinds: Vec<Value> = ask(&mut client, &previous).iter().map(|item| item["kind"].clone()).collect();
    assert_eq!(kinds, ["full", "unchanged", "unchanged"]);
}

#[test]
fn messages_come_in_the_language_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let params = |options: Value| {
        json!({"processId": null, "rootUri": uri(folder.path()), "capabilities": modern(),
            "initializationOptions": options})
    };
    let name = uri(&folder.path().join("report.txt"));
    let message =
        |client: &mut Client| by_code(&client.pull(&name), "item-number")["message"].as_str().expect("one").to_owned();
    let mut client = Client::start_with(folder.path(), &["--lang", "en"], params(json!({})));
    client.open(&name, BROKEN);
    assert!(message(&mut client).is_ascii() || message(&mut client).contains("should"), "{}", message(&mut client));
    let mut client = Client::start_with(folder.path(), &["--lang", "en"], params(json!({"lang": "zh"})));
    client.open(&name, BROKEN);
    assert!(message(&mut client).contains("序号"), "{}", message(&mut client));
    client.notify("workspace/didChangeConfiguration", json!({"settings": {"disclint": {"lang": "en"}}}));
    client.asked_for("workspace/diagnostic/refresh");
    assert!(!message(&mut client).contains("序号"));
}
