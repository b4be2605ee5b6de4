//! What the client writes, cut into messages.
//!
//! tower-lsp stops reading at the first message that is none. So messages are looked at before: what is no
//! message, or no JSON, becomes one that asks for an error.

use std::io::{self, Read};

use tower_lsp::jsonrpc::{Request, Response};

/// The method that stands for a malformed message.
pub(crate) const MALFORMED: &str = "disclint/malformed";

/// No message is as long as this; a header that says so is wrong.
const LONGEST: usize = 256 << 20;

/// Header fields are short.
const LONGEST_HEADER: usize = 16 << 10;

/// No first message is as long as this.
const LONGEST_FIRST: usize = 1 << 20;

const LENGTH: &[u8] = b"content-length:";

/// How much is read at a time.
const PIECE: usize = 1 << 16;

/// Hands on what `input` says, a message at a time, until it ends or nobody takes any more.
///
/// # Errors
/// Those of `input` and of `hand_on`.
pub(crate) fn relay(mut input: impl Read, mut hand_on: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
    let mut buffer: Vec<u8> = Vec::new();
    let mut piece = vec![0; PIECE];
    loop {
        let mut start = 0;
        loop {
            match next(&buffer[start..]) {
                Next::Incomplete => break,
                Next::Garbage(length) => {
                    start += length;
                    hand_on(&malformed())?;
                }
                Next::Message { header, body } => {
                    let message = &buffer[start + header..start + header + body];
                    start += header + body;
                    if is_message(message) {
                        hand_on(&framed(with_diagnostics(message).as_deref().unwrap_or(message)))?;
                    } else {
                        hand_on(&malformed())?;
                    }
                }
            }
        }
        buffer.drain(..start);
        match input.read(&mut piece) {
            Ok(0) => return Ok(()),
            Ok(count) => buffer.extend_from_slice(&piece[..count]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// A message with its header, in one piece: its reader is woken once.
fn framed(message: &[u8]) -> Vec<u8> {
    let mut framed = format!("Content-Length: {}\r\n\r\n", message.len()).into_bytes();
    framed.extend_from_slice(message);
    framed
}

/// What stands next in the input.
#[derive(PartialEq, Eq, Debug)]
pub(crate) enum Next {
    /// More has to be read first.
    Incomplete,
    /// So many bytes of no use.
    Garbage(usize),
    /// A message, with the lengths of its parts.
    Message { header: usize, body: usize },
}

/// Looks at what stands next.
pub(crate) fn next(bytes: &[u8]) -> Next {
    let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else {
        return if bytes.len() > LONGEST_HEADER { Next::Garbage(bytes.len() - 3) } else { Next::Incomplete };
    };
    let header = bytes[..end].to_ascii_lowercase();
    let Some(at) = header.windows(LENGTH.len()).rposition(|window| window == LENGTH) else {
        return Next::Garbage(end + 4);
    };
    let value = header[at + LENGTH.len()..].split(|&byte| byte == b'\r').next().unwrap_or_default();
    let length = std::str::from_utf8(value).ok().and_then(|value| value.trim().parse::<usize>().ok());
    match length.filter(|&length| length <= LONGEST) {
        None => Next::Garbage(end + 4),
        // Fields before it are allowed; anything else before it is the rest of what was no message.
        Some(_) if at > 0 && !header[..at].starts_with(b"content-type:") => Next::Garbage(at),
        Some(body) if bytes.len() < end + 4 + body => Next::Incomplete,
        Some(body) => Next::Message { header: end + 4, body },
    }
}

fn is_message(bytes: &[u8]) -> bool {
    serde_json::from_slice::<Request>(bytes).is_ok() || serde_json::from_slice::<Response>(bytes).is_ok()
}

/// The protocol calls a capability `workspace.diagnostics`, lsp-types 0.97 `workspace.diagnostic`: in the first
/// message it is given both names.
fn with_diagnostics(message: &[u8]) -> Option<Vec<u8>> {
    const INITIALIZE: &[u8] = b"\"initialize\"";
    const NAME: &[u8] = b"\"diagnostics\"";
    // The first message is short; long ones are texts.
    let holds = |part: &[u8]| message.windows(part.len()).any(|window| window == part);
    if message.len() > LONGEST_FIRST || !holds(INITIALIZE) || !holds(NAME) {
        return None;
    }
    let mut message: serde_json::Value = serde_json::from_slice(message).ok()?;
    if message["method"] != "initialize" {
        return None;
    }
    let workspace = message.pointer_mut("/params/capabilities/workspace")?.as_object_mut()?;
    let value = workspace.get("diagnostics")?.clone();
    workspace.entry("diagnostic").or_insert(value);
    serde_json::to_vec(&message).ok()
}

fn malformed() -> Vec<u8> {
    framed(format!(r#"{{"jsonrpc":"2.0","id":null,"method":"{MALFORMED}"}}"#).as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(mut bytes: &[u8]) -> Vec<Option<String>> {
        let mut found = Vec::new();
        loop {
            match next(bytes) {
                Next::Incomplete => return found,
                Next::Garbage(length) => {
                    found.push(None);
                    bytes = &bytes[length..];
                }
                Next::Message { header, body } => {
                    found.push(Some(String::from_utf8_lossy(&bytes[header..header + body]).into_owned()));
                    bytes = &bytes[header + body..];
                }
            }
        }
    }

    #[test]
    fn messages_are_found_again_after_garbage() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(cut(b"Content-Length: 2\r\n\r\n{}Content-Length: 3\r\n\r\n[1]"), [some("{}"), some("[1]")]);
        assert_eq!(cut(b"Content-Type: x; charset=utf-8\r\ncontent-length: 2\r\n\r\n{}Content-Le"), [some("{}")]);
        // The length was too short.
        assert_eq!(cut(b"Content-Length: 1\r\n\r\n{}Content-Length: 2\r\n\r\n[]"), [some("{"), None, some("[]")]);
        assert_eq!(cut(b"Content-Length: x\r\n\r\nContent-Length: 2\r\n\r\n[]"), [None, some("[]")]);
        assert_eq!(cut(b"hello\r\n\r\n"), [None]);
        assert_eq!(cut(b"Content-Length: 99999999999\r\n\r\n"), [None]);
        assert_eq!(cut(&vec![b'x'; LONGEST_HEADER + 1]).len(), 1);
    }

    #[test]
    fn a_misnamed_capability_is_found() {
        let of = |method: &str| {
            let text = format!(
                r#"{{"id":1,"method":"{method}","params":{{"capabilities":{{"workspace":{{"diagnostics":{{"a":1}}}}}}}}}}"#
            );
            with_diagnostics(text.as_bytes())
        };
        let message: serde_json::Value = serde_json::from_slice(&of("initialize").expect("changed")).expect("JSON");
        assert_eq!(message["params"]["capabilities"]["workspace"]["diagnostic"]["a"], 1);
        assert_eq!(of("hover"), None);
    }

    #[test]
    fn only_requests_notifications_and_responses_are_messages() {
        for text in [
            r#"{"jsonrpc":"2.0","id":1,"method":"a","params":{}}"#,
            r#"{"jsonrpc":"2.0","method":"a"}"#,
            r#"{"jsonrpc":"2.0","id":"x","result":null}"#,
        ] {
            assert!(is_message(text.as_bytes()), "{text}");
        }
        for text in ["{", "数", "[]", "{}", r#"{"jsonrpc":"1.0","method":"a"}"#, "\u{FEFF}{}"] {
            assert!(!is_message(text.as_bytes()), "{text}");
        }
        assert!(!is_message(b"\xFF\xFE"));
    }
}
