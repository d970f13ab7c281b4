//! Several sources, one spec: the looser reading refuses, the stricter one advises, silence says nothing, ids stay.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // a test

use std::path::Path;

use acs_import::merge::{merge, retained};
use acs_import::source::{self, Options};
use acs_spec::lint::{self, strip_prose};
use acs_spec::source::{Correction, SourceKind};
use acs_spec::{Json, Operation, Service, Shape, Stated, Tier, correct, load};

mod drift_support;

fn read(file: &str, text: &str, operation: &str, service: Option<&Service>) -> Operation {
    let options = Options {
        service,
        operations: [operation.to_owned()].into(),
    };
    match source::import(file, text.as_bytes(), &options) {
        Ok(mut read) => {
            let mut operation = read.operations.remove(0);
            strip_prose(&mut operation);
            operation
        }
        Err(faults) => panic!("{}", faults[0]),
    }
}

/// Where two trees differ, as pointers with what stands in each.
fn differences(at: &str, a: Option<&Json>, b: Option<&Json>, out: &mut Vec<String>) {
    if a == b {
        return;
    }
    match (a, b) {
        (Some(Json::Object(x)), Some(Json::Object(y))) => {
            let names: std::collections::BTreeSet<&String> =
                x.iter().chain(y).map(|(name, _)| name).collect();
            for name in names {
                differences(
                    &format!("{at}/{name}"),
                    a.unwrap().get(name),
                    b.unwrap().get(name),
                    out,
                );
            }
        }
        (Some(Json::Array(x)), Some(Json::Array(y))) => {
            let called = |n: usize, one: &Json| {
                let name = ["id", "name"]
                    .iter()
                    .find_map(|key| one.get(key).and_then(Json::as_str));
                name.map_or_else(|| n.to_string(), str::to_owned)
            };
            for n in 0..x.len().max(y.len()) {
                let name = x.get(n).or(y.get(n)).map(|one| called(n, one)).unwrap();
                differences(&format!("{at}/{name}"), x.get(n), y.get(n), out);
            }
        }
        _ => out.push(at.to_owned()),
    }
}

/// The checked-in spec is what its two sources give together, with what a person has settled.
#[test]
fn the_checked_in_spec_is_what_the_merge_gives() {
    let Some(page) = drift_support::shared("pages/CreateTairKVCacheVNode.2025-11-27.txt") else {
        return;
    };
    let Some(docs) = drift_support::shared("api-docs/r-kvstore.2015-01-01.2025-12.json") else {
        return;
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../r-kvstore/2015-01-01");
    let text = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let service = load::service("service", &text("service.json")).unwrap();
    let spec = load::operation("spec", &text("CreateTairKVCacheVNode.json")).unwrap();
    let [page, docs] = [(page, Some(&service)), (docs, None)].map(|(path, service)| {
        let text = std::fs::read_to_string(&path).unwrap();
        read(
            path.file_name().unwrap().to_str().unwrap(),
            &text,
            &spec.name,
            service,
        )
    });
    // In whatever order they are named.
    let merged = merge(vec![docs.clone(), page.clone()], Some(&spec)).unwrap();
    assert_eq!(merge(vec![page, docs], Some(&spec)).unwrap(), merged);
    assert!(merged.remarks.is_empty(), "{:?}", merged.remarks);
    // No correction says what the sources say themselves.
    let met = |one: &&Correction| correct::is_met(&merged.operation, one);
    assert_eq!(spec.corrections.iter().find(met), None);
    let corrected = correct::apply(&merged.operation, &spec.corrections).unwrap();
    let mut found = Vec::new();
    differences(
        "",
        Some(&spec.encode()),
        Some(&corrected.encode()),
        &mut found,
    );
    assert_eq!(found, Vec::<String>::new());
    // Conflicts are shown.
    let conflicts = lint::operation(&corrected, Some(&service));
    let conflicts = conflicts.iter().filter(|one| one.code == "ACS0113").count();
    assert_eq!(conflicts, 2);
}

const DOCS: &str = r#"{
  "info": {"product": "Toy", "version": "2020-01-01", "style": "RPC"},
  "apis": {"Ping": {"methods": ["post"], "parameters": [
    {"name": "Colour", "in": "query", "schema": {"type": "string", "required": false, "enum": ["red", "blue"]}},
    {"name": "Times", "in": "query", "schema": {"type": "integer", "format": "int32", "required": true, "minimum": "1", "maximum": "9"}},
    {"name": "Name", "in": "query", "schema": {"type": "string", "maxLength": 8}},
    {"name": "Only", "in": "query", "schema": {"type": "string"}}
  ]}}
}"#;

const OTHER: &str = r#"{
  "info": {"product": "Toy", "version": "2020-01-01", "style": "RPC"},
  "apis": {"Ping": {"methods": ["post"], "parameters": [
    {"name": "Colour", "in": "query", "schema": {"type": "string", "required": true, "enum": ["blue", "green"]}},
    {"name": "Times", "in": "query", "schema": {"type": "integer", "format": "int64", "required": true, "minimum": "1", "maximum": "12"}},
    {"name": "Name", "in": "query", "schema": {"type": "string", "maxLength": 8, "minLength": 2}},
    {"name": "More", "in": "query", "schema": {"type": "boolean"}}
  ], "errorCodes": {"400": [{"errorCode": "Fog", "errorMessage": "thick"}]}}}
}"#;

/// The toy as told by a second kind of source.
fn second() -> Operation {
    let mut other = read("other.json", OTHER, "Ping", None);
    for source in &mut other.sources {
        source.kind = SourceKind::CliMetadata;
    }
    other
}

fn constraint<'a>(operation: &'a Operation, id: &str) -> &'a acs_spec::Constraint {
    let all = operation
        .parameters
        .iter()
        .flat_map(|p| &p.schema.constraints);
    all.into_iter()
        .find(|one| one.id == id)
        .unwrap_or_else(|| panic!("no {id}"))
}

#[test]
fn the_looser_reading_refuses() {
    let merged = merge(vec![read("docs.json", DOCS, "Ping", None), second()], None).unwrap();
    let ping = &merged.operation;
    let names: Vec<&str> = ping.parameters.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names, ["Colour", "Times", "Name", "Only", "More"]);
    // Each allows what the other does not: united, both are advice.
    let any = constraint(ping, "Colour.one_of@any");
    assert_eq!((any.tier, any.evidence.len()), (Tier::Documented, 2));
    assert_eq!(
        acs_spec::write::compact(&any.check.encode()),
        r#"{"kind":"one_of","values":["red","blue","green"]}"#
    );
    for id in ["Colour.one_of", "Colour.one_of@api-docs-2"] {
        let one = constraint(ping, id);
        assert_eq!(
            (one.tier, one.narrows.as_deref()),
            (Tier::Advisory, Some("Colour.one_of@any")),
            "{id}"
        );
    }
    // A wider range, a narrower length; what only one says stands.
    let times = constraint(ping, "Times.int_range");
    assert_eq!(
        (times.tier, times.narrows.as_deref()),
        (Tier::Advisory, Some("Times.int_range@api-docs-2"))
    );
    assert_eq!(
        constraint(ping, "Times.int_range@api-docs-2").tier,
        Tier::Documented
    );
    assert_eq!(constraint(ping, "Name.length").tier, Tier::Documented);
    assert_eq!(
        constraint(ping, "Name.length@api-docs-2")
            .narrows
            .as_deref(),
        Some("Name.length")
    );
    // Required only where all that speak say so.
    let colour = &ping.parameters[0];
    assert_eq!(colour.required, Stated::Stated(false));
    assert_eq!(colour.required_by, ["api-docs-2"]);
    assert_eq!(ping.parameters[1].required, Stated::Stated(true));
    // The wider type, with a remark.
    assert_eq!(ping.parameters[1].schema.r#type.to_string(), "int64");
    assert_eq!(merged.remarks.len(), 1);
    // Silence of the first on errors is no word against them.
    assert_eq!(ping.errors.len(), 1);
    let lints = lint::operation(ping, None);
    assert!(
        lints
            .iter()
            .all(|one| one.severity < acs_spec::Severity::Error),
        "{lints:?}"
    );
    assert_eq!(lints.iter().filter(|one| one.code == "ACS0113").count(), 5);
}

#[test]
fn a_source_agreeing_adds_evidence_only() {
    let docs = read("docs.json", DOCS, "Ping", None);
    let mut again = docs.clone();
    again.sources[0].kind = SourceKind::CliMetadata;
    let merged = merge(vec![docs.clone(), again], None).unwrap().operation;
    let counts = |operation: &Operation| -> Vec<usize> {
        operation
            .parameters
            .iter()
            .map(|p| p.schema.constraints.len())
            .collect()
    };
    assert_eq!(counts(&merged), counts(&docs));
    assert_eq!(constraint(&merged, "Times.int_range").evidence.len(), 4);
    assert_eq!(merged.sources.len(), 2);
}

/// Read anew, one source keeps what the other said, and every id.
#[test]
fn a_source_read_anew_leaves_the_other() {
    let both = merge(vec![read("docs.json", DOCS, "Ping", None), second()], None)
        .unwrap()
        .operation;
    let rest = retained(&both, &[SourceKind::ApiDocs]).unwrap();
    assert_eq!(rest.len(), 1);
    let mut parts = rest;
    parts.push(read("docs.json", DOCS, "Ping", None));
    let again = merge(parts, Some(&both)).unwrap().operation;
    let (was, is) = (both.encode(), again.encode());
    let mut found = Vec::new();
    differences("", Some(&was), Some(&is), &mut found);
    assert_eq!(found, Vec::<String>::new());
}
