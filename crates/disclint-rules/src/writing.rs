//! Texts for who writes a report: empty forms, and sentences that say what the tables say.

use std::fmt::Write as _;

use disclint_document::{Document, Form, TableSpec, ordinal};
use rust_decimal::Decimal;

use crate::pack::{Piece, Target, Template};
use crate::{Lang, Packs};

/// A text that can be put into a report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    /// The template's name.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The part of the form that it belongs to; a whole report if there is none.
    pub section: Option<usize>,
    /// The text.
    pub text: String,
}

/// What a form is called and on what it rests.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FormInfo<'a> {
    /// The pack's name.
    pub id: &'a str,
    /// What the form is called.
    pub title: &'a str,
    /// The document that prescribes it.
    pub basis: Option<&'a str>,
}

impl Packs {
    /// The sentences that can be written from a report's tables: those whose cells all hold numbers.
    pub fn sentences(&self, document: &Document, lang: Lang) -> Vec<Written> {
        let Some(form) = document.form else { return Vec::new() };
        let templates = self.pack(form).templates.iter().filter(|template| template.section.is_some());
        templates.filter_map(|template| self.fill(template, form, Some(document), lang)).collect()
    }

    /// Whole reports to begin with, the newest form first.
    pub fn new_reports(&self, lang: Lang) -> Vec<Written> {
        let forms = (0..self.reader().forms().len()).rev();
        forms
            .flat_map(|form| self.pack(form).templates.iter().map(move |template| (form, template)))
            .filter(|(_, template)| template.section.is_none())
            .filter_map(|(form, template)| self.fill(template, form, None, lang))
            .collect()
    }

    fn fill(&self, template: &Template, form: usize, document: Option<&Document>, lang: Lang) -> Option<Written> {
        let mut text = String::new();
        for piece in &template.pieces {
            match piece {
                Piece::Text(piece) => text.push_str(piece),
                Piece::Sum(target) => {
                    // Writing to a string cannot fail.
                    let _ = write!(text, "{}", value(document?, form, target)?.normalize());
                }
                Piece::Form => text.push_str(&blank(&self.reader().forms()[form])),
            }
        }
        let title = template.title.get(lang).to_owned();
        Some(Written { id: template.id.clone(), title, section: template.section, text })
    }
}

fn value(document: &Document, form: usize, target: &Target) -> Option<Decimal> {
    target.terms.iter().try_fold(Decimal::ZERO, |sum, &(coefficient, (table, row, column))| {
        let value = document.table(form, table)?.cell(row, column)?.number()?;
        sum.checked_add(value.checked_mul(Decimal::from(coefficient))?)
    })
}

/// Every part of a form with its tables, their cells empty.
fn blank(form: &Form) -> String {
    let mut text = String::new();
    for (at, section) in form.sections.iter().enumerate() {
        let _ = writeln!(text, "{}、{}", ordinal(at as u32 + 1), section.title);
        for table in form.tables.iter().filter(|table| table.section.as_ref() == Some(&section.id)) {
            text.push_str(&blank_table(table));
        }
        text.push('\n');
    }
    text
}

/// A table as the form prints it, a row in each line.
pub(crate) fn blank_table(spec: &TableSpec) -> String {
    let mut text = String::new();
    let mut line = |cells: &mut dyn Iterator<Item = &str>| {
        let cells: Vec<&str> = cells.collect();
        let _ = writeln!(text, "| {} |", cells.join(" | "));
    };
    let mut block = usize::MAX;
    for (at, row) in spec.rows.iter().enumerate().filter(|(_, row)| !row.optional) {
        // A heading belongs to the block of the rows below it.
        let leaf = spec.rows[at..].iter().find(|row| !row.columns.is_empty());
        let number = leaf.and_then(|leaf| spec.blocks.iter().position(|block| block.columns == leaf.columns));
        if let Some(number) = number.filter(|&number| number != block) {
            block = number;
            let block = &spec.blocks[number];
            let columns = &spec.columns[block.columns.clone()];
            for caption in &block.captions {
                line(&mut std::iter::once(caption.as_str()));
            }
            let has_labels = spec.rows.iter().any(|row| row.columns == block.columns && !row.label.is_empty());
            let corner = || has_labels.then_some("").into_iter();
            if columns.iter().any(|column| column.group.is_some()) {
                let mut last = None;
                let mut groups = corner().chain(columns.iter().map(|column| {
                    let group = column.group.as_deref();
                    let shown = if group == last { "" } else { group.unwrap_or_default() };
                    last = group;
                    shown
                }));
                line(&mut groups);
            }
            line(&mut corner().chain(columns.iter().map(|column| column.label.as_str())));
        }
        if row.columns.is_empty() {
            line(&mut std::iter::once(row.label.as_str()));
        } else {
            let label = Some(row.label.as_str()).filter(|label| !label.is_empty());
            line(&mut label.into_iter().chain(row.unit.as_deref()).chain(row.columns.clone().map(|_| "")));
        }
    }
    text
}
