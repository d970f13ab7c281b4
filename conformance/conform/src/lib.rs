//! The conformance suite as a command, for the crates of this repository and for anybody's.
//!
//! A generated crate gets the whole command by a `main.rs` of five lines:
//!
//! ```ignore
//! use acs_conform::Target;
//!
//! fn main() -> std::process::ExitCode {
//!     acs_conform::main(&Target::new("my-crate", my_crate::OPERATIONS).specs("spec"))
//! }
//! ```
//!
//! and a test by [`check`], or one for each obligation by [`tests`]. What is tried and what must come of it is the business of [`acs_conformance`]; this crate
//! runs it, makes what fails small, and reports. It judges nothing itself. Anything that is an
//! [`acs_conformance::Subject`], a server too, goes through [`main_over`].
//!
//! | result | form |
//! |---|---|
//! | `--json` | `acs-conformance-report/1`, described at [`report`] |
//! | `--junit` | JUnit XML: a case for each obligation |
//! | `--html` | one page, which needs nothing else |
//! | `--failures` | replay files, `acs-replay/1`: request, what must come of it, and where the spec says so |

#![deny(missing_docs)]

mod args;
mod check;
mod command;
pub mod endpoint;
mod failure;
pub mod live;
mod output;
mod progress;
pub mod report;
pub mod run;
mod specs;
mod target;
mod tests;
mod trouble;

pub use check::check;
pub use command::{main, main_over};
pub use specs::all as specs;
pub use target::{Spec, Target};
pub use tests::{tests, tests_over};
pub use trouble::Trouble;
