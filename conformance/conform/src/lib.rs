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
//! What is tried and what must come of it is the business of [`acs_conformance`]; this crate runs it, shrinks what
//! fails, and reports. It judges nothing itself.

#![deny(missing_docs)]

mod args;
mod command;
pub mod endpoint;
pub mod live;
mod specs;
mod target;
mod trouble;

pub use command::main;
pub use target::{Spec, Target};
pub use trouble::Trouble;
