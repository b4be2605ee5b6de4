//! What documents are judged by: packs, and the configuration that holds in each folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use disclint_rules::{Lang, LintOptions, Packs};
use disclint_workspace::input::Input;
use disclint_workspace::settings::{Compare, Search, Settings, folder_holding};
use disclint_workspace::{LoadError, config, pack_files};

use crate::troubles::{self, Trouble};

/// Packs and configurations as they were read. Never changed: another one takes its place.
pub(crate) struct Project {
    pub(crate) packs: Packs,
    pub(crate) lang: Lang,
    /// Where packs were read from besides the built-in ones.
    pub(crate) rules: Vec<PathBuf>,
    /// The folders that the client has open.
    pub(crate) folders: Vec<PathBuf>,
    /// By the folder of the document.
    settings: Mutex<BTreeMap<PathBuf, Arc<Settings>>>,
    /// What could not be read, for the user, and not yet shown.
    troubles: Mutex<Vec<String>>,
    /// The same, each where it stands.
    marks: Mutex<Vec<Trouble>>,
}

impl Project {
    /// Reads the packs. Broken ones are left out and said so.
    pub(crate) fn new(rules: Vec<PathBuf>, folders: Vec<PathBuf>, lang: Lang) -> Self {
        let (packs, broken) = match pack_files::load(&rules) {
            Ok(packs) => (packs, None),
            Err(error) => (Packs::builtin(), Some(error)),
        };
        let project = Self {
            packs,
            lang,
            rules,
            folders,
            settings: Mutex::default(),
            troubles: Mutex::default(),
            marks: Mutex::default(),
        };
        if let Some(error) = broken {
            project.say(&error);
        }
        project
    }

    /// What is to be shown to the user, once.
    pub(crate) fn take_troubles(&self) -> Vec<String> {
        std::mem::take(&mut *self.troubles.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// What is wrong in the files that were read.
    pub(crate) fn marks(&self) -> Vec<Trouble> {
        self.marks.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The file that a document is taken for: one that was never saved stands in the first folder.
    pub(crate) fn place_of(&self, path: Option<&Path>) -> PathBuf {
        match path {
            Some(path) => path.to_owned(),
            None => self.folders.first().map_or_else(PathBuf::new, PathBuf::clone).join("untitled"),
        }
    }

    /// What holds for `input`. A broken configuration holds nothing.
    pub(crate) fn settings(&self, input: &Input) -> Arc<Settings> {
        let folder = folder_of(input);
        let mut known = self.settings.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(settings) = known.get(&folder) {
            return Arc::clone(settings);
        }
        let options = LintOptions { lang: self.lang, ..LintOptions::default() };
        let inputs = std::slice::from_ref(input);
        let gather = |search, compare| Settings::gather(inputs, &self.packs, &options, search, compare);
        let settings = gather(Search::Upward, Compare::AsConfigured)
            .or_else(|error| {
                self.say(&error);
                // A baseline that is missing leaves the rest of the configuration as it is.
                gather(Search::Upward, Compare::Off)
            })
            .or_else(|_| gather(Search::Off, Compare::Off));
        let mut settings = settings.unwrap_or_else(|_| Settings::plain(&options));
        // Without last year's reports the rest holds as it is.
        if let Err(error) = settings.read_archives(&self.packs) {
            self.say(&error);
        }
        let settings = Arc::new(settings);
        known.insert(folder, Arc::clone(&settings));
        settings
    }

    fn say(&self, error: &LoadError) {
        let words = in_words(error, self.lang);
        let mut troubles = self.troubles.lock().unwrap_or_else(PoisonError::into_inner);
        if !troubles.contains(&words) {
            troubles.push(words);
            drop(troubles);
            self.marks.lock().unwrap_or_else(PoisonError::into_inner).extend(troubles::of(error));
        }
    }

    /// Every file that this rests on, those that are not there but would count included.
    pub(crate) fn files(&self) -> Vec<PathBuf> {
        let mut files = pack_files::files(&self.rules);
        files.extend(self.rules.iter().cloned());
        let known = self.settings.lock().unwrap_or_else(PoisonError::into_inner);
        for (folder, settings) in known.iter() {
            files.extend(folder.ancestors().map(|folder| folder.join(config::NAME)));
            files.extend(settings.baseline_paths().map(Path::to_owned));
            files.extend(settings.archive_files().map(Path::to_owned));
        }
        drop(known);
        files.sort();
        files.dedup();
        files
    }

    /// Whether a change of `path` may change what is found anywhere.
    pub(crate) fn rests_on(&self, path: &Path) -> bool {
        let is_known = |file: &PathBuf| file == path;
        path.file_name().is_some_and(|name| name == config::NAME)
            || self.rules.iter().any(|rules| path.starts_with(rules) || folder_holding(path).starts_with(rules))
            || self.files().iter().any(is_known)
    }
}

fn folder_of(input: &Input) -> PathBuf {
    match &input.place {
        disclint_workspace::input::Place::File(path) => path.parent().map_or_else(PathBuf::new, Path::to_owned),
        _ => PathBuf::new(),
    }
}

/// The error with every problem in one line.
fn in_words(error: &LoadError, lang: Lang) -> String {
    let problems = error.problems().map_or(&[][..], |errors| &errors.0);
    let lines = problems.iter().map(|problem| {
        let text = problem.source_code.inner();
        let line = text.get(..problem.span.offset()).map_or(0, |before| before.matches('\n').count()) + 1;
        format!("\n{}:{line}: {}", problem.source_code.name(), problem.message)
    });
    std::iter::once(error.message(lang)).chain(lines).collect()
}
