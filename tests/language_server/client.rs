//! A client of the server, as small as can be.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::io::{BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// Far longer than anything takes; a test that waits for so long has failed.
const PATIENCE: Duration = Duration::from_mins(4);

/// A running server.
pub(crate) struct Client {
    child: Child,
    stdin: Option<ChildStdin>,
    messages: Receiver<Value>,
    /// Notifications that nobody has asked for yet.
    waiting: VecDeque<Value>,
    /// Requests of the server, all of them answered.
    pub(crate) asked: Vec<Value>,
    next_id: i64,
    /// What `initialize` was answered.
    pub(crate) initialized: Value,
}

/// The capabilities of a client that asks for diagnostics, as VS Code does.
pub(crate) fn modern() -> Value {
    json!({
        "general": {"positionEncodings": ["utf-16"]},
        "window": {"workDoneProgress": true},
        "workspace": {
            "applyEdit": true,
            "didChangeWatchedFiles": {"dynamicRegistration": true},
            "diagnostics": {"refreshSupport": true},
            "workspaceEdit": {"documentChanges": true, "resourceOperations": ["create"]},
        },
        "textDocument": {
            "diagnostic": {},
            "publishDiagnostics": {
                "relatedInformation": true, "codeDescriptionSupport": true, "dataSupport": true,
                "tagSupport": {"valueSet": [1, 2]},
            },
            "hover": {"contentFormat": ["markdown", "plaintext"]},
            "definition": {"linkSupport": true},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
            "codeAction": {
                "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "refactor.rewrite"]}},
                "isPreferredSupport": true, "dataSupport": true,
            },
            "completion": {"completionItem": {"snippetSupport": true, "documentationFormat": ["markdown"]}},
            "foldingRange": {},
        },
    })
}

/// The capabilities of a client that knows nothing that is newer than ten years.
pub(crate) fn plain() -> Value {
    json!({})
}

impl Client {
    /// Starts a server in `folder`, which is the client's folder, too.
    pub(crate) fn start(folder: &Path, capabilities: &Value) -> Self {
        let params = json!({
            "processId": null,
            "rootUri": uri(folder),
            "workspaceFolders": [{"uri": uri(folder), "name": "reports"}],
            "capabilities": capabilities,
        });
        Self::start_with(folder, &[], params)
    }

    /// Starts a server with these arguments and parameters of `initialize`.
    pub(crate) fn start_with(folder: &Path, args: &[&str], params: Value) -> Self {
        let mut client = Self::spawn(folder, args);
        client.initialized = client.request("initialize", params)["result"].clone();
        client.notify("initialized", json!({}));
        client
    }

    /// Starts a server and says nothing.
    pub(crate) fn spawn(folder: &Path, args: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_disclint"))
            .arg("lsp")
            .args(args)
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("the server starts");
        let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            while let Some(message) = read(&mut stdout) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let stdin = child.stdin.take();
        Self {
            child,
            stdin,
            messages,
            waiting: VecDeque::new(),
            asked: Vec::new(),
            next_id: 0,
            initialized: Value::Null,
        }
    }

    /// Writes bytes as they are.
    pub(crate) fn write(&mut self, bytes: &[u8]) {
        let stdin = self.stdin.as_mut().expect("open");
        stdin.write_all(bytes).expect("the server reads");
        stdin.flush().expect("the server reads");
    }

    pub(crate) fn send(&mut self, message: &Value) {
        let text = message.to_string();
        self.write(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
    }

    pub(crate) fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Sends a request and returns its id.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.next_id += 1;
        let id = self.next_id;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        id
    }

    /// Sends a request and waits for the whole answer.
    pub(crate) fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        self.answer(id)
    }

    /// Sends a request that must succeed and waits for its result.
    pub(crate) fn result(&mut self, method: &str, params: Value) -> Value {
        let answer = self.request(method, params);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// Waits for the answer to a request.
    pub(crate) fn answer(&mut self, id: i64) -> Value {
        loop {
            let message = self.next(PATIENCE).unwrap_or_else(|| panic!("no answer to request {id}"));
            if message["id"] == id && message.get("method").is_none() {
                return message;
            }
            self.waiting.push_back(message);
        }
    }

    /// Waits for a notification.
    pub(crate) fn notified(&mut self, method: &str) -> Value {
        self.notified_where(method, |_| true)
    }

    /// Waits for a notification whose parameters are as wanted; earlier ones of the method are dropped.
    pub(crate) fn notified_where(&mut self, method: &str, is_wanted: impl Fn(&Value) -> bool) -> Value {
        let mut at = 0;
        loop {
            while at < self.waiting.len() {
                if self.waiting[at]["method"] != method {
                    at += 1;
                    continue;
                }
                let params = self.waiting.remove(at).expect("there")["params"].clone();
                if is_wanted(&params) {
                    return params;
                }
            }
            let message = self.next(PATIENCE).unwrap_or_else(|| panic!("no {method}"));
            self.waiting.push_back(message);
        }
    }

    /// Every notification of a method that has come or comes within `wait`.
    pub(crate) fn all(&mut self, method: &str, wait: Duration) -> Vec<Value> {
        let end = Instant::now() + wait;
        while let Some(left) = end.checked_duration_since(Instant::now()) {
            match self.next(left) {
                Some(message) => self.waiting.push_back(message),
                None => break,
            }
        }
        let (wanted, rest): (Vec<Value>, Vec<Value>) =
            self.waiting.drain(..).partition(|message| message["method"] == method);
        self.waiting = rest.into();
        wanted.into_iter().map(|message| message["params"].clone()).collect()
    }

    /// The next message that is no request of the server; those are answered on the way.
    fn next(&mut self, wait: Duration) -> Option<Value> {
        let end = Instant::now() + wait;
        loop {
            let left = end.checked_duration_since(Instant::now())?;
            let message = match self.messages.recv_timeout(left) {
                Ok(message) => message,
                Err(RecvTimeoutError::Timeout) => return None,
                Err(RecvTimeoutError::Disconnected) => panic!("the server hung up"),
            };
            if message.get("method").is_some() && message.get("id").is_some() {
                self.send(&json!({"jsonrpc": "2.0", "id": message["id"], "result": null}));
                self.asked.push(message);
            } else {
                return Some(message);
            }
        }
    }

    /// Waits until the server has asked for `method`.
    pub(crate) fn asked_for(&mut self, method: &str) -> Value {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(at) = self.asked.iter().position(|message| message["method"] == method) {
                return self.asked.remove(at)["params"].clone();
            }
            assert!(Instant::now() < end, "the server never asked for {method}");
            if let Some(message) = self.next(Duration::from_millis(20)) {
                self.waiting.push_back(message);
            }
        }
    }

    pub(crate) fn open(&mut self, uri: &str, text: &str) {
        self.notify(
            "textDocument/didOpen",
            json!({"textDocument": {"uri": uri, "languageId": "plaintext", "version": 1, "text": text}}),
        );
    }

    pub(crate) fn replace(&mut self, uri: &str, version: i64, text: &str) {
        self.notify(
            "textDocument/didChange",
            json!({"textDocument": {"uri": uri, "version": version}, "contentChanges": [{"text": text}]}),
        );
    }

    pub(crate) fn change(&mut self, uri: &str, version: i64, range: &Value, text: &str) {
        self.notify(
            "textDocument/didChange",
            json!({
                "textDocument": {"uri": uri, "version": version},
                "contentChanges": [{"range": range, "text": text}],
            }),
        );
    }

    /// The diagnostics of a document, asked for until the document holds still.
    pub(crate) fn pull(&mut self, uri: &str) -> Vec<Value> {
        loop {
            let answer = self.request("textDocument/diagnostic", json!({"textDocument": {"uri": uri}}));
            match answer["error"]["code"].as_i64() {
                Some(-32801) => {}
                Some(_) => panic!("{answer}"),
                None => return answer["result"]["items"].as_array().expect("a list").clone(),
            }
        }
    }

    /// Ends the server as the protocol wants it; its exit status.
    pub(crate) fn shut_down(mut self) -> i32 {
        let answer = self.request("shutdown", Value::Null);
        assert_eq!(answer["result"], Value::Null, "{answer}");
        self.notify("exit", Value::Null);
        self.wait()
    }

    /// Hangs up; the server's exit status.
    pub(crate) fn hang_up(mut self) -> i32 {
        drop(self.stdin.take());
        self.wait()
    }

    fn wait(&mut self) -> i32 {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().expect("known") {
                return status.code().expect("no signal ends it");
            }
            assert!(Instant::now() < end, "the server does not end");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let _ = self.child.kill();
            let _ = self.child.wait();
            return;
        }
        // Whatever a test did to it, the server must still be there.
        if self.stdin.is_some() && self.child.try_wait().expect("known").is_none() {
            let id = self.ask("shutdown", Value::Null);
            self.answer(id);
            self.notify("exit", Value::Null);
            self.wait();
        }
    }
}

/// One message; `None` at the end.
fn read(stdout: &mut impl std::io::BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if stdout.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end() {
            "" => break,
            header => {
                if let Some(value) = header.strip_prefix("Content-Length: ") {
                    length = value.parse().expect("a length");
                }
            }
        }
    }
    let mut bytes = vec![0; length];
    stdout.read_exact(&mut bytes).ok()?;
    Some(serde_json::from_slice(&bytes).expect("JSON"))
}

/// The URI of a file.
pub(crate) fn uri(path: &Path) -> String {
    let mut uri = String::from("file://");
    for byte in path.to_str().expect("UTF-8").replace('\\', "/").bytes() {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' => uri.push(byte as char),
            _ if byte.is_ascii_alphanumeric() => uri.push(byte as char),
            _ => write!(uri, "%{byte:02X}").expect("written"),
        }
    }
    uri
}

/// Lines of a text, broken as the protocol says, each with its break.
fn lines(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['\n', '\r']) {
        let end = if rest[at..].starts_with("\r\n") { at + 2 } else { at + 1 };
        lines.push(&rest[..end]);
        rest = &rest[end..];
    }
    lines.push(rest);
    lines
}

fn width(char: char, encoding: &str) -> usize {
    match encoding {
        "utf-8" => char.len_utf8(),
        "utf-16" => char.len_utf16(),
        _ => 1,
    }
}

/// The byte at a position. Written without a look at the server's way of doing it.
pub(crate) fn offset(text: &str, position: &Value, encoding: &str) -> usize {
    let (line, column) = (position["line"].as_u64().expect("a number"), position["character"].as_u64().expect("one"));
    let lines = lines(text);
    let start: usize = lines[..line as usize].iter().map(|line| line.len()).sum();
    let mut passed = 0;
    for (at, char) in lines[line as usize].char_indices() {
        if passed == column as usize {
            return start + at;
        }
        passed += width(char, encoding);
    }
    assert_eq!(passed, column as usize, "inside the line");
    start + lines[line as usize].len()
}

/// The position of a byte.
pub(crate) fn position(text: &str, offset: usize, encoding: &str) -> Value {
    let mut start = 0;
    let lines = lines(text);
    for (number, line) in lines.iter().enumerate() {
        if offset < start + line.len() || number + 1 == lines.len() {
            let column: usize = text[start..offset].chars().map(|char| width(char, encoding)).sum();
            return json!({"line": number, "character": column});
        }
        start += line.len();
    }
    unreachable!("the last line holds the end")
}

/// The range of `length` bytes at `offset`.
pub(crate) fn range(text: &str, offset: usize, length: usize, encoding: &str) -> Value {
    json!({"start": position(text, offset, encoding), "end": position(text, offset + length, encoding)})
}

/// The range of the first `needle`.
pub(crate) fn range_of(text: &str, needle: &str) -> Value {
    range(text, text.find(needle).expect("there"), needle.len(), "utf-16")
}

/// The text at a range.
pub(crate) fn text_at<'a>(text: &'a str, range: &Value, encoding: &str) -> &'a str {
    &text[offset(text, &range["start"], encoding)..offset(text, &range["end"], encoding)]
}
