//! What is written twice in a row: 进行进行, 及时更新及时更新, 网站、网站.

use std::ops::Range;

use crate::pack::Doubled;

/// What a count begins with, and what may well be said twice: 一件一件, 逐条逐条.
const COUNTS: &str = "零〇一二三四五六七八九十百千万亿两半几数每各逐某";

/// How many kinds of neighbouring characters are told apart; a power of two.
const KINDS: usize = 2048;

/// Whether a byte begins a Han character; those take three bytes each. Only they make words without spaces
/// between them.
fn begins_word(byte: u8) -> bool {
    (0xe4..=0xe9).contains(&byte)
}

/// Every stretch of a text that stands there twice, one right behind the other or as neighbouring items of a
/// list: the places of both together, in the order of the text.
pub(super) fn doubled(text: &str, check: &Doubled) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found: Vec<Range<usize>> = Vec::new();
    // For each kind of two characters the number of the character at which such stood last. Another pair of the
    // kind may stand for it, but only nearer: nothing is overlooked.
    let mut last = [0_u32; KINDS];
    let most = u32::try_from(check.most).unwrap_or(u32::MAX);
    let mut number = most.saturating_add(1);
    let (mut at, mut run) = (0, None);
    while at < bytes.len() {
        if !begins_word(bytes[at]) {
            if let Some(start) = run.take() {
                found.extend(items(text, start..at, check));
            }
            at += 1;
            continue;
        }
        let start = *run.get_or_insert(at);
        number += 1;
        if bytes.get(at + 3).copied().is_some_and(begins_word) {
            let kind = u32::from_le_bytes([bytes[at + 1], bytes[at + 2], bytes[at + 4], bytes[at + 5]]);
            let kind = (kind.wrapping_mul(0x9e37_79b1) >> 16) as usize % KINDS;
            let before = std::mem::replace(&mut last[kind], number);
            if number - before <= most {
                let done = found.last().map_or(start, |range| range.end.max(start));
                found.extend(in_a_row(text, done, at, check));
            }
        }
        at += 3;
    }
    if let Some(start) = run {
        found.extend(items(text, start..at, check));
    }
    if let Some(least) = check.sentence {
        found.extend(sentences(text, least));
        found.extend(clauses(text));
        found.extend(listed(text));
    }
    found.sort_by_key(|range| (range.start, range.end));
    found
}

/// Every sentence of at least so many characters that stands there twice, one right behind the other: the second. What
/// stands there more often is no slip of the pen.
fn sentences(text: &str, least: usize) -> Vec<Range<usize>> {
    let mut start = 0;
    let sentences: Vec<(&str, Range<usize>)> = text
        .split_inclusive('。')
        .map(|sentence| {
            let range = start..start + sentence.len();
            start = range.end;
            (sentence.strip_suffix('。').unwrap_or(sentence), range)
        })
        .collect();
    let is_long = |said: &str| said.chars().nth(least.saturating_sub(1)).is_some();
    let runs = sentences.chunk_by(|one, other| one.0 == other.0);
    let twice = runs.filter(|run| run.len() == 2 && is_long(run[0].0));
    twice.map(|run| run[1].1.clone()).collect()
}

/// What clauses that stand twice have, at least; and how many of them are looked at together, at most.
const CLAUSES: (usize, usize) = (6, 3);

/// 加强解读,丰富形式,加强解读,丰富形式: every clause, or clauses, that stand twice within a sentence, one right behind the other:
/// the second. Figures may well be the same twice.
fn clauses(text: &str) -> Vec<Range<usize>> {
    let ends = text.match_indices([',', '。', ';']).map(|(at, _)| at).chain([text.len()]);
    let ends: Vec<usize> = ends.collect();
    let mut found: Vec<Range<usize>> = Vec::new();
    for (number, &end) in ends.iter().enumerate().filter(|(_, end)| text[**end..].starts_with(',')) {
        let range = ends[number + 1..].iter().take(CLAUSES.1).map(|&last| end + 1..last).find(|range| {
            let said = &text[range.clone()];
            let is_said = said.chars().count() >= CLAUSES.0
                && !said.contains(['。', ';', '“'])
                && said.chars().all(|c| c == ',' || !c.is_ascii());
            is_said && text[..end].ends_with(said)
        });
        if let Some(range) = range.filter(|range| found.last().is_none_or(|last| last.end <= range.start)) {
            found.push(range);
        }
    }
    found
}

/// The marks that no list of names goes beyond.
const ENDS: [char; 14] = [',', '。', ';', ':', '(', ')', '《', '》', '“', '”', '\n', '?', '!', '|'];

/// 税费减免、对外贸易、招商引资和对外贸易等类别: every name that stands twice in a list, with others between: the second. The first is
/// a whole item, and so is the second, at the end or where 等 closes the list.
fn listed(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for stretch in text.split_inclusive(ENDS) {
        let list = stretch.trim_end_matches(ENDS);
        let mut at = start;
        let items: Vec<Range<usize>> = list
            .split('、')
            .map(|item| {
                let range = at..at + item.len();
                at = range.end + '、'.len_utf8();
                range
            })
            .collect();
        start += stretch.len();
        let [_, inner @ .., last] = items.as_slice() else { continue };
        let is_name = |name: &str| {
            name.chars().count() >= NAME && name.chars().all(is_han) && !name.starts_with(|c| COUNTS.contains(c))
        };
        let is_end = |rest: &str| rest.is_empty() || rest.starts_with('等');
        for (number, item) in inner.iter().enumerate().filter(|(_, item)| is_name(&text[(*item).clone()])) {
            let name = &text[item.clone()];
            let again =
                inner.iter().skip(number + 2).take(MOST_NAMES).find(|other| &text[(*other).clone()] == name).cloned();
            let said = &text[last.clone()];
            // Nobody writes longer ones, and a text of nothing else must not cost more than its length.
            let is_near = items.len() - number <= MOST_NAMES && said.len() <= LONGEST_NAME;
            let at_last = || {
                let said = if is_near { said } else { "" };
                let starts = std::iter::once(0).filter(|_| number + 1 < inner.len());
                let joined = ["以及", "和", "及", "与"].into_iter().flat_map(|joint| {
                    said.match_indices(joint).map(move |(at, joint)| at + joint.len()).collect::<Vec<_>>()
                });
                starts.chain(joined).find(|&at| said[at..].strip_prefix(name).is_some_and(is_end))
            };
            let again = again.or_else(|| at_last().map(|at| last.start + at..last.start + at + name.len()));
            found.extend(again);
        }
    }
    found
}

/// Whether a character is Han.
fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// A name that stands twice in a list has at least so many characters.
const NAME: usize = 3;

/// So many names of a list are looked at together, and so many bytes of its last one.
const MOST_NAMES: usize = 40;
const LONGEST_NAME: usize = 120;

/// What ends at `at` and stands again behind it, all of it after `start`.
fn in_a_row(text: &str, start: usize, at: usize, check: &Doubled) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    (check.least.max(2)..=check.most).find_map(|length| {
        let from = at.checked_sub(3 * length).filter(|&from| from >= start)?;
        let first = bytes.get(from..at)?;
        let is_same = bytes.get(at..at + 3 * length).is_some_and(|second| first == second);
        let is_one_char = first.chunks(3).all(|c| c == &first[..3]);
        // What begins like a count may well be said twice.
        let is_count = length == 2 && text.get(from..).is_some_and(|text| text.starts_with(|c| COUNTS.contains(c)));
        // 涉及区政府及区政府办公室: what begins with a joint joins two.
        let is_joined = length > 2 && check.joints.iter().any(|joint| text[from..].starts_with(joint.as_str()));
        (is_same && !is_one_char && !is_count && !is_joined).then_some(from..at + 3 * length)
    })
}

/// The item that is a run of Han characters, and the one behind it, if they are one and the same.
fn items(text: &str, item: Range<usize>, check: &Doubled) -> Option<Range<usize>> {
    let behind = &text[item.end..];
    let between = check.between.iter().find(|between| {
        behind.strip_prefix(between.as_str()).is_some_and(|rest| rest.starts_with(&text[item.clone()]))
    })?;
    let end = item.end + between.len() + item.len();
    let name = &text[item.clone()];
    let is_item = (check.least..=2 * check.most).contains(&(item.len() / 3))
        && !name.starts_with(|c| COUNTS.contains(c))
        && !text[..item.start].ends_with(char::is_alphanumeric)
        && (!text[end..].starts_with(char::is_alphanumeric)
            || is_item_of_list(text, &item) && text[end..].starts_with(['的', '等']));
    is_item.then_some(item.start..end)
}

/// Whether a run of Han characters is a whole item, between two `、`, and long enough to say something: 具体抓、具体抓的格局.
fn is_item_of_list(text: &str, item: &Range<usize>) -> bool {
    text[..item.start].ends_with('、') && text[item.end..].starts_with('、') && item.len() / 3 >= 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_twice_in_a_list() {
        for (text, expected) in [
            ("按税费减免、对外贸易、招商引资和对外贸易等类别编成目录", &["对外贸易"][..]),
            ("公开税费减免、对外贸易、招商引资、对外贸易。", &["对外贸易"]),
            ("公开税费减免、对外贸易和招商引资、融资支持和招商引资。", &[]),
            ("公开对外贸易、税费减免、对外贸易政策解读。", &[]),
            ("网站、公众号、公众号。", &[]),
        ] {
            let found: Vec<&str> = listed(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn clauses_twice() {
        for (text, expected) in [
            ("我局将加强政策解读,丰富形式,加强政策解读,丰富形式。", &["加强政策解读,丰富形式"][..]),
            ("办公室统一登记受理,统一登记受理。", &["统一登记受理"]),
            ("建议全部按期办结,提案全部按期办结;及时答复,及时答复。", &[]),
            ("收到申请3件,收到申请3件。", &[]),
        ] {
            let found: Vec<&str> = clauses(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn what_stands_twice() {
        let between = ["、", "”“", "》《"].map(str::to_owned).to_vec();
        let joints = vec!["及区".to_owned()];
        let check = Doubled { least: 2, most: 12, between, joints, sentence: None };
        for (text, expected) in [
            ("对栏目进行进行优化", &["进行进行"][..]),
            ("及时更新及时更新栏目", &["及时更新及时更新"]),
            ("我局我局高度重视,规定规定", &["我局我局", "规定规定"]),
            ("设“问答”“问答”等栏目", &["问答”“问答"]),
            ("渠道有网站、微信、微信。", &["微信、微信"]),
            ("主要领导亲自抓、分管领导具体抓、分管领导具体抓的格局", &["分管领导具体抓、分管领导具体抓"]),
            ("目录、政府信息公开、政府信息公开平台", &[]),
            ("进行进行进行优化", &["进行进行"]),
            ("涉及区政府及区政府办公室", &[]),
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
