//! Checking a request that is in order allocates nothing.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::type_complexity
)] // a test: a fault is meant to end it

use acs_r_kvstore::create_tair_kvcache_vnode::{ChargeType, CreateTairKVCacheVNode, Required, Tag};

/// Every parameter given, none of them wrong by any reading.
fn full() -> CreateTairKVCacheVNode {
    CreateTairKVCacheVNode::new(Required {
        region_id: "cn-beijing".into(),
        zone_id: "cn-beijing-f".into(),
        instance_class: "kvcache.cu.g4b.2".into(),
        compute_unit_num: 1,
        vk_name: "tk-2ze4bba3c8fe0001".into(),
        vswitch_id: "vsw-bp1e7clcw529l773d0001".into(),
    })
    .with_instance_name("一个名字-vnode")
    .with_charge_type(ChargeType::PrePaid)
    .with_period(12)
    .with_business_info("000000000")
    .with_coupon_no("youhuiquan_promotion_option_id_for_blank")
    .with_auto_use_coupon(false)
    .with_auto_renew(true)
    .with_auto_renew_period("12")
    .with_resource_group_id("rg-acfmyiu4ekp0001")
    .with_auto_pay(true)
    .with_client_token("ETnLKlblzczshOTUbOCz0001")
    .with_tag(
        (0..5)
            .map(|n| Tag::new().with_key(format!("k{n}")).with_value("v"))
            .collect::<Vec<_>>(),
    )
    .with_dry_run(true)
}

#[test]
fn a_request_in_order_costs_no_memory() {
    let request = full();
    let counted = allocation_counter::measure(|| assert!(request.validate().is_empty()));
    assert_eq!(counted.count_total, 0, "{counted:?}");
}

/// The counter counts: a violation is written down somewhere.
#[test]
fn a_violation_costs_some() {
    let request = full().with_period(10);
    let counted = allocation_counter::measure(|| assert_eq!(request.validate().len(), 1));
    assert!(counted.count_total > 0, "{counted:?}");
}
