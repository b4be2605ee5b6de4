//! Publishing diagnostics for clients that do not ask for them.

use std::sync::Arc;

use tower_lsp::lsp_types::{Diagnostic, Uri};

use crate::diagnostics;
use crate::session::{Miss, Session};

/// Sees to it that the diagnostics of a document are published: by the task that is at it, or a new one.
/// Awaits nothing.
///
/// A task publishes for the newest version only, and goes on until there is no newer one. So many changes
/// in a row give few publications, in order, and nothing waits for a fixed time.
pub(crate) fn publish(session: &Arc<Session>, uri: &Uri) {
    if session.features().pulls {
        return;
    }
    if session.state().workers.insert(uri.as_str().to_owned()) {
        tokio::spawn(work(Arc::clone(session), uri.clone()));
    }
}

async fn work(session: Arc<Session>, uri: Uri) {
    loop {
        let revision = session.revision(uri.as_str());
        let found = match session.analysis(&uri).await {
            Ok(analysis) => {
                let shown = diagnostics::of_analysis(&analysis, &uri, session.features());
                Some((shown.into_iter().map(Diagnostic::from).collect(), Some(analysis.version)))
            }
            // It was closed: what was shown goes.
            Err(Miss::Closed) => Some((Vec::new(), None)),
            Err(Miss::Moved | Miss::Broken) => None,
        };
        if let Some((diagnostics, version)) = found
            && session.revision(uri.as_str()) == revision
        {
            session.client.publish_diagnostics(uri.clone(), diagnostics, version).await;
        }
        let mut state = session.state();
        let now = state.documents.get(uri.as_str()).map(|document| document.revision);
        if now == revision {
            state.workers.remove(uri.as_str());
            return;
        }
    }
}
