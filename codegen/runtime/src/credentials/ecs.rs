//! The role of the virtual machine that the program runs on, asked of the cloud's metadata service.

use std::time::Duration;

use super::answer::{fail, quotable, read_json, refusal, send, session, text};
use super::error::{CredentialsError, CredentialsErrorKind};
use super::keys::Credentials;
use super::provider::{CredentialsFuture, CredentialsProvider, ProviderContext};
use crate::Secret;
use crate::endpoint::Endpoint;
use crate::http::HttpRequest;
use crate::transport::{Limits, PlainHttp};

/// Asks the metadata service for the keys of the machine's role: first for a token of the service itself, then, unless
/// the role is named, for its name, then for its keys.
///
/// * `ALIBABA_CLOUD_ECS_METADATA_DISABLED=true` switches it off: then nothing is sent.
/// * `ALIBABA_CLOUD_ECS_METADATA` names the role, unless it is named here.
/// * `ALIBABA_CLOUD_IMDSV1_DISABLED=true` forbids to go on without a token where the service gives none.
///
/// The service is on the machine's own link and has no TLS. Asks at each call: see
/// [`cached`](CredentialsProvider::cached).
#[derive(Clone, Debug, Default)]
pub struct EcsRoleProvider {
    role: Option<String>,
    host: Option<String>,
}

const NAME: &str = "ecs_ram_role";
const WHAT: &str = "the metadata service";
const HOST: &str = "100.100.100.200";
const KEYS: &str = "/latest/meta-data/ram/security-credentials/";

/// On the machine's own link a second is long; elsewhere nobody answers, and nobody wants to wait.
const LIMITS: Limits = Limits::new(Duration::from_secs(1), Duration::from_secs(1), 1 << 20)
    .plain_http(PlainHttp::Anywhere);

impl EcsRoleProvider {
    /// Whatever role the machine has.
    #[must_use]
    pub fn new() -> Self {
        EcsRoleProvider::default()
    }

    /// Names the role, which saves a request.
    #[must_use]
    pub fn role(mut self, name: impl Into<String>) -> Self {
        self.role = Some(name.into());
        self
    }

    /// Another host than `100.100.100.200`, with a port if need be: a service of one's own for tests.
    #[must_use]
    pub fn host(mut self, host: impl Into<String>) -> Self {
        self.host = Some(host.into());
        self
    }

    async fn ask(&self, cx: &ProviderContext<'_>) -> Result<Credentials, CredentialsError> {
        if cx.is_true("ALIBABA_CLOUD_ECS_METADATA_DISABLED") {
            return fail(
                NAME,
                CredentialsErrorKind::NotConfigured,
                "switched off by ALIBABA_CLOUD_ECS_METADATA_DISABLED",
            );
        }
        let host = format!("http://{}", self.host.as_deref().unwrap_or(HOST));
        let endpoint = Endpoint::parse(&host)
            .or_else(|error| fail(NAME, CredentialsErrorKind::Misconfigured, error.to_string()))?;
        let token = self.token(&endpoint, cx).await?;
        let named = self.role.clone();
        let role = match named.or_else(|| cx.variable("ALIBABA_CLOUD_ECS_METADATA")) {
            Some(role) if !is_role(&role) => {
                return fail(
                    NAME,
                    CredentialsErrorKind::Misconfigured,
                    format!("`{}` cannot be the name of a role", quotable(&role, &[])),
                );
            }
            Some(role) => role,
            None => self.list(&endpoint, token.as_ref(), cx).await?,
        };
        let path = format!("{KEYS}{role}");
        let bytes = self.get(&endpoint, path, token.as_ref(), cx).await?;
        let answer = read_json(bytes).or_else(|error| {
            fail(
                NAME,
                CredentialsErrorKind::Refused,
                format!("the answer of {WHAT} is no JSON: {error}"),
            )
        })?;
        match text(&answer.0, "Code") {
            Some("Success") => {}
            code => {
                let code = quotable(code.unwrap_or_default(), &[]);
                return fail(
                    NAME,
                    CredentialsErrorKind::Refused,
                    format!("{WHAT} answered with code `{code}` instead of `Success`"),
                );
            }
        }
        session(NAME, WHAT, &answer.0).map(|credentials| credentials.found_by(NAME))
    }

    /// A token of the service, or none where it gives none and the older way is not forbidden.
    async fn token(
        &self,
        endpoint: &Endpoint,
        cx: &ProviderContext<'_>,
    ) -> Result<Option<Secret>, CredentialsError> {
        let mut request = HttpRequest::new(
            "PUT",
            endpoint.scheme(),
            endpoint.host(),
            "/latest/api/token",
        );
        request.set_header("X-aliyun-ecs-metadata-token-ttl-seconds", "21600");
        let failure = match cx.transport.send(request, LIMITS).await {
            Ok(response) if response.status == 200 => {
                let mut body = response.body;
                let token = std::str::from_utf8(&body).unwrap_or_default().trim();
                let token = Some(Secret::new(token)).filter(|token| !token.is_empty());
                zeroize::Zeroize::zeroize(&mut body);
                if token.is_some() {
                    return Ok(token);
                }
                CredentialsError::new(
                    NAME,
                    CredentialsErrorKind::Refused,
                    format!("{WHAT} gave an empty token"),
                )
            }
            Ok(response) => CredentialsError::new(
                NAME,
                CredentialsErrorKind::Refused,
                format!("asked for a token, {}", refusal(WHAT, response, &[])),
            ),
            Err(error) => {
                let failure = CredentialsError::new(
                    NAME,
                    CredentialsErrorKind::Unreachable,
                    format!("{WHAT} could not be asked for a token: {error}"),
                );
                if !error.request_may_have_left() {
                    // Nobody is there; to ask again in the older way would only cost more time.
                    return Err(failure);
                }
                failure
            }
        };
        if cx.is_true("ALIBABA_CLOUD_IMDSV1_DISABLED") {
            Err(failure)
        } else {
            Ok(None)
        }
    }

    async fn list(
        &self,
        endpoint: &Endpoint,
        token: Option<&Secret>,
        cx: &ProviderContext<'_>,
    ) -> Result<String, CredentialsError> {
        let bytes = self.get(endpoint, KEYS.to_owned(), token, cx).await?;
        let text = String::from_utf8_lossy(&bytes);
        match text.lines().map(str::trim).find(|line| !line.is_empty()) {
            Some(role) if is_role(role) => Ok(role.to_owned()),
            Some(_) => fail(
                NAME,
                CredentialsErrorKind::Refused,
                format!("{WHAT} listed something that cannot be the name of a role"),
            ),
            None => fail(
                NAME,
                CredentialsErrorKind::Refused,
                "the machine has no role",
            ),
        }
    }

    async fn get(
        &self,
        endpoint: &Endpoint,
        path: String,
        token: Option<&Secret>,
        cx: &ProviderContext<'_>,
    ) -> Result<Vec<u8>, CredentialsError> {
        let mut request = HttpRequest::new("GET", endpoint.scheme(), endpoint.host(), path);
        if let Some(token) = token {
            request.set_header("X-aliyun-ecs-metadata-token", token.expose());
        }
        let response = send(NAME, WHAT, request, LIMITS, cx).await?;
        if response.status == 200 {
            return Ok(response.body);
        }
        let hint = if response.status == 404 {
            " (has the machine this role, or any?)"
        } else {
            ""
        };
        let secrets: Vec<&Secret> = token.into_iter().collect();
        fail(
            NAME,
            CredentialsErrorKind::Refused,
            format!("{}{hint}", refusal(WHAT, response, &secrets)),
        )
    }
}

/// Whether the text can be the name of a role, and so stand in a path as it is.
fn is_role(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'))
        && text.bytes().any(|byte| byte != b'.')
}

impl CredentialsProvider for EcsRoleProvider {
    fn name(&self) -> &str {
        NAME
    }

    fn credentials<'a>(&'a self, cx: &'a ProviderContext<'a>) -> CredentialsFuture<'a> {
        Box::pin(self.ask(cx))
    }
}
