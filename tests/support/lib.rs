//! Sample reports, written for the project: whole and broken, in every layout that real pages arrive in.
//!
//! A [`SampleReport`] is data that a test can change cell by cell; [`render`] spells it in a [`Layout`];
//! [`variation`] and [`damage`] do to the text what web pages and converters do; [`Defect`] breaks a
//! correct report in one place and says what should be found.
// A test helper that cannot go on must stop the test: `expect` with the reason is the right tool here.
// Speed is of no concern here, and `+= &format!` reads like the text that it makes.
#![allow(clippy::missing_panics_doc, clippy::format_push_string)]

mod balanced;
pub mod damage;
mod defect;
mod grid;
mod layout;
mod nasty;
mod official;
mod prose;
mod report;
mod rng;
mod samples;
#[cfg(test)]
mod tests;

pub mod variation;

pub use defect::{Anchor, Defect, DefectKind, Expected, Place};
pub use layout::{Layout, render};
pub use nasty::Nasty;
pub use report::{
    Block, Body, BodyKind, Column, Generation, Item, Part, Row, SampleReport, SampleTable, Section, Signature,
    TableName,
};
pub use rng::Rng;
pub use samples::{SampleFile, sample_files};
