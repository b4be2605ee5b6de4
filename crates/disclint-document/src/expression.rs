//! A regular expression with two engines: one that is ready at once, one that is fast in the long run.
//!
//! Most expressions of a pack are tried on a handful of clauses of one report. Building an automaton for
//! each takes longer than all the matching. So an expression starts with an interpreter, which costs next
//! to nothing to build, and gets the automaton once it has been tried often: in a folder of reports, or
//! in an editor. Both find the same: the leftmost match, and of those the one that the pattern prefers.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use regex_automata::meta::{Config, Regex as Automaton};
use regex_lite::Regex as Interpreter;

/// How many bytes an expression is interpreted on before it is worth an automaton: by then the interpreter
/// has lost about as much time as building one takes.
const TRIED: usize = 6000;

/// The engines of a regular expression, each built when it is first needed. The pattern is kept by whoever
/// holds the expression, and is the same at each call. One that does not compile matches nothing.
#[derive(Debug, Default)]
pub struct Expression {
    interpreter: OnceLock<Option<Interpreter>>,
    automaton: OnceLock<Option<Automaton>>,
    tried: AtomicUsize,
}

/// A match, and where the groups asked for took part in it.
pub type Found<const N: usize> = (Range<usize>, [Option<Range<usize>>; N]);

enum Engine<'a> {
    Interpreter(&'a Interpreter),
    Automaton(&'a Automaton),
}

impl Expression {
    /// The engine for `text`. Which one it is may differ from run to run where threads race; what
    /// it finds does not.
    fn engine<'p>(&self, pattern: impl Fn() -> Cow<'p, str>, text: &str) -> Option<Engine<'_>> {
        if self.tried.load(Ordering::Relaxed) < TRIED {
            self.tried.fetch_add(text.len().saturating_add(1), Ordering::Relaxed);
            let interpreter = self.interpreter.get_or_init(|| interpret(&pattern()));
            if let Some(regex) = interpreter {
                return Some(Engine::Interpreter(regex));
            }
        }
        self.automaton.get_or_init(|| automaton(&pattern())).as_ref().map(Engine::Automaton)
    }

    /// Whether it matches somewhere in `text`.
    pub fn is_match<'p>(&self, pattern: impl Fn() -> Cow<'p, str>, text: &str) -> bool {
        match self.engine(pattern, text) {
            Some(Engine::Interpreter(regex)) => regex.is_match(text),
            Some(Engine::Automaton(regex)) => regex.is_match(text),
            None => false,
        }
    }

    /// Every match, in the order of the text, not overlapping.
    pub fn places<'p>(&self, pattern: impl Fn() -> Cow<'p, str>, text: &str) -> Vec<Range<usize>> {
        match self.engine(pattern, text) {
            Some(Engine::Interpreter(regex)) => regex.find_iter(text).map(|found| found.range()).collect(),
            Some(Engine::Automaton(regex)) => regex.find_iter(text).map(|found| found.range()).collect(),
            None => Vec::new(),
        }
    }

    /// The same, each with the places of the groups `names`.
    pub fn captures<'p, const N: usize>(
        &self,
        pattern: impl Fn() -> Cow<'p, str>,
        names: [&str; N],
        text: &str,
    ) -> Vec<Found<N>> {
        match self.engine(pattern, text) {
            Some(Engine::Interpreter(regex)) => {
                let all = regex.captures_iter(text);
                let found = all.filter_map(|found| {
                    Some((found.get(0)?.range(), names.map(|name| found.name(name).map(|group| group.range()))))
                });
                found.collect()
            }
            Some(Engine::Automaton(regex)) => {
                let all = regex.captures_iter(text);
                let found = all.filter_map(|found| {
                    let group = |name: &str| found.get_group_by_name(name).map(|group| group.range());
                    Some((found.get_match()?.range(), names.map(group)))
                });
                found.collect()
            }
            None => Vec::new(),
        }
    }
}

/// The interpreter, for a pattern that it understands as the automaton does.
fn interpret(pattern: &str) -> Option<Interpreter> {
    if !is_plain_syntax(pattern) {
        return None;
    }
    Interpreter::new(pattern).ok()
}

fn automaton(pattern: &str) -> Option<Automaton> {
    // Clauses are short, so the engine's own prefilters cost more to build than they ever save; nor is the
    // full automaton, which is built for the smallest of patterns only, worth its time.
    let config = Config::new().auto_prefilter(false).onepass(false).dfa(false);
    Automaton::builder().configure(config).build(pattern).ok()
}

/// Whether a pattern is free of what the engines read differently: classes by name (`\w`, `\p{Han}`),
/// word boundaries and flags.
fn is_plain_syntax(pattern: &str) -> bool {
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        let is_plain = match c {
            '\\' => chars.next().is_some_and(|escaped| !escaped.is_alphanumeric()),
            '(' => chars.next_if_eq(&'?').is_none() || chars.peek().is_some_and(|next| matches!(next, ':' | '<' | 'P')),
            _ => true,
        };
        if !is_plain {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::{Expression, TRIED, is_plain_syntax};

    #[test]
    fn what_the_engines_read_differently_is_told() {
        for pattern in [r"甲(?:乙|(?<a>丙))\(\.[^,。]{0,8}$", "(甲)"] {
            assert!(is_plain_syntax(pattern), "{pattern}");
        }
        for pattern in [r"\p{Han}", r"\w", r"甲\b", "(?i)a", "(?x:a)", r"\x41", r"甲\"] {
            assert!(!is_plain_syntax(pattern), "{pattern}");
        }
    }

    #[test]
    fn both_engines_find_the_same() {
        for (pattern, text) in [
            ("(?<a>甲|甲乙)(?<b>丙)?", "甲乙丙甲丙,乙"),
            ("^[^,。]{0,3}?(?<b>[0-9]+)件$", "共收到12件"),
            ("乙*?|丙", "乙乙丙"),
            ("𠮷(?<a>.)", "𠮷野\n𠮷"),
            (r"\p{Han}(?<a>件)", "12件,件件"),
            ("(", "("),
        ] {
            let expression = Expression::default();
            let found = || {
                let pattern = || Cow::Borrowed(pattern);
                let is_match = expression.is_match(pattern, text);
                (is_match, expression.places(pattern, text), expression.captures(pattern, ["a", "b"], text))
            };
            let first = found();
            for _ in 0..TRIED {
                assert_eq!(found(), first, "{pattern}");
            }
            assert!(expression.automaton.get().is_some(), "{pattern}");
        }
    }
}
