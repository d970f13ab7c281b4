//! Files that are broken, or are something else: every fault at once, with its place and the way to mend it.

// Test code: a panic here is a failed test.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;

use acs_import::api_docs::{Options, import};

const TOY: &str = include_str!("api_docs/toy.json");

fn faults(text: &str) -> String {
    match import("some/folder/toy.json", text, &Options::default()) {
        Ok(imported) => panic!("read as a file of {} operations", imported.operations.len()),
        Err(faults) => {
            let mut out = String::new();
            for fault in faults {
                writeln!(out, "{fault}").unwrap();
            }
            out
        }
    }
}

/// A file of these members, with an `info` that is in order.
fn file(members: &str) -> String {
    format!(
        "{{\n\"info\": {{\"product\": \"Toy\", \"version\": \"1\", \"style\": \"RPC\"}},\n{members}\n}}"
    )
}

#[test]
fn a_truncated_file() {
    let cut = &TOY[..TOY.find("\"Grain\"").unwrap() + 3];
    insta::assert_snapshot!(faults(cut));
}

#[test]
fn a_file_cut_anywhere_is_a_fault_with_a_place() {
    for at in (0..TOY.len() - 2)
        .step_by(61)
        .filter(|at| TOY.is_char_boundary(*at))
    {
        let faults = import("x", &TOY[..at], &Options::default()).unwrap_err();
        assert!(
            faults
                .iter()
                .all(|fault| fault.line > 0 && !fault.help.is_empty()),
            "cut at {at}"
        );
    }
}

#[test]
fn texts_that_are_no_json() {
    let texts = [
        "",
        "  \n ",
        "<!DOCTYPE html><p>",
        "<?php return [];",
        "# Page",
        "PK\u{3}\u{4}",
        "{\"apis\": {,}}",
        "{'apis': 1}",
    ];
    let all: String = texts
        .iter()
        .map(|text| format!("=== {text:?}\n{}", faults(text)))
        .collect();
    insta::assert_snapshot!(all);
}

#[test]
fn json_that_is_something_else() {
    let texts = [
        "[]",
        "null",
        "{}",
        r#"{"openapi": "3.0.0", "info": {}, "paths": {}}"#,
        r#"{"format": "acs-operation/1", "name": "Look"}"#,
        r#"{"version": "1", "style": "rpc", "apis": {}}"#,
        r#"{"name": "Look", "pathPattern": "", "parameters": []}"#,
        r#"{"parameters": [], "responses": {}}"#,
        r#"{"info": {}}"#,
        r#"{"info": {}, "apis": "none"}"#,
        r#"{"apis": {}}"#,
        r#"{"a": 1}"#,
    ];
    let all: String = texts
        .iter()
        .map(|text| format!("=== {text}\n{}", faults(text)))
        .collect();
    insta::assert_snapshot!(all);
}

#[test]
fn wrong_kinds_are_reported_together() {
    let text = r#"{
  "info": {"product": ["Toy"], "style": 7},
  "components": {"schemas": [{"type": "string"}]},
  "apis": {
    "A": 5,
    "B": {"parameters": {"name": "X"}},
    "C": {"parameters": ["X", {"in": "query"}, {"name": 3}, {"name": "Y", "schema": "text"},
      {"name": "Z", "schema": {"type": "array", "items": [1]}},
      {"name": "ü", "schema": {"type": "object", "properties": {"a/b": true}}}]},
    "D": {"responses": "none", "errorCodes": [1]},
    "E": {"responses": {"200": {"schema": 4, "headers": "X"}, "404": "gone"}}
  }
}"#;
    insta::assert_snapshot!(faults(text));
}

#[test]
fn keys_that_stand_twice() {
    let text = file(
        r#""apis": {
  "A": {"methods": ["get"], "methods": ["post"]},
  "A": {"parameters": [{"name": "X", "schema": {"type": "string", "x-a": {"b": 1, "b": 2}}, "schema": {}}]}
}"#,
    );
    insta::assert_snapshot!(faults(&text));
}

#[test]
fn too_deep_a_file() {
    let text = file(&format!(
        "\"apis\": {{}}, \"x\": {}1{}",
        "[".repeat(300),
        "]".repeat(300)
    ));
    insta::assert_snapshot!(faults(&text));
}

#[test]
fn too_large_a_file() {
    let text = " ".repeat(64 * 1024 * 1024 + 1);
    insta::assert_snapshot!(faults(&text));
}

#[test]
fn a_hostile_file_does_not_fill_the_memory_with_faults() {
    let twice = "\"a\":0,".repeat(200_000);
    let text = file(&format!("\"x\": {{{twice}\"b\":0}}, \"apis\": {{}}"));
    let faults = import("x", &text, &Options::default()).unwrap_err();
    assert_eq!(faults.len(), 10_000);
    let last = &faults.last().unwrap().message;
    assert!(
        last.ends_with("(189999 more like these are left out)"),
        "{last}"
    );
}

/// The name of what holds a constraint stands in its id and in its evidence: a long name with many constraints inside
/// would multiply.
#[test]
fn a_hostile_file_does_not_fill_the_memory_with_names() {
    let name = "n".repeat(1024 * 1024);
    let fields: Vec<String> = (0..20_000)
        .map(|n| format!("\"f{n}\": {{\"type\": \"string\", \"maxLength\": 1}}"))
        .collect();
    let text = file(&format!(
        "\"apis\": {{\"A\": {{\"parameters\": [{{\"name\": \"{name}\", \"schema\": {{\"type\": \"object\", \"properties\": {{{}}}}}}}]}}}}",
        fields.join(",")
    ));
    let faults = import("x", &text, &Options::default()).unwrap_err();
    assert_eq!(faults.len(), 1);
    assert!(
        faults[0]
            .message
            .starts_with("what this file says would fill the memory")
    );
    assert!(
        faults[0].pointer.len() < 1000,
        "names are clipped in places"
    );
}

/// Work must not grow with the square of what is repeated.
#[test]
fn repetition_is_not_slow() {
    let list = |item: &dyn Fn(usize) -> String| (0..20_000).map(item).collect::<Vec<_>>().join(",");
    let fields = list(&|n| format!("\"f{n}\": {{}}"));
    let names = list(&|n| format!("\"f{n}\""));
    let first = format!(
        "{{\"name\": \"X\", \"schema\": {{\"type\": \"object\", \"required\": [{names}], \"properties\": {{{fields}}}}}}}"
    );
    let again = list(&|_| "{\"name\": \"X\"}".to_owned());
    let rows = list(&|_| "{\"errorCode\": \"A\"}".to_owned());
    let text = file(&format!(
        "\"apis\": {{\"A\": {{\"parameters\": [{first}, {again}], \"errorCodes\": {{\"400\": [{rows}]}}}}}}"
    ));
    // Were it not linear, nobody would wait for the end of this.
    let imported = import("x", &text, &Options::default()).unwrap();
    assert_eq!(imported.operations[0].errors.len(), 20_000);
    assert_eq!(imported.remarks.len(), 10_000);
}

#[test]
fn an_operation_that_the_file_lacks() {
    let options = Options {
        operations: Some(BTreeSet::from([
            "Look".to_owned(),
            "Pain".to_owned(),
            "Unheard".to_owned(),
        ])),
        date: None,
    };
    let faults = import("toy.json", TOY, &options).unwrap_err();
    let all: String = faults.iter().map(|fault| format!("{fault}\n")).collect();
    insta::assert_snapshot!(all);
}

#[test]
fn components_that_refer_to_themselves_end() {
    let text = file(
        r##""components": {"schemas": {
  "a": {"$ref": "#/components/schemas/b"}, "b": {"$ref": "#/components/schemas/a"},
  "c": {"type": "array", "items": {"$ref": "#/components/schemas/c"}}
}},
"apis": {"A": {"parameters": [{"name": "X", "schema": {"$ref": "#/components/schemas/a"}}, {"name": "Y", "schema": {"$ref": "#/components/schemas/c"}}]}}"##,
    );
    let imported = import("x", &text, &Options::default()).unwrap();
    let names: Vec<&String> = imported.operations[0].schemas.keys().collect();
    assert_eq!(names, ["a", "b", "c"]);
}
