//! Puts a client together, and refuses what cannot work before anything is sent. Must not do I/O.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::AtomicI64;
use std::time::Duration;

use super::Client;
use super::core::Core;
use super::options::{CallOptions, Retry, Settings};
use crate::clock::{Clock, SystemClock};
use crate::credentials::{CredentialsProvider, Environment, SystemEnvironment};
use crate::endpoint::{EndpointError, Network, ServiceEndpoints};
use crate::http::Scheme;
use crate::policy::Validation;
use crate::sign::{NonceSource, RandomNonce};
use crate::timer::Timer;
use crate::transport::{PlainHttp, Transport};

const OWN_NAME: &str = concat!("acs-runtime/", env!("CARGO_PKG_VERSION"));

/// Why a client cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BuildError {
    /// There is no endpoint for this region, or what was given is none.
    Endpoint(EndpointError),
    /// Plain HTTP to this host is not allowed: to this machine it has to be asked for, to others it cannot be.
    PlainHttp(String),
    /// No transport was given, and this crate was built without one.
    NoTransport,
    /// No timer was given, and this crate was built without one.
    NoTimer,
    /// The system gives no thread, or no means to wait for connections, for a client whose calls block.
    NoThread(String),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BuildError::Endpoint(error) => error.fmt(f),
            BuildError::PlainHttp(host) => write!(
                f,
                "plain HTTP to {host} is not allowed (to this machine: `allow_plain_http_to_loopback`)"
            ),
            BuildError::NoTransport => {
                f.write_str("no transport: give one, or use the feature `reqwest` (of generated crates: `client`)")
            }
            BuildError::NoTimer => {
                f.write_str("no timer: give one, or use the feature `tokio` (of generated crates: `client`)")
            }
            BuildError::NoThread(error) => write!(f, "no thread for the client: {error}"),
        }
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            BuildError::Endpoint(error) => Some(error),
            _ => None,
        }
    }
}

/// What a [`ClientBuilder`] can make: a client, or a type that holds one, such as those of generated crates.
pub trait FromClient: Sized {
    /// Makes one of the client.
    ///
    /// # Errors
    ///
    /// What keeps this type from being made, such as [`BuildError::NoThread`].
    fn from_client(client: Client) -> Result<Self, BuildError>;
}

impl FromClient for Client {
    fn from_client(client: Client) -> Result<Self, BuildError> {
        Ok(client)
    }
}

/// Says how a [`Client`] (or a type that holds one) is to be. Everything but the endpoint (or region) has a default.
#[must_use]
pub struct ClientBuilder<C = Client> {
    parts: Box<Parts>,
    makes: PhantomData<fn() -> C>,
}

/// The same for all types that hold a client.
struct Parts {
    endpoints: Option<&'static ServiceEndpoints>,
    endpoint: Option<String>,
    region: Option<String>,
    network: Network,
    loopback: bool,
    transport: Option<Arc<dyn Transport>>,
    credentials: Option<Arc<dyn CredentialsProvider>>,
    environment: Arc<dyn Environment>,
    clock: Arc<dyn Clock>,
    timer: Option<Arc<dyn Timer>>,
    nonces: Arc<dyn NonceSource>,
    jitter: Arc<dyn Fn() -> f64 + Send + Sync>,
    user_agent: String,
    additions: CallOptions,
}

impl Default for ClientBuilder {
    fn default() -> Self {
        ClientBuilder::new()
    }
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("endpoint", &self.parts.endpoint)
            .field("region", &self.parts.region)
            .field("network", &self.parts.network)
            .field("defaults", &self.parts.additions)
            .finish_non_exhaustive()
    }
}

impl ClientBuilder {
    /// Nothing but defaults.
    pub fn new() -> Self {
        ClientBuilder::bare()
    }
}

impl<C> ClientBuilder<C> {
    /// For generated crates: a type that holds a client of this service. `name` is the crate's, with its version.
    pub fn for_service(endpoints: &'static ServiceEndpoints, name: &str) -> Self {
        ClientBuilder::making(Some(endpoints), format!("{name} {OWN_NAME}"))
    }

    /// Nothing but defaults, for any type that holds a client.
    pub(crate) fn bare() -> Self {
        ClientBuilder::making(None, OWN_NAME.to_owned())
    }

    fn making(endpoints: Option<&'static ServiceEndpoints>, user_agent: String) -> Self {
        let parts = Parts {
            endpoints,
            endpoint: None,
            region: None,
            network: Network::Public,
            loopback: false,
            transport: None,
            credentials: None,
            environment: Arc::new(SystemEnvironment),
            clock: Arc::new(SystemClock),
            timer: None,
            nonces: Arc::new(RandomNonce),
            jitter: Arc::new(random),
            user_agent,
            additions: CallOptions::new(),
        };
        ClientBuilder {
            parts: Box::new(parts),
            makes: PhantomData,
        }
    }

    /// The service's table of hosts, from the generated crate.
    pub fn endpoints(mut self, endpoints: &'static ServiceEndpoints) -> Self {
        self.parts.endpoints = Some(endpoints);
        self
    }

    /// The host that requests go to, with or without `https://` and a port. It wins over region and network.
    pub fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.parts.endpoint = Some(endpoint.into());
        self
    }

    /// The region whose host requests go to. (An operation's own parameter for a region is another matter.)
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.parts.region = Some(region.into());
        self
    }

    /// From where the service is called.
    pub fn network(mut self, network: Network) -> Self {
        self.parts.network = network;
        self
    }

    /// Allows an endpoint `http://…` on this machine, for tests.
    pub fn allow_plain_http_to_loopback(mut self, allowed: bool) -> Self {
        self.parts.loopback = allowed;
        self
    }

    /// Where access keys come from. By default, from where the official clients take them:
    /// [`default_chain`](crate::credentials::default_chain).
    pub fn credentials(mut self, provider: impl CredentialsProvider + 'static) -> Self {
        self.parts.credentials = Some(Arc::new(provider));
        self
    }

    /// How requests are sent. By default over `reqwest`, with that feature.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.parts.transport = Some(Arc::new(transport));
        self
    }

    /// How the client waits. By default by tokio, with feature `tokio` or `reqwest`.
    pub fn timer(mut self, timer: impl Timer + 'static) -> Self {
        self.parts.timer = Some(Arc::new(timer));
        self
    }

    /// What time it is. By default the machine's.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.parts.clock = Arc::new(clock);
        self
    }

    /// What makes requests, and tokens that are filled in, unlike each other.
    pub fn nonces(mut self, nonces: impl NonceSource + 'static) -> Self {
        self.parts.nonces = Arc::new(nonces);
        self
    }

    /// What pauses are cut by: numbers from 0 up to 1. By default random ones.
    pub fn jitter(mut self, jitter: impl Fn() -> f64 + Send + Sync + 'static) -> Self {
        self.parts.jitter = Arc::new(jitter);
        self
    }

    /// Where providers of credentials look for variables and files. By default the process's own.
    pub fn environment(mut self, environment: impl Environment + 'static) -> Self {
        self.parts.environment = Arc::new(environment);
        self
    }

    /// What the client calls itself.
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.parts.user_agent = name.into();
        self
    }

    /// What is done about violations, unless a call says otherwise. By default
    /// [`Enforce`](Validation::Enforce).
    pub fn validation(mut self, policy: Validation) -> Self {
        self.parts.additions = self.parts.additions.validation(policy);
        self
    }

    /// How long it may take until there is a connection. By default 5 seconds.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.parts.additions = self.parts.additions.connect_timeout(timeout);
        self
    }

    /// How long one attempt may take, to the last byte of its answer. By default 30 seconds.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.parts.additions = self.parts.additions.attempt_timeout(timeout);
        self
    }

    /// How long a call may take: credentials, attempts, and pauses between them. By default 2 minutes.
    pub fn total_timeout(mut self, timeout: Duration) -> Self {
        self.parts.additions = self.parts.additions.total_timeout(timeout);
        self
    }

    /// How many bytes the body of an answer may have, as it travels and decoded. By default 8 MiB, which is also as much
    /// as is read as JSON.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.parts.additions = self.parts.additions.max_response_bytes(bytes);
        self
    }

    /// How often a call is tried again. By default [`Retry::DEFAULT`].
    pub fn retry(mut self, retry: Retry) -> Self {
        self.parts.additions = self.parts.additions.retry(retry);
        self
    }

    /// A parameter for each request: see [`CallOptions::parameter`].
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parts.additions = self.parts.additions.parameter(name, value);
        self
    }

    /// A header for each request: see [`CallOptions::header`].
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parts.additions = self.parts.additions.header(name, value);
        self
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// When there is no endpoint, or none that may be used; or no transport or timer.
    pub fn build(self) -> Result<C, BuildError>
    where
        C: FromClient,
    {
        C::from_client(self.parts.build()?)
    }
}

impl Parts {
    fn build(self) -> Result<Client, BuildError> {
        static NO_ENDPOINTS: ServiceEndpoints = ServiceEndpoints::new();
        let endpoint = self
            .endpoints
            .unwrap_or(&NO_ENDPOINTS)
            .resolve(
                self.endpoint.as_deref(),
                self.region.as_deref(),
                self.network,
            )
            .map_err(BuildError::Endpoint)?;
        let plain_http = if self.loopback {
            PlainHttp::Loopback
        } else {
            PlainHttp::Refused
        };
        if endpoint.scheme() == Scheme::Http && !plain_http.allows(endpoint.host()) {
            return Err(BuildError::PlainHttp(endpoint.host().to_owned()));
        }
        let transport = self
            .transport
            .or_else(default_transport)
            .ok_or(BuildError::NoTransport)?;
        let timer = self
            .timer
            .or_else(default_timer)
            .ok_or(BuildError::NoTimer)?;
        let credentials = self
            .credentials
            .unwrap_or_else(|| Arc::new(crate::credentials::default_chain()));
        Ok(Client {
            core: Arc::new(Core {
                endpoint,
                plain_http,
                transport,
                credentials,
                environment: self.environment,
                clock: self.clock,
                timer,
                nonces: self.nonces,
                jitter: self.jitter,
                user_agent: self.user_agent,
                settings: Settings::DEFAULT.with(&self.additions),
                additions: self.additions,
                clock_offset: AtomicI64::new(0),
            }),
        })
    }
}

#[cfg(feature = "reqwest")]
fn default_transport() -> Option<Arc<dyn Transport>> {
    Some(Arc::new(crate::reqwest_transport::ReqwestTransport::new()))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport() -> Option<Arc<dyn Transport>> {
    None
}

#[cfg(feature = "tokio")]
fn default_timer() -> Option<Arc<dyn Timer>> {
    Some(Arc::new(crate::timer::TokioTimer))
}

#[cfg(not(feature = "tokio"))]
fn default_timer() -> Option<Arc<dyn Timer>> {
    None
}

/// A number from 0 up to 1, of the keys that the standard library draws from the operating system: enough to keep
/// clients from knocking all at once.
fn random() -> f64 {
    let bits = RandomState::new().hash_one(0_u8) >> 11;
    #[allow(clippy::cast_precision_loss)]
    let numerator = bits as f64;
    numerator / 9_007_199_254_740_992.0
}
