//! Findings as the protocol's diagnostics.

use std::fmt::Write as _;
use std::hash::{BuildHasher as _, Hasher as _};
use std::str::FromStr as _;

use disclint_document::SourceText;
use disclint_rules::{Diagnostic as Finding, Lang, Packs, Severity};
use disclint_workspace::baseline::State;
use foldhash::quality::FixedState;
use serde::{Deserialize, Serialize};
use tower_lsp::lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location,
    NumberOrString, Range, Uri,
};

use crate::analysis::{Analysis, Judged};
use crate::convert::words;
use crate::features::Features;
use crate::position::Encoding;

/// Who says it.
pub(crate) const SOURCE: &str = "disclint";

/// What a diagnostic carries for code actions.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub(crate) struct Data {
    /// Tells the finding from all others of the document.
    pub(crate) fingerprint: String,
    /// The rule's id.
    pub(crate) rule: String,
    /// What the proposed changes are called.
    pub(crate) fixes: Vec<String>,
}

/// A diagnostic that borrows what its finding says: there may be hundreds at each edit. It is written as a
/// [`Diagnostic`] is.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Shown<'a> {
    range: Range,
    severity: DiagnosticSeverity,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code_description: Option<CodeDescription>,
    source: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    related_information: Option<Vec<Beside<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tags: Option<[DiagnosticTag; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<Carried<'a>>,
}

/// Another place that belongs to it.
#[derive(Serialize)]
struct Beside<'a> {
    location: Place<'a>,
    message: &'a str,
}

#[derive(Serialize)]
struct Place<'a> {
    uri: &'a Uri,
    range: Range,
}

/// What is read as [`Data`].
#[derive(Serialize)]
struct Carried<'a> {
    fingerprint: &'a str,
    rule: &'a str,
    fixes: Vec<&'a str>,
}

impl From<Shown<'_>> for Diagnostic {
    fn from(shown: Shown<'_>) -> Self {
        let beside = |Beside { location: Place { uri, range }, message }: Beside<'_>| DiagnosticRelatedInformation {
            location: Location::new(uri.clone(), range),
            message: message.to_owned(),
        };
        Self {
            range: shown.range,
            severity: Some(shown.severity),
            code: shown.code.map(|code| NumberOrString::String(code.to_owned())),
            code_description: shown.code_description,
            source: Some(shown.source.to_owned()),
            message: shown.message,
            related_information: shown.related_information.map(|all| all.into_iter().map(beside).collect()),
            tags: shown.tags.map(Vec::from),
            // Strings under string keys: this cannot fail.
            data: shown.data.map(|data| serde_json::to_value(data).unwrap_or_default()),
        }
    }
}

/// Diagnostics as JSON.
pub(crate) fn written(shown: &[Shown<'_>]) -> Vec<u8> {
    let mut text = Vec::with_capacity(2 + shown.len() * BYTES_OF_ONE);
    // Writing to a vector cannot fail.
    let _ = serde_json::to_writer(&mut text, shown);
    text
}

/// The parameters of `textDocument/publishDiagnostics`, in pieces.
pub(crate) fn published(uri: &Uri, version: Option<i32>, items: Vec<u8>) -> [Vec<u8>; 3] {
    // A string: this cannot fail.
    let uri = serde_json::to_string(uri).unwrap_or_default();
    let version = version.map(|version| format!(r#","version":{version}"#)).unwrap_or_default();
    [format!(r#"{{"uri":{uri}{version},"diagnostics":"#).into_bytes(), items, b"}".to_vec()]
}

/// How long most diagnostics are, about.
const BYTES_OF_ONE: usize = 768;

/// The diagnostics of an open document.
pub(crate) fn of_analysis<'a>(analysis: &'a Analysis, uri: &'a Uri, features: &'a Features) -> Vec<Shown<'a>> {
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
    judgement.diagnostics.iter().zip(states).map(|(finding, state)| converter.shown(finding, state)).collect()
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

impl<'a> Converter<'a> {
    pub(crate) fn shown(&self, finding: &'a Finding, state: Option<State>) -> Shown<'a> {
        let encoding = self.features.encoding;
        let known = state == Some(State::Unchanged);
        Shown {
            range: encoding.range(self.source, finding.span),
            severity: if known { DiagnosticSeverity::HINT } else { severity(finding.severity) },
            code: Some(&finding.rule),
            code_description: self.description(finding),
            source: SOURCE,
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

    fn related(&self, finding: &'a Finding) -> Option<Vec<Beside<'a>>> {
        let related = finding.related.iter().map(|related| Beside {
            location: Place { uri: self.uri, range: self.features.encoding.range(self.source, related.span) },
            message: &related.message,
        });
        (self.features.related_information && !finding.related.is_empty()).then(|| related.collect())
    }

    /// What a proposed change only takes away is not needed.
    fn tags(&self, finding: &Finding) -> Option<[DiagnosticTag; 1]> {
        let removes = finding.fixes.iter().any(|fix| {
            fix.edits.iter().all(|edit| edit.replacement.is_empty())
                && fix.edits.iter().any(|edit| edit.span.contains(finding.span))
        });
        (removes && self.features.tag_unnecessary).then_some([DiagnosticTag::UNNECESSARY])
    }

    fn data(&self, finding: &'a Finding) -> Option<Carried<'a>> {
        let data = || Carried {
            fingerprint: &finding.fingerprint,
            rule: &finding.rule,
            fixes: finding.fixes.iter().map(|fix| fix.title.as_str()).collect(),
        };
        self.features.diagnostic_data.then(data)
    }
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Info | Severity::Off => DiagnosticSeverity::INFORMATION,
    }
}

fn too_long<'a>(lang: Lang) -> Shown<'a> {
    Shown {
        range: Range::default(),
        severity: DiagnosticSeverity::WARNING,
        code: None,
        code_description: None,
        source: SOURCE,
        message: words(lang, "文件过大, 未检查", "too long to be checked").to_owned(),
        related_information: None,
        tags: None,
        data: None,
    }
}

/// Tells one list of diagnostics from another by its JSON, so that what the client has need not be sent again.
pub(crate) fn result_id(written: &[u8]) -> String {
    let mut hasher = FixedState::with_seed(0).build_hasher();
    hasher.write(written);
    format!("{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_written_as_a_diagnostic_is() {
        let uri = Uri::from_str("file:///a.txt").expect("a URI");
        let carried = Carried { fingerprint: "0f", rule: "r", fixes: vec!["改", "\"\n"] };
        let place = || Place { uri: &uri, range: Range::default() };
        let full = Shown {
            code: Some("r"),
            code_description: Some(CodeDescription { href: uri.clone() }),
            related_information: Some(vec![Beside { location: place(), message: "此处" }]),
            tags: Some([DiagnosticTag::UNNECESSARY]),
            data: Some(carried),
            ..too_long(Lang::Zh)
        };
        for shown in [too_long(Lang::En), full] {
            let text = written(std::slice::from_ref(&shown));
            let value: serde_json::Value = serde_json::from_slice(&text).expect("JSON");
            let diagnostic = Diagnostic::from(shown);
            assert_eq!(value, serde_json::to_value([&diagnostic]).expect("JSON"));
            if let Some(data) = diagnostic.data {
                let data: Data = serde_json::from_value(data).expect("what actions read");
                assert_eq!((data.fixes.len(), data.rule.as_str()), (2, "r"));
            }
        }
    }
}
