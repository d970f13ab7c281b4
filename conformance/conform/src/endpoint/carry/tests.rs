//! Where pairs go, and which cannot.

use super::*;
use acs_spec::load;

fn known(style: &str, method: &str, path: &str, parameters: &str) -> Known {
    let text = format!(
        r#"{{"format": "acs-operation/1", "name": "X", "product": "P", "version": "V", "style": "{style}",
            "schemes": "unstated", "methods": ["{method}"], "path": "{path}", "access": "unstated",
            "responses": "unstated", "parameters": [{parameters}]}}"#
    );
    Known::new(&load::operation("X.json", &text).unwrap(), None).unwrap()
}

fn parameter(name: &str, location: &str, kind: &str) -> String {
    let items = if kind == "array" {
        r#", "items": {"type": "string"}"#
    } else {
        ""
    };
    format!(
        r#"{{"name": "{name}", "location": "{location}", "required": false, "schema": {{"type": "{kind}"{items}}}}}"#
    )
}

fn made(known: &Known, pairs: &[(&str, &str)]) -> Result<HttpRequest, String> {
    let pairs: Vec<(String, String)> = pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    let address = acs_runtime::endpoint::Endpoint::parse("http://127.0.0.1:1").unwrap();
    request(known, &pairs, &address)
}

#[test]
fn every_place_is_filled() {
    let parameters = [
        parameter("Id", "path", "string"),
        parameter("force", "query", "boolean"),
        parameter("x-trace", "header", "string"),
        parameter("Level", "body", "int32"),
        parameter("Words", "body", "array"),
        parameter("Text", "body", "string"),
    ];
    let known = known(
        "ROA",
        "PUT",
        "/lamps/{Id}/state?force=true",
        &parameters.join(","),
    );
    let pairs = [
        ("Id", "l/1 ü"),
        ("force", "true"),
        ("x-trace", "t 1"),
        ("Level", "007"),
        ("Words", "[\"a\"]"),
        ("Text", "12"),
        ("Other", "o"),
    ];
    let made = made(&known, &pairs).unwrap();
    assert_eq!(made.method, "PUT");
    assert_eq!(
        made.target(),
        "/lamps/l%2F1%20%C3%BC/state?force=true&Other=o"
    );
    assert_eq!(made.header("x-trace"), Some("t 1"));
    // What is no number of JSON stays a text.
    let body = String::from_utf8(made.body.clone()).unwrap();
    assert_eq!(body, r#"{"Level":"007","Words":["a"],"Text":"12"}"#);
    assert_eq!(made.header("content-type"), Some("application/json"));
}

#[test]
fn what_no_request_says_is_not_sent() {
    let parameters = [
        parameter("Id", "path", "string"),
        parameter("x-trace", "header", "string"),
        parameter("body", "body", "object"),
    ];
    let known = known("ROA", "PUT", "/lamps/{Id}", &parameters.join(","));
    for (pairs, want) in [
        (&[][..], "no path without `Id`"),
        (&[("Id", "")], "no part of a path"),
        (&[("Id", "..")], "no part of a path"),
        (&[("Id", "a"), ("Id", "b")], "twice"),
        (&[("Id", "a"), ("x-trace", "a\r\nb: c")], "no header"),
        (&[("Id", "a"), ("x-trace", " a")], "no header"),
        (&[("Id", "a"), ("x-trace", "a"), ("x-trace", "b")], "twice"),
        (&[("Id", "a"), ("body", "")], "empty body"),
        (&[("Id", "a"), ("body", "{}"), ("body", "{}")], "twice"),
        (&[("Id", "a"), ("body.x", "1")], "travels as one body"),
        (&[("Id", "a"), ("Action", "Other")], "for its own"),
    ] {
        let why = made(&known, pairs).unwrap_err();
        assert!(why.contains(want), "{pairs:?}: {why}");
    }
    let huge = "x".repeat(100_000);
    assert!(
        made(&known, &[("Id", "a"), ("Q", &huge)])
            .unwrap_err()
            .contains("larger")
    );
    assert!(made(&known, &[("Id", "a"), ("body", "{}")]).is_ok());
}

#[test]
fn what_is_too_long_for_a_request_line_is_a_form() {
    let rpc = known("RPC", "GET", "/", &parameter("Text", "query", "string"));
    let short = made(&rpc, &[("Text", "a b")]).unwrap();
    assert_eq!((&*short.method, &*short.target()), ("GET", "/?Text=a%20b"));
    let text = "y ".repeat(6_000);
    let long = made(&rpc, &[("Text", &text)]).unwrap();
    assert_eq!((&*long.method, &*long.target()), ("POST", "/"));
    assert_eq!(long.body.len(), "Text=".len() + 6_000 * 4);
    let form = known("RPC", "POST", "/", &parameter("Text", "form", "string"));
    assert_eq!(made(&form, &[("Text", "a&b")]).unwrap().body, b"Text=a%26b");
}
