//! Where findings are gathered.

use std::hash::Hasher;

use disclint_document::Span;
use fnv::FnvHasher;
use rustc_hash::FxHashMap;

use super::Subject;
use crate::pack::Rule;
use crate::{Category, Diagnostic, Edit, Fix, Lang, Related, Severity};

/// A finding under construction: a diagnostic and what identifies it besides its rule and text.
pub(crate) struct Finding {
    pub(crate) diagnostic: Diagnostic,
    /// Names the cell, section or row, so that the fingerprint survives moved lines.
    key: String,
    /// Whether it is to be reported. What is not still says that its rule found something.
    is_wanted: bool,
}

/// Gathers findings.
pub(crate) struct Sink<'a> {
    subject: &'a Subject<'a>,
    findings: Vec<Finding>,
}

impl<'a> Sink<'a> {
    pub(crate) fn new(subject: &'a Subject<'a>) -> Self {
        Self { subject, findings: Vec::new() }
    }

    pub(crate) fn lang(&self) -> Lang {
        self.subject.options.lang
    }

    /// Adds a finding of `rule` at `span`; `key` names what it is about.
    pub(crate) fn add(&mut self, rule: &Rule, span: Span, key: &str, values: &[(&str, &str)]) -> &mut Finding {
        let message = rule.message.render(self.lang(), values);
        self.add_message(rule, span, key, message)
    }

    /// Adds a finding with a message of its own.
    pub(crate) fn add_message(&mut self, rule: &Rule, span: Span, key: &str, message: String) -> &mut Finding {
        let diagnostic = Diagnostic {
            rule: rule.id.clone(),
            category: rule.category,
            severity: self.subject.severity(rule),
            message,
            label: String::new(),
            span,
            cell: None,
            notes: rule.help.iter().map(|help| help.get(self.lang()).to_owned()).collect(),
            basis: rule.basis.clone(),
            fingerprint: String::new(),
            related: Vec::new(),
            fixes: Vec::new(),
        };
        let is_wanted = self.subject.is_wanted(rule);
        self.findings.push(Finding { diagnostic, key: key.to_owned(), is_wanted });
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }

    /// How many findings there are.
    pub(super) fn len(&self) -> usize {
        self.findings.len()
    }

    /// The places of all findings, reported or not.
    pub(super) fn places(&self) -> impl Iterator<Item = Span> {
        self.findings.iter().map(|finding| finding.diagnostic.span)
    }

    /// The finding added last; a caller has just added one.
    pub(crate) fn last(&mut self) -> Option<&mut Finding> {
        self.findings.last_mut()
    }

    /// The findings in the order of the text, with fingerprints.
    pub(crate) fn finish(self) -> Vec<Finding> {
        let mut findings = self.findings;
        findings.retain(|finding| finding.is_wanted);
        once_each_period(&mut findings);
        findings.sort_by(|a, b| {
            let order =
                |finding: &Finding| (finding.diagnostic.span.start, std::cmp::Reverse(finding.diagnostic.severity));
            order(a).cmp(&order(b)).then_with(|| a.diagnostic.rule.cmp(&b.diagnostic.rule))
        });
        // Findings that are alike are told apart by their order.
        let mut alike: FxHashMap<u64, u32> = FxHashMap::default();
        for finding in &mut findings {
            let text = self.subject.document.text(finding.diagnostic.span);
            let mut hasher = FnvHasher::default();
            for part in [finding.diagnostic.rule.as_str(), &finding.key, text] {
                hasher.write(part.as_bytes());
                hasher.write_u8(0);
            }
            let number = alike.entry(hasher.finish()).or_default();
            hasher.write_u32(*number);
            *number += 1;
            finding.diagnostic.fingerprint = format!("{:016x}", hasher.finish());
        }
        findings
    }
}

/// A wrong year may go against several rules on periods; the first of them tells it. Findings are in the order in which
/// they were added.
fn once_each_period(findings: &mut Vec<Finding>) {
    let is_of_period =
        |diagnostic: &Diagnostic| diagnostic.category == Category::Period && diagnostic.severity >= Severity::Warning;
    let mut periods: Vec<usize> = (0..findings.len()).filter(|&at| is_of_period(&findings[at].diagnostic)).collect();
    let span = |at: usize| findings[at].diagnostic.span;
    periods.sort_by_key(|&at| (span(at).start, at));
    let mut told: Vec<bool> = vec![false; findings.len()];
    let mut kept: Option<usize> = None;
    for at in periods {
        match kept.filter(|&before| span(at).start < span(before).end) {
            Some(before) if before < at => told[at] = true,
            overlapping => {
                if let Some(before) = overlapping {
                    told[before] = true;
                }
                kept = Some(at);
            }
        }
    }
    let mut told = told.into_iter();
    findings.retain(|_| !told.next().unwrap_or_default());
}

impl Finding {
    /// Sets the words under the primary place.
    pub(crate) fn label(&mut self, label: impl Into<String>) -> &mut Self {
        self.diagnostic.label = label.into();
        self
    }

    /// Names the cell it is about.
    pub(crate) fn cell(&mut self, path: &str) -> &mut Self {
        self.diagnostic.cell = Some(path.to_owned());
        self
    }

    /// Adds a line of explanation.
    pub(crate) fn note(&mut self, note: impl Into<String>) -> &mut Self {
        self.diagnostic.notes.push(note.into());
        self
    }

    /// Adds a related place.
    pub(crate) fn related(&mut self, span: Span, message: impl Into<String>) -> &mut Self {
        self.diagnostic.related.push(Related { message: message.into(), span });
        self
    }

    /// Adds a fix that replaces the text at `span`.
    pub(crate) fn fix(
        &mut self,
        title: String,
        applicability: crate::Applicability,
        span: Span,
        text: String,
    ) -> &mut Self {
        self.diagnostic.fixes.push(Fix { title, applicability, edits: vec![Edit { span, replacement: text }] });
        self
    }

    /// Adds a fix with several edits, in the order of the text.
    pub(crate) fn fix_all(
        &mut self,
        title: String,
        applicability: crate::Applicability,
        edits: Vec<Edit>,
    ) -> &mut Self {
        self.diagnostic.fixes.push(Fix { title, applicability, edits });
        self
    }
}
