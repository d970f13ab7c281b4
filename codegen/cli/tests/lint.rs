//! Linting at the command line: which files, which places, and what is rewritten.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test: a fault is meant to end it

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{page, root, run, run_in, scratch};
use serde_json::{Value, json};

const VERSION: &str = "spec/r-kvstore/2015-01-01";

fn operation(scratch: &Path) -> PathBuf {
    scratch.join(VERSION).join("CreateTairKVCacheVNode.json")
}

fn lint(folder: &Path, more: &[&str]) -> common::Ran {
    run_in(folder, &[&["lint"][..], more].concat(), b"")
}

/// The code, the place, and what stands there.
fn places(ran: &common::Ran, text: &str) -> Vec<(String, String)> {
    let place = |line: &str| {
        let fault: Value = serde_json::from_str(line).unwrap();
        assert_ne!(fault["help"], "", "{fault}");
        let number = |name: &str| usize::try_from(fault[name].as_u64().unwrap()).unwrap();
        let line = text.lines().nth(number("line") - 1).unwrap();
        let there: String = line.chars().skip(number("column") - 1).take(12).collect();
        (fault["code"].as_str().unwrap().to_owned(), there)
    };
    ran.err.lines().map(place).collect()
}

#[test]
fn each_fault_is_at_its_line_and_column() {
    let scratch = scratch();
    let file = operation(scratch.path());
    let text = fs::read_to_string(&file).unwrap();
    let text = text.replacen("\"min\": 2,", "\"min\": 90,", 1).replacen(
        "\"param\": \"ChargeType\"",
        "\"param\": \"ChargeTyp\"",
        1,
    );
    fs::write(&file, &text).unwrap();
    let ran = lint(scratch.path(), &["--format", "json"]);
    assert_eq!(ran.code, Some(1));
    let found = places(&ran, &text);
    let at = |code: &str| {
        found
            .iter()
            .find(|(found, _)| found == code)
            .unwrap()
            .1
            .clone()
    };
    assert_eq!(at("ACS0101"), "{", "the check with the bounds");
    assert_eq!(at("ACS0104"), "\"ChargeTyp\",");
    // Readers of JSON also learn the verdict, in one line.
    let verdict: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(
        verdict,
        json!({"refused": true, "files": 2, "rewritten": []})
    );
    assert!(ran.out.ends_with('\n'));
}

#[test]
fn faults_of_the_form_come_all_at_once() {
    let scratch = scratch();
    let file = operation(scratch.path());
    let text = fs::read_to_string(&file).unwrap();
    let text = text
        .replacen("\"summary\"", "\"sumary\"", 1)
        .replacen("\"type\": \"string\"", "\"type\": \"strnig\"", 1)
        .replacen("\"required\": true", "\"required\": \"yes\"", 1)
        .replacen("\"format\"", "\"name\": \"x\",\n  \"format\"", 1);
    fs::write(&file, &text).unwrap();
    let ran = lint(scratch.path(), &["--format", "json"]);
    assert_eq!(ran.code, Some(1));
    let found = places(&ran, &text);
    for (code, there) in [
        ("ACS0004", "\"yes\""),
        ("ACS0005", "\"sumary\": \""),
        ("ACS0006", "\"name\": \"Cr"),
        ("ACS0008", "\"strnig\""),
    ] {
        let starts = |(found, text): &(String, String)| found == code && text.starts_with(there);
        assert!(found.iter().any(starts), "{code} at {there}: {found:?}");
    }
}

#[test]
fn fix_takes_the_prose_out_and_changes_nothing_twice() {
    let scratch = scratch();
    let source = page("HoistLantern.A.txt");
    let service = scratch.path().join(VERSION).join("service.json");
    let (source, service) = (source.to_str().unwrap(), service.to_str().unwrap());
    let with_prose = run(&["import", source, "--service", service]).out;
    let file = scratch.path().join(VERSION).join("HoistLantern.json");
    fs::write(&file, &with_prose).unwrap();
    let name = format!("{VERSION}/HoistLantern.json");
    let before = lint(scratch.path(), &[&name]);
    assert!(before.err.contains("ACS0111"), "{}", before.err);

    let ran = lint(scratch.path(), &["--fix"]);
    assert!(!ran.err.contains("ACS0111"), "{}", ran.err);
    assert!(ran.out.contains(&format!("rewrote {name}")), "{}", ran.out);
    let fixed = fs::read_to_string(&file).unwrap();
    assert_eq!(
        fixed,
        run(&["import", source, "--service", service, "--no-prose"]).out
    );
    assert!(!lint(scratch.path(), &["--fix"]).out.contains("rewrote"));
    assert_eq!(fs::read_to_string(&file).unwrap(), fixed);
    let left: Vec<String> = common::files(&scratch.path().join("spec"))
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(left.len(), 3, "nothing is left lying about: {left:?}");
}

#[test]
fn fix_leaves_what_cannot_be_read_as_it_is() {
    let scratch = scratch();
    let file = operation(scratch.path());
    let broken = "{\"format\": \"acs-operation/1\", \"nmae\": \"x\"}";
    fs::write(&file, broken).unwrap();
    let ran = lint(scratch.path(), &["--fix"]);
    assert_eq!(ran.code, Some(1));
    assert_eq!(fs::read_to_string(&file).unwrap(), broken);
}

#[test]
fn warnings_refuse_only_when_asked_to() {
    let scratch = scratch();
    let file = operation(scratch.path());
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("{text}\n\n")).unwrap();
    let ran = lint(scratch.path(), &[]);
    assert!(
        ran.code == Some(0) && ran.err.contains("warning[ACS0118]"),
        "{ran:?}"
    );
    assert_eq!(lint(scratch.path(), &["--deny-warnings"]).code, Some(1));
}

#[test]
fn folders_and_files_are_named_or_found() {
    let summary = |args: &[&str]| {
        let ran = run(&[&["lint"][..], args].concat());
        assert_eq!(ran.code, Some(0), "{args:?}: {}", ran.err);
        ran.out
    };
    let file = format!("{VERSION}/CreateTairKVCacheVNode.json");
    assert_eq!(summary(&["spec"]), summary(&[]));
    assert_eq!(summary(&[VERSION]), "2 files linted: passed\n");
    assert_eq!(summary(&[&file]), "1 file linted: passed\n");
    assert_eq!(summary(&[&file, &file]), "1 file linted: passed\n");
    assert_eq!(
        summary(&["--spec", "spec/r-kvstore"]),
        "2 files linted: passed\n"
    );
    // Nested ever deeper, the folder upwards is found.
    let ran = lint(&root().join(VERSION), &[]);
    assert_eq!(ran.out, "2 files linted: passed\n", "{}", ran.err);
}

/// To pass over nothing would look like success.
#[test]
fn a_folder_without_specs_is_a_fault() {
    let nowhere = tempfile::tempdir().unwrap();
    fs::create_dir_all(nowhere.path().join("empty")).unwrap();
    for args in [
        &["lint"][..],
        &["lint", "--spec", "empty"],
        &["lint", "empty"],
        &["lint", "--spec", "missing"],
        &["generate", "--spec", "empty"],
        &["export", "markdown", "Light", "--spec", "empty"],
    ] {
        let ran = run_in(nowhere.path(), args, b"");
        assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{args:?}");
        assert!(ran.err.contains("ACS0402"), "{args:?}: {}", ran.err);
    }
    let ran = lint(nowhere.path(), &["missing.json"]);
    assert!(
        ran.code == Some(1) && ran.err.contains("ACS0003"),
        "{ran:?}"
    );
}
