//! `disclint schema`: what a TOML editor needs to complete and check packs.

/// The JSON Schema of a pack's files.
pub(crate) fn text() -> String {
    disclint_rules::pack_schema()
}
