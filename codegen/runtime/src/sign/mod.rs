//! Signing with ACS3-HMAC-SHA256: a request value goes in, headers come out. No I/O, no clock, no random source.
//!
//! What is signed, as the official clients do it:
//!
//! * method, path as it is sent (`/` for an empty one), query, signed headers, SHA-256 of the body;
//! * of the query the *decoded* pairs sorted by the bytes of their names, values percent-encoded and **names as they
//!   are**: the vendor's page would encode names as well, but its own clients do not, and what they send is accepted.
//!   (On the request line names *are* encoded, see [`HttpRequest::target`].) Where a name has a `&` in it, two different
//!   queries may thus have one canonical form; no documented parameter has such a name;
//! * of the headers `host`, `content-type` if there is one, every `x-acs-*`, and those asked for by
//!   [`Signing::also_sign`]: names in lower case, values trimmed, values of one name sorted and joined with `,`.
//!
//! Must not know how a request is sent, nor where credentials come from.

mod canonical;
mod error;
mod key;
mod nonce;
#[cfg(test)]
pub(crate) mod tests;

use std::borrow::Cow;
use std::time::SystemTime;

use sha2::{Digest, Sha256};

pub use canonical::Canonical;
use canonical::{Checked, check_header, hash_of, hex, hex_text};
pub use error::SignError;
pub(crate) use key::SigningKey;
pub use nonce::{NonceSource, RandomNonce};

use crate::Secret;
use crate::clock::utc_digits;
use crate::credentials::Credentials;
use crate::http::HttpRequest;

/// The name of the algorithm, as it stands in `Authorization` and at the head of the string to sign.
pub const ALGORITHM: &str = "ACS3-HMAC-SHA256";

/// The headers that signing sets.
const OWN_HEADERS: [&str; 8] = [
    "authorization",
    "x-acs-accesskey-id",
    "x-acs-security-token",
    "x-acs-action",
    "x-acs-version",
    "x-acs-date",
    "x-acs-signature-nonce",
    "x-acs-content-sha256",
];

/// What a signature needs besides the request.
#[derive(Clone, Copy, Debug)]
pub struct Signing<'a> {
    credentials: &'a Credentials,
    action: &'a str,
    version: &'a str,
    date: SystemTime,
    nonce: &'a str,
    also_sign: &'a [&'a str],
}

impl<'a> Signing<'a> {
    /// `action` is the operation's name on the wire, `version` that of its product's interface; the service accepts
    /// `date` within 15 minutes of its own clock, and each `nonce` once.
    #[must_use]
    pub const fn new(
        credentials: &'a Credentials,
        action: &'a str,
        version: &'a str,
        date: SystemTime,
        nonce: &'a str,
    ) -> Self {
        Signing {
            credentials,
            action,
            version,
            date,
            nonce,
            also_sign: &[],
        }
    }

    /// Names of headers to sign besides those that always are, in any case. Those that the request lacks do not count.
    #[must_use]
    pub const fn also_sign(mut self, names: &'a [&'a str]) -> Self {
        self.also_sign = names;
        self
    }
}

/// Signs a request: sets `x-acs-action`, `x-acs-version`, `x-acs-date`, `x-acs-signature-nonce`,
/// `x-acs-content-sha256`, with a session token also `x-acs-accesskey-id` and `x-acs-security-token`, and
/// `Authorization`, each in place of what was there. So a request can be signed anew for another attempt; further
/// headers that begin with `x-acs-` have to be set before.
///
/// # Errors
///
/// When something cannot be signed as it would be sent: control characters in the path, a header or a name of the
/// query, a host that differs from a `Host` header, a date that has no four-digit year, empty credentials. The request
/// is then without `Authorization`.
pub fn sign(request: &mut HttpRequest, signing: &Signing<'_>) -> Result<(), SignError> {
    let credentials = signing.credentials;
    request
        .headers
        .retain(|(name, _)| !OWN_HEADERS.iter().any(|own| own.eq_ignore_ascii_case(name)));
    if credentials.access_key_id.is_empty()
        || !credentials
            .access_key_id
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b',')
    {
        return Err(SignError::AccessKeyId);
    }
    let key = credentials.signing_key().ok_or(SignError::Secret)?;
    if signing.nonce.is_empty() || !signing.nonce.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(SignError::Nonce);
    }
    let date = utc_digits(signing.date).ok_or(SignError::Date)?;
    let date = str::from_utf8(&date).map_err(|_| SignError::Date)?;
    let hashed_payload = hash_of(&request.body);
    let hashed_payload = hex_text(&hashed_payload);

    // In the order of their names, which is that of signing.
    let session = credentials.security_token.as_ref();
    let own = [
        session.map(|_| ("x-acs-accesskey-id", credentials.access_key_id.as_str())),
        Some(("x-acs-action", signing.action)),
        Some(("x-acs-content-sha256", hashed_payload)),
        Some(("x-acs-date", date)),
        session.map(|token| ("x-acs-security-token", token.expose())),
        Some(("x-acs-signature-nonce", signing.nonce)),
        Some(("x-acs-version", signing.version)),
    ];

    for (name, value) in [
        ("x-acs-action", signing.action),
        ("x-acs-version", signing.version),
        ("x-acs-security-token", session.map_or("", Secret::expose)),
    ] {
        check_header(name, value)?;
    }
    let checked = Checked::of(request, signing.also_sign, own.iter().flatten().copied())?;
    // One half after the other: the allocator is slower with more than a thousand bytes.
    let mut canonical = Sha256::new();
    let mut half = Vec::with_capacity(request.query.text().len().saturating_add(64).max(768));
    checked.push_target(&mut half);
    canonical.update(&half);
    half.clear();
    let names = checked.push_rest(&mut half, hashed_payload);
    canonical.update(&half);
    let hash = hex(&canonical.finalize());

    let signature = key.sign(&hash);

    let authorization = [
        ALGORITHM,
        " Credential=",
        &credentials.access_key_id,
        ",SignedHeaders=",
        str::from_utf8(half.get(names).unwrap_or_default()).unwrap_or_default(),
        ",Signature=",
        hex_text(&signature),
    ]
    .concat();
    let own = own
        .into_iter()
        .flatten()
        .map(|(name, value)| (Cow::Borrowed(name), value.to_owned()));
    request.headers.reserve(8);
    request.headers.extend(own);
    request
        .headers
        .push((Cow::Borrowed("Authorization"), authorization));
    Ok(())
}
