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

    /// The analysis of a document as it is when this is called. Work is done once, however many want it,
    /// and off the threads that read the client's messages.
    pub(crate) async fn analysis(self: &Arc<Self>, uri: &Uri) -> Result<Arc<Analysis>, Miss> {
        let asked = self.snapshot(uri.as_str()).ok_or(Miss::Closed)?;
        if let Some(analysis) = asked.current() {
            return Ok(Arc::clone(analysis));
        }
        let _turn = asked.turn.lock().await;
        let now = self.snapshot(uri.as_str()).ok_or(Miss::Closed)?;
        if now.revision != asked.revision {
            return Err(Miss::Moved);
        }
        if let Some(analysis) = now.current() {
            return Ok(Arc::clone(analysis));
        }
        let stop = Stop::default();
        let guard = StopGuard(stop.clone());
        let session = Arc::clone(self);
        let work = move || {
            let project = Arc::clone(&session.state().project);
            let uri = now.uri.as_str();
            let is_stale = || stop.is_asked_for() || session.revision(uri) != Some(now.revision);
            let analysis = Arc::new(Analysis::new(&now, &project, is_stale)?);
            let mut state = session.state();
            let document = state.documents.get_mut(uri).filter(|document| document.revision == now.revision)?;
            let earlier = document.analysis.replace(Arc::clone(&analysis));
            drop(state);
            Some((analysis, earlier, now))
        };
        let done = tokio::task::spawn_blocking(work).await.map_err(|_| Miss::Broken)?;
        drop(guard);
        let analysis = done.map(|(analysis, earlier, now)| {
            // Of a long report it takes a while to let go of the last analysis; nobody should wait for that.
            tokio::task::spawn_blocking(move || drop((earlier, now)));
            analysis
        });
        self.show_troubles();
        analysis.ok_or(Miss::Moved)
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

    /// Answers a question about a document, off the threads that read the client's messages. `None` if the
    /// document is not open.
    pub(crate) async fn ask<T: Send + 'static>(
        self: &Arc<Self>,
        uri: &Uri,
        answer: impl FnOnce(&Self, &Analysis) -> T + Send + 'static,
    ) -> Result<Option<T>, Error> {
        let analysis = match self.analysis(uri).await {
            Err(Miss::Closed) => return Ok(None),
            analysis => analysis?,
        };
        let session = Arc::clone(self);
        let answered = tokio::task::spawn_blocking(move || answer(&session, &analysis)).await;
        answered.map(Some).map_err(|_| Error::internal_error())
    }
}
