//! What the server writes, with long answers and notifications that were written beforehand.
//!
//! tower-lsp makes a tree of each message and a text of the tree. Hundreds of findings at each edit take longer that way
//! than to be found. So their handler writes the text of the result, or of the parameters, itself and hands on a mark
//! that stands for it; here the text takes the mark's place.

use std::collections::BTreeMap;
use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::io::AsyncWrite;

use crate::framing::{Next, next};

/// What a mark begins with.
const MARK: &str = "disclint-written-";

/// The field of a result, or of parameters, that holds the mark.
const FIELD: &str = "resultId";

/// A message with a mark is shorter than this.
const LONGEST_MARKED: usize = 1024;

/// The parameters of a notification, until the text that was written beforehand takes their place.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Marked {
    result_id: String,
}

impl Marked {
    pub(crate) fn new(mark: String) -> Self {
        Self { result_id: mark }
    }
}

/// An answer of which so many later ones were written will not be sent any more: its request was cancelled.
const MOST_WAITING: u64 = 1024;

/// The JSON of a result or of parameters, in pieces.
type Text = [Vec<u8>; 3];

/// The texts of answers that wait to be sent, by what stands for them.
#[derive(Default)]
pub(crate) struct Written {
    texts: Mutex<BTreeMap<u64, Text>>,
    next: AtomicU64,
}

impl Written {
    /// Keeps a text; returns the mark that stands for it, once.
    pub(crate) fn keep(&self, text: Text) -> String {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let mut texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        texts.insert(number, text);
        while texts.first_key_value().is_some_and(|(first, _)| first + MOST_WAITING < number) {
            texts.pop_first();
        }
        format!("{MARK}{number}")
    }

    fn take(&self, mark: &str) -> Option<Text> {
        let number = mark.strip_prefix(MARK)?.parse().ok()?;
        self.texts.lock().unwrap_or_else(PoisonError::into_inner).remove(&number)
    }

    /// What stands before, as and behind the mark in a message that has one.
    fn whole(&self, message: &[u8]) -> Option<(String, Text, String)> {
        let holds = |part: &[u8]| message.windows(part.len()).any(|window| window == part);
        if message.len() > LONGEST_MARKED || !holds(MARK.as_bytes()) {
            return None;
        }
        let message: Value = serde_json::from_slice(message).ok()?;
        let marked = |part: &str| self.take(message.get(part)?.get(FIELD)?.as_str()?);
        if let Some(method) = message.get("method") {
            let head = format!(r#"{{"jsonrpc":"2.0","method":{method},"params":"#);
            return Some((head, marked("params")?, "}".into()));
        }
        let tail = format!(r#","id":{}}}"#, message.get("id")?);
        Some((r#"{"jsonrpc":"2.0","result":"#.into(), marked("result")?, tail))
    }
}

/// Writes messages to `output`, those that were written beforehand among them.
pub(crate) struct Outgoing<W> {
    output: W,
    written: Arc<Written>,
    /// The beginning of a message.
    begun: Vec<u8>,
    /// What is to be written, and how much of it was.
    waiting: Vec<u8>,
    done: usize,
}

impl<W: AsyncWrite + Unpin> Outgoing<W> {
    pub(crate) fn new(output: W, written: Arc<Written>) -> Self {
        Self { output, written, begun: Vec::new(), waiting: Vec::new(), done: 0 }
    }

    /// Takes over the messages that are whole.
    fn take(&mut self) {
        let mut start = 0;
        while let Next::Message { header, body } = next(&self.begun[start..]) {
            let end = start + header + body;
            let message = &self.begun[start + header..end];
            if let Some((head, text, tail)) = self.written.whole(message) {
                let length = head.len() + text.iter().map(Vec::len).sum::<usize>() + tail.len();
                let frame = format!("Content-Length: {length}\r\n\r\n{head}");
                self.waiting.reserve(frame.len() + length);
                let [one, two, three] = &text;
                for part in [frame.as_bytes(), one, two, three, tail.as_bytes()] {
                    self.waiting.extend_from_slice(part);
                }
            } else {
                self.waiting.extend_from_slice(&self.begun[start..end]);
            }
            start = end;
        }
        self.begun.drain(..start);
    }

    /// Writes what waits.
    fn poll_waiting(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        while self.done < self.waiting.len() {
            let count = ready!(Pin::new(&mut self.output).poll_write(cx, &self.waiting[self.done..]))?;
            if count == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            self.done += count;
        }
        self.waiting.clear();
        self.done = 0;
        Poll::Ready(Ok(()))
    }
}

impl<W: AsyncWrite + Unpin> AsyncWrite for Outgoing<W> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        // No more is taken before that is written.
        ready!(self.poll_waiting(cx))?;
        self.begun.extend_from_slice(bytes);
        self.take();
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_waiting(cx))?;
        Pin::new(&mut self.output).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_waiting(cx))?;
        Pin::new(&mut self.output).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::AsyncWriteExt as _;

    use super::*;

    fn framed(message: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{message}", message.len())
    }

    /// What comes out if the messages are written so many bytes at a time.
    fn sent(written: &Arc<Written>, messages: &[String], step: usize) -> String {
        let bytes: Vec<u8> = messages.iter().flat_map(|message| framed(message).into_bytes()).collect();
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(async {
            let mut outgoing = Outgoing::new(Vec::new(), Arc::clone(written));
            for part in bytes.chunks(step) {
                outgoing.write_all(part).await.expect("written");
            }
            outgoing.flush().await.expect("written");
            String::from_utf8(outgoing.output).expect("text")
        })
    }

    #[test]
    fn a_mark_is_replaced_and_nothing_else() {
        for step in [1, 7, 10_000] {
            let written = Arc::new(Written::default());
            let marked = |id: &str, mark: &str| {
                format!(r#"{{"jsonrpc":"2.0","result":{{"items":[],"kind":"full","resultId":"{mark}"}},"id":{id}}}"#)
            };
            let keep = |text: [&str; 3]| written.keep(text.map(|part| part.as_bytes().to_vec()));
            let (one, other, third) = (keep([r#"{"数":"#, "1", "}"]), keep(["[", "2", "]"]), keep(["", "3", ""]));
            let messages = [
                r#"{"jsonrpc":"2.0","method":"a"}"#.to_owned(),
                marked("7", &one),
                // It stands for its text once, and only where it stands for an answer.
                marked("8", &one),
                format!(r#"{{"jsonrpc":"2.0","result":"{other}","id":9}}"#),
                marked("\"乙\"", &other),
                format!(r#"{{"jsonrpc":"2.0","method":"丙","params":{{"resultId":"{third}"}}}}"#),
            ];
            let mut expected = messages.clone();
            expected[1] = r#"{"jsonrpc":"2.0","result":{"数":1},"id":7}"#.to_owned();
            expected[4] = r#"{"jsonrpc":"2.0","result":[2],"id":"乙"}"#.to_owned();
            expected[5] = r#"{"jsonrpc":"2.0","method":"丙","params":3}"#.to_owned();
            let expected: String = expected.iter().map(|message| framed(message)).collect();
            assert_eq!(sent(&written, &messages, step), expected);
        }
    }
}
