//! Sources of packs, parsed file by file.

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
    let mut packs: PackFiles = Vec::new();
    for source in sources {
        let file = match toml::from_str::<PackFile>(&source.text) {
            Ok(file) => file,
            Err(error) => {
                let place = error.span().unwrap_or(0..0);
                problems.add(&source, place, error.message().to_owned(), "here", None);
                PackFile::default()
            }
        };
        match packs.iter_mut().find(|pack| pack.folder == source.folder) {
            Some(pack) => pack.files.push((source, file)),
            None => packs.push(RawPack { folder: source.folder.clone(), files: vec![(source, file)] }),
        }
    }
    packs
}
