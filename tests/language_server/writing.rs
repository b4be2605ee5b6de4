//! Code actions, completion, formatting: what changes the text.

use std::fs;

use serde_json::{Value, json};

use crate::client::{Client, modern, offset, plain, position, range, range_of, uri};
use crate::{BROKEN, CLEAN};

/// A document that is edited as the server proposes.
struct Desk {
    folder: tempfile::TempDir,
    client: Client,
    uri: String,
    text: String,
    version: i64,
}

impl Desk {
    fn new(capabilities: &Value, text: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let params = json!({"processId": null, "rootUri": uri(folder.path()), "capabilities": capabilities});
        Self::with(folder, params, text)
    }

    fn with(folder: tempfile::TempDir, params: Value, text: &str) -> Self {
        let mut client = Client::start_with(folder.path(), &[], params);
        let path = folder.path().join("report.txt");
        fs::write(&path, text).expect("written");
        let uri = uri(&path);
        client.open(&uri, text);
        Self { folder, client, uri, text: text.to_owned(), version: 1 }
    }

    fn codes(&mut self) -> Vec<String> {
        let list = self.client.pull(&self.uri);
        list.iter().map(|found| found["code"].as_str().expect("a rule").to_owned()).collect()
    }

    /// The actions at the first finding of a rule.
    fn actions(&mut self, code: &str) -> Vec<Value> {
        let list = self.client.pull(&self.uri);
        let found = list.iter().find(|found| found["code"] == code).unwrap_or_else(|| panic!("no {code}: {list:#?}"));
        let params = json!({
            "textDocument": {"uri": self.uri}, "range": found["range"], "context": {"diagnostics": [found]},
        });
        let actions = self.client.result("textDocument/codeAction", params);
        actions.as_array().expect("a list").clone()
    }

    fn action(&mut self, code: &str, title: &str) -> Value {
        let actions = self.actions(code);
        let mut wanted = actions.iter().filter(|action| action["title"].as_str().is_some_and(|t| t.contains(title)));
        wanted.next().unwrap_or_else(|| panic!("no {title} in {actions:#?}")).clone()
    }

    /// Applies an action's edit of this document.
    fn apply(&mut self, action: &Value) {
        let changes = &action["edit"]["documentChanges"][0];
        assert_eq!(changes["textDocument"]["version"], self.version);
        let edits = changes["edits"].as_array().expect("a list").clone();
        self.edit(&edits);
    }

    fn edit(&mut self, edits: &[Value]) {
        apply(&mut self.text, edits);
        self.version += 1;
        let text = self.text.clone();
        self.client.replace(&self.uri, self.version, &text);
    }

    fn completions(&mut self, position: &Value) -> Vec<Value> {
        let params = json!({"textDocument": {"uri": self.uri}, "position": position});
        self.client.result("textDocument/completion", params).as_array().expect("a list").clone()
    }
}

/// Applies edits that do not overlap, all of them seen from the same text.
fn apply(text: &mut String, edits: &[Value]) {
    let mut places: Vec<(usize, usize, &str)> = edits
        .iter()
        .map(|edit| {
            let place = &edit["range"];
            let (start, end) = (offset(text, &place["start"], "utf-16"), offset(text, &place["end"], "utf-16"));
            (start, end, edit["newText"].as_str().expect("a text"))
        })
        .collect();
    places.sort_unstable();
    for (start, end, new) in places.into_iter().rev() {
        text.replace_range(start..end, new);
    }
}

/// The broken sample with the line that begins with `start` taken out.
fn without_line(text: &str, start: &str) -> String {
    let line = text.split_inclusive('\n').find(|line| line.starts_with(start)).expect("there");
    text.replacen(line, "", 1)
}

#[test]
fn a_cell_is_set_to_the_value_that_its_equations_give() {
    let mut desk = Desk::new(&modern(), BROKEN);
    let action = desk.action("applications-outcomes", "将 4 改为 3");
    assert_eq!((&action["kind"], &action["isPreferred"]), (&json!("quickfix"), &json!(true)));
    assert_eq!(action["diagnostics"][0]["code"], "applications-outcomes");
    desk.apply(&action);
    assert!(!desk.codes().contains(&"applications-outcomes".to_owned()));
}

#[test]
fn a_total_is_set_to_the_sum_of_its_parts() {
    let mut desk = Desk::new(&modern(), BROKEN);
    let action = desk.action("review-total", "的 3 改为 2(相差一)");
    desk.apply(&action);
    assert!(!desk.codes().contains(&"review-total".to_owned()));
}

#[test]
fn a_figure_is_set_to_the_table_or_the_table_to_the_figure() {
    let wrong = CLEAN.replacen("上年结转政府信息公开申请2件", "上年结转政府信息公开申请9件", 1);
    let mut desk = Desk::new(&modern(), &wrong);
    let list = desk.codes();
    let code = list.first().expect("a finding").clone();
    let titles: Vec<String> =
        desk.actions(&code).iter().map(|action| action["title"].as_str().expect("one").to_owned()).collect();
    assert!(titles.iter().any(|title| title.starts_with("将正文中的")), "{titles:?}");
    assert!(titles.iter().any(|title| title.starts_with("将表中")), "{titles:?}");
    let action = desk.action(&code, "将正文中的");
    desk.apply(&action);
    assert_eq!(desk.text, CLEAN);
    assert_eq!(desk.codes(), Vec::<String>::new());
}

#[test]
fn headings_are_renumbered_and_restored() {
    let mut desk = Desk::new(&modern(), BROKEN);
    let action = desk.action("section-misnamed", "改为“存在的主要问题及改进情况”");
    desk.apply(&action);
    let action = desk.action("item-number", "改为“(四)”");
    desk.apply(&action);
    // One mended, the next one is seen.
    while desk.codes().contains(&"item-number".to_owned()) {
        let action = desk.action("item-number", "将“");
        desk.apply(&action);
    }
    assert!(desk.text.contains("（四）政府信息公开平台建设情况") && desk.text.contains("（五）监督保障情况"));
    assert!(desk.text.contains("存在的主要问题及改进情况"));
}

#[test]
fn every_prescribed_wording_is_restored_at_once() {
    let mut desk = Desk::new(&modern(), BROKEN);
    let params = json!({
        "textDocument": {"uri": desk.uri}, "range": range(BROKEN, 0, 0, "utf-16"),
        "context": {"diagnostics": [], "only": ["source.fixAll"]},
    });
    let actions = desk.client.result("textDocument/codeAction", params);
    assert_eq!(actions[0]["kind"], "source.fixAll");
    desk.apply(&actions[0]);
    assert!(!desk.codes().contains(&"section-misnamed".to_owned()));
}

#[test]
fn a_missing_heading_and_a_missing_row_are_put_in() {
    let mut desk = Desk::new(&modern(), &without_line(CLEAN, "六、"));
    let action = desk.action("section-missing", "插入标题“六、其他需要报告的事项”");
    desk.apply(&action);
    assert!(!desk.codes().contains(&"section-missing".to_owned()), "{}", desk.text);

    let row = CLEAN.lines().find(|line| line.contains("2.重复申请")).expect("there").to_owned();
    let mut desk = Desk::new(&modern(), &without_line(CLEAN, row.split('|').next().expect("a start")));
    let action = desk.action("row-missing", "插入空行“2.重复申请”");
    desk.apply(&action);
    assert!(!desk.codes().contains(&"row-missing".to_owned()), "{}", desk.text);
}

#[test]
fn a_finding_is_waived_by_the_client_or_by_an_edit_or_by_the_server() {
    // The client asks for the reason and hands it on.
    let folder = tempfile::tempdir().expect("a folder");
    let params = json!({"processId": null, "rootUri": uri(folder.path()), "capabilities": modern(),
        "initializationOptions": {"waiveCommand": "disclint.waive"}});
    let mut desk = Desk::with(folder, params, BROKEN);
    let action = desk.action("item-number", "豁免此项");
    assert_eq!(action["command"]["command"], "disclint.waive");
    let arguments = action["command"]["arguments"].as_array().expect("a list").clone();
    assert_eq!((&arguments[0], &arguments[2]), (&json!(desk.uri), &json!("item-number")));
    let waive = |desk: &mut Desk, reason: &str| {
        let params = json!({"command": "disclint.server.waive", "arguments": [desk.uri, arguments[1], reason]});
        desk.client.request("workspace/executeCommand", params)
    };
    assert!(waive(&mut desk, " ")["error"].is_object(), "a reason is wanted");
    let toml = desk.folder.path().join("disclint.toml");
    fs::write(&toml, "# 说明\n").expect("written");
    let answer = waive(&mut desk, "已核对“附件”");
    assert!(answer["result"]["path"].is_string(), "{answer}");
    let text = fs::read_to_string(&toml).expect("read");
    assert!(text.starts_with("# 说明\n") && text.contains("已核对“附件”") && text.contains("file = \"report.txt\""));
    assert!(!desk.codes().contains(&"item-number".to_owned()));

    // Without such a command the action writes a reason to be filled in.
    let mut desk = Desk::new(&modern(), BROKEN);
    let action = desk.action("item-number", "豁免此项");
    let operations = &action["edit"]["documentChanges"];
    assert_eq!(operations[0]["kind"], "create");
    let written = operations[1]["edits"][0]["newText"].as_str().expect("a text");
    assert!(written.contains("待说明"), "{written}");
}

#[test]
fn an_old_client_gets_no_actions_that_it_cannot_carry_out() {
    let mut desk = Desk::new(&plain(), BROKEN);
    assert_eq!(desk.client.initialized["capabilities"]["codeActionProvider"], Value::Null);
    let params = json!({"textDocument": {"uri": desk.uri}, "range": range_of(BROKEN, "（三）政府信息公开平台"),
        "context": {"diagnostics": []}});
    assert_eq!(desk.client.result("textDocument/codeAction", params), json!([]));
}

#[test]
fn a_whole_form_is_offered_in_an_empty_file_and_is_read_as_one() {
    let mut desk = Desk::new(&modern(), "");
    let items = desk.completions(&json!({"line": 0, "character": 0}));
    let form = items.iter().find(|item| item["label"] == "空白年度报告(2021年起)").expect("offered");
    let edit = form["textEdit"].clone();
    desk.edit(&[edit]);
    let codes = desk.codes();
    for code in ["section-missing", "table-missing", "row-missing", "section-misnamed", "row-misnamed", "row-unknown"] {
        assert!(!codes.iter().any(|found| found == code), "{code}: {codes:?}\n{}", desk.text);
    }
    let proof = desk.client.result("disclint/proof", json!({"textDocument": {"uri": desk.uri}}));
    let tables: Vec<&str> =
        proof["tables"].as_array().expect("a list").iter().map(|table| table["name"].as_str().expect("one")).collect();
    assert_eq!(tables, ["表二", "表三", "表四"], "{}", desk.text);
}

#[test]
fn headings_and_rows_are_offered_in_their_order() {
    let text = without_line(CLEAN, "五、");
    let mut desk = Desk::new(&modern(), &text);
    let line = text.lines().position(|line| line.starts_with("六、")).expect("there");
    let labels: Vec<String> = desk
        .completions(&json!({"line": line, "character": 0}))
        .iter()
        .map(|item| item["label"].as_str().expect("one").to_owned())
        .collect();
    assert!(labels.contains(&"五、存在的主要问题及改进情况".to_owned()), "{labels:?}");
    assert!(!labels.contains(&"一、总体情况".to_owned()), "{labels:?}");

    let row = CLEAN.lines().find(|line| line.contains("2.重复申请")).expect("there");
    let text = CLEAN.replacen(row, "2.重", 1);
    let mut desk = Desk::new(&modern(), &text);
    let at = text.find("\n2.重").expect("there") + 1;
    let items = desk.completions(&position(&text, at + "2.重".len(), "utf-16"));
    assert_eq!(items[0]["label"], "2.重复申请", "{items:?}");
    assert_eq!(items[0]["textEdit"]["range"], range(&text, at, "2.重".len(), "utf-16"));
}

#[test]
fn sentences_say_what_the_tables_say() {
    let at = CLEAN.find("二、主动公开").expect("there");
    let text = format!("{}\n{}", &CLEAN[..at], &CLEAN[at..]);
    let mut desk = Desk::new(&modern(), &text);
    let items = desk.completions(&position(&text, at, "utf-16"));
    let sentences: Vec<Value> = items.into_iter().filter(|item| item["kind"] == 15).collect();
    assert!(sentences.len() >= 3, "{sentences:?}");
    let edits: Vec<Value> = sentences.iter().map(|item| item["textEdit"].clone()).collect();
    for edit in edits {
        desk.edit(&[edit]);
    }
    assert!(desk.text.contains("收到政府信息公开申请"));
    assert_eq!(desk.codes(), Vec::<String>::new(), "{}", desk.text);
}

#[test]
fn tables_are_aligned_and_read_the_same() {
    let mut desk = Desk::new(&modern(), BROKEN);
    let before = desk.codes();
    let params = json!({"textDocument": {"uri": desk.uri}, "options": {"tabSize": 4, "insertSpaces": true}});
    let edits = desk.client.result("textDocument/formatting", params.clone()).as_array().expect("a list").clone();
    assert!(!edits.is_empty());
    desk.edit(&edits);
    assert_eq!(desk.codes(), before);
    let lines: Vec<&str> = desk.text.lines().filter(|line| line.contains("政府信息公开申请数量 ")).collect();
    let ends: Vec<usize> =
        lines.iter().map(|line| unicode_width::UnicodeWidthStr::width(line.trim_end_matches(['|', ' ']))).collect();
    assert_eq!(ends.len(), 2);
    assert_eq!(ends[0], ends[1], "{lines:?}");
    let again = desk.client.result("textDocument/formatting", params);
    assert_eq!(again, json!([]), "once is enough");
}
