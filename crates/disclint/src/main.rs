//! The command `disclint`: arguments, files, threads, output and exit status. How a report is read and
//! judged is the business of `disclint-document` and `disclint-rules`.

mod args;
mod batch;
mod catalogue;
mod command;
mod failure;
mod fix;
mod lsp;
mod messages;
mod mutate;
mod output;
mod progress;
mod record;
mod render;
mod schema;
mod tally;
mod test;
mod trace;

use std::process::ExitCode;

use disclint_workspace::{archive, baseline, input, judge, pack_files, settings, waiver};

/// Reading and judging make many small strings; the system's allocator takes longer over them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    command::run()
}
