//! What the regulation asks of a report: rule packs, checks and diagnostics.
//!
//! Knows no files, terminals, protocols, threads or clocks. All knowledge of a kind of report stands in
//! packs; the checks here are a closed set of general ones.

mod archive;
mod bound;
mod check;
mod diagnosis;
mod diagnostic;
mod example;
mod pack;
mod proof;
mod slips;
mod text;
mod trace;
mod writing;

pub use archive::{Archive, Previous};
pub use bound::{BoundRules, UnboundRule};
pub use diagnostic::{
    Applicability, Category, Coverage, Diagnostic, Earlier, Edit, Fix, Judgement, Lang, Related, Severity, Unchecked,
};
pub use example::{ExampleFailure, ExampleOutcome, run_example};
pub use pack::{
    Citation, Example, PackError, PackErrors, PackSource, Packs, Relation, RuleInfo, Selector, UnknownSelector,
    pack_schema,
};
pub use proof::{About, Combination, NumberState, Operand, Proof, ReportNumber, Side, Statement, StatementState};
pub use trace::{Trace, TraceLine, TraceState, trace};
pub use writing::{FormInfo, Written};

use std::sync::Arc;

use check::{Evaluation, Extent, Finding, Record, Subject};
use disclint_document::{Document, Table};

/// How to judge.
#[derive(Clone, Debug, Default)]
pub struct LintOptions {
    /// The language of messages.
    pub lang: Lang,
    /// If not empty, only these rules are reported.
    pub select: Vec<Selector>,
    /// These rules are not reported; stronger than `select`.
    pub ignore: Vec<Selector>,
    /// Severities other than the packs'. One for a rule is stronger than one for its category, which
    /// leaves rules alone that the pack has switched off.
    pub severities: Vec<(Selector, Severity)>,
    /// Reports of earlier years.
    pub archive: Arc<Archive>,
}

impl LintOptions {
    /// Whether a rule is among the selected ones and not among the ignored ones.
    pub fn selects(&self, rule: &str, category: Category) -> bool {
        let any = |selectors: &[Selector]| selectors.iter().any(|selector| selector.covers(rule, category));
        (self.select.is_empty() || any(&self.select)) && !any(&self.ignore)
    }

    /// Whether a rule is reported that no pack has switched off.
    pub fn reports(&self, rule: &str, category: Category) -> bool {
        self.selects(rule, category) && self.severity(rule, category, Severity::Error) != Severity::Off
    }

    /// The severity in force for a rule to which its pack gives `severity`.
    pub fn severity(&self, rule: &str, category: Category, severity: Severity) -> Severity {
        let mut in_force = severity;
        for (selector, asked) in &self.severities {
            match selector {
                Selector::Rule(id) if id == rule => return *asked,
                Selector::Category(of) if *of == category && severity != Severity::Off => in_force = *asked,
                _ => {}
            }
        }
        in_force
    }
}

/// Judges a document with the pack that fits it. `None` if the document is no such report.
pub fn lint(packs: &Packs, document: &Document, options: &LintOptions) -> Option<Judgement> {
    let subject = Subject::new(packs, document, options)?;
    let (findings, evaluation, record) = check::run(&subject, Extent::All);
    Some(judgement(&subject, findings, &evaluation, record))
}

/// The same, given up as soon as `is_stale` says that nobody wants the result any longer: it is asked before each
/// rule. `None` then, too.
pub fn lint_unless(
    packs: &Packs,
    document: &Document,
    options: &LintOptions,
    is_stale: &dyn Fn() -> bool,
) -> Option<Judgement> {
    let subject = Subject::new(packs, document, options)?.unless(is_stale);
    let (findings, evaluation, record) = check::run(&subject, Extent::All);
    (!subject.is_given_up()).then(|| judgement(&subject, findings, &evaluation, record))
}

/// The same as [`lint`] with everything that was evaluated, held or not, and the state of every number.
///
/// Neither depends on which rules are selected, ignored or switched off by the user.
pub fn lint_with_proof(packs: &Packs, document: &Document, options: &LintOptions) -> Option<(Judgement, Proof)> {
    let subject = Subject::new(packs, document, options)?;
    let (findings, evaluation, record) = check::run(&subject, Extent::All);
    let proof = Proof::new(&subject, &evaluation, &record, options.lang);
    Some((judgement(&subject, findings, &evaluation, record), proof))
}

/// What one rule finds by itself, whatever the others make of the same figures.
pub(crate) fn findings_of(packs: &Packs, document: &Document, rule: &str, archive: Archive) -> Option<Vec<Diagnostic>> {
    let (select, archive) = (vec![Selector::Rule(rule.to_owned())], Arc::new(archive));
    let options = LintOptions { select, archive, ..LintOptions::default() };
    let subject = Subject::new(packs, document, &options)?;
    let (findings, ..) = check::run(&subject, Extent::Only(rule));
    Some(findings.into_iter().map(|finding| finding.diagnostic).collect())
}

fn judgement(subject: &Subject<'_>, findings: Vec<Finding>, evaluation: &Evaluation, record: Record) -> Judgement {
    let document = subject.document;
    let missing = subject
        .form()
        .tables
        .iter()
        .filter(|table| table.required && !document.tables.iter().any(|found| subject.spec(found).id == table.id));
    let [numbers_verified, numbers_in_findings, numbers_unused] = proof::count(document, &record);
    let coverage = Coverage {
        cells_expected: document.tables.iter().map(|table| cells_expected(subject, table)).sum::<usize>()
            + missing.map(disclint_document::TableSpec::cell_count).sum::<usize>(),
        cells_read: document.tables.iter().map(Table::cells_read).sum(),
        identities_held: evaluation.held,
        identities_violated: evaluation.violated,
        identities_unchecked: evaluation.unchecked.iter().map(|(_, count)| count).sum(),
        figures_found: document.prose.figures.len(),
        figures_checked: record.figures_compared(),
        numbers_verified,
        numbers_in_findings,
        numbers_unused,
    };
    let reason = |obstacle: &text::Obstacle| obstacle.text(subject.options.lang).to_owned();
    Judgement {
        earlier: match subject.previous() {
            Some(previous) => Earlier::Found(previous.name().to_owned()),
            None if subject.options.archive.is_empty() => Earlier::NotAsked,
            None => Earlier::Missing,
        },
        pack: subject.pack().id.clone(),
        year: document.year(),
        diagnostics: findings.into_iter().map(|finding| finding.diagnostic).collect(),
        coverage,
        unchecked: evaluation
            .unchecked
            .iter()
            .map(|(obstacle, count)| Unchecked { reason: reason(obstacle), count: *count })
            .collect(),
        bound: record.into_bound(subject.form),
    }
}

/// The cells that a table should have: those of the form, and those of optional rows that are there.
fn cells_expected(subject: &Subject<'_>, table: &Table) -> usize {
    let rows = subject.spec(table).rows.iter().enumerate();
    rows.filter(|(at, row)| !row.optional || table.row(*at).is_some()).map(|(_, row)| row.columns.len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn judging_stops_when_nobody_wants_the_result() {
        let packs = Packs::builtin();
        let text = "某市统计局2023年政府信息公开工作年度报告\n一、总体情况\n2023年新收申请3件。\n\
                    二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n";
        let document =
            packs.reader().read(disclint_document::SourceText::new(text.to_owned(), disclint_document::Encoding::Utf8));
        let options = LintOptions::default();
        for last in [0, 1, 20] {
            let asked = std::cell::Cell::new(0);
            let is_stale = || asked.replace(asked.get() + 1) >= last;
            assert!(lint_unless(&packs, &document, &options, &is_stale).is_none());
            assert_eq!(asked.get(), last + 1, "asked no more once it was told");
        }
        let whole = lint_unless(&packs, &document, &options, &|| false).expect("a report");
        let plain = lint(&packs, &document, &options).expect("a report");
        assert_eq!(whole.diagnostics.len(), plain.diagnostics.len());
    }

    #[test]
    fn a_rule_is_stronger_than_its_category_which_revives_nothing() {
        let category = (Selector::Category(Category::Figure), Severity::Info);
        let rule = (Selector::Rule("a".to_owned()), Severity::Error);
        for severities in [vec![category.clone(), rule.clone()], vec![rule, category]] {
            let options = LintOptions { severities, ..LintOptions::default() };
            let severity = |rule, given| options.severity(rule, Category::Figure, given);
            assert_eq!(severity("a", Severity::Off), Severity::Error);
            assert_eq!(severity("b", Severity::Error), Severity::Info);
            assert_eq!(severity("b", Severity::Off), Severity::Off);
            assert_eq!(options.severity("b", Category::Text, Severity::Warning), Severity::Warning);
        }
    }
}
