//! Years, dates, announced parts and names: whole reports with the verdict that a reader would give.
//! Prints how many are found: `cargo test -p disclint-tests --test periods -- --nocapture`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;

use disclint_document::{Encoding, Form, SourceText};
use disclint_rules::{Category, LintOptions, Packs, Severity, lint};
use serde::Deserialize;

#[derive(Deserialize)]
struct Corpus {
    report: Vec<Report>,
}

/// A report: what differs from the ordinary one, and what is wrong with it, if anything is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Report {
    title: Option<String>,
    before: Option<String>,
    preamble: Option<String>,
    overview: Option<String>,
    applications: Option<String>,
    problems: Option<String>,
    other: Option<String>,
    signature: Option<String>,
    after: Option<String>,
    at: Option<String>,
    kind: Option<String>,
    #[expect(dead_code, reason = "for the reader of the file")]
    note: Option<String>,
}

impl Report {
    /// What is written in a section.
    fn section(&self, id: &str) -> &str {
        let (own, usual) = match id {
            "overview" => (&self.overview, "全年工作平稳。"),
            // What a government must say besides.
            "disclosure" => (&None, "有关情况如下,工作已纳入年度考核,社会评议良好,未发生责任追究。"),
            "applications" => (&self.applications, "有关情况如下。"),
            "problems" => (&self.problems, "文书不够规范,将加强培训。"),
            "other" => (&self.other, "本年度未收取信息处理费,无其他需要报告的事项。"),
            _ => (&None, "有关情况如下。"),
        };
        own.as_deref().unwrap_or(usual)
    }

    fn text(&self, form: &Form) -> String {
        let or = |own: &Option<String>, usual: &str| own.as_deref().unwrap_or(usual).to_owned();
        let mut text = or(&self.before, "");
        if !text.is_empty() {
            text.push('\n');
        }
        let _ = writeln!(text, "{}", or(&self.title, "云浦市教育局2023年政府信息公开工作年度报告"));
        let period = "本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。";
        let _ = writeln!(text, "{}", or(&self.preamble, period));
        for (number, section) in form.sections.iter().enumerate() {
            let _ = writeln!(text, "{}、{}", disclint_document::ordinal(number as u32 + 1), section.title);
            let _ = writeln!(text, "{}", self.section(&section.id));
            for table in form.tables.iter().filter(|table| table.section.as_deref() == Some(&section.id)) {
                let heads: Vec<&str> = table.columns.iter().map(|column| column.label.as_str()).collect();
                let _ = writeln!(text, "{} |", heads.join(" | "));
                for row in &table.rows {
                    let _ = writeln!(text, "{} |{}", row.label, " 0 |".repeat(row.columns.len()));
                }
            }
        }
        for end in [or(&self.signature, "云浦市教育局\n2024年1月18日"), or(&self.after, "")] {
            if !end.is_empty() {
                let _ = writeln!(text, "{end}");
            }
        }
        text
    }
}

#[test]
fn reports_are_judged_as_a_reader_would() {
    let packs = Packs::builtin();
    let form = packs.reader().forms().iter().find(|form| form.id == "disclosure-2021").expect("the form of 2021");
    let corpus: Corpus = toml::from_str(include_str!("corpus/periods.toml")).expect("the corpus is sound");
    let mut kinds: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut out = String::new();
    let (mut consistent, mut accused, mut missed, mut twice) = (0, 0, 0, 0);
    for report in &corpus.report {
        let text = report.text(form);
        let document = packs.reader().read(SourceText::new(text, Encoding::Utf8));
        let judgement = lint(&packs, &document, &LintOptions::default()).expect("it is a report");
        let findings: Vec<_> = judgement
            .diagnostics
            .iter()
            .filter(|d| d.severity >= Severity::Warning && d.category != Category::Structure)
            .collect();
        let lines = || {
            findings
                .iter()
                .map(|d| format!("\n    {} “{}”", d.rule, document.text(d.span)))
                .collect::<Vec<_>>()
                .concat()
        };
        let shown =
            [&report.title, &report.before, &report.preamble, &report.overview, &report.problems, &report.other]
                .into_iter()
                .flatten()
                .map(String::as_str)
                .collect::<Vec<_>>()
                .join(" / ");
        let Some(at) = &report.at else {
            consistent += 1;
            if !findings.is_empty() {
                accused += 1;
                let _ = writeln!(out, "  accused: {shown}{}", lines());
            }
            continue;
        };
        let kind = kinds.entry(report.kind.as_deref().unwrap_or("other")).or_default();
        kind.0 += 1;
        let is_there = |place: &str| at.contains(place) || place.contains(at.as_str());
        if findings.iter().any(|d| is_there(document.text(d.span))) {
            kind.1 += 1;
        } else {
            missed += 1;
            let _ = writeln!(out, "  missed: {shown}{}", lines());
        }
        // One mistake is one finding.
        if findings.len() > 1 {
            twice += 1;
            let _ = writeln!(out, "  more than one: {shown}{}", lines());
        }
    }
    for (kind, (wrong, found)) in &kinds {
        let _ = writeln!(out, "{kind}: {found} of {wrong} found");
    }
    let _ = writeln!(out, "false alarms {accused} of {consistent}, missed {missed}");
    let _ = std::io::stderr().write_all(out.as_bytes());
    assert_eq!(accused, 0, "a false alarm costs more than a miss");
    assert_eq!((missed, twice), (0, 0), "every mistake is one finding");
}
