//! Any bytes: decoded or refused, read, judged; every place a place of the text.
#![no_main]

use std::sync::OnceLock;

use disclint_document::SourceText;
use disclint_rules::{LintOptions, Packs, lint};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    static PACKS: OnceLock<Packs> = OnceLock::new();
    let packs = PACKS.get_or_init(Packs::builtin);
    let Ok(source) = SourceText::decode(bytes) else { return };
    let text = source.text().to_owned();
    let document = packs.reader().read(source);
    if let Some(judgement) = lint(packs, &document, &LintOptions::default()) {
        for diagnostic in &judgement.diagnostics {
            assert!(text.get(diagnostic.span.range()).is_some());
        }
    }
});
