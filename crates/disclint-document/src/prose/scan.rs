//! Finds the figure at a place of the folded text, and tells it from numbers that are none.

use std::ops::Range;

use rust_decimal::Decimal;

use super::bound::{self, Bound};
use super::words::{COUNTED_TWICE, NAMES, NO_FIGURE_BEFORE, first_of, is_unit, unit_of};
use crate::numeral;

/// Longest run of digits, points and commas, or of numerals, that is read as one number, in bytes.
const LONGEST_NUMBER: usize = 64;

/// What no count of a report reaches, and more decimals than any has. Within these bounds sums, products and
/// quotients of two figures are numbers; what lies outside is no figure.
const TOO_LARGE: Decimal = Decimal::from_parts(2_764_472_320, 232_830, 0, false, 0); // 10^15
const MOST_DECIMALS: u32 = 6;

/// Whether a number may be a figure.
fn is_within_bounds(value: Decimal) -> bool {
    value < TOO_LARGE && value.scale() <= MOST_DECIMALS
}

/// Whether a numeral, or a half, may begin with `c`.
pub(super) fn is_numeral(c: char) -> bool {
    numeral::is_numeral(c) && !matches!(c, '万' | '亿') || c == '半'
}

/// A figure in the folded text.
pub(super) struct Found {
    /// The number, without qualifiers and unit.
    pub(super) number: Range<usize>,
    /// The number with qualifiers behind it and the unit.
    pub(super) whole: Range<usize>,
    /// The same with the words around it that qualify it.
    pub(super) qualified: Range<usize>,
    pub(super) value: Decimal,
    pub(super) unit: Option<&'static str>,
    pub(super) bound: Bound,
    pub(super) rounded_to: Option<Decimal>,
}

/// What begins at a place.
pub(super) enum Scan {
    Figure(Found),
    /// A number that is no figure, up to here.
    Other(usize),
}

fn skip_spaces(text: &str, at: usize) -> usize {
    at + text[at..].len() - text[at..].trim_start_matches([' ', '\n']).len()
}

/// Reads the number at `at`, where a digit or a numeral stands.
pub(super) fn scan(text: &str, at: usize) -> Option<Scan> {
    let first = text[at..].chars().next()?;
    match first {
        '0'..='9' => digits(text, at),
        '半' => Some(half(text, at)),
        _ => words(text, at),
    }
}

fn digits(text: &str, at: usize) -> Option<Scan> {
    let rest = &text[at..];
    let is_part = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'.' | b',');
    let mut length = rest.bytes().take(LONGEST_NUMBER + 1).take_while(is_part).count();
    if length > LONGEST_NUMBER {
        // A list without spaces: its first number.
        length = rest.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    }
    // A comma or point that no digit follows ends the clause.
    while rest[..length].ends_with(['.', ',']) {
        length -= 1;
    }
    let mut number = &rest[..length];
    // A comma between whole numbers parts a list; only groups of three belong together.
    if number.contains(',') && !is_grouped(number) {
        number = number.split(',').next()?;
        length = number.len();
    }
    let end = at + length;
    let before = text[..at].trim_end_matches(' ').chars().next_back();
    let after = text[end..].chars().next();
    let glued = |c: char| {
        c.is_ascii_alphabetic() || matches!(c, '-' | '/' | '@' | '_' | '~' | '+' | '=' | '#' | '×' | '—' | '·')
    };
    let time = after == Some(':') && text[end + 1..].starts_with(|c: char| c.is_ascii_digit());
    if before.is_some_and(|c| glued(c) || c == '第' || c == '〔' || c == '[' || c == '.' || c.is_ascii_digit())
        || after.is_some_and(glued)
        || time
        || (before == Some(':') && text[..at].trim_end_matches([' ', ':']).ends_with(|c: char| c.is_ascii_digit()))
    {
        return Some(Scan::Other(end));
    }
    // 8成: as in words.
    if number.len() == 1
        && let Some(found) = fraction(text, at, length)
    {
        return Some(Scan::Figure(found));
    }
    let value: Decimal = number.replace(',', "").parse().ok()?;
    let name = NAMES.contains(&number);
    let long = number.len() >= 7 && !number.contains(['.', ',']);
    finish(text, at..end, value, name || long)
}

/// Whether commas part groups of three digits.
fn is_grouped(number: &str) -> bool {
    let whole = number.split('.').next().unwrap_or_default();
    let mut groups = whole.split(',');
    groups.next().is_some_and(|first| (1..=3).contains(&first.len())) && groups.all(|group| group.len() == 3)
}

fn words(text: &str, at: usize) -> Option<Scan> {
    let rest = &text[at..];
    let length = rest.find(|c: char| !numeral::is_numeral(c)).unwrap_or(rest.len());
    if length > LONGEST_NUMBER {
        return Some(Scan::Other(at + length));
    }
    let before = text[..at].chars().next_back();
    // 统一, 逐一, 第三 and the like are no counts.
    let is_share = text[..at].ends_with("百分之");
    // 数十件 is vague, 总数十件 and 申请数三十件 are not.
    let is_noun = text[..at].ends_with('数')
        && (!rest.starts_with(['十', '百', '千', '万'])
            || ["总数", "件数", "份数", "次数", "人数"].iter().any(|noun| text[..at].ends_with(noun)));
    if !is_share && !is_noun && before.is_some_and(|c| "第统唯逐单每某同另任之十百千万几数如".contains(c))
    {
        return Some(Scan::Other(at + length));
    }
    // 队伍, 大陆: 伍 and 陆 are words far more often than numerals.
    let is_word = || rest.starts_with(['伍', '陆']) && before.is_some_and(|c| "队入退落为大内着登水海".contains(c));
    if length == '伍'.len_utf8() && is_word() {
        return Some(Scan::Other(at + length));
    }
    if !is_share && let Some(found) = fraction(text, at, length) {
        return Some(Scan::Figure(found));
    }
    // 近百件, 上百件: a round hundred, which is never meant exactly.
    let round = || numeral::parse(&format!("一{}", &rest[..length]));
    let (value, is_round) = match numeral::parse(&rest[..length]) {
        Some(value) => (value, false),
        None if rest.starts_with(['百', '千']) => match round() {
            Some(value) => (value, true),
            None => return Some(Scan::Other(at + length)),
        },
        // 两三件, 七八个: no number.
        None => return Some(Scan::Other(at + length)),
    };
    let mut scan = finish(text, at..at + length, Decimal::from(value), false)?;
    if let Scan::Figure(found) = &mut scan
        && is_round
        && found.bound == Bound::Exact
    {
        found.bound = Bound::About;
    }
    // Without a unit a numeral is a word.
    let is_figure = matches!(&scan, Scan::Figure(found) if found.unit.is_some());
    Some(if is_figure { scan } else { Scan::Other(at + length) })
}

/// 三分之一, 一半, 四成: a share in words, in per cent, which is never meant to the last place.
fn fraction(text: &str, at: usize, length: usize) -> Option<Found> {
    let written = &text[at..at + length];
    let number = numeral::whole_number(written)?;
    let rest = &text[at + length..];
    let mut end = at + length;
    let value = if let Some(upper) = rest.strip_prefix("分之") {
        let long = upper.find(|c: char| !numeral::is_numeral(c)).unwrap_or(upper.len());
        let upper = numeral::parse(&upper[..long])?;
        end += "分之".len() + long;
        if !(2..=10).contains(&number) || upper == 0 || upper >= number {
            return None;
        }
        Decimal::from(upper * 100).checked_div(Decimal::from(number))?.round_dp(1).normalize()
    } else if number == 1 && rest.starts_with('半') && !rest.starts_with("半天") {
        end += '半'.len_utf8();
        Decimal::from(50)
    } else if (1..10).contains(&number)
        && let Some(behind) = rest.strip_prefix('成')
    {
        // 一成不变, 三成立.
        if behind.starts_with(|c: char| "不立为员果绩交功品本就熟长效型体".contains(c)) {
            return None;
        }
        end += '成'.len_utf8();
        // 四成半, 四成八.
        let digit = behind.chars().next().filter(|c| numeral::is_numeral(*c) && !"十百千万亿".contains(*c));
        let half = behind.starts_with('半').then_some(('半', 5));
        let after = half.or_else(|| Some((digit?, numeral::parse(digit?.encode_utf8(&mut [0; 4]))?)));
        end += after.map_or(0, |(c, _)| c.len_utf8());
        Decimal::from(number * 10 + after.map_or(0, |(_, parts)| parts))
    } else {
        return None;
    };
    Some(share(text, at..end, value, None))
}

/// 半数, 过半: a half in words; 半年 and 超过半天 are none.
fn half(text: &str, at: usize) -> Scan {
    let end = at + '半'.len_utf8();
    let before = text[..at].chars().next_back();
    let is_more = before == Some('过') && !text[..at].ends_with("超过");
    if let Some(behind) = text[end..].strip_prefix('数')
        && !behind.starts_with(['据', '字'])
    {
        let more = is_more.then_some((Bound::AtLeast, '过'.len_utf8()));
        return Scan::Figure(share(text, at..end + '数'.len_utf8(), Decimal::from(50), more));
    }
    let is_length = text[end..].starts_with(|c: char| "年天月个小日程晌百身场途生价点".contains(c));
    if is_more && !is_length {
        let more = Some((Bound::AtLeast, '过'.len_utf8()));
        return Scan::Figure(share(text, at..end, Decimal::from(50), more));
    }
    Scan::Other(end)
}

/// A share in words, in per cent, with what qualifies it: the words before it, if they are known.
fn share(text: &str, number: Range<usize>, value: Decimal, before: Option<(Bound, usize)>) -> Found {
    let (at, end) = (number.start, number.end);
    let preceding = text[..at].trim_end_matches(' ');
    let (bound, words_before) = before.or_else(|| bound::before(preceding)).unwrap_or((Bound::About, 0));
    let (bound, words_after) = match text[end..].chars().next().filter(|c| matches!(c, '余' | '多')) {
        Some(c) => (Bound::AndMore, c.len_utf8()),
        None => bound::after(&text[end..]).map_or((bound, 0), |(means, length)| match means {
            Bound::Exact => (bound, length),
            means => (means, length),
        }),
    };
    let start = if words_before == 0 { at } else { preceding.len() - words_before };
    Found {
        number: at..end,
        whole: at..end,
        qualified: start..end + words_after,
        value,
        unit: Some("%"),
        bound,
        rounded_to: None,
    }
}

/// Qualifiers, multipliers and unit around a number.
fn finish(text: &str, number: Range<usize>, mut value: Decimal, needs_unit: bool) -> Option<Scan> {
    let preceding = text[..number.start].trim_end_matches(' ');
    let (mut bound, words_before) = bound::before(preceding).unwrap_or((Bound::Exact, 0));
    let mut at = skip_spaces(text, number.end);
    let mut rounded_to = None;
    let vague = |at: usize| text[at..].chars().next().filter(|c| matches!(c, '余' | '多' | '几'));
    if let Some(c) = vague(at) {
        bound = Bound::AndMore;
        at += c.len_utf8();
    }
    // 1.2万条: multiplied out; 1.2万元 keeps its unit.
    for (word, factor) in [("万", 10_000), ("亿", 100_000_000)] {
        if text[at..].starts_with(word) && !text[at + word.len()..].starts_with('元') {
            let places = value.scale();
            value = value.checked_mul(Decimal::from(factor))?.normalize();
            at += word.len();
            // 1.2万 is hardly ever 12000 exactly.
            if bound == Bound::Exact {
                bound = Bound::About;
                rounded_to = Decimal::from(factor).checked_mul(Decimal::new(1, places));
            }
            if let Some(c) = vague(at) {
                bound = Bound::AndMore;
                rounded_to = None;
                at += c.len_utf8();
            }
        }
    }
    let rest = &text[at..];
    // 9时30分.
    if rest.starts_with('分') && preceding.ends_with(['时', '点']) {
        return Some(Scan::Other(number.end));
    }
    let written = unit_of(rest).filter(|unit| is_unit(unit, rest, value));
    // 百分之26.
    let unit = written.or_else(|| text[..number.start].ends_with("百分之").then_some("%"));
    if unit.is_none() && first_of(&NO_FIGURE_BEFORE, rest).is_some() {
        return Some(Scan::Other(number.end));
    }
    if needs_unit && unit.is_none() || !is_within_bounds(value) {
        return Some(Scan::Other(number.end));
    }
    let end = written.map_or(number.end.max(at), |unit| {
        let end = at + unit.len();
        let twice = COUNTED_TWICE.contains(&unit) && text[end..].starts_with('次');
        if twice { end + '次'.len_utf8() } else { end }
    });
    let end = if written.is_none() && at == skip_spaces(text, number.end) { number.end } else { end };
    let mut qualified_end = end;
    if let Some((means, length)) = bound::after(&text[end..]) {
        if means != Bound::Exact {
            bound = means;
            rounded_to = None;
        }
        qualified_end += length;
    }
    let whole = number.start..end;
    let qualified = preceding.len() - words_before..qualified_end;
    let qualified = if words_before == 0 { number.start..qualified.end } else { qualified };
    Some(Scan::Figure(Found { number, whole, qualified, value, unit, bound, rounded_to }))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Option<(String, Option<&'static str>, Bound)> {
        let at = text.find(|c: char| c.is_ascii_digit() || "零〇一二两三四五六七八九十百千叁".contains(c))?;
        match scan(text, at)? {
            Scan::Figure(found) => Some((found.value.to_string(), found.unit, found.bound)),
            Scan::Other(_) => None,
        }
    }

    #[test]
    fn figures_as_written() {
        for (text, value, unit, bound) in [
            ("收到申请17件", "17", Some("件"), Bound::Exact),
            ("占信息总量的三分之一", "33.3", Some("%"), Bound::About),
            ("占一半以上", "50", Some("%"), Bound::AtLeast),
            ("超过四成", "40", Some("%"), Bound::AtLeast),
            ("占四成八", "48", Some("%"), Bound::About),
            ("收到申请 779 件", "779", Some("件"), Bound::Exact),
            ("发布1,234条", "1234", Some("条"), Bound::Exact),
            ("发布1.2万余条", "12000", Some("条"), Bound::AndMore),
            ("收费227.782万元", "227.782", Some("万元"), Bound::Exact),
            ("占98.5%", "98.5", Some("%"), Bound::Exact),
            ("办理二十三件", "23", Some("件"), Bound::Exact),
            ("得分88.5分,较上年提高", "88.5", Some("分"), Bound::Exact),
            ("培训两次", "2", Some("次"), Bound::Exact),
            ("十余件", "10", Some("件"), Bound::AndMore),
            ("十几件", "10", Some("件"), Bound::AndMore),
            ("二十多件", "20", Some("件"), Bound::AndMore),
            ("上百件", "100", Some("件"), Bound::About),
            ("超过100件", "100", Some("件"), Bound::AtLeast),
            ("不超过100件", "100", Some("件"), Bound::AtMost),
            ("不足50件", "50", Some("件"), Bound::AtMost),
            ("30件以内", "30", Some("件"), Bound::AtMost),
            ("网上5件", "5", Some("件"), Bound::Exact),
            ("预约5件", "5", Some("件"), Bound::Exact),
            ("五十七件", "57", Some("件"), Bound::Exact),
            ("叁件", "3", Some("件"), Bound::Exact),
            ("申请总数三十件", "30", Some("件"), Bound::Exact),
            ("答复总数十二件", "12", Some("件"), Bound::Exact),
            ("5,737件", "5737", Some("件"), Bound::Exact),
            ("约300份", "300", Some("份"), Bound::About),
            ("近百件", "100", Some("件"), Bound::Nearly),
            ("300人次以上", "300", Some("人次"), Bound::AtLeast),
            ("以上6件", "6", Some("件"), Bound::Exact),
            ("两点不足", "2", Some("点"), Bound::Exact),
            ("共12,其中", "12", None, Bound::Exact),
        ] {
            let (found, found_unit, found_bound) = read(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((found.as_str(), found_unit, found_bound), (value, unit, bound), "{text}");
        }
    }

    /// With separators between groups of three.
    fn grouped(value: u64) -> String {
        let digits = value.to_string();
        let mut written = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                written.push(',');
            }
            written.push(digit);
        }
        written
    }

    fn check(value: u64) {
        for written in [value.to_string(), grouped(value)] {
            let text = format!("{written}件");
            match scan(&text, 0) {
                Some(Scan::Figure(found)) => {
                    assert_eq!((found.value, found.whole), (Decimal::from(value), 0..text.len()), "{text}");
                }
                _ => panic!("{text}"),
            }
        }
    }

    /// All of them: `cargo test --release -p disclint-document every_number -- --ignored`.
    #[test]
    #[ignore = "a hundred million numbers, twice"]
    fn every_number_in_digits_round_trips() {
        (0..=100_000_000).for_each(check);
    }

    #[test]
    fn small_numbers_in_digits_round_trip() {
        (0..=100_000).for_each(check);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn numbers_in_digits_round_trip(value in 0u64..=100_000_000) {
            check(value);
        }

        #[test]
        fn full_width_digits_are_folded(value in 0u64..=100_000_000) {
            let wide = |c: char| match c {
                '0'..='9' => char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c),
                _ => '\u{ff0c}',
            };
            let text = crate::fold::folded(&format!("{}件", grouped(value).chars().map(wide).collect::<String>()));
            prop_assert_eq!(read(&text).map(|(number, ..)| number), Some(value.to_string()), "{}", text);
        }
    }

    #[test]
    fn numbers_beyond_any_report_are_no_figures() {
        assert_eq!(read("999999999999999件").map(|(number, ..)| number), Some("999999999999999".to_owned()));
        for text in ["1000000000000000件", "9999999999万亿件", "79228162514264337593543950335%", "0.0000001件"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_that_are_no_figures() {
        for text in [
            "2022年",
            "12月31日",
            "〔2021〕30号",
            "9时30分",
            "第711号",
            "第20条",
            "0728-5239568",
            "人民路206号",
            "307室",
            "10:59",
            "5G网络",
            "12345热线",
            "统一条目",
            "逐一件",
            "第三次",
            "13800000000",
            "一网通办",
            "a1件",
            "两三件",
            "七八件",
            "数十件",
            "近年数十件",
            "几百件",
            "三百二件",
            "三次产业占比",
            "一次性公开",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
