//! Sources of packs, parsed file by file.

use std::sync::atomic::{AtomicUsize, Ordering};

use serde::Deserialize as _;

use super::baked::FILES;
use super::builtin;
use super::error::Problems;
use super::schema::PackFile;

/// One TOML file of a pack.
#[derive(Clone, Debug)]
pub struct PackSource {
    /// How the file is named in errors.
    pub name: String,
    /// The name of the folder that holds it: files with the same folder form one pack.
    pub folder: String,
    /// Its text.
    pub text: String,
}

/// The files of one folder.
#[derive(Debug)]
pub(super) struct RawPack {
    pub(super) folder: String,
    pub(super) files: Vec<(PackSource, PackFile)>,
}

/// All files, folder by folder.
pub(super) type PackFiles = Vec<RawPack>;

/// Parses all files. One that cannot be parsed is reported and left out.
pub(super) fn parse(sources: Vec<PackSource>, problems: &mut Problems) -> PackFiles {
    let parsed = parse_all(&sources);
    by_folder(sources.into_iter().zip(parsed).map(|(source, file)| match file {
        Ok(file) => (source, file),
        Err(error) => {
            let place = error.span().unwrap_or(0..0);
            problems.add(&source, place, error.message().to_owned(), "here", None);
            (source, PackFile::default())
        }
    }))
}

/// The packs that come with the program, without their examples and texts.
///
/// # Panics
/// Never in a released build: a test reads them.
pub(super) fn baked() -> PackFiles {
    by_folder(FILES.iter().map(|(name, node)| match PackFile::deserialize(node) {
        Ok(file) => (builtin::source(name, String::new()), file),
        Err(error) => unreachable!("the built-in packs are sound: {name}: {error}"),
    }))
}

fn by_folder(files: impl Iterator<Item = (PackSource, PackFile)>) -> PackFiles {
    let mut packs: PackFiles = Vec::new();
    for (source, file) in files {
        match packs.iter_mut().find(|pack| pack.folder == source.folder) {
            Some(pack) => pack.files.push((source, file)),
            None => packs.push(RawPack { folder: source.folder.clone(), files: vec![(source, file)] }),
        }
    }
    packs
}

/// Each file by itself, on two threads: a report waits for it. The longest ones are begun first.
fn parse_all(sources: &[PackSource]) -> Vec<Result<PackFile, toml::de::Error>> {
    let mut order: Vec<usize> = (0..sources.len()).collect();
    order.sort_by_key(|&at| std::cmp::Reverse(sources[at].text.len()));
    let begun = AtomicUsize::new(0);
    let parse = || {
        let next = || order.get(begun.fetch_add(1, Ordering::Relaxed)).copied();
        let parsed = std::iter::from_fn(next).map(|at| (at, toml::from_str::<PackFile>(&sources[at].text)));
        parsed.collect::<Vec<_>>()
    };
    let mut parsed = std::thread::scope(|scope| {
        let other = scope.spawn(parse);
        let mut own = parse();
        match other.join() {
            Ok(theirs) => own.extend(theirs),
            Err(panic) => std::panic::resume_unwind(panic),
        }
        own
    });
    parsed.sort_by_key(|(at, _)| *at);
    parsed.into_iter().map(|(_, file)| file).collect()
}
