//! How a request gets to a server and its answer back, as a small trait: the one door through which this crate does I/O.
//!
//! Must not know operations, signing or retries; a transport sends one request once.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use crate::http::{HttpRequest, HttpResponse};

/// A future behind a pointer, which may move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends one request and gives its answer.
///
/// What an implementation owes:
/// * the path, the query ([`HttpRequest::target`]) and the host are sent exactly as they are, or the request is refused;
/// * one request, once: no retry of its own after a byte has left, and no redirect followed (an answer of 302 is an
///   answer like any other);
/// * the [`Limits`] are kept;
/// * the body comes with transfer and content encodings undone;
/// * dropping the future ends the exchange.
pub trait Transport: Send + Sync {
    /// Sends the request.
    fn send<'a>(
        &'a self,
        request: HttpRequest,
        limits: Limits,
    ) -> BoxFuture<'a, Result<HttpResponse, TransportError>>;
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send<'a>(
        &'a self,
        request: HttpRequest,
        limits: Limits,
    ) -> BoxFuture<'a, Result<HttpResponse, TransportError>> {
        (**self).send(request, limits)
    }
}

/// To whom a request may be sent without encryption.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PlainHttp {
    /// To nobody.
    #[default]
    Refused,
    /// To this machine: `localhost`, `127.0.0.0/8`, `[::1]`.
    Loopback,
    /// To anybody. For what carries no credentials, such as the cloud's metadata service.
    Anywhere,
}

impl PlainHttp {
    /// Whether a request to this host, with or without a port, may go in the clear.
    ///
    /// ```
    /// use acs_runtime::transport::PlainHttp;
    /// assert!(PlainHttp::Loopback.allows("127.0.0.1:8080"));
    /// assert!(!PlainHttp::Loopback.allows("127.0.0.1.example.com"));
    /// ```
    #[must_use]
    pub fn allows(self, host: &str) -> bool {
        match self {
            PlainHttp::Refused => false,
            PlainHttp::Loopback => is_loopback(host),
            PlainHttp::Anywhere => true,
        }
    }
}

/// Whether a host, with or without a port, is this machine.
pub(crate) fn is_loopback(host: &str) -> bool {
    if let Some(rest) = host.strip_prefix('[') {
        let address = rest.split_once(']').map(|(address, _)| address);
        return address
            .and_then(|address| address.parse::<std::net::Ipv6Addr>().ok())
            .is_some_and(|address| address.is_loopback());
    }
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    name.eq_ignore_ascii_case("localhost")
        || name
            .parse::<std::net::Ipv4Addr>()
            .is_ok_and(|address| address.is_loopback())
}

/// The bounds of one exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// How long it may take until there is a connection, TLS included.
    pub connect_timeout: Duration,
    /// How long all of it may take, from resolving the name to the last byte of the answer.
    pub total_timeout: Duration,
    /// How many bytes the body of the answer may have, both as it travels and decoded.
    pub max_response_bytes: usize,
    /// To whom the request may go without encryption.
    pub plain_http: PlainHttp,
}

impl Limits {
    /// These bounds, and no plain HTTP.
    #[must_use]
    pub const fn new(
        connect_timeout: Duration,
        total_timeout: Duration,
        max_response_bytes: usize,
    ) -> Self {
        Limits {
            connect_timeout,
            total_timeout,
            max_response_bytes,
            plain_http: PlainHttp::Refused,
        }
    }

    /// Says to whom the request may go without encryption.
    #[must_use]
    pub const fn plain_http(mut self, whom: PlainHttp) -> Self {
        self.plain_http = whom;
        self
    }
}

/// What went wrong in an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The request cannot be sent as it is, or must not be (plain HTTP). Nothing was tried.
    Invalid,
    /// There was no connection: the name is unknown, nobody listens, TLS failed.
    Connect,
    /// There was no connection in time.
    ConnectTimeout,
    /// There was no whole answer in time.
    Timeout,
    /// The connection broke after the request had begun to leave.
    Interrupted,
    /// What came is not HTTP, or its content encoding is broken.
    Malformed,
    /// The body of the answer is larger than it may be.
    TooLarge,
}

impl TransportErrorKind {
    /// Whether bytes of the request may have reached the server. Where this is `false`, it has not acted.
    #[must_use]
    pub const fn request_may_have_left(self) -> bool {
        !matches!(
            self,
            TransportErrorKind::Invalid
                | TransportErrorKind::Connect
                | TransportErrorKind::ConnectTimeout
        )
    }
}

/// Why an exchange gave no answer, or none that is whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransportError {
    kind: TransportErrorKind,
    detail: String,
    answer: Option<Box<HttpResponse>>,
}

impl TransportError {
    /// An error of this kind, with the reason in a few words. The words must hold nothing of the query: it may be
    /// sensitive.
    #[must_use]
    pub fn new(kind: TransportErrorKind, detail: impl Into<String>) -> Self {
        TransportError {
            kind,
            detail: detail.into(),
            answer: None,
        }
    }

    /// Adds the part of the answer that came.
    #[must_use]
    pub fn with_answer(mut self, answer: HttpResponse) -> Self {
        self.answer = Some(Box::new(answer));
        self
    }

    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// The reason in a few words.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.detail
    }

    /// Whether bytes of the request may have reached the server. Where this is `false`, it has not acted.
    #[must_use]
    pub fn request_may_have_left(&self) -> bool {
        self.kind.request_may_have_left()
    }

    /// The part of the answer that came: status and headers, and the beginning of the body.
    #[must_use]
    pub fn answer(&self) -> Option<&HttpResponse> {
        self.answer.as_deref()
    }

    /// The same.
    #[must_use]
    pub fn into_answer(self) -> Option<HttpResponse> {
        self.answer.map(|answer| *answer)
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportErrorKind::Invalid => "the request cannot be sent",
            TransportErrorKind::Connect => "no connection",
            TransportErrorKind::ConnectTimeout => "no connection in time",
            TransportErrorKind::Timeout => "no whole answer in time",
            TransportErrorKind::Interrupted => "the connection broke",
            TransportErrorKind::Malformed => "the answer is malformed",
            TransportErrorKind::TooLarge => "the answer is too large",
        })?;
        if self.detail.is_empty() {
            Ok(())
        } else {
            write!(f, ": {}", self.detail)
        }
    }
}

impl std::error::Error for TransportError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_is_this_machine_alone() {
        for host in [
            "localhost",
            "LOCALHOST:1",
            "127.0.0.1",
            "127.9.9.9:80",
            "[::1]",
            "[::1]:8080",
        ] {
            assert!(PlainHttp::Loopback.allows(host), "{host}");
            assert!(!PlainHttp::Refused.allows(host), "{host}");
        }
        for host in [
            "",
            ":80",
            "localhost.example",
            "example.com:80",
            "127.0.0.1.example",
            "128.0.0.1",
            "[::2]:80",
            "[::1",
            "::1",
            "[localhost]",
            "user@127.0.0.1",
            "127.1",
        ] {
            assert!(!PlainHttp::Loopback.allows(host), "{host}");
            assert!(PlainHttp::Anywhere.allows(host), "{host}");
        }
    }

    #[test]
    fn only_before_a_connection_is_it_certain_that_nothing_left() {
        let never = [
            TransportErrorKind::Invalid,
            TransportErrorKind::Connect,
            TransportErrorKind::ConnectTimeout,
        ];
        let maybe = [
            TransportErrorKind::Timeout,
            TransportErrorKind::Interrupted,
            TransportErrorKind::Malformed,
            TransportErrorKind::TooLarge,
        ];
        assert!(never.iter().all(|kind| !kind.request_may_have_left()));
        assert!(maybe.iter().all(|kind| kind.request_may_have_left()));
    }

    #[test]
    fn an_error_says_what_and_why_and_keeps_what_came() {
        let error = TransportError::new(TransportErrorKind::Interrupted, "reset")
            .with_answer(HttpResponse::new(200, "{"));
        assert_eq!(error.to_string(), "the connection broke: reset");
        assert_eq!(error.answer().map(|answer| answer.status), Some(200));
        let bare = TransportError::new(TransportErrorKind::Timeout, "");
        assert_eq!(bare.to_string(), "no whole answer in time");
    }
}
