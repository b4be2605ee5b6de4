//! Code actions: the findings' proposed changes, all of one rule's at once, and accepting a finding.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use disclint_document::SourceText;
use disclint_rules::{Applicability, Diagnostic as Finding, Edit, Lang};
use disclint_workspace::{config, edit};
use tower_lsp::lsp_types::{
    CodeAction, CodeActionContext, CodeActionKind, CodeActionOrCommand, Command, CreateFile, CreateFileOptions,
    Diagnostic, DocumentChangeOperation, DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier, Range,
    ResourceOp, TextDocumentEdit, TextEdit, Uri, WorkspaceEdit,
};

use crate::analysis::{Analysis, input_of};
use crate::commands::WAIVE;
use crate::convert::{uri_of, words};
use crate::diagnostics::Data;
use crate::features::Features;
use crate::session::Session;

pub(crate) fn actions(
    session: &Session,
    analysis: &Analysis,
    uri: &Uri,
    range: Range,
    context: &CodeActionContext,
) -> Vec<CodeActionOrCommand> {
    let features = session.features();
    // A client without such actions would get commands that only the server could carry out.
    let (Some(judged), true) = (&analysis.judged, features.code_actions) else { return Vec::new() };
    let wants = |kind: &CodeActionKind| {
        let only = context.only.as_ref();
        only.is_none_or(|only| only.iter().any(|wanted| is_part_of(kind, wanted)))
    };
    let builder = Builder { analysis, uri, features };
    let findings = &judged.judgement.diagnostics;
    let mut actions = Vec::new();
    if wants(&CodeActionKind::QUICKFIX) {
        for finding in findings.iter().filter(|finding| builder.is_meant(finding, range)) {
            let shown = context.diagnostics.iter().find(|shown| is_of(shown, finding)).cloned();
            builder.fixes(finding, shown.as_ref(), &mut actions);
            builder.all_of_rule(finding, findings, &mut actions);
            actions.extend(builder.waive(finding, shown));
        }
    }
    if wants(&CodeActionKind::SOURCE_FIX_ALL) && context.only.is_some() {
        actions.extend(builder.all_safe(findings));
    }
    actions
}

/// Whether `kind` is `wanted` or one of its kinds.
fn is_part_of(kind: &CodeActionKind, wanted: &CodeActionKind) -> bool {
    let rest = kind.as_str().strip_prefix(wanted.as_str());
    wanted.as_str().is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Whether a diagnostic that the client shows is this finding.
fn is_of(shown: &Diagnostic, finding: &Finding) -> bool {
    let data = shown.data.clone().and_then(|data| serde_json::from_value::<Data>(data).ok());
    data.is_some_and(|data| data.fingerprint == finding.fingerprint)
}

struct Builder<'a> {
    analysis: &'a Analysis,
    uri: &'a Uri,
    features: &'a Features,
}

impl Builder<'_> {
    fn lang(&self) -> Lang {
        self.analysis.project.lang
    }

    /// Whether the finding stands where the cursor or the selection is.
    fn is_meant(&self, finding: &Finding, range: Range) -> bool {
        let at = self.features.encoding.range(self.analysis.source(), finding.span);
        at.start <= range.end && range.start <= at.end
    }

    fn fixes(&self, finding: &Finding, shown: Option<&Diagnostic>, actions: &mut Vec<CodeActionOrCommand>) {
        for (number, fix) in finding.fixes.iter().enumerate() {
            let preferred = number == 0 && finding.fixes.len() == 1;
            actions.push(CodeActionOrCommand::CodeAction(CodeAction {
                title: fix.title.clone(),
                kind: Some(CodeActionKind::QUICKFIX),
                diagnostics: shown.map(|shown| vec![shown.clone()]),
                edit: Some(self.edit(&fix.edits)),
                is_preferred: (preferred && self.features.preferred_actions).then_some(true),
                ..CodeAction::default()
            }));
        }
    }

    /// The first proposed change of every finding of the rule, where there are several: one cause often shows
    /// in many places, as a heading too many in every number after it.
    fn all_of_rule(&self, finding: &Finding, all: &[Finding], actions: &mut Vec<CodeActionOrCommand>) {
        let same: Vec<&Finding> = all.iter().filter(|other| other.rule == finding.rule).collect();
        let edits = edits(same.iter().copied());
        let count = same.iter().filter(|other| !other.fixes.is_empty()).count();
        if count < 2 || finding.fixes.is_empty() {
            return;
        }
        let title = match self.lang() {
            Lang::Zh => format!("修改“{}”的全部 {count} 处", finding.rule),
            Lang::En => format!("make all {count} changes of {}", finding.rule),
        };
        let known = |action: &CodeActionOrCommand| matches!(action, CodeActionOrCommand::CodeAction(known) if known.title == title);
        if !actions.iter().any(known) {
            actions.push(CodeActionOrCommand::CodeAction(CodeAction {
                title,
                kind: Some(CodeActionKind::QUICKFIX),
                edit: Some(self.edit(&edits)),
                ..CodeAction::default()
            }));
        }
    }

    /// Every change that leaves the meaning of the report as it is.
    fn all_safe(&self, all: &[Finding]) -> Option<CodeActionOrCommand> {
        let safe = all
            .iter()
            .filter(|finding| finding.fixes.first().is_some_and(|fix| fix.applicability == Applicability::Safe));
        let edits = edits(safe);
        (!edits.is_empty()).then(|| {
            CodeActionOrCommand::CodeAction(CodeAction {
                title: words(self.lang(), "恢复全部规定的写法", "restore every prescribed wording").to_owned(),
                kind: Some(CodeActionKind::SOURCE_FIX_ALL),
                edit: Some(self.edit(&edits)),
                ..CodeAction::default()
            })
        })
    }

    /// Edits of this version of the document.
    fn edit(&self, edits: &[Edit]) -> WorkspaceEdit {
        let (encoding, source) = (self.features.encoding, self.analysis.source());
        let edits: Vec<TextEdit> = edits
            .iter()
            .map(|edit| TextEdit::new(encoding.range(source, edit.span), edit.replacement.clone()))
            .collect();
        if self.features.document_changes {
            let text_document =
                OptionalVersionedTextDocumentIdentifier { uri: self.uri.clone(), version: Some(self.analysis.version) };
            let edits = edits.into_iter().map(OneOf::Left).collect();
            let changes = DocumentChanges::Edits(vec![TextDocumentEdit { text_document, edits }]);
            WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() }
        } else {
            changes(self.uri.clone(), edits)
        }
    }

    /// Accepts a finding: by the client's command, which asks for the reason, or by an edit of the
    /// configuration with a reason to be filled in.
    fn waive(&self, finding: &Finding, shown: Option<Diagnostic>) -> Option<CodeActionOrCommand> {
        let path = self.analysis.path.as_deref()?;
        let title = match self.lang() {
            Lang::Zh => format!("豁免此项 ({}),并说明理由", finding.rule),
            Lang::En => format!("accept this finding ({}) and say why", finding.rule),
        };
        let mut action = CodeAction {
            title: title.clone(),
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: shown.map(|shown| vec![shown]),
            ..CodeAction::default()
        };
        let arguments =
            |last: &str| Some(vec![self.uri.as_str().into(), finding.fingerprint.as_str().into(), last.into()]);
        let placeholder = words(self.lang(), "待说明", "to be explained");
        if let Some(command) = self.features.own.waive_command.clone() {
            action.command = Some(Command { title, command, arguments: arguments(&finding.rule) });
        } else if let Some(edit) = self.waiver(path, &finding.fingerprint, placeholder) {
            action.edit = Some(edit);
        } else {
            action.command = Some(Command { title, command: WAIVE.to_owned(), arguments: arguments(placeholder) });
        }
        Some(CodeActionOrCommand::CodeAction(action))
    }

    /// The configuration with one more waiver; `None` if the client cannot make it or it is not sound.
    fn waiver(&self, report: &Path, fingerprint: &str, reason: &str) -> Option<WorkspaceEdit> {
        let path = configuration(self.analysis, report)?;
        let uri = uri_of(&path)?;
        let old = fs::read_to_string(&path).ok();
        let text = old.clone().unwrap_or_default();
        let file = file_in(&path, report);
        let new = edit::with_waiver(&text, fingerprint, reason, file.as_deref()).ok()?;
        let (at, added) = difference(&text, &new);
        let source = SourceText::new(text, disclint_document::Encoding::Utf8);
        let range = self.features.encoding.range(&source, disclint_document::Span::new(at.start, at.end));
        let edit = TextEdit::new(range, added);
        if old.is_some() {
            return Some(changes(uri, vec![edit]));
        }
        if !self.features.creates_files {
            return None;
        }
        let options = Some(CreateFileOptions { overwrite: Some(false), ignore_if_exists: Some(true) });
        let create = ResourceOp::Create(CreateFile { uri: uri.clone(), options, annotation_id: None });
        let text_document = OptionalVersionedTextDocumentIdentifier { uri, version: None };
        let edit = TextDocumentEdit { text_document, edits: vec![OneOf::Left(edit)] };
        let operations = vec![DocumentChangeOperation::Op(create), DocumentChangeOperation::Edit(edit)];
        Some(WorkspaceEdit {
            document_changes: Some(DocumentChanges::Operations(operations)),
            ..WorkspaceEdit::default()
        })
    }
}

#[allow(clippy::mutable_key_type)] // the protocol's own type; the cell in it is a cache
fn changes(uri: Uri, edits: Vec<TextEdit>) -> WorkspaceEdit {
    WorkspaceEdit { changes: Some(HashMap::from([(uri, edits)])), ..WorkspaceEdit::default() }
}

/// The first proposed change of each finding, as far as they do not overlap.
fn edits<'a>(findings: impl Iterator<Item = &'a Finding>) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for fix in findings.filter_map(|finding| finding.fixes.first()) {
        let overlaps = |edit: &Edit| {
            edits.iter().any(|known| edit.span.start < known.span.end && known.span.start < edit.span.end)
        };
        if !fix.edits.iter().any(overlaps) {
            edits.extend(fix.edits.iter().cloned());
        }
    }
    edits.sort_by_key(|edit| edit.span);
    edits
}

/// The configuration for a report: the nearest there is, or one to be made in the client's folder or beside
/// the report.
pub(crate) fn configuration(analysis: &Analysis, report: &Path) -> Option<PathBuf> {
    let input = input_of(report);
    let project = &analysis.project;
    let found = project.settings(&input).config_path(&input);
    let folder = || project.folders.iter().find(|folder| report.starts_with(folder)).cloned();
    found.or_else(|| Some(folder().or_else(|| report.parent().map(Path::to_owned))?.join(config::NAME)))
}

/// The report as its configuration names it.
pub(crate) fn file_in(config: &Path, report: &Path) -> Option<String> {
    let (folder, report) = (config.parent()?.canonicalize().ok()?, report.canonicalize().ok()?);
    let inside = report.strip_prefix(folder).ok()?;
    let names: Vec<_> = inside.components().map(|name| name.as_os_str().to_string_lossy()).collect();
    Some(names.join("/"))
}

/// The part of `old` that `new` replaces, and by what.
fn difference(old: &str, new: &str) -> (std::ops::Range<usize>, String) {
    let mut start = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
    while !old.is_char_boundary(start) || !new.is_char_boundary(start) {
        start -= 1;
    }
    let (rest, rest_new) = (&old[start..], &new[start..]);
    let mut same = rest.bytes().rev().zip(rest_new.bytes().rev()).take_while(|(a, b)| a == b).count();
    while !rest.is_char_boundary(rest.len() - same) || !rest_new.is_char_boundary(rest_new.len() - same) {
        same -= 1;
    }
    (start..old.len() - same, rest_new[..rest_new.len() - same].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_replaced() {
        for (old, new) in [("", "甲"), ("甲乙", "甲丙乙"), ("a\n", "a\n\nb\n"), ("甲", "甲"), ("申", "甲")] {
            let (at, added) = difference(old, new);
            let mut text = old.to_owned();
            text.replace_range(at, &added);
            assert_eq!(text, new);
        }
        assert_eq!(difference("a\n", "a\nb\n"), (2..2, "b\n".to_owned()));
    }

    #[test]
    fn kinds_are_asked_for_by_their_beginnings() {
        assert!(is_part_of(&CodeActionKind::SOURCE_FIX_ALL, &CodeActionKind::SOURCE));
        assert!(is_part_of(&CodeActionKind::QUICKFIX, &CodeActionKind::EMPTY));
        assert!(!is_part_of(&CodeActionKind::QUICKFIX, &CodeActionKind::new("quick")));
    }
}
