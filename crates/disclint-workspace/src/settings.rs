//! Which configuration and which baseline hold for which file.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use disclint_rules::{Archive, Category, Diagnostic, Lang, LintOptions, PackErrors, Packs};

use crate::archive;
use crate::baseline::{self, Baseline, Comparison};
use crate::config::{self, Config};
use crate::failure::{Failure, LoadError};
use crate::input::{Input, Place};
use crate::judge::{FileReport, Outcome};
use crate::waiver::{self, Unused, Waived, Waiver};

/// How configurations are found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Search<'a> {
    /// Upward from each report.
    Upward,
    /// This one for every report.
    Forced(&'a Path),
    /// Not at all.
    Off,
}

/// Where the baseline is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Compare<'a> {
    /// Where the configuration says, if it does.
    AsConfigured,
    /// This one for every report.
    With(&'a Path),
    /// No comparison: a baseline is about to be written.
    Off,
}

/// The settings of a run. Each folder was looked at once, whatever the number of files in it.
#[derive(Debug)]
pub struct Settings {
    /// The first one holds where there is no configuration.
    scopes: Vec<Scope>,
    /// By the folder as it is written.
    folders: HashMap<PathBuf, Folder>,
    /// By rule, to tell what a baseline's entries are about.
    categories: HashMap<String, Category>,
    /// Whether rules were selected or ignored for this run only: then absence proves nothing.
    partial: bool,
}

/// What holds below one configuration file.
#[derive(Debug)]
pub struct Scope {
    /// How to judge.
    pub options: LintOptions,
    /// The configuration file, for people, and the folder that holds it, resolved.
    file: Option<(String, PathBuf)>,
    waivers: Vec<Waiver>,
    baseline_path: Option<PathBuf>,
    baseline: Option<Arc<Reference>>,
    /// Where reports of earlier years lie.
    previous: Vec<PathBuf>,
    /// These places, and the files that were found there.
    previous_files: Vec<PathBuf>,
}

/// A baseline, and the folder from which its paths count.
#[derive(Debug)]
struct Reference {
    baseline: Baseline,
    folder: PathBuf,
}

#[derive(Debug)]
struct Folder {
    /// Without links.
    resolved: PathBuf,
    scope: usize,
}

impl Settings {
    /// Finds and reads what holds for `inputs`. `options` are those of the command line.
    ///
    /// # Errors
    /// If a file cannot be read, or with all problems of all files.
    pub fn gather(
        inputs: &[Input],
        packs: &Packs,
        options: &LintOptions,
        search: Search<'_>,
        compare: Compare<'_>,
    ) -> Result<Self, LoadError> {
        let mut gathering = Gathering {
            packs,
            options,
            scopes: vec![Scope::plain(options)],
            known: HashMap::new(),
            problems: Vec::new(),
        };
        let forced = match search {
            Search::Forced(path) => {
                let text = fs::read_to_string(path);
                Some(gathering.read(path, &text.map_err(|error| config_failure(path, &error))?))
            }
            Search::Upward | Search::Off => None,
        };
        let mut folders = HashMap::new();
        for folder in inputs.iter().filter_map(folder_of) {
            if folders.contains_key(folder) {
                continue;
            }
            let scope = match (forced, search) {
                (Some(scope), _) => scope,
                (None, Search::Upward) => gathering.upward(folder)?,
                (None, _) => 0,
            };
            folders.insert(folder.to_owned(), Folder { resolved: resolve(folder), scope });
        }
        let Gathering { mut scopes, problems, .. } = gathering;
        if !problems.is_empty() {
            return Err(LoadError::Config(PackErrors(problems)));
        }
        compare.attach(&mut scopes, options.lang)?;
        let has_baseline = scopes.iter().any(|scope| scope.baseline.is_some());
        let rules = if has_baseline { packs.rules() } else { Vec::new() };
        Ok(Self {
            scopes,
            folders,
            categories: rules.into_iter().map(|rule| (rule.id, rule.category)).collect(),
            partial: !(options.select.is_empty() && options.ignore.is_empty()),
        })
    }

    /// No configuration, wherever a file lies.
    pub fn plain(options: &LintOptions) -> Self {
        Self {
            scopes: vec![Scope::plain(options)],
            folders: HashMap::new(),
            categories: HashMap::new(),
            partial: false,
        }
    }

    /// Reads the reports of earlier years that configurations name, where the command line names none.
    ///
    /// # Errors
    /// If one of them cannot be read, or is no report; those of the other configurations are read even so.
    pub fn read_archives(&mut self, packs: &Packs) -> Result<(), LoadError> {
        let mut failed = None;
        for scope in &mut self.scopes {
            if scope.previous.is_empty() || !scope.options.archive.is_empty() {
                continue;
            }
            scope.previous_files = archive::files(&scope.previous);
            match archive::read(&scope.previous, packs) {
                Ok(reports) => scope.options.archive = Arc::new(Archive::new(reports)),
                Err(error) => failed = failed.or(Some(error)),
            }
        }
        failed.map_or(Ok(()), Err)
    }

    /// Where configurations say that reports of earlier years lie, with the files that were found there.
    pub fn archive_files(&self) -> impl Iterator<Item = &Path> {
        self.scopes.iter().flat_map(|scope| &scope.previous_files).map(PathBuf::as_path)
    }

    /// What holds for `input`.
    pub fn scope(&self, input: &Input) -> &Scope {
        let folder = folder_of(input).and_then(|folder| self.folders.get(folder));
        &self.scopes[folder.map_or(0, |folder| folder.scope)]
    }

    /// Takes the waived findings out and compares the others with the baseline.
    pub fn settle(&self, input: &Input, report: &mut FileReport) {
        if let Outcome::Judged(judged) = &mut report.outcome {
            (judged.waived, judged.comparison) = self.settle_findings(input, &mut judged.judgement.diagnostics);
        }
    }

    /// Takes the waived ones out of `diagnostics` and compares the others with the baseline.
    pub fn settle_findings(
        &self,
        input: &Input,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> (Vec<Waived>, Option<Comparison>) {
        let scope = self.scope(input);
        if scope.waivers.is_empty() && scope.baseline.is_none() {
            return (Vec::new(), None);
        }
        let target = self.target(input);
        let mut waived = waiver::apply(&scope.waivers, target.as_deref(), diagnostics);
        let mut comparison = None;
        if let Some(Reference { baseline, folder }) = scope.baseline.as_deref() {
            let key = key(folder, target.as_deref());
            for waived in &mut waived {
                waived.state = Some(baseline.state(&key, &waived.diagnostic));
            }
            let accepted = waived.iter().map(|waived| &waived.diagnostic);
            // A rule that no pack has any longer finds nothing for good.
            let was_asked_for = |rule: &str| match self.categories.get(rule) {
                Some(category) => scope.options.reports(rule, *category),
                None => true,
            };
            comparison = Some(baseline.compare(&key, diagnostics, accepted, was_asked_for));
        }
        (waived, comparison)
    }

    /// The configuration that holds for `input`, if there is one.
    pub fn config_path(&self, input: &Input) -> Option<PathBuf> {
        let (_, folder) = self.scope(input).file.as_ref()?;
        Some(folder.join(config::NAME))
    }

    /// The baselines that configurations name.
    pub fn baseline_paths(&self) -> impl Iterator<Item = &Path> {
        self.scopes.iter().filter_map(|scope| scope.baseline_path.as_deref())
    }

    /// The name of `input` in a baseline in `folder`.
    pub fn key(&self, input: &Input, folder: &Path) -> String {
        key(folder, self.target(input).as_deref())
    }

    /// The waivers that nothing needed, by configuration file and line. Nothing is said where rules were
    /// left out: their findings may be the ones waived.
    pub fn unused_waivers(&self) -> Vec<Unused> {
        if self.partial {
            return Vec::new();
        }
        let files = self.scopes.iter().filter_map(|scope| Some((&scope.file.as_ref()?.0, &scope.waivers)));
        let mut unused: Vec<Unused> = files.flat_map(|(name, waivers)| waiver::unused(name, waivers)).collect();
        unused.sort_by(|a, b| (&a.config, a.line).cmp(&(&b.config, b.line)));
        unused
    }

    /// Where a baseline is written unless another place is asked for: where the configuration says, beside
    /// it, or in the current folder if the reports have no configuration in common.
    pub fn baseline_path(&self) -> PathBuf {
        let mut scopes: Vec<usize> = self.folders.values().map(|folder| folder.scope).collect();
        scopes.sort_unstable();
        scopes.dedup();
        let scope = match scopes[..] {
            [scope] => &self.scopes[scope],
            _ => return PathBuf::from(baseline::NAME),
        };
        match (&scope.baseline_path, &scope.file) {
            (Some(path), _) => path.clone(),
            (None, Some((_, folder))) => folder.join(baseline::NAME),
            (None, None) => PathBuf::from(baseline::NAME),
        }
    }

    /// The file without links in its folder; `None` is standard input.
    fn target(&self, input: &Input) -> Option<PathBuf> {
        let Place::File(path) = &input.place else { return None };
        let folder = self.folders.get(folder_of(input)?)?;
        Some(folder.resolved.join(path.file_name()?))
    }
}

impl Scope {
    fn plain(options: &LintOptions) -> Self {
        Self {
            options: options.clone(),
            file: None,
            waivers: vec![],
            baseline_path: None,
            baseline: None,
            previous: vec![],
            previous_files: vec![],
        }
    }
}

impl Compare<'_> {
    fn attach(self, scopes: &mut [Scope], lang: Lang) -> Result<(), LoadError> {
        let mut read: Vec<(PathBuf, Arc<Reference>)> = Vec::new();
        for scope in scopes {
            let path = match self {
                Self::AsConfigured => scope.baseline_path.clone(),
                Self::With(path) => Some(path.to_owned()),
                Self::Off => None,
            };
            let Some(path) = path else { continue };
            let known = read.iter().find(|(known, _)| *known == path).map(|(_, reference)| Arc::clone(reference));
            scope.baseline = Some(if let Some(reference) = known {
                reference
            } else {
                let reference = Arc::new(Reference::read(&path, lang)?);
                read.push((path, Arc::clone(&reference)));
                reference
            });
        }
        Ok(())
    }
}

impl Reference {
    fn read(path: &Path, lang: Lang) -> Result<Self, LoadError> {
        let text = fs::read_to_string(path)
            .map_err(|error| LoadError::BaselinePath(for_people(path).into(), Failure::from(&error)))?;
        let baseline = Baseline::parse(&for_people(path), &text, lang).map_err(LoadError::Baseline)?;
        Ok(Self { baseline, folder: folder_holding(path) })
    }
}

/// Reads each configuration once.
struct Gathering<'a> {
    packs: &'a Packs,
    options: &'a LintOptions,
    scopes: Vec<Scope>,
    /// What holds in a folder, for every folder on the way up.
    known: HashMap<PathBuf, usize>,
    problems: Vec<disclint_rules::PackError>,
}

impl Gathering<'_> {
    /// What holds in `folder`: the nearest configuration there or above.
    fn upward(&mut self, folder: &Path) -> Result<usize, LoadError> {
        let start = absolute(folder);
        let mut passed = Vec::new();
        let mut found = 0;
        for folder in start.ancestors() {
            if let Some(&scope) = self.known.get(folder) {
                found = scope;
                break;
            }
            passed.push(folder.to_owned());
            let path = folder.join(config::NAME);
            match fs::read_to_string(&path) {
                Ok(text) => {
                    found = self.read(&path, &text);
                    break;
                }
                // A folder above that may not be looked into holds nothing for us.
                Err(error) if error.kind() == io::ErrorKind::NotFound || fs::metadata(&path).is_err() => {}
                Err(error) => return Err(config_failure(&path, &error)),
            }
        }
        self.known.extend(passed.into_iter().map(|folder| (folder, found)));
        Ok(found)
    }

    /// Checks a configuration; one with problems is remembered as none.
    fn read(&mut self, path: &Path, text: &str) -> usize {
        let name = for_people(path);
        let Config { severities, waivers, baseline, previous } =
            match config::parse(&name, text, self.packs, self.options.lang) {
                Ok(config) => config,
                Err(errors) => {
                    self.problems.extend(errors.0);
                    return 0;
                }
            };
        let folder = folder_holding(path);
        let waivers = waivers.into_iter().map(|entry| {
            let target = entry.file.as_ref().map(|file| resolve_file(&folder.join(file)));
            Waiver::new(entry.fingerprint, entry.reason, target, entry.file, entry.line)
        });
        self.scopes.push(Scope {
            options: LintOptions { severities, ..self.options.clone() },
            waivers: waivers.collect(),
            baseline_path: baseline.map(|path| folder.join(path)),
            baseline: None,
            previous: previous.into_iter().map(|path| folder.join(path)).collect(),
            previous_files: Vec::new(),
            file: Some((name, folder)),
        });
        self.scopes.len() - 1
    }
}

fn config_failure(path: &Path, error: &io::Error) -> LoadError {
    LoadError::ConfigPath(for_people(path).into(), Failure::from(error))
}

/// The folder that holds an input, as it is written; standard input belongs to the current one. What
/// cannot be read has none.
fn folder_of(input: &Input) -> Option<&Path> {
    match &input.place {
        Place::Stdin => Some(Path::new(".")),
        Place::File(path) => Some(parent(path)),
        Place::Failed(..) => None,
    }
}

fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    }
}

/// The folder of a file without links, so that it compares.
pub fn folder_holding(file: &Path) -> PathBuf {
    resolve(parent(file))
}

fn resolve(folder: &Path) -> PathBuf {
    folder.canonicalize().unwrap_or_else(|_| absolute(folder))
}

/// Without links in the folder; the file itself may be one, as it may among the inputs.
fn resolve_file(file: &Path) -> PathBuf {
    match file.file_name() {
        Some(name) => folder_holding(file).join(name),
        None => file.to_owned(),
    }
}

/// From the root, with links as they are: a configuration is found where the user sees the report. Only
/// what `..` means has to be asked of the system.
fn absolute(folder: &Path) -> PathBuf {
    if folder.components().any(|component| component == Component::ParentDir)
        && let Ok(resolved) = folder.canonicalize()
    {
        return resolved;
    }
    std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned())
}

fn key(folder: &Path, target: Option<&Path>) -> String {
    target.map_or_else(|| "-".to_owned(), |target| relative(folder, target))
}

/// `path` as seen from the current folder: no output depends on where the project lies.
pub fn for_people(path: &Path) -> String {
    match std::env::current_dir() {
        Ok(current) if path.is_absolute() => {
            let resolved = resolve(&current);
            let current = if path.starts_with(&resolved) { &resolved } else { &current };
            relative(current, path)
        }
        _ => path.to_string_lossy().into_owned(),
    }
}

/// `path` as seen from `folder`, with `/` between the names; both from the root. On another drive it stays
/// as it is.
fn relative(folder: &Path, path: &Path) -> String {
    let (from, to): (Vec<Component<'_>>, Vec<Component<'_>>) =
        (folder.components().collect(), path.components().collect());
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    if common == 0 {
        return path.to_string_lossy().into_owned();
    }
    let up = from[common..].iter().map(|_| "..".into());
    let names: Vec<_> = up.chain(to[common..].iter().map(|part| part.as_os_str().to_string_lossy())).collect();
    names.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("has a parent")).expect("folders");
            fs::write(path, text).expect("written");
        }
        folder
    }

    fn inputs(folder: &Path, names: &[&str]) -> Vec<Input> {
        names.iter().map(|name| Input { place: Place::File(folder.join(name)), walked: false }).collect()
    }

    fn gather(inputs: &[Input], search: Search<'_>) -> Result<Settings, LoadError> {
        Settings::gather(inputs, &Packs::builtin(), &LintOptions::default(), search, Compare::AsConfigured)
    }

    #[test]
    fn the_nearest_configuration_holds_alone() {
        let off = "[rules]\nidentity = 'off'\n";
        let folder = folder(&[
            ("disclint.toml", off),
            ("a/b/disclint.toml", ""),
            ("x.txt", ""),
            ("a/x.txt", ""),
            ("a/b/x.txt", ""),
            ("a/b/c/d/x.txt", ""),
        ]);
        let inputs = inputs(folder.path(), &["x.txt", "a/x.txt", "a/b/x.txt", "a/b/c/d/x.txt", "a/b/../x.txt"]);
        let counts = |search| -> Vec<usize> {
            let settings = gather(&inputs, search).expect("sound");
            inputs.iter().map(|input| settings.scope(input).options.severities.len()).collect()
        };
        assert_eq!(counts(Search::Upward), [1, 1, 0, 0, 1]);
        assert_eq!(counts(Search::Off), [0; 5]);
        assert_eq!(counts(Search::Forced(&folder.path().join("disclint.toml"))), [1; 5]);
        let settings = gather(&inputs, Search::Upward).expect("sound");
        assert_eq!(settings.scopes.len(), 3, "each is read once");
    }

    #[test]
    fn problems_of_all_files_are_reported_together() {
        let bad = "[rules]\nno-such-rule = 'off'\n";
        let folder = folder(&[("a/disclint.toml", bad), ("b/disclint.toml", bad)]);
        let inputs = inputs(folder.path(), &["a/x.txt", "a/y.txt", "b/x.txt"]);
        match gather(&inputs, Search::Upward) {
            Err(LoadError::Config(errors)) => assert_eq!(errors.0.len(), 2),
            other => panic!("{other:?}"),
        }
        let missing = folder.path().join("missing.toml");
        assert!(matches!(gather(&inputs, Search::Forced(&missing)), Err(LoadError::ConfigPath(..))));
    }

    #[test]
    fn a_baseline_goes_where_the_configuration_is() {
        let folder = folder(&[("p/disclint.toml", ""), ("q/disclint.toml", "baseline = 'old/b.json'\n")]);
        let path = |names: &[&str]| {
            let inputs = inputs(folder.path(), names);
            let options = LintOptions::default();
            Settings::gather(&inputs, &Packs::builtin(), &options, Search::Upward, Compare::Off)
                .expect("sound")
                .baseline_path()
        };
        let root = resolve(folder.path());
        assert_eq!(path(&["p/x.txt", "p/r/x.txt"]), root.join("p").join(baseline::NAME));
        assert_eq!(path(&["q/x.txt"]), root.join("q").join("old/b.json"));
        assert_eq!(path(&["p/x.txt", "q/x.txt"]), Path::new(baseline::NAME));
        assert_eq!(path(&[]), Path::new(baseline::NAME));
    }

    #[cfg(unix)]
    #[test]
    fn paths_are_seen_from_a_folder() {
        let seen = |folder: &str, path: &str| relative(Path::new(folder), Path::new(path));
        assert_eq!(seen("/a/b", "/a/b/甲/x.txt"), "甲/x.txt");
        assert_eq!(seen("/a/b", "/a/x.txt"), "../x.txt");
        assert_eq!(seen("/a", "/b/x.txt"), "../b/x.txt");
    }
}
