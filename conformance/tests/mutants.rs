//! The exam that mutants are judged by: what is sound passes it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // a test: a fault is meant to end it

mod common;

use acs_conformance::mutants::{Exam, Probe};
use acs_r_kvstore::create_tair_kvcache_vnode::CreateTairKVCacheVNode;

/// The reviewed operation answers every question of its spec.
#[test]
fn what_is_sound_passes() {
    let (operation, service) = common::first();
    let exam = Exam::new(&operation, Some(&service)).unwrap();
    let probe = Probe::of::<CreateTairKVCacheVNode>();
    let count = exam.questions().count();
    println!("{count} questions");
    let wrong: Vec<String> = exam
        .questions()
        .filter_map(|question| exam.ask(question, &probe).err())
        .map(|failure| failure.to_string())
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 500);
}
