//! Full requests: every parameter given, no rule broken by any reading, neither documented nor advisory.

use acs_r_kvstore::create_tair_kvcache_vnode::{CreateTairKVCacheVNode, Required, Tag};
use serde_json::{Value, json};

/// Names of the fixtures, and each as a request.
///
/// * `page`: the values that the page gives as examples;
/// * `ascii`: 80 ASCII characters of name, 64 of token, as many as are allowed, and as many tags;
/// * `chinese`: 80 Chinese characters of name, otherwise as `page`.
#[must_use]
pub fn all() -> [(&'static str, CreateTairKVCacheVNode); 3] {
    [("page", page()), ("ascii", ascii()), ("chinese", chinese())]
}

fn page() -> CreateTairKVCacheVNode {
    CreateTairKVCacheVNode::new(Required {
        region_id: "cn-beijing".into(),
        zone_id: "cn-beijing-f".into(),
        instance_class: "kvcache.cu.g4b.2".into(),
        compute_unit_num: 1,
        vk_name: "tk-2ze4bba3c8fe****".into(),
        vswitch_id: "vsw-bp1e7clcw529l773d****".into(),
    })
    .with_instance_name("vnodetest")
    .with_charge_type("PrePaid")
    .with_period(1)
    .with_business_info("000000000")
    .with_coupon_no("youhuiquan_promotion_option_id_for_blank")
    .with_auto_use_coupon(false)
    .with_auto_renew(false)
    .with_auto_renew_period("1")
    .with_resource_group_id("rg-acfmyiu4ekp****")
    .with_auto_pay(true)
    .with_client_token("ETnLKlblzczshOTUbOCz****")
    .with_tag(vec![
        Tag::new().with_value("key1_test").with_key("value1_test"),
    ])
    .with_dry_run(false)
}

fn ascii() -> CreateTairKVCacheVNode {
    let tag = |n| {
        Tag::new()
            .with_value(format!("value{n}_test"))
            .with_key(format!("key{n}_test"))
    };
    page()
        .with_instance_name("vnode_test-".repeat(8).chars().take(80).collect::<String>())
        .with_client_token("0123456789abcdef".repeat(4))
        .with_auto_renew(true)
        .with_period(36)
        .with_auto_renew_period("12")
        .with_tag((1..6).map(tag).collect::<Vec<_>>())
}

fn chinese() -> CreateTairKVCacheVNode {
    page().with_instance_name("虚拟节点名字很长".repeat(10))
}

/// A request as JSON, in the shape of the exported schema. What is absent is no member.
#[must_use]
pub fn json(request: &CreateTairKVCacheVNode) -> Value {
    let tag = |tag: &Tag| present(json!({"Value": tag.value, "Key": tag.key}));
    present(json!({
        "RegionId": request.region_id,
        "ZoneId": request.zone_id,
        "InstanceName": request.instance_name,
        "InstanceClass": request.instance_class,
        "ComputeUnitNum": request.compute_unit_num,
        "VkName": request.vk_name,
        "VSwitchId": request.vswitch_id,
        "ChargeType": request.charge_type.as_ref().map(|text| text.as_str()),
        "Period": request.period,
        "BusinessInfo": request.business_info,
        "CouponNo": request.coupon_no,
        "AutoUseCoupon": request.auto_use_coupon,
        "AutoRenew": request.auto_renew,
        "AutoRenewPeriod": request.auto_renew_period.as_ref().map(|text| text.as_str()),
        "ResourceGroupId": request.resource_group_id,
        "AutoPay": request.auto_pay,
        "ClientToken": request.client_token,
        "Tag": request.tag.iter().map(tag).collect::<Vec<_>>(),
        "DryRun": request.dry_run,
    }))
}

fn present(mut object: Value) -> Value {
    if let Value::Object(members) = &mut object {
        members.retain(|_, value| !value.is_null());
    }
    object
}
