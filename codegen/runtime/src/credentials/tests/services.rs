//! The metadata service and the credentials URI.

use std::time::Duration;

use super::world::*;
use crate::credentials::{CredentialsErrorKind, CredentialsUriProvider, EcsRoleProvider};
use crate::http::HttpRequest;
use crate::transport::{TransportError, TransportErrorKind};

fn success(id: &str) -> String {
    keys(id, NOW + 3600).replacen('{', r#"{"Code":"Success","#, 1)
}

fn lines(world: &World) -> Vec<String> {
    world
        .seen()
        .iter()
        .map(|request| {
            let token = request.header("x-aliyun-ecs-metadata-token").unwrap_or("-");
            format!("{} {} {token}", request.method, request.url())
        })
        .collect()
}

fn metadata(token: fn(&HttpRequest) -> Answer) -> World {
    World::new(move |request| match request.path.as_str() {
        "/latest/api/token" => token(request),
        "/latest/meta-data/ram/security-credentials/" => ok("\nmy-role\nother\n"),
        _ => ok(success("ecs")),
    })
}

#[test]
fn a_token_then_the_role_then_its_keys() {
    let world = metadata(|request| {
        assert_eq!(
            request.header("x-aliyun-ecs-metadata-token-ttl-seconds"),
            Some("21600")
        );
        ok("imds-1\n")
    });
    let found = world.ask(&EcsRoleProvider::new()).unwrap();
    assert_eq!(shown(&found), "ecs_ram_role ecs secret-of-ecs token-of-ecs");
    assert_eq!(found.expires, Some(at(NOW + 3600)));
    assert_eq!(
        lines(&world),
        [
            "PUT http://100.100.100.200/latest/api/token -",
            "GET http://100.100.100.200/latest/meta-data/ram/security-credentials/ imds-1",
            "GET http://100.100.100.200/latest/meta-data/ram/security-credentials/my-role imds-1",
        ]
    );
    for limits in world.limits() {
        assert_eq!(limits.connect_timeout, Duration::from_secs(1));
        assert_eq!(limits.total_timeout, Duration::from_secs(1));
    }
}

#[test]
fn a_named_role_is_not_listed() {
    let world = metadata(|_| ok("t")).with("ALIBABA_CLOUD_ECS_METADATA", "from_variable");
    world.ask(&EcsRoleProvider::new()).unwrap();
    world
        .ask(&EcsRoleProvider::new().role("R-1.x").host("127.0.0.1:1"))
        .unwrap();
    let lines = lines(&world);
    assert_eq!(lines.len(), 4);
    assert!(lines[1].ends_with("/from_variable t"));
    assert_eq!(
        lines[3],
        "GET http://127.0.0.1:1/latest/meta-data/ram/security-credentials/R-1.x t"
    );
}

#[test]
fn what_cannot_be_a_role_is_put_in_no_path() {
    for name in ["", "a/b", "..", "a b", "é", "a?b", &"a".repeat(65)] {
        let world = metadata(|_| ok("t"));
        let error = world.ask(&EcsRoleProvider::new().role(name)).unwrap_err();
        assert_eq!(error.kind(), CredentialsErrorKind::Misconfigured);
        assert_eq!(world.seen().len(), 1);
    }
}

#[test]
fn without_a_token_unless_that_is_forbidden() {
    let failures: [fn(&HttpRequest) -> Answer; 4] = [
        |_| status(404, ""),
        |_| ok(" \n"),
        |_| ok(vec![0xFF]),
        |_| Err(TransportError::new(TransportErrorKind::Timeout, "")),
    ];
    for failure in failures {
        let world = metadata(failure);
        world.ask(&EcsRoleProvider::new()).unwrap();
        assert!(lines(&world)[1..].iter().all(|line| line.ends_with(" -")));
        let forbidden = metadata(failure).with("ALIBABA_CLOUD_IMDSV1_DISABLED", "true");
        forbidden.ask(&EcsRoleProvider::new()).unwrap_err();
        assert_eq!(forbidden.seen().len(), 1);
    }
}

#[test]
fn where_nobody_answers_one_attempt_is_enough() {
    let world = World::offline();
    let error = world.ask(&EcsRoleProvider::new()).unwrap_err();
    assert_eq!(error.kind(), CredentialsErrorKind::Unreachable);
    assert_eq!(world.seen().len(), 1);
}

#[test]
fn switched_off_it_sends_nothing() {
    for value in ["true", "True", "TRUE"] {
        let world = metadata(|_| ok("t")).with("ALIBABA_CLOUD_ECS_METADATA_DISABLED", value);
        assert_eq!(
            world.reason(&EcsRoleProvider::new().role("r")),
            "ecs_ram_role: switched off by ALIBABA_CLOUD_ECS_METADATA_DISABLED"
        );
        assert!(world.seen().is_empty());
    }
}

#[test]
fn metadata_refusals() {
    let reason = |list: Answer, keys: Answer| {
        let world = World::new(move |request| match request.path.as_str() {
            "/latest/api/token" => ok("t"),
            path if path.ends_with('/') => list.clone(),
            _ => keys.clone(),
        });
        world.reason(&EcsRoleProvider::new())
    };
    for (list, keys, expected) in [
        (
            status(404, "<html>"),
            ok(""),
            "ecs_ram_role: the metadata service answered with status 404 (has the machine this role, or any?)",
        ),
        (
            ok("<html>"),
            ok(""),
            "ecs_ram_role: the metadata service listed something that cannot be the name of a role",
        ),
        (ok("\n"), ok(""), "ecs_ram_role: the machine has no role"),
        (
            ok("r"),
            ok(r#"{"Code":"Failed"}"#),
            "ecs_ram_role: the metadata service answered with code `Failed` instead of `Success`",
        ),
        (
            ok("r"),
            ok("{}"),
            "ecs_ram_role: the metadata service answered with code `` instead of `Success`",
        ),
        (
            ok("r"),
            ok(r#"{"Code":"Success"}"#),
            "ecs_ram_role: the answer of the metadata service has no `AccessKeyId`",
        ),
    ] {
        assert_eq!(reason(list, keys), expected);
    }
    assert!(reason(ok("r"), ok("no JSON")).contains("is no JSON"));
}

#[test]
fn the_address_of_a_variable_or_of_the_caller() {
    let world = World::new(|_| ok(keys("uri", NOW + 60))).with(
        "ALIBABA_CLOUD_CREDENTIALS_URI",
        "http://169.254.1.1:90/keys?pod=a%2Fb",
    );
    let found = world.ask(&CredentialsUriProvider::new()).unwrap();
    assert_eq!(
        shown(&found),
        "credential_uri uri secret-of-uri token-of-uri"
    );
    world
        .ask(&CredentialsUriProvider::new().uri("https://k.example"))
        .unwrap();
    assert_eq!(
        lines(&world),
        [
            "GET http://169.254.1.1:90/keys?pod=a%2Fb -",
            "GET https://k.example/ -"
        ]
    );
    assert_eq!(world.limits()[0].total_timeout, Duration::from_secs(10));
}

#[test]
fn uri_refusals() {
    let reason = |answer: Answer| {
        World::new(move |_| answer.clone())
            .reason(&CredentialsUriProvider::new().uri("https://k.example/hunter2"))
    };
    assert_eq!(
        reason(status(503, r#"{"Code":"Busy"}"#)),
        "credential_uri: the credentials URI answered with status 503, code `Busy`"
    );
    assert_eq!(
        reason(ok(r#"{"Code":"Failed"}"#)),
        "credential_uri: the credentials URI answered with code `Failed`"
    );
    assert_eq!(
        reason(ok("{}")),
        "credential_uri: the answer of the credentials URI has no `AccessKeyId`"
    );
    assert_eq!(
        World::new(|_| ok(success("u")))
            .ask(&CredentialsUriProvider::new().uri("https://k"))
            .unwrap()
            .access_key_id,
        "u"
    );
    let bad = CredentialsUriProvider::new().uri("hunter2");
    assert_eq!(
        World::offline().reason(&bad),
        "credential_uri: the address is no URI: it does not begin with `http://` or `https://`"
    );
    assert!(!format!("{bad:?}").contains("hunter2"));
    assert!(!reason(ok("hunter2")).contains("hunter2"));
}
