//! Rule packs from the file system.

use std::fs;
use std::path::{Path, PathBuf};

use disclint_rules::{PackSource, Packs};

use crate::failure::{Failure, LoadError};

/// The built-in packs together with those that `paths` name.
pub fn load(paths: &[PathBuf]) -> Result<Packs, LoadError> {
    if paths.is_empty() {
        return Ok(Packs::builtin());
    }
    Packs::load(&sources(paths)?).map_err(LoadError::Packs)
}

/// Every file that [`load`] reads for `paths`, as far as they can be listed.
pub fn files(paths: &[PathBuf]) -> Vec<PathBuf> {
    paths.iter().filter_map(|path| toml_files(path).ok()).flatten().collect()
}

/// The same as [`load`] with all examples.
pub fn load_with_examples(paths: &[PathBuf]) -> Result<Packs, LoadError> {
    Packs::load_with_examples(&sources(paths)?).map_err(LoadError::Packs)
}

fn sources(paths: &[PathBuf]) -> Result<Vec<PackSource>, LoadError> {
    let mut files = Vec::new();
    for path in paths {
        let found = toml_files(path)?;
        if found.is_empty() {
            return Err(LoadError::NoPacks(path.clone()));
        }
        for file in found {
            if !files.contains(&file) {
                files.push(file);
            }
        }
    }
    files.iter().map(|file| source(file)).collect()
}

/// The file itself, the files of a pack's folder, or those of all packs in a folder.
fn toml_files(path: &Path) -> Result<Vec<PathBuf>, LoadError> {
    let fail = |path: &Path, error: &std::io::Error| LoadError::RulesPath(path.to_owned(), Failure::from(error));
    let metadata = fs::metadata(path).map_err(|error| fail(path, &error))?;
    if !metadata.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let list = |folder: &Path| -> Result<Vec<PathBuf>, LoadError> {
        let entries = fs::read_dir(folder).map_err(|error| fail(folder, &error))?;
        let mut paths = entries
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<Result<Vec<_>, _>>()
            .map_err(|error| fail(folder, &error))?;
        paths.sort();
        Ok(paths)
    };
    let entries = list(path)?;
    let mut files: Vec<PathBuf> = entries.iter().filter(|entry| is_toml(entry)).cloned().collect();
    for folder in entries.iter().filter(|entry| entry.is_dir()) {
        files.extend(list(folder)?.into_iter().filter(|entry| is_toml(entry)));
    }
    Ok(files)
}

fn is_toml(path: &Path) -> bool {
    path.is_file() && path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"))
}

fn source(path: &Path) -> Result<PackSource, LoadError> {
    let text =
        fs::read_to_string(path).map_err(|error| LoadError::RulesPath(path.to_owned(), Failure::from(&error)))?;
    Ok(PackSource { name: path.display().to_string(), folder: folder_name(path), text })
}

/// The name of the folder that holds `path`. It is resolved first: `x.toml` and `./x.toml` are in a
/// folder with a name, too.
fn folder_name(path: &Path) -> String {
    let resolved = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let name = resolved.parent().and_then(Path::file_name);
    name.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_a_pack_and_a_folder_of_packs() {
        let folder = tempfile::tempdir().expect("a folder");
        for file in ["b/rules.toml", "a/pack.toml", "a/rules.toml", "a/readme.md"] {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().expect("has a parent")).expect("folders");
            fs::write(path, "").expect("written");
        }
        let names = |path: &Path| -> Vec<String> {
            let files = toml_files(path).expect("listed");
            files
                .iter()
                .map(|file| {
                    let name = file.file_name().expect("has a name").to_string_lossy();
                    format!("{}/{name}", folder_name(file))
                })
                .collect()
        };
        assert_eq!(names(folder.path()), ["a/pack.toml", "a/rules.toml", "b/rules.toml"]);
        assert_eq!(names(&folder.path().join("a")), ["a/pack.toml", "a/rules.toml"]);
        assert_eq!(names(&folder.path().join("b/rules.toml")), ["b/rules.toml"]);
        let missing = folder.path().join("c");
        assert!(matches!(toml_files(&missing), Err(LoadError::RulesPath(_, Failure::NotFound))));
    }

    #[test]
    fn a_folder_without_packs_is_an_error() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(matches!(load(&[folder.path().to_owned()]), Err(LoadError::NoPacks(_))));
    }
}
