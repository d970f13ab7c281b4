//! The service double meets every obligation, also by operations that are quite otherwise.

use acs_conform::Spec;
use acs_conform::endpoint::Endpoint;
use acs_conform::run::{Progress, Settings, run};
use acs_conformance::Ledger;
use acs_double::{DEFAULT_ACCESS_KEY_ID, DEFAULT_ACCESS_KEY_SECRET, Double};

use crate::specs;

fn endpoint(double: &Double, specs: &[Spec], dry_run: bool) -> Endpoint {
    let builder = Endpoint::builder(double.url())
        .credentials(DEFAULT_ACCESS_KEY_ID, DEFAULT_ACCESS_KEY_SECRET)
        .dry_run(dry_run);
    let add = |builder: acs_conform::endpoint::Builder, spec: &Spec| {
        builder.operation(&spec.operation, spec.service.as_ref())
    };
    specs.iter().fold(builder, add).build().unwrap()
}

fn settings(cases: u64, shard: &str) -> Settings {
    let mut settings = Settings::default();
    settings.cases = cases;
    settings.jobs = 4;
    settings.shard = shard.parse().unwrap();
    settings
}

#[test]
fn the_double_meets_every_obligation_of_the_first_operation() {
    let specs = specs::first();
    let double = Double::start().unwrap();
    let endpoint = endpoint(&double, &specs, false);
    let mut settings = settings(600, "1/1");
    // Random surroundings have a test of their own.
    settings.around = 0;
    let report = run(&specs, &endpoint, &settings, &Progress::new()).unwrap();
    let totals = report.totals();
    println!("{}", totals.headline());
    let spec = &specs[0];
    let ledger = Ledger::of(&spec.operation, spec.service.as_ref());
    assert!(
        report.is_met() && report.failures() == 0,
        "{}",
        totals.headline()
    );
    assert_eq!(totals.obligations, ledger.obligations().len());
    assert_eq!(
        totals.left_out,
        ledger.left_out().len(),
        "everything can travel"
    );
    assert!(totals.cases > 500, "{}", totals.headline());
    // What had to be accepted was done: but for the dry runs.
    let dry = |pairs: &[(String, String)]| {
        pairs
            .iter()
            .any(|(name, value)| name == "DryRun" && value.eq_ignore_ascii_case("true"))
    };
    let accepted = ledger.obligations().iter().filter(|one| one.accepts());
    let done = accepted.filter(|one| !dry(&one.least().pairs)).count() as u64;
    // Some have the very token and values of others, and so are done once.
    assert!(
        double.created_count() > done * 9 / 10,
        "{}",
        double.created_count()
    );
}

#[test]
fn dry_runs_change_nothing() {
    let specs = specs::first();
    let double = Double::start().unwrap();
    let endpoint = endpoint(&double, &specs, true);
    let report = run(&specs, &endpoint, &settings(200, "1/3"), &Progress::new()).unwrap();
    let totals = report.totals();
    assert!(
        report.is_met() && totals.obligations > 300,
        "{}",
        totals.headline()
    );
    assert_eq!(double.created_count(), 0);
    assert!(double.request_count() > 300);
}

#[test]
fn a_server_that_has_seen_it_all_before_is_no_worse() {
    let specs = specs::first();
    let double = Double::start().unwrap();
    for _ in 0..2 {
        let endpoint = endpoint(&double, &specs, false);
        let report = run(&specs, &endpoint, &settings(300, "1/6"), &Progress::new()).unwrap();
        assert!(report.is_met(), "{}", report.totals().headline());
    }
}

/// Operations of both styles, with values in every place.
fn others(leave_out: &[&str], shard: &str, cases: u64) {
    let (mut obligations, mut asked) = (0, 0);
    for spec in specs::others() {
        if leave_out.contains(&spec.operation.name.as_str()) {
            continue;
        }
        let double = Double::builder()
            .operations([spec.operation.clone()], spec.service.clone())
            .start()
            .unwrap();
        let specs = [spec];
        let endpoint = endpoint(&double, &specs, false);
        let report = run(&specs, &endpoint, &settings(cases, shard), &Progress::new()).unwrap();
        let totals = report.totals();
        let name = &specs[0].operation.name;
        println!(
            "{name}: {}, {} left out",
            totals.headline(),
            totals.left_out
        );
        let ledger = Ledger::of(&specs[0].operation, specs[0].service.as_ref());
        // What lacks a request lacks it everywhere, and is no matter of the wire.
        assert!(totals.gaps <= ledger.gaps().len());
        let well = (totals.met, totals.disagreements) == (totals.obligations, 0);
        assert!(well, "{name}: {report:#?}");
        obligations += totals.obligations;
        asked += totals.cases;
    }
    println!("{obligations} obligations, {asked} random requests");
    assert!(obligations > 50 && asked > 100);
}

#[test]
fn the_double_meets_a_part_of_the_obligations_of_other_operations() {
    // These have thousands, or take their time.
    others(
        &["LightEverything", "Names", "Tree", "TwoHundred"],
        "1/2",
        60,
    );
}

#[test]
#[ignore = "for maintainers: takes a while without optimisation"]
fn the_double_meets_every_obligation_of_other_operations() {
    others(&[], "1/1", 3_000);
}
