//! Findings that a project accepts, each with its reason.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use disclint_rules::Diagnostic;

use crate::baseline::State;

/// One waiver, and what became of it in this run.
#[derive(Debug)]
pub struct Waiver {
    fingerprint: String,
    reason: String,
    /// The one file it is for, resolved; all files of its configuration if there is none.
    target: Option<PathBuf>,
    /// The file as it is written.
    file: Option<String>,
    line: usize,
    /// Whether a file that it could apply to was judged.
    tried: AtomicBool,
    used: AtomicBool,
}

/// A finding that is accepted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Waived {
    /// The finding.
    pub diagnostic: Diagnostic,
    /// Why it is accepted.
    pub reason: String,
    /// Whether the baseline knows it, if there is a baseline.
    pub state: Option<State>,
}

/// A waiver that no finding needed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unused {
    /// The configuration file, for people.
    pub config: String,
    /// The line where it stands, from 1.
    pub line: usize,
    /// The finding that is not there.
    pub fingerprint: String,
    /// The one file it is for, as it is written.
    pub file: Option<String>,
    /// Why it was accepted.
    pub reason: String,
}

impl Waiver {
    /// A waiver for the finding with this fingerprint, in the file `target` (written `file`) or in all.
    pub fn new(
        fingerprint: String,
        reason: String,
        target: Option<PathBuf>,
        file: Option<String>,
        line: usize,
    ) -> Self {
        Self { fingerprint, reason, target, file, line, tried: AtomicBool::new(false), used: AtomicBool::new(false) }
    }

    fn is_for(&self, target: Option<&Path>) -> bool {
        self.target.is_none() || self.target.as_deref() == target
    }
}

/// Takes the waived findings of one judged file out of `diagnostics`. Standard input has no `target`.
pub fn apply(waivers: &[Waiver], target: Option<&Path>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Waived> {
    let mut applicable: Vec<&Waiver> = waivers.iter().filter(|waiver| waiver.is_for(target)).collect();
    for waiver in &applicable {
        waiver.tried.store(true, Ordering::Relaxed);
    }
    if applicable.is_empty() {
        return Vec::new();
    }
    // The reason that is given for this very file comes first.
    applicable.sort_by_key(|waiver| waiver.target.is_none());
    let mut waived = Vec::new();
    for diagnostic in std::mem::take(diagnostics) {
        let mut matching = applicable.iter().filter(|waiver| waiver.fingerprint == diagnostic.fingerprint);
        match matching.next() {
            Some(found) => {
                found.used.store(true, Ordering::Relaxed);
                waived.push(Waived { diagnostic, reason: found.reason.clone(), state: None });
            }
            None => diagnostics.push(diagnostic),
        }
    }
    waived
}

/// The waivers of the configuration `config` that no finding needed, although a file that they could
/// apply to was judged.
pub fn unused<'a>(config: &str, waivers: &'a [Waiver]) -> impl Iterator<Item = Unused> + use<'a> {
    let config = config.to_owned();
    waivers.iter().filter(|waiver| waiver.tried.load(Ordering::Relaxed) && !waiver.used.load(Ordering::Relaxed)).map(
        move |waiver| Unused {
            config: config.clone(),
            line: waiver.line,
            fingerprint: waiver.fingerprint.clone(),
            file: waiver.file.clone(),
            reason: waiver.reason.clone(),
        },
    )
}

#[cfg(test)]
pub(crate) mod tests {
    use disclint_rules::{Category, Severity};

    use super::*;

    /// A finding of which only the fingerprint matters.
    pub(crate) fn finding(fingerprint: &str) -> Diagnostic {
        Diagnostic {
            rule: "text-space".to_owned(),
            category: Category::Text,
            severity: Severity::Error,
            message: String::new(),
            label: String::new(),
            span: disclint_document::Span::new(0, 0),
            cell: None,
            notes: vec![],
            basis: None,
            fingerprint: fingerprint.to_owned(),
            related: vec![],
            fixes: vec![],
        }
    }

    fn waiver(fingerprint: &str, reason: &str, target: Option<&str>) -> Waiver {
        let file = target.map(str::to_owned);
        Waiver::new(fingerprint.to_owned(), reason.to_owned(), target.map(PathBuf::from), file, 1)
    }

    fn unused_in(waivers: &[Waiver]) -> Vec<String> {
        unused("disclint.toml", waivers).map(|unused| unused.reason).collect()
    }

    #[test]
    fn the_waiver_for_the_file_is_stronger() {
        let waivers = [waiver("a", "all", None), waiver("a", "here", Some("/x.txt"))];
        let mut findings = vec![finding("a"), finding("b")];
        let waived = apply(&waivers, Some(Path::new("/x.txt")), &mut findings);
        assert_eq!(waived.iter().map(|waived| waived.reason.as_str()).collect::<Vec<_>>(), ["here"]);
        assert_eq!(findings, [finding("b")]);
        assert_eq!(unused_in(&waivers), ["all"]);
        let mut findings = vec![finding("a")];
        assert_eq!(apply(&waivers, None, &mut findings)[0].reason, "all");
        assert_eq!(unused_in(&waivers), Vec::<String>::new());
    }

    #[test]
    fn a_waiver_for_a_file_that_was_not_judged_is_not_called_unused() {
        let waivers = [waiver("a", "x", Some("/x.txt")), waiver("b", "all", None)];
        assert_eq!(unused_in(&waivers), Vec::<String>::new());
        assert_eq!(apply(&waivers, Some(Path::new("/y.txt")), &mut vec![finding("a")]), []);
        assert_eq!(unused_in(&waivers), ["all"]);
    }
}
