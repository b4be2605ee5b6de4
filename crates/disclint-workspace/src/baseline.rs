//! What was found before: a list of findings to compare with.

use std::collections::BTreeMap;

use disclint_rules::{Diagnostic, Lang, PackErrors};
use serde::{Deserialize, Serialize};

use crate::config;

/// The name under which it is written if no other is asked for.
pub const NAME: &str = "disclint-baseline.json";

const SCHEMA_VERSION: u8 = 1;

/// Findings by file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    schema_version: u8,
    /// By the file's path, relative to the folder of the baseline, with `/` between the names.
    files: BTreeMap<String, Vec<Entry>>,
}

/// A finding that was there.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The rule's id.
    pub rule: String,
    /// What tells it from others in the file.
    pub fingerprint: String,
    /// What it said; for people.
    pub message: String,
}

/// Whether the baseline knows a finding.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// It does not.
    New,
    /// It does.
    Unchanged,
}

impl State {
    /// The name used in JSON and SARIF.
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Unchanged => "unchanged",
        }
    }
}

/// A file's findings against the baseline.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Comparison {
    /// One for each finding, in their order.
    pub states: Vec<State>,
    /// What was found before and is no longer.
    pub fixed: Vec<Entry>,
}

impl Default for Baseline {
    fn default() -> Self {
        Self::new()
    }
}

impl Baseline {
    /// An empty one.
    pub fn new() -> Self {
        Self { schema_version: SCHEMA_VERSION, files: BTreeMap::new() }
    }

    /// Reads what [`to_json`](Self::to_json) wrote; the file is called `name` in errors.
    ///
    /// # Errors
    /// The first problem with its place.
    pub fn parse(name: &str, text: &str, lang: Lang) -> Result<Self, PackErrors> {
        let fail = |at: usize, message: String, help: Option<String>| {
            Err(PackErrors(vec![config::problem(name, text, at..at, message, help, lang)]))
        };
        let again = match lang {
            Lang::Zh => "用 `disclint baseline` 重新生成",
            Lang::En => "write it again with `disclint baseline`",
        };
        match serde_json::from_str::<Self>(text.trim_start_matches('\u{FEFF}')) {
            Ok(baseline) if baseline.schema_version == SCHEMA_VERSION => Ok(baseline),
            Ok(baseline) => {
                let version = baseline.schema_version;
                let message = match lang {
                    Lang::Zh => format!("不支持基线格式版本 {version}"),
                    Lang::En => format!("this baseline has the unknown version {version}"),
                };
                fail(text.find("schema_version").unwrap_or(0), message, Some(again.to_owned()))
            }
            Err(error) => fail(offset(text, &error), error.to_string(), Some(again.to_owned())),
        }
    }

    /// Adds the findings of a file.
    pub fn insert(&mut self, key: String, mut entries: Vec<Entry>) {
        if !entries.is_empty() {
            entries.sort();
            self.files.insert(key, entries);
        }
    }

    /// How many findings it holds.
    pub fn len(&self) -> usize {
        self.files.values().map(Vec::len).sum()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The same findings give the same bytes.
    pub fn to_json(&self) -> String {
        // String keys and plain values: serialising cannot fail.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// Whether it knows a finding of the file `key`.
    pub fn state(&self, key: &str, diagnostic: &Diagnostic) -> State {
        let known = |entry: &Entry| entry.fingerprint == diagnostic.fingerprint;
        if self.entries(key).iter().any(known) { State::Unchanged } else { State::New }
    }

    /// Compares the findings of the file `key`. An entry is fixed if it is neither among `diagnostics` nor
    /// `accepted`, and its rule was asked for.
    pub fn compare<'a>(
        &self,
        key: &str,
        diagnostics: &'a [Diagnostic],
        accepted: impl Iterator<Item = &'a Diagnostic>,
        was_asked_for: impl Fn(&str) -> bool,
    ) -> Comparison {
        let states = diagnostics.iter().map(|diagnostic| self.state(key, diagnostic)).collect();
        let found: Vec<&str> = diagnostics.iter().chain(accepted).map(|finding| finding.fingerprint.as_str()).collect();
        let is_fixed = |entry: &&Entry| !found.contains(&entry.fingerprint.as_str()) && was_asked_for(&entry.rule);
        Comparison { states, fixed: self.entries(key).iter().filter(is_fixed).cloned().collect() }
    }

    fn entries(&self, key: &str) -> &[Entry] {
        self.files.get(key).map_or(&[], Vec::as_slice)
    }
}

impl From<&Diagnostic> for Entry {
    fn from(diagnostic: &Diagnostic) -> Self {
        Self {
            rule: diagnostic.rule.clone(),
            fingerprint: diagnostic.fingerprint.clone(),
            message: diagnostic.message.clone(),
        }
    }
}

/// The byte at which `error` stands, on the boundary of a character.
fn offset(text: &str, error: &serde_json::Error) -> usize {
    let line: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    text.floor_char_boundary((line + error.column().saturating_sub(1)).min(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::waiver::tests::finding;

    fn named(rule: &str, print: &str) -> Diagnostic {
        Diagnostic { rule: rule.to_owned(), ..finding(print) }
    }

    #[test]
    fn what_is_written_is_read_and_is_sorted() {
        let mut baseline = Baseline::new();
        let (one, other) = (named("text-space", "0"), named("figure-received", "f"));
        baseline.insert("乙.txt".to_owned(), vec![Entry::from(&one), (&other).into()]);
        baseline.insert("a.txt".to_owned(), vec![]);
        assert_eq!(baseline.len(), 2);
        let text = baseline.to_json();
        assert!(text.find("figure-received") < text.find("text-space"), "{text}");
        assert!(!text.contains("a.txt"), "{text}");
        assert_eq!(Baseline::parse(NAME, &text, Lang::Zh).expect("sound"), baseline);
    }

    #[test]
    fn new_still_there_and_fixed() {
        let named = |print: &str| named("figure-received", print);
        let mut baseline = Baseline::new();
        let old = ["still", "fixed", "waived"].map(|print| Entry::from(&named(print)));
        baseline.insert("a.txt".to_owned(), old.to_vec());
        let waived = named("waived");
        let found = [named("still"), named("new")];
        let comparison = baseline.compare("a.txt", &found, std::iter::once(&waived), |_| true);
        assert_eq!(comparison.states, [State::Unchanged, State::New]);
        assert_eq!(comparison.fixed.iter().map(|entry| entry.fingerprint.as_str()).collect::<Vec<_>>(), ["fixed"]);
        // What was not looked for is not fixed.
        assert_eq!(baseline.compare("a.txt", &found, std::iter::empty(), |_| false).fixed, []);
        let elsewhere = baseline.compare("b.txt", &found, std::iter::empty(), |_| true);
        assert_eq!(elsewhere, Comparison { states: vec![State::New, State::New], fixed: vec![] });
    }

    #[test]
    fn what_is_no_baseline_is_refused_with_its_place() {
        let text = "{\"schema_version\":1,\n\"文件\":{}}";
        let errors = Baseline::parse(NAME, text, Lang::En).expect_err("refused");
        assert!(errors.0[0].span.offset() > text.find('\n').expect("two lines"), "{errors:?}");
        for text in ["", "[]", "{\"schema_version\":2,\"files\":{}}", "文"] {
            assert!(Baseline::parse(NAME, text, Lang::Zh).is_err(), "{text}");
        }
    }
}
