//! What is wrong in configurations, baselines and packs, shown where it stands: as diagnostics of those files.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use disclint_document::{Encoding as Bytes, SourceText, Span};
use disclint_workspace::LoadError;
use tower_lsp::lsp_types::{Diagnostic, DiagnosticSeverity, Uri};

use crate::convert::uri_of;
use crate::diagnostics::SOURCE;
use crate::position::Encoding;
use crate::session::Session;

/// One thing that is wrong in a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Trouble {
    path: PathBuf,
    text: String,
    span: Span,
    message: String,
}

/// What is wrong in which places; nothing where a file could not be read at all.
pub(crate) fn of(error: &LoadError) -> Vec<Trouble> {
    let problems = error.problems().map_or(&[][..], |errors| &errors.0);
    let trouble = |problem: &disclint_rules::PackError| {
        let (start, help) = (problem.span.offset(), problem.help.as_deref());
        Some(Trouble {
            path: file(problem.source_code.name())?,
            text: problem.source_code.inner().clone(),
            span: Span::new(start, start + problem.span.len()),
            message: help.map_or_else(|| problem.message.clone(), |help| format!("{}\n{help}", problem.message)),
        })
    };
    problems.iter().filter_map(trouble).collect()
}

/// The file that is called so in errors: as seen from the current folder.
fn file(name: &str) -> Option<PathBuf> {
    let path = std::path::absolute(Path::new(name)).ok()?;
    if path.components().any(|part| part == Component::ParentDir) { path.canonicalize().ok() } else { Some(path) }
}

/// What the client has been told.
#[derive(Default)]
pub(crate) struct Told(BTreeMap<String, Vec<Diagnostic>>);

impl Told {
    /// Tells the client what has changed.
    pub(crate) async fn update(&mut self, session: &Session, troubles: &[Trouble]) {
        let mut now: BTreeMap<String, (Uri, Vec<Diagnostic>)> = BTreeMap::new();
        for trouble in troubles {
            let Some(uri) = uri_of(&trouble.path) else { continue };
            let diagnostic = diagnostic(trouble, session.features().encoding);
            now.entry(uri.as_str().to_owned()).or_insert((uri, Vec::new())).1.push(diagnostic);
        }
        let gone = self.0.keys().filter(|name| !now.contains_key(*name));
        let gone: Vec<Uri> = gone.filter_map(|name| name.parse().ok()).collect();
        for uri in gone {
            self.0.remove(uri.as_str());
            session.client.publish_diagnostics(uri, Vec::new(), None).await;
        }
        for (name, (uri, list)) in now {
            if self.0.get(&name) != Some(&list) {
                session.client.publish_diagnostics(uri, list.clone(), None).await;
                self.0.insert(name, list);
            }
        }
    }
}

fn diagnostic(trouble: &Trouble, encoding: Encoding) -> Diagnostic {
    let source = SourceText::new(trouble.text.clone(), Bytes::Utf8);
    Diagnostic {
        range: encoding.range(&source, trouble.span),
        severity: Some(DiagnosticSeverity::ERROR),
        source: Some(SOURCE.to_owned()),
        message: trouble.message.clone(),
        ..Diagnostic::default()
    }
}
