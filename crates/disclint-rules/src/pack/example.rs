//! Examples of rules: kept as they are written, run only when asked.

use std::ops::Range;
use std::sync::Arc;

use super::builtin;
use super::load::{PackSource, RawPack};

/// A report in small, and what one rule must find in it.
#[derive(Clone, Debug)]
pub struct Example {
    /// The rule's id.
    pub rule: String,
    /// The pack whose file declares the rule.
    pub pack: String,
    /// Which of the rule's examples it is, from 1.
    pub number: usize,
    /// Whether it came with the program.
    pub built_in: bool,
    /// The lines of the report.
    pub report: String,
    /// The lines of the report of the year before, where the rule needs one.
    pub previous: Option<String>,
    /// The texts that findings point at, in the order of the report.
    pub finds: Vec<String>,
    /// Why, if that does not speak for itself.
    pub note: Option<String>,
    pub(crate) file: Arc<PackSource>,
    pub(crate) report_place: Range<usize>,
    pub(crate) finds_place: Range<usize>,
}

impl Example {
    /// The file and line where it stands, as editors and terminals take it: `rules/x.toml:12`.
    pub fn place(&self) -> String {
        let before = self.file.text.get(..self.report_place.start).unwrap_or_default();
        format!("{}:{}", self.file.name, before.matches('\n').count() + 1)
    }

    /// Where a place of the report stands in the file, if the report is written there as it is.
    pub(crate) fn place_in_file(&self, place: &Range<usize>) -> Option<Range<usize>> {
        let raw = self.file.text.get(self.report_place.clone())?;
        let inner = raw.strip_prefix("\"\"\"").or_else(|| raw.strip_prefix("'''"))?;
        let inner = inner.strip_prefix("\r\n").or_else(|| inner.strip_prefix('\n')).unwrap_or(inner);
        // Escapes would move everything behind them.
        inner.starts_with(&self.report).then(|| {
            let start = self.report_place.start + (raw.len() - inner.len());
            start + place.start..start + place.end
        })
    }
}

/// The examples of packs, in the order of their files.
pub(super) fn collect<'a>(packs: impl Iterator<Item = (&'a str, &'a RawPack)>) -> Vec<Example> {
    let mut examples = Vec::new();
    for (id, pack) in packs {
        for (source, file) in &pack.files {
            if file.rule.iter().all(|rule| rule.example.is_empty()) {
                continue;
            }
            let shared = Arc::new(source.clone());
            for rule in &file.rule {
                examples.extend(rule.example.iter().enumerate().map(|(at, toml)| Example {
                    rule: rule.id.get_ref().clone(),
                    pack: id.to_owned(),
                    number: at + 1,
                    built_in: builtin::is_built_in(source),
                    report: toml.report.get_ref().clone(),
                    previous: toml.previous.clone(),
                    finds: toml.finds.get_ref().clone(),
                    note: toml.note.clone(),
                    file: Arc::clone(&shared),
                    report_place: toml.report.span(),
                    finds_place: toml.finds.span(),
                }));
            }
        }
    }
    examples
}
