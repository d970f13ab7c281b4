//! The suite over the wire: a sound server meets everything, servers that check too little fail by each rule they lack.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // a test

mod double;
mod null;
mod process;
mod specs;
mod trouble;
