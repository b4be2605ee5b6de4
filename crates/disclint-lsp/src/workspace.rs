//! All reports of the workspace, those that are not open included.

use std::collections::HashMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, PoisonError};
use std::time::SystemTime;

use disclint_rules::Severity;
use disclint_workspace::input::{self, Input, Place};
use disclint_workspace::judge::{self, FileReport, Outcome};
use tower_lsp::lsp_types::{Diagnostic, Uri};

use crate::analysis::Stop;
use crate::convert::uri_of;
use crate::diagnostics::{Converter, Shown, of_analysis, result_id, written};
use crate::document::Document;
use crate::project::Project;
use crate::session::Session;

/// What was found in files that are not open, so that a file that did not change is not read again.
#[derive(Default)]
pub(crate) struct Known {
    /// Which project it was found with: its address, which it keeps while it is held here.
    project: Option<Arc<Project>>,
    files: HashMap<PathBuf, (Stamp, Found)>,
}

/// When a file was last written, and its length.
type Stamp = (Option<SystemTime>, u64);

/// What was found in one file.
#[derive(Clone)]
pub(crate) struct Found {
    pub(crate) uri: Uri,
    /// The version, if the file is open.
    pub(crate) version: Option<i32>,
    pub(crate) diagnostics: Arc<Vec<Diagnostic>>,
    pub(crate) result_id: String,
    pub(crate) counts: Counts,
}

/// How many findings count.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, serde::Serialize)]
pub(crate) struct Counts {
    pub(crate) files: usize,
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    pub(crate) infos: usize,
}

impl Counts {
    pub(crate) fn add(&mut self, other: Self) {
        self.files += other.files;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.infos += other.infos;
    }

    pub(crate) fn of<'a>(findings: impl Iterator<Item = &'a disclint_rules::Diagnostic>) -> Self {
        let mut counts = Self { files: 1, ..Self::default() };
        for finding in findings {
            match finding.severity {
                Severity::Error => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Info => counts.infos += 1,
                Severity::Off => {}
            }
        }
        counts
    }
}

/// The files of the workspace's folders that may be reports, in the order of their paths.
pub(crate) fn files(folders: &[PathBuf]) -> Vec<Input> {
    let mut inputs = input::collect(folders);
    inputs.retain(|input| matches!(input.place, Place::File(_)));
    inputs
}

/// Judges the files of the workspace one by one; `each` gets its number, the number of all, and what was
/// found if it is a report. Ends early when that is asked for.
pub(crate) fn check(session: &Session, stop: &Stop, mut each: impl FnMut(usize, usize, Option<Found>)) {
    let (project, folders) = {
        let state = session.state();
        (Arc::clone(&state.project), state.folders.clone())
    };
    let inputs = files(&folders);
    for (at, input) in inputs.iter().enumerate() {
        if stop.is_asked_for() {
            return;
        }
        // One bad file never stops the others.
        let found = catch_unwind(AssertUnwindSafe(|| find(session, &project, input))).unwrap_or(None);
        each(at, inputs.len(), found);
    }
}

fn find(session: &Session, project: &Arc<Project>, input: &Input) -> Option<Found> {
    let Place::File(path) = &input.place else { return None };
    let open = {
        let state = session.state();
        state.documents.values().find(|document| document.path.as_ref() == Some(path)).cloned()
    };
    if let Some(open) = open {
        return find_open(session, project, &open);
    }
    let metadata = fs::metadata(path).ok()?;
    let stamp = (metadata.modified().ok(), metadata.len());
    let known = |stamp: Stamp| {
        let mut known = session.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.project.as_ref().is_none_or(|of| !Arc::ptr_eq(of, project)) {
            known.files.clear();
            known.project = Some(Arc::clone(project));
        }
        known.files.get(path).filter(|(at, _)| *at == stamp).map(|(_, found)| found.clone())
    };
    if let Some(found) = known(stamp) {
        return Some(found);
    }
    let report = judge_file(project, input);
    let Outcome::Judged(judged) = &report.outcome else { return None };
    let uri = uri_of(path)?;
    let converter = Converter {
        uri: &uri,
        source: &judged.source,
        features: session.features(),
        packs: &project.packs,
        pack: &judged.judgement.pack,
        lang: project.lang,
    };
    let shown: Vec<Shown<'_>> = judged.findings().map(|(finding, state)| converter.shown(finding, state)).collect();
    let found = Found {
        version: None,
        result_id: result_id(&written(&shown)),
        diagnostics: Arc::new(shown.into_iter().map(Diagnostic::from).collect()),
        counts: Counts::of(judged.counted()),
        uri,
    };
    let mut known = session.known.lock().unwrap_or_else(PoisonError::into_inner);
    known.files.insert(path.clone(), (stamp, found.clone()));
    Some(found)
}

/// The same in a document that is open: its text counts, not the file's.
fn find_open(session: &Session, project: &Arc<Project>, document: &Document) -> Option<Found> {
    let analysis = match document.current() {
        Some(analysis) => Arc::clone(analysis),
        None => match crate::analysis::Analysis::new(document, project, || false) {
            Some(analysis) => Arc::new(analysis),
            None => return None,
        },
    };
    let judged = analysis.judged.as_ref()?;
    let shown = of_analysis(&analysis, &document.uri, session.features());
    Some(Found {
        version: Some(document.version),
        result_id: result_id(&written(&shown)),
        diagnostics: Arc::new(shown.into_iter().map(Diagnostic::from).collect()),
        counts: Counts::of(judged.counted()),
        uri: document.uri.clone(),
    })
}

/// Reads and judges a file as the command does.
pub(crate) fn judge_file(project: &Project, input: &Input) -> FileReport {
    let settings = project.settings(input);
    let mut report = judge::judge(input, &project.packs, &settings.scope(input).options, false);
    settings.settle(input, &mut report);
    report
}
