//! Each obligation of the repository's operations as a test: `cargo test -p acs-conform --test conform -- InstanceName`.

use std::process::ExitCode;

use acs_conform::Target;

fn main() -> ExitCode {
    let spec = concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec");
    let target = Target::new("acs-r-kvstore", acs_r_kvstore::OPERATIONS)
        .specs(spec)
        .command("cargo run -q -p acs-conform --");
    acs_conform::tests(&target)
}
