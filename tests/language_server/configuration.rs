//! Configurations, baselines and packs: the nearest one holds, and a change is seen without a restart.

use std::fs;
use std::process::Command;

use serde_json::{Value, json};

use crate::BROKEN;
use crate::client::{Client, modern, plain, text_at, uri};

fn codes(list: &[Value]) -> Vec<String> {
    list.iter().map(|found| found["code"].as_str().expect("a rule").to_owned()).collect()
}

#[test]
fn the_nearest_configuration_holds_in_each_folder() {
    let (one, two) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    fs::write(one.path().join("disclint.toml"), "[rules]\nitem-number = 'off'\n").expect("written");
    fs::create_dir(one.path().join("inner")).expect("made");
    fs::write(one.path().join("inner/disclint.toml"), "[rules]\nitem-number = 'info'\n").expect("written");
    let folder = |path: &std::path::Path| json!({"uri": uri(path), "name": "x"});
    let params = json!({"processId": null, "rootUri": null, "capabilities": modern(),
        "workspaceFolders": [folder(one.path())]});
    let mut client = Client::start_with(one.path(), &[], params);
    let severity = |client: &mut Client, path: std::path::PathBuf| {
        let uri = uri(&path);
        client.open(&uri, BROKEN);
        let list = client.pull(&uri);
        list.iter().find(|found| found["code"] == "item-number").map(|found| found["severity"].clone())
    };
    assert_eq!(severity(&mut client, one.path().join("a.txt")), None);
    assert_eq!(severity(&mut client, one.path().join("inner/a.txt")), Some(json!(3)));
    let plain = severity(&mut client, two.path().join("a.txt"));
    assert!(plain.is_some() && plain != Some(json!(3)), "{plain:?}");
    client.notify(
        "workspace/didChangeWorkspaceFolders",
        json!({"event": {"added": [folder(two.path())], "removed": [folder(one.path())]}}),
    );
    client.asked_for("workspace/diagnostic/refresh");
    assert_eq!(severity(&mut client, one.path().join("b.txt")), None);
}

#[test]
fn a_configuration_that_changes_is_applied_when_the_client_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut client = Client::start(folder.path(), &modern());
    let registered = client.asked_for("client/registerCapability");
    assert_eq!(registered["registrations"][0]["method"], "workspace/didChangeWatchedFiles");
    let report = uri(&folder.path().join("report.txt"));
    client.open(&report, BROKEN);
    let before = codes(&client.pull(&report));
    let path = folder.path().join("disclint.toml");
    fs::write(&path, "[rules]\nitem-number = 'off'\n").expect("written");
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": uri(&path), "type": 1}]}));
    client.asked_for("workspace/diagnostic/refresh");
    let after = codes(&client.pull(&report));
    assert_eq!(before.len(), after.len() + 1);
    fs::remove_file(&path).expect("removed");
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": uri(&path), "type": 3}]}));
    client.asked_for("workspace/diagnostic/refresh");
    assert_eq!(codes(&client.pull(&report)), before);
}

#[test]
fn where_the_client_does_not_watch_the_server_looks_itself() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut client = Client::start(folder.path(), &plain());
    client.open(&uri(&folder.path().join("report.txt")), BROKEN);
    let list = |params: &Value| codes(params["diagnostics"].as_array().expect("a list"));
    let before = list(&client.notified("textDocument/publishDiagnostics"));
    assert!(before.contains(&"item-number".to_owned()));
    // The first look comes within a second.
    std::thread::sleep(std::time::Duration::from_millis(2500));
    fs::write(folder.path().join("disclint.toml"), "[rules]\nitem-number = 'off'\n").expect("written");
    let after = list(&client.notified("textDocument/publishDiagnostics"));
    assert_eq!(after.len() + 1, before.len());
}

#[test]
fn a_broken_configuration_is_told_and_does_not_stop_the_work() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("disclint.toml"), "[rules]\nno-such-rule = 'off'\n").expect("written");
    let mut client = Client::start(folder.path(), &modern());
    let report = uri(&folder.path().join("report.txt"));
    client.open(&report, BROKEN);
    assert!(!client.pull(&report).is_empty());
    let message = client.notified("window/showMessage")["message"].as_str().expect("a text").to_owned();
    assert!(message.contains("disclint.toml:2:") && message.contains("no-such-rule"), "{message}");
}

#[test]
fn a_broken_configuration_is_marked_where_it_is_broken_until_it_is_mended() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("disclint.toml");
    let text = "# 说明\n[rules]\nno-such-rule = 'off'\n";
    fs::write(&path, text).expect("written");
    let mut client = Client::start(folder.path(), &modern());
    let report = uri(&folder.path().join("report.txt"));
    client.open(&report, BROKEN);
    client.pull(&report);
    let marked = |client: &mut Client, count: usize| {
        client.notified_where("textDocument/publishDiagnostics", |params| {
            params["uri"].as_str().is_some_and(|name| name.ends_with("/disclint.toml"))
                && params["diagnostics"].as_array().is_some_and(|list| list.len() == count)
        })
    };
    let found = marked(&mut client, 1);
    assert_eq!(text_at(text, &found["diagnostics"][0]["range"], "utf-16"), "no-such-rule");
    fs::write(&path, "").expect("written");
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": uri(&path), "type": 2}]}));
    client.asked_for("workspace/diagnostic/refresh");
    client.pull(&report);
    marked(&mut client, 0);
}

#[test]
fn waived_findings_are_gone_and_known_ones_are_hints() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("report.txt");
    fs::write(&path, BROKEN).expect("written");
    let mut client = Client::start(folder.path(), &modern());
    let report = uri(&path);
    client.open(&report, BROKEN);
    let list = client.pull(&report);
    let print = list[0]["data"]["fingerprint"].as_str().expect("a text");
    let toml = folder.path().join("disclint.toml");
    fs::write(&toml, format!("[[waive]]\nfingerprint = '{print}'\nreason = '已核'\nfile = 'report.txt'\n"))
        .expect("written");
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": uri(&toml), "type": 1}]}));
    client.asked_for("workspace/diagnostic/refresh");
    assert_eq!(client.pull(&report), list[1..].to_vec());

    let status = Command::new(env!("CARGO_BIN_EXE_disclint"))
        .args(["baseline", "report.txt"])
        .current_dir(folder.path())
        .status()
        .expect("runs");
    assert!(status.success());
    fs::write(&toml, "baseline = 'disclint-baseline.json'\n").expect("written");
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": uri(&toml), "type": 2}]}));
    client.asked_for("workspace/diagnostic/refresh");
    let list = client.pull(&report);
    // The waived one is not in the baseline.
    assert_eq!(list.iter().filter(|found| found["severity"] != 4).count(), 1, "{list:?}");
}

#[test]
fn packs_are_loaded_and_loaded_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let packs = folder.path().join("packs");
    fs::create_dir(&packs).expect("made");
    let file = packs.join("own.toml");
    let pack = |severity: &str| {
        format!(
            "[pack]\nid = 'own'\nextends = 'disclosure-2021'\nyears = {{ from = 2021 }}\n\
             title = {{ zh = '甲', en = 'a' }}\n[[adjust]]\nrule = 'item-number'\nseverity = '{severity}'\n"
        )
    };
    fs::write(&file, pack("off")).expect("written");
    let params = json!({"processId": null, "rootUri": uri(folder.path()), "capabilities": modern(),
        "initializationOptions": {"rules": ["packs"]}});
    let mut client = Client::start_with(folder.path(), &[], params);
    let report = uri(&folder.path().join("report.txt"));
    client.open(&report, BROKEN);
    let has = |client: &mut Client| codes(&client.pull(&report)).contains(&"item-number".to_owned());
    assert!(!has(&mut client));
    fs::write(&file, pack("info")).expect("written");
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": uri(&file), "type": 2}]}));
    client.asked_for("workspace/diagnostic/refresh");
    assert!(has(&mut client));
    fs::write(&file, "[pack]\nid = 3\n").expect("written");
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": uri(&file), "type": 2}]}));
    let message = client.notified("window/showMessage")["message"].as_str().expect("a text").to_owned();
    assert!(message.contains("own.toml"), "{message}");
    assert!(has(&mut client), "the built-in ones still judge");
}

#[test]
fn a_report_is_held_against_last_years_and_again_when_that_changes() {
    let folder = tempfile::tempdir().expect("a folder");
    let report = |year: u16, carried_in: u8, carried_out: u8| {
        format!(
            "云浦市教育局{year}年政府信息公开工作年度报告\n一、总体情况\n工作平稳。\n二、主动公开政府信息情况\n如下。\n\
             三、收到和处理政府信息公开申请情况\n\
             (本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和) | 申请人情况\n\
             自然人 | 法人或其他组织 | 总计\n商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他\n\
             二、上年结转政府信息公开申请数量 | {carried_in} | 0 | 0 | 0 | 0 | 0 | {carried_in}\n\
             四、结转下年度继续办理 | {carried_out} | 0 | 0 | 0 | 0 | 0 | {carried_out}\n"
        )
    };
    let last = folder.path().join("2022.txt");
    fs::write(&last, report(2022, 0, 4)).expect("written");
    fs::write(folder.path().join("disclint.toml"), "previous = ['2022.txt']\n").expect("written");
    let mut client = Client::start(folder.path(), &modern());
    let name = uri(&folder.path().join("2023.txt"));
    client.open(&name, &report(2023, 3, 0));
    let rule = "applications-carried-over";
    assert!(codes(&client.pull(&name)).iter().any(|code| code == rule));
    // The server looks at such files itself, once and again.
    std::thread::sleep(std::time::Duration::from_millis(2500));
    fs::write(&last, report(2022, 0, 3)).expect("written");
    client.asked_for("workspace/diagnostic/refresh");
    assert!(codes(&client.pull(&name)).iter().all(|code| code != rule));
}
