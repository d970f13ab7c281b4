//! Proof that generated code, spec and page say the same.
//!
//! Everything here is derived from a spec: no operation and no product is known by name. [`Strategies`] makes requests
//! (valid, with one fault, with several, at every boundary, hostile) together with what must be said of them;
//! [`compare`] brings what the reference interpreter and the emitted validators say into one form and shows where they
//! differ. What must be said of a request is worked out here from `spec/SEMANTICS.md` a third time, over trees instead
//! of pairs, so that a request's fault is known before either judge has seen it.

mod boundary;
mod chars;
mod checks;
pub mod compare;
mod count;
pub mod covering;
mod dice;
pub mod digest;
mod draft;
mod expect;
pub mod ledger;
pub mod mutants;
mod patterns;
mod plan;
mod pool;
#[cfg(any(feature = "printed", test))]
pub mod printed;
mod rules;
pub mod strategy;
pub mod subject;
mod times;
mod wire;

pub use compare::{Finding, Findings, WireCode};
pub use ledger::{Ledger, Obligation};
pub use strategy::{Case, Strategies};
pub use subject::{Answer, Subject};

/// The README's Rust, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
