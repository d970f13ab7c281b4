//! Each kind of constraint on one parameter: values that it allows, and values that break it and nothing else.

#[cfg(test)]
mod support;

use support::*;

/// Type, check, values that are allowed, values that are not.
type Row<'a> = (&'a str, &'a str, &'a [&'a str], &'a [&'a str]);

fn try_rows(rows: &[Row<'_>]) {
    for (r#type, check, good, bad) in rows {
        let operation = lamp(r#type, check);
        for value in *good {
            assert!(
                broken(&operation, &[("Lamp", value)]).is_empty(),
                "{check} refuses {value:?}"
            );
        }
        for value in *bad {
            assert_eq!(
                broken(&operation, &[("Lamp", value)]),
                ["Lamp Lamp.check"],
                "{check} takes {value:?}"
            );
        }
        assert!(
            broken(&operation, &[]).is_empty(),
            "{check} on an absent value"
        );
    }
}

#[test]
fn lengths() {
    let eighty = "灯".repeat(80);
    let many = "灯".repeat(81);
    try_rows(&[
        (
            "string",
            r#"{"kind": "length", "min": 2, "max": 80, "unit": "chars"}"#,
            &["ab", "灯灯", &eighty],
            &["", "a", "灯", &many],
        ),
        (
            "string",
            r#"{"kind": "length", "max": 3, "unit": "bytes"}"#,
            &["", "abc", "灯"],
            &["abcd", "é灯", "灯a"],
        ),
        (
            "string",
            r#"{"kind": "length", "min": 2, "unit": "chars", "allow_empty": true}"#,
            &["", "ab"],
            &["a"],
        ),
        (
            "string",
            r#"{"kind": "length", "min": 0, "max": 0, "unit": "chars"}"#,
            &[""],
            &["a"],
        ),
        // Scalar values are counted, neither UTF-16 units nor what people see as one character.
        (
            "string",
            r#"{"kind": "length", "min": 2, "max": 2, "unit": "chars"}"#,
            &["e\u{301}", "🏮🏮"],
            &["é", "🏮"],
        ),
    ]);
}

#[test]
fn characters() {
    try_rows(&[
        (
            "string",
            r#"{"kind": "first_char", "allowed": {"classes": ["letter"], "literals": "_"}}"#,
            &["", "a1", "Ω", "灯", "_", "é"],
            &["1a", "-", " a", "٣"],
        ),
        (
            "string",
            r#"{"kind": "last_char", "allowed": {"classes": ["lowercase", "digit"]}}"#,
            &["", "-a", "A9"],
            &["a-", "A", "灯", "a٣"],
        ),
        (
            "string",
            r#"{"kind": "charset", "allowed": {"classes": ["ascii_letter", "digit"], "literals": "-_."}}"#,
            &["", "aZ09-_."],
            &["a b", "é", "a\n", "٣"],
        ),
        (
            "string",
            r#"{"kind": "charset", "allowed": {"classes": ["uppercase"]}}"#,
            &["AZ"],
            &["a", "É"],
        ),
        (
            "string",
            r#"{"kind": "charset", "allowed": {"classes": ["chinese"]}}"#,
            &[
                "\u{3400}\u{4dbf}",
                "\u{4e00}\u{9fff}",
                "\u{f900}\u{faff}",
                "\u{20000}\u{323af}",
            ],
            &[
                "\u{33ff}",
                "\u{4dc0}",
                "\u{a000}",
                "\u{f8ff}",
                "\u{fb00}",
                "\u{1ffff}",
                "\u{323b0}",
                "あ",
            ],
        ),
        (
            "string",
            r#"{"kind": "forbid_chars", "chars": "@/\"="}"#,
            &["", "abc"],
            &["a@b", "/", "\"", "x="],
        ),
        (
            "string",
            r#"{"kind": "forbid_prefix", "prefixes": ["http://", "acs:"]}"#,
            &["", "ACS:", "xacs:", "acs", "http:/"],
            &["acs:", "acs:x", "http://"],
        ),
        (
            "string",
            r#"{"kind": "ascii"}"#,
            &["", "\u{0}\u{7f}", "~"],
            &["é", "\u{80}", "aé"],
        ),
    ]);
}

#[test]
fn values() {
    try_rows(&[
        (
            "string",
            r#"{"kind": "one_of", "values": ["On", "1"]}"#,
            &["On", "1"],
            &["", "on", "ON", "On ", "01", "1.0"],
        ),
        (
            "int32",
            r#"{"kind": "one_of", "values": ["1", "12"]}"#,
            &["1", "01", "12"],
            &["2", "-1"],
        ),
        (
            "boolean",
            r#"{"kind": "one_of", "values": ["true"]}"#,
            &["true", "True", "TRUE"],
            &["false", "False"],
        ),
        (
            "double",
            r#"{"kind": "one_of", "values": ["0.5", "1"]}"#,
            &["0.5", "0.50", "5e-1", "1.0"],
            &["0.51"],
        ),
        (
            "float",
            r#"{"kind": "one_of", "values": ["0.1"]}"#,
            &["0.1", "0.10"],
            &["0.2"],
        ),
        (
            "string",
            r#"{"kind": "fixed", "value": "v1"}"#,
            &["v1"],
            &["", "V1", "v2"],
        ),
        (
            "int64",
            r#"{"kind": "fixed", "value": "7"}"#,
            &["7", "007"],
            &["8"],
        ),
        (
            "string",
            r#"{"kind": "pattern", "pattern": "[a-z]+|\\d{2}", "dialect": "portable"}"#,
            &["abc", "12"],
            &["", "123", "abc1", "1", "ab\n", "٣٣"],
        ),
        (
            "string",
            r#"{"kind": "pattern", "pattern": "^a|ab$", "dialect": "portable"}"#,
            &["a", "ab"],
            &["ax", "xab"],
        ),
        (
            "string",
            r#"{"kind": "datetime", "format": "yyyy-MM-ddTHH:mmZ"}"#,
            &["2024-02-29T23:59Z"],
            &[
                "",
                "2023-02-29T23:59Z",
                "2024-02-29T24:00Z",
                "2024-02-29T23:59",
            ],
        ),
        (
            "int64",
            r#"{"kind": "datetime", "format": "unix-seconds"}"#,
            &["0", "-0", "1700000000"],
            &["-1"],
        ),
        (
            "string",
            r#"{"kind": "datetime", "format": "unix-milliseconds"}"#,
            &["0", "1700000000000"],
            &["-1", "-0", "", "1.5"],
        ),
    ]);
}

#[test]
fn numbers() {
    try_rows(&[
        (
            "int32",
            r#"{"kind": "int_range", "min": 1, "max": 9}"#,
            &["1", "9", "009"],
            &["0", "10", "-1", "2147483647", "-2147483648"],
        ),
        (
            "int64",
            r#"{"kind": "int_range", "min": 0}"#,
            &["0", "-0"],
            &["-1"],
        ),
        (
            "int64",
            r#"{"kind": "int_range", "max": -5}"#,
            &["-5", "-6"],
            &["-4", "0"],
        ),
        (
            "int64",
            r#"{"kind": "int_range", "min": -9223372036854775808, "max": 9223372036854775806}"#,
            &["-9223372036854775808"],
            &["9223372036854775807"],
        ),
        (
            "int32",
            r#"{"kind": "int_set", "ranges": [[1, 9], [12, 12], [24, 36]]}"#,
            &["1", "9", "12", "24", "36"],
            &["0", "10", "11", "13", "23", "37"],
        ),
        (
            "double",
            r#"{"kind": "number_range", "min": "0", "exclusive_min": true, "max": "1.5"}"#,
            &["0.1", "1.5", "1.50", "1e-300"],
            &["0", "-0.0", "1.6", "1.5000001", "-1"],
        ),
        (
            "double",
            r#"{"kind": "number_range", "min": "-1", "max": "1", "exclusive_max": true}"#,
            &["-1", "0", "0.9999"],
            &["1", "1.0", "-1.0001"],
        ),
        // In 32 bits the bound and the value are the same number, though 0.1 has no exact form.
        (
            "float",
            r#"{"kind": "number_range", "max": "0.1"}"#,
            &["0.1"],
            &["0.10001"],
        ),
        // Nothing is stated of the type: a text that is no number breaks the bounds.
        (
            "unstated",
            r#"{"kind": "int_range", "min": 1}"#,
            &["1", "99999999999999999999999999"],
            &["", "0", "x", "1.0", "-99999999999999999999999999"],
        ),
        (
            "any",
            r#"{"kind": "number_range", "max": "2"}"#,
            &["2", "-1e3"],
            &["", "x", "2.1"],
        ),
    ]);
}

#[test]
fn a_numeric_bound_on_a_text_is_no_constraint() {
    for r#type in ["string", "json", "binary"] {
        for check in [
            r#"{"kind": "int_range", "min": 1, "max": 2}"#,
            r#"{"kind": "int_set", "ranges": [[1, 2]]}"#,
            r#"{"kind": "number_range", "min": "1"}"#,
        ] {
            let operation = lamp(r#type, check);
            assert!(broken(&operation, &[("Lamp", "0")]).is_empty());
        }
    }
}

#[test]
fn elements() {
    let list = |check: &str, style: &str| {
        let constraint = constraint("Lamps.items", check);
        let schema = format!(
            r#"{{"type": "array", "items": {{"type": "string"}}, "constraints": [{constraint}]}}"#
        );
        operation(
            &parameter("Lamps", &schema, &format!(r#", "style": "{style}""#)),
            "",
        )
    };
    let five = list(r#"{"kind": "items", "min": 2, "max": 5}"#, "repeat_list");
    let pairs = |n: usize| -> Vec<(String, String)> {
        (1..=n)
            .map(|n| (format!("Lamps.{n}"), "x".to_owned()))
            .collect()
    };
    for (count, is_good) in [(0, true), (1, false), (2, true), (5, true), (6, false)] {
        let pairs = pairs(count);
        let pairs: Vec<(&str, &str)> = pairs
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect();
        let want: &[&str] = if is_good { &[] } else { &["Lamps Lamps.items"] };
        assert_eq!(broken(&five, &pairs), want, "{count}");
    }
    let simple = list(r#"{"kind": "items", "max": 2}"#, "simple");
    for (text, is_good) in [
        ("", true),
        ("a", true),
        ("a,b", true),
        ("a,,", false),
        ("a,b,c", false),
    ] {
        assert_eq!(
            broken(&simple, &[("Lamps", text)]).is_empty(),
            is_good,
            "{text}"
        );
    }
    let json = list(r#"{"kind": "items", "max": 2}"#, "json");
    for (text, is_good) in [("[]", true), ("[1,null,2]", true), ("[1,2,3]", false)] {
        assert_eq!(
            broken(&json, &[("Lamps", text)]).is_empty(),
            is_good,
            "{text}"
        );
    }
    try_rows(&[(
        "string",
        r#"{"kind": "items", "min": 1, "max": 3, "separator": ","}"#,
        &["a", ",", "a,b,c", ",,"],
        &["", "a,b,c,d", ",,,"],
    )]);
    let map = format!(
        r#"{{"type": "map", "items": {{"type": "string"}}, "constraints": [{}]}}"#,
        constraint("Labels.items", r#"{"kind": "items", "max": 1}"#)
    );
    let map = operation(&parameter("Labels", &map, ""), "");
    assert!(broken(&map, &[("Labels.a", "1")]).is_empty());
    assert_eq!(
        broken(&map, &[("Labels.a", "1"), ("Labels.b", "1")]),
        ["Labels Labels.items"]
    );
}

#[test]
fn pieces() {
    let piecewise = |check: &str| {
        lamp_with(
            "string",
            &format!(
                r#"{{"id": "Lamp.check", "tier": "documented", "pieces": {{"separator": ";"}}, "check": {check}}}"#
            ),
        )
    };
    let length = piecewise(r#"{"kind": "length", "min": 1, "max": 3, "unit": "chars"}"#);
    let range = piecewise(r#"{"kind": "int_range", "min": 1, "max": 9}"#);
    let items = piecewise(r#"{"kind": "items", "max": 2, "separator": ","}"#);
    for (operation, good, bad) in [
        // An empty text has no pieces; one with separators may have empty ones.
        (
            &length,
            vec!["", "a", "a;bbb"],
            vec!["a;", ";", "a;bbbb", "abcd"],
        ),
        (
            &range,
            vec!["", "1;9", "5"],
            vec!["1;10", "x", "1;;2", "1; 2"],
        ),
        (&items, vec!["a,b;c,d"], vec!["a,b,c;d", "a;b,,"]),
    ] {
        for value in good {
            assert!(broken(operation, &[("Lamp", value)]).is_empty(), "{value}");
        }
        for value in bad {
            assert_eq!(
                broken(operation, &[("Lamp", value)]),
                ["Lamp Lamp.check"],
                "{value}"
            );
        }
    }
    // Several broken pieces are one violation, which shows the first.
    let verdict = verdict(&range, &[("Lamp", "1;x;99")]);
    assert_eq!(verdict.violations.len(), 1);
    assert_eq!(verdict.violations[0].found.as_deref(), Some("x"));
}

#[test]
fn what_only_the_service_can_judge_is_never_judged() {
    let operation = lamp(
        "string",
        r#"{"kind": "server_side", "text": "The lamp exists."}"#,
    );
    assert!(broken(&operation, &[("Lamp", "")]).is_empty());
}
