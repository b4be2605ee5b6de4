//! Changes of a text written into the bytes it came from, which stay as they are elsewhere.

use encoding_rs::GB18030;

use crate::source::{Encoding, SourceText};
use crate::span::Span;

impl SourceText {
    /// The bytes of the file that this text was decoded from, with the text of some spans replaced. All other bytes stay
    /// what they are: byte order mark, line ends, and whatever else stands there.
    ///
    /// `edits` are in the order of the text and do not overlap; an empty span inserts. `None` if they are not, if a span
    /// does not lie on characters, or if the encoding writes the text in another way than `bytes` do, so that nobody
    /// knows which bytes belong to a span.
    pub fn splice(&self, bytes: &[u8], edits: &[(Span, &str)]) -> Option<Vec<u8>> {
        let text = self.text();
        let mark = mark_of(self.encoding(), bytes);
        if self.encode(text)? != bytes[mark..] {
            return None;
        }
        let mut result = bytes[..mark].to_vec();
        let mut from = 0;
        for &(span, replacement) in edits {
            let range = span.range();
            let before = text.get(from..range.start)?;
            // What is replaced must be a piece of the text.
            text.get(range.clone())?;
            result.extend(self.encode(before)?);
            result.extend(self.encode(replacement)?);
            from = range.end;
        }
        result.extend(self.encode(text.get(from..)?)?);
        Some(result)
    }

    /// Text in the encoding of the file, without a mark; `None` if it cannot be written so.
    fn encode(&self, text: &str) -> Option<Vec<u8>> {
        Some(match self.encoding() {
            Encoding::Utf8 | Encoding::Utf8Bom => text.as_bytes().to_vec(),
            Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            Encoding::Gb18030 => {
                let (bytes, _, has_failed) = GB18030.encode(text);
                if has_failed {
                    return None;
                }
                bytes.into_owned()
            }
        })
    }
}

/// How many bytes of a byte order mark there are.
fn mark_of(encoding: Encoding, bytes: &[u8]) -> usize {
    match encoding {
        Encoding::Utf8Bom => 3,
        Encoding::Utf16Le if bytes.starts_with(b"\xFF\xFE") => 2,
        Encoding::Utf16Be if bytes.starts_with(b"\xFE\xFF") => 2,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "一、总体情況\r\n𠮷镇 12 件，共 3 件\n";

    fn changed(bytes: &[u8], find: &str, replacement: &str) -> Option<Vec<u8>> {
        let source = SourceText::decode(bytes).expect("decodes");
        let start = source.text().find(find).expect("is there");
        let span = Span { start: start as u32, end: (start + find.len()) as u32 };
        source.splice(bytes, &[(span, replacement)])
    }

    #[test]
    fn only_the_spans_change_in_every_encoding() {
        let after = TEXT.replace("12", "21");
        let utf16 = |text: &str, mark: bool, big: bool| -> Vec<u8> {
            let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
            units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
        };
        let bom = |text: &str| [b"\xEF\xBB\xBF", text.as_bytes()].concat();
        let gb = |text: &str| GB18030.encode(text).0.into_owned();
        assert_eq!(changed(TEXT.as_bytes(), "12", "21").as_deref(), Some(after.as_bytes()));
        assert_eq!(changed(&bom(TEXT), "12", "21"), Some(bom(&after)));
        assert_eq!(changed(&gb(TEXT), "12", "21"), Some(gb(&after)));
        for (mark, big) in [(false, false), (false, true), (true, false), (true, true)] {
            assert_eq!(changed(&utf16(TEXT, mark, big), "12", "21"), Some(utf16(&after, mark, big)));
        }
        // What replaces may be of any length, and beyond the BMP.
        assert_eq!(changed(&gb(TEXT), "总体情況", "𠮷况"), Some(gb(&TEXT.replace("总体情況", "𠮷况"))));
    }

    #[test]
    fn edits_out_of_order_or_within_a_character_are_refused() {
        let source = SourceText::new(TEXT.to_owned(), Encoding::Utf8);
        let span = |start, end| Span { start, end };
        let bytes = TEXT.as_bytes();
        assert_eq!(source.splice(bytes, &[(span(3, 6), "a"), (span(0, 3), "b")]), None);
        assert_eq!(source.splice(bytes, &[(span(1, 3), "a")]), None);
        assert_eq!(source.splice(bytes, &[(span(0, 4096), "a")]), None);
        assert_eq!(source.splice(b"other", &[]), None);
        assert_eq!(source.splice(bytes, &[]).as_deref(), Some(bytes));
    }
}
