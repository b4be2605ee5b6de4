//! Configurations, baselines and packs that change while the server runs.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use disclint_workspace::baseline;
use tower_lsp::lsp_types::{DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher, GlobPattern, Registration};

use crate::project::Project;
use crate::session::Session;
use crate::troubles::Told;
use crate::worker;

/// How often files are looked at where the client does not watch them.
const INTERVAL: Duration = Duration::from_millis(700);

/// Sees to it that changes are noticed: by the client if it can watch files, by looking at them if not.
/// Awaits nothing.
pub(crate) fn start(session: &Arc<Session>) {
    let session = Arc::clone(session);
    tokio::spawn(async move {
        let watched = session.features().watches_files && register(&session).await;
        poll(&session, watched).await;
    });
}

/// Asks the client to watch what lies in its folders. `false` if it does not. Packs may be anywhere, and which
/// ones there are may change: so every TOML file and every baseline, of which `rests_on` knows ours.
async fn register(session: &Session) -> bool {
    let watchers = ["**/*.toml".to_owned(), format!("**/{}", baseline::NAME), "**/*baseline*.json".to_owned()]
        .into_iter()
        .map(|pattern| FileSystemWatcher { glob_pattern: GlobPattern::String(pattern), kind: None })
        .collect();
    let options = DidChangeWatchedFilesRegistrationOptions { watchers };
    let registration = Registration {
        id: "disclint-files".to_owned(),
        method: "workspace/didChangeWatchedFiles".to_owned(),
        register_options: serde_json::to_value(options).ok(),
    };
    session.client.register_capability(vec![registration]).await.is_ok()
}

async fn poll(session: &Arc<Session>, watched: bool) {
    let mut of: Option<Arc<Project>> = None;
    let mut before = BTreeMap::new();
    let mut told = Told::default();
    while !session.has_ended() {
        tokio::time::sleep(INTERVAL).await;
        let project = Arc::clone(&session.state().project);
        let looked_at = Arc::clone(&project);
        let Ok(now) = tokio::task::spawn_blocking(move || stamps(&looked_at, watched)).await else { return };
        let same = of.as_ref().is_some_and(|of| Arc::ptr_eq(of, &project));
        // A new one has read its configurations when the client has asked again.
        if same || of.is_none() {
            told.update(session, &project.marks()).await;
        }
        // A folder that came into play since then has files that are new to us, but not changed.
        let changed = same && before.iter().any(|(path, stamp)| now.get(path).is_some_and(|now| now != stamp));
        (of, before) = (Some(project), now);
        if changed {
            reload(session).await;
        }
    }
}

/// Each file with when it was last written and its length; `None` if it is not there. Of files that are
/// `watched` only those that lie outside the client's folders.
fn stamps(project: &Project, watched: bool) -> BTreeMap<PathBuf, Option<(SystemTime, u64)>> {
    let stamp = |path: &PathBuf| {
        let metadata = fs::metadata(path).ok()?;
        Some((metadata.modified().ok()?, metadata.len()))
    };
    // Reports of earlier years may be any file: the client does not watch those.
    let is_asked_for = |path: &PathBuf| path.extension().is_some_and(|kind| kind == "toml" || kind == "json");
    let is_watched =
        |path: &PathBuf| watched && is_asked_for(path) && project.folders.iter().any(|folder| path.starts_with(folder));
    project.files().into_iter().filter(|path| !is_watched(path)).map(|path| (path.clone(), stamp(&path))).collect()
}

/// Reads everything that documents are judged by again and judges them anew.
pub(crate) async fn reload(session: &Arc<Session>) {
    load(session).await;
    refresh(session);
}

/// The same, but tells the client nothing: it may not yet be spoken to.
pub(crate) async fn load(session: &Arc<Session>) {
    let (rules, folders, lang) = {
        let state = session.state();
        let lang = state.settings.lang().or(session.features().own.lang()).unwrap_or(session.options.lang);
        (rules(session, state.settings.rules.as_ref(), &state.folders), state.folders.clone(), lang)
    };
    let read = tokio::task::spawn_blocking(move || Project::new(rules, folders, lang)).await;
    let Ok(project) = read else { return };
    let uris: Vec<_> = {
        let mut state = session.state();
        state.project = Arc::new(project);
        let names: Vec<String> = state.documents.keys().cloned().collect();
        for name in &names {
            let revision = state.next_revision();
            if let Some(document) = state.documents.get_mut(name) {
                document.revision = revision;
            }
        }
        state.documents.values().map(|document| document.uri.clone()).collect()
    };
    session.show_troubles();
    for uri in &uris {
        worker::publish(session, uri);
    }
}

/// Where packs are read from: the command line's, and the client's, which count from its first folder.
fn rules(session: &Session, set: Option<&Vec<PathBuf>>, folders: &[PathBuf]) -> Vec<PathBuf> {
    let set = set.or(session.features().own.rules.as_ref());
    let mut rules = session.options.rules.clone();
    for path in set.into_iter().flatten().filter(|path| !path.as_os_str().is_empty()) {
        rules.push(folders.first().map_or_else(|| path.clone(), |folder| folder.join(path)));
    }
    rules
}

/// Asks the client to ask again for everything that it shows. Awaits nothing.
fn refresh(session: &Arc<Session>) {
    let session = Arc::clone(session);
    tokio::spawn(async move {
        let (features, client) = (session.features(), &session.client);
        // A client that refuses keeps what it shows until the next change.
        if features.refreshes_diagnostics {
            let _ = client.workspace_diagnostic_refresh().await;
        }
        if features.refreshes_hints {
            let _ = client.inlay_hint_refresh().await;
        }
        if features.refreshes_lenses {
            let _ = client.code_lens_refresh().await;
        }
        if features.refreshes_tokens {
            let _ = client.semantic_tokens_refresh().await;
        }
    });
}
