//! Findings as the protocol's diagnostics.

use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash as _, Hasher};
use std::str::FromStr as _;

use disclint_document::SourceText;
use disclint_rules::{Diagnostic as Finding, Lang, Packs, Severity};
use disclint_workspace::baseline::State;
use serde::{Deserialize, Serialize};
use tower_lsp::lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, NumberOrString,
    Range, Uri,
};

use crate::analysis::{Analysis, Judged};
use crate::convert::{location, words};
use crate::features::Features;
use crate::position::Encoding;

/// Who says it.
pub(crate) const SOURCE: &str = "disclint";

/// What a diagnostic carries for code actions.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Data {
    /// Tells the finding from all others of the document.
    pub(crate) fingerprint: String,
    /// The rule's id.
    pub(crate) rule: String,
    /// What the proposed changes are called.
    pub(crate) fixes: Vec<String>,
}

/// The diagnostics of an open document.
pub(crate) fn of_analysis(analysis: &Analysis, uri: &Uri, features: &Features) -> Vec<Diagnostic> {
    if analysis.too_long {
        return vec![too_long(analysis.project.lang)];
    }
    let Some(Judged { judgement, comparison, .. }) = &analysis.judged else { return Vec::new() };
    let states = comparison.as_ref().map_or(&[][..], |comparison| &comparison.states);
    let states = states.iter().copied().map(Some).chain(std::iter::repeat(None));
    let converter = Converter {
        uri,
        source: analysis.source(),
        features,
        packs: &analysis.project.packs,
        pack: &judgement.pack,
        lang: analysis.project.lang,
    };
    judgement.diagnostics.iter().zip(states).map(|(finding, state)| converter.diagnostic(finding, state)).collect()
}

/// Turns findings in one text into diagnostics.
pub(crate) struct Converter<'a> {
    pub(crate) uri: &'a Uri,
    pub(crate) source: &'a SourceText,
    pub(crate) features: &'a Features,
    pub(crate) packs: &'a Packs,
    /// The pack that judged.
    pub(crate) pack: &'a str,
    pub(crate) lang: Lang,
}

impl Converter<'_> {
    pub(crate) fn diagnostic(&self, finding: &Finding, state: Option<State>) -> Diagnostic {
        let encoding = self.features.encoding;
        let known = state == Some(State::Unchanged);
        Diagnostic {
            range: encoding.range(self.source, finding.span),
            severity: Some(if known { DiagnosticSeverity::HINT } else { severity(finding.severity) }),
            code: Some(NumberOrString::String(finding.rule.clone())),
            code_description: self.description(finding),
            source: Some(SOURCE.to_owned()),
            message: self.message(finding, known),
            related_information: self.related(finding),
            tags: self.tags(finding),
            data: self.data(finding),
        }
    }

    /// The clause that the finding rests on, where the pack says at which address it stands.
    fn description(&self, finding: &Finding) -> Option<CodeDescription> {
        let basis = finding.basis.as_ref().filter(|_| self.features.code_description)?;
        let href = Uri::from_str(self.packs.address(self.pack, basis)?).ok()?;
        Some(CodeDescription { href })
    }

    /// The message, with what stands under the place where it adds something, and the basis.
    fn message(&self, finding: &Finding, known: bool) -> String {
        let mut message = finding.message.clone();
        for note in &finding.notes {
            message.push('\n');
            message.push_str(note);
        }
        if let Some(basis) = &finding.basis {
            message.push('\n');
            message.push_str(words(self.lang, "依据: ", "basis: "));
            message.push_str(basis);
        }
        if known {
            message.push_str(words(self.lang, "\n(基线中已有)", "\n(in the baseline)"));
        }
        // A client that shows no related places still says what stands there.
        if !self.features.related_information {
            for related in &finding.related {
                // For people: columns in characters, whatever the client counts in.
                let at = Encoding::Utf32.position(self.source, related.span.start as usize);
                // Writing to a string cannot fail.
                let _ = write!(message, "\n{} ({}:{})", related.message, at.line + 1, at.character + 1);
            }
        }
        message
    }

    fn related(&self, finding: &Finding) -> Option<Vec<DiagnosticRelatedInformation>> {
        let related = finding.related.iter().map(|related| DiagnosticRelatedInformation {
            location: location(self.uri, self.source, related.span, self.features.encoding),
            message: related.message.clone(),
        });
        (self.features.related_information && !finding.related.is_empty()).then(|| related.collect())
    }

    /// What a proposed change only takes away is not needed.
    fn tags(&self, finding: &Finding) -> Option<Vec<DiagnosticTag>> {
        let removes = finding.fixes.iter().any(|fix| {
            fix.edits.iter().all(|edit| edit.replacement.is_empty())
                && fix.edits.iter().any(|edit| edit.span.contains(finding.span))
        });
        (removes && self.features.tag_unnecessary).then(|| vec![DiagnosticTag::UNNECESSARY])
    }

    fn data(&self, finding: &Finding) -> Option<serde_json::Value> {
        let data = Data {
            fingerprint: finding.fingerprint.clone(),
            rule: finding.rule.clone(),
            fixes: finding.fixes.iter().map(|fix| fix.title.clone()).collect(),
        };
        // Strings under string keys: this cannot fail.
        self.features.diagnostic_data.then(|| serde_json::to_value(data).unwrap_or_default())
    }
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Info | Severity::Off => DiagnosticSeverity::INFORMATION,
    }
}

fn too_long(lang: Lang) -> Diagnostic {
    Diagnostic {
        range: Range::default(),
        severity: Some(DiagnosticSeverity::WARNING),
        source: Some(SOURCE.to_owned()),
        message: words(lang, "文件过大, 未检查", "too long to be checked").to_owned(),
        ..Diagnostic::default()
    }
}

/// Tells one list of diagnostics from another, so that what the client has need not be sent again.
pub(crate) fn result_id(diagnostics: &[Diagnostic]) -> String {
    let mut hasher = DefaultHasher::new();
    diagnostics.len().hash(&mut hasher);
    for diagnostic in diagnostics {
        // All that there is: what is left out here would never reach the client.
        let Diagnostic { range, severity, code, code_description, source, message, related_information, tags, data } =
            diagnostic;
        hash_range(range, &mut hasher);
        let severity = [
            DiagnosticSeverity::ERROR,
            DiagnosticSeverity::WARNING,
            DiagnosticSeverity::INFORMATION,
            DiagnosticSeverity::HINT,
        ]
        .iter()
        .position(|known| Some(*known) == *severity);
        let tags = tags.as_ref().map(|tags| (tags.len(), tags.contains(&DiagnosticTag::UNNECESSARY)));
        (severity, tags, source, message, data).hash(&mut hasher);
        match code {
            Some(NumberOrString::Number(code)) => (1, code).hash(&mut hasher),
            Some(NumberOrString::String(code)) => (2, code).hash(&mut hasher),
            None => 0.hash(&mut hasher),
        }
        code_description.as_ref().map(|description| description.href.as_str()).hash(&mut hasher);
        related_information.as_ref().map(Vec::len).hash(&mut hasher);
        for DiagnosticRelatedInformation { location, message } in related_information.iter().flatten() {
            hash_range(&location.range, &mut hasher);
            (location.uri.as_str(), message).hash(&mut hasher);
        }
    }
    format!("{:016x}", hasher.finish())
}

fn hash_range(range: &Range, hasher: &mut impl Hasher) {
    for at in [range.start, range.end] {
        (at.line, at.character).hash(hasher);
    }
}
