//! The profiles of the provider's command line tool: `~/.aliyun/config.json`.

use std::sync::Arc;
use std::time::Duration;

use super::answer::{Wiped, fail, quotable, read_json, text};
use super::ecs::EcsRoleProvider;
use super::error::{CredentialsError, CredentialsErrorKind};
use super::keys::Credentials;
use super::oidc::OidcRoleProvider;
use super::provider::{CredentialsFuture, CredentialsProvider, ProviderContext};
use super::ram_role::RamRoleProvider;
use crate::Value;

/// Reads a profile of the command line tool and does what its mode says: `AK`, `StsToken`, `RamRoleArn`, `EcsRamRole` or
/// `OIDC`. Any other mode is an error.
///
/// The profile is the one named here, else by `ALIBABA_CLOUD_PROFILE`, else the file's `current`, else `default`.
/// `ALIBABA_CLOUD_CLI_PROFILE_DISABLED=true` switches it off. Reads the file, and asks where the mode says so, at each
/// call: see [`cached`](CredentialsProvider::cached).
#[derive(Clone, Debug, Default)]
pub struct CliProfileProvider {
    profile: Option<String>,
}

const NAME: &str = "cli_profile";
const FILE: &str = ".aliyun/config.json";

fn misconfigured<T>(reason: impl Into<String>) -> Result<T, CredentialsError> {
    fail(NAME, CredentialsErrorKind::Misconfigured, reason)
}

impl CliProfileProvider {
    /// The profile in use.
    #[must_use]
    pub fn new() -> Self {
        CliProfileProvider::default()
    }

    /// Names the profile.
    #[must_use]
    pub fn profile(mut self, name: impl Into<String>) -> Self {
        self.profile = Some(name.into());
        self
    }

    async fn find(&self, cx: &ProviderContext<'_>) -> Result<Credentials, CredentialsError> {
        let config = config(cx)?;
        let name = self
            .profile
            .clone()
            .or_else(|| cx.variable("ALIBABA_CLOUD_PROFILE"))
            .or_else(|| text(&config.0, "current").map(str::to_owned))
            .unwrap_or_else(|| "default".to_owned());
        let profile = Profile::find(&config.0, &name)?;
        let inner = profile.provider()?;
        // What is secret in the file must not wait in memory for an answer.
        drop(config);
        let credentials = inner
            .credentials(cx)
            .await
            .map_err(|error| error.within(NAME))?;
        let found_by = format!("{NAME}/{}", credentials.provider_name);
        Ok(credentials.found_by(found_by))
    }
}

fn config(cx: &ProviderContext<'_>) -> Result<Wiped, CredentialsError> {
    const OFF: &str = "ALIBABA_CLOUD_CLI_PROFILE_DISABLED";
    let not_configured = |reason: String| fail(NAME, CredentialsErrorKind::NotConfigured, reason);
    if cx.is_true(OFF) {
        return not_configured(format!("switched off by {OFF}"));
    }
    let Some(home) = cx.environment.home() else {
        return not_configured("there is no home folder".to_owned());
    };
    match cx.environment.read_file(&home.join(FILE)) {
        Ok(bytes) => read_json(bytes).or_else(|error| misconfigured(format!("~/{FILE}: {error}"))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            not_configured(format!("there is no ~/{FILE}"))
        }
        Err(error) => misconfigured(format!("~/{FILE} cannot be read: {error}")),
    }
}

struct Profile<'a> {
    name: String,
    value: &'a Value,
}

impl<'a> Profile<'a> {
    fn find(config: &'a Value, name: &str) -> Result<Self, CredentialsError> {
        let shown = quotable(name, &[]);
        let profiles = config
            .get("profiles")
            .and_then(Value::as_list)
            .unwrap_or_default();
        match profiles
            .iter()
            .find(|profile| text(profile, "name") == Some(name))
        {
            Some(value) => Ok(Profile { name: shown, value }),
            None => misconfigured(format!("~/{FILE} has no profile `{shown}`")),
        }
    }

    fn optional(&self, key: &str) -> Option<&'a str> {
        text(self.value, key)
    }

    fn needed(&self, key: &str) -> Result<&'a str, CredentialsError> {
        match self.optional(key) {
            Some(text) => Ok(text),
            None => misconfigured(format!(
                "profile `{}` in ~/{FILE} has no `{key}`",
                self.name
            )),
        }
    }

    fn keys(&self) -> Result<Credentials, CredentialsError> {
        Ok(Credentials::new(
            self.needed("access_key_id")?,
            self.needed("access_key_secret")?,
        ))
    }

    /// The length of a session; the tool writes 0 where none was set.
    fn life(&self) -> Result<Option<Duration>, CredentialsError> {
        match self.value.get("expired_seconds") {
            None | Some(Value::Null) => Ok(None),
            Some(value) => match value.as_i64().map(u64::try_from) {
                Some(Ok(0)) => Ok(None),
                Some(Ok(seconds)) => Ok(Some(Duration::from_secs(seconds))),
                _ => misconfigured(format!(
                    "`expired_seconds` of profile `{}` in ~/{FILE} is no whole number of seconds",
                    self.name
                )),
            },
        }
    }

    fn provider(&self) -> Result<Arc<dyn CredentialsProvider>, CredentialsError> {
        Ok(match self.needed("mode")? {
            "AK" => Arc::new(self.keys()?),
            "StsToken" => Arc::new(Credentials::session(
                self.needed("access_key_id")?,
                self.needed("access_key_secret")?,
                self.needed("sts_token")?,
            )),
            "RamRoleArn" => {
                // Keys that are a session's themselves may assume a role as well.
                let keys = match self.optional("sts_token") {
                    Some(token) => Credentials::session(
                        self.needed("access_key_id")?,
                        self.needed("access_key_secret")?,
                        token,
                    ),
                    None => self.keys()?,
                };
                let mut role = RamRoleProvider::new(Arc::new(keys), self.needed("ram_role_arn")?);
                if let Some(name) = self.optional("ram_session_name") {
                    role = role.session_name(name);
                }
                if let Some(life) = self.life()? {
                    role = role.life(life);
                }
                if let Some(policy) = self.optional("policy") {
                    role = role.policy(policy);
                }
                if let Some(id) = self.optional("external_id") {
                    role = role.external_id(id);
                }
                if let Some(region) = self.optional("sts_region") {
                    role = role.region(region);
                }
                if let Some(vpc) = self.value.get("enable_vpc").and_then(Value::as_bool) {
                    role = role.vpc(vpc);
                }
                Arc::new(role)
            }
            "EcsRamRole" => {
                let ecs = EcsRoleProvider::new();
                Arc::new(match self.optional("ram_role_name") {
                    Some(name) => ecs.role(name),
                    None => ecs,
                })
            }
            "OIDC" => {
                let mut role = OidcRoleProvider::new(
                    self.needed("ram_role_arn")?,
                    self.needed("oidc_provider_arn")?,
                    self.needed("oidc_token_file")?,
                );
                if let Some(name) = self.optional("ram_session_name") {
                    role = role.session_name(name);
                }
                if let Some(life) = self.life()? {
                    role = role.life(life);
                }
                if let Some(policy) = self.optional("policy") {
                    role = role.policy(policy);
                }
                if let Some(region) = self.optional("sts_region") {
                    role = role.region(region);
                }
                if let Some(vpc) = self.value.get("enable_vpc").and_then(Value::as_bool) {
                    role = role.vpc(vpc);
                }
                Arc::new(role)
            }
            mode => {
                return misconfigured(format!(
                    "profile `{}` in ~/{FILE} has the mode `{}`, which is not supported (supported are AK, StsToken, \
                     RamRoleArn, EcsRamRole and OIDC)",
                    self.name,
                    quotable(mode, &[])
                ));
            }
        })
    }
}

impl CredentialsProvider for CliProfileProvider {
    fn name(&self) -> &str {
        NAME
    }

    fn credentials<'a>(&'a self, cx: &'a ProviderContext<'a>) -> CredentialsFuture<'a> {
        Box::pin(self.find(cx))
    }
}
