//! The checks: each kind of fault in a file of its own.

pub(crate) mod breakdown;
mod cells;
mod changes;
mod claims;
mod figures;
mod generation;
mod identities;
mod numbering;
mod repeats;
mod rows;
mod sections;
mod sentences;
mod shares;
mod sink;
mod tables;
mod values;

use disclint_document::{Document, Form, Table, TableSpec};

pub(crate) use claims::{Claim, Outcome};
pub(crate) use figures::{Figures, Matched, matched, matched_statements, sums};
pub(crate) use identities::{Evaluation, look};
pub(crate) use sink::{Finding, Sink};

use crate::pack::{Check, Pack, Packs, Rule};
use crate::{LintOptions, Severity};

/// What all checks see.
pub(crate) struct Subject<'a> {
    pub(crate) packs: &'a Packs,
    pub(crate) document: &'a Document,
    /// The form that fits the document, and its place among the reader's.
    pub(crate) form: usize,
    pub(crate) options: &'a LintOptions,
}

impl<'a> Subject<'a> {
    pub(crate) fn form(&self) -> &'a Form {
        &self.packs.reader().forms()[self.form]
    }

    pub(crate) fn pack(&self) -> &'a Pack {
        self.packs.pack(self.form)
    }

    /// The form's table that `table` was read against; it may be another generation's.
    pub(crate) fn spec(&self, table: &Table) -> &'a TableSpec {
        &self.packs.reader().forms()[table.form].tables[table.spec]
    }

    /// Whether the rule is to be reported at all.
    fn is_wanted(&self, rule: &Rule) -> bool {
        self.severity(rule) != Severity::Off && self.options.selects(&rule.id, rule.category)
    }

    /// The severity in force for the rule.
    fn severity(&self, rule: &Rule) -> Severity {
        self.options.severity(&rule.id, rule.category, rule.severity)
    }
}

/// Whether a rule compares figures of the prose with each other.
fn is_within_prose(check: &Check) -> bool {
    matches!(check, Check::Breakdown(_) | Check::Share(_) | Check::Rate(_) | Check::Change(_) | Check::Repeat(_))
}

/// What the prose says of its own figures, as far as a rule looks for it.
pub(crate) fn claims(subject: &Subject<'_>, check: &Check) -> Vec<Claim> {
    match check {
        Check::Share(check) => shares::shares(subject, check),
        Check::Rate(check) => shares::rates(subject, check),
        Check::Change(check) => changes::find(subject, check),
        Check::Repeat(check) => {
            repeats::find(subject, check).into_iter().chain(repeats::totals(subject, check)).collect()
        }
        _ => Vec::new(),
    }
}

/// Runs every rule. The identities are evaluated whether they are reported or not: they prove what was
/// verified.
pub(crate) fn run(subject: &Subject<'_>) -> (Vec<Finding>, Evaluation, Figures) {
    let mut sink = Sink::new(subject);
    let evaluation = identities::evaluate(subject);
    let mut figures = Figures::new(subject.document);
    let hits = subject.pack().phrases.hits(&subject.document.prose);
    for (at, rule) in subject.pack().rules.iter().enumerate() {
        let hits = {
            let start = hits.partition_point(|hit| hit.rule < at);
            let end = hits.partition_point(|hit| hit.rule <= at);
            &hits[start..end]
        };
        if !subject.is_wanted(rule) {
            continue;
        }
        // Against the tables first: what agrees among itself may still be wrong there.
        if is_within_prose(&rule.check) {
            continue;
        }
        match &rule.check {
            Check::Section(fault) => sections::check(subject, rule, *fault, &mut sink),
            Check::Numbering(of) => numbering::check(subject, rule, *of, &mut sink),
            Check::Table(fault) => tables::check(subject, rule, *fault, &mut sink),
            Check::MissingColumn => tables::missing_columns(subject, rule, &mut sink),
            Check::Row(fault) => rows::check(subject, rule, *fault, &mut sink),
            Check::Cell(fault) => cells::check(subject, rule, *fault, &evaluation, &mut sink),
            Check::Generation => generation::check(subject, rule, &mut sink),
            Check::Value(check) => values::check(subject, rule, check, &mut sink),
            Check::Figure(check) => figures::check(subject, rule, check, hits, &evaluation, &mut figures, &mut sink),
            Check::Statement(check) => figures::statement(subject, rule, check, hits, &evaluation, &mut sink),
            // All together: one wrong cell breaks several.
            Check::Identity(_) => {}
            Check::Breakdown(_) | Check::Share(_) | Check::Rate(_) | Check::Change(_) | Check::Repeat(_) => {}
        }
    }
    for rule in subject.pack().rules.iter().filter(|rule| is_within_prose(&rule.check) && subject.is_wanted(rule)) {
        match &rule.check {
            Check::Breakdown(check) => breakdown::check(subject, rule, check, &mut figures, &mut sink),
            check => claims::report(subject, rule, &claims(subject, check), &mut figures, &mut sink),
        }
    }
    identities::report(subject, &evaluation, |rule| subject.is_wanted(rule), &mut sink);
    (sink.finish(), evaluation, figures)
}
