//! Generating where things are not as they should be, or not where they usually are.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test: a fault is meant to end it

mod common;

use std::fs;
use std::path::Path;

use common::{files, root, run, run_in, scratch};
use serde_json::{Value, json};

const VERSION: &str = "spec/r-kvstore/2015-01-01";
const OPERATION: &str = "CreateTairKVCacheVNode";

fn generate(folder: &Path, more: &[&str]) -> common::Ran {
    run_in(folder, &[&["generate"][..], more].concat(), b"")
}

fn edit(file: &Path, change: impl FnOnce(&mut Value)) {
    let mut value: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    change(&mut value);
    fs::write(file, value.to_string()).unwrap();
}

#[test]
fn the_spec_folder_may_be_named_in_any_way() {
    let scratch = scratch();
    assert_eq!(generate(scratch.path(), &[]).code, Some(0));
    let whole = scratch.path().join("spec").canonicalize().unwrap();
    for (folder, spec) in [
        ("", "spec"),
        ("", "spec/"),
        ("", "./spec"),
        ("", whole.to_str().unwrap()),
        ("spec", "."),
        ("spec", "../spec"),
        ("spec/r-kvstore", ".."),
        ("spec/r-kvstore/2015-01-01", "../.."),
    ] {
        let ran = generate(&scratch.path().join(folder), &["--check", "--spec", spec]);
        assert_eq!(ran.code, Some(0), "{spec} from {folder}: {}", ran.err);
    }
}

#[test]
fn the_command_that_mends_can_be_pasted_into_a_shell() {
    let scratch = scratch();
    let root = root().canonicalize().unwrap();
    let runtime = root.join("codegen/runtime");
    let arguments = [
        "--spec",
        "./spec",
        "--out",
        "my crates, the keeper's",
        "--runtime",
        runtime.to_str().unwrap(),
        "--operation",
        OPERATION,
    ];
    assert_eq!(generate(scratch.path(), &arguments).code, Some(0));
    let out = scratch.path().join("my crates, the keeper's");
    let whole = files(&out);
    fs::remove_file(out.join("r-kvstore/Cargo.toml")).unwrap();
    fs::write(out.join("r-kvstore/src/lib.rs"), "// by hand").unwrap();
    fs::write(out.join("r-kvstore/README.md"), "").unwrap();
    let check = [&arguments[..], &["--check", "--format", "json"]].concat();
    let ran = generate(scratch.path(), &check);
    assert_eq!(ran.code, Some(1));
    let faults: Vec<Value> = ran
        .err
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(faults.len(), 3, "each file is named: {}", ran.err);
    let verdict: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(verdict["fresh"], false);
    let help = faults[0]["help"].as_str().unwrap();
    let command = help
        .split('`')
        .nth(1)
        .unwrap()
        .strip_prefix("acsgen ")
        .unwrap();
    if cfg!(unix) {
        let script = format!("'{}' {command}", env!("CARGO_BIN_EXE_acsgen"));
        let mut shell = std::process::Command::new("sh");
        let done = shell
            .args(["-c", &script])
            .current_dir(scratch.path())
            .output()
            .unwrap();
        assert!(done.status.success(), "{script}: {done:?}");
        assert!(files(&out) == whole, "the command mends");
        let ran = generate(scratch.path(), &check);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let verdict: Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(verdict["fresh"], true);
    }
}

#[test]
fn programs_learn_what_changed() {
    let scratch = scratch();
    let told = |more: &[&str]| -> Value {
        let ran = generate(scratch.path(), &[&["--format", "json"][..], more].concat());
        assert_eq!(ran.code, Some(0), "{ran:?}");
        serde_json::from_str(&ran.out).unwrap()
    };
    let first = told(&[]);
    assert_eq!(first["crate"], "generated/r-kvstore");
    assert_eq!(
        first["changed"].as_array().unwrap().len() as u64,
        first["files"].as_u64().unwrap()
    );
    assert_eq!(
        (&told(&[])["changed"], &told(&[])["removed"]),
        (&json!([]), &json!([]))
    );
    // A module of an operation whose spec has gone is removed, and nothing else is.
    fs::remove_file(
        scratch
            .path()
            .join(VERSION)
            .join(format!("{OPERATION}.json")),
    )
    .unwrap();
    let removed = told(&[])["removed"].as_array().unwrap().clone();
    assert!(
        removed.contains(&json!("src/create_tair_kvcache_vnode/mod.rs")),
        "{removed:?}"
    );
    assert!(
        !scratch
            .path()
            .join("generated/r-kvstore/src/create_tair_kvcache_vnode")
            .exists()
    );
}

#[test]
fn nothing_tells_when_or_where_it_was_generated() {
    let (one, two) = (scratch(), scratch());
    generate(one.path(), &[]);
    fs::create_dir_all(two.path().join("deep/er")).unwrap();
    generate(&two.path().join("deep/er"), &["--spec", "../../spec"]);
    let (first, second) = (
        files(&one.path().join("generated")),
        files(&two.path().join("generated")),
    );
    assert!(first == second, "two checkouts give the same");
    let year = |text: &str| {
        // A date that no spec file holds would be that of the run.
        text.match_indices("20")
            .filter_map(|(at, _)| text.get(at..at + 10))
            .any(|date| {
                date.bytes().enumerate().all(|(n, b)| {
                    if n == 4 || n == 7 {
                        b == b'-'
                    } else {
                        b.is_ascii_digit()
                    }
                }) && !specs().contains(date)
            })
    };
    for (name, text) in &first {
        assert!(
            !text.contains("/tmp") && !text.contains("/home"),
            "{name} holds a path"
        );
        assert!(!year(text), "{name} holds a date");
    }
}

fn specs() -> String {
    files(&root().join("spec/r-kvstore"))
        .into_iter()
        .map(|(_, text)| text)
        .collect()
}

#[test]
fn what_the_lints_refuse_is_not_generated() {
    type Change = fn(&mut Value);
    let cases: [(&str, &str, Change); 5] = [
        (
            "ACS0101",
            "/parameters/2/schema/constraints/0/check",
            |spec| {
                spec["parameters"][2]["schema"]["constraints"][0]["check"]["min"] = json!(99);
            },
        ),
        ("ACS0107", "/schemas/", |spec| {
            let to = |name: &str| json!({"type": "ref", "reference": name});
            spec["schemas"] = json!({"Day": to("Night"), "Night": to("Day")});
            spec["parameters"][0]["schema"] = to("Day");
        }),
        ("ACS0104", "/rules/0/check/", |spec| {
            spec["rules"][0]["check"]["param"] = json!("Lantern");
        }),
        ("ACS0005", "/lantern", |spec| spec["lantern"] = json!(1)),
        ("ACS0111", "/parameters/0/schema/prose", |spec| {
            spec["parameters"][0]["schema"]["prose"] =
                json!({"description": "Where the lantern hangs."});
        }),
    ];
    for (code, pointer, change) in cases {
        let scratch = scratch();
        edit(
            &scratch
                .path()
                .join(VERSION)
                .join(format!("{OPERATION}.json")),
            change,
        );
        let ran = generate(scratch.path(), &["--format", "json"]);
        assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{code}");
        let mut faults = ran
            .err
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap());
        let fault = faults
            .find(|fault| fault["code"] == code)
            .unwrap_or_else(|| panic!("{}", ran.err));
        assert!(
            fault["pointer"].as_str().unwrap().starts_with(pointer),
            "{fault}"
        );
        assert!(
            fault["line"].as_u64().unwrap() > 0 && fault["help"] != "",
            "{fault}"
        );
        assert!(!scratch.path().join("generated").exists(), "{code}");
    }
}

/// A spec file may come from anywhere: no name in it leads out of the folder.
#[test]
fn no_crate_is_written_elsewhere() {
    for name in ["../../outside", "/outside", "a/b", "..", "", "acs-"] {
        let scratch = scratch();
        edit(
            &scratch.path().join(VERSION).join("service.json"),
            |service| {
                service["crate_name"] = json!(name);
            },
        );
        let ran = generate(
            scratch.path(),
            &["--out", "deep/generated", "--runtime", "runtime"],
        );
        if ran.code != Some(0) {
            assert!(ran.err.contains("ACS0302"), "`{name}`: {}", ran.err);
        }
        for (file, _) in files(scratch.path()) {
            let inside = file.starts_with("deep/generated/") && file.matches('/').count() > 2;
            assert!(file.starts_with("spec/") || inside, "`{name}`: {file}");
        }
    }
}

#[test]
fn two_versions_of_one_name_are_told_apart_or_refused() {
    let scratch = scratch();
    let other = scratch.path().join("spec/r-kvstore/2020-01-01");
    fs::create_dir_all(&other).unwrap();
    let service = other.join("service.json");
    fs::copy(scratch.path().join(VERSION).join("service.json"), &service).unwrap();
    edit(&service, |service| service["version"] = json!("2020-01-01"));
    let ran = generate(scratch.path(), &[]);
    assert!(
        ran.code == Some(1) && ran.err.contains("ACS0301") && ran.err.contains("crate_name"),
        "{ran:?}"
    );
    assert!(!scratch.path().join("generated").exists());
    edit(&service, |service| {
        service["crate_name"] = json!("acs-r-kvstore-2020")
    });
    let ran = generate(scratch.path(), &[]);
    assert!(
        ran.code == Some(0) && ran.out.contains("generated 2 crates"),
        "{ran:?}"
    );
    assert!(
        scratch
            .path()
            .join("generated/r-kvstore-2020/Cargo.toml")
            .is_file()
    );
}

#[test]
fn an_operation_that_no_spec_has() {
    let scratch = scratch();
    for more in [&[][..], &["--check"], &["--operation", OPERATION]] {
        let asked = [&["--operation", "CreateTairKVCacheVNod"][..], more].concat();
        let ran = generate(scratch.path(), &asked);
        assert_eq!(ran.code, Some(1), "{asked:?}");
        let help = format!("did you mean `{OPERATION}`?");
        assert!(
            ran.err.contains("ACS0306") && ran.err.contains(&help),
            "{}",
            ran.err
        );
        assert!(!scratch.path().join("generated").exists());
    }
}

#[test]
fn half_written_files_are_taken_away() {
    let scratch = scratch();
    generate(scratch.path(), &[]);
    let whole = files(&scratch.path().join("generated"));
    let new = scratch.path().join("generated/r-kvstore/.acsgen-new/src");
    fs::create_dir_all(&new).unwrap();
    fs::write(new.join("lib.rs"), "half").unwrap();
    let ran = generate(scratch.path(), &["--check"]);
    assert!(
        ran.code == Some(1) && ran.err.contains("interrupted"),
        "{ran:?}"
    );
    let ran = generate(scratch.path(), &[]);
    assert!(
        ran.code == Some(0) && ran.err.contains("warning[ACS0305]"),
        "{ran:?}"
    );
    assert!(files(&scratch.path().join("generated")) == whole);
    let ran = generate(scratch.path(), &["--check"]);
    assert!(ran.code == Some(0) && ran.err.is_empty(), "{ran:?}");
}

#[test]
fn a_crate_that_stands_where_a_file_is() {
    let scratch = scratch();
    fs::write(scratch.path().join("generated"), "a file").unwrap();
    let ran = generate(scratch.path(), &[]);
    assert!(
        ran.code == Some(1) && ran.err.contains("ACS0404") && ran.err.contains("help:"),
        "{ran:?}"
    );
    assert_eq!(
        fs::read_to_string(scratch.path().join("generated")).unwrap(),
        "a file"
    );
}

#[test]
fn exports_can_be_read() {
    for kind in ["json-schema", "ram-policy"] {
        let ran = run(&["export", kind, OPERATION]);
        let value: Value = serde_json::from_str(&ran.out).unwrap();
        assert!(value.is_object() && ran.err.is_empty(), "{kind}: {ran:?}");
    }
    // By any of an operation's names it is the same.
    let by_name = run(&["export", "markdown", OPERATION]).out;
    for name in [
        format!("r-kvstore/2015-01-01/{OPERATION}"),
        format!("{VERSION}/{OPERATION}.json"),
    ] {
        assert_eq!(run(&["export", "markdown", &name]).out, by_name, "{name}");
    }
    let ran = run(&[
        "export",
        "markdown",
        &format!("{VERSION}/Nonesuch.json"),
        "--format",
        "json",
    ]);
    let fault: Value = serde_json::from_str(&ran.err).unwrap();
    assert_eq!((ran.code, &fault["code"]), (Some(1), &json!("ACS0003")));
}
