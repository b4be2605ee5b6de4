//! `disclint baseline`: writes down what is found today, so that a later run can tell what is new.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use anstream::ColorChoice;
use disclint_rules::{Lang, Packs};

use crate::args::{Cli, Format};
use crate::baseline::{Baseline, Entry};
use crate::command::{archive, broken, lint_options, say, search};
use crate::failure::Fatal;
use crate::input::{self, Input};
use crate::judge::{self, FileReport, Outcome};
use crate::output::Output;
use crate::progress::Progress;
use crate::render::Trouble;
use crate::settings::{self, Compare, Settings};
use crate::tally::{Status, Tally};
use crate::{batch, messages};

/// What a thread hands over for one file.
struct Piece {
    key: String,
    entries: Vec<Entry>,
    tally: Tally,
    trouble: Option<Trouble>,
}

/// Judges `paths` and writes a baseline, waived findings left out. A file that could not be judged leaves
/// the old baseline as it is: its findings would all be new the next time.
pub(crate) fn run(cli: &Cli, paths: &[PathBuf], packs: &Packs, lang: Lang) -> Result<Status, Fatal> {
    if matches!(cli.common.format, Format::Jsonl | Format::Sarif) {
        return Err(Fatal::Format);
    }
    let mut options = lint_options(cli, packs, lang)?;
    let mut inputs = input::collect(paths);
    if let Some(output) = &cli.output
        && !input::keep_apart(&mut inputs, output)
    {
        return Err(Fatal::OutputIsInput(output.clone()));
    }
    options.archive = archive(cli, &inputs, packs)?;
    let mut settings = Settings::gather(&inputs, packs, &options, search(cli), Compare::Off)?;
    settings.read_archives(packs)?;
    let path = cli.output.clone().unwrap_or_else(|| settings.baseline_path());
    let shown = PathBuf::from(settings::for_people(&path));
    let existed = fs::metadata(&path).is_ok();
    // Made before the work, so that a place that cannot be written is refused at once.
    let mut output = Output::file(&path, ColorChoice::Never).map_err(|fatal| match fatal {
        Fatal::Output(_, error) => Fatal::Output(shown.clone(), error),
        other => other,
    })?;
    let folder = settings::folder_holding(&path);

    let piece = |input: &Input, report: &FileReport| Piece {
        key: settings.key(input, &folder),
        entries: match &report.outcome {
            Outcome::Judged(judged) => judged.judgement.diagnostics.iter().map(Entry::from).collect(),
            Outcome::Unjudged { .. } => Vec::new(),
        },
        tally: Tally::of_file(report),
        trouble: Trouble::of(report, lang),
    };
    let mut baseline = Baseline::new();
    let mut tally = Tally::default();
    let progress = Progress::new(inputs.len(), false);
    batch::run(
        &inputs,
        cli.jobs,
        |input| {
            let mut report = judge::judge(input, packs, &settings.scope(input).options, false);
            settings.settle(input, &mut report);
            piece(input, &report)
        },
        |input| piece(input, &broken(input)),
        |piece| {
            tally.add(piece.tally);
            baseline.insert(piece.key, piece.entries);
            if let Some(trouble) = piece.trouble.filter(|trouble| !(trouble.skipped && cli.quiet)) {
                let line = messages::trouble(&trouble.name(), &trouble.message, trouble.skipped, lang);
                progress.suspend(|| say(&line));
            }
            progress.step();
            Ok(())
        },
    )?;
    drop(progress);
    if tally.failed > 0 || tally.folders_without_reports() {
        say(messages::no_baseline_written(lang));
        return Ok(Status::Failed);
    }
    output.write_all(baseline.to_json().as_bytes()).map_err(Fatal::Write)?;
    output.finish()?;
    if !cli.quiet {
        say(&messages::baseline_written(&shown, baseline.len(), tally.files - tally.skipped, existed, lang));
    }
    Ok(Status::Clean)
}
