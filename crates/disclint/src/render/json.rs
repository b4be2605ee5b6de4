//! JSON and JSON lines. The keys and their order are a contract; additions stand at the end of objects.

mod proof;

use disclint_document::{SourceText, Span};
use disclint_rules::{Diagnostic, Earlier, Lang};
use serde::Serialize;

use self::proof::{NumberJson, StatementJson, numbers, statements};
use super::place::Range;
use super::{End, Renderer};
use crate::baseline::State;
use crate::judge::{FileReport, Judged, Outcome};

/// One object for all files.
pub(crate) struct Json {
    pub(crate) lang: Lang,
}

/// One line for each file.
pub(crate) struct JsonLines {
    pub(crate) lang: Lang,
}

impl Renderer for Json {
    fn head(&self) -> String {
        let tool = Tool { name: "disclint", version: env!("CARGO_PKG_VERSION") };
        format!("{{\"schema_version\":1,\"tool\":{},\"files\":[\n", to_json(&tool))
    }

    fn file(&self, report: &FileReport) -> String {
        file(report, self.lang)
    }

    fn separator(&self) -> &'static str {
        ",\n"
    }

    fn tail(&self, end: &End<'_>) -> String {
        let End { tally, unused, unbound, .. } = end;
        let summary = Summary {
            files: tally.files,
            errors: tally.errors,
            warnings: tally.warnings,
            infos: tally.infos,
            failed: tally.failed,
            skipped: tally.skipped,
            waived: tally.waived,
            new: tally.compared.map(|compared| compared.new),
            unchanged: tally.compared.map(|compared| compared.unchanged),
            fixed: tally.compared.map(|compared| compared.fixed),
            unbound_rules: unbound.iter().map(|rule| rule.id.as_str()).collect(),
        };
        let unused: Vec<UnusedJson<'_>> = unused
            .iter()
            .map(|unused| UnusedJson {
                config: &unused.config,
                line: unused.line,
                fingerprint: &unused.fingerprint,
                file: unused.file.as_deref(),
                reason: &unused.reason,
            })
            .collect();
        format!("\n],\"summary\":{},\"unused_waivers\":{}}}\n", to_json(&summary), to_json(&unused))
    }
}

impl Renderer for JsonLines {
    fn file(&self, report: &FileReport) -> String {
        file(report, self.lang) + "\n"
    }
}

/// The structs of this module have string keys and finite numbers only: serialising cannot fail.
pub(crate) fn to_json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn file(report: &FileReport, lang: Lang) -> String {
    let path = match &report.path {
        Some(path) => path.to_string_lossy(),
        None => "-".into(),
    };
    to_json(&match &report.outcome {
        Outcome::Judged(judged) => judged_file(&path, judged, lang),
        Outcome::Unjudged { failure, encoding, skipped } => FileJson {
            path: &path,
            encoding: encoding.map(disclint_document::Encoding::name),
            pack: None,
            year: None,
            diagnostics: vec![],
            coverage: None,
            unchecked: vec![],
            error: Some(failure.message(lang)),
            skipped: skipped.then_some(true),
            waived: vec![],
            fixed: None,
            proof: None,
            numbers: None,
            previous: None,
        },
    })
}

fn judged_file<'a>(path: &'a str, judged: &'a Judged, lang: Lang) -> FileJson<'a> {
    let Judged { source, judgement, waived, comparison, proof } = judged;
    let coverage = &judgement.coverage;
    FileJson {
        path,
        encoding: Some(source.encoding().name()),
        pack: Some(&judgement.pack),
        year: judgement.year,
        diagnostics: judged.findings().map(|(finding, state)| diagnostic_json(source, finding, state)).collect(),
        coverage: Some(CoverageJson {
            cells: Cells { expected: coverage.cells_expected, read: coverage.cells_read },
            identities: Identities {
                held: coverage.identities_held,
                violated: coverage.identities_violated,
                unchecked: coverage.identities_unchecked,
            },
            figures: Figures { found: coverage.figures_found, checked: coverage.figures_checked },
            numbers: Numbers {
                found: coverage.numbers_found(),
                verified: coverage.numbers_verified,
                in_findings: coverage.numbers_in_findings,
                unused: coverage.numbers_unused,
            },
        }),
        unchecked: judgement
            .unchecked
            .iter()
            .map(|unchecked| UncheckedJson { reason: &unchecked.reason, count: unchecked.count })
            .collect(),
        error: None,
        skipped: None,
        waived: waived
            .iter()
            .map(|waived| DiagnosticJson {
                waived: Some(WaivedJson { reason: &waived.reason }),
                ..diagnostic_json(source, &waived.diagnostic, waived.state)
            })
            .collect(),
        fixed: comparison.as_ref().map(|comparison| {
            let fixed = comparison.fixed.iter();
            fixed
                .map(|entry| FixedJson { rule: &entry.rule, fingerprint: &entry.fingerprint, message: &entry.message })
                .collect()
        }),
        proof: proof.as_ref().map(|proof| statements(source, proof, lang)),
        numbers: proof.as_ref().map(|proof| numbers(source, proof)),
        previous: match &judgement.earlier {
            Earlier::Found(name) => Some(name),
            Earlier::NotAsked | Earlier::Missing => None,
        },
    }
}

fn diagnostic_json<'a>(source: &SourceText, diagnostic: &'a Diagnostic, state: Option<State>) -> DiagnosticJson<'a> {
    let related = diagnostic.related.iter().map(|related| RelatedJson {
        message: &related.message,
        span: related.span.into(),
        range: Range::new(source, related.span),
    });
    let fixes = diagnostic.fixes.iter().map(|fix| FixJson {
        title: &fix.title,
        applicability: fix.applicability.name(),
        edits: fix
            .edits
            .iter()
            .map(|edit| EditJson {
                span: edit.span.into(),
                range: Range::new(source, edit.span),
                replacement: &edit.replacement,
            })
            .collect(),
    });
    DiagnosticJson {
        rule: &diagnostic.rule,
        category: diagnostic.category.name(),
        severity: diagnostic.severity.name(),
        message: &diagnostic.message,
        span: diagnostic.span.into(),
        range: Range::new(source, diagnostic.span),
        cell: diagnostic.cell.as_deref(),
        basis: diagnostic.basis.as_deref(),
        fingerprint: &diagnostic.fingerprint,
        related: related.collect(),
        fixes: fixes.collect(),
        label: &diagnostic.label,
        notes: &diagnostic.notes,
        baseline: state.map(State::name),
        waived: None,
    }
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct FileJson<'a> {
    path: &'a str,
    encoding: Option<&'static str>,
    pack: Option<&'a str>,
    year: Option<u16>,
    diagnostics: Vec<DiagnosticJson<'a>>,
    coverage: Option<CoverageJson>,
    unchecked: Vec<UncheckedJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    skipped: Option<bool>,
    waived: Vec<DiagnosticJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fixed: Option<Vec<FixedJson<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    proof: Option<Vec<StatementJson<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    numbers: Option<Vec<NumberJson<'a>>>,
    /// The report of the year before that it was held against.
    #[serde(skip_serializing_if = "Option::is_none")]
    previous: Option<&'a str>,
}

#[derive(Serialize)]
struct DiagnosticJson<'a> {
    rule: &'a str,
    category: &'static str,
    severity: &'static str,
    message: &'a str,
    span: SpanJson,
    range: Range,
    cell: Option<&'a str>,
    basis: Option<&'a str>,
    fingerprint: &'a str,
    related: Vec<RelatedJson<'a>>,
    fixes: Vec<FixJson<'a>>,
    label: &'a str,
    notes: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    waived: Option<WaivedJson<'a>>,
}

#[derive(Serialize)]
struct WaivedJson<'a> {
    reason: &'a str,
}

#[derive(Serialize)]
struct FixedJson<'a> {
    rule: &'a str,
    fingerprint: &'a str,
    message: &'a str,
}

#[derive(Serialize)]
struct UnusedJson<'a> {
    config: &'a str,
    line: usize,
    fingerprint: &'a str,
    file: Option<&'a str>,
    reason: &'a str,
}

#[derive(Serialize)]
struct SpanJson {
    start: u32,
    end: u32,
}

impl From<Span> for SpanJson {
    fn from(span: Span) -> Self {
        Self { start: span.start, end: span.end }
    }
}

#[derive(Serialize)]
struct RelatedJson<'a> {
    message: &'a str,
    span: SpanJson,
    range: Range,
}

#[derive(Serialize)]
struct FixJson<'a> {
    title: &'a str,
    applicability: &'static str,
    edits: Vec<EditJson<'a>>,
}

#[derive(Serialize)]
struct EditJson<'a> {
    span: SpanJson,
    range: Range,
    replacement: &'a str,
}

#[derive(Serialize)]
struct CoverageJson {
    cells: Cells,
    identities: Identities,
    figures: Figures,
    numbers: Numbers,
}

#[derive(Serialize)]
struct Numbers {
    found: usize,
    verified: usize,
    in_findings: usize,
    unused: usize,
}

#[derive(Serialize)]
struct Cells {
    expected: usize,
    read: usize,
}

#[derive(Serialize)]
struct Identities {
    held: usize,
    violated: usize,
    unchecked: usize,
}

#[derive(Serialize)]
struct Figures {
    found: usize,
    checked: usize,
}

#[derive(Serialize)]
struct UncheckedJson<'a> {
    reason: &'a str,
    count: usize,
}

#[derive(Serialize)]
struct Summary<'a> {
    files: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    failed: usize,
    skipped: usize,
    waived: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    new: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unchanged: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fixed: Option<usize>,
    unbound_rules: Vec<&'a str>,
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::sample::{TEXT, full, judged, missing, settled};
    use super::*;
    use crate::tally::Tally;

    fn end(tally: &Tally) -> End<'_> {
        End { tally, troubles: &[], unused: &[], unbound: &[] }
    }

    #[test]
    fn the_contract_word_for_word() {
        let text = file(&judged("报告.txt", TEXT, vec![full()]), Lang::Zh);
        let mut at = 0;
        for key in [
            "path",
            "encoding",
            "pack",
            "year",
            "diagnostics",
            "rule",
            "category",
            "severity",
            "message",
            "span",
            "start",
            "end",
            "range",
            "start",
            "line",
            "column",
            "end",
            "cell",
            "basis",
            "fingerprint",
            "related",
            "message",
            "span",
            "range",
            "fixes",
            "title",
            "applicability",
            "edits",
            "span",
            "range",
            "replacement",
            "coverage",
            "cells",
            "expected",
            "read",
            "identities",
            "held",
            "violated",
            "unchecked",
            "figures",
            "found",
            "checked",
            "numbers",
            "found",
            "verified",
            "in_findings",
            "unused",
        ] {
            let found = text[at..].find(&format!("\"{key}\":"));
            at += found.unwrap_or_else(|| panic!("{key} is missing after {}", &text[..at]));
        }
        let value: Value = serde_json::from_str(&text).expect("JSON");
        let diagnostic = &value["diagnostics"][0];
        // 會(huì)同縣𠮷村收到申请: 14 scalar values; in UTF-16, 15.
        assert_eq!(diagnostic["range"], json!({"start": {"line": 2, "column": 15}, "end": {"line": 2, "column": 17}}));
        let span = &diagnostic["span"];
        let [start, end] = ["start", "end"].map(|key| span[key].as_u64().expect("number") as usize);
        assert_eq!(&TEXT[start..end], "13");
        assert_eq!(value["year"], 2022);
        assert_eq!(value.get("error"), None);
    }

    #[test]
    fn what_is_absent_is_null() {
        let value: Value = serde_json::from_str(&file(&missing("x.txt"), Lang::En)).expect("JSON");
        assert_eq!(value["error"], "no such file or folder");
        for key in ["encoding", "pack", "year", "coverage"] {
            assert_eq!(value[key], Value::Null, "{key}");
        }
        assert_eq!(value.get("skipped"), None);
        let plain = super::super::sample::plain(TEXT, "12", disclint_rules::Severity::Info);
        let value: Value = serde_json::from_str(&file(&judged("x", TEXT, vec![plain]), Lang::Zh)).expect("JSON");
        let diagnostic = value["diagnostics"][0].as_object().expect("object");
        assert_eq!(diagnostic["cell"], Value::Null);
        assert_eq!(diagnostic["basis"], Value::Null);
    }

    #[test]
    fn waived_findings_stand_apart_and_the_others_say_what_the_baseline_says() {
        let value: Value = serde_json::from_str(&file(&settled(), Lang::Zh)).expect("JSON");
        let states: Vec<&Value> =
            value["diagnostics"].as_array().expect("array").iter().map(|found| &found["baseline"]).collect();
        assert_eq!(states, ["new", "unchanged"]);
        assert_eq!(value["waived"][0]["waived"], json!({"reason": "字形如此"}));
        assert_eq!(value["waived"][0]["rule"], "text-space");
        assert_eq!(value["fixed"][0]["fingerprint"], "fedcba9876543210");
        let tail = Json { lang: Lang::Zh }.tail(&end(&Tally::of_file(&settled())));
        let expected = "\"errors\":1,\"warnings\":0,\"infos\":0,\"failed\":0,\"skipped\":0,\"waived\":1,\"new\":1";
        assert!(tail.contains(expected), "{tail}");
        // Without a baseline there is no word of one.
        let value: Value = serde_json::from_str(&file(&judged("x", TEXT, vec![full()]), Lang::Zh)).expect("JSON");
        assert_eq!(value.get("fixed"), None);
        assert_eq!(value["diagnostics"][0].get("baseline"), None);
        assert_eq!(value["diagnostics"][0].get("waived"), None);
    }

    #[test]
    fn pieces_join_to_one_object() {
        let json = Json { lang: Lang::Zh };
        let files = [json.file(&missing("a")), json.file(&judged("b", TEXT, vec![full()]))];
        let whole = json.head() + &files.join(json.separator()) + &json.tail(&end(&Tally::default()));
        let value: Value = serde_json::from_str(&whole).expect("JSON");
        assert_eq!(value["schema_version"], 1);
        assert_eq!(value["tool"]["name"], "disclint");
        assert_eq!(value["files"].as_array().map(Vec::len), Some(2));
        let empty = json.head() + &json.tail(&end(&Tally::default()));
        assert!(serde_json::from_str::<Value>(&empty).is_ok());
    }
}
