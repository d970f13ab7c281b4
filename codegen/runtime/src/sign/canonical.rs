//! The canonical form of a request: one text that says everything that is signed. Must not know any key.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use sha2::{Digest, Sha256};

use super::{ALGORITHM, SignError};
use crate::http::HttpRequest;
use crate::wire::{Name, Pairs, is_plain, push_encoded};

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
        let payload = hash_of(&request.body);
        let checked = Checked::of(request, also_signed, [])?;
        let mut text = Vec::new();
        checked.push_target(&mut text);
        let signed = checked.push_rest(&mut text, hex_text(&payload));
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
    let breaks_host =
        |byte: u8| byte.is_ascii_control() | matches!(byte, b' ' | b'/' | b'?' | b'#' | b'@');
    if request.host.is_empty() || request.host.bytes().any(breaks_host) {
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

/// Whether a value can stand in a header.
pub(super) fn check_header(name: &str, value: &str) -> Result<(), SignError> {
    let breaks = |byte: u8| byte.is_ascii_control() && byte != b'\t';
    // White space at the ends is not sent, whatever kind it is.
    if trimmed(value).bytes().any(breaks) {
        return Err(SignError::Header(name.to_owned()));
    }
    Ok(())
}

/// A value without white space at its ends.
fn trimmed(value: &str) -> &str {
    let bytes = value.as_bytes();
    match (bytes.first(), bytes.last()) {
        (Some(first), Some(last)) if first.is_ascii_graphic() && last.is_ascii_graphic() => value,
        _ => value.trim(),
    }
}

/// Name and value of a header that is signed.
type Header<'a> = (Cow<'a, str>, &'a str);

/// A request of which it is certain that it can be signed, and its signed headers: lower-case names, trimmed values.
pub(super) struct Checked<'a> {
    request: &'a HttpRequest,
    headers: Vec<Header<'a>>,
}

impl<'a> Checked<'a> {
    /// Takes in those of the request's headers that are signed, and those that it is going to have. Of these, `x-acs-…`
    /// all, the names are in lower case and in order, and the values are known to be [fit](check_header).
    pub(super) fn of(
        request: &'a HttpRequest,
        also_sign: &[&str],
        to_come: impl IntoIterator<Item = (&'static str, &'a str)>,
    ) -> Result<Self, SignError> {
        check(request)?;
        let mut headers = Vec::with_capacity(request.headers.len().saturating_add(8));
        headers.push((Cow::Borrowed("host"), trimmed(&request.host)));
        for (name, value) in to_come {
            headers.push((Cow::Borrowed(name), trimmed(value)));
        }
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
                check_header(&lower, value)?;
                checked.insert((lower, trimmed(value)));
            }
        }
        Ok(checked)
    }

    /// Puts a header where it belongs: by its name, and among those of its name by its value.
    fn insert(&mut self, header: Header<'a>) {
        let place = self.headers.partition_point(|other| *other <= header);
        self.headers.insert(place, header);
    }

    /// Appends the first half of the canonical form: method, path and query.
    pub(super) fn push_target(&self, out: &mut Vec<u8>) {
        let start = out.len();
        out.extend_from_slice(self.request.method.as_bytes());
        if let Some(method) = out.get_mut(start..) {
            method.make_ascii_uppercase();
        }
        out.push(b'\n');
        out.extend_from_slice(match self.request.path.as_bytes() {
            b"" => b"/",
            path => path,
        });
        out.push(b'\n');
        push_query(out, &self.request.query);
        out.push(b'\n');
    }

    /// Appends the other half, and says where in it the names of the signed headers are.
    pub(super) fn push_rest(&self, out: &mut Vec<u8>, hashed_payload: &str) -> Range<usize> {
        self.push_headers(out);
        out.push(b'\n');
        let start = out.len();
        self.push_names(out);
        let names = start..out.len();
        out.push(b'\n');
        out.extend_from_slice(hashed_payload.as_bytes());
        names
    }

    fn push_headers(&self, out: &mut Vec<u8>) {
        let mut previous: Option<&str> = None;
        for (name, value) in &self.headers {
            if previous == Some(name.as_ref()) {
                out.push(b',');
            } else {
                if previous.is_some() {
                    out.push(b'\n');
                }
                out.extend_from_slice(name.as_bytes());
                out.push(b':');
            }
            out.extend_from_slice(value.as_bytes());
            previous = Some(name);
        }
        out.push(b'\n');
    }

    /// The names of the signed headers, with `;` between.
    fn push_names(&self, out: &mut Vec<u8>) {
        let mut previous: Option<&str> = None;
        for (name, _) in &self.headers {
            if previous == Some(name.as_ref()) {
                continue;
            }
            if previous.is_some() {
                out.push(b';');
            }
            out.extend_from_slice(name.as_bytes());
            previous = Some(name);
        }
    }
}

fn push_query(out: &mut Vec<u8>, query: &Pairs) {
    let start = out.len();
    if !push_in_order(out, query) {
        out.truncate(start);
        for pair in query.sorted() {
            let (named, value) = pair.parts();
            out.extend_from_slice(named);
            push_encoded(out, value);
            out.push(b'&');
        }
    }
    // The last `&` has no pair after it.
    if out.len() > start {
        out.pop();
    }
}

/// Appends the pairs as they come; `false` where they are not in the order of their names, and what was appended is of
/// no use.
fn push_in_order(out: &mut Vec<u8>, query: &Pairs) -> bool {
    // Where nothing is to be encoded, the text of many pairs is taken over in one piece.
    let mut rest = query.text().as_bytes();
    let mut piece = 0;
    let mut before = Name::default();
    for pair in query.whole() {
        let name = Name::of(pair.name());
        if name < before {
            return false;
        }
        before = name;
        let (named, value) = pair.parts();
        piece += named.len();
        if !is_plain(value) {
            rest = push_start(out, rest, piece);
            push_encoded(out, value);
            rest = rest.get(value.len()..).unwrap_or_default();
            piece = 0;
        } else {
            piece += value.len();
        }
        // The `&`.
        piece += 1;
    }
    push_start(out, rest, piece);
    true
}

/// Appends the first bytes, and gives the others.
fn push_start<'a>(out: &mut Vec<u8>, bytes: &'a [u8], length: usize) -> &'a [u8] {
    let (start, rest) = bytes.split_at_checked(length).unwrap_or_default();
    out.extend_from_slice(start);
    rest
}
