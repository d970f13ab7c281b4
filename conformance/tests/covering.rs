//! Gate G4: covering arrays. That they cover is counted here once more, on the requests alone; interpreter and emitted
//! validator say of every row what the suite expects.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::type_complexity
)] // a test: a fault is meant to end it

mod common;

use std::collections::{BTreeMap, BTreeSet};

use acs_conformance::covering::{self, Combination, Covering, Factor};
use acs_conformance::subject::{Emitted, Judged, Subject, assess};
use acs_r_kvstore::OPERATIONS;

const OBSTACLES: &str = "codegen/core/tests/obstacle";

/// Every answer to every row is the expected one, and no row has more than one fault.
fn ask(covering: &Covering, subject: &dyn Subject) {
    for row in covering.rows() {
        let case = &row.case;
        let answer = subject.ask(&case.operation, &case.pairs).unwrap();
        assess(case, subject.name(), &answer).unwrap_or_else(|account| panic!("{account}"));
    }
}

/// The level of a flat parameter, read from the pairs.
fn level(factor: &Factor, pairs: &BTreeMap<&str, &str>) -> Option<usize> {
    let value = pairs.get(factor.name()).copied();
    let is = |level: &covering::Level| match (level.text(), value) {
        (Some(text), Some(value)) => text == value,
        (None, None) => level.is_absent(),
        _ => false,
    };
    factor.levels()[..factor.sound()].iter().position(is)
}

/// Counts what is covered by the requests themselves, among factors that are one pair each.
fn counted(covering: &Covering, strength: usize) -> BTreeSet<Combination> {
    let mut out = BTreeSet::new();
    for case in covering.cases().filter(|case| case.faults == Some(0)) {
        let pairs: BTreeMap<&str, &str> = case
            .pairs
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let here: Vec<(usize, usize)> = flat(covering)
            .filter_map(|(n, factor)| Some((n, level(factor, &pairs)?)))
            .collect();
        out.extend(combinations(&here, strength));
    }
    out
}

fn flat(covering: &Covering) -> impl Iterator<Item = (usize, &Factor)> {
    let is_flat = |factor: &Factor| {
        let mut levels = factor.levels()[..factor.sound()].iter();
        !factor.name().contains(['.', '[']) && levels.all(|l| l.is_absent() || l.text().is_some())
    };
    let all = covering.factors().iter().enumerate();
    all.filter(move |(_, factor)| is_flat(factor))
}

fn combinations(of: &[(usize, usize)], length: usize) -> Vec<Combination> {
    if length == 0 {
        return vec![Vec::new()];
    }
    let mut out = Vec::new();
    for (n, first) in of.iter().enumerate() {
        let rest: Vec<_> = of[n + 1..]
            .iter()
            .filter(|(f, _)| *f != first.0)
            .copied()
            .collect();
        out.extend(combinations(&rest, length - 1).into_iter().map(|mut rest| {
            rest.insert(0, *first);
            rest
        }));
    }
    out
}

/// Whatever could be and is not covered is said to be impossible, and a rule that speaks of two of its parameters says why.
fn is_complete(covering: &Covering, strength: usize, rules: &[BTreeSet<String>]) {
    let all: Vec<(usize, usize)> = flat(covering)
        .flat_map(|(n, factor)| (0..factor.sound()).map(move |level| (n, level)))
        .collect();
    let covered = counted(covering, strength);
    let impossible: BTreeSet<&Combination> = covering.impossible().iter().collect();
    let (mut want, mut missing) = (0, Vec::new());
    for combination in combinations(&all, strength) {
        want += 1;
        if covered.contains(&combination) {
            continue;
        }
        let names: Vec<&str> = combination
            .iter()
            .map(|(factor, _)| covering.factors()[*factor].name())
            .collect();
        if !is_tied(&names, rules) || !impossible.contains(&combination) {
            missing.push(covering.shown(&combination));
        }
    }
    println!(
        "{} of {want} combinations of flat parameters counted",
        covered.len()
    );
    assert!(
        missing.is_empty() && want > 100,
        "not covered: {missing:#?}"
    );
}

/// Whether two of these lie in one parameter, or a rule speaks of two of their parameters.
fn is_tied(names: &[&str], rules: &[BTreeSet<String>]) -> bool {
    let tops: BTreeSet<&str> = names.iter().map(|name| top(name)).collect();
    let mut rules = rules.iter();
    tops.len() < names.len()
        || rules.any(|rule| tops.iter().filter(|top| rule.contains(**top)).count() > 1)
}

/// The parameter that a place lies in.
fn top(name: &str) -> &str {
    name.split(['.', '[']).next().unwrap()
}

/// The parameters that each rule speaks of.
fn rules(operation: &acs_spec::Operation) -> Vec<BTreeSet<String>> {
    let names: Vec<&str> = operation
        .parameters
        .iter()
        .map(|p| p.name.as_str())
        .collect();
    let all = operation.rules.iter().map(|rule| {
        let text = format!("{:?}", rule.check);
        let said = names
            .iter()
            .filter(|name| text.contains(&format!("{name:?}")));
        said.map(|name| (*name).to_owned()).collect()
    });
    all.collect()
}

#[test]
fn pairs_and_triples_of_the_first_operation() {
    let (operation, service) = common::first();
    let judged = Judged::new([&operation], Some(&service)).unwrap();
    let emitted = Emitted::new("acs-r-kvstore", OPERATIONS);
    for (strength, covering) in [
        (2, covering::pairs(&operation, Some(&service))),
        (3, covering::triples(&operation, Some(&service))),
    ] {
        println!("{covering}");
        is_complete(&covering, strength, &rules(&operation));
        ask(&covering, &judged);
        ask(&covering, &emitted);
        assert_eq!(covering.left_out(), 0);
    }
}

/// Every fault occurs beside every sound level of every other parameter; in triples, beside every two of them.
#[test]
fn every_fault_meets_every_level() {
    let (operation, service) = common::first();
    let pairs = covering::pairs(&operation, Some(&service));
    let triples = covering::triples(&operation, Some(&service));
    let rules = rules(&operation);
    faults_meet_levels(&pairs, 1, &rules);
    faults_meet_levels(&triples, 2, &rules);
}

/// Every fault occurs beside all that so many sound levels of other parameters can be, or that is said to be impossible.
fn faults_meet_levels(covering: &Covering, others: usize, rules: &[BTreeSet<String>]) {
    let factors = covering.factors();
    let is_fault = |(n, level): &(usize, usize)| *level >= factors[*n].sound();
    let mut met = BTreeSet::new();
    for row in covering.rows().iter().filter(|row| row.has_fault(factors)) {
        assert_eq!(row.case.faults, Some(1), "{}", row.case.name);
        let at = row.levels.iter().enumerate();
        let at: Vec<(usize, usize)> = at.filter_map(|(n, level)| Some((n, (*level)?))).collect();
        let (fault, sound): (Vec<_>, Vec<_>) = at.into_iter().partition(is_fault);
        let [fault] = fault.as_slice() else {
            panic!("{}: {fault:?}", row.case.name);
        };
        met.extend(combinations(&sound, others).into_iter().map(|mut all| {
            all.insert(0, *fault);
            all
        }));
    }
    let impossible: BTreeSet<&Combination> = covering.impossible().iter().collect();
    for (n, factor) in factors.iter().enumerate() {
        let rest = factors.iter().enumerate().filter(|(m, _)| *m != n);
        let rest = rest.flat_map(|(m, other)| (0..other.sound()).map(move |level| (m, level)));
        let rest = combinations(&rest.collect::<Vec<_>>(), others);
        for fault in factor.sound()..factor.levels().len() {
            for mut all in rest.clone() {
                all.insert(0, (n, fault));
                let names = all.iter().map(|(factor, _)| factors[*factor].name());
                let names: Vec<&str> = names.collect();
                let forbidden = || is_tied(&names, rules) && impossible.contains(&all);
                assert!(
                    met.contains(&all) || forbidden(),
                    "{}",
                    covering.shown(&all)
                );
            }
        }
    }
    let faulty = impossible.iter().filter(|all| all.iter().any(is_fault));
    println!(
        "{} combinations with a fault met, {} impossible",
        met.len(),
        faulty.count()
    );
    assert!(met.len() > 1_000);
}

/// Parameters that rules tie together: those of one rule, and those of rules that share one.
fn tied(operation: &acs_spec::Operation) -> Vec<BTreeSet<String>> {
    let mut out: Vec<BTreeSet<String>> = Vec::new();
    for mut rule in rules(operation) {
        let (touched, rest) = out.into_iter().partition(|other| !rule.is_disjoint(other));
        let touched: Vec<BTreeSet<String>> = touched;
        rule.extend(touched.into_iter().flatten());
        out = rest;
        out.push(rule);
    }
    out
}

/// What is said to be impossible is so for a reason that the spec shows: one lies in the other, a rule ties them
/// together, or a rule forbids one of them altogether.
fn has_reasons(covering: &Covering, operation: &acs_spec::Operation) {
    let tied = tied(operation);
    let of = |factor: usize| covering.factors()[factor].name();
    let top = |factor: usize| top(of(factor)).to_owned();
    let sound: usize = covering.factors().iter().map(Factor::sound).sum();
    let impossible = covering.impossible();
    for pair in impossible {
        let is_hopeless = |one: &(usize, usize)| {
            let with = impossible.iter().filter(|other| other.contains(one));
            let others = sound - covering.factors()[one.0].sound();
            with.count() >= others && tied.iter().any(|tied| tied.contains(&top(one.0)))
        };
        let [(one, _), (other, _)] = pair.as_slice() else {
            panic!("{pair:?}");
        };
        let tops = (top(*one), top(*other));
        let together = tops.0 == tops.1
            || tied
                .iter()
                .any(|tied| tied.contains(&tops.0) && tied.contains(&tops.1));
        assert!(
            together || pair.iter().any(is_hopeless),
            "{}: {}",
            operation.name,
            covering.shown(pair)
        );
    }
}

/// Asks about every row of the arrays of pairs of these specs.
fn obstacles(names: &[String]) {
    let mut rows = 0;
    for name in names {
        let (operation, service) = common::spec(OBSTACLES, name);
        let from = std::time::Instant::now();
        let covering = covering::pairs(&operation, Some(&service));
        println!("{covering}, {:.1} s", from.elapsed().as_secs_f64());
        ask(
            &covering,
            &Judged::new([&operation], Some(&service)).unwrap(),
        );
        has_reasons(&covering, &operation);
        rows += covering.rows().len();
    }
    assert!(rows > 300, "{rows}");
}

/// Specs with some hundred places, which take their time in debug.
const LARGE: [&str; 4] = ["LightEverything", "Names", "Tree", "TwoHundred"];

#[test]
fn pairs_of_the_obstacles() {
    let mut names = common::obstacles();
    names.retain(|name| !LARGE.contains(&name.as_str()));
    obstacles(&names);
}

/// `cargo test --release -p acs-conformance --test covering -- --ignored --nocapture`: what comes out stays small.
#[test]
#[ignore = "large specs: in release"]
fn pairs_of_the_large_obstacles() {
    obstacles(&LARGE.map(str::to_owned));
}
