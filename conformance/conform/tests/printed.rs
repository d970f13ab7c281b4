//! Requests as they are printed: what is printed is what is compiled here, and it runs.
//!
//! After a change, `ACSGEN_BLESS=1 cargo test -p acs-conform --test printed` writes the files anew.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // a test: a fault is meant to end it

mod common;

use common::{json, root};

/// The module holds the file, and its `call` runs it.
macro_rules! printed {
    ($name:ident, $file:literal) => {
        mod $name {
            include!($file);
            pub fn call() {
                main();
            }
        }
    };
}

printed!(setters, "printed/setters.rs");
printed!(list, "printed/list.rs");
printed!(pairs, "printed/pairs.rs");

/// The failure of a case, with its request as Rust, JSON and `curl`.
fn failure(case: &str) -> serde_json::Value {
    let folder = tempfile::tempdir().unwrap();
    let file = folder
        .path()
        .join("report.json")
        .to_string_lossy()
        .into_owned();
    let ran = common::wrong(&["run", "--case", case, "--around", "0", "--json", &file]);
    assert_eq!(ran.code, 1, "{case}: {}{}", ran.out, ran.err);
    json(&std::fs::read_to_string(file).unwrap())["failures"][0].clone()
}

fn check(case: &str, file: &str, call: fn()) -> serde_json::Value {
    let failure = failure(case);
    let path = root().join("conformance/conform/tests/printed").join(file);
    let rust = failure["rust"].as_str().unwrap();
    if std::env::var_os("ACSGEN_BLESS").is_some() {
        std::fs::write(&path, rust).unwrap();
    }
    assert_eq!(rust, std::fs::read_to_string(path).unwrap(), "{case}");
    call();
    failure
}

#[test]
fn setters_and_values_of_enums() {
    let case = "Period.required_if.ChargeType=PrePaid, Period absent";
    let failure = check(case, "setters.rs", setters::call);
    assert_eq!(failure["differs"].as_object().unwrap().len(), 1);
    assert_eq!(failure["request"]["ChargeType"], "PrePaid");
    let curl = failure["curl"].as_str().unwrap();
    assert!(curl.starts_with("curl -s -X POST 'http://127.0.0.1:8080/?Action=CreateTairKVCacheVNode&Version=2015-01-01&"), "{curl}");
    assert!(curl.contains("&ChargeType=PrePaid"), "{curl}");
}

#[test]
fn lists_of_objects() {
    check("Tag.items.max-1", "list.rs", list::call);
}

#[test]
fn what_types_cannot_hold_as_pairs() {
    let failure = check("RegionId.required.absent", "pairs.rs", pairs::call);
    assert_eq!(failure["differs"]["RegionId"], serde_json::json!([]));
}
