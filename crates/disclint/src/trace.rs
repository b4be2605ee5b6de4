//! `disclint explain RULE --on FILE`: what a rule looked at in a report.

use std::fmt::Write as _;
use std::path::Path;

use disclint_rules::{Lang, Packs, Selector, TraceState, trace};
use serde::Serialize;
use unicode_width::UnicodeWidthStr as _;

use crate::args::{Cli, Format};
use crate::failure::{Failure, Fatal};
use crate::input::{Input, Place};
use crate::render::Point;
use crate::{catalogue, command, judge, messages};

/// The rule, everything it looked at in the report at `path`, and what it found.
pub(crate) fn explain(cli: &Cli, packs: &Packs, name: &str, path: &Path, lang: Lang) -> Result<String, Fatal> {
    let format = cli.common.format;
    let selector =
        packs.selector(name).map_err(|unknown| Fatal::UnknownRule { name: unknown.name, nearest: unknown.nearest })?;
    let Selector::Rule(id) = selector else {
        return Err(Fatal::UnknownRule { name: name.to_owned(), nearest: None });
    };
    let source = judge::read_file(path).map_err(|failure| Fatal::Report(path.to_owned(), failure))?;
    let document = packs.reader().read(source);
    let archive = command::archive(cli, &[Input { place: Place::File(path.to_owned()), walked: false }], packs)?;
    let Some(trace) = trace(packs, &document, &id, &archive, lang) else {
        return Err(Fatal::Report(path.to_owned(), Failure::NotAReport));
    };
    let source = &document.source;
    let findings = trace.findings.iter().map(|finding| Line {
        state: finding.severity.name(),
        text: finding.message.clone(),
        at: Some(Point::new(source, finding.span.start)),
    });
    let looked = trace.lines.iter().map(|line| Line {
        state: line.state.name(if format == Format::Json { Lang::En } else { lang }),
        text: line.text.clone(),
        at: line.span.map(|span| Point::new(source, span.start)),
    });
    match format {
        Format::Json => {
            let page = Page {
                schema_version: 1,
                rule: &id,
                pack: &trace.pack,
                idle: trace.idle.as_deref(),
                looked_at: looked.collect(),
                findings: findings.collect(),
            };
            // Plain values under string keys: this cannot fail.
            Ok(serde_json::to_string_pretty(&page).unwrap_or_default() + "\n")
        }
        Format::Text => {
            let mut text = catalogue::explain(packs, &id, format, lang)?;
            let _ = writeln!(text, "\n{} ({}):", path.display(), trace.pack);
            if let Some(idle) = &trace.idle {
                let _ = writeln!(text, "  {idle}");
                return Ok(text);
            }
            lines(&mut text, &looked.collect::<Vec<_>>());
            let findings: Vec<Line<'_>> = findings.collect();
            let count = |state: TraceState| trace.lines.iter().filter(|line| line.state == state).count();
            let (held, violated, unchecked) =
                (count(TraceState::Held), count(TraceState::Violated), count(TraceState::Unchecked));
            text.push_str(&messages::traced(findings.len(), (held, violated, unchecked), lang));
            text.push('\n');
            lines(&mut text, &findings);
            Ok(text)
        }
        Format::Jsonl | Format::Sarif => Err(Fatal::Format),
    }
}

/// Place, state and text in columns.
fn lines(text: &mut String, lines: &[Line<'_>]) {
    let place = |line: &Line<'_>| line.at.map_or("-".to_owned(), |at| format!("{}:{}", at.line, at.column));
    let widest = lines.iter().map(|line| place(line).len()).max().unwrap_or(0);
    let state = lines.iter().map(|line| line.state.width()).max().unwrap_or(0);
    for line in lines {
        let (at, gap) = (place(line), " ".repeat(state - line.state.width()));
        let _ = writeln!(text, "  {at:widest$}  {}{gap}  {}", line.state, line.text);
    }
}

#[derive(Serialize)]
struct Page<'a> {
    schema_version: u8,
    rule: &'a str,
    pack: &'a str,
    idle: Option<&'a str>,
    looked_at: Vec<Line<'a>>,
    findings: Vec<Line<'a>>,
}

#[derive(Serialize)]
struct Line<'a> {
    state: &'a str,
    text: String,
    at: Option<Point>,
}
