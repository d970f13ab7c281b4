//! Small specs for tests, of invented operations.

#![allow(dead_code, reason = "each test file uses a part of this")]

use acs_judge::{Judge, Options, Reading, Request, Verdict};
use acs_spec::{Operation, Service, Tier};

/// An operation with these parameters and further keys, in JSON.
pub fn operation(parameters: &str, more: &str) -> Operation {
    let text = format!(
        r#"{{"format": "acs-operation/1", "name": "LightLamp", "product": "unstated", "version": "unstated",
            "style": "unstated", "schemes": "unstated", "methods": "unstated", "path": "unstated",
            "access": "unstated", "responses": "unstated", "parameters": [{parameters}] {more}}}"#
    );
    acs_spec::load::operation("LightLamp.json", &text)
        .unwrap_or_else(|faults| panic!("{faults:#?}\n{text}"))
}

/// A service with these keys on top of the obligatory ones, in JSON.
pub fn service(more: &str) -> Service {
    let text = format!(
        r#"{{"format": "acs-service/1", "product": "Lamps", "version": "2020-01-01",
            "common": {{"style": "unstated", "schemes": "unstated", "methods": "unstated", "path": "unstated",
                "location": "unstated"}},
            "endpoints": {{}} {more}}}"#
    );
    acs_spec::load::service("service.json", &text)
        .unwrap_or_else(|faults| panic!("{faults:#?}\n{text}"))
}

/// A parameter with this schema, and further keys.
pub fn parameter(name: &str, schema: &str, more: &str) -> String {
    let required = if more.contains("\"required\":") {
        ""
    } else {
        r#""required": false,"#
    };
    let location = if more.contains("\"location\":") {
        ""
    } else {
        r#""location": "unstated","#
    };
    format!(r#"{{"name": "{name}", {required} {location} "schema": {schema} {more}}}"#)
}

/// A documented constraint with this id and check.
pub fn constraint(id: &str, check: &str) -> String {
    format!(r#"{{"id": "{id}", "tier": "documented", "check": {check}}}"#)
}

/// A documented rule with this id and check.
pub fn rule(id: &str, check: &str) -> String {
    format!(r#"{{"id": "{id}", "tier": "documented", "check": {check}}}"#)
}

/// An operation with one parameter `Lamp` of this type, with one constraint.
pub fn lamp(r#type: &str, check: &str) -> Operation {
    lamp_with(r#type, &constraint("Lamp.check", check))
}

/// An operation with one parameter `Lamp` of this type, with these constraints.
pub fn lamp_with(r#type: &str, constraints: &str) -> Operation {
    let schema = format!(r#"{{"type": "{type}", "constraints": [{constraints}]}}"#);
    operation(&parameter("Lamp", &schema, ""), "")
}

/// A judge of an operation that must be fit.
pub fn judge(operation: &Operation) -> Judge {
    Judge::new(operation, None).unwrap_or_else(|faults| panic!("{faults:#?}"))
}

/// The verdict on these pairs, by the effective reading.
pub fn verdict(operation: &Operation, pairs: &[(&str, &str)]) -> Verdict {
    judge(operation).judge(
        &Request::from_pairs(pairs.iter().copied()),
        &Options::default(),
    )
}

/// The violations of these pairs: `path rule`, with a `?` after those that are advisory.
pub fn broken(operation: &Operation, pairs: &[(&str, &str)]) -> Vec<String> {
    lines(&verdict(operation, pairs))
}

/// The violations of these pairs by a reading.
pub fn broken_by(reading: &str, operation: &Operation, pairs: &[(&str, &str)]) -> Vec<String> {
    let options = Options {
        reading: Reading::from_word(reading).unwrap(),
    };
    lines(&judge(operation).judge(&Request::from_pairs(pairs.iter().copied()), &options))
}

/// The request in a text, which must be readable.
pub fn read(operation: &Operation, text: &str) -> Request {
    Request::read(operation, "-", text).unwrap_or_else(|faults| panic!("{faults:#?}\n{text}"))
}

/// The violations of a request in a text, by the effective reading.
pub fn broken_text(operation: &Operation, text: &str) -> Vec<String> {
    lines(&judge(operation).judge(&read(operation, text), &Options::default()))
}

/// `path rule`, with a `?` after those that are advisory.
pub fn lines(verdict: &Verdict) -> Vec<String> {
    verdict
        .violations
        .iter()
        .map(|violation| {
            let mark = if violation.tier == Tier::Advisory {
                "?"
            } else {
                ""
            };
            format!("{} {}{mark}", violation.path, violation.rule)
        })
        .collect()
}
