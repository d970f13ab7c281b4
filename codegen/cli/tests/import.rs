//! Importing at the command line: sources good and broken, with and without what a page does not say.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test: a fault is meant to end it

mod common;

use common::{page, root, run, run_in};
use serde_json::Value;

const SERVICE: &str = "spec/r-kvstore/2015-01-01/service.json";

fn import(path: &str, more: &[&str]) -> common::Ran {
    run(&[&["import", path][..], more].concat())
}

fn fixture(name: &str) -> String {
    page(name).to_string_lossy().into_owned()
}

#[test]
fn a_file_and_standard_input_give_the_same() {
    let file = import(&fixture("HoistLantern.A.txt"), &[]);
    let input = run_in(
        &root(),
        &["import", "-"],
        &std::fs::read(page("HoistLantern.A.txt")).unwrap(),
    );
    assert_eq!(file.code, Some(0));
    assert_eq!(file.out, input.out);
}

#[test]
fn what_a_page_does_not_say_is_unstated_unless_the_service_says_it() {
    let alone: Value =
        serde_json::from_str(&import(&fixture("HoistLantern.A.txt"), &[]).out).unwrap();
    assert_eq!(alone["product"], "unstated");
    assert_eq!(alone["parameters"][0]["location"], "unstated");
    let with = import(&fixture("HoistLantern.A.txt"), &["--service", SERVICE]);
    let with: Value = serde_json::from_str(&with.out).unwrap();
    assert_eq!(with["product"], "R-kvstore");
    assert_eq!(with["methods"], serde_json::json!(["POST"]));
    assert_eq!(with["parameters"][0]["location"], "query");
}

#[test]
fn prose_goes_to_standard_output_and_no_prose_leaves_it_out() {
    let with = import(&fixture("HoistLantern.A.txt"), &[]).out;
    let without = import(&fixture("HoistLantern.A.txt"), &["--no-prose"]).out;
    assert!(with.contains("What is burnt.") && !without.contains("What is burnt."));
    assert!(!without.contains("\"prose\""));
    let scratch = tempfile::tempdir().unwrap();
    let file = scratch.path().join("HoistLantern.json");
    std::fs::write(&file, &with).unwrap();
    let ran = run_in(scratch.path(), &["lint", "HoistLantern.json"], b"");
    assert!(
        ran.code == Some(1) && ran.err.contains("ACS0111"),
        "{}",
        ran.err
    );
    std::fs::write(&file, &without).unwrap();
    let ran = run_in(scratch.path(), &["lint", "HoistLantern.json"], b"");
    assert!(
        ran.code == Some(0) && !ran.err.contains("ACS0111"),
        "{}",
        ran.err
    );
}

#[test]
fn remarks_go_to_standard_error_only() {
    let ran = import(&fixture("MoorBarge.A.txt"), &[]);
    assert!(ran.err.contains("ACS0204") && !ran.out.contains("ACS0204"));
    let ran = import(&fixture("MoorBarge.A.txt"), &["--format", "json"]);
    for line in ran.err.lines() {
        let remark: Value = serde_json::from_str(line).unwrap();
        assert!(remark["code"].as_str().unwrap().starts_with("ACS"));
        assert!(remark["line"].as_u64().unwrap() > 0 && remark["help"] != "");
    }
    assert!(!ran.err.is_empty());
}

#[test]
fn a_correction_applies_or_fails() {
    let scratch = tempfile::tempdir().unwrap();
    let page = fixture("HoistLantern.A.txt");
    let mut spec: Value = serde_json::from_str(&import(&page, &["--no-prose"]).out).unwrap();
    let correct = |was: &str| serde_json::json!([{"at": "/parameters/Fuel/schema/example", "was": was, "now": "Gas", "why": "seen"}]);
    let file = scratch.path().join("HoistLantern.json");
    let path = file.to_string_lossy().into_owned();
    spec["corrections"] = correct("Oil");
    std::fs::write(&file, spec.to_string()).unwrap();
    let ran = import(&page, &["--corrections", &path]);
    let made: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(made["parameters"][3]["schema"]["example"], "Gas");
    assert_eq!(made["corrections"], correct("Oil"));
    spec["corrections"] = correct("Tallow");
    std::fs::write(&file, spec.to_string()).unwrap();
    let ran = import(&page, &["--corrections", &path]);
    assert!(
        ran.code == Some(1) && ran.out.is_empty() && ran.err.contains("ACS0115"),
        "{}",
        ran.err
    );
}

#[test]
fn broken_sources_are_told_with_place_and_remedy() {
    let scratch = tempfile::tempdir().unwrap();
    let whole = std::fs::read(page("HoistLantern.A.txt")).unwrap();
    let binary: Vec<u8> = (0..=255).cycle().take(4096).collect();
    let cases: [(&str, Vec<u8>); 8] = [
        ("empty", Vec::new()),
        ("blank", b" \n\n".to_vec()),
        ("binary", binary),
        (
            "half_a_character",
            [&whole[..200], &[0xe2, 0x82][..]].concat(),
        ),
        ("some_text", b"Dear keeper,\nthe lamp is out.\n".to_vec()),
        ("some_json", b"{\"lamps\": 3}".to_vec()),
        ("broken_json", b"{\"apis\": {\"Light\": ".to_vec()),
        ("cut_in_the_table", whole[..1800].to_vec()),
    ];
    for (name, bytes) in cases {
        let ran = run_in(scratch.path(), &["import", "-"], &bytes);
        assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{name}");
        assert!(
            ran.err.contains("error[ACS") && ran.err.contains("help:"),
            "{name}: {}",
            ran.err
        );
        insta::assert_snapshot!(format!("import_{name}"), ran.err);
    }
    let ran = run_in(scratch.path(), &["import", "nowhere.txt"], b"");
    assert!(
        ran.code == Some(1) && ran.err.contains("ACS0003"),
        "{}",
        ran.err
    );
}

#[test]
fn a_page_cut_anywhere_is_an_error_or_a_page() {
    let whole = std::fs::read(page("HoistLantern.A.txt")).unwrap();
    let mut refused = 0;
    for end in (0..whole.len()).step_by(100) {
        let ran = run_in(&root(), &["import", "-"], &whole[..end]);
        match ran.code {
            Some(0) => assert!(
                serde_json::from_str::<Value>(&ran.out).is_ok(),
                "cut at {end}"
            ),
            Some(1) => {
                refused += 1;
                assert!(
                    ran.out.is_empty() && ran.err.contains("help:"),
                    "cut at {end}: {}",
                    ran.err
                );
            }
            other => panic!("cut at {end}: {other:?}"),
        }
    }
    assert!(refused * 100 > whole.len() * 8 / 10, "{refused} refused");
}

#[test]
fn a_file_over_the_limit_is_refused_without_being_read() {
    let scratch = tempfile::tempdir().unwrap();
    let file = std::fs::File::create(scratch.path().join("huge.txt")).unwrap();
    file.set_len(64 * 1024 * 1024 + 1).unwrap();
    let ran = run_in(scratch.path(), &["import", "huge.txt"], b"");
    assert!(
        ran.code == Some(1) && ran.err.contains("ACS0003") && ran.err.contains("64 MiB"),
        "{}",
        ran.err
    );
}

#[test]
fn metadata_gives_all_operations_or_the_one_asked_for() {
    let file = root().join("spec/import/tests/api_docs/toy.json");
    let path = file.to_string_lossy().into_owned();
    let all: Value = serde_json::from_str(&import(&path, &[]).out).unwrap();
    let operations = all["operations"].as_array().unwrap();
    assert!(operations.len() > 1 && all["service"]["format"] == "acs-service/1");
    let name = operations[0]["name"].as_str().unwrap();
    let one: Value = serde_json::from_str(&import(&path, &["--operation", name]).out).unwrap();
    assert_eq!(one, operations[0]);
    let ran = import(&path, &["--operation", "Nonesuch"]);
    assert!(
        ran.code == Some(1) && ran.err.contains("Nonesuch"),
        "{}",
        ran.err
    );
}
