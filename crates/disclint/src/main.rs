//! The command `disclint`: arguments, files, threads, output and exit status. How a report is read and
//! judged is the business of `disclint-document` and `disclint-rules`.

mod args;
mod baseline;
mod batch;
mod catalogue;
mod command;
mod config;
mod failure;
mod input;
mod judge;
mod messages;
mod output;
mod pack_files;
mod progress;
mod record;
mod render;
mod schema;
mod settings;
mod tally;
mod test;
mod trace;
mod waiver;

use std::process::ExitCode;

fn main() -> ExitCode {
    command::run()
}
