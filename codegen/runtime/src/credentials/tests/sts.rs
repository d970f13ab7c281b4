//! Roles assumed at the token service.

use std::sync::Arc;
use std::time::Duration;

use super::world::*;
use crate::credentials::{
    Credentials, CredentialsErrorKind, CredentialsProvider, EnvironmentProvider, OidcRoleProvider,
    RamRoleProvider,
};
use crate::http::Scheme;
use crate::sign::tests::verifier::{Arrived, verify};

fn sts() -> World {
    World::new(|_| {
        ok(format!(
            r#"{{"RequestId":"R","Credentials":{}}}"#,
            keys("role", NOW + 3600)
        ))
    })
    .file("/token", "  ey.jwt+x \n")
}

fn ram() -> RamRoleProvider {
    RamRoleProvider::new(
        Arc::new(Credentials::new("id-1", "s3cret-1")),
        "acs:ram::1:role/r",
    )
}

fn oidc() -> OidcRoleProvider {
    OidcRoleProvider::new("acs:ram::1:role/r", "acs:provider", "/token")
}

#[test]
fn assume_role_is_signed() {
    let world = sts();
    let found = world.ask(&ram()).unwrap();
    assert_eq!(
        shown(&found),
        "ram_role_arn/static_ak role secret-of-role token-of-role"
    );
    assert_eq!(found.expires, Some(at(NOW + 3600)));
    let seen = world.seen();
    let [request] = seen.as_slice() else { panic!() };
    assert_eq!(
        (request.method.as_str(), request.scheme),
        ("POST", Scheme::Https)
    );
    assert_eq!(request.host, "sts.aliyuncs.com");
    assert_eq!(request.header("x-acs-action"), Some("AssumeRole"));
    assert_eq!(request.header("x-acs-version"), Some("2015-04-01"));
    assert_eq!(request.header("x-acs-date"), Some("2026-01-02T03:04:05Z"));
    assert_eq!(request.header("x-acs-signature-nonce"), Some("nonce-1"));
    assert_eq!(verify(&Arrived::of(request), "id-1", "s3cret-1"), Ok(()));
    assert_eq!(world.limits()[0].connect_timeout, Duration::from_secs(5));
    assert_eq!(world.limits()[0].total_timeout, Duration::from_secs(10));
}

#[test]
fn assume_role_with_oidc_is_not() {
    let world = sts();
    assert_eq!(
        shown(&world.ask(&oidc()).unwrap()),
        "oidc_role_arn role secret-of-role token-of-role"
    );
    let seen = world.seen();
    let [request] = seen.as_slice() else { panic!() };
    assert_eq!(
        request.url(),
        "https://sts.aliyuncs.com/?Action=AssumeRoleWithOIDC&Version=2015-04-01&Format=JSON&\
         Timestamp=2026-01-02T03%3A04%3A05Z&SignatureNonce=nonce-1"
    );
    assert_eq!(
        String::from_utf8_lossy(&request.body),
        "RoleArn=acs%3Aram%3A%3A1%3Arole%2Fr&RoleSessionName=acs-runtime&DurationSeconds=3600&\
         OIDCProviderArn=acs%3Aprovider&OIDCToken=ey.jwt%2Bx"
    );
    assert_eq!(
        request.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(request.header("authorization"), None);
}

#[test]
fn where_the_service_answers() {
    let hosts = |world: World, providers: &[&dyn CredentialsProvider]| -> Vec<String> {
        for provider in providers {
            world.ask(*provider).unwrap();
        }
        world
            .seen()
            .into_iter()
            .map(|request| format!("{}://{}", request.scheme, request.host))
            .collect()
    };
    let region = |world: World| world.with("ALIBABA_CLOUD_STS_REGION", "cn-beijing");
    let vpc = |world: World| world.with("ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED", "true");
    let both: [&dyn CredentialsProvider; 2] = [&ram(), &oidc()];
    assert_eq!(hosts(sts(), &both), ["https://sts.aliyuncs.com"; 2]);
    assert_eq!(hosts(vpc(sts()), &both), ["https://sts.aliyuncs.com"; 2]);
    assert_eq!(
        hosts(region(sts()), &both),
        ["https://sts.cn-beijing.aliyuncs.com"; 2]
    );
    assert_eq!(
        hosts(vpc(region(sts())), &both),
        ["https://sts-vpc.cn-beijing.aliyuncs.com"; 2]
    );
    let set: [&dyn CredentialsProvider; 4] = [
        &ram().region("us-west-1").vpc(false),
        &oidc().region("us-west-1").vpc(false),
        &ram().endpoint("http://127.0.0.1:8080"),
        &oidc().endpoint("sts.example"),
    ];
    assert_eq!(
        hosts(vpc(region(sts())), &set),
        [
            "https://sts.us-west-1.aliyuncs.com",
            "https://sts.us-west-1.aliyuncs.com",
            "http://127.0.0.1:8080",
            "https://sts.example",
        ]
    );
    let world = sts().with("ALIBABA_CLOUD_STS_REGION", "Beijing/..");
    assert_eq!(
        world.reason(&ram()),
        "ram_role_arn: there is no endpoint of STS: `Beijing/..` cannot be a region"
    );
    assert!(world.seen().is_empty());
}

#[test]
fn what_is_set_is_asked_for() {
    let world = sts().with("ALIBABA_CLOUD_ROLE_SESSION_NAME", "pod");
    world.ask(&ram()).unwrap();
    world.ask(&oidc()).unwrap();
    world
        .ask(
            &ram()
                .session_name("me")
                .life(Duration::from_secs(901))
                .policy("{}")
                .external_id("x"),
        )
        .unwrap();
    world
        .ask(
            &oidc()
                .session_name("me")
                .life(Duration::from_secs(901))
                .policy("{}"),
        )
        .unwrap();
    let seen = world.seen();
    assert!(
        seen[0]
            .target()
            .contains("RoleSessionName=pod&DurationSeconds=3600")
    );
    assert!(String::from_utf8_lossy(&seen[1].body).contains("RoleSessionName=pod&"));
    assert!(
        seen[2]
            .target()
            .ends_with("RoleSessionName=me&DurationSeconds=901&Policy=%7B%7D&ExternalId=x")
    );
    assert!(
        String::from_utf8_lossy(&seen[3].body)
            .contains("RoleSessionName=me&DurationSeconds=901&Policy=%7B%7D&OIDC")
    );
}

#[test]
fn the_token_is_read_anew_each_time() {
    let first = sts();
    first.ask(&oidc()).unwrap();
    let second = sts().file("/token", "renewed");
    second.ask(&oidc()).unwrap();
    assert!(second.seen()[0].body.ends_with(b"OIDCToken=renewed"));
    for (world, reason) in [
        (
            sts().file("/token", " \n"),
            "the token file /token is empty",
        ),
        (
            World::offline(),
            "the token file /token cannot be read: entity not found",
        ),
    ] {
        assert_eq!(world.reason(&oidc()), format!("oidc_role_arn: {reason}"));
        assert!(world.seen().is_empty());
    }
}

#[test]
fn refusals_and_odd_answers() {
    let reason = |status_code: u16, body: &'static str| {
        let world = World::new(move |_| status(status_code, body)).file("/token", "jwt-of-hunter2");
        let error = world.ask(&oidc()).unwrap_err();
        assert_eq!(error.kind(), CredentialsErrorKind::Refused);
        assert_eq!(world.seen().len(), 1);
        error.reason().to_owned()
    };
    assert_eq!(
        reason(
            403,
            r#"{"Code":"NoPermission","Message":"no","RequestId":"R-1"}"#
        ),
        "STS answered with status 403, code `NoPermission`, message `no`, request ID R-1"
    );
    assert_eq!(
        reason(
            400,
            r#"{"Code":"Bad","Message":"token jwt-of-hunter2 is bad"}"#
        ),
        "STS answered with status 400, code `Bad`, message `<not shown: it holds a secret>`"
    );
    assert_eq!(reason(302, ""), "STS answered with status 302");
    assert_eq!(reason(502, "<html>"), "STS answered with status 502");
    assert!(reason(200, "<html>").starts_with("the answer of STS is no JSON: "));
    assert_eq!(reason(200, "[]"), "the answer of STS has no `Credentials`");
    assert_eq!(
        reason(200, r#"{"Credentials":1}"#),
        "the answer of STS has no `AccessKeyId`"
    );
    assert_eq!(
        reason(
            200,
            r#"{"Credentials":{"AccessKeyId":"a","AccessKeySecret":"b","SecurityToken":"c"}}"#
        ),
        "the answer of STS has no `Expiration`"
    );
    assert_eq!(
        reason(
            200,
            r#"{"Credentials":{"AccessKeyId":"a","AccessKeySecret":"b","SecurityToken":"c","Expiration":"soon"}}"#
        ),
        "the answer of STS has an `Expiration` that is no time in UTC"
    );
    assert_eq!(
        reason(
            200,
            r#"{"Credentials":{"AccessKeyId":"a","AccessKeySecret":"","SecurityToken":"c","Expiration":"soon"}}"#
        ),
        "the answer of STS has no `AccessKeySecret`"
    );
}

#[test]
fn a_source_that_fails_or_cannot_sign() {
    let without = RamRoleProvider::new(Arc::new(EnvironmentProvider), "r");
    let world = sts();
    assert!(
        world
            .reason(&without)
            .starts_with("ram_role_arn/env: ALIBABA_CLOUD_ACCESS_KEY_ID and ")
    );
    let unfit = RamRoleProvider::new(Arc::new(Credentials::new("", "hunter2")), "r");
    assert!(
        world
            .reason(&unfit)
            .starts_with("ram_role_arn: the request cannot be signed")
    );
    assert!(world.seen().is_empty());
    assert!(!format!("{unfit:?}").contains("hunter2"));
}
