//! Answers and errors: what the page shows decodes as it stands, and what it does not show is kept.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::type_complexity
)] // a test: a fault is meant to end it

mod common;

use acs_r_kvstore::create_tair_kvcache_vnode::{
    CreateTairKVCacheVNode, ErrorCode, RAM_POLICY, Response,
};
use acs_runtime::{Operation as _, OperationEntry, Value};

/// The values of the page's example, trailing line feed and all.
const EXAMPLE: &str = r#"{
    "RequestId": "2BE6E619-A657-42E3-AD2D-18F8428A****",
    "InstanceId": "tv-2zeb1ce76fee****",
    "OrderId": 0,
    "RegionId": "cn-beijing",
    "ZoneId": "cn-beijing-f",
    "VkName": "tk-2ze4bba3c8fe****\n",
    "VClusterId": "vc-16965a9267*****-*****",
    "NodeId": "vn-03a49876edb****"
}"#;

fn decode(body: &str) -> Response {
    CreateTairKVCacheVNode::decode_response(body.as_bytes()).unwrap()
}

#[test]
fn the_example_decodes_as_it_stands() {
    let response = decode(EXAMPLE);
    assert_eq!(
        response.request_id.as_deref(),
        Some("2BE6E619-A657-42E3-AD2D-18F8428A****")
    );
    assert_eq!(response.instance_id.as_deref(), Some("tv-2zeb1ce76fee****"));
    assert_eq!(response.order_id, Some(0));
    assert_eq!(response.region_id.as_deref(), Some("cn-beijing"));
    assert_eq!(response.zone_id.as_deref(), Some("cn-beijing-f"));
    assert_eq!(response.vk_name.as_deref(), Some("tk-2ze4bba3c8fe****\n"));
    assert_eq!(
        response.vcluster_id.as_deref(),
        Some("vc-16965a9267*****-*****")
    );
    assert_eq!(response.node_id.as_deref(), Some("vn-03a49876edb****"));
    assert!(response.extra.is_empty());
}

/// The example here and the one in the spec are one.
#[test]
fn the_example_is_that_of_the_spec() {
    let (operation, _) = common::first();
    let [example] = operation.examples.as_slice() else {
        panic!("one example")
    };
    let same =
        Value::parse(example.body.as_bytes()).unwrap() == Value::parse(EXAMPLE.as_bytes()).unwrap();
    assert!(same, "{}", example.body);
}

#[test]
fn what_is_unknown_or_missing_does_no_harm() {
    let response =
        decode(r#"{"InstanceId": "tv-1", "Quota": {"Left": [1, 2.50, null]}, "": true}"#);
    assert_eq!(response.instance_id.as_deref(), Some("tv-1"));
    assert_eq!((response.order_id, response.request_id), (None, None));
    let kept: Vec<String> = response
        .extra
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    assert_eq!(kept, ["=true", r#"Quota={"Left":[1,2.50,null]}"#]);
    assert_eq!(decode("{}").vk_name, None);
    assert_eq!(decode(r#"{"OrderId": null}"#).order_id, None);
}

/// One more than the greatest whole number that a double holds: as a number and as a text.
#[test]
fn wide_order_ids_survive() {
    for body in [
        r#"{"OrderId": 9007199254740993}"#,
        r#"{"OrderId": "9007199254740993"}"#,
    ] {
        assert_eq!(decode(body).order_id, Some(9_007_199_254_740_993), "{body}");
    }
    // The other way round: a number where a text belongs.
    assert_eq!(
        decode(r#"{"InstanceId": 9007199254740993}"#)
            .instance_id
            .as_deref(),
        Some("9007199254740993")
    );
    // What is no number at all is kept where nothing is lost.
    let odd = decode(r#"{"OrderId": "20905403119****"}"#);
    assert_eq!(
        (
            odd.order_id,
            odd.extra.get("OrderId").and_then(Value::as_str)
        ),
        (None, Some("20905403119****"))
    );
}

/// Every row of the spec's table is found by its key, and every other key is kept.
#[test]
fn errors_are_known_by_status_and_code() {
    let (operation, _) = common::first();
    for row in &operation.errors {
        let error = CreateTairKVCacheVNode::classify(row.status, &row.code);
        assert!(
            ErrorCode::KNOWN.contains(&error),
            "{} {}",
            row.status,
            row.code
        );
        assert_eq!(
            (error.status(), error.code()),
            (row.status, row.code.as_str())
        );
        assert_eq!(error.message(), row.message.as_deref());
    }
    let at = CreateTairKVCacheVNode::classify;
    assert_ne!(at(400, "InvalidvSwitchId"), at(404, "InvalidvSwitchId"));
    for (status, code) in [
        (500, "InvalidvSwitchId"),
        (400, "invalidvswitchid"),
        (418, "Teapot"),
        (400, ""),
    ] {
        let error = at(status, code);
        assert!(!ErrorCode::KNOWN.contains(&error));
        assert_eq!(
            (error.status(), error.code(), error.message()),
            (status, code, None)
        );
    }
}

#[test]
fn the_policy_is_that_of_the_spec() {
    let (operation, _) = common::first();
    let policy = acsgen_core::export::ram_policy(&operation).unwrap();
    assert_eq!(RAM_POLICY, acs_spec::write::compact(&policy));
    let entry: OperationEntry = OperationEntry::of::<CreateTairKVCacheVNode>();
    assert_eq!(entry.info.ram_policy, RAM_POLICY);
}
