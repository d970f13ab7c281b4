//! `acs-conform`: the suite over the crates of this repository.

use std::process::ExitCode;

use acs_conform::Target;

fn main() -> ExitCode {
    let target = Target::new("acs-r-kvstore", acs_r_kvstore::OPERATIONS)
        .command("cargo run -q -p acs-conform --")
        .tested_by("cargo test -q -p acs-conform --test conform --");
    acs_conform::main(&target)
}
