//! What the first operation must accept and refuse, as a table that can be read beside the documentation; for the
//! reference interpreter and the emitted validator alike.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::type_complexity
)] // a test: a fault is meant to end it

mod common;

use acs_conformance::compare::{of_violations, pairs};
use acs_judge::Judge;
use acs_r_kvstore::OPERATIONS;
use acs_r_kvstore::create_tair_kvcache_vnode::{ChargeType, CreateTairKVCacheVNode, Required};
use acs_runtime::{Validation, Violations};

const BASE: &[(&str, &str)] = &[
    ("RegionId", "cn-beijing"),
    ("ZoneId", "cn-beijing-f"),
    ("InstanceClass", "kvcache.cu.g4b.2"),
    ("ComputeUnitNum", "1"),
    ("VkName", "tk-2ze4bba3c8fe0001"),
    ("VSwitchId", "vsw-bp1e7clcw529l773d0001"),
];

fn tags(count: usize) -> Vec<(String, String)> {
    (1..=count)
        .map(|n| (format!("Tag.{n}.Key"), format!("k{n}")))
        .collect()
}

/// What is wrong with the base and these pairs, as `path rule tier`, which both judges must agree on.
fn wrong(judge: &Judge, more: &[(String, String)]) -> Vec<String> {
    let mut sent: Vec<(String, String)> = BASE
        .iter()
        .map(|(name, value)| ((*name).into(), (*value).into()))
        .collect();
    sent.extend(more.iter().cloned());
    let judged = common::judged(judge, &sent);
    let entry = OPERATIONS
        .iter()
        .find(|entry| entry.info.name == "CreateTairKVCacheVNode")
        .unwrap();
    let emitted = of_violations(&(entry.check)(&pairs(&sent)));
    assert_eq!(judged, emitted, "the judges differ on {sent:?}");
    judged
        .iter()
        .map(|finding| format!("{} {} {}", finding.path, finding.rule, finding.tier))
        .collect()
}

#[test]
fn what_is_accepted_and_what_is_refused() {
    let (operation, service) = common::first();
    let judge = Judge::new(&operation, Some(&service)).unwrap();
    let chars = |c: &str, count: usize| c.repeat(count);
    let (name_1, name_80, name_81) = (chars("a", 1), chars("a", 80), chars("a", 81));
    let (chinese_80, chinese_81) = (chars("中", 80), chars("中", 81));
    let (token_64, token_65) = (chars("t", 64), chars("t", 65));
    let table: &[(&[(&str, &str)], &[&str])] = &[
        (&[], &[]),
        (&[("Period", "10")], &["Period Period.int_set documented"]),
        (&[("Period", "0")], &["Period Period.int_set documented"]),
        (&[("Period", "-1")], &["Period Period.int_set documented"]),
        (&[("Period", "9")], &[]),
        (&[("Period", "12")], &[]),
        (&[("Period", "1")], &[]),
        (&[("Period", "36")], &[]),
        (&[("Period", "37")], &["Period Period.int_set documented"]),
        (&[("Period", "1.0")], &["Period Period.type documented"]),
        (
            &[("Period", "2147483648")],
            &["Period Period.type documented"],
        ),
        (
            &[("ChargeType", "PrePaid")],
            &["Period Period.required_if documented"],
        ),
        (&[("ChargeType", "PrePaid"), ("Period", "1")], &[]),
        (
            &[("AutoRenew", "true")],
            &["AutoRenewPeriod AutoRenewPeriod.required_if documented"],
        ),
        (
            &[("AutoRenew", "True")],
            &["AutoRenewPeriod AutoRenewPeriod.required_if documented"],
        ),
        (&[("AutoRenew", "true"), ("AutoRenewPeriod", "12")], &[]),
        (&[("AutoRenew", "false")], &[]),
        (
            &[("AutoRenewPeriod", "4")],
            &["AutoRenewPeriod AutoRenewPeriod.one_of documented"],
        ),
        (&[("InstanceName", "中x")], &[]),
        (
            &[("InstanceName", &name_1)],
            &["InstanceName InstanceName.length documented"],
        ),
        (&[("InstanceName", &name_80)], &[]),
        (
            &[("InstanceName", &name_81)],
            &["InstanceName InstanceName.length documented"],
        ),
        (&[("InstanceName", &chinese_80)], &[]),
        (
            &[("InstanceName", &chinese_81)],
            &["InstanceName InstanceName.length documented"],
        ),
        (
            &[("InstanceName", "1ab")],
            &["InstanceName InstanceName.first_char documented"],
        ),
        (
            &[("InstanceName", "a@b")],
            &["InstanceName InstanceName.forbid_chars documented"],
        ),
        (&[("ClientToken", &token_64)], &[]),
        (
            &[("ClientToken", &token_65)],
            &["ClientToken ClientToken.length documented"],
        ),
        (
            &[("ClientToken", "caf\u{e9}")],
            &["ClientToken ClientToken.ascii documented"],
        ),
        (
            &[("ChargeType", "PostPaid")],
            &["ChargeType ChargeType.one_of advisory"],
        ),
        (
            &[("ChargeType", "Weekly")],
            &["ChargeType ChargeType.one_of@api-docs documented"],
        ),
        (
            &[("ChargeType", "prepaid")],
            &["ChargeType ChargeType.one_of@api-docs documented"],
        ),
        (
            &[("AutoPay", "false")],
            &["AutoPay AutoPay.fixed documented"],
        ),
        (
            &[("ComputeUnitNum2", "1")],
            &["ComputeUnitNum2 unknown advisory"],
        ),
    ];
    for (more, want) in table {
        let more: Vec<(String, String)> = more
            .iter()
            .map(|(name, value)| ((*name).into(), (*value).into()))
            .collect();
        assert_eq!(wrong(&judge, &more), *want, "{more:?}");
    }
    assert_eq!(wrong(&judge, &tags(5)), [""; 0]);
    assert_eq!(wrong(&judge, &tags(6)), ["Tag Tag.items advisory"]);
    assert_eq!(wrong(&judge, &tags(21)), ["Tag Tag.items advisory"]);
    assert_eq!(
        wrong(&judge, &tags(22)),
        ["Tag Tag.items@api-docs documented"]
    );
}

fn request(charge_type: &str) -> CreateTairKVCacheVNode {
    CreateTairKVCacheVNode::new(Required {
        region_id: "cn-beijing".into(),
        zone_id: "cn-beijing-f".into(),
        instance_class: "kvcache.cu.g4b.2".into(),
        compute_unit_num: 1,
        vk_name: "tk-2ze4bba3c8fe0001".into(),
        vswitch_id: "vsw-bp1e7clcw529l773d0001".into(),
    })
    .with_charge_type(ChargeType::from(charge_type))
}

/// A value that the documentation does not list can be built, is reported, and can be sent by those who know better.
#[test]
fn what_is_not_listed_can_still_be_sent() {
    let policies = |violations: &Violations| {
        [
            Validation::Strict,
            Validation::Enforce,
            Validation::Report,
            Validation::Off,
        ]
        .map(|policy| policy.refuses(violations))
    };
    for (value, rule, refuses) in [
        ("PostPaid", "ChargeType.one_of", [true, false, false, false]),
        (
            "Weekly",
            "ChargeType.one_of@api-docs",
            [true, true, false, false],
        ),
    ] {
        let request = request(value);
        let violations = request.validate();
        let rules: Vec<&str> = violations
            .iter()
            .map(|violation| violation.rule_id())
            .collect();
        assert_eq!(rules, [rule]);
        assert_eq!(policies(&violations), refuses, "{value}");
        assert_eq!(request.encode().get("ChargeType"), Some(value));
    }
    assert_eq!(
        policies(&request("PrePaid").with_period(1).validate()),
        [false; 4]
    );
}
