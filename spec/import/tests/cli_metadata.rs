//! The metadata of the command line client: what it says has a home each, what it does not say stays unstated.

// Test code: a panic here is a failed test.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::path::{Path, PathBuf};

use acs_import::source::{self, Options};
use acs_import::{api_docs, cli_metadata};
use acs_spec::operation::{Location, ParamStyle};
use acs_spec::source::SourceKind;
use acs_spec::{Operation, Schema, Type};
use serde_json::{Value, json};

fn shared() -> Option<PathBuf> {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .map(|folder| folder.join("../shared/openapi-meta"))
        .find(|folder| folder.is_dir())
}

fn toy() -> Value {
    json!({
        "name": "LightLamp", "deprecated": true, "protocol": "HTTP|HTTPS", "method": "get|POST", "pathPattern": "",
        "summary": "Lights a lamp.", "oddity": 7,
        "parameters": [
            {"name": "LampId", "position": "Query", "type": "String", "required": true,
             "description": "The lamp. Valid values:\n\n*   **front**\n*   **back**"},
            {"name": "Hours", "position": "Query", "type": "Long", "required": false, "shade": "red"},
            {"name": "Tag", "position": "Query", "type": "RepeatList", "required": false, "sub_parameters": [
                {"name": "Key", "position": "Query", "type": "String", "required": false}
            ]},
            {"name": "Ids", "position": "Query", "type": "RepeatList", "required": false},
            {"name": "Glow", "position": "Query", "type": "Candela", "required": false},
            {"name": "ClientToken", "position": "Query", "type": "String", "required": false}
        ]
    })
}

fn imported(value: &Value) -> Operation {
    let bytes = value.to_string().into_bytes();
    let read = source::import("LightLamp.json", &bytes, &Options::default()).unwrap();
    assert!(read.service.is_none());
    read.operations.into_iter().next().unwrap()
}

#[test]
fn what_it_says_and_what_it_does_not_say() {
    let operation = imported(&toy());
    assert_eq!(operation.name, "LightLamp");
    assert!(operation.deprecated);
    assert_eq!(operation.methods.get().unwrap(), &["GET", "POST"]);
    assert_eq!(operation.schemes.get().unwrap(), &["http", "https"]);
    assert!(operation.product.get().is_none() && operation.version.get().is_none());
    assert!(operation.style.get().is_none() && operation.path.get().is_none());
    assert!(operation.responses.get().is_none() && operation.access.get().is_none());
    assert!(operation.vendor.contains_key("oddity"));
    assert_eq!(operation.sources[0].kind, SourceKind::CliMetadata);
    assert_eq!(
        operation.idempotency_parameter.as_deref(),
        Some("ClientToken")
    );
    let of = |name: &str| {
        operation
            .parameters
            .iter()
            .find(|p| p.name == name)
            .unwrap()
    };
    let lamp = of("LampId");
    assert_eq!(lamp.location.get(), Some(&Location::Query));
    assert_eq!(lamp.schema.constraints[0].id, "LampId.one_of");
    assert_eq!(
        lamp.schema.constraints[0].evidence[0].source,
        cli_metadata::SOURCE_ID
    );
    assert_eq!(of("Hours").schema.r#type, Type::Int64);
    assert!(of("Hours").schema.vendor.contains_key("shade"));
    assert_eq!(of("Tag").style, Some(ParamStyle::RepeatList));
    let element = of("Tag").schema.items.as_ref().unwrap();
    assert_eq!(
        (element.r#type, element.fields[0].name.as_str()),
        (Type::Object, "Key")
    );
    assert_eq!(
        of("Ids").schema.items.as_ref().unwrap().r#type,
        Type::Unstated
    );
    assert_eq!(of("Glow").schema.r#type, Type::Unstated);
    assert!(of("Glow").schema.vendor.contains_key("type"));
}

#[test]
fn a_path_makes_it_path_style() {
    let mut value = toy();
    value["pathPattern"] = json!("/lamps/[LampId]");
    let operation = imported(&value);
    assert_eq!(
        operation.path.get().map(String::as_str),
        Some("/lamps/[LampId]")
    );
    assert!(operation.style.get().is_some());
}

#[test]
fn other_json_is_none_and_faults_are_told() {
    for text in [
        "{}",
        "[]",
        "{\"info\": {}, \"apis\": {}}",
        "{\"name\": \"pathPattern\"",
        "",
    ] {
        assert!(!cli_metadata::is_metadata("x.json", text), "{text}");
    }
    assert!(cli_metadata::import("x.json", "{}", None).is_err());
    let mut value = toy();
    value["parameters"] = json!([{"position": "Query"}, 7]);
    let faults = cli_metadata::import("x.json", &value.to_string(), None).unwrap_err();
    assert_eq!(faults.len(), 2, "{faults:?}");
    let twice = value.to_string().replacen("{", "{\"name\": \"A\", ", 1);
    assert!(cli_metadata::import("x.json", &twice, None).is_err());
    assert!(api_docs::import("x.json", &toy().to_string(), &Default::default()).is_err());
}

/// Every keyword of a parameter, looked for in what was imported.
fn homes(source: &Value, schema: &Schema, required: Option<bool>, kind_word: &str) -> usize {
    let mut met = 0;
    for (keyword, value) in source.as_object().unwrap() {
        let home = match keyword.as_str() {
            "name" | "position" => true,
            "type" => schema.r#type != Type::Unstated || schema.vendor.contains_key("type"),
            "required" => required == value.as_bool(),
            "description" => schema.prose.get("description").map(String::as_str) == value.as_str(),
            "example" => schema.example.as_deref() == value.as_str(),
            "deprecated" => schema.deprecated == (value == true),
            "sub_parameters" => true,
            other => schema.vendor.contains_key(other) || schema.prose.contains_key(other),
        };
        assert!(home, "{keyword} of {source} ({kind_word})");
        met += 1;
    }
    let inner = source["sub_parameters"].as_array();
    for (n, below) in inner.into_iter().flatten().enumerate() {
        let holder = schema.items.as_deref().unwrap_or(schema);
        let field = &holder.fields[n];
        assert_eq!(below["name"], field.name.as_str());
        met += homes(below, &field.schema, field.required.get().copied(), "field");
    }
    met
}

#[test]
fn every_keyword_of_every_real_file_has_a_home() {
    let Some(folder) = shared() else {
        println!("skipped: no ../shared");
        return;
    };
    let (mut files, mut keywords, mut constraints) = (0, 0, 0);
    for language in ["metadatas/r-kvstore", "en-US/r-kvstore"] {
        let mut paths: Vec<_> = std::fs::read_dir(folder.join(language))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        paths.sort();
        for path in paths {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let bytes = std::fs::read(&path).unwrap();
            let source: Value = serde_json::from_slice(&bytes).unwrap();
            if source.get("pathPattern").is_none() {
                continue;
            }
            let read = source::import(&name, &bytes, &Options::default())
                .unwrap_or_else(|faults| panic!("{name}: {faults:?}"));
            let operation = &read.operations[0];
            for (keyword, value) in source.as_object().unwrap() {
                let home = match keyword.as_str() {
                    "name" => operation.name == value.as_str().unwrap(),
                    "protocol" => operation.schemes.get().is_some(),
                    "method" => operation.methods.get().is_some(),
                    "pathPattern" => value == "" || operation.path.get().is_some(),
                    "deprecated" => operation.deprecated == (value == true),
                    "parameters" => {
                        operation.parameters.len() == value.as_array().unwrap().len()
                            || operation.vendor.contains_key("parameters")
                    }
                    other => {
                        operation.vendor.contains_key(other) || operation.prose.contains_key(other)
                    }
                };
                assert!(home, "{name}: {keyword}");
                keywords += 1;
            }
            for parameter in source["parameters"].as_array().unwrap() {
                let found = operation
                    .parameters
                    .iter()
                    .find(|p| parameter["name"] == p.name.as_str())
                    .unwrap();
                assert!(found.location.get().is_some());
                let required = found.required.get().copied();
                keywords += homes(parameter, &found.schema, required, "parameter");
                constraints += found.schema.constraints.len();
            }
            assert!(operation.responses.get().is_none() && operation.errors.is_empty());
            files += 1;
        }
    }
    println!("{files} files, {keywords} keywords, {constraints} constraints from their prose");
    assert!(files > 250 && keywords > 5_000 && constraints > 300);
}
