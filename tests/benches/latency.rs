//! From an edit to its diagnostics, over standard input and output, for documents of three sizes; beside another
//! Rust language server, ruff's, on Python of the middle size, with the same client and the same kind of edit.
//!
//! `cargo bench -p disclint --bench latency [-- EDITS]`. One character is put into a line, each time another one.
//! Pulled as VS Code does and pushed as older clients have it. Medians and 99th percentiles in milliseconds.
//! `RUFF` names ruff where it is not on `PATH` (`pip install ruff`); `DISCLINT` another build to measure.
#![allow(clippy::print_stdout)] // what a benchmark is for

use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use disclint_tests::Rng;
use serde_json::{Value, json};

const SAMPLE: &str = include_str!("../samples/broken-2021.txt");

/// A server and what is opened in it.
struct Subject {
    name: &'static str,
    program: String,
    arguments: &'static [&'static str],
    file: &'static str,
    language: &'static str,
    document: fn(usize) -> Document,
}

/// A text, and the lines that are edited, each with the column.
struct Document {
    text: String,
    places: Vec<(usize, usize)>,
}

struct Server {
    child: Child,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
}

impl Server {
    fn start(subject: &Subject, pulls: bool) -> Self {
        let mut child = Command::new(&subject.program)
            .args(subject.arguments)
            // Where no configuration of ours is found.
            .current_dir(std::env::temp_dir())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
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
fn report(size: usize) -> Document {
    let (head, rest) = SAMPLE.split_once("（二）依申请公开情况").expect("there");
    let mut text = head.to_owned();
    while text.len() + rest.len() < size {
        text.push_str("对企业和群众关注的政策，同步发布了图文解读，全年举办业务培训3次，制发简报12期。\n");
    }
    let text = text + "（二）依申请公开情况" + rest;
    let places = (1..text.lines().count()).map(|line| (line, 0)).collect();
    Document { text, places }
}

/// A Python module of about `size` bytes. Edited are names on the left of an assignment, so that it can always be
/// read and each edit makes or ends an undefined name.
fn module(size: usize) -> Document {
    let mut text = String::from("\"\"\"Sums of tables.\"\"\"\n\nimport os\nimport sys\n");
    let mut places = Vec::new();
    let mut line = text.lines().count();
    for number in 0.. {
        if text.len() >= size {
            break;
        }
        // The third and the fifth line of it are assignments.
        let _ = write!(
            text,
            "\n\ndef sum_of_row_{number}(cells, carried=0):\n    \"\"\"Adds what was carried in.\"\"\"\n    total = carried\n    \
             for cell in cells:\n        total = total + int(cell)\n    if total != len(cells) * {number}:\n        \
             print(\"row {number}\", total, file=sys.stderr)\n    return total\n"
        );
        places.extend([(line + 4, 4), (line + 6, 8)]);
        line += 10;
    }
    Document { text, places }
}

fn measure(subject: &Subject, size: usize, pulls: bool, edits: usize) -> (usize, Vec<Duration>) {
    let mut server = Server::start(subject, pulls);
    let Document { text, places } = (subject.document)(size);
    let bytes = text.len();
    let uri = format!("file:///latency/{}", subject.file);
    server.send(&json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument":
        {"uri": uri, "languageId": subject.language, "version": 1, "text": text}}}));
    let mut rng = Rng::new(size as u64);
    let mut times = Vec::with_capacity(edits);
    if !pulls {
        server.wait(|message| message["params"]["version"] == 1);
    }
    // The first ones warm up.
    for edit in 0..edits + 10 {
        let version = edit as i64 + 2;
        let (line, column) = places[rng.between(0, places.len() as u64 - 1) as usize];
        let at = json!({"line": line, "character": column});
        let started = Instant::now();
        server.send(&json!({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {
            "textDocument": {"uri": uri, "version": version},
            "contentChanges": [{"range": {"start": at, "end": at}, "text": "一"}]}}));
        if pulls {
            server.send(&json!({"jsonrpc": "2.0", "id": version, "method": "textDocument/diagnostic",
                "params": {"textDocument": {"uri": uri}}}));
            server.wait(|message| message["id"] == version);
        } else {
            server.wait(|message| message["params"]["version"] == version);
        }
        if edit >= 10 {
            times.push(started.elapsed());
        }
    }
    times.sort_unstable();
    (bytes, times)
}

/// The program that `variable` names, or `name` on `PATH`, if it runs.
fn installed(variable: &str, name: &str) -> Option<String> {
    let program = std::env::var(variable).unwrap_or_else(|_| name.to_owned());
    let ran = Command::new(&program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    ran.is_ok_and(|status| status.success()).then_some(program)
}

fn main() {
    let edits = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(200);
    let disclint = Subject {
        name: "disclint",
        program: std::env::var("DISCLINT").unwrap_or_else(|_| env!("CARGO_BIN_EXE_disclint").to_owned()),
        arguments: &["lsp"],
        file: "report.txt",
        language: "plaintext",
        document: report,
    };
    let ruff = installed("RUFF", "ruff").map(|program| Subject {
        name: "ruff",
        program,
        arguments: &["server", "--isolated"],
        file: "module.py",
        language: "python",
        document: module,
    });
    let mut runs = vec![(&disclint, 10_000), (&disclint, 200_000)];
    runs.extend(ruff.as_ref().map(|ruff| (ruff, 200_000)));
    runs.push((&disclint, 2_000_000));
    println!("{:<8}  {:>9}  {:>6}  {:>9}  {:>9}", "server", "bytes", "", "p50 ms", "p99 ms");
    for (subject, size) in runs {
        for pulls in [true, false] {
            let edits = if size > 1_000_000 { edits.min(60) } else { edits };
            let (bytes, times) = measure(subject, size, pulls, edits);
            let at = |percent: usize| times[(times.len() - 1) * percent / 100].as_secs_f64() * 1e3;
            let how = if pulls { "pulled" } else { "pushed" };
            println!("{:<8}  {bytes:>9}  {how:>6}  {:>9.2}  {:>9.2}", subject.name, at(50), at(99));
        }
    }
    if ruff.is_none() {
        println!("ruff is not installed (`pip install ruff`, or its path in RUFF): nothing to compare with");
    }
}
