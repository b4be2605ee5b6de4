//! What packs remember from report to report and from edit to edit changes how long judging takes, and nothing else.

use disclint_document::{Encoding, SourceText};
use disclint_rules::{LintOptions, Packs, lint_with_proof};
use disclint_tests::{Generation, Layout, SampleReport, render};
use serde::Deserialize;

#[derive(Deserialize)]
struct Sentences {
    sentence: Vec<Sentence>,
}

#[derive(Deserialize)]
struct Sentence {
    text: String,
}

/// So many edits, and every how many of them the result is compared with that of packs that remember nothing.
const EDITS: usize = 240;
const COMPARED: usize = 8;

/// The findings and the proof, in words.
fn judge(packs: &Packs, text: &str) -> String {
    let document = packs.reader().read(SourceText::new(text.to_owned(), Encoding::Utf8));
    let (judgement, proof) = lint_with_proof(packs, &document, &LintOptions::default()).expect("a report");
    format!("{:#?}\n{:#?}", judgement.diagnostics, proof)
}

/// Numbers in no order, the same ones each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }
}

/// The same line with one digit more by one.
fn with_another_digit(line: &str, number: usize) -> String {
    let digits: Vec<usize> = line.bytes().enumerate().filter(|(_, b)| b.is_ascii_digit()).map(|(at, _)| at).collect();
    let Some(&at) = digits.get(number % digits.len().max(1)) else { return line.to_owned() };
    let digit = (line.as_bytes()[at] - b'0' + 1) % 10;
    format!("{}{digit}{}", &line[..at], &line[at + 1..])
}

#[test]
fn warm_is_as_cold() {
    compare(30, EDITS);
}

/// In long reports it is remembered by place, too, where nothing is found.
#[test]
fn warm_is_as_cold_in_a_long_report() {
    compare(400, EDITS / 3);
}

/// Compares after edits of a report with so many sentences, or more, above its tables.
fn compare(count: usize, edits: usize) {
    let sources = [include_str!("corpus/prose.toml"), include_str!("corpus/figures.toml")];
    let read = |source: &str| toml::from_str::<Sentences>(source).expect("the corpus is sound").sentence;
    let sentences: Vec<String> = sources.iter().flat_map(|source| read(source)).map(|sentence| sentence.text).collect();
    let report = render(&SampleReport::balanced_random(Generation::Form2021, 7), Layout::ALL[0]);
    let mut lines: Vec<String> = report.lines().map(str::to_owned).collect();
    let first = 1 + lines.iter().position(|line| line.contains("总体情况")).expect("a first part");
    let mut numbers = Numbers(20_211_115);
    for _ in 0..count {
        let sentence = sentences[numbers.below(sentences.len())].clone();
        lines.insert(first, sentence);
    }
    let mut end = first + count;
    let warm = Packs::builtin();
    for edit in 1..=edits {
        let at = first + numbers.below(end - first);
        match numbers.below(6) {
            0 if end - first > 10 => {
                lines.remove(at);
                end -= 1;
            }
            1 | 0 => {
                lines.insert(at, sentences[numbers.below(sentences.len())].clone());
                end += 1;
            }
            2 => lines.swap(at, first),
            3 => lines[at].clone_from(&sentences[numbers.below(sentences.len())]),
            4 => lines[at] = with_another_digit(&lines[at], numbers.below(8)),
            // In the tables, too: what is said of them may be right then.
            _ => {
                let row = numbers.below(lines.len());
                lines[row] = with_another_digit(&lines[row], numbers.below(40));
            }
        }
        let text = lines.join("\n");
        let found = judge(&warm, &text);
        if edit % COMPARED == 0 {
            assert_eq!(found, judge(&Packs::builtin(), &text), "after {edit} edits:\n{text}");
        }
    }
}
