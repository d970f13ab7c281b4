//! Judges requests. Spec: `CreateTairKVCacheVNode.json /`.
//!
//! @generated from spec/r-kvstore/2015-01-01/CreateTairKVCacheVNode.json (sha256 b4a29a747034f67a0ac6bd181680d03e440c74379081d17e2af7014960c143b6) by acsgen. Do not edit.

use acs_runtime as rt;

use super::request::CreateTairKVCacheVNode;
use super::request::Tag;
use super::rules;

/// Reports all that is wrong with a request.
pub(super) fn check(value: &CreateTairKVCacheVNode, out: &mut rt::Violations) {
    let at = &rt::Path::ROOT;
    check_fields(value, at, out);
    rule_period_required_if(value, at, out);
    rule_auto_renew_period_required_if(value, at, out);
}

/// The fields of `CreateTairKVCacheVNode`.
fn check_fields(
    value: &CreateTairKVCacheVNode,
    at: &rt::Path<'_>,
    out: &mut rt::Violations,
) {
    check_region_id(&value.region_id, &at.field("RegionId"), out);
    check_zone_id(&value.zone_id, &at.field("ZoneId"), out);
    if let Some(value) = &value.instance_name {
        check_instance_name(value, &at.field("InstanceName"), out);
    }
    check_instance_class(&value.instance_class, &at.field("InstanceClass"), out);
    check_compute_unit_num(value.compute_unit_num, &at.field("ComputeUnitNum"), out);
    check_vk_name(&value.vk_name, &at.field("VkName"), out);
    check_vswitch_id(&value.vswitch_id, &at.field("VSwitchId"), out);
    if let Some(value) = &value.charge_type {
        check_charge_type(value.as_str(), &at.field("ChargeType"), out);
    }
    if let Some(value) = value.period {
        check_period(value, &at.field("Period"), out);
    }
    if let Some(value) = &value.auto_renew_period {
        check_auto_renew_period(value.as_str(), &at.field("AutoRenewPeriod"), out);
    }
    if let Some(value) = value.auto_pay {
        check_auto_pay(value, &at.field("AutoPay"), out);
    }
    if let Some(value) = &value.client_token {
        check_client_token(value, &at.field("ClientToken"), out);
    }
    check_tag(&value.tag, &at.field("Tag"), out);
}

/// `RegionId`. Spec: `CreateTairKVCacheVNode.json /parameters/0`.
fn check_region_id(value: &str, at: &rt::Path<'_>, out: &mut rt::Violations) {
    if value.is_empty() {
        out.push(at, &rules::REGION_ID_EMPTY, &value);
    }
}

/// `ZoneId`. Spec: `CreateTairKVCacheVNode.json /parameters/1`.
fn check_zone_id(value: &str, at: &rt::Path<'_>, out: &mut rt::Violations) {
    if value.is_empty() {
        out.push(at, &rules::ZONE_ID_EMPTY, &value);
    }
}

/// `InstanceName`. Spec: `CreateTairKVCacheVNode.json /parameters/2`.
#[rustfmt::skip]
fn check_instance_name(value: &str, at: &rt::Path<'_>, out: &mut rt::Violations) {
    let length = rt::check::chars(value);
    if length < 2 || length > 80 {
        out.push(at, &rules::INSTANCE_NAME_LENGTH, &value);
    }
    if rt::check::first(value).is_some_and(|c| !rt::check::letter(c)) {
        out.push(at, &rules::INSTANCE_NAME_FIRST_CHAR, &value);
    }
    if rt::check::holds_any(
        value,
        [' ', '@', '/', ':', '=', '"', '<', '>', '{', '[', ']', '}'],
    ) {
        out.push(at, &rules::INSTANCE_NAME_FORBID_CHARS, &value);
    }
}

/// `InstanceClass`. Spec: `CreateTairKVCacheVNode.json /parameters/3`.
fn check_instance_class(value: &str, at: &rt::Path<'_>, out: &mut rt::Violations) {
    if value.is_empty() {
        out.push(at, &rules::INSTANCE_CLASS_EMPTY, &value);
    }
}

/// `ComputeUnitNum`. Spec: `CreateTairKVCacheVNode.json /parameters/4`.
fn check_compute_unit_num(value: i32, at: &rt::Path<'_>, out: &mut rt::Violations) {
    if value != 1 {
        out.push(at, &rules::COMPUTE_UNIT_NUM_ONE_OF, &value);
    }
}

/// `VkName`. Spec: `CreateTairKVCacheVNode.json /parameters/5`.
fn check_vk_name(value: &str, at: &rt::Path<'_>, out: &mut rt::Violations) {
    if value.is_empty() {
        out.push(at, &rules::VK_NAME_EMPTY, &value);
    }
}

/// `VSwitchId`. Spec: `CreateTairKVCacheVNode.json /parameters/6`.
fn check_vswitch_id(value: &str, at: &rt::Path<'_>, out: &mut rt::Violations) {
    if value.is_empty() {
        out.push(at, &rules::VSWITCH_ID_EMPTY, &value);
    }
}

/// `ChargeType`. Spec: `CreateTairKVCacheVNode.json /parameters/7`.
fn check_charge_type(value: &str, at: &rt::Path<'_>, out: &mut rt::Violations) {
    if value != "PrePaid" {
        out.push(at, &rules::CHARGE_TYPE_ONE_OF, &value);
    }
    if !["PrePaid", "PostPaid"].contains(&value) {
        out.push(at, &rules::CHARGE_TYPE_ONE_OF_API_DOCS, &value);
    }
}

/// `Period`. Spec: `CreateTairKVCacheVNode.json /parameters/8`.
#[rustfmt::skip]
fn check_period(value: i32, at: &rt::Path<'_>, out: &mut rt::Violations) {
    if value < 1 || (value > 9 && value < 12) || (value > 12 && value < 24)
        || (value > 24 && value < 36) || value > 36
    {
        out.push(at, &rules::PERIOD_INT_SET, &value);
    }
}

/// `AutoRenewPeriod`. Spec: `CreateTairKVCacheVNode.json /parameters/13`.
fn check_auto_renew_period(value: &str, at: &rt::Path<'_>, out: &mut rt::Violations) {
    if !["1", "2", "3", "6", "12"].contains(&value) {
        out.push(at, &rules::AUTO_RENEW_PERIOD_ONE_OF, &value);
    }
}

/// `AutoPay`. Spec: `CreateTairKVCacheVNode.json /parameters/15`.
fn check_auto_pay(value: bool, at: &rt::Path<'_>, out: &mut rt::Violations) {
    if !value {
        out.push(at, &rules::AUTO_PAY_FIXED, &value);
    }
}

/// `ClientToken`. Spec: `CreateTairKVCacheVNode.json /parameters/16`.
fn check_client_token(value: &str, at: &rt::Path<'_>, out: &mut rt::Violations) {
    let length = rt::check::chars(value);
    if length > 64 {
        out.push(at, &rules::CLIENT_TOKEN_LENGTH, &value);
    }
    if !value.is_ascii() {
        out.push(at, &rules::CLIENT_TOKEN_ASCII, &value);
    }
}

/// `Tag`. Spec: `CreateTairKVCacheVNode.json /parameters/17`.
fn check_tag(value: &[Tag], at: &rt::Path<'_>, out: &mut rt::Violations) {
    let count = rt::wire::count(value);
    if count > 5 {
        out.push(at, &rules::TAG_ITEMS, &count);
    }
    if count > 21 {
        out.push(at, &rules::TAG_ITEMS_API_DOCS, &count);
    }
}

/// `Period` must be given where `ChargeType` is `PrePaid`. Spec: `CreateTairKVCacheVNode.json /rules/0`.
fn rule_period_required_if(
    value: &CreateTairKVCacheVNode,
    at: &rt::Path<'_>,
    out: &mut rt::Violations,
) {
    let found = value.charge_type.as_ref().map(|text| text.as_str());
    if found == Some("PrePaid") && value.period.is_none() {
        out.push_absent(&at.field("Period"), &rules::PERIOD_REQUIRED_IF);
    }
}

/// `AutoRenewPeriod` must be given where `AutoRenew` is `true`. Spec: `CreateTairKVCacheVNode.json /rules/1`.
#[rustfmt::skip]
fn rule_auto_renew_period_required_if(
    value: &CreateTairKVCacheVNode,
    at: &rt::Path<'_>,
    out: &mut rt::Violations,
) {
    let found = value.auto_renew;
    if found == Some(true) && value.auto_renew_period.is_none() {
        out.push_absent(
            &at.field("AutoRenewPeriod"),
            &rules::AUTO_RENEW_PERIOD_REQUIRED_IF,
        );
    }
}
