//! The sample is canonical, uses every kind, and has no findings but those that it is there to show.

use std::collections::BTreeSet;

use acs_spec::json::Json;
use acs_spec::{Check, Operation, RuleCheck, Service, lint, load};

use crate::{check_file, path, sample_text};

pub fn operation() -> Operation {
    load::operation("KindleHarbourLights.json", &sample_text()).unwrap()
}

pub fn service() -> Service {
    let text = std::fs::read_to_string(path("tests/data/service.json")).unwrap();
    load::service("service.json", &text).unwrap()
}

#[test]
fn the_samples_are_canonical() {
    check_file(
        "tests/data/KindleHarbourLights.json",
        &load::to_text(&operation()),
    );
    check_file("tests/data/service.json", &load::to_text(&service()));
}

#[test]
fn only_what_cannot_be_mended_is_found() {
    let found = lint::file_operation("KindleHarbourLights.json", &sample_text(), Some(&service()));
    let text: Vec<String> = found.iter().map(ToString::to_string).collect();
    crate::broken::golden("sample_findings", &text.join("\n\n"));
    let text = std::fs::read_to_string(path("tests/data/service.json")).unwrap();
    assert_eq!(lint::file_service("service.json", &text), []);
}

/// Every value of a key `key`, anywhere below.
fn words(value: &Json, key: &str, out: &mut BTreeSet<String>) {
    match value {
        Json::Array(items) => items.iter().for_each(|item| words(item, key, out)),
        Json::Object(members) => {
            for (name, value) in members {
                if name == key
                    && let Some(word) = value.as_str()
                {
                    out.insert(word.to_owned());
                }
                words(value, key, out);
            }
        }
        _ => {}
    }
}

#[test]
fn the_sample_uses_every_kind() {
    let tree = acs_spec::Shape::encode(&operation());
    let mut kinds = BTreeSet::new();
    words(&tree, "kind", &mut kinds);
    for kind in Check::KINDS.iter().chain(RuleCheck::KINDS) {
        assert!(kinds.contains(*kind), "the sample has no {kind}");
    }
    for key in Operation::KEYS {
        // Prose stands in no spec file; a Rust name only where it cannot be derived.
        if !["prose", "rust_name", "consumes"].contains(key) {
            assert!(tree.get(key).is_some(), "the sample has no {key}");
        }
    }
}
