//! The state of one client's session.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use tower_lsp::Client;
use tower_lsp::jsonrpc::{Error, ErrorCode};
use tower_lsp::lsp_types::{DidChangeTextDocumentParams, DidOpenTextDocumentParams, Uri};

use crate::Options;
use crate::analysis::{Analysis, Stop, StopGuard};
use crate::document::Document;
use crate::features::{Features, Settings};
use crate::outgoing::Written;
use crate::project::Project;
use crate::workspace::Known;

/// Everything that handlers and tasks share.
pub(crate) struct Session {
    pub(crate) client: Client,
    pub(crate) options: Options,
    features: OnceLock<Features>,
    state: Mutex<State>,
    /// What is known of files that are not open.
    pub(crate) known: Mutex<Known>,
    /// Answers that wait to be sent.
    pub(crate) written: Arc<Written>,
    ended: AtomicBool,
}

/// Held for microseconds, and never while something is awaited.
pub(crate) struct State {
    /// By URI.
    pub(crate) documents: HashMap<String, Document>,
    /// The documents that a task is publishing diagnostics for.
    pub(crate) workers: HashSet<String>,
    pub(crate) project: Arc<Project>,
    pub(crate) folders: Vec<PathBuf>,
    pub(crate) settings: Settings,
    revision: u64,
}

/// Why there is no analysis.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Miss {
    /// The document is not open.
    Closed,
    /// It has changed since it was asked for.
    Moved,
    /// A fault of the program.
    Broken,
}

impl From<Miss> for Error {
    fn from(miss: Miss) -> Self {
        match miss {
            Miss::Moved => Self { code: ErrorCode::ContentModified, message: "content modified".into(), data: None },
            Miss::Closed => Self::invalid_params("the document is not open"),
            Miss::Broken => Self::internal_error(),
        }
    }
}

impl State {
    /// A number that was never used before.
    pub(crate) fn next_revision(&mut self) -> u64 {
        self.revision += 1;
        self.revision
    }
}

impl Session {
    pub(crate) fn new(client: Client, options: Options) -> Self {
        let project = Arc::new(Project::new(Vec::new(), Vec::new(), options.lang));
        let state = State {
            documents: HashMap::new(),
            workers: HashSet::new(),
            project,
            folders: Vec::new(),
            settings: Settings::default(),
            revision: 0,
        };
        Self {
            client,
            options,
            features: OnceLock::new(),
            state: Mutex::new(state),
            known: Mutex::default(),
            written: Arc::default(),
            ended: AtomicBool::new(false),
        }
    }

    /// The state. A panic elsewhere left nothing half done: every change is one assignment.
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the client can do; said once, by `initialize`.
    pub(crate) fn features(&self) -> &Features {
        static NONE: OnceLock<Features> = OnceLock::new();
        self.features.get().unwrap_or_else(|| NONE.get_or_init(Features::default))
    }

    pub(crate) fn set_features(&self, features: Features) {
        // A client that says it twice is not believed the second time.
        let _ = self.features.set(features);
    }

    pub(crate) fn end(&self) {
        self.ended.store(true, Ordering::Relaxed);
    }

    pub(crate) fn has_ended(&self) -> bool {
        self.ended.load(Ordering::Relaxed)
    }

    pub(crate) fn open(&self, params: &DidOpenTextDocumentParams) {
        let item = &params.text_document;
        let mut state = self.state();
        let revision = state.next_revision();
        let document = Document::new(item.uri.clone(), item.version, revision, &item.text);
        state.documents.insert(item.uri.as_str().to_owned(), document);
    }

    pub(crate) fn change(&self, params: &DidChangeTextDocumentParams) {
        let encoding = self.features().encoding;
        let mut state = self.state();
        let revision = state.next_revision();
        if let Some(document) = state.documents.get_mut(params.text_document.uri.as_str()) {
            debug_assert!(document.version <= params.text_document.version, "changes out of order");
            for change in &params.content_changes {
                document.apply(change, encoding);
            }
            document.version = params.text_document.version;
            document.revision = revision;
        }
    }

    pub(crate) fn close(&self, uri: &Uri) {
        self.state().documents.remove(uri.as_str());
    }

    /// A document as it is now; cheap, as ropes are.
    pub(crate) fn snapshot(&self, uri: &str) -> Option<Document> {
        self.state().documents.get(uri).cloned()
    }

    pub(crate) fn revision(&self, uri: &str) -> Option<u64> {
        self.state().documents.get(uri).map(|document| document.revision)
    }

    /// Answers a question about a document as it is when this is called. It is analysed once, however many ask,
    /// and on its own thread, where `answer` is called as well.
    pub(crate) async fn answer<T: Send + 'static>(
        self: &Arc<Self>,
        uri: &Uri,
        answer: impl FnOnce(&Self, &Arc<Analysis>) -> T + Send + 'static,
    ) -> Result<T, Miss> {
        let asked = self.snapshot(uri.as_str()).ok_or(Miss::Closed)?;
        let (thread, asked) = (asked.thread, asked.revision);
        let stop = Stop::default();
        // Whoever asks may go away.
        let _guard = StopGuard(stop.clone());
        let (session, own) = (Arc::clone(self), uri.clone());
        let job = move || match session.analysed(own.as_str(), asked, &stop) {
            Ok((analysis, earlier)) => (Ok(answer(&session, &analysis)), Some((analysis, earlier))),
            Err(miss) => (Err(miss), None),
        };
        let answered = thread.run(job).await.unwrap_or(Err(Miss::Broken));
        self.show_troubles();
        answered
    }

    /// The analysis of a document, which is made if there is none of its revision, and what takes a while to let go
    /// of. Called on the document's thread.
    fn analysed(&self, uri: &str, asked: u64, stop: &Stop) -> Result<(Arc<Analysis>, Option<Document>), Miss> {
        let now = self.snapshot(uri).ok_or(Miss::Closed)?;
        // Before its turn came it may have been cancelled.
        if now.revision != asked || stop.is_asked_for() {
            return Err(Miss::Moved);
        }
        if let Some(analysis) = now.current() {
            return Ok((Arc::clone(analysis), None));
        }
        let project = Arc::clone(&self.state().project);
        let is_stale = || stop.is_asked_for() || self.revision(uri) != Some(asked);
        let analysis = Arc::new(Analysis::new(&now, &project, is_stale).ok_or(Miss::Moved)?);
        let mut state = self.state();
        let document = state.documents.get_mut(uri).filter(|document| document.revision == asked).ok_or(Miss::Moved)?;
        // `now` still holds the earlier one.
        document.analysis = Some(Arc::clone(&analysis));
        Ok((analysis, Some(now)))
    }

    /// The analysis of a document as it is when this is called.
    pub(crate) async fn analysis(self: &Arc<Self>, uri: &Uri) -> Result<Arc<Analysis>, Miss> {
        self.answer(uri, |_, analysis| Arc::clone(analysis)).await
    }

    /// Shows what could not be read, if there is something new.
    pub(crate) fn show_troubles(self: &Arc<Self>) {
        let troubles = self.state().project.take_troubles();
        if troubles.is_empty() {
            return;
        }
        let client = self.client.clone();
        tokio::spawn(async move {
            for trouble in troubles {
                client.show_message(tower_lsp::lsp_types::MessageType::ERROR, trouble).await;
            }
        });
    }

    /// Answers a question about a document. `None` if it is not open.
    pub(crate) async fn ask<T: Send + 'static>(
        self: &Arc<Self>,
        uri: &Uri,
        answer: impl FnOnce(&Self, &Analysis) -> T + Send + 'static,
    ) -> Result<Option<T>, Error> {
        match self.answer(uri, |session, analysis| answer(session, analysis)).await {
            Err(Miss::Closed) => Ok(None),
            answered => Ok(Some(answered?)),
        }
    }
}
