//! A text that is read again after an edit is read as if it were new.

use disclint_document::{Document, Encoding, Reader, SourceText};
use disclint_rules::Packs;
use disclint_tests::{Generation, Layout, Nasty, Rng, SampleReport, render, variation};

/// So many edits of each text.
const EDITS: usize = 25;

/// What is typed: all that a stage of reading looks ahead or back for, or that lines do not end at.
const PIECES: [&str; 44] = [
    "\n",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    " \n",
    "一",
    "“",
    "”",
    "12",
    "件",
    "|",
    "\t",
    "(huì)",
    "(",
    ")",
    "。",
    ",",
    ";",
    ":",
    "其中",
    "2023年1月1日",
    "至",
    "约",
    "超过",
    "三、",
    "(二)",
    "1.",
    "一是",
    "万",
    "以上",
    "<",
    "<p>",
    "</p>",
    " ",
    "?",
    "\u{200b}",
    "會(huì)公開",
    "规章 | 1 | 2 | 3\n",
    "一、总体情况\n",
    "全年公开信息300条,\n其中\n120\n条。\n",
    "𠮷",
    "#",
    "2022年",
];

fn source(text: &str) -> SourceText {
    SourceText::new(text.to_owned(), Encoding::Utf8)
}

/// Everything that was read, in words.
fn words(document: &Document) -> String {
    format!("{document:?}")
}

/// Another state of a text.
fn edited(text: &str, rng: &mut Rng) -> String {
    let place = |rng: &mut Rng| {
        let at = rng.index(text.len() + 1);
        (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
    };
    let (one, other) = (place(rng), place(rng));
    let piece = rng.pick(&PIECES);
    let (start, end) = match rng.between(0, 7) {
        // Much is taken out now and then.
        0 => (one.min(other), one.max(other)),
        1 | 2 => (one, text[one..].char_indices().nth(1).map_or(text.len(), |(at, _)| one + at)),
        3 => (one, text[one..].find('\n').map_or(text.len(), |at| one + at + 1)),
        _ => (one, one),
    };
    let moved = if rng.chance(16) { text[other..].lines().next().unwrap_or_default() } else { "" };
    [&text[..start], piece, moved, &text[end..]].concat()
}

#[track_caller]
fn check(reader: &Reader, name: &str, text: &str, seed: u64) {
    let mut rng = Rng::new(seed);
    let mut text = text.to_owned();
    let whole = text.clone();
    let mut earlier = reader.read(source(&text));
    for edit in 0..EDITS {
        let last = text.clone();
        text = if text.len() < whole.len() / 2 { whole.clone() } else { edited(&text, &mut rng) };
        let again = reader.read_again(source(&text), &earlier);
        let (one, other) = (words(&again), words(&reader.read(source(&text))));
        if one != other {
            let same = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
            let about = |words: &str| words.chars().skip(same.saturating_sub(300)).take(600).collect::<String>();
            panic!(
                "{name}, edit {edit}, of {last:?}\n\nto {text:?}\n\nagain {}\n\nanew {}",
                about(&one),
                about(&other)
            );
        }
        earlier = again;
    }
}

#[test]
fn reports_in_every_layout() {
    let packs = Packs::builtin();
    for (number, layout) in Layout::ALL.into_iter().enumerate() {
        for generation in Generation::ALL {
            let text = render(&SampleReport::balanced_random(generation, number as u64), layout);
            check(packs.reader(), &format!("{layout:?} {generation:?}"), &text, 1 + number as u64);
            let lines: String = text.lines().flat_map(|line| [line, "\r\n"]).collect();
            check(packs.reader(), "carriage returns", &lines, 100 + number as u64);
        }
        let text = render(&SampleReport::balanced_random(Generation::Form2021, 3), layout);
        check(packs.reader(), "traditional", &variation::traditional_with_pinyin(&text), 200 + number as u64);
    }
}

#[test]
fn texts_that_nobody_writes() {
    let packs = Packs::builtin();
    for (number, nasty) in Nasty::ALL.into_iter().enumerate() {
        check(packs.reader(), nasty.name, &nasty.text(1500), 300 + number as u64);
        // The same with line breaks, so that there is something to go on from.
        let pieces = (0..60).map(|_| nasty.text(0)).collect::<Vec<_>>().concat();
        let broken = nasty.text(pieces.len().min(1500)).replace(['。', ')'], "。\n");
        check(packs.reader(), nasty.name, &broken, 400 + number as u64);
    }
}

#[test]
fn sentences_of_all_kinds() {
    let packs = Packs::builtin();
    let source = include_str!("corpus/prose.toml");
    let lines =
        source.lines().filter_map(|line| line.strip_prefix("text = ")).map(|line| line.trim_matches(['"', '\'']));
    let lines: Vec<&str> = lines.collect();
    for (number, lines) in lines.chunks(40).enumerate() {
        let body = lines.join("\n");
        let text = format!(
            "云浦市教育局2023年政府信息公开工作年度报告\n一、总体情况\n{body}\n二、主动公开政府信息情况\n无。\n"
        );
        check(packs.reader(), "sentences", &text, 500 + number as u64);
    }
}
