//! Sample reports and packs, damaged at random: nothing panics, and every place is one of the text.
//!
//! A hundred or so in a normal run; `DISCLINT_MUTATION_SECONDS=600` goes on for so long. A failure names its
//! seed.

use std::path::Path;
use std::time::{Duration, Instant};

use disclint_document::{ColumnUnit, SourceText};
use disclint_rules::{LintOptions, PackSource, Packs, lint};
use disclint_tests::{Nasty, Rng, sample_files};

/// What is put in: what the readers look for, where it does not belong.
const PIECES: [&str; 48] = [
    "|",
    "\t",
    "\n",
    "\r",
    "\r\n",
    " ",
    "\u{3000}",
    "(",
    ")",
    "（",
    "）",
    "一、",
    "二、",
    "(一)",
    "1.",
    "一是",
    "二是",
    "其中",
    "合计",
    "包括",
    "分别为",
    "0",
    "12",
    "1,234",
    "99999999999999999999999999999",
    "-5",
    "1.5",
    "三",
    "十二",
    "万",
    "件",
    "元",
    "%",
    "。",
    ",",
    ";",
    "：",
    "2023年",
    "2023年1月1日至2023年12月31日",
    "規章",
    "(huì)",
    "?",
    "<td>",
    "&nbsp;",
    "𠮷",
    "\u{E000}",
    "\u{200B}",
    "\u{FEFF}",
];

/// Pieces of TOML.
const TOML_PIECES: [&str; 30] = [
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "=",
    ",",
    ".",
    "\n",
    "\\",
    "\\u0000",
    "(",
    ")",
    "|",
    "*",
    "{figure}",
    "{number}",
    "{",
    "(?<a>",
    "+",
    "a.b.c",
    "[[rule]]",
    "[pack]",
    "-9223372036854775808",
    "𠮷",
];

/// A place of `text` at or before byte `at` where a character begins.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

fn place(rng: &mut Rng, text: &str) -> usize {
    boundary(text, rng.index(text.len() + 1))
}

/// A stretch of `text`, mostly short.
fn stretch(rng: &mut Rng, text: &str) -> std::ops::Range<usize> {
    let start = place(rng, text);
    let longest = if rng.chance(80) { 30 } else { 3000 };
    start..boundary(text, start + rng.index(longest)).max(start)
}

fn damage(rng: &mut Rng, text: &mut String, other: &str, pieces: &[&str]) {
    let at = place(rng, text);
    match rng.index(7) {
        0 => text.replace_range(stretch(rng, &text.clone()), ""),
        1 => text.insert_str(at, rng.pick(pieces)),
        2 => text.replace_range(stretch(rng, &text.clone()), rng.pick(pieces)),
        3 => {
            let copy = text[stretch(rng, text)].to_owned();
            text.insert_str(at, &copy);
        }
        4 => text.insert_str(at, &other[stretch(rng, other)]),
        5 => {
            let most = if rng.chance(90) { 5 } else { 300 };
            let times = rng.index(most);
            text.insert_str(at, &rng.pick(pieces).repeat(times));
        }
        _ => text.truncate(if rng.chance(20) { at } else { text.len() }),
    }
}

/// Reads and judges `bytes`; every place must be one.
fn judge(packs: &Packs, bytes: &[u8]) {
    let Ok(source) = SourceText::decode(bytes) else { return };
    let text = source.text().to_owned();
    let document = packs.reader().read(source);
    let Some(judgement) = lint(packs, &document, &LintOptions::default()) else { return };
    for diagnostic in &judgement.diagnostics {
        let related = diagnostic.related.iter().map(|related| related.span);
        let edits = diagnostic.fixes.iter().flat_map(|fix| fix.edits.iter().map(|edit| edit.span));
        for span in std::iter::once(diagnostic.span).chain(related).chain(edits) {
            assert!(text.get(span.range()).is_some(), "{span:?} of {}: {}", diagnostic.rule, diagnostic.message);
            document.source.lines().position(&text, span.start as usize, ColumnUnit::Utf16);
        }
    }
}

/// A sample report, damaged.
fn damaged_report(packs: &Packs, seed: u64) {
    let mut rng = Rng::new(seed);
    let files = sample_files();
    let bytes = &files[rng.index(files.len())].bytes;
    let other = Nasty::ALL[rng.index(Nasty::ALL.len())].text(2000);
    let mut bytes = match String::from_utf8(bytes.clone()) {
        Ok(mut text) => {
            for _ in 0..rng.between(1, 12) {
                damage(&mut rng, &mut text, &other, &PIECES);
            }
            text.into_bytes()
        }
        Err(error) => error.into_bytes(),
    };
    if rng.chance(20) && !bytes.is_empty() {
        for _ in 0..rng.between(1, 4) {
            let at = rng.index(bytes.len());
            bytes[at] = rng.number() as u8;
        }
    }
    judge(packs, &bytes);
}

/// The files of a pack.
fn pack(folder: &Path) -> Vec<PackSource> {
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("the pack is there").flatten().collect();
    files.sort_by_key(std::fs::DirEntry::file_name);
    let texts = files.iter().map(|file| (file.file_name().to_string_lossy().into_owned(), file.path()));
    texts
        .filter(|(name, _)| Path::new(name).extension().is_some_and(|extension| extension == "toml"))
        .map(|(name, path)| {
            let text = std::fs::read_to_string(path).expect("a text");
            PackSource { name, folder: "damaged".to_owned(), text }
        })
        .collect()
}

/// A pack of which one file is damaged: refused with places in it, or fit to judge with.
fn damaged_pack(seed: u64) {
    let mut rng = Rng::new(seed);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/packs/balance-sheet");
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules/disclosure-2014");
    let is_sheet = rng.chance(50);
    let mut sources = pack(if is_sheet { &root } else { &rules });
    let at = rng.index(sources.len());
    let mut text = std::mem::take(&mut sources[at].text);
    let other = sources[rng.index(sources.len())].text.clone();
    for _ in 0..rng.between(1, 3) {
        damage(&mut rng, &mut text, &other, &TOML_PIECES);
    }
    sources[at].text = text;
    match Packs::load(&sources) {
        Ok(packs) => {
            judge(&packs, &std::fs::read(root.join("sample.txt")).expect("the sample is there"));
            judge(&packs, &sample_files()[0].bytes);
        }
        Err(errors) => {
            for error in errors.0 {
                let text = sources.iter().find(|source| source.name == error.source_code.name());
                let range = error.span.offset()..error.span.offset() + error.span.len();
                assert!(text.is_none_or(|source| source.text.get(range.clone()).is_some()), "{range:?} of {error}");
            }
        }
    }
}

/// Calls `run` with seed after seed: so many times, or as long as the environment says.
#[cfg(test)]
fn seeds(times: u64, run: impl Fn(u64)) {
    let seconds = std::env::var("DISCLINT_MUTATION_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    let begin = Instant::now();
    let goes_on = |seed: u64| match seconds {
        Some(seconds) => begin.elapsed() < Duration::from_secs(seconds),
        None => seed < times,
    };
    for seed in (0..).take_while(|&seed| goes_on(seed)) {
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run(seed)));
        assert!(outcome.is_ok(), "seed {seed}");
    }
}

#[test]
fn damaged_reports_are_judged() {
    let packs = Packs::builtin();
    seeds(120, |seed| damaged_report(&packs, seed));
}

#[test]
fn damaged_packs_are_refused_or_used() {
    seeds(5, damaged_pack);
}
