//! What must hold for any input: nothing panics, every place is one, the same bytes give the same answer.

use disclint_document::{Encoding, SourceText, Span};
use disclint_rules::{Judgement, LintOptions, Packs, lint};
use disclint_tests::{Generation, Layout, SampleReport, render, variation};
use proptest::prelude::*;

fn judge(packs: &Packs, text: &str) -> Option<Judgement> {
    let document = packs.reader().read(SourceText::new(text.to_owned(), Encoding::Utf8));
    lint(packs, &document, &LintOptions::default())
}

/// Every span of a judgement lies in the text and on boundaries of characters.
fn check_spans(text: &str, judgement: &Judgement) -> Result<(), TestCaseError> {
    for diagnostic in &judgement.diagnostics {
        let related = diagnostic.related.iter().map(|related| related.span);
        let edits = diagnostic.fixes.iter().flat_map(|fix| fix.edits.iter().map(|edit| edit.span));
        let all: Vec<Span> = std::iter::once(diagnostic.span).chain(related).chain(edits).collect();
        for span in all {
            prop_assert!(text.get(span.range()).is_some(), "{span:?} of {}: {}", diagnostic.rule, diagnostic.message);
        }
        prop_assert_eq!(diagnostic.fingerprint.len(), 16);
    }
    let mut fingerprints: Vec<&str> = judgement.diagnostics.iter().map(|d| d.fingerprint.as_str()).collect();
    fingerprints.sort_unstable();
    fingerprints.dedup();
    prop_assert_eq!(fingerprints.len(), judgement.diagnostics.len(), "fingerprints tell findings apart");
    let starts: Vec<u32> = judgement.diagnostics.iter().map(|d| d.span.start).collect();
    prop_assert!(starts.is_sorted(), "findings are in the order of the text");
    Ok(())
}

/// A report as it may be typed halfway: lines dropped, repeated, cut short, changed places.
fn mangled() -> impl Strategy<Value = String> {
    let generation = prop::sample::select(Generation::ALL.to_vec());
    let layout = prop::sample::select(Layout::ALL.to_vec());
    let edits = prop::collection::vec((0usize..400, 0usize..400, 0u8..6), 0..12);
    (generation, layout, 0u64..50, edits, any::<bool>()).prop_map(|(generation, layout, seed, edits, traditional)| {
        let mut text = render(&SampleReport::balanced_random(generation, seed), layout);
        if traditional {
            text = variation::traditional_with_pinyin(&text);
        }
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        for (from, to, kind) in edits {
            let (from, to) = (from % lines.len(), to % lines.len());
            match kind {
                0 if lines.len() > 1 => drop(lines.remove(from)),
                1 => lines.insert(to, lines[from].clone()),
                2 => lines.swap(from, to),
                3 => lines[from] = lines[from].chars().skip(to % 7).collect(),
                4 => lines[from]
                    .push_str(["|", " 12", "𠮷", "(huì)", "\t", "?", "99999999999999999999999999999999"][to % 7]),
                _ => lines[from] = lines[from].replace('0', ["", "-", "0.5", "三", "/", "1 0"][to % 6]),
            }
        }
        lines.join(["\n", "\r\n", "\r"][seed as usize % 3])
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn half_written_reports_are_read(text in mangled()) {
        let packs = packs();
        if let Some(judgement) = judge(packs, &text) {
            check_spans(&text, &judgement)?;
            let again = judge(packs, &text);
            prop_assert!(again.as_ref() == Some(&judgement), "the same text, the same answer");
            let coverage = judgement.coverage;
            prop_assert!(coverage.cells_read <= coverage.cells_expected);
        }
    }

    #[test]
    fn any_text_is_read(text in "(\\PC|[|\\n\\t \r0-9一二三、.()是要。总计规章]|一、总体情况|2022年|第二十条第\\(一\\)项|信息内容|行政许可|（七）总计){0,120}") {
        if let Some(judgement) = judge(packs(), &text) {
            check_spans(&text, &judgement)?;
        }
    }

    #[test]
    fn any_bytes_are_decoded_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(source) = SourceText::decode(&bytes) {
            let text = source.text().to_owned();
            let document = packs().reader().read(source);
            if let Some(judgement) = lint(packs(), &document, &LintOptions::default()) {
                check_spans(&text, &judgement)?;
            }
        }
    }

    #[test]
    fn any_pack_is_loaded_or_refused(text in "(\\[pack\\]\n|\\[\\[rule\\]\\]\n|id = \"[a-z]{1,3}\"\n|extends = \"common\"\n|check.identity = \\{ table = \"x\", each = \"row\", equation = \"[a-c+=* 0-9-]{0,9}\" \\}\n|title = \\{ zh = \"\\{x\", en = \"\" \\}\n|\\PC{0,6}\n){0,8}") {
        let source = disclint_rules::PackSource { name: "x.toml".into(), folder: "x".into(), text: text.clone() };
        if let Err(errors) = Packs::load(&[source]) {
            for error in errors.0 {
                let end = error.span.offset() + error.span.len();
                prop_assert!(error.source_code.name() != "x.toml" || text.get(error.span.offset()..end).is_some(), "{text}");
            }
        }
    }
}

fn packs() -> &'static Packs {
    static PACKS: std::sync::OnceLock<Packs> = std::sync::OnceLock::new();
    PACKS.get_or_init(Packs::builtin)
}
