//! Why a run could not be made: not what it found.

use std::fmt;

use acs_spec::Diagnostic;

/// Why something could not be tried: everything that stands in the way, each for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    texts: Vec<String>,
}

impl Trouble {
    /// One reason.
    pub fn new(text: impl Into<String>) -> Self {
        Trouble {
            texts: vec![text.into()],
        }
    }

    /// A file that cannot be written or read, and why.
    pub(crate) fn file(path: &std::path::Path, why: &dyn fmt::Display) -> Self {
        Trouble::new(format!("{}: {why}", acsgen_core::files::shown(path)))
    }

    /// More reasons.
    pub(crate) fn and(mut self, other: Trouble) -> Self {
        self.texts.extend(other.texts);
        self
    }
}

impl From<Vec<Diagnostic>> for Trouble {
    fn from(found: Vec<Diagnostic>) -> Self {
        Trouble {
            texts: found.iter().map(ToString::to_string).collect(),
        }
    }
}

impl From<Diagnostic> for Trouble {
    fn from(found: Diagnostic) -> Self {
        Trouble::new(found.to_string())
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.texts.join("\n"))
    }
}

impl std::error::Error for Trouble {}
