//! Linting, judging and exporting at the command line, on the repository's own spec.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test: a fault is meant to end it

mod common;

use common::{root, run, run_in, scratch};
use serde_json::{Value, json};

const OPERATION: &str = "CreateTairKVCacheVNode";

fn base() -> Value {
    json!({"RegionId": "cn-beijing", "ZoneId": "cn-beijing-f", "InstanceClass": "kvcache.cu.g4b.2",
        "ComputeUnitNum": 1, "VkName": "tk-1", "VSwitchId": "vsw-1"})
}

fn with(members: Value) -> String {
    let mut request = base();
    request
        .as_object_mut()
        .unwrap()
        .extend(members.as_object().unwrap().clone());
    request.to_string()
}

fn judge(request: &str, more: &[&str]) -> (Option<i32>, Vec<String>) {
    let args = [&["validate", OPERATION, "-", "--format", "json"][..], more].concat();
    let ran = run_in(&root(), &args, request.as_bytes());
    let verdict: Value = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{ran:?}"));
    let rules = verdict["violations"].as_array().unwrap().iter().map(|v| {
        format!(
            "{} {} {}",
            v["path"].as_str().unwrap(),
            v["rule"].as_str().unwrap(),
            v["tier"].as_str().unwrap()
        )
    });
    (ran.code, rules.collect())
}

#[test]
fn the_documented_rules_at_the_command_line() {
    let name = |text: &str| json!({"InstanceName": text});
    let tags = |n: usize| json!({"Tag": vec![json!({"Key": "k", "Value": "v"}); n]});
    let refused = |members: Value, want: &str| {
        assert_eq!(
            judge(&with(members.clone()), &[]),
            (Some(1), vec![want.to_owned()]),
            "{members}"
        );
    };
    let accepted = |members: Value| {
        assert_eq!(
            judge(&with(members.clone()), &[]),
            (Some(0), Vec::new()),
            "{members}"
        )
    };
    accepted(json!({}));
    for period in [10, 0, -1] {
        refused(
            json!({"Period": period}),
            "Period Period.int_set documented",
        );
    }
    accepted(json!({"Period": 9}));
    accepted(json!({"Period": 12}));
    refused(
        json!({"ChargeType": "PrePaid"}),
        "Period Period.required_if documented",
    );
    refused(
        json!({"AutoRenew": true}),
        "AutoRenewPeriod AutoRenewPeriod.required_if documented",
    );
    accepted(json!({"ChargeType": "PrePaid", "Period": 1}));
    accepted(name("中文"));
    accepted(name(&"中".repeat(80)));
    refused(name("a"), "InstanceName InstanceName.length documented");
    refused(
        name(&"a".repeat(81)),
        "InstanceName InstanceName.length documented",
    );
    accepted(json!({"ClientToken": "t".repeat(64)}));
    refused(
        json!({"ClientToken": "t".repeat(65)}),
        "ClientToken ClientToken.length documented",
    );
    refused(
        json!({"ClientToken": "é"}),
        "ClientToken ClientToken.ascii documented",
    );
    accepted(tags(5));
    assert_eq!(
        judge(&with(tags(6)), &[]),
        (Some(0), vec!["Tag Tag.items advisory".to_owned()])
    );
    assert_eq!(judge(&with(tags(6)), &["--strict"]).0, Some(1));
    assert_eq!(
        judge(&with(tags(6)), &["--reading", "page"]),
        (Some(1), vec!["Tag Tag.items documented".to_owned()])
    );
    let postpaid = with(json!({"ChargeType": "PostPaid"}));
    assert_eq!(
        judge(&postpaid, &[]),
        (
            Some(0),
            vec!["ChargeType ChargeType.one_of advisory".to_owned()]
        )
    );
    assert_eq!(judge(&postpaid, &["--strict"]).0, Some(1));
    assert_eq!(judge(&postpaid, &["--reading", "page"]).0, Some(1));
}

#[test]
fn all_ways_to_write_a_request_mean_the_same() {
    let pairs: Vec<Value> = base()
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, value)| {
            json!([
                name,
                value
                    .as_str()
                    .map_or_else(|| value.to_string(), str::to_owned)
            ])
        })
        .chain([json!(["Tag.1.Key", "é 1"]), json!(["Period", "10"])])
        .collect();
    let query = "RegionId=cn-beijing&ZoneId=cn-beijing-f&InstanceClass=kvcache.cu.g4b.2&ComputeUnitNum=1&VkName=tk-1\
        &VSwitchId=vsw-1&Tag.1.Key=%C3%A9+1&Period=10";
    let shape = with(json!({"Tag": [{"Key": "é 1"}], "Period": 10}));
    let want = (Some(1), vec!["Period Period.int_set documented".to_owned()]);
    for request in [Value::Array(pairs).to_string(), query.to_owned(), shape] {
        assert_eq!(judge(&request, &[]), want, "{request}");
    }
}

#[test]
fn violations_read_well() {
    let request = with(
        json!({"InstanceName": "9 x", "ChargeType": "PostPaid", "Period": "ten", "Lamp": 1, "AutoRenew": "True"}),
    );
    let ran = run_in(&root(), &["validate", OPERATION, "-"], request.as_bytes());
    insta::assert_snapshot!("violations_text", ran.out);
    let ran = run_in(
        &root(),
        &["validate", OPERATION, "-", "--format", "json"],
        request.as_bytes(),
    );
    let pretty: Value = serde_json::from_str(&ran.out).unwrap();
    insta::assert_snapshot!(
        "violations_json",
        serde_json::to_string_pretty(&pretty).unwrap()
    );
}

#[test]
fn what_cannot_be_judged_is_told() {
    let fails = |args: &[&str], input: &str, want: &[&str]| {
        let ran = run_in(&root(), args, input.as_bytes());
        assert_eq!(
            (ran.code, ran.out.as_str()),
            (Some(1), ""),
            "{args:?} {ran:?}"
        );
        want.iter()
            .for_each(|text| assert!(ran.err.contains(text), "{args:?}: {}", ran.err));
    };
    fails(
        &["validate", "CreateTairKVCacheVNod", "-"],
        "{}",
        &["ACS0401", "did you mean `CreateTairKVCacheVNode`?"],
    );
    fails(
        &["validate", OPERATION, "-", "--reading", "tea leaves"],
        "{}",
        &["ACS0008", "effective", "page"],
    );
    fails(
        &["validate", OPERATION, "-"],
        "{\"RegionId\": }",
        &["ACS00", "help:"],
    );
    fails(
        &["validate", OPERATION, "-"],
        "Region=%zz",
        &["ACS0403", "help:"],
    );
    fails(&["validate", OPERATION, "nowhere.json"], "", &["ACS0003"]);
    let ran = run_in(
        &root(),
        &[
            "validate",
            "spec/r-kvstore/2015-01-01/CreateTairKVCacheVNode.json",
            "-",
        ],
        with(json!({})).as_bytes(),
    );
    assert_eq!(ran.code, Some(0), "a path works too: {ran:?}");
}

#[test]
fn the_repository_passes_its_lints() {
    let ran = run(&["lint"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(
        !ran.err.contains("error[") && !ran.err.contains("warning["),
        "{}",
        ran.err
    );
}

#[test]
fn several_faults_come_together_with_their_places() {
    let scratch = scratch();
    let file = scratch
        .path()
        .join("spec/r-kvstore/2015-01-01/CreateTairKVCacheVNode.json");
    let text = std::fs::read_to_string(&file).unwrap();
    let broken = text.replacen("\"min\": 2", "\"min\": 90", 1).replacen(
        "\"param\": \"ChargeType\"",
        "\"param\": \"ChargeTyp\"",
        1,
    );
    std::fs::write(&file, &broken).unwrap();
    let ran = run_in(scratch.path(), &["lint"], b"");
    assert_eq!(ran.code, Some(1));
    for want in ["ACS0101", "ACS0104", "CreateTairKVCacheVNode.json:"] {
        assert!(ran.err.contains(want), "{want}: {}", ran.err);
    }
    std::fs::write(
        &file,
        text.replacen("\"summary\"", "\"sumary\"", 1).replacen(
            "\"format\"",
            "\"name\": \"x\",\n  \"format\"",
            1,
        ),
    )
    .unwrap();
    let ran = run_in(scratch.path(), &["lint", "--format", "json"], b"");
    let codes: Vec<Value> = ran
        .err
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["code"].clone())
        .collect();
    assert!(
        codes.contains(&json!("ACS0005")) && codes.contains(&json!("ACS0006")),
        "{codes:?}"
    );
}

#[test]
fn fix_writes_the_canonical_form_once() {
    let scratch = scratch();
    let file = scratch
        .path()
        .join("spec/r-kvstore/2015-01-01/CreateTairKVCacheVNode.json");
    let canonical = std::fs::read_to_string(&file).unwrap();
    let value = acs_spec::json::parse(&canonical).unwrap().to_json();
    std::fs::write(&file, acs_spec::write::compact(&value)).unwrap();
    assert_eq!(
        run_in(scratch.path(), &["lint", "--deny-warnings"], b"").code,
        Some(1)
    );
    assert_eq!(
        run_in(scratch.path(), &["lint", "--fix"], b"").code,
        Some(0)
    );
    assert!(std::fs::read_to_string(&file).unwrap() == canonical);
    let again = run_in(scratch.path(), &["lint", "--fix", "--deny-warnings"], b"");
    assert!(
        again.code == Some(0) && !again.out.contains("rewrote"),
        "{again:?}"
    );
    let nowhere = tempfile::tempdir().unwrap();
    let ran = run_in(nowhere.path(), &["lint"], b"");
    assert!(
        ran.code == Some(1) && ran.err.contains("ACS0402"),
        "{ran:?}"
    );
}

#[test]
fn exports() {
    for kind in ["json-schema", "openapi", "ram-policy", "markdown"] {
        let ran = run(&["export", kind, OPERATION]);
        assert_eq!(ran.code, Some(0), "{kind}");
        insta::assert_snapshot!(format!("export_{kind}"), ran.out);
    }
    let scratch = scratch();
    let file = scratch
        .path()
        .join("spec/r-kvstore/2015-01-01/CreateTairKVCacheVNode.json");
    let mut spec: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    spec.as_object_mut().unwrap().remove("authorization");
    std::fs::write(&file, spec.to_string()).unwrap();
    let ran = run_in(scratch.path(), &["export", "ram-policy", OPERATION], b"");
    assert!(
        ran.code == Some(1) && ran.err.contains("ACS0407"),
        "{ran:?}"
    );
}
