//! The invented world: a script of answers, a clock that is set, variables and files, and a runtime of one loop.

use std::future::Future;
use std::pin::pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::clock::{Clock, format_utc};
use crate::credentials::{
    Credentials, CredentialsError, CredentialsProvider, FixedEnvironment, ProviderContext,
};
use crate::http::{HttpRequest, HttpResponse};
use crate::transport::{BoxFuture, Limits, Transport, TransportError, TransportErrorKind};

pub const NOW: u64 = 1_767_323_045;

pub fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

pub struct SetClock(AtomicU64);

impl Clock for SetClock {
    fn now(&self) -> SystemTime {
        at(self.0.load(Ordering::SeqCst))
    }
}

pub type Answer = Result<HttpResponse, TransportError>;

pub struct Script {
    seen: Mutex<Vec<(HttpRequest, Limits)>>,
    answer: Box<dyn Fn(&HttpRequest) -> Answer + Send + Sync>,
}

impl Transport for Script {
    fn send<'a>(&'a self, request: HttpRequest, limits: Limits) -> BoxFuture<'a, Answer> {
        // What a real transport would refuse is refused here, too.
        assert!(
            request.scheme == crate::http::Scheme::Https || limits.plain_http.allows(&request.host)
        );
        let answer = (self.answer)(&request);
        self.seen.lock().unwrap().push((request, limits));
        Box::pin(async {
            // Not ready at once, so that others get their turn.
            for _ in 0..3 {
                pause().await;
            }
            answer
        })
    }
}

/// Gives way once.
pub fn pause() -> impl Future<Output = ()> {
    let mut paused = false;
    std::future::poll_fn(move |cx| {
        if paused {
            return Poll::Ready(());
        }
        paused = true;
        cx.waker().wake_by_ref();
        Poll::Pending
    })
}

pub struct World {
    pub script: Script,
    pub clock: SetClock,
    pub environment: FixedEnvironment,
}

impl World {
    pub fn new(answer: impl Fn(&HttpRequest) -> Answer + Send + Sync + 'static) -> Self {
        World {
            script: Script {
                seen: Mutex::default(),
                answer: Box::new(answer),
            },
            clock: SetClock(AtomicU64::new(NOW)),
            environment: FixedEnvironment::new().with_home("/home/me"),
        }
    }

    /// A world in which nobody answers.
    pub fn offline() -> Self {
        World::new(|_| Err(TransportError::new(TransportErrorKind::Connect, "nobody")))
    }

    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.environment = self.environment.with_variable(name, value);
        self
    }

    pub fn file(mut self, path: &str, content: &str) -> Self {
        self.environment = self.environment.with_file(path, content);
        self
    }

    pub fn set_clock(&self, seconds: u64) {
        self.clock.0.store(seconds, Ordering::SeqCst);
    }

    pub fn cx(&self) -> ProviderContext<'_> {
        ProviderContext::new(&self.script, &self.clock, &nonce, &self.environment)
    }

    pub fn ask(&self, provider: &dyn CredentialsProvider) -> Result<Credentials, CredentialsError> {
        let cx = self.cx();
        block_on(provider.credentials(&cx))
    }

    /// The reason that a provider gives.
    pub fn reason(&self, provider: &dyn CredentialsProvider) -> String {
        self.ask(provider).unwrap_err().to_string()
    }

    pub fn seen(&self) -> Vec<HttpRequest> {
        let seen = self.script.seen.lock().unwrap();
        seen.iter().map(|(request, _)| request.clone()).collect()
    }

    pub fn limits(&self) -> Vec<Limits> {
        let seen = self.script.seen.lock().unwrap();
        seen.iter().map(|(_, limits)| *limits).collect()
    }
}

pub fn nonce() -> String {
    "nonce-1".to_owned()
}

pub fn ok(body: impl Into<Vec<u8>>) -> Answer {
    Ok(HttpResponse::new(200, body))
}

pub fn status(status: u16, body: &str) -> Answer {
    Ok(HttpResponse::new(status, body))
}

/// Keys of a session as services write them.
pub fn keys(id: &str, expires: u64) -> String {
    format!(
        r#"{{"AccessKeyId":"{id}","AccessKeySecret":"secret-of-{id}","SecurityToken":"token-of-{id}","Expiration":"{}"}}"#,
        format_utc(at(expires)).unwrap()
    )
}

/// What is compared of credentials.
pub fn shown(credentials: &Credentials) -> String {
    format!(
        "{} {} {} {}",
        credentials.provider_name,
        credentials.access_key_id,
        credentials.access_key_secret().expose(),
        credentials
            .security_token
            .as_ref()
            .map_or("-", |token| token.expose()),
    )
}

struct Unpark(std::thread::Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut cx = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut cx) {
            return output;
        }
        // A waker that is lost would show as a hang: rather a failure.
        let begun = std::time::Instant::now();
        std::thread::park_timeout(Duration::from_secs(20));
        assert!(
            begun.elapsed() < Duration::from_secs(19),
            "nobody woke the future"
        );
    }
}
