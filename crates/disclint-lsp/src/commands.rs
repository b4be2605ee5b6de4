//! Commands: checking the whole workspace, exporting SARIF, accepting a finding.

use std::fs;
use std::path::PathBuf;
use std::str::FromStr as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use disclint_document::{Encoding, SourceText};
use disclint_rules::Lang;
use disclint_workspace::edit;
use disclint_workspace::input::{self, Place};
use disclint_workspace::judge::{FileReport, Judged, Outcome};
use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::request::WorkDoneProgressCreate;
use tower_lsp::lsp_types::{ExecuteCommandParams, ProgressToken, Uri, WorkDoneProgressCreateParams};

use crate::analysis::{Stop, StopGuard, input_of};
use crate::convert::words;
use crate::document::path_of;
use crate::requests::actions::{configuration, file_in};
use crate::session::Session;
use crate::watch;
use crate::workspace::{self, Counts, judge_file};

/// Judges every report of the workspace; answers how many findings there are.
pub(crate) const CHECK: &str = "disclint.server.checkWorkspace";
/// Answers the findings as a SARIF log: of a file or folder, or of the workspace.
pub(crate) const EXPORT: &str = "disclint.server.exportSarif";
/// Accepts a finding: document, fingerprint, reason.
pub(crate) const WAIVE: &str = "disclint.server.waive";

/// How often progress is told.
const INTERVAL: Duration = Duration::from_millis(100);

pub(crate) fn names() -> Vec<String> {
    [CHECK, EXPORT, WAIVE].map(str::to_owned).to_vec()
}

pub(crate) async fn execute(session: &Arc<Session>, params: ExecuteCommandParams) -> Result<Option<Value>> {
    let token = params.work_done_progress_params.work_done_token;
    match params.command.as_str() {
        CHECK => check(session, token).await.map(Some),
        EXPORT => {
            let place = params.arguments.first().and_then(Value::as_str).map(str::to_owned);
            export(session, place).await.map(Some)
        }
        WAIVE => {
            let texts: Option<Vec<String>> =
                params.arguments.iter().map(|argument| argument.as_str().map(str::to_owned)).collect();
            let Some([uri, fingerprint, reason]) = texts.as_deref() else {
                return Err(Error::invalid_params("[uri, fingerprint, reason] are wanted"));
            };
            waive(session, uri, fingerprint, reason).await
        }
        other => Err(Error::invalid_params(format!("no command is called {other}"))),
    }
}

/// How far the work is: files done, files in all.
type Step = (usize, usize);

async fn check(session: &Arc<Session>, token: Option<ProgressToken>) -> Result<Value> {
    let stop = Stop::default();
    let _guard = StopGuard(stop.clone());
    let steps = progress(session, token);
    let working = Arc::clone(session);
    let work = move || {
        let mut counts = Counts::default();
        workspace::check(&working, &stop, |at, all, found| {
            if let Some(found) = found {
                counts.add(found.counts);
            }
            // Nobody may be listening.
            let _ = steps.send((at + 1, all));
        });
        counts
    };
    let counts = tokio::task::spawn_blocking(work).await.map_err(|_| Error::internal_error())?;
    Ok(json!(counts))
}

/// Tells the client how far the work is until the sender is dropped. The client is asked for a token by a
/// task, so that no handler waits for it.
fn progress(session: &Arc<Session>, token: Option<ProgressToken>) -> UnboundedSender<Step> {
    let (sender, steps) = unbounded_channel();
    let session = Arc::clone(session);
    tokio::spawn(async move {
        let token = match token {
            Some(token) => token,
            None if session.features().shows_progress => {
                // A token of letters: some clients know no others.
                let token = ProgressToken::String(format!("disclint-{}", session.state().next_revision()));
                let params = WorkDoneProgressCreateParams { token: token.clone() };
                if session.client.send_request::<WorkDoneProgressCreate>(params).await.is_err() {
                    return;
                }
                token
            }
            None => return,
        };
        tell(&session, token, steps).await;
    });
    sender
}

async fn tell(session: &Session, token: ProgressToken, mut steps: UnboundedReceiver<Step>) {
    let title = words(session.state().project.lang, "检查工作区", "Checking the workspace").to_owned();
    let progress = session.client.progress(token, title).with_percentage(0).begin().await;
    let mut told = Instant::now();
    while let Some((done, all)) = steps.recv().await {
        if told.elapsed() >= INTERVAL && all > 0 {
            told = Instant::now();
            progress.report_with_message(format!("{done}/{all}"), (done * 100 / all) as u32).await;
        }
    }
    progress.finish().await;
}

async fn export(session: &Arc<Session>, place: Option<String>) -> Result<Value> {
    let paths = match place {
        None => session.state().folders.clone(),
        Some(place) => {
            let uri = Uri::from_str(&place).ok();
            let path = uri.as_ref().and_then(path_of);
            vec![path.ok_or_else(|| Error::invalid_params("the URI of a file or folder is wanted"))?]
        }
    };
    let session = Arc::clone(session);
    let work = move || {
        let project = Arc::clone(&session.state().project);
        let reports: Vec<FileReport> = input::collect(&paths)
            .iter()
            .filter(|input| matches!(input.place, Place::File(_)))
            .map(|input| {
                let Place::File(path) = &input.place else { return judge_file(&project, input) };
                open_report(&session, path).unwrap_or_else(|| judge_file(&project, input))
            })
            .map(|report| relative(report, &project.folders))
            .collect();
        (session.options.sarif)(&project.packs, &reports, project.lang)
    };
    tokio::task::spawn_blocking(work).await.map(Value::String).map_err(|_| Error::internal_error())
}

/// The judgement of a document that is open, as it is now.
fn open_report(session: &Session, path: &std::path::Path) -> Option<FileReport> {
    let document = {
        let state = session.state();
        state.documents.values().find(|document| document.path.as_deref() == Some(path)).cloned()
    }?;
    let project = Arc::clone(&session.state().project);
    let text: String = document.rope.chunks().collect();
    let report = project.packs.reader().read(SourceText::new(text, Encoding::Utf8));
    let input = input_of(path);
    let settings = project.settings(&input);
    let judgement = disclint_rules::lint(&project.packs, &report, &settings.scope(&input).options)?;
    let judged = Judged::new(report.source, judgement);
    let mut report = FileReport { path: Some(path.to_owned()), walked: true, outcome: Outcome::Judged(judged.into()) };
    settings.settle(&input, &mut report);
    Some(report)
}

/// With its path as seen from the client's folder: a log should not say where the folder lies.
fn relative(mut report: FileReport, folders: &[PathBuf]) -> FileReport {
    if let [folder] = folders
        && let Some(inside) = report.path.as_ref().and_then(|path| path.strip_prefix(folder).ok())
    {
        report.path = Some(inside.to_owned());
    }
    report
}

async fn waive(session: &Arc<Session>, uri: &str, fingerprint: &str, reason: &str) -> Result<Option<Value>> {
    let lang = session.state().project.lang;
    if reason.trim().is_empty() {
        return Err(Error::invalid_params(words(lang, "豁免必须写明理由", "a waiver must give its reason")));
    }
    let uri = Uri::from_str(uri).map_err(|_| Error::invalid_params("not a URI"))?;
    let report = path_of(&uri).ok_or_else(|| Error::invalid_params("not a file"))?;
    let analysis = session.analysis(&uri).await?;
    let known = analysis
        .judged
        .as_ref()
        .is_some_and(|judged| judged.judgement.diagnostics.iter().any(|finding| finding.fingerprint == fingerprint));
    if !known {
        return Err(Error::invalid_params(words(lang, "没有这条发现", "there is no such finding")));
    }
    let (fingerprint, reason) = (fingerprint.to_owned(), reason.trim().to_owned());
    let write = move || -> std::result::Result<PathBuf, String> {
        let path = configuration(&analysis, &report).ok_or("no folder")?;
        let old = match fs::read_to_string(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            old => old.map_err(|error| error.to_string())?,
        };
        let file = file_in(&path, &report);
        let new = edit::with_waiver(&old, &fingerprint, &reason, file.as_deref())
            .map_err(|error| error.map_or_else(|| broken(lang).to_owned(), |error| error.to_string()))?;
        fs::write(&path, new).map_err(|error| error.to_string())?;
        Ok(path)
    };
    let written = tokio::task::spawn_blocking(write).await.map_err(|_| Error::internal_error())?;
    match written {
        Ok(path) => {
            watch::reload(session).await;
            Ok(Some(json!({"path": path.display().to_string()})))
        }
        Err(message) => Err(Error { message: message.into(), ..Error::internal_error() }),
    }
}

fn broken(lang: Lang) -> &'static str {
    words(lang, "disclint.toml 中的 waive 不是列表", "`waive` in disclint.toml is no list")
}
