//! The prose as it runs: paragraph by paragraph, marks and numbers as written.
//!
//! Clauses are for what is said; this is for how it is written: brackets, punctuation, document numbers.

use std::ops::Range;

use super::clauses::ends_at_line;
use crate::fold::FoldedText;

/// The prose of a report, paragraph by paragraph, white space removed.
#[derive(Clone, Debug, Default)]
pub struct RunningText {
    /// Folded, paragraphs ended by line breaks.
    text: String,
    /// Where stretches of `text` begin, there and in the folded text.
    places: Vec<(u32, u32)>,
    /// In the order of the text.
    pub paragraphs: Vec<Paragraph>,
}

/// A paragraph: lines that were only wrapped are one.
#[derive(Clone, Debug)]
pub struct Paragraph {
    range: Range<u32>,
    /// Which of the document's sections it stands in.
    pub section: Option<usize>,
    /// Counts the stretches of prose between tables and section headings.
    pub part: u32,
}

impl RunningText {
    /// Reads the prose in `parts`, ranges of the folded text with the section each belongs to.
    pub(crate) fn read(text: &FoldedText, parts: &[(Option<usize>, Range<usize>)]) -> Self {
        let folded = text.text();
        let length: usize = parts.iter().map(|(_, part)| part.len()).sum();
        let mut running = Self { text: String::with_capacity(length), ..Self::default() };
        let mut next_word = 0;
        for (number, (section, part)) in parts.iter().enumerate() {
            let mut start = running.text.len();
            let mut end_paragraph = |running: &mut Self| {
                let end = running.text.len();
                if end > start {
                    let range = start as u32..end as u32;
                    running.paragraphs.push(Paragraph { range, section: *section, part: number as u32 });
                    running.text.push('\n');
                }
                start = running.text.len();
            };
            let mut at = part.start;
            while at < part.end {
                let rest = &folded[at..part.end];
                let run = rest.find([' ', '\t', '\n', '|']).unwrap_or(rest.len());
                if run > 0 {
                    running.places.push((running.text.len() as u32, at as u32));
                    running.text.push_str(&rest[..run]);
                }
                at += run;
                let ends = match folded.as_bytes().get(at).filter(|_| at < part.end) {
                    Some(b'\n') => {
                        is_over(&folded[part.start..at], &folded[at + 1..part.end])
                            || ends_at_line(folded, at, part, &mut next_word)
                    }
                    Some(b'|') => true,
                    _ => false,
                };
                if ends {
                    end_paragraph(&mut running);
                }
                at += 1;
            }
            end_paragraph(&mut running);
        }
        running
    }

    /// All of it: paragraphs ended by line breaks.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of a paragraph.
    pub fn paragraph(&self, paragraph: &Paragraph) -> &str {
        &self.text[paragraph.range.start as usize..paragraph.range.end as usize]
    }

    /// Where a paragraph begins in [`text`](Self::text).
    pub fn start(&self, paragraph: &Paragraph) -> usize {
        paragraph.range.start as usize
    }

    /// The sentence of a paragraph that holds a range of it.
    pub fn sentence(&self, paragraph: &Paragraph, range: &Range<usize>) -> Range<usize> {
        const ENDS: [char; 4] = ['。', ';', '!', '?'];
        let text = self.paragraph(paragraph);
        let start = text[..range.start].rfind(ENDS).map_or(0, |at| {
            // One past the mark.
            at + text[at..].chars().next().map_or(0, char::len_utf8)
        });
        let end = text[range.end..].find(ENDS).map_or(text.len(), |at| range.end + at);
        start.min(range.start)..end
    }

    /// The folded text's range of a range of [`text`](Self::text).
    pub(crate) fn folded(&self, range: Range<usize>) -> Range<usize> {
        // The last character's place, so that a gap after it does not count.
        let last = self.text[..range.end].chars().next_back().map_or(0, char::len_utf8);
        self.place(range.start)..self.place(range.end.saturating_sub(last)) + last
    }

    fn place(&self, at: usize) -> usize {
        let after = self.places.partition_point(|(here, _)| *here as usize <= at);
        match after.checked_sub(1).map(|before| self.places[before]) {
            Some((here, folded)) => folded as usize + (at - here as usize),
            None => 0,
        }
    }
}

/// Whether the text before a line break ends like a sentence, or the text after it begins like an item.
fn is_over(before: &str, after: &str) -> bool {
    let after = after.trim_start_matches([' ', '\t']);
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    let is_item = (1..=2).contains(&digits)
        && after[digits..]
            .strip_prefix(['.', '、'])
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()));
    is_item || before.trim_end_matches([' ', '\t']).ends_with(['。', '!', '?', ';', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> (FoldedText, RunningText) {
        let text = FoldedText::new(source);
        let running = RunningText::read(&text, &[(None, 0..text.text().len())]);
        (text, running)
    }

    #[test]
    fn paragraphs_as_written() {
        let (_, running) = read("(一)主动公开\n全年公开（含\n  转载）12 条。\n1.政策文件\n2.其他 | 单元格\n");
        let paragraphs: Vec<&str> = running.paragraphs.iter().map(|paragraph| running.paragraph(paragraph)).collect();
        assert_eq!(paragraphs, ["(一)主动公开", "全年公开(含转载)12条。", "1.政策文件", "2.其他", "单元格"]);
    }

    #[test]
    fn places_lead_back_to_the_source() {
        let source = "公開（含\n  轉載）１２ 條。其餘略";
        let (text, running) = read(source);
        let paragraph = &running.paragraphs[0];
        let written = running.paragraph(paragraph);
        for (found, stands) in [("(含转载)", "（含\n  轉載）"), ("12条", "１２ 條"), ("转", "轉")] {
            let at = written.find(found).expect("it is there");
            let span = text.span(running.folded(at..at + found.len()));
            assert_eq!(&source[span.range()], stands);
        }
        let at = written.find("其余").expect("it is there");
        assert_eq!(&written[running.sentence(paragraph, &(at..at + 3))], "其余略");
    }
}
