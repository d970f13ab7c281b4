//! What is read from an invented file, fact by fact.

// Test code: a panic here is a failed test.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::collections::BTreeSet;

use acs_import::api_docs::{Imported, Options, import};
use acs_spec::operation::Location;
use acs_spec::{Check, Operation, Schema, Stated, Tier, Type, load};

const TOY: &str = include_str!("api_docs/toy.json");

fn toy() -> Imported {
    import("a/b/toy.json", TOY, &Options::default()).unwrap()
}

/// An operation of one parameter with this schema.
fn with_schema(schema: &str) -> (Schema, Vec<String>) {
    let text = format!(
        r#"{{"info": {{"product": "Toy", "version": "1"}}, "apis": {{"A": {{"parameters": [{{"name": "X", "in": "query", "schema": {schema}}}]}}}}}}"#
    );
    let imported = import("x.json", &text, &Options::default()).unwrap();
    let codes = imported
        .remarks
        .iter()
        .map(|remark| format!("{} {}", remark.code, remark.pointer));
    (
        imported.operations[0].parameters[0].schema.clone(),
        codes.collect(),
    )
}

fn with_parameters(access: &str, parameters: &str) -> Operation {
    let text = format!(
        r#"{{"info": {{"product": "Toy", "version": "1"}}, "apis": {{"A": {{"operationType": "{access}", "parameters": [{parameters}]}}}}}}"#
    );
    import("x.json", &text, &Options::default())
        .unwrap()
        .operations
        .remove(0)
}

#[test]
fn the_toy_whole() {
    let imported = toy();
    let mut out = load::to_text(&imported.service);
    for operation in &imported.operations {
        out.push_str(&load::to_text(operation));
    }
    for remark in &imported.remarks {
        out.push_str(&format!("{remark}\n"));
    }
    insta::assert_snapshot!(out);
}

#[test]
fn types() {
    for (schema, of, format) in [
        (r#"{"type": "string"}"#, Type::String, None),
        (
            r#"{"type": "string", "format": "iso8601"}"#,
            Type::String,
            Some("iso8601"),
        ),
        (
            r#"{"type": "string", "format": "binary"}"#,
            Type::Binary,
            Some("binary"),
        ),
        (r#"{"type": "integer"}"#, Type::Int64, None),
        (
            r#"{"type": "integer", "format": "int32"}"#,
            Type::Int32,
            None,
        ),
        (
            r#"{"type": "integer", "format": "int64"}"#,
            Type::Int64,
            None,
        ),
        (
            r#"{"type": "integer", "format": "port"}"#,
            Type::Int64,
            Some("port"),
        ),
        (r#"{"type": "number"}"#, Type::Double, None),
        (
            r#"{"type": "number", "format": "float"}"#,
            Type::Float,
            None,
        ),
        (r#"{"type": "long"}"#, Type::Int64, None),
        (r#"{"type": "boolean"}"#, Type::Boolean, None),
        (r#"{"type": "any"}"#, Type::Any, None),
        (r#"{"type": "array"}"#, Type::Array, None),
        (r#"{"type": "object"}"#, Type::Map, None),
        (
            r#"{"type": "object", "additionalProperties": {"type": "string"}}"#,
            Type::Map,
            None,
        ),
        (
            r#"{"type": "object", "properties": {"a": {}}}"#,
            Type::Object,
            None,
        ),
        (r#"{"properties": {"a": {}}}"#, Type::Object, None),
        (r#"{"items": {}}"#, Type::Array, None),
        (r#"{}"#, Type::Unstated, None),
        (r#"[]"#, Type::Unstated, None),
        (r#"null"#, Type::Unstated, None),
        (r#"{"type": null}"#, Type::Unstated, None),
        (r##"{"$ref": "#/nowhere"}"##, Type::Any, None),
    ] {
        let (read, _) = with_schema(schema);
        assert_eq!(
            (read.r#type, read.format.as_deref()),
            (of, format),
            "{schema}"
        );
        let has_items = matches!(of, Type::Array | Type::Map);
        assert_eq!(read.items.is_some(), has_items, "{schema}");
    }
}

#[test]
fn bounds_are_asked_of_numbers_only() {
    let range = |schema: &str| match with_schema(schema).0.constraints.as_slice() {
        [] => None,
        [constraint] => match &constraint.check {
            Check::IntRange(range) => Some((range.min, range.max)),
            other => panic!("{other:?}"),
        },
        more => panic!("{more:?}"),
    };
    assert_eq!(
        range(r#"{"type": "integer", "minimum": "0"}"#),
        Some((Some(0), None))
    );
    assert_eq!(
        range(r#"{"type": "integer", "minimum": -3, "maximum": "-1"}"#),
        Some((Some(-3), Some(-1)))
    );
    assert_eq!(
        range(r#"{"type": "integer", "minimum": "1", "exclusiveMinimum": true}"#),
        Some((Some(2), None))
    );
    assert_eq!(
        range(r#"{"type": "integer", "minimum": "1", "exclusiveMinimum": false}"#),
        Some((Some(1), None))
    );
    assert_eq!(
        range(r#"{"type": "integer", "exclusiveMaximum": 5}"#),
        Some((None, Some(4)))
    );
    assert_eq!(
        range(
            r#"{"type": "integer", "minimum": "-9223372036854775808", "maximum": "9223372036854775807"}"#
        ),
        Some((Some(i64::MIN), Some(i64::MAX)))
    );
    // None of these is a bound that can be asked.
    for schema in [
        r#"{"type": "integer", "minimum": "9223372036854775808"}"#,
        r#"{"type": "integer", "minimum": "9223372036854775807", "exclusiveMinimum": true}"#,
        r#"{"type": "integer", "minimum": "5", "maximum": 4}"#,
        r#"{"type": "integer", "minimum": "5", "maximum": 6, "exclusiveMinimum": true, "exclusiveMaximum": true}"#,
        r#"{"type": "integer", "minimum": 1.5}"#,
        r#"{"type": "integer", "minimum": ""}"#,
        r#"{"type": "integer", "exclusiveMinimum": true}"#,
        r#"{"type": "boolean", "minimum": 1}"#,
        r#"{"type": "string", "minimum": "1", "maximum": "4096"}"#,
    ] {
        assert_eq!(range(schema), None, "{schema}");
        assert!(!with_schema(schema).0.vendor.is_empty(), "{schema}");
        assert!(!with_schema(schema).1.is_empty(), "{schema}");
    }
    let (_, remarks) = with_schema(r#"{"type": "string", "minimum": "1"}"#);
    assert_eq!(remarks, ["ACS0110 /apis/A/parameters/0/schema/minimum"]);
}

#[test]
fn number_ranges_keep_every_digit() {
    let (schema, _) = with_schema(
        r#"{"type": "number", "minimum": "0.10", "exclusiveMinimum": true, "maximum": 2.50}"#,
    );
    let Check::NumberRange(range) = &schema.constraints[0].check else {
        panic!()
    };
    assert_eq!(
        (range.min.as_deref(), range.exclusive_min),
        (Some("0.10"), true)
    );
    assert_eq!(
        (range.max.as_deref(), range.exclusive_max),
        (Some("2.50"), false)
    );
    assert_eq!(schema.constraints[0].id, "X.number_range");
}

#[test]
fn what_is_asked_of_a_list_in_words_for_scalars_is_asked_of_its_elements() {
    let (schema, _) = with_schema(
        r#"{"type": "array", "maxItems": 4, "minLength": 0, "maxLength": 128, "items": {"type": "string", "maxLength": 64}}"#,
    );
    let items = schema.items.unwrap();
    let own: Vec<&str> = schema
        .constraints
        .iter()
        .map(|constraint| constraint.id.as_str())
        .collect();
    let of_items: Vec<&str> = items
        .constraints
        .iter()
        .map(|constraint| constraint.id.as_str())
        .collect();
    assert_eq!(
        (own, of_items),
        (vec!["X.items"], vec!["X.length", "X.length.2"])
    );
    let Check::Length(length) = &items.constraints[1].check else {
        panic!()
    };
    assert_eq!((length.min, length.max), (Some(0), Some(128)));
    // Of a list of objects nothing can be asked so.
    let (schema, _) =
        with_schema(r#"{"type": "array", "enum": ["a"], "items": {"type": "object"}}"#);
    assert!(schema.items.unwrap().constraints.is_empty() && schema.vendor.contains_key("enum"));
}

#[test]
fn enums_and_patterns() {
    let kinds = |schema: &str| -> Vec<(&'static str, Tier)> {
        let constraints = with_schema(schema).0.constraints;
        constraints
            .iter()
            .map(|constraint| (constraint.check.kind(), constraint.tier))
            .collect()
    };
    assert_eq!(
        kinds(r#"{"type": "integer", "enum": [1, "2"]}"#),
        [("one_of", Tier::Documented)]
    );
    assert_eq!(
        kinds(r#"{"type": "boolean", "enum": ["true"]}"#),
        [("one_of", Tier::Documented)]
    );
    assert_eq!(
        kinds(r#"{"type": "boolean", "enum": ["false", "True"]}"#),
        []
    );
    assert_eq!(kinds(r#"{"type": "integer", "enum": [1, "all"]}"#), []);
    assert_eq!(kinds(r#"{"type": "string", "enum": []}"#), []);
    assert_eq!(kinds(r#"{"type": "string", "enum": [["a"]]}"#), []);
    assert_eq!(
        kinds(r#"{"type": "string", "pattern": "^\\d+$"}"#),
        [("pattern", Tier::Documented)]
    );
    assert_eq!(
        kinds(r#"{"type": "string", "pattern": "\\d+"}"#),
        [("pattern", Tier::Advisory)]
    );
    assert_eq!(kinds(r#"{"type": "string", "pattern": "^(?!a)"}"#), []);
    assert_eq!(kinds(r#"{"type": "string", "pattern": ""}"#), []);
    assert_eq!(kinds(r#"{"type": "integer", "pattern": "^1$"}"#), []);
}

#[test]
fn the_parameter_that_makes_repeating_harmless() {
    let of =
        |access: &str, parameters: &str| with_parameters(access, parameters).idempotency_parameter;
    let speaks = r#"{"name": "Token", "in": "query", "schema": {"type": "string", "description": "Ensures idempotency"}}"#;
    let silent = r#"{"name": "Token", "in": "query", "schema": {"type": "string"}}"#;
    let client = r#"{"name": "ClientToken", "in": "query", "schema": {"type": "string"}}"#;
    assert_eq!(of("write", speaks).as_deref(), Some("Token"));
    assert_eq!(of("readAndWrite", speaks).as_deref(), Some("Token"));
    assert_eq!(of("read", speaks), None);
    assert_eq!(of("write", silent), None);
    assert_eq!(
        of("write", &format!("{speaks}, {client}")).as_deref(),
        Some("ClientToken")
    );
    assert_eq!(of("write", &client.replace("query", "header")), None);
    assert_eq!(of("write", &client.replace("string", "integer")), None);
}

#[test]
fn one_name_twice_demands_only_what_both_demand() {
    let operation = with_parameters(
        "read",
        r#"{"name": "X", "in": "query", "schema": {"type": "string", "required": true, "maxLength": 3, "title": "One"}},
           {"name": "Y", "in": "query", "schema": {"type": "string", "required": true, "maxLength": 3}},
           {"name": "X", "in": "query", "schema": {"type": "string", "required": false, "maxLength": 5}},
           {"name": "Y", "in": "query", "schema": {"type": "string", "required": true, "maxLength": 3, "title": "Two"}}"#,
    );
    let [x, y] = operation.parameters.as_slice() else {
        panic!()
    };
    assert_eq!(x.required, Stated::Stated(false));
    assert_eq!(x.required_by, ["api-docs"]);
    assert_eq!(x.schema.constraints[0].tier, Tier::Advisory);
    assert_eq!(y.required, Stated::Stated(true));
    assert!(y.required_by.is_empty());
    assert_eq!(y.schema.constraints[0].tier, Tier::Documented);
    assert!(operation.sources[0].rows.contains_key("parameters/X#2"));
}

#[test]
fn only_what_is_wanted_is_read() {
    let options = Options {
        operations: Some(BTreeSet::from(["Look".to_owned()])),
        date: Some("2024-07-01".to_owned()),
    };
    let imported = import("toy.json", TOY, &options).unwrap();
    assert_eq!(imported.operations.len(), 1);
    assert_eq!(
        imported.operations[0].sources[0].date,
        Stated::Stated("2024-07-01".to_owned())
    );
    assert_eq!(imported.operations[0], {
        let mut all = toy().operations.remove(1);
        all.sources[0].date = Stated::Stated("2024-07-01".to_owned());
        all
    });
}

#[test]
fn an_operation_holds_the_schemas_that_it_needs() {
    let imported = toy();
    let names: Vec<&String> = imported.operations[0].schemas.keys().collect();
    assert_eq!(names, ["box", "lid"]);
    assert!(imported.operations[1].schemas.is_empty());
    assert_eq!(imported.service.schemas.len(), 3);
    let rows = &imported.operations[0].sources[0].rows;
    assert!(
        rows.contains_key("components/schemas/lid")
            && !rows.contains_key("components/schemas/never-used")
    );
}

#[test]
fn a_change_of_a_row_changes_its_fingerprint_alone() {
    let before = &toy().operations[0].sources[0].rows;
    let changed = TOY.replace("\"No box %s.\"", "\"No box at all.\"");
    let after = import("toy.json", &changed, &Options::default()).unwrap();
    let after = &after.operations[0].sources[0].rows;
    let differ: Vec<&String> = before
        .iter()
        .filter(|(row, hash)| after.get(*row) != Some(hash))
        .map(|(row, _)| row)
        .collect();
    assert_eq!(differ, ["errorCodes/400/Box.Gone#1"]);
    assert_eq!(before.len(), after.len());
}

#[test]
fn places_secrets_and_the_document() {
    let operation = toy().operations.remove(0);
    let of = |name: &str| {
        operation
            .parameters
            .iter()
            .find(|parameter| parameter.name == name)
            .unwrap()
    };
    assert_eq!(of("BoxId").location, Stated::Stated(Location::Path));
    assert_eq!(
        of("AccountPassword").location,
        Stated::Stated(Location::Form)
    );
    assert_eq!(of("Loose").location, Stated::Stated(Location::Host));
    assert!(of("AccountPassword").schema.sensitive && !of("BoxId").schema.sensitive);
    assert_eq!(operation.sources[0].document, "toy.json");
    assert_eq!(operation.replaced_by, ["Toy::2020-01-01::Look"]);
    assert_eq!(
        operation.path,
        Stated::Stated("/boxes/{BoxId}/paint?mode=fast".to_owned())
    );
}

/// Prose lists its values for one group of readers and again for another.
#[test]
fn a_value_that_is_told_of_twice_is_one() {
    let text = r#"{"info": {"product": "Toy", "version": "1"}, "apis": {"A": {"parameters": [{"name": "X", "in": "query",
        "schema": {"type": "string", "description": "灯的模式。取值：\n\n<props=\"china\">\n\n- **Fast**：很快。\n- **Slow**：很慢。\n\n</props>\n<props=\"intl\">\n\n- **Fast**：更快。\n\n</props>"}}]}}}"#;
    let options = acs_import::source::Options::default();
    let imported = acs_import::source::import("x.json", text.as_bytes(), &options).unwrap();
    let schema = &imported.operations[0].parameters[0].schema;
    let values = schema.values.iter();
    let values: Vec<(&str, Option<&str>)> = values
        .map(|each| (each.value.as_str(), each.prose.as_deref()))
        .collect();
    assert_eq!(values, [("Fast", Some("很快。")), ("Slow", Some("很慢。"))]);
}
