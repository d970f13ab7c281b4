//! Keys in variables of the environment.

use super::answer::fail;
use super::error::CredentialsErrorKind;
use super::keys::Credentials;
use super::provider::{CredentialsFuture, CredentialsProvider, ProviderContext};

/// Reads `ALIBABA_CLOUD_ACCESS_KEY_ID`, `ALIBABA_CLOUD_ACCESS_KEY_SECRET` and, for a session, also
/// `ALIBABA_CLOUD_SECURITY_TOKEN`. An empty variable counts as one that is not set.
#[derive(Clone, Copy, Debug, Default)]
pub struct EnvironmentProvider;

const ID: &str = "ALIBABA_CLOUD_ACCESS_KEY_ID";
const SECRET: &str = "ALIBABA_CLOUD_ACCESS_KEY_SECRET";
const TOKEN: &str = "ALIBABA_CLOUD_SECURITY_TOKEN";

impl CredentialsProvider for EnvironmentProvider {
    fn name(&self) -> &str {
        "env"
    }

    fn credentials<'a>(&'a self, cx: &'a ProviderContext<'a>) -> CredentialsFuture<'a> {
        let found = match (cx.variable(ID), cx.variable(SECRET)) {
            (Some(id), Some(secret)) => Ok(match cx.variable(TOKEN) {
                Some(token) => Credentials::session(id, secret, token),
                None => Credentials::new(id, secret),
            }
            .found_by("env")),
            (id, secret) => {
                let missing: Vec<&str> = [(ID, id.is_none()), (SECRET, secret.is_none())]
                    .into_iter()
                    .filter_map(|(name, absent)| absent.then_some(name))
                    .collect();
                let verb = if missing.len() == 1 { "is" } else { "are" };
                fail(
                    self.name(),
                    CredentialsErrorKind::NotConfigured,
                    format!("{} {verb} not set", missing.join(" and ")),
                )
            }
        };
        Box::pin(std::future::ready(found))
    }
}
