//! Importing in tests, and what holds of every imported operation.

use acs_import::api_docs::{Imported, Options, import};
use acs_spec::{Operation, Severity, load};
use serde_json::Value;

/// Imports a file that is in order.
pub fn imported(file: &str, text: &str) -> Imported {
    import(file, text, &Options::default()).unwrap_or_else(|faults| {
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        panic!("{}", faults.join("\n"))
    })
}

/// What holds of every imported operation, whatever its file says.
pub fn well_formed(operation: &Operation) {
    let text = load::to_text(operation);
    assert_eq!(&load::operation("x.json", &text).unwrap(), operation);
    let source: Value = serde_json::from_str(&text).unwrap();
    let mut ids = Vec::new();
    collect_ids(&source, &mut ids);
    let all = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), all, "{}: an id twice", operation.name);
    let mut names: Vec<&str> = operation
        .parameters
        .iter()
        .map(|parameter| parameter.name.as_str())
        .collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all, "{}: a parameter twice", operation.name);
    // What the lints refuse would have to be mended by hand. Prose is there for a reader to use, and to be left out; a
    // schema that leads to itself is the file's own fault.
    let refused: Vec<String> = acs_spec::lint::operation(operation, None)
        .iter()
        .filter(|found| found.severity == Severity::Error)
        .filter(|found| !matches!(found.code, "ACS0107" | "ACS0111"))
        .map(ToString::to_string)
        .collect();
    assert!(refused.is_empty(), "{}: {refused:#?}", operation.name);
    let rows = &operation.sources[0].rows;
    assert!(rows.contains_key("operation") && rows.values().all(|row| row.len() == 64));
}

fn collect_ids(node: &Value, ids: &mut Vec<String>) {
    match node {
        Value::Object(members) => {
            if let (Some(Value::String(id)), Some(evidence)) =
                (members.get("id"), members.get("evidence"))
            {
                ids.push(id.clone());
                assert!(!evidence.as_array().unwrap().is_empty());
            }
            members
                .iter()
                .filter(|(name, _)| *name != "vendor")
                .for_each(|(_, node)| collect_ids(node, ids));
        }
        Value::Array(items) => items.iter().for_each(|item| collect_ids(item, ids)),
        _ => {}
    }
}
