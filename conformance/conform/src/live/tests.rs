//! G25: each guard taken away, the other catches it. A double on this machine stands in for the service.

use std::sync::Arc;
use std::time::Duration;

use acs_double::Double;
use acs_runtime::credentials::{Credentials, Environment, FixedEnvironment};
use acs_spec::load;

use super::*;
use crate::endpoint::Known;
use crate::target::Spec;

fn spec() -> Spec {
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../spec/r-kvstore/2015-01-01"
    );
    let read = |file: &str| std::fs::read_to_string(format!("{folder}/{file}")).unwrap();
    Spec {
        operation: load::operation("x", &read("CreateTairKVCacheVNode.json")).unwrap(),
        service: Some(load::service("s", &read("service.json")).unwrap()),
        folder: String::new(),
        file: String::new(),
    }
}

fn known(spec: &Spec) -> Known {
    Known::new(&spec.operation, spec.service.as_ref()).unwrap()
}

const KEY: &str = acs_double::DEFAULT_ACCESS_KEY_ID;
const SECRET: &str = acs_double::DEFAULT_ACCESS_KEY_SECRET;

fn environment(pairs: &[(&str, &str)]) -> Arc<dyn Environment> {
    let mut fixed = FixedEnvironment::default();
    for (name, value) in pairs {
        fixed = fixed.with_variable(*name, *value);
    }
    Arc::new(fixed)
}

fn live(double: &Double, spec: &Spec) -> Live {
    let said = environment(&[(VARIABLE, "dry-runs-only")]);
    Live::new(
        Permission::given(true, &*said).unwrap(),
        &double.url(),
        (&spec.operation, spec.service.as_ref()),
        Arc::new(Credentials::new(KEY, SECRET)),
        said,
        Duration::from_secs(10),
    )
    .unwrap()
}

fn sound() -> Vec<(String, String)> {
    let pairs = [
        ("RegionId", "cn-beijing"),
        ("ZoneId", "cn-beijing-f"),
        ("InstanceClass", "kvcache.cu.g4b.2"),
        ("ComputeUnitNum", "1"),
        ("VkName", "tk-2ze4bba3c8fe"),
        ("VSwitchId", "vsw-bp1e7clcw529l773d"),
        ("ChargeType", "PrePaid"),
        ("Period", "1"),
    ];
    pairs
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec()
}

fn with(name: &str, value: &str) -> Vec<(String, String)> {
    let mut pairs = sound();
    pairs.push((name.to_owned(), value.to_owned()));
    pairs
}

#[test]
fn flag_and_variable_are_both_needed() {
    for (flag, value, want) in [
        (false, None, "flag `--ask-the-service` and the variable"),
        (
            true,
            None,
            "the variable ACS_CONFORM_LIVE=dry-runs-only is missing",
        ),
        (true, Some("1"), "the variable"),
        (false, Some("dry-runs-only"), "the flag"),
    ] {
        let pairs: Vec<_> = value.map(|value| (VARIABLE, value)).into_iter().collect();
        let fault = Permission::given(flag, &*environment(&pairs)).unwrap_err();
        assert!(fault.to_string().contains(want), "{fault}");
    }
    assert!(Permission::given(true, &*environment(&[(VARIABLE, "dry-runs-only")])).is_ok());
}

#[test]
fn the_type_alone_keeps_others_back() {
    // The transport lets everything through, as if it had been forgotten.
    let (spec, double) = (spec(), Double::start().unwrap());
    let credentials = Credentials::new(KEY, SECRET);
    let live = Live::unguarded(
        &double.url(),
        (&spec.operation, spec.service.as_ref()),
        credentials,
    )
    .unwrap();
    let known = known(&spec);
    for pairs in [
        with("DryRun", "false"),
        with("DryRun", "true"),
        with("dryRun", "false"),
        with("DryRun.1", "x"),
        with(" Dry-Run", "false"),
    ] {
        let refused = DryRequest::new(&known, &pairs);
        assert!(matches!(refused, Err(NotDry::Itself(_))), "{refused:?}");
    }
    let request = DryRequest::new(&known, &sound()).unwrap();
    assert_eq!(live.ask(&request).unwrap().code, "DryRunOperation");
    assert_eq!((double.request_count(), double.created_count()), (1, 0));
    // Operations without such a dry run have no such requests.
    let mut none = spec.operation.clone();
    none.outcomes.clear();
    let none = Known::new(&none, spec.service.as_ref()).unwrap();
    let refused = DryRequest::new(&none, &sound());
    assert!(matches!(refused, Err(NotDry::Operation(_))), "{refused:?}");
}

#[test]
fn the_transport_alone_keeps_others_back() {
    let (spec, double) = (spec(), Double::start().unwrap());
    let live = live(&double, &spec);
    let long = "x".repeat(20_000);
    for pairs in [
        sound(),
        with("DryRun", "false"),
        with("DryRun", "True"),
        with("DryRun", ""),
        with("dryRun", "true"),
        [
            with("DryRun", "true"),
            vec![("DryRun".to_owned(), "false".to_owned())],
        ]
        .concat(),
        [
            with("DryRun", "true"),
            vec![("dryrun".to_owned(), "false".to_owned())],
        ]
        .concat(),
        // Too long for a request line, so it would travel as a form, in which nobody looks.
        [
            with("DryRun", "true"),
            vec![("BusinessInfo".to_owned(), long)],
        ]
        .concat(),
    ] {
        // The type keeps nothing back, as if it had been forgotten.
        let fault = live.ask(&DryRequest::unguarded(pairs)).unwrap_err();
        assert!(fault.contains("only dry runs go to the service"), "{fault}");
    }
    assert_eq!(double.request_count(), 0, "nothing left");
    let dry = DryRequest::unguarded(with("DryRun", "true"));
    assert_eq!(live.ask(&dry).unwrap().code, "DryRunOperation");
}

#[test]
fn only_the_provider_or_a_stand_in_is_asked() {
    let spec = spec();
    let said = environment(&[(VARIABLE, "dry-runs-only")]);
    for address in [
        "https://example.com",
        "http://r-kvstore.aliyuncs.com",
        "http://203.0.113.7",
    ] {
        let fault = Live::new(
            Permission::given(true, &*said).unwrap(),
            address,
            (&spec.operation, spec.service.as_ref()),
            Arc::new(Credentials::new(KEY, SECRET)),
            Arc::clone(&said),
            Duration::from_secs(1),
        )
        .unwrap_err();
        assert!(fault.to_string().contains("run --endpoint"), "{fault}");
    }
}

#[test]
fn what_was_heard_is_recorded_and_compared() {
    let (spec, double) = (spec(), Double::start().unwrap());
    let live = live(&double, &spec);
    let settings = [("VSwitchId".to_owned(), "vsw-really-there".to_owned())];
    let transcript = command::ask(&live, &spec, &settings, 80, Duration::ZERO).unwrap();
    assert_eq!(transcript.entries.len(), 80);
    assert_eq!((double.request_count(), double.created_count()), (80, 0));
    let sets = |entry: &&Entry| {
        let value = ("VSwitchId".to_owned(), Some("vsw-really-there".to_owned()));
        entry.sent.contains(&value)
    };
    assert!(transcript.entries.iter().filter(sets).count() > 60);
    let text = transcript.to_text();
    assert!(!text.contains(SECRET) && !text.contains(KEY), "{text}");
    let read = Transcript::parse(&text).unwrap();
    assert_eq!(read, transcript);
    let comparison = Comparison::of(&read, &spec.operation, spec.service.as_ref()).unwrap();
    let account = comparison.account(&read);
    assert!(comparison.agrees(), "{account}");
    assert!(
        account.contains("80 answered as the spec says"),
        "{account}"
    );
    assert!(
        account.contains("seen: what breaks no rule: 400 DryRunOperation"),
        "{account}"
    );
    let seen = "seen: InstanceName.length: 400 InvalidInstanceName.Malformed";
    assert!(account.contains(seen), "{account}");
    // A spec that says otherwise is found out by the same record.
    let mut other = spec.operation.clone();
    for parameter in &mut other.parameters {
        if parameter.name == "InstanceName" {
            parameter.schema.constraints.clear();
        }
    }
    let comparison = Comparison::of(&read, &other, spec.service.as_ref()).unwrap();
    assert!(!comparison.agrees());
    let account = comparison.account(&read);
    assert!(
        account.contains("expected that it is accepted, got 400 Invalid"),
        "{account}"
    );
    // And of another operation it says nothing.
    other.name = "Other".to_owned();
    assert!(Comparison::of(&read, &other, spec.service.as_ref()).is_err());
}

#[test]
fn secrets_do_not_get_into_a_record() {
    let credentials = Credentials::session("key-id", "hush-secret", "hush-token");
    let redactor = transcript::Redactor::new(&credentials);
    let pairs = [
        ("Password".to_owned(), "hush-password".to_owned()),
        ("Name".to_owned(), "of hush-token".to_owned()),
        ("Plain".to_owned(), "plain".to_owned()),
    ];
    let heard = Heard {
        status: 400,
        code: "X".to_owned(),
        message: "key-id said hush-password, hush-secret".to_owned(),
        ..Heard::default()
    };
    for heard in [Ok(heard), Err("hush-token is late".to_owned())] {
        let entry = redactor.entry("o", &pairs, |name| name == "Password", heard);
        assert_eq!(entry.sent[2].1.as_deref(), Some("plain"));
        let mut transcript = Transcript::new("O", "V", "h");
        transcript.entries.push(entry);
        let text = transcript.to_text();
        assert!(!text.contains("hush") && !text.contains("key-id"), "{text}");
        let read = Transcript::parse(&text).unwrap();
        assert_eq!(read, transcript);
    }
}

#[test]
fn a_broken_record_is_said_where_it_is() {
    for (text, want) in [
        ("{", "EOF while"),
        ("{}", "/format: no text"),
        (
            r#"{"format": "acs-transcript/2"}"#,
            "is not `acs-transcript/1`",
        ),
        (
            r#"{"format": "acs-transcript/1", "entries": {}}"#,
            "/entries: no list",
        ),
        (
            r#"{"format": "acs-transcript/1", "operation": "O", "version": "V", "host": "h", "entries": [{"sent": [["a"]]}]}"#,
            "/entries/0",
        ),
    ] {
        let fault = Transcript::parse(text).unwrap_err();
        assert!(fault.contains(want), "{fault}");
    }
}
