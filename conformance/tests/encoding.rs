//! Gate G14: what is written into a query is what an independent reader reads out of it; every byte is escaped as an
//! independent encoder does it; lists are numbered from 1, with holes closed up; what is absent is not empty.
//!
//! `PROPTEST_CASES=8704 cargo test --release -p acs-conformance --test encoding` makes the full 10⁵ round trips.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // a test: a fault is meant to end it

mod common;

use std::collections::BTreeMap;

use acs_conformance::Strategies;
use acs_conformance::compare::{pairs, same_pairs};
use acs_r_kvstore::OPERATIONS;
use acs_r_kvstore::create_tair_kvcache_vnode::{CreateTairKVCacheVNode, Required, Tag};
use acs_runtime::http::{HttpRequest, Scheme};
use acs_runtime::wire::{percent_encode, percent_encode_into};
use acs_runtime::{OperationEntry, Pairs};
use acs_spec::{Operation, Type};
use percent_encoding::{
    AsciiSet, NON_ALPHANUMERIC, percent_decode_str, percent_encode as independent,
    utf8_percent_encode,
};
use proptest::strategy::ValueTree as _;

/// All bytes but letters, digits and `-_.~`.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

fn subjects() -> Vec<(&'static OperationEntry, Operation, Strategies)> {
    let subject = |entry: &'static OperationEntry| {
        let (operation, service) = common::spec("spec/r-kvstore/2015-01-01", entry.info.name);
        let strategies = Strategies::new(&operation, Some(&service));
        (entry, operation, strategies)
    };
    OPERATIONS.iter().map(subject).collect()
}

fn listed(pairs: &Pairs) -> Vec<(String, String)> {
    let own = |pair: acs_runtime::Pair<'_>| (pair.name().to_owned(), pair.value().to_owned());
    pairs.iter().map(own).collect()
}

/// The query of a request line, read by somebody else.
fn parsed(target: &str) -> Vec<(String, String)> {
    let (_, query) = target.split_once('?').unwrap_or((target, ""));
    let text = |piece: &str| {
        percent_decode_str(piece)
            .decode_utf8()
            .unwrap()
            .into_owned()
    };
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap())
        .map(|(name, value)| (text(name), text(value)))
        .collect()
}

#[test]
fn each_byte_is_escaped_as_an_independent_encoder_does() {
    for byte in 0..=u8::MAX {
        let mut ours = String::new();
        percent_encode_into(&mut ours, &[byte]);
        assert_eq!(
            ours,
            independent(&[byte], ESCAPED).to_string(),
            "{byte:#04x}"
        );
    }
    // And each character; the bytes of one are never taken for others.
    let all: String = ('\0'..=char::MAX).collect();
    let (mut rest, mut seen) = (all.as_str(), 0);
    while !rest.is_empty() {
        let end = rest
            .char_indices()
            .nth(4_096)
            .map_or(rest.len(), |(end, _)| end);
        let (piece, after) = rest.split_at(end);
        assert_eq!(
            percent_encode(piece),
            utf8_percent_encode(piece, ESCAPED).to_string()
        );
        (rest, seen) = (after, seen + piece.chars().count());
    }
    assert_eq!(seen, 0x11_0000 - 0x800);
}

#[test]
fn what_is_written_is_read_and_written_again() {
    let mut done = 0;
    for (entry, _, strategies) in subjects() {
        for sort in [strategies.valid(), strategies.hostile()] {
            for seed in 0..common::scaled(2_500) {
                let Some(case) = sort.of_seed(seed).map(|tree| tree.current()) else {
                    continue;
                };
                let given = pairs(&case.pairs);
                let Some(written) = (entry.reencode)(&given) else {
                    continue;
                };
                let written = listed(&written);
                let mut request = HttpRequest::new("POST", Scheme::Https, "h.example", "/");
                request.query = pairs(&written);
                let read = parsed(&request.target());
                assert_eq!(read, written, "{}", case.name);
                let again = (entry.reencode)(&pairs(&read)).unwrap();
                assert_eq!(listed(&again), written, "{}", case.name);
                if let Some(meant) = &case.again {
                    assert!(
                        same_pairs(meant, &written),
                        "{}: {meant:?} {written:?}",
                        case.name
                    );
                }
                done += 1;
            }
        }
    }
    println!("{done} round trips");
    assert!(done > common::scaled(2_500));
}

fn request() -> CreateTairKVCacheVNode {
    CreateTairKVCacheVNode::new(Required {
        region_id: "cn-beijing".into(),
        zone_id: "cn-beijing-f".into(),
        instance_class: "kvcache.cu.g4b.2".into(),
        compute_unit_num: 1,
        vk_name: "tk-0".into(),
        vswitch_id: "vsw-0".into(),
    })
}

fn tags(count: usize) -> Vec<Tag> {
    (1..=count)
        .map(|n| {
            Tag::new()
                .with_key(format!("k{n}"))
                .with_value(format!("v{n}"))
        })
        .collect()
}

#[test]
fn elements_are_numbered_from_one_and_holes_are_closed_up() {
    for count in 0..=20 {
        let whole = request().with_tag(tags(count));
        let written = listed(&whole.encode());
        let of_tags: BTreeMap<String, String> = written
            .iter()
            .filter(|(name, _)| name.starts_with("Tag"))
            .cloned()
            .collect();
        let expected: BTreeMap<String, String> = (1..=count)
            .flat_map(|n| {
                [
                    (format!("Tag.{n}.Key"), format!("k{n}")),
                    (format!("Tag.{n}.Value"), format!("v{n}")),
                ]
            })
            .collect();
        assert_eq!(of_tags, expected);
        let decoded = CreateTairKVCacheVNode::decode(&whole.encode());
        assert_eq!(decoded.value.as_ref(), Some(&whole));
        // Every single hole, and everything but one: the order stays, the numbers close up.
        for hole in 1..=count {
            let is_hole = |name: &str| name.starts_with(&format!("Tag.{hole}."));
            for keep in [false, true] {
                let some: Vec<_> = written
                    .iter()
                    .filter(|(name, _)| !name.starts_with("Tag.") || is_hole(name) == keep)
                    .cloned()
                    .collect();
                let read = CreateTairKVCacheVNode::decode(&pairs(&some)).value.unwrap();
                let keys: Vec<String> = read
                    .tag
                    .iter()
                    .map(|tag| tag.key.clone().unwrap())
                    .collect();
                let expected: Vec<String> = (1..=count)
                    .filter(|n| (*n == hole) == keep)
                    .map(|n| format!("k{n}"))
                    .collect();
                assert_eq!(keys, expected);
                let again = listed(&read.encode());
                let numbers: Vec<&(String, String)> = again
                    .iter()
                    .filter(|(name, _)| name.starts_with("Tag."))
                    .collect();
                assert_eq!(numbers.len(), 2 * expected.len());
                for n in 1..=expected.len() {
                    assert!(again.contains(&(format!("Tag.{n}.Key"), expected[n - 1].clone())));
                }
            }
        }
    }
    // What comes in another order stands in the order of its numbers: 10 follows 2.
    let mut some = listed(&request().encode());
    for n in [10, 2, 1, 2_147_483_647] {
        some.push((format!("Tag.{n}.Key"), format!("k{n}")));
    }
    let read = CreateTairKVCacheVNode::decode(&pairs(&some)).value.unwrap();
    let keys: Vec<&str> = read
        .tag
        .iter()
        .filter_map(|tag| tag.key.as_deref())
        .collect();
    assert_eq!(keys, ["k1", "k2", "k10", "k2147483647"]);
    // No elements, and an element without fields, are not written.
    for nothing in [vec![], vec![Tag::new(), Tag::new()]] {
        let written = listed(&request().with_tag(nothing).encode());
        assert!(
            written.iter().all(|(name, _)| !name.starts_with("Tag")),
            "{written:?}"
        );
    }
}

/// Of every text that may be left out: nothing is written for an absent one, an empty one is a pair without a value, and
/// the two are read as what they are.
#[test]
fn absent_is_not_empty() {
    let mut seen = 0;
    for (entry, operation, strategies) in subjects() {
        let is_required = |name: &str| {
            operation
                .parameters
                .iter()
                .any(|p| p.name == name && p.required.get() == Some(&true))
        };
        let base: Vec<(String, String)> = (0..)
            .filter_map(|seed| strategies.valid().of_seed(seed))
            .map(|tree| tree.current().pairs)
            .next()
            .unwrap()
            .into_iter()
            .filter(|(name, _)| is_required(name))
            .collect();
        for parameter in &operation.parameters {
            if parameter.schema.r#type != Type::String || is_required(&parameter.name) {
                continue;
            }
            seen += 1;
            let without = listed(&(entry.reencode)(&pairs(&base)).unwrap());
            assert!(without.iter().all(|(name, _)| *name != parameter.name));
            let mut with = base.clone();
            with.push((parameter.name.clone(), String::new()));
            let written = listed(&(entry.reencode)(&pairs(&with)).unwrap());
            assert_eq!(written.len(), without.len() + 1);
            assert!(written.contains(&(parameter.name.clone(), String::new())));
        }
    }
    assert!(seen > 5);
    let (absent, empty) = (request(), request().with_instance_name(""));
    assert_ne!(listed(&absent.encode()), listed(&empty.encode()));
    for request in [absent, empty] {
        assert_eq!(
            CreateTairKVCacheVNode::decode(&request.encode()).value,
            Some(request)
        );
    }
    // An element of a list too: an empty key is a key.
    let request = request().with_tag(vec![Tag::new().with_key("")]);
    assert!(listed(&request.encode()).contains(&("Tag.1.Key".to_owned(), String::new())));
    assert_eq!(
        CreateTairKVCacheVNode::decode(&request.encode()).value,
        Some(request)
    );
}
