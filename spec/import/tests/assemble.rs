//! From a page to an operation: the structure against the page's facts, and what the prose states against a golden.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test: a fault is meant to end it

use std::path::{Path, PathBuf};

use acs_import::source::{Imported, Options, import};
use acs_spec::{Operation, Schema, Stated, Type, load};
use serde_json::Value;

fn shared() -> Option<PathBuf> {
    let found = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .map(|a| a.join("../shared"))
        .find(|p| p.is_dir());
    if found.is_none() {
        println!("skipped: no ../shared");
    }
    found
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages")
}

fn imported(page: &Path) -> Imported {
    let name = page.file_name().unwrap().to_string_lossy().into_owned();
    import(&name, &std::fs::read(page).unwrap(), &Options::default())
        .unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// The format's word for a page's type word, and for its elements: a table of the test's own.
fn types(word: &str) -> (Type, Option<Type>) {
    match word {
        "string" => (Type::String, None),
        "integer" => (Type::Int32, None),
        "long" => (Type::Int64, None),
        "boolean" => (Type::Boolean, None),
        "float" => (Type::Float, None),
        "double" => (Type::Double, None),
        "any" => (Type::Any, None),
        "json" => (Type::Json, None),
        "file" => (Type::Binary, None),
        "map" => (Type::Map, None),
        "object" => (Type::Object, None),
        "array" => (Type::Array, None),
        "array<object>" => (Type::Array, Some(Type::Object)),
        "array<array<object>>" => (Type::Array, Some(Type::Array)),
        other => panic!("the test knows no type {other}"),
    }
}

/// Compares a schema with a row, and counts the rows.
fn same(schema: &Schema, row: &Value, place: &str) -> usize {
    let (kind, element) = types(row["type"].as_str().unwrap());
    assert_eq!(schema.r#type, kind, "{place}");
    assert_eq!(
        schema.example.as_deref(),
        row["example"].as_str(),
        "{place}"
    );
    let empty = Vec::new();
    let children = row
        .get("children")
        .and_then(Value::as_array)
        .unwrap_or(&empty);
    if matches!(kind, Type::Array | Type::Map) {
        let items = schema.items.as_ref().unwrap();
        return match children.as_slice() {
            [] => 1,
            [child] => 1 + same(items, child, &format!("{place}[]")),
            more => panic!("{place}: {} unnamed rows", more.len()),
        } + usize::from(element.is_some_and(|element| element != items.r#type)) * 1_000_000;
    }
    assert_eq!(schema.fields.len(), children.len(), "{place}");
    let mut rows = 1;
    for (field, child) in schema.fields.iter().zip(children) {
        assert_eq!(Some(field.name.as_str()), child["name"].as_str(), "{place}");
        assert_eq!(
            field.required,
            Stated::from(child["required"].as_bool()),
            "{place}.{}",
            field.name
        );
        rows += same(&field.schema, child, &format!("{place}.{}", field.name));
    }
    rows
}

fn rows_in(rows: &Value) -> usize {
    rows.as_array().map_or(0, |rows| {
        rows.iter()
            .map(|row| 1 + row.get("children").map_or(0, rows_in))
            .sum()
    })
}

fn assert_structure(operation: &Operation, facts: &Value) {
    assert_eq!(Some(operation.name.as_str()), facts["operation"].as_str());
    assert_eq!(
        operation.prose["summary"],
        facts["summary"].as_str().unwrap()
    );
    assert_eq!(
        operation.sources[0].date.get().map(String::as_str),
        facts["last_updated_iso"].as_str()
    );
    let wanted = facts["request_parameters"].as_array().unwrap();
    assert_eq!(operation.parameters.len(), wanted.len());
    let mut rows = 0;
    for (parameter, row) in operation.parameters.iter().zip(wanted) {
        assert_eq!(Some(parameter.name.as_str()), row["name"].as_str());
        assert_eq!(
            parameter.required,
            Stated::from(row["required"].as_bool()),
            "{}",
            parameter.name
        );
        assert_eq!(
            parameter.location,
            Stated::Unstated,
            "no page says where a parameter travels"
        );
        rows += same(&parameter.schema, row, &parameter.name);
    }
    assert_eq!(rows, rows_in(&facts["request_parameters"]));

    let response = operation.responses.get().unwrap()[0]
        .schema
        .as_ref()
        .unwrap();
    assert_eq!(
        same(response, &facts["response_parameters"][0], "response"),
        rows_in(&facts["response_parameters"])
    );
    assert_eq!(
        Some(operation.examples[0].body.as_str()),
        facts["example_json"].as_str()
    );

    let errors = facts["errors"].as_array().unwrap();
    assert_eq!(operation.errors.len(), errors.len());
    for (row, want) in operation.errors.iter().zip(errors) {
        let reads = |code: &str, message: &str| want["code"] == code && want["message"] == message;
        let message = row.message.as_deref().unwrap_or_default();
        let shown = row
            .candidates
            .iter()
            .any(|other| reads(&other.code, &other.message));
        assert_eq!(u64::from(row.status), want["status"].as_u64().unwrap());
        assert!(reads(&row.code, message) || shown, "{row:?}");
        assert_eq!(
            row.prose.as_deref(),
            want["description"].as_str(),
            "{row:?}"
        );
    }
    let actions = |name: &str| -> Vec<String> {
        let mut out: Vec<String> = facts["authorization"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|row| row[name].as_str().map(str::to_owned))
            .collect();
        out.dedup();
        out
    };
    let ours: Vec<&str> = operation
        .authorization
        .iter()
        .map(|row| row.action.as_str())
        .collect();
    assert_eq!(ours, actions("operation"));
    let dependent: Vec<&String> = operation
        .authorization
        .iter()
        .flat_map(|row| &row.dependent_actions)
        .collect();
    assert_eq!(
        dependent,
        actions("associated_operation").iter().collect::<Vec<_>>()
    );
}

#[test]
fn an_operation_has_what_its_page_has() {
    let mut pages = 0;
    for folder in [
        Some(fixtures()),
        shared().map(|shared| shared.join("pages")),
    ]
    .into_iter()
    .flatten()
    {
        let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        files.sort();
        for file in files {
            let name = file.to_string_lossy().into_owned();
            let Some(stem) = name
                .strip_suffix(".A.txt")
                .or_else(|| name.strip_suffix(".2025-11-27.txt"))
            else {
                continue;
            };
            let facts = std::fs::read_to_string(format!("{stem}.facts.json")).unwrap();
            let read = imported(&file);
            assert_structure(&read.operations[0], &serde_json::from_str(&facts).unwrap());
            pages += 1;
        }
    }
    assert!(pages >= 3, "{pages} pages");
}

/// What is said of values, a line each.
fn said(operation: &Operation) -> String {
    fn walk(schema: &Schema, path: &str, out: &mut String) {
        for constraint in &schema.constraints {
            let answer = constraint
                .wire_error
                .as_ref()
                .map_or(String::new(), |e| format!(" -> {} {}", e.status, e.code));
            let check = acs_spec::write::compact(&acs_spec::Shape::encode(&constraint.check));
            let row = &constraint.evidence[0].row;
            out.push_str(&format!(
                "{} [{path}] {} {check}{answer} ({row})\n",
                constraint.id, constraint.tier
            ));
        }
        for (what, value) in [("default", &schema.default), ("unit", &schema.unit)] {
            value
                .iter()
                .for_each(|value| out.push_str(&format!("{path} {what} {value}\n")));
        }
        if schema.sensitive {
            out.push_str(&format!("{path} sensitive\n"));
        }
        if let Some(items) = &schema.items {
            walk(items, &format!("{path}[]"), out);
        }
        schema
            .fields
            .iter()
            .for_each(|field| walk(&field.schema, &format!("{path}.{}", field.name), out));
    }
    let mut out = String::new();
    for parameter in &operation.parameters {
        if let Some(style) = parameter.style {
            out.push_str(&format!("{} style {style}\n", parameter.name));
        }
        walk(&parameter.schema, &parameter.name, &mut out);
    }
    for rule in &operation.rules {
        let rows: Vec<&str> = rule
            .evidence
            .iter()
            .map(|evidence| evidence.row.as_str())
            .collect();
        let check = acs_spec::write::compact(&acs_spec::Shape::encode(&rule.check));
        let answer = rule
            .wire_error
            .as_ref()
            .map_or(String::new(), |e| format!(" -> {} {}", e.status, e.code));
        out.push_str(&format!(
            "rule {} within {:?} {check}{answer} ({})\n",
            rule.id,
            rule.within,
            rows.join(", ")
        ));
    }
    for outcome in &operation.outcomes {
        out.push_str(&format!(
            "outcome {} {} {:?}\n",
            outcome.status, outcome.code, outcome.when
        ));
    }
    out.push_str(&format!(
        "idempotency {:?}\n",
        operation.idempotency_parameter
    ));
    out.push_str(&format!(
        "access {:?}, refers to {:?}\n",
        operation.access, operation.refers_to
    ));
    out
}

#[test]
fn what_the_prose_of_our_own_page_states() {
    let read = imported(&fixtures().join("HoistLantern.A.txt"));
    insta::assert_snapshot!("hoist_lantern_says", said(&read.operations[0]));
    let remarks: String = read
        .remarks
        .iter()
        .map(|remark| format!("{remark}\n"))
        .collect();
    insta::assert_snapshot!("hoist_lantern_remarks", remarks);
}

#[test]
fn what_is_printed_loads_again_and_is_the_same_every_time() {
    for name in ["HoistLantern", "MoorBarge", "ListBuoys"] {
        let page = fixtures().join(format!("{name}.A.txt"));
        let text = load::to_text(&imported(&page).operations[0]);
        assert_eq!(text, load::to_text(&imported(&page).operations[0]));
        let again = load::operation(name, &text).unwrap_or_else(|faults| panic!("{faults:?}"));
        assert_eq!(load::to_text(&again), text);
    }
}

#[test]
fn without_a_service_what_it_supplies_is_unstated() {
    let read = imported(&fixtures().join("HoistLantern.A.txt"));
    let operation = &read.operations[0];
    assert_eq!(operation.product, Stated::Unstated);
    assert_eq!(operation.version, Stated::Unstated);
    assert_eq!(operation.methods, Stated::Unstated);
    assert!(load::to_text(operation).contains("\"product\": \"unstated\""));
}

#[test]
fn one_fact_at_two_rows_is_one_rule_with_two_pieces_of_evidence() {
    let read = imported(&fixtures().join("HoistLantern.A.txt"));
    let rules: Vec<_> = read.operations[0]
        .rules
        .iter()
        .filter(|rule| rule.id == "WickLength.required_if")
        .collect();
    assert_eq!(rules.len(), 1);
    assert_eq!(rules[0].evidence.len(), 2);
}

#[test]
fn every_layout_that_keeps_its_cells_states_the_same() {
    for name in ["HoistLantern", "MoorBarge"] {
        let folder = fixtures();
        let flat = said(&imported(&folder.join(format!("{name}.A.txt"))).operations[0]);
        for layout in ["B", "F", "G"] {
            let read = imported(&folder.join(format!("{name}.{layout}.txt")));
            assert_eq!(said(&read.operations[0]), flat, "{name} in layout {layout}");
        }
        // C has lost its lists: it may say less, and must say what it lost.
        let lossy = imported(&folder.join(format!("{name}.C.txt")));
        assert!(said(&lossy.operations[0]).lines().count() <= flat.lines().count());
        assert!(
            lossy.remarks.iter().any(|remark| remark.code == "ACS0205"),
            "{name}"
        );
    }
}
