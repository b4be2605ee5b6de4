//! The one line index: byte offsets to lines and columns, in every unit that a consumer counts in.

use crate::span::Span;

/// A place in the text. Lines and columns count from 0; consumers that count from 1 add one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 0.
    pub line: u32,
    /// Column, from 0, in the unit asked for.
    pub column: u32,
}

/// What a column counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ColumnUnit {
    /// Bytes of UTF-8.
    Utf8,
    /// Code units of UTF-16, as most editors count.
    Utf16,
    /// Unicode scalar values.
    Scalar,
}

impl ColumnUnit {
    fn width(self, text: &str) -> usize {
        match self {
            Self::Utf8 => text.len(),
            Self::Utf16 => text.encode_utf16().count(),
            Self::Scalar => text.chars().count(),
        }
    }
}

/// Where each line starts. A line ends at `\n`, `\r\n` or a lone `\r` and nowhere else (LSP 3.17,
/// "Text Documents"); a form feed or U+2028 pasted from a word processor does not end one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    length: u32,
    /// Places within long lines, so that no column is counted from far away.
    milestones: Vec<Milestone>,
}

/// A place within a line and its columns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Milestone {
    offset: u32,
    scalars: u32,
    utf16: u32,
}

/// How far milestones are from the start of their line and from each other, in bytes.
const MILE: usize = 1024;

/// Sets milestones in the line of `text` that begins at byte `start`.
fn set_milestones(text: &str, start: usize, end: usize, milestones: &mut Vec<Milestone>) {
    let mut last = Milestone { offset: start as u32, scalars: 0, utf16: 0 };
    loop {
        let from = last.offset as usize;
        let Some(offset) = (from + MILE..end).find(|&at| text.is_char_boundary(at)) else { return };
        let stretch = &text[from..offset];
        last = Milestone {
            offset: offset as u32,
            scalars: last.scalars + ColumnUnit::Scalar.width(stretch) as u32,
            utf16: last.utf16 + ColumnUnit::Utf16.width(stretch) as u32,
        };
        milestones.push(last);
    }
}

impl LineIndex {
    /// Indexes `text`.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = Vec::with_capacity(bytes.len() / 24 + 1);
        starts.push(0);
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
                starts.push(at as u32 + 1);
            }
        }
        let mut milestones = Vec::new();
        for (at, &start) in starts.iter().enumerate() {
            let (start, end) = (start as usize, starts.get(at + 1).map_or(text.len(), |&next| next as usize));
            if end - start > MILE {
                set_milestones(text, start, end, &mut milestones);
            }
        }
        Self { starts, length: text.len() as u32, milestones }
    }

    /// How many lines there are; an empty text has one.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Always false: see [`len`](Self::len).
    pub fn is_empty(&self) -> bool {
        false
    }

    /// The line, from 0, that holds byte `offset`.
    pub fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start as usize <= offset) - 1
    }

    /// The bytes of line `line`, its line break included; `None` past the last line.
    pub fn line_span(&self, line: usize) -> Option<Span> {
        let start = *self.starts.get(line)?;
        let end = self.starts.get(line + 1).copied().unwrap_or(self.length);
        Some(Span { start, end })
    }

    /// Line and column of byte `offset` in `text`, the text that was indexed. An offset inside a
    /// character counts as that character's start, one past the end as the end.
    pub fn position(&self, text: &str, offset: usize, unit: ColumnUnit) -> Position {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line_of(offset);
        let start = self.starts[line];
        let passed = self.milestones.partition_point(|milestone| milestone.offset as usize <= offset);
        let last = passed.checked_sub(1).map(|last| self.milestones[last]).filter(|last| last.offset > start);
        let (from, before) = last.map_or((start, 0), |last| match unit {
            ColumnUnit::Utf8 => (start, 0),
            ColumnUnit::Utf16 => (last.offset, last.utf16),
            ColumnUnit::Scalar => (last.offset, last.scalars),
        });
        let column = unit.width(&text[from as usize..offset]) as u32;
        Position { line: line as u32, column: before + column }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_where_the_protocol_says() {
        let text = "一\u{B}二\u{C}三\u{85}四\u{2028}五\r六\r\n七\n八";
        let index = LineIndex::new(text);
        assert_eq!(index.len(), 4);
        assert_eq!(&text[index.line_span(1).expect("second line").range()], "六\r\n");
        assert_eq!(index.line_span(4), None);
        assert_eq!(LineIndex::new("").len(), 1);
    }

    #[test]
    fn columns_in_each_unit() {
        let text = "甲\n會(huì)𠮷12";
        let index = LineIndex::new(text);
        let at = text.find("12").expect("digits");
        let column = |unit| index.position(text, at, unit).column;
        assert_eq!(column(ColumnUnit::Utf8), 13);
        assert_eq!(column(ColumnUnit::Utf16), 8);
        assert_eq!(column(ColumnUnit::Scalar), 7);
        assert_eq!(index.position(text, 9999, ColumnUnit::Scalar), Position { line: 1, column: 9 });
    }

    #[test]
    fn columns_far_into_long_lines() {
        let long = "甲a𠮷é".repeat(700);
        let text = format!("乙\n{long}\r\n丙{long}\n丁");
        let index = LineIndex::new(&text);
        for (offset, _) in text.char_indices().step_by(37).chain([(text.len(), '丁')]) {
            let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
            for unit in [ColumnUnit::Utf8, ColumnUnit::Utf16, ColumnUnit::Scalar] {
                let column = unit.width(&text[start..offset]) as u32;
                assert_eq!(index.position(&text, offset, unit).column, column, "{unit:?} {offset}");
            }
        }
    }
}
