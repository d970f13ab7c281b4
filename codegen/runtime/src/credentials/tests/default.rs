//! Variables, the default chain, and chains in general.

use std::sync::Arc;

use super::world::*;
use crate::credentials::{
    ChainProvider, Credentials, CredentialsErrorKind, CredentialsProvider, EnvironmentProvider,
    default_chain,
};

const ID: &str = "ALIBABA_CLOUD_ACCESS_KEY_ID";
const SECRET: &str = "ALIBABA_CLOUD_ACCESS_KEY_SECRET";
const TOKEN: &str = "ALIBABA_CLOUD_SECURITY_TOKEN";
const NO_ECS: &str = "ALIBABA_CLOUD_ECS_METADATA_DISABLED";

#[test]
fn variables() {
    let world = World::offline().with(ID, "a").with(SECRET, "b");
    assert_eq!(
        shown(&world.ask(&EnvironmentProvider).unwrap()),
        "env a b -"
    );
    let world = world.with(TOKEN, "");
    assert_eq!(
        shown(&world.ask(&EnvironmentProvider).unwrap()),
        "env a b -"
    );
    let world = world.with(TOKEN, "t");
    assert_eq!(
        shown(&world.ask(&EnvironmentProvider).unwrap()),
        "env a b t"
    );
    let world = World::offline().with(ID, "a").with(SECRET, "");
    assert_eq!(
        world.reason(&EnvironmentProvider),
        format!("env: {SECRET} is not set")
    );
    assert_eq!(
        World::offline().reason(&EnvironmentProvider),
        format!("env: {ID} and {SECRET} are not set")
    );
}

#[test]
fn all_reasons_stand_in_one_error_in_the_official_order() {
    let world = World::offline().with(NO_ECS, "TRUE");
    let error = world.ask(&default_chain()).unwrap_err();
    assert_eq!(error.kind(), CredentialsErrorKind::NoneWorked);
    let providers: Vec<&str> = error
        .attempts()
        .iter()
        .map(|attempt| attempt.provider())
        .collect();
    assert_eq!(
        providers,
        [
            "env",
            "oidc_role_arn",
            "cli_profile",
            "profile",
            "ecs_ram_role",
            "credential_uri"
        ]
    );
    assert_eq!(
        error.to_string(),
        "no credentials were found: env: ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET are not set; \
         oidc_role_arn: not set: ALIBABA_CLOUD_ROLE_ARN, ALIBABA_CLOUD_OIDC_PROVIDER_ARN, \
         ALIBABA_CLOUD_OIDC_TOKEN_FILE; cli_profile: there is no ~/.aliyun/config.json; profile: \
         ALIBABA_CLOUD_CREDENTIALS_FILE is not set, and there is no ~/.alibabacloud/credentials.ini or credentials; \
         ecs_ram_role: switched off by ALIBABA_CLOUD_ECS_METADATA_DISABLED; credential_uri: \
         ALIBABA_CLOUD_CREDENTIALS_URI is not set"
    );
    assert!(world.seen().is_empty());
}

/// Takes the sources away one by one: the next in order answers.
#[test]
fn the_official_order() {
    let answer = |request: &crate::http::HttpRequest| match request.host.as_str() {
        "sts.aliyuncs.com" => ok(format!(r#"{{"Credentials":{}}}"#, keys("oidc", NOW + 3600))),
        "100.100.100.200" if request.method == "PUT" => ok("imds-token"),
        "100.100.100.200" if request.path.ends_with('/') => ok("role"),
        "100.100.100.200" => ok(keys("ecs", NOW + 3600).replacen('{', r#"{"Code":"Success","#, 1)),
        "keys.example" => ok(keys("uri", NOW + 3600)),
        other => panic!("{other}"),
    };
    type Text = &'static str;
    type Step = (Text, Vec<(Text, Text)>, Option<(Text, Text)>);
    let mut steps: Vec<Step> = vec![
        ("default/env env", vec![(ID, "env"), (SECRET, "s")], None),
        (
            "default/oidc_role_arn oidc",
            vec![
                ("ALIBABA_CLOUD_ROLE_ARN", "r"),
                ("ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "p"),
                ("ALIBABA_CLOUD_OIDC_TOKEN_FILE", "/token"),
            ],
            Some(("/token", "jwt")),
        ),
        (
            "default/cli_profile/static_ak cli",
            vec![],
            Some((
                "/home/me/.aliyun/config.json",
                r#"{"current":"c","profiles":[{"name":"c","mode":"AK","access_key_id":"cli","access_key_secret":"s"}]}"#,
            )),
        ),
        (
            "default/profile/static_ak file",
            vec![],
            Some((
                "/home/me/.alibabacloud/credentials",
                "[default]\ntype=access_key\naccess_key_id=file\naccess_key_secret=s",
            )),
        ),
        ("default/ecs_ram_role ecs", vec![], None),
        (
            "default/credential_uri uri",
            vec![
                ("ALIBABA_CLOUD_CREDENTIALS_URI", "https://keys.example/k"),
                (NO_ECS, "true"),
            ],
            None,
        ),
    ];
    while !steps.is_empty() {
        let mut world = World::new(answer);
        let uri_alone = steps.len() == 1;
        for (_, variables, file) in &steps {
            for (name, value) in variables {
                // Metadata is off in the last step only.
                if *name != NO_ECS || uri_alone {
                    world = world.with(name, value);
                }
            }
            if let Some((path, content)) = file {
                world = world.file(path, content);
            }
        }
        let (expected, _, _) = steps.remove(0);
        let found = world.ask(&default_chain()).unwrap();
        assert_eq!(
            format!("{} {}", found.provider_name, found.access_key_id),
            expected
        );
    }
}

#[test]
fn the_provider_that_worked_is_the_only_one_asked_from_then_on() {
    let chain = ChainProvider::new(
        "chain",
        vec![
            Arc::new(EnvironmentProvider) as Arc<dyn CredentialsProvider>,
            Arc::new(Credentials::new("second", "s")),
        ],
    );
    assert_eq!(
        shown(&World::offline().ask(&chain).unwrap()),
        "chain/static_ak second s -"
    );
    // The first would work now.
    let world = World::offline().with(ID, "a").with(SECRET, "b");
    assert_eq!(world.ask(&chain).unwrap().access_key_id, "second");

    let chain = ChainProvider::new(
        "chain",
        vec![
            Arc::new(EnvironmentProvider) as Arc<dyn CredentialsProvider>,
            Arc::new(Credentials::new("second", "s")),
        ],
    );
    assert_eq!(world.ask(&chain).unwrap().access_key_id, "a");
    // The first fails now: no other identity is taken in its place.
    assert_eq!(
        World::offline().ask(&chain).unwrap_err().kind(),
        CredentialsErrorKind::NotConfigured
    );
    assert!(format!("{chain:?}").contains("env"));
    let empty = ChainProvider::new("none", Vec::new());
    assert_eq!(world.reason(&empty), "no credentials were found");
}
