//! Cases of the differential test a second: making a request from the spec, judging it by the reference interpreter, and
//! by the emitted decoder and validator, and comparing what both say.

use std::cell::Cell;
use std::hint::black_box;

use acs_bench::{Group, asked_for, table};
use acs_conformance::Strategies;
use acs_conformance::compare::{of_verdict, of_violations, pairs};
use acs_judge::{Judge, Options, Request};
use acs_r_kvstore::OPERATIONS;
use proptest::strategy::ValueTree as _;

const FOLDER: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../spec/r-kvstore/2015-01-01"
);

fn main() {
    let read = |name: &str| {
        std::fs::read_to_string(format!("{FOLDER}/{name}.json")).expect("the spec is there")
    };
    let service =
        acs_spec::load::service("service.json", &read("service")).expect("the service loads");
    let mut groups = Vec::new();
    for entry in OPERATIONS.iter().filter(|entry| asked_for(entry.info.name)) {
        let operation = acs_spec::load::operation(entry.info.name, &read(entry.info.name))
            .expect("the spec loads");
        let judge = Judge::new(&operation, Some(&service)).expect("the spec can be judged");
        let strategies = Strategies::new(&operation, Some(&service));
        let mixed = strategies.mixed();
        let seed = Cell::new(0_u64);
        let case = || {
            seed.set(seed.get() + 1);
            mixed.of_seed(seed.get()).map(|tree| tree.current())
        };
        let judged = |given: &[(String, String)]| {
            let given = given
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()));
            of_verdict(&judge.judge(&Request::from_pairs(given), &Options::default()))
        };
        let emitted = |given: &[(String, String)]| of_violations(&(entry.check)(&pairs(given)));
        let some: Vec<_> = (0..512)
            .filter_map(|seed| mixed.of_seed(seed))
            .map(|tree| tree.current().pairs)
            .collect();
        let turn = Cell::new(0_usize);
        let next = || {
            turn.set((turn.get() + 1) % some.len());
            black_box(&some[turn.get()])
        };
        let group = Group::new(entry.info.name)
            .with("whole case", || {
                let case = case()?;
                let (left, right) = (judged(&case.pairs), emitted(&case.pairs));
                assert_eq!(left, right, "{}", case.name);
                Some(left)
            })
            .with("making it", case)
            .with("reference interpreter", || judged(next()))
            .with("emitted decode and check", || emitted(next()));
        groups.push(group.run());
    }
    println!("{}", table("operation", &groups));
    for (name, times) in &groups {
        if let Some(time) = times.first() {
            println!(
                "{name}: {:.0} cases a second on one core",
                1e9 / time.median
            );
        }
    }
}
