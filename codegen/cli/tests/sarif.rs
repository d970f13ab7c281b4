//! `--format sarif`: one whole log a run, on the right stream, whatever is found.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test: a fault is meant to end it

mod common;

use std::fs;

use common::{page, root, run, run_in, scratch};
use serde_json::Value;

const SPEC: &str = "spec/r-kvstore/2015-01-01/CreateTairKVCacheVNode.json";

/// The log of a text, after what every log must hold: each result names its rule by id and by index, and has a message.
fn log(text: &str) -> Value {
    let log: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_eq!(log["version"], "2.1.0");
    assert_eq!(log["runs"].as_array().unwrap().len(), 1);
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for result in run["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert_ne!(rules[index]["help"]["text"].as_str().unwrap(), "");
        assert!(["note", "warning", "error"].contains(&result["level"].as_str().unwrap()));
        assert_ne!(result["message"]["text"].as_str().unwrap(), "");
    }
    log
}

fn results(log: &Value) -> usize {
    log["runs"][0]["results"].as_array().unwrap().len()
}

#[test]
fn lint_and_validate_print_the_log() {
    let scratch = scratch();
    let file = scratch.path().join(SPEC);
    let text = fs::read_to_string(&file).unwrap();
    let text = text.replacen("\"min\": 2,", "\"min\": 90,", 1).replacen(
        "\"param\": \"ChargeType\"",
        "\"param\": \"ChargeTyp\"",
        1,
    );
    fs::write(&file, text).unwrap();
    let ran = run_in(scratch.path(), &["lint", "--format", "sarif"], b"");
    assert_eq!((ran.code, ran.err.as_str()), (Some(1), ""));
    log(&ran.out);
    insta::assert_snapshot!("lint", ran.out);

    let args = [
        "validate",
        "CreateTairKVCacheVNode",
        "-",
        "--format",
        "sarif",
    ];
    let ran = run_in(&root(), &args, b"Period=10&InstanceName=a");
    assert_eq!((ran.code, ran.err.as_str()), (Some(1), ""));
    let found = log(&ran.out);
    let first = &found["runs"][0]["results"][0];
    assert_eq!(
        first["locations"][0]["logicalLocations"][0]["fullyQualifiedName"],
        "RegionId"
    );
    assert_eq!(first["level"], "error");
    insta::assert_snapshot!("validate", ran.out);
}

#[test]
fn a_run_that_fails_or_finds_nothing_gives_a_log_too() {
    let scratch = scratch();
    for (args, code, found) in [
        (&["generate", "--check", "--format", "sarif"][..], 0, false),
        (&["lint", "missing.json", "--format", "sarif"], 1, true),
        (&["lint", "--spec", "nowhere", "--format", "sarif"], 1, true),
        (&["validate", "Nothing", "-", "--format", "sarif"], 1, true),
    ] {
        let folder = if found {
            scratch.path().to_owned()
        } else {
            root()
        };
        let ran = run_in(&folder, args, b"{}");
        assert_eq!((ran.code, ran.err.as_str()), (Some(code), ""), "{args:?}");
        assert_eq!(results(&log(&ran.out)) > 0, found, "{args:?}");
    }
    let generate = [
        "generate", "--spec", "spec", "--out", "out", "--format", "sarif",
    ];
    let check = [&generate[..], &["--check"]].concat();
    let ran = run_in(scratch.path(), &check, b"");
    assert_eq!(ran.code, Some(1));
    assert!(results(&log(&ran.out)) > 3, "missing files: {}", ran.out);
    assert_eq!(
        results(&log(&run_in(scratch.path(), &generate, b"").out)),
        0
    );
    // An interrupted run's remains are a note, within the one log.
    fs::create_dir(scratch.path().join("out/r-kvstore/.acsgen-new")).unwrap();
    let ran = run_in(scratch.path(), &generate, b"");
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    assert_eq!(log(&ran.out)["runs"][0]["results"][0]["ruleId"], "ACS0305");
}

#[test]
fn where_the_result_is_another_the_log_goes_to_standard_error() {
    let source = page("MoorBarge.A.txt");
    let source = source.to_str().unwrap();
    let ran = run(&["import", source, "--format", "sarif"]);
    assert_eq!(ran.code, Some(0));
    assert!(results(&log(&ran.err)) > 0);
    assert_eq!(ran.out, run(&["import", source]).out);
    let ran = run(&["export", "markdown", SPEC, "--format", "sarif"]);
    assert_eq!((ran.code, results(&log(&ran.err))), (Some(0), 0));
    let ran = run_in(&root(), &["extract", "--format", "sarif"], b"no JSON\n");
    assert_eq!((ran.code, results(&log(&ran.err))), (Some(1), 1));
    // The catalogue as rules, without results.
    let catalogue = log(&run(&["explain", "--format", "sarif"]).out);
    let rules = catalogue["runs"][0]["tool"]["driver"]["rules"].as_array();
    assert_eq!(rules.unwrap().len(), acs_spec::codes::ALL.len());
}
