//! Keys from an address that the user states.

use std::time::Duration;

use super::answer::{fail, quotable, read_json, refusal, send, session, text};
use super::error::{CredentialsError, CredentialsErrorKind};
use super::keys::Credentials;
use super::provider::{CredentialsFuture, CredentialsProvider, ProviderContext};
use crate::endpoint::Endpoint;
use crate::http::HttpRequest;
use crate::transport::{Limits, PlainHttp};

/// Asks an address for keys: one that is set here, or else `ALIBABA_CLOUD_CREDENTIALS_URI`. It has to answer with status
/// 200 and a JSON object with `AccessKeyId`, `AccessKeySecret`, `SecurityToken` and `Expiration`; if it has a `Code`
/// as well, that has to be `Success`.
///
/// With an `http` address keys travel in the clear, because whoever states it says so: it is meant for this machine and
/// links of its own. Asks at each call: see [`cached`](CredentialsProvider::cached).
#[derive(Clone, Default)]
pub struct CredentialsUriProvider {
    uri: Option<String>,
}

const NAME: &str = "credential_uri";
const WHAT: &str = "the credentials URI";
const VARIABLE: &str = "ALIBABA_CLOUD_CREDENTIALS_URI";

const LIMITS: Limits = Limits::new(Duration::from_secs(5), Duration::from_secs(10), 1 << 20)
    .plain_http(PlainHttp::Anywhere);

impl CredentialsUriProvider {
    /// The address in the variable.
    #[must_use]
    pub fn new() -> Self {
        CredentialsUriProvider::default()
    }

    /// This address.
    #[must_use]
    pub fn uri(mut self, uri: impl Into<String>) -> Self {
        self.uri = Some(uri.into());
        self
    }

    async fn ask(&self, cx: &ProviderContext<'_>) -> Result<Credentials, CredentialsError> {
        let Some(uri) = self.uri.clone().or_else(|| cx.variable(VARIABLE)) else {
            return fail(
                NAME,
                CredentialsErrorKind::NotConfigured,
                format!("{VARIABLE} is not set"),
            );
        };
        // The address may hold a secret of its own in path or query, so it is not quoted.
        let request = request(&uri).or_else(|reason| {
            fail(
                NAME,
                CredentialsErrorKind::Misconfigured,
                format!("the address is no URI: {reason}"),
            )
        })?;
        let response = send(NAME, WHAT, request, LIMITS, cx).await?;
        if response.status != 200 {
            return fail(
                NAME,
                CredentialsErrorKind::Refused,
                refusal(WHAT, response, &[]),
            );
        }
        let answer = read_json(response.body).or_else(|error| {
            fail(
                NAME,
                CredentialsErrorKind::Refused,
                format!("the answer of {WHAT} is no JSON: {error}"),
            )
        })?;
        if let Some(code) = text(&answer.0, "Code").filter(|code| *code != "Success") {
            return fail(
                NAME,
                CredentialsErrorKind::Refused,
                format!("{WHAT} answered with code `{}`", quotable(code, &[])),
            );
        }
        session(NAME, WHAT, &answer.0).map(|credentials| credentials.found_by(NAME))
    }
}

impl CredentialsProvider for CredentialsUriProvider {
    fn name(&self) -> &str {
        NAME
    }

    fn credentials<'a>(&'a self, cx: &'a ProviderContext<'a>) -> CredentialsFuture<'a> {
        Box::pin(self.ask(cx))
    }
}

/// Shows not the address, which may hold a secret.
impl std::fmt::Debug for CredentialsUriProvider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CredentialsUriProvider")
            .finish_non_exhaustive()
    }
}

/// A `GET` of an `http` or `https` address.
fn request(uri: &str) -> Result<HttpRequest, &'static str> {
    let without_fragment = uri.split('#').next().unwrap_or_default();
    let Some((scheme, rest)) = without_fragment.split_once("://") else {
        return Err("it does not begin with `http://` or `https://`");
    };
    let host_ends = rest.find(['/', '?']).unwrap_or(rest.len());
    let (host, rest) = rest.split_at(host_ends);
    let endpoint = Endpoint::parse(&format!("{scheme}://{host}"))
        .map_err(|_| "its scheme, host or port is malformed")?;
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    if !path.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err("its path holds characters that are not percent-encoded");
    }
    let path = if path.is_empty() { "/" } else { path };
    let mut request = HttpRequest::new("GET", endpoint.scheme(), endpoint.host(), path);
    for part in query.split('&').filter(|part| !part.is_empty()) {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        match (decode(name), decode(value)) {
            (Some(name), Some(value)) => request.query.push((&name, &value)),
            _ => return Err("its query has a broken percent-encoding"),
        }
    }
    request.set_header("Accept", "application/json");
    Ok(request)
}

/// Undoes percent-encoding. A `+` is a blank, as in forms.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let mut digit = || char::from(rest.next()?).to_digit(16);
                u8::try_from(digit()? * 16 + digit()?).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_requests() {
        for (uri, url) in [
            ("http://127.0.0.1:8080/keys", "http://127.0.0.1:8080/keys"),
            ("https://h.example", "https://h.example/"),
            ("https://h.example?a=b", "https://h.example/?a=b"),
            (
                "HTTPS://h.example/a%20b?x=%E4%B8%AD+&y&&z=#part",
                "https://h.example/a%20b?x=%E4%B8%AD%20&y=&z=",
            ),
        ] {
            assert_eq!(request(uri).unwrap().url(), url);
        }
        for uri in [
            "",
            "h.example",
            "ftp://h.example/",
            "https:///a",
            "https://u@h/",
            "https://h/a b",
            "https://h/é",
            "https://h/?a=%",
            "https://h/?a=%2",
            "https://h/?a=%zz",
            "https://h/?%FF=a",
        ] {
            assert!(request(uri).is_err(), "{uri}");
        }
    }
}
