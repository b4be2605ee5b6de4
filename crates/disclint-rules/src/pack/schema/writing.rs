//! What a pack offers to who writes a report.

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::Text;

/// `[[template]]`: a text that editors offer.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct TemplateToml {
    /// Its name. One with the name of a template of the pack that is extended replaces it.
    #[schemars(with = "String")]
    pub(crate) id: Spanned<String>,
    /// What it is called.
    pub(crate) title: Text,
    /// The section in which it is offered. Without one it is offered in an empty file.
    #[schemars(with = "Option<String>")]
    pub(crate) section: Option<Spanned<String>>,
    /// The text. `{table.row.column}`, or a sum of such cells, stands for their value; `{form}` for all sections with empty tables.
    #[schemars(with = "String")]
    pub(crate) text: Spanned<String>,
}

/// `[[citation]]`: where a cited document stands.
#[derive(Deserialize, JsonSchema, Debug)]
#[serde(deny_unknown_fields)]
pub(crate) struct CitationToml {
    /// How reports and rules call it; the longest one that fits counts.
    pub(crate) names: Vec<String>,
    /// Its address.
    pub(crate) url: String,
}
