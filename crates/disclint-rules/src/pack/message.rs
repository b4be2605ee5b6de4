//! Message templates: texts with `{placeholders}`.

use super::schema::Text;
use crate::Lang;

/// A checked template in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Message(pub(crate) Text);

impl Message {
    /// Fills in the placeholders.
    pub(crate) fn render(&self, lang: Lang, values: &[(&str, &str)]) -> String {
        let mut rest = self.0.get(lang);
        let mut text = String::with_capacity(rest.len() + 32);
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let Some((name, after)) = after.split_once('}') else { break };
            if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
                text.push_str(value);
            }
            rest = after;
        }
        text.push_str(rest);
        text
    }
}

/// The placeholders of a template; an error holds what stands after an unclosed brace.
pub(super) fn placeholders(template: &str) -> Result<Vec<&str>, &str> {
    let mut names = Vec::new();
    let mut rest = template;
    while let Some((_, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').ok_or(after)?;
        names.push(name);
        rest = after;
    }
    Ok(names)
}
