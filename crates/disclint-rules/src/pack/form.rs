//! From a pack's sections and tables to the reader's form.

use std::ops::Range;

use disclint_document::{
    BlockSpec, CellKind, ColumnSpec, Form, LazyRegex, MoneyUnit, Reading, RowSpec, SectionSpec, TableSpec, TitlePattern,
};
use rustc_hash::FxHashMap;
use toml::Spanned;

use super::error::Problems;
use super::load::PackSource;
use super::schema::{BlockToml, KindToml, MoneyToml, PackHead, ReadingToml, SectionToml, TableToml, YearsToml};

/// What a form is made of, with the file each part stands in.
#[derive(Default)]
pub(super) struct FormParts<'a> {
    pub(super) years: Option<YearsToml>,
    pub(super) free_order: bool,
    pub(super) readings: Vec<(&'a PackSource, &'a ReadingToml)>,
    pub(super) sections: Vec<(&'a PackSource, &'a SectionToml)>,
    pub(super) tables: Vec<(&'a PackSource, &'a TableToml)>,
}

pub(super) fn form(head: &PackHead, parts: &FormParts<'_>, problems: &mut Problems) -> Form {
    let sections: Vec<SectionSpec> =
        parts.sections.iter().map(|(source, toml)| section(source, toml, problems)).collect();
    unique(parts.sections.iter().map(|(source, toml)| (*source, &toml.id)), "section", problems);
    unique(parts.tables.iter().map(|(source, toml)| (*source, &toml.id)), "table", problems);
    let tables = parts
        .tables
        .iter()
        .map(|(source, toml)| {
            if let Some(section) = &toml.section
                && !sections.iter().any(|known| known.id == *section.get_ref())
            {
                let known = sections.iter().map(|section| section.id.as_str());
                problems.unknown(source, inside(section), "section", section.get_ref(), known);
            }
            table(source, toml, problems)
        })
        .collect();
    Form {
        id: head.id.get_ref().clone(),
        years: parts.years.map_or((None, None), |years| (years.from, years.to)),
        free_order: parts.free_order,
        reading: reading(&parts.readings, problems),
        sections,
        tables,
    }
}

/// The place of a string's text, without its quotes.
pub(super) fn inside(value: &Spanned<String>) -> Range<usize> {
    let span = value.span();
    let quotes = (span.len().saturating_sub(value.get_ref().len())) / 2;
    span.start + quotes..span.end.saturating_sub(quotes).max(span.start + quotes)
}

fn unique<'a>(ids: impl Iterator<Item = (&'a PackSource, &'a Spanned<String>)>, what: &str, problems: &mut Problems) {
    let mut seen: Vec<&str> = Vec::new();
    for (source, id) in ids {
        if seen.contains(&id.get_ref().as_str()) {
            problems.add(source, id.span(), format!("two {what}s are called `{}`", id.get_ref()), "the second", None);
        }
        seen.push(id.get_ref());
    }
}

/// A pattern, one for all packs that share it. It is compiled when first needed, or now if it must be
/// known to be sound; a broken one is reported with the engine's own words.
fn pattern<T: Clone>(
    source: &PackSource,
    toml: &Spanned<String>,
    known: fn(&mut Problems) -> &mut FxHashMap<String, T>,
    new: fn(&str) -> T,
    check: fn(&T) -> Result<(), regex::Error>,
    problems: &mut Problems,
) -> Option<T> {
    if let Some(pattern) = known(problems).get(toml.get_ref()) {
        return Some(pattern.clone());
    }
    let pattern = new(toml.get_ref());
    if problems.tries(source)
        && let Err(error) = check(&pattern)
    {
        problems.add(source, toml.span(), "not a valid pattern".to_owned(), "here", Some(error.to_string()));
        return None;
    }
    known(problems).insert(toml.get_ref().clone(), pattern.clone());
    Some(pattern)
}

pub(super) fn regex(source: &PackSource, toml: &Spanned<String>, problems: &mut Problems) -> Option<LazyRegex> {
    pattern(source, toml, |problems| &mut problems.patterns, LazyRegex::new, LazyRegex::check, problems)
}

/// The last pack in the chain to say how something is recognised decides; marks of page chrome add up.
fn reading(parts: &[(&PackSource, &ReadingToml)], problems: &mut Problems) -> Reading {
    let mut reading = Reading::default();
    for (source, toml) in parts {
        if let Some(title) = &toml.title {
            reading.title = regex(source, title, problems);
            reading.title_ends.clone_from(&toml.title_ends);
        }
        if let Some(mention) = &toml.mention {
            reading.mention = regex(source, mention, problems);
        }
        if let Some(period) = &toml.period {
            reading.period = regex(source, period, problems);
        }
        reading.period_words.extend(toml.period_words.iter().cloned());
        reading.posted.extend(toml.posted.iter().cloned());
        reading.chrome.extend(toml.chrome.iter().cloned());
    }
    reading
}

fn section(source: &PackSource, toml: &SectionToml, problems: &mut Problems) -> SectionSpec {
    SectionSpec {
        id: toml.id.get_ref().clone(),
        title: toml.title.clone(),
        accepts: toml.accepts.as_ref().and_then(|accepts| {
            pattern(
                source,
                accepts,
                |problems| &mut problems.title_patterns,
                TitlePattern::new,
                TitlePattern::check,
                problems,
            )
        }),
        keywords: toml.keywords.clone(),
        required: toml.required,
    }
}

fn table(source: &PackSource, toml: &TableToml, problems: &mut Problems) -> TableSpec {
    let mut spec = TableSpec {
        id: toml.id.get_ref().clone(),
        name: toml.name.clone(),
        section: toml.section.as_ref().map(|section| section.get_ref().clone()),
        captions: toml.captions.clone(),
        unit_column: toml.unit_column,
        required: toml.required,
        columns: Vec::new(),
        blocks: Vec::new(),
        rows: Vec::new(),
    };
    unique(toml.block.iter().flat_map(|block| &block.rows).map(|row| (source, &row.id)), "row", problems);
    for block in &toml.block {
        self::block(source, block, &mut spec, problems);
    }
    spec
}

fn block(source: &PackSource, block: &BlockToml, spec: &mut TableSpec, problems: &mut Problems) {
    unique(block.columns.iter().map(|column| (source, &column.id)), "column", problems);
    spec.captions.extend(block.label.iter().chain(&block.captions).cloned());
    let first = spec.columns.len();
    spec.columns.extend(block.columns.iter().map(|column| ColumnSpec {
        id: column.id.get_ref().clone(),
        group: column.group.clone(),
        label: column.label.clone(),
        variants: column.variants.clone(),
        kind: kind(column.kind),
    }));
    let columns = first..spec.columns.len();
    let captions = block.label.iter().chain(&block.captions).cloned().collect();
    spec.blocks.push(BlockSpec { columns: columns.clone(), captions });
    for row in &block.rows {
        let parent = row.parent.as_ref().and_then(|parent| {
            let found = spec.rows.iter().position(|known| known.id == *parent.get_ref());
            if found.is_none() {
                let known = spec.rows.iter().map(|row| row.id.as_str());
                problems.unknown(source, inside(parent), "row above", parent.get_ref(), known);
            }
            found
        });
        spec.rows.push(RowSpec {
            id: row.id.get_ref().clone(),
            label: row.label.clone(),
            variants: row.variants.clone(),
            parent,
            columns: if row.heading { 0..0 } else { columns.clone() },
            unit: row.unit.clone(),
            optional: row.optional,
            kind: row.kind.map(kind),
        });
    }
}

fn kind(kind: KindToml) -> CellKind {
    match kind {
        KindToml::Count => CellKind::Count,
        KindToml::Increment => CellKind::Increment,
        KindToml::Amount(MoneyToml::Yuan) => CellKind::Amount(MoneyUnit::Yuan),
        KindToml::Amount(MoneyToml::TenThousandYuan) => CellKind::Amount(MoneyUnit::TenThousandYuan),
        KindToml::Amount(MoneyToml::HundredMillionYuan) => CellKind::Amount(MoneyUnit::HundredMillionYuan),
    }
}
