//! Positions of the protocol: lines and columns, counted in the unit that client and server agreed on.

use disclint_document::{ColumnUnit, SourceText, Span};
use ropey::Rope;
use tower_lsp::lsp_types::{Position, PositionEncodingKind, Range};

/// What a column counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Encoding {
    /// Bytes.
    Utf8,
    /// Code units, what every client knows.
    #[default]
    Utf16,
    /// Characters.
    Utf32,
}

impl Encoding {
    /// The best of those that a client offers.
    pub(crate) fn negotiate(offered: Option<&[PositionEncodingKind]>) -> Self {
        let offers = |kind: PositionEncodingKind| offered.is_some_and(|offered| offered.contains(&kind));
        if offers(PositionEncodingKind::UTF8) {
            Self::Utf8
        } else if offers(PositionEncodingKind::UTF32) && !offers(PositionEncodingKind::UTF16) {
            Self::Utf32
        } else {
            Self::Utf16
        }
    }

    /// Its name in the protocol.
    pub(crate) fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
            Self::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    fn unit(self) -> ColumnUnit {
        match self {
            Self::Utf8 => ColumnUnit::Utf8,
            Self::Utf16 => ColumnUnit::Utf16,
            Self::Utf32 => ColumnUnit::Scalar,
        }
    }

    fn width(self, char: char) -> usize {
        match self {
            Self::Utf8 => char.len_utf8(),
            Self::Utf16 => char.len_utf16(),
            Self::Utf32 => 1,
        }
    }

    /// The place of a byte.
    pub(crate) fn position(self, source: &SourceText, offset: usize) -> Position {
        let position = source.lines().position(source.text(), offset, self.unit());
        Position::new(position.line, position.column)
    }

    /// The place of a span.
    pub(crate) fn range(self, source: &SourceText, span: Span) -> Range {
        let range = span.range();
        Range::new(self.position(source, range.start), self.position(source, range.end))
    }

    /// The byte at a position. A column past the end of its line is the line's end, a line past the last one
    /// the end of the text.
    pub(crate) fn offset(self, source: &SourceText, at: Position) -> usize {
        let Some(line) = source.lines().line_span(at.line as usize) else { return source.text().len() };
        let text = source.text()[line.range()].trim_end_matches(['\n', '\r']);
        let mut column = 0;
        for (offset, char) in text.char_indices() {
            column += self.width(char);
            if column > at.character as usize {
                return line.start as usize + offset;
            }
        }
        line.start as usize + text.len()
    }

    /// The same in a rope, as the place of a character.
    pub(crate) fn char_index(self, rope: &Rope, at: Position) -> usize {
        let line = at.line as usize;
        if line >= rope.len_lines() {
            return rope.len_chars();
        }
        let (start, text) = (rope.line_to_char(line), rope.line(line));
        let mut length = text.len_chars();
        while length > 0 && matches!(text.char(length - 1), '\n' | '\r') {
            length -= 1;
        }
        let (text, column) = (text.slice(..length), at.character as usize);
        start
            + match self {
                Self::Utf8 => text.byte_to_char(column.min(text.len_bytes())),
                Self::Utf16 => text.utf16_cu_to_char(column.min(text.len_utf16_cu())),
                Self::Utf32 => column.min(length),
            }
    }
}

#[cfg(test)]
mod tests {
    use disclint_document::Encoding as FileEncoding;

    use super::*;

    const TEXT: &str = "會(huì)同縣\r\n𠮷村12件\r三\u{2028}四\u{B}五\n";

    #[test]
    fn a_rope_breaks_lines_where_the_line_index_does() {
        // Fails if some other package asks ropey for its `unicode_lines`.
        let rope = Rope::from_str(TEXT);
        let source = SourceText::new(TEXT.to_owned(), FileEncoding::Utf8);
        assert_eq!((rope.len_lines(), source.lines().len()), (4, 4));
    }

    #[test]
    fn there_and_back_in_every_unit() {
        let source = SourceText::new(TEXT.to_owned(), FileEncoding::Utf8);
        let rope = Rope::from_str(TEXT);
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            for (offset, _) in TEXT.char_indices() {
                let position = encoding.position(&source, offset);
                // Between \r and \n there is no position.
                let expected = if TEXT[..offset].ends_with('\r') && TEXT[offset..].starts_with('\n') {
                    offset - 1
                } else {
                    offset
                };
                assert_eq!(encoding.offset(&source, position), expected, "{encoding:?} {offset}");
                assert_eq!(rope.char_to_byte(encoding.char_index(&rope, position)), expected, "{encoding:?} {offset}");
            }
        }
    }

    #[test]
    fn what_is_out_of_range_or_inside_a_character_is_clamped() {
        let source = SourceText::new(TEXT.to_owned(), FileEncoding::Utf8);
        let rope = Rope::from_str(TEXT);
        let second = TEXT.find('𠮷').expect("there");
        let both = |encoding: Encoding, line, column| {
            let at = Position::new(line, column);
            let offset = encoding.offset(&source, at);
            assert_eq!(rope.char_to_byte(encoding.char_index(&rope, at)), offset, "{encoding:?} {at:?}");
            offset
        };
        assert_eq!(both(Encoding::Utf16, 1, 1), second);
        assert_eq!(both(Encoding::Utf8, 1, 3), second);
        assert_eq!(both(Encoding::Utf16, 0, 999), TEXT.find('\r').expect("there"));
        assert_eq!(both(Encoding::Utf16, 99, 0), TEXT.len());
        assert_eq!(both(Encoding::Utf32, u32::MAX, u32::MAX), TEXT.len());
    }

    #[test]
    fn utf_8_is_taken_where_it_is_offered() {
        let kinds = [PositionEncodingKind::UTF16, PositionEncodingKind::UTF8];
        assert_eq!(Encoding::negotiate(Some(&kinds)), Encoding::Utf8);
        assert_eq!(Encoding::negotiate(Some(&kinds[..1])), Encoding::Utf16);
        assert_eq!(Encoding::negotiate(Some(&[PositionEncodingKind::UTF32])), Encoding::Utf32);
        assert_eq!(Encoding::negotiate(Some(&[PositionEncodingKind::new("utf-7")])), Encoding::Utf16);
        assert_eq!(Encoding::negotiate(None), Encoding::Utf16);
    }
}
