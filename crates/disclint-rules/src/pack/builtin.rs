//! The packs that come with the program.

use super::load::PackSource;

macro_rules! files {
    ($($folder:literal / $file:literal),* $(,)?) => {
        [$((
            $folder,
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

/// Every file under `rules/`; a test holds this list against the folder.
pub(super) fn sources() -> impl Iterator<Item = PackSource> {
    files![
        "common" / "figures.toml",
        "common" / "pack.toml",
        "common" / "powers.toml",
        "common" / "structure.toml",
        "disclosure-2014" / "identities.toml",
        "disclosure-2014" / "pack.toml",
        "disclosure-2014" / "sections.toml",
        "disclosure-2014" / "tables.toml",
        "disclosure-2019" / "identities.toml",
        "disclosure-2019" / "pack.toml",
        "disclosure-2019" / "sections.toml",
        "disclosure-2019" / "tables.toml",
        "disclosure-2021" / "identities.toml",
        "disclosure-2021" / "pack.toml",
        "disclosure-2021" / "sections.toml",
        "disclosure-2021" / "tables.toml",
    ]
    .into_iter()
    .map(|(folder, name, text)| PackSource {
        name: name.to_owned(),
        folder: format!("{FOLDER}{folder}"),
        text: text.to_owned(),
    })
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
        let built_in: Vec<String> = super::sources().map(|source| source.name).collect();
        assert_eq!(built_in, on_disk);
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
