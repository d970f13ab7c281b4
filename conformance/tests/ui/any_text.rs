// An enum is built from any text: what the documentation lists, and what it does not list yet.
use acs_r_kvstore::create_tair_kvcache_vnode::ChargeType;

fn main() {
    assert_eq!(ChargeType::from("PrePaid"), ChargeType::PrePaid);
    let tomorrow = ChargeType::from("PayByTheMinute");
    assert_eq!(tomorrow.as_str(), "PayByTheMinute");
    assert!(!ChargeType::KNOWN.contains(&tomorrow));
    assert_eq!(ChargeType::from(String::from("PostPaid")).to_string(), "PostPaid");
}
