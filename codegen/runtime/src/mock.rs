//! Stand-ins for the network and for time, so that programs that use a client can be tested without either.
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use acs_runtime::client::Client;
//! use acs_runtime::credentials::Credentials;
//! use acs_runtime::mock::{MockTimer, MockTransport};
//! let transport = MockTransport::new();
//! transport.answer(200, r#"{"RequestId":"1C5A"}"#);
//! let client = Client::builder()
//!     .endpoint("service.example.com")
//!     .credentials(Credentials::new("id", "secret"))
//!     .transport(transport.clone())
//!     .timer(MockTimer::new())
//!     .build()?;
//! // … client.send(&operation).await …
//! assert!(transport.requests().is_empty());
//! # let _ = client;
//! # Ok(())
//! # }
//! ```

use std::collections::VecDeque;
use std::fmt;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use crate::http::{HttpRequest, HttpResponse};
use crate::timer::Timer;
use crate::transport::{BoxFuture, Limits, Transport, TransportError, TransportErrorKind};

/// Nothing can be half done under these locks, so a poisoned one is as good as any.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Waits for a future on this thread, without a runtime: for tests whose transport and timer are those of this module,
/// and so never wait for anything outside.
///
/// ```
/// assert_eq!(acs_runtime::mock::block_on(async { 1 + 1 }), 2);
/// ```
pub fn block_on<F: Future>(future: F) -> F::Output {
    struct Unpark(std::thread::Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(output) => return output,
            Poll::Pending => std::thread::park(),
        }
    }
}

type Answer = Box<dyn FnOnce(&HttpRequest) -> Result<HttpResponse, TransportError> + Send>;

/// A transport that answers from a script and remembers what it was sent. Cloning shares both.
///
/// When the script is at its end, exchanges fail with [`TransportErrorKind::Invalid`].
#[derive(Clone, Default)]
pub struct MockTransport {
    script: Arc<Mutex<VecDeque<Answer>>>,
    requests: Arc<Mutex<Vec<(HttpRequest, Limits)>>>,
}

impl fmt::Debug for MockTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockTransport")
            .field("script", &lock(&self.script).len())
            .field("requests", &lock(&self.requests).len())
            .finish()
    }
}

impl MockTransport {
    /// A transport with an empty script.
    #[must_use]
    pub fn new() -> Self {
        MockTransport::default()
    }

    /// Adds an answer without headers.
    pub fn answer(&self, status: u16, body: impl Into<Vec<u8>>) {
        self.respond(HttpResponse::new(status, body));
    }

    /// Adds an answer.
    pub fn respond(&self, answer: HttpResponse) {
        self.with(move |_| Ok(answer));
    }

    /// Adds a failure.
    pub fn fail(&self, error: TransportError) {
        self.with(move |_| Err(error));
    }

    /// Adds an answer that depends on the request.
    pub fn with(
        &self,
        answer: impl FnOnce(&HttpRequest) -> Result<HttpResponse, TransportError> + Send + 'static,
    ) {
        lock(&self.script).push_back(Box::new(answer));
    }

    /// What was sent so far.
    #[must_use]
    pub fn requests(&self) -> Vec<HttpRequest> {
        lock(&self.requests)
            .iter()
            .map(|(request, _)| request.clone())
            .collect()
    }

    /// The limits of what was sent so far.
    #[must_use]
    pub fn limits(&self) -> Vec<Limits> {
        lock(&self.requests)
            .iter()
            .map(|(_, limits)| *limits)
            .collect()
    }

    /// How many answers of the script are left.
    #[must_use]
    pub fn left(&self) -> usize {
        lock(&self.script).len()
    }
}

impl Transport for MockTransport {
    fn send<'a>(
        &'a self,
        request: HttpRequest,
        limits: Limits,
    ) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        // Nothing happens before it is awaited, as with a real one.
        Box::pin(async move {
            let answer = lock(&self.script).pop_front();
            lock(&self.requests).push((request.clone(), limits));
            answer.map_or_else(
                || {
                    let why = "the script of the mock transport is at its end";
                    Err(TransportError::new(TransportErrorKind::Invalid, why))
                },
                |answer| answer(&request),
            )
        })
    }
}

/// A timer whose pauses take no time, are remembered, and count as if they had been waited out. Deadlines never come.
/// Cloning shares the time.
#[derive(Clone, Debug, Default)]
pub struct MockTimer {
    pauses: Arc<Mutex<Vec<Duration>>>,
}

impl MockTimer {
    /// A timer at zero.
    #[must_use]
    pub fn new() -> Self {
        MockTimer::default()
    }

    /// The pauses so far.
    #[must_use]
    pub fn pauses(&self) -> Vec<Duration> {
        lock(&self.pauses).clone()
    }
}

impl Timer for MockTimer {
    fn now(&self) -> Duration {
        lock(&self.pauses)
            .iter()
            .fold(Duration::ZERO, |sum, pause| sum.saturating_add(*pause))
    }

    fn pause(&self, duration: Duration) -> BoxFuture<'static, ()> {
        lock(&self.pauses).push(duration);
        Box::pin(std::future::ready(()))
    }

    fn deadline(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }
}
