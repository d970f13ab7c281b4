//! Nothing that an `api-docs.json` says is lost: a walk of its own (`api_docs/walk.rs`) goes over every keyword of the
//! real files and of changed ones, and finds each in what was imported.

// Test code: a panic here is a failed test.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "api_docs/walk.rs"]
mod walk;

use std::path::PathBuf;
use std::time::Instant;

use acs_import::api_docs::Imported;
use acs_spec::{Operation, Severity, Stated, load};
use serde_json::Value;
use walk::{Walk, imported, well_formed};

fn shared(file: &str) -> Option<String> {
    let mut folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    loop {
        let candidate = folder.join("../shared/api-docs").join(file);
        if candidate.is_file() {
            return std::fs::read_to_string(candidate).ok();
        }
        if !folder.pop() {
            println!("skipped: no ../shared");
            return None;
        }
    }
}

/// Every keyword occurrence in the file, counted without regard to what was imported: the members of all objects that
/// hold keywords (and not names of parameters, fields or the like).
fn occurrences(source: &Value) -> usize {
    fn schema(node: &Value) -> usize {
        let Some(members) = node.as_object() else {
            return 1;
        };
        let of_list = members.get("type").is_some_and(|word| word == "array");
        let parts = members
            .iter()
            .map(|(keyword, node)| match (keyword.as_str(), node) {
                // A list's `properties` are kept as they stand.
                ("properties", Value::Object(fields)) if !fields.is_empty() && !of_list => {
                    fields.values().map(schema).sum::<usize>()
                }
                ("items" | "additionalProperties", Value::Object(_)) => schema(node),
                _ => 0,
            });
        members.len() + parts.sum::<usize>()
    }
    let rows = |node: &Value| {
        node.as_array().map_or(0, |rows| {
            rows.iter()
                .map(|row| row.as_object().map_or(0, |row| row.len()))
                .sum()
        })
    };
    let values = |node: &Value| {
        node.as_object()
            .map(|members| members.values().cloned().collect::<Vec<_>>())
            .unwrap_or_default()
    };
    let mut sum = source.as_object().map_or(0, |file| file.len());
    sum += source["info"].as_object().map_or(0, |info| info.len());
    sum += rows(&source["endpoints"]);
    sum += source["components"]
        .as_object()
        .map_or(0, |components| components.len());
    sum += values(&source["components"]["schemas"])
        .iter()
        .map(schema)
        .sum::<usize>();
    for api in values(&source["apis"]) {
        sum += api.as_object().map_or(0, |api| api.len());
        let mut names = Vec::new();
        for parameter in api["parameters"].as_array().cloned().unwrap_or_default() {
            if names.contains(&parameter["name"]) {
                continue;
            }
            names.push(parameter["name"].clone());
            sum += parameter.as_object().map_or(0, |parameter| parameter.len());
            sum += parameter.get("schema").map_or(0, schema);
        }
        for response in values(&api["responses"]) {
            sum += response.as_object().map_or(0, |response| response.len());
            sum += response.get("schema").map_or(0, schema);
            sum += values(&response["headers"])
                .iter()
                .map(schema)
                .sum::<usize>();
        }
        for (status, node) in api["errorCodes"].as_object().into_iter().flatten() {
            assert!(status.parse::<u16>().is_ok());
            sum += rows(node);
        }
    }
    sum
}

fn prove(file: &str, operations: usize) {
    let Some(text) = shared(file) else { return };
    let source: Value = serde_json::from_str(&text).unwrap();
    let imported = imported(file, &text);
    assert_eq!(imported.operations.len(), operations);
    assert_eq!(source["apis"].as_object().unwrap().len(), operations);
    let walk = Walk::file(&source, &imported);
    assert!(
        walk.lost.is_empty(),
        "{} lost: {:#?}",
        walk.lost.len(),
        walk.lost
    );
    // Entries such as `(number)` are the walk's own questions, not keywords.
    let keywords: usize = walk
        .found
        .iter()
        .filter(|((_, name), _)| !name.starts_with('('))
        .map(|(_, n)| n)
        .sum();
    assert_eq!(keywords, occurrences(&source), "{file}");
    println!(
        "{file}: {operations} operations, {keywords} keywords, {} remarks",
        imported.remarks.len()
    );

    let count = |pick: fn(&Operation) -> usize| imported.operations.iter().map(pick).sum::<usize>();
    let total = |pick: fn(&Value) -> usize| {
        source["apis"]
            .as_object()
            .unwrap()
            .values()
            .map(pick)
            .sum::<usize>()
    };
    let kept = |operation: &Operation| {
        operation
            .vendor
            .get("parameters")
            .map_or(0, |json| walk::value(json).as_array().map_or(0, Vec::len))
    };
    assert_eq!(
        count(|operation| operation.parameters.len())
            + imported.operations.iter().map(kept).sum::<usize>(),
        total(|api| api["parameters"].as_array().map_or(0, Vec::len)),
    );
    assert_eq!(
        count(|operation| operation.errors.len()),
        total(|api| api["errorCodes"]
            .as_object()
            .into_iter()
            .flat_map(|table| table.values())
            .map(|rows| rows.as_array().unwrap().len())
            .sum()),
    );
    assert_eq!(
        count(|operation| operation.responses.get().map_or(0, Vec::len)),
        total(|api| api["responses"]
            .as_object()
            .map_or(0, |answers| answers.len())),
    );
    for operation in &imported.operations {
        well_formed(operation);
    }
    let refused: Vec<String> = acs_spec::lint::service(&imported.service)
        .iter()
        .filter(|found| found.severity == Severity::Error && found.code != "ACS0111")
        .map(ToString::to_string)
        .collect();
    assert!(refused.is_empty(), "{refused:#?}");
    let back = load::service("service.json", &load::to_text(&imported.service)).unwrap();
    assert_eq!(back, imported.service);
}

#[test]
fn r_kvstore_2024_is_complete() {
    prove("r-kvstore.2015-01-01.2024-07.json", 120);
}

#[test]
fn vpc_2024_is_complete() {
    prove("vpc.2016-04-28.2024-07.json", 381);
}

#[test]
fn cs_2024_is_complete() {
    prove("cs.2015-12-15.2024-07.json", 117);
}

#[test]
fn a_file_that_is_silent_on_answers_says_nothing_of_them() {
    let file = "r-kvstore.2015-01-01.2025-12.json";
    prove(file, 146);
    let Some(text) = shared(file) else { return };
    for operation in imported(file, &text).operations {
        assert_eq!(operation.responses, Stated::Unstated);
        assert_eq!(operation.access, Stated::Unstated);
        assert!(operation.errors.is_empty() && operation.prose.is_empty());
    }
}

#[test]
fn the_same_text_gives_the_same_import() {
    let file = "r-kvstore.2015-01-01.2024-07.json";
    let Some(text) = shared(file) else { return };
    let start = Instant::now();
    let first = imported(file, &text);
    let took = start.elapsed();
    println!("{took:?} for 120 operations");
    assert_eq!(first, imported(file, &text));
    // Nor does it matter how the file is laid out.
    let source: Value = serde_json::from_str(&text).unwrap();
    let pretty = serde_json::to_string_pretty(&source).unwrap();
    let name = "CreateInstance";
    let find = |imported: &Imported| {
        imported
            .operations
            .iter()
            .find(|operation| operation.name == name)
            .cloned()
            .unwrap()
    };
    assert_eq!(find(&first).sources, find(&imported(file, &pretty)).sources);
}
