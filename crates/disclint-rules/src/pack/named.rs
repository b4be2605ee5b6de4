//! Lists of patterns with a name, written once and used by many rules.
//!
//! `"@name"` in a list stands for all of them, `{name}` inside a pattern for any one of them.

use std::cell::RefCell;

use rustc_hash::FxHashMap;
use toml::Spanned;

use super::error::Problems;
use super::form::inside;
use super::load::PackSource;
use super::patterns::Patterns;
use super::schema::PatternsToml;

/// What `{…}` may stand for beside a list.
const PLACEHOLDERS: [&str; 3] = ["figure", "number", "year"];

/// The lists that the rules of a pack may use, its own and those of the packs it extends.
#[derive(Debug, Default)]
pub(super) struct NamedPatterns {
    lists: Vec<(String, Vec<String>)>,
    /// Lists as they are written, with what became of them: many rules have the same.
    compiled: RefCell<FxHashMap<Vec<String>, Patterns>>,
}

impl NamedPatterns {
    /// Adds a list, which may use those before it; it replaces one of the same name.
    pub(super) fn add(&mut self, source: &PackSource, toml: &PatternsToml, problems: &mut Problems) {
        let list = self.expand(source, &toml.list, problems).into_iter().map(Spanned::into_inner).collect();
        let id = toml.id.get_ref();
        if PLACEHOLDERS.contains(&id.as_str()) {
            let help = Some("`{figure}`, `{number}` and `{year}` stand for numbers".to_owned());
            problems.add(source, toml.id.span(), format!("a list cannot be called `{id}`"), "here", help);
        }
        self.lists.retain(|(known, _)| known != id);
        self.lists.push((id.clone(), list));
    }

    /// The patterns of a list; `needs_figure` if each must name a figure.
    pub(super) fn patterns(
        &self,
        source: &PackSource,
        list: &[Spanned<String>],
        needs_figure: bool,
        problems: &mut Problems,
    ) -> Patterns {
        let written: Vec<String> = list.iter().map(|pattern| pattern.get_ref().clone()).collect();
        if let Some(known) = self.compiled.borrow().get(&written).filter(|_| !needs_figure) {
            return known.clone();
        }
        let expanded = self.expand(source, list, problems);
        let patterns = Patterns::new(source, &expanded, needs_figure, problems);
        if !problems.any() {
            self.compiled.borrow_mut().insert(written, patterns.clone());
        }
        patterns
    }

    /// A list as rules use it: references replaced by what they stand for, each at the reference's place.
    pub(super) fn expand(
        &self,
        source: &PackSource,
        list: &[Spanned<String>],
        problems: &mut Problems,
    ) -> Vec<Spanned<String>> {
        let mut expanded = Vec::with_capacity(list.len());
        for pattern in list {
            if let Some(name) = pattern.get_ref().strip_prefix('@') {
                let found = self.get(source, pattern, name, problems).unwrap_or_default();
                expanded.extend(found.iter().map(|found| Spanned::new(pattern.span(), found.clone())));
            } else {
                expanded.push(Spanned::new(pattern.span(), self.fill(source, pattern, problems)));
            }
        }
        expanded
    }

    /// A pattern with each `{name}` replaced by a group of alternatives.
    fn fill(&self, source: &PackSource, pattern: &Spanned<String>, problems: &mut Problems) -> String {
        let mut rest = pattern.get_ref().as_str();
        let mut filled = String::with_capacity(rest.len());
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let name = after.split('}').next().unwrap_or_default();
            // {0,8} counts, \p{Han} is a class.
            let is_name = name.starts_with(|c: char| c.is_ascii_lowercase()) && after[name.len()..].starts_with('}');
            if is_name && !PLACEHOLDERS.contains(&name) && !before.ends_with("\\p") {
                let found = self.get(source, pattern, name, problems).unwrap_or_default();
                filled.push_str("(?:");
                filled.push_str(&found.join("|"));
                filled.push(')');
                rest = &after[name.len() + 1..];
            } else {
                filled.push('{');
                rest = after;
            }
        }
        filled + rest
    }

    fn get<'a>(
        &'a self,
        source: &PackSource,
        pattern: &Spanned<String>,
        name: &str,
        problems: &mut Problems,
    ) -> Option<&'a [String]> {
        let found = self.lists.iter().find(|(known, _)| known == name);
        if found.is_none() {
            let whole = inside(pattern);
            let at = pattern.get_ref().find(name).unwrap_or_default();
            let place = whole.start + at..whole.start + at + name.len();
            problems.unknown(source, place, "list of patterns", name, self.lists.iter().map(|(id, _)| id.as_str()));
        }
        found.map(|(_, list)| list.as_slice())
    }
}
