//! The reviewed spec is page and metadata as imported, with the recorded corrections and nothing else; and a correction that no
//! longer fits fails.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::type_complexity
)] // a test: a fault is meant to end it

mod common;

use acs_import::merge::merge;
use acs_import::source::{Options, import};
use acs_spec::source::Correction;
use acs_spec::{Json, correct, lint, load};

/// Needs `../shared`. An import that reads a source differently, a hand in the spec file beside the corrections, or a
/// form of writing that is not canonical turns it red.
#[test]
fn the_reviewed_spec_is_its_sources_with_its_corrections() {
    let Some(shared) = common::shared() else {
        return;
    };
    let (operation, service) = common::first();
    let read = |file: &str| {
        let bytes = std::fs::read(shared.join(file)).unwrap();
        let options = Options {
            service: Some(&service),
            operations: [operation.name.clone()].into(),
        };
        // Documents are named without their folders.
        let name = file.rsplit('/').next().unwrap();
        let mut imported = import(name, &bytes, &options).unwrap();
        assert_eq!(imported.operations.len(), 1);
        imported.operations.remove(0)
    };
    let parts = vec![
        read("pages/CreateTairKVCacheVNode.2025-11-27.txt"),
        read("api-docs/r-kvstore.2015-01-01.2025-12.json"),
    ];
    let read = merge(parts, None).unwrap().operation;
    assert_ne!(read, operation, "without its corrections it differs");
    let mut corrected = correct::apply(&read, &operation.corrections).unwrap();
    lint::strip_prose(&mut corrected);
    let text = load::to_text(&corrected);
    let stored = common::read("spec/r-kvstore/2015-01-01/CreateTairKVCacheVNode.json");
    let differs = text
        .lines()
        .zip(stored.lines())
        .enumerate()
        .find(|(_, (a, b))| a != b);
    assert!(text == stored, "line, imported and stored: {differs:?}");
}

fn stale(corrections: &[Correction]) -> Vec<&'static str> {
    let (mut operation, _) = common::first();
    operation.corrections.clear();
    match correct::apply(&operation, corrections) {
        Ok(_) => Vec::new(),
        Err(faults) => faults.iter().map(|fault| fault.code).collect(),
    }
}

fn correction(at: &str, was: Option<Json>, now: Option<Json>) -> Correction {
    Correction {
        at: at.to_owned(),
        was,
        now,
        why: "A test.".to_owned(),
    }
}

/// Without `../shared`: every correction of the reviewed spec has been applied to it already, so applied again it finds
/// something else than it says was there. One that does not notice would rot.
#[test]
fn a_correction_that_no_longer_fits_fails() {
    let (operation, _) = common::first();
    let mut with_was = 0;
    for applied in operation
        .corrections
        .iter()
        .filter(|correction| correction.was != correction.now)
    {
        with_was += usize::from(applied.was.is_some());
        assert_eq!(
            stale(std::slice::from_ref(applied)),
            ["ACS0115"],
            "{}",
            applied.at
        );
    }
    assert!(with_was > 5);
}

#[test]
fn dropping_or_altering_what_was_there_fails() {
    let at = "/parameters/Period/schema/unit";
    let (months, weeks) = (Some(Json::text("months")), Some(Json::text("weeks")));
    assert_eq!(
        stale(&[correction(at, months.clone(), weeks.clone())]),
        [""; 0],
        "what fits is applied"
    );
    assert_eq!(
        stale(&[correction(at, None, weeks.clone())]),
        ["ACS0115"],
        "`was` is dropped"
    );
    assert_eq!(
        stale(&[correction(at, Some(Json::text("days")), weeks.clone())]),
        ["ACS0115"],
        "`was` is altered"
    );
    assert_eq!(
        stale(&[correction("/parameters/Perio/schema/unit", months, weeks)]),
        ["ACS0115"],
        "the place is gone"
    );
}
