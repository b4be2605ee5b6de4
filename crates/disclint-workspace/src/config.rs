//! `disclint.toml`: what a project asks of its reports besides the packs.
//!
//! From text to settings, without files: where the text comes from is the business of
//! [`settings`](crate::settings).

use std::collections::BTreeMap;
use std::ops::Range;

use disclint_rules::{Category, Lang, PackError, PackErrors, Packs, Selector, Severity};
use serde::Deserialize;
use toml::Spanned;

/// The name under which it is looked for.
pub const NAME: &str = "disclint.toml";

/// What a configuration file says, with every name resolved.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Config {
    /// Severities other than the packs'.
    pub severities: Vec<(Selector, Severity)>,
    /// Findings that are accepted, in the order of the file.
    pub waivers: Vec<WaiverEntry>,
    /// The baseline to compare with, relative to the file.
    pub baseline: Option<String>,
    /// Reports of earlier years, or folders of them, relative to the file.
    pub previous: Vec<String>,
}

/// One `[[waive]]`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WaiverEntry {
    /// Which finding.
    pub fingerprint: String,
    /// Why it is accepted.
    pub reason: String,
    /// In which report, relative to the file; in every report if it is not said.
    pub file: Option<String>,
    /// The line of the configuration file where it stands, from 1.
    pub line: usize,
}

/// The file as it is written. What must be there is optional here, so that every problem is reported and
/// not only the first.
#[derive(Deserialize, Debug, Default)]
#[serde(deny_unknown_fields)]
struct ConfigToml {
    #[serde(default)]
    rules: BTreeMap<Spanned<String>, Spanned<String>>,
    #[serde(default)]
    waive: Vec<Spanned<WaiveToml>>,
    baseline: Option<Spanned<String>>,
    #[serde(default)]
    previous: Vec<Spanned<String>>,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct WaiveToml {
    fingerprint: Option<Spanned<String>>,
    reason: Option<Spanned<String>>,
    file: Option<Spanned<String>>,
}

/// Checks `text`, which is called `name` in errors.
///
/// # Errors
/// Every problem with its place.
pub fn parse(name: &str, text: &str, packs: &Packs, lang: Lang) -> Result<Config, PackErrors> {
    let mut problems = Problems { name, text, lang, found: Vec::new() };
    let file = toml::from_str::<ConfigToml>(text).unwrap_or_else(|error| {
        problems.add(error.span().unwrap_or(0..0), error.message().to_owned(), None);
        ConfigToml::default()
    });
    let config = Config {
        severities: severities(&file.rules, packs, &mut problems),
        waivers: waivers(&file.waive, &mut problems),
        baseline: file.baseline.and_then(|path| problems.path(&path)),
        previous: file.previous.iter().filter_map(|path| problems.path(path)).collect(),
    };
    match problems.found {
        found if found.is_empty() => Ok(config),
        mut found => {
            found.sort_by_key(|problem| problem.span.offset());
            Err(PackErrors(found))
        }
    }
}

fn severities(
    rules: &BTreeMap<Spanned<String>, Spanned<String>>,
    packs: &Packs,
    problems: &mut Problems<'_>,
) -> Vec<(Selector, Severity)> {
    let mut severities = Vec::new();
    for (name, value) in rules {
        let selector = packs.selector(name.get_ref());
        if let Err(unknown) = &selector {
            problems.unknown_rule(name.span(), name.get_ref(), unknown.nearest.as_deref());
        }
        let severity = Severity::ALL.into_iter().find(|severity| severity.name() == value.get_ref());
        if severity.is_none() {
            problems.severity(value);
        }
        severities.extend(selector.ok().zip(severity));
    }
    severities
}

fn waivers(entries: &[Spanned<WaiveToml>], problems: &mut Problems<'_>) -> Vec<WaiverEntry> {
    let mut waivers: Vec<WaiverEntry> = Vec::new();
    for entry in entries {
        let place = entry.span();
        let line = problems.text.get(..place.start).map_or(0, |before| before.matches('\n').count()) + 1;
        let WaiveToml { fingerprint, reason, file } = entry.get_ref();
        let fingerprint = match fingerprint {
            None => problems.missing(place.clone(), "fingerprint"),
            Some(print) if !is_fingerprint(print.get_ref()) => problems.fingerprint(print),
            Some(print) => Some(print.get_ref().clone()),
        };
        let reason = match reason {
            None => problems.missing(place.clone(), "reason"),
            Some(reason) if reason.get_ref().trim().is_empty() => problems.blank_reason(reason.span()),
            Some(reason) => Some(reason.get_ref().trim().to_owned()),
        };
        let file = file.as_ref().and_then(|file| problems.path(file));
        if let (Some(fingerprint), Some(reason)) = (fingerprint, reason) {
            if waivers.iter().any(|known| known.fingerprint == fingerprint && known.file == file) {
                problems.waived_twice(place, &fingerprint);
            }
            waivers.push(WaiverEntry { fingerprint, reason, file, line });
        }
    }
    waivers
}

fn is_fingerprint(text: &str) -> bool {
    text.len() == 16 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Collects problems.
struct Problems<'a> {
    name: &'a str,
    text: &'a str,
    lang: Lang,
    found: Vec<PackError>,
}

impl Problems<'_> {
    fn add(&mut self, place: Range<usize>, message: String, help: Option<String>) {
        self.found.push(problem(self.name, self.text, place, message, help, self.lang));
    }

    fn unknown_rule(&mut self, place: Range<usize>, name: &str, nearest: Option<&str>) {
        let (message, help) = match (self.lang, nearest) {
            (Lang::Zh, Some(nearest)) => (format!("没有名为 `{name}` 的规则或类别"), format!("是否应为 `{nearest}`?")),
            (Lang::Zh, None) => (
                format!("没有名为 `{name}` 的规则或类别"),
                format!("类别有: {}; 规则见 `disclint rules`", Category::ALL.map(Category::name).join(", ")),
            ),
            (Lang::En, Some(nearest)) => {
                (format!("no rule or category is called `{name}`"), format!("did you mean `{nearest}`?"))
            }
            (Lang::En, None) => (
                format!("no rule or category is called `{name}`"),
                format!(
                    "categories: {}; `disclint rules` lists the rules",
                    Category::ALL.map(Category::name).join(", ")
                ),
            ),
        };
        self.add(place, message, Some(help));
    }

    fn severity(&mut self, value: &Spanned<String>) {
        let (name, known) = (value.get_ref(), Severity::ALL.map(Severity::name).join(", "));
        let (message, help) = match self.lang {
            Lang::Zh => (format!("没有 `{name}` 这个级别"), format!("可写: {known}")),
            Lang::En => (format!("no severity is called `{name}`"), format!("known: {known}")),
        };
        self.add(value.span(), message, Some(help));
    }

    fn missing<T>(&mut self, place: Range<usize>, key: &str) -> Option<T> {
        let message = match self.lang {
            Lang::Zh => format!("此项豁免没有写 `{key}`"),
            Lang::En => format!("this waiver has no `{key}`"),
        };
        self.add(place, message, None);
        None
    }

    fn fingerprint<T>(&mut self, print: &Spanned<String>) -> Option<T> {
        let (message, help) = match self.lang {
            Lang::Zh => ("这不是指纹", "指纹是 16 位十六进制数字 (小写), 见 --format json 中的 fingerprint"),
            Lang::En => ("not a fingerprint", "16 lower-case hexadecimal digits, as `fingerprint` in --format json"),
        };
        self.add(print.span(), message.to_owned(), Some(help.to_owned()));
        None
    }

    fn blank_reason<T>(&mut self, place: Range<usize>) -> Option<T> {
        let message = match self.lang {
            Lang::Zh => "豁免必须写明理由",
            Lang::En => "a waiver must give its reason",
        };
        self.add(place, message.to_owned(), None);
        None
    }

    fn waived_twice(&mut self, place: Range<usize>, fingerprint: &str) {
        let message = match self.lang {
            Lang::Zh => format!("`{fingerprint}` 重复豁免"),
            Lang::En => format!("`{fingerprint}` is waived twice"),
        };
        self.add(place, message, None);
    }

    /// A path that stays relative, so that the file means the same on every machine.
    fn path(&mut self, path: &Spanned<String>) -> Option<String> {
        let text = path.get_ref();
        if text.trim().is_empty() || std::path::Path::new(text).has_root() {
            let message = match self.lang {
                Lang::Zh => "请写相对于此文件的路径",
                Lang::En => "write a path relative to this file",
            };
            self.add(path.span(), message.to_owned(), None);
            return None;
        }
        Some(text.clone())
    }
}

/// A problem at a place of a file.
pub fn problem(
    name: &str,
    text: &str,
    place: Range<usize>,
    message: String,
    help: Option<String>,
    lang: Lang,
) -> PackError {
    let start = place.start.min(text.len());
    let end = place.end.clamp(start, text.len());
    let label = match lang {
        Lang::Zh => "此处",
        Lang::En => "here",
    };
    PackError {
        message,
        source_code: miette::NamedSource::new(name, text.to_owned()),
        span: (start, end - start).into(),
        label: label.to_owned(),
        help,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Result<Config, Vec<(String, String, Option<String>)>> {
        parse(NAME, text, &Packs::builtin(), Lang::En).map_err(|errors| {
            let place = |error: &PackError| text[error.span.offset()..][..error.span.len()].to_owned();
            errors.0.into_iter().map(|error| (place(&error), error.message.clone(), error.help.clone())).collect()
        })
    }

    #[test]
    fn everything_that_can_be_said() {
        let text = "\u{FEFF}baseline = 'old.json'\n[rules]\nrow-unknown = 'off'\nstructure = \"warning\"\n\n\
            [[waive]]\nfingerprint = '0123456789abcdef'\nreason = ' 已核 '\nfile = 'reports/2024.txt'\n\
            [[waive]]\nfingerprint = '0123456789abcdef'\nreason = 'b'\n";
        let config = check(text).expect("sound");
        assert_eq!(config.baseline.as_deref(), Some("old.json"));
        let rule = (Selector::Rule("row-unknown".to_owned()), Severity::Off);
        assert_eq!(config.severities, [rule, (Selector::Category(Category::Structure), Severity::Warning)]);
        assert_eq!(config.waivers.len(), 2);
        assert_eq!(config.waivers[0].reason, "已核");
        assert_eq!(config.waivers[0].file.as_deref(), Some("reports/2024.txt"));
        assert_eq!((config.waivers[0].line, config.waivers[1].line), (6, 10));
        assert_eq!(check("").expect("sound"), Config::default());
    }

    #[test]
    fn every_problem_is_reported_at_its_place() {
        let problems = check(
            "baseline = '/tmp/x'\n[rules]\nrow-unknow = 'off'\nidentity = 'fatal'\n\
             [[waive]]\nfingerprint = 'XYZ'\nreason = ' '\n[[waive]]\nfile = ''\n",
        )
        .expect_err("unsound");
        let places: Vec<&str> = problems.iter().map(|(place, ..)| place.as_str()).collect();
        let waive = "[[waive]]";
        assert_eq!(places, ["'/tmp/x'", "row-unknow", "'fatal'", "'XYZ'", "' '", waive, waive, "''"]);
        assert_eq!(problems[1].2.as_deref(), Some("did you mean `row-unknown`?"));
        assert_eq!(problems[2].2.as_deref(), Some("known: off, info, warning, error"));
    }

    #[test]
    fn what_is_unknown_or_said_twice_is_refused() {
        assert!(check("[rule]\n").is_err());
        assert!(check("[[waive]]\nuntil = 2026-12-31\n").is_err());
        assert!(check("not toml").is_err());
        let twice = "[[waive]]\nfingerprint = '0123456789abcdef'\nreason = 'a'\n".repeat(2);
        assert_eq!(check(&twice).expect_err("unsound")[0].1, "`0123456789abcdef` is waived twice");
    }
}
