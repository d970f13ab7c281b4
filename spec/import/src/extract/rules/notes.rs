//! What is worth keeping though no request can be judged by it: units, rules of the service, other operations.

use crate::extract::finding::{Finding, Kind, TypeHint};
use crate::extract::phrase::phrases;
use crate::extract::reading::Reading;

phrases! {
    UNIT:
    "^ unit/units : <v>",
    "^ [the] unit is <v>",
    ", unit : <v>",
    "( unit : <v> )",
    ", in [the] [unit] [of] <v> $",
}

phrases! {
    SERVICE:
    "must belong to",
    "must be in the same",
    "must be deployed in the same",
    "must be the same as",
    "must reside in",
    "must be within",
    "must be unique",
    "must be globally unique",
    "must exist",
    "must already exist",
    "must be available",
    "must be created",
    "must be owned by",
    "is unique among/within/in",
    "must be in the ... state",
}

phrases! {
    OPERATION:
    "call/calling [the] <p> operation/api/interface",
    "call/calling [the] <p> [api] operation",
    "by calling [the] <p>",
    "call/invoke <p> to query",
    "response [parameters] of/to/from [the] <p> operation",
    "returned by [the] <p> operation",
    "[the] <p> operation",
}

/// `unit`.
pub fn unit(reading: &Reading<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for sentence in reading.statements() {
        let Some(found) = UNIT.iter().find_map(|p| p.find(&sentence, sentence.from)) else {
            continue;
        };
        let Some(caught) = found.value(0) else {
            continue;
        };
        // `The lamp, in brass.`: only of a number is that a unit.
        let loose = sentence.token(found.start + 1).is_some_and(|t| t.is("in"));
        if loose && !matches!(reading.hint, TypeHint::Integer | TypeHint::Float) {
            continue;
        }
        let prose = ["the", "a", "an", "this"]
            .iter()
            .any(|w| caught.text.eq_ignore_ascii_case(w));
        let closed = sentence.token(found.end).is_none_or(|t| t.is_sign());
        if closed && !prose {
            out.push(Finding::new(
                Kind::Unit(caught.text.clone()),
                sentence.source(),
            ));
        }
    }
    out
}

/// `server-side`: a rule that only the service can judge.
pub fn server_side(reading: &Reading<'_>) -> Vec<Finding> {
    reading
        .statements()
        .filter(|s| !s.is_example())
        .filter(|s| SERVICE.iter().any(|p| p.find(s, s.from).is_some()))
        .map(|s| Finding::new(Kind::ServerSide, s.source()))
        .collect()
}

/// `refers-to-operation`.
pub fn refers_to_operation(reading: &Reading<'_>) -> Vec<Finding> {
    let mut out: Vec<Finding> = Vec::new();
    for sentence in reading.sentences() {
        let mut from = sentence.from;
        while let Some(found) =
            (from..sentence.to).find_map(|at| OPERATION.iter().find_map(|p| p.at(&sentence, at)))
        {
            from = found.end.max(from + 1);
            if let Some(name) = found.value(0)
                && name.text.starts_with(|c: char| c.is_ascii_uppercase())
                && !name.text.contains(['.', '-'])
            {
                let kind = Kind::RefersToOperation(name.text.clone());
                if !out.iter().rev().take(16).any(|f| f.kind == kind) {
                    out.push(Finding::new(kind, sentence.source()));
                }
            }
        }
    }
    out
}
