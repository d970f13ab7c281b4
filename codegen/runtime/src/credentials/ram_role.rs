//! A role assumed with other credentials: `AssumeRole`, signed.

use std::sync::Arc;

use super::answer::fail;
use super::error::{CredentialsError, CredentialsErrorKind};
use super::keys::Credentials;
use super::provider::{CredentialsFuture, CredentialsProvider, ProviderContext};
use super::sts::{Role, VERSION, ask, role_settings};
use crate::http::HttpRequest;
use crate::sign::{Signing, sign};

/// Assumes a role of resource access management with the credentials of another provider.
///
/// Asks the security token service at each call: see [`cached`](CredentialsProvider::cached). The service answers at
/// `sts.aliyuncs.com`; `ALIBABA_CLOUD_STS_REGION` and `ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED` choose another host unless
/// it is set here.
#[derive(Clone)]
pub struct RamRoleProvider {
    source: Arc<dyn CredentialsProvider>,
    role: Role,
    external_id: Option<String>,
}

const NAME: &str = "ram_role_arn";

impl RamRoleProvider {
    /// Assumes the role with this ARN, for an hour, in a session named by `ALIBABA_CLOUD_ROLE_SESSION_NAME` or
    /// `acs-runtime`.
    #[must_use]
    pub fn new(source: Arc<dyn CredentialsProvider>, role_arn: impl Into<String>) -> Self {
        RamRoleProvider {
            source,
            role: Role::new(role_arn),
            external_id: None,
        }
    }

    role_settings!();

    /// The external ID that the role's trust policy asks for.
    #[must_use]
    pub fn external_id(mut self, id: impl Into<String>) -> Self {
        self.external_id = Some(id.into());
        self
    }

    async fn assume(&self, cx: &ProviderContext<'_>) -> Result<Credentials, CredentialsError> {
        let endpoint = self.role.endpoint(NAME, cx)?;
        let source = self
            .source
            .credentials(cx)
            .await
            .map_err(|error| error.within(NAME))?;
        let mut request = HttpRequest::new("POST", endpoint.scheme(), endpoint.host(), "/");
        request.query = self.role.parameters(cx);
        if let Some(id) = &self.external_id {
            request.query.push(("ExternalId", id));
        }
        request.set_header("Accept", "application/json");
        let nonce = cx.nonces.nonce();
        let signing = Signing::new(&source, "AssumeRole", VERSION, cx.clock.now(), &nonce);
        sign(&mut request, &signing)
            .or_else(|error| fail(NAME, CredentialsErrorKind::Misconfigured, error.to_string()))?;
        let secrets: Vec<_> = std::iter::once(source.access_key_secret())
            .chain(&source.security_token)
            .collect();
        let name = format!("{NAME}/{}", source.provider_name);
        ask(NAME, name.into(), request, &secrets, cx).await
    }
}

impl CredentialsProvider for RamRoleProvider {
    fn name(&self) -> &str {
        NAME
    }

    fn credentials<'a>(&'a self, cx: &'a ProviderContext<'a>) -> CredentialsFuture<'a> {
        Box::pin(self.assume(cx))
    }
}

impl std::fmt::Debug for RamRoleProvider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RamRoleProvider")
            .field("source", &self.source.name())
            .field("role", &self.role.arn)
            .finish_non_exhaustive()
    }
}
