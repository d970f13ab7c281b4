//! Reads and writes requests. Spec: `CreateTairKVCacheVNode.json /`.
//!
//! @generated from spec/r-kvstore/2015-01-01/CreateTairKVCacheVNode.json (sha256 b4a29a747034f67a0ac6bd181680d03e440c74379081d17e2af7014960c143b6) by acsgen. Do not edit.

use acs_runtime as rt;

use super::request::CreateTairKVCacheVNode;
use super::request::Tag;
use super::rules;

pub(super) static FIELDS: [rt::wire::Field; 19] = [
    rt::wire::Field::new("AutoPay", rt::wire::Shape::Scalar),
    rt::wire::Field::new("AutoRenew", rt::wire::Shape::Scalar),
    rt::wire::Field::new("AutoRenewPeriod", rt::wire::Shape::Scalar),
    rt::wire::Field::new("AutoUseCoupon", rt::wire::Shape::Scalar),
    rt::wire::Field::new("BusinessInfo", rt::wire::Shape::Scalar),
    rt::wire::Field::new("ChargeType", rt::wire::Shape::Scalar),
    rt::wire::Field::new("ClientToken", rt::wire::Shape::Scalar),
    rt::wire::Field::new("ComputeUnitNum", rt::wire::Shape::Scalar),
    rt::wire::Field::new("CouponNo", rt::wire::Shape::Scalar),
    rt::wire::Field::new("DryRun", rt::wire::Shape::Scalar),
    rt::wire::Field::new("InstanceClass", rt::wire::Shape::Scalar),
    rt::wire::Field::new("InstanceName", rt::wire::Shape::Scalar),
    rt::wire::Field::new("Period", rt::wire::Shape::Scalar),
    rt::wire::Field::new("RegionId", rt::wire::Shape::Scalar),
    rt::wire::Field::new("ResourceGroupId", rt::wire::Shape::Scalar),
    rt::wire::Field::new("Tag", rt::wire::Shape::List(&rt::wire::Shape::Object(&TAG))),
    rt::wire::Field::new("VSwitchId", rt::wire::Shape::Scalar),
    rt::wire::Field::new("VkName", rt::wire::Shape::Scalar),
    rt::wire::Field::new("ZoneId", rt::wire::Shape::Scalar),
];

pub(super) static TAG: [rt::wire::Field; 2] = [
    rt::wire::Field::new("Key", rt::wire::Shape::Scalar),
    rt::wire::Field::new("Value", rt::wire::Shape::Scalar),
];

pub(super) fn read(from: &mut rt::wire::ObjectReader<'_>) -> CreateTairKVCacheVNode {
    CreateTairKVCacheVNode {
        region_id: from
            .required("RegionId", &rules::REGION_ID_TYPE, &rules::REGION_ID_REQUIRED),
        zone_id: from.required("ZoneId", &rules::ZONE_ID_TYPE, &rules::ZONE_ID_REQUIRED),
        instance_name: from.optional("InstanceName", &rules::INSTANCE_NAME_TYPE),
        instance_class: from
            .required(
                "InstanceClass",
                &rules::INSTANCE_CLASS_TYPE,
                &rules::INSTANCE_CLASS_REQUIRED,
            ),
        compute_unit_num: from
            .required(
                "ComputeUnitNum",
                &rules::COMPUTE_UNIT_NUM_TYPE,
                &rules::COMPUTE_UNIT_NUM_REQUIRED,
            ),
        vk_name: from.required("VkName", &rules::VK_NAME_TYPE, &rules::VK_NAME_REQUIRED),
        vswitch_id: from
            .required("VSwitchId", &rules::VSWITCH_ID_TYPE, &rules::VSWITCH_ID_REQUIRED),
        charge_type: from.optional("ChargeType", &rules::CHARGE_TYPE_TYPE),
        period: from.optional("Period", &rules::PERIOD_TYPE),
        business_info: from.optional("BusinessInfo", &rules::BUSINESS_INFO_TYPE),
        coupon_no: from.optional("CouponNo", &rules::COUPON_NO_TYPE),
        auto_use_coupon: from.optional("AutoUseCoupon", &rules::AUTO_USE_COUPON_TYPE),
        auto_renew: from.optional("AutoRenew", &rules::AUTO_RENEW_TYPE),
        auto_renew_period: from
            .optional("AutoRenewPeriod", &rules::AUTO_RENEW_PERIOD_TYPE),
        resource_group_id: from
            .optional("ResourceGroupId", &rules::RESOURCE_GROUP_ID_TYPE),
        auto_pay: from.optional("AutoPay", &rules::AUTO_PAY_TYPE),
        client_token: from.optional("ClientToken", &rules::CLIENT_TOKEN_TYPE),
        tag: from.optional("Tag", &rules::TAG_TYPE),
        dry_run: from.optional("DryRun", &rules::DRY_RUN_TYPE),
    }
}

pub(super) fn write(
    value: &CreateTairKVCacheVNode,
    to: &mut rt::wire::ObjectWriter<'_>,
) {
    to.field("AutoPay", &value.auto_pay);
    to.field("AutoRenew", &value.auto_renew);
    to.field("AutoRenewPeriod", &value.auto_renew_period);
    to.field("AutoUseCoupon", &value.auto_use_coupon);
    to.field("BusinessInfo", &value.business_info);
    to.field("ChargeType", &value.charge_type);
    to.field("ClientToken", &value.client_token);
    to.field("ComputeUnitNum", &value.compute_unit_num);
    to.field("CouponNo", &value.coupon_no);
    to.field("DryRun", &value.dry_run);
    to.field("InstanceClass", &value.instance_class);
    to.field("InstanceName", &value.instance_name);
    to.field("Period", &value.period);
    to.field("RegionId", &value.region_id);
    to.field("ResourceGroupId", &value.resource_group_id);
    to.field("Tag", &value.tag);
    to.field("VSwitchId", &value.vswitch_id);
    to.field("VkName", &value.vk_name);
    to.field("ZoneId", &value.zone_id);
}

impl rt::wire::Wire for Tag {
    fn read(from: &mut rt::wire::Cursor<'_>) -> Self {
        let mut from = from.object();
        Self {
            value: from.optional("Value", &rules::TAG_VALUE_TYPE),
            key: from.optional("Key", &rules::TAG_KEY_TYPE),
        }
    }

    fn write(&self, to: &mut rt::wire::Slot<'_>) {
        let mut to = to.object();
        to.field("Key", &self.key);
        to.field("Value", &self.value);
    }

    fn is_absent(&self) -> bool {
        rt::wire::Wire::is_absent(&self.value) && rt::wire::Wire::is_absent(&self.key)
    }
}
