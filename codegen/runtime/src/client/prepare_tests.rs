//! Where each parameter travels.

use super::*;
use crate::wire::{Shape, percent_encode};

static INNER: [Field; 1] = [Field::new("A", Shape::Scalar)];
static FIELDS: [Field; 8] = [
    Field::new("Id", Shape::Scalar).at(Location::Path),
    Field::new("Part", Shape::Scalar).at(Location::Path),
    Field::new("X-Kind", Shape::Scalar).at(Location::Header),
    Field::new("Bucket", Shape::Scalar).at(Location::Host),
    Field::new("Key", Shape::Scalar)
        .at(Location::Form)
        .sensitive(),
    Field::new("body", Shape::Json(&Shape::Object(&INNER))).at(Location::Body),
    Field::new("Note", Shape::Scalar).at(Location::Body),
    Field::new("List", Shape::List(&Shape::Scalar)).at(Location::Body),
];
static ROA: OperationInfo = OperationInfo::new("PutThing")
    .version("1")
    .style(Style::Roa)
    .methods(&["put", "POST"])
    .path("/things/{Id}/parts/{Part}");
static RPC: OperationInfo = OperationInfo::new("Do")
    .version("1")
    .style(Style::Rpc)
    .path("/x");

fn pairs(list: &[(&str, &str)]) -> Pairs {
    list.iter().fold(Pairs::new(), |pairs, (name, value)| {
        with(pairs, name, value, &FIELDS)
    })
}

fn built(info: &'static OperationInfo, list: &[(&str, &str)]) -> Result<HttpRequest, RequestError> {
    let endpoint = Endpoint::parse("h.example:8443").unwrap();
    request(info, &FIELDS, &pairs(list), &endpoint, &[])
}

#[test]
fn paths_are_filled_and_encoded() {
    let made = built(&ROA, &[("Id", "a/b 中"), ("Part", "..."), ("Q", "1")]).unwrap();
    assert_eq!(made.method, "PUT");
    assert_eq!(
        made.path,
        format!("/things/{}/parts/...", percent_encode("a/b 中"))
    );
    assert_eq!(made.query, [("Q", "1")].into_iter().collect());
    for bad in ["", ".", ".."] {
        let error = built(&ROA, &[("Id", bad), ("Part", "1")]).unwrap_err();
        assert_eq!(error, RequestError::PathValue("Id".to_owned()));
    }
    let error = built(&ROA, &[("Id", "1")]).unwrap_err();
    assert_eq!(error, RequestError::NoPathValue("Part".to_owned()));
    assert_eq!(built(&RPC, &[]).unwrap().path, "/");
    assert_eq!(built(&RPC, &[]).unwrap().method, "POST");
}

#[test]
fn headers_and_hosts_take_no_odd_value() {
    let made = built(&RPC, &[("X-Kind", "k"), ("Bucket", "my-bucket")]).unwrap();
    assert_eq!(made.header("x-kind"), Some("k"));
    assert_eq!(made.host, "my-bucket.h.example:8443");
    for bad in [
        "",
        "a.b",
        "a/b",
        "-a",
        "a-",
        "evil.example.com#",
        "中",
        &"a".repeat(64),
    ] {
        let error = built(&RPC, &[("Bucket", bad)]).unwrap_err();
        assert_eq!(error, RequestError::HostValue("Bucket".to_owned()), "{bad}");
    }
    for bad in ["a\r\nb: c", "a\0", "a\x7f"] {
        let error = built(&RPC, &[("X-Kind", bad)]).unwrap_err();
        assert_eq!(error, RequestError::Header("X-Kind".to_owned()), "{bad:?}");
    }
}

#[test]
fn a_body_is_a_form_or_json_and_never_both() {
    let form = built(&RPC, &[("Key", "a b&c")]).unwrap();
    assert_eq!(form.body, b"Key=a%20b%26c");
    assert_eq!(form.header("content-type"), Some(FORM));
    let whole = built(&RPC, &[("body", r#"{"A":"1"}"#)]).unwrap();
    assert_eq!(whole.body, br#"{"A":"1"}"#);
    assert_eq!(whole.header("content-type"), Some(JSON));
    let member = built(&RPC, &[("Note", "say \"hi\"")]).unwrap();
    assert_eq!(member.body, br#"{"Note":"say \"hi\""}"#);
    let several = built(&RPC, &[("body", r#"{"A":"1"}"#), ("Note", "n")]).unwrap();
    assert_eq!(several.body, br#"{"body":{"A":"1"},"Note":"n"}"#);
    assert_eq!(
        built(&RPC, &[("List.1", "a")]).unwrap_err(),
        RequestError::Body("List.1".to_owned())
    );
    assert_eq!(
        built(&RPC, &[("Key", "a"), ("Note", "n")]).unwrap_err(),
        RequestError::Body("Note".to_owned())
    );
    let none = built(&RPC, &[]).unwrap();
    assert!(none.body.is_empty() && none.header("content-type").is_none());
}

#[test]
fn an_extra_parameter_replaces_and_stays_sensitive() {
    let before = pairs(&[("Key", "old"), ("Other", "1")]);
    let extras = [
        ("Key".to_owned(), "hunter2".to_owned()),
        ("Key.1".to_owned(), "hunter3".to_owned()),
    ];
    let after = with_extras(before, &extras, &FIELDS);
    assert_eq!(
        (after.get("Key"), after.get("Other"), after.len()),
        (Some("hunter2"), Some("1"), 3)
    );
    assert!(!format!("{after:?}").contains("hunter"));
    let location = |name: &str| {
        after
            .iter()
            .find(|pair| pair.name() == name)
            .map(|pair| pair.location())
    };
    assert_eq!(location("Key.1"), Some(Location::Form));
}
