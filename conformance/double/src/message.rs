//! A request as it arrived: decoded once, and read by everything else. Must not know signatures or operations.

use axum::body::Bytes;
use axum::http::{HeaderMap, Method, Uri};

use crate::text;

/// What arrived.
#[derive(Debug)]
pub(crate) struct Message {
    /// Upper case, as sent.
    pub(crate) method: Method,
    /// As sent, still encoded.
    pub(crate) path: String,
    /// Decoded, in the order sent.
    pub(crate) query: Vec<(String, String)>,
    /// Decoded; empty unless the body is a form.
    pub(crate) form: Vec<(String, String)>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// Why a message cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unreadable {
    Query,
    Form,
}

impl Message {
    pub(crate) fn read(
        method: Method,
        uri: &Uri,
        headers: HeaderMap,
        body: Bytes,
    ) -> Result<Self, Unreadable> {
        let query = text::decode_pairs(uri.query().unwrap_or_default()).ok_or(Unreadable::Query)?;
        let is_form = headers.get("content-type").is_some_and(|kind| {
            kind.as_bytes()
                .to_ascii_lowercase()
                .starts_with(b"application/x-www-form-urlencoded")
        });
        let form = match is_form {
            true => std::str::from_utf8(&body)
                .ok()
                .and_then(text::decode_pairs)
                .ok_or(Unreadable::Form)?,
            false => Vec::new(),
        };
        Ok(Message {
            method,
            path: uri.path().to_owned(),
            query,
            form,
            headers,
            body,
        })
    }

    /// A header's value, if it is there and is text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        std::str::from_utf8(self.headers.get(name)?.as_bytes())
            .ok()
            .map(str::trim)
    }

    /// The first parameter of this name, in query or form.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters()
            .find(|(other, _)| other == name)
            .map(|(_, value)| value.as_str())
    }

    /// All parameters of query and form.
    pub(crate) fn parameters(&self) -> impl Iterator<Item = &(String, String)> {
        self.query.iter().chain(&self.form)
    }

    /// The host that the client believes to speak to, as errors name it.
    pub(crate) fn host(&self) -> &str {
        self.header("host").unwrap_or_default()
    }

    /// The operation's name and its version, as the caller gives them: in headers (ACS3) or parameters (V1).
    pub(crate) fn action(&self) -> Option<&str> {
        self.header("x-acs-action")
            .or_else(|| self.parameter("Action"))
    }

    pub(crate) fn version(&self) -> Option<&str> {
        self.header("x-acs-version")
            .or_else(|| self.parameter("Version"))
    }
}
