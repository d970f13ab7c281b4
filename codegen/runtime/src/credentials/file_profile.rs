//! The profiles of the file that the official clients share: `~/.alibabacloud/credentials`.

use std::path::PathBuf;
use std::sync::Arc;

use zeroize::Zeroizing;

use super::answer::{fail, quotable};
use super::ecs::EcsRoleProvider;
use super::error::{CredentialsError, CredentialsErrorKind};
use super::ini::{Section, section};
use super::keys::Credentials;
use super::oidc::OidcRoleProvider;
use super::provider::{CredentialsFuture, CredentialsProvider, ProviderContext};
use super::ram_role::RamRoleProvider;

/// Reads a section of a file of credentials and does what its `type` says: `access_key`, `ecs_ram_role`, `ram_role_arn`
/// or `oidc_role_arn`. Any other type is an error.
///
/// The file is the one that `ALIBABA_CLOUD_CREDENTIALS_FILE` names, else `~/.alibabacloud/credentials.ini`, else
/// `~/.alibabacloud/credentials` (the official clients do not agree on the name); of the two the first that has the
/// section. The section is the one named here, else by `ALIBABA_CLOUD_PROFILE`, else `default`. Reads the file, and asks
/// where the type says so, at each call: see [`cached`](CredentialsProvider::cached).
#[derive(Clone, Debug, Default)]
pub struct FileProfileProvider {
    profile: Option<String>,
}

const NAME: &str = "profile";
const VARIABLE: &str = "ALIBABA_CLOUD_CREDENTIALS_FILE";
const FOLDER: &str = ".alibabacloud";
const FILES: [&str; 2] = ["credentials.ini", "credentials"];

fn misconfigured<T>(reason: impl Into<String>) -> Result<T, CredentialsError> {
    fail(NAME, CredentialsErrorKind::Misconfigured, reason)
}

impl FileProfileProvider {
    /// The profile in use.
    #[must_use]
    pub fn new() -> Self {
        FileProfileProvider::default()
    }

    /// Names the section.
    #[must_use]
    pub fn profile(mut self, name: impl Into<String>) -> Self {
        self.profile = Some(name.into());
        self
    }

    async fn find(&self, cx: &ProviderContext<'_>) -> Result<Credentials, CredentialsError> {
        let name = self
            .profile
            .clone()
            .or_else(|| cx.variable("ALIBABA_CLOUD_PROFILE"))
            .unwrap_or_else(|| "default".to_owned());
        let inner = Profile::read(&name, cx)?.provider()?;
        let credentials = inner
            .credentials(cx)
            .await
            .map_err(|error| error.within(NAME))?;
        let found_by = format!("{NAME}/{}", credentials.provider_name);
        Ok(credentials.found_by(found_by))
    }
}

struct Profile {
    /// The section's and the file's name, as they are shown.
    shown: String,
    section: Section,
}

impl Profile {
    fn read(name: &str, cx: &ProviderContext<'_>) -> Result<Self, CredentialsError> {
        let stated = cx.variable(VARIABLE);
        let files: Vec<(String, PathBuf)> = match (&stated, cx.environment.home()) {
            (Some(path), _) => vec![(path.clone(), PathBuf::from(path))],
            (None, Some(home)) => FILES
                .iter()
                .map(|file| (format!("~/{FOLDER}/{file}"), home.join(FOLDER).join(file)))
                .collect(),
            (None, None) => Vec::new(),
        };
        let shown_name = quotable(name, &[]);
        let mut without: Vec<String> = Vec::new();
        for (shown, path) in files {
            let bytes = match cx.environment.read_file(&path) {
                Ok(bytes) => Zeroizing::new(bytes),
                Err(error) if stated.is_none() && error.kind() == std::io::ErrorKind::NotFound => {
                    continue;
                }
                Err(error) => return misconfigured(format!("{shown} cannot be read: {error}")),
            };
            let Ok(text) = std::str::from_utf8(&bytes) else {
                return misconfigured(format!("{shown} is not UTF-8"));
            };
            match section(text, name) {
                Ok(Some(section)) => {
                    return Ok(Profile {
                        shown: format!("section `{shown_name}` in {shown}"),
                        section,
                    });
                }
                Ok(None) => without.push(shown),
                Err(line) => {
                    return misconfigured(format!(
                        "line {line} of {shown} is neither a section nor `key = value`"
                    ));
                }
            }
        }
        if without.is_empty() {
            return fail(
                NAME,
                CredentialsErrorKind::NotConfigured,
                format!(
                    "{VARIABLE} is not set, and there is no ~/{FOLDER}/{}",
                    FILES.join(" or ")
                ),
            );
        }
        misconfigured(format!(
            "there is no section `{shown_name}` in {}",
            without.join(" or ")
        ))
    }

    fn needed(&self, key: &str) -> Result<&str, CredentialsError> {
        match self.section.get(key) {
            Some(text) => Ok(text),
            None => misconfigured(format!("{} has no `{key}`", self.shown)),
        }
    }

    fn keys(&self) -> Result<Credentials, CredentialsError> {
        Ok(Credentials::new(
            self.needed("access_key_id")?,
            self.needed("access_key_secret")?,
        ))
    }

    fn provider(&self) -> Result<Arc<dyn CredentialsProvider>, CredentialsError> {
        let optional = |key: &str| self.section.get(key);
        Ok(match self.needed("type")? {
            "access_key" => Arc::new(self.keys()?),
            "ecs_ram_role" => {
                let ecs = EcsRoleProvider::new();
                Arc::new(match optional("role_name") {
                    Some(name) => ecs.role(name),
                    None => ecs,
                })
            }
            "ram_role_arn" => {
                let mut role =
                    RamRoleProvider::new(Arc::new(self.keys()?), self.needed("role_arn")?);
                if let Some(name) = optional("role_session_name") {
                    role = role.session_name(name);
                }
                if let Some(policy) = optional("policy") {
                    role = role.policy(policy);
                }
                Arc::new(role)
            }
            "oidc_role_arn" => {
                let mut role = OidcRoleProvider::new(
                    self.needed("role_arn")?,
                    self.needed("oidc_provider_arn")?,
                    self.needed("oidc_token_file_path")?,
                );
                if let Some(name) = optional("role_session_name") {
                    role = role.session_name(name);
                }
                if let Some(policy) = optional("policy") {
                    role = role.policy(policy);
                }
                Arc::new(role)
            }
            other => {
                return misconfigured(format!(
                    "{} has the type `{}`, which is not supported (supported are access_key, ecs_ram_role, ram_role_arn \
                     and oidc_role_arn)",
                    self.shown,
                    quotable(other, &[])
                ));
            }
        })
    }
}

impl CredentialsProvider for FileProfileProvider {
    fn name(&self) -> &str {
        NAME
    }

    fn credentials<'a>(&'a self, cx: &'a ProviderContext<'a>) -> CredentialsFuture<'a> {
        Box::pin(self.find(cx))
    }
}
