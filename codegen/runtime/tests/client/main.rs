//! The client from end to end: against a script, and against a real server on this machine that misbehaves.
#![cfg(all(feature = "reqwest", feature = "blocking"))]
// Helpers of tests, which clippy does not take for tests.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod answers;
mod blocking;
mod faults;
mod kit;
mod loopback;
mod matrix;
#[path = "../lamp/operation.rs"]
#[allow(dead_code)]
mod operation;
mod refusals;
mod requests;
mod retries;
#[path = "../lamp/rules.rs"]
#[allow(dead_code)]
mod rules;
mod server;
mod table;
