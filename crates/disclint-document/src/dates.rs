//! Dates and years, in all the spellings that reports use.

use std::ops::Range;

use memchr::memmem;

use crate::fold::FoldedText;
use crate::numeral;
use crate::span::Span;

/// What may stand between the two dates of an interval.
const JOINERS: [&str; 12] = ["至", "到", "-", "--", "—", "——", "~", "–", "止", "止于", "截止于", "截至"];
/// What may follow the first date of an interval: the hour, and the word for the beginning.
const AFTER_BEGINNING: [&str; 14] =
    ["起算", "起始", "起", "开始", "始", "零时", "零点", "0时", "0点", "00时", "(含)", "(含当日)", "(含当天)", ","];
/// What may stand before the word that leads to the second date.
const BEFORE_END: [&str; 5] = ["一直", "持续", "延续", "截止", "终止"];
const TO: [&str; 3] = ["至", "到", "于"];
/// What ends a day whose 日 was left out: 12月31止.
const AFTER_UNMARKED: [&str; 11] = ["止", "起", "至", "到", "-", "—", "~", "期间", ",", "。", ")"];
/// What follows a date that a period begins or ends with.
const UNTIL: [&str; 4] = ["起", "至", "到", "止"];
/// How many lines at the end of a report are searched for the date of its signature.
const SIGNATURE_LINES: usize = 4;
/// Longest line that a date at the end of a report shares with names, in bytes.
const LONGEST_SIGNATURE: usize = 150;

/// A date or a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Date {
    /// Its place.
    pub span: Span,
    /// The year, where it is written.
    pub year: Option<u16>,
    /// The place of the year's digits.
    pub year_span: Option<Span>,
    /// The month as written; it may be none that exists.
    pub month: Option<u8>,
    /// The day as written; it may be none that exists.
    pub day: Option<u8>,
    /// What is wrong with how it is written.
    pub flaw: Option<Flaw>,
    /// The month that a range of months beginning with it runs to: the 8 of `5月至8月`.
    pub until: Option<u8>,
    /// The clause of the prose it stands in, and where in the text of the clause it begins.
    pub clause: Option<(usize, usize)>,
}

/// What is wrong with how a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// The word for the day is left out: `12月31止`.
    DayWord,
    /// The day is left out: `1月日起`.
    Day,
    /// The word for the year is left out: `202312月31日`.
    YearWord,
    /// The year has not four figures: `20233年1月1日`.
    Year,
    /// The word for month or day stands where the other belongs: `12日31日`.
    WrongWord,
}

/// Two dates with a word between them that means from the one to the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    /// Its place.
    pub span: Span,
    /// Where it begins.
    pub from: Date,
    /// Where it ends; without a year of its own it has that of the beginning.
    pub to: Date,
}

impl Date {
    /// Year, month and day, where all are written.
    pub fn ymd(&self) -> Option<(u16, u8, u8)> {
        Some((self.year?, self.month?, self.day?))
    }

    /// Whether there is such a day; what is not written may be anything.
    pub fn exists(&self) -> bool {
        let Some(month) = self.month else { return true };
        let leap = self.year.is_none_or(|year| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return false,
        };
        self.day.is_none_or(|day| (1..=days).contains(&day))
    }
}

/// A date in folded text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) year: Option<(u16, Range<usize>)>,
    pub(crate) month: Option<u8>,
    pub(crate) day: Option<u8>,
    pub(crate) flaw: Option<Flaw>,
    pub(crate) until: Option<u8>,
    pub(crate) end: usize,
}

impl Written {
    /// As a fact with its places in the source.
    pub(crate) fn date(&self, text: &FoldedText, start: usize, clause: Option<(usize, usize)>) -> Date {
        Date {
            span: text.span(start..self.end),
            year: self.year.as_ref().map(|(year, _)| *year),
            year_span: self.year.as_ref().map(|(_, place)| text.span(place.clone())),
            month: self.month,
            day: self.day,
            flaw: self.flaw,
            until: self.until,
            clause,
        }
    }
}

/// The date that begins at `at`, where a digit or a numeral stands.
pub(crate) fn scan(text: &str, at: usize) -> Option<Written> {
    let mut before = text[..at].chars().rev();
    // A point or stroke behind a number belongs to another kind of number; a dash may part two dates.
    let is_glued = match before.next() {
        Some('.' | '/') => before.next().is_some_and(|c| c.is_ascii_alphanumeric()),
        Some(c) => c == '第' || c.is_ascii_alphanumeric(),
        None => false,
    };
    if is_glued {
        return None;
    }
    let (value, end) = number(text, at)?;
    let after = skip(text, end);
    let year = u16::try_from(value).ok().filter(|year| (1990..=2100).contains(year) && is_long(&text[at..end]));
    if let Some(year) = year {
        let mut written = Written { year: Some((year, at..end)), ..Written::default() };
        if let Some(rest) = text[after..].strip_prefix('年') {
            written.end = text.len() - rest.len();
            month(text, &mut written);
            return Some(written);
        }
        return numeric(text, end, written, false);
    }
    if let Some(written) = misspelt_year(text, at, end) {
        return Some(written);
    }
    // Without a year only a month and a day together are a date.
    if !text[after..].starts_with('月') {
        return None;
    }
    let mut written = Written { end: at, ..Written::default() };
    month(text, &mut written);
    written.day.is_some().then_some(written)
}

/// A date whose year runs into the month, or has a figure too few or too many.
fn misspelt_year(text: &str, at: usize, end: usize) -> Option<Written> {
    let digits = &text[at..end];
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut written = Written { end: at, ..Written::default() };
    match digits.len() {
        5 | 6 if text[end..].starts_with('月') => {
            let year: u16 = digits[..4].parse().ok().filter(|year| (1990..=2100).contains(year))?;
            let is_month = digits[4..].parse().is_ok_and(|month: u8| (1..=12).contains(&month));
            (written.year, written.end, written.flaw) = (Some((year, at..at + 4)), at + 4, Some(Flaw::YearWord));
            month(text, &mut written);
            (is_month && written.month.is_some()).then_some(written)
        }
        // Only what is a date in all else.
        3 | 5 => {
            let rest = text[end..].strip_prefix('年')?;
            written.end = text.len() - rest.len();
            month(text, &mut written);
            written.flaw = Some(Flaw::Year);
            (written.day.is_some() || written.month.is_none() && is_year(text, at, end)).then_some(written)
        }
        _ => None,
    }
}

/// Whether digits before 年 that are no year can be nothing else: a year of this century with one figure too many,
/// or at the beginning of a clause with one too few.
fn is_year(text: &str, at: usize, end: usize) -> bool {
    let digits = &text[at..end];
    let after = &text[end + '年'.len_utf8()..];
    let of_this_century = |year: &str| year.starts_with("20") && matches!(year.as_bytes().get(2), Some(b'1' | b'2'));
    if digits.len() == 5 {
        return (0..5).any(|extra| of_this_century(&[&digits[..extra], &digits[extra + 1..]].concat()));
    }
    let opens = !text[..at].trim_end_matches(' ').ends_with(char::is_alphanumeric);
    opens && after.starts_with(['度', ',', '我']) && of_this_century(digits)
}

/// A year has four figures, however they are written.
fn is_long(text: &str) -> bool {
    text.chars().count() == 4
}

/// The number at `at`, in digits or numerals, with its end.
fn number(text: &str, at: usize) -> Option<(u64, usize)> {
    let rest = &text[at..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        return Some((rest[..digits.min(5)].parse().ok()?, at + digits));
    }
    let length = rest.find(|c| !"零〇○一二三四五六七八九十".contains(c)).unwrap_or(rest.len());
    Some((numeral::parse(&rest[..length])?, at + length))
}

fn skip(text: &str, at: usize) -> usize {
    at + text[at..].len() - text[at..].trim_start_matches(' ').len()
}

/// A month at the end of what has been read, with its day.
fn month(text: &str, written: &mut Written) {
    let at = skip(text, written.end);
    let first = text[at..].strip_prefix("元月").map(|rest| (1, text.len() - rest.len() - '月'.len_utf8()));
    let Some((value, end)) = first.or_else(|| number(text, at)) else { return };
    let after = &text[skip(text, end)..];
    let Ok(value @ 0..100) = u8::try_from(value) else { return };
    if let Some(rest) = after.strip_prefix('月') {
        written.month = Some(value);
        written.end = text.len() - rest.len();
        day(text, written);
        if written.day.is_none() && written.flaw.is_none() {
            written.until = last_month(rest);
        }
    } else if let Some(rest) = after.strip_prefix('日')
        && let Some((day, end)) = number(rest, 0)
        && rest[end..].starts_with('日')
    {
        (written.month, written.day) = (Some(value), u8::try_from(day).ok());
        written.end = text.len() - rest.len() + end + '日'.len_utf8();
        written.flaw = Some(Flaw::WrongWord);
    }
}

/// The month that a range of months runs to, after its first month: 份至8月.
fn last_month(rest: &str) -> Option<u8> {
    let rest = rest.trim_start_matches(['份', ' ', '起']);
    let joiner = ["至", "到", "—", "-", "~"].iter().find(|joiner| rest.starts_with(**joiner))?;
    let rest = rest[joiner.len()..].trim_start_matches(' ');
    let (value, end) = number(rest, 0)?;
    let after = rest[skip(rest, end)..].strip_prefix('月')?;
    // With a day it is another kind of range.
    let is_month = number(after, skip(after, 0)).is_none();
    u8::try_from(value).ok().filter(|month| (1..=12).contains(month) && is_month)
}

fn day(text: &str, written: &mut Written) {
    let at = skip(text, written.end);
    if let Some(rest) = text[at..].strip_prefix('日').filter(|_| written.year.is_some())
        && UNTIL.iter().any(|mark| rest.starts_with(mark))
    {
        (written.flaw, written.end) = (Some(Flaw::Day), text.len() - rest.len());
        return;
    }
    let Some((value, end)) = number(text, at) else { return };
    let Ok(value @ 0..100) = u8::try_from(value) else { return };
    let after = &text[skip(text, end)..];
    if let Some(rest) = after.strip_prefix('月').filter(|_| written.year.is_some())
        && UNTIL.iter().any(|mark| rest.starts_with(mark))
    {
        written.day = Some(value);
        (written.flaw, written.end) = (Some(Flaw::WrongWord), text.len() - rest.len());
        return;
    }
    if let Some(rest) = after.strip_prefix(['日', '号']) {
        written.day = Some(value);
        written.end = text.len() - rest.len();
        return;
    }
    let Some(mark) = AFTER_UNMARKED.iter().find(|mark| after.starts_with(**mark)) else { return };
    let next = &after[mark.len()..];
    // 31,200件 is a count.
    if next.starts_with(|c: char| c.is_ascii_digit()) && matches!(*mark, "," | "。") {
        return;
    }
    written.day = Some(value);
    written.end = end;
    // 5月3至8日: the second day has the word for both.
    let shared = number(next, skip(next, 0)).is_some_and(|(_, end)| next[skip(next, end)..].starts_with(['日', '号']));
    written.flaw = written.flaw.or((!shared).then_some(Flaw::DayWord));
}

/// The rest of 2023-01-01, 2023.1.1 and 2023/1/1. Where it `is_date` in any case, the month and the day need
/// not exist.
fn numeric(text: &str, end: usize, mut written: Written, is_date: bool) -> Option<Written> {
    let part = |at: usize| {
        let digits = text[at..].bytes().take_while(u8::is_ascii_digit).count();
        let value: u8 = text[at..at + digits].parse().ok().filter(|_| digits <= 2)?;
        Some((value, at + digits))
    };
    let separator = text[end..].chars().next().filter(|c| matches!(c, '-' | '.' | '/'))?;
    let (month, end) = part(end + 1)?;
    if !text[end..].starts_with(separator) {
        return None;
    }
    let (day, end) = part(end + 1)?;
    let next = text[end..].chars().next();
    // Numbers of documents and versions look alike.
    if !is_date && (!(1..=12).contains(&month) || !(1..=31).contains(&day))
        || next.is_some_and(|c| c.is_ascii_alphanumeric())
        || (next == Some(separator) && text[end + 1..].starts_with(|c: char| c.is_ascii_digit()) && separator == '.')
    {
        return None;
    }
    (written.month, written.day, written.end) = (Some(month), Some(day), end);
    Some(written)
}

/// A date in figures that must be one, though there is no such month or day: 2024-13-20.
fn no_such_day(text: &str, at: usize) -> Option<Written> {
    let (value, end) = number(text, at)?;
    let year = u16::try_from(value).ok().filter(|year| (1990..=2100).contains(year) && end - at == 4)?;
    numeric(text, end, Written { year: Some((year, at..end)), ..Written::default() }, true)
}

/// The day of a month named before that begins at `at`: the 17日 of 5月14日至17日.
pub(crate) fn day_alone(text: &str, at: usize) -> Option<Written> {
    let (value, end) = number(text, at)?;
    let rest = text[skip(text, end)..].strip_prefix(['日', '号'])?;
    let day = u8::try_from(value).ok().filter(|day| (1..=31).contains(day))?;
    Some(Written { day: Some(day), end: text.len() - rest.len(), ..Written::default() })
}

/// Whether the text between two dates makes them one interval.
pub(crate) fn joins(between: &str) -> bool {
    let between: String = between.chars().filter(|c| !c.is_whitespace()).collect();
    let mut between = between.as_str();
    while let Some(rest) = AFTER_BEGINNING.iter().find_map(|word| between.strip_prefix(word)) {
        between = rest;
    }
    let joiner = BEFORE_END.iter().fold(between, |between, word| between.trim_start_matches(word));
    let between = between.trim_end_matches("截止");
    JOINERS.contains(&between) || joiner.len() < between.len() && TO.contains(&joiner)
}

/// A date that is all there is in a line besides names, at the end of the line.
fn at_line_end(text: &FoldedText, line: Range<usize>, body: Option<&str>) -> Option<Date> {
    let folded = text.text();
    let content = folded[line.clone()].trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '|' | ')' | '。'));
    let end = line.start + content.len();
    if content.len() > LONGEST_SIGNATURE {
        return None;
    }
    for (offset, c) in content.char_indices() {
        if !c.is_ascii_digit() && !"二一".contains(c) {
            continue;
        }
        let at = line.start + offset;
        let Some(mut written) = scan(folded, at) else { continue };
        ends_line(folded, &mut written, end);
        if written.end != end || written.month.is_none() || written.year.is_none() {
            continue;
        }
        let before = &content[..offset];
        let names = before.trim_matches(|c: char| c.is_whitespace() || matches!(c, '(' | '|'));
        let is_apart = names.is_empty() || before.ends_with(|c: char| c.is_whitespace() || matches!(c, '(' | '|'));
        let is_name = !names.contains([',', '。', ';', ':', '《']) && !names.ends_with(['至', '到', '自', '于']);
        let is_body = body.is_some_and(|body| names.ends_with(body));
        return (is_name && (is_apart || is_body)).then(|| written.date(text, at, None));
    }
    None
}

/// Takes in what is left of a line that ends in a month and a day without 日, or in 日 without its number. Only
/// a signature ends so; a 日 in the next line belongs to it.
fn ends_line(text: &str, written: &mut Written, end: usize) {
    let is_open = written.day.is_none() && written.flaw.is_none() && written.month.is_some();
    let rest = text.get(written.end..end).map(str::trim).filter(|rest| is_open && !rest.is_empty());
    let Some(rest) = rest.filter(|_| !text[end..].trim_start().starts_with(['日', '号'])) else { return };
    if rest == "日" {
        (written.flaw, written.end) = (Some(Flaw::Day), end);
    } else if let Some((value @ 1..=31, length)) = number(rest, 0)
        && length == rest.len()
    {
        written.day = u8::try_from(value).ok();
        (written.flaw, written.end) = (Some(Flaw::DayWord), end);
    }
}

/// The lines of a range that hold something, the last first.
fn lines_from_end(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut end = range.end;
    let mut done = range.is_empty();
    std::iter::from_fn(move || {
        while !done {
            let start = text[range.start..end].rfind('\n').map_or(range.start, |at| range.start + at + 1);
            let line = start..end;
            done = start == range.start;
            end = start.saturating_sub(1).max(range.start);
            if !text[line.clone()].trim().is_empty() {
                return Some(line);
            }
        }
        None
    })
}

/// The date under the signature: at the end of the last section, or else under the title.
pub(crate) fn find_signed(
    text: &FoldedText,
    last: Option<Range<usize>>,
    head: Range<usize>,
    title: Option<&str>,
    body: Option<&str>,
) -> Option<Date> {
    let folded = text.text();
    let at_end = last.and_then(|last| {
        lines_from_end(folded, last).take(SIGNATURE_LINES).find_map(|line| at_line_end(text, line, body))
    });
    at_end.or_else(|| {
        let title = title?;
        // A date alone in a line right under the title; anywhere else it may be the page's.
        let lines: Vec<Range<usize>> = lines_from_end(folded, head).collect();
        lines.windows(2).find_map(|pair| {
            let above: String = folded[pair[1].clone()].chars().filter(|c| !c.is_whitespace()).collect();
            let is_under = !above.is_empty() && (title.ends_with(&above) || body == Some(above.as_str()));
            let line = folded[pair[0].clone()].trim();
            let bare = line.trim_matches(['(', ')']);
            let starts = bare.starts_with(|c: char| c.is_ascii_digit() || c == '二') && bare.contains('年');
            if is_under && starts { at_line_end(text, pair[0].clone(), None) } else { None }
        })
    })
}

/// The date on which the page was posted, after one of the pack's words for it, outside the report.
pub(crate) fn find_posted(text: &FoldedText, words: &[String], outside: [Range<usize>; 2]) -> Option<Date> {
    let folded = text.text();
    outside.into_iter().find_map(|range| {
        words.iter().find_map(|word| {
            memmem::find_iter(&folded.as_bytes()[range.clone()], word.as_str()).find_map(|offset| {
                let at = range.start + offset;
                // 发文日期 is not 日期.
                if folded[..at].chars().next_back().is_some_and(char::is_alphanumeric) {
                    return None;
                }
                let after = at + word.len();
                let rest = folded[after..range.end].trim_start_matches([' ', ':', '|', '\t', '\n']);
                let start = range.end - rest.len();
                let written = scan(folded, start).or_else(|| no_such_day(folded, start));
                let written = written.filter(|_| rest.starts_with(|c: char| c.is_ascii_digit()))?;
                written.day.is_some().then(|| written.date(text, start, None)).filter(|date| date.year.is_some())
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Year, month, day, and whether the word for the day is missing.
    type Read = (Option<u16>, Option<u8>, Option<u8>, bool);

    fn read(text: &str) -> Option<Read> {
        let at = text.find(|c: char| c.is_ascii_digit() || "零〇一二三四五六七八九十".contains(c))?;
        scan(text, at).map(|w| (w.year.map(|(year, _)| year), w.month, w.day, w.flaw == Some(Flaw::DayWord)))
    }

    #[test]
    fn dates_as_written() {
        let year = Some(2023);
        for (text, expected) in [
            ("2023年1月1日", (year, Some(1), Some(1), false)),
            ("2023 年 1 月 31 日", (year, Some(1), Some(31), false)),
            ("二〇二三年十二月三十一日", (year, Some(12), Some(31), false)),
            ("二○二三年一月", (year, Some(1), None, false)),
            ("2023年,我局", (year, None, None, false)),
            ("2023年12月收到申请", (year, Some(12), None, false)),
            ("2023-01-05 10:30", (year, Some(1), Some(5), false)),
            ("2023.1.1-2023.12.31", (year, Some(1), Some(1), false)),
            ("2023/12/31", (year, Some(12), Some(31), false)),
            ("12月31日", (None, Some(12), Some(31), false)),
            ("2023年12月31止", (year, Some(12), Some(31), true)),
            ("2023年1月1至12月31日", (year, Some(1), Some(1), true)),
            ("2023年元月23日", (year, Some(1), Some(23), false)),
            ("5月3至8日", (None, Some(5), Some(3), false)),
            ("2023年13月1日", (year, Some(13), Some(1), false)),
        ] {
            assert_eq!(read(text), Some(expected), "{text}");
        }
        for text in [
            "2023件",
            "5月",
            "2017-355033",
            "0728-5239568",
            "三件",
            "12月31件",
            "1949年",
            "5.2.1",
            "12345年",
            "202年前",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn dates_written_wrongly() {
        for (text, expected) in [
            ("2022年1月日起", Some(Flaw::Day)),
            ("202412月31日止", Some(Flaw::YearWord)),
            ("20243年1月1日", Some(Flaw::Year)),
            ("2023年12日31日", Some(Flaw::WrongWord)),
            ("2023年12月31月止", Some(Flaw::WrongWord)),
            ("20211年,我局", Some(Flaw::Year)),
            ("202年度工作", Some(Flaw::Year)),
            ("2023年12月31止", Some(Flaw::DayWord)),
            ("2023年1月1日起", None),
            ("2023年3月日常维护", None),
            ("2023年1月至3月", None),
            ("202412条", None),
            ("2023年12日内", None),
        ] {
            assert_eq!(scan(text, 0).and_then(|w| w.flaw), expected, "{text}");
        }
        let until = |text| scan(text, 0).and_then(|w| w.until);
        assert_eq!(until("2024年10月至8月,"), Some(8));
        assert_eq!(until("2024年10月份—12月份"), Some(12));
        assert_eq!(until("2024年10月至次年3月"), None);
        assert_eq!(until("2024年10月至2025年3月"), None);
        assert_eq!(until("2024年10月到11月5日"), None);
    }

    #[test]
    fn days_that_exist() {
        for (text, exists) in [
            ("2024年2月29日", true),
            ("2023年2月29日", false),
            ("2月29日", true),
            ("2月30日", false),
            ("4月31日", false),
            ("9月30日", true),
            ("13月1日", false),
            ("2023年0月", false),
            ("2023年5月0日", false),
        ] {
            let folded = FoldedText::new(text);
            let date = scan(folded.text(), 0).expect(text).date(&folded, 0, None);
            assert_eq!(date.exists(), exists, "{text}");
        }
    }

    #[test]
    fn words_between_the_dates_of_an_interval() {
        for between in ["至", "起至", "起, 至", "零时至", "(含)至", "起算,至", "一直持续到", "开始,到", "起截止到"]
        {
            assert!(joins(between), "{between}");
        }
        for between in ["、", "和", "持续", "收到,至"] {
            assert!(!joins(between), "{between}");
        }
    }

    #[test]
    fn the_date_of_posting() {
        for (text, expected) in [
            ("发布时间:2024-01-20 09:30", Some("2024-01-20")),
            ("发布时间:2024-13-20 09:30", Some("2024-13-20")),
            ("来源:某局 发布时间:2024年1月20日", Some("2024年1月20日")),
        ] {
            let folded = FoldedText::new(text);
            let found = find_posted(&folded, &["发布时间".to_owned()], [0..folded.text().len(), 0..0]);
            assert_eq!(found.map(|date| &text[date.span.range()]), expected, "{text}");
        }
    }

    #[test]
    fn the_date_of_a_signature() {
        for (text, expected) in [
            ("无。\n云浦市教育局\n2024年1月20日", Some("2024年1月20日")),
            ("无。\n云浦市教育局 2024年1月20日\n", Some("2024年1月20日")),
            ("无。\n云浦市教育局2024年1月20日\n", Some("2024年1月20日")),
            ("无。\n(2024年1月20日)", Some("2024年1月20日")),
            ("无。\n二〇二四年一月二十日", Some("二〇二四年一月二十日")),
            ("无。\n云浦市教育局\n2024年1月20", Some("2024年1月20")),
            ("无。\n云浦市教育局\n2024年元月20日", Some("2024年元月20日")),
            ("无。\n云浦市教育局\n2024年1月日", Some("2024年1月日")),
            ("截至2023年12月31日", None),
            ("本年度没有变化,2023年12月31日", None),
            ("无。", None),
        ] {
            let folded = FoldedText::new(text);
            let found = find_signed(&folded, Some(0..folded.text().len()), 0..0, None, Some("云浦市教育局"));
            assert_eq!(found.map(|date| &text[date.span.range()]), expected, "{text}");
        }
    }
}
