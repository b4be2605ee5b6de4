//! Numbers in Chinese numerals.

/// The value of a digit character.
fn digit(c: char) -> Option<u64> {
    Some(match c {
        '〇' | '零' | '○' | 'Ｏ' => 0,
        '一' | '壹' => 1,
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

/// What a numeral is made of.
pub(crate) fn is_numeral(c: char) -> bool {
    digit(c).is_some() || matches!(c, '十' | '拾' | '百' | '佰' | '千' | '仟' | '万' | '亿')
}

/// The value of a whole numeral, such as 三, 二十三, 一千二百〇五, 三万, 二〇二四; `None` for anything else:
/// also for what is said loosely (三百二 is 320 or 302) and for two numbers side by side (两三, 七八).
pub(crate) fn parse(text: &str) -> Option<u64> {
    if text.chars().all(|c| digit(c).is_some()) {
        return positional(text);
    }
    match text.split_once('亿') {
        Some((above, below)) => {
            let above = below_hundred_million(above, false)?;
            let below = if below.is_empty() { 0 } else { below_hundred_million(below, true)? };
            above.checked_mul(100_000_000)?.checked_add(below)
        }
        None => below_hundred_million(text, false),
    }
}

/// The value of a whole number in digits or in numerals: 15, 十五; `None` for anything else.
pub fn whole_number(text: &str) -> Option<u64> {
    text.parse().ok().or_else(|| parse(text))
}

/// A numeral with at most one 万. `follows` if a greater unit stands before it.
fn below_hundred_million(text: &str, follows: bool) -> Option<u64> {
    match text.split_once('万') {
        Some((above, below)) => {
            let above = section(above, follows)?;
            let below = if below.is_empty() { 0 } else { section(below, true)? };
            (above > 0).then_some(above * 10_000 + below)
        }
        None => section(text, follows),
    }
}

/// A numeral below ten thousand.
fn section(text: &str, follows: bool) -> Option<u64> {
    let (mut total, mut last_unit): (u64, u64) = (0, 10_000);
    let (mut number, mut zero): (Option<u64>, bool) = (None, false);
    for c in text.chars() {
        if let Some(value) = digit(c) {
            // 一百〇五: the zero only says that a place is empty.
            match value {
                _ if number.is_some() => return None,
                0 if zero || (total == 0 && !follows) => return None,
                0 => zero = true,
                _ => number = Some(value),
            }
            continue;
        }
        let unit = match c {
            '十' | '拾' => 10,
            '百' | '佰' => 100,
            '千' | '仟' => 1000,
            _ => return None,
        };
        // 十二 is 12; 百 alone is no numeral.
        let count = number.take().or((unit == 10).then_some(1))?;
        if unit >= last_unit {
            return None;
        }
        (last_unit, zero) = (unit, false);
        total += count * unit;
    }
    match number {
        // 三百二 leaves the place open.
        Some(_) if (total > 0 || follows) && last_unit != 10 && !zero => None,
        Some(number) => Some(total + number),
        None => (total > 0 && !zero).then_some(total),
    }
}

/// A single digit, or digits one by one: 二〇二四. Two side by side are a range: 两三.
fn positional(text: &str) -> Option<u64> {
    let count = text.chars().count();
    let has_zero = text.chars().any(|c| digit(c) == Some(0));
    let starts_with_zero = text.chars().next().and_then(digit) == Some(0);
    if count != 1 && (starts_with_zero || !(has_zero || count >= 4)) {
        return None;
    }
    let fold = |value: u64, c| value.checked_mul(10)?.checked_add(digit(c)?);
    (count > 0).then(|| text.chars().try_fold(0, fold)).flatten()
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

/// Whether a character is one of those that number sections and items in Chinese: 一 to 十.
pub fn is_ordinal_numeral(c: char) -> bool {
    "一二三四五六七八九十".contains(c)
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
    use proptest::prelude::*;

    use super::*;

    /// The digits and units of a script.
    struct Script {
        digits: [char; 10],
        units: [&'static str; 4],
        ten_thousand: char,
    }

    const COMMON: Script = Script {
        digits: ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'],
        units: ["", "十", "百", "千"],
        ten_thousand: '万',
    };
    const FORMAL: Script = Script {
        digits: ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'],
        units: ["", "拾", "佰", "仟"],
        ten_thousand: '万',
    };
    /// As written, before folding.
    const TRADITIONAL: Script = Script {
        digits: ['零', '壹', '貳', '叁', '肆', '伍', '陸', '柒', '捌', '玖'],
        units: ["", "拾", "佰", "仟"],
        ten_thousand: '萬',
    };

    fn write_section(value: u64, after_more: bool, script: &Script, out: &mut String) {
        let mut gap = after_more && value < 1000;
        let mut any = false;
        for place in (0..4u32).rev() {
            let digit = value / 10u64.pow(place) % 10;
            if digit == 0 {
                gap |= any;
                continue;
            }
            if gap {
                out.push(script.digits[0]);
            }
            (gap, any) = (false, true);
            out.push(script.digits[digit as usize]);
            out.push_str(script.units[place as usize]);
        }
    }

    /// The numeral of a value up to 10^8, all written out.
    fn write(value: u64, script: &Script) -> String {
        let mut out = String::new();
        match value {
            0 => out.push(script.digits[0]),
            100_000_000 => out.extend([script.digits[1], '亿']),
            _ => {
                if value >= 10_000 {
                    write_section(value / 10_000, false, script, &mut out);
                    out.push(script.ten_thousand);
                }
                if !value.is_multiple_of(10_000) {
                    write_section(value % 10_000, value >= 10_000, script, &mut out);
                }
            }
        }
        out
    }

    /// Other ways of writing the same number.
    fn variants(numeral: &str) -> Vec<String> {
        let mut all = vec![numeral.replace('零', "〇")];
        for (long, short) in [("二百", "两百"), ("二千", "两千"), ("二万", "两万")] {
            all.push(numeral.replace(long, short));
        }
        // 二十万 is never 两十万; 十 alone drops its 一.
        all.retain(|variant| !variant.contains("十两"));
        if let Some(rest) = numeral.strip_prefix("一十") {
            all.push(format!("十{rest}"));
        }
        all
    }

    fn check(value: u64) {
        let common = write(value, &COMMON);
        assert_eq!(parse(&common), Some(value), "{common}");
        for variant in variants(&common) {
            assert_eq!(parse(&variant), Some(value), "{variant}");
        }
        let formal = write(value, &FORMAL);
        assert_eq!(parse(&formal), Some(value), "{formal}");
    }

    /// Every number up to 100 000, and numbers around round ones and with zeros in every place.
    fn chosen() -> impl Iterator<Item = u64> {
        let near = |centre: u64| (centre.saturating_sub(120)..=centre + 120).filter(|&value| value <= 100_000_000);
        let powers = (5..=8).map(|power| 10u64.pow(power));
        let multiples = (1..=9).flat_map(|digit| (5..8).map(move |power| digit * 10u64.pow(power)));
        let patterns = (0..256u64).flat_map(|mask| {
            (1..=9u64).map(move |digit| (0..8u32).map(|at| (mask >> at & 1) * digit * 10u64.pow(at)).sum())
        });
        (0..=100_000).chain(powers.flat_map(near)).chain(multiples.flat_map(near)).chain(patterns)
    }

    #[test]
    fn whole_numbers_in_digits_and_in_numerals() {
        for (text, value) in [("15", 15), ("十五", 15), ("两", 2), ("二〇二四", 2024), ("2024", 2024)] {
            assert_eq!(whole_number(text), Some(value), "{text}");
        }
        assert!(["", "两三", "1.5", "十余"].iter().all(|text| whole_number(text).is_none()));
    }

    #[test]
    fn numerals_round_trip() {
        chosen().for_each(check);
    }

    #[test]
    fn traditional_numerals_round_trip() {
        for value in chosen().step_by(7) {
            let numeral = crate::fold::folded(&write(value, &TRADITIONAL));
            assert_eq!(parse(&numeral), Some(value), "{numeral}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn numerals_up_to_a_hundred_million_round_trip(value in 0u64..=100_000_000) {
            check(value);
        }

        #[test]
        fn parsing_is_total(text in "[零〇一二两三四五六七八九十百千万亿壹拾佰仟件]{0,12}") {
            parse(&text);
        }
    }

    /// All of them: `cargo test --release -p disclint-document every_numeral -- --ignored`.
    #[test]
    #[ignore = "a hundred million numbers"]
    fn every_numeral_round_trips() {
        (0..=100_000_000).for_each(check);
    }

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
            ("一百一十", 110),
            ("一百十二", 112),
            ("三万五千", 35000),
            ("十万", 100_000),
            ("一亿零五万", 100_050_000),
            ("一亿二千万", 120_000_000),
            ("二〇二四", 2024),
            ("一二〇", 120),
            ("零", 0),
        ] {
            assert_eq!(parse(text), Some(value), "{text}");
        }
        for text in [
            "",
            "百",
            "三件",
            "一二十",
            "元",
            "万",
            "两三",
            "七八",
            "三五",
            "三百二",
            "三万五",
            "一百二百",
            "百千",
            "一百零",
            "一百零零三",
            "零三",
            "十十",
        ] {
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
