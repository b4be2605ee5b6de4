//! The output formats. Threads render single files; the sink joins the pieces in order, so that the
//! whole is never in memory.

mod excerpt;
mod json;
mod place;
mod proof;
#[cfg(test)]
pub(crate) mod sample;
mod sarif;
mod text;
mod visible;

pub(crate) use place::Point;

use std::path::{Path, PathBuf};

use disclint_rules::{Lang, Packs, UnboundRule};

use crate::args::Format;
use crate::judge::{FileReport, Outcome};
use crate::messages::STDIN;
use crate::tally::Tally;
use crate::waiver::Unused;

pub(crate) use visible::visible;

/// An output format.
pub(crate) trait Renderer: Sync {
    /// What stands before the files.
    fn head(&self) -> String {
        String::new()
    }

    /// One file. May be empty.
    fn file(&self, report: &FileReport) -> String;

    /// What stands between two files that are not empty.
    fn separator(&self) -> &'static str {
        ""
    }

    /// What stands after the files.
    fn tail(&self, _end: &End<'_>) -> String {
        String::new()
    }
}

/// What is known at the end.
#[derive(Clone, Copy)]
pub(crate) struct End<'a> {
    /// The totals.
    pub(crate) tally: &'a Tally,
    /// The files that were not judged.
    pub(crate) troubles: &'a [Trouble],
    /// The waivers that nothing needed.
    pub(crate) unused: &'a [Unused],
    /// The rules that found nothing to look at in any report.
    pub(crate) unbound: &'a [UnboundRule],
}

/// How to render.
#[derive(Clone, Copy)]
pub(crate) struct Style {
    /// The language of fixed texts.
    pub(crate) lang: Lang,
    /// Whether text carries colour codes.
    pub(crate) colored: bool,
    /// What text says besides the findings.
    pub(crate) detail: Detail,
    /// Whether failures belong to the text; on standard output they would appear twice.
    pub(crate) with_failures: bool,
    /// Whether everything that was compared is shown.
    pub(crate) with_proof: bool,
}

/// What text says besides the findings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Detail {
    /// Nothing.
    Quiet,
    /// What was looked at.
    One,
    /// The same, in one line where there is nothing else to say, and the totals at the end.
    Batch,
}

/// The renderer for `format`.
pub(crate) fn renderer(format: Format, style: Style, packs: &Packs) -> Box<dyn Renderer> {
    match format {
        Format::Text => Box::new(text::Text::new(style)),
        Format::Json => Box::new(json::Json { lang: style.lang }),
        Format::Jsonl => Box::new(json::JsonLines { lang: style.lang }),
        Format::Sarif => Box::new(sarif::Sarif::new(style.lang, packs.rules())),
    }
}

/// A file that was not judged.
#[derive(Clone, Debug)]
pub(crate) struct Trouble {
    /// The file; `None` is standard input.
    pub(crate) path: Option<PathBuf>,
    /// Why.
    pub(crate) message: String,
    /// Whether it does not count as a failure.
    pub(crate) skipped: bool,
}

impl Trouble {
    /// Why `report` was not judged, if it was not.
    pub(crate) fn of(report: &FileReport, lang: Lang) -> Option<Self> {
        match &report.outcome {
            Outcome::Judged(_) => None,
            Outcome::Unjudged { failure, skipped, .. } => {
                Some(Self { path: report.path.clone(), message: failure.message(lang), skipped: *skipped })
            }
        }
    }

    /// The file's name for people.
    pub(crate) fn name(&self) -> String {
        display_name(self.path.as_deref())
    }
}

/// A file's name for people, without anything that a terminal would obey.
pub(crate) fn display_name(path: Option<&Path>) -> String {
    match path {
        Some(path) => visible(&path.to_string_lossy()).replace(['\n', '\t'], "\u{FFFD}"),
        None => STDIN.to_owned(),
    }
}
