//! What is wrong with a request: violations, as text and as JSON.

use std::fmt;
use std::sync::Arc;

use acs_spec::constraint::WireError;
use acs_spec::shape::object;
use acs_spec::{Json, Tier};

/// One fault of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// Where: the provider's names joined by dots, elements of lists in brackets and counted from 1 (`Tag[2].Key`). Of an
    /// unknown name that name, as given.
    pub path: String,
    /// The public id of the rule that is broken.
    pub rule: Arc<str>,
    /// The kind of the constraint or rule, or `required`, `empty`, `type`, `unknown`.
    pub kind: &'static str,
    /// How firmly the rule holds.
    pub tier: Tier,
    /// What was found, where there is something to show. Of a sensitive parameter, and of an unknown one (which may be a
    /// sensitive one misspelt), only the length: `<9 characters>`.
    pub found: Option<Arc<str>>,
    /// What is allowed, in words: `2 to 80 characters`.
    pub allowed: Arc<str>,
    /// What the service answers, where that is known.
    pub wire_error: Option<Arc<WireError>>,
    /// Address of a page that says so, where one is known.
    pub documentation: Option<Arc<str>>,
}

/// Most characters of a name or value on a line for people. In JSON they are whole.
const MAX_SHOWN: usize = 120;

impl Violation {
    /// For machines: an object with the keys `path`, `rule`, `kind`, `tier`, `found`, `allowed`, `wireError` (`status`,
    /// `code`, `inferred`) and `documentation`. What is not known is `null`.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let optional =
            |text: Option<&Arc<str>>| text.map_or(Json::Null, |text| Json::text(&**text));
        let wire_error = self.wire_error.as_ref().map_or(Json::Null, |error| {
            object(vec![
                ("status", Json::Number(error.status.to_string())),
                ("code", Json::text(&error.code)),
                ("inferred", Json::Bool(error.inferred)),
            ])
        });
        object(vec![
            ("path", Json::text(&self.path)),
            ("rule", Json::text(&*self.rule)),
            ("kind", Json::text(self.kind)),
            ("tier", Json::text(self.tier.word())),
            ("found", optional(self.found.as_ref())),
            ("allowed", Json::text(&*self.allowed)),
            ("wireError", wire_error),
            ("documentation", optional(self.documentation.as_ref())),
        ])
    }
}

/// One line: `Tag[2].Key: found "", wanted 1 to 64 characters (documented, rule Tag.Key.length, answered 400 X) see …`.
impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", printable(&self.path))?;
        match (self.kind, &self.found) {
            ("required", _) => write!(f, "missing")?,
            ("unknown", _) => write!(f, "unknown, wanted {}", printable(&self.allowed))?,
            (_, Some(found)) => {
                let found = quote(found, self.kind);
                write!(f, "found {found}, wanted {}", printable(&self.allowed))?;
            }
            (_, None) => write!(f, "wanted {}", printable(&self.allowed))?,
        }
        write!(f, " ({}, rule {}", self.tier, printable(&self.rule))?;
        if let Some(error) = &self.wire_error {
            let inferred = if error.inferred { " by inference" } else { "" };
            write!(
                f,
                ", answered {} {}{inferred}",
                error.status,
                printable(&error.code)
            )?;
        }
        write!(f, ")")?;
        match &self.documentation {
            Some(address) => write!(f, " see {}", printable(address)),
            None => Ok(()),
        }
    }
}

/// Everything that is wrong with one request.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Verdict {
    /// In the spec's order, unknown names last. Readers should count on the set alone.
    pub violations: Vec<Violation>,
}

impl Verdict {
    /// Whether the request is to be refused: for a documented violation, or, where `strict`, for any.
    #[must_use]
    pub fn refused(&self, strict: bool) -> bool {
        self.violations
            .iter()
            .any(|violation| strict || violation.tier == Tier::Documented)
    }

    /// The violations for machines: a list of [`Violation::to_json`].
    #[must_use]
    pub fn to_json(&self) -> Json {
        Json::Array(self.violations.iter().map(Violation::to_json).collect())
    }
}

/// A line for each violation; nothing at all where there is none.
impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.violations
            .iter()
            .try_for_each(|violation| writeln!(f, "{violation}"))
    }
}

/// What is shown in the place of a secret of this length.
pub(crate) fn masked(chars: usize) -> Arc<str> {
    format!("<{chars} characters>").into()
}

/// A value from the request stands in quotes; masks, counts and names of parameters are ours and stand bare.
fn quote(found: &str, kind: &str) -> String {
    let is_count = |rest: &str| {
        let (count, what) = rest.split_once(' ').unwrap_or_default();
        let plain = !count.is_empty() && count.bytes().all(|b| b.is_ascii_digit());
        plain && matches!(what, "characters>" | "elements" | "entries" | "values")
    };
    match kind == "exclusive" || is_count(found.strip_prefix('<').unwrap_or(found)) {
        true => printable(found),
        false => format!("\"{}\"", printable(found)),
    }
}

/// The text on one line, cut where it is long.
fn printable(text: &str) -> String {
    let mut out = String::new();
    for (n, c) in text.chars().enumerate() {
        if n == MAX_SHOWN {
            out.push('…');
            break;
        }
        // Line feeds would break the line, and control characters may command a terminal.
        match c.is_control()
            || matches!(c, '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        {
            true => out.extend(c.escape_default()),
            false => out.push(c),
        }
    }
    out
}
