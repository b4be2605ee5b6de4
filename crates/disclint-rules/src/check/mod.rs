//! The checks: each kind of fault in a file of its own.

pub(crate) mod breakdown;
mod cells;
mod context;
mod figures;
mod generation;
mod identities;
mod numbering;
mod record;
mod rows;
mod sections;
mod sink;
mod tables;
mod values;

use disclint_document::{Document, Form, Table, TableSpec};

pub(crate) use figures::{Matched, matched, matched_statements, sums};
pub(crate) use identities::{Evaluation, statements as identity_statements};
pub(crate) use record::{Entry, Made, Of, Operand, Record, Record as Figures, Verdict};
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

    /// Whether the rule is evaluated: what only the user has switched off still counts as proof.
    fn is_evaluated(&self, rule: &Rule) -> bool {
        rule.severity != Severity::Off || self.severity(rule) != Severity::Off
    }

    /// The severity in force for the rule.
    fn severity(&self, rule: &Rule) -> Severity {
        self.options.severity(&rule.id, rule.category, rule.severity)
    }
}

/// Which rules run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Extent<'a> {
    /// All that the pack or the user has not switched off, reported or not: what was verified does not
    /// depend on what is reported.
    All,
    /// This one alone.
    Only(&'a str),
}

/// Runs the rules. The identities are evaluated in any case.
pub(crate) fn run(subject: &Subject<'_>, extent: Extent<'_>) -> (Vec<Finding>, Evaluation, Record) {
    let mut sink = Sink::new(subject);
    let mut record = Record::new(subject);
    let evaluation = identities::evaluate(subject, &mut record);
    let hits = subject.pack().phrases.hits(&subject.document.prose);
    for (at, rule) in subject.pack().rules.iter().enumerate() {
        let hits = {
            let start = hits.partition_point(|hit| hit.rule < at);
            let end = hits.partition_point(|hit| hit.rule <= at);
            &hits[start..end]
        };
        let runs = match extent {
            Extent::All => subject.is_evaluated(rule),
            Extent::Only(id) => rule.id == id,
        };
        if !runs {
            continue;
        }
        record.enter(at);
        let before = sink.len();
        match &rule.check {
            Check::Section(fault) => sections::check(subject, rule, *fault, &mut sink),
            Check::Numbering(of) => numbering::check(subject, rule, *of, &mut sink),
            Check::Table(fault) => tables::check(subject, rule, *fault, &mut sink),
            Check::MissingColumn => tables::missing_columns(subject, rule, &mut sink),
            Check::Row(fault) => rows::check(subject, rule, *fault, &mut sink),
            Check::Cell(fault) => cells::check(subject, rule, *fault, &evaluation, &mut sink),
            Check::Generation => generation::check(subject, rule, &mut sink),
            Check::Value(check) => values::check(subject, rule, check, &mut record, &mut sink),
            Check::Figure(check) => figures::check(subject, rule, check, hits, &evaluation, &mut record, &mut sink),
            Check::Breakdown(check) => breakdown::check(subject, rule, check, &mut record, &mut sink),
            Check::Statement(check) => {
                figures::statement(subject, rule, check, hits, &evaluation, &mut record, &mut sink);
            }
            // All together: one wrong cell breaks several.
            Check::Identity(_) => {}
        }
        if rule.check.is_structure() || sink.len() > before {
            record.bind();
        }
    }
    identities::report(subject, &evaluation, |rule| subject.is_wanted(rule), &mut sink);
    sink.places().for_each(|span| record.point_at(subject.document, span));
    (sink.finish(), evaluation, record)
}
