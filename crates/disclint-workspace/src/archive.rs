//! Reports of earlier years, from disk.

use std::path::PathBuf;

use disclint_rules::{Packs, Previous};

use crate::failure::{Failure, LoadError};
use crate::input::{self, Place};
use crate::judge::read_file;
use crate::settings::for_people;

/// Reads the reports that `paths` stand for: files, and what lies in folders, where files that are no reports are
/// passed over.
///
/// # Errors
/// The first file or folder that was named itself and cannot be read, or is no report.
pub fn read(paths: &[PathBuf], packs: &Packs) -> Result<Vec<Previous>, LoadError> {
    let mut reports = Vec::new();
    for input in input::collect(paths) {
        let (path, report) = match input.place {
            // Standard input is what is judged.
            Place::Stdin => (PathBuf::from("-"), Err(Failure::NotFound)),
            Place::Failed(path, failure) => (path, Err(failure)),
            Place::File(path) => {
                let report = read_file(&path).and_then(|source| {
                    let document = packs.reader().read(source);
                    Previous::new(&document, &for_people(&path)).ok_or(Failure::NotAReport)
                });
                (path, report)
            }
        };
        match report {
            Ok(report) => reports.push(report),
            Err(_) if input.walked => {}
            Err(failure) => return Err(LoadError::PreviousPath(path, failure)),
        }
    }
    Ok(reports)
}

/// The files that `paths` stand for, and the paths themselves: a change of any may change what is read.
pub(crate) fn files(paths: &[PathBuf]) -> Vec<PathBuf> {
    let inputs = input::collect(paths);
    let found = inputs.iter().filter_map(|input| input.path().map(PathBuf::from));
    paths.iter().cloned().chain(found).collect()
}
