//! What is wrong with a request. Must not know how it was found out; [`crate::settle`] knows which violations silence others.

use std::fmt::{self, Write as _};

use crate::mask::Masked;
use crate::path::{Path, Step};
use crate::rule::{RuleInfo, Tier, UNKNOWN, WireError};

/// Longest piece of a found value that a violation keeps, in characters.
const SHOWN: usize = 200;

/// One rule broken at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    path: String,
    /// Where each step of the path ends, so that a name with a dot in it is not taken for two.
    pub(crate) cuts: Vec<Cut>,
    /// The id, where it is not the rule's own: below a map's key, or in a schema that stands at several places.
    id: Option<String>,
    rule: &'static RuleInfo,
    tier: Tier,
    found: Option<String>,
}

/// The end of one step in a path's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cut {
    pub(crate) end: usize,
    /// The step is a name of the spec's: no index, and no key of a map.
    pub(crate) named: bool,
}

impl Violation {
    fn new(at: &Path<'_>, rule: &'static RuleInfo, tier: Tier, found: Option<String>) -> Self {
        let mut path = String::new();
        let mut cuts = Vec::new();
        let mut id = None;
        let steps = at.steps();
        for step in &steps {
            step.append(&mut path);
            cuts.push(Cut {
                end: path.len(),
                named: matches!(step, Step::Field(_)),
            });
        }
        // A named schema is judged at several places, and below itself: only the path tells which place this is.
        if rule.is_structural() {
            let mut text = String::new();
            for step in steps.iter().filter(|step| !matches!(step, Step::Item(_))) {
                step.append(&mut text);
            }
            text.push('.');
            text.push_str(rule.kind);
            id = (text != rule.id).then_some(text);
        }
        Violation {
            path,
            cuts,
            id,
            rule,
            tier,
            found,
        }
    }

    /// Where: `Tag[2].Key`, elements counted from 1. Of an unknown pair its name as given.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The rule's public id. Of a structural rule it follows from the path.
    #[must_use]
    pub fn rule_id(&self) -> &str {
        self.id.as_deref().unwrap_or(self.rule.id)
    }

    /// The kind of check.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        self.rule.kind
    }

    /// How firmly the rule holds here: the rule's own tier, or advisory where only an unsent default triggers it.
    #[must_use]
    pub fn tier(&self) -> Tier {
        self.tier
    }

    /// What was found; `None` where nothing was. A sensitive value shows as its length, a long one as its beginning.
    #[must_use]
    pub fn found(&self) -> Option<&str> {
        self.found.as_deref()
    }

    /// The rule.
    #[must_use]
    pub fn rule(&self) -> &'static RuleInfo {
        self.rule
    }

    /// What is allowed, in words; may be empty.
    #[must_use]
    pub fn allowed(&self) -> &'static str {
        self.rule.allowed
    }

    /// What the service answers, where that is known.
    #[must_use]
    pub fn wire_error(&self) -> Option<WireError> {
        self.rule.wire_error
    }

    /// The address of the documentation; may be empty.
    #[must_use]
    pub fn documentation(&self) -> &'static str {
        self.rule.documentation
    }

    pub(crate) fn is_fault(&self) -> bool {
        self.rule.is_fault(self.tier)
    }

    pub(crate) fn is_unknown(&self) -> bool {
        std::ptr::eq(self.rule, &UNKNOWN) || self.rule.kind == UNKNOWN.kind
    }
}

impl fmt::Display for Violation {
    /// One line, whatever the request holds.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: breaks {} ({})",
            OneLine(&self.path),
            OneLine(self.rule_id()),
            self.tier
        )?;
        if !self.rule.allowed.is_empty() {
            write!(f, "; allowed: {}", self.rule.allowed)?;
        }
        match &self.found {
            None => {}
            Some(found) if self.rule.sensitive => write!(f, "; found {found}")?,
            Some(found) => write!(f, "; found \"{}\"", OneLine(found))?,
        }
        if let Some(error) = self.rule.wire_error {
            let verb = if error.inferred {
                "probably answers"
            } else {
                "answers"
            };
            write!(f, "; the service {verb} {error}")?;
        }
        if !self.rule.documentation.is_empty() {
            write!(f, "; see {}", self.rule.documentation)?;
        }
        Ok(())
    }
}

/// A text with its control characters escaped.
pub(crate) struct OneLine<'a>(pub(crate) &'a str);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            if character.is_control() || matches!(character, '\u{2028}' | '\u{2029}') {
                write!(f, "{}", character.escape_default())?;
            } else {
                f.write_char(character)?;
            }
        }
        Ok(())
    }
}

/// Keeps the beginning of what is written to it and counts the rest, so that a huge value is never copied.
#[derive(Default)]
struct Beginning {
    kept: String,
    characters: usize,
    keep: usize,
}

impl fmt::Write for Beginning {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for character in text.chars() {
            if self.characters < self.keep {
                self.kept.push(character);
            }
            self.characters = self.characters.saturating_add(1);
        }
        Ok(())
    }
}

fn shown(found: &dyn fmt::Display, sensitive: bool) -> String {
    let mut beginning = Beginning {
        keep: if sensitive { 0 } else { SHOWN },
        ..Beginning::default()
    };
    // Writing to memory does not fail; a `Display` that does leaves what it wrote before.
    let _ = write!(beginning, "{found}");
    if sensitive {
        return Masked::of_length(beginning.characters).to_string();
    }
    if beginning.characters > SHOWN {
        let _ = write!(
            &mut beginning.kept,
            "… ({} characters)",
            beginning.characters
        );
    }
    beginning.kept
}

/// All that is wrong with a request. Empty: it is valid. Making an empty one allocates nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Violations {
    pub(crate) list: Vec<Violation>,
}

impl Violations {
    /// None.
    #[must_use]
    pub const fn new() -> Self {
        Violations { list: Vec::new() }
    }

    /// Reports a broken rule and what was found. Called by emitted validators; out of line, so that a valid request
    /// does not pay for it.
    #[cold]
    #[inline(never)]
    pub fn push(&mut self, at: &Path<'_>, rule: &'static RuleInfo, found: &dyn fmt::Display) {
        let found = shown(found, rule.sensitive);
        self.list
            .push(Violation::new(at, rule, rule.tier, Some(found)));
    }

    /// Reports a rule broken by absence.
    #[cold]
    #[inline(never)]
    pub fn push_absent(&mut self, at: &Path<'_>, rule: &'static RuleInfo) {
        self.list.push(Violation::new(at, rule, rule.tier, None));
    }

    /// Reports a rule broken by absence which holds only because of a default that was not sent: advisory whatever the
    /// rule's own tier.
    #[cold]
    #[inline(never)]
    pub fn push_absent_advisory(&mut self, at: &Path<'_>, rule: &'static RuleInfo) {
        self.list
            .push(Violation::new(at, rule, Tier::Advisory, None));
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// All of them. The order carries no meaning.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.list.iter()
    }

    /// Those of documented rules.
    pub fn documented(&self) -> impl Iterator<Item = &Violation> {
        self.list
            .iter()
            .filter(|violation| violation.tier == Tier::Documented)
    }

    /// Those of advisory rules.
    pub fn advisory(&self) -> impl Iterator<Item = &Violation> {
        self.list
            .iter()
            .filter(|violation| violation.tier == Tier::Advisory)
    }

    /// The verdict: refused when a documented rule is broken; if `strict`, when any is.
    #[must_use]
    pub fn refused(&self, strict: bool) -> bool {
        if strict {
            !self.list.is_empty()
        } else {
            self.documented().next().is_some()
        }
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl fmt::Display for Violations {
    /// One line each.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.list.iter().enumerate() {
            if index > 0 {
                f.write_char('\n')?;
            }
            write!(f, "{violation}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Violations {}

#[cfg(test)]
mod tests {
    use super::*;

    static LENGTH: RuleInfo = RuleInfo::documented("Name.length", "length")
        .allowed("2 to 80 characters")
        .error(400, "InvalidName")
        .documentation("https://example.com/name");
    static SECRET: RuleInfo = RuleInfo::advisory("Password.length", "length").sensitive();
    static LABEL: RuleInfo = RuleInfo::documented("Labels.type", "type").inferred_error(400, "Bad");
    static NEED: RuleInfo = RuleInfo::documented("Period.required_if", "required_if");

    #[test]
    fn a_violation_reads_as_one_line() {
        let mut out = Violations::new();
        out.push(&Path::ROOT.field("Name"), &LENGTH, &"a\nb");
        assert_eq!(
            out.to_string(),
            "Name: breaks Name.length (documented); allowed: 2 to 80 characters; found \"a\\nb\"; \
             the service answers 400 InvalidName; see https://example.com/name"
        );
        out.push_absent_advisory(&Path::ROOT.field("Period"), &NEED);
        assert_eq!(out.to_string().lines().count(), 2);
        let last = out.iter().next_back().unwrap();
        assert_eq!((last.tier(), last.found()), (Tier::Advisory, None));
        assert_eq!((out.documented().count(), out.advisory().count()), (1, 1));
    }

    #[test]
    fn sensitive_values_never_show() {
        let mut out = Violations::new();
        out.push(&Path::ROOT.field("Password"), &SECRET, &"hunter22");
        assert_eq!(out.list[0].found(), Some("<8 characters>"));
        assert!(!format!("{out} {out:?}").contains("hunter"));
        assert!(out.refused(true) && !out.refused(false));
    }

    #[test]
    fn long_values_are_cut() {
        let mut out = Violations::new();
        out.push(&Path::ROOT.field("Name"), &LENGTH, &"é".repeat(SHOWN));
        out.push(&Path::ROOT.field("Name"), &LENGTH, &"é".repeat(SHOWN + 1));
        assert_eq!(out.list[0].found(), Some("é".repeat(SHOWN).as_str()));
        assert_eq!(
            out.list[1].found(),
            Some(format!("{}… (201 characters)", "é".repeat(SHOWN)).as_str())
        );
    }

    #[test]
    fn ids_below_a_map_name_the_key() {
        let mut out = Violations::new();
        let labels = Path::ROOT.field("Labels");
        out.push(&labels.key("a.b").item(0), &LABEL, &"x");
        assert_eq!(out.list[0].path(), "Labels.a.b[1]");
        assert_eq!(out.list[0].rule_id(), "Labels.a.b.type");
        assert!(out.to_string().contains("probably answers 400 Bad"));
        out.push(&labels, &LABEL, &"x");
        assert_eq!(out.list[1].rule_id(), "Labels.type");
        out.push(&labels.key("k"), &LENGTH, &"x");
        assert_eq!(out.list[2].rule_id(), "Name.length");
    }
}
