//! A ledger as JSON, for other programs: which obligations there are, and what must come of each.

use acs_spec::Json;
use acs_spec::shape::object;

use super::{Breach, Ledger, NotTried, Obligation};
use crate::compare::as_json;

/// The `format` of a ledger's JSON. Keys are only ever added under one number.
pub const FORMAT: &str = "acs-ledger/1";

impl Ledger {
    /// For machines, in the format `acs-ledger/1`. Sensitive values stand in the requests: they are
    /// made up.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let list = |all: &[NotTried]| {
            let one = |one: &NotTried| {
                object(vec![
                    ("id", Json::text(&one.id)),
                    ("why", Json::text(&one.why)),
                ])
            };
            Json::Array(all.iter().map(one).collect())
        };
        object(vec![
            ("format", Json::text(FORMAT)),
            ("operation", Json::text(self.operation())),
            (
                "obligations",
                Json::Array(self.obligations().iter().map(Obligation::to_json).collect()),
            ),
            ("gaps", list(self.gaps())),
            ("leftOut", list(self.left_out())),
        ])
    }
}

impl Obligation {
    /// For machines: one element of a ledger's `obligations`.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let source = |source: &super::Source| {
            object(vec![
                ("source", Json::text(&source.source)),
                ("row", Json::text(&source.row)),
            ])
        };
        object(vec![
            ("id", Json::text(&self.id)),
            ("parameter", Json::text(&self.parameter)),
            ("rule", Json::text(&self.rule)),
            ("kind", Json::text(self.kind)),
            ("aspect", Json::text(self.aspect.word())),
            (
                "expected",
                Json::Array(self.expected.iter().map(breach).collect()),
            ),
            ("tier", Json::text(self.tier.word())),
            ("file", Json::text(&self.place.file)),
            ("pointer", Json::text(&self.place.pointer)),
            (
                "evidence",
                Json::Array(self.evidence.iter().map(source).collect()),
            ),
            ("request", as_json(&self.least().pairs)),
        ])
    }
}

fn breach(breach: &Breach) -> Json {
    let (status, code) = match &breach.wire {
        Some(wire) => (
            Json::Number(wire.status.to_string()),
            Json::text(&wire.code),
        ),
        None => (Json::Null, Json::Null),
    };
    object(vec![
        ("rule", Json::text(&breach.rule)),
        ("tier", Json::text(breach.tier.word())),
        ("status", status),
        ("code", code),
    ])
}
