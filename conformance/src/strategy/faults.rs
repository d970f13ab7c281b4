//! What can be wrong with a request: every constraint, every rule and every structural kind, at every place.

use acs_spec::RuleCheck;

use super::spots::{Carrier, Spot, Step};
use crate::checks::{holds, is_text};
use crate::compare::Finding;
use crate::plan::{Kind, Need, Plan};
use crate::rules::kind_of;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    /// Break the constraint of this number.
    Constraint(usize),
    /// A value that is not of the type.
    Type,
    /// Two values where one belongs.
    Twice,
    /// A required value is absent.
    Required,
    /// A required text is empty.
    Empty,
    /// A name that the operation does not have.
    Unknown,
    /// Break the rule of this number.
    Rule(usize),
    /// The same, by a default alone.
    RuleByDefault(usize),
}

/// One fault that a request can have.
#[derive(Debug, Clone)]
pub(crate) struct Fault {
    pub(crate) place: Vec<Step>,
    pub(crate) what: What,
    /// The rule id that it must be reported by, with [`super::spots::ANY_KEY`] for keys of maps.
    pub(crate) rule: String,
}

impl Fault {
    /// Whether a finding is of this fault.
    pub(crate) fn is(&self, finding: &Finding) -> bool {
        is_rule(&self.rule, &finding.rule)
    }
}

/// Whether a rule id is the one meant, whatever keys it names.
pub(crate) fn is_rule(meant: &str, id: &str) -> bool {
    if meant == id {
        return true;
    }
    let Some((before, after)) = meant.split_once(MARKED_KEY) else {
        return false;
    };
    let key = id
        .strip_prefix(before)
        .and_then(|rest| rest.strip_prefix('.'));
    let Some(key) = key else { return false };
    // A key may be any text: it may end anywhere.
    let ends = key.char_indices().map(|(n, _)| n).chain([key.len()]);
    ends.filter_map(|end| key.get(end..))
        .any(|rest| is_rule(after, rest))
}

/// [`super::spots::ANY_KEY`] as it stands in an id.
const MARKED_KEY: &str = ".*";

/// Most faults of one operation.
const MAX: usize = 4_000;

/// All faults that a request can have.
pub(crate) fn all(plan: &Plan, spots: &[Spot]) -> Vec<Fault> {
    let mut out: Vec<Fault> = spots.iter().flat_map(|spot| at(plan, spot)).collect();
    out.truncate(MAX);
    let mut add = |what, rule: &str| {
        out.push(Fault {
            place: Vec::new(),
            what,
            rule: rule.to_owned(),
        });
    };
    add(What::Unknown, "unknown");
    for (n, rule) in plan.rules.iter().enumerate() {
        match &rule.check {
            RuleCheck::ServerSide(_) => {}
            RuleCheck::RequiredIf(_) => {
                add(What::Rule(n), &rule.id);
                add(What::RuleByDefault(n), &rule.id);
            }
            _ => add(What::Rule(n), &rule.id),
        }
    }
    out
}

/// All faults at one place.
pub(crate) fn at(plan: &Plan, spot: &Spot) -> Vec<Fault> {
    let mut out = Vec::new();
    let mut add = |what, rule: String| {
        out.push(Fault {
            place: spot.place.clone(),
            what,
            rule,
        });
    };
    let node = plan.node(spot.node);
    let of_kind = |kind: &str| format!("{}.{kind}", spot.path);
    if matches!(spot.need, Some(Need::Yes | Need::Advisory)) {
        add(What::Required, of_kind("required"));
    }
    // Where the empty text breaks a constraint besides, `empty` is never alone.
    let may_be_empty = match node.kind {
        Kind::Scalar(kind) => {
            is_text(kind) && node.asked.iter().all(|asked| holds(asked, kind, ""))
        }
        _ => false,
    };
    if spot.need == Some(Need::Yes) && may_be_empty {
        add(What::Empty, of_kind("empty"));
    }
    if may_be_twice(plan, spot) {
        add(What::Twice, of_kind("type"));
    }
    let ill = match node.kind {
        Kind::Scalar(_) => !is_text(kind_of(plan, spot.node)),
        Kind::Opaque => false,
        _ => spot.carrier == Carrier::Json,
    };
    if ill {
        add(What::Type, of_kind("type"));
    }
    for (n, asked) in node.asked.iter().enumerate() {
        add(What::Constraint(n), asked.id.clone());
    }
    out
}

/// One pair can be given twice, and so can a member of JSON text, but an element cannot.
pub(crate) fn may_be_twice(plan: &Plan, spot: &Spot) -> bool {
    let scalar = matches!(plan.node(spot.node).kind, Kind::Scalar(_) | Kind::Opaque);
    spot.in_one_pair
        || scalar
            && match spot.carrier {
                Carrier::Pairs => true,
                Carrier::Json => spot.need.is_some(),
                Carrier::Joined => false,
            }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A key may be any text, also one with dots in it; all else of an id counts.
    #[test]
    fn ids_below_a_map_are_known_by_their_ends() {
        assert!(is_rule("A.type", "A.type") && !is_rule("A.type", "A.b.type"));
        assert!(is_rule("A.*.type", "A.k.type") && is_rule("A.*.type", "A.x.1.y.type"));
        assert!(is_rule("A.*.B.*.type", "A.k.B.l.type"));
        assert!(is_rule("A.*.*.type", "A.k.l.type") && !is_rule("A.*.*.type", "A.k.type"));
        assert!(is_rule("A.*.*.type", "A.k.x.1.y.type"));
        assert!(!is_rule("A.*.type", "A.type") && !is_rule("A.*.type", "A.k.required"));
    }
}
