//! Where the results go: standard output or a file.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::{Path, PathBuf};

use anstream::{AutoStream, ColorChoice};

use crate::failure::Fatal;

/// Where the results go. Nothing of a file is replaced before [`finish`](Self::finish).
pub(crate) struct Output {
    writer: BufWriter<Box<dyn Write>>,
    colored: bool,
    on_terminal: bool,
    draft: Option<Draft>,
}

impl Output {
    /// Standard output.
    pub(crate) fn stdout(choice: ColorChoice) -> Self {
        let stdout = io::stdout();
        let choice = match choice {
            ColorChoice::Auto => AutoStream::choice(&stdout),
            choice => choice,
        };
        let on_terminal = stdout.is_terminal();
        let colored = choice != ColorChoice::Never;
        let writer: Box<dyn Write> = if colored {
            // On old Windows consoles this turns colour codes into calls.
            Box::new(AutoStream::new(stdout.lock(), choice))
        } else {
            Box::new(stdout.lock())
        };
        Self { writer: BufWriter::with_capacity(1 << 16, writer), colored, on_terminal, draft: None }
    }

    /// The file `path`.
    pub(crate) fn file(path: &Path, choice: ColorChoice) -> Result<Self, Fatal> {
        let (file, draft) = create(path).map_err(|error| Fatal::Output(path.to_owned(), error))?;
        Ok(Self {
            writer: BufWriter::with_capacity(1 << 16, Box::new(file)),
            colored: choice == ColorChoice::Always,
            on_terminal: false,
            draft,
        })
    }

    /// Whether text may carry colour codes.
    pub(crate) fn is_colored(&self) -> bool {
        self.colored
    }

    /// Whether the output appears on a terminal.
    pub(crate) fn is_on_terminal(&self) -> bool {
        self.on_terminal
    }

    /// Writes what is left and puts the file in its place.
    pub(crate) fn finish(mut self) -> Result<(), Fatal> {
        self.writer.flush().map_err(Fatal::Write)?;
        match self.draft.take() {
            Some(draft) => {
                // Windows does not rename open files.
                drop(self);
                draft.keep()
            }
            None => Ok(()),
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// A file beside the one asked for, which takes its place when it is complete.
struct Draft {
    path: PathBuf,
    target: PathBuf,
    kept: bool,
}

impl Draft {
    fn keep(mut self) -> Result<(), Fatal> {
        fs::rename(&self.path, &self.target).map_err(|error| Fatal::Output(self.target.clone(), error))?;
        self.kept = true;
        Ok(())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.kept {
            // Nothing more can be done about a draft that cannot be removed.
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn create(path: &Path) -> io::Result<(File, Option<Draft>)> {
    // A link is followed, so that the link itself stays.
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let metadata = fs::metadata(&target);
    // A folder fails here with the system's words; a device or a pipe cannot be replaced.
    if metadata.as_ref().is_ok_and(|metadata| !metadata.is_file()) {
        return Ok((File::create(&target)?, None));
    }
    let Some(name) = target.file_name() else {
        return Ok((File::create(&target)?, None));
    };
    if metadata.is_ok() {
        // A file that is write protected stays as it is, even where its folder is not.
        File::options().append(true).open(&target)?;
    }
    // Hidden, so that a search of the folder does not take it for a report.
    let mut draft = OsString::from(".");
    draft.push(name);
    draft.push(format!(".{}", std::process::id()));
    let draft = target.with_file_name(draft);
    let Ok(file) = File::create(&draft) else {
        return Ok((File::create(&target)?, None));
    };
    if let Ok(metadata) = metadata {
        fs::set_permissions(&draft, metadata.permissions())?;
    }
    let draft = Draft { path: draft, target, kept: false };
    Ok((file, Some(draft)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_only_when_it_is_complete() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("结果.json");
        fs::write(&path, "old").expect("written");
        let read = || fs::read_to_string(&path).expect("read");

        let mut output = Output::file(&path, ColorChoice::Auto).expect("created");
        output.write_all(b"new").expect("written");
        assert_eq!(read(), "old");
        drop(output);
        assert_eq!(read(), "old");

        let mut output = Output::file(&path, ColorChoice::Auto).expect("created");
        output.write_all(b"new").expect("written");
        output.finish().expect("finished");
        assert_eq!(read(), "new");
        assert_eq!(fs::read_dir(folder.path()).expect("listed").count(), 1);
    }

    #[test]
    fn a_place_that_does_not_exist_is_refused_at_once() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(Output::file(&folder.path().join("no/such"), ColorChoice::Auto).is_err());
        assert!(Output::file(folder.path(), ColorChoice::Auto).is_err());
    }
}
