//! What packs may write in patterns beside the syntax of regular expressions, and patterns put together.

use disclint_document::FIGURE;

/// A year, in digits or numerals.
const YEAR: &str = "(?<year>20[0-9]{2}|二[〇零○][〇零○一二三四五六七八九]{2})";

/// A pattern as it is compiled: `{figure}`, `{number}` and `{year}` stand for what a figure and a year look
/// like, `\d` for the digits 0 to 9, which are all that a folded text has.
pub(super) fn written_out(pattern: &str) -> String {
    let mut written = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern;
    let mut in_class = false;
    while let Some(at) = memchr::memchr3(b'\\', b'{', if in_class { b']' } else { b'[' }, rest.as_bytes()) {
        written.push_str(&rest[..at]);
        rest = &rest[at..];
        let (read, writes) = if rest.starts_with("\\d") {
            (2, Some(if in_class { "0-9" } else { "[0-9]" }))
        } else if let Some(escaped) = rest.strip_prefix('\\') {
            (1 + escaped.chars().next().map_or(0, char::len_utf8), None)
        } else if rest.starts_with("{year}") {
            ("{year}".len(), Some(YEAR))
        } else if rest.starts_with("{figure}") {
            written.push_str("(?<figure>");
            written.push(FIGURE);
            ("{figure}".len(), Some(")"))
        } else if rest.starts_with("{number}") {
            written.push(FIGURE);
            ("{number}".len(), Some(""))
        } else {
            in_class = (in_class || rest.starts_with('[')) && !rest.starts_with(']');
            (1, None)
        };
        written.push_str(writes.unwrap_or(&rest[..read]));
        rest = &rest[read..];
    }
    written.push_str(rest);
    written
}

/// Several patterns as one that matches where any does; its groups have no names, which may be the same
/// in several.
pub(super) fn any_of(patterns: &[String]) -> String {
    let mut any = String::with_capacity(patterns.iter().map(|pattern| pattern.len() + 5).sum());
    for (at, pattern) in patterns.iter().enumerate() {
        any.push_str(if at == 0 { "(?:" } else { "|(?:" });
        let mut rest = pattern.as_str();
        while let Some(at) = rest.find(['\\', '(']) {
            let named = rest[at..].starts_with("(?<");
            let length = match rest[at..].find('>') {
                Some(end) if named => end + 1,
                // A bracket, or a backslash with what it takes its meaning from.
                _ => rest[at..].chars().take(1 + usize::from(rest[at..].starts_with('\\'))).map(char::len_utf8).sum(),
            };
            any.push_str(&rest[..at]);
            any.push_str(if named { "(?:" } else { &rest[at..at + length] });
            rest = &rest[at + length..];
        }
        any.push_str(rest);
        any.push(')');
    }
    any
}

#[cfg(test)]
mod tests {
    use super::{any_of, written_out};

    #[test]
    fn what_stands_for_more_is_written_out() {
        for (pattern, expected) in [
            (r"\d{4}年", "[0-9]{4}年"),
            (r"[\d.]+[^\d]", "[0-9.]+[^0-9]"),
            (r"\\d\[\d\]", r"\\d\[[0-9]\]"),
            ("甲[乙]丙{2}", "甲[乙]丙{2}"),
            ("共{figure}[件{number}]{0,3}", "共(?<figure>#)[件#]{0,3}"),
        ] {
            assert_eq!(written_out(pattern).replace(disclint_document::FIGURE, "#"), expected);
        }
    }

    #[test]
    fn any_of_several_patterns() {
        let any = any_of(&["甲(?<a>乙)?".to_owned(), r"^丙|\(?<丁>".to_owned(), "(?<a>戊)".to_owned()]);
        assert_eq!(any, r"(?:甲(?:乙)?)|(?:^丙|\(?<丁>)|(?:(?:戊))");
        assert!(regex::Regex::new(&any).is_ok());
    }
}
