//! Runs the command line as a person would, in a folder of its own.

#![allow(dead_code)] // each test file uses its part

pub mod fixture;

pub mod checkout;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a run printed, and how it ended.
#[derive(Debug)]
pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

/// The checkout.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A fixture page.
pub fn page(name: &str) -> PathBuf {
    root().join("spec/import/tests/pages").join(name)
}

/// Runs `acsgen` in a folder, with a standard input. It must never panic.
pub fn run_in(folder: &Path, args: &[&str], input: &[u8]) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_acsgen"))
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // A program that needs no input may be gone before it is written.
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let done = child.wait_with_output().unwrap();
    let _ = writer.join().unwrap();
    let ran = Ran {
        code: done.status.code(),
        out: String::from_utf8(done.stdout).unwrap(),
        err: String::from_utf8(done.stderr).unwrap(),
    };
    assert!(!ran.err.contains("panicked"), "{args:?}: {}", ran.err);
    assert!(
        !ran.out.contains('\u{1b}') && !ran.err.contains('\u{1b}'),
        "colours on no terminal: {ran:?}"
    );
    ran
}

/// Runs `acsgen` in the checkout.
pub fn run(args: &[&str]) -> Ran {
    run_in(&root(), args, b"")
}

/// A copy of the repository's spec folder, and where a crate may go.
pub fn scratch() -> tempfile::TempDir {
    let scratch = tempfile::tempdir().unwrap();
    let version = scratch.path().join("spec/r-kvstore/2015-01-01");
    std::fs::create_dir_all(&version).unwrap();
    for name in ["service.json", "CreateTairKVCacheVNode.json"] {
        std::fs::copy(
            root().join("spec/r-kvstore/2015-01-01").join(name),
            version.join(name),
        )
        .unwrap();
    }
    scratch
}

/// All files below a folder, with their texts, sorted.
pub fn files(folder: &Path) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut to_do = vec![folder.to_owned()];
    while let Some(dir) = to_do.pop() {
        for entry in std::fs::read_dir(&dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                to_do.push(path);
            } else {
                let name = path
                    .strip_prefix(folder)
                    .unwrap()
                    .to_string_lossy()
                    .into_owned();
                out.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    out.sort();
    out
}
