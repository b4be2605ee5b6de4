//! The corpus of contents and wording: sample reports with the verdict that a reader would give. Correct
//! ones are judged in every layout. Prints what is found and what is missed:
//! `cargo test -p disclint-tests --test contents -- --nocapture`.

use std::fmt::Write as _;
use std::io::Write as _;

use disclint_document::{Encoding, SourceText};
use disclint_rules::{LintOptions, Packs, Severity, lint};
use disclint_tests::{BodyKind, Generation, Layout, Part, SampleReport, render};
use serde::Deserialize;

#[derive(Deserialize)]
struct Corpus {
    report: Vec<Mini>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mini {
    #[serde(default)]
    part: PlaceInReport,
    #[serde(default)]
    year: Option<u16>,
    #[serde(default)]
    government: bool,
    #[serde(default)]
    replace: bool,
    text: String,
    #[serde(default)]
    rule: Option<String>,
    #[serde(default)]
    at: String,
}

#[derive(Deserialize, Clone, Copy, Default)]
#[serde(rename_all = "kebab-case")]
enum PlaceInReport {
    Preamble,
    #[default]
    Overview,
    Problems,
    Other,
}

/// A correct report with the text in its place.
fn report(mini: &Mini) -> SampleReport {
    let year = mini.year.unwrap_or(2023);
    let generation = if year < 2021 { Generation::Form2019 } else { Generation::Form2021 };
    let kind = if mini.government { BodyKind::Township } else { BodyKind::CountyDepartment };
    let mut report = SampleReport::quiet(generation, kind, year, 4);
    let lines = mini.text.lines().map(str::to_owned);
    let section = match mini.part {
        PlaceInReport::Preamble => {
            report.preamble.extend(lines);
            return report;
        }
        PlaceInReport::Overview => 0,
        PlaceInReport::Problems => 4,
        PlaceInReport::Other => 5,
    };
    let content = &mut report.sections[section].content;
    if mini.replace {
        content.clear();
    }
    content.extend(lines.map(Part::Paragraph));
    report
}

#[test]
fn contents_and_wording() {
    let packs = Packs::builtin();
    let corpus: Corpus = toml::from_str(include_str!("corpus/contents.toml")).expect("the corpus is sound");
    let (mut out, mut wrong, mut found, mut correct, mut accused) = (String::new(), 0, 0, 0, 0);
    for mini in &corpus.report {
        let report = report(mini);
        let layouts: &[Layout] = if mini.rule.is_some() { &[Layout::PipeRow, Layout::Html] } else { &Layout::ALL };
        let mut troubles = Vec::new();
        for &layout in layouts {
            let text = render(&report, layout);
            let document = packs.reader().read(SourceText::new(text, Encoding::Utf8));
            let judgement = lint(&packs, &document, &LintOptions::default()).expect("it is a report");
            let serious = || judgement.diagnostics.iter().filter(|d| d.severity >= Severity::Warning);
            if let Some(rule) = &mini.rule {
                let at_place = |span| document.text(span).contains(mini.at.as_str());
                if !serious().any(|d| d.rule == *rule && at_place(d.span)) {
                    let told: Vec<_> = serious().map(|d| (&d.rule, document.text(d.span))).collect();
                    troubles.push(format!("  missed {rule} in {layout:?}: {} (told: {told:?})", mini.text));
                }
            } else if let Some(first) = serious().next() {
                let place = document.text(first.span);
                troubles.push(format!(
                    "  accused in {layout:?}: {} ({}: {} “{place}”)",
                    mini.text, first.rule, first.message
                ));
            }
        }
        let counts = if mini.rule.is_some() { (&mut wrong, &mut found) } else { (&mut correct, &mut accused) };
        *counts.0 += 1;
        *counts.1 += usize::from(troubles.is_empty() == mini.rule.is_some());
        for trouble in troubles {
            let _ = writeln!(out, "{trouble}");
        }
    }
    let _ = writeln!(out, "{found} of {wrong} wrong reports found, {accused} of {correct} correct ones accused");
    let _ = std::io::stderr().write_all(out.as_bytes());
    assert!(accused == 0 && found == wrong, "{out}");
}
