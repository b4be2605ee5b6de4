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

/// How much of the client's messages waits to be handled.
const BUFFER: usize = 1 << 16;

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
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_time().enable_io().build()?;
    let ended = runtime.block_on(async {
        let (service, socket) = LspService::build(|client| server::Backend::new(client, options))
            .custom_method(framing::MALFORMED, server::Backend::malformed)
            .custom_method(requests::proof::METHOD, server::Backend::proof)
            .finish();
        let session = service.inner().session();
        let (reader, writer) = tokio::io::duplex(BUFFER);
        let relay = tokio::spawn(framing::relay(tokio::io::stdin(), writer));
        let output = Outgoing::new(tokio::io::stdout(), Arc::clone(&session.written));
        Server::new(reader, output, socket).serve(service).await;
        relay.abort();
        session.has_ended()
    });
    // A thread may still wait for standard input.
    runtime.shutdown_timeout(Duration::from_millis(50));
    Ok(ended)
}
