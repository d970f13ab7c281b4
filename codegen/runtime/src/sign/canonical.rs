//! The canonical form of a request: one text that says everything that is signed. Must not know any key.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use sha2::{Digest, Sha256};

use super::{ALGORITHM, SignError};
use crate::http::HttpRequest;
use crate::wire::percent_encode_into;

/// A request in canonical form.
///
/// Of use where a service says that signatures differ and quotes the form that it computed. It holds the session token
/// if there is one, so `Debug` shows the names of the signed headers alone.
#[derive(Clone, PartialEq, Eq)]
pub struct Canonical {
    text: String,
    signed: Range<usize>,
}

impl Canonical {
    /// The canonical form of a signed request: `also_signed` are the names that were given to
    /// [`Signing::also_sign`](super::Signing::also_sign).
    ///
    /// # Errors
    ///
    /// As [`sign`](super::sign).
    pub fn of(request: &HttpRequest, also_signed: &[&str]) -> Result<Self, SignError> {
        let mut hashed_payload = String::with_capacity(64);
        hash_into(&mut hashed_payload, &request.body);
        Canonical::new(request, also_signed, &hashed_payload)
    }

    pub(super) fn new(
        request: &HttpRequest,
        also_sign: &[&str],
        hashed_payload: &str,
    ) -> Result<Self, SignError> {
        check(request)?;
        let headers = signed_headers(request, also_sign)?;
        let mut text = String::with_capacity(size(request, &headers));
        text.push_str(&request.method);
        text.make_ascii_uppercase();
        text.push('\n');
        text.push_str(if request.path.is_empty() {
            "/"
        } else {
            &request.path
        });
        text.push('\n');
        push_query(&mut text, &request.query);
        text.push('\n');
        push_headers(&mut text, &headers);
        text.push('\n');
        let start = text.len();
        push_names(&mut text, &headers);
        let signed = start..text.len();
        text.push('\n');
        text.push_str(hashed_payload);
        Ok(Canonical { text, signed })
    }

    /// The text: method, path, query, headers, names of the signed headers and hash of the body, each in its line or
    /// lines.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The names of the signed headers, sorted, with `;` between.
    #[must_use]
    pub fn signed_headers(&self) -> &str {
        self.text.get(self.signed.clone()).unwrap_or_default()
    }

    /// What the key is applied to: the algorithm's name, a line end, the hash of the text.
    #[must_use]
    pub fn string_to_sign(&self) -> String {
        let mut out = String::with_capacity(ALGORITHM.len() + 65);
        out.push_str(ALGORITHM);
        out.push('\n');
        hash_into(&mut out, self.text.as_bytes());
        out
    }
}

impl fmt::Debug for Canonical {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Canonical")
            .field("signed_headers", &self.signed_headers())
            .finish_non_exhaustive()
    }
}

/// Appends the SHA-256 in lower-case hexadecimal digits.
pub(super) fn hash_into(out: &mut String, bytes: &[u8]) {
    push_hex(out, &Sha256::digest(bytes));
}

pub(super) fn push_hex(out: &mut String, bytes: &[u8]) {
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or_default();
    out.extend(
        bytes
            .iter()
            .flat_map(|byte| [digit(byte >> 4), digit(byte & 0xF)]),
    );
}

/// Whether the bytes could be mistaken for the end of a line, or cannot travel at all.
fn has_control(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_control())
}

/// Whether the text is what HTTP calls a token: names of methods and headers are.
fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

fn check(request: &HttpRequest) -> Result<(), SignError> {
    if !is_token(&request.method) {
        return Err(SignError::Method);
    }
    let path = &request.path;
    if !(path.is_empty() || path.starts_with('/'))
        || path
            .bytes()
            .any(|byte| byte.is_ascii_control() || matches!(byte, b'?' | b'#'))
    {
        return Err(SignError::Path);
    }
    if request.host.is_empty()
        || request
            .host
            .bytes()
            .any(|byte| byte.is_ascii_control() || matches!(byte, b' ' | b'/' | b'?' | b'#' | b'@'))
    {
        return Err(SignError::Host);
    }
    if let Some((name, _)) = request.query.iter().find(|(name, _)| has_control(name)) {
        return Err(SignError::Parameter(name.escape_debug().to_string()));
    }
    Ok(())
}

type Header<'a> = (Cow<'a, str>, &'a str);

/// The headers that are signed: lower-case names, trimmed values, sorted by name and then by value.
fn signed_headers<'a>(
    request: &'a HttpRequest,
    also_sign: &[&str],
) -> Result<Vec<Header<'a>>, SignError> {
    let mut signed: Vec<Header<'a>> = Vec::with_capacity(request.headers.len() + 1);
    signed.push((Cow::Borrowed("host"), request.host.as_str()));
    for (name, value) in &request.headers {
        if !is_token(name) {
            return Err(SignError::Header(name.escape_debug().to_string()));
        }
        let lower = if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
            Cow::Owned(name.to_ascii_lowercase())
        } else {
            Cow::Borrowed(name.as_str())
        };
        let value = value.trim();
        if lower == "host" {
            if value != request.host {
                return Err(SignError::Host);
            }
            continue;
        }
        let wanted = lower.starts_with("x-acs-")
            || lower == "content-type"
            || also_sign
                .iter()
                .any(|also| also.eq_ignore_ascii_case(&lower));
        if !wanted || lower == "authorization" {
            continue;
        }
        if value
            .bytes()
            .any(|byte| byte.is_ascii_control() && byte != b'\t')
        {
            return Err(SignError::Header(lower.into_owned()));
        }
        signed.push((lower, value));
    }
    signed.sort_unstable();
    Ok(signed)
}

/// About as many bytes as the text will have. Too few cost a move, nothing else.
fn size(request: &HttpRequest, headers: &[Header<'_>]) -> usize {
    let query: usize = request
        .query
        .iter()
        .map(|(name, value)| name.len() + value.len() + 6)
        .sum();
    let headers: usize = headers
        .iter()
        .map(|(name, value)| 2 * name.len() + value.len() + 4)
        .sum();
    request.method.len() + request.path.len() + query + headers + 80
}

fn push_query(text: &mut String, query: &[(String, String)]) {
    let mut pairs: Vec<&(String, String)> = query.iter().collect();
    // Stable: pairs of one name stay in the order in which they are sent.
    pairs.sort_by(|(left, _), (right, _)| left.cmp(right));
    for (index, (name, value)) in pairs.into_iter().enumerate() {
        if index > 0 {
            text.push('&');
        }
        text.push_str(name);
        text.push('=');
        percent_encode_into(text, value.as_bytes());
    }
}

fn push_headers(text: &mut String, headers: &[Header<'_>]) {
    let mut previous: Option<&str> = None;
    for (name, value) in headers {
        if previous == Some(name.as_ref()) {
            text.push(',');
        } else {
            if previous.is_some() {
                text.push('\n');
            }
            text.push_str(name);
            text.push(':');
        }
        text.push_str(value);
        previous = Some(name);
    }
    text.push('\n');
}

fn push_names(text: &mut String, headers: &[Header<'_>]) {
    let mut previous: Option<&str> = None;
    for (name, _) in headers {
        if previous == Some(name.as_ref()) {
            continue;
        }
        if previous.is_some() {
            text.push(';');
        }
        text.push_str(name);
        previous = Some(name);
    }
}
