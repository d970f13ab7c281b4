//! What people read when a rule is broken: one line for each rule of the first operation, from a request that breaks that
//! rule alone.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // a test: a fault is meant to end it

use std::collections::BTreeMap;

use acs_conformance::compare::pairs;
use acs_r_kvstore::OPERATIONS;
use acs_runtime::Pairs;

/// Requests with one fault each, in the order of the rules' names. (Not drawn from the strategies: these are read by
/// people, and must not change when the strategies do.)
const FAULTS: [(&str, &str); 22] = [
    ("RegionId", ""),
    ("ZoneId", "-"),
    ("InstanceName", "a"),
    ("InstanceName", "1st"),
    ("InstanceName", "a b\n"),
    (
        "InstanceName",
        "名字名字名字名字名字名字名字名字名字名字名字名字名字名字名字名字名字名字名字名字名字名字名字名字名字名字名字名字名字名字名字名字名字名字名字名字名字名字名字名字名",
    ),
    ("ComputeUnitNum", "2"),
    ("ComputeUnitNum", "one"),
    ("ComputeUnitNum", "2147483648"),
    ("ChargeType", "PostPaid"),
    ("ChargeType", "prepaid"),
    ("Period", "10"),
    ("Period", "-"),
    ("AutoRenew", "yes"),
    ("AutoRenewPeriod", "4"),
    ("AutoPay", "false"),
    ("ClientToken", "é"),
    (
        "ClientToken",
        "0123456789012345678901234567890123456789012345678901234567890123456789",
    ),
    ("Tag.1", "x"),
    ("Tag.0.Key", "x"),
    ("DryRun", ""),
    ("Unheard", "Of"),
];

/// The full request with this pair in place of its own; `-` takes it out.
fn with(name: &str, value: &str) -> Pairs {
    let whole = [
        ("RegionId", "cn-beijing"),
        ("ZoneId", "cn-beijing-f"),
        ("InstanceClass", "kvcache.cu.g4b.2"),
        ("ComputeUnitNum", "1"),
        ("VkName", "tk-2ze4bba3c8fe"),
        ("VSwitchId", "vsw-bp1e7clcw529l773d"),
        ("ChargeType", "PrePaid"),
        ("Period", "12"),
    ];
    let mut all: BTreeMap<&str, &str> = BTreeMap::from(whole);
    all.insert(name, value);
    all.retain(|_, value| *value != "-");
    let all: Vec<(String, String)> = all
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    pairs(&all)
}

#[test]
fn one_line_for_each_fault() {
    let entry = OPERATIONS
        .iter()
        .find(|entry| entry.info.name == "CreateTairKVCacheVNode")
        .unwrap();
    let page = entry.info.documentation;
    let mut out = String::new();
    for (name, value) in FAULTS {
        let shown: String = value.chars().take(12).collect();
        out.push_str(&format!("{name}={shown:?}\n"));
        let said = (entry.check)(&with(name, value)).to_string();
        // The address stands once.
        for line in said.lines() {
            out.push_str(&format!("    {}\n", line.replace(page, "<page>")));
        }
    }
    insta::assert_snapshot!(out);
}

/// Several faults at once are several lines, in whatever order.
#[test]
fn several_faults() {
    let entry = OPERATIONS
        .iter()
        .find(|entry| entry.info.name == "CreateTairKVCacheVNode")
        .unwrap();
    let broken = [
        ("InstanceName", "1 "),
        ("Period", "x"),
        ("Tag.1.Key", "k"),
        ("AutoRenew", "true"),
    ];
    let broken: Vec<(String, String)> = broken
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec();
    let said = (entry.check)(&pairs(&broken))
        .to_string()
        .replace(entry.info.documentation, "<page>");
    let mut lines: Vec<&str> = said.lines().collect();
    lines.sort_unstable();
    insta::assert_snapshot!(lines.join("\n"));
}
