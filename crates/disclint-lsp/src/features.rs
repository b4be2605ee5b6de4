//! What the client can do, resolved once.

use std::path::PathBuf;

use disclint_rules::Lang;
use serde::Deserialize;
use tower_lsp::lsp_types::{
    CodeActionClientCapabilities, DiagnosticTag, DocumentSymbolClientCapabilities, HoverClientCapabilities,
    InitializeParams, MarkupKind, ResourceOperationKind, TextDocumentClientCapabilities, WorkspaceClientCapabilities,
};

use crate::position::Encoding;

/// What the client can do; what it does not say it cannot.
#[derive(Clone, Debug, Default)]
#[allow(clippy::struct_excessive_bools)] // each is a capability of its own
pub(crate) struct Features {
    pub(crate) encoding: Encoding,
    /// It asks for diagnostics.
    pub(crate) pulls: bool,
    /// It wants to be told to ask again.
    pub(crate) refreshes_diagnostics: bool,
    pub(crate) refreshes_hints: bool,
    pub(crate) refreshes_lenses: bool,
    pub(crate) refreshes_tokens: bool,
    pub(crate) related_information: bool,
    pub(crate) code_description: bool,
    pub(crate) diagnostic_data: bool,
    pub(crate) tag_unnecessary: bool,
    pub(crate) markdown_hover: bool,
    pub(crate) markdown_completion: bool,
    pub(crate) snippets: bool,
    pub(crate) nested_symbols: bool,
    pub(crate) definition_links: bool,
    pub(crate) lines_only_folding: bool,
    /// It takes code actions that are no mere commands.
    pub(crate) code_actions: bool,
    pub(crate) preferred_actions: bool,
    /// It takes edits of versions of documents, and of several documents.
    pub(crate) document_changes: bool,
    pub(crate) creates_files: bool,
    pub(crate) watches_files: bool,
    pub(crate) shows_progress: bool,
    pub(crate) own: Settings,
}

/// What our own extension says at the start, and what users set. Unknown keys are of no interest.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Settings {
    /// `zh` or `en`.
    lang: Option<String>,
    /// Rule packs.
    pub(crate) rules: Option<Vec<PathBuf>>,
    /// The client's command that shows the proof of a document.
    pub(crate) show_proof_command: Option<String>,
    /// The client's command that asks for a reason and waives a finding.
    pub(crate) waive_command: Option<String>,
}

impl Settings {
    /// The language asked for, if it is one we have.
    pub(crate) fn lang(&self) -> Option<Lang> {
        match self.lang.as_deref()? {
            "zh" => Some(Lang::Zh),
            "en" => Some(Lang::En),
            _ => None,
        }
    }
}

impl Features {
    pub(crate) fn new(params: &InitializeParams) -> Self {
        let capabilities = &params.capabilities;
        let general = capabilities.general.clone().unwrap_or_default();
        let mut features = Self {
            encoding: Encoding::negotiate(general.position_encodings.as_deref()),
            shows_progress: capabilities.window.as_ref().and_then(|window| window.work_done_progress) == Some(true),
            own: params
                .initialization_options
                .clone()
                .and_then(|options| serde_json::from_value(options).ok())
                .unwrap_or_default(),
            ..Self::default()
        };
        if let Some(text) = &capabilities.text_document {
            features.documents(text);
        }
        if let Some(workspace) = &capabilities.workspace {
            features.workspace(workspace);
        }
        features
    }

    fn documents(&mut self, text: &TextDocumentClientCapabilities) {
        self.pulls = text.diagnostic.is_some();
        if let Some(publish) = &text.publish_diagnostics {
            self.related_information = publish.related_information == Some(true);
            self.code_description = publish.code_description_support == Some(true);
            self.diagnostic_data = publish.data_support == Some(true);
            let tags = publish.tag_support.as_ref().map_or(&[][..], |tags| &tags.value_set);
            self.tag_unnecessary = tags.contains(&DiagnosticTag::UNNECESSARY);
        }
        if let Some(HoverClientCapabilities { content_format: Some(formats), .. }) = &text.hover {
            self.markdown_hover = formats.contains(&MarkupKind::Markdown);
        }
        if let Some(item) = text.completion.as_ref().and_then(|completion| completion.completion_item.as_ref()) {
            self.snippets = item.snippet_support == Some(true);
            let formats = item.documentation_format.as_ref();
            self.markdown_completion = formats.is_some_and(|formats| formats.contains(&MarkupKind::Markdown));
        }
        if let Some(DocumentSymbolClientCapabilities { hierarchical_document_symbol_support, .. }) =
            text.document_symbol
        {
            self.nested_symbols = hierarchical_document_symbol_support == Some(true);
        }
        self.definition_links = text.definition.is_some_and(|definition| definition.link_support == Some(true));
        self.lines_only_folding =
            text.folding_range.as_ref().is_some_and(|folding| folding.line_folding_only == Some(true));
        if let Some(CodeActionClientCapabilities { code_action_literal_support, is_preferred_support, .. }) =
            &text.code_action
        {
            self.code_actions = code_action_literal_support.is_some();
            self.preferred_actions = *is_preferred_support == Some(true);
        }
    }

    fn workspace(&mut self, workspace: &WorkspaceClientCapabilities) {
        self.refreshes_diagnostics =
            workspace.diagnostic.as_ref().is_some_and(|diagnostic| diagnostic.refresh_support == Some(true));
        self.refreshes_hints = workspace.inlay_hint.as_ref().is_some_and(|hint| hint.refresh_support == Some(true));
        self.refreshes_lenses = workspace.code_lens.as_ref().is_some_and(|lens| lens.refresh_support == Some(true));
        self.refreshes_tokens =
            workspace.semantic_tokens.as_ref().is_some_and(|tokens| tokens.refresh_support == Some(true));
        self.watches_files =
            workspace.did_change_watched_files.as_ref().is_some_and(|watch| watch.dynamic_registration == Some(true));
        if let Some(edit) = &workspace.workspace_edit {
            self.document_changes = edit.document_changes == Some(true);
            let operations = edit.resource_operations.as_ref();
            self.creates_files = self.document_changes
                && operations.is_some_and(|operations| operations.contains(&ResourceOperationKind::Create));
        }
    }
}
