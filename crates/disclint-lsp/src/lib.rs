//! The language server: what the command finds in files, for texts that are being written.
//!
//! Documents, versions, positions and the conversion to the protocol. What is right or wrong is the business
//! of `disclint-rules`; what is on disk, of `disclint-workspace`.
//!
//! tower-lsp runs handlers at the same time. So handlers that change the state of documents do it before
//! anything else and await nothing; none awaits a request to the client; and results carry the version that
//! they were made from.

mod analysis;
mod commands;
mod convert;
mod diagnostics;
mod document;
mod features;
mod framing;
mod outgoing;
mod place;
mod position;
mod project;
mod requests;
mod server;
mod session;
mod stdio;
mod thread;
mod troubles;
mod watch;
mod worker;
mod workspace;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use disclint_rules::{Lang, Packs};
use disclint_workspace::judge::FileReport;
use tower_lsp::{LspService, Server};

use crate::outgoing::Outgoing;

/// How long the last answers may take to be written: the client may not read them.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// How to serve.
pub struct Options {
    /// The language of messages, unless the client asks for another.
    pub lang: Lang,
    /// Rule packs besides the built-in ones.
    pub rules: Vec<PathBuf>,
    /// The program's version.
    pub version: &'static str,
    /// Writes judgements as one SARIF log.
    pub sarif: fn(&Packs, &[FileReport], Lang) -> String,
}

/// Serves one client on standard input and output until it says `exit` or hangs up. `true` if it asked for
/// the end before, as the protocol wants it.
///
/// # Errors
/// If the threads cannot be started.
pub fn serve(options: Options) -> io::Result<bool> {
    // What takes a while is done on other threads; all else together takes less than to change threads.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    let input = stdio::input(runtime.handle().clone())?;
    let (output, written) = stdio::output(runtime.handle().clone())?;
    let ended = runtime.block_on(async {
        let (service, socket) = LspService::build(|client| server::Backend::new(client, options))
            .custom_method(framing::MALFORMED, server::Backend::malformed)
            .custom_method(requests::proof::METHOD, server::Backend::proof)
            .finish();
        let session = service.inner().session();
        let output = Outgoing::new(output, Arc::clone(&session.written));
        Server::new(input, output, socket).serve(service).await;
        session.has_ended()
    });
    // Nothing is lost if it takes longer but what nobody reads.
    let _ = written.recv_timeout(LAST_WORDS);
    // A thread may still look for changes on disk.
    runtime.shutdown_timeout(Duration::from_millis(50));
    Ok(ended)
}
