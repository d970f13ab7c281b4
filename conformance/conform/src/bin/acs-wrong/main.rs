//! A subject that is wrong on purpose, in a few ways that are easy to get wrong: to see what failures look like.
//!
//! `cargo run -p acs-conform --bin acs-wrong -- run --html red.html`

use std::process::ExitCode;

mod subject;

fn main() -> ExitCode {
    let target = subject::target();
    acs_conform::main_over(&target, &subject::wrong(&target))
}
