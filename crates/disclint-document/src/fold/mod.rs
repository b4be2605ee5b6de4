//! Folding: one spelling for every way a report may be written, with an exact map back.
//!
//! Rules and readers match on the folded text; whatever they find is reported on the source text.
//! Folding is total and cheap, one pass, and never looks at more than a bracket's contents ahead.

mod characters;
mod html;
mod pinyin;

use characters::{Folded, fold_char};

use crate::again::{Change, Move, common};
use crate::span::Span;

/// The folded text of a source text.
///
/// | source | folded |
/// |---|---|
/// | full-width and compatibility forms, radicals | the ordinary character |
/// | traditional characters | simplified ones |
/// | pinyin in brackets after a Han character | nothing |
/// | no-break, ideographic and other spaces; `?` left by a lost no-break space | space |
/// | zero-width characters, soft hyphens | nothing |
/// | line breaks of every kind | `\n` |
/// | HTML tags and entities, where the text is HTML | cell and line breaks, characters |
#[derive(Clone, Debug)]
pub(crate) struct FoldedText {
    text: String,
    segments: Vec<Segment>,
    /// Whether the source is a web page.
    is_html: bool,
}

/// Where a stretch of folded text comes from.
#[derive(Clone, Copy, Debug)]
struct Segment {
    folded: u32,
    source: u32,
    /// Whether a pinyin annotation stands in the source right before it.
    follows_annotation: bool,
    /// 0: byte for byte. Otherwise all of the segment stands for this many bytes of the source.
    source_len: u32,
}

impl FoldedText {
    pub(crate) fn new(source: &str) -> Self {
        let is_html = html::looks_like_html(source);
        let out = Self { text: String::with_capacity(source.len()), segments: Vec::with_capacity(64), is_html };
        let last_close = if is_html { source.rfind('>') } else { None };
        let mut folder = Folder { source, out, expected: u32::MAX, annotated: false, last: '\n', last_close };
        folder.run(0);
        folder.out
    }

    /// The same as [`new`](Self::new), where `source` is much like `earlier_source`, whose folded text is `earlier`.
    /// `None` if it is not, or if one of them is a web page, in which lines do not stand for themselves.
    pub(crate) fn again(source: &str, earlier_source: &str, earlier: &Self) -> Option<(Self, Change)> {
        let (head, (tail, later_tail)) = common(earlier_source, source);
        let is_like = head > 0 || tail < earlier_source.len();
        if !is_like || earlier.is_html || html::looks_like_html(source) {
            return None;
        }
        let head_segments = earlier.segments.partition_point(|segment| (segment.source as usize) < head);
        let tail_segments = earlier.segments.partition_point(|segment| (segment.source as usize) < tail);
        let folded_head = earlier.line_at(head, head_segments);
        // What is left out at the end of a text has no place.
        let has_tail = tail < earlier_source.len();
        let folded_tail = if has_tail { earlier.line_at(tail, tail_segments) } else { earlier.text.len() };
        let mut segments = Vec::with_capacity(earlier.segments.len() + 64);
        segments.extend_from_slice(&earlier.segments[..head_segments]);
        let mut text = String::with_capacity(source.len());
        text.push_str(&earlier.text[..folded_head]);
        // What one line break stands for goes on byte for byte.
        let goes_on = head > 0 && !source[..head].ends_with("\r\n");
        let mut folder = Folder {
            source: &source[..later_tail],
            out: Self { text, segments, is_html: false },
            expected: if goes_on { head as u32 } else { u32::MAX },
            annotated: false,
            last: '\n',
            last_close: None,
        };
        folder.run(head);
        let mut out = folder.out;
        let change =
            Change::new(&earlier.text, folded_head, (folded_tail, out.text.len()), Move::new(tail, later_tail));
        out.text.push_str(&earlier.text[folded_tail..]);
        out.segments.extend(earlier.segments[tail_segments..].iter().map(|segment| Segment {
            folded: change.folded.of(segment.folded),
            source: change.source.of(segment.source),
            ..*segment
        }));
        Some((out, change))
    }

    /// Where what begins at `source`, where a line does, stands in the folded text; so many segments begin before it.
    fn line_at(&self, source: usize, segments: usize) -> usize {
        match segments.checked_sub(1).map(|at| self.segments[at]) {
            Some(segment) if segment.source_len == 0 => segment.folded as usize + (source - segment.source as usize),
            // A line break of two bytes.
            Some(segment) => segment.folded as usize + 1,
            None => 0,
        }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The source of a range of the folded text. An empty range maps to an empty one.
    pub(crate) fn span(&self, range: std::ops::Range<usize>) -> Span {
        self.span_after(range, &mut 0)
    }

    /// The same for a range that is not before the first `from` segments, and most likely near; tells in `from` where
    /// it was found.
    pub(crate) fn span_after(&self, range: std::ops::Range<usize>, from: &mut usize) -> Span {
        let at = if *from == 0 { self.after(range.start) } else { self.after_near(range.start, *from) };
        *from = at;
        let start = self.source_start(range.start, at);
        if range.is_empty() {
            return Span::empty(start);
        }
        Span::new(start, self.with_annotation(range.end, at).max(start))
    }

    /// Where the source of what ends at `folded` ends, a pinyin annotation after it included: whoever
    /// replaces the word must not leave its annotation behind.
    fn with_annotation(&self, folded: usize, from: usize) -> usize {
        let after = self.after_near(folded.saturating_sub(1), from);
        let end = self.source_end(folded, after);
        match self.segments.get(after) {
            Some(next) if next.folded as usize == folded && next.follows_annotation => next.source as usize,
            _ => end,
        }
    }

    /// How many segments begin at or before `folded`.
    fn after(&self, folded: usize) -> usize {
        self.segments.partition_point(|segment| segment.folded as usize <= folded)
    }

    /// The same for a place that is not before the first `from` segments, and most likely near.
    fn after_near(&self, folded: usize, from: usize) -> usize {
        const NEAR: usize = 8;
        let rest = self.segments.get(from..).unwrap_or_default();
        let near = rest.iter().take(NEAR).take_while(|segment| segment.folded as usize <= folded).count();
        if near < NEAR { from + near } else { self.after(folded) }
    }

    fn source_start(&self, folded: usize, after: usize) -> usize {
        match after.checked_sub(1).map(|at| self.segments[at]) {
            // The end of the text belongs to no character: it is where the last one ends.
            Some(_) if folded >= self.text.len() && folded > 0 => self.source_end(folded, self.after(folded - 1)),
            Some(segment) if segment.source_len == 0 => segment.source as usize + (folded - segment.folded as usize),
            Some(segment) => segment.source as usize,
            None => 0,
        }
    }

    /// Where the source of what ends at `folded` ends; `after` segments begin before it.
    fn source_end(&self, folded: usize, after: usize) -> usize {
        let Some(segment) = after.checked_sub(1).filter(|_| folded > 0).map(|at| self.segments[at]) else { return 0 };
        if segment.source_len == 0 {
            segment.source as usize + (folded - segment.folded as usize)
        } else {
            (segment.source + segment.source_len) as usize
        }
    }
}

struct Folder<'a> {
    source: &'a str,
    out: FoldedText,
    /// The source offset at which the current byte-for-byte segment would go on.
    expected: u32,
    /// Whether an annotation was left out since the last character.
    annotated: bool,
    /// The last character put out.
    last: char,
    /// Where the last `>` stands, in a web page.
    last_close: Option<usize>,
}

impl Folder<'_> {
    fn run(&mut self, from: usize) {
        let html = self.out.is_html;
        let bytes = self.source.as_bytes();
        let mut at = from;
        while at < bytes.len() {
            at = self.copy(at, html);
            let Some(&byte) = bytes.get(at) else { break };
            at += match byte {
                b'<' if html => self.tag(at),
                b'&' if html => self.entity(at),
                b'\r' => {
                    let length = if bytes.get(at + 1) == Some(&b'\n') { 2 } else { 1 };
                    self.put('\n', at, length);
                    length
                }
                0x0B | 0x0C => {
                    self.put('\n', at, 1);
                    1
                }
                b'(' => self.bracket(at, 1),
                b'?' if self.is_ghost(at) => {
                    self.put(' ', at, 1);
                    1
                }
                0x00..0x80 => {
                    self.put(byte as char, at, 1);
                    1
                }
                _ => self.wide(at),
            };
        }
    }

    /// Copies what folds to itself; most of a text does. Returns where it ends.
    fn copy(&mut self, start: usize, html: bool) -> usize {
        let bytes = self.source.as_bytes();
        let mut end = start;
        while let Some(&byte) = bytes.get(end) {
            match byte {
                b'(' | b'?' | b'\r' | 0x0B | 0x0C => break,
                b'<' | b'&' if html => break,
                0x00..0x80 => end += 1,
                // Han characters and most punctuation: three bytes.
                0xE0..0xF0 if characters::is_plain(&bytes[end..]) => end += 3,
                _ => break,
            }
        }
        let run = &self.source[start..end];
        if let Some(last) = run.chars().next_back() {
            self.follow(start, end - start);
            self.out.text.push_str(run);
            self.last = last;
        }
        end
    }

    /// Says that the next `length` bytes put out are those of the source at `at`.
    fn follow(&mut self, at: usize, length: usize) {
        let at = at as u32;
        if at != self.expected {
            let folded = self.out.text.len() as u32;
            self.out.segments.push(Segment { folded, source: at, follows_annotation: self.annotated, source_len: 0 });
        }
        self.expected = at + length as u32;
        self.annotated = false;
    }

    /// Puts out `c` for the `length` bytes of the source at `at`.
    fn put(&mut self, c: char, at: usize, length: usize) {
        if c.len_utf8() == length {
            self.follow(at, length);
            self.out.text.push(c);
            self.last = c;
        } else {
            self.put_all(c.encode_utf8(&mut [0; 4]), at, length);
        }
    }

    /// Puts out several characters for the `length` bytes at `at`.
    fn put_all(&mut self, text: &str, at: usize, length: usize) {
        let folded = self.out.text.len() as u32;
        self.out.segments.push(Segment {
            folded,
            source: at as u32,
            follows_annotation: self.annotated,
            source_len: length as u32,
        });
        self.expected = u32::MAX;
        self.annotated = false;
        self.out.text.push_str(text);
        self.last = text.chars().next_back().unwrap_or(self.last);
    }

    /// A character beyond ASCII.
    fn wide(&mut self, at: usize) -> usize {
        let Some(c) = self.source[at..].chars().next() else { return 1 };
        let length = c.len_utf8();
        match fold_char(c) {
            Folded::Same => self.put(c, at, length),
            Folded::One('(') => return self.bracket(at, length),
            Folded::One(to) => self.put(to, at, length),
            Folded::Many(to) => self.put_all(&to, at, length),
            Folded::Nothing => {}
        }
        length
    }

    /// An opening bracket of `width` bytes: a pinyin annotation is dropped whole.
    fn bracket(&mut self, at: usize, width: usize) -> usize {
        if characters::is_han(self.last)
            && let Some(length) = pinyin::annotation(&self.source[at + width..])
        {
            self.annotated = true;
            return width + length;
        }
        self.put('(', at, width);
        width
    }

    /// Whether the ASCII `?` at `at` is what a lost no-break space left behind: with its like it
    /// fills a cell, or stands at the edge of one or of a line.
    fn is_ghost(&self, at: usize) -> bool {
        let edge = |byte: Option<&u8>| matches!(byte, None | Some(b'\n' | b'\r' | b'|' | b' ' | b'\t' | b'?'));
        let bytes = self.source.as_bytes();
        edge(at.checked_sub(1).and_then(|before| bytes.get(before))) || edge(bytes.get(at + 1))
    }

    fn tag(&mut self, at: usize) -> usize {
        let rest = &self.source[at..];
        // Behind the last `>` no tag is closed, which need not be found out for each.
        let is_open = self.last_close.is_none_or(|close| close < at) && !rest.starts_with("<!--");
        let found = if is_open { None } else { html::tag(rest) };
        let Some((tag, length)) = found else {
            self.put('<', at, 1);
            return 1;
        };
        match tag {
            html::Tag::Cell => self.put('|', at, length),
            html::Tag::Block => self.put('\n', at, length),
            html::Tag::Other => {}
        }
        length
    }

    fn entity(&mut self, at: usize) -> usize {
        if let Some((c, length)) = html::entity(&self.source[at..]) {
            match fold_char(c) {
                Folded::Same => self.put(c, at, length),
                Folded::One(to) => self.put(to, at, length),
                Folded::Many(to) => self.put_all(&to, at, length),
                Folded::Nothing => {}
            }
            length
        } else {
            self.put('&', at, 1);
            1
        }
    }
}

/// Folds a text that comes from a form rather than a report.
pub(crate) fn folded(text: &str) -> String {
    FoldedText::new(text).text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(source: &str, expected: &str) {
        assert_eq!(folded(source), expected, "{source:?}");
    }

    #[test]
    fn spellings_fold_to_one() {
        check("會(huì)同縣2020年政府信息公開工作年度報(bào)告", "会同县2020年政府信息公开工作年度报告");
        check("公(gong)開（kāi）", "公开");
        check("附件(pdf)、申请人(A)", "附件(pdf)、申请人(A)");
        check("（一）主动公开：１２．５％，－８", "(一)主动公开:12.5%,-8");
        check("⺠政局⼀⽉", "民政局一月");
        check("1﹒当面\u{a0}申请\u{3000}数\u{200b}", "1.当面 申请 数");
        check("規章 |? 0 | ? |\r\n??\r?為什麼?要", "规章 |  0 |   |\n  \n 为什么?要");
        check("㈠总体", "(一)总体");
        check("<table><tr><td>规章</td><td>&nbsp;</td><td>０</td></tr></table>", "\n\n|规章| |0\n\n");
        check("a<b & c", "a<b & c");
    }

    #[test]
    fn spans_name_the_source() {
        let source = "甲（乙）會(huì)同縣１２件";
        let folded = FoldedText::new(source);
        let span = |needle: &str| {
            let at = folded.text().find(needle).expect("folded text holds it");
            &source[folded.span(at..at + needle.len()).range()]
        };
        assert_eq!(span("12"), "１２");
        assert_eq!(span("会同县"), "會(huì)同縣");
        assert_eq!(span("会"), "會(huì)");
        assert_eq!(span("(乙)"), "（乙）");
    }

    proptest! {
        /// Any text folds; every folded character maps to whole characters of the source, in order.
        #[test]
        fn folding_is_total_and_monotone(source in "(\\PC|[會(huì)開<td>&nbsp;?|\r\n\u{3000}１⺠㈠𠮷]){0,80}") {
            let folded = FoldedText::new(&source);
            let mut last = 0;
            for (at, c) in folded.text().char_indices() {
                let span = folded.span(at..at + c.len_utf8());
                prop_assert!(source.is_char_boundary(span.start as usize));
                prop_assert!(source.is_char_boundary(span.end as usize));
                prop_assert!(span.start >= last, "{source:?} at {at}");
                prop_assert!(!span.is_empty());
                last = span.start;
            }
        }
    }
}
