//! The cases written from the page, which nobody made from the spec: the reference interpreter must say exactly what
//! the page says when it reads the page alone, and it and the emitted validator exactly what all sources together say.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::type_complexity
)] // a test: a fault is meant to end it

mod common;

use std::collections::BTreeSet;

use acs_conformance::compare::{as_json, of_verdict, of_violations, pairs, refused, without_wire};
use acs_conformance::{Finding, Findings};
use acs_judge::{Judge, Options, Reading, Request};
use acs_r_kvstore::OPERATIONS;
use acs_spec::source::SourceKind;
use acs_spec::{Json, Tier};

fn text<'a>(json: &'a Json, name: &str) -> &'a str {
    json.get(name)
        .and_then(Json::as_str)
        .unwrap_or_else(|| panic!("no {name} in {json:?}"))
}

fn list<'a>(json: &'a Json, name: &str) -> &'a [Json] {
    match json.get(name) {
        Some(Json::Array(list)) => list,
        other => panic!("{name}: {other:?}"),
    }
}

/// The request of a case: `base` without `unset`, with `set`; or the case's own `request`.
fn request(case: &Json, base: &Json) -> Json {
    if let Some(request) = case.get("request") {
        return request.clone();
    }
    let Json::Object(mut members) = base.clone() else {
        panic!("base is no object")
    };
    if let Some(Json::Array(unset)) = case.get("unset") {
        members.retain(|(name, _)| !unset.iter().any(|gone| gone.as_str() == Some(name)));
    }
    if let Some(Json::Object(set)) = case.get("set") {
        for (name, value) in set {
            members.retain(|(old, _)| old != name);
            members.push((name.clone(), value.clone()));
        }
    }
    Json::Object(members)
}

fn wanted(reading: &Json) -> (bool, Findings) {
    let findings = list(reading, "violations")
        .iter()
        .map(|v| {
            Finding::new(
                text(v, "path"),
                text(v, "rule"),
                Tier::from_word(text(v, "tier")).unwrap(),
            )
        })
        .collect();
    let refused = match text(reading, "verdict") {
        "refused" => true,
        "accepted" => false,
        other => panic!("verdict {other}"),
    };
    (refused, findings)
}

#[test]
fn both_judges_say_what_the_page_says() {
    let (operation, service) = common::first();
    let judge = Judge::new(&operation, Some(&service)).unwrap();
    let entry = OPERATIONS
        .iter()
        .find(|entry| entry.info.name == operation.name)
        .unwrap();
    let file = common::read("conformance/cases/CreateTairKVCacheVNode.json");
    let file = acs_spec::json::parse(&file).unwrap().to_json();
    assert_eq!(text(&file, "operation"), operation.name);
    let base = file.get("base").unwrap();
    let cases = list(&file, "cases");
    let (mut wrong, mut names, mut rules) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    for case in cases {
        let name = text(case, "name");
        assert!(names.insert(name), "two cases are called {name}");
        let request = match case.get("pairs") {
            Some(Json::Array(list)) => Request::from_pairs(list.iter().map(|pair| match pair {
                Json::Array(pair) => (pair[0].as_str().unwrap(), pair[1].as_str().unwrap()),
                other => panic!("{name}: {other:?} is no pair"),
            })),
            _ => judge.request_from_json(&self::request(case, base)).unwrap(),
        };
        let by = |reading| of_verdict(&judge.judge(&request, &Options { reading }));
        let sent = request.clone().into_pairs();
        let emitted = of_violations(&(entry.check)(&pairs(&sent)));
        let page = wanted(case.get("page").unwrap());
        let effective = case.get("effective").map_or(page.clone(), wanted);
        rules.extend(
            page.1
                .iter()
                .chain(&effective.1)
                .map(|finding| finding.rule.clone()),
        );
        for (who, says, want) in [
            (
                "the judge, by the page",
                by(Reading::Source(SourceKind::Page)),
                &page,
            ),
            ("the judge", by(Reading::Effective), &effective),
            ("the emitted validator", emitted, &effective),
        ] {
            // What the service answers stands in no case of these: other tests compare it.
            let says = without_wire(&says);
            if says != want.1 || refused(&says, false) != want.0 {
                let request = acs_spec::write::compact(&as_json(&sent));
                wrong.push(format!(
                    "{name}: {who} says {says:?}\n  wanted {want:?}\n  of {request}\n  since {}",
                    text(case, "why")
                ));
            }
        }
    }
    println!("{} cases, {} rules", cases.len(), rules.len());
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
    assert!(cases.len() >= 120 && rules.len() >= 20);
}
