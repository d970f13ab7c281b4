//! Requests made to hurt: they cost time and memory in proportion to their size, and nothing more.

#[cfg(test)]
mod support;

use std::time::Instant;

use acs_judge::{Options, Request};
use support::*;

fn tags() -> acs_spec::Operation {
    let items = constraint("Tag.items", r#"{"kind": "items", "max": 5}"#);
    let schema = format!(
        r#"{{"type": "array", "constraints": [{items}], "items": {{"type": "object", "fields": [
            {{"name": "Key", "required": true, "schema": {{"type": "string"}}}},
            {{"name": "Value", "required": false, "schema": {{"type": "string"}}}}]}}}}"#
    );
    let pattern = constraint(
        "Name.pattern",
        r#"{"kind": "pattern", "pattern": "(a*)*b", "dialect": "portable"}"#,
    );
    let name = format!(r#"{{"type": "string", "constraints": [{pattern}]}}"#);
    operation(
        &[
            parameter("Tag", &schema, ""),
            parameter(
                "Json",
                &schema.replace("Tag.", "Json."),
                r#", "style": "json""#,
            ),
            parameter("Name", &name, ""),
        ]
        .join(","),
        "",
    )
}

/// Judges, and says how long it took: with a method worse than linear nobody would wait for the end.
fn judged(pairs: impl IntoIterator<Item = (String, String)>) -> acs_judge::Verdict {
    let (judge, request) = (judge(&tags()), Request::from_pairs(pairs));
    let start = Instant::now();
    let verdict = judge.judge(&request, &Options::default());
    println!("{:?}", start.elapsed());
    verdict
}

#[test]
fn a_million_pairs() {
    let count = 1_000_000;
    let verdict = judged(
        (1..=count)
            .rev()
            .map(|n| (format!("Tag.{n}.Key"), "k".to_owned())),
    );
    assert_eq!(lines(&verdict), ["Tag Tag.items"]);
    assert_eq!(
        verdict.violations[0].found.as_deref(),
        Some("1000000 elements")
    );
    let verdict = judged((0..count).map(|n| (format!("Lamp.{n}"), String::new())));
    assert_eq!(verdict.violations.len(), count);
    let verdict = judged((0..count).map(|n| ("Name".to_owned(), n.to_string())));
    assert_eq!(lines(&verdict), ["Name Name.type"]);
}

#[test]
fn positions_are_not_counted_up() {
    let pairs = ["Tag.2147483647.Key", "Tag.2147483646.Key", "Tag.1.Value"];
    let verdict = judged(pairs.map(|name| (name.to_owned(), "x".to_owned())));
    assert_eq!(lines(&verdict), ["Tag[1].Key Tag.Key.required"]);
}

#[test]
fn names_and_values_without_end() {
    let long = "Tag".to_owned() + &".1".repeat(2_000_000);
    assert_eq!(
        judged([(long.clone(), String::new())]).violations[0].path,
        long
    );
    let dots = ".".repeat(4_000_000);
    assert_eq!(judged([(dots, String::new())]).violations.len(), 1);
    // A pattern that others take exponential time for.
    let verdict = judged([("Name".to_owned(), "a".repeat(100_000))]);
    assert_eq!(lines(&verdict), ["Name Name.pattern"]);
    let wide = format!("[{}]", vec![r#"{"Key":"k"}"#; 200_000].join(","));
    assert_eq!(
        lines(&judged([("Json".to_owned(), wide)])),
        ["Json Json.items"]
    );
    let members: Vec<String> = (0..200_000).map(|n| format!(r#""K{n}":1"#)).collect();
    let verdict = judged([("Json".to_owned(), format!("[{{{}}}]", members.join(",")))]);
    assert_eq!(verdict.violations.len(), 200_000);
}
