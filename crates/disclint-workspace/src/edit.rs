//! Changes to `disclint.toml` that keep its comments and order.

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, TomlError, value};

/// `text` with one more `[[waive]]` at its end.
///
/// # Errors
/// If `text` is no TOML, or `waive` in it is no list.
pub fn with_waiver(
    text: &str,
    fingerprint: &str,
    reason: &str,
    file: Option<&str>,
) -> Result<String, Option<TomlError>> {
    let text = text.trim_start_matches('\u{FEFF}');
    let document: DocumentMut = text.parse().map_err(Some)?;
    if document.get("waive").is_some_and(|waivers| !waivers.is_array_of_tables()) {
        return Err(None);
    }
    let mut waiver = Table::new();
    waiver.insert("fingerprint", value(fingerprint));
    waiver.insert("reason", value(reason));
    if let Some(file) = file {
        waiver.insert("file", value(file));
    }
    let mut waivers = ArrayOfTables::new();
    waivers.push(waiver);
    let mut added = DocumentMut::new();
    added.insert("waive", Item::ArrayOfTables(waivers));
    // Put behind the text as it is: so its comments stay where they are.
    let gap = match text {
        "" => "",
        text if text.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    Ok(format!("{text}{gap}{added}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_stays_as_it_is() {
        let text = "# 说明\n[rules]\nrow-unknown = 'off' # 暂不检查\n\n[[waive]]\nfingerprint = '0123456789abcdef'\n\
                    reason = 'a'\n";
        let edited = with_waiver(text, "fedcba9876543210", "已核对“附件”", Some("甲/2023.txt")).expect("sound");
        assert!(edited.starts_with(text), "{edited}");
        let added =
            "\n[[waive]]\nfingerprint = \"fedcba9876543210\"\nreason = \"已核对“附件”\"\nfile = \"甲/2023.txt\"\n";
        assert_eq!(&edited[text.len()..], added);
        let new = with_waiver("", "fedcba9876543210", "b", None).expect("sound");
        assert_eq!(new, "[[waive]]\nfingerprint = \"fedcba9876543210\"\nreason = \"b\"\n");
        assert_eq!(with_waiver("# 说明", "fedcba9876543210", "b", None).expect("sound"), format!("# 说明\n\n{new}"));
    }

    #[test]
    fn what_is_not_sound_is_left_alone() {
        assert!(with_waiver("[rules", "0", "a", None).is_err());
        assert!(with_waiver("waive = 1\n", "0", "a", None).is_err());
    }
}
