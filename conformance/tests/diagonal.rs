//! Gate G11: every negative of the ledger against all rules; hits on the diagonal only. Of the obstacle course see
//! `ledger_obstacles`.

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
use acs_conformance::subject::{Answer, Emitted, Judged, Subject};
use acs_r_kvstore::OPERATIONS;

/// Emitted code and interpreter, with the rules that each knows: none is without a hit.
#[test]
fn hits_are_on_the_diagonal() {
    for entry in OPERATIONS {
        let (operation, service) = common::spec("spec/r-kvstore/2015-01-01", entry.info.name);
        let ledger = Ledger::of(&operation, Some(&service));
        let judged = Judged::new([&operation], Some(&service)).unwrap();
        let emitted = Emitted::new("acs-r-kvstore", OPERATIONS);
        for subject in [&emitted as &dyn Subject, &judged] {
            let diagonal = ledger.diagonal(subject);
            println!("{} ({})", diagonal, subject.name());
            assert!(
                diagonal.is_diagonal(),
                "astray: {:?}, missed: {:?}",
                diagonal.astray,
                diagonal.missed
            );
            let rows: BTreeSet<&String> = diagonal.rules.iter().collect();
            let mut narrow = 0;
            acs_spec::walk::followed(&operation, &mut |visit| {
                for constraint in &visit.schema.constraints {
                    let judged = !matches!(constraint.check, acs_spec::Check::ServerSide(_));
                    let of_request = visit.place == acs_spec::walk::Place::Parameter;
                    if judged && of_request && !rows.contains(&constraint.id) {
                        // Whatever breaks it breaks the looser one that it narrows.
                        assert!(constraint.narrows.is_some(), "{} has no row", constraint.id);
                        narrow += 1;
                    }
                }
            });
            assert!(
                rows.len() > 20 && narrow < 3,
                "{} rows, {narrow}",
                rows.len()
            );
        }
    }
}

/// A subject that reports a second rule, and one that says nothing, are both found out.
#[test]
fn the_matrix_shows_what_is_off_it() {
    struct Bent<'s>(&'s Judged, bool);
    impl Subject for Bent<'_> {
        fn name(&self) -> &str {
            "bent"
        }
        fn ask(&self, operation: &str, request: &[(String, String)]) -> Result<Answer, String> {
            let Answer::Said(mut findings, again) = self.0.ask(operation, request)? else {
                return Err("no findings".to_owned());
            };
            if self.1 {
                findings.clear();
            } else if findings
                .iter()
                .any(|finding| finding.rule.ends_with(".length"))
            {
                let mut other = findings.first().unwrap().clone();
                other.rule = "Other.length".to_owned();
                findings.insert(other);
            }
            Ok(Answer::Said(findings, again))
        }
    }
    let (operation, service) = common::first();
    let ledger = Ledger::of(&operation, Some(&service));
    let judged = Judged::new([&operation], Some(&service)).unwrap();
    let second = ledger.diagonal(&Bent(&judged, false));
    assert!(!second.is_diagonal() && second.missed.is_empty());
    assert!(second.astray.iter().all(|(_, rule)| rule == "Other.length"));
    let silent = ledger.diagonal(&Bent(&judged, true));
    assert!(!silent.is_diagonal() && silent.astray.is_empty());
    assert_eq!(silent.missed.len() as u64, silent.requests);
}
