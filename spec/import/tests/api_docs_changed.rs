//! Nothing is lost of changed files either: unknown keywords and odd values at random places of an invented file, looked
//! for by the walk of `api_docs/walk.rs`; and the walk itself is put to the test.

// Test code: a panic here is a failed test.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "api_docs/walk.rs"]
mod walk;

use acs_import::api_docs::{Imported, Options, import};
use acs_spec::{Severity, Stated, load};
use proptest::prelude::*;
use serde_json::Value;
use walk::{Walk, imported, well_formed};

const TOY: &str = include_str!("api_docs/toy.json");

#[test]
fn the_toy_is_complete() {
    let source: Value = serde_json::from_str(TOY).unwrap();
    let imported = imported("toy.json", TOY);
    let walk = Walk::file(&source, &imported);
    assert!(walk.lost.is_empty(), "{:#?}", walk.lost);
    imported.operations.iter().for_each(well_formed);
    assert!(
        imported
            .remarks
            .iter()
            .all(|remark| remark.severity < Severity::Error && remark.line > 0)
    );
}

/// The walk is no proof unless it sees what is missing.
#[test]
fn the_walk_notices_what_is_dropped() {
    let source: Value = serde_json::from_str(TOY).unwrap();
    let whole = imported("toy.json", TOY);
    type Fault = fn(&mut Imported);
    let faults: &[(&str, Fault)] = &[
        ("an operation", |i| drop(i.operations.pop())),
        ("a parameter", |i| {
            drop(i.operations[0].parameters.remove(3))
        }),
        ("a later parameter of the same name", |i| {
            drop(i.operations[0].vendor.remove("parameters"))
        }),
        ("a constraint", |i| {
            i.operations[0].parameters[0].schema.constraints.clear()
        }),
        ("a constraint on elements", |i| {
            i.operations[0].parameters[4]
                .schema
                .items
                .as_mut()
                .unwrap()
                .constraints
                .clear()
        }),
        ("a bound", |i| {
            i.operations[0].parameters[2].schema.constraints.clear()
        }),
        ("a bound on a text", |i| {
            i.operations[0].parameters[3].schema.vendor.clear()
        }),
        ("a default", |i| {
            i.operations[0].parameters[1].schema.default = None
        }),
        ("an example", |i| {
            i.operations[0].parameters[1].schema.example = None
        }),
        ("required", |i| {
            i.operations[0].parameters[0].required = Stated::Unstated
        }),
        ("a location", |i| {
            i.operations[0].parameters[0].location = Stated::Unstated
        }),
        ("a style", |i| i.operations[0].parameters[4].style = None),
        ("prose", |i| {
            i.operations[0].parameters[3].schema.prose.clear()
        }),
        ("prose beside a schema", |i| {
            drop(
                i.operations[0].parameters[6]
                    .schema
                    .prose
                    .remove("parameter.description"),
            )
        }),
        ("an unknown keyword", |i| {
            drop(i.operations[0].vendor.remove("x-colour-wheel"))
        }),
        ("an error row", |i| drop(i.operations[0].errors.remove(1))),
        ("a message", |i| i.operations[0].errors[0].message = None),
        ("an unread row", |i| {
            drop(i.operations[0].vendor.remove("errorCodes"))
        }),
        ("a key of an error row", |i| {
            i.operations[0].errors[3].vendor.clear()
        }),
        ("a response", |i| {
            if let Stated::Stated(answers) = &mut i.operations[0].responses {
                answers.pop();
            }
        }),
        ("a field of a response", |i| {
            if let Stated::Stated(answers) = &mut i.operations[0].responses {
                answers[0].schema.as_mut().unwrap().fields.pop();
            }
        }),
        ("a header", |i| {
            if let Stated::Stated(answers) = &mut i.operations[0].responses {
                answers[0].headers.pop();
            }
        }),
        ("an example answer", |i| {
            drop(i.operations[0].examples.pop())
        }),
        ("a schema referred to", |i| {
            drop(i.operations[0].schemas.remove("lid"))
        }),
        ("meanings", |i| {
            i.service.schemas.get_mut("lid").unwrap().values.clear()
        }),
        ("a component", |i| {
            drop(i.service.schemas.remove("never-used"))
        }),
        ("an endpoint", |i| {
            drop(i.service.endpoints.regions.remove(0))
        }),
        ("more of an endpoint", |i| {
            drop(i.service.vendor.remove("endpoints"))
        }),
        ("directories", |i| {
            drop(i.service.vendor.remove("directories"))
        }),
        ("security", |i| drop(i.operations[0].security.pop())),
        ("a scope", |i| {
            drop(i.operations[0].vendor.remove("security"))
        }),
    ];
    for (what, fault) in faults {
        let mut broken = whole.clone();
        fault(&mut broken);
        assert_ne!(broken, whole, "{what}: nothing was dropped");
        assert!(
            !Walk::file(&source, &broken).lost.is_empty(),
            "{what} was dropped unnoticed"
        );
    }
}

/// Pointers to all objects that hold keywords, so that a new one may be put there.
fn keyword_objects(node: &Value, pointer: &str, role: Role, out: &mut Vec<String>) {
    let Some(members) = node.as_object() else {
        return;
    };
    if role == Role::Keywords {
        out.push(pointer.to_owned());
    }
    for (name, node) in members {
        let step = format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
        let inner = match (role, name.as_str()) {
            (Role::Names, _) => Role::Keywords,
            (_, "apis" | "schemas" | "properties" | "responses" | "headers") => Role::Names,
            (_, "info" | "components" | "schema" | "items" | "additionalProperties") => {
                Role::Keywords
            }
            (_, "parameters" | "endpoints") => {
                for (n, row) in node.as_array().into_iter().flatten().enumerate() {
                    keyword_objects(row, &format!("{step}/{n}"), Role::Keywords, out);
                }
                continue;
            }
            (_, "errorCodes") => {
                for (status, rows) in node.as_object().into_iter().flatten() {
                    for (n, row) in rows.as_array().into_iter().flatten().enumerate() {
                        keyword_objects(row, &format!("{step}/{status}/{n}"), Role::Keywords, out);
                    }
                }
                continue;
            }
            _ => continue,
        };
        keyword_objects(node, &step, inner, out);
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Role {
    Keywords,
    Names,
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-300_i64..300).prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-99_i32..99).prop_map(|n| Value::from(f64::from(n) / 4.0)),
        "[ -~\u{e9}\u{4e00}]{0,6}".prop_map(Value::from),
        prop::sample::select(vec![
            "string",
            "integer",
            "number",
            "array",
            "object",
            "boolean",
            "int32",
            "int64",
            "float",
            "binary",
            "any",
            "true",
            "false",
            "1",
            "-1",
            "0",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "1e400",
            "007",
            " 5",
            "#/components/schemas/box",
            "#/components/schemas/nobody",
            "^a|b$",
            "(?i)[a-z]+",
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::btree_map("[a-z]{1,3}", inner, 0..3)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// Keywords that mean something somewhere.
fn keyword() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "type",
        "format",
        "$ref",
        "required",
        "docRequired",
        "example",
        "default",
        "enum",
        "enumValueTitles",
        "deprecated",
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "minLength",
        "maxLength",
        "minItems",
        "maxItems",
        "pattern",
        "title",
        "description",
        "summary",
        "properties",
        "items",
        "additionalProperties",
        "in",
        "style",
        "schema",
        "allowEmptyValue",
        "headers",
        "methods",
        "schemes",
        "path",
        "consumes",
        "produces",
        "security",
        "operationType",
        "staticInfo",
        "systemTags",
        "responseDemo",
        "errorCode",
        "errorMessage",
        "errorCodes",
        "responses",
        "parameters",
        "regionId",
        "endpoint",
        "vpc",
        "public",
        "x-new",
        "xml",
        "schema#2",
        "parameter.x",
        "extraInfo",
    ])
    .prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Keywords that nobody knows, at random places: each is found again.
    #[test]
    fn unknown_keywords_survive(news in prop::collection::vec((any::<prop::sample::Index>(), "zz-[a-z]{1,4}", any_json()), 1..8)) {
        let mut source: Value = serde_json::from_str(TOY).unwrap();
        let mut places = Vec::new();
        keyword_objects(&source, "", Role::Keywords, &mut places);
        prop_assert!(places.len() > 60);
        let mut put = 0;
        for (place, keyword, json) in news {
            let object = source.pointer_mut(place.get::<String>(&places)).and_then(Value::as_object_mut).unwrap();
            put += usize::from(object.insert(keyword, json).is_none());
        }
        let imported = imported("toy.json", &source.to_string());
        let walk = Walk::file(&source, &imported);
        prop_assert!(walk.lost.is_empty(), "{:#?}", walk.lost);
        let found: usize = walk.found.iter().filter(|((_, name), _)| name.starts_with("zz-")).map(|(_, n)| n).sum();
        // What stands in a row, a later parameter or a part that is kept whole is found with it.
        prop_assert!(found <= put);
        let text: String = imported.operations.iter().map(load::to_text).collect::<String>() + &load::to_text(&imported.service);
        let in_text = text.matches("\"zz-").count() + text.matches("parameter.zz-").count() + text.matches("header.zz-").count();
        prop_assert!(in_text >= put, "{in_text} of {put}");
    }

    /// Known keywords with values of every kind, at random places: either a fault, or nothing is lost.
    #[test]
    fn odd_values_are_refused_or_kept(news in prop::collection::vec((any::<prop::sample::Index>(), keyword(), any_json()), 1..6)) {
        let mut source: Value = serde_json::from_str(TOY).unwrap();
        for (place, keyword, json) in news {
            let mut places = Vec::new();
            keyword_objects(&source, "", Role::Keywords, &mut places);
            let object = source.pointer_mut(place.get::<String>(&places)).and_then(Value::as_object_mut).unwrap();
            object.insert(keyword, json);
        }
        match import("toy.json", &source.to_string(), &Options::default()) {
            Ok(imported) => {
                let walk = Walk::file(&source, &imported);
                prop_assert!(walk.lost.is_empty(), "{:#?}", walk.lost);
                imported.operations.iter().for_each(well_formed);
                let again = load::service("service.json", &load::to_text(&imported.service));
                prop_assert_eq!(again.unwrap(), imported.service);
            }
            Err(faults) => {
                prop_assert!(!faults.is_empty());
                prop_assert!(faults.iter().all(|fault| fault.severity == Severity::Error && fault.line == 1 && !fault.help.is_empty()));
            }
        }
    }
}
