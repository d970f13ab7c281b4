//! How a row of an error table is reached, as far as the spec tells.

use std::fmt;

use acs_spec::constraint::{RuleCheck, WireError};
use acs_spec::operation::ErrorRow;
use acs_spec::{Check, Operation, walk};

/// What brings a row about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// A request that breaks one of these rules, each of which the validator checks.
    Request(Vec<String>),
    /// A rule that only the service can check, against what it knows.
    State(Vec<String>),
    /// Nothing in the spec says what brings it about.
    Injection,
}

impl Reach {
    /// In words.
    pub fn label(&self) -> &'static str {
        match self {
            Reach::Request(_) => "by request",
            Reach::State(_) => "needs state",
            Reach::Injection => "by injection",
        }
    }
}

impl fmt::Display for Reach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())?;
        match self {
            Reach::Request(rules) | Reach::State(rules) => write!(f, " ({})", rules.join(", ")),
            Reach::Injection => Ok(()),
        }
    }
}

/// How this row is reached: by the rules whose stated error it is. An inferred error says nothing about a row.
pub fn reach(operation: &Operation, row: &ErrorRow) -> Reach {
    let answers = |error: &Option<WireError>| {
        error.as_ref().is_some_and(|error| {
            !error.inferred && (error.status, &error.code) == (row.status, &row.code)
        })
    };
    let (mut judged, mut served) = (Vec::new(), Vec::new());
    walk::schemas(operation, &mut |visit| {
        for constraint in &visit.schema.constraints {
            if answers(&constraint.wire_error) {
                match constraint.check {
                    Check::ServerSide(_) => served.push(constraint.id.clone()),
                    _ => judged.push(constraint.id.clone()),
                }
            }
        }
    });
    for rule in operation
        .rules
        .iter()
        .filter(|rule| answers(&rule.wire_error))
    {
        match rule.check {
            RuleCheck::ServerSide(_) => served.push(rule.id.clone()),
            _ => judged.push(rule.id.clone()),
        }
    }
    if !judged.is_empty() {
        Reach::Request(judged)
    } else if !served.is_empty() {
        Reach::State(served)
    } else {
        Reach::Injection
    }
}
