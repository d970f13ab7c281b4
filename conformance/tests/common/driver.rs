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
        let pair = |pair: &acs_runtime::Pair| Value::List([pair.name(), pair.value()].map(Value::from).to_vec());
        members.push(("again".to_owned(), Value::List(again.iter().map(pair).collect())));
    }
    Value::Object(members.into_iter().collect())
}
