//! Counting what came out, and the exit status that follows.

use std::process::ExitCode;

use disclint_rules::{Diagnostic, Earlier, Severity};

use crate::judge::{FileReport, Judged, Outcome};

/// What came out of one file or of many.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(crate) struct Tally {
    /// Files looked at, those that could not be judged included.
    pub(crate) files: usize,
    /// Files judged without a finding of any severity.
    pub(crate) clean: usize,
    /// Files that should have been judged and were not.
    pub(crate) failed: usize,
    /// Files found in a folder that are no annual reports.
    pub(crate) skipped: usize,
    /// Files found in a folder.
    pub(crate) walked: usize,
    /// Findings.
    pub(crate) errors: usize,
    /// Findings.
    pub(crate) warnings: usize,
    /// Findings.
    pub(crate) infos: usize,
    /// Findings that are accepted; they are not among the others.
    pub(crate) waived: usize,
    /// Reports whose body has none of the year before among those that were given.
    pub(crate) without_previous: usize,
    /// Against the baseline, if there is one.
    pub(crate) compared: Option<Compared>,
}

/// Findings against a baseline.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(crate) struct Compared {
    /// Those that it does not know.
    pub(crate) new: usize,
    /// Those that it knows; they are not counted as errors, warnings and infos.
    pub(crate) unchanged: usize,
    /// Those that it knows and that are there no longer.
    pub(crate) fixed: usize,
}

impl Tally {
    /// Counts the findings of one file; nothing else.
    pub(crate) fn of<'a>(diagnostics: impl Iterator<Item = &'a Diagnostic>) -> Self {
        let mut tally = Self::default();
        for diagnostic in diagnostics {
            match diagnostic.severity {
                Severity::Error => tally.errors += 1,
                Severity::Warning => tally.warnings += 1,
                Severity::Info => tally.infos += 1,
                Severity::Off => {}
            }
        }
        tally
    }

    /// What a judgement adds to the totals.
    pub(crate) fn of_judged(judged: &Judged) -> Self {
        let mut tally = Self::of(judged.counted());
        tally.clean = usize::from(judged.judgement.diagnostics.is_empty() && judged.waived.is_empty());
        tally.waived = judged.waived.len();
        tally.without_previous = usize::from(judged.judgement.earlier == Earlier::Missing);
        tally.compared = judged.comparison.as_ref().map(|comparison| {
            let new = judged.counted().count();
            Compared { new, unchanged: comparison.states.len() - new, fixed: comparison.fixed.len() }
        });
        tally
    }

    /// What a file adds to the totals.
    pub(crate) fn of_file(report: &FileReport) -> Self {
        let mut tally = match &report.outcome {
            Outcome::Judged(judged) => Self::of_judged(judged),
            Outcome::Unjudged { skipped, .. } => {
                Self { failed: usize::from(!skipped), skipped: usize::from(*skipped), ..Self::default() }
            }
        };
        tally.files = 1;
        tally.walked = usize::from(report.walked);
        tally
    }

    /// Adds another one.
    pub(crate) fn add(&mut self, other: Self) {
        self.files += other.files;
        self.clean += other.clean;
        self.failed += other.failed;
        self.skipped += other.skipped;
        self.without_previous += other.without_previous;
        self.walked += other.walked;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.infos += other.infos;
        self.waived += other.waived;
        if let Some(other) = other.compared {
            let compared = self.compared.get_or_insert_default();
            compared.new += other.new;
            compared.unchanged += other.unchanged;
            compared.fixed += other.fixed;
        }
    }

    /// Whether folders were searched and none of the files found there is an annual report.
    pub(crate) fn folders_without_reports(&self) -> bool {
        self.walked > 0 && self.walked == self.skipped
    }

    /// The exit status of judging.
    pub(crate) fn status(&self, exit_zero: bool) -> Status {
        if self.failed > 0 || self.folders_without_reports() {
            Status::Failed
        } else if self.errors + self.warnings > 0 && !exit_zero {
            Status::Findings
        } else {
            Status::Clean
        }
    }
}

/// The exit status; people's scripts rest on the numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Status {
    /// Nothing at warning or above.
    Clean = 0,
    /// Findings at warning or above.
    Findings = 1,
    /// Could not do the work.
    Failed = 2,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failure_is_stronger_than_findings_and_than_exit_zero() {
        let findings = Tally { files: 2, warnings: 1, ..Tally::default() };
        assert_eq!(findings.status(false), Status::Findings);
        assert_eq!(findings.status(true), Status::Clean);
        let failed = Tally { failed: 1, ..findings };
        assert_eq!(failed.status(false), Status::Failed);
        assert_eq!(failed.status(true), Status::Failed);
    }

    #[test]
    fn infos_and_skipped_files_are_no_failure() {
        let tally = Tally { files: 2, infos: 3, walked: 2, skipped: 1, ..Tally::default() };
        assert_eq!(tally.status(false), Status::Clean);
        let nothing_but_skipped = Tally { skipped: 2, ..tally };
        assert_eq!(nothing_but_skipped.status(true), Status::Failed);
    }
}
