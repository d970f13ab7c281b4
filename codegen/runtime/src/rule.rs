//! What a rule is, as static data that generated crates hold: its public id, how firmly it holds, what it allows.
//! Must not know how a rule is checked: that is plain emitted code.

use std::fmt;

/// How firmly a rule holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// Stated as a rule, and no source allows more. Enforced by default.
    Documented,
    /// Stated vaguely, or another source allows more. Reported by default, enforced only when the caller says strict.
    Advisory,
}

impl Tier {
    /// `documented` or `advisory`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Tier::Documented => "documented",
            Tier::Advisory => "advisory",
        }
    }
}

impl fmt::Display for Tier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The error that the service answers when a rule is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct WireError {
    /// HTTP status.
    pub status: u16,
    /// Error code.
    pub code: &'static str,
    /// No source says so of this operation; it follows from the service's common errors.
    pub inferred: bool,
}

impl WireError {
    /// An error that a source names.
    #[must_use]
    pub const fn new(status: u16, code: &'static str) -> Self {
        WireError {
            status,
            code,
            inferred: false,
        }
    }

    /// The same, but only inferred.
    #[must_use]
    pub const fn inferred(mut self) -> Self {
        self.inferred = true;
        self
    }
}

impl fmt::Display for WireError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.status, self.code)
    }
}

/// One rule of an operation. Generated crates hold these as statics; violations refer to them.
///
/// ```
/// use acs_runtime::{RuleInfo, Tier};
/// static LENGTH: RuleInfo = RuleInfo::documented("Name.length", "length")
///     .allowed("2 to 80 characters")
///     .error(400, "InvalidName.Malformed");
/// assert_eq!(LENGTH.tier, Tier::Documented);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RuleInfo {
    /// Public and stable, unique within the operation (`Tag.Key.length`). Below a map it lacks the key, which each
    /// violation's own id holds.
    pub id: &'static str,
    /// The kind of its check, or `required`, `empty`, `type`, `unknown`.
    pub kind: &'static str,
    /// How firmly it holds.
    pub tier: Tier,
    /// What is allowed, in words; may be empty.
    pub allowed: &'static str,
    /// What the service answers, where that is known.
    pub wire_error: Option<WireError>,
    /// The address of the documentation; may be empty.
    pub documentation: &'static str,
    /// Values are never shown.
    pub sensitive: bool,
    /// Of a rule across fields: the list or object in whose elements it holds, name by name. Empty: the request itself.
    pub within: &'static [&'static str],
    /// Of a rule across fields: every field it speaks of, name by name from `within`. Empty for all other rules.
    pub reads: &'static [&'static [&'static str]],
    /// The id of the looser rule that this one narrows.
    pub narrows: Option<&'static str>,
}

impl RuleInfo {
    const fn new(id: &'static str, kind: &'static str, tier: Tier) -> Self {
        RuleInfo {
            id,
            kind,
            tier,
            allowed: "",
            wire_error: None,
            documentation: "",
            sensitive: false,
            within: &[],
            reads: &[],
            narrows: None,
        }
    }

    /// A documented rule of this id and kind.
    #[must_use]
    pub const fn documented(id: &'static str, kind: &'static str) -> Self {
        RuleInfo::new(id, kind, Tier::Documented)
    }

    /// An advisory rule of this id and kind.
    #[must_use]
    pub const fn advisory(id: &'static str, kind: &'static str) -> Self {
        RuleInfo::new(id, kind, Tier::Advisory)
    }

    /// Says what is allowed.
    #[must_use]
    pub const fn allowed(mut self, words: &'static str) -> Self {
        self.allowed = words;
        self
    }

    /// Says what the service answers.
    #[must_use]
    pub const fn error(mut self, status: u16, code: &'static str) -> Self {
        self.wire_error = Some(WireError::new(status, code));
        self
    }

    /// Says what the service probably answers.
    #[must_use]
    pub const fn inferred_error(mut self, status: u16, code: &'static str) -> Self {
        self.wire_error = Some(WireError::new(status, code).inferred());
        self
    }

    /// Says where the rule is documented.
    #[must_use]
    pub const fn documentation(mut self, address: &'static str) -> Self {
        self.documentation = address;
        self
    }

    /// Values are never shown.
    #[must_use]
    pub const fn sensitive(mut self) -> Self {
        self.sensitive = true;
        self
    }

    /// The rule holds in each element of this list, or in this object.
    #[must_use]
    pub const fn within(mut self, names: &'static [&'static str]) -> Self {
        self.within = names;
        self
    }

    /// The fields that the rule speaks of.
    #[must_use]
    pub const fn reads(mut self, fields: &'static [&'static [&'static str]]) -> Self {
        self.reads = fields;
        self
    }

    /// The looser rule that this one narrows.
    #[must_use]
    pub const fn narrows(mut self, id: &'static str) -> Self {
        self.narrows = Some(id);
        self
    }

    /// A violation of this rule makes its field faulted: nothing else is said of the field.
    pub(crate) fn is_fault(&self, tier: Tier) -> bool {
        self.kind == "type" || (self.kind == "required" && tier == Tier::Documented)
    }

    /// The rule's id comes from its path, not from the spec.
    pub(crate) fn is_structural(&self) -> bool {
        matches!(self.kind, "required" | "empty" | "type")
    }
}

/// The rule that a pair breaks which matches no parameter.
pub static UNKNOWN: RuleInfo =
    RuleInfo::advisory("unknown", "unknown").allowed("parameters that the operation documents");
