//! What every parameter is judged by before its constraints are, and which constraints then speak.

#[cfg(test)]
mod support;

use support::*;

#[test]
fn types() {
    for (r#type, good, bad) in [
        (
            "int32",
            vec!["1", "-0"],
            vec!["", "2147483648", "1.0", "+1"],
        ),
        (
            "int64",
            vec!["2147483648"],
            vec!["9223372036854775808", "x"],
        ),
        ("float", vec!["1e38"], vec!["1e39", ""]),
        ("double", vec!["1e39"], vec!["1e309", ".1"]),
        ("boolean", vec!["TrUe", "false"], vec!["", "0", "no"]),
        ("string", vec!["", "\u{0}"], vec![]),
        ("json", vec!["", "{not json"], vec![]),
        ("any", vec!["", "x"], vec![]),
        ("binary", vec!["", "x"], vec![]),
        ("unstated", vec!["", "x"], vec![]),
    ] {
        let operation = operation(
            &parameter("Lamp", &format!(r#"{{"type": "{type}"}}"#), ""),
            "",
        );
        for value in good {
            assert!(
                broken(&operation, &[("Lamp", value)]).is_empty(),
                "{type} {value:?}"
            );
        }
        for value in bad {
            assert_eq!(
                broken(&operation, &[("Lamp", value)]),
                ["Lamp Lamp.type"],
                "{type} {value:?}"
            );
        }
        assert_eq!(
            broken(&operation, &[("Lamp", "1"), ("Lamp", "1")]),
            ["Lamp Lamp.type"]
        );
        assert_eq!(
            broken(&operation, &[("Lamp", "1"), ("Lamp", "2")]),
            ["Lamp Lamp.type"]
        );
    }
}

#[test]
fn a_type_fault_silences_the_constraints() {
    let operation = lamp("int32", r#"{"kind": "int_range", "min": 1}"#);
    assert_eq!(broken(&operation, &[("Lamp", "x")]), ["Lamp Lamp.type"]);
    assert_eq!(
        broken(&operation, &[("Lamp", "0"), ("Lamp", "0")]),
        ["Lamp Lamp.type"]
    );
}

#[test]
fn empty_texts() {
    let schema = format!(
        r#"{{"type": "string", "constraints": [{}]}}"#,
        constraint(
            "Lamp.length",
            r#"{"kind": "length", "min": 1, "unit": "chars"}"#
        )
    );
    let required = operation(&parameter("Lamp", &schema, r#", "required": true"#), "");
    assert_eq!(
        broken(&required, &[("Lamp", "")]),
        ["Lamp Lamp.empty?", "Lamp Lamp.length"]
    );
    assert_eq!(broken(&required, &[]), ["Lamp Lamp.required"]);
    let optional = operation(&parameter("Lamp", &schema, ""), "");
    assert_eq!(broken(&optional, &[("Lamp", "")]), ["Lamp Lamp.length"]);
    let number = operation(
        &parameter("Lamp", r#"{"type": "int32"}"#, r#", "required": true"#),
        "",
    );
    assert_eq!(broken(&number, &[("Lamp", "")]), ["Lamp Lamp.type"]);
}

#[test]
fn a_narrower_constraint_is_silent_where_the_looser_one_is_broken() {
    let narrowed = r#"
        {"id": "Lamp.narrowest", "tier": "advisory", "narrows": "Lamp.narrow", "check": {"kind": "length", "max": 2, "unit": "chars"}},
        {"id": "Lamp.narrow", "tier": "advisory", "narrows": "Lamp.wide", "check": {"kind": "length", "max": 4, "unit": "chars"}},
        {"id": "Lamp.wide", "tier": "documented", "check": {"kind": "length", "max": 6, "unit": "chars"}},
        {"id": "Lamp.other", "tier": "documented", "check": {"kind": "forbid_chars", "chars": "x"}}"#;
    let operation = lamp_with("string", narrowed);
    for (value, want) in [
        ("aa", vec![]),
        ("aaa", vec!["Lamp Lamp.narrowest?"]),
        ("aaaaa", vec!["Lamp Lamp.narrow?"]),
        ("aaaaaaa", vec!["Lamp Lamp.wide"]),
        ("axa", vec!["Lamp Lamp.narrowest?", "Lamp Lamp.other"]),
    ] {
        assert_eq!(broken(&operation, &[("Lamp", value)]), want, "{value}");
    }
}
