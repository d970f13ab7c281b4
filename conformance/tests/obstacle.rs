//! The obstacle course: a crate is generated from specs that a generator stumbles over, compiled on the spot, and its
//! opinion on what the strategies make of those specs is compared with the reference interpreter's and with what the
//! suite expects itself.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::type_complexity
)] // a test: a fault is meant to end it

mod common;
#[path = "common/driven.rs"]
mod driven;

use std::cell::RefCell;

use acs_conformance::compare::agree;
use acs_conformance::{Case, Strategies};
use acs_judge::Judge;
use acsgen_core::SpecFile;
use common::{read, workspace};
use proptest::strategy::ValueTree;

const FOLDER: &str = "codegen/core/tests/obstacle";

/// Cases of each sort for each operation, made from seeds, so that a failure today is one tomorrow.
const CASES: u64 = 125;

/// Its constraints say nothing, so that the interpreter refuses it; that code comes of it all the same is tested elsewhere.
const HOLLOW: &str = "Hollow";

#[test]
fn every_obstacle_is_taken() {
    let mut names: Vec<String> = std::fs::read_dir(workspace().join(FOLDER))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".json"))
        .collect();
    names.sort();
    let files: Vec<SpecFile> = names
        .iter()
        .map(|name| SpecFile::new(format!("spec/{name}"), read(&format!("{FOLDER}/{name}"))))
        .collect();
    let driven = RefCell::new(driven::Driven::new("obstacles", &files));
    let (mut cases, mut operations, mut wrong) = (0_u64, 0_u64, Vec::new());
    for name in names.iter().filter_map(|name| name.strip_suffix(".json")) {
        if matches!(name, "service" | HOLLOW) {
            continue;
        }
        operations += 1;
        let (operation, service) = common::spec(FOLDER, name);
        let judge = Judge::new(&operation, Some(&service))
            .unwrap_or_else(|faults| panic!("{name}: {faults:?}"));
        let strategies = Strategies::new(&operation, Some(&service));
        let check = |case: &Case| {
            let judged = common::check_judge(&judge, case)?;
            let answer = driven.borrow_mut().ask(&operation.name, &case.pairs);
            agree(
                case,
                ("the judge", &judged),
                ("the emitted validator", &answer.findings),
            )?;
            // What is written reads as the same value: the same is said of it, but for what matched nothing.
            let Some(again) = answer.again else {
                return Ok(());
            };
            let said = driven.borrow_mut().ask(&operation.name, &again).findings;
            let known = answer
                .findings
                .into_iter()
                .filter(|finding| finding.rule != "unknown")
                .collect();
            agree(case, ("before writing", &known), ("after writing", &said))
        };
        let before = cases;
        for sort in [
            strategies.valid(),
            strategies.single(),
            strategies.multi(),
            strategies.hostile(),
        ] {
            for seed in 0..CASES {
                // An operation may have nothing that could be broken.
                let Some(tree) = sort.of_seed(seed) else {
                    continue;
                };
                cases += 1;
                if check(&tree.current()).is_err() {
                    let small =
                        acs_conformance::strategy::shrink(tree, |case| check(case).is_err());
                    wrong.push(format!("{name}: {}", check(&small).unwrap_err()));
                    break;
                }
            }
        }
        assert!(cases > before + 2 * CASES, "{name} is hardly tried");
    }
    assert!(
        wrong.is_empty(),
        "{} disagreements:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    println!("{cases} cases over {operations} operations, no disagreement");
    assert!(operations > 8);
}
