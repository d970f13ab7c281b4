//! What the tool says of itself.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test: a fault is meant to end it

mod common;

use common::{root, run, run_in};

#[test]
fn every_command_explains_itself() {
    insta::assert_snapshot!("help", run(&["--help"]).out);
    for command in [
        "import",
        "extract",
        "lint",
        "validate",
        "generate",
        "drift",
        "sync",
        "export",
        "explain",
        "schema",
        "completions",
    ] {
        let ran = run(&[command, "--help"]);
        assert_eq!(ran.code, Some(0), "{command}");
        insta::assert_snapshot!(format!("help_{command}"), ran.out);
    }
}

#[test]
fn usage_is_exit_code_2() {
    for args in [
        &["fly"][..],
        &["generate", "--fast"],
        &["export", "pdf", "X"],
        &["validate"],
    ] {
        assert_eq!(run(args).code, Some(2), "{args:?}");
    }
}

#[test]
fn codes_are_explained() {
    let ran = run(&["explain", "acs0115"]);
    assert_eq!(ran.code, Some(0));
    assert!(
        ran.out
            .starts_with("ACS0115: a correction that no longer applies (error)"),
        "{}",
        ran.out
    );
    let ran = run(&["explain", "ACS9999"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("ACS0405") && ran.out.is_empty(), "{ran:?}");
    let all = run(&["explain"]).out;
    assert_eq!(all.lines().count(), acs_spec::codes::ALL.len());
}

#[test]
fn the_schema_is_the_one_that_is_checked_in() {
    for kind in ["operation", "service"] {
        let file = root().join(format!("spec/model/schema/{kind}.schema.json"));
        assert_eq!(
            run(&["schema", kind]).out,
            std::fs::read_to_string(file).unwrap(),
            "{kind}"
        );
    }
}

#[test]
fn shells_get_a_script() {
    for shell in ["bash", "zsh", "fish"] {
        let ran = run(&["completions", shell]);
        assert!(ran.code == Some(0) && ran.out.contains("acsgen"), "{shell}");
    }
}

#[test]
fn extraction_answers_line_by_line() {
    let input = "{\"type\":\"integer\",\"description\":\"Valid values: 1 to 9.\"}\n\n{\"type\":\"string\",\"description\":\"A lamp.\"}\n";
    let ran = run_in(&root(), &["extract"], input.as_bytes());
    assert_eq!(ran.code, Some(0));
    let lines: Vec<serde_json::Value> = ran
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["constraints"][0]["kind"], "int_range");
    assert_eq!(lines[1]["constraints"], serde_json::json!([]));

    let bad = format!("{input}not JSON\n");
    let ran = run_in(&root(), &["extract"], bad.as_bytes());
    assert_eq!((ran.code, ran.out.lines().count()), (Some(1), 2));
    assert!(
        ran.err.contains("ACS0406") && ran.err.contains("line 4"),
        "{}",
        ran.err
    );
    assert_eq!(run_in(&root(), &["extract"], b"").out, "");
}
