//! A user's crate, outside the workspace, is built with this door and validates a request; then its spec is changed.
//!
//! It builds everything anew, which takes a minute or so: `cargo test -p acsgen-macros --test downstream -- --ignored`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // a test: a fault is meant to end it

#[path = "../../build/tests/common/mod.rs"]
mod common;

use common::{Downstream, SPEC};

#[test]
#[ignore = "builds a crate from nothing: cargo test -p acsgen-macros --test downstream -- --ignored"]
fn a_crate_with_the_macro_validates_a_request() {
    let krate = Downstream::copy("macros");
    let ran = krate.cargo(&["run", "-q"]);
    assert!(ran.status.success(), "{}", krate.said(&ran));
    let out = String::from_utf8_lossy(&ran.stdout);
    assert!(out.contains("Period: breaks Period.int_set"), "{out}");

    // A change of the spec alone expands the macro anew.
    krate.edit(SPEC, &[("\"min\": 2,", "\"min\": 90,")]);
    let ran = krate.cargo(&["build"]);
    let said = krate.said(&ran);
    assert!(!ran.status.success() && said.contains("ACS0101"), "{said}");
    assert!(
        said.contains("include_spec!(\"spec/r-kvstore/2015-01-01\")"),
        "{said}"
    );
}
