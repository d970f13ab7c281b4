//! The forms that a request is read from, and what is said of those that cannot be read.

#[cfg(test)]
mod support;

use acs_judge::{Judge, Request};
use support::*;

/// A harbour with a berth of every carriage.
fn harbour() -> acs_spec::Operation {
    let berth = r#"{"type": "object", "fields": [
        {"name": "Name", "required": false, "schema": {"type": "string"}},
        {"name": "Depth", "required": false, "schema": {"type": "int32"}},
        {"name": "Any", "required": false, "schema": {"type": "any"}}]}"#;
    let berths = format!(r#"{{"type": "array", "items": {berth}}}"#);
    let numbers = r#"{"type": "array", "items": {"type": "int32"}}"#;
    operation(
        &[
            parameter("Name", r#"{"type": "string"}"#, ""),
            parameter("Depth", r#"{"type": "double"}"#, ""),
            parameter("Open", r#"{"type": "boolean"}"#, ""),
            parameter("Berth", &berths, r#", "style": "repeat_list""#),
            parameter("Quay", berth, r#", "style": "flat""#),
            parameter(
                "Labels",
                r#"{"type": "map", "items": {"type": "string"}}"#,
                "",
            ),
            parameter("Ids", numbers, r#", "style": "simple""#),
            parameter("Filter", &berths, r#", "style": "json""#),
            parameter("Note", berth, r#", "style": "xml""#),
            parameter("Extra", r#"{"type": "json"}"#, ""),
        ]
        .join(","),
        "",
    )
}

fn pairs(text: &str) -> Vec<(String, String)> {
    let mut pairs = read(&harbour(), text).into_pairs();
    pairs.sort();
    pairs
}

fn expect(text: &str, want: &[(&str, &str)]) {
    let want: Vec<(String, String)> = want
        .iter()
        .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
        .collect();
    assert_eq!(pairs(text), want, "{text}");
}

#[test]
fn an_object_in_the_shape_of_the_request() {
    expect("{}", &[]);
    expect(
        r#"{"Name": "a", "Depth": 1.0, "Open": true, "Extra": null}"#,
        &[("Depth", "1.0"), ("Name", "a"), ("Open", "true")],
    );
    expect(
        r#"{"Depth": 9007199254740993, "Berth": [{"Name": "a", "Depth": 1}, null, {"Depth": 1e2}]}"#,
        &[
            ("Berth.1.Depth", "1"),
            ("Berth.1.Name", "a"),
            ("Berth.3.Depth", "1e2"),
            ("Depth", "9007199254740993"),
        ],
    );
    expect(
        r#"{"Quay": {"Name": "a", "Any": [1, {"x": null}]}, "Labels": {"a.b": 1, "c": null}}"#,
        &[
            ("Labels.a.b", "1"),
            ("Quay.Any", r#"[1,{"x":null}]"#),
            ("Quay.Name", "a"),
        ],
    );
    expect(r#"{"Ids": [1, null, "2"]}"#, &[("Ids", "1,2")]);
    expect(r#"{"Ids": []}"#, &[]);
    expect(r#"{"Ids": "1,2"}"#, &[("Ids", "1,2")]);
    expect(
        r#"{"Filter": [{"Name": "ä", "Depth": 1.0}], "Note": {"Name": "x"}, "Extra": {"a": [1.50]}}"#,
        &[
            ("Extra", r#"{"a":[1.50]}"#),
            ("Filter", r#"[{"Name":"ä","Depth":1.0}]"#),
            ("Note", r#"{"Name":"x"}"#),
        ],
    );
    // A text stands for itself, also where it is JSON text already.
    expect(r#"{"Filter": "[]"}"#, &[("Filter", "[]")]);
}

#[test]
fn names_as_they_are_on_the_wire() {
    expect(
        r#"{"Berth.2.Name": "a", "Quay.Depth": 1}"#,
        &[("Berth.2.Name", "a"), ("Quay.Depth", "1")],
    );
    expect(
        r#"{"Berth.2": {"Name": "a"}, "Berth": {"4": {"Depth": 1}}}"#,
        &[("Berth.2.Name", "a"), ("Berth.4.Depth", "1")],
    );
    expect(
        r#"{"Lamp": 1, "Bulb": {"a": [1]}}"#,
        &[("Bulb", r#"{"a":[1]}"#), ("Lamp", "1")],
    );
    expect(
        r#"{"Quay": {"Lamp": {"a": 1}}}"#,
        &[("Quay.Lamp", r#"{"a":1}"#)],
    );
}

#[test]
fn what_has_no_form_in_pairs_becomes_a_fault() {
    let harbour = harbour();
    for (text, want) in [
        (r#"{"Name": {"a": 1}}"#, vec!["Name Name.type"]),
        (r#"{"Name": []}"#, vec!["Name Name.type"]),
        (r#"{"Depth": {}}"#, vec!["Depth Depth.type"]),
        (
            r#"{"Berth": [{"Name": ["a"]}]}"#,
            vec!["Berth[1].Name Berth.Name.type"],
        ),
        (
            r#"{"Berth.1.Name": ["a"]}"#,
            vec!["Berth[1].Name Berth.Name.type"],
        ),
        (r#"{"Ids": [1, [2]]}"#, vec!["Ids Ids.type"]),
        (r#"{"Ids": {"1": 2}}"#, vec!["Ids Ids.type"]),
        (r#"{"Filter": 5}"#, vec!["Filter Filter.type"]),
        (r#"{"Name": "a", "Name": "a"}"#, vec!["Name Name.type"]),
        (r#"{"Berth": "x"}"#, vec!["Berth unknown?"]),
        (r#"{"Berth": ["x"]}"#, vec!["Berth.1 unknown?"]),
        (r#"{"Quay": [1]}"#, vec!["Quay.1 unknown?"]),
        (
            r#"{"Quay": {"Depth": 1.5}}"#,
            vec!["Quay.Depth Quay.Depth.type"],
        ),
        (r#"{"Lamp": {"a": 1}}"#, vec!["Lamp unknown?"]),
        (r#"{"Labels": {"": 1}}"#, vec!["Labels. unknown?"]),
    ] {
        assert_eq!(broken_text(&harbour, text), want, "{text}");
    }
    let request = Request::read(&harbour, "-", r#"{"Name": {"a": 1}}"#).unwrap();
    let verdict = judge(&harbour).judge(&request, &Default::default());
    assert_eq!(verdict.violations[0].found.as_deref(), Some(r#"{"a":1}"#));
}

#[test]
fn lists_of_pairs() {
    expect("[]", &[]);
    expect(
        "\u{feff} [[\"Name\", \"a\"], [\"Depth\", 1.0], {\"value\": true, \"name\": \"Open\"}, [\"Extra\", null]]",
        &[("Depth", "1.0"), ("Name", "a"), ("Open", "true")],
    );
    expect(
        r#"[["Name", "b"], ["Name", "a"]]"#,
        &[("Name", "a"), ("Name", "b")],
    );
}

#[test]
fn query_strings() {
    expect(
        "Name=x&Berth.1.Name=y",
        &[("Berth.1.Name", "y"), ("Name", "x")],
    );
    expect("?Name=a+b%2Bc%20d\n", &[("Name", "a b+c d")]);
    expect("Name=%E7%81%AF%e7%81%af灯", &[("Name", "灯灯灯")]);
    expect(
        "&&Name=a=b&Open&Depth=&",
        &[("Depth", ""), ("Name", "a=b"), ("Open", "")],
    );
    expect("Na%6De=x", &[("Name", "x")]);
    expect("=x", &[("", "x")]);
}

#[test]
fn what_cannot_be_read() {
    let fault = |text: &str| -> (String, String, usize, usize, String) {
        let faults = Request::read(&harbour(), "request.json", text).unwrap_err();
        let first = &faults[0];
        assert_eq!(first.file, "request.json");
        assert!(!first.message.is_empty() && !first.help.is_empty());
        (
            first.code.to_owned(),
            first.pointer.clone(),
            first.line,
            first.column,
            first.message.clone(),
        )
    };
    for (text, code, pointer, line, column) in [
        ("", "ACS0403", "", 1, 1),
        ("  \n ", "ACS0403", "", 2, 2),
        ("Name: x", "ACS0403", "", 1, 1),
        ("\"Name\"", "ACS0403", "", 1, 1),
        ("5", "ACS0403", "", 1, 1),
        ("Name=%", "ACS0403", "", 1, 6),
        ("Name=%4", "ACS0403", "", 1, 6),
        ("Name=%4g&x=1", "ACS0403", "", 1, 6),
        ("Open=1&\nName=灯%zz", "ACS0403", "", 2, 7),
        ("Name=%+1", "ACS0403", "", 1, 6),
        ("Name=%é1", "ACS0403", "", 1, 6),
        ("a=1&Name=%ff", "ACS0403", "", 1, 10),
        ("a=1&%c3=x", "ACS0403", "", 1, 5),
        ("Name=%ED%A0%80", "ACS0403", "", 1, 6),
        ("{\"Name\": tru}", "ACS0001", "", 1, 13),
        ("[[\"Name\", \"x\"],\n  5]", "ACS0403", "/1", 2, 3),
        ("[[\"Name\"]]", "ACS0403", "/0", 1, 2),
        ("[[\"Name\", \"x\", 1]]", "ACS0403", "/0", 1, 2),
        ("[[5, \"x\"]]", "ACS0403", "/0", 1, 2),
        ("[[\"Name\", [1]]]", "ACS0403", "/0", 1, 2),
        ("[{\"name\": \"Name\"}]", "ACS0403", "/0", 1, 2),
        (
            "[{\"name\": \"Name\", \"value\": 1, \"x\": 1}]",
            "ACS0403",
            "/0",
            1,
            2,
        ),
        (
            "[{\"name\": \"a\", \"name\": \"Name\", \"value\": 1}]",
            "ACS0403",
            "/0",
            1,
            2,
        ),
    ] {
        let (c, p, l, col, message) = fault(text);
        assert_eq!(
            (c.as_str(), p.as_str(), l, col),
            (code, pointer, line, column),
            "{text:?}: {message}"
        );
    }
    assert_eq!(fault("{").0, "ACS0001");
    assert!(
        fault(&("[".repeat(129) + &"]".repeat(129)))
            .4
            .contains("deeper")
    );
    assert!(fault(&"x".repeat(64 * 1024 * 1024 + 1)).4.contains("limit"));
    let all = Request::read(&harbour(), "-", "a=%&b=%x&c=1&%=%").unwrap_err();
    assert_eq!(
        all.iter().map(|f| f.column).collect::<Vec<_>>(),
        [3, 7, 14, 16]
    );
    // A text full of faults is not answered by as many diagnostics.
    assert!(
        Request::read(&harbour(), "-", &"a=%&".repeat(1000))
            .unwrap_err()
            .len()
            <= 21
    );
    assert!(
        Request::read(&harbour(), "-", &format!("[{}5]", "5,".repeat(1000)))
            .unwrap_err()
            .len()
            <= 20
    );
}

#[test]
fn a_judge_knows_the_schemas_of_its_service() {
    let service =
        service(r#", "schemas": {"Berth": {"type": "array", "items": {"type": "int32"}}}"#);
    let operation = operation(
        &parameter("Berth", r#"{"type": "ref", "reference": "Berth"}"#, ""),
        "",
    );
    let judge = Judge::new(&operation, Some(&service)).unwrap();
    let request = judge.read("-", r#"{"Berth": [1, "x"]}"#).unwrap();
    assert_eq!(
        request,
        Request::from_pairs([("Berth.1", "1"), ("Berth.2", "x")])
    );
    assert_eq!(
        lines(&judge.judge(&request, &Default::default())),
        ["Berth[2] Berth.type"]
    );
    let json = acs_spec::json::parse(r#"{"Berth": [1]}"#)
        .unwrap()
        .to_json();
    assert_eq!(
        judge.request_from_json(&json).unwrap(),
        Request::from_pairs([("Berth.1", "1")])
    );
    // The operation alone does not.
    assert_eq!(Judge::new(&operation, None).unwrap_err()[0].code, "ACS0108");
}
