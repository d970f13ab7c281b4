//! An operation with the constraints that the first documented one has, under invented names for what it does, and the
//! requests that must and must not pass.

#[cfg(test)]
mod support;

use support::*;

/// A mooring is rented as a virtual node is: with a region, a token, a name, a term and tags.
fn mooring() -> acs_spec::Operation {
    let name = r#"{"type": "string", "constraints": [
        {"id": "InstanceName.length", "tier": "documented", "check": {"kind": "length", "min": 2, "max": 80, "unit": "chars"},
         "wire_error": {"status": 400, "code": "InvalidInstanceName.Malformed"}},
        {"id": "InstanceName.first_char", "tier": "documented", "check": {"kind": "first_char", "allowed": {"classes": ["letter"]}}},
        {"id": "InstanceName.forbid_chars", "tier": "documented", "check": {"kind": "forbid_chars", "chars": "@/:=\"<>{}[]"}}]}"#;
    let token = r#"{"type": "string", "constraints": [
        {"id": "ClientToken.length", "tier": "documented", "check": {"kind": "length", "max": 64, "unit": "chars"}},
        {"id": "ClientToken.ascii", "tier": "documented", "check": {"kind": "ascii"}}]}"#;
    let period = r#"{"type": "int32", "constraints": [
        {"id": "Period.int_set", "tier": "documented", "check": {"kind": "int_set", "ranges": [[1, 9], [12, 12], [24, 24], [36, 36]]}}]}"#;
    let tag = r#"{"type": "array", "constraints": [
        {"id": "Tag.items", "tier": "documented", "check": {"kind": "items", "max": 5}}],
        "items": {"type": "object", "fields": [
            {"name": "Key", "required": true, "schema": {"type": "string", "constraints": [
                {"id": "Tag.Key.length", "tier": "documented", "check": {"kind": "length", "min": 1, "max": 64, "unit": "chars"}}]}},
            {"name": "Value", "required": false, "schema": {"type": "string"}}]}}"#;
    let charge = r#"{"type": "string", "constraints": [
        {"id": "ChargeType.one_of", "tier": "documented", "check": {"kind": "one_of", "values": ["PrePaid"]}}]}"#;
    let rules = [
        rule(
            "Period.required_if",
            r#"{"kind": "required_if", "param": "Period", "when": {"param": "ChargeType", "equals": ["PrePaid"]}}"#,
        ),
        rule(
            "AutoRenewPeriod.required_if",
            r#"{"kind": "required_if", "param": "AutoRenewPeriod", "when": {"param": "AutoRenew", "equals": ["true"]}}"#,
        ),
    ];
    operation(
        &[
            parameter("RegionId", r#"{"type": "string"}"#, r#", "required": true"#),
            parameter("InstanceName", name, ""),
            parameter("ClientToken", token, ""),
            parameter("ChargeType", charge, ""),
            parameter("Period", period, ""),
            parameter(
                "AutoRenew",
                r#"{"type": "boolean", "default": "false"}"#,
                "",
            ),
            parameter("AutoRenewPeriod", r#"{"type": "int32"}"#, ""),
            parameter("Tag", tag, r#", "style": "repeat_list""#),
        ]
        .join(","),
        &format!(r#", "rules": [{}]"#, rules.join(",")),
    )
}

fn with(pairs: &[(&str, &str)]) -> Vec<String> {
    broken(&mooring(), &[&[("RegionId", "x")], pairs].concat())
}

#[test]
fn terms() {
    for period in ["10", "0", "-1", "11", "13", "37"] {
        assert_eq!(
            with(&[("Period", period)]),
            ["Period Period.int_set"],
            "{period}"
        );
    }
    for period in ["1", "9", "12", "24", "36"] {
        assert!(with(&[("Period", period)]).is_empty(), "{period}");
    }
    assert_eq!(with(&[("Period", "1.0")]), ["Period Period.type"]);
    assert_eq!(
        with(&[("ChargeType", "PrePaid")]),
        ["Period Period.required_if"]
    );
    assert!(with(&[("ChargeType", "PrePaid"), ("Period", "9")]).is_empty());
    // Without the condition it is allowed all the same.
    assert!(with(&[("Period", "9")]).is_empty());
    assert_eq!(
        with(&[("ChargeType", "PostPaid")]),
        ["ChargeType ChargeType.one_of"]
    );
    for on in ["true", "True", "TRUE"] {
        assert_eq!(
            with(&[("AutoRenew", on)]),
            ["AutoRenewPeriod AutoRenewPeriod.required_if"]
        );
        assert!(with(&[("AutoRenew", on), ("AutoRenewPeriod", "1")]).is_empty());
    }
    assert!(with(&[("AutoRenew", "false")]).is_empty());
}

#[test]
fn names() {
    for name in ["灯塔", "ab", &"灯".repeat(80), "a1 -._", "Ωmega"] {
        assert!(with(&[("InstanceName", name)]).is_empty(), "{name}");
    }
    for name in ["a", &"a".repeat(81), &"灯".repeat(81)] {
        assert_eq!(
            with(&[("InstanceName", name)]),
            ["InstanceName InstanceName.length"],
            "{name}"
        );
    }
    assert_eq!(
        with(&[("InstanceName", "1ab")]),
        ["InstanceName InstanceName.first_char"]
    );
    assert_eq!(
        with(&[("InstanceName", "a@b")]),
        ["InstanceName InstanceName.forbid_chars"]
    );
    assert_eq!(
        with(&[("InstanceName", "")]),
        ["InstanceName InstanceName.length"]
    );
    let found = verdict(&mooring(), &[("RegionId", "x"), ("InstanceName", "a")]);
    assert_eq!(
        found.violations[0].wire_error.as_ref().unwrap().code,
        "InvalidInstanceName.Malformed"
    );
    assert_eq!(&*found.violations[0].allowed, "2 to 80 characters");
}

#[test]
fn tokens() {
    assert!(with(&[("ClientToken", &"t".repeat(64))]).is_empty());
    assert_eq!(
        with(&[("ClientToken", &"t".repeat(65))]),
        ["ClientToken ClientToken.length"]
    );
    assert_eq!(
        with(&[("ClientToken", "jeté")]),
        ["ClientToken ClientToken.ascii"]
    );
    assert_eq!(
        with(&[("ClientToken", &"é".repeat(65))]),
        [
            "ClientToken ClientToken.length",
            "ClientToken ClientToken.ascii"
        ]
    );
}

#[test]
fn tags() {
    let text = |count: usize| {
        let tags: Vec<String> = (1..=count)
            .map(|n| format!(r#"{{"Key": "k{n}", "Value": ""}}"#))
            .collect();
        format!(r#"{{"RegionId": "x", "Tag": [{}]}}"#, tags.join(","))
    };
    assert!(broken_text(&mooring(), &text(5)).is_empty());
    assert_eq!(broken_text(&mooring(), &text(6)), ["Tag Tag.items"]);
    assert_eq!(
        broken_text(
            &mooring(),
            "RegionId=x&Tag.1.Key=&Tag.2.Value=v&Tag.3.Key=k"
        ),
        [
            "Tag[1].Key Tag.Key.empty?",
            "Tag[1].Key Tag.Key.length",
            "Tag[2].Key Tag.Key.required"
        ]
    );
}

#[test]
fn all_faults_come_together() {
    assert_eq!(
        broken(
            &mooring(),
            &[
                ("ChargeType", "PrePaid"),
                ("InstanceName", "1"),
                ("Regionid", "x"),
                ("AutoRenew", "x")
            ]
        ),
        [
            "RegionId RegionId.required",
            "InstanceName InstanceName.length",
            "InstanceName InstanceName.first_char",
            "AutoRenew AutoRenew.type",
            "Period Period.required_if",
            "Regionid unknown?",
        ]
    );
}
