//! Rules that nothing can break are no code, and all others are.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // a test: a fault is meant to end it

use std::fs;
use std::path::Path;

use acsgen_core::{Settings, SpecFile, generate};
use serde_json::{Value, json};

/// Parameters of all presences.
fn parameters() -> Value {
    let parameter = |name: &str, required: bool, schema: Value| json!({"name": name, "location": "unstated", "required": required, "schema": schema});
    let field = |name: &str, required: bool| json!({"name": name, "required": required, "schema": {"type": "string"}});
    let object = json!({"type": "object", "fields": [field("From", true), field("To", false)]});
    let list = json!({"type": "array", "items": {"type": "string"}});
    let default = json!({"type": "string", "default": "x"});
    json!([
        parameter("Text", true, json!({"type": "string"})),
        parameter("List", true, list.clone()),
        parameter("Object", true, object.clone()),
        parameter("May", false, json!({"type": "string"})),
        parameter("MayList", false, list),
        parameter("MayObject", false, object),
        parameter("Preset", false, default),
    ])
}

/// Whether judging calls a function for a rule of this check.
fn is_code(check: &Value) -> bool {
    let evidence = json!([{"source": "page", "row": "x", "stated": "rule"}]);
    let rule =
        json!({"id": "May.rule", "tier": "documented", "check": check, "evidence": evidence});
    let spec = json!({
        "format": "acs-operation/1", "name": "Tie", "product": "unstated", "version": "unstated", "style": "unstated",
        "schemes": "unstated", "methods": "unstated", "path": "unstated", "access": "unstated", "responses": "unstated",
        "parameters": parameters(), "rules": [rule],
        "sources": [{"id": "page", "kind": "page", "document": "Tie", "url": "https://example.invalid/tie", "date": "unstated"}]
    });
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/obstacle");
    let service = fs::read_to_string(folder.join("service.json")).unwrap();
    let files = [
        SpecFile::new("service.json".to_owned(), service),
        SpecFile::new("Tie.json".to_owned(), spec.to_string()),
    ];
    let output =
        generate(&files, &Settings::default()).unwrap_or_else(|faults| panic!("{faults:#?}"));
    output
        .get("src/tie/validate.rs")
        .unwrap()
        .contains("rule_may_rule(value, at, out);")
}

fn requires(param: &str, needs: &str) -> Value {
    json!({"kind": "requires", "param": param, "needs": needs})
}

fn required_if(param: &str, when: &str) -> Value {
    json!({"kind": "required_if", "param": param, "when": {"param": when, "equals": ["x"]}})
}

fn at_least_one(params: &[&str]) -> Value {
    json!({"kind": "at_least_one", "params": params})
}

#[test]
fn what_is_demanded_anyway_is_no_code() {
    for check in [
        requires("May", "Text"),
        requires("May", "List"),
        requires("May", "Object"),
        requires("May", "Object.From"),
        required_if("List", "May"),
        required_if("Object", "May"),
        at_least_one(&["May", "List"]),
        at_least_one(&["MayList", "Object"]),
    ] {
        assert!(!is_code(&check), "{check}");
    }
}

#[test]
fn what_lies_in_another_implies_it() {
    assert!(!is_code(&requires("MayObject.To", "MayObject")));
    assert!(!is_code(&required_if("MayObject", "MayObject.To")));
    // The other way round it does not.
    assert!(is_code(&requires("MayObject", "MayObject.To")));
    assert!(is_code(&required_if("MayObject.To", "MayObject.From")));
}

#[test]
fn what_can_be_broken_is_code() {
    for check in [
        requires("Text", "May"),
        requires("May", "MayList"),
        requires("May", "MayObject"),
        // Demanded of an object that need not be there.
        requires("May", "MayObject.From"),
        requires("May", "Object.To"),
        required_if("May", "Text"),
        required_if("MayList", "Text"),
        // Absent, it is as if it had been given.
        required_if("May", "Preset"),
        at_least_one(&["May", "MayList", "MayObject.From"]),
        json!({"kind": "exclusive", "params": ["Text", "May"]}),
    ] {
        assert!(is_code(&check), "{check}");
    }
}
