//! Patterns compiled once.
//!
//! Most sentences hold none of the words that a pattern is about: these are looked for first, which costs far less than
//! matching. A pattern that did not compile would match nothing; a test compiles them all.

use std::sync::LazyLock;

use regex_lite::{Captures, Match, Regex};

/// A pattern of this folder.
#[derive(Debug)]
pub struct Pattern {
    regex: Option<Regex>,
    /// Without one of these nothing matches; none: any text may.
    words: &'static [&'static str],
}

/// A pattern that is compiled at its first use.
pub type Lazy = LazyLock<Pattern>;

impl Pattern {
    /// Compiles it. Every text that it matches holds one of `words`, if any are given.
    pub fn new(source: &str, words: &'static [&'static str]) -> Pattern {
        Pattern {
            regex: Regex::new(source).ok(),
            words,
        }
    }

    fn on(&self, text: &str) -> Option<&Regex> {
        let may = self.words.is_empty() || self.words.iter().any(|word| text.contains(word));
        self.regex.as_ref().filter(|_| may)
    }

    /// Whether it could be compiled.
    pub fn is_sound(&self) -> bool {
        self.regex.is_some()
    }

    /// Whether it matches anywhere.
    pub fn is_in(&self, text: &str) -> bool {
        self.on(text).is_some_and(|regex| regex.is_match(text))
    }

    /// The first match.
    pub fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        self.on(text)?.find(text)
    }

    /// The first match with its groups.
    pub fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.on(text)?.captures(text)
    }

    /// Every match with its groups, in order.
    pub fn all<'t>(&self, text: &'t str) -> Vec<Captures<'t>> {
        self.on(text)
            .map(|regex| regex.captures_iter(text).collect())
            .unwrap_or_default()
    }
}

/// Declares patterns, and a list of them for the test.
macro_rules! patterns {
    ($($(#[$doc:meta])* $name:ident = $([$($word:literal),+])? $source:literal;)+) => {
        $(
            $(#[$doc])*
            static $name: $crate::extract::chinese::pattern::Lazy =
                std::sync::LazyLock::new(|| $crate::extract::chinese::pattern::Pattern::new($source, &[$($($word),+)?]));
        )+
        #[cfg(test)]
        #[test]
        fn patterns_are_sound() {
            $(assert!($name.is_sound(), stringify!($name));)+
        }
    };
}
pub(super) use patterns;
