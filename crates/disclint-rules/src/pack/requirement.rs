//! What a pattern cannot match without: literals read off the pattern itself.
//!
//! A phrase such as `上年(?:度)?结转{figure}` needs 上年 and 结转. Looking for literals costs next to
//! nothing, so that only the few patterns whose literals are there are ever compiled and tried.

use std::ops::Range;

/// The most literals that one list may grow to.
const LONGEST_LIST: usize = 48;

/// Literals of which a text must hold one of each list; empty if nothing can be said.
pub(super) fn required(pattern: &str) -> Vec<Vec<&str>> {
    Parsed::new(pattern).and_then(|parsed| parsed.lists(0..pattern.len())).unwrap_or_default()
}

/// One of the alternatives that a pattern consists of.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Alternative<'p> {
    /// It matches no text without one of these.
    pub(super) literals: Vec<&'p str>,
    /// It is nothing but its one literal, so that this is all there is to look for.
    pub(super) is_plain: bool,
}

/// The alternatives of a pattern; `None` if one of them needs no literal.
pub(super) fn alternatives(pattern: &str) -> Option<Vec<Alternative<'_>>> {
    let parsed = Parsed::new(pattern)?;
    let mut found = Vec::new();
    let mut start = 0;
    loop {
        let (lists, end) = parsed.sequence(start, pattern.len())?;
        let part = &pattern[start..end];
        let is_plain = !part.is_empty() && part.bytes().all(is_literal);
        found.push(Alternative { literals: best(lists)?, is_plain });
        if end == pattern.len() {
            return Some(found);
        }
        start = end + 1;
    }
}

/// The list that fewest texts hold a literal of: that of the longest literals.
pub(super) fn best(lists: Vec<Vec<&str>>) -> Option<Vec<&str>> {
    let shortest = |list: &[&str]| list.iter().map(|literal| literal.len()).min().unwrap_or(0);
    lists.into_iter().max_by_key(|list| (shortest(list), std::cmp::Reverse(list.len())))
}

/// Whether a byte of a pattern is, or is part of, a character that stands for itself and nothing else.
fn is_literal(byte: u8) -> bool {
    !matches!(byte, b'(' | b')' | b'[' | b']' | b'{' | b'}' | b'\\' | b'?' | b'*' | b'+' | b'.' | b'^' | b'$' | b'|')
}

/// A pattern, and where its groups and classes end, so that each of its bytes is looked at twice and no more.
struct Parsed<'p> {
    pattern: &'p str,
    /// For each bracket that opens one, one past the bracket that closes it.
    ends: Vec<u32>,
}

impl<'p> Parsed<'p> {
    /// `None` for brackets without their other, and for a class within a class.
    fn new(pattern: &'p str) -> Option<Self> {
        let bytes = pattern.as_bytes();
        let mut ends = vec![0; bytes.len()];
        let mut open = Vec::new();
        let mut at = 0;
        while at < bytes.len() {
            match bytes[at] {
                b'\\' => at += 1,
                b'[' => {
                    let end = class_end(bytes, at)?;
                    ends[at] = end as u32;
                    at = end - 1;
                }
                b'(' => open.push(at),
                b')' => ends[open.pop()?] = at as u32 + 1,
                _ => {}
            }
            at += 1;
        }
        open.is_empty().then_some(Self { pattern, ends })
    }

    /// The lists of the whole pattern or of the inside of a group; `None` if it holds what is not understood here.
    fn lists(&self, range: Range<usize>) -> Option<Vec<Vec<&'p str>>> {
        let (lists, mut at) = self.sequence(range.start, range.end)?;
        if at == range.end {
            return Some(lists);
        }
        // Of several alternatives a text matches one: it holds a literal of that one's best list.
        let Some(mut all) = best(lists) else { return Some(Vec::new()) };
        while at < range.end {
            let (lists, end) = self.sequence(at + 1, range.end)?;
            let Some(list) = best(lists) else { return Some(Vec::new()) };
            all.extend(list);
            at = end;
        }
        all.sort_unstable();
        all.dedup();
        Some(if all.len() <= LONGEST_LIST { vec![all] } else { Vec::new() })
    }

    /// The lists of one alternative, and where it ends.
    fn sequence(&self, start: usize, end: usize) -> Option<(Vec<Vec<&'p str>>, usize)> {
        let pattern = self.pattern;
        let bytes = &pattern.as_bytes()[..end];
        let mut all = Vec::new();
        let (mut start, mut at) = (start, start);
        while at < end {
            if is_literal(bytes[at]) {
                at += 1;
                continue;
            }
            let run = &pattern[start..at];
            match bytes[at] {
                b'|' => break,
                b'(' => {
                    close_run(run, &mut all);
                    let end = self.ends[at] as usize;
                    let inside = inside_group(pattern, at + 1..end - 1)?;
                    if !is_optional(bytes, end) {
                        all.extend(self.lists(inside)?);
                    }
                    at = end;
                }
                b'[' => {
                    close_run(run, &mut all);
                    at = self.ends[at] as usize;
                }
                b'\\' => {
                    close_run(run, &mut all);
                    let escaped = pattern[at + 1..].chars().next()?;
                    // Characters by their number are not read.
                    if matches!(escaped, 'x' | 'u' | 'U') {
                        return None;
                    }
                    let literal = &pattern[at + 1..=at + escaped.len_utf8()];
                    at += 1 + escaped.len_utf8();
                    if !escaped.is_alphanumeric() && !is_optional(bytes, at) {
                        all.push(vec![literal]);
                    }
                }
                b'{' => {
                    let is_there = !is_optional(bytes, at);
                    close_run(if is_there { run } else { without_last(run) }, &mut all);
                    at += pattern[at..].find('}')? + 1;
                }
                b'?' | b'*' => {
                    close_run(without_last(run), &mut all);
                    at += 1;
                }
                _ => {
                    close_run(run, &mut all);
                    at += 1;
                }
            }
            start = at;
        }
        close_run(&pattern[start..at], &mut all);
        Some((all, at))
    }
}

fn close_run<'p>(run: &'p str, all: &mut Vec<Vec<&'p str>>) {
    if !run.is_empty() {
        all.push(vec![run]);
    }
}

/// What is left of a run whose last character may be there no times.
fn without_last(run: &str) -> &str {
    let mut chars = run.chars();
    chars.next_back();
    chars.as_str()
}

/// What a group holds, without its name; `None` for flags, which change what the rest means.
fn inside_group(pattern: &str, range: Range<usize>) -> Option<Range<usize>> {
    let Some(marked) = pattern[range.clone()].strip_prefix('?') else { return Some(range) };
    if marked.starts_with(':') {
        return Some(range.start + 2..range.end);
    }
    let named = marked.strip_prefix('P').unwrap_or(marked).strip_prefix('<')?;
    let (_, rest) = named.split_once('>')?;
    Some(range.end - rest.len()..range.end)
}

/// One past the bracket that closes the class opened at `at`; `None` for a class within a class.
fn class_end(bytes: &[u8], at: usize) -> Option<usize> {
    let mut end = at + 1;
    if bytes.get(end) == Some(&b'^') {
        end += 1;
    }
    let first = end;
    loop {
        match bytes.get(end)? {
            b']' if end > first => return Some(end + 1),
            b'[' => return None,
            b'\\' => end += 2,
            _ => end += 1,
        }
    }
}

/// Whether what ends at `end` may be there no times.
fn is_optional(bytes: &[u8], end: usize) -> bool {
    match bytes.get(end) {
        Some(b'?' | b'*') => true,
        Some(b'{') => !matches!(bytes.get(end + 1), Some(b'1'..=b'9')),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{alternatives, required};

    #[test]
    fn literals_that_a_pattern_needs() {
        let list = |pattern: &str| {
            let lists = required(pattern);
            lists.iter().map(|list| list.join("/")).collect::<Vec<_>>().join(" ")
        };
        for (pattern, expected) in [
            ("上年(?:度)?结转(?:的)?X", "上年 结转 X"),
            ("(?:收到|接到).{0,8}申请X$", "接到/收到 申请X"),
            ("^予以公开[的数]?X", "予以公开 X"),
            ("甲乙?丙", "甲 丙"),
            ("甲乙{0,2}丙", "甲 丙"),
            ("甲乙{2,}丙", "甲乙 丙"),
            ("甲(?:乙|丙){1,2}丁", "甲 丙/乙 丁"),
            ("甲(?:乙|丙){0,2}丁", "甲 丁"),
            ("甲|乙丙", "乙丙/甲"),
            ("甲|.", ""),
            ("(?:甲.|乙)丙", "乙/甲 丙"),
            ("(?:甲|)丙", "丙"),
            ("(?:(?:甲)乙)丙", "甲 乙 丙"),
            ("(?:(?:甲)?|乙)丙", "丙"),
            ("(?<a>甲)+(?P<b>乙)", "甲 乙"),
            (r"甲\d丙", "甲 丙"),
            (r"甲\(乙\)?丙", "甲 ( 乙 丙"),
            (r"甲[^]\]|(]丙", "甲 丙"),
            (r"甲[[a]b]丙", ""),
            (r"甲\x41丙", ""),
            ("(?i)abc", ""),
        ] {
            assert_eq!(list(pattern), expected, "{pattern}");
        }
    }

    #[test]
    fn alternatives_that_are_literals_are_told() {
        let list = |pattern: &str| {
            alternatives(pattern).map(|list| {
                let words =
                    |one: &super::Alternative<'_>| format!("{}{}", one.literals.join("/"), u8::from(one.is_plain));
                list.iter().map(words).collect::<Vec<_>>().join(" ")
            })
        };
        for (pattern, expected) in [
            ("累计|[^年]以来|各(?:部门|单位)", Some("累计1 以来0 单位/部门0")),
            ("^甲|乙$", Some("甲0 乙0")),
            ("甲|", None),
            (r"甲|\d", None),
        ] {
            assert_eq!(list(pattern).as_deref(), expected, "{pattern}");
        }
    }
}
