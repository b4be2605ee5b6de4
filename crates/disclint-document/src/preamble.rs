//! What stands around the sections: the page, the title, the statistical period.

use std::ops::Range;

use regex::Regex;

use crate::document::{Mention, Period, Title, Year};
use crate::fold::FoldedText;
use crate::form::Reading;
use crate::numeral;

/// How many lines with text are searched for the title.
const TITLE_LINES: usize = 40;
/// How much of the text is searched for what a preamble says, in bytes.
const LONGEST_PREAMBLE: usize = 1500;
/// How many lines a title may run over.
const LONGEST_TITLE_LINES: usize = 4;
/// Longest line of a title, in bytes of folded text.
const LONGEST_TITLE_LINE: usize = 180;

/// Whether a line belongs to the web page around a report.
pub(crate) fn is_chrome(line: &str, reading: &Reading) -> bool {
    let line = line.trim_start_matches([' ', '\t', '-', '·', '*', '|', '[']);
    reading.chrome.iter().any(|mark| line.starts_with(mark.as_str()))
}

/// The title: the first few lines that together match the pattern.
pub(crate) fn find_title(text: &FoldedText, reading: &Reading, before: usize) -> Option<Title> {
    let pattern = reading.title.as_ref()?.get()?;
    let folded = text.text();
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for line in folded.split('\n') {
        let range = start..start + line.len();
        start += line.len() + 1;
        if range.start >= before || lines.len() >= TITLE_LINES {
            break;
        }
        if !line.trim().is_empty() && !is_chrome(line, reading) {
            lines.push(range);
        }
    }
    for from in 0..lines.len() {
        let mut compact = String::new();
        let mut places: Vec<u32> = Vec::new();
        for line in lines[from..].iter().take(LONGEST_TITLE_LINES) {
            if line.len() > LONGEST_TITLE_LINE {
                break;
            }
            for (at, c) in folded[line.clone()].char_indices() {
                if !c.is_whitespace() && !matches!(c, '#' | '*' | '|') {
                    compact.push(c);
                    places.extend((0..c.len_utf8()).map(|byte| (line.start + at + byte) as u32));
                }
            }
            if let Some(title) = match_title(text, pattern, reading.title_ends.as_deref(), &compact, &places) {
                return Some(title);
            }
        }
    }
    None
}

fn match_title(text: &FoldedText, pattern: &Regex, ends: Option<&str>, compact: &str, places: &[u32]) -> Option<Title> {
    // Cheap first: nearly every line fails here.
    if ends.is_some_and(|ends| !compact.ends_with(|c| ends.contains(c))) {
        return None;
    }
    let found = pattern.captures(compact)?;
    let whole = found.get(0)?;
    let range = |group: &regex::Match<'_>| places[group.start()] as usize..places[group.end() - 1] as usize + 1;
    let char_end = |range: Range<usize>| {
        let folded = text.text();
        let end = (range.end..=folded.len()).find(|&end| folded.is_char_boundary(end)).unwrap_or(folded.len());
        range.start..end
    };
    let first = |prefix: &str| {
        let names = pattern.capture_names().flatten().filter(|name| name.starts_with(prefix));
        names.filter_map(|name| found.name(name)).find(|group| !group.is_empty())
    };
    let year = first("year")
        .and_then(|year| Some(Year { value: parse_year(year.as_str())?, span: text.span(char_end(range(&year))) }));
    let folded = char_end(range(&whole));
    Some(Title {
        span: text.span(folded.clone()),
        folded,
        text: whole.as_str().to_owned(),
        body: first("body").map(|body| body.as_str().to_owned()),
        year,
    })
}

/// Body and year as the preamble names them.
pub(crate) fn find_mention(text: &FoldedText, reading: &Reading, before: usize) -> Option<Mention> {
    let pattern = reading.mention.as_ref()?.get()?;
    let folded = text.text();
    let end = (0..=before.min(LONGEST_PREAMBLE).min(folded.len())).rev().find(|&end| folded.is_char_boundary(end))?;
    let mut mention = Mention::default();
    for found in pattern.captures_iter(&folded[..end]) {
        let group = |prefix: &str| {
            let names = pattern.capture_names().flatten().filter(|name| name.starts_with(prefix));
            names.filter_map(|name| found.name(name)).find(|group| !group.is_empty())
        };
        if let Some(year) = group("year").filter(|_| mention.year.is_none()) {
            mention.year = parse_year(year.as_str()).map(|value| Year { value, span: text.span(year.range()) });
        }
        if let Some(body) = group("body").filter(|_| mention.body.is_none()) {
            mention.body = Some(body.as_str().trim().to_owned());
        }
    }
    (mention != Mention::default()).then_some(mention)
}

/// The statement of the statistical period.
pub(crate) fn find_period(text: &FoldedText, reading: &Reading) -> Option<Period> {
    reading.period.as_ref()?.get()?.captures_iter(text.text()).find_map(|found| {
        let whole = found.get(0)?;
        let year = |name: &str| {
            let group = found.name(name)?;
            Some(Year { value: parse_year(group.as_str())?, span: text.span(group.range()) })
        };
        let (from, to) = (year("from"), year("to"));
        // 服务期为2023年1月1日至2024年12月31日: several years are the period only where the words say so.
        let is_one_year = from.zip(to).is_none_or(|(from, to)| from.value == to.value);
        let is_said = is_one_year || says_period(&text.text()[..whole.start()], reading);
        is_said.then(|| Period { span: text.span(whole.range()), from, to })
    })
}

/// Whether a text that ends before an interval says in its last sentence that the statistical period is told, or is all
/// that stands before the first heading.
fn says_period(before: &str, reading: &Reading) -> bool {
    let sentence = before.rfind(['。', ';']).map_or(before, |end| &before[end..]);
    let is_preamble = !before.contains("一、");
    is_preamble || reading.period_words.iter().any(|word| sentence.contains(word.as_str()))
}

/// A year in digits or, digit by digit, in Chinese numerals.
fn parse_year(text: &str) -> Option<u16> {
    let value = u16::try_from(numeral::whole_number(text)?).ok()?;
    (1990..=2100).contains(&value).then_some(value)
}

/// Where the report ends: before the page's own lines at the end.
pub(crate) fn find_end(text: &str, reading: &Reading, after: usize) -> usize {
    let mut start = 0;
    for line in text.split('\n') {
        if start >= after && is_chrome(line, reading) {
            return start;
        }
        start += line.len() + 1;
    }
    text.len()
}

/// Where the text of the last section ends: before the signature and the date under it.
pub(crate) fn find_signature(text: &str, body: Range<usize>) -> usize {
    let is_date = |word: &str| {
        let word = word.trim();
        let year = word.starts_with("20") || word.starts_with("二〇") || word.starts_with("二○");
        year && word.ends_with('日') && word.chars().count() <= 14 && word.contains('年')
    };
    // A name: Han characters only, and not the statement that there is nothing to say.
    let is_name = |word: &str| {
        let word = word.trim();
        !word.starts_with(['无', '没', '本', '暂', '未'])
            && (6..=120).contains(&word.len())
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '(' | ')' | '、'))
    };
    // Words rather than lines: where a section came as one line, spaces are left of the line breaks.
    let words = || {
        text[body.clone()].split_inclusive(char::is_whitespace).rev().scan(body.end, |end, word| {
            *end -= word.len();
            Some((*end, word))
        })
    };
    let mut words = words().filter(|(_, word)| !word.trim().is_empty());
    let Some((date, word)) = words.next() else { return body.end };
    if !is_date(word) {
        return body.end;
    }
    match words.next() {
        Some((name, word)) if is_name(word) => name,
        _ => date,
    }
}
