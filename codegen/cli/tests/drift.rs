//! `acsgen drift` and `acsgen sync` as a person runs them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // a test

mod common;

use std::fs;

use common::checkout::{Checkout, newer};
use common::root;
use serde_json::Value;

#[test]
fn exit_codes_say_how_bad_it_is() {
    let Some(checkout) = Checkout::new() else {
        return;
    };
    let same = checkout.run(&["drift", "page.txt"]);
    assert_eq!(
        (same.code, same.out.as_str()),
        (Some(0), "page.txt against the specs: no drift\n")
    );
    checkout.edit(
        "page.txt",
        |page| page.replace("2 to 80", "2 to 128"),
        "looser.txt",
    );
    assert_eq!(checkout.run(&["drift", "looser.txt"]).code, Some(10));
    checkout.edit("page.txt", newer, "newer.txt");
    let ran = checkout.run(&["drift", "newer.txt"]);
    assert_eq!(ran.code, Some(20));
    insta::assert_snapshot!("drift_text", ran.out);
    insta::assert_snapshot!(
        "drift_markdown",
        checkout
            .run(&["drift", "newer.txt", "--format", "markdown"])
            .out
    );
    // Two sources, without any spec.
    let ran = checkout.run(&["drift", "newer.txt", "--against", "page.txt"]);
    assert_eq!(ran.code, Some(20));
    assert_eq!(
        checkout
            .run(&["drift", "page.txt", "--against", "page.txt"])
            .code,
        Some(0)
    );
    // Unreadable, unknown, misused.
    checkout.write("broken.txt", "nothing at all");
    assert_eq!(checkout.run(&["drift", "broken.txt"]).code, Some(1));
    assert_eq!(checkout.run(&["drift", "absent.txt"]).code, Some(1));
    assert_eq!(
        checkout
            .run(&["drift", "page.txt", "--against", "broken.txt"])
            .code,
        Some(1)
    );
    assert_eq!(checkout.run(&["drift"]).code, Some(2));
    let lantern = root().join("spec/import/tests/pages/HoistLantern.A.txt");
    let ran = checkout.run(&["drift", lantern.to_str().unwrap()]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("there is no spec"), "{}", ran.err);
}

#[test]
fn programs_read_what_people_read() {
    let Some(checkout) = Checkout::new() else {
        return;
    };
    checkout.edit("page.txt", newer, "newer.txt");
    let ran = checkout.run(&["drift", "newer.txt", "--format", "json"]);
    assert_eq!(ran.out.lines().count(), 1);
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(
        (&json["effect"], &json["step"]),
        (&"breaks at compile time".into(), &"major".into())
    );
    let kinds: Vec<&str> = json["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| c["kind"].as_str().unwrap())
        .collect();
    assert_eq!(
        kinds,
        ["constraint-loosened", "parameter-added", "error-removed"]
    );
    let ran = checkout.run(&["drift", "newer.txt", "--format", "sarif"]);
    assert_eq!(ran.code, Some(20));
    let log: Value = serde_json::from_str(&ran.out).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 3);
    assert_eq!(results[2]["ruleId"], "drift/error-removed");
    assert_eq!(results[2]["level"], "error");
    let place = results[2]["locations"][0].to_string();
    assert!(
        place.contains("spec/r-kvstore/2015-01-01/CreateTairKVCacheVNode.json"),
        "{place}"
    );
    // The same bytes whenever it is run.
    assert_eq!(
        ran.out,
        checkout
            .run(&["drift", "newer.txt", "--format", "sarif"])
            .out
    );
}

#[test]
fn a_page_that_is_the_same_changes_nothing() {
    let Some(checkout) = Checkout::new() else {
        return;
    };
    let before = checkout.files();
    let ran = checkout.run(&["sync", "page.txt"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(checkout.files(), before);
}

#[test]
fn nothing_is_written_when_anything_fails() {
    let Some(checkout) = Checkout::new() else {
        return;
    };
    let before = checkout.files();
    let unchanged = |args: &[&str], says: &[&str]| {
        let ran = checkout.run(args);
        assert_eq!(ran.code, Some(1), "{args:?} {}", ran.out);
        for text in says {
            assert!(ran.err.contains(text), "{text}: {}", ran.err);
        }
        assert_eq!(checkout.files(), before, "{args:?}");
    };
    // A correction speaks of a row that is gone; so does another: both are told.
    let fewer = |page: &str| newer(page).replace("400RequestTokenConflict", "400OtherConflict");
    checkout.edit("page.txt", fewer, "fewer.txt");
    unchanged(
        &["sync", "fewer.txt"],
        &[
            "400:PayIllegalAgreement",
            "400:RequestTokenConflict",
            "/corrections/",
        ],
    );
    // One source is fine and the other is not.
    checkout.write("broken.json", "{");
    unchanged(&["sync", "page.txt", "broken.json"], &["broken.json"]);
    unchanged(&["sync", "page.txt", "absent.txt"], &["absent.txt"]);
    // The page is fine, and a file that nobody generated lies in the crate.
    checkout.edit(
        "page.txt",
        |page| page.replace("2 to 80", "2 to 128"),
        "looser.txt",
    );
    checkout.write("generated/r-kvstore/mine.txt", "mine");
    let ran = checkout.run(&["sync", "looser.txt"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("mine.txt"), "{}", ran.err);
    fs::remove_file(checkout.path("generated/r-kvstore/mine.txt")).unwrap();
    assert_eq!(checkout.files(), before);
    // Without writing.
    let ran = checkout.run(&["sync", "looser.txt", "--dry-run"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(
        ran.out
            .contains("would write spec/r-kvstore/2015-01-01/CreateTairKVCacheVNode.json"),
        "{}",
        ran.out
    );
    assert_eq!(checkout.files(), before);
}

#[test]
fn a_newer_page_is_taken_over() {
    let Some(checkout) = Checkout::new() else {
        return;
    };
    checkout.edit("page.txt", newer, "newer.txt");
    checkout.drop_correction("/errors/400:PayIllegalAgreement/summary");
    let ran = checkout.run(&["sync", "newer.txt"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    // The new row has no summary, which is said, and none of the provider's words.
    assert!(ran.err.contains("ACS0112"), "{}", ran.err);
    let file = checkout.path("spec/r-kvstore/2015-01-01/CreateTairKVCacheVNode.json");
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains("\"NodeLabel\"") && !text.contains("A label of the node"));
    let spec = acs_spec::load::operation("spec", &text).unwrap();
    let label = spec
        .parameters
        .iter()
        .find(|one| one.name == "NodeLabel")
        .unwrap();
    assert_eq!(label.schema.summary, None);
    assert!(
        spec.parameters
            .iter()
            .all(|one| one.name == "NodeLabel" || one.schema.summary.is_some())
    );
    insta::assert_snapshot!("sync_text", ran.out);
    // Specs and crates belong together, and nothing is left over.
    assert_eq!(checkout.run(&["generate", "--check"]).code, Some(0));
    assert!(
        checkout
            .files()
            .keys()
            .all(|path| !path.to_string_lossy().contains(".new"))
    );
    assert_eq!(checkout.run(&["drift", "newer.txt"]).code, Some(0));
    let request = "generated/r-kvstore/src/create_tair_kvcache_vnode/request.rs";
    assert!(
        fs::read_to_string(checkout.path(request))
            .unwrap()
            .contains("with_node_label")
    );
    // Again: nothing to do.
    let files = checkout.files();
    let ran = checkout.run(&["sync", "newer.txt", "--changelog"]);
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (Some(0), "## Changes\n\nno drift.\n")
    );
    assert_eq!(checkout.files(), files);
}

/// The checked-in spec is what its two sources give together: neither of them, nor both, has anything to add.
#[test]
fn two_sources_become_one_spec() {
    let Some(checkout) = Checkout::new() else {
        return;
    };
    let docs = root().join("../shared/api-docs/r-kvstore.2015-01-01.2025-12.json");
    let docs = docs.to_str().unwrap();
    let file = checkout.path("spec/r-kvstore/2015-01-01/CreateTairKVCacheVNode.json");
    let spec = acs_spec::load::operation("spec", &fs::read_to_string(&file).unwrap()).unwrap();
    assert_eq!(spec.sources.len(), 2);
    let by_hand = |one: &acs_spec::source::Correction| {
        one.at.contains("@api-docs") || one.at == "/sources/api-docs"
    };
    assert!(!spec.corrections.iter().any(by_hand));
    let files = checkout.files();
    for sources in [&["page.txt"][..], &[docs], &[docs, "page.txt"]] {
        let ran = checkout.run(&[&["sync"], sources].concat());
        assert_eq!(ran.code, Some(0), "{sources:?}: {}", ran.err);
        let now = checkout.files();
        for (path, text) in &files {
            assert!(
                now.get(path) == Some(text),
                "{sources:?}: {} differs",
                path.display()
            );
        }
    }
    for source in ["page.txt", docs] {
        assert_eq!(checkout.run(&["drift", source]).code, Some(0), "{source}");
    }
}
