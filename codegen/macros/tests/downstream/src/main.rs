//! A program that calls what a macro has generated.
#![deny(warnings)]

mod kvstore {
    acsgen_macros::include_spec!("spec/r-kvstore/2015-01-01");
}

use kvstore::create_tair_kvcache_vnode::{CreateTairKVCacheVNode, Required};

fn main() {
    let request = CreateTairKVCacheVNode::new(Required {
        region_id: "cn-beijing".into(),
        zone_id: "cn-beijing-f".into(),
        instance_class: "kvcache.cu.g4b.2".into(),
        compute_unit_num: 1,
        vk_name: "tk-2ze4bba3c8fe".into(),
        vswitch_id: "vsw-bp1e7clcw529l773d".into(),
    });
    assert!(request.validate().is_empty());
    for violation in request.with_period(10).validate().iter() {
        println!("{violation}");
    }
}
