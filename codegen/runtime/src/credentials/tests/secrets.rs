//! Whatever goes wrong, nothing secret shows.

use std::sync::Arc;

use proptest::prelude::*;

use super::world::*;
use crate::credentials::{
    CliProfileProvider, Credentials, CredentialsProvider, CredentialsUriProvider, EcsRoleProvider,
    EnvironmentProvider, FileProfileProvider, OidcRoleProvider, RamRoleProvider,
};
use crate::http::HttpResponse;

const SECRET: &str = "hunter2-hunter2";

fn providers() -> Vec<Arc<dyn CredentialsProvider>> {
    let keys = Credentials::session("id", SECRET, SECRET);
    vec![
        Arc::new(EnvironmentProvider),
        Arc::new(CliProfileProvider::new()),
        Arc::new(FileProfileProvider::new()),
        Arc::new(OidcRoleProvider::new("r", "p", "/token")),
        Arc::new(RamRoleProvider::new(Arc::new(keys), "r")),
        Arc::new(EcsRoleProvider::new()),
        Arc::new(CredentialsUriProvider::new()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Files and answers that are whole but for one cut and one changed byte: an error or keys, and no secret in what
    /// `Debug` and `Display` show of either.
    #[test]
    fn damaged_files_and_answers(cut in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), byte in any::<u8>(), code in 100..600_u16) {
        let damage = |text: &str| {
            let mut bytes = text.as_bytes().to_vec();
            let at = at.index(bytes.len());
            bytes[at] = byte;
            bytes.truncate(cut.index(bytes.len() + 1).max(bytes.len() / 2));
            bytes
        };
        let session = format!(
            r#"{{"AccessKeyId":"i","AccessKeySecret":"{SECRET}","SecurityToken":"{SECRET}","Expiration":"2026-01-02T03:04:05Z"}}"#
        );
        let body = damage(&format!(
            r#"{{"Code":"Success","Message":"{SECRET}","Credentials":{session},{}"#,
            &session[1..]
        ));
        let mut world = World::new(move |_| Ok(HttpResponse::new(if code % 2 == 0 { 200 } else { code }, body.clone())))
            .with("ALIBABA_CLOUD_ACCESS_KEY_SECRET", SECRET)
            .with("ALIBABA_CLOUD_CREDENTIALS_URI", &format!("https://h/{SECRET}?a={SECRET}"));
        world.environment = world.environment
            .with_file("/token", SECRET)
            .with_file("/home/me/.aliyun/config.json", damage(&format!(
                r#"{{"profiles":[{{"name":"default","mode":"StsToken","access_key_id":"i","sts_token":"{SECRET}","access_key_secret":"{SECRET}"}}]}}"#
            )))
            .with_file("/home/me/.alibabacloud/credentials", damage(&format!(
                "[default]\ntype=ram_role_arn\nrole_arn=r\naccess_key_id=i\naccess_key_secret={SECRET}\n"
            )));
        for provider in providers() {
            let shown = match world.ask(&*provider) {
                Ok(found) => format!("{found:?}"),
                Err(error) => format!("{error} {error:?}"),
            };
            // A Message in an answer that nobody knows to hold a secret of ours may be quoted: those of STS are known.
            let known = !["ecs_ram_role", "credential_uri"].contains(&provider.name());
            prop_assert!(!known || !shown.contains("hunter2"), "{}: {shown}", provider.name());
        }
        for request in world.seen() {
            let shown = format!("{request:?}");
            prop_assert!(request.host == "h" || !shown.contains("hunter2"), "{shown}");
        }
    }
}
