//! The prose as it runs: paragraph by paragraph, marks and numbers as written.
//!
//! Clauses are for what is said; this is for how it is written: brackets, punctuation, document numbers.

use std::ops::Range;

use super::clauses::ends_at_line;
use crate::again::{Change, Move};
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
        let length: usize = parts.iter().map(|(_, part)| part.len()).sum();
        let running = Self { text: String::with_capacity(length), ..Self::default() };
        let mut reader = RunningReader { folded: text.text(), running, start: 0, next_word: 0, pause: usize::MAX };
        for (number, (section, part)) in parts.iter().enumerate() {
            reader.part((*section, number as u32), part, part.start);
        }
        reader.running
    }

    /// The same for a text that is another one but for a change, with the running text of that: `parts` are the same
    /// outside of what changed, of which there were `count` then.
    pub(crate) fn read_again(
        text: &FoldedText,
        parts: &[(Option<usize>, Range<usize>)],
        earlier: &Self,
        count: usize,
        change: &Change,
    ) -> Self {
        let place = |paragraph: &Paragraph| earlier.place(paragraph.range.start as usize);
        let near = earlier.paragraphs.partition_point(|paragraph| place(paragraph) <= change.before);
        let first = near.checked_sub(1);
        let from = first.map_or(0, |first| place(&earlier.paragraphs[first]));
        let running = earlier.up_to(first.unwrap_or(0), text.text().len());
        let start = running.text.len();
        let mut reader = RunningReader { folded: text.text(), running, start, next_word: 0, pause: usize::MAX };
        let mut next = earlier.paragraphs.partition_point(|paragraph| place(paragraph) < change.behind);
        let meeting = |next: usize| {
            earlier.paragraphs.get(next).map_or(usize::MAX, |paragraph| change.folded.place(place(paragraph)))
        };
        for (number, (section, part)) in parts.iter().enumerate().filter(|(_, (_, part))| part.end > from) {
            let mut at = part.start.max(from);
            loop {
                reader.pause = meeting(next);
                at = reader.part((*section, number as u32), part, at);
                if at >= part.end {
                    break;
                }
                if at == meeting(next) && reader.running.text.len() == reader.start {
                    reader.running.go_on_with(earlier, next, Move::new(count, parts.len()), change);
                    return reader.running;
                }
                next += 1;
            }
        }
        reader.running
    }

    /// What comes before a paragraph.
    fn up_to(&self, paragraph: usize, room: usize) -> Self {
        let start = self.paragraphs.get(paragraph).map_or(0, |paragraph| paragraph.range.start);
        let mut running = Self {
            text: String::with_capacity(room),
            places: Vec::with_capacity(self.places.len() + 16),
            paragraphs: Vec::with_capacity(self.paragraphs.len() + 16),
        };
        running.text.push_str(&self.text[..start as usize]);
        let places = self.places.partition_point(|(here, _)| *here < start);
        running.places.extend_from_slice(&self.places[..places]);
        running.paragraphs.extend_from_slice(&self.paragraphs[..paragraph]);
        running
    }

    /// Takes what comes from a paragraph of the earlier text on.
    fn go_on_with(&mut self, earlier: &Self, paragraph: usize, parts: Move, change: &Change) {
        let start = earlier.paragraphs[paragraph].range.start;
        let places = Move::new(start as usize, self.text.len());
        self.text.push_str(&earlier.text[start as usize..]);
        let from = earlier.places.partition_point(|(here, _)| *here < start);
        self.places
            .extend(earlier.places[from..].iter().map(|&(here, folded)| (places.of(here), change.folded.of(folded))));
        self.paragraphs.extend(earlier.paragraphs[paragraph..].iter().map(|paragraph| Paragraph {
            range: places.of(paragraph.range.start)..places.of(paragraph.range.end),
            section: paragraph.section,
            part: parts.of(paragraph.part),
        }));
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

struct RunningReader<'a> {
    folded: &'a str,
    running: RunningText,
    /// Where the open paragraph begins in its text.
    start: usize,
    /// The place of the next word, as last looked for.
    next_word: usize,
    /// Where reading stops, or as soon as it comes by behind it.
    pause: usize,
}

impl RunningReader<'_> {
    /// Reads a part, with its section and number, from `at` on, and tells where it stopped.
    fn part(&mut self, of: (Option<usize>, u32), part: &Range<usize>, mut at: usize) -> usize {
        let folded = self.folded;
        while at < part.end {
            if at >= self.pause {
                return at;
            }
            let rest = &folded[at..part.end];
            let run = rest.find([' ', '\t', '\n', '|']).unwrap_or(rest.len());
            if run > 0 {
                self.running.places.push((self.running.text.len() as u32, at as u32));
                self.running.text.push_str(&rest[..run]);
            }
            at += run;
            let ends = match folded.as_bytes().get(at).filter(|_| at < part.end) {
                Some(b'\n') => {
                    is_over(&folded[part.start..at], &folded[at + 1..part.end])
                        || ends_at_line(folded, at, part, &mut self.next_word)
                }
                Some(b'|') => true,
                _ => false,
            };
            if ends {
                self.end_paragraph(of);
            }
            at += 1;
        }
        self.end_paragraph(of);
        at
    }

    fn end_paragraph(&mut self, (section, part): (Option<usize>, u32)) {
        let end = self.running.text.len();
        if end > self.start {
            self.running.paragraphs.push(Paragraph { range: self.start as u32..end as u32, section, part });
            self.running.text.push('\n');
        }
        self.start = self.running.text.len();
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
