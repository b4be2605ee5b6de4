//! What the command does, from the arguments to the exit status.

use std::io::{self, IsTerminal as _, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anstream::ColorChoice;
use clap::Parser as _;
use disclint_rules::{Archive, BoundRules, Lang, LintOptions, PackErrors, Packs, Selector, UnboundRule};

use crate::args::{Cli, Color, Command, Format};
use crate::failure::{Failure, Fatal};
use crate::input::{self, Input};
use crate::judge::{self, FileReport, Outcome};
use crate::output::Output;
use crate::progress::Progress;
use crate::render::{self, Detail, End, Renderer, Style, Trouble};
use crate::settings::{Compare, Search, Settings};
use crate::tally::{Status, Tally};
use crate::waiver::Unused;
use crate::{archive, batch, catalogue, fix, lsp, messages, mutate, pack_files, record, schema, test, trace};

/// Runs the command line.
pub(crate) fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version come this way, too. A closed pipe is not worth a word.
            let _ = error.print();
            return if error.use_stderr() { Status::Failed.into() } else { Status::Clean.into() };
        }
    };
    let lang = cli.common.lang.into();
    match execute(&cli, lang) {
        Ok(status) => status.into(),
        Err(fatal) => {
            explain_failure(&fatal, lang, cli.common.color);
            Status::Failed.into()
        }
    }
}

fn execute(cli: &Cli, lang: Lang) -> Result<Status, Fatal> {
    match &cli.command {
        Some(_) if !cli.paths.is_empty() => {
            say(messages::paths_with_command(lang));
            Ok(Status::Failed)
        }
        Some(command) => perform(command, cli, lang),
        None if cli.paths.is_empty() => {
            say(messages::no_path(lang));
            Ok(Status::Failed)
        }
        None => lint(cli, lang),
    }
}

/// Runs a subcommand.
fn perform(command: &Command, cli: &Cli, lang: Lang) -> Result<Status, Fatal> {
    let format = cli.common.format;
    let packs = || pack_files::load(&cli.common.rules);
    let (text, status) = match command {
        Command::Baseline { paths } => return record::run(cli, paths, &packs()?, lang),
        Command::Lsp { .. } => return lsp::run(cli, lang),
        Command::Mutate { file } => {
            let packs = packs()?;
            (mutate::run(&packs, file, &lint_options(cli, &packs, lang)?, format, lang)?, Status::Clean)
        }
        Command::Schema => (schema::text(), Status::Clean),
        Command::Rules => (catalogue::list(&packs()?, format, lang)?, Status::Clean),
        Command::Explain { rule, on: None } => (catalogue::explain(&packs()?, rule, format, lang)?, Status::Clean),
        Command::Explain { rule, on: Some(path) } => (trace::explain(cli, &packs()?, rule, path, lang)?, Status::Clean),
        Command::Test { .. } if format != Format::Text => return Err(Fatal::Format),
        Command::Test { pack } => {
            let own = !cli.common.rules.is_empty();
            let stdout = io::stdout();
            let drawn = stdout.is_terminal() && cli.output.is_none();
            let choice = color_of(cli.common.color, &stdout);
            let packs = pack_files::load_with_examples(&cli.common.rules)?;
            let tested = test::run(&packs, pack, own, |failure| picture(failure, drawn, choice), lang)?;
            (tested.text, if tested.passed { Status::Clean } else { Status::Findings })
        }
    };
    let mut output = open(cli)?;
    output.write_all(text.as_bytes()).map_err(Fatal::Write)?;
    output.finish()?;
    Ok(status)
}

fn lint(cli: &Cli, lang: Lang) -> Result<Status, Fatal> {
    let packs = pack_files::load(&cli.common.rules)?;
    let mut options = lint_options(cli, &packs, lang)?;
    let mut inputs = input::collect(&cli.paths);
    if let Some(output) = &cli.output
        && !input::keep_apart(&mut inputs, output)
    {
        return Err(Fatal::OutputIsInput(output.clone()));
    }
    options.archive = archive(cli, &inputs, &packs)?;
    let compare = cli.baseline.as_deref().map_or(Compare::AsConfigured, Compare::With);
    let mut settings = Settings::gather(&inputs, &packs, &options, search(cli), compare)?;
    settings.read_archives(&packs)?;
    if let Some(extent) = cli.fix {
        fix::run(cli, &inputs, &packs, &settings, extent.into(), lang)?;
    }
    let output = open(cli)?;
    let style = Style {
        lang,
        colored: output.is_colored(),
        detail: match inputs.len() {
            _ if cli.quiet => Detail::Quiet,
            0 | 1 => Detail::One,
            _ => Detail::Batch,
        },
        with_failures: cli.output.is_some(),
        with_proof: cli.proof,
    };
    let renderer = render::renderer(cli.common.format, style, &packs);
    let scrolls = cli.common.format == Format::Text && output.is_on_terminal();
    let mut sink = Sink {
        output,
        renderer: renderer.as_ref(),
        progress: Progress::new(inputs.len(), scrolls),
        lang,
        quiet: cli.quiet,
        started: false,
        tally: Tally::default(),
        troubles: Vec::new(),
        bound: None,
    };
    sink.write(&renderer.head()).map_err(Fatal::Write)?;
    batch::run(
        &inputs,
        cli.jobs,
        |input| {
            let mut report = judge::judge(input, &packs, &settings.scope(input).options, cli.proof);
            settings.settle(input, &mut report);
            Piece::new(&report, renderer.as_ref(), lang)
        },
        |input| Piece::new(&broken(input), renderer.as_ref(), lang),
        |piece| sink.deliver(piece),
    )?;
    let unused = settings.unused_waivers();
    let unbound = |bound: &BoundRules| -> Vec<UnboundRule> {
        let unbound = packs.unbound(bound).into_iter();
        unbound.filter(|rule| options.selects(&rule.id, rule.category)).collect()
    };
    let tally = sink.finish(&unused, unbound)?;
    if !cli.quiet {
        for waiver in &unused {
            say(&messages::unused_waiver(waiver, lang));
        }
    }
    if tally.folders_without_reports() {
        say(messages::folders_without_reports(lang));
    }
    if let Some(path) = &cli.output
        && !cli.quiet
    {
        say(&messages::written(path, &tally, lang));
    }
    Ok(tally.status(cli.exit_zero))
}

fn open(cli: &Cli) -> Result<Output, Fatal> {
    let choice: ColorChoice = match cli.common.format {
        Format::Text => cli.common.color.into(),
        Format::Json | Format::Jsonl | Format::Sarif => ColorChoice::Never,
    };
    match &cli.output {
        Some(path) => Output::file(path, choice),
        None => Ok(Output::stdout(choice)),
    }
}

/// How to judge, as far as the command line says it.
pub(crate) fn lint_options(cli: &Cli, packs: &Packs, lang: Lang) -> Result<LintOptions, Fatal> {
    let (select, ignore) = (selectors(packs, &cli.select)?, selectors(packs, &cli.ignore)?);
    Ok(LintOptions { lang, select, ignore, ..LintOptions::default() })
}

/// The reports of earlier years that the command line names. One that is named for one report is its own, whatever
/// its body is called.
pub(crate) fn archive(cli: &Cli, inputs: &[Input], packs: &Packs) -> Result<Arc<Archive>, Fatal> {
    let mut reports = archive::read(&cli.previous, packs)?;
    let is_pair = matches!(inputs, [input] if !input.walked) && matches!(&cli.previous[..], [path] if path.is_file());
    Ok(Arc::new(match reports.pop() {
        Some(report) if is_pair => Archive::pair(report),
        last => Archive::new(reports.into_iter().chain(last).collect()),
    }))
}

/// How configurations are found.
pub(crate) fn search(cli: &Cli) -> Search<'_> {
    match &cli.config {
        Some(path) => Search::Forced(path),
        None if cli.no_config => Search::Off,
        None => Search::Upward,
    }
}

fn selectors(packs: &Packs, names: &[String]) -> Result<Vec<Selector>, Fatal> {
    names
        .iter()
        .map(|name| name.trim())
        .filter(|name| !name.is_empty())
        .map(|name| {
            packs.selector(name).map_err(|unknown| Fatal::UnknownRule { name: unknown.name, nearest: unknown.nearest })
        })
        .collect()
}

/// What becomes of an input that the program stumbled over.
pub(crate) fn broken(input: &Input) -> FileReport {
    FileReport {
        path: input.path().map(Path::to_owned),
        walked: input.walked,
        outcome: Outcome::Unjudged { failure: Failure::Internal, encoding: None, skipped: false },
    }
}

/// What a thread hands over for one file: the document is gone by then.
struct Piece {
    text: String,
    tally: Tally,
    trouble: Option<Trouble>,
    bound: Option<BoundRules>,
}

impl Piece {
    fn new(report: &FileReport, renderer: &dyn Renderer, lang: Lang) -> Self {
        let bound = match &report.outcome {
            Outcome::Judged(judged) => Some(judged.judgement.bound.clone()),
            Outcome::Unjudged { .. } => None,
        };
        Self { text: renderer.file(report), tally: Tally::of_file(report), trouble: Trouble::of(report, lang), bound }
    }
}

/// Joins the pieces and adds them up.
struct Sink<'a> {
    output: Output,
    renderer: &'a dyn Renderer,
    progress: Progress,
    lang: Lang,
    quiet: bool,
    started: bool,
    tally: Tally,
    troubles: Vec<Trouble>,
    /// What the rules bound to in any of the reports; `None` before the first.
    bound: Option<BoundRules>,
}

impl Sink<'_> {
    fn deliver(&mut self, piece: Piece) -> io::Result<()> {
        self.tally.add(piece.tally);
        if let Some(bound) = &piece.bound {
            self.bound.get_or_insert_default().add(bound);
        }
        if !piece.text.is_empty() {
            if std::mem::replace(&mut self.started, true) {
                self.write(self.renderer.separator())?;
            }
            self.write(&piece.text)?;
        }
        if let Some(trouble) = piece.trouble {
            if !(trouble.skipped && self.quiet) {
                // Both streams often end on one terminal; the order stays that of the files.
                self.output.flush()?;
                let (name, message) = (trouble.name(), &trouble.message);
                let line = messages::trouble(&name, message, trouble.skipped, self.lang);
                self.progress.suspend(|| say(&line));
            }
            self.troubles.push(trouble);
        }
        self.progress.step();
        Ok(())
    }

    fn finish(mut self, unused: &[Unused], unbound: impl Fn(&BoundRules) -> Vec<UnboundRule>) -> Result<Tally, Fatal> {
        let unbound = self.bound.as_ref().map_or(Vec::new(), unbound);
        let end = End { tally: &self.tally, troubles: &self.troubles, unused, unbound: &unbound };
        let tail = self.renderer.tail(&end);
        self.write(&tail).map_err(Fatal::Write)?;
        self.output.finish()?;
        Ok(self.tally)
    }

    fn write(&mut self, text: &str) -> io::Result<()> {
        self.output.write_all(text.as_bytes())
    }
}

/// One line on standard error. If even that is closed, the exit status has to do.
pub(crate) fn say(line: &str) {
    let _ = writeln!(io::stderr().lock(), "disclint: {line}");
}

fn explain_failure(fatal: &Fatal, lang: Lang, color: Color) {
    match fatal {
        // The reader of the pipe has gone: nobody is left to be told.
        Fatal::Write(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        Fatal::Load(error) => {
            say(&fatal.message(lang));
            if let Some(errors) = error.problems() {
                show_problems(errors, color);
            }
        }
        _ => say(&fatal.message(lang)),
    }
}

/// Every problem with the lines it stands in; without a picture where it could not be seen.
fn show_problems(errors: &PackErrors, color: Color) {
    let stderr = io::stderr();
    let terminal = stderr.is_terminal();
    let choice = color_of(color, &stderr);
    let text: String = errors.0.iter().map(|error| picture(error, terminal, choice) + "\n").collect();
    let mut stderr = anstream::AutoStream::new(stderr, choice).lock();
    let _ = stderr.write_all(text.as_bytes());
}

pub(crate) fn color_of(color: Color, stream: &impl anstream::stream::RawStream) -> ColorChoice {
    match color {
        Color::Auto => anstream::AutoStream::choice(stream),
        color => color.into(),
    }
}

/// A problem in a pack with the lines it stands in.
fn picture(problem: &dyn miette::Diagnostic, drawn: bool, choice: ColorChoice) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = if drawn {
        let theme = match choice {
            ColorChoice::Never => miette::GraphicalTheme::unicode_nocolor(),
            _ => miette::GraphicalTheme::unicode(),
        };
        miette::GraphicalReportHandler::new_themed(theme).render_report(&mut text, problem)
    } else {
        miette::NarratableReportHandler::new().render_report(&mut text, problem)
    };
    text
}
