//! The canonical form of a request: one text that says everything that is signed. Must not know any key.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use sha2::{Digest, Sha256};

use super::{ALGORITHM, SignError};
use crate::http::HttpRequest;
use crate::wire::{Pairs, is_plain, percent_encode_parts};

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
        let checked = Checked::of(request, also_signed)?;
        let mut names = String::new();
        checked.push_names(&mut names);
        let mut text = Vec::new();
        let payload = hash_of(&request.body);
        checked.write(&mut text, &names, hex_text(&payload));
        // Behind the names there are a line end and the hash.
        let end = text.len().saturating_sub(1 + payload.len());
        let signed = end.saturating_sub(names.len())..end;
        // All parts are texts.
        let text = String::from_utf8(text).unwrap_or_default();
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
        let hash = hex(&Sha256::digest(self.text.as_bytes()));
        format!("{ALGORITHM}\n{}", hex_text(&hash))
    }
}

impl fmt::Debug for Canonical {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Canonical")
            .field("signed_headers", &self.signed_headers())
            .finish_non_exhaustive()
    }
}

/// 64 lower-case hexadecimal digits.
pub(super) type Hex = [u8; 64];

/// The hash of nothing at all, which most requests have as their body.
const OF_NOTHING: &Hex = b"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// The hash of a body, in hexadecimal digits.
pub(super) fn hash_of(body: &[u8]) -> Hex {
    if body.is_empty() {
        *OF_NOTHING
    } else {
        hex(&Sha256::digest(body))
    }
}

/// A hash in hexadecimal digits.
pub(super) fn hex(hash: &[u8]) -> Hex {
    let digit = |nibble: u8| match nibble {
        0..10 => b'0' + nibble,
        _ => b'a' - 10 + nibble,
    };
    let mut out = [0; 64];
    for (pair, byte) in out.chunks_exact_mut(2).zip(hash) {
        pair.copy_from_slice(&[digit(byte >> 4), digit(byte & 0xF)]);
    }
    out
}

/// The digits as a text.
pub(super) fn hex_text(digits: &Hex) -> &str {
    str::from_utf8(digits).unwrap_or_default()
}

/// Where the canonical form goes: into a text for people, or straight into a hash.
pub(super) trait Sink {
    fn push(&mut self, part: &[u8]);
}

impl Sink for Vec<u8> {
    fn push(&mut self, part: &[u8]) {
        self.extend_from_slice(part);
    }
}

/// A hash to which many short parts are written: they are gathered here, since each visit to the hash itself costs more
/// than the few bytes of a part.
pub(super) struct Hashing {
    hash: Sha256,
    gathered: [u8; 1024],
    used: usize,
}

impl Hashing {
    pub(super) fn new() -> Self {
        Hashing {
            hash: Sha256::new(),
            gathered: [0; 1024],
            used: 0,
        }
    }

    fn flush(&mut self) {
        self.hash
            .update(self.gathered.get(..self.used).unwrap_or_default());
        self.used = 0;
    }

    pub(super) fn finish(mut self) -> Hex {
        self.flush();
        hex(&self.hash.finalize())
    }
}

impl Sink for Hashing {
    #[inline]
    fn push(&mut self, bytes: &[u8]) {
        if self.gathered.len() - self.used < bytes.len() {
            self.flush();
        }
        let end = self.used + bytes.len();
        match self.gathered.get_mut(self.used..end) {
            Some(room) => {
                room.copy_from_slice(bytes);
                self.used = end;
            }
            // Larger than all the room there is.
            None => self.hash.update(bytes),
        }
    }
}

/// Whether the bytes could be mistaken for the end of a line, or cannot travel at all.
fn has_control(text: &str) -> bool {
    // Without a way out on the way, so that many bytes are looked at at once.
    text.bytes()
        .fold(false, |found, byte| found | byte.is_ascii_control())
}

/// Whether the text is what HTTP calls a token: names of methods and headers are.
fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|byte| {
            matches!(byte, b'-' | b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9')
                || b"!#$%&'*+.^_`|~".contains(&byte)
        })
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
    // One look at all names and values says of most requests that there is nothing to find.
    if has_control(request.query.text())
        && let Some(pair) = request.query.iter().find(|pair| has_control(pair.name()))
    {
        return Err(SignError::Parameter(pair.name().escape_debug().to_string()));
    }
    Ok(())
}

/// Name and value of a header that is signed.
type Header<'a> = (Cow<'a, str>, &'a str);

/// A request of which it is certain that it can be signed, and its signed headers: lower-case names, trimmed values.
pub(super) struct Checked<'a> {
    request: &'a HttpRequest,
    headers: Vec<Header<'a>>,
}

impl<'a> Checked<'a> {
    /// Takes in those of the request's headers that are signed.
    pub(super) fn of(request: &'a HttpRequest, also_sign: &[&str]) -> Result<Self, SignError> {
        check(request)?;
        let mut headers: Vec<Header<'a>> = Vec::with_capacity(request.headers.len() + 8);
        headers.push((Cow::Borrowed("host"), request.host.as_str()));
        let mut checked = Checked { request, headers };
        for (name, value) in &request.headers {
            if !is_token(name) {
                return Err(SignError::Header(name.escape_debug().to_string()));
            }
            let lower = if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
                Cow::Owned(name.to_ascii_lowercase())
            } else {
                Cow::Borrowed(name.as_ref())
            };
            if lower == "host" {
                if value.trim() != request.host {
                    return Err(SignError::Host);
                }
                continue;
            }
            let wanted = lower.starts_with("x-acs-")
                || lower == "content-type"
                || also_sign
                    .iter()
                    .any(|also| also.eq_ignore_ascii_case(&lower));
            if wanted && lower != "authorization" {
                checked.push(lower, value)?;
            }
        }
        checked.headers.sort_unstable();
        Ok(checked)
    }

    /// Takes in a header.
    fn push(&mut self, name: Cow<'a, str>, value: &'a str) -> Result<(), SignError> {
        let value = value.trim();
        let breaks = |byte: u8| byte.is_ascii_control() && byte != b'\t';
        if value
            .bytes()
            .fold(false, |found, byte| found | breaks(byte))
        {
            return Err(SignError::Header(name.into_owned()));
        }
        self.headers.push((name, value));
        Ok(())
    }

    /// Takes in headers that the request is going to have, with names in lower case.
    pub(super) fn with<'b: 'a>(
        mut self,
        headers: impl IntoIterator<Item = (&'static str, &'b str)>,
    ) -> Result<Self, SignError> {
        for (name, value) in headers {
            self.push(Cow::Borrowed(name), value)?;
        }
        self.headers.sort_unstable();
        Ok(self)
    }

    /// Writes the canonical form.
    pub(super) fn write(&self, out: &mut impl Sink, names: &str, hashed_payload: &str) {
        let method = &self.request.method;
        if method.bytes().any(|byte| byte.is_ascii_lowercase()) {
            out.push(method.to_ascii_uppercase().as_bytes());
        } else {
            out.push(method.as_bytes());
        }
        out.push(b"\n");
        out.push(match self.request.path.as_bytes() {
            b"" => b"/",
            path => path,
        });
        out.push(b"\n");
        push_query(out, &self.request.query);
        out.push(b"\n");
        self.push_headers(out);
        out.push(b"\n");
        for part in [names, "\n", hashed_payload] {
            out.push(part.as_bytes());
        }
    }

    fn push_headers(&self, out: &mut impl Sink) {
        let mut previous: Option<&str> = None;
        for (name, value) in &self.headers {
            if previous == Some(name.as_ref()) {
                out.push(b",");
            } else {
                if previous.is_some() {
                    out.push(b"\n");
                }
                out.push(name.as_bytes());
                out.push(b":");
            }
            out.push(value.as_bytes());
            previous = Some(name);
        }
        out.push(b"\n");
    }

    /// The names of the signed headers, with `;` between.
    pub(super) fn push_names(&self, out: &mut String) {
        let mut previous: Option<&str> = None;
        for (name, _) in &self.headers {
            if previous == Some(name.as_ref()) {
                continue;
            }
            if previous.is_some() {
                out.push(';');
            }
            out.push_str(name);
            previous = Some(name);
        }
    }
}

fn push_query(out: &mut impl Sink, query: &Pairs) {
    let last = query.len().saturating_sub(1);
    for (place, index) in sorted(query).into_iter().enumerate() {
        let Some((pair, bytes)) = query.nth(index) else {
            continue;
        };
        let value = pair.value().as_bytes();
        if is_plain(value) {
            out.push(bytes);
        } else {
            let named = bytes.len().saturating_sub(value.len());
            out.push(bytes.get(..named).unwrap_or_default());
            percent_encode_parts(value, |part| out.push(part));
        }
        if place < last {
            out.push(b"&");
        }
    }
}

/// The places of the pairs, in the order of the pairs' names. Pairs of one name stay in the order in which they are
/// sent.
fn sorted(query: &Pairs) -> Vec<usize> {
    let name = |index| query.nth(index).map_or("", |(pair, _)| pair.name());
    // Eight bytes as a number tell most names apart, and faster than names do. With the place behind them in one larger
    // number there is nothing else to compare, and no two are equal.
    let start = |name: &str| match name.as_bytes().first_chunk() {
        Some(first) => u64::from_be_bytes(*first),
        None => {
            let mut first = [0; 8];
            for (to, from) in first.iter_mut().zip(name.bytes()) {
                *to = from;
            }
            u64::from_be_bytes(first)
        }
    };
    let mut keys: Vec<u128> = (0_u64..)
        .zip(query)
        .map(|(index, pair)| u128::from(start(pair.name())) << 64 | u128::from(index))
        .collect();
    keys.sort_unstable();
    let place = |key: &u128| *key as u64 as usize;
    for alike in keys.chunk_by_mut(|left, right| left >> 64 == right >> 64) {
        if alike.len() > 1 {
            alike.sort_by_key(|key| name(place(key)));
        }
    }
    keys.iter().map(place).collect()
}
