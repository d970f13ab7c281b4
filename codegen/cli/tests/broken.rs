//! Sources and requests that cannot be read: always a diagnostic with place and remedy, never a panic, never a guess.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test: a fault is meant to end it

mod common;

use common::{page, root, run, run_in};
use serde_json::Value;

const OPERATION: &str = "CreateTairKVCacheVNode";

/// Cut at every 100th byte, the whole not among them.
fn cuts(whole: &[u8]) -> impl Iterator<Item = &[u8]> {
    (0..whole.len()).step_by(100).map(move |end| &whole[..end])
}

#[test]
fn metadata_cut_anywhere_is_refused() {
    let whole = std::fs::read(root().join("spec/import/tests/api_docs/toy.json")).unwrap();
    for cut in cuts(&whole) {
        let ran = run_in(&root(), &["import", "-", "--format", "json"], cut);
        let at = cut.len();
        assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "cut at {at}");
        let fault: Value = serde_json::from_str(ran.err.lines().last().unwrap()).unwrap();
        assert_eq!(fault["severity"], "error", "cut at {at}: {fault}");
        assert!(
            fault["file"] == "-" && fault["help"] != "",
            "cut at {at}: {fault}"
        );
    }
}

#[test]
fn every_page_cut_before_its_last_section_is_refused() {
    for name in ["MoorBarge.A.txt", "ListBuoys.A.txt"] {
        let whole = std::fs::read(page(name)).unwrap();
        let text = String::from_utf8(whole.clone()).unwrap();
        let last = text.rfind("\nError codes").unwrap();
        for cut in cuts(&whole[..last]) {
            let ran = run_in(&root(), &["import", "-"], cut);
            let at = cut.len();
            assert_eq!(
                (ran.code, ran.out.as_str()),
                (Some(1), ""),
                "{name} cut at {at}"
            );
            assert!(
                ran.err.contains("error[ACS02") && ran.err.contains("help:"),
                "{name} cut at {at}: {}",
                ran.err
            );
        }
    }
}

#[test]
fn other_documents_and_things_that_are_no_files() {
    let scratch = tempfile::tempdir().unwrap();
    let huge = std::fs::File::create(scratch.path().join("huge.txt")).unwrap();
    huge.set_len(64 * 1024 * 1024 + 1).unwrap();
    std::fs::create_dir(scratch.path().join("folder")).unwrap();
    let html =
        "<!DOCTYPE html>\n<html><body><h1>HoistLantern</h1><p>Error codes</p></body></html>\n";
    std::fs::write(scratch.path().join("page.html"), html).unwrap();
    let service = root().join("spec/r-kvstore/2015-01-01/service.json");
    std::fs::copy(service, scratch.path().join("service.json")).unwrap();
    for name in [
        "huge.txt",
        "folder",
        "page.html",
        "service.json",
        "missing.txt",
    ] {
        let ran = run_in(scratch.path(), &["import", name], b"");
        assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{name}");
        insta::assert_snapshot!(format!("source_{}", name.replace('.', "_")), ran.err);
    }
    // The same limit holds for every file that is read, also for standard input.
    for args in [
        &["lint", "huge.txt"][..],
        &["validate", "huge.json", "-"],
        &["import", "page.html", "--service", "huge.txt"],
        &["import", "page.html", "--corrections", "missing.json"],
    ] {
        let ran = run_in(scratch.path(), args, b"");
        assert_eq!(ran.code, Some(1), "{args:?}");
        assert!(ran.err.contains("error[ACS0"), "{args:?}: {}", ran.err);
    }
}

#[test]
fn a_source_with_a_mark_of_its_encoding_is_the_same() {
    let whole = std::fs::read(page("HoistLantern.A.txt")).unwrap();
    let marked = [&b"\xef\xbb\xbf"[..], &whole].concat();
    let plain = run_in(&root(), &["import", "-"], &whole);
    assert_eq!(run_in(&root(), &["import", "-"], &marked).out, plain.out);
}

#[test]
fn stale_corrections_show_where_they_stand() {
    let scratch = tempfile::tempdir().unwrap();
    let source = page("HoistLantern.A.txt");
    let source = source.to_str().unwrap();
    let mut spec: Value =
        serde_json::from_str(&run(&["import", source, "--no-prose"]).out).unwrap();
    let stale =
        |at: &str| serde_json::json!({"at": at, "was": "Tallow", "now": "Gas", "why": "seen"});
    spec["corrections"] = serde_json::json!([
        stale("/parameters/Fuel/schema/example"),
        stale("/parameters/Wick/x")
    ]);
    let text = serde_json::to_string_pretty(&spec).unwrap();
    std::fs::write(scratch.path().join("HoistLantern.json"), &text).unwrap();
    let args = [
        "import",
        source,
        "--corrections",
        "HoistLantern.json",
        "--format",
        "json",
    ];
    let ran = run_in(scratch.path(), &args, b"");
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
    let faults: Vec<Value> = ran
        .err
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let stale: Vec<&Value> = faults
        .iter()
        .filter(|fault| fault["code"] == "ACS0115")
        .collect();
    assert_eq!(stale.len(), 2, "all at once: {}", ran.err);
    for (n, fault) in stale.iter().enumerate() {
        assert_eq!(fault["file"], "HoistLantern.json");
        assert_eq!(fault["pointer"], format!("/corrections/{n}"));
        let line = usize::try_from(fault["line"].as_u64().unwrap()).unwrap();
        assert_eq!(text.lines().nth(line - 1).unwrap().trim(), "{");
        assert!(text.lines().nth(line).unwrap().contains("\"at\""));
    }
    // The remarks on the page are told all the same, before what stands in the way.
    assert_eq!(faults.last().unwrap()["code"], "ACS0115");
}

#[test]
fn requests_that_cannot_be_read() {
    let deep = "[".repeat(5000);
    let cases: [(&str, &[u8]); 7] = [
        ("empty", b""),
        ("half", b"{\"RegionId\": tru"),
        ("scalar", b"5"),
        ("query", b"RegionId=x&ZoneId=%zz"),
        ("no_text", b"\xff\xfe{}"),
        ("words", b"Light the lamp, please."),
        ("deep", deep.as_bytes()),
    ];
    for (name, request) in cases {
        let ran = run_in(&root(), &["validate", OPERATION, "-"], request);
        assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{name}");
        assert!(
            ran.err.contains("-:1:"),
            "{name} is told at its place: {}",
            ran.err
        );
        if name != "deep" {
            insta::assert_snapshot!(format!("request_{name}"), ran.err);
        }
    }
}

#[test]
fn codes_that_do_not_exist() {
    let ran = run(&["explain", "ACS0999"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
    insta::assert_snapshot!("no_such_code", ran.err);
    insta::assert_snapshot!("code", run(&["explain", "ACS0115"]).out);
    assert_eq!(
        run(&["explain", "115"]).out,
        run(&["explain", "acs0115"]).out
    );
    let all = run(&["explain", "--format", "json"]).out;
    for line in all.lines() {
        let code: Value = serde_json::from_str(line).unwrap();
        assert!(code["title"] != "" && code["explanation"] != "", "{code}");
        let one = run(&[
            "explain",
            code["code"].as_str().unwrap(),
            "--format",
            "json",
        ])
        .out;
        assert_eq!(one.trim_end(), line);
    }
}
