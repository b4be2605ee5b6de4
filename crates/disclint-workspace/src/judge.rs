//! One input, from bytes to judgement.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use disclint_document::{DecodeError, Encoding, MAX_BYTES, SourceText};
use disclint_rules::{Diagnostic, Judgement, LintOptions, Packs, Proof, lint, lint_with_proof};

use crate::baseline::{Comparison, State};
use crate::failure::Failure;
use crate::input::{Input, Place};
use crate::waiver::Waived;

/// What came of one input.
#[derive(Debug)]
pub struct FileReport {
    /// The file; `None` is standard input.
    pub path: Option<PathBuf>,
    /// Whether it was found in a folder.
    pub walked: bool,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of an input.
#[derive(Debug)]
pub enum Outcome {
    /// It was judged.
    Judged(Box<Judged>),
    /// It was not.
    Unjudged {
        /// Why not.
        failure: Failure,
        /// Its encoding, if it came as far as that.
        encoding: Option<Encoding>,
        /// Whether nobody asked for this very file, so that it does not count as a failure.
        skipped: bool,
    },
}

/// A text with its judgement.
#[derive(Debug)]
pub struct Judged {
    /// The text.
    pub source: SourceText,
    /// Its judgement.
    pub judgement: Judgement,
    /// Findings that are accepted; they are not among those of the judgement.
    pub waived: Vec<Waived>,
    /// The judgement's findings against the baseline, if there is one.
    pub comparison: Option<Comparison>,
    /// Everything that was evaluated, if that is to be shown.
    pub proof: Option<Proof>,
}

impl Judged {
    /// A judgement that nothing is yet compared with.
    pub fn new(source: SourceText, judgement: Judgement) -> Self {
        Self { source, judgement, waived: Vec::new(), comparison: None, proof: None }
    }

    /// The findings, each with what the baseline says of it.
    pub fn findings(&self) -> impl Iterator<Item = (&Diagnostic, Option<State>)> {
        let states = self.comparison.as_ref().map_or(&[][..], |comparison| &comparison.states);
        let states = states.iter().copied().map(Some).chain(std::iter::repeat(None));
        self.judgement.diagnostics.iter().zip(states)
    }

    /// The findings that count: those that the baseline does not know.
    pub fn counted(&self) -> impl Iterator<Item = &Diagnostic> {
        self.findings().filter(|(_, state)| *state != Some(State::Unchanged)).map(|(finding, _)| finding)
    }
}

/// Reads and judges `input`, with the proof if it is to be shown.
pub fn judge(input: &Input, packs: &Packs, options: &LintOptions, with_proof: bool) -> FileReport {
    let source = match &input.place {
        Place::Stdin => read(io::stdin().lock()),
        Place::File(path) => read_file(path),
        Place::Failed(_, failure) => Err(failure.clone()),
    };
    let outcome = match source {
        Ok(source) => judge_text(source, input.walked, packs, options, with_proof),
        Err(failure) => Outcome::Unjudged { failure, encoding: None, skipped: false },
    };
    FileReport { path: input.path().map(Path::to_owned), walked: input.walked, outcome }
}

/// Judges what stands in `bytes` as if it were the file of `input`.
pub fn judge_bytes(input: &Input, bytes: &[u8], packs: &Packs, options: &LintOptions) -> FileReport {
    let outcome = match SourceText::decode(bytes) {
        Ok(source) => judge_text(source, input.walked, packs, options, false),
        Err(error) => Outcome::Unjudged { failure: Failure::Decode(error), encoding: None, skipped: false },
    };
    FileReport { path: input.path().map(Path::to_owned), walked: input.walked, outcome }
}

fn judge_text(source: SourceText, walked: bool, packs: &Packs, options: &LintOptions, with_proof: bool) -> Outcome {
    let document = packs.reader().read(source);
    let judged = if with_proof {
        lint_with_proof(packs, &document, options).map(|(judgement, proof)| (judgement, Some(proof)))
    } else {
        lint(packs, &document, options).map(|judgement| (judgement, None))
    };
    match judged {
        Some((judgement, proof)) => {
            Outcome::Judged(Box::new(Judged { proof, ..Judged::new(document.source, judgement) }))
        }
        None => Outcome::Unjudged {
            failure: Failure::NotAReport,
            encoding: Some(document.source.encoding()),
            skipped: walked,
        },
    }
}

/// Reads one file as text.
pub fn read_file(path: &Path) -> Result<SourceText, Failure> {
    let file = File::open(path).map_err(|error| Failure::from(&error))?;
    // The length is asked first so that a huge file is refused without being read.
    let length = file.metadata().map_err(|error| Failure::from(&error))?.len();
    if length > MAX_BYTES as u64 {
        return Err(too_large(length));
    }
    read(file)
}

/// Reads to the end, but never more than [`MAX_BYTES`]: a pipe or a device has no length.
fn read(reader: impl Read) -> Result<SourceText, Failure> {
    let mut bytes = Vec::new();
    reader.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(|error| Failure::from(&error))?;
    SourceText::decode(&bytes).map_err(Failure::Decode)
}

fn too_large(length: u64) -> Failure {
    Failure::Decode(DecodeError::TooLarge { bytes: usize::try_from(length).unwrap_or(usize::MAX) })
}
