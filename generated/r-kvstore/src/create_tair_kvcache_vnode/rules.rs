//! The rules that a request is judged by. Spec: `CreateTairKVCacheVNode.json /`.
//!
//! @generated from spec/r-kvstore/2015-01-01/CreateTairKVCacheVNode.json (sha256 b4a29a747034f67a0ac6bd181680d03e440c74379081d17e2af7014960c143b6) by acsgen. Do not edit.

use acs_runtime as rt;

/// The operation's own page.
const PAGE: &str = "https://www.alibabacloud.com/help/en/redis/developer-reference/api-r-kvstore-2015-01-01-createtairkvcachevnode-redis";

/// `RegionId.type`. Spec: `CreateTairKVCacheVNode.json /parameters/0`.
pub static REGION_ID_TYPE: rt::RuleInfo = {
    let rule = rt::RuleInfo::documented("RegionId.type", "type");
    let rule = rule.allowed("a text, given once");
    let rule = rule.inferred_error(400, "InvalidParameter");
    rule.documentation(PAGE)
};

/// `RegionId.required`. Spec: `CreateTairKVCacheVNode.json /parameters/0`.
pub static REGION_ID_REQUIRED: rt::RuleInfo = {
    let rule = rt::RuleInfo::documented("RegionId.required", "required");
    let rule = rule.allowed("must be given");
    let rule = rule.inferred_error(400, "MissingParameter");
    rule.documentation(PAGE)
};

/// `RegionId.empty`. Spec: `CreateTairKVCacheVNode.json /parameters/0`.
pub static REGION_ID_EMPTY: rt::RuleInfo = {
    let rule = rt::RuleInfo::advisory("RegionId.empty", "empty");
    let rule = rule.allowed("a text that is not empty");
    let rule = rule.inferred_error(400, "InvalidParameter");
    rule.documentation(PAGE)
};

/// `ZoneId.type`. Spec: `CreateTairKVCacheVNode.json /parameters/1`.
pub static ZONE_ID_TYPE: rt::RuleInfo = {
    let rule = rt::RuleInfo::documented("ZoneId.type", "type");
    let rule = rule.allowed("a text, given once");
    let rule = rule.inferred_error(400, "InvalidParameter");
    rule.documentation(PAGE)
};

/// `ZoneId.required`. Spec: `CreateTairKVCacheVNode.json /parameters/1`.
pub static ZONE_ID_REQUIRED: rt::RuleInfo = {
    let rule = rt::RuleInfo::documented("ZoneId.required", "required");
    let rule = rule.allowed("must be given");
    let rule = rule.inferred_error(400, "MissingParameter");
    rule.documentation(PAGE)
};

/// `ZoneId.empty`. Spec: `CreateTairKVCacheVNode.json /parameters/1`.
pub static ZONE_ID_EMPTY: rt::RuleInfo = {
    let rule = rt::RuleInfo::advisory("ZoneId.empty", "empty");
    let rule = rule.allowed("a text that is not empty");
    let rule = rule.inferred_error(400, "InvalidParameter");
    rule.documentation(PAGE)
};

/// `InstanceName.type`. Spec: `CreateTairKVCacheVNode.json /parameters/2`.
pub static INSTANCE_NAME_TYPE: rt::RuleInfo = {
    let rule = rt::RuleInfo::documented("InstanceName.type", "type");
    let rule = rule.allowed("a text, given once");
    let rule = rule.inferred_error(400, "InvalidParameter");
    rule.documentation(PAGE)
};

/// `InstanceName.length`. Spec: `CreateTairKVCacheVNode.json /parameters/2/schema/constraints/0`.
pub static INSTANCE_NAME_LENGTH: rt::RuleInfo = {
    let rule = rt::RuleInfo::documented("InstanceName.length", "length");
    let rule = rule.allowed("2 to 80 characters");
    let rule = rule.error(400, "InvalidInstanceName.Malformed");
    rule.documentation(PAGE)
};

/// `InstanceName.first_char`. Spec: `CreateTairKVCacheVNode.json /parameters/2/schema/constraints/1`.
pub static INSTANCE_NAME_FIRST_CHAR: rt::RuleInfo = {
    let rule = rt::RuleInfo::documented("InstanceName.first_char", "first_char");
    let rule = rule.allowed("begins with a letter");
    let rule = rule.error(400, "InvalidInstanceName.Malformed");
    rule.documentation(PAGE)
};

/// `InstanceName.forbid_chars`. Spec: `CreateTairKVCacheVNode.json /parameters/2/schema/constraints/2`.
pub static INSTANCE_NAME_FORBID_CHARS: rt::RuleInfo = {
    let rule = rt::RuleInfo::documented("InstanceName.forbid_chars", "forbid_chars");
    let rule = rule
        .allowed(
            "none of blank, `@`, `/`, `:`, `=`, `\"`, `<`, `>`, `{`, `[`, `]` and `}`",
        );
    let rule = rule.error(400, "InvalidInstanceName.Malformed");
    rule.documentation(PAGE)
};

/// `InstanceClass.type`. Spec: `CreateTairKVCacheVNode.json /parameters/3`.
pub static INSTANCE_CLASS_TYPE: rt::RuleInfo = {
    let rule = rt::RuleInfo::documented("InstanceClass.type", "type");
    let rule = rule.allowed("a text, given once");
    let rule = rule.inferred_error(400, "InvalidParameter");
    rule.documentation(PAGE)
};

/// `InstanceClass.required`. Spec: `CreateTairKVCacheVNode.json /parameters/3`.
pub static INSTANCE_CLASS_REQUIRED: rt::RuleInfo = {
    let rule = rt::RuleInfo::documented("InstanceClass.required", "required");
    let rule = rule.allowed("must be given");
    let rule = rule.inferred_error(400, "MissingParameter");
    rule.documentation(PAGE)
};

/// `InstanceClass.empty`. Spec: `CreateTairKVCacheVNode.json /parameters/3`.
pub static INSTANCE_CLASS_EMPTY: rt::RuleInfo = {
    let rule = rt::RuleInfo::advisory("InstanceClass.empty", "empty");
    let rule = rule.allowed("a text that is not empty");
    let rule = rule.inferred_error(400, "InvalidParameter");
    rule.documentation(PAGE)
};

/// `ComputeUnitNum.type`. Spec: `CreateTairKVCacheVNode.json /parameters/4`.
pub static COMPUTE_UNIT_NUM_TYPE: rt::RuleInfo = {
    let rule = rt::RuleInfo::documented("ComputeUnitNum.type", "type");
    let rule = rule.allowed("a whole number from -2147483648 to 2147483647");
    let rule = rule.inferred_error(400, "InvalidParameter");
    rule.documentation(PAGE)
};

/// `ComputeUnitNum.required`. Spec: `CreateTairKVCacheVNode.json /parameters/4`.
pub static COMPUTE_UNIT_NUM_REQUIRED: rt::RuleInfo = {
    let rule = rt::RuleInfo::documented("ComputeUnitNum.required", "required");
    let rule = rule.allowed("must be given");
    let rule = rule.inferred_error(400, "MissingParameter");
    rule.documentation(PAGE)
};

/// `ComputeUnitNum.one_of`. Spec: `CreateTairKVCacheVNode.json /parameters/4/schema/constraints/0`.
pub static COMPUTE_UNIT_NUM_ONE_OF: rt::RuleInfo = {
    let rule = rt::RuleInfo::documented("ComputeUnitNum.one_of", "one_of");
    let rule = rule.allowed("only `1`");
    let rule = rule.inferred_error(400, "InvalidParameter");
    rule.documentation(PAGE)
};

/// `VkName.type`. Spec: `CreateTairKVCacheVNode.json /parameters/5`.
pub static VK_NAME_TYPE: rt::RuleInfo = {
    let rule = rt::RuleInfo::documented("VkName.type", "type");
    let rule = rule.allowed("a text, given once");
    let rule = rule.inferred_error(400, "InvalidParameter");
    rule.documentation(PAGE)
};

/// `VkName.required`. Spec: `CreateTairKVCacheVNode.json /parameters/5`.
pub static VK_NAME_REQUIRED: rt::RuleInfo = {
    let rule = rt::RuleInfo::documented("VkName.required", "required");
    let rule = rule.allowed("must be given");
    let rule = rule.inferred_error(400, "MissingParameter");
    rule.documentation(PAGE)
};

/// `VkName.empty`. Spec: `CreateTairKVCacheVNode.json /parameters/5`.
pub static VK_NAME_EMPTY: rt::RuleInfo = {
    let rule = rt::RuleInfo::advisory("VkName.empty", "empty");
    let rule = rule.allowed("a text that is not empty");
    let rule = rule.inferred_error(400, "InvalidParameter");
    rule.documentation(PAGE)
};

/// `VSwitchId.type`. Spec: `CreateTairKVCacheVNode.json /parameters/6`.
pub static VSWITCH_ID_TYPE: rt::RuleInfo = {
    let rule = rt::RuleInfo::documented("VSwitchId.type", "type");
    let rule = rule.allowed("a text, given once");
    let rule = rule.inferred_error(400, "InvalidParameter");
    rule.documentation(PAGE)
};

/// `VSwitchId.required`. Spec: `CreateTairKVCacheVNode.json /parameters/6`.
pub static VSWITCH_ID_REQUIRED: rt::RuleInfo = {
    let rule = rt::RuleInfo::documented("VSwitchId.required", "required");
    let rule = rule.allowed("must be given");
    let rule = rule.inferred_error(400, "MissingParameter");
    rule.documentation(PAGE)
};

/// `VSwitchId.empty`. Spec: `CreateTairKVCacheVNode.json /parameters/6`.
pub static VSWITCH_ID_EMPTY: rt::RuleInfo = {
    let rule = rt::RuleInfo::advisory("VSwitchId.empty", "empty");
    let rule = rule.allowed("a text that is not empty");
    let rule = rule.inferred_error(400, "InvalidParameter");
    rule.documentation(PAGE)
};

/// `ChargeType.type`. Spec: `CreateTairKVCacheVNode.json /parameters/7`.
pub static CHARGE_TYPE_TYPE: rt::RuleInfo = {
    let rule = rt::RuleInfo::documented("ChargeType.type", "type");
    let rule = rule.allowed("a text, given once");
    let rule = rule.inferred_error(400, "InvalidParameter");
    rule.documentation(PAGE)
};

/// `ChargeType.one_of`. Spec: `CreateTairKVCacheVNode.json /parameters/7/schema/constraints/0`.
pub static CHARGE_TYPE_ONE_OF: rt::RuleInfo = {
    let rule = rt::RuleInfo::advisory("ChargeType.one_of", "one_of");
    let rule = rule.allowed("only `PrePaid`");
    let rule = rule.inferred_error(400, "InvalidParameter");
    let rule = rule.documentation(PAGE);
    rule.narrows("ChargeType.one_of@api-docs")
};

/// `ChargeType.one_of@api-docs`. Spec: `CreateTairKVCacheVNode.json /parameters/7/schema/constraints/1`.
pub static CHARGE_TYPE_ONE_OF_API_DOCS: rt::RuleInfo = {
    let rule = rt::RuleInfo::documented("ChargeType.one_of@api-docs", "one_of");
    let rule = rule.allowed("one of `PrePaid` and `PostPaid`");
    let rule = rule.inferred_error(400, "InvalidParameter");
    rule.documentation(PAGE)
};

/// `Period.type`. Spec: `CreateTairKVCacheVNode.json /parameters/8`.
pub static PERIOD_TYPE: rt::RuleInfo = {
    let rule = rt::RuleInfo::documented("Period.type", "type");
    let rule = rule.allowed("a whole number from -2147483648 to 2147483647");
    let rule = rule.inferred_error(400, "InvalidParameter");
    rule.documentation(PAGE)
};

/// `Period.int_set`. Spec: `CreateTairKVCacheVNode.json /parameters/8/schema/constraints/0`.
pub static PERIOD_INT_SET: rt::RuleInfo = {
    let rule = rt::RuleInfo::documented("Period.int_set", "int_set");
    let rule = rule.allowed("1 to 9, 12, 24 or 36");
    let rule = rule.inferred_error(400, "InvalidParameter");
    rule.documentation(PAGE)
};

/// `BusinessInfo.type`. Spec: `CreateTairKVCacheVNode.json /parameters/9`.
pub static BUSINESS_INFO_TYPE: rt::RuleInfo = {
    let rule = rt::RuleInfo::documented("BusinessInfo.type", "type");
    let rule = rule.allowed("a text, given once");
    let rule = rule.inferred_error(400, "InvalidParameter");
    rule.documentation(PAGE)
};

/// `CouponNo.type`. Spec: `CreateTairKVCacheVNode.json /parameters/10`.
pub static COUPON_NO_TYPE: rt::RuleInfo = {
    let rule = rt::RuleInfo::documented("CouponNo.type", "type");
    let rule = rule.allowed("a text, given once");
    let rule = rule.inferred_error(400, "InvalidParameter");
    rule.documentation(PAGE)
};

/// `AutoUseCoupon.type`. Spec: `CreateTairKVCacheVNode.json /parameters/11`.
pub static AUTO_USE_COUPON_TYPE: rt::RuleInfo = {
    let rule = rt::RuleInfo::documented("AutoUseCoupon.type", "type");
    let rule = rule.allowed("true or false");
    let rule = rule.inferred_error(400, "InvalidParameter");
    rule.documentation(PAGE)
};

/// `AutoRenew.type`. Spec: `CreateTairKVCacheVNode.json /parameters/12`.
pub static AUTO_RENEW_TYPE: rt::RuleInfo = {
    let rule = rt::RuleInfo::documented("AutoRenew.type", "type");
    let rule = rule.allowed("true or false");
    let rule = rule.inferred_error(400, "InvalidParameter");
    rule.documentation(PAGE)
};

/// `AutoRenewPeriod.type`. Spec: `CreateTairKVCacheVNode.json /parameters/13`.
pub static AUTO_RENEW_PERIOD_TYPE: rt::RuleInfo = {
    let rule = rt::RuleInfo::documented("AutoRenewPeriod.type", "type");
    let rule = rule.allowed("a text, given once");
    let rule = rule.inferred_error(400, "InvalidParameter");
    rule.documentation(PAGE)
};

/// `AutoRenewPeriod.one_of`. Spec: `CreateTairKVCacheVNode.json /parameters/13/schema/constraints/0`.
pub static AUTO_RENEW_PERIOD_ONE_OF: rt::RuleInfo = {
    let rule = rt::RuleInfo::documented("AutoRenewPeriod.one_of", "one_of");
    let rule = rule.allowed("one of `1`, `2`, `3`, `6` and `12`");
    let rule = rule.inferred_error(400, "InvalidParameter");
    rule.documentation(PAGE)
};

/// `ResourceGroupId.type`. Spec: `CreateTairKVCacheVNode.json /parameters/14`.
pub static RESOURCE_GROUP_ID_TYPE: rt::RuleInfo = {
    let rule = rt::RuleInfo::documented("ResourceGroupId.type", "type");
    let rule = rule.allowed("a text, given once");
    let rule = rule.inferred_error(400, "InvalidParameter");
    rule.documentation(PAGE)
};

/// `AutoPay.type`. Spec: `CreateTairKVCacheVNode.json /parameters/15`.
pub static AUTO_PAY_TYPE: rt::RuleInfo = {
    let rule = rt::RuleInfo::documented("AutoPay.type", "type");
    let rule = rule.allowed("true or false");
    let rule = rule.inferred_error(400, "InvalidParameter");
    rule.documentation(PAGE)
};

/// `AutoPay.fixed`. Spec: `CreateTairKVCacheVNode.json /parameters/15/schema/constraints/0`.
pub static AUTO_PAY_FIXED: rt::RuleInfo = {
    let rule = rt::RuleInfo::documented("AutoPay.fixed", "fixed");
    let rule = rule.allowed("only `true`");
    let rule = rule.inferred_error(400, "InvalidParameter");
    rule.documentation(PAGE)
};

/// `ClientToken.type`. Spec: `CreateTairKVCacheVNode.json /parameters/16`.
pub static CLIENT_TOKEN_TYPE: rt::RuleInfo = {
    let rule = rt::RuleInfo::documented("ClientToken.type", "type");
    let rule = rule.allowed("a text, given once");
    let rule = rule.inferred_error(400, "InvalidParameter");
    rule.documentation(PAGE)
};

/// `ClientToken.length`. Spec: `CreateTairKVCacheVNode.json /parameters/16/schema/constraints/1`.
pub static CLIENT_TOKEN_LENGTH: rt::RuleInfo = {
    let rule = rt::RuleInfo::documented("ClientToken.length", "length");
    let rule = rule.allowed("at most 64 characters");
    let rule = rule.error(400, "InvalidToken.Malformed");
    rule.documentation(PAGE)
};

/// `ClientToken.ascii`. Spec: `CreateTairKVCacheVNode.json /parameters/16/schema/constraints/2`.
pub static CLIENT_TOKEN_ASCII: rt::RuleInfo = {
    let rule = rt::RuleInfo::documented("ClientToken.ascii", "ascii");
    let rule = rule.allowed("ASCII characters only");
    let rule = rule.error(400, "InvalidToken.Malformed");
    rule.documentation(PAGE)
};

/// `Tag.type`. Spec: `CreateTairKVCacheVNode.json /parameters/17`.
pub static TAG_TYPE: rt::RuleInfo = {
    let rule = rt::RuleInfo::documented("Tag.type", "type");
    let rule = rule.allowed("a list");
    let rule = rule.inferred_error(400, "InvalidParameter");
    rule.documentation(PAGE)
};

/// `Tag.items`. Spec: `CreateTairKVCacheVNode.json /parameters/17/schema/constraints/0`.
pub static TAG_ITEMS: rt::RuleInfo = {
    let rule = rt::RuleInfo::advisory("Tag.items", "items");
    let rule = rule.allowed("at most 5 elements");
    let rule = rule.inferred_error(400, "InvalidParameter");
    let rule = rule.documentation(PAGE);
    rule.narrows("Tag.items@api-docs")
};

/// `Tag.items@api-docs`. Spec: `CreateTairKVCacheVNode.json /parameters/17/schema/constraints/1`.
pub static TAG_ITEMS_API_DOCS: rt::RuleInfo = {
    let rule = rt::RuleInfo::documented("Tag.items@api-docs", "items");
    let rule = rule.allowed("at most 21 elements");
    let rule = rule.inferred_error(400, "InvalidParameter");
    rule.documentation(PAGE)
};

/// `DryRun.type`. Spec: `CreateTairKVCacheVNode.json /parameters/18`.
pub static DRY_RUN_TYPE: rt::RuleInfo = {
    let rule = rt::RuleInfo::documented("DryRun.type", "type");
    let rule = rule.allowed("true or false");
    let rule = rule.inferred_error(400, "InvalidParameter");
    rule.documentation(PAGE)
};

/// `Tag.Value.type`. Spec: `CreateTairKVCacheVNode.json /parameters/17/schema/items/fields/0`.
pub static TAG_VALUE_TYPE: rt::RuleInfo = {
    let rule = rt::RuleInfo::documented("Tag.Value.type", "type");
    let rule = rule.allowed("a text, given once");
    let rule = rule.inferred_error(400, "InvalidParameter");
    rule.documentation(PAGE)
};

/// `Tag.Key.type`. Spec: `CreateTairKVCacheVNode.json /parameters/17/schema/items/fields/1`.
pub static TAG_KEY_TYPE: rt::RuleInfo = {
    let rule = rt::RuleInfo::documented("Tag.Key.type", "type");
    let rule = rule.allowed("a text, given once");
    let rule = rule.inferred_error(400, "InvalidParameter");
    rule.documentation(PAGE)
};

/// `Period.required_if`. Spec: `CreateTairKVCacheVNode.json /rules/0`.
pub static PERIOD_REQUIRED_IF: rt::RuleInfo = {
    let rule = rt::RuleInfo::documented("Period.required_if", "required_if");
    let rule = rule.allowed("`Period` must be given where `ChargeType` is `PrePaid`");
    let rule = rule.error(400, "MissingParameter");
    let rule = rule.documentation(PAGE);
    rule.reads(&[&["Period"], &["ChargeType"]])
};

/// `AutoRenewPeriod.required_if`. Spec: `CreateTairKVCacheVNode.json /rules/1`.
pub static AUTO_RENEW_PERIOD_REQUIRED_IF: rt::RuleInfo = {
    let rule = rt::RuleInfo::documented("AutoRenewPeriod.required_if", "required_if");
    let rule = rule
        .allowed("`AutoRenewPeriod` must be given where `AutoRenew` is `true`");
    let rule = rule.inferred_error(400, "MissingParameter");
    let rule = rule.documentation(PAGE);
    rule.reads(&[&["AutoRenewPeriod"], &["AutoRenew"]])
};

/// Every rule, in the order of the spec. Spec: `CreateTairKVCacheVNode.json /`.
pub static ALL: [&rt::RuleInfo; 47] = [
    &REGION_ID_TYPE,
    &REGION_ID_REQUIRED,
    &REGION_ID_EMPTY,
    &ZONE_ID_TYPE,
    &ZONE_ID_REQUIRED,
    &ZONE_ID_EMPTY,
    &INSTANCE_NAME_TYPE,
    &INSTANCE_NAME_LENGTH,
    &INSTANCE_NAME_FIRST_CHAR,
    &INSTANCE_NAME_FORBID_CHARS,
    &INSTANCE_CLASS_TYPE,
    &INSTANCE_CLASS_REQUIRED,
    &INSTANCE_CLASS_EMPTY,
    &COMPUTE_UNIT_NUM_TYPE,
    &COMPUTE_UNIT_NUM_REQUIRED,
    &COMPUTE_UNIT_NUM_ONE_OF,
    &VK_NAME_TYPE,
    &VK_NAME_REQUIRED,
    &VK_NAME_EMPTY,
    &VSWITCH_ID_TYPE,
    &VSWITCH_ID_REQUIRED,
    &VSWITCH_ID_EMPTY,
    &CHARGE_TYPE_TYPE,
    &CHARGE_TYPE_ONE_OF,
    &CHARGE_TYPE_ONE_OF_API_DOCS,
    &PERIOD_TYPE,
    &PERIOD_INT_SET,
    &BUSINESS_INFO_TYPE,
    &COUPON_NO_TYPE,
    &AUTO_USE_COUPON_TYPE,
    &AUTO_RENEW_TYPE,
    &AUTO_RENEW_PERIOD_TYPE,
    &AUTO_RENEW_PERIOD_ONE_OF,
    &RESOURCE_GROUP_ID_TYPE,
    &AUTO_PAY_TYPE,
    &AUTO_PAY_FIXED,
    &CLIENT_TOKEN_TYPE,
    &CLIENT_TOKEN_LENGTH,
    &CLIENT_TOKEN_ASCII,
    &TAG_TYPE,
    &TAG_ITEMS,
    &TAG_ITEMS_API_DOCS,
    &DRY_RUN_TYPE,
    &TAG_VALUE_TYPE,
    &TAG_KEY_TYPE,
    &PERIOD_REQUIRED_IF,
    &AUTO_RENEW_PERIOD_REQUIRED_IF,
];
