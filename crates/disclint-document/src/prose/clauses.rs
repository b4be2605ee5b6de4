//! Splits the prose into sentences and clauses and reads their figures.

use std::ops::Range;

use super::scan::{Scan, scan};
use super::{Clause, FIGURE, Figure, Prose};
use crate::fold::FoldedText;
use crate::numeral;

/// Reads the prose in `parts`, ranges of the folded text with the section each belongs to.
pub(crate) fn read_prose(text: &FoldedText, parts: &[(Option<usize>, Range<usize>)]) -> Prose {
    let mut reader = ProseReader {
        text,
        folded: text.text(),
        prose: Prose::default(),
        sentence: 0,
        start: 0,
        first_figure: 0,
        expected: usize::MAX,
        year: None,
        sentence_year: None,
    };
    for (section, part) in parts {
        reader.part(*section, part.clone());
    }
    reader.prose
}

struct ProseReader<'a> {
    text: &'a FoldedText,
    folded: &'a str,
    prose: Prose,
    sentence: u32,
    /// Where the open clause begins, in its text and among the figures.
    start: usize,
    first_figure: usize,
    /// The place in the folded text at which the current stretch would go on.
    expected: usize,
    /// The last year in the open clause, and the first in the open sentence.
    year: Option<u16>,
    sentence_year: Option<u16>,
}

impl ProseReader<'_> {
    fn part(&mut self, section: Option<usize>, part: Range<usize>) {
        let mut at = part.start;
        while at < part.end {
            let Some(c) = self.folded[at..].chars().next() else { break };
            let length = c.len_utf8();
            match c {
                '。' | ';' | '!' | '?' => {
                    self.end_sentence(section, c);
                    at += length;
                }
                ',' | ':' => {
                    self.end_clause(section, c);
                    at += length;
                }
                '\n' => {
                    if self.ends_at_line(at, &part) {
                        self.end_sentence(section, '\n');
                    }
                    at += length;
                }
                ' ' | '\t' | '|' => at += length,
                '0'..='9'
                | '零'
                | '〇'
                | '一'
                | '二'
                | '两'
                | '三'
                | '四'
                | '五'
                | '六'
                | '七'
                | '八'
                | '九'
                | '十'
                | '百'
                | '千'
                | '壹'
                | '贰'
                | '叁'
                | '肆'
                | '伍'
                | '陆'
                | '柒'
                | '捌'
                | '玖'
                | '拾' => at = self.number(at, &part),
                _ => {
                    self.put(c, at);
                    at += length;
                }
            }
        }
        self.end_sentence(section, '\n');
    }

    /// A number at `at`; returns where to go on.
    fn number(&mut self, at: usize, part: &Range<usize>) -> usize {
        // An item's number is no figure.
        let line_start = self.folded[part.start..at].trim_end_matches(' ').ends_with('\n') || at == part.start;
        let digits = self.folded[at..].bytes().take_while(u8::is_ascii_digit).count();
        let after = &self.folded[at + digits..];
        let is_item = (line_start || self.prose.text.len() == self.start)
            && digits > 0
            && after.strip_prefix(['、', '.']).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()));
        let found = if is_item { Some(Scan::Other(at + digits)) } else { scan(self.folded, at) };
        match found {
            Some(Scan::Figure(found)) if found.qualified.end <= part.end => {
                let before = self.take_back(&self.folded[found.qualified.start..at]);
                let qualified = if before { found.qualified.start } else { at };
                self.prose.figures.push(Figure {
                    span: self.text.span(found.whole.clone()),
                    qualified: self.text.span(qualified..found.qualified.end),
                    number: self.text.span(found.number),
                    value: found.value,
                    unit: found.unit,
                    bound: found.bound,
                });
                self.put(FIGURE, qualified);
                // The figure's text is longer than what stands for it.
                self.expected = usize::MAX;
                found.qualified.end
            }
            Some(Scan::Other(end)) if end > at && end <= part.end => {
                self.note_year(at, end);
                for (offset, c) in self.folded[at..end].char_indices() {
                    self.put(c, at + offset);
                }
                end
            }
            _ => {
                let Some(c) = self.folded[at..].chars().next() else { return part.end };
                self.put(c, at);
                at + c.len_utf8()
            }
        }
    }

    /// Takes the words before a figure out of the open clause: the figure stands for them too.
    fn take_back(&mut self, words: &str) -> bool {
        let words = words.trim_end_matches(' ');
        if words.is_empty() || !self.prose.text[self.start..].ends_with(words) {
            return false;
        }
        let length = self.prose.text.len() - words.len();
        self.prose.text.truncate(length);
        while self.prose.places.last().is_some_and(|(here, _)| *here as usize >= length) {
            self.prose.places.pop();
        }
        self.expected = usize::MAX;
        true
    }

    fn note_year(&mut self, start: usize, end: usize) {
        if end - start == 4 && self.folded[end..].trim_start_matches(' ').starts_with('年') {
            let year = self.folded[start..end].parse().ok().filter(|year| (1990..2100).contains(year));
            self.year = year.or(self.year);
            self.sentence_year = self.sentence_year.or(year);
        }
    }

    fn put(&mut self, c: char, at: usize) {
        if at != self.expected {
            self.prose.places.push((self.prose.text.len() as u32, at as u32));
        }
        self.prose.text.push(c);
        self.expected = at + c.len_utf8();
    }

    fn end_clause(&mut self, section: Option<usize>, mark: char) {
        let end = self.prose.text.len();
        if end > self.start {
            self.prose.clauses.push(Clause {
                range: self.start as u32..end as u32,
                figures: self.first_figure..self.prose.figures.len(),
                section,
                sentence: self.sentence,
                end: mark,
                year: self.year.or(self.sentence_year),
            });
        }
        self.start = end;
        self.first_figure = self.prose.figures.len();
        self.year = None;
    }

    fn end_sentence(&mut self, section: Option<usize>, mark: char) {
        self.end_clause(section, mark);
        self.sentence += 1;
        self.sentence_year = None;
    }

    /// Whether the line break at `at` ends a sentence. It does not where a line was only wrapped: then
    /// the line does not end like a sentence and the next does not begin like an item.
    fn ends_at_line(&self, at: usize, part: &Range<usize>) -> bool {
        let line_start = self.folded[part.start..at].rfind('\n').map_or(part.start, |before| part.start + before + 1);
        let line = self.folded[line_start..at].trim();
        let next = self.folded[at + 1..part.end].trim_start();
        let numbered = |text: &str| {
            text.starts_with('(')
                || numeral::ordinal_prefix(text)
                    .is_some_and(|(_, length)| text[length..].starts_with(['、', '是', '要']))
        };
        // A heading: numbered and without a mark inside.
        let heading = numbered(line) && !line.contains(['。', ',', ';']) && line.chars().count() <= 40;
        next.is_empty()
            || numbered(next)
            || heading
            || line.is_empty()
            || self.folded[at + 1..part.end].starts_with('\n')
    }
}
