//! From an edit to its diagnostics, over standard input and output, for documents of three sizes.
//!
//! `cargo bench -p disclint --bench latency [-- EDITS]`. The same edits, pulled as VS Code does and pushed as
//! older clients have it. Medians and 99th percentiles in milliseconds.
#![allow(clippy::print_stdout)] // what a benchmark is for

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use disclint_tests::Rng;
use serde_json::{Value, json};

const SAMPLE: &str = include_str!("../samples/broken-2021.txt");
const URI: &str = "file:///latency/report.txt";

struct Server {
    child: Child,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
}

impl Server {
    fn start(pulls: bool) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_disclint"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let stdin = child.stdin.take().expect("a pipe");
        let stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut server = Self { child, stdin, stdout };
        let text = if pulls { json!({"diagnostic": {}}) } else { json!({}) };
        server.send(&json!({"jsonrpc": "2.0", "id": 0, "method": "initialize",
            "params": {"capabilities": {"textDocument": text}}}));
        server.wait(|message| message["id"] == 0);
        server.send(&json!({"jsonrpc": "2.0", "method": "initialized", "params": {}}));
        server
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        write!(self.stdin, "Content-Length: {}\r\n\r\n{text}", text.len()).expect("written");
        self.stdin.flush().expect("written");
    }

    fn wait(&mut self, is_wanted: impl Fn(&Value) -> bool) {
        loop {
            let mut length = 0;
            loop {
                let mut line = String::new();
                self.stdout.read_line(&mut line).expect("read");
                match line.trim_end() {
                    "" => break,
                    header => length = header["Content-Length: ".len()..].parse().expect("a length"),
                }
            }
            let mut bytes = vec![0; length];
            self.stdout.read_exact(&mut bytes).expect("read");
            if is_wanted(&serde_json::from_slice(&bytes).expect("JSON")) {
                return;
            }
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A report of about `size` bytes: the sample with as much prose as that takes.
fn report(size: usize) -> String {
    let (head, rest) = SAMPLE.split_once("（二）依申请公开情况").expect("there");
    let mut text = head.to_owned();
    while text.len() + rest.len() < size {
        text.push_str("对企业和群众关注的政策，同步发布了图文解读，全年举办业务培训3次，制发简报12期。\n");
    }
    text + "（二）依申请公开情况" + rest
}

fn measure(size: usize, pulls: bool, edits: usize) -> Vec<Duration> {
    let mut server = Server::start(pulls);
    let text = report(size);
    server.send(&json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument":
        {"uri": URI, "languageId": "plaintext", "version": 1, "text": text}}}));
    let lines = text.lines().count() as u64;
    let mut rng = Rng::new(size as u64);
    let mut times = Vec::with_capacity(edits);
    if !pulls {
        server.wait(|message| message["params"]["version"] == 1);
    }
    // The first ones warm up.
    for edit in 0..edits + 10 {
        let version = edit as i64 + 2;
        let at = json!({"line": rng.between(1, lines - 1), "character": 0});
        let started = Instant::now();
        server.send(&json!({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {
            "textDocument": {"uri": URI, "version": version},
            "contentChanges": [{"range": {"start": at, "end": at}, "text": "一"}]}}));
        if pulls {
            server.send(&json!({"jsonrpc": "2.0", "id": version, "method": "textDocument/diagnostic",
                "params": {"textDocument": {"uri": URI}}}));
            server.wait(|message| message["id"] == version);
        } else {
            server.wait(|message| message["params"]["version"] == version);
        }
        if edit >= 10 {
            times.push(started.elapsed());
        }
    }
    times.sort_unstable();
    times
}

fn main() {
    let edits = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(200);
    println!("{:>9}  {:>6}  {:>9}  {:>9}", "bytes", "", "p50 ms", "p99 ms");
    for size in [10_000, 200_000, 2_000_000] {
        for pulls in [true, false] {
            let edits = if size > 1_000_000 { edits.min(60) } else { edits };
            let times = measure(size, pulls, edits);
            let at = |percent: usize| times[(times.len() - 1) * percent / 100].as_secs_f64() * 1e3;
            println!("{size:>9}  {:>6}  {:>9.2}  {:>9.2}", if pulls { "pulled" } else { "pushed" }, at(50), at(99));
        }
    }
}
