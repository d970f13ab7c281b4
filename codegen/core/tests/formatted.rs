//! `rustfmt` leaves emitted crates as they are, however long the names in them; the obstacle course has a test of its own.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // a test: a fault is meant to end it

use std::fs;
use std::path::Path;
use std::process::Command;

use acsgen_core::{Settings, SpecFile, generate, write};

/// Writes a crate, and has it looked at. Without `rustfmt` there is nothing to compare with.
fn is_left_alone(files: &[SpecFile]) {
    let output =
        generate(files, &Settings::default()).unwrap_or_else(|faults| panic!("{faults:#?}"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("formatted");
    write::write(output.as_map(), &folder).unwrap();
    let rustfmt = Command::new("rustfmt")
        .args(["--edition", "2024", "--check", "--color", "never"])
        .arg(folder.join("src/lib.rs"))
        .output();
    let Ok(done) = rustfmt else {
        println!("skipped: no rustfmt");
        return;
    };
    let said = String::from_utf8_lossy(&done.stdout);
    let trouble = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{said}{trouble}");
}

/// Lines grow with the names: some length is at each limit of width that a layouter has.
#[test]
fn names_of_every_length() {
    let operation = |length: usize| {
        let name = format!("Do{}", "x".repeat(length));
        let text = format!(
            r#"{{"format": "acs-operation/1", "name": "{name}", "product": "unstated", "version": "unstated",
            "style": "unstated", "schemes": "unstated", "methods": "unstated", "path": "unstated", "access": "unstated",
            "parameters": [{{"name": "P{name}", "location": "unstated", "required": true, "schema": {{"type": "array",
            "items": {{"type": "string"}}, "constraints": [{{"id": "P{name}.items", "tier": "documented",
            "check": {{"kind": "items", "max": 5}}, "evidence": [{{"source": "page", "row": "x", "stated": "rule"}}]}}]}}}}],
            "errors": [{{"status": 400, "code": "E{name}", "message": "m"}}],
            "responses": [{{"status": "200", "schema": {{"type": "object", "fields": [{{"name": "R{name}", "required": false,
            "schema": {{"type": "string"}}}}]}}}}],
            "sources": [{{"id": "page", "kind": "page", "document": "Do", "url": "https://example.invalid/do",
            "date": "unstated"}}]}}"#
        );
        SpecFile::new(format!("{name}.json"), text)
    };
    let service = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/obstacle/service.json");
    let service = fs::read_to_string(service).unwrap();
    let mut files = vec![SpecFile::new("service.json".to_owned(), service)];
    files.extend((1..60).map(operation));
    is_left_alone(&files);
}
