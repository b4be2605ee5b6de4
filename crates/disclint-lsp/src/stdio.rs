//! Standard input and output, each with a thread of its own.
//!
//! They block. tokio would hand each piece that is read or written to another thread, and each of these turns costs
//! about as much as an edit in a short report.

use std::io::{self, Write as _};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream, duplex};
use tokio::runtime::Handle;

use crate::framing;

/// How much of the client's messages waits to be handled.
const INCOMING: usize = 1 << 16;

/// How much of what is answered waits to be written: most answers in one piece.
const OUTGOING: usize = 1 << 20;

/// What the client writes, cut into messages.
///
/// # Errors
/// If no thread can be started.
pub(crate) fn input(handle: Handle) -> io::Result<DuplexStream> {
    let (mut here, there) = duplex(INCOMING);
    let relay = move || framing::relay(io::stdin().lock(), |message| handle.block_on(here.write_all(message)));
    thread::Builder::new().name("input".into()).spawn(relay)?;
    Ok(there)
}

/// What is written to the client. The receiver hears when all of it has been, after the stream was dropped.
///
/// # Errors
/// If no thread can be started.
pub(crate) fn output(handle: Handle) -> io::Result<(DuplexStream, Receiver<()>)> {
    let (there, mut here) = duplex(OUTGOING);
    let (end, ended) = channel();
    let write = move || {
        let mut output = io::stdout().lock();
        let mut piece = Vec::with_capacity(OUTGOING);
        while handle.block_on(here.read_buf(&mut piece)).is_ok_and(|count| count > 0) {
            // If the client has gone, the stream goes, and the server notices that.
            if output.write_all(&piece).and_then(|()| output.flush()).is_err() {
                break;
            }
            piece.clear();
        }
        let _ = end.send(());
    };
    thread::Builder::new().name("output".into()).spawn(write)?;
    Ok((there, ended))
}
