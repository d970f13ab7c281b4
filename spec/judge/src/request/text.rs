//! A request in a text: which form it has, and what is wrong with it.

use acs_spec::json::{self, MAX_BYTES, Node, Value};
use acs_spec::{Diagnostic, codes, diag::line_column};

use super::{Request, pairs, query};
use crate::plan::Plan;

/// Most faults of one text that are reported.
const MAX_FAULTS: usize = 20;

const PAIR: &str = "write a pair as `[\"RegionId\", \"x\"]` or `{\"name\": \"RegionId\", \"value\": \"x\"}`, with a scalar as value";

pub(super) fn read(plan: &Plan, file: &str, text: &str) -> Result<Request, Vec<Diagnostic>> {
    if text.len() > MAX_BYTES {
        let message = format!(
            "the request has {} bytes, more than the limit of {MAX_BYTES}",
            text.len()
        );
        let diagnostic =
            Diagnostic::new(&codes::BAD_REQUEST_FILE, message, "pass a smaller request");
        return Err(vec![diagnostic.in_file(file, 0, 0)]);
    }
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if !start.starts_with(['{', '[']) {
        return query::read(file, text);
    }
    let tree = json::parse(text).map_err(|fault| {
        let (line, column) = line_column(text, fault.at);
        let help = "mend the JSON at that place; nothing after it was read";
        vec![Diagnostic::new(&codes::SYNTAX, fault.message, help).in_file(file, line, column)]
    })?;
    match &tree.value {
        Value::Array(items) => read_pairs(file, text, items),
        _ => pairs::from_json(plan, &tree.to_json()),
    }
}

fn read_pairs(file: &str, text: &str, items: &[Node]) -> Result<Request, Vec<Diagnostic>> {
    let mut out = Vec::with_capacity(items.len());
    let mut faults = Vec::new();
    for (n, item) in items.iter().enumerate() {
        match pair(item) {
            Ok(pair) => out.extend(pair),
            Err(message) => {
                let (line, column) = line_column(text, item.span.start);
                faults.push(
                    Diagnostic::new(&codes::BAD_REQUEST_FILE, message, PAIR)
                        .at(format!("/{n}"))
                        .in_file(file, line, column),
                );
                if faults.len() == MAX_FAULTS {
                    break;
                }
            }
        }
    }
    match faults.is_empty() {
        true => Ok(Request(out)),
        false => Err(faults),
    }
}

/// One pair; nothing where its value is `null`.
fn pair(item: &Node) -> Result<Option<(String, String)>, &'static str> {
    let (name, value) = match &item.value {
        Value::Array(two) => match two.as_slice() {
            [name, value] => (name, value),
            _ => return Err("a pair has a name and a value, and nothing else"),
        },
        Value::Object(two) => match (item.get("name"), item.get("value")) {
            (Some(name), Some(value)) if two.len() == 2 => (name, value),
            _ => return Err("a pair has the keys `name` and `value`, and no other"),
        },
        _ => return Err("a pair belongs here"),
    };
    let Value::String(name) = &name.value else {
        return Err("the name of a pair is no text");
    };
    let value = match &value.value {
        Value::String(text) | Value::Number(text) => text.clone(),
        Value::Bool(truth) => truth.to_string(),
        Value::Null => return Ok(None),
        Value::Array(_) | Value::Object(_) => {
            return Err("the value of a pair is a list or object, which nothing on the wire is");
        }
    };
    Ok(Some((name.clone(), value)))
}
