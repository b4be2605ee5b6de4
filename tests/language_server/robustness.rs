//! What a client should not do, and what it may do at any time.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::client::{Client, modern, plain, range, uri};
use crate::{BROKEN, CLEAN};

#[test]
fn it_ends_as_the_protocol_wants_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let client = Client::start(folder.path(), &modern());
    assert_eq!(client.shut_down(), 0);
    let client = Client::start(folder.path(), &modern());
    assert_eq!(client.hang_up(), 1, "nobody asked it to shut down");
    let mut client = Client::spawn(folder.path(), &["--stdio"]);
    let answer = client.request("textDocument/hover", json!({}));
    assert_eq!(answer["error"]["code"], -32002, "not initialized: {answer}");
    client.request("initialize", json!({"processId": null, "rootUri": null, "capabilities": {}}));
    assert_eq!(client.shut_down(), 0);
}

#[test]
fn malformed_messages_are_refused_and_the_next_one_is_served() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut client = Client::start(folder.path(), &modern());
    client.write(b"Content-Length: 9\r\n\r\n{\"jsonrpc");
    client.write("Content-Length: 3\r\n\r\n数".as_bytes());
    for (method, params) in [
        ("textDocument/diagnostic", json!({"textDocument": 3})),
        ("textDocument/diagnostic", json!([])),
        ("no/such/method", json!({})),
        ("textDocument/hover", json!({"textDocument": {"uri": "file:///x"}, "position": {"line": -1, "character": 0}})),
        ("textDocument/hover", json!({"textDocument": {"uri": "::::"}, "position": {"line": 0, "character": 0}})),
        ("workspace/executeCommand", json!({"command": "no.such.command"})),
        ("workspace/executeCommand", json!({"command": "disclint.server.waive", "arguments": [1, 2]})),
    ] {
        let answer = client.request(method, params);
        assert!(answer["error"]["code"].is_i64(), "{method}: {answer}");
    }
    client.notify(
        "textDocument/didChange",
        json!({"textDocument": {"uri": "file:///never/opened", "version": 2},
        "contentChanges": [{"text": "x"}]}),
    );
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": "file:///never/opened"}}));
    client.notify("textDocument/didOpen", json!({"textDocument": "x"}));
    client.notify("no/such/notification", json!({}));
    client.notify("$/setTrace", json!({"value": "verbose"}));
    client.notify("workspace/didChangeConfiguration", json!({"settings": {"disclint": {"lang": 7, "rules": {}}}}));
    client.notify("workspace/didChangeConfiguration", json!({"settings": null}));
    let uri = uri(&folder.path().join("report.txt"));
    client.open(&uri, CLEAN);
    assert_eq!(client.pull(&uri), Vec::<Value>::new());
}

#[test]
fn changes_out_of_bounds_are_clamped() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut client = Client::start(folder.path(), &modern());
    let uri = uri(&folder.path().join("report.txt"));
    client.open(&uri, "𠮷");
    let at = |a: u64, b: u64, c: u64, d: u64| json!({"start": {"line": a, "character": b}, "end": {"line": c, "character": d}});
    let most = u64::from(u32::MAX);
    for (version, range) in [(2, at(0, 1, 0, 1)), (3, at(most, most, most, most)), (4, at(3, 0, 0, 0))] {
        client.change(&uri, version, &range, "件");
    }
    client.replace(&uri, 5, BROKEN);
    assert!(!client.pull(&uri).is_empty());
}

#[test]
fn five_megabytes_do_not_bring_it_down() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut client = Client::start(folder.path(), &modern());
    let large = uri(&folder.path().join("large.txt"));
    let mut text = BROKEN.to_owned();
    while text.len() < 5_000_000 {
        text.push_str("全年收到政府信息公开申请17件，办结16件。\n");
    }
    client.open(&large, &text);
    // While it is at it, a small one is served.
    let asked = client.ask("textDocument/diagnostic", json!({"textDocument": {"uri": large}}));
    let small = uri(&folder.path().join("small.txt"));
    client.open(&small, CLEAN);
    assert_eq!(client.pull(&small), Vec::<Value>::new());
    let answer = client.answer(asked);
    assert!(!answer["result"]["items"].as_array().expect("a list").is_empty());
    // One line of five megabytes.
    client.replace(&large, 2, &"一".repeat(1_700_000));
    assert_eq!(client.pull(&large), Vec::<Value>::new());
}

#[test]
fn a_cancelled_request_is_answered_at_once_and_stops() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut client = Client::start(folder.path(), &modern());
    let uri = uri(&folder.path().join("report.txt"));
    let mut text = BROKEN.to_owned();
    while text.len() < 3_000_000 {
        text.push_str("全年收到政府信息公开申请17件，办结16件。\n");
    }
    client.open(&uri, &text);
    let asked = client.ask("textDocument/diagnostic", json!({"textDocument": {"uri": uri}}));
    client.notify("$/cancelRequest", json!({"id": asked}));
    let answer = client.answer(asked);
    assert!(answer["error"]["code"] == -32800 || answer["result"].is_object(), "{answer}");
    client.replace(&uri, 2, CLEAN);
    assert_eq!(client.pull(&uri), Vec::<Value>::new());
}

#[test]
fn a_question_about_a_text_that_has_changed_is_not_answered_from_the_new_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut client = Client::start(folder.path(), &modern());
    let uri = uri(&folder.path().join("report.txt"));
    client.open(&uri, BROKEN);
    let before = client.pull(&uri).len();
    let asked: Vec<i64> = (2..30)
        .map(|version| {
            let id = client.ask("textDocument/diagnostic", json!({"textDocument": {"uri": uri}}));
            client.replace(&uri, version, CLEAN);
            id
        })
        .collect();
    for (number, id) in asked.into_iter().enumerate() {
        let answer = client.answer(id);
        if let Some(items) = answer["result"]["items"].as_array() {
            assert_eq!(items.len(), if number == 0 { before } else { 0 });
        } else {
            assert_eq!(answer["error"]["code"], -32801, "{answer}");
        }
    }
}

#[test]
fn many_changes_at_once_do_not_wedge_it() {
    let folder = tempfile::tempdir().expect("a folder");
    for capabilities in [modern(), plain()] {
        let mut client = Client::start(folder.path(), &capabilities);
        let uri = uri(&folder.path().join("report.txt"));
        client.open(&uri, BROKEN);
        let started = Instant::now();
        for version in 2..3000 {
            client.change(&uri, version, &range(BROKEN, 0, 0, "utf-16"), "一");
        }
        client.replace(&uri, 3000, CLEAN);
        client.request(
            "textDocument/hover",
            json!({"textDocument": {"uri": uri}, "position": {"line": 0, "character": 0}}),
        );
        assert!(started.elapsed() < Duration::from_secs(30));
    }
}
