//! By whose word a request is judged: all sources together, or one kind of source alone.

use std::fmt;

use acs_spec::Tier;
use acs_spec::source::{SourceKind, Statement};

/// By whose word a request is judged.
///
/// ```
/// use acs_judge::Reading;
/// use acs_spec::source::SourceKind;
///
/// assert_eq!(Reading::from_word("effective"), Some(Reading::Effective));
/// assert_eq!(Reading::from_word("page"), Some(Reading::Source(SourceKind::Page)));
/// assert_eq!(Reading::from_word("hearsay"), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Reading {
    /// The spec as it stands, in which all sources have had their say.
    #[default]
    Effective,
    /// What the sources of this kind say, and nothing else.
    Source(SourceKind),
}

impl Reading {
    /// The reading of this name: `effective`, or the word of a [`SourceKind`].
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "effective" => Some(Reading::Effective),
            _ => SourceKind::from_word(word).map(Reading::Source),
        }
    }

    /// Its name.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Reading::Effective => "effective",
            Reading::Source(kind) => kind.word(),
        }
    }

    /// Every name, for help texts.
    pub fn words() -> impl Iterator<Item = &'static str> {
        std::iter::once("effective").chain(SourceKind::ALL.iter().map(|kind| kind.word()))
    }
}

impl fmt::Display for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// How firmly something stands, by each reading.
#[derive(Debug)]
pub(crate) struct Standing {
    /// By all sources together.
    pub(crate) tier: Tier,
    /// Who says so, how, and where that is to be read.
    pub(crate) evidence: Vec<(SourceKind, Statement, Option<std::sync::Arc<str>>)>,
}

impl Standing {
    /// The tier by this reading; `None` where the reading does not know of it.
    pub(crate) fn tier(&self, reading: Reading) -> Option<Tier> {
        let Reading::Source(wanted) = reading else {
            return Some(self.tier);
        };
        let mut statements = self
            .evidence
            .iter()
            .filter(|(kind, ..)| *kind == wanted)
            .map(|(_, statement, _)| *statement)
            .peekable();
        statements.peek()?;
        Some(if statements.any(|s| s == Statement::Rule) {
            Tier::Documented
        } else {
            Tier::Advisory
        })
    }

    /// Where to read about it: the first piece of evidence, by this reading, that has an address.
    pub(crate) fn address(&self, reading: Reading) -> Option<&std::sync::Arc<str>> {
        self.evidence
            .iter()
            .filter(|(kind, ..)| match reading {
                Reading::Effective => true,
                Reading::Source(wanted) => *kind == wanted,
            })
            .find_map(|(_, _, address)| address.as_ref())
    }
}

/// Whether something must be present.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// It need not.
    No,
    /// Some sources say it must.
    Advisory,
    /// It must.
    Yes,
}

/// Who says that something must be present.
#[derive(Debug)]
pub(crate) struct Needs {
    pub(crate) always: bool,
    pub(crate) by: Vec<SourceKind>,
}

impl Needs {
    pub(crate) fn by(&self, reading: Reading) -> Need {
        match reading {
            _ if self.always => Need::Yes,
            Reading::Effective if !self.by.is_empty() => Need::Advisory,
            Reading::Source(kind) if self.by.contains(&kind) => Need::Yes,
            _ => Need::No,
        }
    }
}
