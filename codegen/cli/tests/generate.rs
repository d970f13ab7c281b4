//! Generating at the command line: the same bytes, nothing half done, nothing foreign touched.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test: a fault is meant to end it

mod common;

use std::fs;
use std::path::Path;

use common::{files, root, run, run_in, scratch};

const LIB: &str = "generated/r-kvstore/src/lib.rs";

fn generate(folder: &Path, more: &[&str]) -> common::Ran {
    run_in(folder, &[&["generate"][..], more].concat(), b"")
}

#[test]
fn a_second_run_gives_the_same_bytes_and_says_so() {
    let scratch = scratch();
    let first = generate(scratch.path(), &[]);
    assert!(
        first.code == Some(0) && first.out.contains("wrote generated/r-kvstore/src/lib.rs"),
        "{first:?}"
    );
    let before = files(&scratch.path().join("generated"));
    let second = generate(scratch.path(), &[]);
    assert!(
        second.out.contains("unchanged") && !second.out.contains("wrote"),
        "{second:?}"
    );
    assert_eq!(files(&scratch.path().join("generated")), before);
    let here = scratch.path().to_string_lossy().into_owned();
    for (name, text) in &before {
        assert!(!text.contains(&here), "{name} holds a path of this machine");
    }
}

#[test]
fn where_the_run_begins_does_not_matter() {
    let scratch = scratch();
    generate(scratch.path(), &[]);
    let nested = scratch.path().join("spec/r-kvstore");
    let ran = generate(&nested, &["--check"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let repository = files(&root().join("generated/r-kvstore/src"));
    assert_eq!(
        files(&scratch.path().join("generated/r-kvstore/src")),
        repository,
        "the repository's own is the same"
    );
}

#[test]
fn check_names_what_is_stale_and_the_command_that_mends() {
    assert_eq!(
        run(&["generate", "--check"]).code,
        Some(0),
        "the repository is fresh"
    );
    let scratch = scratch();
    generate(scratch.path(), &[]);
    fs::write(scratch.path().join(LIB), "// by hand").unwrap();
    let ran = generate(scratch.path(), &["--check"]);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.err.contains("ACS0304") && ran.err.contains(LIB),
        "{}",
        ran.err
    );
    let command = ran
        .err
        .split("run `")
        .nth(1)
        .unwrap()
        .split('`')
        .next()
        .unwrap();
    let words: Vec<&str> = command.split(' ').skip(1).collect();
    assert_eq!(
        run_in(scratch.path(), &words, b"").code,
        Some(0),
        "{command}"
    );
    assert_eq!(generate(scratch.path(), &["--check"]).code, Some(0));
}

#[test]
fn an_interrupted_run_is_mended_by_the_next() {
    let scratch = scratch();
    generate(scratch.path(), &[]);
    let whole = files(&scratch.path().join("generated"));
    let krate = scratch.path().join("generated/r-kvstore");
    fs::create_dir_all(krate.join(".acsgen-new/src")).unwrap();
    fs::write(krate.join(".acsgen-new/src/lib.rs"), "half").unwrap();
    fs::copy(krate.join(".acsgen-manifest"), krate.join(".acsgen-swap")).unwrap();
    fs::remove_file(krate.join("src/lib.rs")).unwrap();
    assert_eq!(generate(scratch.path(), &["--check"]).code, Some(1));
    let ran = generate(scratch.path(), &[]);
    assert!(
        ran.code == Some(0) && ran.err.contains("ACS0305"),
        "{ran:?}"
    );
    assert_eq!(files(&scratch.path().join("generated")), whole);
}

#[test]
fn a_foreign_file_is_never_touched() {
    let scratch = scratch();
    generate(scratch.path(), &[]);
    let mine = scratch.path().join("generated/r-kvstore/src/mine.rs");
    fs::write(&mine, "precious").unwrap();
    let before = files(scratch.path());
    let ran = generate(scratch.path(), &[]);
    assert!(
        ran.code == Some(1) && ran.err.contains("mine.rs"),
        "{ran:?}"
    );
    assert_eq!(files(scratch.path()), before);
}

#[test]
fn nothing_is_written_when_anything_fails() {
    let scratch = scratch();
    let good = scratch
        .path()
        .join("spec/r-kvstore/2015-01-01/CreateTairKVCacheVNode.json");
    let text = fs::read_to_string(&good)
        .unwrap()
        .replacen("CreateTairKVCacheVNode", "Other", 1);
    fs::write(
        good.with_file_name("Other.json"),
        text.replacen("\"kind\": \"length\"", "\"kind\": \"lenght\"", 1),
    )
    .unwrap();
    let ran = generate(scratch.path(), &[]);
    assert!(
        ran.code == Some(1) && ran.err.contains("ACS0008") && ran.err.contains("Other.json"),
        "{}",
        ran.err
    );
    assert!(!scratch.path().join("generated").exists());
    let ran = generate(scratch.path(), &["--operation", "Nonesuch"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
}

#[test]
fn only_the_operations_asked_for_and_elsewhere() {
    let scratch = scratch();
    let out = scratch.path().join("elsewhere");
    let runtime = root().join("codegen/runtime").canonicalize().unwrap();
    let ran = generate(
        scratch.path(),
        &[
            "--operation",
            "CreateTairKVCacheVNode",
            "--out",
            "elsewhere",
            "--runtime",
            &runtime.to_string_lossy(),
        ],
    );
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let manifest = fs::read_to_string(out.join("r-kvstore/Cargo.toml")).unwrap();
    assert!(
        manifest.contains("[workspace]") && manifest.contains("acs-runtime = { path = \"../"),
        "{manifest}"
    );
    assert!(!scratch.path().join("generated").exists());
}

#[cfg(unix)]
#[test]
fn a_reader_that_has_gone_is_no_failure() {
    use std::process::{Command, Stdio};
    let mut child = Command::new(env!("CARGO_BIN_EXE_acsgen"))
        .args(["schema", "operation"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let done = child.wait_with_output().unwrap();
    assert!(done.status.success() && done.stderr.is_empty(), "{done:?}");
}
