//! Regular expressions, anchored at both ends. Only with the feature `pattern`.

use std::sync::OnceLock;

use regex_lite::Regex;

/// A regular expression that the whole text must match. Compiled when first used, in linear time of the text's length
/// matched.
///
/// ```
/// use acs_runtime::check::Pattern;
/// static ID: Pattern = Pattern::new("vpc-[0-9a-z]+|none");
/// assert!(ID.matches("vpc-1a") && ID.matches("none"));
/// assert!(!ID.matches("xvpc-1a") && !ID.matches("vpc-1a\n"));
/// ```
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// A pattern; whatever anchors it has of its own, it is anchored at both ends.
    #[must_use]
    pub const fn new(source: &'static str) -> Self {
        Pattern {
            source,
            compiled: OnceLock::new(),
        }
    }

    /// Whether the whole text matches. A pattern that is no regular expression (the spec's lints refuse one) judges
    /// nothing: every text matches it.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        let compiled = self.compiled.get_or_init(|| {
            // Alone first: an unbalanced bracket must not be balanced by ours.
            Regex::new(self.source).ok()?;
            Regex::new(&format!("\\A(?:{})\\z", self.source)).ok()
        });
        compiled.as_ref().is_none_or(|regex| regex.is_match(text))
    }

    /// The regular expression as the spec has it.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        self.source
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_text_must_match() {
        let pattern = Pattern::new("^a|b$");
        assert!(pattern.matches("a") && pattern.matches("b"));
        assert!(!pattern.matches("ab") && !pattern.matches("") && !pattern.matches("a\n"));
        assert_eq!(pattern.as_str(), "^a|b$");
    }

    #[test]
    fn classes_are_ascii() {
        let pattern = Pattern::new(r"\d\w\s");
        assert!(pattern.matches("1a ") && !pattern.matches("٣a ") && !pattern.matches("1é "));
    }

    #[test]
    fn what_is_no_expression_judges_nothing() {
        for source in ["(", "a)|(b", "[", "(?=a)"] {
            assert!(Pattern::new(source).matches("anything"), "{source}");
        }
    }

    #[test]
    fn hostile_texts_take_linear_time() {
        let pattern = Pattern::new("(a+)+b");
        assert!(!pattern.matches(&"a".repeat(20_000)));
    }
}
