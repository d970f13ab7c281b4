//! Faults stand where they belong in the caller's source: at the path, at the option, several at once.

#![allow(clippy::unwrap_used)] // a test: a fault is meant to end it

use std::fs;
use std::path::Path;

/// The cases are built as a crate of their own, whose folder paths are relative to: what they name is put there.
fn provide() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR"));
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let folder = target.join("tests/trybuild/acsgen-macros/specs");
    fs::create_dir_all(&folder).unwrap();
    for file in [
        "tests/ui/specs/Broken.json",
        "tests/ui/specs/Sound.json",
        "../../spec/import/tests/pages/MoorBarge.A.txt",
        "tests/ui.rs",
    ] {
        let from = source.join(file);
        fs::copy(&from, folder.join(from.file_name().unwrap())).unwrap();
    }
}

#[test]
fn faults_are_errors_of_the_compiler_at_their_span() {
    provide();
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/spec.rs");
    cases.compile_fail("tests/ui/settings.rs");
    cases.compile_fail("tests/ui/files.rs");
    #[cfg(feature = "import")]
    cases.compile_fail("tests/ui/page.rs");
    cases.pass("tests/ui/module.rs");
}
