//! Mistakes put by hand into correct reports, one at a time, by eyes that do not know the rules: how many are noticed.
//! `cargo test -p disclint-tests --test injected -- --nocapture` prints it, `INJECTED=1` names those that are not.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;

use disclint_document::SourceText;
use disclint_rules::{LintOptions, Packs, Severity, lint};
use serde::Deserialize;

/// The share of the mistakes, in parts of a hundred, that must be noticed. They were found by the rules of their day; what
/// was noticed once must be noticed still.
const LEAST: usize = 70;

#[derive(Deserialize)]
struct Mistakes {
    mistake: Vec<Mistake>,
}

/// A mistake in one of the reports of `tests/correct`.
#[derive(Deserialize)]
struct Mistake {
    file: String,
    /// What stands there once, and what is put in its place.
    old: String,
    new: String,
    kind: String,
    /// Why it is a mistake.
    why: String,
}

#[test]
fn most_mistakes_are_noticed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(folder.join("corpus/injected.toml")).expect("the mistakes are there");
    let mistakes: Mistakes = toml::from_str(&text).expect("mistakes");
    let packs = Packs::builtin();
    let says = std::env::var_os("INJECTED").is_some();
    let mut out = std::io::stdout().lock();
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for mistake in &mistakes.mistake {
        let report = std::fs::read_to_string(folder.join("correct").join(&mistake.file)).expect("the report is there");
        assert_eq!(report.matches(&mistake.old).count(), 1, "{}: {}", mistake.file, mistake.old);
        let report = report.replace(&mistake.old, &mistake.new);
        let document = packs.reader().read(SourceText::decode(report.as_bytes()).expect("a text"));
        let judgement = lint(&packs, &document, &LintOptions::default()).expect("a report");
        let is_noticed = judgement.diagnostics.iter().any(|finding| finding.severity >= Severity::Warning);
        let (noticed, all) = counts.entry(&mistake.kind).or_default();
        *noticed += usize::from(is_noticed);
        *all += 1;
        if says && !is_noticed {
            let Mistake { kind, file, old, new, why } = mistake;
            let _ = writeln!(out, "  {kind} {file}: {old} → {new} ({why})");
        }
    }
    for (kind, (noticed, all)) in &counts {
        let _ = writeln!(out, "{kind}: {noticed} of {all} mistakes noticed");
    }
    let sum = |of: fn(&(usize, usize)) -> usize| counts.values().map(of).sum::<usize>();
    let (noticed, all) = (sum(|count| count.0), sum(|count| count.1));
    let _ = writeln!(out, "{noticed} of {all} in all");
    assert!(noticed * 100 >= all * LEAST, "{noticed} of {all}");
}
