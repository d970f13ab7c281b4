//! `rustfmt` leaves emitted crates as they are, whatever the names in them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // a test: a fault is meant to end it

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use acsgen_core::{Settings, SpecFile, generate};

fn obstacles() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/obstacle")
}

fn service() -> SpecFile {
    let text = fs::read_to_string(obstacles().join("service.json")).unwrap();
    SpecFile::new("service.json".to_owned(), text)
}

/// Writes a crate, and has it looked at. Without `rustfmt` there is nothing to compare with.
fn is_left_alone(name: &str, files: &[SpecFile]) {
    let output =
        generate(files, &Settings::default()).unwrap_or_else(|faults| panic!("{faults:#?}"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("formatted-{name}"));
    for (file, text) in output.files() {
        let path = folder.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let rustfmt = Command::new("rustfmt")
        .args(["--edition", "2024", "--check", "--color", "never"])
        .arg(folder.join("src/lib.rs"))
        .output();
    let Ok(done) = rustfmt else {
        println!("skipped: no rustfmt");
        return;
    };
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(
        done.status.success(),
        "{name}: {said}{}",
        String::from_utf8_lossy(&done.stderr)
    );
}

#[test]
fn the_obstacle_course() {
    let mut names: Vec<PathBuf> = fs::read_dir(obstacles())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    names.sort();
    let mut files = vec![service()];
    for path in names {
        let name = path.file_name().unwrap().to_str().unwrap();
        // One allows nothing, and is refused.
        if name.ends_with(".json") && !["service.json", "Hollow.json"].contains(&name) {
            files.push(SpecFile::new(
                name.to_owned(),
                fs::read_to_string(&path).unwrap(),
            ));
        }
    }
    assert!(files.len() > 10);
    is_left_alone("course", &files);
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
    let mut files = vec![service()];
    files.extend((1..60).map(operation));
    is_left_alone("lengths", &files);
}
