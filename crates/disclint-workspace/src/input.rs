//! From the paths on the command line to the list of files, without reading them.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::failure::Failure;

/// What is taken from a folder.
const EXTENSIONS: [&str; 6] = ["txt", "text", "md", "markdown", "htm", "html"];

/// Something to judge.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Input {
    /// Where it is.
    pub place: Place,
    /// Whether it was found in a folder and not named itself.
    pub walked: bool,
}

impl Input {
    /// Its path; `None` for standard input.
    pub fn path(&self) -> Option<&Path> {
        match &self.place {
            Place::Stdin => None,
            Place::File(path) | Place::Failed(path, _) => Some(path),
        }
    }
}

/// Where an input is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Place {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
    /// A path that is known to be unreadable.
    Failed(PathBuf, Failure),
}

/// Lists what `paths` stand for: files in the order given, those of a folder by path. A file that is
/// reached twice is listed once.
pub fn collect(paths: &[PathBuf]) -> Vec<Input> {
    let mut list = List::default();
    for path in paths {
        if path == Path::new("-") {
            list.add_stdin();
            continue;
        }
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => list.add_folder(path),
            Ok(_) => list.add_file(path.clone(), false),
            Err(error) => list.add_failure(path.clone(), Failure::from(&error)),
        }
    }
    list.inputs
}

/// Takes the file `output` off the list if it was only found in a folder: what an earlier run wrote is
/// not a report. `false` if it was named to be judged.
pub fn keep_apart(inputs: &mut Vec<Input>, output: &Path) -> bool {
    let Ok(output) = output.canonicalize() else {
        return true;
    };
    let mut named = false;
    inputs.retain(|input| {
        let Place::File(path) = &input.place else {
            return true;
        };
        // Always resolved: some file systems do not tell `A.txt` from `a.txt`.
        if path.canonicalize().ok().as_ref() != Some(&output) {
            return true;
        }
        named |= !input.walked;
        false
    });
    !named
}

#[derive(Default)]
struct List {
    inputs: Vec<Input>,
    /// Resolved path to place in `inputs`.
    known: HashMap<PathBuf, usize>,
}

impl List {
    fn add_stdin(&mut self) {
        if !self.inputs.iter().any(|input| input.place == Place::Stdin) {
            self.inputs.push(Input { place: Place::Stdin, walked: false });
        }
    }

    fn add_failure(&mut self, path: PathBuf, failure: Failure) {
        let input = Input { place: Place::Failed(path, failure), walked: false };
        if !self.inputs.contains(&input) {
            self.inputs.push(input);
        }
    }

    fn add_file(&mut self, path: PathBuf, walked: bool) {
        let key = path.canonicalize().unwrap_or_else(|_| path.clone());
        if let Some(&at) = self.known.get(&key) {
            // Naming a file is stronger than finding it.
            self.inputs[at].walked &= walked;
            return;
        }
        self.known.insert(key, self.inputs.len());
        self.inputs.push(Input { place: Place::File(path), walked });
    }

    fn add_folder(&mut self, folder: &Path) {
        let mut empty = true;
        let entries = WalkDir::new(folder)
            .follow_links(true)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry));
        for entry in entries {
            match entry {
                Ok(entry) if entry.file_type().is_file() && is_candidate(entry.path()) => {
                    empty = false;
                    self.add_file(entry.into_path(), true);
                }
                Ok(_) => {}
                Err(error) => {
                    // A link that leads back to a folder above, or nowhere, hides no report.
                    let dangling = error.path().is_some_and(|path| path.is_symlink() && path.metadata().is_err());
                    if error.loop_ancestor().is_some() || dangling {
                        continue;
                    }
                    empty = false;
                    let path = error.path().unwrap_or(folder).to_owned();
                    let failure = match error.io_error() {
                        Some(error) => Failure::from(error),
                        None => Failure::Io(error.to_string()),
                    };
                    self.add_failure(path, failure);
                }
            }
        }
        if empty {
            self.add_failure(folder.to_owned(), Failure::EmptyFolder);
        }
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn is_candidate(path: &Path) -> bool {
    path.extension()
        .and_then(OsStr::to_str)
        .is_some_and(|extension| EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(extension)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().expect("has a parent")).expect("folders");
            fs::write(path, "x").expect("written");
        }
        folder
    }

    fn names(inputs: &[Input], folder: &Path) -> Vec<String> {
        let name = |input: &Input| match &input.place {
            Place::File(path) => path.strip_prefix(folder).expect("inside").to_string_lossy().replace('\\', "/"),
            other => format!("{other:?}"),
        };
        inputs.iter().map(name).collect()
    }

    #[test]
    fn folders_are_searched_in_the_order_of_paths() {
        let folder = folder(&["乙.txt", "a/b.HTML", "a.md", "a/.git/x.txt", ".x.txt", "a/table.csv", "z.TEXT"]);
        let inputs = collect(&[folder.path().to_owned()]);
        assert_eq!(names(&inputs, folder.path()), ["a/b.HTML", "a.md", "z.TEXT", "乙.txt"]);
        assert!(inputs.iter().all(|input| input.walked));
    }

    #[test]
    fn a_file_reached_twice_is_listed_once_and_naming_it_counts() {
        let folder = folder(&["a.txt", "b.txt"]);
        let named = folder.path().join("b.txt");
        let again = folder.path().join(".").join("b.txt");
        let inputs = collect(&[folder.path().to_owned(), named, again]);
        assert_eq!(names(&inputs, folder.path()), ["a.txt", "b.txt"]);
        assert_eq!(inputs.iter().map(|input| input.walked).collect::<Vec<_>>(), [true, false]);
        let stdin = PathBuf::from("-");
        assert_eq!(collect(&[stdin.clone(), stdin]).len(), 1);
    }

    #[test]
    fn what_is_missing_or_empty_stays_on_the_list() {
        let folder = folder(&["only.csv"]);
        let missing = folder.path().join("missing.txt");
        let inputs = collect(&[folder.path().to_owned(), missing.clone()]);
        let places: Vec<_> = inputs.into_iter().map(|input| input.place).collect();
        assert_eq!(
            places,
            [Place::Failed(folder.path().to_owned(), Failure::EmptyFolder), Place::Failed(missing, Failure::NotFound)]
        );
    }

    #[cfg(unix)]
    #[test]
    fn links_that_lead_back_or_nowhere_are_passed_over() {
        let folder = folder(&["sub/a.txt"]);
        std::os::unix::fs::symlink(folder.path(), folder.path().join("sub/up")).expect("link");
        std::os::unix::fs::symlink("nowhere", folder.path().join("gone.txt")).expect("link");
        std::os::unix::fs::symlink("sub/a.txt", folder.path().join("z.txt")).expect("link");
        let inputs = collect(&[folder.path().to_owned()]);
        assert_eq!(names(&inputs, folder.path()), ["sub/a.txt"]);
    }

    #[test]
    fn the_output_is_not_an_input() {
        let folder = folder(&["a.txt", "out.txt"]);
        let output = folder.path().join("out.txt");
        let mut inputs = collect(&[folder.path().to_owned()]);
        assert!(keep_apart(&mut inputs, &output));
        assert_eq!(names(&inputs, folder.path()), ["a.txt"]);
        let mut inputs = collect(std::slice::from_ref(&output));
        assert!(!keep_apart(&mut inputs, &output));
    }
}
