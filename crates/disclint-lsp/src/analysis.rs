//! A document, read and judged.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use disclint_document::{Document as Report, Encoding, MAX_BYTES, SourceText};
use disclint_rules::{Diagnostic, Judgement, LintOptions, Packs, Proof};
use disclint_workspace::baseline::{Comparison, State};
use disclint_workspace::input::{Input, Place};
use ropey::Rope;

use crate::document::Document;
use crate::project::Project;

/// A document as it was read and judged at one of its revisions.
pub(crate) struct Analysis {
    pub(crate) revision: u64,
    pub(crate) version: i32,
    /// What the report says, with the text it was read from.
    pub(crate) report: Report,
    /// `None` if it is no report.
    pub(crate) judged: Option<Judged>,
    /// Whether the text is too long to be read at all; the report is empty then.
    pub(crate) too_long: bool,
    pub(crate) project: Arc<Project>,
    /// Its file, if it is one.
    pub(crate) path: Option<PathBuf>,
    /// Made when it is first asked for.
    proof: OnceLock<Option<Proof>>,
}

/// A judgement under the configuration of its place.
pub(crate) struct Judged {
    /// The findings are those that nobody waived.
    pub(crate) judgement: Judgement,
    pub(crate) comparison: Option<Comparison>,
}

impl Judged {
    /// The findings that count: those that the baseline does not know.
    pub(crate) fn counted(&self) -> impl Iterator<Item = &Diagnostic> {
        let states = self.comparison.as_ref().map_or(&[][..], |comparison| &comparison.states);
        let states = states.iter().copied().map(Some).chain(std::iter::repeat(None));
        let findings = self.judgement.diagnostics.iter().zip(states);
        findings.filter(|(_, state)| *state != Some(State::Unchanged)).map(|(finding, _)| finding)
    }
}

/// Says that nobody waits for the result any longer. Dropping the [`StopGuard`] says so.
#[derive(Clone, Default)]
pub(crate) struct Stop(Arc<AtomicBool>);

/// Stops the work when the request that wants it is dropped.
pub(crate) struct StopGuard(pub(crate) Stop);

impl Stop {
    pub(crate) fn is_asked_for(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl Drop for StopGuard {
    fn drop(&mut self) {
        self.0.0.store(true, Ordering::Relaxed);
    }
}

impl Analysis {
    /// Reads and judges `document`. `None` if `is_stale` says on the way that it is of no use any longer.
    pub(crate) fn new(document: &Document, project: &Arc<Project>, is_stale: impl Fn() -> bool) -> Option<Self> {
        let too_long = document.rope.len_bytes() > MAX_BYTES;
        let text = if too_long { String::new() } else { text_of(&document.rope) };
        if is_stale() {
            return None;
        }
        let packs = &project.packs;
        let source = SourceText::new(text, Encoding::Utf8);
        // Of most texts there was an analysis just before.
        let report = match &document.analysis {
            Some(earlier) => packs.reader().read_again(source, &earlier.report),
            None => packs.reader().read(source),
        };
        if is_stale() {
            return None;
        }
        let judged = judge(&report, packs, project, document.path.as_deref(), &is_stale);
        if is_stale() {
            return None;
        }
        Some(Self {
            revision: document.revision,
            version: document.version,
            report,
            judged,
            too_long,
            project: Arc::clone(project),
            path: document.path.clone(),
            proof: OnceLock::new(),
        })
    }

    /// Everything that was evaluated; `None` if it is no report.
    pub(crate) fn proof(&self) -> Option<&Proof> {
        let make = || {
            let input = input_of(self.project.place_of(self.path.as_deref()));
            let archive = Arc::clone(&self.project.settings(&input).scope(&input).options.archive);
            let options = LintOptions { lang: self.project.lang, archive, ..LintOptions::default() };
            Some(disclint_rules::lint_with_proof(&self.project.packs, &self.report, &options)?.1)
        };
        self.proof.get_or_init(make).as_ref()
    }

    /// The text.
    pub(crate) fn source(&self) -> &SourceText {
        &self.report.source
    }
}

fn judge(
    report: &Report,
    packs: &Packs,
    project: &Project,
    path: Option<&Path>,
    is_stale: &dyn Fn() -> bool,
) -> Option<Judged> {
    let input = input_of(project.place_of(path));
    let settings = project.settings(&input);
    let mut judgement = disclint_rules::lint_unless(packs, report, &settings.scope(&input).options, is_stale)?;
    let (_, comparison) = settings.settle_findings(&input, &mut judgement.diagnostics);
    Some(Judged { judgement, comparison })
}

/// A file as something to judge.
pub(crate) fn input_of(path: impl Into<PathBuf>) -> Input {
    Input { place: Place::File(path.into()), walked: true }
}

/// The text of a rope, piece by piece: its `Display` is a good deal slower.
fn text_of(rope: &Rope) -> String {
    let mut text = String::with_capacity(rope.len_bytes());
    rope.chunks().for_each(|chunk| text.push_str(chunk));
    text
}
