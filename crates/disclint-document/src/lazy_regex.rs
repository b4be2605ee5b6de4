//! A regular expression that is compiled when it is first needed.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use regex::Regex;

use crate::expression::Expression;

/// A regular expression that is compiled when it is first needed, once for all its copies: most of what
/// a form may need, most reports do not. One that does not compile matches nothing.
#[derive(Clone, Debug)]
pub struct LazyRegex(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    pattern: String,
    expression: Expression,
    compiled: OnceLock<Option<Regex>>,
}

impl LazyRegex {
    /// The expression `pattern`, not looked at yet.
    pub fn new(pattern: &str) -> Self {
        Self(Arc::new(Inner {
            pattern: pattern.to_owned(),
            expression: Expression::default(),
            compiled: OnceLock::new(),
        }))
    }

    /// Compiles it now.
    ///
    /// # Errors
    /// If it is no regular expression.
    pub fn check(&self) -> Result<(), regex::Error> {
        let regex = Regex::new(&self.0.pattern)?;
        self.0.compiled.get_or_init(|| Some(regex));
        Ok(())
    }

    /// The pattern.
    pub fn as_str(&self) -> &str {
        &self.0.pattern
    }

    /// Whether it matches somewhere in `text`.
    pub fn is_match(&self, text: &str) -> bool {
        match self.0.compiled.get() {
            Some(regex) => regex.as_ref().is_some_and(|regex| regex.is_match(text)),
            None => self.0.expression.is_match(|| Cow::Borrowed(&self.0.pattern), text),
        }
    }

    /// The expression, compiled.
    pub fn get(&self) -> Option<&Regex> {
        self.0.compiled.get_or_init(|| Regex::new(&self.0.pattern).ok()).as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::LazyRegex;

    #[test]
    fn what_does_not_compile_is_told_and_matches_nothing() {
        let (good, bad) = (LazyRegex::new("^甲"), LazyRegex::new("("));
        assert!(good.check().is_ok() && good.is_match("甲乙") && !good.is_match("乙"));
        assert!(bad.check().is_err() && !bad.is_match("("));
    }
}
