//! What each emitter emits for a small operation. The same operation is compiled and run in `obstacle.rs`.

// Helpers of tests are not tests to clippy.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::fs;
use std::path::Path;

use acsgen_core::{Output, Settings, SpecFile, generate};

fn lamp() -> Output {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/obstacle");
    let file = |name: &str| {
        SpecFile::new(
            format!("tests/obstacle/{name}"),
            fs::read_to_string(folder.join(name)).unwrap(),
        )
    };
    generate(
        &[file("service.json"), file("LightLamp.json")],
        &Settings::default(),
    )
    .unwrap()
}

/// The text of a file without its header, whose checksum changes with every blank of the spec.
fn body(output: &Output, path: &str) -> String {
    let text = output.get(path).unwrap();
    let lines = text
        .lines()
        .filter(|line| !line.starts_with("//! @generated"));
    lines.collect::<Vec<_>>().join("\n")
}

macro_rules! goldens {
    ($($name:ident $path:literal;)*) => {$(
        #[test]
        fn $name() {
            insta::assert_snapshot!(body(&lamp(), $path));
        }
    )*};
}

goldens! {
    manifest "Cargo.toml";
    root "src/lib.rs";
    operation "src/light_lamp/mod.rs";
    request "src/light_lamp/request.rs";
    values "src/light_lamp/values.rs";
    rules "src/light_lamp/rules.rs";
    validate "src/light_lamp/validate.rs";
    wire "src/light_lamp/wire.rs";
    response "src/light_lamp/response.rs";
    error "src/light_lamp/error.rs";
    client "src/client.rs";
    blocking "src/blocking.rs";
    endpoints "src/endpoints.rs";
}

#[test]
fn every_file_names_its_spec_and_the_checksum() {
    let output = lamp();
    let header = "//! @generated from tests/obstacle/LightLamp.json (sha256 ";
    for (path, text) in output
        .files()
        .filter(|(path, _)| path.starts_with("src/light_lamp/"))
    {
        assert!(text.lines().any(|line| line.starts_with(header)), "{path}");
    }
}

#[test]
fn the_tokens_hold_what_the_files_hold() {
    let output = lamp();
    let file: syn::File = syn::parse_str(output.tokens()).unwrap();
    let modules: Vec<String> = file
        .items
        .iter()
        .filter_map(|item| match item {
            syn::Item::Mod(module) => Some(module.ident.to_string()),
            _ => None,
        })
        .collect();
    // The clients are there if the runtime has them: in macros.
    assert_eq!(modules, ["endpoints", "light_lamp"]);
    for name in [
        "fn check_name",
        "NAME_LENGTH",
        "enum Colour",
        "struct Required",
        "OPERATIONS",
    ] {
        assert!(output.tokens().contains(name), "{name}");
    }
}
