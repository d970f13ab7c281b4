//! G12 at the service's side: every row of the error table, and how it is brought about; every rule and its answer.

use acs_double::Double;
use acs_spec::Json;

use crate::kit::{self, call, with};

fn spec() -> acs_spec::Operation {
    let text = include_str!("../../../../spec/r-kvstore/2015-01-01/CreateTairKVCacheVNode.json");
    acs_spec::load::operation("CreateTairKVCacheVNode.json", text).unwrap()
}

#[test]
fn every_row_of_the_error_table_is_answered_on_order() {
    let double = Double::start().unwrap();
    let rows = spec().errors;
    assert_eq!(rows.len(), 34);
    for row in &rows {
        let order = format!(
            r#"{{"error": {{"code": "{}", "status": {}}}}}"#,
            row.code, row.status
        );
        double.scenario(&order).unwrap();
        let answer = call(double.address(), kit::sound());
        assert_eq!(answer.error(), (row.status, row.code.clone()));
        assert_eq!(answer.text("Message"), row.message.clone().unwrap());
        let names: Vec<String> = match answer.json() {
            Json::Object(members) => members.into_iter().map(|(name, _)| name).collect(),
            other => panic!("{other:?}"),
        };
        assert_eq!(
            names,
            ["RequestId", "HostId", "Code", "Message", "Recommend"]
        );
        assert_eq!(answer.text("HostId"), "double.example.com");
        assert!(answer.text("Recommend").contains(&answer.text("RequestId")));
    }
    assert_eq!(double.created_count(), 0, "an error creates nothing");
    assert_eq!(double.requests().len(), rows.len());
}

#[test]
fn every_row_says_how_it_can_be_brought_about() {
    let double = Double::start().unwrap();
    let rows = double.error_rows(kit::ACTION);
    let of = |reach: &str| -> Vec<String> {
        rows.iter()
            .filter(|(.., r)| *r == reach)
            .map(|(_, code, _)| code.clone())
            .collect()
    };
    assert_eq!(
        of("request"),
        [
            "MissingParameter",
            "InvalidToken.Malformed",
            "InvalidInstanceName.Malformed"
        ]
    );
    assert_eq!(
        of("state"),
        ["IdempotentParameterMismatch", "RequestTokenConflict"]
    );
    assert_eq!(rows.len(), 34);
    // And so it is.
    for (change, want) in [
        (with(&[("Period", None)]), "MissingParameter"),
        (
            with(&[("ClientToken", Some(&"x".repeat(65)))]),
            "InvalidToken.Malformed",
        ),
        (
            with(&[("InstanceName", Some("1x"))]),
            "InvalidInstanceName.Malformed",
        ),
    ] {
        assert_eq!(
            call(double.address(), change).error(),
            (400, want.to_owned())
        );
    }
    assert_eq!(
        call(double.address(), with(&[("ClientToken", Some("t"))])).status,
        200
    );
    let again = call(
        double.address(),
        with(&[("ClientToken", Some("t")), ("Period", Some("2"))]),
    );
    assert_eq!(
        again.error(),
        (400, "IdempotentParameterMismatch".to_owned())
    );
    let answer = kit::get(
        double.address(),
        &format!("/_double/errors/{}", kit::ACTION),
    );
    assert_eq!(answer.body.matches(r#""reach": "injection""#).count(), 29);
    assert_eq!(
        kit::get(double.address(), "/_double/errors/Nothing").status,
        404
    );
}

#[test]
fn every_rule_is_judged_with_its_code_and_message() {
    let double = Double::start().unwrap();
    let long = "x".repeat(81);
    for (change, code, message) in [
        (
            ("InstanceName", Some("x")),
            "InvalidInstanceName.Malformed",
            "The Specified parameter InstanceName is not valid.",
        ),
        (
            ("InstanceName", Some(long.as_str())),
            "InvalidInstanceName.Malformed",
            "The Specified parameter InstanceName is not valid.",
        ),
        (
            ("InstanceName", Some("ab@c")),
            "InvalidInstanceName.Malformed",
            "The Specified parameter InstanceName is not valid.",
        ),
        (
            ("ComputeUnitNum", Some("2")),
            "InvalidParameter",
            "The specified parameter ComputeUnitNum is not valid.",
        ),
        (
            ("ComputeUnitNum", Some("one")),
            "InvalidParameter",
            "The specified parameter ComputeUnitNum is not valid.",
        ),
        (
            ("Period", Some("10")),
            "InvalidParameter",
            "The specified parameter Period is not valid.",
        ),
        (
            ("ChargeType", Some("Free")),
            "InvalidParameter",
            "The specified parameter ChargeType is not valid.",
        ),
        (
            ("AutoRenew", Some("yes")),
            "InvalidParameter",
            "The specified parameter AutoRenew is not valid.",
        ),
        (
            ("AutoRenew", Some("TRUE")),
            "MissingParameter",
            "AutoRenewPeriod is mandatory for this action.",
        ),
        (
            ("ClientToken", Some("tökén")),
            "InvalidToken.Malformed",
            "The Specified parameter Token is not valid.",
        ),
        (
            ("Period", None),
            "MissingParameter",
            "Period is mandatory for this action.",
        ),
        // The row speaks of another parameter; the message does not.
        (
            ("RegionId", None),
            "MissingParameter",
            "RegionId is mandatory for this action.",
        ),
    ] {
        let answer = call(double.address(), with(&[change]));
        assert_eq!(
            (answer.error(), answer.text("Message")),
            ((400, code.to_owned()), message.to_owned()),
            "{change:?}"
        );
    }
    assert_eq!(double.created_count(), 0);
    // Advisory rules do not refuse, and a boolean is one in any letter case.
    for change in [
        ("ChargeType", Some("PostPaid")),
        ("Unheard", Some("of")),
        ("RegionId", Some("")),
        ("DryRun", Some("False")),
    ] {
        assert_eq!(
            call(double.address(), with(&[change])).status,
            200,
            "{change:?}"
        );
    }
}

#[test]
fn readings_and_advisories_are_switches() {
    let double = Double::builder().switch("reading", "page").start().unwrap();
    let post_paid = || call(double.address(), with(&[("ChargeType", Some("PostPaid"))]));
    assert_eq!(
        post_paid().error(),
        (400, "InvalidParameter".to_owned()),
        "the page knows one way to pay"
    );
    double.switch("reading", "effective").unwrap();
    assert_eq!(post_paid().status, 200);
    double.switch("advisory", "refuse").unwrap();
    assert_eq!(post_paid().error(), (400, "InvalidParameter".to_owned()));
}

#[test]
fn which_of_several_broken_rules_is_answered_is_a_switch() {
    let double = Double::start().unwrap();
    let several = || {
        let changes = [
            ("InstanceName", Some("x")),
            ("VkName", None),
            ("Period", Some("10")),
        ];
        let answer = call(double.address(), with(&changes));
        (answer.text("Code"), answer.text("Message"))
    };
    assert_eq!(several().0, "InvalidInstanceName.Malformed");
    double.switch("precedence", "required-first").unwrap();
    assert_eq!(
        several(),
        (
            "MissingParameter".to_owned(),
            "VkName is mandatory for this action.".to_owned()
        )
    );
    double.switch("precedence", "reverse-order").unwrap();
    assert_eq!(
        several(),
        (
            "InvalidParameter".to_owned(),
            "The specified parameter Period is not valid.".to_owned()
        )
    );
}

#[test]
fn errors_and_successes_come_as_xml_where_asked() {
    let double = Double::builder().no_auth(true).start().unwrap();
    let target = |more: &str| {
        let query: Vec<String> = kit::sound()
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        format!(
            "/?Action={}&Version={}&{}{more}",
            kit::ACTION,
            kit::VERSION,
            query.join("&")
        )
    };
    let answer = kit::get(double.address(), &target("&Format=XML&InstanceName=x"));
    assert_eq!(answer.status, 400);
    assert!(
        answer.head.contains("content-type: text/xml;charset=utf-8"),
        "{}",
        answer.head
    );
    assert!(
        answer.body.contains("<Error><RequestId>")
            && answer
                .body
                .contains("<Code>InvalidInstanceName.Malformed</Code>")
    );
    let answer = kit::get(double.address(), &target("&Format=XML"));
    assert!(
        answer
            .body
            .contains("<CreateTairKVCacheVNodeResponse><RequestId>"),
        "{}",
        answer.body
    );
    for (accept, want) in [
        ("application/xml", "text/xml"),
        ("application/json", "application/json"),
        ("*/*", "application/json"),
    ] {
        let bytes = format!(
            "GET {} HTTP/1.1\r\nhost: x\r\naccept: {accept}\r\n\r\n",
            target("")
        );
        let answer = kit::once(double.address(), bytes.as_bytes());
        assert!(answer.head.contains(want), "{accept}: {}", answer.head);
    }
    double.switch("format", "xml").unwrap();
    assert!(
        kit::get(double.address(), &target(""))
            .head
            .contains("text/xml")
    );
}
