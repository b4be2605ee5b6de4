//! `--fix`: corrections written into the reports before they are judged.

use std::fs;
use std::io::{self, BufRead as _, IsTerminal as _, Write as _};
use std::path::Path;

use anstream::{AutoStream, ColorChoice};
use disclint_document::MAX_BYTES;
use disclint_rules::{Lang, Packs};
use disclint_workspace::fix::{Extent, Fixed, fix};
use similar::{ChangeTag, TextDiff};

use crate::args::Cli;
use crate::command::{color_of, say};
use crate::failure::Fatal;
use crate::input::{Input, Place};
use crate::messages;
use crate::output::Output;
use crate::settings::Settings;

/// How many lines around a change are shown.
const CONTEXT: usize = 1;

/// Corrects every input, one after the other. What cannot be read or is no report is told when it is judged.
pub(crate) fn run(
    cli: &Cli,
    inputs: &[Input],
    packs: &Packs,
    settings: &Settings,
    extent: Extent,
    lang: Lang,
) -> Result<(), Fatal> {
    if inputs.iter().any(|input| input.place == Place::Stdin) {
        return Err(Fatal::FixStdin);
    }
    for input in inputs {
        let Place::File(path) = &input.place else { continue };
        let Some(fixed) = corrections(input, path, packs, settings, extent) else { continue };
        let name = path.display().to_string();
        if fixed.is_suggested {
            show(&name, &fixed, color_of(cli.common.color, &io::stderr()));
            if !cli.yes && !is_confirmed(&name, lang) {
                say(&messages::not_corrected(&name, lang));
                continue;
            }
        }
        let mut output = Output::file(path, ColorChoice::Never)?;
        output.write_all(&fixed.bytes).map_err(|error| Fatal::Output(path.clone(), error))?;
        output.finish()?;
        if !cli.quiet {
            say(&messages::corrected(&name, &fixed.titles, lang));
        }
    }
    Ok(())
}

fn corrections(input: &Input, path: &Path, packs: &Packs, settings: &Settings, extent: Extent) -> Option<Fixed> {
    // A pipe or a device cannot be read twice, and nothing can be written into it.
    let metadata = fs::metadata(path).ok()?;
    if !metadata.is_file() || metadata.len() > MAX_BYTES as u64 {
        return None;
    }
    let bytes = fs::read(path).ok()?;
    fix(input, &bytes, packs, settings, extent).ok()?
}

/// Shows what changes, with what stands around it, on standard error.
fn show(name: &str, fixed: &Fixed, choice: ColorChoice) {
    let diff = TextDiff::from_lines(fixed.before.text(), fixed.after.text());
    let mut text = format!("--- {name}\n+++ {name}\n");
    for hunk in diff.unified_diff().context_radius(CONTEXT).iter_hunks() {
        text.extend([hunk.header().to_string().as_str(), "\n"]);
        for change in hunk.iter_changes() {
            let (sign, color) = match change.tag() {
                ChangeTag::Delete => ('-', "\x1b[31m"),
                ChangeTag::Insert => ('+', "\x1b[32m"),
                ChangeTag::Equal => (' ', ""),
            };
            let end = if color.is_empty() { "" } else { "\x1b[0m" };
            let line = change.value().trim_end_matches(['\r', '\n']);
            // What else the text holds must not be taken for colours.
            text += color;
            text.push(sign);
            text.extend(line.chars().filter(|c| !c.is_control() || *c == '\t'));
            text.extend([end, "\n"]);
        }
    }
    let mut stderr = AutoStream::new(io::stderr(), choice).lock();
    let _ = stderr.write_all(text.as_bytes());
}

/// Asks, if somebody is there to answer.
fn is_confirmed(name: &str, lang: Lang) -> bool {
    if !io::stdin().is_terminal() {
        return false;
    }
    let mut stderr = io::stderr().lock();
    let _ = write!(stderr, "{}", messages::write_corrections(name, lang));
    let _ = stderr.flush();
    let mut answer = String::new();
    let is_answered = io::stdin().lock().read_line(&mut answer).is_ok();
    is_answered && matches!(answer.trim(), "y" | "Y" | "yes" | "是")
}
