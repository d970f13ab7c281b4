//! Speaks for a generated crate: reads requests as lines of JSON, writes what the crate says of each.
//! `{"operation": "X", "pairs": [["A", "1"]]}` gives `{"violations": [["A", "A.length", "documented", "400", "BadA"]], "again": [["A", "1"]]}`.

use std::io::{BufRead, Write};

use acs_runtime::{Pairs, Tier, Value};
use generated::OPERATIONS;

fn main() {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let answer = answer(line.unwrap().as_bytes());
        writeln!(out, "{answer}").unwrap();
        out.flush().unwrap();
    }
}

fn answer(line: &[u8]) -> Value {
    let question = Value::parse(line).unwrap();
    let name = question.get("operation").and_then(Value::as_str).unwrap();
    let entry = OPERATIONS.iter().find(|entry| entry.info.name == name).unwrap();
    if let Some(status) = question.get("status").and_then(Value::as_str) {
        let body = question.get("body").and_then(Value::as_str).unwrap();
        return error_answer(entry, status.parse().unwrap(), body.as_bytes());
    }
    let list = question.get("pairs").and_then(Value::as_list).unwrap();
    let text = |pair: &Value, n: usize| pair.as_list().unwrap()[n].as_str().unwrap().to_owned();
    let texts: Vec<(String, String)> = list.iter().map(|pair| (text(pair, 0), text(pair, 1))).collect();
    let pairs: Pairs = texts.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let violations = (entry.check)(&pairs);
    let violations = violations.iter().map(|violation| {
        // Whatever is said must be sayable.
        assert!(!violation.to_string().is_empty());
        let tier = match violation.tier() {
            Tier::Documented => "documented",
            Tier::Advisory => "advisory",
        };
        let mut said = [violation.path(), violation.rule_id(), tier].map(Value::from).to_vec();
        if let Some(error) = violation.wire_error() {
            said.extend([error.status.to_string().as_str(), error.code].map(Value::from));
        }
        Value::List(said)
    });
    let mut members = vec![("violations".to_owned(), Value::List(violations.collect()))];
    if let Some(again) = (entry.reencode)(&pairs) {
        let pair = |pair: acs_runtime::Pair<'_>| Value::List([pair.name(), pair.value()].map(Value::from).to_vec());
        members.push(("again".to_owned(), Value::List(again.iter().map(pair).collect())));
    }
    Value::Object(members.into_iter().collect())
}

/// `{"operation": "X", "status": "400", "body": "…"}` gives what the crate makes of an error.
fn error_answer(entry: &acs_runtime::OperationEntry, status: u16, body: &[u8]) -> Value {
    let error = acs_runtime::ServiceError::from_json(status, body).unwrap();
    let code = error.code().unwrap_or_default();
    // What the operation's own type makes of it, by name: a code that it does not list is its last variant.
    let (_, variant) = VARIANTS.iter().find(|(name, _)| *name == entry.info.name).unwrap();
    let typed = !variant(status, code).starts_with("Other(");
    let row = (entry.classify)(status, code);
    let members = [
        ("typed", typed.to_string()),
        ("status", error.status().to_string()),
        ("code", code.to_owned()),
        ("message", error.message().unwrap_or_default().to_owned()),
        ("documented", row.map_or("", |row| row.message).to_owned()),
        ("request_id", error.request_id().unwrap_or_default().to_owned()),
    ];
    Value::Object(members.into_iter().map(|(name, value)| (name.to_owned(), Value::from(value))).collect())
}

fn variant<O: acs_runtime::Operation>(status: u16, code: &str) -> String
where
    O::ErrorCode: std::fmt::Debug,
{
    format!("{:?}", O::classify(status, code))
}

/// Each operation, and how its type of error codes reads one.
const VARIANTS: &[(&str, fn(u16, &str) -> String)] = &[/* operations */];
