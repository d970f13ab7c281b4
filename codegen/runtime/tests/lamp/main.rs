//! An invented operation from end to end: judged, written, read back, answered.

mod faults;
mod operation;
mod random;
mod rules;

use std::collections::{BTreeMap, BTreeSet};

use acs_runtime::{
    DecodeErrorKind, ErrorCode, Operation, OperationEntry, Pairs, Validation, Violations,
};
use operation::{ChargeType, Config, Inner, LampError, LightLamp, Sector, Tag};

fn full() -> LightLamp {
    LightLamp {
        name: "lamp 灯".to_owned(),
        period: Some(12),
        charge_type: Some(ChargeType::PrePaid),
        password: Some("Opaque-1234".to_owned()),
        rate: Some(0.5),
        show: Some(true),
        tag: vec![
            Tag {
                key: "a".to_owned(),
                value: Some("b".to_owned()),
            },
            Tag {
                key: "c".to_owned(),
                value: None,
            },
        ],
        sector: Some(Sector {
            from: Some(1),
            to: Some("2".to_owned()),
        }),
        config: vec![Config {
            level: Some(3),
            inner: None,
        }],
        labels: BTreeMap::from([("x.y".to_owned(), 1)]),
        zones: vec!["z1".to_owned(), "z2".to_owned()],
    }
}

fn entry() -> &'static OperationEntry {
    const { &OperationEntry::of::<LightLamp>() }
}

#[test]
fn a_valid_request_has_no_violation_and_no_allocation() {
    let request = full();
    assert!(request.validate().is_empty(), "{}", request.validate());
    let counted = allocation_counter::measure(|| {
        assert!(request.validate().is_empty());
    });
    assert_eq!(counted.count_total, 0);
    let counted = allocation_counter::measure(|| drop(String::with_capacity(9)));
    assert_eq!(counted.count_total, 1, "the counter counts");
}

#[test]
fn a_request_travels_as_its_shape_says() {
    let pairs = full().encode();
    let shown: Vec<String> = pairs
        .iter()
        .map(|pair| format!("{}={} {:?}", pair.name(), pair.value(), pair.location()))
        .collect();
    assert_eq!(
        shown,
        [
            "Name=lamp 灯 Query",
            "Period=12 Query",
            "ChargeType=PrePaid Query",
            "Password=Opaque-1234 Form",
            "Rate=0.5 Query",
            "Show=true Query",
            "Tag.1.Key=a Query",
            "Tag.1.Value=b Query",
            "Tag.2.Key=c Query",
            "Sector.From=1 Query",
            "Sector.To=2 Query",
            "Config=[{\"Level\":3}] Form",
            "Labels.x.y=1 Query",
            "Zones=z1,z2 Query",
        ]
    );
    assert!(!format!("{pairs:?}").contains("Opaque"));
    let back = LightLamp::decode(&pairs);
    assert_eq!((back.value, back.violations.len()), (Some(full()), 0));
}

#[test]
fn absent_is_not_empty() {
    let mut request = full();
    request.name = String::new();
    request.sector = Some(Sector::default());
    request.config = vec![
        Config::default(),
        Config {
            level: None,
            inner: Some(Box::new(Inner {
                note: vec![vec![], vec!["\"".to_owned()]],
            })),
        },
        Config {
            level: None,
            inner: Some(Box::default()),
        },
        Config {
            level: Some(9),
            inner: None,
        },
    ];
    let pairs = request.encode();
    assert_eq!(pairs.get("Name"), Some(""));
    assert_eq!(pairs.get("Sector.From"), None);
    assert_eq!(
        pairs.get("Config"),
        Some(r#"[{"Inner":{"Note":[["\""]]}},{"Level":9}]"#)
    );
    let back = LightLamp::decode(&pairs);
    assert_eq!(back.value.map(|value| value.config.len()), Some(2));
    // The typed value and what is on the wire are judged alike.
    assert_eq!(request.validate(), back.violations);
    assert!(
        back.violations
            .iter()
            .any(|v| v.path() == "Config[2].Level")
    );
}

#[test]
fn secrets_do_not_show_in_violations() {
    let pairs: Pairs = [("Name", "lamp"), ("Zones", "z"), ("Password", "hunter2")]
        .into_iter()
        .collect();
    let violations = LightLamp::decode(&pairs).violations;
    assert_eq!(violations.len(), 1);
    assert_eq!(
        violations.iter().next().and_then(|v| v.found()),
        Some("<7 characters>")
    );
    assert!(!format!("{violations}{violations:?}").contains("hunter2"));
}

#[test]
fn stand_ins_never_reach_a_caller() {
    for (pairs, whole) in [
        (vec![("Name", "a"), ("Zones", "z")], true),
        (vec![("Zones", "z")], false),
        (
            vec![("Name", "lamp"), ("Zones", "z"), ("Period", "x")],
            false,
        ),
        (
            vec![("Name", "lamp"), ("Zones", "z"), ("Config", "{}")],
            false,
        ),
        (vec![("Name", "lamp"), ("Zones", "z"), ("Nope", "1")], true),
    ] {
        let pairs: Pairs = pairs.into_iter().collect();
        assert_eq!(
            LightLamp::decode(&pairs).value.is_some(),
            whole,
            "{pairs:?}"
        );
        assert_eq!((entry().reencode)(&pairs).is_some(), whole);
        assert_eq!((entry().validate)(&pairs).is_some(), whole);
    }
}

#[test]
fn a_laxer_policy_lets_an_unlisted_value_through() {
    let mut request = full();
    request.charge_type = Some(ChargeType::from("Later".to_owned()));
    let violations = request.validate();
    assert!(Validation::Enforce.refuses(&violations) && !Validation::Report.refuses(&violations));
    assert_eq!(request.encode().get("ChargeType"), Some("Later"));
    request.rate = Some(f64::INFINITY);
    let ids = |violations: &Violations| {
        violations
            .iter()
            .map(|v| v.rule_id().to_owned())
            .collect::<BTreeSet<_>>()
    };
    let wire = LightLamp::decode(&request.encode());
    assert_eq!(
        (ids(&wire.violations), wire.value),
        (ids(&request.validate()), None)
    );
}

#[test]
fn answers_decode_whatever_they_hold() {
    let body = "{\"OrderId\":\"9007199254740993\",\"Name\":\"tk-1\\n\",\"State\":\"Odd\",\"Lamps\":[{\"Lit\":\"true\",\"New\":1}],\"RequestId\":7}";
    let response = LightLamp::decode_response(body.as_bytes()).unwrap();
    assert_eq!(response.order_id, Some(9_007_199_254_740_993));
    assert_eq!(response.name.as_deref(), Some("tk-1\n"));
    assert_eq!(response.state.as_ref().map(ChargeType::as_str), Some("Odd"));
    assert_eq!(
        response.lamps.as_ref().and_then(|lamps| lamps[0].lit),
        Some(true)
    );
    assert_eq!(response.extra.keys().collect::<Vec<_>>(), ["RequestId"]);
    let again = (entry().respond)(body.as_bytes()).unwrap().to_string();
    assert_eq!(
        again,
        "{\"Lamps\":[{\"Lit\":true,\"New\":1}],\"Name\":\"tk-1\\n\",\"OrderId\":9007199254740993,\"RequestId\":7,\"State\":\"Odd\"}"
    );
    let odd = LightLamp::decode_response(br#"{"OrderId":{},"Lamps":"none","Name":null}"#).unwrap();
    assert_eq!((odd.order_id, odd.lamps, odd.name), (None, None, None));
    assert_eq!(odd.extra.keys().collect::<Vec<_>>(), ["Lamps", "OrderId"]);
    let error = LightLamp::decode_response(b"[]").unwrap_err();
    assert_eq!(error.kind, DecodeErrorKind::NotAnObject);
}

#[test]
fn error_codes_are_keyed_by_status_and_code() {
    let known = LightLamp::classify(400, "InvalidName.Malformed");
    assert_eq!(known, LampError::InvalidNameMalformed);
    assert_eq!(
        (known.message(), known.summary()),
        (Some("The name is malformed."), Some("Fix it."))
    );
    let other = LightLamp::classify(404, "InvalidName.Malformed");
    assert_eq!(
        (other.status(), other.code(), other.message()),
        (404, "InvalidName.Malformed", None)
    );
    assert!((entry().classify)(400, "InvalidName.Malformed").is_some());
    assert!((entry().classify)(404, "InvalidName.Malformed").is_none());
    assert_eq!(entry().info.outcomes[0].when, Some(("Show", &["true"][..])));
    let mut request = full();
    assert!(
        request.idempotency_token().is_none() && !request.set_idempotency_token("t".to_owned())
    );
}

#[test]
fn hostile_sizes_come_to_an_end() {
    let mut pairs = Pairs::new();
    for index in 0..20_000_u32 {
        let tag = format!("Tag.{}.Key", index * 100_003 % 2_147_483_647);
        pairs.push((&tag, "k"));
        pairs.push((&format!("Unknown.{index}"), "k"));
    }
    pairs.push(("Config", &"[".repeat(1_000_000)));
    let violations = LightLamp::decode(&pairs).violations;
    assert!(violations.len() > 20_000);
}
