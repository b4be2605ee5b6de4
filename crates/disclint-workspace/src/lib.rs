//! What the command and the language server need from disk: which files there are, which configuration,
//! waivers and baseline hold for each, rule packs, and one file's judgement under all of them.
//!
//! Prints nothing and knows no arguments and no protocol, so that both say the same of the same bytes.

pub mod archive;
pub mod baseline;
pub mod config;
pub mod edit;
mod failure;
pub mod fix;
pub mod input;
pub mod judge;
pub mod pack_files;
pub mod settings;
pub mod uri;
pub mod waiver;

pub use failure::{Failure, LoadError};
