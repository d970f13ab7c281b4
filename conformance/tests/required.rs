//! A required parameter cannot be forgotten: the request does not compile, and the message names the parameter. An enum
//! takes any text.
//!
//! A crate of its own is compiled, without the client and what it needs: `trybuild` would compile whatever the suite needs
//! once more.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::type_complexity
)] // a test: a fault is meant to end it

mod common;

use std::path::PathBuf;
use std::process::{Command, Output};

use common::{read, workspace};

/// Runs a command of cargo on a program of `tests/ui` that uses the generated crate.
fn cargo(command: &str, program: &str) -> Output {
    let temporary = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let folder = temporary.join("required");
    std::fs::create_dir_all(&folder).unwrap();
    let programs = ["forgotten", "any_text"].map(|name| {
        let file = workspace().join(format!("conformance/tests/ui/{name}.rs"));
        format!(
            "[[bin]]\nname = {name:?}\npath = {:?}\n",
            file.to_str().unwrap()
        )
    });
    let krate = workspace().join("generated/r-kvstore");
    let manifest = format!(
        "[package]\nname = \"required\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n\
         acs-r-kvstore = {{ path = {:?}, default-features = false }}\n{}",
        krate.to_str().unwrap(),
        programs.concat()
    );
    std::fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    std::fs::write(folder.join("Cargo.lock"), read("Cargo.lock")).unwrap();
    Command::new(env!("CARGO"))
        .args([command, "--quiet", "--offline", "--color", "never"])
        .args(["--bin", program, "--target-dir"])
        .arg(temporary.join("build"))
        .env("CARGO_PROFILE_DEV_DEBUG", "false")
        .current_dir(&folder)
        .output()
        .unwrap()
}

#[test]
fn forgetting_does_not_compile() {
    let output = cargo("check", "forgotten");
    assert!(!output.status.success(), "it compiles");
    let said = String::from_utf8(output.stderr).unwrap();
    let here = workspace().join("conformance");
    let said = said.replace(&format!("{}/", here.display()), "");
    let expected = read("conformance/tests/ui/forgotten.stderr");
    assert!(
        said.starts_with(&expected),
        "{said}\ninstead of\n{expected}"
    );
}

#[test]
fn an_enum_takes_any_text() {
    let output = cargo("run", "any_text");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}
