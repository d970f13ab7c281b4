//! A role assumed with the token of an OpenID provider, as pods of a cluster have it: `AssumeRoleWithOIDC`, unsigned.

use std::path::PathBuf;

use zeroize::Zeroize;

use super::answer::fail;
use super::error::{CredentialsError, CredentialsErrorKind};
use super::keys::Credentials;
use super::provider::{CredentialsFuture, CredentialsProvider, ProviderContext};
use super::sts::{Role, VERSION, ask, role_settings};
use crate::Secret;
use crate::clock::format_utc;
use crate::http::HttpRequest;
use crate::wire::percent_encode_into;

/// Assumes a role with a token that lies in a file. The file is read at each call, because whoever put it there renews
/// it.
///
/// Asks the security token service at each call: see [`cached`](CredentialsProvider::cached).
#[derive(Clone, Debug)]
pub struct OidcRoleProvider {
    role: Role,
    provider_arn: String,
    token_file: PathBuf,
}

const NAME: &str = "oidc_role_arn";

impl OidcRoleProvider {
    /// Assumes the role with this ARN, for an hour, by the OpenID provider with that ARN and the token in the file.
    #[must_use]
    pub fn new(
        role_arn: impl Into<String>,
        provider_arn: impl Into<String>,
        token_file: impl Into<PathBuf>,
    ) -> Self {
        OidcRoleProvider {
            role: Role::new(role_arn),
            provider_arn: provider_arn.into(),
            token_file: token_file.into(),
        }
    }

    role_settings!();

    fn token(&self, cx: &ProviderContext<'_>) -> Result<Secret, CredentialsError> {
        let misconfigured =
            |reason: String| fail(NAME, CredentialsErrorKind::Misconfigured, reason);
        let shown = self.token_file.display();
        let mut bytes = match cx.environment.read_file(&self.token_file) {
            Ok(bytes) => bytes,
            Err(error) => {
                return misconfigured(format!("the token file {shown} cannot be read: {error}"));
            }
        };
        let token = std::str::from_utf8(&bytes)
            .ok()
            .map(|text| Secret::new(text.trim()));
        bytes.zeroize();
        match token {
            None => misconfigured(format!("the token file {shown} is not UTF-8")),
            Some(token) if token.is_empty() => {
                misconfigured(format!("the token file {shown} is empty"))
            }
            Some(token) => Ok(token),
        }
    }

    async fn assume(&self, cx: &ProviderContext<'_>) -> Result<Credentials, CredentialsError> {
        let endpoint = self.role.endpoint(NAME, cx)?;
        let token = self.token(cx)?;
        let Some(timestamp) = format_utc(cx.clock.now()) else {
            return fail(
                NAME,
                CredentialsErrorKind::Misconfigured,
                "the clock is not within the years 1970 to 9999",
            );
        };
        let mut request = HttpRequest::new("POST", endpoint.scheme(), endpoint.host(), "/");
        // Nobody signs this, so it goes in the older form, with what is common to all requests in the query.
        request.query = [
            ("Action", "AssumeRoleWithOIDC"),
            ("Version", VERSION),
            ("Format", "JSON"),
            ("Timestamp", timestamp.as_str()),
            ("SignatureNonce", cx.nonces.nonce().as_str()),
        ]
        .into_iter()
        .collect();
        let parameters = self.role.parameters(cx);
        let mut form = String::new();
        let own = [
            ("OIDCProviderArn", self.provider_arn.as_str()),
            ("OIDCToken", token.expose()),
        ];
        let common = parameters.iter().map(|pair| (pair.name(), pair.value()));
        for (name, value) in common.chain(own) {
            if !form.is_empty() {
                form.push('&');
            }
            form.push_str(name);
            form.push('=');
            percent_encode_into(&mut form, value.as_bytes());
        }
        request.body = form.into_bytes();
        request.set_header("Content-Type", "application/x-www-form-urlencoded");
        request.set_header("Accept", "application/json");
        ask(NAME, NAME.into(), request, &[&token], cx).await
    }
}

impl CredentialsProvider for OidcRoleProvider {
    fn name(&self) -> &str {
        NAME
    }

    fn credentials<'a>(&'a self, cx: &'a ProviderContext<'a>) -> CredentialsFuture<'a> {
        Box::pin(self.assume(cx))
    }
}

/// An [`OidcRoleProvider`] made of variables: `ALIBABA_CLOUD_ROLE_ARN`, `ALIBABA_CLOUD_OIDC_PROVIDER_ARN` and
/// `ALIBABA_CLOUD_OIDC_TOKEN_FILE`, all of which must be set.
#[derive(Clone, Copy, Debug, Default)]
pub struct OidcEnvironmentProvider;

impl OidcEnvironmentProvider {
    async fn assume(&self, cx: &ProviderContext<'_>) -> Result<Credentials, CredentialsError> {
        const NEEDED: [&str; 3] = [
            "ALIBABA_CLOUD_ROLE_ARN",
            "ALIBABA_CLOUD_OIDC_PROVIDER_ARN",
            "ALIBABA_CLOUD_OIDC_TOKEN_FILE",
        ];
        let [Some(role), Some(provider), Some(file)] = NEEDED.map(|name| cx.variable(name)) else {
            let missing: Vec<&str> = NEEDED
                .into_iter()
                .filter(|name| cx.variable(name).is_none())
                .collect();
            return fail(
                NAME,
                CredentialsErrorKind::NotConfigured,
                format!("not set: {}", missing.join(", ")),
            );
        };
        OidcRoleProvider::new(role, provider, file).assume(cx).await
    }
}

impl CredentialsProvider for OidcEnvironmentProvider {
    fn name(&self) -> &str {
        NAME
    }

    fn credentials<'a>(&'a self, cx: &'a ProviderContext<'a>) -> CredentialsFuture<'a> {
        Box::pin(self.assume(cx))
    }
}
