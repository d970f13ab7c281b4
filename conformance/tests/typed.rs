//! What a caller of the first operation's types sees, and no question over the wire does: conversions, texts, shortcuts.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // a test: a fault is meant to end it

mod common;

use acs_r_kvstore::create_tair_kvcache_vnode::{
    AutoRenewPeriod, ChargeType, CreateTairKVCacheVNode, ErrorCode, Required, Tag,
};
use acs_runtime::{ErrorCode as _, Operation as _};

#[test]
fn enums_are_their_texts() {
    for (text, value) in [
        ("PrePaid", ChargeType::PrePaid),
        ("PostPaid", ChargeType::PostPaid),
    ] {
        assert_eq!(ChargeType::from(text), value);
        assert_eq!(ChargeType::from(text.to_owned()), value);
        assert_eq!(String::from(value.clone()), text);
        assert_eq!(value.to_string(), text);
    }
    for value in AutoRenewPeriod::KNOWN {
        let text = value.as_str();
        assert_eq!(AutoRenewPeriod::from(text), *value);
        assert_eq!(String::from(value.clone()), text);
        assert_eq!(value.to_string(), text);
        assert!(!matches!(value, AutoRenewPeriod::Other(_)));
    }
    let other = ChargeType::from("Barter");
    assert!(matches!(other, ChargeType::Other(_)));
    assert_eq!(
        (other.as_str(), other.to_string()),
        ("Barter", "Barter".to_owned())
    );
}

#[test]
fn codes_are_their_rows() {
    let (operation, _) = common::first();
    for row in &operation.errors {
        let code = CreateTairKVCacheVNode::classify(row.status, &row.code);
        assert_eq!(code.to_string(), format!("{} {}", row.status, row.code));
        assert_eq!(
            (code.status(), code.code()),
            (row.status, row.code.as_str())
        );
        assert_eq!(
            (code.message(), code.summary()),
            (row.message.as_deref(), row.summary.as_deref())
        );
        let known: &dyn Fn(&ErrorCode) -> (u16, String) = &|code| {
            (
                acs_runtime::ErrorCode::status(code),
                acs_runtime::ErrorCode::code(code).to_owned(),
            )
        };
        assert_eq!(known(&code), (row.status, row.code.clone()));
        let info = code.info().unwrap();
        assert_eq!((info.status, info.code), (row.status, row.code.as_str()));
    }
}

fn required() -> Required {
    Required {
        region_id: "cn-beijing".into(),
        zone_id: "cn-beijing-f".into(),
        instance_class: "kvcache.cu.g4b.2".into(),
        compute_unit_num: 1,
        vk_name: "tk-1".into(),
        vswitch_id: "vsw-1".into(),
    }
}

/// A tag without fields does not exist on the wire: it leaves no hole, and nobody counts it.
#[test]
fn tags_are_written_closed_up() {
    let tags = vec![
        Tag::new(),
        Tag::new().with_key("a").with_value("b"),
        Tag::new(),
        Tag::new().with_key("c"),
    ];
    let request = CreateTairKVCacheVNode::new(required()).with_tag(tags);
    let pairs = request.encode();
    let tags: Vec<(&str, &str)> = pairs
        .iter()
        .filter(|pair| pair.name().starts_with("Tag"))
        .map(|pair| (pair.name(), pair.value()))
        .collect();
    assert_eq!(
        tags,
        [("Tag.1.Key", "a"), ("Tag.1.Value", "b"), ("Tag.2.Key", "c")]
    );
    let many = vec![Tag::new(); 30];
    assert!(
        CreateTairKVCacheVNode::new(required())
            .with_tag(many)
            .validate()
            .is_empty()
    );
}

#[test]
fn shortcuts_do_what_they_stand_for() {
    let request = CreateTairKVCacheVNode::new(required())
        .with_instance_name("n1")
        .with_charge_type("PostPaid")
        .with_client_token("t");
    let pairs = request.encode();
    assert_eq!(pairs.len(), 9);
    assert_eq!(pairs.get("ChargeType"), Some("PostPaid"));
    assert_eq!(request.idempotency_token(), Some("t"));
    let read = CreateTairKVCacheVNode::decode(&pairs);
    assert_eq!(read.value.as_ref(), Some(&request));
    let violations = request.validate();
    let rules: Vec<&str> = violations
        .iter()
        .map(acs_runtime::Violation::rule_id)
        .collect();
    assert_eq!(rules, ["InstanceName.length", "ChargeType.one_of"][1..]);
}
