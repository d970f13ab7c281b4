//! The service double meets every obligation, also by operations that are quite otherwise.

use acs_conform::endpoint::{Endpoint, meet};
use acs_conformance::Ledger;
use acs_double::{DEFAULT_ACCESS_KEY_ID, DEFAULT_ACCESS_KEY_SECRET, Double};

use crate::specs::{self, Spec};

fn endpoint(double: &Double, spec: &Spec) -> Endpoint {
    Endpoint::builder(double.url())
        .credentials(DEFAULT_ACCESS_KEY_ID, DEFAULT_ACCESS_KEY_SECRET)
        .operation(&spec.operation, spec.service.as_ref())
        .build()
        .unwrap()
}

fn double(spec: &Spec) -> Double {
    Double::builder()
        .operations([spec.operation.clone()], spec.service.clone())
        .start()
        .unwrap()
}

#[test]
fn the_double_meets_every_obligation_of_the_first_operation() {
    let spec = specs::first();
    let double = Double::start().unwrap();
    let endpoint = endpoint(&double, &spec);
    let ledger = Ledger::of(&spec.operation, spec.service.as_ref());
    meet::knock(&ledger, &endpoint).unwrap();
    let met = meet::obligations(&ledger, &endpoint, 4, &|_| true);
    assert!(met.is_met(), "{}", met.account(&ledger));
    assert!(met.unsent.is_empty(), "{}", met.account(&ledger));
    assert_eq!(met.obligations, ledger.obligations().len());
    println!("{}", met.headline());
    // Each request arrived, and what had to be accepted was done: but for the dry runs.
    let accepted = ledger.obligations().iter().filter(|one| one.accepts());
    let dry = |pairs: &[(String, String)]| {
        pairs
            .iter()
            .any(|(name, value)| name == "DryRun" && value.eq_ignore_ascii_case("true"))
    };
    let done = accepted.filter(|one| !dry(&one.least().pairs)).count() as u64;
    assert!(double.created_count() >= done, "{}", double.created_count());
    // As dry runs nothing is done.
    let before = double.created_count();
    let dry = Endpoint::builder(double.url())
        .credentials(DEFAULT_ACCESS_KEY_ID, DEFAULT_ACCESS_KEY_SECRET)
        .operation(&spec.operation, spec.service.as_ref())
        .dry_run(true)
        .build()
        .unwrap();
    let met = meet::obligations(&ledger, &dry, 4, &|id| !id.contains(':'));
    assert!(
        met.is_met() && met.obligations > 500,
        "{}",
        met.account(&ledger)
    );
    assert!(
        met.unsent.iter().all(|(id, _)| id.contains("DryRun")),
        "{}",
        met.account(&ledger)
    );
    assert_eq!(double.created_count(), before);
}

#[test]
fn the_double_answers_random_requests_as_it_must() {
    let spec = specs::first();
    let double = Double::start().unwrap();
    let ledger = Ledger::of(&spec.operation, spec.service.as_ref());
    let seeds: Vec<u64> = (0..600).collect();
    let wandered = meet::cases(&ledger, &endpoint(&double, &spec), 4, &seeds);
    assert!(wandered.broken.is_empty(), "{}", wandered.account(&ledger));
    assert!(wandered.cases > 400, "{}", wandered.account(&ledger));
}

/// All of them have operations of both styles, with values in every place.
const OTHERS: [&str; 2] = [
    "codegen/core/tests/obstacle",
    "conformance/src/mutants/course",
];

fn others(keep: &(dyn Fn(&str) -> bool + Sync), cases: u64) {
    let mut obligations = 0;
    for spec in OTHERS.iter().flat_map(|folder| specs::folder(folder)) {
        // One of the course is refused by every reader: its constraints allow nothing.
        if spec.operation.name == "Hollow" {
            continue;
        }
        let double = double(&spec);
        let endpoint = endpoint(&double, &spec);
        let ledger = Ledger::of(&spec.operation, spec.service.as_ref());
        let met = meet::obligations(&ledger, &endpoint, 4, keep);
        let seeds: Vec<u64> = (0..cases).collect();
        let wandered = meet::cases(&ledger, &endpoint, 4, &seeds);
        println!("{}{}", met.account(&ledger), wandered.account(&ledger));
        assert_eq!((met.met, met.broken.len()), (met.obligations, 0));
        assert!(wandered.broken.is_empty());
        obligations += met.obligations;
    }
    println!("{obligations} obligations");
    assert!(obligations > 100);
}

#[test]
fn the_double_meets_a_part_of_the_obligations_of_other_operations() {
    // A fifth, by what the names come to.
    others(
        &|id| id.bytes().map(usize::from).sum::<usize>() % 5 == 0,
        40,
    );
}

#[test]
#[ignore = "for maintainers: takes a while without optimisation"]
fn the_double_meets_every_obligation_of_other_operations() {
    others(&|_| true, 2_000);
}
