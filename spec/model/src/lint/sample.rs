//! A small sound operation for the lints' tests: each spoils one thing in it.

use crate::constraint::{Check, Constraint, Length, LengthUnit, Requires, Rule, RuleCheck, Tier};
use crate::operation::{ErrorRow, Field, Operation, Parameter, Schema, Type};
use crate::shape::Stated;
use crate::source::{Evidence, Source, SourceKind, Statement};

pub(super) fn evidence(source: &str) -> Vec<Evidence> {
    vec![Evidence {
        source: source.into(),
        row: "parameters/Lamp".into(),
        reading: None,
        stated: Statement::Rule,
    }]
}

pub(super) fn constraint(id: &str, check: Check) -> Constraint {
    Constraint {
        id: id.into(),
        tier: Tier::Documented,
        check,
        pieces: None,
        narrows: None,
        wire_error: None,
        evidence: evidence("page"),
    }
}

pub(super) fn rule(id: &str, check: RuleCheck) -> Rule {
    Rule {
        id: id.into(),
        tier: Tier::Documented,
        within: None,
        check,
        narrows: None,
        wire_error: None,
        evidence: evidence("page"),
    }
}

pub(super) fn length(min: Option<u64>, max: Option<u64>) -> Check {
    Check::Length(Length {
        min,
        max,
        unit: LengthUnit::Chars,
        allow_empty: false,
    })
}

pub(super) fn schema(r#type: Type) -> Schema {
    Schema {
        summary: Some("What it is.".into()),
        ..Schema::of(r#type)
    }
}

pub(super) fn field(name: &str, r#type: Type) -> Field {
    Field {
        name: name.into(),
        rust_name: None,
        required: Stated::Stated(false),
        required_by: Vec::new(),
        schema: schema(r#type),
    }
}

pub(super) fn parameter(name: &str, schema: Schema) -> Parameter {
    Parameter {
        name: name.into(),
        rust_name: None,
        location: Stated::Unstated,
        style: None,
        required: Stated::Stated(false),
        required_by: Vec::new(),
        allow_empty: None,
        schema,
    }
}

pub(super) fn error(status: u16, code: &str) -> ErrorRow {
    ErrorRow {
        status,
        code: code.into(),
        message: None,
        summary: None,
        cut: None,
        candidates: Vec::new(),
        prose: None,
        vendor: Default::default(),
    }
}

/// `Lamp` (a text, with a length), `Beams` (a list of objects `From`, `To`), `Count` (a whole number), and one rule.
pub(super) fn operation() -> Operation {
    let mut operation = Operation::named("LightHarbour");
    operation.summary = Some("Lights a harbour.".into());
    operation.sources = vec![Source {
        id: "page".into(),
        kind: SourceKind::Page,
        document: "LightHarbour".into(),
        url: None,
        date: Stated::Unstated,
        layout: None,
        rows: Default::default(),
    }];
    let mut lamp = schema(Type::String);
    lamp.constraints = vec![constraint("Lamp.length", length(Some(2), Some(8)))];
    let mut beam = schema(Type::Object);
    beam.fields = vec![field("From", Type::Int32), field("To", Type::Int32)];
    let mut beams = schema(Type::Array);
    beams.items = Some(Box::new(beam));
    operation.parameters = vec![
        parameter("Lamp", lamp),
        parameter("Beams", beams),
        parameter("Count", schema(Type::Int32)),
    ];
    operation.rules = vec![rule(
        "Lamp.requires",
        RuleCheck::Requires(Requires {
            param: "Lamp".into(),
            needs: "Count".into(),
        }),
    )];
    operation.errors = vec![error(400, "InvalidLamp")];
    operation
}

/// The operation with these checks on its text `Lamp`.
pub(super) fn on_lamp(checks: Vec<Check>) -> Operation {
    on(0, checks)
}

/// The operation with these checks on its whole number `Count`.
pub(super) fn on_count(checks: Vec<Check>) -> Operation {
    on(2, checks)
}

fn on(n: usize, checks: Vec<Check>) -> Operation {
    let mut operation = operation();
    operation.parameters[n].schema.constraints = checks
        .into_iter()
        .enumerate()
        .map(|(n, check)| constraint(&format!("c{n}"), check))
        .collect();
    operation
}

/// Code and place of every finding.
pub(super) fn faults(operation: &Operation) -> Vec<String> {
    short(super::operation(operation, None))
}

pub(super) fn short(found: Vec<crate::Diagnostic>) -> Vec<String> {
    found
        .into_iter()
        .map(|fault| {
            assert!(!fault.message.is_empty() && !fault.help.is_empty());
            format!("{} {}", fault.code, fault.pointer)
        })
        .collect()
}
