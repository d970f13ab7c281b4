//! Rules across parameters: whole truth tables, and when they are silent.

#[cfg(test)]
mod support;

use support::*;

const TEXT: &str = r#"{"type": "string"}"#;
const NUMBER: &str = r#"{"type": "int32"}"#;

fn with(parameters: &[String], rules: &[String]) -> acs_spec::Operation {
    operation(
        &parameters.join(","),
        &format!(r#", "rules": [{}]"#, rules.join(",")),
    )
}

#[test]
fn required_if() {
    let when = |equals: &str| {
        rule(
            "Period.required_if",
            &format!(
                r#"{{"kind": "required_if", "param": "Period", "when": {{"param": "Mode", "equals": {equals}}}}}"#
            ),
        )
    };
    let modes = |r#type: &str, equals: &str| {
        let mode = parameter("Mode", &format!(r#"{{"type": "{type}"}}"#), "");
        with(&[mode, parameter("Period", NUMBER, "")], &[when(equals)])
    };
    let text = modes("string", r#"["Rent", "Lease"]"#);
    for (mode, triggers) in [
        ("Rent", true),
        ("Lease", true),
        ("rent", false),
        ("", false),
        ("Buy", false),
    ] {
        let want: &[&str] = if triggers {
            &["Period Period.required_if"]
        } else {
            &[]
        };
        assert_eq!(broken(&text, &[("Mode", mode)]), want, "{mode}");
        assert!(broken(&text, &[("Mode", mode), ("Period", "1")]).is_empty());
        // A faulted parameter is neither present nor absent.
        assert_eq!(
            broken(&text, &[("Mode", mode), ("Period", "x")]),
            ["Period Period.type"]
        );
    }
    assert!(broken(&text, &[]).is_empty());
    assert!(broken(&text, &[("Period", "1")]).is_empty());
    assert_eq!(
        broken(&text, &[("Mode", "Rent"), ("Mode", "Rent")]),
        ["Mode Mode.type"]
    );

    let truth = modes("boolean", r#"["true"]"#);
    for (mode, want) in [
        ("true", vec!["Period Period.required_if"]),
        ("True", vec!["Period Period.required_if"]),
        ("false", vec![]),
        ("yes", vec!["Mode Mode.type"]),
    ] {
        assert_eq!(broken(&truth, &[("Mode", mode)]), want, "{mode}");
    }
    let number = modes("int64", r#"["1"]"#);
    assert_eq!(
        broken(&number, &[("Mode", "01")]),
        ["Period Period.required_if"]
    );
    assert!(broken(&number, &[("Mode", "2")]).is_empty());
}

#[test]
fn a_default_that_was_not_sent_triggers_advice() {
    let schema = r#"{"type": "boolean", "default": "True"}"#;
    let rule = rule(
        "Period.required_if",
        r#"{"kind": "required_if", "param": "Period", "when": {"param": "Auto", "equals": ["true"]}}"#,
    );
    let operation = with(
        &[
            parameter("Auto", schema, ""),
            parameter("Period", NUMBER, ""),
        ],
        &[rule],
    );
    assert_eq!(broken(&operation, &[]), ["Period Period.required_if?"]);
    assert_eq!(
        broken(&operation, &[("Auto", "true")]),
        ["Period Period.required_if"]
    );
    assert!(broken(&operation, &[("Auto", "false")]).is_empty());
    assert!(broken(&operation, &[("Period", "1")]).is_empty());
}

#[test]
fn requires_exclusive_at_least_one() {
    let parameters = [
        parameter("A", NUMBER, ""),
        parameter("B", NUMBER, ""),
        parameter("C", NUMBER, ""),
    ];
    let rules = [
        rule(
            "B.requires",
            r#"{"kind": "requires", "param": "A", "needs": "B"}"#,
        ),
        rule(
            "B.exclusive",
            r#"{"kind": "exclusive", "params": ["C", "B", "A"]}"#,
        ),
        rule(
            "C.at_least_one",
            r#"{"kind": "at_least_one", "params": ["C", "B"]}"#,
        ),
    ];
    let operation = with(&parameters, &rules);
    let (requires, at_least_one) = ("B B.requires", "C C.at_least_one");
    for (present, want) in [
        ("", vec![at_least_one]),
        ("A", vec![requires, at_least_one]),
        ("B", vec![]),
        ("C", vec![]),
        ("AB", vec!["A B.exclusive"]),
        ("AC", vec![requires, "A B.exclusive"]),
        ("BC", vec!["B B.exclusive"]),
        ("ABC", vec!["B B.exclusive"]),
    ] {
        let names: Vec<String> = present.chars().map(String::from).collect();
        let pairs: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "1")).collect();
        assert_eq!(broken(&operation, &pairs), want, "{present}");
    }
    // Each rule that names the faulted one is silent, the others are not.
    assert_eq!(
        broken(&operation, &[("A", "x"), ("C", "1"), ("B", "1")]),
        ["A A.type"]
    );
    assert_eq!(
        broken(&operation, &[("A", "x")]),
        ["A A.type", at_least_one]
    );
    assert_eq!(broken(&operation, &[("B", "x"), ("A", "1")]), ["B B.type"]);
}

#[test]
fn a_required_parameter_that_is_absent_silences_rules() {
    let required = |more: &str| {
        let rules = [
            rule(
                "A.at_least_one",
                r#"{"kind": "at_least_one", "params": ["A", "B"]}"#,
            ),
            rule(
                "A.requires",
                r#"{"kind": "requires", "param": "B", "needs": "A"}"#,
            ),
        ];
        let source = r#", "sources": [{"id": "page", "kind": "page", "document": "Lamps", "date": "unstated"}]"#;
        let parameters = [parameter("A", NUMBER, more), parameter("B", NUMBER, "")];
        operation(
            &parameters.join(","),
            &format!(r#"{source}, "rules": [{}]"#, rules.join(",")),
        )
    };
    assert_eq!(
        broken(&required(r#", "required": true"#), &[("B", "1")]),
        ["A A.required"]
    );
    assert_eq!(
        broken(&required(r#", "required": true"#), &[]),
        ["A A.required"]
    );
    // Where only some sources call it required, it is no fault that silences anything.
    let advised = required(r#", "required_by": ["page"]"#);
    assert_eq!(
        broken(&advised, &[("B", "1")]),
        ["A A.required?", "A A.requires"]
    );
    assert_eq!(broken(&advised, &[]), ["A A.required?", "A A.at_least_one"]);
}

#[test]
fn compare() {
    let pair = |r#type: &str, order: &str, or_equal: bool| {
        let schema = format!(r#"{{"type": "{type}"}}"#);
        let check = format!(
            r#"{{"kind": "compare", "param": "Low", "less_than": "High", "order": "{order}", "or_equal": {or_equal}}}"#
        );
        with(
            &[
                parameter("Low", &schema, ""),
                parameter("High", &schema, ""),
            ],
            &[rule("Low.compare", &check)],
        )
    };
    let broken_by = |operation: &acs_spec::Operation, low: &str, high: &str| {
        let found = broken(operation, &[("Low", low), ("High", high)]);
        assert!(
            found.is_empty() || found == ["Low Low.compare"],
            "{found:?}"
        );
        !found.is_empty()
    };
    let numbers = pair("int64", "number", false);
    for (low, high, is_broken) in [
        ("1", "2", false),
        ("2", "2", true),
        ("10", "9", true),
        ("-2", "-1", false),
    ] {
        assert_eq!(broken_by(&numbers, low, high), is_broken, "{low} {high}");
    }
    assert_eq!(
        broken(&numbers, &[("Low", "x"), ("High", "1")]),
        ["Low Low.type"]
    );
    assert!(
        broken(&numbers, &[("Low", "5")]).is_empty()
            && broken(&numbers, &[("High", "5")]).is_empty()
    );
    assert!(!broken_by(&pair("int64", "number", true), "2", "2"));
    let texts = pair("string", "number", false);
    for (low, high, is_broken) in [
        ("9", "10", false),
        ("10", "9", true),
        ("99999999999999999999999", "9223372036854775807", true),
        ("b", "a", false),
        ("2", "a", false),
        ("2.5", "1.5", false),
        ("", "", false),
    ] {
        assert_eq!(broken_by(&texts, low, high), is_broken, "{low} {high}");
    }
    let times = pair("string", "time", false);
    for (low, high, is_broken) in [
        ("2024-01-01T00:00Z", "2024-01-01T00:01Z", false),
        ("2024-01-01T00:00Z", "2024-01-01T00:00Z", true),
        ("2025-01-01T00:00Z", "2024-12-31T23:59Z", true),
        ("2025-01-01T00:00Z", "2024-12-31", false),
        ("2025-01-01T00:00Z", "2024-12-31t23:59Z", false),
    ] {
        assert_eq!(broken_by(&times, low, high), is_broken, "{low} {high}");
    }
}

fn beams() -> String {
    let schema = r#"{"type": "array", "items": {"type": "object", "fields": [
        {"name": "Mode", "required": false, "schema": {"type": "string"}},
        {"name": "Low", "required": false, "schema": {"type": "int32"}},
        {"name": "Sector", "required": false, "schema": {"type": "array", "items": {"type": "object", "fields": [
            {"name": "From", "required": false, "schema": {"type": "int32"}},
            {"name": "To", "required": false, "schema": {"type": "int32"}}]}}}]}}"#;
    parameter("Beam", schema, "")
}

fn within(id: &str, path: &str, check: &str) -> String {
    format!(r#"{{"id": "{id}", "tier": "documented", "within": "{path}", "check": {check}}}"#)
}

#[test]
fn rules_within_lists() {
    let rules = [
        within(
            "Beam.Low.required_if",
            "Beam",
            r#"{"kind": "required_if", "param": "Low", "when": {"param": "Mode", "equals": ["Dim"]}}"#,
        ),
        within(
            "Beam.Sector.From.compare",
            "Beam.Sector",
            r#"{"kind": "compare", "param": "From", "less_than": "To", "order": "number"}"#,
        ),
        within(
            "Beam.Mode.at_least_one",
            "Beam",
            r#"{"kind": "at_least_one", "params": ["Mode", "Sector"]}"#,
        ),
    ];
    let operation = with(&[beams()], &rules);
    assert!(broken(&operation, &[]).is_empty());
    assert_eq!(
        broken(
            &operation,
            &[
                ("Beam.1.Mode", "Dim"),
                ("Beam.4.Mode", "Dim"),
                ("Beam.4.Low", "1"),
                ("Beam.7.Mode", "Dim"),
                // The fault of one element silences the rule there, and nowhere else.
                ("Beam.8.Mode", "Dim"),
                ("Beam.8.Low", "x"),
                ("Beam.9.Low", "1"),
                ("Beam.4.Sector.1.From", "1"),
                ("Beam.4.Sector.1.To", "2"),
                ("Beam.4.Sector.3.From", "3"),
                ("Beam.4.Sector.3.To", "2"),
            ]
        ),
        [
            "Beam[4].Low Beam.Low.type",
            "Beam[1].Low Beam.Low.required_if",
            "Beam[3].Low Beam.Low.required_if",
            "Beam[2].Sector[2].From Beam.Sector.From.compare",
            "Beam[5].Mode Beam.Mode.at_least_one",
        ]
    );
}

#[test]
fn rules_reach_inwards_through_objects() {
    let sector = |more: &str, required: bool| {
        let schema = format!(
            r#"{{"type": "object", "fields": [
                {{"name": "From", "required": {required}, "schema": {{"type": "int32"}}}},
                {{"name": "To", "required": false, "schema": {{"type": "int32"}}}}]}}"#
        );
        parameter("Sector", &schema, more)
    };
    let rules = [
        rule(
            "Sector.From.requires",
            r#"{"kind": "requires", "param": "Mode", "needs": "Sector.From"}"#,
        ),
        rule(
            "Sector.exclusive",
            r#"{"kind": "exclusive", "params": ["Mode", "Sector"]}"#,
        ),
    ];
    let plain = with(&[parameter("Mode", TEXT, ""), sector("", false)], &rules);
    assert_eq!(
        broken(&plain, &[("Mode", "x")]),
        ["Sector.From Sector.From.requires"]
    );
    assert_eq!(
        broken(&plain, &[("Mode", "x"), ("Sector.To", "1")]),
        [
            "Sector.From Sector.From.requires",
            "Sector Sector.exclusive"
        ]
    );
    assert_eq!(
        broken(&plain, &[("Mode", "x"), ("Sector.From", "1")]),
        ["Sector Sector.exclusive"]
    );
    assert_eq!(
        broken(&plain, &[("Mode", "x"), ("Sector.From", "x")]),
        ["Sector.From Sector.From.type", "Sector Sector.exclusive"]
    );
    // A field that is required and absent is faulted; one of an absent object is but absent.
    let strict = with(&[parameter("Mode", TEXT, ""), sector("", true)], &rules);
    assert_eq!(
        broken(&strict, &[("Mode", "x"), ("Sector.To", "1")]),
        [
            "Sector.From Sector.From.required",
            "Sector Sector.exclusive"
        ]
    );
    assert_eq!(
        broken(&strict, &[("Mode", "x")]),
        ["Sector.From Sector.From.requires"]
    );
    // Into a faulted object no rule can see.
    let required = with(
        &[
            parameter("Mode", TEXT, ""),
            sector(r#", "required": true"#, false),
        ],
        &rules,
    );
    assert_eq!(
        broken(&required, &[("Mode", "x")]),
        ["Sector Sector.required"]
    );
    let json = with(
        &[
            parameter("Mode", TEXT, ""),
            sector(r#", "style": "json""#, false),
        ],
        &rules,
    );
    assert_eq!(
        broken(&json, &[("Mode", "x"), ("Sector", "[")]),
        ["Sector Sector.type"]
    );
    assert_eq!(
        broken(&json, &[("Mode", "x"), ("Sector", "{}")]),
        ["Sector.From Sector.From.requires"]
    );
    // Nor into a text that is not looked into, which is present all the same.
    let xml = with(
        &[
            parameter("Mode", TEXT, ""),
            sector(r#", "style": "xml""#, false),
        ],
        &rules,
    );
    assert_eq!(
        broken(&xml, &[("Mode", "x"), ("Sector", "<a/>")]),
        ["Sector Sector.exclusive"]
    );
}

#[test]
fn a_narrower_rule_is_silent_where_the_looser_one_is_broken() {
    let when = |id: &str, tier: &str, equals: &str, more: &str| {
        format!(
            r#"{{"id": "{id}", "tier": "{tier}", {more} "check": {{"kind": "required_if", "param": "Period",
                "when": {{"param": "Mode", "equals": {equals}}}}}}}"#
        )
    };
    let narrow = when(
        "Period.narrow",
        "advisory",
        r#"["Rent", "Lease"]"#,
        r#""narrows": "Period.wide","#,
    );
    let wide = when("Period.wide", "documented", r#"["Rent"]"#, "");
    let operation = with(
        &[parameter("Mode", TEXT, ""), parameter("Period", NUMBER, "")],
        &[narrow, wide],
    );
    assert_eq!(
        broken(&operation, &[("Mode", "Rent")]),
        ["Period Period.wide"]
    );
    assert_eq!(
        broken(&operation, &[("Mode", "Lease")]),
        ["Period Period.narrow?"]
    );
}

#[test]
fn what_only_the_service_can_judge_is_never_judged() {
    let rule = rule(
        "Mode.server_side",
        r#"{"kind": "server_side", "text": "The lamp is near."}"#,
    );
    assert!(broken(&with(&[parameter("Mode", TEXT, "")], &[rule]), &[]).is_empty());
}
