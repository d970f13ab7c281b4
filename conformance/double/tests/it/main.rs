//! What the double does, seen from outside: over sockets, with our client's signatures and with none.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // a test

mod dry;
mod errors;
mod generic;
mod hostile;
mod kit;
mod official;
mod process;
mod roa_v1;
mod scenarios;
mod signatures;
mod tokens;
mod vectors;
mod wire;
