//! An answer that is neither a success nor an error that can be read: what is kept of it. Must not know how it came.

use std::fmt;
use std::time::Duration;

use crate::http::HttpResponse;
use crate::json::DecodeError;
use crate::transport::TransportErrorKind;
use crate::violation::Violations;

use super::redact::Redactor;

/// How many bytes of a body are kept.
pub const KEPT_BODY_BYTES: usize = 1024;

/// How many characters of the body `Display` shows.
const SHOWN: usize = 120;

/// How long a header's value may be to be kept whole.
const KEPT_HEADER_CHARACTERS: usize = 512;

/// Headers that help to find out who answered, and what to tell the provider's support.
const USEFUL: [&str; 12] = [
    "content-type",
    "content-length",
    "content-encoding",
    "transfer-encoding",
    "location",
    "server",
    "via",
    "date",
    "retry-after",
    "eagleeye-traceid",
    "x-request-id",
    "x-cache",
];

/// Why an answer could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UndecodableReason {
    /// The body is not what answers are made of.
    Body(DecodeError),
    /// A redirect, which is never followed: the request is signed for the host that it went to.
    Redirect,
    /// A status that says neither success nor error.
    Status,
    /// The answer is not whole, too large, or its encoding is broken.
    Transport(TransportErrorKind, String),
    /// It was read, but says what it should not.
    Unexpected,
}

/// An answer that could not be read, or should not have come.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct UndecodableAnswer {
    /// HTTP status.
    pub status: u16,
    /// The headers that are of use, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The beginning of the body, at most [`KEPT_BODY_BYTES`]. Values that must not show are replaced in it.
    pub body_start: Vec<u8>,
    /// What is wrong with it.
    pub reason: UndecodableReason,
    /// Whether the service had too many requests, by status or header.
    pub throttled: bool,
    /// The delay that the service asked for.
    pub retry_after: Option<Duration>,
    /// How many attempts were made.
    pub attempts: u32,
    /// The violations that the policy let pass.
    pub violations: Violations,
}

impl UndecodableAnswer {
    pub(super) fn new(
        answer: HttpResponse,
        reason: UndecodableReason,
        redactor: &Redactor,
    ) -> Self {
        let headers = answer
            .headers
            .iter()
            .map(|(name, value)| (name.to_ascii_lowercase(), value))
            .filter(|(name, _)| USEFUL.contains(&name.as_str()) || name.starts_with("x-acs-"))
            .map(|(name, value)| {
                let value = redactor.text(value);
                (name, value.chars().take(KEPT_HEADER_CHARACTERS).collect())
            })
            .collect();
        let (throttled, retry_after) = super::answer::throttling(&answer, None);
        UndecodableAnswer {
            status: answer.status,
            headers,
            body_start: redactor.bytes(&answer.body, KEPT_BODY_BYTES),
            reason,
            throttled,
            retry_after,
            attempts: 0,
            violations: Violations::new(),
        }
    }

    /// The value of a kept header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(other, _)| other.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The request's ID, if it is in the headers.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.header(super::answer::REQUEST_ID)
    }

    /// The beginning of the body as text; what is not UTF-8 is replaced.
    #[must_use]
    pub fn body_text(&self) -> String {
        String::from_utf8_lossy(&self.body_start).into_owned()
    }
}

impl fmt::Display for UndecodableAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "status {}", self.status)?;
        match &self.reason {
            UndecodableReason::Body(error) => write!(f, " without a readable answer: {error}")?,
            UndecodableReason::Redirect => {
                f.write_str(", a redirect, which is not followed")?;
                if let Some(address) = self.header("location") {
                    write!(f, ", to {address:?}")?;
                }
            }
            UndecodableReason::Status => f.write_str(", which is neither success nor error")?,
            UndecodableReason::Transport(_, why) if why.is_empty() => {
                f.write_str(" without a whole answer")?;
            }
            UndecodableReason::Transport(_, why) => write!(f, " without a whole answer: {why}")?,
            UndecodableReason::Unexpected => {}
        }
        let text = self.body_text();
        let text = text.trim();
        if !text.is_empty() {
            let start: String = text.chars().take(SHOWN).collect();
            write!(f, "; the body begins {start:?}")?;
        }
        if let Some(id) = self.request_id() {
            write!(f, " (request {id})")?;
        }
        Ok(())
    }
}
