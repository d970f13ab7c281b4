use acs_r_kvstore::create_tair_kvcache_vnode::{ChargeType, CreateTairKVCacheVNode, Required};

fn main() {
    let request = CreateTairKVCacheVNode::new(Required {
        region_id: "cn-beijing".into(),
        zone_id: "cn-beijing-f".into(),
        instance_class: "kvcache.cu.g4b.2".into(),
        compute_unit_num: 1,
        vk_name: "a".into(),
        vswitch_id: "a".into(),
    })
    .with_charge_type(ChargeType::PrePaid);
    for violation in request.validate().iter() {
        println!("{violation}");
    }
}
