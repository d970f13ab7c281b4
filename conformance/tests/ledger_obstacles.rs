//! The ledgers of specs that a generator stumbles over: the reference interpreter meets every obligation, and
//! what cannot be tried is known.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::type_complexity
)] // a test: a fault is meant to end it

mod common;

use std::sync::atomic::{AtomicUsize, Ordering};

use acs_conformance::Ledger;
use acs_conformance::subject::Judged;

const OBSTACLES: &str = "codegen/core/tests/obstacle";

/// Specs of which something is not tried, and how much: an object whose only field another parameter's name hides. A number
/// that changes is looked at: more is a fault of the ledger, less a gap closed.
const GAPS: [(&str, usize); 1] = [("Names", 1)];

/// What is wrong with the ledger of one spec, or how many obligations are met.
fn tried(name: &str) -> Result<usize, String> {
    let (operation, service) = common::spec(OBSTACLES, name);
    let ledger = Ledger::of(&operation, Some(&service));
    let judged = Judged::new([&operation], Some(&service)).unwrap();
    let checked = ledger.check(&judged, 2);
    let masked = ledger.obligations().iter().filter(|o| o.is_masked());
    let diagonal = ledger.diagonal(&judged);
    println!(
        "{name}: {}, {} left out, {} masked\n{diagonal}",
        checked.headline(),
        ledger.left_out().len(),
        masked.count()
    );
    if !diagonal.is_diagonal() {
        return Err(format!(
            "{name}: astray: {:?}, missed: {:?}\n",
            diagonal.astray, diagonal.missed
        ));
    }
    let known = GAPS.iter().find(|(other, _)| *other == name);
    match checked.broken.is_empty() && checked.gaps == known.map_or(0, |(_, gaps)| *gaps) {
        true => Ok(checked.met),
        false => Err(checked.account(&ledger)),
    }
}

#[test]
fn the_obstacles_are_tried_as_far_as_they_can_be() {
    let names = common::obstacles();
    let next = AtomicUsize::new(0);
    let work = || {
        let numbers = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
        let names = numbers.map_while(|n| names.get(n));
        names.map(|name| tried(name)).collect::<Vec<_>>()
    };
    let all: Vec<Result<usize, String>> = std::thread::scope(|scope| {
        let threads = [scope.spawn(work), scope.spawn(work)];
        threads
            .into_iter()
            .flat_map(|thread| thread.join().unwrap())
            .collect()
    });
    let wrong: Vec<&str> = all
        .iter()
        .filter_map(|one| Some(one.as_ref().err()?.as_str()))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.concat());
    let met: usize = all.iter().flatten().sum();
    assert!(met > 25_000, "{met} met");
}
