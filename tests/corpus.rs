//! The precision corpus: sentences with the verdict that a reader would give, each judged in a report of
//! its own. Prints precision and recall:
//! `cargo test -p disclint-tests --test corpus -- --nocapture`.
//!
//! With `CORPUS_SENTENCES` set the sentences that are missed are printed too; with `CORPUS_FILE` a set of one's own is
//! judged instead, one sentence a line as JSON, and whatever is found in it is printed.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;

use disclint_document::{CellKind, Encoding, Form, SourceText};
use disclint_rules::{LintOptions, Packs, Severity, lint};
use serde::Deserialize;

#[derive(Deserialize)]
struct Corpus {
    year: u16,
    bodies: BTreeMap<String, String>,
    tables: BTreeMap<String, BTreeMap<String, f64>>,
    sentence: Vec<Sentence>,
}

/// A file of sentences that are set against the tables of the first.
#[derive(Deserialize)]
struct Sentences {
    sentence: Vec<Sentence>,
}

#[derive(Deserialize)]
struct Sentence {
    setting: String,
    #[serde(default)]
    section: Option<String>,
    text: String,
    verdict: Verdict,
    #[serde(default)]
    at: Option<String>,
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    kind: Option<String>,
    #[serde(default)]
    why: Option<String>,
}

#[derive(Deserialize, PartialEq, Eq, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
enum Verdict {
    Consistent,
    Wrong,
}

/// A whole report with the sentence in its section and nothing else in the prose to find.
fn report(corpus: &Corpus, form: &Form, sentence: &Sentence) -> String {
    // A bureau speaks of its county, a county's government of no bureau as its own.
    let named = corpus.bodies.iter().filter(|(short, _)| sentence.text.contains(short.as_str()));
    let named = named.min_by_key(|(_, body)| body.ends_with("人民政府"));
    let body = named.map_or("安澜市南屏县自然资源局", |(_, body)| body.as_str());
    let cells = &corpus.tables[&sentence.setting];
    let mut text = format!("{body}{}年政府信息公开工作年度报告\n", corpus.year);
    for (number, section) in form.sections.iter().enumerate() {
        let _ = writeln!(text, "{}、{}", disclint_document::ordinal(number as u32 + 1), section.title);
        if sentence.section.as_deref().unwrap_or("overview") == section.id {
            let _ = writeln!(text, "{}", sentence.text);
        } else {
            text.push_str("有关情况如下。\n");
        }
        for table in form.tables.iter().filter(|table| table.section.as_deref() == Some(&section.id)) {
            for caption in &table.captions {
                let _ = writeln!(text, "{caption} |");
            }
            let heads: Vec<&str> = table.columns.iter().map(|column| column.label.as_str()).collect();
            let _ = writeln!(text, "{} |", heads.join(" | "));
            for row in &table.rows {
                let _ = write!(text, "{} |", row.label);
                for column in row.columns.clone() {
                    let column = &table.columns[column];
                    let value = cells.get(&format!("{}.{}.{}", table.id, row.id, column.id)).copied().unwrap_or(0.0);
                    let kind = row.kind.unwrap_or(column.kind);
                    let _ = if kind == CellKind::Count {
                        write!(text, " {value:.0} |")
                    } else {
                        write!(text, " {value} |")
                    };
                }
                text.push('\n');
            }
        }
    }
    text
}

/// Counts for one kind of sentence.
#[derive(Default)]
struct Count {
    wrong: usize,
    found: usize,
    consistent: usize,
    accused: usize,
}

/// What is said of one sentence.
struct Verdicts {
    /// Rule and message of each error or warning that stands in it.
    findings: Vec<String>,
    /// One of them, or a place that it names, is where the mistake is.
    at_place: bool,
}

fn judge(packs: &Packs, corpus: &Corpus, form: &Form, sentence: &Sentence) -> Verdicts {
    let text = report(corpus, form, sentence);
    let document = packs.reader().read(SourceText::new(text.clone(), Encoding::Utf8));
    let judgement = lint(packs, &document, &LintOptions::default()).expect("it is a report");
    let start = text.find(&sentence.text).expect("the sentence stands in its report");
    let of_sentence = start..start + sentence.text.len();
    let findings: Vec<_> = judgement
        .diagnostics
        .iter()
        .filter(|d| d.severity >= Severity::Warning)
        .filter(|d| of_sentence.contains(&(d.span.start as usize)))
        .collect();
    let places = || sentence.at.iter().chain(&sentence.also);
    let at_place = findings.iter().any(|d| {
        std::iter::once(d.span).chain(d.related.iter().map(|related| related.span)).any(|span| {
            let place = document.text(span);
            of_sentence.contains(&(span.start as usize))
                && places().any(|at| at.contains(place) || place.contains(at.as_str()))
        })
    });
    Verdicts { findings: findings.iter().map(|d| format!("{}: {}", d.rule, d.message)).collect(), at_place }
}

/// A share in percent, with one decimal.
fn percent(part: usize, whole: usize) -> String {
    let tenths = (part * 2000 + whole) / (2 * whole.max(1));
    format!("{}.{} %", tenths / 10, tenths % 10)
}

/// The project's sentences, or those of a file of one's own.
fn corpus() -> Corpus {
    let mut corpus: Corpus = toml::from_str(include_str!("corpus/prose.toml")).expect("the corpus is sound");
    if let Some(path) = std::env::var_os("CORPUS_FILE") {
        let lines = std::fs::read_to_string(path).expect("the set can be read");
        let lines = lines.lines().filter(|line| !line.trim().is_empty());
        corpus.sentence = lines.map(|line| serde_json::from_str(line).expect("a sentence as JSON")).collect();
        return corpus;
    }
    for more in [include_str!("corpus/figures.toml"), include_str!("corpus/reviewed.toml")] {
        let more: Sentences = toml::from_str(more).expect("the corpus is sound");
        corpus.sentence.extend(more.sentence);
    }
    corpus
}

#[test]
fn precision_and_recall() {
    let packs = Packs::builtin();
    let form = packs.reader().forms().iter().find(|form| form.id == "disclosure-2021").expect("the form of 2021");
    let corpus = corpus();
    let own_set = std::env::var_os("CORPUS_FILE").is_some();
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let size = corpus.sentence.len().div_ceil(workers).max(1);
    let verdicts: Vec<Verdicts> = std::thread::scope(|scope| {
        let of = |sentences| {
            let (packs, corpus) = (&packs, &corpus);
            move || -> Vec<Verdicts> {
                let sentences: &[Sentence] = sentences;
                sentences.iter().map(|sentence| judge(packs, corpus, form, sentence)).collect()
            }
        };
        let parts: Vec<_> = corpus.sentence.chunks(size).map(|sentences| scope.spawn(of(sentences))).collect();
        parts.into_iter().flat_map(|part| part.join().expect("every sentence is judged")).collect()
    });
    let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
    let (mut missed, mut accused) = (String::new(), String::new());
    for (number, (sentence, verdicts)) in corpus.sentence.iter().zip(&verdicts).enumerate() {
        let kind = sentence.kind.as_deref().unwrap_or("consistent");
        let wrong = sentence.verdict == Verdict::Wrong;
        let count = counts.entry(kind).or_default();
        count.wrong += usize::from(wrong);
        count.found += usize::from(wrong && verdicts.at_place);
        count.consistent += usize::from(!wrong);
        count.accused += usize::from(!wrong && !verdicts.findings.is_empty());
        if wrong && !verdicts.at_place {
            let _ = write!(missed, "  {kind}: {}", sentence.text);
            if own_set {
                let (at, why) = (sentence.at.as_deref(), sentence.why.as_deref());
                let _ = write!(missed, "\n    line {}, {at:?}, {why:?}, {:?}", number + 1, verdicts.findings);
            }
            missed.push('\n');
        }
        if let (false, Some(first)) = (wrong, verdicts.findings.first()) {
            let _ = writeln!(accused, "  {} ({first})", sentence.text);
        }
    }
    let mut out = String::new();
    for (kind, count) in &counts {
        let _ = writeln!(
            out,
            "{kind}: {} of {} wrong sentences found, {} of {} consistent ones accused",
            count.found, count.wrong, count.accused, count.consistent
        );
    }
    let sum = |of: fn(&Count) -> usize| counts.values().map(of).sum::<usize>();
    let (found, wrong, false_alarms, consistent) =
        (sum(|c| c.found), sum(|c| c.wrong), sum(|c| c.accused), sum(|c| c.consistent));
    let _ = writeln!(
        out,
        "precision {} ({found} of {}), recall {} ({found} of {wrong}), false alarms {false_alarms} of {consistent}",
        percent(found, found + false_alarms),
        found + false_alarms,
        percent(found, wrong),
    );
    if own_set || std::env::var_os("CORPUS_SENTENCES").is_some() {
        let _ = write!(out, "missed:\n{missed}");
    }
    let _ = write!(out, "accused:\n{accused}");
    let _ = std::io::stderr().write_all(out.as_bytes());
    assert!(own_set || false_alarms == 0, "a false alarm costs more than a miss");
}
