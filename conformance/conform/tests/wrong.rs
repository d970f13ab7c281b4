//! The tests of a subject that is wrong on purpose: what failing ones look like. By name alone, since it must fail.

use std::process::ExitCode;

#[path = "../src/bin/acs-wrong/subject.rs"]
mod subject;

fn main() -> ExitCode {
    let spec = concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec");
    let target = subject::target().specs(spec);
    let wrong = subject::wrong(&target);
    acs_conform::tests_over(&target, wrong)
}
