//! The request and its parts. Spec: `CreateTairKVCacheVNode.json /`.
//!
//! @generated from spec/r-kvstore/2015-01-01/CreateTairKVCacheVNode.json (sha256 b4a29a747034f67a0ac6bd181680d03e440c74379081d17e2af7014960c143b6) by acsgen. Do not edit.

use super::values::AutoRenewPeriod;
use super::values::ChargeType;

/// A request of `CreateTairKVCacheVNode`.
///
/// Creates a Tair KVCache virtual node in a virtual cluster.
///
/// Spec: `CreateTairKVCacheVNode.json /`.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct CreateTairKVCacheVNode {
    /// Region in which the node is created.
    ///
    /// Example: `cn-beijing`.
    /// Wire name `RegionId`. Spec: `CreateTairKVCacheVNode.json /parameters/0`.
    ///
    /// * The region exists (judged by the service alone, rule `RegionId.server_side`; the service answers 400 `InvalidRegion.Format`).
    #[cfg_attr(feature = "serde", serde(rename = "RegionId"))]
    pub region_id: String,
    /// Zone in which the node is created.
    ///
    /// Example: `cn-beijing-f`.
    /// Wire name `ZoneId`. Spec: `CreateTairKVCacheVNode.json /parameters/1`.
    #[cfg_attr(feature = "serde", serde(rename = "ZoneId"))]
    pub zone_id: String,
    /// Display name of the node.
    ///
    /// Example: `vnodetest`.
    /// Wire name `InstanceName`. Spec: `CreateTairKVCacheVNode.json /parameters/2`.
    ///
    /// * 2 to 80 characters (documented, rule `InstanceName.length`; the service answers 400 `InvalidInstanceName.Malformed`).
    /// * Begins with a letter (documented, rule `InstanceName.first_char`; the service answers 400 `InvalidInstanceName.Malformed`).
    /// * None of blank, `@`, `/`, `:`, `=`, `"`, `<`, `>`, `{`, `[`, `]` and `}` (documented, rule `InstanceName.forbid_chars`; the service answers 400 `InvalidInstanceName.Malformed`).
    #[cfg_attr(feature = "serde", serde(rename = "InstanceName"))]
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub instance_name: Option<String>,
    /// Instance class, which fixes the hardware of the node.
    ///
    /// Example: `kvcache.cu.g4b.2`.
    /// Wire name `InstanceClass`. Spec: `CreateTairKVCacheVNode.json /parameters/3`.
    #[cfg_attr(feature = "serde", serde(rename = "InstanceClass"))]
    pub instance_class: String,
    /// Number of compute units.
    ///
    /// Example: `1`.
    /// Wire name `ComputeUnitNum`. Spec: `CreateTairKVCacheVNode.json /parameters/4`.
    ///
    /// * Only `1` (documented, rule `ComputeUnitNum.one_of`).
    #[cfg_attr(feature = "serde", serde(rename = "ComputeUnitNum"))]
    pub compute_unit_num: i32,
    /// Virtual cluster that the node joins.
    ///
    /// Example: `tk-2ze4bba3c8fe****`.
    /// Wire name `VkName`. Spec: `CreateTairKVCacheVNode.json /parameters/5`.
    #[cfg_attr(feature = "serde", serde(rename = "VkName"))]
    pub vk_name: String,
    /// vSwitch to which the node is attached.
    ///
    /// Example: `vsw-bp1e7clcw529l773d****`.
    /// Wire name `VSwitchId`. Spec: `CreateTairKVCacheVNode.json /parameters/6`.
    ///
    /// * The vSwitch belongs to the VPC of the virtual cluster (judged by the service alone, rule `VSwitchId.server_side`; the service answers 400 `InvalidvSwitchId`).
    /// * The vSwitch belongs to the VPC that the request works in (judged by the service alone, rule `VSwitchId.server_side.current_vpc`; the service answers 400 `VSwithNotBelongToNotVpcFault`).
    /// * The vSwitch and the node are in the same zone (judged by the service alone, rule `VSwitchId.server_side.zone`; the service answers 404 `InvalidvSwitchId`).
    #[cfg_attr(feature = "serde", serde(rename = "VSwitchId"))]
    pub vswitch_id: String,
    /// How the node is billed.
    ///
    /// Example: `PrePaid`.
    /// Wire name `ChargeType`. Spec: `CreateTairKVCacheVNode.json /parameters/7`.
    ///
    /// * Only `PrePaid` (advisory, rule `ChargeType.one_of`).
    /// * One of `PrePaid` and `PostPaid` (documented, rule `ChargeType.one_of@api-docs`).
    /// * `Period` must be given where `ChargeType` is `PrePaid` (documented, rule `Period.required_if`; the service answers 400 `MissingParameter`).
    #[cfg_attr(feature = "serde", serde(rename = "ChargeType"))]
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub charge_type: Option<ChargeType>,
    /// How long the subscription runs.
    ///
    /// Unit: months.
    /// Example: `1`.
    /// Wire name `Period`. Spec: `CreateTairKVCacheVNode.json /parameters/8`.
    ///
    /// * 1 to 9, 12, 24 or 36 (documented, rule `Period.int_set`).
    /// * `Period` must be given where `ChargeType` is `PrePaid` (documented, rule `Period.required_if`; the service answers 400 `MissingParameter`).
    #[cfg_attr(feature = "serde", serde(rename = "Period"))]
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub period: Option<i32>,
    /// Further business facts, such as a promotion's id.
    ///
    /// Example: `000000000`.
    /// Wire name `BusinessInfo`. Spec: `CreateTairKVCacheVNode.json /parameters/9`.
    #[cfg_attr(feature = "serde", serde(rename = "BusinessInfo"))]
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub business_info: Option<String>,
    /// Code of a coupon.
    ///
    /// Example: `youhuiquan_promotion_option_id_for_blank`.
    /// Wire name `CouponNo`. Spec: `CreateTairKVCacheVNode.json /parameters/10`.
    #[cfg_attr(feature = "serde", serde(rename = "CouponNo"))]
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub coupon_no: Option<String>,
    /// Whether a coupon is redeemed.
    ///
    /// Example: `false`.
    /// Wire name `AutoUseCoupon`. Spec: `CreateTairKVCacheVNode.json /parameters/11`.
    #[cfg_attr(feature = "serde", serde(rename = "AutoUseCoupon"))]
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub auto_use_coupon: Option<bool>,
    /// Whether the subscription renews itself.
    ///
    /// Assumed by the service when absent: `false`. Never sent.
    /// Example: `false`.
    /// Wire name `AutoRenew`. Spec: `CreateTairKVCacheVNode.json /parameters/12`.
    ///
    /// * `AutoRenewPeriod` must be given where `AutoRenew` is `true` (documented, rule `AutoRenewPeriod.required_if`).
    #[cfg_attr(feature = "serde", serde(rename = "AutoRenew"))]
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub auto_renew: Option<bool>,
    /// How long each automatic renewal runs.
    ///
    /// Unit: months.
    /// Example: `1`.
    /// Wire name `AutoRenewPeriod`. Spec: `CreateTairKVCacheVNode.json /parameters/13`.
    ///
    /// * One of `1`, `2`, `3`, `6` and `12` (documented, rule `AutoRenewPeriod.one_of`).
    /// * `AutoRenewPeriod` must be given where `AutoRenew` is `true` (documented, rule `AutoRenewPeriod.required_if`).
    #[cfg_attr(feature = "serde", serde(rename = "AutoRenewPeriod"))]
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub auto_renew_period: Option<AutoRenewPeriod>,
    /// Resource group that the node is put into.
    ///
    /// Example: `rg-acfmyiu4ekp****`.
    /// Wire name `ResourceGroupId`. Spec: `CreateTairKVCacheVNode.json /parameters/14`.
    #[cfg_attr(feature = "serde", serde(rename = "ResourceGroupId"))]
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub resource_group_id: Option<String>,
    /// Whether the order is paid at once.
    ///
    /// Example: `true`.
    /// Wire name `AutoPay`. Spec: `CreateTairKVCacheVNode.json /parameters/15`.
    ///
    /// * Only `true` (documented, rule `AutoPay.fixed`).
    #[cfg_attr(feature = "serde", serde(rename = "AutoPay"))]
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub auto_pay: Option<bool>,
    /// Token that makes a repeated request harmless.
    ///
    /// Example: `ETnLKlblzczshOTUbOCz****`.
    /// Wire name `ClientToken`. Spec: `CreateTairKVCacheVNode.json /parameters/16`.
    ///
    /// * Each request that is not a repetition has a token of its own; letter case counts (judged by the service alone, rule `ClientToken.server_side`; the service answers 400 `IdempotentParameterMismatch`).
    /// * At most 64 characters (documented, rule `ClientToken.length`; the service answers 400 `InvalidToken.Malformed`).
    /// * ASCII characters only (documented, rule `ClientToken.ascii`; the service answers 400 `InvalidToken.Malformed`).
    #[cfg_attr(feature = "serde", serde(rename = "ClientToken"))]
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub client_token: Option<String>,
    /// Tags of the node.
    ///
    /// Wire name `Tag`. Spec: `CreateTairKVCacheVNode.json /parameters/17`.
    ///
    /// * At most 5 elements (advisory, rule `Tag.items`).
    /// * At most 21 elements (documented, rule `Tag.items@api-docs`).
    #[cfg_attr(feature = "serde", serde(rename = "Tag"))]
    #[cfg_attr(feature = "serde", serde(default))]
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    pub tag: Vec<Tag>,
    /// Whether the request is checked only.
    ///
    /// Example: `false`.
    /// Wire name `DryRun`. Spec: `CreateTairKVCacheVNode.json /parameters/18`.
    #[cfg_attr(feature = "serde", serde(rename = "DryRun"))]
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub dry_run: Option<bool>,
}

/// What [`CreateTairKVCacheVNode::new`] asks for. Spec: `CreateTairKVCacheVNode.json /`.
#[derive(Clone, Debug, PartialEq)]
pub struct Required {
    /// See [`CreateTairKVCacheVNode::region_id`]. Spec: `CreateTairKVCacheVNode.json /parameters/0`.
    pub region_id: String,
    /// See [`CreateTairKVCacheVNode::zone_id`]. Spec: `CreateTairKVCacheVNode.json /parameters/1`.
    pub zone_id: String,
    /// See [`CreateTairKVCacheVNode::instance_class`]. Spec: `CreateTairKVCacheVNode.json /parameters/3`.
    pub instance_class: String,
    /// See [`CreateTairKVCacheVNode::compute_unit_num`]. Spec: `CreateTairKVCacheVNode.json /parameters/4`.
    pub compute_unit_num: i32,
    /// See [`CreateTairKVCacheVNode::vk_name`]. Spec: `CreateTairKVCacheVNode.json /parameters/5`.
    pub vk_name: String,
    /// See [`CreateTairKVCacheVNode::vswitch_id`]. Spec: `CreateTairKVCacheVNode.json /parameters/6`.
    pub vswitch_id: String,
}

impl CreateTairKVCacheVNode {
    /// With what must be given, and nothing else. Spec: `CreateTairKVCacheVNode.json /`.
    #[must_use]
    #[rustfmt::skip]
    pub fn new(required: Required) -> Self {
        Self {
            region_id: required.region_id,
            zone_id: required.zone_id,
            instance_name: None,
            instance_class: required.instance_class,
            compute_unit_num: required.compute_unit_num,
            vk_name: required.vk_name,
            vswitch_id: required.vswitch_id,
            charge_type: None,
            period: None,
            business_info: None,
            coupon_no: None,
            auto_use_coupon: None,
            auto_renew: None,
            auto_renew_period: None,
            resource_group_id: None,
            auto_pay: None,
            client_token: None,
            tag: Vec::new(),
            dry_run: None,
        }
    }

    /// Sets [`instance_name`](Self::instance_name). Spec: `CreateTairKVCacheVNode.json /parameters/2`.
    #[must_use]
    pub fn with_instance_name(mut self, value: impl Into<String>) -> Self {
        self.instance_name = Some(value.into());
        self
    }

    /// Sets [`charge_type`](Self::charge_type). Spec: `CreateTairKVCacheVNode.json /parameters/7`.
    #[must_use]
    pub fn with_charge_type(mut self, value: impl Into<ChargeType>) -> Self {
        self.charge_type = Some(value.into());
        self
    }

    /// Sets [`period`](Self::period). Spec: `CreateTairKVCacheVNode.json /parameters/8`.
    #[must_use]
    pub fn with_period(mut self, value: i32) -> Self {
        self.period = Some(value);
        self
    }

    /// Sets [`business_info`](Self::business_info). Spec: `CreateTairKVCacheVNode.json /parameters/9`.
    #[must_use]
    pub fn with_business_info(mut self, value: impl Into<String>) -> Self {
        self.business_info = Some(value.into());
        self
    }

    /// Sets [`coupon_no`](Self::coupon_no). Spec: `CreateTairKVCacheVNode.json /parameters/10`.
    #[must_use]
    pub fn with_coupon_no(mut self, value: impl Into<String>) -> Self {
        self.coupon_no = Some(value.into());
        self
    }

    /// Sets [`auto_use_coupon`](Self::auto_use_coupon). Spec: `CreateTairKVCacheVNode.json /parameters/11`.
    #[must_use]
    pub fn with_auto_use_coupon(mut self, value: bool) -> Self {
        self.auto_use_coupon = Some(value);
        self
    }

    /// Sets [`auto_renew`](Self::auto_renew). Spec: `CreateTairKVCacheVNode.json /parameters/12`.
    #[must_use]
    pub fn with_auto_renew(mut self, value: bool) -> Self {
        self.auto_renew = Some(value);
        self
    }

    /// Sets [`auto_renew_period`](Self::auto_renew_period). Spec: `CreateTairKVCacheVNode.json /parameters/13`.
    #[must_use]
    pub fn with_auto_renew_period(mut self, value: impl Into<AutoRenewPeriod>) -> Self {
        self.auto_renew_period = Some(value.into());
        self
    }

    /// Sets [`resource_group_id`](Self::resource_group_id). Spec: `CreateTairKVCacheVNode.json /parameters/14`.
    #[must_use]
    pub fn with_resource_group_id(mut self, value: impl Into<String>) -> Self {
        self.resource_group_id = Some(value.into());
        self
    }

    /// Sets [`auto_pay`](Self::auto_pay). Spec: `CreateTairKVCacheVNode.json /parameters/15`.
    #[must_use]
    pub fn with_auto_pay(mut self, value: bool) -> Self {
        self.auto_pay = Some(value);
        self
    }

    /// Sets [`client_token`](Self::client_token). Spec: `CreateTairKVCacheVNode.json /parameters/16`.
    #[must_use]
    pub fn with_client_token(mut self, value: impl Into<String>) -> Self {
        self.client_token = Some(value.into());
        self
    }

    /// Sets [`tag`](Self::tag). Spec: `CreateTairKVCacheVNode.json /parameters/17`.
    #[must_use]
    pub fn with_tag(mut self, value: impl Into<Vec<Tag>>) -> Self {
        self.tag = value.into();
        self
    }

    /// Sets [`dry_run`](Self::dry_run). Spec: `CreateTairKVCacheVNode.json /parameters/18`.
    #[must_use]
    pub fn with_dry_run(mut self, value: bool) -> Self {
        self.dry_run = Some(value);
        self
    }

    /// All that is wrong with the request; empty: it is valid. Allocates nothing then. Spec: `CreateTairKVCacheVNode.json /`.
    #[must_use]
    pub fn validate(&self) -> acs_runtime::Violations {
        acs_runtime::Operation::validate(self)
    }

    /// The request as pairs. What is absent is not among them; defaults are never sent. Spec: `CreateTairKVCacheVNode.json /`.
    #[must_use]
    pub fn encode(&self) -> acs_runtime::Pairs {
        acs_runtime::Operation::encode(self)
    }

    /// Reads a request from pairs, whatever they are: with all that is wrong with them. Spec: `CreateTairKVCacheVNode.json /`.
    #[must_use]
    pub fn decode(pairs: &acs_runtime::Pairs) -> acs_runtime::Decoded<Self> {
        acs_runtime::Operation::decode(pairs)
    }
}

/// One tag.
///
/// Part `Tag` of a request. Spec: `CreateTairKVCacheVNode.json /parameters/17/schema/items`.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Tag {
    /// Value of the tag.
    ///
    /// Example: `value1_test`.
    /// Wire name `Value`. Spec: `CreateTairKVCacheVNode.json /parameters/17/schema/items/fields/0`.
    #[cfg_attr(feature = "serde", serde(rename = "Value"))]
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub value: Option<String>,
    /// Key of the tag.
    ///
    /// Example: `key1_test`.
    /// Wire name `Key`. Spec: `CreateTairKVCacheVNode.json /parameters/17/schema/items/fields/1`.
    #[cfg_attr(feature = "serde", serde(rename = "Key"))]
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub key: Option<String>,
}

impl Tag {
    /// Nothing set. Spec: `CreateTairKVCacheVNode.json /parameters/17/schema/items`.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets [`value`](Self::value). Spec: `CreateTairKVCacheVNode.json /parameters/17/schema/items/fields/0`.
    #[must_use]
    pub fn with_value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }

    /// Sets [`key`](Self::key). Spec: `CreateTairKVCacheVNode.json /parameters/17/schema/items/fields/1`.
    #[must_use]
    pub fn with_key(mut self, value: impl Into<String>) -> Self {
        self.key = Some(value.into());
        self
    }
}
