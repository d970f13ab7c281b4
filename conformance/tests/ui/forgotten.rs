use acs_r_kvstore::create_tair_kvcache_vnode::{CreateTairKVCacheVNode, Required};

fn main() {
    CreateTairKVCacheVNode::new(Required {
        region_id: "cn-beijing".into(),
        zone_id: "cn-beijing-f".into(),
        instance_class: "kvcache.cu.g4b.2".into(),
        compute_unit_num: 1,
        vk_name: "tk-2ze4bba3c8fe0001".into(),
    });
}
