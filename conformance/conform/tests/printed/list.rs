use acs_r_kvstore::create_tair_kvcache_vnode::{CreateTairKVCacheVNode, Required, Tag};

fn main() {
    let request = CreateTairKVCacheVNode::new(Required {
        region_id: "cn-beijing".into(),
        zone_id: "cn-beijing-f".into(),
        instance_class: "kvcache.cu.g4b.2".into(),
        compute_unit_num: 1,
        vk_name: "a".into(),
        vswitch_id: "a".into(),
    })
    .with_tag(vec![
        Tag::new().with_value("\0"),
        Tag::new().with_key("\0"),
        Tag::new().with_key("\0"),
        Tag::new().with_value("\0"),
    ]);
    for violation in request.validate().iter() {
        println!("{violation}");
    }
}
