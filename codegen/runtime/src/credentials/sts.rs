//! The security token service: where it answers, what is common to the two ways to assume a role. Unlike the rest of
//! the crate this knows two operations of one service by name: they are how credentials come to be.

use std::borrow::Cow;
use std::time::Duration;

use super::answer::{fail, read_json, refusal, send, session};
use super::error::{CredentialsError, CredentialsErrorKind};
use super::keys::Credentials;
use super::provider::ProviderContext;
use crate::Secret;
use crate::endpoint::{Endpoint, Network, ServiceEndpoints};
use crate::http::{HttpRequest, HttpResponse};
use crate::transport::{Limits, PlainHttp};
use crate::wire::Pairs;

pub(super) const VERSION: &str = "2015-04-01";

/// How long a session lives unless something else is asked for.
pub(super) const LIFE: Duration = Duration::from_secs(3600);

static REGIONAL: ServiceEndpoints = ServiceEndpoints::new()
    .rule("sts.{region}.aliyuncs.com")
    .vpc_rule("sts-vpc.{region}.aliyuncs.com");

const CENTRAL: &str = "sts.aliyuncs.com";

/// Connecting may take 5 seconds, all of it 10; the answer is a few hundred bytes.
pub(super) const LIMITS: Limits =
    Limits::new(Duration::from_secs(5), Duration::from_secs(10), 1 << 20)
        .plain_http(PlainHttp::Loopback);

/// The methods by which both providers are told of their [`Role`], in the field `role`.
macro_rules! role_settings {
    () => {
        /// Names the session; else it is named by `ALIBABA_CLOUD_ROLE_SESSION_NAME` or `acs-runtime`.
        #[must_use]
        pub fn session_name(mut self, name: impl Into<String>) -> Self {
            self.role.session_name = Some(name.into());
            self
        }

        /// How long the session lives, in whole seconds. The service allows 15 minutes up to what the role allows.
        #[must_use]
        pub fn life(mut self, life: std::time::Duration) -> Self {
            self.role.life = life;
            self
        }

        /// Narrows what the session may do, by a policy in JSON.
        #[must_use]
        pub fn policy(mut self, json: impl Into<String>) -> Self {
            self.role.policy = Some(json.into());
            self
        }

        /// The region whose token service is asked; else `ALIBABA_CLOUD_STS_REGION`, else the central one.
        #[must_use]
        pub fn region(mut self, region: impl Into<String>) -> Self {
            self.role.region = Some(region.into());
            self
        }

        /// Whether the token service is asked at its host within a virtual private cloud; else
        /// `ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED`.
        #[must_use]
        pub fn vpc(mut self, vpc: bool) -> Self {
            self.role.vpc = Some(vpc);
            self
        }

        /// The token service's host, in the form of [`Endpoint::parse`](crate::endpoint::Endpoint::parse). Plain HTTP
        /// goes to loopback only.
        #[must_use]
        pub fn endpoint(mut self, host: impl Into<String>) -> Self {
            self.role.endpoint = Some(host.into());
            self
        }
    };
}

pub(super) use role_settings;

/// What is asked of the service in both ways.
#[derive(Clone, Debug)]
pub(super) struct Role {
    pub(super) arn: String,
    pub(super) session_name: Option<String>,
    pub(super) life: Duration,
    pub(super) policy: Option<String>,
    pub(super) endpoint: Option<String>,
    pub(super) region: Option<String>,
    pub(super) vpc: Option<bool>,
}

impl Role {
    pub(super) fn new(arn: impl Into<String>) -> Self {
        Role {
            arn: arn.into(),
            session_name: None,
            life: LIFE,
            policy: None,
            endpoint: None,
            region: None,
            vpc: None,
        }
    }

    /// Where the service answers: what was set, else what variables say, else its central host.
    pub(super) fn endpoint(
        &self,
        provider: &str,
        cx: &ProviderContext<'_>,
    ) -> Result<Endpoint, CredentialsError> {
        let region = self
            .region
            .clone()
            .or_else(|| cx.variable("ALIBABA_CLOUD_STS_REGION"));
        let vpc = self
            .vpc
            .unwrap_or_else(|| cx.is_true("ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED"));
        let network = if vpc { Network::Vpc } else { Network::Public };
        let explicit = match (&self.endpoint, &region) {
            (Some(endpoint), _) => Some(endpoint.as_str()),
            (None, None) => Some(CENTRAL),
            (None, Some(_)) => None,
        };
        REGIONAL
            .resolve(explicit, region.as_deref(), network)
            .or_else(|error| {
                fail(
                    provider,
                    CredentialsErrorKind::Misconfigured,
                    format!("there is no endpoint of STS: {error}"),
                )
            })
    }

    /// The parameters that both ways have.
    pub(super) fn parameters(&self, cx: &ProviderContext<'_>) -> Pairs {
        let name = match &self.session_name {
            Some(name) => name.clone(),
            None => cx
                .variable("ALIBABA_CLOUD_ROLE_SESSION_NAME")
                .unwrap_or_else(|| "acs-runtime".to_owned()),
        };
        let mut pairs = Pairs::new();
        pairs.push(("RoleArn", &self.arn));
        pairs.push(("RoleSessionName", &name));
        pairs.push(("DurationSeconds", &self.life.as_secs().to_string()));
        if let Some(policy) = &self.policy {
            pairs.push(("Policy", policy));
        }
        pairs
    }
}

/// Sends the request and reads the session in its answer.
pub(super) async fn ask(
    provider: &str,
    found_by: Cow<'static, str>,
    request: HttpRequest,
    secrets: &[&Secret],
    cx: &ProviderContext<'_>,
) -> Result<Credentials, CredentialsError> {
    let response: HttpResponse = send(provider, "STS", request, LIMITS, cx).await?;
    if response.status != 200 {
        return fail(
            provider,
            CredentialsErrorKind::Refused,
            refusal("STS", response, secrets),
        );
    }
    let answer = read_json(response.body).or_else(|error| {
        fail(
            provider,
            CredentialsErrorKind::Refused,
            format!("the answer of STS is no JSON: {error}"),
        )
    })?;
    let Some(credentials) = answer.0.get("Credentials") else {
        return fail(
            provider,
            CredentialsErrorKind::Refused,
            "the answer of STS has no `Credentials`",
        );
    };
    session(provider, "STS", credentials).map(|credentials| credentials.found_by(found_by))
}
