//! A user's crate, outside the workspace, is built with this door and validates a request; then its spec is broken.
//!
//! It builds everything anew, which takes a minute or so: `cargo test -p acsgen-build --test downstream -- --ignored`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // a test: a fault is meant to end it

#[path = "common/mod.rs"]
mod common;

use common::{Downstream, SPEC};

#[test]
#[ignore = "builds a crate from nothing: cargo test -p acsgen-build --test downstream -- --ignored"]
fn a_crate_with_a_build_script_validates_a_request() {
    let krate = Downstream::copy("build");
    let ran = krate.cargo(&["run", "-q"]);
    assert!(ran.status.success(), "{}", krate.said(&ran));
    let out = String::from_utf8_lossy(&ran.stdout);
    assert!(out.contains("Period: breaks Period.int_set"), "{out}");

    // Every fault of the spec is told by cargo, with file and line, and the build fails.
    krate.edit(
        SPEC,
        &[
            ("\"min\": 2,", "\"min\": 90,"),
            ("\"param\": \"ChargeType\"", "\"param\": \"ChargeTyp\""),
        ],
    );
    let ran = krate.cargo(&["build"]);
    let said = krate.said(&ran);
    assert!(!ran.status.success(), "{said}");
    for part in [
        "error: downstream-build@0.0.0: spec/r-kvstore/2015-01-01/CreateTairKVCacheVNode.json:",
        "ACS0101",
        "ACS0104",
        "did you mean `ChargeType`?",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    // Mended, it is built anew without being told to.
    krate.edit(
        SPEC,
        &[
            ("\"min\": 90,", "\"min\": 2,"),
            ("\"param\": \"ChargeTyp\"", "\"param\": \"ChargeType\""),
        ],
    );
    assert!(krate.cargo(&["build"]).status.success());
}
