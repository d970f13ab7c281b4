//! Profiles of the clients' own file.

use super::world::*;
use crate::credentials::{CredentialsErrorKind, FileProfileProvider};

const INI: &str = "/home/me/.alibabacloud/credentials.ini";
const PLAIN: &str = "/home/me/.alibabacloud/credentials";

const FILE: &str = "
# A comment
[default]
type = access_key
access_key_id = id-default
access_key_secret = s # not a part of it

[ecs]
type = ecs_ram_role
role_name = my-role
[ram]
type = ram_role_arn
access_key_id = id-ram
access_key_secret = s
role_arn = acs:r
role_session_name = me
policy = {}
[oidc]
type = oidc_role_arn
role_arn = acs:r
oidc_provider_arn = acs:p
oidc_token_file_path = /token
[rsa]
type = rsa_key_pair
private_key = hunter2
[half]
type = access_key
access_key_secret = hunter2
[untyped]
access_key_id = id
";

fn world() -> World {
    World::new(|request| match request.host.as_str() {
        "100.100.100.200" if request.method == "PUT" => ok("imds"),
        "100.100.100.200" => ok(keys("ecs", NOW + 3600).replacen('{', r#"{"Code":"Success","#, 1)),
        _ => ok(format!(r#"{{"Credentials":{}}}"#, keys("role", NOW + 3600))),
    })
    .file("/token", "jwt")
}

#[test]
fn types() {
    let world = world().file(INI, FILE);
    let found = |name: &str| {
        let provider = FileProfileProvider::new().profile(name);
        shown(&world.ask(&provider).unwrap())
    };
    assert_eq!(found("default"), "profile/static_ak id-default s -");
    assert_eq!(
        found("ecs"),
        "profile/ecs_ram_role ecs secret-of-ecs token-of-ecs"
    );
    assert_eq!(
        found("ram"),
        "profile/ram_role_arn/static_ak role secret-of-role token-of-role"
    );
    assert_eq!(
        found("oidc"),
        "profile/oidc_role_arn role secret-of-role token-of-role"
    );
    let seen = world.seen();
    assert!(seen[1].path.ends_with("/my-role"));
    assert!(
        seen[2]
            .url()
            .ends_with("RoleSessionName=me&DurationSeconds=3600&Policy=%7B%7D")
    );
}

#[test]
fn which_file_and_which_section() {
    let provider = FileProfileProvider::new();
    let id = |world: &World| world.ask(&provider).map(|found| found.access_key_id);
    let other = FILE.replace("id-default", "id-other");
    // Either name; the first that has the section; a variable over both.
    assert_eq!(id(&world().file(PLAIN, FILE)).unwrap(), "id-default");
    assert_eq!(
        id(&world().file(INI, &other).file(PLAIN, FILE)).unwrap(),
        "id-other"
    );
    assert_eq!(
        id(&world().file(INI, "[x]\n").file(PLAIN, FILE)).unwrap(),
        "id-default"
    );
    let stated = world()
        .file(INI, FILE)
        .file("/elsewhere", &other)
        .with("ALIBABA_CLOUD_CREDENTIALS_FILE", "/elsewhere");
    assert_eq!(id(&stated).unwrap(), "id-other");
    let named = world()
        .file(INI, FILE)
        .with("ALIBABA_CLOUD_PROFILE", "half");
    assert_eq!(
        named.reason(&provider),
        "profile: section `half` in ~/.alibabacloud/credentials.ini has no `access_key_id`"
    );
}

#[test]
fn what_does_not_work_says_so() {
    let provider = |name: &str| FileProfileProvider::new().profile(name);
    let found = world().file(INI, FILE).file(PLAIN, "[x]");
    for (name, reason) in [
        (
            "rsa",
            "profile: section `rsa` in ~/.alibabacloud/credentials.ini has the type `rsa_key_pair`, which is not supported \
             (supported are access_key, ecs_ram_role, ram_role_arn and oidc_role_arn)",
        ),
        (
            "untyped",
            "profile: section `untyped` in ~/.alibabacloud/credentials.ini has no `type`",
        ),
        (
            "gone",
            "profile: there is no section `gone` in ~/.alibabacloud/credentials.ini or ~/.alibabacloud/credentials",
        ),
    ] {
        assert_eq!(found.reason(&provider(name)), reason);
    }
    let broken = world().file(
        INI,
        "[default]\ntype = access_key\nhunter2 without a sign\n",
    );
    assert_eq!(
        broken.reason(&provider("default")),
        "profile: line 3 of ~/.alibabacloud/credentials.ini is neither a section nor `key = value`"
    );
    let missing = world().with("ALIBABA_CLOUD_CREDENTIALS_FILE", "/gone");
    let error = missing.ask(&provider("default")).unwrap_err();
    assert_eq!(error.kind(), CredentialsErrorKind::Misconfigured);
    assert!(
        error.reason().starts_with("/gone cannot be read"),
        "{error}"
    );
    let mut binary = world();
    binary.environment = binary.environment.with_file(INI, vec![0xFF]);
    assert_eq!(
        binary.reason(&provider("default")),
        "profile: ~/.alibabacloud/credentials.ini is not UTF-8"
    );
}
