//! Obligations: all that must be tried of an operation, computed from its spec alone, each with a request that tries it.
//!
//! An obligation says what must come of it by the definition of its constraint. That the suite's own checks and its own
//! working-out of the whole request say the same is required of every case before it leaves here, so that a negative
//! breaks one rule, a positive none. Must not ask the reference interpreter or an emitted validator anything.

mod across;
mod build;
mod check;
mod diagonal;
mod expected;
mod fraction;
mod inevitable;
mod json;
mod make;
mod places;
mod rows;
mod sample;
mod structure;
pub(crate) mod target;
mod text;

use std::fmt;
use std::sync::Arc;

use acs_spec::{Operation, Service, Tier};

use crate::compare::{Finding, Findings, WireCode};
use crate::plan::Plan;
use crate::strategy::Case;
use crate::strategy::faults::is_rule;
pub use check::{Broken, Checked};
pub use diagonal::{DIAGONAL_FORMAT, Diagonal};
pub use json::FORMAT;
use make::Probe;

/// What an obligation is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// A value that must be accepted.
    Accept,
    /// A value that must be refused.
    Reject,
    /// A value at or next to a bound: accepted or refused.
    Boundary,
    /// A row of the truth table of a rule across parameters.
    Row,
    /// The status and code that the service answers.
    WireError,
}

impl Aspect {
    /// `accept`, `reject`, `boundary`, `row`, `wire error`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Aspect::Accept => "accept",
            Aspect::Reject => "reject",
            Aspect::Boundary => "boundary",
            Aspect::Row => "row",
            Aspect::WireError => "wire error",
        }
    }
}

/// One violation that must be reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    /// The rule's public id; a map's key, which a case chooses, stands as `*`.
    pub rule: String,
    /// How firmly it holds there.
    pub tier: Tier,
    /// What the service answers, where the spec names it.
    pub wire: Option<WireCode>,
}

impl Breach {
    fn of(finding: &Finding) -> Breach {
        Breach {
            rule: finding.rule.clone(),
            tier: finding.tier,
            wire: finding.wire.clone(),
        }
    }

    fn is(&self, finding: &Finding) -> bool {
        is_rule(&self.rule, &finding.rule) && self.tier == finding.tier && self.wire == finding.wire
    }
}

/// Where a spec says something.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SpecPlace {
    /// File name: the operation's, or `service.json`.
    pub file: String,
    /// JSON pointer in it.
    pub pointer: String,
}

/// A piece of evidence for a constraint or rule: the source's id and its row there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The source's id.
    pub source: String,
    /// Its row.
    pub row: String,
}

/// One thing that must be tried, and what must come of it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Obligation {
    /// Stable, and unique in its ledger: `InstanceName.length.max+1`.
    pub id: String,
    /// The parameter, as in `Tag.Key`; of a rule across parameters the one it is reported at; of unknown names empty.
    pub parameter: String,
    /// The constraint or rule that it is about, by its public id; of structural kinds `Period.type` and the like, and `….any`
    /// where nothing is asked of a value.
    pub rule: String,
    /// The kind of it.
    pub kind: &'static str,
    /// What is tried of it.
    pub aspect: Aspect,
    /// All that must be reported besides [`Ledger::inherent`]: nothing, or one violation. Several only where the spec itself makes it impossible to
    /// break (or to keep) this rule alone.
    pub expected: Vec<Breach>,
    /// How firmly the constraint or rule holds.
    pub tier: Tier,
    /// Where the spec says so.
    pub place: SpecPlace,
    /// Who says so.
    pub evidence: Vec<Source>,
    probe: Probe,
    least: Case,
}

impl Obligation {
    /// Whether such a request breaks nothing that could be avoided.
    #[must_use]
    pub fn accepts(&self) -> bool {
        self.expected.is_empty()
    }

    /// Whether the spec makes it impossible that the request has just the one fault, or none.
    #[must_use]
    pub fn is_masked(&self) -> bool {
        let own = self.expected.iter().any(|breach| breach.rule == self.rule);
        self.expected.len() > 1 || self.expected.len() == 1 && !own
    }

    /// The least request that tries it.
    #[must_use]
    pub fn least(&self) -> &Case {
        &self.least
    }
}

/// `InstanceName.length.max+1 → reject, rule InstanceName.length (documented), 400 InvalidInstanceName.Malformed`.
impl fmt::Display for Obligation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} → ", self.id)?;
        if self.accepts() {
            return f.write_str("accept");
        }
        for (n, breach) in self.expected.iter().enumerate() {
            let lead = if n == 0 { "reject, rule" } else { " and" };
            write!(f, "{lead} {} ({})", breach.rule, breach.tier)?;
            if let Some(wire) = &breach.wire {
                write!(f, ", {wire}")?;
            }
        }
        Ok(())
    }
}

/// Something that ought to be tried and is not, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotTried {
    /// The id that the obligation would have.
    pub id: String,
    /// Why.
    pub why: String,
}

/// All obligations of one operation.
///
/// ```
/// use acs_conformance::ledger::Ledger;
///
/// let operation = acs_spec::load::operation("LightLamp.json", r#"{
///     "format": "acs-operation/1", "name": "LightLamp",
///     "product": "unstated", "version": "unstated", "style": "unstated", "schemes": "unstated",
///     "methods": "unstated", "path": "unstated", "access": "unstated", "responses": "unstated",
///     "parameters": [{
///         "name": "Brightness", "location": "unstated", "required": true,
///         "schema": {"type": "int32", "constraints": [{
///             "id": "Brightness.int_range", "tier": "documented",
///             "check": {"kind": "int_range", "min": 1, "max": 9}
///         }]}
///     }]
/// }"#).unwrap();
/// let ledger = Ledger::of(&operation, None);
/// assert!(ledger.gaps().is_empty());
/// let beyond = ledger.obligations().iter().find(|o| o.id == "Brightness.int_range.max+1").unwrap();
/// assert_eq!(beyond.to_string(), "Brightness.int_range.max+1 → reject, rule Brightness.int_range (documented)");
/// assert_eq!(beyond.least().pairs, [("Brightness".to_owned(), "10".to_owned())]);
/// ```
#[derive(Debug, Clone)]
pub struct Ledger {
    operation: Arc<str>,
    plan: Arc<Plan>,
    obligations: Vec<Obligation>,
    gaps: Vec<NotTried>,
    left_out: Vec<NotTried>,
}

impl Ledger {
    /// Of this operation. The service supplies shared schemas and common errors.
    #[must_use]
    pub fn of(operation: &Operation, service: Option<&Service>) -> Ledger {
        build::ledger(operation, service)
    }

    /// The operation's name.
    #[must_use]
    pub fn operation(&self) -> &str {
        &self.operation
    }

    /// In the order of the spec; ids are unique.
    #[must_use]
    pub fn obligations(&self) -> &[Obligation] {
        &self.obligations
    }

    /// Obligations for which no request was found: a weakness of the spec, or of this suite. A run with one fails.
    #[must_use]
    pub fn gaps(&self) -> &[NotTried] {
        &self.gaps
    }

    /// What every request breaks, whatever is in it, and every subject must report: nothing, unless the spec contradicts
    /// itself.
    #[must_use]
    pub fn inherent(&self) -> &Findings {
        &self.plan.inherent
    }

    /// What is not tried on purpose: because other rules make it impossible and it is tried elsewhere, or because only
    /// the service can judge it.
    #[must_use]
    pub fn left_out(&self) -> &[NotTried] {
        &self.left_out
    }

    /// The request of an obligation: with seed 0 the least, with others surroundings at random. `None` where that seed
    /// leads to none, which seed 0 does not.
    #[must_use]
    pub fn case(&self, obligation: &Obligation, seed: u64) -> Option<Case> {
        match seed {
            0 => Some(obligation.least.clone()),
            _ => build::case(&self.operation, &self.plan, obligation, seed),
        }
    }
}
