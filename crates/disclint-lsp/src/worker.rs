//! Publishing diagnostics for clients that do not ask for them.

use std::sync::Arc;

use tower_lsp::lsp_types::Uri;
use tower_lsp::lsp_types::notification::{Notification, PublishDiagnostics};

use crate::diagnostics;
use crate::outgoing::Marked;
use crate::session::{Miss, Session};

/// `textDocument/publishDiagnostics`, its parameters written beforehand.
struct Publish;

impl Notification for Publish {
    type Params = Marked;
    const METHOD: &'static str = PublishDiagnostics::METHOD;
}

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
        let own = uri.clone();
        let answer = session.answer(&uri, move |session, analysis| {
            let items = diagnostics::written(&diagnostics::of_analysis(analysis, &own, session.features()));
            (items, Some(analysis.version))
        });
        let found = match answer.await {
            // It was closed: what was shown goes.
            Err(Miss::Closed) => Some((diagnostics::written(&[]), None)),
            answered => answered.ok(),
        };
        if let Some((items, version)) = found
            && session.revision(uri.as_str()) == revision
        {
            let text = diagnostics::published(&uri, version, items);
            session.client.send_notification::<Publish>(Marked::new(session.written.keep(text))).await;
        }
        let mut state = session.state();
        let now = state.documents.get(uri.as_str()).map(|document| document.revision);
        if now == revision {
            state.workers.remove(uri.as_str());
            return;
        }
    }
}
