//! A progress bar for long batches.

use std::io::IsTerminal as _;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Batches up to this size are over before a bar could be read.
const FEW: usize = 50;

/// A progress bar on standard error, or none.
pub(crate) struct Progress(Option<ProgressBar>);

impl Progress {
    /// A bar for `files` files, if they are many, standard error is a terminal and findings do not
    /// scroll by on the same terminal.
    pub(crate) fn new(files: usize, output_on_terminal: bool) -> Self {
        if files <= FEW || output_on_terminal || !std::io::stderr().is_terminal() {
            return Self(None);
        }
        let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len}") {
            bar.set_style(style);
        }
        Self(Some(bar))
    }

    /// One more file is done.
    pub(crate) fn step(&self) {
        if let Some(bar) = &self.0 {
            bar.inc(1);
        }
    }

    /// Takes the bar away while `print` writes to standard error.
    pub(crate) fn suspend<T>(&self, print: impl FnOnce() -> T) -> T {
        match &self.0 {
            Some(bar) => bar.suspend(print),
            None => print(),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
