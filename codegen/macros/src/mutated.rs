//! Mutants of specs, settings and arguments, and with the feature `import` of pages, metadata and corrections, through the
//! entry functions of the build script and the macro: never a panic, both refuse or neither does, and each fault has a
//! remedy and a place.
//!
//! A longer run: `ACSGEN_FUZZ_SECONDS=600 cargo test --release -p acsgen-macros -p acsgen-build --features
//! acsgen-macros/import,acsgen-build/import --lib mutated -- --ignored --nocapture`. There is no corpus: what is mutated are the files of the tests.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // a test

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use acsgen_core::options::{OPTIONS, Takes};
use proc_macro2::TokenStream;
use quote::quote;

use crate::expand::expand;
use mutation::{Dice, mutate};

#[path = "../../core/tests/mutation/mod.rs"]
mod mutation;

const REVIEWED: &str = r#"{
  "format": "acs-operation/1", "name": "MoorBarge", "product": "unstated", "version": "unstated",
  "style": "unstated", "schemes": "unstated", "methods": "unstated", "path": "unstated", "access": "unstated",
  "parameters": [], "responses": "unstated",
  "corrections": [
    {"at": "/errors/409:TideNotHigh/candidates",
      "was": [{"code": "TideNotHighError", "message": "tide not high."}], "now": [], "why": "Seen."},
    {"at": "/errors/500:InternalError/candidates",
      "was": [{"code": "Internal", "message": "Error"}], "now": [], "why": "Seen."}
  ],
  "sources": []
}"#;

/// Files that lie in one folder; the first is what is named to the doors.
type Seed = Vec<(String, String)>;

fn seeds() -> Vec<Seed> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let texts = |folder: &str, ending: &str| -> BTreeMap<String, String> {
        fs::read_dir(root.join(folder))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|found| found == ending))
            .map(|path| {
                let name = path.file_name().unwrap().to_str().unwrap().to_owned();
                (name, fs::read_to_string(&path).unwrap())
            })
            .collect()
    };
    let mut out = Vec::new();
    for folder in ["spec/r-kvstore/2015-01-01", "codegen/core/tests/obstacle"] {
        let mut files = texts(folder, "json");
        let service = files.remove("service.json").unwrap();
        for (name, text) in files {
            let service = ("service.json".to_owned(), service.clone());
            out.push(vec![(name, text), service]);
        }
    }
    if cfg!(feature = "import") && build_imports() {
        let service = fs::read_to_string(root.join("spec/r-kvstore/2015-01-01/service.json"));
        let service = ("service.json".to_owned(), service.unwrap());
        let reviewed = ("reviewed.json".to_owned(), REVIEWED.to_owned());
        for (name, text) in texts("spec/import/tests/pages", "txt") {
            out.push(vec![(name, text), service.clone(), reviewed.clone()]);
        }
        let toy = fs::read_to_string(root.join("spec/import/tests/api_docs/toy.json")).unwrap();
        for _ in 0..4 {
            out.push(vec![("toy.json".to_owned(), toy.clone()), reviewed.clone()]);
        }
    }
    out
}

/// Whether the other door was built with its feature `import` too.
fn build_imports() -> bool {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec/import/tests/pages");
    let builder = acsgen_build::Builder::new().spec("ListBuoys.A.txt");
    let told = builder.generate_in(&pages, Path::new("nowhere"));
    told.faults.iter().all(|fault| fault.code != "ACS0308")
}

fn options(seed: &Seed, dice: &mut Dice) -> Vec<(&'static str, String)> {
    let mut out = Vec::new();
    for _ in 0..dice.below(3) {
        let option = dice.one_of(OPTIONS);
        let value = match option.takes {
            Takes::OneOf(words) => *dice.one_of(words),
            Takes::Switch => *dice.one_of(&["true", "false", "perhaps"]),
            Takes::Text(_) => *dice.one_of(&[
                "",
                "LightLamp",
                "MoorBarge.Tag.Key=x",
                "a b",
                "9",
                "r#fn",
                "fn",
                "../x",
            ]),
        };
        out.push((option.name, value.to_owned()));
    }
    for (option, file) in [
        ("service", "service.json"),
        ("corrections", "reviewed.json"),
    ] {
        if seed.iter().skip(1).any(|(name, _)| name == file) && dice.below(2) == 0 {
            out.push((option, file.to_owned()));
        }
    }
    out
}

/// One mutant through both doors. Whether it was generated from.
fn run(seeds: &[Seed], seed: u64, place: &Path) -> bool {
    let mut dice = Dice(seed);
    let files = dice.one_of(seeds);
    let _ = fs::remove_dir_all(place);
    fs::create_dir_all(place.join("out")).unwrap();
    let changed = if dice.below(5) == 0 {
        dice.below(files.len())
    } else {
        0
    };
    for (n, (name, text)) in files.iter().enumerate() {
        // One in eight is as it was: then the settings alone are odd.
        let bytes = match n == changed && dice.below(8) > 0 {
            true => mutate(text, &mut dice),
            false => text.clone().into_bytes(),
        };
        fs::write(place.join(name), bytes).unwrap();
    }
    let options = options(files, &mut dice);
    let input = files[0].0.as_str();

    let mut builder = acsgen_build::Builder::new().spec(input);
    for (name, value) in &options {
        builder = builder.option(*name, value);
    }
    let told = builder.generate_in(place, &place.join("out"));
    let faults = told.faults.len();
    assert!(
        told.lines
            .iter()
            .all(|line| line.starts_with("cargo::") && !line.contains('\n'))
    );
    for fault in &told.faults {
        let is_placed = !fault.file.is_empty() || fault.pointer.starts_with("setting/");
        assert!(
            is_placed && !fault.help.is_empty(),
            "mutant {seed}: {fault}"
        );
        assert!(
            !fault.message.contains("what is no Rust"),
            "mutant {seed}: {fault}"
        );
    }
    let written = fs::read_to_string(place.join("out/acsgen.rs"));
    let refuses = told
        .lines
        .iter()
        .any(|line| line.starts_with("cargo::error"));
    assert_eq!(written.is_err(), refuses, "mutant {seed}: {told:?}");

    let arguments: TokenStream = options
        .iter()
        .map(|(name, value)| {
            let name = quote::format_ident!("{}", name.replace('-', "_"));
            quote!(, #name = #value)
        })
        .collect();
    let out = expand(quote!(#input #arguments), place);
    let errors = out.to_string().matches("compile_error !").count();
    assert_eq!(errors, faults, "mutant {seed}: {told:?}\n{out}");
    assert!(syn::parse2::<syn::File>(out).is_ok(), "mutant {seed}");
    nonsense(&format!("{input:?}, {arguments}"), &mut dice, place, seed);
    !refuses
}

/// Arguments that nobody would write, as far as the compiler would pass them on.
fn nonsense(arguments: &str, dice: &mut Dice, place: &Path, seed: u64) {
    let lines = arguments.replace(',', ",\n").replace('=', "=\n");
    let text = String::from_utf8_lossy(&mutate(&lines, dice)).into_owned();
    if let Ok(tokens) = text.parse::<TokenStream>() {
        let out = expand(tokens, place);
        assert!(
            syn::parse2::<syn::File>(out).is_ok(),
            "mutant {seed}: {text}"
        );
    }
}

fn scratch(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("acsgen-{name}-{}", std::process::id()))
}

#[test]
fn mutants_through_both_doors() {
    let (seeds, place) = (seeds(), scratch("mutated"));
    let sound = (0..150).filter(|seed| run(&seeds, *seed, &place)).count();
    fs::remove_dir_all(&place).unwrap();
    assert!(sound > 0 && sound < 150, "{sound}: mutants of both kinds");
}

#[test]
#[ignore = "runs for ACSGEN_FUZZ_SECONDS, else 600"]
fn mutants_for_a_while() {
    let seconds = std::env::var("ACSGEN_FUZZ_SECONDS").map_or(600, |text| text.parse().unwrap());
    let (seeds, place) = (seeds(), scratch("mutated-long"));
    let (started, mut seed, mut sound) = (Instant::now(), 1_000_000_u64, 0_u64);
    while started.elapsed() < Duration::from_secs(seconds) {
        sound += u64::from(run(&seeds, seed, &place));
        seed += 1;
    }
    fs::remove_dir_all(&place).unwrap();
    println!(
        "{} mutants through both doors, {sound} generated, the others refused",
        seed - 1_000_000
    );
}
