use acs_r_kvstore::OPERATIONS;
use acs_r_kvstore::acs_runtime::Pairs;

fn main() {
    // No value of the types of the crate is written so.
    let request: Pairs = [
        ("ZoneId", "cn-beijing-f"),
        ("InstanceClass", "kvcache.cu.g4b.2"),
        ("ComputeUnitNum", "1"),
        ("VkName", "a"),
        ("VSwitchId", "a"),
    ]
    .into_iter()
    .collect();
    let found = OPERATIONS.iter().find(|operation| operation.info.name == "CreateTairKVCacheVNode");
    for violation in found.map(|operation| (operation.check)(&request)).iter().flatten() {
        println!("{violation}");
    }
}
