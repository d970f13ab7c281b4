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

use acs_conformance::Strategies;
use acs_conformance::strategy::shrink;
use acs_judge::Judge;

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
    let (mut operations, mut faults, mut cases) = (0, 0, 0);
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = std::fs::read(&file).unwrap();
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
    }
    println!("{operations} operations, {faults} faults, {cases} cases");
    assert!(operations > 600 && cases > 10_000);
}
