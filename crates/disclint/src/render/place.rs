//! Places as people and programs count them: lines and columns from 1, columns in scalar values.

use disclint_document::{ColumnUnit, SourceText, Span};
use serde::Serialize;

/// A line and a column, both from 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub(crate) struct Point {
    pub(crate) line: u32,
    pub(crate) column: u32,
}

impl Point {
    /// The point at byte `offset`.
    pub(crate) fn new(source: &SourceText, offset: u32) -> Self {
        let lines = source.lines();
        let at = lines.position(source.text(), offset as usize, ColumnUnit::Scalar);
        Self { line: at.line + 1, column: at.column + 1 }
    }
}

/// From a point to another, the second one excluded.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub(crate) struct Range {
    pub(crate) start: Point,
    pub(crate) end: Point,
}

impl Range {
    /// The range of `span`.
    pub(crate) fn new(source: &SourceText, span: Span) -> Self {
        Self { start: Point::new(source, span.start), end: Point::new(source, span.end) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use disclint_document::Encoding;

    #[test]
    fn columns_count_scalar_values() {
        let text = "甲\r\n會(huì)𠮷12件\r乙";
        let source = SourceText::new(text.to_owned(), Encoding::Utf8);
        let start = text.find("12").expect("digits");
        let range = Range::new(&source, Span::new(start, start + 2));
        assert_eq!(range.start, Point { line: 2, column: 8 });
        assert_eq!(range.end, Point { line: 2, column: 10 });
        let last = Point::new(&source, text.find('乙').expect("last line") as u32);
        assert_eq!(last, Point { line: 3, column: 1 });
    }

    #[test]
    fn a_byte_order_mark_is_not_counted() {
        let source = SourceText::decode("\u{FEFF}一、12".as_bytes()).expect("decodes");
        let at = source.text().find("12").expect("digits") as u32;
        assert_eq!(Point::new(&source, at), Point { line: 1, column: 3 });
    }
}
