//! The time that a text takes grows no faster than the text, whatever stands in it.

use std::time::{Duration, Instant};

use disclint_document::{Encoding, SourceText};
use disclint_rules::{LintOptions, Packs, lint};
use disclint_tests::Nasty;

const SHORT: usize = 16_000;
/// How many times as long the long texts are.
const TIMES: usize = 4;
/// How many times as much time they may take: squared growth would take sixteen times as much.
const MOST: u32 = 10;
/// Differences of less than this are chance.
const CHANCE: Duration = Duration::from_millis(30);

fn time(packs: &Packs, text: &str) -> Duration {
    let source = SourceText::new(text.to_owned(), Encoding::Utf8);
    let begin = Instant::now();
    let document = packs.reader().read(source);
    let judgement = lint(packs, &document, &LintOptions::default());
    let time = begin.elapsed();
    drop(judgement);
    time
}

#[test]
fn time_grows_with_the_text() {
    let packs = Packs::builtin();
    let mut slow = Vec::new();
    for nasty in Nasty::ALL {
        let (short, long) = (nasty.text(SHORT), nasty.text(SHORT * TIMES));
        // Another process may have had the processor: the best of three counts.
        let grows = |_| {
            let (short, long) = (time(&packs, &short), time(&packs, &long));
            (long > short * MOST + CHANCE).then(|| format!("{}: {short:?}, {long:?}", nasty.name))
        };
        let tries: Option<Vec<String>> = (0..3).map(grows).collect();
        slow.extend(tries.and_then(|tries| tries.into_iter().next()));
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}
