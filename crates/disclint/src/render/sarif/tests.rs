//! SARIF is checked against the text, not against itself.

use disclint_rules::Category;
use serde_json::Value;

use super::super::sample::{TEXT, full, judged, missing, plain, settled};
use super::*;
use crate::render::Trouble;
use crate::tally::Tally;

fn rules() -> Vec<RuleInfo> {
    ["text-space", "figure-received"]
        .map(|id| RuleInfo {
            id: id.to_owned(),
            category: Category::Figure,
            severity: Severity::Error,
            title_zh: "正文与表格一致".to_owned(),
            title_en: "Prose agrees with tables".to_owned(),
            help_zh: "核对后改正。".to_owned(),
            help_en: "Check and correct.".to_owned(),
            basis: vec!["国办公开办函〔2021〕30号".to_owned()],
            statements: vec!["a = b".to_owned()],
            packs: vec!["disclosure-2021".to_owned()],
        })
        .to_vec()
}

fn run(reports: &[FileReport]) -> Value {
    let sarif = Sarif::new(Lang::Zh, rules());
    let mut tally = Tally::default();
    let mut files = Vec::new();
    let mut troubles = Vec::new();
    for report in reports {
        tally.add(Tally::of_file(report));
        files.push(sarif.file(report));
        troubles.extend(Trouble::of(report, Lang::Zh));
    }
    files.retain(|file| !file.is_empty());
    let text = sarif.head()
        + &files.join(sarif.separator())
        + &sarif.tail(&End { tally: &tally, troubles: &troubles, unused: &[], unbound: &[] });
    let mut value: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(value["version"], "2.1.0");
    value["runs"][0].take()
}

/// The text of a region, found by splitting lines as the run declares and counting characters.
fn text_of(region: &Value) -> String {
    let number = |key: &str| region[key].as_u64().expect("a number") as usize;
    let text = TEXT.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.split('\n').collect();
    assert_eq!(number("startLine"), number("endLine"));
    let line = lines[number("startLine") - 1].chars();
    line.skip(number("startColumn") - 1).take(number("endColumn") - number("startColumn")).collect()
}

#[test]
fn every_region_is_its_snippet() {
    let findings = vec![full(), plain(TEXT, "村收到", Severity::Info)];
    let run = run(&[judged("甲/报告 1.txt", TEXT, findings)]);
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let results = run["results"].as_array().expect("results");
    let mut regions = Vec::new();
    for result in results {
        let places = ["locations", "relatedLocations"].map(|key| result[key].as_array());
        for place in places.into_iter().flatten().flatten() {
            let physical = &place["physicalLocation"];
            let uri = &physical["artifactLocation"]["uri"];
            assert_eq!(uri, "%E7%94%B2/%E6%8A%A5%E5%91%8A%201.txt");
            regions.push(&physical["region"]);
        }
    }
    let snippets: Vec<String> = regions.iter().map(|region| text_of(region)).collect();
    assert_eq!(snippets, ["13", "12", "村收到"]);
    for (region, snippet) in regions.iter().zip(&snippets) {
        assert_eq!(region["snippet"]["text"], snippet.as_str());
    }
    let change = &results[0]["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(text_of(&change["deletedRegion"]), "13");
    assert_eq!(change["insertedContent"]["text"], "12");
}

#[test]
fn rules_are_found_by_their_index() {
    let run = run(&[judged("a", TEXT, vec![full()])]);
    let result = &run["results"][0];
    let index = result["ruleIndex"].as_u64().expect("an index") as usize;
    let rule = &run["tool"]["driver"]["rules"][index];
    assert_eq!(rule["id"], result["ruleId"]);
    assert_eq!(rule["name"], "FigureReceived");
    assert_eq!(rule["defaultConfiguration"]["level"], "error");
    let help = rule["help"]["text"].as_str().expect("help");
    assert!(help.starts_with("核对后改正。\n"), "{help}");
    assert_eq!(result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"], "表三/一、本年新收/总计");
}

#[test]
fn equal_fingerprints_in_a_file_are_numbered() {
    let finding = plain(TEXT, "12", Severity::Warning);
    let run = run(&[judged("a", TEXT, vec![finding.clone(), finding])]);
    let print = |at: usize| &run["results"][at]["partialFingerprints"]["disclint/v1"];
    assert_eq!(print(0), "0123456789abcdef");
    assert_eq!(print(1), "0123456789abcdef:2");
}

#[test]
fn files_that_failed_are_notifications() {
    let run = run(&[missing("不在.txt"), judged("a", TEXT, vec![])]);
    assert_eq!(run["results"].as_array().map(Vec::len), Some(0));
    let invocation = &run["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let notification = &invocation["toolExecutionNotifications"][0];
    assert_eq!(notification["level"], "error");
    assert_eq!(notification["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "%E4%B8%8D%E5%9C%A8.txt");
}

#[test]
fn waived_and_known_results_say_so() {
    let run = run(&[settled()]);
    let results = run["results"].as_array().expect("results");
    let states: Vec<&Value> = results.iter().map(|result| &result["baselineState"]).collect();
    assert_eq!(states, ["new", "unchanged", "unchanged", "absent"]);
    assert_eq!(results[0].get("suppressions"), None);
    assert_eq!(results[2]["suppressions"][0]["kind"], "external");
    assert_eq!(results[2]["suppressions"][0]["justification"], "字形如此");
    assert_eq!(results[3]["partialFingerprints"]["disclint/v1"], "fedcba9876543210");
    assert_eq!(results[3]["locations"][0]["physicalLocation"].get("region"), None);
}
