//! `disclint rules` and `disclint explain`.

use disclint_rules::{Lang, Packs, RuleInfo, Selector};
use serde::Serialize;
use unicode_width::UnicodeWidthStr as _;

use crate::args::Format;
use crate::failure::Fatal;
use crate::messages::words;

/// The texts of a rule in one language.
pub(crate) struct Localized<'a> {
    pub(crate) title: &'a str,
    pub(crate) help: &'a str,
    rule: &'a RuleInfo,
    lang: Lang,
}

impl<'a> Localized<'a> {
    pub(crate) fn new(rule: &'a RuleInfo, lang: Lang) -> Self {
        let (title, help) = match lang {
            Lang::Zh => (&rule.title_zh, &rule.help_zh),
            Lang::En => (&rule.title_en, &rule.help_en),
        };
        Self { title, help: help.trim(), rule, lang }
    }

    /// What the rule checks and on what it rests, each with the word before it.
    pub(crate) fn parts(&self) -> Vec<(&'static str, &'a str)> {
        let words = words(self.lang);
        let statement = self.rule.statements.iter();
        let statement = statement.map(|statement| (words.statement, statement.as_str()));
        let basis = self.rule.basis.iter().map(|basis| (words.basis, basis.as_str()));
        statement.chain(basis).collect()
    }
}

/// All rules.
pub(crate) fn list(packs: &Packs, format: Format, lang: Lang) -> Result<String, Fatal> {
    render(&packs.rules(), format, lang, table)
}

/// One rule in full, or the rules of a category.
pub(crate) fn explain(packs: &Packs, name: &str, format: Format, lang: Lang) -> Result<String, Fatal> {
    let selector =
        packs.selector(name).map_err(|unknown| Fatal::UnknownRule { name: unknown.name, nearest: unknown.nearest })?;
    let mut rules = packs.rules();
    match &selector {
        Selector::Rule(id) => rules.retain(|rule| rule.id == *id),
        Selector::Category(category) => rules.retain(|rule| rule.category == *category),
    }
    match selector {
        Selector::Rule(_) => render(&rules, format, lang, pages),
        Selector::Category(_) => render(&rules, format, lang, table),
    }
}

fn render(
    rules: &[RuleInfo],
    format: Format,
    lang: Lang,
    text: impl Fn(&[RuleInfo], Lang) -> String,
) -> Result<String, Fatal> {
    match format {
        Format::Text => Ok(text(rules, lang)),
        Format::Json => Ok(json(rules)),
        Format::Jsonl | Format::Sarif => Err(Fatal::Format),
    }
}

/// Id, category, severity and title in columns.
fn table(rules: &[RuleInfo], lang: Lang) -> String {
    let words = words(lang);
    let head = [words.rule, words.category, words.severity, words.title];
    let rows: Vec<[&str; 4]> = std::iter::once(head)
        .chain(rules.iter().map(|rule| {
            let title = Localized::new(rule, lang).title;
            let severity = rule.severity.name();
            [&rule.id, rule.category.name(), severity, title]
        }))
        .collect();
    let width = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let widths = [width(0), width(1), width(2)];
    let mut text = String::new();
    for row in &rows {
        for (cell, width) in row.iter().zip(widths) {
            text.push_str(cell);
            // `{:width$}` counts characters, not columns.
            text.push_str(&" ".repeat(width - cell.width() + 2));
        }
        text.push_str(row[3]);
        text.push('\n');
    }
    text
}

/// Everything that is known of each rule.
fn pages(rules: &[RuleInfo], lang: Lang) -> String {
    let pages: Vec<String> = rules.iter().map(|rule| page(rule, lang)).collect();
    pages.join("\n")
}

fn page(rule: &RuleInfo, lang: Lang) -> String {
    let words = words(lang);
    let texts = Localized::new(rule, lang);
    let packs = rule.packs.join(", ");
    let facts =
        [(words.category, rule.category.name()), (words.severity, rule.severity.name()), (words.packs, packs.as_str())];
    let mut text = format!("{}: {}\n", rule.id, texts.title);
    for (word, value) in facts.into_iter().chain(texts.parts()) {
        for part in ["  ", word, ": ", value, "\n"] {
            text.push_str(part);
        }
    }
    if !texts.help.is_empty() {
        text.push('\n');
        text.push_str(texts.help);
        text.push('\n');
    }
    text
}

fn json(rules: &[RuleInfo]) -> String {
    let rules: Vec<RuleJson<'_>> = rules
        .iter()
        .map(|rule| RuleJson {
            id: &rule.id,
            category: rule.category.name(),
            severity: rule.severity.name(),
            title: Bilingual { zh: &rule.title_zh, en: &rule.title_en },
            help: Bilingual { zh: &rule.help_zh, en: &rule.help_en },
            basis: &rule.basis,
            statements: &rule.statements,
            packs: &rule.packs,
        })
        .collect();
    let list = RulesJson { schema_version: 1, rules };
    // String keys and plain values: serialising cannot fail.
    serde_json::to_string_pretty(&list).unwrap_or_default() + "\n"
}

#[derive(Serialize)]
struct RulesJson<'a> {
    schema_version: u8,
    rules: Vec<RuleJson<'a>>,
}

#[derive(Serialize)]
struct RuleJson<'a> {
    id: &'a str,
    category: &'static str,
    severity: &'static str,
    title: Bilingual<'a>,
    help: Bilingual<'a>,
    basis: &'a [String],
    statements: &'a [String],
    packs: &'a [String],
}

#[derive(Serialize)]
struct Bilingual<'a> {
    zh: &'a str,
    en: &'a str,
}

#[cfg(test)]
mod tests {
    use disclint_rules::{Category, Severity};

    use super::*;

    fn rule(id: &str, category: Category, title: &str) -> RuleInfo {
        RuleInfo {
            id: id.to_owned(),
            category,
            severity: Severity::Error,
            title_zh: title.to_owned(),
            title_en: "Total".to_owned(),
            help_zh: "核对每一项。\n".to_owned(),
            help_en: String::new(),
            basis: vec!["国办公开办函〔2021〕30号".to_owned()],
            statements: vec!["total = a + b".to_owned()],
            packs: vec!["common".to_owned(), "disclosure-2021".to_owned()],
        }
    }

    #[test]
    fn columns_are_aligned_under_chinese_headings() {
        let rules = [rule("a", Category::Identity, "每行总计"), rule("period-x", Category::Period, "统计期限")];
        assert_eq!(
            table(&rules, Lang::Zh),
            "规则      类别      级别   要求\n\
             a         identity  error  每行总计\n\
             period-x  period    error  统计期限\n"
        );
    }

    #[test]
    fn a_page_says_everything() {
        let rules = [rule("row-total", Category::Identity, "每行总计")];
        assert_eq!(
            pages(&rules, Lang::Zh),
            "row-total: 每行总计
  类别: identity
  级别: error
  规则包: common, disclosure-2021
  核对: total = a + b
  依据: 国办公开办函〔2021〕30号

核对每一项。
"
        );
        assert!(pages(&rules, Lang::En).starts_with("row-total: Total\n  category: identity\n"));
    }

    #[test]
    fn json_holds_both_languages() {
        let text = json(&[rule("row-total", Category::Identity, "每行总计")]);
        let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(value["rules"][0]["title"]["zh"], "每行总计");
        assert_eq!(value["rules"][0]["packs"][1], "disclosure-2021");
    }
}
