//! Gate G12, in process: every row of every error table. The row is decoded into its own variant, with status, message,
//! request ID and whatever else came; the client tries again where that may help; and each row says how it is reached.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::type_complexity
)] // a test: a fault is meant to end it

#[path = "common/calls.rs"]
mod calls;
mod common;
#[path = "common/driven.rs"]
mod driven;
#[path = "common/reach.rs"]
mod reach;

use std::collections::BTreeMap;

use acs_conformance::Strategies;
use acs_conformance::compare::pairs;
use acs_r_kvstore::OPERATIONS;
use acs_r_kvstore::create_tair_kvcache_vnode::ErrorCode;
use acs_runtime::Value;
use acs_runtime::client::Error;
use acs_runtime::http::HttpResponse;
use acs_spec::Operation;
use acs_spec::operation::ErrorRow;
use acsgen_core::SpecFile;
use calls::Scripted;
use common::{read, workspace};
use proptest::strategy::ValueTree as _;
use reach::{Reach, reach};

const OBSTACLES: &str = "codegen/core/tests/obstacle";

/// A message as the service would send it: the holes of a template filled.
fn message(row: &ErrorRow) -> String {
    row.message
        .clone()
        .unwrap_or_default()
        .replace("%s", "lamp \"7\" <中>")
}

/// The answer in each of the forms that the service has, with fields that nobody documents.
fn answers(row: &ErrorRow) -> [HttpResponse; 3] {
    let text = |text: &str| Value::from(text).to_string();
    let escaped = |text: &str| {
        text.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
    };
    let (code, message) = (text(&row.code), text(&message(row)));
    let json = format!(
        "{{\"RequestId\":\"1C5A\",\"HostId\":\"h\",\"Code\":{code},\"Message\":{message},\"Recommend\":\"https://example.com/\",\
         \"Unheard\":{{\"Of\":[1,null]}}}}"
    );
    let camel =
        format!("{{\"requestId\":\"1C5A\",\"code\":{code},\"message\":{message},\"unheard\":[]}}");
    let xml = format!(
        "<?xml version='1.0'?><Error><RequestId>1C5A</RequestId><HostId>h</HostId><Code>{}</Code><Message>{}</Message>\
         <Unheard>x</Unheard></Error>",
        escaped(&row.code),
        escaped(&self::message(row))
    );
    [json, camel, xml].map(|body| HttpResponse::new(row.status, body))
}

/// Whether another attempt may fare better, by what `wire-protocol.md` and the documentation of retries say: too many
/// requests, a fault of the service's own that passes.
fn is_passing(row: &ErrorRow) -> bool {
    matches!(row.status, 408 | 429 | 500 | 502 | 503 | 504)
        || row.code.to_ascii_lowercase().contains("throttling")
}

#[test]
fn the_client_decodes_every_row() {
    for entry in OPERATIONS {
        let (operation, _) = common::spec("spec/r-kvstore/2015-01-01", entry.info.name);
        for row in &operation.errors {
            for answer in answers(row) {
                let shown = format!("{} {} {}", entry.info.name, row.status, row.code);
                let error = Scripted::new(1).call([answer]).unwrap_err();
                let Error::Service(failure) = &error else {
                    panic!("{shown}: {error}")
                };
                assert!(
                    ErrorCode::KNOWN.contains(&failure.code),
                    "{shown}: {:?}",
                    failure.code
                );
                assert_eq!(
                    (failure.code.status(), failure.code.code()),
                    (row.status, row.code.as_str())
                );
                assert_eq!(
                    (failure.error.status(), failure.error.code()),
                    (row.status, Some(row.code.as_str()))
                );
                assert_eq!(
                    failure.error.message().unwrap_or_default(),
                    message(row),
                    "{shown}"
                );
                assert_eq!(error.request_id(), Some("1C5A"), "{shown}");
                let unheard =
                    ["Unheard", "unheard"].map(|name| failure.error.fields().contains_key(name));
                assert!(
                    unheard.contains(&true),
                    "{shown}: {:?}",
                    failure.error.fields()
                );
                let of_key: Vec<&ErrorRow> = operation
                    .errors
                    .iter()
                    .filter(|other| (other.status, &other.code) == (row.status, &row.code))
                    .collect();
                let documented: Vec<Option<&str>> =
                    of_key.iter().map(|row| row.message.as_deref()).collect();
                assert!(documented.contains(&failure.code.message()), "{shown}");
                assert_eq!(
                    (entry.classify)(row.status, &row.code).unwrap().code,
                    row.code
                );
                assert!(
                    error.to_string().contains(&row.code) && error.to_string().contains("1C5A"),
                    "{error}"
                );
            }
            // The request's ID also comes in a header.
            let mut answer = HttpResponse::new(
                row.status,
                format!("{{\"Code\":{}}}", Value::from(row.code.as_str())),
            );
            answer
                .headers
                .push(("X-Acs-Request-Id".to_owned(), "1C5B".to_owned()));
            assert_eq!(
                Scripted::new(1).call([answer]).unwrap_err().request_id(),
                Some("1C5B")
            );
            // Tried again, or not: the second answer is a success that is asked for, or is left.
            let [first, ..] = answers(row);
            let client = Scripted::new(2);
            let outcome = client.call([first, HttpResponse::new(200, "{\"InstanceId\":\"tv-1\"}")]);
            assert_eq!(
                (outcome.is_ok(), client.left() == 0),
                (is_passing(row), is_passing(row)),
                "{} {}",
                row.status,
                row.code
            );
        }
        // Not in the table: kept as it came.
        for (status, code) in [
            (400, "Unheard.Of"),
            (418, "Teapot"),
            (503, "ServiceUnavailable"),
            (429, "Throttling.User"),
        ] {
            let row = ErrorRow {
                status,
                code: code.into(),
                message: None,
                ..operation.errors[0].clone()
            };
            let error = Scripted::new(1)
                .call(answers(&row).into_iter().take(1))
                .unwrap_err();
            let typed = error.code().unwrap();
            assert!(!ErrorCode::KNOWN.contains(typed));
            assert_eq!(
                (typed.status(), typed.code(), typed.message()),
                (status, code, None)
            );
            let client = Scripted::new(2);
            let outcome = client.call([answers(&row)[0].clone(), HttpResponse::new(200, "{}")]);
            assert_eq!(outcome.is_ok(), is_passing(&row), "{status} {code}");
        }
    }
}

/// The obstacle course: its tables have codes that are no names, one code under several statuses, several messages for one.
#[test]
fn emitted_code_of_every_spec_decodes_every_row() {
    let mut names: Vec<String> = std::fs::read_dir(workspace().join(OBSTACLES))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".json"))
        .collect();
    names.sort();
    let files: Vec<SpecFile> = names
        .iter()
        .map(|name| SpecFile::new(format!("spec/{name}"), read(&format!("{OBSTACLES}/{name}"))))
        .collect();
    let mut driven = driven::Driven::new("obstacles", &files);
    let mut rows = 0;
    for name in names
        .iter()
        .filter_map(|name| name.strip_suffix(".json"))
        .filter(|name| *name != "service")
    {
        let (operation, _) = common::spec(OBSTACLES, name);
        for row in &operation.errors {
            rows += 1;
            let [answer, camel, _] = answers(row);
            for answer in [answer, camel] {
                let said = driven.ask_error(
                    &operation.name,
                    row.status,
                    std::str::from_utf8(&answer.body).unwrap(),
                );
                let shown = format!("{name} {} {}: {said}", row.status, row.code);
                assert_eq!(said["typed"], "true", "{shown}");
                assert_eq!(said["status"], row.status.to_string(), "{shown}");
                assert_eq!(said["code"], row.code.as_str(), "{shown}");
                assert_eq!(said["message"].as_str().unwrap(), message(row), "{shown}");
                assert_eq!(said["request_id"], "1C5A", "{shown}");
                let of_key = operation
                    .errors
                    .iter()
                    .filter(|other| (other.status, &other.code) == (row.status, &row.code));
                let documented: Vec<&str> = of_key
                    .map(|row| row.message.as_deref().unwrap_or_default())
                    .collect();
                assert!(
                    documented.contains(&said["documented"].as_str().unwrap()),
                    "{shown}"
                );
            }
            // Neighbours of the row are not the row.
            for (status, code) in [
                (row.status + 1, row.code.clone()),
                (row.status, format!("{}x", row.code)),
                (row.status, row.code.to_lowercase() + "~"),
            ] {
                if operation
                    .errors
                    .iter()
                    .any(|other| (other.status, &other.code) == (status, &code))
                {
                    continue;
                }
                let body = format!("{{\"Code\":{}}}", Value::from(code.as_str()));
                let said = driven.ask_error(&operation.name, status, &body);
                assert_eq!(
                    (&said["typed"], &said["code"]),
                    (&"false".into(), &code.as_str().into()),
                    "{name}: {said}"
                );
            }
        }
    }
    println!("{rows} rows of the obstacle course");
    assert!(rows > 10);
}

/// Each row with how it is reached; those that a request alone can reach are reached.
#[test]
fn every_row_says_how_it_is_reached() {
    let mut lines = Vec::new();
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for entry in OPERATIONS {
        let (operation, service) = common::spec("spec/r-kvstore/2015-01-01", entry.info.name);
        let strategies = Strategies::new(&operation, Some(&service));
        for row in &operation.errors {
            let how = reach(&operation, row);
            *counts.entry(how.label()).or_default() += 1;
            if let Reach::Request(rules) = &how {
                for rule in rules {
                    assert!(
                        triggers(entry, &strategies, rule, row),
                        "nothing breaks {rule}"
                    );
                }
            }
            lines.push(format!(
                "{} {} {}: {how}",
                entry.info.name, row.status, row.code
            ));
        }
    }
    println!("{counts:?}");
    insta::assert_snapshot!("reach_of_error_rows", lines.join("\n"));
}

/// Whether a request that breaks this rule alone is said to be answered with this row.
fn triggers(
    entry: &acs_runtime::OperationEntry,
    strategies: &Strategies,
    rule: &str,
    row: &ErrorRow,
) -> bool {
    let faults: Vec<usize> = strategies
        .faults()
        .enumerate()
        .filter(|(_, id)| *id == rule)
        .map(|(n, _)| n)
        .collect();
    let cases = faults
        .iter()
        .flat_map(|fault| (0..8).filter_map(|seed| strategies.single_of(*fault).of_seed(seed)));
    let answered: Vec<bool> = cases
        .map(|tree| (entry.check)(&pairs(&tree.current().pairs)))
        .map(|said| {
            said.iter().all(|violation| {
                violation.wire_error().is_some_and(|error| {
                    (error.status, error.code) == (row.status, row.code.as_str())
                })
            })
        })
        .collect();
    !answered.is_empty() && answered.iter().all(|right| *right)
}

/// The labels of the obstacle course: all three kinds, and a rule's error that no row lists is no label.
#[test]
fn labels_follow_from_the_spec() {
    let (operation, _) = common::first();
    let mut bare = Operation::named("Bare");
    bare.errors = operation.errors.clone();
    for row in &bare.errors {
        assert_eq!(reach(&bare, row), Reach::Injection);
    }
    let labels: Vec<&str> = operation
        .errors
        .iter()
        .map(|row| reach(&operation, row).label())
        .collect();
    for label in ["by request", "needs state", "by injection"] {
        assert!(labels.contains(&label), "{label}");
    }
}
