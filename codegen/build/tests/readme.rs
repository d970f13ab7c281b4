//! What the README shows of the doors is what the downstream crates are built from.

#![allow(clippy::unwrap_used)] // a test: a fault is meant to end it

use std::fs;
use std::path::Path;

#[test]
fn the_readme_shows_what_is_built() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let read = |path: &str| fs::read_to_string(root.join(path)).unwrap();
    let readme = read("README.md");
    let script = read("codegen/build/tests/downstream/build.rs");
    assert!(readme.contains(&script), "{script}");
    assert!(script.lines().count() <= 5, "{script}");
    for (crate_of, what) in [("build", "include!("), ("macros", "include_spec!(")] {
        let program = read(&format!("codegen/{crate_of}/tests/downstream/src/main.rs"));
        let line = program.lines().find(|line| line.contains(what)).unwrap();
        assert!(readme.contains(line.trim()), "{line}");
    }
}
