//! A third opinion from outside: what JSON Schema can say of a request, the third-party validator must say as the
//! reference interpreter does.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::type_complexity
)] // a test: a fault is meant to end it

mod common;

use std::collections::BTreeSet;

use acs_conformance::Strategies;
use acs_judge::{Judge, Options, Request};
use acs_spec::operation::ParamStyle;
use acs_spec::{Operation, Schema, Tier, Type};
use proptest::strategy::ValueTree;
use serde_json::{Map, Value, json};

/// Pairs of valid names as a JSON request: the reverse of what the interpreter does. `None` where JSON would write the
/// same request otherwise, such as a number in an unusual spelling.
fn request(operation: &Operation, pairs: &[(String, String)]) -> Option<Value> {
    let mut out = Map::new();
    for parameter in &operation.parameters {
        let below: Vec<(&str, &str)> = pairs
            .iter()
            .filter_map(|(name, value)| Some((name.strip_prefix(&parameter.name)?, value.as_str())))
            .filter(|(rest, _)| rest.is_empty() || rest.starts_with('.'))
            .collect();
        if !below.is_empty() {
            assert!(
                parameter
                    .style
                    .is_none_or(|style| style == ParamStyle::RepeatList),
                "the test knows no other style"
            );
            out.insert(parameter.name.clone(), value(&parameter.schema, &below)?);
        }
    }
    Some(Value::Object(out))
}

fn value(schema: &Schema, below: &[(&str, &str)]) -> Option<Value> {
    let inner = |step: &str| -> Vec<(&str, &str)> {
        below
            .iter()
            .filter_map(|(rest, value)| Some((rest.strip_prefix('.')?.strip_prefix(step)?, *value)))
            .filter(|(rest, _)| rest.is_empty() || rest.starts_with('.'))
            .collect()
    };
    match schema.r#type {
        Type::Array => {
            let items = schema.items.as_ref()?;
            // Holes are closed up.
            let numbers: BTreeSet<u64> = below
                .iter()
                .filter_map(|(rest, _)| rest.strip_prefix('.')?.split('.').next()?.parse().ok())
                .collect();
            let list: Option<Vec<Value>> = numbers
                .iter()
                .map(|n| value(items, &inner(&n.to_string())))
                .collect();
            list.map(Value::Array)
        }
        Type::Object => {
            let mut out = Map::new();
            for field in &schema.fields {
                let below = inner(&field.name);
                if !below.is_empty() {
                    out.insert(field.name.clone(), value(&field.schema, &below)?);
                }
            }
            Some(Value::Object(out))
        }
        kind => {
            let [("", text)] = below else { return None };
            match kind {
                Type::Int32 | Type::Int64 => {
                    let number: i64 = text.parse().ok()?;
                    (number.to_string() == *text).then(|| json!(number))
                }
                Type::Boolean => Some(json!(text.eq_ignore_ascii_case("true"))),
                _ => Some(json!(text)),
            }
        }
    }
}

/// Two Unicode tables differ on some letters: where a class of characters is asked for, a character outside these says
/// nothing about either opinion.
fn same_in_every_table(operation: &Operation, pairs: &[(String, String)]) -> bool {
    let asks = |name: &str| {
        let parameter = operation
            .parameters
            .iter()
            .find(|parameter| parameter.name == name);
        parameter.is_some_and(|parameter| {
            let kinds = parameter
                .schema
                .constraints
                .iter()
                .map(|constraint| constraint.check.kind());
            kinds
                .into_iter()
                .any(|kind| matches!(kind, "first_char" | "last_char" | "charset"))
        })
    };
    let known = |c: char| c.is_ascii() || matches!(c, '\u{4e00}'..='\u{9fa5}' | 'À'..='ö');
    pairs
        .iter()
        .all(|(name, value)| !asks(name) || value.chars().next().is_none_or(known))
}

#[test]
fn json_schema_agrees_where_it_can_speak() {
    let (operation, service) = common::first();
    let exported = acsgen_core::export::json_schema(&operation);
    let schema: Value = serde_json::from_str(&acs_spec::write::compact(&exported.schema)).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let judge = Judge::new(&operation, Some(&service)).unwrap();
    let strategies = Strategies::new(&operation, Some(&service));
    let (mut accepted, mut refused) = (0, 0);
    for sort in [strategies.valid(), strategies.single()] {
        for seed in 0..6_000 {
            let Some(case) = sort.of_seed(seed).map(|tree| tree.current()) else {
                continue;
            };
            if !same_in_every_table(&operation, &case.pairs) {
                continue;
            }
            let pairs = case
                .pairs
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()));
            let verdict = judge.judge(&Request::from_pairs(pairs), &Options::default());
            // Ill-typed, unknown and repeated pairs have no JSON of the schema's shape.
            if verdict
                .violations
                .iter()
                .any(|v| matches!(v.kind, "type" | "unknown"))
            {
                continue;
            }
            let inexpressible =
                |v: &acs_judge::Violation| exported.inexpressible.iter().any(|id| *id == *v.rule);
            if verdict.violations.iter().any(inexpressible) {
                continue;
            }
            let Some(json) = request(&operation, &case.pairs) else {
                continue;
            };
            let refuses = verdict
                .violations
                .iter()
                .any(|v| v.tier == Tier::Documented);
            assert_eq!(!validator.is_valid(&json), refuses, "{json}\n{verdict}");
            if refuses {
                refused += 1;
            } else {
                accepted += 1;
            }
        }
    }
    println!("{accepted} accepted, {refused} refused by both");
    assert!(
        accepted > 1_000 && refused > 500,
        "{accepted} accepted, {refused} refused"
    );
}
