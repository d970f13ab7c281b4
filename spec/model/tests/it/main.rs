//! Tests of the format as a whole: its sample, its checked-in JSON Schema, and what broken files lead to.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is not as it should be; clippy does not count the helpers of tests as tests"
)]

mod agree;
mod broken;
mod generate;
mod robust;
mod sample;
mod schema;

use std::path::PathBuf;

/// A file of this crate.
fn path(part: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(part)
}

/// Compares a file with what it should hold; with `ACSGEN_BLESS=1` writes it instead.
fn check_file(part: &str, want: &str) {
    let path = path(part);
    if std::env::var_os("ACSGEN_BLESS").is_some_and(|value| value == "1") {
        std::fs::write(&path, want).unwrap();
        return;
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == want,
        "{part} is not what the types give; run `ACSGEN_BLESS=1 cargo test -p acs-spec` and look at the difference"
    );
}

/// The text of the sample operation.
fn sample_text() -> String {
    std::fs::read_to_string(path("tests/data/KindleHarbourLights.json")).unwrap()
}
