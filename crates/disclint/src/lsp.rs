//! `disclint lsp`: the language server on standard input and output.

use disclint_rules::{Lang, Packs};

use crate::args::{Cli, Format};
use crate::failure::Fatal;
use crate::judge::FileReport;
use crate::render::{self, Detail, End, Style, Trouble};
use crate::tally::{Status, Tally};

/// Serves one client. The protocol wants 1 from a server that was not told to shut down.
pub(crate) fn run(cli: &Cli, lang: Lang) -> Result<Status, Fatal> {
    let options =
        disclint_lsp::Options { lang, rules: cli.common.rules.clone(), version: env!("CARGO_PKG_VERSION"), sarif };
    let ended = disclint_lsp::serve(options).map_err(|error| Fatal::Threads(error.to_string()))?;
    Ok(if ended { Status::Clean } else { Status::Findings })
}

/// The log that `--format sarif` writes.
fn sarif(packs: &Packs, reports: &[FileReport], lang: Lang) -> String {
    let style = Style { lang, colored: false, detail: Detail::Quiet, with_failures: true, with_proof: false };
    let renderer = render::renderer(Format::Sarif, style, packs);
    let mut tally = Tally::default();
    let mut pieces = Vec::new();
    let mut troubles = Vec::new();
    for report in reports {
        tally.add(Tally::of_file(report));
        pieces.push(renderer.file(report));
        troubles.extend(Trouble::of(report, lang));
    }
    pieces.retain(|piece| !piece.is_empty());
    renderer.head()
        + &pieces.join(renderer.separator())
        + &renderer.tail(&End { tally: &tally, troubles: &troubles, unused: &[], unbound: &[] })
}
