//! What is written twice in a row: 进行进行, 及时更新及时更新, 网站、网站.

use std::ops::Range;

use crate::pack::Doubled;

/// What a count begins with, and what may well be said twice: 一件一件, 逐条逐条.
const COUNTS: &str = "零〇一二三四五六七八九十百千万亿两半几数每各逐某";

/// Han characters; only these are words without spaces between them.
fn is_word(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Every stretch of a paragraph that stands there twice, one right behind the other or as neighbouring items
/// of a list: the places of both together, in the order of the text.
pub(super) fn doubled(text: &str, check: &Doubled) -> Vec<Range<usize>> {
    let mut found = in_a_row(text, check);
    for between in &check.between {
        found.extend(text.match_indices(between.as_str()).filter_map(|(at, _)| items(text, at, between, check)));
    }
    found.sort_by_key(|range| (range.start, range.end));
    found
}

fn in_a_row(text: &str, check: &Doubled) -> Vec<Range<usize>> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    // Two characters together tell apart what follows far better than one.
    let pairs: Vec<u32> = chars.windows(2).map(|pair| (pair[0].1 as u32) << 16 ^ pair[1].1 as u32).collect();
    let mut found = Vec::new();
    let (least, most) = (check.least.max(2), check.most);
    let mut done = 0;
    for at in least..pairs.len() {
        let window = &pairs[at.saturating_sub(most)..=at - least];
        // Nearly always there is none.
        if !window.contains(&pairs[at]) {
            continue;
        }
        for length in least..=most.min(at) {
            let (start, end) = (at - length, at + length);
            if start < done || end > chars.len() || pairs[start] != pairs[at] {
                continue;
            }
            let first = &chars[start..at];
            let is_same = first.iter().zip(&chars[at..end]).all(|(one, other)| one.1 == other.1 && is_word(one.1));
            let is_one_char = first.iter().all(|(_, c)| *c == first[0].1);
            if is_same && !is_one_char && (length > 2 || !COUNTS.contains(first[0].1)) {
                let stop = chars.get(end).map_or(text.len(), |(at, _)| *at);
                found.push(chars[start].0..stop);
                done = end;
                break;
            }
        }
    }
    found
}

/// The items on both sides of what parts them, if they are one and the same.
fn items(text: &str, at: usize, between: &str, check: &Doubled) -> Option<Range<usize>> {
    let after = at + between.len();
    let is_mark = |c: char| !c.is_alphanumeric();
    let start = text[..at].char_indices().rev().find(|(_, c)| is_mark(*c)).map_or(0, |(at, c)| at + c.len_utf8());
    let item = &text[start..at];
    let length = item.chars().count();
    let rest = text[after..].strip_prefix(item)?;
    let is_item = (check.least..=check.most.max(check.least) * 2).contains(&length)
        && item.chars().all(is_word)
        && !item.starts_with(|c| COUNTS.contains(c))
        && !rest.starts_with(char::is_alphanumeric);
    is_item.then_some(start..after + item.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_twice() {
        let between = ["、", "”“", "》《"].map(str::to_owned).to_vec();
        let check = Doubled { least: 2, most: 12, between };
        for (text, expected) in [
            ("对栏目进行进行优化", &["进行进行"][..]),
            ("及时更新及时更新栏目", &["及时更新及时更新"]),
            ("我局我局高度重视,规定规定", &["我局我局", "规定规定"]),
            ("设“问答”“问答”等栏目", &["问答”“问答"]),
            ("渠道有网站、微信、微信。", &["微信、微信"]),
            ("进行进行进行优化", &["进行进行"]),
            ("事事有回音,件件有着落,一件一件办,层层层层", &[]),
            ("2023年2023年共120120件", &[]),
            ("公开、依申请公开,网站、网站群", &[]),
            ("两件、两件,三名、三名", &[]),
            ("", &[]),
            ("公", &[]),
        ] {
            let found: Vec<&str> = doubled(text, &check).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
