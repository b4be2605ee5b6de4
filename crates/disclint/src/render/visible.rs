//! Text of others on a terminal.

use std::borrow::Cow;

/// `text` without characters that a terminal obeys instead of showing. Line breaks and tabs stay.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if text.chars().all(|char| visible_char(char) == char) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().map(visible_char).collect())
    }
}

/// What is shown for `char`: control characters have pictures of their own; what would reorder or
/// break the line is replaced. A report that is pasted together carries such things.
pub(crate) fn visible_char(char: char) -> char {
    match char {
        '\n' | '\t' => char,
        '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(char)).unwrap_or('\u{FFFD}'),
        '\u{7F}' => '\u{2421}',
        '\u{80}'..='\u{9F}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}' => '\u{FFFD}',
        _ => char,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_reaches_the_terminal_that_it_would_obey() {
        assert_eq!(visible("a\x1b[31m红\u{202E}\u{2028}\t\n"), "a␛[31m红\u{FFFD}\u{FFFD}\t\n");
        assert!(matches!(visible("一、总体情况"), Cow::Borrowed(_)));
    }
}
