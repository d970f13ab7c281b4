//! Patterns compiled once.
//!
//! A pattern that did not compile would match nothing; a test compiles them all.

use std::sync::LazyLock;

use regex_lite::{Captures, Match, Regex};

/// A pattern of this folder.
#[derive(Debug)]
pub struct Pattern(Option<Regex>);

/// A pattern that is compiled at its first use.
pub type Lazy = LazyLock<Pattern>;

impl Pattern {
    /// Compiles it.
    pub fn new(source: &str) -> Pattern {
        Pattern(Regex::new(source).ok())
    }

    /// Whether it could be compiled.
    pub fn is_sound(&self) -> bool {
        self.0.is_some()
    }

    /// Whether it matches anywhere.
    pub fn is_in(&self, text: &str) -> bool {
        self.0.as_ref().is_some_and(|regex| regex.is_match(text))
    }

    /// The first match.
    pub fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        self.0.as_ref()?.find(text)
    }

    /// The first match with its groups.
    pub fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.0.as_ref()?.captures(text)
    }

    /// Every match with its groups, in order.
    pub fn all<'t>(&self, text: &'t str) -> Vec<Captures<'t>> {
        self.0
            .as_ref()
            .map(|regex| regex.captures_iter(text).collect())
            .unwrap_or_default()
    }
}

/// Declares patterns, and a list of them for the test.
macro_rules! patterns {
    ($($(#[$doc:meta])* $name:ident = $source:expr;)+) => {
        $(
            $(#[$doc])*
            static $name: $crate::extract::chinese::pattern::Lazy =
                std::sync::LazyLock::new(|| $crate::extract::chinese::pattern::Pattern::new($source));
        )+
        #[cfg(test)]
        #[test]
        fn patterns_are_sound() {
            $(assert!($name.is_sound(), stringify!($name));)+
        }
    };
}
pub(super) use patterns;
