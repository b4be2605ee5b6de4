//! The command as a process, from the arguments to the exit status: one test for each promise.

mod authoring;
mod fixes;
mod formats;
mod inputs;
mod options;
mod packs;
mod previous;
mod proof;
mod readme;
mod samples;
mod sarif;
mod usage;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// What a run of the command left behind.
struct Run {
    status: i32,
    stdout: String,
    stderr: String,
}

impl Run {
    /// Standard output as JSON.
    fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}\n{}\n{}", self.stdout, self.stderr))
    }

    /// Standard output as JSON lines.
    fn json_lines(&self) -> Vec<Value> {
        self.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }
}

/// The command, without anything in the environment that could change what it prints.
fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_disclint"));
    command.args(args).current_dir(folder).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLORTERM", "RAYON_NUM_THREADS"] {
        command.env_remove(name);
    }
    command
}

fn run(command: &mut Command) -> Run {
    let output = command.output().expect("the command starts");
    Run {
        status: output.status.code().expect("no signal ends it"),
        stdout: String::from_utf8(output.stdout).expect("UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

fn disclint(folder: &Path, args: &[&str]) -> Run {
    run(&mut command(folder, args))
}

/// The command with `input` on standard input.
fn disclint_reading(input: &[u8], args: &[&str]) -> Run {
    let mut child = command(Path::new("."), args).stdin(Stdio::piped()).spawn().expect("the command starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    // A command that does not read to the end is judged by what it says.
    let _ = stdin.write_all(input);
    drop(stdin);
    let output = child.wait_with_output().expect("ends");
    Run {
        status: output.status.code().expect("no signal ends it"),
        stdout: String::from_utf8(output.stdout).expect("UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

/// A temporary folder with these files.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("has a parent")).expect("folders");
        fs::write(path, bytes).expect("written");
    }
    folder
}

/// The folder of the repository, where commands from the README are run.
fn repository() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    root.canonicalize().expect("the repository is there")
}

/// The bytes of a sample report.
fn sample(name: &str) -> Vec<u8> {
    fs::read(repository().join("tests/samples").join(name)).expect("the sample is there")
}

/// The text of a sample report that is in UTF-8.
fn sample_text(name: &str) -> String {
    String::from_utf8(sample(name)).expect("UTF-8")
}

/// The elements of a JSON array.
fn items(value: &Value) -> &[Value] {
    value.as_array().unwrap_or_else(|| panic!("no array: {value}"))
}

fn number(value: &Value) -> usize {
    value.as_u64().and_then(|number| usize::try_from(number).ok()).unwrap_or_else(|| panic!("no number: {value}"))
}

/// The ids of the rules behind a file's findings.
fn rules_of(file: &Value) -> Vec<&str> {
    items(&file["diagnostics"]).iter().map(|finding| finding["rule"].as_str().expect("a rule")).collect()
}

/// What stands between two points, lines and columns from 1 and columns in scalar values, found without
/// the program's own line index.
fn text_between(text: &str, start: (usize, usize), end: (usize, usize)) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let offset = |(line, column): (usize, usize)| {
        let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
        let line = &text[start..];
        start + line.chars().take(column - 1).map(char::len_utf8).sum::<usize>()
    };
    text[offset(start)..offset(end)].to_owned()
}
