//! The checks: each kind of fault in a file of its own.

pub(crate) mod body_name;
pub(crate) mod breakdown;
mod causes;
mod cells;
mod changes;
mod claims;
mod context;
pub(crate) mod dates;
pub(crate) mod deadline;
pub(crate) mod designation;
mod doubled;
mod enumeration;
mod evidence;
mod extreme;
mod figures;
mod fixes;
mod formula;
mod generation;
mod headings;
mod identities;
mod listed;
mod numbering;
pub(crate) mod pairs;
pub(crate) mod parts;
mod passages;
mod percentages;
mod record;
mod remainder;
mod repeats;
pub(crate) mod required;
mod rows;
mod sections;
mod sentences;
mod series;
mod shares;
mod silence;
mod sink;
mod tables;
mod values;
pub(crate) mod wording;
pub(crate) mod years;

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use disclint_document::{Document, Form, Table, TableSpec};
use rust_decimal::Decimal;
use rustc_hash::{FxHashMap, FxHashSet};

pub(crate) use figures::{Matched, matched, matched_statements, sums};
pub(crate) use identities::{Evaluation, statements as identity_statements};
pub(crate) use listed::matched_in_lists;
pub(crate) use passages::{hits, prospects};
pub(crate) use record::{Entry, Made, Of, Operand, Record, Record as Figures, Verdict};
pub(crate) use series::earlier;
pub(crate) use sink::{Finding, Sink};
use years::Consensus;

use crate::archive::Previous;
use crate::diagnosis::CellAt;
use crate::pack::schema::SectionFault;
use crate::pack::{Check, Hit, Pack, Packs, Relation, Rule, When};
use crate::{LintOptions, Severity};

/// A table's place in the document, a cell, and the value that it is taken to hold.
type Value = (usize, CellAt, Decimal);

/// What all checks see.
pub(crate) struct Subject<'a> {
    pub(crate) packs: &'a Packs,
    pub(crate) document: &'a Document,
    /// The form that fits the document, and its place among the reader's.
    pub(crate) form: usize,
    pub(crate) options: &'a LintOptions,
    /// The place of the report of the year before in the archive, once a rule has asked for it.
    previous: OnceCell<Option<usize>>,
    /// The year reported on, once a rule has asked for it.
    year: OnceCell<Option<Consensus>>,
    /// The sentences of the prose, once a rule has asked for them.
    extents: OnceCell<Vec<passages::Extent>>,
    /// What stands for them, once a rule has asked for it.
    prints: OnceCell<silence::Prints>,
    /// For each clause the head that it stands under, once a rule has asked for it.
    heads: OnceCell<Vec<Option<usize>>>,
    /// The numbers that some figure may be meant as, once a rule has asked for them.
    explained: OnceCell<FxHashSet<Decimal>>,
    /// What phrases match, and which rules name a figure that they compare with cells, once a rule has asked for it.
    hits: OnceCell<Vec<Hit>>,
    namers: OnceCell<FxHashMap<usize, Vec<usize>>>,
    /// Of the clauses that rules asked about: what phrases are tried on where it is not their text, and whether they
    /// tell of the matters that stand apart. Many rules ask about one clause.
    counted: RefCell<FxHashMap<usize, Option<Rc<str>>>>,
    apart: RefCell<FxHashMap<(usize, u32), bool>>,
    /// What some cells are taken to hold instead of what is printed, for as long as somebody asks what would be then.
    supposed: RefCell<Vec<Value>>,
    /// Says that nobody wants the result any longer.
    is_stale: Option<&'a dyn Fn() -> bool>,
    /// Whether it has said so, and rules were left out.
    given_up: Cell<bool>,
}

impl<'a> Subject<'a> {
    pub(crate) fn new(packs: &'a Packs, document: &'a Document, options: &'a LintOptions) -> Option<Self> {
        let form = document.form?;
        Some(Self {
            packs,
            document,
            form,
            options,
            previous: OnceCell::new(),
            year: OnceCell::new(),
            extents: OnceCell::new(),
            heads: OnceCell::new(),
            prints: OnceCell::new(),
            explained: OnceCell::new(),
            hits: OnceCell::new(),
            namers: OnceCell::new(),
            counted: RefCell::default(),
            apart: RefCell::default(),
            supposed: RefCell::default(),
            is_stale: None,
            given_up: Cell::new(false),
        })
    }

    /// The same, given up as soon as `is_stale` says so.
    pub(crate) fn unless(self, is_stale: &'a dyn Fn() -> bool) -> Self {
        Self { is_stale: Some(is_stale), ..self }
    }

    /// What comes of `ask` with other values in some cells.
    fn supposing<T>(&self, supposed: Vec<Value>, ask: impl FnOnce() -> T) -> T {
        *self.supposed.borrow_mut() = supposed;
        let answer = ask();
        self.supposed.borrow_mut().clear();
        answer
    }

    /// The number in a cell of the table at `at`.
    fn number(&self, at: usize, (row, column): CellAt) -> Option<Decimal> {
        let supposed = self.supposed.borrow();
        let mut supposed = supposed.iter().filter(|(table, cell, _)| *table == at && *cell == (row, column));
        match supposed.next() {
            Some((.., value)) => Some(*value),
            None => self.document.tables[at].cell(row, column)?.number(),
        }
    }

    /// Whether the result is of no use: rules were left out because nobody wants it any longer.
    pub(crate) fn is_given_up(&self) -> bool {
        self.given_up.get()
    }

    /// Whether to stop here.
    fn gives_up(&self) -> bool {
        let gives_up = self.given_up.get() || self.is_stale.is_some_and(|is_stale| is_stale());
        self.given_up.set(gives_up);
        gives_up
    }

    /// The report of the year before, if there is one at hand.
    pub(crate) fn previous(&self) -> Option<&'a Previous> {
        let archive = &self.options.archive;
        let at = self.previous.get_or_init(|| archive.place_of_previous(self.document));
        at.and_then(|at| archive.reports().get(at))
    }

    /// The year that most places of the report name; `None` where neither title nor period names one.
    pub(crate) fn consensus(&self) -> Option<Consensus> {
        *self.year.get_or_init(|| years::consensus(self.document))
    }

    fn heads(&self) -> &[Option<usize>] {
        self.heads.get_or_init(|| context::heads(&self.document.prose))
    }

    fn prints(&self) -> &silence::Prints {
        self.prints.get_or_init(|| silence::Prints::new(self, passages::extents(self)))
    }

    /// Whether a body is of one of the classes.
    pub(crate) fn is_of(&self, body: &str, classes: &[usize]) -> bool {
        classes.iter().any(|&class| self.pack().bodies[class].pattern.is_match(body))
    }

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

    /// Whether the reporting body is of one of the classes, of any if none is given, and of none of `except`.
    pub(crate) fn is_body(&self, classes: &[usize], except: &[usize]) -> bool {
        let body = self.document.body().unwrap_or_default();
        let known = &self.pack().bodies;
        let is_any = |of: &[usize]| of.iter().any(|&class| known[class].pattern.is_match(body));
        (classes.is_empty() || is_any(classes)) && !is_any(except)
    }

    /// Whether a rule is for this report. Where no year is known, it is the first of the form's.
    pub(crate) fn is_for(&self, when: &When) -> bool {
        let year = self.document.year().or(self.form().years.0);
        let (first, last) = when.years;
        let in_years = match year {
            Some(year) => first.is_none_or(|first| first <= year) && last.is_none_or(|last| year <= last),
            None => first.is_none() && last.is_none(),
        };
        in_years && self.is_body(&when.bodies, &when.except)
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

/// Whether a rule compares figures of the prose with each other.
fn is_within_prose(check: &Check) -> bool {
    matches!(
        check,
        Check::Breakdown(_)
            | Check::Share(_)
            | Check::Rate(_)
            | Check::Change(_)
            | Check::Repeat(_)
            | Check::Enumeration(_)
            | Check::Extreme(_)
            | Check::Remainder(_)
            | Check::Formula(_)
    )
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
    let _remembering = subject.pack().memories.remember();
    let mut sink = Sink::new(subject);
    let mut record = Record::new(subject);
    let mut evaluation = identities::evaluate(subject, &mut record);
    let hits = subject.hits.get_or_init(|| if subject.gives_up() { Vec::new() } else { hits(subject) });
    evidence::weigh(subject, &mut evaluation, hits);
    let prospects = prospects(subject);
    let rules = &subject.pack().rules;
    // Against the tables first: what agrees among itself may still be wrong there.
    let (within, against): (Vec<usize>, Vec<usize>) =
        (0..rules.len()).partition(|&at| is_within_prose(&rules[at].check));
    for at in against.into_iter().chain(within) {
        let rule = &rules[at];
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
        if subject.gives_up() {
            break;
        }
        record.enter(at);
        let before = sink.len();
        let prospects = || {
            let start = prospects.partition_point(|prospect| prospect.rule < at);
            let end = prospects.partition_point(|prospect| prospect.rule <= at);
            &prospects[start..end]
        };
        match &rule.check {
            Check::Section(SectionFault::HeadingOnly) => headings::check(subject, rule, &mut sink),
            Check::Section(SectionFault::HeadingRepeated) => headings::repeated(subject, rule, &mut sink),
            Check::Section(fault) => sections::check(subject, rule, *fault, &mut sink),
            Check::Numbering(of, phrases, referred) => {
                numbering::check(subject, rule, *of, (phrases, referred), &mut sink);
            }
            Check::Table(fault) => tables::check(subject, rule, *fault, &mut sink),
            Check::Column(fault) => tables::columns(subject, rule, *fault, &mut sink),
            Check::Row(fault) => rows::check(subject, rule, *fault, &mut sink),
            Check::Cell(fault) => cells::check(subject, rule, *fault, &evaluation, &mut sink),
            Check::Generation => generation::check(subject, rule, &mut sink),
            Check::Value(check) => values::check(subject, rule, check, &mut record, &mut sink),
            Check::Figure(check) if !check.shares_of.is_empty() => {
                percentages::check(subject, rule, check, hits, &evaluation, &mut record, &mut sink);
            }
            Check::Figure(check) => figures::check(subject, rule, check, hits, &evaluation, &mut record, &mut sink),
            Check::Statement(check) => {
                figures::statement(subject, rule, check, hits, &evaluation, &mut record, &mut sink);
            }
            Check::Listed(check) => listed::check(subject, rule, check, hits, &evaluation, &mut record, &mut sink),
            Check::Breakdown(check) => breakdown::check(subject, at, check, &mut record, &mut sink),
            Check::Share(check) => {
                claims::report(subject, rule, shares::shares(subject, at, check), &mut record, &mut sink);
            }
            Check::Rate(check) => {
                claims::report(subject, rule, shares::rates(subject, at, check), &mut record, &mut sink);
            }
            Check::Change(check) => {
                claims::report(subject, rule, changes::find(subject, at, check), &mut record, &mut sink);
            }
            Check::Repeat(check) => {
                claims::report(subject, rule, repeats::find(subject, at, check), &mut record, &mut sink);
                claims::report(subject, rule, repeats::totals(subject, at, check), &mut record, &mut sink);
            }
            Check::Enumeration(check) => {
                claims::report(subject, rule, enumeration::find(subject, at, check), &mut record, &mut sink);
            }
            Check::Extreme(check) => {
                claims::report(subject, rule, extreme::find(subject, at, check), &mut record, &mut sink);
            }
            Check::Formula(check) => {
                // What another rule has looked at in its own way is not told twice.
                let mut claims = formula::find(subject, at, check);
                claims.retain(|claim| !record.is_disputed(claim.figure));
                claims::report(subject, rule, claims, &mut record, &mut sink);
            }
            Check::Remainder(check) => {
                let mut claims = remainder::find(subject, at, check);
                claims.retain(|claim| !record.is_compared(claim.figure));
                claims::report(subject, rule, claims, &mut record, &mut sink);
            }
            Check::Year(check) => years::check(subject, rule, check, &mut record, &mut sink),
            Check::Date(check) => dates::check(subject, rule, check, &mut record, &mut sink),
            Check::Deadline(check) => deadline::check(subject, rule, check, &mut record, &mut sink),
            Check::Parts(check) => parts::check(subject, at, check, &mut record, &mut sink),
            Check::Designation(check) => designation::check(subject, at, check, &mut record, &mut sink),
            Check::BodyName(check) => body_name::check(subject, at, check, &mut record, &mut sink),
            Check::Required(check) => required::check(subject, rule, check, prospects(), &mut record, &mut sink),
            Check::Wording(check) => wording::check(subject, at, check, prospects(), &mut record, &mut sink),
            Check::Pairs(check) => {
                record.bind();
                pairs::check(subject, at, check, &mut sink);
            }
            Check::Series(series) => series::check(subject, rule, series, &evaluation, &mut record, &mut sink),
            // All together: one wrong cell breaks several.
            Check::Identity(_) => {}
        }
        if rule.check.is_structure() || sink.len() > before {
            record.bind();
        }
    }
    identities::report(subject, &evaluation, &record, |rule| subject.is_wanted(rule), &mut sink);
    sink.places().for_each(|span| record.point_at(subject.document, span));
    if let Some(prints) = subject.prints.get() {
        prints.remember();
    }
    (sink.finish(), evaluation, record)
}
