//! With the feature `import` a page is generated from; an ambiguous row is an error until a correction settles it.

#![cfg(feature = "import")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // a test: a fault is meant to end it

use std::fs;
use std::path::Path;

use acsgen_build::{Builder, Told};

/// A file that records these corrections.
fn reviewed(corrections: &[String]) -> String {
    format!(
        r#"{{
  "format": "acs-operation/1", "name": "MoorBarge", "product": "unstated", "version": "unstated",
  "style": "unstated", "schemes": "unstated", "methods": "unstated", "path": "unstated", "access": "unstated",
  "parameters": [], "responses": "unstated", "corrections": [{}], "sources": []
}}"#,
        corrections.join(",")
    )
}

/// The corrections that the faults' help offers.
fn offered(told: &Told) -> Vec<String> {
    let helps = told.faults.iter().map(|fault| fault.help.as_str());
    helps
        .filter_map(|help| Some(help.split_once("by this correction: ")?.1.to_owned()))
        .collect()
}

/// The warnings of ambiguous rows.
fn ambiguous(told: &Told) -> Vec<&String> {
    let is_it = |line: &&String| line.starts_with("cargo::warning=") && line.contains("ACS0204");
    told.lines.iter().filter(is_it).collect()
}

fn generate(folder: &Path, change: impl FnOnce(Builder) -> Builder) -> Told {
    let page =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec/import/tests/pages/MoorBarge.A.txt");
    fs::copy(page, folder.join("page.txt")).unwrap();
    change(Builder::new().spec("page.txt")).generate_in(folder, folder)
}

fn codes(told: &Told) -> Vec<&str> {
    told.faults.iter().map(|fault| fault.code).collect()
}

#[test]
fn a_correction_settles_what_a_page_leaves_open() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path();
    let told = generate(folder, |builder| builder);
    assert!(codes(&told).contains(&"ACS0117"), "{told:?}");
    let place = "cargo::error=page.txt#MoorBarge: ACS0117";
    assert!(told.lines.iter().any(|line| line.starts_with(place)));
    assert!(!folder.join("acsgen.rs").exists());

    // What the help offers is what settles it: one row after the other.
    let offers = offered(&told);
    assert_eq!(offers.len(), 2, "{told:?}");
    let with = |text: &str| {
        fs::write(folder.join("reviewed.json"), text).unwrap();
        generate(folder, |builder| {
            builder.option("corrections", "reviewed.json")
        })
    };
    let told = with(&reviewed(&offers[..1]));
    assert_eq!(offered(&told), offers[1..]);
    assert_eq!(ambiguous(&told).len(), 1, "{told:?}");
    let told = with(&reviewed(&offers));
    assert_eq!(told.faults, [], "{told:?}");
    assert_eq!(ambiguous(&told), [""; 0], "a settled row warns no more");
    let text = fs::read_to_string(folder.join("acsgen.rs")).unwrap();
    assert!(text.contains("pub mod moor_barge") && text.contains("TideNotHigh"));
    let watched = |name: &str| {
        let end = format!("/{name}");
        told.lines
            .iter()
            .any(|line| line.starts_with("cargo::rerun-if-changed=") && line.ends_with(&end))
    };
    assert!(watched("page.txt") && watched("reviewed.json"), "{told:?}");

    // A correction that no longer applies is an error too, and so is an operation that the page does not hold.
    let told = with(&reviewed(&offers).replace("409:TideNotHigh", "409:TideTooLow"));
    assert!(codes(&told).contains(&"ACS0115"), "{told:?}");
    let told = generate(folder, |builder| builder.option("operation", "ListBuoys"));
    assert!(!told.faults.is_empty(), "{told:?}");
}

#[test]
fn metadata_is_taken_with_a_list_of_operations() {
    let scratch = tempfile::tempdir().unwrap();
    let source =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec/import/tests/api_docs/toy.json");
    fs::copy(source, scratch.path().join("api-docs.json")).unwrap();
    let folder = scratch.path();
    let told = Builder::new()
        .spec("api-docs.json")
        .option("operation", "Nonesuch")
        .generate_in(folder, folder);
    assert!(!told.faults.is_empty() && !folder.join("acsgen.rs").exists());
}
