//! The strategies and the reference interpreter on every operation of the provider's metadata: hundreds of requests'
//! shapes that nobody of us invented. Needs `../shared`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::type_complexity
)] // a test: a fault is meant to end it

mod common;

use std::sync::atomic::{AtomicUsize, Ordering};

use acs_conformance::Strategies;
use acs_conformance::strategy::shrink;
use acs_judge::Judge;

/// Operations, faults and cases of one file.
fn of_file(file: &std::path::Path) -> (usize, usize, usize) {
    let (mut operations, mut faults, mut cases) = (0, 0, 0);
    let name = file.file_name().unwrap().to_string_lossy().into_owned();
    let bytes = std::fs::read(file).unwrap();
    let imported = acs_import::source::import(&name, &bytes, &Default::default()).unwrap();
    for operation in &imported.operations {
        let Ok(judge) = Judge::new(operation, imported.service.as_ref()) else {
            println!("{name}: {} cannot be judged", operation.name);
            continue;
        };
        let strategies = Strategies::new(operation, imported.service.as_ref());
        for gap in strategies.gaps() {
            println!("{name}: {}: {gap}", operation.name);
        }
        operations += 1;
        faults += strategies.faults().len();
        for sort in [strategies.valid(), strategies.single(), strategies.multi()] {
            for seed in 0..8 {
                let Some(tree) = sort.of_seed(seed) else {
                    continue;
                };
                cases += 1;
                let fails =
                    |case: &acs_conformance::Case| common::check_judge(&judge, case).is_err();
                if fails(&proptest::strategy::ValueTree::current(&tree)) {
                    let smallest = shrink(tree, fails);
                    panic!(
                        "{name}: {}",
                        common::check_judge(&judge, &smallest).unwrap_err()
                    );
                }
            }
        }
    }
    (operations, faults, cases)
}

#[test]
fn judge_and_expectation_agree_on_every_operation() {
    let Some(shared) = common::shared() else {
        return;
    };
    let mut files: Vec<_> = std::fs::read_dir(shared.join("api-docs"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut out = (0, 0, 0);
        let numbers = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
        for file in numbers.map_while(|n| files.get(n)) {
            let (operations, faults, cases) = of_file(file);
            out = (out.0 + operations, out.1 + faults, out.2 + cases);
        }
        out
    };
    let (first, second) = std::thread::scope(|scope| {
        let other = scope.spawn(work);
        (work(), other.join().unwrap())
    });
    let operations = first.0 + second.0;
    let (faults, cases) = (first.1 + second.1, first.2 + second.2);
    println!("{operations} operations, {faults} faults, {cases} cases");
    assert!(operations > 600 && cases > 10_000);
}
