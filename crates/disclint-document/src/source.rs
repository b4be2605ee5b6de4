//! Decoding: bytes to source text, with the encoding said.

use std::fmt;

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};

use crate::line_index::LineIndex;

/// The longest file that is read, in bytes: far beyond any report, and well inside `u32` offsets.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;

/// A character encoding that reports are found in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Encoding {
    /// UTF-8 without a byte order mark.
    Utf8,
    /// UTF-8 with a byte order mark.
    Utf8Bom,
    /// GB18030, of which GBK and GB2312 are subsets.
    Gb18030,
    /// UTF-16, little endian.
    Utf16Le,
    /// UTF-16, big endian.
    Utf16Be,
}

impl Encoding {
    /// The name used in all output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf8Bom => "utf-8-bom",
            Self::Gb18030 => "gb18030",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Why bytes are not a text that can be judged.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum DecodeError {
    /// No bytes, or white space only.
    #[error("the file is empty")]
    Empty,
    /// Longer than [`MAX_BYTES`].
    #[error("the file has {bytes} bytes; at most {MAX_BYTES} are read")]
    TooLarge {
        /// The file's length.
        bytes: usize,
    },
    /// A document format that must first be saved as text.
    #[error("this is a {format} file, not a text")]
    Document {
        /// What it is, such as `Word (docx)`.
        format: &'static str,
    },
    /// Control characters that no text has.
    #[error("this is binary data, not a text")]
    Binary,
    /// In none of the known encodings.
    #[error("the text is in none of the encodings UTF-8, GB18030 and UTF-16")]
    UnknownEncoding,
}

/// Decoded text with its encoding and line index. A byte order mark is not part of the text.
#[derive(Clone, Debug)]
pub struct SourceText {
    text: String,
    encoding: Encoding,
    lines: LineIndex,
}

/// Leading bytes of formats that users try first.
const DOCUMENT_FORMATS: [(&[u8], &str); 5] = [
    (b"PK\x03\x04", "Word/Excel/WPS (docx, xlsx, zip)"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "Word/Excel (doc, xls, wps)"),
    (b"%PDF-", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
];

impl SourceText {
    /// Wraps text that is already decoded.
    pub fn new(text: String, encoding: Encoding) -> Self {
        let lines = LineIndex::new(&text);
        Self { text, encoding, lines }
    }

    /// Decodes `bytes`: a byte order mark decides; then UTF-8; then UTF-16 if its zero bytes say so;
    /// then GB18030. Nothing is replaced: bytes that do not decode are an error.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        if bytes.len() > MAX_BYTES {
            return Err(DecodeError::TooLarge { bytes: bytes.len() });
        }
        for (magic, format) in DOCUMENT_FORMATS {
            if bytes.starts_with(magic) {
                return Err(DecodeError::Document { format });
            }
        }
        let (text, encoding) = decode_text(bytes)?;
        if text.trim().is_empty() {
            return Err(DecodeError::Empty);
        }
        if is_binary(&text) {
            return Err(DecodeError::Binary);
        }
        Ok(Self::new(text, encoding))
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The encoding it was decoded from.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The line index.
    pub fn lines(&self) -> &LineIndex {
        &self.lines
    }
}

fn decode_text(bytes: &[u8]) -> Result<(String, Encoding), DecodeError> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        let text = std::str::from_utf8(rest).map_err(|_| DecodeError::UnknownEncoding)?;
        return Ok((text.to_owned(), Encoding::Utf8Bom));
    }
    for (mark, codec, encoding) in
        [(b"\xFF\xFE", UTF_16LE, Encoding::Utf16Le), (b"\xFE\xFF", UTF_16BE, Encoding::Utf16Be)]
    {
        if let Some(rest) = bytes.strip_prefix(mark) {
            return codec
                .decode_without_bom_handling_and_without_replacement(rest)
                .map(|text| (text.into_owned(), encoding))
                .ok_or(DecodeError::UnknownEncoding);
        }
    }
    if let Some((codec, encoding)) = unmarked_utf16(bytes)
        && let Some(text) = codec.decode_without_bom_handling_and_without_replacement(bytes)
    {
        return Ok((text.into_owned(), encoding));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((text.to_owned(), Encoding::Utf8));
    }
    if bytes.contains(&0) {
        return Err(DecodeError::Binary);
    }
    GB18030
        .decode_without_bom_handling_and_without_replacement(bytes)
        .map(|text| (text.into_owned(), Encoding::Gb18030))
        .ok_or(DecodeError::UnknownEncoding)
}

/// UTF-16 without a mark: the byte order in which nearly all code units are what reports are written
/// with. Only asked where a zero byte rules out the other encodings.
fn unmarked_utf16(bytes: &[u8]) -> Option<(&'static encoding_rs::Encoding, Encoding)> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    if bytes.len() % 2 == 1 || !head.contains(&0) {
        return None;
    }
    let usual = |unit: u16| {
        matches!(unit, 9 | 10 | 13 | 0x20..=0x7E | 0x3000..=0x303F | 0x4E00..=0x9FFF | 0xD800..=0xDFFF | 0xFF00..=0xFFEF
            | 0x2010..=0x2027)
    };
    let share = |read: fn([u8; 2]) -> u16| {
        let units = head.chunks_exact(2).map(|pair| read([pair[0], pair[1]]));
        units.filter(|&unit| usual(unit)).count() * 100 / (head.len() / 2).max(1)
    };
    let (little, big) = (share(u16::from_le_bytes), share(u16::from_be_bytes));
    match (little >= 90, big >= 90) {
        (true, false) => Some((UTF_16LE, Encoding::Utf16Le)),
        (false, true) => Some((UTF_16BE, Encoding::Utf16Be)),
        _ => None,
    }
}

/// Control characters other than white space, in more than one character of a hundred (a stray one
/// left by a copy is forgiven), or any NUL.
fn is_binary(text: &str) -> bool {
    // Without a way out of the loop: so it runs many bytes at a time.
    let control = |byte: u8| (byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C)) || byte == 0x7F;
    let controls = text.bytes().filter(|&byte| control(byte)).count();
    controls > 0 && (controls * 100 > text.len() || text.contains('\0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> (String, Encoding) {
        let source = SourceText::decode(bytes).expect("decodes");
        (source.text().to_owned(), source.encoding())
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let text = "一、总体情况\r\n𠮷 12 件\n";
        let utf16 = |big: bool, mark: bool| -> Vec<u8> {
            let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
            units.flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
        };
        let bom = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
        assert_eq!(decoded(text.as_bytes()), (text.to_owned(), Encoding::Utf8));
        assert_eq!(decoded(&bom), (text.to_owned(), Encoding::Utf8Bom));
        assert_eq!(decoded(&GB18030.encode(text).0), (text.to_owned(), Encoding::Gb18030));
        for (big, encoding) in [(false, Encoding::Utf16Le), (true, Encoding::Utf16Be)] {
            assert_eq!(decoded(&utf16(big, true)), (text.to_owned(), encoding));
            assert_eq!(decoded(&utf16(big, false)), (text.to_owned(), encoding));
        }
    }

    #[test]
    fn what_is_no_text_is_refused_with_its_reason() {
        let error = |bytes: &[u8]| SourceText::decode(bytes).expect_err("refused");
        assert_eq!(error(b""), DecodeError::Empty);
        assert_eq!(error(b" \r\n\t"), DecodeError::Empty);
        assert_eq!(error(b"\xEF\xBB\xBF"), DecodeError::Empty);
        assert_eq!(error(b"abc\0def\x01ghi\0\x02\0"), DecodeError::Binary);
        assert_eq!(error(b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0"), DecodeError::Binary);
        assert_eq!(error(b"\xff\x80\x81 plain"), DecodeError::UnknownEncoding);
        assert!(matches!(error(b"PK\x03\x04\x14\0"), DecodeError::Document { .. }));
        assert!(matches!(error(b"%PDF-1.7"), DecodeError::Document { .. }));
        assert!(matches!(error(&vec![b'a'; MAX_BYTES + 1]), DecodeError::TooLarge { .. }));
    }
}
