//! The protocol's requests and notifications, each handed to the module that answers it.

use std::path::PathBuf;
use std::sync::Arc;

use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionParams, CodeActionProviderCapability, CodeActionResponse, CodeLens,
    CodeLensOptions, CodeLensParams, CompletionOptions, CompletionParams, CompletionResponse, DiagnosticOptions,
    DiagnosticServerCapabilities, DidChangeConfigurationParams, DidChangeTextDocumentParams,
    DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, DidSaveTextDocumentParams, DocumentDiagnosticParams, DocumentDiagnosticReport,
    DocumentDiagnosticReportResult, DocumentFormattingParams, DocumentLink, DocumentLinkOptions, DocumentLinkParams,
    DocumentRangeFormattingParams, DocumentSymbolParams, DocumentSymbolResponse, ExecuteCommandOptions,
    ExecuteCommandParams, FoldingRange, FoldingRangeParams, FoldingRangeProviderCapability,
    FullDocumentDiagnosticReport, GotoDefinitionParams, GotoDefinitionResponse, Hover, HoverParams,
    HoverProviderCapability, InitializeParams, InitializeResult, InitializedParams, InlayHint, InlayHintParams, LSPAny,
    Location, OneOf, ReferenceParams, RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport,
    SaveOptions, SelectionRange, SelectionRangeParams, SelectionRangeProviderCapability, SemanticTokens,
    SemanticTokensFullOptions, SemanticTokensOptions, SemanticTokensParams, SemanticTokensRangeParams,
    SemanticTokensRangeResult, SemanticTokensResult, ServerCapabilities, ServerInfo, TextDocumentSyncCapability,
    TextDocumentSyncKind, TextDocumentSyncOptions, TextDocumentSyncSaveOptions, TextEdit,
    UnchangedDocumentDiagnosticReport, WorkDoneProgressOptions, WorkspaceDiagnosticParams, WorkspaceDiagnosticReport,
    WorkspaceDiagnosticReportResult, WorkspaceDocumentDiagnosticReport, WorkspaceFoldersServerCapabilities,
    WorkspaceFullDocumentDiagnosticReport, WorkspaceServerCapabilities, WorkspaceUnchangedDocumentDiagnosticReport,
};
use tower_lsp::{Client, LanguageServer};

use crate::analysis::{Analysis, Stop, StopGuard};
use crate::diagnostics::{self, SOURCE};
use crate::document::path_of;
use crate::features::{Features, Settings};
use crate::requests::proof::{ProofPage, ProofParams};
use crate::requests::{
    actions, completion, folding, formatting, hints, hover, lenses, links, navigation, proof, selection, symbols,
    tokens,
};
use crate::session::{Miss, Session};
use crate::{Options, commands, watch, worker, workspace};

/// What tower-lsp calls.
pub(crate) struct Backend(Arc<Session>);

impl Backend {
    pub(crate) fn new(client: Client, options: Options) -> Self {
        Self(Arc::new(Session::new(client, options)))
    }

    pub(crate) fn session(&self) -> Arc<Session> {
        Arc::clone(&self.0)
    }

    /// What a message gets that is none.
    #[allow(clippy::unused_async)] // tower-lsp wants a future
    pub(crate) async fn malformed(&self) -> Result<()> {
        Err(Error::parse_error())
    }

    /// `disclint/proof`.
    pub(crate) async fn proof(&self, params: ProofParams) -> Result<Option<ProofPage>> {
        Ok(self.0.ask(&params.text_document.uri, proof::proof).await?.flatten())
    }
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let features = Features::new(&params);
        let capabilities = capabilities(&features);
        self.0.set_features(features);
        self.0.state().folders = folders(&params);
        watch::load(&self.0).await;
        let version = Some(self.0.options.version.to_owned());
        Ok(InitializeResult { capabilities, server_info: Some(ServerInfo { name: SOURCE.to_owned(), version }) })
    }

    async fn initialized(&self, _: InitializedParams) {
        watch::start(&self.0);
    }

    async fn shutdown(&self) -> Result<()> {
        self.0.end();
        Ok(())
    }

    // No `.await` in the next three: what stands before the first one happens in the order of the messages.

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        self.0.open(&params);
        worker::publish(&self.0, &params.text_document.uri);
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        self.0.change(&params);
        worker::publish(&self.0, &params.text_document.uri);
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.0.close(&params.text_document.uri);
        worker::publish(&self.0, &params.text_document.uri);
    }

    async fn did_save(&self, _: DidSaveTextDocumentParams) {
        // What is on disk is of no interest while the document is open.
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        let ours = params.settings.get(SOURCE).unwrap_or(&params.settings);
        let settings: Settings = serde_json::from_value(ours.clone()).unwrap_or_default();
        let changed = {
            let mut state = self.0.state();
            std::mem::replace(&mut state.settings, settings.clone()) != settings
        };
        if changed {
            watch::reload(&self.0).await;
        }
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        {
            let mut state = self.0.state();
            let gone: Vec<PathBuf> = params.event.removed.iter().filter_map(|folder| path_of(&folder.uri)).collect();
            state.folders.retain(|folder| !gone.contains(folder));
            for folder in params.event.added.iter().filter_map(|folder| path_of(&folder.uri)) {
                if !state.folders.contains(&folder) {
                    state.folders.push(folder);
                }
            }
        }
        watch::reload(&self.0).await;
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        let project = Arc::clone(&self.0.state().project);
        let paths: Vec<PathBuf> = params.changes.iter().filter_map(|change| path_of(&change.uri)).collect();
        let matters = move || paths.iter().any(|path| project.rests_on(path));
        if tokio::task::spawn_blocking(matters).await.unwrap_or(false) {
            watch::reload(&self.0).await;
        }
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let uri = params.text_document.uri;
        let own = uri.clone();
        // Written where it was found out: this thread has the client's next message to look at.
        let answer = self.0.answer(&uri, move |session, analysis| {
            diagnostics::written(&diagnostics::of_analysis(analysis, &own, session.features()))
        });
        let items = match answer.await {
            Err(Miss::Closed) => diagnostics::written(&[]),
            items => items?,
        };
        let result_id = diagnostics::result_id(&items);
        let report = if params.previous_result_id.as_ref() == Some(&result_id) {
            DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
                related_documents: None,
                unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
            })
        } else {
            let head = format!(r#"{{"kind":"full","resultId":"{result_id}","items":"#);
            // The mark stands for all of it.
            let result_id = Some(self.0.written.keep([head.into_bytes(), items, b"}".to_vec()]));
            DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
                related_documents: None,
                full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id, items: Vec::new() },
            })
        };
        Ok(report.into())
    }

    async fn workspace_diagnostic(&self, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
        let session = self.session();
        let stop = Stop::default();
        let _guard = StopGuard(stop.clone());
        let work = move || {
            let mut items = Vec::new();
            workspace::check(&session, &stop, |_, _, found| {
                let Some(found) = found else { return };
                let mut previous = params.previous_result_ids.iter();
                let same = previous.any(|id| id.uri == found.uri && id.value == found.result_id);
                items.push(report(found, same));
            });
            items
        };
        let items = tokio::task::spawn_blocking(work).await.map_err(|_| Miss::Broken)?;
        Ok(WorkspaceDiagnosticReport { items }.into())
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let at = params.text_document_position_params;
        let answer =
            self.0.ask(&at.text_document.uri, move |session, analysis| hover::hover(session, analysis, at.position));
        Ok(answer.await?.flatten())
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let at = params.text_document_position_params;
        let uri = at.text_document.uri.clone();
        let answer = self.0.ask(&at.text_document.uri, move |session, analysis| {
            navigation::definition(session, analysis, &uri, at.position)
        });
        Ok(answer.await?.flatten())
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let at = params.text_document_position;
        let (uri, with_itself) = (at.text_document.uri.clone(), params.context.include_declaration);
        let answer = self.0.ask(&at.text_document.uri, move |session, analysis| {
            navigation::references(session, analysis, &uri, at.position, with_itself)
        });
        Ok(answer.await?.flatten())
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        let uri = params.text_document.uri;
        let own = uri.clone();
        self.0.ask(&uri, move |session, analysis| symbols::symbols(session, analysis, &own)).await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        self.0.ask(&params.text_document.uri, folding::folding).await
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        let positions = params.positions;
        let answer = move |session: &Session, analysis: &Analysis| selection::selection(session, analysis, &positions);
        self.0.ask(&params.text_document.uri, answer).await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        self.0.ask(&params.text_document.uri, links::links).await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let uri = params.text_document.uri.clone();
        let answer = self.0.ask(&uri, move |session, analysis| {
            actions::actions(session, analysis, &params.text_document.uri, params.range, &params.context)
        });
        answer.await
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let at = params.text_document_position;
        let answer = self.0.ask(&at.text_document.uri, move |session, analysis| {
            completion::completion(session, analysis, at.position)
        });
        Ok(answer.await?.map(CompletionResponse::Array))
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        let answer = |session: &Session, analysis: &Analysis| formatting::formatting(session, analysis, None);
        self.0.ask(&params.text_document.uri, answer).await
    }

    async fn range_formatting(&self, params: DocumentRangeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        let range = params.range;
        let answer =
            move |session: &Session, analysis: &Analysis| formatting::formatting(session, analysis, Some(range));
        self.0.ask(&params.text_document.uri, answer).await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let range = params.range;
        let answer = move |session: &Session, analysis: &Analysis| hints::hints(session, analysis, range);
        self.0.ask(&params.text_document.uri, answer).await
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        let uri = params.text_document.uri;
        let own = uri.clone();
        self.0.ask(&uri, move |session, analysis| lenses::lenses(session, analysis, &own)).await
    }

    async fn semantic_tokens_full(&self, params: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
        let answer = |session: &Session, analysis: &Analysis| tokens::tokens(session, analysis, None);
        let data = self.0.ask(&params.text_document.uri, answer).await?;
        Ok(data.map(|data| SemanticTokensResult::Tokens(SemanticTokens { result_id: None, data })))
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        let range = params.range;
        let answer = move |session: &Session, analysis: &Analysis| tokens::tokens(session, analysis, Some(range));
        let data = self.0.ask(&params.text_document.uri, answer).await?;
        Ok(data.map(|data| SemanticTokensRangeResult::Tokens(SemanticTokens { result_id: None, data })))
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
        commands::execute(&self.0, params).await
    }
}

fn report(found: workspace::Found, same: bool) -> WorkspaceDocumentDiagnosticReport {
    let (uri, version) = (found.uri, found.version.map(i64::from));
    if same {
        let unchanged_document_diagnostic_report = UnchangedDocumentDiagnosticReport { result_id: found.result_id };
        WorkspaceUnchangedDocumentDiagnosticReport { uri, version, unchanged_document_diagnostic_report }.into()
    } else {
        let items = found.diagnostics.to_vec();
        let full_document_diagnostic_report = FullDocumentDiagnosticReport { result_id: Some(found.result_id), items };
        WorkspaceFullDocumentDiagnosticReport { uri, version, full_document_diagnostic_report }.into()
    }
}

/// The folders that the client has open.
#[allow(deprecated)] // older clients say it by the root only
fn folders(params: &InitializeParams) -> Vec<PathBuf> {
    match &params.workspace_folders {
        Some(folders) => folders.iter().filter_map(|folder| path_of(&folder.uri)).collect(),
        None => params.root_uri.iter().filter_map(path_of).collect(),
    }
}

fn capabilities(features: &Features) -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: Some(features.encoding.kind()),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
            ..TextDocumentSyncOptions::default()
        })),
        diagnostic_provider: features.pulls.then(|| {
            DiagnosticServerCapabilities::Options(DiagnosticOptions {
                identifier: Some(SOURCE.to_owned()),
                inter_file_dependencies: false,
                workspace_diagnostics: true,
                work_done_progress_options: WorkDoneProgressOptions::default(),
            })
        }),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            file_operations: None,
        }),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
        selection_range_provider: Some(SelectionRangeProviderCapability::Simple(true)),
        document_link_provider: Some(DocumentLinkOptions {
            resolve_provider: Some(false),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        }),
        code_action_provider: features.code_actions.then(|| {
            CodeActionProviderCapability::Options(CodeActionOptions {
                code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, CodeActionKind::SOURCE_FIX_ALL]),
                ..CodeActionOptions::default()
            })
        }),
        completion_provider: Some(CompletionOptions::default()),
        document_formatting_provider: Some(OneOf::Left(true)),
        document_range_formatting_provider: Some(OneOf::Left(true)),
        inlay_hint_provider: Some(OneOf::Left(true)),
        code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(false) }),
        semantic_tokens_provider: Some(
            SemanticTokensOptions {
                legend: tokens::legend(),
                range: Some(true),
                full: Some(SemanticTokensFullOptions::Bool(true)),
                ..SemanticTokensOptions::default()
            }
            .into(),
        ),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: commands::names(),
            ..ExecuteCommandOptions::default()
        }),
        ..ServerCapabilities::default()
    }
}
