//! What a pattern cannot match without: literals read off the pattern itself.
//!
//! A phrase such as `上年(?:度)?结转{figure}` needs 上年 and 结转. Looking for literals costs next to
//! nothing, so that only the few patterns whose literals are there are ever compiled and tried.

/// The most literals that one list may grow to.
const LONGEST_LIST: usize = 48;

/// Literals of which a text must hold one of each list; empty if nothing can be said.
pub(super) fn required(pattern: &str) -> Vec<Vec<&str>> {
    lists(pattern).unwrap_or_default()
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
    let parts = split(pattern)?;
    parts
        .into_iter()
        .map(|part| {
            let is_plain = !part.is_empty() && part.bytes().all(is_literal);
            let literals = best(if is_plain { vec![vec![part]] } else { lists(part)? })?;
            Some(Alternative { literals, is_plain })
        })
        .collect()
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

/// The lists of a pattern or of the inside of a group; `None` if it holds what is not understood here.
fn lists(pattern: &str) -> Option<Vec<Vec<&str>>> {
    let parts = split(pattern)?;
    if let [one] = parts[..] {
        return sequence(one);
    }
    // Of several alternatives a text matches one: it holds a literal of that one's best list.
    let mut all = Vec::new();
    for part in parts {
        match best(sequence(part)?) {
            Some(list) => all.extend(list),
            None => return Some(Vec::new()),
        }
    }
    all.sort_unstable();
    all.dedup();
    Some(if all.len() <= LONGEST_LIST { vec![all] } else { Vec::new() })
}

/// The alternatives of the whole of `pattern`.
fn split(pattern: &str) -> Option<Vec<&str>> {
    let bytes = pattern.as_bytes();
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'|' => {
                parts.push(&pattern[start..at]);
                start = at + 1;
                at += 1;
            }
            b'(' => at = group_end(bytes, at)?,
            b'[' => at = class_end(bytes, at)?,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    parts.push(pattern.get(start..)?);
    Some(parts)
}

/// The lists of a pattern without alternatives of its own.
fn sequence(pattern: &str) -> Option<Vec<Vec<&str>>> {
    let bytes = pattern.as_bytes();
    let mut all = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < bytes.len() {
        if is_literal(bytes[at]) {
            at += 1;
            continue;
        }
        let run = &pattern[start..at];
        match bytes[at] {
            b'(' => {
                close_run(run, &mut all);
                let end = group_end(bytes, at)?;
                let inside = inside_group(&pattern[at + 1..end - 1])?;
                if !is_optional(bytes, end) {
                    all.extend(lists(inside)?);
                }
                at = end;
            }
            b'[' => {
                close_run(run, &mut all);
                at = class_end(bytes, at)?;
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
    close_run(&pattern[start..], &mut all);
    Some(all)
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
fn inside_group(inside: &str) -> Option<&str> {
    let Some(marked) = inside.strip_prefix('?') else { return Some(inside) };
    if let Some(rest) = marked.strip_prefix(':') {
        return Some(rest);
    }
    let named = marked.strip_prefix('P').unwrap_or(marked).strip_prefix('<')?;
    named.split_once('>').map(|(_, rest)| rest)
}

/// One past the bracket that closes the group opened at `at`.
fn group_end(bytes: &[u8], at: usize) -> Option<usize> {
    let mut depth = 0;
    let mut at = at;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'[' => {
                at = class_end(bytes, at)?;
                continue;
            }
            b'(' => depth += 1,
            b')' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
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
