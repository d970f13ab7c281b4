//! Gate G1 with other eyes: which values each bound and each set must be tried with is worked out here from the spec's own
//! words, and looked for in the requests of the ledger, not in its ids.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::type_complexity
)] // a test: a fault is meant to end it

mod common;

use std::collections::{BTreeMap, BTreeSet};

use acs_conformance::Ledger;
use acs_spec::constraint::LengthUnit;
use acs_spec::walk::{Place, followed};
use acs_spec::{Check, Operation, Service, Type};

/// The values that the ledger's requests put into each pair.
fn tried(ledger: &Ledger) -> BTreeMap<String, BTreeSet<String>> {
    let mut out: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for obligation in ledger.obligations() {
        for (name, value) in &obligation.least().pairs {
            out.entry(name.clone()).or_default().insert(value.clone());
        }
    }
    out
}

/// Numbers at, next to and far beyond two bounds.
fn around(min: Option<i128>, max: Option<i128>) -> Vec<i128> {
    let mut out = Vec::new();
    out.extend(min.into_iter().flat_map(|n| [n - 1, n, n + 1]));
    out.extend(max.into_iter().flat_map(|n| [n - 1, n, n + 1, n * 10]));
    out
}

/// What is missing of one operation, and how much was looked for.
fn missing(operation: &Operation, service: &Service) -> (Vec<String>, usize) {
    let ledger = Ledger::of(operation, Some(service));
    let tried = tried(&ledger);
    let (mut out, mut wanted) = (Vec::new(), 0);
    followed(operation, &mut |visit| {
        let of_pieces = visit.schema.constraints.iter().any(
            |constraint| matches!(&constraint.check, Check::Items(items) if items.separator.is_some()),
        );
        let is_flat = visit.place == Place::Parameter
            && !visit.path.contains('.')
            && !visit.pointer.ends_with("/items")
            && !of_pieces;
        let kind = visit.schema.r#type;
        if !is_flat || matches!(kind, Type::Array | Type::Map | Type::Object | Type::Ref) {
            return;
        }
        // Of a parameter that is no pair of its own there is nothing to see here.
        let Some(values) = tried.get(visit.path) else {
            return;
        };
        let number = matches!(kind, Type::Int32 | Type::Int64);
        let limits = match kind {
            Type::Int32 => (i128::from(i32::MIN), i128::from(i32::MAX)),
            _ => (i128::from(i64::MIN), i128::from(i64::MAX)),
        };
        let whole = |constraint: &&acs_spec::Constraint| constraint.pieces.is_none();
        for constraint in visit.schema.constraints.iter().filter(whole) {
            let mut want = |what: String, found: bool| {
                wanted += 1;
                if !found {
                    out.push(format!("{} {}: {what}", operation.name, constraint.id));
                }
            };
            match &constraint.check {
                Check::Length(length) => {
                    let bound = |n: Option<u64>| n.map(i128::from);
                    let sizes: BTreeSet<i128> = values
                        .iter()
                        .map(|text| match length.unit {
                            LengthUnit::Chars => text.chars().count() as i128,
                            LengthUnit::Bytes => text.len() as i128,
                        })
                        .collect();
                    for size in around(bound(length.min), bound(length.max)) {
                        if (0..=10_000).contains(&size) {
                            want(format!("length {size}"), sizes.contains(&size));
                        }
                    }
                    want("empty".to_owned(), sizes.contains(&0));
                }
                Check::IntRange(range) if number => {
                    let bound = |n: Option<i64>| n.map(i128::from);
                    let mut all = around(bound(range.min), bound(range.max));
                    all.extend([0, limits.0, limits.1]);
                    for n in all
                        .into_iter()
                        .filter(|n| (limits.0..=limits.1).contains(n))
                    {
                        want(n.to_string(), values.contains(&n.to_string()));
                    }
                }
                Check::IntSet(set) if number => {
                    for range in &set.ranges {
                        let (from, to) = (i128::from(range[0]), i128::from(range[1]));
                        let all = around(Some(from), Some(to));
                        for n in all
                            .into_iter()
                            .filter(|n| (limits.0..=limits.1).contains(n))
                        {
                            want(n.to_string(), values.contains(&n.to_string()));
                        }
                    }
                }
                Check::OneOf(one_of) if kind == Type::String => {
                    for member in &one_of.values {
                        let mut cut = member.clone();
                        cut.pop();
                        let mut all = vec![
                            member.clone(),
                            member.to_uppercase(),
                            member.to_lowercase(),
                            format!("{member}x"),
                            format!("{member} "),
                            format!(" {member}"),
                            cut,
                        ];
                        // Of what is required the empty text is another fault.
                        all.retain(|text| !text.is_empty());
                        for text in all {
                            want(format!("{text:?}"), values.contains(&text));
                        }
                    }
                    let unknown = values.iter().any(|text| {
                        let like = |member: &String| {
                            text.to_lowercase().contains(&member.to_lowercase())
                                || member.to_lowercase().contains(&text.to_lowercase())
                        };
                        !text.is_empty() && !one_of.values.iter().any(like)
                    });
                    // Some sets have a member that is a part of everything.
                    want(
                        "something else".to_owned(),
                        unknown || one_of.values.len() > 20,
                    );
                }
                _ => {}
            }
        }
    });
    (out, wanted)
}

#[test]
fn every_bound_and_member_of_the_first_operation() {
    let (operation, service) = common::first();
    let (missing, wanted) = missing(&operation, &service);
    println!("{wanted} values looked for");
    assert!(missing.is_empty() && wanted > 50, "{wanted}: {missing:#?}");
}

#[test]
fn every_bound_and_member_of_the_obstacles() {
    let (mut all, mut sum) = (Vec::new(), 0);
    for name in ["LightLamp", "PutLamp", "Values", "LightEverything"] {
        let (operation, service) = common::spec("codegen/core/tests/obstacle", name);
        let (missing, wanted) = missing(&operation, &service);
        all.extend(missing);
        sum += wanted;
    }
    println!("{sum} values looked for");
    assert!(all.is_empty() && sum > 200, "{sum}: {all:#?}");
}
