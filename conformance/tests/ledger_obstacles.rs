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

use acs_conformance::Ledger;
use acs_conformance::subject::Judged;

const OBSTACLES: &str = "codegen/core/tests/obstacle";

/// Specs of which something cannot be tried, and how much: nothing at all where no request breaks nothing, a parameter
/// that no value fits, a required field of an object that is required itself and has nothing else. A number that
/// changes is looked at: more is a fault of the ledger, less a gap closed.
const GAPS: [(&str, usize); 5] = [
    ("LightEverything", 83),
    ("Names", 3),
    ("Self", 1),
    ("Tree", 10),
    ("Values", 71),
];

#[test]
fn the_obstacles_are_tried_as_far_as_they_can_be() {
    let mut names: Vec<String> = std::fs::read_dir(common::workspace().join(OBSTACLES))
        .unwrap()
        .filter_map(|entry| {
            let name = entry.unwrap().file_name().into_string().unwrap();
            name.strip_suffix(".json").map(str::to_owned)
        })
        .filter(|name| !matches!(name.as_str(), "service" | "Hollow"))
        .collect();
    names.sort();
    let (mut met, mut wrong) = (0, String::new());
    for name in names {
        let (operation, service) = common::spec(OBSTACLES, &name);
        let ledger = Ledger::of(&operation, Some(&service));
        let judged = Judged::new([&operation], Some(&service)).unwrap();
        let checked = ledger.check(&judged, 2);
        let masked = ledger.obligations().iter().filter(|o| o.is_masked());
        println!(
            "{name}: {}, {} left out, {} masked",
            checked.headline(),
            ledger.left_out().len(),
            masked.count()
        );
        met += checked.met;
        let known = GAPS.iter().find(|(other, _)| *other == name);
        if !checked.broken.is_empty() || checked.gaps != known.map_or(0, |(_, gaps)| *gaps) {
            wrong.push_str(&checked.account(&ledger));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(met > 20_000, "{met} met");
}
