//! A required parameter cannot be forgotten: the request does not compile, and the message names the parameter.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::type_complexity
)] // a test: a fault is meant to end it

#[test]
fn forgetting_does_not_compile() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/forgotten.rs");
    cases.pass("tests/ui/any_text.rs");
}
