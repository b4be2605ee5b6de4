//! The part of a text that one finding shows.
//!
//! codespan prints whole lines, and a report may be one line of a megabyte. So each finding gets a small
//! text of its own: the lines it points into, long ones cut down to what is near the places, with their
//! true line numbers. The header's position is the true one, from the one line index.

use std::collections::BTreeSet;
use std::ops::Range;

use codespan_reporting::files::{Error, Files, Location};
use disclint_document::{SourceText, Span};
use unicode_width::UnicodeWidthChar;

use super::place::Point;
use super::visible::visible_char;

/// Lines up to this many terminal columns are shown whole. Wider ones would wrap on most terminals, and
/// the marks under them would point nowhere.
const WHOLE: usize = 120;
/// How many columns of a longer line are shown on either side of its only place.
const AROUND: usize = 60;
/// As many at least on either side of each of several places.
const AROUND_EACH: usize = 24;
/// How many columns of a place itself are shown in a longer line.
const PLACE: usize = 80;

/// Some lines of a text, for codespan.
#[derive(Debug)]
pub(crate) struct Excerpt<'a> {
    name: &'a str,
    at: Point,
    text: String,
    lines: Vec<Line>,
}

/// A line: its index in the whole text and its bytes in the excerpt.
#[derive(Debug)]
struct Line {
    index: usize,
    range: Range<usize>,
}

/// A place that is to be shown: a part of one line.
struct Mark {
    line: usize,
    /// Bytes in the whole text.
    source: Range<usize>,
    /// Bytes in the excerpt.
    shown: Range<usize>,
}

impl<'a> Excerpt<'a> {
    /// What is needed to show `primary` and `related` of the file `name`, and where in the excerpt each
    /// of them stands, in this order. A place over several lines is shown by its first.
    pub(crate) fn new(
        name: &'a str,
        source: &SourceText,
        primary: Span,
        related: impl IntoIterator<Item = Span>,
    ) -> (Self, Vec<Range<usize>>) {
        let mut marks: Vec<Mark> = std::iter::once(primary).chain(related).map(|span| mark(source, span)).collect();
        let mut wanted: BTreeSet<usize> = marks.iter().map(|mark| mark.line).collect();
        // codespan shows the line between two lines instead of a mark of omission.
        let between: Vec<usize> =
            wanted.iter().filter(|&line| wanted.contains(&(line + 2))).map(|line| line + 1).collect();
        wanted.extend(between);

        let mut text = String::new();
        let mut lines = Vec::with_capacity(wanted.len());
        for index in wanted {
            let start = text.len();
            let marks = marks.iter_mut().filter(|mark| mark.line == index);
            push_line(&mut text, source.text(), content(source, index), marks.collect());
            text.push('\n');
            lines.push(Line { index, range: start..text.len() });
        }
        let excerpt = Self { name, at: Point::new(source, primary.start), text, lines };
        (excerpt, marks.into_iter().map(|mark| mark.shown).collect())
    }
}

impl<'a> Files<'a> for Excerpt<'_> {
    type FileId = ();
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, (): ()) -> Result<&'a str, Error> {
        Ok(self.name)
    }

    fn source(&'a self, (): ()) -> Result<&'a str, Error> {
        Ok(&self.text)
    }

    fn line_index(&'a self, (): (), byte: usize) -> Result<usize, Error> {
        let after = self.lines.partition_point(|line| line.range.start <= byte);
        match self.lines.get(after.saturating_sub(1)) {
            Some(line) => Ok(line.index),
            None => Err(Error::IndexTooLarge { given: byte, max: self.text.len() }),
        }
    }

    fn line_range(&'a self, (): (), index: usize) -> Result<Range<usize>, Error> {
        match self.lines.binary_search_by_key(&index, |line| line.index) {
            Ok(at) => Ok(self.lines[at].range.clone()),
            Err(_) => Err(Error::LineTooLarge { given: index, max: self.lines.last().map_or(0, |line| line.index) }),
        }
    }

    /// Always the primary place: it is the only one that codespan names, and the excerpt's own columns
    /// would be wrong.
    fn location(&'a self, (): (), _: usize) -> Result<Location, Error> {
        Ok(Location { line_number: self.at.line as usize, column_number: self.at.column as usize })
    }
}

/// The bytes of a line without its line break.
fn content(source: &SourceText, line: usize) -> Range<usize> {
    let Some(span) = source.lines().line_span(line) else {
        return source.text().len()..source.text().len();
    };
    let line = &source.text()[span.range()];
    let start = span.start as usize;
    start..start + line.trim_end_matches(['\r', '\n']).len()
}

/// The part of `span` that lies in its first line with anything to see.
fn mark(source: &SourceText, span: Span) -> Mark {
    let text = source.text();
    let boundary = |mut offset: usize| {
        offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    };
    let mut start = boundary(span.start as usize);
    let mut end = boundary(span.end as usize).max(start);
    let seen = text[start..end].trim_start();
    if !seen.is_empty() && text[start..end - seen.len()].contains(['\r', '\n']) {
        start = end - seen.len();
    }
    let line = source.lines().line_of(start);
    let content = content(source, line);
    start = start.min(content.end);
    if end > content.end {
        end = content.end.max(start);
        let shown = text[start..end].trim_end().len();
        if shown > 0 {
            end = start + shown;
        }
    }
    Mark { line, source: start..end, shown: 0..0 }
}

/// Appends the line at `line` in `source` to `text` and sets where the marks are shown.
fn push_line(text: &mut String, source: &str, line: Range<usize>, mut marks: Vec<&mut Mark>) {
    let windows = windows(source, &line, &mut marks);
    let mut at = line.start;
    for window in windows {
        if window.start > at {
            text.push('…');
        }
        for (offset, char) in source[window.clone()].char_indices() {
            set_shown(&mut marks, window.start + offset, text.len());
            text.push(visible_char(char));
        }
        set_shown(&mut marks, window.end, text.len());
        at = window.end;
    }
    if at < line.end {
        text.push('…');
    }
}

fn set_shown(marks: &mut [&mut Mark], offset: usize, shown: usize) {
    for mark in marks {
        if mark.source.start == offset {
            mark.shown.start = shown;
        }
        if mark.source.end == offset {
            mark.shown.end = shown;
        }
    }
}

/// Which parts of a line are shown. Marks too long to be shown are shortened.
fn windows(source: &str, line: &Range<usize>, marks: &mut [&mut Mark]) -> Vec<Range<usize>> {
    let whole = forward(&source[line.clone()], WHOLE);
    if line.start + whole == line.end {
        return vec![line.clone()];
    }
    if marks.is_empty() {
        let end = line.start + forward(&source[line.clone()], 2 * AROUND);
        let start = line.start..end;
        return vec![start];
    }
    let around = (AROUND / marks.len()).max(AROUND_EACH);
    let mut windows: Vec<Range<usize>> = marks
        .iter_mut()
        .map(|mark| {
            let start = mark.source.start;
            mark.source.end = start + forward(&source[mark.source.clone()], PLACE);
            let before = backward(&source[line.start..start], around);
            let after = forward(&source[mark.source.end..line.end], around);
            start - before..mark.source.end + after
        })
        .collect();
    windows.sort_by_key(|window| window.start);
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(windows.len());
    for window in windows {
        match merged.last_mut() {
            Some(last) if window.start <= last.end => last.end = last.end.max(window.end),
            _ => merged.push(window),
        }
    }
    merged
}

/// How many bytes at the start of `text` fill at most `columns` columns.
fn forward(text: &str, columns: usize) -> usize {
    fill(text.char_indices().map(|(at, char)| (at + char.len_utf8(), char)), columns)
}

/// How many bytes at the end of `text` fill at most `columns` columns.
fn backward(text: &str, columns: usize) -> usize {
    fill(text.char_indices().rev().map(|(at, char)| (text.len() - at, char)), columns)
}

/// Goes through characters, each with the bytes up to and including it, as far as `columns` last.
fn fill(chars: impl Iterator<Item = (usize, char)>, columns: usize) -> usize {
    let mut used = 0;
    let mut bytes = 0;
    for (including, char) in chars {
        // Even what has no width takes its place: a line of zero-width characters must end, too.
        used += visible_char(char).width().unwrap_or(1).max(1);
        if used > columns {
            break;
        }
        bytes = including;
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use disclint_document::Encoding;

    fn source(text: &str) -> SourceText {
        SourceText::new(text.to_owned(), Encoding::Utf8)
    }

    fn span(text: &str, needle: &str) -> Span {
        let at = text.find(needle).expect("needle in text");
        Span::new(at, at + needle.len())
    }

    #[test]
    fn short_lines_are_shown_whole_with_their_true_numbers() {
        let text = "一\r\n二\r三 12 件\r\n四\r\n五 13 件";
        let (primary, related) = (span(text, "12"), span(text, "13"));
        let (excerpt, shown) = Excerpt::new("a", &source(text), primary, [related]);
        assert_eq!(excerpt.text, "三 12 件\n四\n五 13 件\n");
        assert_eq!(&excerpt.text[shown[0].clone()], "12");
        assert_eq!(&excerpt.text[shown[1].clone()], "13");
        assert_eq!(excerpt.line_index((), shown[0].start).expect("known"), 2);
        assert_eq!(excerpt.line_index((), shown[1].end).expect("known"), 4);
        let at = excerpt.location((), shown[0].start).expect("known");
        assert_eq!((at.line_number, at.column_number), (3, 3));
    }

    #[test]
    fn a_long_line_is_cut_down_to_what_is_near() {
        let far = "某".repeat(400_000);
        let text = format!("题\n{far}12件{far}13件{far}");
        let (primary, related) = (span(&text, "13"), span(&text, "12"));
        let (excerpt, shown) = Excerpt::new("a", &source(&text), primary, [related]);
        let (near, after) = ("某".repeat(15), "某".repeat(14));
        assert_eq!(excerpt.text, format!("…{near}12件{after}…{near}13件{after}…\n"));
        assert_eq!(&excerpt.text[shown[0].clone()], "13");
        assert_eq!(&excerpt.text[shown[1].clone()], "12");
        let at = excerpt.location((), shown[0].start).expect("known");
        assert_eq!((at.line_number, at.column_number), (2, 800_004));
    }

    #[test]
    fn near_places_share_one_window_and_long_ones_are_cut() {
        let long = "长".repeat(300);
        let text = format!("甲12乙{long}丙");
        let places = [span(&text, "乙")];
        let (excerpt, shown) = Excerpt::new("a", &source(&text), span(&text, "12"), places);
        assert!(excerpt.text.starts_with("甲12乙长"), "{}", excerpt.text);
        assert_eq!(excerpt.text.matches('…').count(), 1);
        assert_eq!(&excerpt.text[shown[1].clone()], "乙");
        let (excerpt, shown) = Excerpt::new("a", &source(&text), span(&text, &long), []);
        assert_eq!(excerpt.text[shown[0].clone()], "长".repeat(40));
    }

    #[test]
    fn a_place_over_several_lines_is_shown_by_its_first() {
        let text = "题\n\n  一、新收 \n84\n\n3\n";
        let (excerpt, shown) = Excerpt::new("a", &source(text), Span::new(3, text.len()), []);
        assert_eq!(excerpt.text, "  一、新收 \n");
        assert_eq!(&excerpt.text[shown[0].clone()], "一、新收");
        let at = excerpt.location((), 0).expect("known");
        assert_eq!((at.line_number, at.column_number), (1, 2));
    }

    #[test]
    fn any_span_of_any_text_is_shown() {
        let long = "𠮷\u{200B}會\t".repeat(100);
        for text in ["", "\n", "\r\n\r\n", "甲\u{2028}\x1b乙", "甲\r", &long] {
            let source = source(text);
            for start in 0..=text.len() + 2 {
                for end in start..=text.len() + 2 {
                    let span = Span::new(start, end);
                    let (excerpt, shown) = Excerpt::new("a", &source, span, [span]);
                    for shown in shown {
                        assert!(excerpt.text.get(shown).is_some(), "{text:?} {span:?}");
                    }
                }
                if text.len() > 100 && start > 30 {
                    break;
                }
            }
        }
    }
}
