//! What a piece of a table says where a value is expected.

use rust_decimal::Decimal;

use crate::form::MoneyUnit;
use crate::numeral;

/// A value as written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Value {
    Number {
        value: Decimal,
        /// The unit of money that stands with it.
        money: Option<MoneyUnit>,
        /// Whether any unit stands with it.
        with_unit: bool,
        /// Whether it is written in Chinese numerals.
        in_words: bool,
    },
    /// A mark for "does not apply" or "none".
    Mark(char),
}

/// Units that may stand in a cell beside a count. Longest first.
const COUNT_UNITS: [&str; 16] =
    ["人次", "件", "条", "个", "项", "份", "起", "宗", "次", "人", "篇", "部", "期", "场", "家", "套"];

/// Reads a whole piece as a value: a number with sign, thousands separators and unit, or a mark.
pub(crate) fn parse(text: &str) -> Option<Value> {
    let text = text.trim();
    let mut chars = text.chars();
    match (chars.next()?, chars.next()) {
        (mark @ ('/' | '\\' | '-' | '—' | '无'), None) => return Some(Value::Mark(mark)),
        ('—', Some('—')) | ('-', Some('-')) | ('/', Some('/')) if text.chars().count() == 2 => {
            return Some(Value::Mark('—'));
        }
        _ => {}
    }
    let (negative, rest) = match text.strip_prefix(['+', '增', '加']) {
        Some(rest) => (false, rest),
        None => match text.strip_prefix(['-', '减', '负']) {
            Some(rest) => (true, rest),
            None => (false, text),
        },
    };
    let rest = rest.trim_start();
    let number_end = rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(rest.len());
    let (number, unit) = (&rest[..number_end], rest[number_end..].trim());
    let mut value = decimal(number)?;
    if negative {
        value.set_sign_negative(true);
    }
    let money = MoneyUnit::parse(unit);
    if !unit.is_empty() && money.is_none() && !COUNT_UNITS.contains(&unit) {
        return None;
    }
    Some(Value::Number { value, money, with_unit: !unit.is_empty(), in_words: false })
}

/// Reads a whole piece as a number in Chinese numerals, with or without a unit.
pub(crate) fn parse_in_words(text: &str) -> Option<Value> {
    let text = text.trim();
    let unit = COUNT_UNITS.iter().find(|unit| text.ends_with(*unit)).copied().unwrap_or("");
    let value = numeral::parse(text.strip_suffix(unit)?)?;
    Some(Value::Number { value: Decimal::from(value), money: None, with_unit: !unit.is_empty(), in_words: true })
}

/// Digits with at most one point and with commas only as thousands separators.
fn decimal(text: &str) -> Option<Decimal> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) && (1..=18).contains(&text.len()) {
        return text.parse::<i64>().ok().map(Decimal::from);
    }
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if fraction.is_some_and(|fraction| !digits(fraction)) {
        return None;
    }
    let mut groups = whole.split(',');
    let first = groups.next()?;
    if !digits(first) || (whole.contains(',') && first.len() > 3) {
        return None;
    }
    if !groups.all(|group| group.len() == 3 && digits(group)) {
        return None;
    }
    text.replace(',', "").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Option<String> {
        match parse(text)? {
            Value::Number { value, .. } => Some(value.to_string()),
            Value::Mark(_) => None,
        }
    }

    #[test]
    fn numbers_as_written_in_cells() {
        for (text, value) in [
            ("0", "0"),
            (" 12 ", "12"),
            ("+58", "58"),
            ("-181", "-181"),
            ("减4", "-4"),
            ("1,234", "1234"),
            ("12,345,678.90", "12345678.90"),
            ("59237.2449", "59237.2449"),
            ("124.2万元", "124.2"),
            ("251000元", "251000"),
            ("3件", "3"),
            ("123456789012345678901", "123456789012345678901"),
        ] {
            assert_eq!(number(text).as_deref(), Some(value), "{text}");
        }
        for text in ["", "1O", "12.", ".5", "1,23", "1234,567", "1.2.3", "abc", "3天", "--3", "2019年", "1."] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn marks_are_not_zero() {
        for text in ["/", "-", "—", "——", "无", "//"] {
            assert!(matches!(parse(text), Some(Value::Mark(_))), "{text}");
        }
    }

    #[test]
    fn numerals_only_where_asked() {
        assert_eq!(parse("三"), None);
        assert!(matches!(parse_in_words("十二件"), Some(Value::Number { in_words: true, .. })));
        assert_eq!(parse_in_words("无"), None);
    }
}
