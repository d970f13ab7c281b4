//! Signs a request, sends it, and waits for the answer: over any transport, on a thread of its own. Must not know specs.

use std::fmt;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use acs_runtime::ReqwestTransport;
use acs_runtime::clock::SystemClock;
use acs_runtime::credentials::{
    Credentials, CredentialsProvider, Environment, ProviderContext, SystemEnvironment,
};
use acs_runtime::http::{HttpRequest, HttpResponse};
use acs_runtime::sign::{NonceSource, RandomNonce, Signing, sign};
use acs_runtime::transport::{Limits, PlainHttp, Transport, TransportError, TransportErrorKind};
use tokio::sync::oneshot;

/// Most bytes of an answer that are read.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// How long after its time an exchange is given up, where the transport has not done so itself.
const GRACE: Duration = Duration::from_secs(2);

/// The way to a server.
pub(crate) struct Wire {
    transport: Arc<dyn Transport>,
    /// Asked for credentials, and apart from the transport of requests: that one may refuse whatever is no request.
    provider_transport: Arc<dyn Transport>,
    credentials: Arc<dyn CredentialsProvider>,
    environment: Arc<dyn Environment>,
    limits: Limits,
    handle: tokio::runtime::Handle,
    /// Dropped with this; the thread hears of it.
    _alive: oneshot::Sender<()>,
}

impl fmt::Debug for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wire")
            .field("credentials", &self.credentials.name())
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

impl Wire {
    /// With these credentials, and bounds for one exchange: `timeout` for the whole of it.
    ///
    /// # Errors
    /// The system gives no thread.
    pub(crate) fn new(
        credentials: Arc<dyn CredentialsProvider>,
        timeout: Duration,
    ) -> std::io::Result<Wire> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let handle = runtime.handle().clone();
        let (alive, ended) = oneshot::channel::<()>();
        std::thread::Builder::new()
            .name("wire".to_owned())
            .spawn(move || {
                runtime.block_on(async move {
                    // Only ever ends because the sender is dropped.
                    let _ = ended.await;
                });
                // Exchanges that nobody waits for any longer are not waited for.
                runtime.shutdown_background();
            })?;
        let transport: Arc<dyn Transport> = Arc::new(ReqwestTransport::new());
        Ok(Wire {
            provider_transport: Arc::clone(&transport),
            transport,
            credentials,
            environment: Arc::new(SystemEnvironment),
            limits: Limits::new(timeout.min(Duration::from_secs(5)), timeout, MOST_BYTES)
                .plain_http(PlainHttp::Loopback),
            handle,
            _alive: alive,
        })
    }

    /// The same with another transport around that of requests.
    pub(crate) fn guarded(
        mut self,
        guard: impl FnOnce(Arc<dyn Transport>) -> Arc<dyn Transport>,
    ) -> Wire {
        self.transport = guard(self.transport);
        self
    }

    /// The same with variables and files from elsewhere.
    pub(crate) fn environment(mut self, environment: Arc<dyn Environment>) -> Wire {
        self.environment = environment;
        self
    }

    /// The credentials that requests are signed with.
    ///
    /// # Errors
    /// There are none.
    pub(crate) fn credentials(&self) -> Result<Credentials, String> {
        let (provider, environment) =
            (Arc::clone(&self.credentials), Arc::clone(&self.environment));
        let transport = Arc::clone(&self.provider_transport);
        self.wait(async move {
            let clock = SystemClock;
            let nonces = RandomNonce;
            let context = ProviderContext::new(&transport, &clock, &nonces, &*environment);
            provider
                .credentials(&context)
                .await
                .map_err(|error| error.to_string())
        })
        .unwrap_or_else(|| Err("finding credentials took too long".to_owned()))
    }

    /// Signs and sends a request.
    ///
    /// # Errors
    /// There are no credentials, the request cannot be signed or sent, or no whole answer came in time.
    pub(crate) fn exchange(
        &self,
        mut request: HttpRequest,
        credentials: &Credentials,
        action: &str,
        version: &str,
    ) -> Result<HttpResponse, TransportError> {
        let nonce = RandomNonce.nonce();
        let signing = Signing::new(credentials, action, version, SystemTime::now(), &nonce);
        sign(&mut request, &signing)
            .map_err(|error| TransportError::new(TransportErrorKind::Invalid, error.to_string()))?;
        let (transport, limits) = (Arc::clone(&self.transport), self.limits);
        self.wait(async move { transport.send(request, limits).await })
            .unwrap_or_else(|| {
                Err(TransportError::new(
                    TransportErrorKind::Timeout,
                    "the transport did not end in time",
                ))
            })
    }

    /// What a future comes to; `None` where it takes too long.
    fn wait<T: Send + 'static>(&self, work: impl Future<Output = T> + Send + 'static) -> Option<T> {
        let (give, take) = sync_channel(1);
        let task = self.handle.spawn(async move {
            // Whoever asked may have given up.
            let _ = give.send(work.await);
        });
        match take.recv_timeout(self.limits.total_timeout.saturating_add(GRACE)) {
            Ok(value) => Some(value),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                task.abort();
                None
            }
        }
    }
}

/// Counts failures in a row: a server that is gone is not asked a thousand times.
#[derive(Debug, Default)]
pub(super) struct Breaker(Mutex<Failures>);

#[derive(Debug, Default)]
struct Failures {
    in_a_row: u32,
    is_open: bool,
    /// What was said, each once, with how often.
    said: Vec<(String, u32)>,
}

/// So many failures in a row, and no more is asked.
const MOST_IN_A_ROW: u32 = 8;

/// So many different failures are told.
const MOST_TOLD: usize = 5;

impl Breaker {
    /// An answer came, whatever it is.
    pub(super) fn answered(&self) {
        if let Ok(mut failures) = self.0.lock() {
            failures.in_a_row = 0;
        }
    }

    /// None did.
    pub(super) fn failed(&self, why: &str) {
        if let Ok(mut failures) = self.0.lock() {
            failures.in_a_row += 1;
            failures.is_open |= failures.in_a_row >= MOST_IN_A_ROW;
            if let Some((_, count)) = failures.said.iter_mut().find(|(said, _)| said == why) {
                *count += 1;
            } else if failures.said.len() < MOST_TOLD {
                failures.said.push((why.to_owned(), 1));
            }
        }
    }

    pub(super) fn is_open(&self) -> bool {
        self.0.lock().is_ok_and(|failures| failures.is_open)
    }

    /// What was said by requests without an answer, each once.
    pub(super) fn said(&self) -> Vec<String> {
        let said = |(why, count): &(String, u32)| match count {
            1 => why.clone(),
            count => format!("{why} ({count} times)"),
        };
        self.0.lock().map_or_else(
            |_| Vec::new(),
            |failures| failures.said.iter().map(said).collect(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_in_a_row_are_counted_and_told_once() {
        let breaker = Breaker::default();
        for n in 0..100 {
            breaker.failed("refused");
            if n % 7 == 6 {
                breaker.answered();
            }
        }
        assert!(!breaker.is_open());
        (0..20).for_each(|n| breaker.failed(&format!("other {n}")));
        assert!(breaker.is_open());
        let said = breaker.said();
        assert_eq!((said.len(), said[0].as_str()), (5, "refused (100 times)"));
        breaker.answered();
        assert!(breaker.is_open(), "it stays so");
    }
}
