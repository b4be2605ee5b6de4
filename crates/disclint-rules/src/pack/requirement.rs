//! What a pattern cannot match without: literals read off the pattern itself.
//!
//! A phrase such as `上年(?:度)?结转{figure}` needs 上年 and 结转. Looking for literals costs next to
//! nothing, so that only the few patterns whose literals are there are ever compiled and tried.

use std::ops::Range;

/// The most literals that one list may grow to.
const LONGEST_LIST: usize = 48;

/// Lists of literals, one after the other.
#[derive(Debug, Default)]
pub(super) struct Lists<'p> {
    literals: Vec<&'p str>,
    /// For each list, where it ends among the literals.
    ends: Vec<u32>,
}

impl<'p> Lists<'p> {
    pub(super) fn iter(&self) -> impl Iterator<Item = &[&'p str]> {
        (0..self.ends.len()).map(|list| &self.literals[self.range(list)])
    }

    /// The list that fewest texts hold a literal of: that of the longest literals; `None` without any.
    pub(super) fn best(&self) -> Option<usize> {
        self.best_from(0)
    }

    /// The same of the lists from one on.
    fn best_from(&self, first: usize) -> Option<usize> {
        let weight = |&list: &usize| {
            let list = &self.literals[self.range(list)];
            (list.iter().map(|literal| literal.len()).min().unwrap_or(0), std::cmp::Reverse(list.len()))
        };
        (first..self.ends.len()).max_by_key(weight)
    }

    fn range(&self, list: usize) -> Range<usize> {
        let start = list.checked_sub(1).map_or(0, |before| self.ends[before]);
        start as usize..self.ends[list] as usize
    }

    /// Adds a list of one literal; none for an empty one.
    fn push(&mut self, literal: &'p str) {
        if !literal.is_empty() {
            self.literals.push(literal);
            self.close();
        }
    }

    /// Makes a list of the literals behind the last one.
    fn close(&mut self) {
        self.ends.push(self.literals.len() as u32);
    }

    /// Leaves only so many lists.
    fn truncate(&mut self, lists: usize) {
        self.ends.truncate(lists);
        self.literals.truncate(self.ends.last().map_or(0, |end| *end as usize));
    }

    /// Moves what the best of the lists from one on holds to `literals` and removes these lists; `false` without any.
    fn take_best(&mut self, first: usize, literals: &mut Vec<&'p str>) -> bool {
        let best = self.best_from(first);
        literals.extend(best.into_iter().flat_map(|best| &self.literals[self.range(best)]));
        self.truncate(first);
        best.is_some()
    }
}

/// Literals of which a text must hold one of each list; empty if nothing can be said.
pub(super) fn required(pattern: &str) -> Lists<'_> {
    let mut parser = Parser::new(pattern);
    match parser.alternatives(true) {
        Some(()) if parser.at == pattern.len() => parser.lists,
        _ => Lists::default(),
    }
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
    let mut parser = Parser::new(pattern);
    let mut found = Vec::new();
    loop {
        let start = parser.at;
        parser.sequence(true)?;
        let part = &pattern[start..parser.at];
        let is_plain = !part.is_empty() && part.bytes().all(is_literal);
        let mut literals = Vec::new();
        if !parser.lists.take_best(0, &mut literals) {
            return None;
        }
        found.push(Alternative { literals, is_plain });
        match pattern.as_bytes().get(parser.at) {
            None => return Some(found),
            Some(b'|') => parser.at += 1,
            Some(_) => return None,
        }
    }
}

/// Whether a byte of a pattern is, or is part of, a character that stands for itself and nothing else.
fn is_literal(byte: u8) -> bool {
    const LITERAL: [bool; 256] = {
        let mut literal = [true; 256];
        let marks = br"()[]{}\?*+.^$|";
        let mut at = 0;
        while at < marks.len() {
            literal[marks[at] as usize] = false;
            at += 1;
        }
        literal
    };
    LITERAL[byte as usize]
}

/// Reads a pattern once, from its start to its end.
struct Parser<'p> {
    pattern: &'p str,
    at: usize,
    /// What was found so far.
    lists: Lists<'p>,
}

impl<'p> Parser<'p> {
    fn new(pattern: &'p str) -> Self {
        Self { pattern, at: 0, lists: Lists::default() }
    }

    /// Reads up to the end of the pattern or of the group it is in; `None` if there is what is not understood here.
    /// Only if what is read `counts` are there lists of it.
    fn alternatives(&mut self, counts: bool) -> Option<()> {
        let (pattern, first) = (self.pattern, self.lists.ends.len());
        self.sequence(counts)?;
        if pattern.as_bytes().get(self.at) != Some(&b'|') {
            return Some(());
        }
        // Of several alternatives a text matches one: it holds a literal of that one's best list.
        let mut all = Vec::new();
        let mut counts = counts && self.lists.take_best(first, &mut all);
        while pattern.as_bytes().get(self.at) == Some(&b'|') {
            self.at += 1;
            self.sequence(counts)?;
            counts = counts && self.lists.take_best(first, &mut all) && all.len() <= LONGEST_LIST;
        }
        if counts {
            all.sort_unstable();
            all.dedup();
            self.lists.literals.extend(all);
            self.lists.close();
        }
        Some(())
    }

    /// Reads one alternative.
    fn sequence(&mut self, counts: bool) -> Option<()> {
        let pattern = self.pattern;
        let bytes = pattern.as_bytes();
        let mut start = self.at;
        while let Some(&byte) = bytes.get(self.at) {
            if is_literal(byte) {
                self.at += 1;
                continue;
            }
            if matches!(byte, b'|' | b')') {
                break;
            }
            let is_there = !is_optional(bytes, self.at);
            let run = &pattern[start..self.at];
            if counts {
                self.lists.push(if is_there { run } else { without_last(run) });
            }
            match byte {
                b'(' => {
                    let end = group_end(bytes, self.at)?;
                    self.at = inside_group(pattern, self.at + 1)?;
                    self.alternatives(counts && !is_optional(bytes, end))?;
                    if bytes.get(self.at) != Some(&b')') {
                        return None;
                    }
                    self.at += 1;
                }
                b'[' => self.at = class_end(bytes, self.at)?,
                b'\\' => {
                    let escaped = pattern[self.at + 1..].chars().next()?;
                    // Characters by their number are not read.
                    if matches!(escaped, 'x' | 'u' | 'U') {
                        return None;
                    }
                    let literal = &pattern[self.at + 1..=self.at + escaped.len_utf8()];
                    self.at += 1 + escaped.len_utf8();
                    if counts && !escaped.is_alphanumeric() && !is_optional(bytes, self.at) {
                        self.lists.push(literal);
                    }
                }
                b'{' => self.at += pattern[self.at..].find('}')? + 1,
                _ => self.at += 1,
            }
            start = self.at;
        }
        if counts {
            self.lists.push(&pattern[start..self.at]);
        }
        Some(())
    }
}

/// What is left of a run whose last character may be there no times.
fn without_last(run: &str) -> &str {
    let mut chars = run.chars();
    chars.next_back();
    chars.as_str()
}

/// Where what a group holds begins, behind its name; `None` for flags, which change what the rest means.
fn inside_group(pattern: &str, at: usize) -> Option<usize> {
    let Some(marked) = pattern[at..].strip_prefix('?') else { return Some(at) };
    if marked.starts_with(':') {
        return Some(at + 2);
    }
    let named = marked.strip_prefix('P').unwrap_or(marked).strip_prefix('<')?;
    let (_, rest) = named.split_once('>')?;
    Some(pattern.len() - rest.len())
}

/// One past the bracket that closes the group opened at `at`.
fn group_end(bytes: &[u8], at: usize) -> Option<usize> {
    let (mut open, mut at) = (0, at);
    loop {
        at += memchr::memchr3(b'(', b')', b'[', &bytes[at..])?;
        let escapes = bytes[..at].iter().rev().take_while(|byte| **byte == b'\\').count();
        match bytes[at] {
            _ if escapes % 2 == 1 => {}
            b'[' => at = class_end(bytes, at)? - 1,
            b'(' => open += 1,
            _ if open == 1 => return Some(at + 1),
            _ => open -= 1,
        }
        at += 1;
    }
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
