//! What a pattern cannot match without: literals read off the pattern itself.
//!
//! A phrase such as `上年(?:度)?结转{figure}` needs 上年 and 结转. Looking for literals costs next to
//! nothing, so that only the few patterns whose literals are there are ever compiled and tried.

/// Literals of which a text must hold one of each list; empty if nothing can be said.
pub(super) fn required(pattern: &str) -> Vec<Vec<String>> {
    let chars: Vec<char> = pattern.chars().collect();
    let mut all = Vec::new();
    let mut run = String::new();
    let mut at = 0;
    while at < chars.len() {
        let c = chars[at];
        match c {
            // An alternation of the whole pattern: no literal is needed on both sides for certain.
            '|' => return Vec::new(),
            '(' => {
                close_run(&mut run, &mut all);
                let end = group_end(&chars, at);
                if !is_optional(&chars, end) {
                    all.extend(alternatives(&chars[at + 1..end - 1]));
                }
                at = end;
                continue;
            }
            '[' => {
                close_run(&mut run, &mut all);
                at = class_end(&chars, at);
                continue;
            }
            '\\' => {
                close_run(&mut run, &mut all);
                at += 2;
                continue;
            }
            '{' => {
                // The character before may be there no times.
                run.pop();
                close_run(&mut run, &mut all);
                at += chars[at..].iter().position(|&c| c == '}').map_or(chars.len() - at, |end| end + 1);
                continue;
            }
            '?' | '*' => {
                run.pop();
                close_run(&mut run, &mut all);
            }
            '.' | '^' | '$' | '+' | ')' => close_run(&mut run, &mut all),
            _ => run.push(c),
        }
        at += 1;
    }
    close_run(&mut run, &mut all);
    all
}

fn close_run(run: &mut String, all: &mut Vec<Vec<String>>) {
    if !run.is_empty() {
        all.push(vec![std::mem::take(run)]);
    }
}

/// One past the bracket that closes the group opened at `at`.
fn group_end(chars: &[char], at: usize) -> usize {
    let mut depth = 0;
    let mut at = at;
    while at < chars.len() {
        match chars[at] {
            '\\' => at += 1,
            '[' => {
                at = class_end(chars, at);
                continue;
            }
            '(' => depth += 1,
            ')' => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
        at += 1;
    }
    chars.len()
}

/// One past the bracket that closes the class opened at `at`.
fn class_end(chars: &[char], at: usize) -> usize {
    let mut end = at + 1;
    while end < chars.len() && (chars[end] != ']' || end == at + 1) {
        end += usize::from(chars[end] == '\\') + 1;
    }
    end + 1
}

/// Whether what ends at `end` may be there no times.
fn is_optional(chars: &[char], end: usize) -> bool {
    matches!(chars.get(end), Some('?' | '*' | '{'))
}

/// The alternatives of a group, if each is nothing but literals.
fn alternatives(inside: &[char]) -> Option<Vec<String>> {
    let inside = match inside {
        // A named group.
        ['?', '<', rest @ ..] => &rest[rest.iter().position(|&c| c == '>')? + 1..],
        ['?', ':', inside @ ..] | inside => inside,
    };
    let plain = |c: char| !"()[]{}\\?*+.^$".contains(c);
    if inside.is_empty() || !inside.iter().all(|&c| plain(c)) {
        return None;
    }
    let list: Vec<String> = inside.split(|&c| c == '|').map(|part| part.iter().collect()).collect();
    // An empty alternative needs nothing.
    (!list.iter().any(String::is_empty)).then_some(list)
}

#[cfg(test)]
mod tests {
    use super::required;

    #[test]
    fn literals_that_a_pattern_needs() {
        let list = |pattern: &str| {
            let lists = required(pattern);
            lists.iter().map(|list| list.join("/")).collect::<Vec<_>>().join(" ")
        };
        for (pattern, expected) in [
            ("上年(?:度)?结转(?:的)?X", "上年 结转 X"),
            ("(?:收到|接到).{0,8}申请X$", "收到/接到 申请X"),
            ("^予以公开[的数]?X", "予以公开 X"),
            ("甲乙?丙", "甲 丙"),
            ("甲乙{0,2}丙", "甲 丙"),
            ("甲|乙", ""),
            ("(?:甲.|乙)丙", "丙"),
            ("(?:甲|)丙", "丙"),
            ("(?:(?:甲)乙)丙", "丙"),
            (r"甲\d丙", "甲 丙"),
            ("甲(?<at>乙|丁)丙", "甲 乙/丁 丙"),
        ] {
            assert_eq!(list(pattern), expected, "{pattern}");
        }
    }
}
