//! What a pattern cannot match without: literals read off the pattern itself.
//!
//! A phrase such as `上年(?:度)?结转{figure}` needs 上年 and 结转. Looking for literals costs next to
//! nothing, so that only the few patterns whose literals are there are ever compiled and tried.

/// The most literals that one list may grow to.
const LONGEST_LIST: usize = 48;

/// Literals of which a text must hold one of each list; empty if nothing can be said.
pub(super) fn required(pattern: &str) -> Vec<Vec<String>> {
    let chars: Vec<char> = pattern.chars().collect();
    lists(&chars).unwrap_or_default()
}

/// One of the alternatives that a pattern consists of.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Alternative {
    /// It matches no text without one of these.
    pub(super) literals: Vec<String>,
    /// It is nothing but its one literal, so that this is all there is to look for.
    pub(super) is_plain: bool,
}

/// The alternatives of a pattern; `None` if one of them needs no literal.
pub(super) fn alternatives(pattern: &str) -> Option<Vec<Alternative>> {
    let chars: Vec<char> = pattern.chars().collect();
    let parts = split(&chars)?;
    parts
        .into_iter()
        .map(|part| {
            let is_plain = !part.is_empty() && part.iter().all(|&c| is_literal(c));
            let literals = best(if is_plain { vec![vec![part.iter().collect()]] } else { lists(part)? })?;
            Some(Alternative { literals, is_plain })
        })
        .collect()
}

/// The list that fewest texts hold a literal of: that of the longest literals.
pub(super) fn best(lists: Vec<Vec<String>>) -> Option<Vec<String>> {
    let shortest = |list: &[String]| list.iter().map(String::len).min().unwrap_or(0);
    lists.into_iter().max_by_key(|list| (shortest(list), std::cmp::Reverse(list.len())))
}

/// Whether a character of a pattern stands for itself and nothing else.
fn is_literal(c: char) -> bool {
    !matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | '\\' | '?' | '*' | '+' | '.' | '^' | '$' | '|')
}

/// The lists of a pattern or of the inside of a group; `None` if it holds what is not understood here.
fn lists(chars: &[char]) -> Option<Vec<Vec<String>>> {
    let parts = split(chars)?;
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

/// The alternatives of the whole of `chars`.
fn split(chars: &[char]) -> Option<Vec<&[char]>> {
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < chars.len() {
        match chars[at] {
            '|' => {
                parts.push(&chars[start..at]);
                start = at + 1;
                at += 1;
            }
            '(' => at = group_end(chars, at)?,
            '[' => at = class_end(chars, at)?,
            '\\' => at += 2,
            _ => at += 1,
        }
    }
    parts.push(&chars[start..]);
    Some(parts)
}

/// The lists of a pattern without alternatives of its own.
fn sequence(chars: &[char]) -> Option<Vec<Vec<String>>> {
    let mut all = Vec::new();
    let mut run = String::new();
    let mut at = 0;
    while at < chars.len() {
        let c = chars[at];
        match c {
            '(' => {
                close_run(&mut run, &mut all);
                let end = group_end(chars, at)?;
                let inside = lists(inside_group(&chars[at + 1..end - 1])?)?;
                if !is_optional(chars, end) {
                    all.extend(inside);
                }
                at = end;
                continue;
            }
            '[' => {
                close_run(&mut run, &mut all);
                at = class_end(chars, at)?;
                continue;
            }
            '\\' => {
                close_run(&mut run, &mut all);
                // Characters by their number are not read.
                if matches!(chars.get(at + 1)?, 'x' | 'u' | 'U') {
                    return None;
                }
                at += 2;
                continue;
            }
            '{' => {
                // The character before may be there no times.
                run.pop();
                close_run(&mut run, &mut all);
                at += chars[at..].iter().position(|&c| c == '}')? + 1;
                continue;
            }
            '?' | '*' => {
                run.pop();
                close_run(&mut run, &mut all);
            }
            _ if is_literal(c) => run.push(c),
            _ => close_run(&mut run, &mut all),
        }
        at += 1;
    }
    close_run(&mut run, &mut all);
    Some(all)
}

fn close_run(run: &mut String, all: &mut Vec<Vec<String>>) {
    if !run.is_empty() {
        all.push(vec![std::mem::take(run)]);
    }
}

/// What a group holds, without its name; `None` for flags, which change what the rest means.
fn inside_group(inside: &[char]) -> Option<&[char]> {
    match inside {
        ['?', ':', rest @ ..] => Some(rest),
        ['?', '<', rest @ ..] | ['?', 'P', '<', rest @ ..] => Some(&rest[rest.iter().position(|&c| c == '>')? + 1..]),
        ['?', ..] => None,
        _ => Some(inside),
    }
}

/// One past the bracket that closes the group opened at `at`.
fn group_end(chars: &[char], at: usize) -> Option<usize> {
    let mut depth = 0;
    let mut at = at;
    while at < chars.len() {
        match chars[at] {
            '\\' => at += 1,
            '[' => {
                at = class_end(chars, at)?;
                continue;
            }
            '(' => depth += 1,
            ')' => {
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
fn class_end(chars: &[char], at: usize) -> Option<usize> {
    let mut end = at + 1;
    if chars.get(end) == Some(&'^') {
        end += 1;
    }
    let first = end;
    loop {
        match chars.get(end)? {
            ']' if end > first => return Some(end + 1),
            '[' => return None,
            '\\' => end += 2,
            _ => end += 1,
        }
    }
}

/// Whether what ends at `end` may be there no times.
fn is_optional(chars: &[char], end: usize) -> bool {
    matches!(chars.get(end), Some('?' | '*' | '{'))
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
            ("甲|乙丙", "乙丙/甲"),
            ("甲|.", ""),
            ("(?:甲.|乙)丙", "乙/甲 丙"),
            ("(?:甲|)丙", "丙"),
            ("(?:(?:甲)乙)丙", "甲 乙 丙"),
            ("(?:(?:甲)?|乙)丙", "丙"),
            ("(?<a>甲)+(?P<b>乙)", "甲 乙"),
            (r"甲\d丙", "甲 丙"),
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
                let words = |one: &super::Alternative| format!("{}{}", one.literals.join("/"), u8::from(one.is_plain));
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
