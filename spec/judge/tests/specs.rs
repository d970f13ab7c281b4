//! Specs that cannot be judged by: each fault with its code and place.

#[cfg(test)]
mod support;

use acs_judge::Judge;
use acs_spec::Operation;
use support::*;

fn faults(operation: &Operation) -> Vec<String> {
    let Err(faults) = Judge::new(operation, None) else {
        return Vec::new();
    };
    assert!(
        faults
            .iter()
            .all(|fault| !fault.message.is_empty() && !fault.help.is_empty())
    );
    faults
        .iter()
        .map(|fault| format!("{} {}", fault.code, fault.pointer))
        .collect()
}

const CHECK: &str = "/parameters/0/schema/constraints/0/check";

#[test]
fn constraints_that_cannot_be_tried() {
    for (r#type, check, code) in [
        (
            "string",
            r#"{"kind": "length", "unit": "chars"}"#,
            "ACS0102",
        ),
        (
            "string",
            r#"{"kind": "length", "min": 3, "max": 2, "unit": "chars"}"#,
            "ACS0101",
        ),
        (
            "int32",
            r#"{"kind": "length", "min": 3, "unit": "chars"}"#,
            "ACS0109",
        ),
        (
            "map",
            r#"{"kind": "length", "min": 3, "unit": "chars"}"#,
            "ACS0109",
        ),
        (
            "string",
            r#"{"kind": "first_char", "allowed": {}}"#,
            "ACS0102",
        ),
        (
            "string",
            r#"{"kind": "last_char", "allowed": {"literals": ""}}"#,
            "ACS0102",
        ),
        (
            "boolean",
            r#"{"kind": "charset", "allowed": {"classes": ["digit"]}}"#,
            "ACS0109",
        ),
        ("string", r#"{"kind": "charset", "allowed": {}}"#, "ACS0102"),
        (
            "string",
            r#"{"kind": "forbid_chars", "chars": ""}"#,
            "ACS0102",
        ),
        (
            "string",
            r#"{"kind": "forbid_prefix", "prefixes": []}"#,
            "ACS0102",
        ),
        (
            "string",
            r#"{"kind": "forbid_prefix", "prefixes": ["a", ""]}"#,
            "ACS0102",
        ),
        ("double", r#"{"kind": "ascii"}"#, "ACS0109"),
        ("string", r#"{"kind": "one_of", "values": []}"#, "ACS0102"),
        (
            "int32",
            r#"{"kind": "one_of", "values": ["1", "x"]}"#,
            "ACS0109",
        ),
        ("boolean", r#"{"kind": "fixed", "value": "yes"}"#, "ACS0109"),
        ("map", r#"{"kind": "fixed", "value": "yes"}"#, "ACS0109"),
        ("int32", r#"{"kind": "int_range"}"#, "ACS0102"),
        (
            "int32",
            r#"{"kind": "int_range", "min": 0, "max": -1}"#,
            "ACS0101",
        ),
        ("double", r#"{"kind": "int_range", "min": 0}"#, "ACS0109"),
        ("boolean", r#"{"kind": "int_range", "min": 0}"#, "ACS0109"),
        ("int32", r#"{"kind": "int_set", "ranges": []}"#, "ACS0102"),
        (
            "int32",
            r#"{"kind": "int_set", "ranges": [[1]]}"#,
            "ACS0102",
        ),
        (
            "int32",
            r#"{"kind": "int_set", "ranges": [[2, 1]]}"#,
            "ACS0101",
        ),
        ("double", r#"{"kind": "number_range"}"#, "ACS0102"),
        (
            "double",
            r#"{"kind": "number_range", "min": "2", "max": "1e0"}"#,
            "ACS0101",
        ),
        (
            "double",
            r#"{"kind": "number_range", "min": "one"}"#,
            "ACS0109",
        ),
        (
            "int32",
            r#"{"kind": "number_range", "min": "1"}"#,
            "ACS0109",
        ),
        ("string", r#"{"kind": "items", "min": 1}"#, "ACS0109"),
        (
            "string",
            r#"{"kind": "items", "separator": ","}"#,
            "ACS0102",
        ),
        (
            "string",
            r#"{"kind": "items", "min": 1, "separator": ""}"#,
            "ACS0102",
        ),
        (
            "map",
            r#"{"kind": "items", "min": 1, "separator": ","}"#,
            "ACS0109",
        ),
        ("map", r#"{"kind": "items", "min": 2, "max": 1}"#, "ACS0101"),
        (
            "string",
            r#"{"kind": "pattern", "pattern": "(?=a)", "dialect": "portable"}"#,
            "ACS0120",
        ),
        (
            "string",
            r#"{"kind": "pattern", "pattern": "(a)\\1", "dialect": "portable"}"#,
            "ACS0120",
        ),
        (
            "string",
            r#"{"kind": "pattern", "pattern": "a)|(?:b", "dialect": "portable"}"#,
            "ACS0120",
        ),
        (
            "string",
            r#"{"kind": "pattern", "pattern": "((a{1000}){1000}){1000}", "dialect": "portable"}"#,
            "ACS0120",
        ),
        (
            "int32",
            r#"{"kind": "pattern", "pattern": "a", "dialect": "portable"}"#,
            "ACS0109",
        ),
        (
            "string",
            r#"{"kind": "datetime", "format": "yyyy-MM-dd hh:mm"}"#,
            "ACS0121",
        ),
        ("string", r#"{"kind": "datetime", "format": ""}"#, "ACS0102"),
        (
            "int64",
            r#"{"kind": "datetime", "format": "yyyy"}"#,
            "ACS0109",
        ),
        (
            "double",
            r#"{"kind": "datetime", "format": "unix-seconds"}"#,
            "ACS0109",
        ),
    ] {
        assert_eq!(
            faults(&lamp(r#type, check)),
            [format!("{code} {CHECK}")],
            "{type} {check}"
        );
    }
    for (r#type, separator, code) in [("string", "", "ACS0102"), ("int32", ",", "ACS0109")] {
        let constraint = format!(
            r#"{{"id": "c", "tier": "documented", "pieces": {{"separator": "{separator}"}}, "check": {{"kind": "fixed", "value": "1"}}}}"#
        );
        assert_eq!(
            faults(&lamp_with(r#type, &constraint)),
            [format!("{code} {CHECK}")]
        );
    }
}

#[test]
fn patterns_that_every_reader_agrees_on_are_taken() {
    for pattern in [
        r"^[a-z][a-z0-9_-]{1,62}[a-z0-9]$",
        r"(?:ab|cd)+?x*?",
        r"\d{4}-\d{2,}\/\.",
        r"[\w.\-\[\]]+",
        r"[^\s,;]",
        r"\bword\b",
        r"a{2}?",
        r"[\u4e00-\u9fff\x41-\x5a]",
        "a|",
        "()",
        "[a-]",
        "[-a]",
        "[a^]",
        r"([a-z]{1,3}(\.[a-z]+)*)?",
        "日本+",
        "x]y}",
        r"[+\--]",
        r"\_",
        r"\t\n\r\f\v",
        r"\D\W\S",
        r"\-\@\#\!\:\=\,",
    ] {
        let check = format!(
            r#"{{"kind": "pattern", "dialect": "portable", "pattern": {}}}"#,
            acs_spec::write::compact(&acs_spec::Json::text(pattern))
        );
        assert_eq!(faults(&lamp("string", &check)), [""; 0], "{pattern}");
    }
}

#[test]
fn names_that_lead_nowhere() {
    let text = r#"{"type": "string"}"#;
    let list = r#"{"type": "array", "items": {"type": "object", "fields": [
        {"name": "A", "required": false, "schema": {"type": "string"}}]}}"#;
    let parameters = [
        parameter("Lamp", text, ""),
        parameter("Tag", list, ""),
        parameter("Bulb", text, ""),
    ]
    .join(",");
    let with = |check: &str, more: &str| {
        let rule = format!(r#"{{"id": "r", "tier": "documented", {more} "check": {check}}}"#);
        faults(&operation(&parameters, &format!(r#", "rules": [{rule}]"#)))
    };
    for (check, more, want) in [
        (
            r#"{"kind": "requires", "param": "Lamb", "needs": "Bulk"}"#,
            "",
            vec![
                "ACS0104 /rules/0/check/param",
                "ACS0104 /rules/0/check/needs",
            ],
        ),
        (
            r#"{"kind": "requires", "param": "Lamp", "needs": "Tag.A"}"#,
            "",
            vec!["ACS0104 /rules/0/check/needs"],
        ),
        (
            r#"{"kind": "exclusive", "params": ["Lamp", "lamp"]}"#,
            "",
            vec!["ACS0104 /rules/0/check/params/1"],
        ),
        (
            r#"{"kind": "exclusive", "params": ["Lamp"]}"#,
            "",
            vec!["ACS0102 /rules/0/check"],
        ),
        (
            r#"{"kind": "at_least_one", "params": []}"#,
            "",
            vec!["ACS0102 /rules/0/check"],
        ),
        (
            r#"{"kind": "at_least_one", "params": ["A", "Lamp"]}"#,
            r#""within": "Tag","#,
            vec!["ACS0104 /rules/0/check/params/1"],
        ),
        (
            r#"{"kind": "at_least_one", "params": ["A"]}"#,
            r#""within": "Lamp","#,
            vec!["ACS0104 /rules/0/within"],
        ),
        (
            r#"{"kind": "at_least_one", "params": ["A"]}"#,
            r#""within": "Tags","#,
            vec!["ACS0104 /rules/0/within"],
        ),
        (
            r#"{"kind": "required_if", "param": "Lamp", "when": {"param": "Tag", "equals": ["a"]}}"#,
            "",
            vec!["ACS0109 /rules/0/check/when"],
        ),
        (
            r#"{"kind": "required_if", "param": "Lamp", "when": {"param": "Bulb", "equals": []}}"#,
            "",
            vec!["ACS0102 /rules/0/check/when"],
        ),
        (
            r#"{"kind": "compare", "param": "Lamp", "less_than": "Tag", "order": "time"}"#,
            "",
            vec!["ACS0109 /rules/0/check/less_than"],
        ),
        (
            r#"{"kind": "at_least_one", "params": ["A"]}"#,
            r#""within": "Tag","#,
            vec![],
        ),
    ] {
        assert_eq!(with(check, more), want, "{check} {more}");
    }
}

#[test]
fn narrows_that_lead_nowhere() {
    let one = |id: &str, narrows: &str| {
        format!(
            r#"{{"id": "{id}", "tier": "advisory", "narrows": "{narrows}", "check": {{"kind": "ascii"}}}}"#
        )
    };
    let at = |n: usize| format!("ACS0122 /parameters/0/schema/constraints/{n}/narrows");
    assert_eq!(faults(&lamp_with("string", &one("a", "b"))), [at(0)]);
    assert_eq!(faults(&lamp_with("string", &one("a", "a"))), [at(0)]);
    let circle = [one("a", "b"), one("b", "c"), one("c", "b")].join(",");
    assert_eq!(faults(&lamp_with("string", &circle)), [at(1), at(2)]);
    let rule = r#"{"id": "r", "tier": "advisory", "narrows": "a", "check": {"kind": "at_least_one", "params": ["Lamp"]}}"#;
    let lamp = parameter("Lamp", r#"{"type": "string"}"#, "");
    assert_eq!(
        faults(&operation(&lamp, &format!(r#", "rules": [{rule}]"#))),
        ["ACS0122 /rules/0/narrows"]
    );
}

#[test]
fn names_and_ids_that_stand_twice() {
    let text = r#"{"type": "string", "constraints": [{"id": "a", "tier": "documented", "check": {"kind": "ascii"}}]}"#;
    let two = [parameter("Lamp", text, ""), parameter("Lamp", text, "")].join(",");
    let rule = rule("a", r#"{"kind": "at_least_one", "params": ["Lamp"]}"#);
    assert_eq!(
        faults(&operation(&two, &format!(r#", "rules": [{rule}]"#))),
        [
            "ACS0103 /parameters/1/schema/constraints/0/id",
            "ACS0103 /rules/0/id",
            "ACS0103 /parameters/1/name"
        ]
    );
    let fields = r#"{"type": "object", "fields": [
        {"name": "A", "required": false, "schema": {"type": "string"}},
        {"name": "A", "required": false, "schema": {"type": "string"}}]}"#;
    assert_eq!(
        faults(&operation(&parameter("Lamp", fields, ""), "")),
        ["ACS0103 /parameters/0/schema/fields/1/name"]
    );
}

#[test]
fn types_that_are_none() {
    let reference = |name: &str| format!(r#"{{"type": "ref", "reference": "{name}"}}"#);
    let with = |schema: &str, schemas: &str| {
        faults(&operation(
            &parameter("Lamp", schema, ""),
            &format!(r#", "schemas": {{{schemas}}}"#),
        ))
    };
    assert_eq!(
        with(r#"{"type": "array"}"#, ""),
        ["ACS0119 /parameters/0/schema"]
    );
    assert_eq!(
        with(r#"{"type": "ref"}"#, ""),
        ["ACS0119 /parameters/0/schema"]
    );
    assert_eq!(
        with(&reference("Bulb"), ""),
        ["ACS0108 /parameters/0/schema/reference"]
    );
    let circle = format!(r#""A": {}, "B": {}"#, reference("B"), reference("A"));
    assert_eq!(
        with(&reference("A"), &circle),
        [
            "ACS0107 /parameters/0/schema",
            "ACS0107 /schemas/A",
            "ACS0107 /schemas/B"
        ]
    );
    // Lists of lists without end are a type, if an odd one: what they hold is never reached.
    let endless = format!(r#""A": {{"type": "array", "items": {}}}"#, reference("A"));
    assert_eq!(with(&reference("A"), &endless), [""; 0]);
    // As many references one after the other are followed as the lints let pass, and a long chain is no deep stack.
    let chain = |length: usize| {
        let mut schemas: Vec<String> = (1..length)
            .map(|n| format!(r#""S{n:04}": {}"#, reference(&format!("S{:04}", n + 1))))
            .collect();
        schemas.push(format!(r#""S{length:04}": {{"type": "int32"}}"#));
        with(&reference("S0001"), &schemas.join(","))
    };
    assert_eq!(chain(64), [""; 0]);
    assert_eq!(chain(65), ["ACS0107 /parameters/0/schema"]);
    assert!(chain(1000).iter().all(|fault| fault.starts_with("ACS0107")));
}

#[test]
fn evidence_of_no_source() {
    let constraint = r#"{"id": "a", "tier": "documented", "check": {"kind": "ascii"},
        "evidence": [{"source": "page", "row": "Lamp", "stated": "rule"}]}"#;
    let schema = format!(r#"{{"type": "string", "constraints": [{constraint}]}}"#);
    let operation = operation(
        &parameter("Lamp", &schema, r#", "required_by": ["page"]"#),
        "",
    );
    assert_eq!(
        faults(&operation),
        [
            "ACS0105 /parameters/0/schema/constraints/0/evidence/0/source",
            "ACS0105 /parameters/0/required_by/0"
        ]
    );
}

#[test]
fn all_faults_come_together() {
    let lamp = parameter("Lamp", r#"{"type": "ref", "reference": "X"}"#, "");
    let bulb = parameter("Bulb", r#"{"type": "array"}"#, "");
    let rule = rule("r", r#"{"kind": "exclusive", "params": ["A", "B"]}"#);
    let found = faults(&operation(
        &[lamp, bulb].join(","),
        &format!(r#", "rules": [{rule}]"#),
    ));
    assert_eq!(
        found,
        [
            "ACS0108 /parameters/0/schema/reference",
            "ACS0119 /parameters/1/schema",
            "ACS0104 /rules/0/check/params/0",
            "ACS0104 /rules/0/check/params/1"
        ]
    );
}
