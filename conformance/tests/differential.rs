//! The reference interpreter, the emitted validators, and what a case was made to break: three opinions, which must be
//! one on every request. A difference shrinks to the smallest request that shows it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::type_complexity
)] // a test: a fault is meant to end it

mod common;

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use acs_conformance::compare::{of_violations, pairs};
use acs_conformance::{Case, Findings, Strategies};
use acs_judge::Judge;
use acs_r_kvstore::OPERATIONS;
use acs_runtime::OperationEntry;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestRunner};

/// One operation with all who have an opinion on it.
struct Subject {
    entry: &'static OperationEntry,
    judge: Judge,
    strategies: Strategies,
}

fn subjects() -> Vec<Subject> {
    let subjects: Vec<Subject> = OPERATIONS
        .iter()
        .map(|entry| {
            let (operation, service) = common::spec("spec/r-kvstore/2015-01-01", entry.info.name);
            Subject {
                entry,
                judge: Judge::new(&operation, Some(&service)).unwrap(),
                strategies: Strategies::new(&operation, Some(&service)),
            }
        })
        .collect();
    assert!(!subjects.is_empty());
    subjects
}

impl Subject {
    fn check(&self, case: &Case) -> Result<(), String> {
        let judged = common::check_judge(&self.judge, case)?;
        let request = pairs(&case.pairs);
        let emitted = of_violations(&(self.entry.check)(&request));
        let again = (self.entry.reencode)(&request);
        let listed: Option<Vec<(String, String)>> = again.as_ref().map(|again| {
            again
                .iter()
                .map(|pair| (pair.name().to_owned(), pair.value().to_owned()))
                .collect()
        });
        common::check_emitted(case, &judged, &emitted, listed.as_deref())?;
        // What was written reads as the same value: it is written the same, and the same is said of it.
        let Some(again) = again else { return Ok(()) };
        if (self.entry.reencode)(&again).as_ref() != Some(&again) {
            return Err(format!(
                "{}: written twice it differs: {again:?}",
                case.name
            ));
        }
        let said = of_violations(&(self.entry.check)(&again));
        let known: Findings = emitted
            .into_iter()
            .filter(|finding| finding.rule != "unknown")
            .collect();
        match said == known {
            true => Ok(()),
            false => Err(format!(
                "{}: {known:?} before writing, {said:?} after",
                case.name
            )),
        }
    }

    /// The accounts of all that is wrong with so many cases, made from seeds on all cores.
    fn all(&self, cases: &acs_conformance::strategy::Cases, count: u64) -> Vec<String> {
        let next = AtomicU64::new(0);
        let wrong = Mutex::new(Vec::new());
        let tried = AtomicU64::new(0);
        let work = || {
            loop {
                let from = next.fetch_add(1_000, Ordering::Relaxed);
                if from >= count {
                    return;
                }
                for seed in from..count.min(from + 1_000) {
                    // Another request takes the place of a seed that leads to none.
                    let tree = (0..8).find_map(|n| cases.of_seed(seed + n * count));
                    let Some(tree) = tree else { continue };
                    tried.fetch_add(1, Ordering::Relaxed);
                    if let Err(account) = self.check(&tree.current()) {
                        wrong.lock().unwrap().push(account);
                    }
                }
            }
        };
        std::thread::scope(|scope| {
            for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
                scope.spawn(work);
            }
        });
        assert_eq!(tried.into_inner(), count, "requests made");
        wrong.into_inner().unwrap()
    }

    /// Runs so many cases; the seed is fixed, so that a failure today is one tomorrow.
    fn run(&self, cases: &acs_conformance::strategy::Cases, count: u32) {
        let mut runner = TestRunner::new(Config {
            cases: common::scaled(count.into()).try_into().unwrap_or(u32::MAX),
            failure_persistence: None,
            max_shrink_iters: 4_000,
            rng_seed: RngSeed::Fixed(0x2025_1127),
            ..Config::default()
        });
        let ran = runner.run(cases, |case| self.check(&case).map_err(TestCaseError::fail));
        if let Err(error) = ran {
            panic!("{error}");
        }
    }
}

/// Requests over the whole documented space: no opinion finds fault with any.
#[test]
fn valid_requests() {
    for subject in subjects() {
        subject.run(&subject.strategies.valid(), 6_000);
    }
}

/// Every fault there is can be made alone, and then all opinions name it and nothing else.
#[test]
fn single_faults() {
    for subject in subjects() {
        let strategies = &subject.strategies;
        assert_eq!(strategies.gaps(), [] as [String; 0]);
        for fault in 0..strategies.faults().len() {
            subject.run(&strategies.single_of(fault), 40);
        }
        subject.run(&strategies.single(), 6_000);
    }
}

#[test]
fn several_faults() {
    for subject in subjects() {
        subject.run(&subject.strategies.multi(), 6_000);
    }
}

#[test]
fn hostile_requests() {
    for subject in subjects() {
        subject.run(&subject.strategies.hostile(), 12_000);
    }
}

#[test]
fn boundaries() {
    for subject in subjects() {
        let cases = subject.strategies.boundaries();
        for case in &cases {
            subject
                .check(case)
                .unwrap_or_else(|account| panic!("{account}"));
        }
        let broken: BTreeSet<&str> = cases
            .iter()
            .filter_map(|case| case.expected.as_ref())
            .flatten()
            .map(|finding| finding.rule.as_str())
            .collect();
        println!(
            "{}: {} boundary values, {} rules broken by one",
            subject.entry.info.name,
            cases.len(),
            broken.len()
        );
        assert!(
            cases
                .iter()
                .any(|case| case.expected.as_ref().is_some_and(Findings::is_empty))
        );
    }
}

/// Every constraint and rule of the spec that can be judged is one of the faults: nothing is forgotten.
#[test]
fn every_rule_is_tried() {
    for subject in subjects() {
        let (operation, _) = common::spec("spec/r-kvstore/2015-01-01", subject.entry.info.name);
        let faults: BTreeSet<&str> = subject.strategies.faults().collect();
        let mut ids = BTreeSet::new();
        acs_spec::walk::followed(&operation, &mut |visit| {
            if matches!(visit.place, acs_spec::walk::Place::Parameter) {
                ids.extend(
                    visit
                        .schema
                        .constraints
                        .iter()
                        .map(|constraint| (constraint.check.kind(), constraint.id.clone())),
                );
            }
        });
        ids.extend(
            operation
                .rules
                .iter()
                .map(|rule| (rule.check.kind(), rule.id.clone())),
        );
        let forgotten: Vec<_> = ids
            .iter()
            .filter(|(kind, id)| *kind != "server_side" && !faults.contains(id.as_str()))
            .collect();
        assert!(ids.len() > 10 && forgotten.is_empty(), "{forgotten:?}");
    }
}

/// Gate G5: a million valid requests and a million with a single fault, for each operation; what the three say must be one
/// in verdict, rule, tier and wire error. Minutes in debug, hence not part of every run:
/// `cargo test --release -p acs-conformance --test differential -- --ignored --nocapture two_million`.
#[test]
#[ignore = "two million requests: in release"]
fn two_million() {
    const EACH: u64 = 1_000_000;
    for subject in subjects() {
        for (what, cases) in [
            ("valid", subject.strategies.valid()),
            ("with a single fault", subject.strategies.single()),
        ] {
            let from = std::time::Instant::now();
            let wrong = subject.all(&cases, EACH);
            println!(
                "{}: {EACH} requests {what}, {} disagreements, {:.1} s",
                subject.entry.info.name,
                wrong.len(),
                from.elapsed().as_secs_f64()
            );
            assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        }
    }
}
