//! The command line's arguments.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use disclint_rules::Lang;
use disclint_workspace::fix::Extent;

/// Checks annual reports on government information disclosure (政府信息公开工作年度报告), offline.
#[derive(Parser, Debug)]
#[command(
    name = "disclint",
    version,
    disable_help_subcommand = true,
    override_usage = "disclint [OPTIONS] PATH...\n       disclint rules\n       disclint explain RULE [--on FILE]\n       disclint test [PACK]...\n       disclint mutate FILE\n       disclint schema\n       disclint baseline PATH...\n       disclint lsp",
    after_help = "Exit status:\n  \
        0  nothing at warning or above\n  \
        1  findings at warning or above\n  \
        2  could not do the work: unreadable path, no report, broken pack, bad usage\n\n\
        A file called like a subcommand is given as ./rules."
)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(crate) struct Cli {
    /// Files, folders (searched for txt, text, md, markdown, htm, html) or - for standard input
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    /// Write the output to FILE
    #[arg(long, value_name = "FILE", global = true)]
    pub(crate) output: Option<PathBuf>,

    /// Report these rules or categories only; repeatable, comma separated
    #[arg(long, value_name = "RULE", value_delimiter = ',', global = true)]
    pub(crate) select: Vec<String>,

    /// Do not report these rules or categories; stronger than --select
    #[arg(long, value_name = "RULE", value_delimiter = ',', global = true)]
    pub(crate) ignore: Vec<String>,

    /// Use this configuration for every report [default: the nearest disclint.toml above each]
    #[arg(long, value_name = "FILE", global = true, conflicts_with = "no_config")]
    pub(crate) config: Option<PathBuf>,

    /// Look for no disclint.toml
    #[arg(long, global = true)]
    pub(crate) no_config: bool,

    /// Count only what is not in this baseline, as written by disclint baseline
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,

    /// Hold the reports against those of the year before: files or folders; found by body and year [default: as
    /// disclint.toml says]; repeatable
    #[arg(long, value_name = "PATH", global = true)]
    pub(crate) previous: Vec<PathBuf>,

    /// Write corrections into the reports and judge them then: safe ones (prescribed labels, titles and their numbers), or
    /// suggested ones too (numbers), which are shown as a diff and must be confirmed
    #[arg(
        long,
        value_enum,
        value_name = "EXTENT",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "safe",
        conflicts_with = "baseline"
    )]
    pub(crate) fix: Option<FixArg>,

    /// Confirm suggested corrections beforehand
    #[arg(long, requires = "fix")]
    pub(crate) yes: bool,

    /// Show everything that was compared, held or not, and every number's state
    #[arg(long)]
    pub(crate) proof: bool,

    /// Exit with 0 even when there are findings
    #[arg(long)]
    pub(crate) exit_zero: bool,

    /// How many files to judge at a time [default: one per processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024), global = true)]
    pub(crate) jobs: Option<u16>,

    /// Print findings and failures only
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,

    #[command(flatten)]
    pub(crate) common: Common,

    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// What every command understands.
#[derive(clap::Args, Debug)]
pub(crate) struct Common {
    /// Output format; jsonl writes one JSON object per file and line, without a summary
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text", global = true)]
    pub(crate) format: Format,

    /// Load rule packs too: a folder of *.toml, a folder of such folders, or one .toml; repeatable
    #[arg(long, value_name = "PATH", global = true)]
    pub(crate) rules: Vec<PathBuf>,

    /// Language of messages
    #[arg(long, value_enum, value_name = "LANG", default_value = "zh", global = true)]
    pub(crate) lang: LangArg,

    /// When to colour text; auto honours `NO_COLOR`
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto", global = true)]
    pub(crate) color: Color,
}

/// Everything besides judging reports.
#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    /// List the rules
    Rules,
    /// Explain a rule: what it asks, on what it rests, what to do
    Explain {
        /// The rule's id, or a category to list
        rule: String,
        /// Show what the rule looked at in this report, and why it did or did not find anything
        #[arg(long, value_name = "FILE")]
        on: Option<PathBuf>,
    },
    /// Write down what is found today, so that later runs count only what is new
    Baseline {
        /// Files, folders or - for standard input
        #[arg(value_name = "PATH", required = true)]
        paths: Vec<PathBuf>,
    },
    /// Run the examples of rules: those of the packs given with --rules, or all
    Test {
        /// Run those of these packs only
        #[arg(value_name = "PACK")]
        pack: Vec<String>,
    },
    /// Change one number, heading or year of a good report at a time, and list what no rule notices
    Mutate {
        /// The report
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Print the JSON Schema of rule packs, for editors
    Schema,
    /// Serve an editor: the language server protocol on standard input and output
    Lsp {
        /// The only way there is to talk; accepted because clients say it
        #[arg(long, hide = true)]
        stdio: bool,
    },
}

/// An output format.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
    Jsonl,
    Sarif,
}

/// Which corrections are made.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum FixArg {
    Safe,
    Suggested,
}

impl From<FixArg> for Extent {
    fn from(fix: FixArg) -> Self {
        match fix {
            FixArg::Safe => Self::Safe,
            FixArg::Suggested => Self::Suggested,
        }
    }
}

/// A language, as named on the command line.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum LangArg {
    Zh,
    En,
}

impl From<LangArg> for Lang {
    fn from(lang: LangArg) -> Self {
        match lang {
            LangArg::Zh => Self::Zh,
            LangArg::En => Self::En,
        }
    }
}

/// When to colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

impl From<Color> for anstream::ColorChoice {
    fn from(color: Color) -> Self {
        match color {
            Color::Auto => Self::Auto,
            Color::Always => Self::Always,
            Color::Never => Self::Never,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    fn parse(args: &[&str]) -> Result<Cli, clap::Error> {
        Cli::try_parse_from([&["disclint"], args].concat())
    }

    #[test]
    fn definition_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn paths_without_a_subcommand_are_judged() {
        let cli = parse(&["a.txt", "rules", "-"]).expect("parses");
        assert_eq!(cli.paths, ["a.txt", "rules", "-"].map(PathBuf::from).to_vec());
        assert!(cli.command.is_none());
        let cli = parse(&["./rules"]).expect("parses");
        assert!(cli.command.is_none());
        assert!(matches!(parse(&["--lang", "en", "rules"]).expect("parses").command, Some(Command::Rules)));
    }

    #[test]
    fn rules_are_repeatable_and_comma_separated() {
        let cli = parse(&["--select", "a,b", "--select", "c", "--ignore=d", "x"]).expect("parses");
        assert_eq!(cli.select, ["a", "b", "c"]);
        assert_eq!(cli.ignore, ["d"]);
        assert_eq!(cli.paths.len(), 1);
    }

    #[test]
    fn options_of_every_command_stand_on_either_side() {
        for args in [["--lang", "en", "explain", "x"], ["explain", "x", "--lang", "en"]] {
            let cli = parse(&args).expect("parses");
            assert_eq!(cli.common.lang, LangArg::En);
        }
    }

    #[test]
    fn bad_usage_has_status_2_and_help_0() {
        for args in [&["--format", "xml", "x"][..], &["--jobs", "0", "x"], &["--no-such", "x"], &["explain"]] {
            assert_eq!(parse(args).expect_err("refused").exit_code(), 2, "{args:?}");
        }
        assert_eq!(parse(&["--help"]).expect_err("help").exit_code(), 0);
    }
}
