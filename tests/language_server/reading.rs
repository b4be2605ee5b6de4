//! Hover, navigation, outline, folding, selection, links.

use std::fs;

use serde_json::{Value, json};

use crate::client::{Client, modern, plain, position, text_at, uri};
use crate::{BROKEN, CLEAN};

/// A server with `text` open.
fn opened(capabilities: &Value, text: &str) -> (tempfile::TempDir, Client, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut client = Client::start(folder.path(), capabilities);
    let uri = uri(&folder.path().join("report.txt"));
    client.open(&uri, text);
    (folder, client, uri)
}

/// The position of the `n`th `needle`.
fn at(text: &str, needle: &str, n: usize) -> Value {
    let (offset, _) = text.match_indices(needle).nth(n).unwrap_or_else(|| panic!("no {needle}"));
    position(text, offset, "utf-16")
}

fn hover(client: &mut Client, uri: &str, position: &Value) -> String {
    let result = client.result("textDocument/hover", json!({"textDocument": {"uri": uri}, "position": position}));
    result["contents"]["value"].as_str().unwrap_or_default().to_owned()
}

/// The total of row `label` in the broken sample.
fn total_of(label: &str) -> Value {
    let row = BROKEN.lines().position(|line| line.starts_with(label)).expect("there");
    let line = BROKEN.lines().nth(row).expect("there");
    let last = line.trim_end_matches(['|', ' ']).rfind(' ').expect("cells") + 1;
    let column: usize = line[..last].encode_utf16().count();
    json!({"line": row, "character": column})
}

#[test]
fn a_cell_shows_its_address_its_row_and_every_equation_with_its_numbers() {
    let (_folder, mut client, uri) = opened(&modern(), BROKEN);
    let text = hover(&mut client, &uri, &total_of("一、本年新收"));
    assert!(text.starts_with("**表三/一、本年新收政府信息公开申请数量/总计**"), "{text}");
    assert!(text.contains("表式: 一、本年新收政府信息公开申请数量"), "{text}");
    assert!(text.contains("✓") && text.contains("自然人 4"), "{text}");
    // The figure of the prose that was held against it.
    assert!(text.contains("17件"), "{text}");
    let text = hover(&mut client, &uri, &total_of("三、本年度办理结果"));
    assert!(text.contains("✗"), "{text}");
}

#[test]
fn a_figure_shows_the_cells_it_was_held_against() {
    let (_folder, mut client, uri) = opened(&modern(), BROKEN);
    let text = hover(&mut client, &uri, &at(BROKEN, "17件", 0));
    assert!(text.contains("表三/一、本年新收政府信息公开申请数量/总计"), "{text}");
    let text = hover(&mut client, &uri, &at(BROKEN, "4次", 0));
    assert!(text.contains("没有规则核对这个数字"), "{text}");
}

#[test]
fn a_heading_shows_the_clause_it_rests_on() {
    let (_folder, mut client, uri) = opened(&plain(), BROKEN);
    let text = hover(&mut client, &uri, &at(BROKEN, "存在的主要问题", 0));
    assert!(text.contains("第五部分: 存在的主要问题及改进情况"), "{text}");
    assert!(text.contains("国办公开办函〔2021〕30号") && text.contains("与规定的标题不同"), "{text}");
    assert!(!text.contains("**"), "plain text: {text}");
    assert_eq!(hover(&mut client, &uri, &at(BROKEN, "通知公告类", 0)), "");
}

#[test]
fn from_a_figure_to_its_cells_and_back() {
    let (_folder, mut client, uri) = opened(&modern(), BROKEN);
    let place = |position: &Value| json!({"textDocument": {"uri": uri}, "position": position});
    let figure = at(BROKEN, "17件", 0);
    let links = client.result("textDocument/definition", place(&figure));
    let targets = links.as_array().expect("a list");
    assert_eq!(targets[0]["targetUri"], uri.as_str());
    assert_eq!(targets[0]["targetRange"]["start"], total_of("一、本年新收"));
    assert_eq!(text_at(BROKEN, &targets[0]["targetRange"], "utf-16"), "17");

    let back = client.result("textDocument/definition", place(&total_of("一、本年新收")));
    assert_eq!(back[0]["targetRange"]["start"], figure);
    let mut params = place(&total_of("一、本年新收"));
    params["context"] = json!({"includeDeclaration": true});
    let references = client.result("textDocument/references", params);
    let starts: Vec<&Value> =
        references.as_array().expect("a list").iter().map(|found| &found["range"]["start"]).collect();
    assert!(starts.contains(&&figure) && starts.contains(&&total_of("一、本年新收")), "{starts:?}");
    assert_eq!(client.result("textDocument/definition", place(&at(BROKEN, "总体情况", 0))), Value::Null);
}

#[test]
fn the_outline_has_parts_tables_and_rows() {
    let (_folder, mut client, uri) = opened(&modern(), CLEAN);
    let document = json!({"textDocument": {"uri": uri}});
    let symbols = client.result("textDocument/documentSymbol", document.clone());
    let names = |list: &Value| -> Vec<String> {
        let list = list.as_array().into_iter().flatten();
        list.map(|symbol| symbol["name"].as_str().expect("a name").to_owned()).collect()
    };
    let parts = names(&symbols);
    assert!(
        parts.contains(&"一、总体情况".to_owned()) && parts.contains(&"六、其他需要报告的事项".to_owned()),
        "{parts:?}"
    );
    let third = symbols
        .as_array()
        .expect("a list")
        .iter()
        .find(|part| part["name"].as_str().is_some_and(|name| name.starts_with("三、")));
    let table =
        third.expect("there")["children"].as_array().expect("a list").iter().find(|child| child["name"] == "表三");
    let rows = names(&table.expect("there")["children"]);
    assert!(rows.contains(&"四、结转下年度继续办理".to_owned()), "{rows:?}");
    contained(&symbols, None);

    let (_folder, mut client, uri) = opened(&plain(), CLEAN);
    let flat = client.result("textDocument/documentSymbol", json!({"textDocument": {"uri": uri}}));
    assert!(flat[0]["location"].is_object() && flat.as_array().expect("a list").len() > parts.len());
}

/// The protocol wants each range to hold its selection and its children.
fn contained(symbols: &Value, within: Option<&Value>) {
    let key = |position: &Value| (position["line"].as_u64(), position["character"].as_u64());
    let holds = |outer: &Value, inner: &Value| {
        key(&outer["start"]) <= key(&inner["start"]) && key(&inner["end"]) <= key(&outer["end"])
    };
    for symbol in symbols.as_array().into_iter().flatten() {
        assert!(holds(&symbol["range"], &symbol["selectionRange"]), "{symbol}");
        assert!(within.is_none_or(|outer| holds(outer, &symbol["range"])), "{symbol}");
        contained(&symbol["children"], Some(&symbol["range"]));
    }
}

#[test]
fn parts_and_tables_fold_and_selections_grow() {
    let (_folder, mut client, uri) = opened(&modern(), BROKEN);
    let folds = client.result("textDocument/foldingRange", json!({"textDocument": {"uri": uri}}));
    let starts: Vec<u64> =
        folds.as_array().expect("a list").iter().map(|fold| fold["startLine"].as_u64().expect("one")).collect();
    let heading = at(BROKEN, "三、收到和处理", 0)["line"].as_u64().expect("a line");
    assert!(starts.contains(&heading), "{starts:?}");

    let params = json!({"textDocument": {"uri": uri}, "positions": [total_of("一、本年新收"), at(BROKEN, "17件", 0)]});
    let chains = client.result("textDocument/selectionRange", params);
    for chain in chains.as_array().expect("a list") {
        let mut texts = Vec::new();
        let mut next = chain;
        while next.is_object() {
            texts.push(text_at(BROKEN, &next["range"], "utf-16"));
            next = &next["parent"];
        }
        assert_eq!(texts[0], "17");
        assert_eq!(texts.last(), Some(&BROKEN));
        assert!(texts.len() >= 4 && texts.is_sorted_by(|a, b| b.contains(a) && a != b), "{texts:?}");
    }
}

#[test]
fn citations_are_links_where_a_pack_gives_an_address() {
    let folder = tempfile::tempdir().expect("a folder");
    let pack = "[pack]\nid = 'own'\nextends = 'disclosure-2021'\nyears = { from = 2021 }\n\
        title = { zh = '甲', en = 'a' }\n[[citation]]\n\
        names = ['《中华人民共和国政府信息公开条例》', '国办公开办函〔2021〕30号']\nurl = 'https://example.org/30'\n";
    fs::write(folder.path().join("own.toml"), pack).expect("written");
    let params = json!({"processId": null, "rootUri": uri(folder.path()), "capabilities": modern()});
    let mut client = Client::start_with(folder.path(), &["--rules", "own.toml"], params);
    let uri = uri(&folder.path().join("report.txt"));
    client.open(&uri, BROKEN);
    let links = client.result("textDocument/documentLink", json!({"textDocument": {"uri": uri}}));
    assert_eq!(text_at(BROKEN, &links[0]["range"], "utf-16"), "《中华人民共和国政府信息公开条例》");
    assert_eq!(links[0]["target"], "https://example.org/30");
    let list = client.pull(&uri);
    let described = list.iter().find(|found| found["code"] == "applications-outcomes").expect("there");
    assert_eq!(described["codeDescription"]["href"], "https://example.org/30");

    let (_folder, mut client, uri) = opened(&modern(), BROKEN);
    assert_eq!(client.result("textDocument/documentLink", json!({"textDocument": {"uri": uri}})), json!([]));
    assert!(client.pull(&uri).iter().all(|found| found.get("codeDescription").is_none()));
}
