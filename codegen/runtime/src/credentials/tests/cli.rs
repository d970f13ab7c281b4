//! Profiles of the command line tool.

use super::world::*;
use crate::credentials::{CliProfileProvider, CredentialsErrorKind};

const FILE: &str = "/home/me/.aliyun/config.json";

const CONFIG: &str = r#"{
    "current": "ak",
    "meta_path": "",
    "profiles": [
        {"name": "ak", "mode": "AK", "access_key_id": "id-ak", "access_key_secret": "s", "sts_token": "ignored"},
        {"name": "sts", "mode": "StsToken", "access_key_id": "id-sts", "access_key_secret": "s", "sts_token": "t"},
        {"name": "ram", "mode": "RamRoleArn", "access_key_id": "id-ram", "access_key_secret": "s",
         "ram_role_arn": "acs:ram::1:role/r", "ram_session_name": "me", "expired_seconds": 900, "policy": "{}",
         "external_id": "x-1", "sts_region": "cn-beijing", "enable_vpc": true},
        {"name": "ram-short", "mode": "RamRoleArn", "access_key_id": "id-ram", "access_key_secret": "s",
         "sts_token": "t", "ram_role_arn": "acs:ram::1:role/r", "expired_seconds": 0},
        {"name": "ram-broken", "mode": "RamRoleArn", "access_key_id": "id-ram", "access_key_secret": "s",
         "ram_role_arn": "r", "expired_seconds": -1},
        {"name": "ecs", "mode": "EcsRamRole", "ram_role_name": "my-role"},
        {"name": "oidc", "mode": "OIDC", "ram_role_arn": "acs:ram::1:role/r", "oidc_provider_arn": "acs:p",
         "oidc_token_file": "/token", "ram_session_name": "me"},
        {"name": "sso", "mode": "CloudSSO", "access_key_secret": "hunter2"},
        {"name": "none"},
        {"name": "half", "mode": "AK", "access_key_id": "id"},
        "no object"
    ]
}"#;

fn world() -> World {
    World::new(|request| match request.host.as_str() {
        "100.100.100.200" if request.method == "PUT" => status(404, ""),
        "100.100.100.200" => ok(keys("ecs", NOW + 3600).replacen('{', r#"{"Code":"Success","#, 1)),
        _ => ok(format!(r#"{{"Credentials":{}}}"#, keys("role", NOW + 3600))),
    })
    .file(FILE, CONFIG)
    .file("/token", "jwt\n")
}

fn profile(name: &str) -> CliProfileProvider {
    CliProfileProvider::new().profile(name)
}

fn found(name: &str) -> String {
    shown(&world().ask(&profile(name)).unwrap())
}

#[test]
fn modes() {
    assert_eq!(found("ak"), "cli_profile/static_ak id-ak s -");
    assert_eq!(found("sts"), "cli_profile/static_sts id-sts s t");
    assert_eq!(
        found("ram"),
        "cli_profile/ram_role_arn/static_ak role secret-of-role token-of-role"
    );
    assert_eq!(
        found("ram-short"),
        "cli_profile/ram_role_arn/static_sts role secret-of-role token-of-role"
    );
    assert_eq!(
        found("ecs"),
        "cli_profile/ecs_ram_role ecs secret-of-ecs token-of-ecs"
    );
    assert_eq!(
        found("oidc"),
        "cli_profile/oidc_role_arn role secret-of-role token-of-role"
    );
}

#[test]
fn what_a_profile_says_of_a_role_is_asked_for() {
    let world = world();
    world.ask(&profile("ram")).unwrap();
    world.ask(&profile("ram-short")).unwrap();
    world.ask(&profile("ecs")).unwrap();
    let seen = world.seen();
    assert_eq!(
        seen[0].url(),
        "https://sts-vpc.cn-beijing.aliyuncs.com/?RoleArn=acs%3Aram%3A%3A1%3Arole%2Fr&RoleSessionName=me&\
         DurationSeconds=900&Policy=%7B%7D&ExternalId=x-1"
    );
    assert_eq!(
        seen[1].url(),
        "https://sts.aliyuncs.com/?RoleArn=acs%3Aram%3A%3A1%3Arole%2Fr&RoleSessionName=acs-runtime&\
         DurationSeconds=3600"
    );
    assert_eq!(seen[1].header("x-acs-security-token"), Some("t"));
    assert_eq!(
        seen[3].path,
        "/latest/meta-data/ram/security-credentials/my-role"
    );
}

#[test]
fn which_profile() {
    let provider = CliProfileProvider::new();
    assert_eq!(world().ask(&provider).unwrap().access_key_id, "id-ak");
    let named = world().with("ALIBABA_CLOUD_PROFILE", "sts");
    assert_eq!(named.ask(&provider).unwrap().access_key_id, "id-sts");
    assert_eq!(named.ask(&profile("ak")).unwrap().access_key_id, "id-ak");
    let default = r#"{"profiles":[{"name":"default","mode":"AK","access_key_id":"d","access_key_secret":"s"}]}"#;
    let world = World::offline().file(FILE, default);
    assert_eq!(world.ask(&provider).unwrap().access_key_id, "d");
}

#[test]
fn what_does_not_work_says_so() {
    for (name, reason) in [
        (
            "sso",
            "cli_profile: profile `sso` in ~/.aliyun/config.json has the mode `CloudSSO`, which is not supported \
             (supported are AK, StsToken, RamRoleArn, EcsRamRole and OIDC)",
        ),
        (
            "none",
            "cli_profile: profile `none` in ~/.aliyun/config.json has no `mode`",
        ),
        (
            "half",
            "cli_profile: profile `half` in ~/.aliyun/config.json has no `access_key_secret`",
        ),
        (
            "ram-broken",
            "cli_profile: `expired_seconds` of profile `ram-broken` in ~/.aliyun/config.json is no whole number of seconds",
        ),
        (
            "gone",
            "cli_profile: ~/.aliyun/config.json has no profile `gone`",
        ),
    ] {
        assert_eq!(world().reason(&profile(name)), reason);
    }
    let off = world().with("ALIBABA_CLOUD_CLI_PROFILE_DISABLED", "true");
    let error = off.ask(&profile("ak")).unwrap_err();
    assert_eq!(error.kind(), CredentialsErrorKind::NotConfigured);
    for broken in ["", "{", "[]", "null", r#"{"profiles":{}}"#, "\u{0}"] {
        let world = World::offline().file(FILE, broken);
        let error = world.ask(&CliProfileProvider::new()).unwrap_err();
        assert_eq!(
            error.kind(),
            CredentialsErrorKind::Misconfigured,
            "{broken}"
        );
    }
    let mut homeless = World::offline();
    homeless.environment = crate::credentials::FixedEnvironment::new();
    assert_eq!(
        homeless.reason(&CliProfileProvider::new()),
        "cli_profile: there is no home folder"
    );
    let offline = World::offline().file(FILE, CONFIG);
    assert_eq!(
        offline.reason(&profile("ram")),
        "cli_profile/ram_role_arn: STS could not be asked: no connection: nobody"
    );
}
