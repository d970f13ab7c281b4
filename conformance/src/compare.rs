//! One form for what different programs say of a request, and a readable account of where they differ.

use std::collections::BTreeSet;
use std::fmt::{self, Write as _};

use acs_spec::json::Json;
use acs_spec::{Tier, write};

use crate::strategy::Case;

/// What the service answers to a fault, as far as two programs must agree on it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct WireCode {
    /// HTTP status.
    pub status: u16,
    /// Error code.
    pub code: String,
}

impl WireCode {
    /// This status and code.
    pub fn new(status: u16, code: impl Into<String>) -> Self {
        WireCode {
            status,
            code: code.into(),
        }
    }
}

impl fmt::Display for WireCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.status, self.code)
    }
}

/// One fault, as far as two programs must agree on it: words for people are no part of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Where, as in `Tag[2].Key`.
    pub path: String,
    /// The rule's public id.
    pub rule: String,
    /// How firmly it holds.
    pub tier: Tier,
    /// What the service answers, where the spec names it.
    pub wire: Option<WireCode>,
}

/// All that is said of one request. Order means nothing.
pub type Findings = BTreeSet<Finding>;

impl Finding {
    /// A fault at this place.
    pub fn new(path: impl Into<String>, rule: impl Into<String>, tier: Tier) -> Self {
        Finding {
            path: path.into(),
            rule: rule.into(),
            tier,
            wire: None,
        }
    }

    /// The same, answered so.
    #[must_use]
    pub fn answered(mut self, wire: Option<WireCode>) -> Self {
        self.wire = wire;
        self
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {} ({}", self.path, self.rule, self.tier)?;
        match &self.wire {
            Some(wire) => write!(f, ", answered {wire})"),
            None => f.write_str(")"),
        }
    }
}

/// The same without what the service answers, for those that know nothing of it.
#[must_use]
pub fn without_wire(findings: &Findings) -> Findings {
    let bare = |finding: &Finding| finding.clone().answered(None);
    findings.iter().map(bare).collect()
}

/// What the reference interpreter says.
#[must_use]
pub fn of_verdict(verdict: &acs_judge::Verdict) -> Findings {
    let finding = |v: &acs_judge::Violation| {
        let wire = v.wire_error.as_ref();
        Finding::new(&v.path, &*v.rule, v.tier)
            .answered(wire.map(|error| WireCode::new(error.status, &error.code)))
    };
    verdict.violations.iter().map(finding).collect()
}

/// What an emitted validator says.
#[must_use]
pub fn of_violations(violations: &acs_runtime::Violations) -> Findings {
    let tier = |tier| match tier {
        acs_runtime::Tier::Documented => Tier::Documented,
        acs_runtime::Tier::Advisory => Tier::Advisory,
    };
    let finding = |v: &acs_runtime::Violation| {
        let wire = v.wire_error();
        Finding::new(v.path(), v.rule_id(), tier(v.tier()))
            .answered(wire.map(|error| WireCode::new(error.status, error.code)))
    };
    violations.iter().map(finding).collect()
}

/// Whether such a request is refused: for a documented violation, or, where `strict`, for any.
#[must_use]
pub fn refused(findings: &Findings, strict: bool) -> bool {
    findings
        .iter()
        .any(|finding| strict || finding.tier == Tier::Documented)
}

/// Pairs as the runtime takes them. Where they travel plays no part in what is said of them.
#[must_use]
pub fn pairs(pairs: &[(String, String)]) -> acs_runtime::Pairs {
    pairs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

/// Nothing where both say the same; else an account with the request in forms that can be tried again.
///
/// # Errors
/// The account, where they differ.
pub fn agree(
    case: &Case,
    (left, says): (&str, &Findings),
    (right, other): (&str, &Findings),
) -> Result<(), String> {
    if says == other {
        return Ok(());
    }
    let mut out = format!(
        "{left} and {right} differ on a request of {} ({}):\n",
        case.operation, case.name
    );
    for finding in says.difference(other) {
        let _ = writeln!(out, "  only {left}: {finding}");
    }
    for finding in other.difference(says) {
        let _ = writeln!(out, "  only {right}: {finding}");
    }
    for finding in says.intersection(other) {
        let _ = writeln!(out, "  both: {finding}");
    }
    out.push_str(&shown(&case.pairs));
    Err(out)
}

/// A request as JSON that `acsgen validate` takes, and pair by pair.
#[must_use]
pub fn shown(pairs: &[(String, String)]) -> String {
    let mut out = format!("  as JSON: {}\n", write::compact(&as_json(pairs)));
    for (name, value) in pairs {
        let _ = writeln!(out, "  pair: {name:?} = {value:?}");
    }
    out
}

/// An object of wire names; a list of pairs where a name occurs twice.
#[must_use]
pub fn as_json(pairs: &[(String, String)]) -> Json {
    let names: BTreeSet<&str> = pairs.iter().map(|(name, _)| name.as_str()).collect();
    if names.len() == pairs.len() {
        let member = |(name, value): &(String, String)| (name.clone(), Json::text(value));
        return Json::Object(pairs.iter().map(member).collect());
    }
    let pair =
        |(name, value): &(String, String)| Json::Array(vec![Json::text(name), Json::text(value)]);
    Json::Array(pairs.iter().map(pair).collect())
}

/// Whether two requests are the same in any order. Two ways to write one fraction are one, and so are two JSON texts
/// that hold the same values.
#[must_use]
pub fn same_pairs(one: &[(String, String)], other: &[(String, String)]) -> bool {
    let sorted = |pairs: &[(String, String)]| {
        let mut pairs = pairs.to_vec();
        pairs.sort();
        pairs
    };
    let same = |((name, value), (other_name, other)): (&(String, String), &(String, String))| {
        name == other_name
            && (value == other || same_number(value, other) || same_json(value, other))
    };
    one.len() == other.len() && sorted(one).iter().zip(&sorted(other)).all(same)
}

fn same_number(one: &str, other: &str) -> bool {
    let is_fraction = |text: &str| text.contains(['.', 'e', 'E']);
    let number = |text: &str| text.parse::<f64>().ok().filter(|n| n.is_finite());
    let close = |a: f64, b: f64| {
        a == b || (f64::from(single(a)) == a || f64::from(single(b)) == b) && single(a) == single(b)
    };
    (is_fraction(one) || is_fraction(other))
        && number(one)
            .zip(number(other))
            .is_some_and(|(a, b)| close(a, b))
}

/// The nearest number of 32 bits, in which `float` travels.
#[allow(clippy::cast_possible_truncation)]
fn single(number: f64) -> f32 {
    number as f32
}

fn same_json(one: &str, other: &str) -> bool {
    let read = |text: &str| acs_spec::json::parse(text).ok().map(|node| node.to_json());
    let is_composite = |json: &Json| matches!(json, Json::Array(_) | Json::Object(_));
    match (read(one), read(other)) {
        (Some(one), Some(other)) => is_composite(&one) && same_value(&one, &other),
        _ => false,
    }
}

fn same_value(one: &Json, other: &Json) -> bool {
    match (one, other) {
        (Json::Array(one), Json::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(a, b)| same_value(a, b))
        }
        (Json::Object(one), Json::Object(other)) => {
            let has = |(name, value): &(String, Json)| {
                other.iter().any(|(n, v)| n == name && same_value(value, v))
            };
            one.len() == other.len() && one.iter().all(has)
        }
        (Json::Number(one), Json::Number(other)) => one == other || same_number(one, other),
        (Json::Number(number), Json::String(text)) | (Json::String(text), Json::Number(number)) => {
            number == text || same_number(number, text)
        }
        (one, other) => one == other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn only_spelling_is_overlooked() {
        let same = |one: &str, other: &str| same_pairs(&[pair("A", one)], &[pair("A", other)]);
        assert!(
            same("1.50", "1.5")
                && same("1e2", "100")
                && same(r#"{"a":1,"b":"x"}"#, r#"{"b":"x", "a":1}"#)
        );
        assert!(
            !same("01", "1")
                && !same("1.5", "1.6")
                && !same("[1]", "[2]")
                && !same("True", "true")
                && !same("\"a\"", "a")
        );
        assert!(same_pairs(
            &[pair("A", "1"), pair("B", "2")],
            &[pair("B", "2"), pair("A", "1")]
        ));
        assert!(!same_pairs(
            &[pair("A", "1")],
            &[pair("A", "1"), pair("A", "1")]
        ));
    }

    /// An account names what differs, and shows the request.
    #[test]
    fn accounts_show_both_sides() {
        let case = Case {
            operation: "DimLamp".into(),
            name: "by hand".into(),
            pairs: vec![pair("Level", "\u{1}11")],
            expected: None,
            again: None,
            faults: None,
        };
        let broken = Findings::from([Finding::new("Level", "Level.int_range", Tier::Documented)]);
        let account = agree(&case, ("judge", &broken), ("emitted", &Findings::new())).unwrap_err();
        assert!(
            account.contains("only judge: \"Level\" Level.int_range (documented)"),
            "{account}"
        );
        assert!(
            account.contains(r#"as JSON: {"Level":"\u000111"}"#),
            "{account}"
        );
        assert!(agree(&case, ("judge", &broken), ("emitted", &broken)).is_ok());
    }
}
