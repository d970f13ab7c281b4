//! The same rules written by hand for `garde`: what someone would write who wants to check this request with it.

use acs_r_kvstore::create_tair_kvcache_vnode as ours;
use garde::Validate;

/// The request, with every rule that the spec states, advisory ones too. `bool` and open texts have none.
#[derive(Debug, Clone, Validate)]
#[garde(allow_unvalidated)]
#[allow(missing_docs)]
pub struct Request {
    #[garde(length(bytes, min = 1))]
    pub region_id: String,
    #[garde(length(bytes, min = 1))]
    pub zone_id: String,
    #[garde(
        length(chars, min = 2, max = 80),
        inner(custom(first_is_letter), custom(none_forbidden))
    )]
    pub instance_name: Option<String>,
    #[garde(length(bytes, min = 1))]
    pub instance_class: String,
    #[garde(range(min = 1, max = 1))]
    pub compute_unit_num: i32,
    #[garde(length(bytes, min = 1))]
    pub vk_name: String,
    #[garde(length(bytes, min = 1))]
    pub vswitch_id: String,
    #[garde(inner(custom(is_prepaid), custom(is_charge_type)))]
    pub charge_type: Option<String>,
    #[garde(inner(custom(is_period)), custom(required_if(self.charge_type.as_deref() == Some("PrePaid"))))]
    pub period: Option<i32>,
    pub business_info: Option<String>,
    pub coupon_no: Option<String>,
    pub auto_use_coupon: Option<bool>,
    pub auto_renew: Option<bool>,
    #[garde(inner(custom(is_auto_renew_period)), custom(required_if(self.auto_renew == Some(true))))]
    pub auto_renew_period: Option<String>,
    pub resource_group_id: Option<String>,
    #[garde(inner(custom(is_true)))]
    pub auto_pay: Option<bool>,
    #[garde(length(chars, max = 64), ascii)]
    pub client_token: Option<String>,
    #[garde(length(max = 5), custom(at_most_21))]
    pub tag: Vec<Tag>,
    pub dry_run: Option<bool>,
}

/// A tag; nothing is said of its parts.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Tag {
    pub value: Option<String>,
    pub key: Option<String>,
}

type Context = ();

fn check(holds: bool, message: &'static str) -> garde::Result {
    if holds {
        Ok(())
    } else {
        Err(garde::Error::new(message))
    }
}

fn first_is_letter(value: &str, _: &Context) -> garde::Result {
    check(
        value.chars().next().is_none_or(char::is_alphabetic),
        "does not begin with a letter",
    )
}

fn none_forbidden(value: &str, _: &Context) -> garde::Result {
    let forbidden = [' ', '@', '/', ':', '=', '"', '<', '>', '{', '[', ']', '}'];
    check(!value.contains(forbidden), "holds a forbidden character")
}

fn is_prepaid(value: &str, _: &Context) -> garde::Result {
    check(value == "PrePaid", "not PrePaid")
}

fn is_charge_type(value: &str, _: &Context) -> garde::Result {
    check(matches!(value, "PrePaid" | "PostPaid"), "no charge type")
}

fn is_period(value: &i32, _: &Context) -> garde::Result {
    check(matches!(value, 1..=9 | 12 | 24 | 36), "no period")
}

fn is_auto_renew_period(value: &str, _: &Context) -> garde::Result {
    check(
        matches!(value, "1" | "2" | "3" | "6" | "12"),
        "no period of renewal",
    )
}

fn is_true(value: &bool, _: &Context) -> garde::Result {
    check(*value, "not true")
}

fn at_most_21(value: &[Tag], _: &Context) -> garde::Result {
    check(value.len() <= 21, "too many tags")
}

fn required_if<T>(condition: bool) -> impl FnOnce(&Option<T>, &Context) -> garde::Result {
    move |value, _| check(!condition || value.is_some(), "is required here")
}

impl From<&ours::CreateTairKVCacheVNode> for Request {
    fn from(from: &ours::CreateTairKVCacheVNode) -> Self {
        let tag = |tag: &ours::Tag| Tag {
            value: tag.value.clone(),
            key: tag.key.clone(),
        };
        Request {
            region_id: from.region_id.clone(),
            zone_id: from.zone_id.clone(),
            instance_name: from.instance_name.clone(),
            instance_class: from.instance_class.clone(),
            compute_unit_num: from.compute_unit_num,
            vk_name: from.vk_name.clone(),
            vswitch_id: from.vswitch_id.clone(),
            charge_type: from
                .charge_type
                .as_ref()
                .map(|text| text.as_str().to_owned()),
            period: from.period,
            business_info: from.business_info.clone(),
            coupon_no: from.coupon_no.clone(),
            auto_use_coupon: from.auto_use_coupon,
            auto_renew: from.auto_renew,
            auto_renew_period: from
                .auto_renew_period
                .as_ref()
                .map(|text| text.as_str().to_owned()),
            resource_group_id: from.resource_group_id.clone(),
            auto_pay: from.auto_pay,
            client_token: from.client_token.clone(),
            tag: from.tag.iter().map(tag).collect(),
            dry_run: from.dry_run,
        }
    }
}
