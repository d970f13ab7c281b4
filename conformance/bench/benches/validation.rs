//! Validation of a full request: the emitted validator, `garde` with the same rules written by hand, and the third-party
//! JSON Schema validator on the exported schema, compiled, on a value that is already parsed.
//!
//! Before anything is measured, one request for each rule shows that all contenders check it.

use std::hint::black_box;

use acs_bench::{Group, asked_for, fixture, peer, table};
use acs_r_kvstore::create_tair_kvcache_vnode::{CreateTairKVCacheVNode, Tag};
use garde::Validate as _;

const SPEC: &str = include_str!("../../../spec/r-kvstore/2015-01-01/CreateTairKVCacheVNode.json");

fn main() {
    let operation =
        acs_spec::load::operation("CreateTairKVCacheVNode.json", SPEC).expect("the spec loads");
    let exported = acsgen_core::export::json_schema(&operation);
    let schema: serde_json::Value =
        serde_json::from_str(&acs_spec::write::compact(&exported.schema))
            .expect("an exported schema is JSON");
    let schema = jsonschema::validator_for(&schema).expect("an exported schema compiles");
    check_fairness(&schema);
    let mut groups = Vec::new();
    for (name, request) in fixture::all().iter().filter(|(name, _)| asked_for(name)) {
        let (theirs, json) = (peer::Request::from(request), fixture::json(request));
        let group = Group::new(*name)
            .with("emitted", || black_box(request).validate())
            .with("garde", || black_box(&theirs).validate())
            .with("jsonschema is_valid", || schema.is_valid(black_box(&json)))
            .with("jsonschema validate", || {
                schema.validate(black_box(&json)).is_ok()
            });
        groups.push(group.run());
    }
    println!("{}", table("fixture", &groups));
}

/// Every fixture is valid to all; a request that breaks one rule is refused by all who can say that rule. Advisory
/// rules are no part of the exported schema.
fn check_fairness(schema: &jsonschema::Validator) {
    for (name, request) in fixture::all() {
        assert!(
            request.validate().is_empty(),
            "{name}: {}",
            request.validate()
        );
        assert!(peer::Request::from(&request).validate().is_ok(), "{name}");
        assert!(schema.is_valid(&fixture::json(&request)), "{name}");
    }
    let broken: [(&str, fn(&mut CreateTairKVCacheVNode)); 18] = [
        ("RegionId.empty", |r| r.region_id.clear()),
        ("ZoneId.empty", |r| r.zone_id.clear()),
        ("InstanceName.length", |r| {
            r.instance_name = Some("a".into())
        }),
        ("InstanceName.length", |r| {
            r.instance_name = Some("a".repeat(81))
        }),
        ("InstanceName.first_char", |r| {
            r.instance_name = Some("1a".into())
        }),
        ("InstanceName.forbid_chars", |r| {
            r.instance_name = Some("a}".into())
        }),
        ("InstanceClass.empty", |r| r.instance_class.clear()),
        ("ComputeUnitNum.one_of", |r| r.compute_unit_num = 2),
        ("VkName.empty", |r| r.vk_name.clear()),
        ("VSwitchId.empty", |r| r.vswitch_id.clear()),
        ("ChargeType.one_of", |r| {
            r.charge_type = Some("PostPaid".into())
        }),
        ("Period.int_set", |r| r.period = Some(10)),
        ("Period.required_if", |r| r.period = None),
        ("AutoRenewPeriod.one_of", |r| {
            r.auto_renew_period = Some("4".into())
        }),
        ("AutoPay.fixed", |r| r.auto_pay = Some(false)),
        ("ClientToken.length", |r| {
            r.client_token = Some("a".repeat(65))
        }),
        ("ClientToken.ascii", |r| r.client_token = Some("é".into())),
        ("Tag.items", |r| r.tag = vec![Tag::new().with_key("k"); 6]),
    ];
    for (rule, change) in broken {
        let [(_, mut request), ..] = fixture::all();
        change(&mut request);
        let said = request.validate();
        let rules: Vec<&str> = said.iter().map(|violation| violation.rule_id()).collect();
        assert_eq!(rules, [rule]);
        let theirs = peer::Request::from(&request).validate();
        assert_eq!(
            theirs.err().map(|report| report.iter().count()),
            Some(1),
            "garde: {rule}"
        );
        assert_eq!(
            !schema.is_valid(&fixture::json(&request)),
            said.refused(false),
            "jsonschema: {rule}"
        );
    }
}
