use acs_spec::write::compact;
use acs_spec::{Operation, load};

use super::json_schema;

fn operation(parameters: &str, more: &str) -> Operation {
    let text = format!(
        r#"{{"format": "acs-operation/1", "name": "Light", "product": "unstated", "version": "unstated", "style": "unstated",
        "schemes": "unstated", "methods": "unstated", "path": "unstated", "access": "unstated", "responses": "unstated",
        "parameters": [{parameters}]{more}}}"#
    );
    load::operation("Light.json", &text).unwrap_or_else(|faults| panic!("{}", faults[0]))
}

fn parameter(name: &str, required: bool, schema: &str) -> String {
    format!(
        r#"{{"name": "{name}", "required": {required}, "location": "query", "schema": {schema}}}"#
    )
}

fn constrained(kind: &str, check: &str) -> String {
    let schema = format!(
        r#"{{"type": "{kind}", "constraints": [{{"id": "P.x", "tier": "documented", "evidence": [], "check": {check}}}]}}"#
    );
    let exported = json_schema(&operation(&parameter("P", false, &schema), ""));
    let p = exported
        .schema
        .get("properties")
        .and_then(|all| all.get("P"))
        .unwrap();
    format!("{} {}", compact(p), exported.inexpressible.join(","))
}

fn rule(within: &str, check: &str) -> String {
    format!(
        r#", "rules": [{{"id": "R", "tier": "documented", "evidence": []{within}, "check": {check}}}]"#
    )
}

#[test]
fn character_classes_are_sound_in_every_dialect() {
    let forbidden = constrained("string", r#"{"kind": "forbid_chars", "chars": "a&&-]^"}"#);
    assert_eq!(
        forbidden,
        r#"{"type":"string","pattern":"^[^&\\-\\]\\^a]*$"} "#
    );
    let none = constrained(
        "string",
        r#"{"kind": "charset", "allowed": {"classes": []}}"#,
    );
    assert_eq!(none, r#"{"type":"string"} P.x"#);
}

#[test]
fn only_numbers_become_numbers() {
    let range = constrained(
        "double",
        r#"{"kind": "number_range", "min": "0.10", "max": "1e3"}"#,
    );
    assert_eq!(range, r#"{"type":"number","minimum":0.10,"maximum":1e3} "#);
    let range = constrained("double", r#"{"kind": "number_range", "min": "null"}"#);
    assert_eq!(range, r#"{"type":"number"} P.x"#);
    let fixed = constrained("double", r#"{"kind": "fixed", "value": "[1]"}"#);
    assert_eq!(fixed, r#"{"type":"number","const":"[1]"} "#);
    let fixed = constrained("boolean", r#"{"kind": "fixed", "value": "True"}"#);
    assert_eq!(fixed, r#"{"type":"boolean","const":true} "#);
}

#[test]
fn an_empty_list_or_object_is_absent() {
    let list = r#"{"type": "array", "items": {"type": "string"}}"#;
    let object = r#"{"type": "object", "fields": [{"name": "A", "required": false, "schema": {"type": "string"}}]}"#;
    let text = [parameter("L", true, list), parameter("O", true, object)].join(",");
    let exported = compact(&json_schema(&operation(&text, "")).schema);
    assert!(
        exported.contains(r#""items":{"type":"string"},"minItems":1"#),
        "{exported}"
    );
    assert!(exported.contains(r#""minProperties":1"#), "{exported}");
    let text = [parameter("L", false, list), parameter("O", false, object)].join(",");
    let needs = rule("", r#"{"kind": "requires", "param": "L", "needs": "O.A"}"#);
    let exported = compact(&json_schema(&operation(&text, &needs)).schema);
    let wanted = r#"{"if":{"required":["L"],"properties":{"L":{"minItems":1}}},"then":{"required":["O"],"properties":{"O":{"required":["A"]}}}}"#;
    assert!(exported.contains(wanted), "{exported}");
}

#[test]
fn a_condition_is_in_the_kind_of_its_parameter() {
    let text = [
        parameter("N", false, r#"{"type": "string"}"#),
        parameter("A.B", false, r#"{"type": "boolean"}"#),
    ]
    .join(",");
    let of = |name: &str| {
        let check = format!(
            r#"{{"kind": "required_if", "param": "N", "when": {{"param": "{name}", "equals": ["true"]}}}}"#
        );
        compact(&json_schema(&operation(&text, &rule("", &check))).schema)
    };
    assert!(
        of("N").contains(r#""properties":{"N":{"enum":["true"]}}"#),
        "{}",
        of("N")
    );
    // A dot may belong to the name.
    assert!(
        of("A.B").contains(r#""properties":{"A.B":{"enum":[true]}}"#),
        "{}",
        of("A.B")
    );
}

#[test]
fn rules_live_where_their_names_do() {
    let fields = r#"[{"name": "From", "required": false, "schema": {"type": "int32"}}, {"name": "To", "required": false, "schema": {"type": "int32"}}]"#;
    let list = format!(r#"{{"type": "array", "items": {{"type": "object", "fields": {fields}}}}}"#);
    let check = r#"{"kind": "requires", "param": "From", "needs": "To"}"#;
    let within = rule(r#", "within": "Beam""#, check);
    let exported = json_schema(&operation(&parameter("Beam", false, &list), &within));
    assert!(exported.inexpressible.is_empty());
    let root = exported.schema.get("allOf");
    assert!(root.is_none() && compact(&exported.schema).contains(r#""if":{"required":["From"]}"#));
    // A definition called like the list is another place, and behind a reference the rule cannot be said.
    let by_reference =
        format!(r#"{within}, "schemas": {{"Beam": {{"type": "object", "fields": {fields}}}}}"#);
    let list = r#"{"type": "array", "items": {"type": "ref", "reference": "Beam"}}"#;
    let exported = json_schema(&operation(&parameter("Beam", false, list), &by_reference));
    assert_eq!(exported.inexpressible, ["R"]);
    assert!(!compact(&exported.schema).contains("\"if\""));
}
