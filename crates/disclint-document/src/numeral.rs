//! Numbers in Chinese numerals.

/// The value of a digit character.
fn digit(c: char) -> Option<u64> {
    Some(match c {
        '〇' | '零' | '○' | 'Ｏ' => 0,
        '一' | '壹' | '元' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The value of a whole numeral, such as 三, 二十三, 一千二百〇五, 三万, 二〇二四; `None` for anything else.
/// 元 is no digit here.
pub(crate) fn parse(text: &str) -> Option<u64> {
    if text.is_empty() || text.contains('元') {
        return None;
    }
    if text.chars().count() > 1 && text.chars().all(|c| digit(c).is_some()) {
        return positional(text);
    }
    let (mut total, mut section, mut number): (u64, u64, Option<u64>) = (0, 0, None);
    let mut any = false;
    for c in text.chars() {
        if let Some(value) = digit(c) {
            // 一百〇五: the zero only says that a place is empty.
            if number.is_some_and(|number| number != 0) {
                return None;
            }
            number = Some(value);
        } else {
            let unit: u64 = match c {
                '十' | '拾' => 10,
                '百' | '佰' => 100,
                '千' | '仟' => 1000,
                '万' => 10_000,
                '亿' => 100_000_000,
                _ => return None,
            };
            if unit >= 10_000 {
                total = (total + section + number.take().unwrap_or(0)).checked_mul(unit)?;
                section = 0;
                if total == 0 {
                    return None;
                }
            } else {
                // 十二 is 12; 百 alone is no numeral.
                let count = match number.take() {
                    Some(0) | None if unit == 10 => 1,
                    Some(count) if count > 0 => count,
                    _ => return None,
                };
                section = section.checked_add(count * unit)?;
            }
        }
        any = true;
    }
    any.then_some(total + section + number.unwrap_or(0))
}

/// 二〇二四 and the like, digit by digit.
fn positional(text: &str) -> Option<u64> {
    text.chars().try_fold(0u64, |value, c| value.checked_mul(10)?.checked_add(digit(c)?))
}

/// The ordinal at the start of `text`, in Chinese numerals up to 九十九, with its length in bytes.
pub(crate) fn ordinal_prefix(text: &str) -> Option<(u32, usize)> {
    let length: usize = text
        .chars()
        .take(4)
        .take_while(|&c| matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'))
        .map(char::len_utf8)
        .sum();
    let value = parse(&text[..length])?;
    (1..100).contains(&value).then_some((value as u32, length))
}

/// The numeral for an ordinal from 1 to 99; digits beyond.
pub fn ordinal(value: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match value {
        1..=9 => DIGITS[value as usize].to_owned(),
        10..=19 => format!("十{}", DIGITS[value as usize - 10]),
        20..=99 => format!("{}十{}", DIGITS[value as usize / 10], DIGITS[value as usize % 10]),
        _ => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals() {
        for (text, value) in [
            ("三", 3),
            ("十", 10),
            ("十二", 12),
            ("二十三", 23),
            ("两千", 2000),
            ("一千二百〇五", 1205),
            ("一百零三", 103),
            ("三万五千", 35000),
            ("二〇二四", 2024),
            ("零", 0),
        ] {
            assert_eq!(parse(text), Some(value), "{text}");
        }
        for text in ["", "百", "三件", "一二十", "元", "万"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn ordinals_round_trip() {
        for value in 1..100 {
            let text = ordinal(value);
            assert_eq!(ordinal_prefix(&format!("{text}、")), Some((value, text.len())));
        }
    }
}
