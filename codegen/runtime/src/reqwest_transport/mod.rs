//! The transport over `reqwest`: HTTP/1.1, TLS by rustls and ring against the system's certificates, no redirects, no
//! retries of its own, proxies from the environment.
//!
//! Must not know operations or credentials. No type of `reqwest` is in its interface, so that a new major version of
//! it is none of ours.

mod decode;
mod exchange;
mod tls;

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::http::{HttpRequest, HttpResponse, Scheme};
use crate::transport::{
    BoxFuture, Limits, Transport, TransportError, TransportErrorKind, is_loopback,
};

/// How many clients with connect timeouts of their own are kept.
const KEPT_CLIENTS: usize = 8;

/// How long a connection that nobody uses is kept: shorter than servers usually do, so that a request seldom meets a
/// connection that is just being closed.
const IDLE: Duration = Duration::from_secs(20);

/// The transport over `reqwest`. Cloning shares its connections.
///
/// Proxies are taken from the environment (`HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`) when the transport is made; plain
/// HTTP and requests to this machine never go through one. Needs a tokio runtime with I/O and time where it is polled.
#[derive(Clone)]
pub struct ReqwestTransport {
    shared: Arc<Shared>,
}

struct Shared {
    tls: tls::Tls,
    proxies: bool,
    // `reqwest` has the connect timeout in the client, we have it in the call: so one client for each in use.
    clients: Mutex<Vec<Kept>>,
}

struct Kept {
    connect_timeout: Duration,
    proxied: bool,
    client: reqwest::Client,
}

impl Default for ReqwestTransport {
    fn default() -> Self {
        ReqwestTransport::new()
    }
}

impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestTransport")
            .field("proxies", &self.shared.proxies)
            .finish_non_exhaustive()
    }
}

impl ReqwestTransport {
    /// A transport with the proxies of the environment.
    ///
    /// Where the system has no certificates to trust, each request over HTTPS fails and says so.
    #[must_use]
    pub fn new() -> Self {
        ReqwestTransport::with(true)
    }

    /// A transport that uses no proxy, whatever the environment says.
    #[must_use]
    pub fn without_proxies() -> Self {
        ReqwestTransport::with(false)
    }

    fn with(proxies: bool) -> Self {
        ReqwestTransport {
            shared: Arc::new(Shared {
                tls: tls::Tls::of_system(),
                proxies,
                clients: Mutex::new(Vec::new()),
            }),
        }
    }

    /// The client for a connect timeout; made where there is none yet.
    fn client(
        &self,
        connect_timeout: Duration,
        proxied: bool,
    ) -> Result<reqwest::Client, TransportError> {
        // Nothing can be half done under this lock, so a poisoned one is as good as any.
        let mut clients = self
            .shared
            .clients
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = clients
            .iter()
            .find(|kept| kept.connect_timeout == connect_timeout && kept.proxied == proxied)
        {
            return Ok(kept.client.clone());
        }
        let invalid = |why| TransportError::new(TransportErrorKind::Invalid, why);
        let mut builder = reqwest::Client::builder()
            .tls_backend_preconfigured(self.shared.tls.config().map_err(invalid)?)
            .connect_timeout(connect_timeout)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .pool_idle_timeout(IDLE);
        if !proxied {
            builder = builder.no_proxy();
        }
        let client = builder
            .build()
            .map_err(|error| invalid(exchange::reason(&error)))?;
        if clients.len() >= KEPT_CLIENTS {
            clients.remove(0);
        }
        clients.push(Kept {
            connect_timeout,
            proxied,
            client: client.clone(),
        });
        Ok(client)
    }

    async fn exchange(
        &self,
        request: HttpRequest,
        limits: Limits,
    ) -> Result<HttpResponse, TransportError> {
        let invalid = |why: String| TransportError::new(TransportErrorKind::Invalid, why);
        // Timers of tokio panic without a runtime.
        if tokio::runtime::Handle::try_current().is_err() {
            return Err(invalid("there is no tokio runtime here".to_owned()));
        }
        match request.scheme {
            Scheme::Http if !limits.plain_http.allows(&request.host) => {
                return Err(invalid(format!(
                    "plain HTTP to {} is not allowed",
                    request.host
                )));
            }
            Scheme::Http => {}
            Scheme::Https => {
                self.shared.tls.check().map_err(|why| {
                    TransportError::new(TransportErrorKind::Connect, why.to_owned())
                })?
            }
        }
        let proxied =
            self.shared.proxies && request.scheme == Scheme::Https && !is_loopback(&request.host);
        let client = self.client(limits.connect_timeout, proxied)?;
        exchange::run(&client, request, limits).await
    }
}

impl Transport for ReqwestTransport {
    fn send<'a>(
        &'a self,
        request: HttpRequest,
        limits: Limits,
    ) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        Box::pin(self.exchange(request, limits))
    }
}
