//! `disclint lsp` as a process, over standard input and output: one test for each promise.

// `json!` makes a value that nobody needs afterwards.
#![allow(clippy::needless_pass_by_value)]

mod client;
mod configuration;
mod diagnostics;
mod reading;
mod robustness;
mod showing;
mod sync;
mod writing;

/// The sample with findings of many kinds.
const BROKEN: &str = include_str!("../samples/broken-2021.txt");
/// A sample without findings.
const CLEAN: &str = include_str!("../samples/clean-2021-pipe.txt");
