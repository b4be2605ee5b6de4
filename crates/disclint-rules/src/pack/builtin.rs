//! The packs that come with the program.

use memchr::memmem::{Finder, find_iter};

use super::load::PackSource;

macro_rules! files {
    ($($folder:literal / $file:literal),* $(,)?) => {
        [$((
            concat!("rules/", $folder, "/", $file),
            include_str!(concat!("../../../../rules/", $folder, "/", $file)),
        )),*]
    };
}

/// Keeps the folders of the program apart from the user's: a folder of theirs may have any name.
const FOLDER: &str = "built-in:";

/// Whether a file came with the program.
pub(super) fn is_built_in(source: &PackSource) -> bool {
    source.folder.starts_with(FOLDER)
}

/// A file without its examples. They are most of it, and reading them takes longer than judging a report.
fn without_examples(text: &str) -> String {
    let header = Finder::new("[[rule.example]]");
    let mut kept = String::with_capacity(text.len() / 3);
    let mut rest = text;
    while let Some(start) = header.find(rest.as_bytes()) {
        kept.push_str(&rest[..start]);
        rest = &rest[start..];
        rest = &rest[end_of_table(rest)..];
    }
    kept.push_str(rest);
    kept
}

/// Where the table ends that `text` begins with: at the next header that does not stand in a string.
fn end_of_table(text: &str) -> usize {
    let mut in_string = false;
    let mut counted = 0;
    for header in find_iter(text.as_bytes(), "\n[") {
        let before = &text.as_bytes()[counted..header];
        let ends = find_iter(before, "\"\"\"").count() + find_iter(before, "'''").count();
        in_string ^= ends % 2 == 1;
        counted = header;
        if !in_string {
            return header + 1;
        }
    }
    text.len()
}

/// Every file under `rules/`, with its examples or without; a test holds this list against the folder.
pub(super) fn sources(with_examples: bool) -> impl Iterator<Item = PackSource> {
    files![
        "common" / "basis.toml",
        "common" / "breakdown.toml",
        "common" / "contents.toml",
        "common" / "figures-listed.toml",
        "common" / "figures.toml",
        "common" / "formulas.toml",
        "common" / "limits.toml",
        "common" / "names.toml",
        "common" / "near.toml",
        "common" / "pack.toml",
        "common" / "parts.toml",
        "common" / "periods.toml",
        "common" / "powers.toml",
        "common" / "repeats.toml",
        "common" / "series.toml",
        "common" / "shares.toml",
        "common" / "structure.toml",
        "common" / "wording.toml",
        "disclosure-2014" / "identities.toml",
        "disclosure-2014" / "pack.toml",
        "disclosure-2014" / "parts.toml",
        "disclosure-2014" / "sections.toml",
        "disclosure-2014" / "tables.toml",
        "disclosure-2019" / "contents.toml",
        "disclosure-2019" / "figures.toml",
        "disclosure-2019" / "identities.toml",
        "disclosure-2019" / "pack.toml",
        "disclosure-2019" / "sections.toml",
        "disclosure-2019" / "tables.toml",
        "disclosure-2019" / "writing.toml",
        "disclosure-2021" / "contents.toml",
        "disclosure-2021" / "figures.toml",
        "disclosure-2021" / "grounds.toml",
        "disclosure-2021" / "identities.toml",
        "disclosure-2021" / "near.toml",
        "disclosure-2021" / "pack.toml",
        "disclosure-2021" / "sections.toml",
        "disclosure-2021" / "series.toml",
        "disclosure-2021" / "tables.toml",
        "disclosure-2021" / "writing.toml",
    ]
    .into_iter()
    .map(move |(name, text)| source(name, if with_examples { text.to_owned() } else { without_examples(text) }))
}

/// The file of a name such as `rules/common/figures.toml`.
pub(super) fn source(name: &str, text: String) -> PackSource {
    let folder = name.split('/').nth(1).unwrap_or_default();
    PackSource { name: name.to_owned(), folder: format!("{FOLDER}{folder}"), text }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    #[test]
    fn every_file_under_rules_is_built_in() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules");
        let mut on_disk: Vec<String> = std::fs::read_dir(root)
            .expect("rules folder")
            .flatten()
            .flat_map(|folder| std::fs::read_dir(folder.path()).into_iter().flatten().flatten())
            .filter(|file| file.path().extension().is_some_and(|extension| extension == "toml"))
            .map(|file| {
                let path = file.path();
                let name = |path: Option<&Path>| {
                    path.and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned())
                };
                format!("rules/{}/{}", name(path.parent()).unwrap_or_default(), name(Some(&path)).unwrap_or_default())
            })
            .collect();
        on_disk.sort();
        let built_in: Vec<String> = super::sources(true).map(|source| source.name).collect();
        assert_eq!(built_in, on_disk);
    }

    #[test]
    fn nothing_but_examples_is_left_out() {
        for (whole, short) in super::sources(true).zip(super::sources(false)) {
            let mut whole: toml::Table = whole.text.parse().expect("TOML");
            for rule in whole.get_mut("rule").and_then(toml::Value::as_array_mut).into_iter().flatten() {
                rule.as_table_mut().expect("a table").remove("example");
            }
            assert_eq!(short.text.parse::<toml::Table>().expect("TOML"), whole, "{}", short.name);
        }
    }

    #[test]
    fn rules_on_the_prose_show_what_they_find_and_what_they_do_not() {
        let narrative = ["figure", "statement", "breakdown"];
        let mut short = Vec::new();
        for source in super::sources(true) {
            let file: toml::Table = source.text.parse().expect("TOML");
            for rule in file.get("rule").and_then(toml::Value::as_array).into_iter().flatten() {
                if !narrative.iter().any(|kind| rule["check"].get(kind).is_some()) {
                    continue;
                }
                let examples = rule.get("example").and_then(toml::Value::as_array).map_or(&[][..], Vec::as_slice);
                let silent = |example: &&toml::Value| example["finds"].as_array().is_some_and(Vec::is_empty);
                let silent = examples.iter().filter(silent).count();
                if silent < 3 || examples.len() - silent < 3 {
                    short.push(format!("{}: {}", source.name, rule["id"]));
                }
            }
        }
        assert!(short.is_empty(), "at least three of each: {}", short.join(", "));
    }

    #[test]
    fn the_built_in_packs_are_sound() {
        if let Err(errors) = crate::Packs::load(&[]) {
            let errors: Vec<String> =
                errors.0.iter().map(|e| format!("{}: {} ({})", e.source_code.name(), e.message, e.label)).collect();
            panic!("{}", errors.join("\n"));
        }
    }
}
