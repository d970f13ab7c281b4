//! The ledger: every obligation has a request with just the fault it is about, and the emitted crate and the reference
//! interpreter meet all of them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::type_complexity
)] // a test: a fault is meant to end it

mod common;

use std::collections::BTreeSet;

use acs_conformance::Ledger;
use acs_conformance::subject::{Emitted, Judged, Subject};

fn checked(ledger: &Ledger, subject: &dyn Subject, seeds: u64) {
    let checked = ledger.check(subject, seeds);
    assert!(checked.is_met(), "{}", checked.account(ledger));
    println!(
        "{}: {}, {} requests to {}",
        ledger.operation(),
        checked.headline(),
        checked.requests,
        subject.name()
    );
}

#[test]
fn the_emitted_crate_meets_every_obligation() {
    let (operation, service) = common::first();
    let ledger = Ledger::of(&operation, Some(&service));
    for left in ledger.left_out() {
        println!("left out: {}: {}", left.id, left.why);
    }
    checked(
        &ledger,
        &Emitted::new("acs-r-kvstore", acs_r_kvstore::OPERATIONS),
        4,
    );
    checked(
        &ledger,
        &Judged::new([&operation], Some(&service)).unwrap(),
        4,
    );
    let ids: BTreeSet<&str> = ledger.obligations().iter().map(|o| o.id.as_str()).collect();
    assert_eq!(ids.len(), ledger.obligations().len());
    assert!(ids.len() > 500);
    // Nothing in this spec hides a fault of another rule but where one narrows another.
    for obligation in ledger.obligations().iter().filter(|o| o.is_masked()) {
        println!("masked: {obligation}");
    }
}
