//! Answers and files in JSON that hold keys: read without leaving more copies of secrets than need be, and quoted in
//! errors without them. Must not know which service answered.

use zeroize::Zeroize;

use super::error::{CredentialsError, CredentialsErrorKind};
use super::keys::Credentials;
use crate::clock::parse_utc;
use crate::http::{HttpRequest, HttpResponse};
use crate::transport::Limits;
use crate::{Secret, Value};

use super::provider::ProviderContext;

/// A JSON value whose texts are wiped when it is dropped.
pub(super) struct Wiped(pub(super) Value);

impl Drop for Wiped {
    fn drop(&mut self) {
        wipe(&mut self.0);
    }
}

/// No deeper than the JSON reader goes.
fn wipe(value: &mut Value) {
    match value {
        Value::String(text) => text.zeroize(),
        Value::List(list) => list.iter_mut().for_each(wipe),
        Value::Object(fields) => fields.values_mut().for_each(wipe),
        _ => {}
    }
}

/// Reads JSON and wipes its bytes.
pub(super) fn read_json(mut bytes: Vec<u8>) -> Result<Wiped, String> {
    let value = Value::parse(&bytes)
        .map(Wiped)
        .map_err(|error| error.to_string());
    bytes.zeroize();
    value
}

/// The text of a member, if it is one and is not empty.
pub(super) fn text<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value
        .get(name)
        .and_then(Value::as_str)
        .filter(|text| !text.is_empty())
}

/// An error of this provider.
pub(super) fn fail<T>(
    provider: &str,
    kind: CredentialsErrorKind,
    reason: impl Into<String>,
) -> Result<T, CredentialsError> {
    Err(CredentialsError::new(provider, kind, reason))
}

/// Sends a request of this provider; any answer will do.
pub(super) async fn send(
    provider: &str,
    what: &str,
    request: HttpRequest,
    limits: Limits,
    cx: &ProviderContext<'_>,
) -> Result<HttpResponse, CredentialsError> {
    cx.transport.send(request, limits).await.map_err(|error| {
        CredentialsError::new(
            provider,
            CredentialsErrorKind::Unreachable,
            format!("{what} could not be asked: {error}"),
        )
    })
}

/// Keys of a session as services write them: `AccessKeyId`, `AccessKeySecret`, `SecurityToken`, `Expiration`.
pub(super) fn session(
    provider: &str,
    what: &str,
    value: &Value,
) -> Result<Credentials, CredentialsError> {
    let needed = |name: &str| {
        text(value, name).ok_or_else(|| {
            CredentialsError::new(
                provider,
                CredentialsErrorKind::Refused,
                format!("the answer of {what} has no `{name}`"),
            )
        })
    };
    let (id, secret, token) = (
        needed("AccessKeyId")?,
        needed("AccessKeySecret")?,
        needed("SecurityToken")?,
    );
    let Some(expires) = parse_utc(needed("Expiration")?) else {
        return fail(
            provider,
            CredentialsErrorKind::Refused,
            format!("the answer of {what} has an `Expiration` that is no time in UTC"),
        );
    };
    Ok(Credentials::session(id, Secret::new(secret), Secret::new(token)).expiring(expires))
}

/// What a service says of its refusal: status, code, message, request ID; as far as they are there, in one line, and
/// without any of these secrets (a service may quote the whole request that it got).
pub(super) fn refusal(what: &str, response: HttpResponse, secrets: &[&Secret]) -> String {
    let mut words = format!("{what} answered with status {}", response.status);
    let Ok(body) = read_json(response.body) else {
        return words;
    };
    if let Some(code) = text(&body.0, "Code") {
        words.push_str(&format!(", code `{}`", quotable(code, secrets)));
    }
    if let Some(message) = text(&body.0, "Message") {
        words.push_str(&format!(", message `{}`", quotable(message, secrets)));
    }
    if let Some(id) = text(&body.0, "RequestId") {
        words.push_str(&format!(", request ID {}", quotable(id, secrets)));
    }
    words
}

/// Most characters of somebody else's text that are quoted.
const QUOTED: usize = 300;

/// Somebody else's text, cut off, in one line, and nothing of it if it holds a secret.
pub(super) fn quotable(text: &str, secrets: &[&Secret]) -> String {
    let holds = |secret: &&Secret| {
        let plain = secret.expose();
        // Shorter ones are no secrets, but would be found in anything.
        plain.len() >= 4
            && (text.contains(plain) || text.contains(&crate::wire::percent_encode(plain)))
    };
    if secrets.iter().any(holds) {
        return "<not shown: it holds a secret>".to_owned();
    }
    let mut quoted: String = text
        .chars()
        .take(QUOTED)
        .flat_map(char::escape_debug)
        .collect();
    if text.chars().nth(QUOTED).is_some() {
        quoted.push('…');
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_one_line_without_secrets() {
        let secret = Secret::new("hun/ter2");
        let answer = |body: &str| refusal("STS", HttpResponse::new(403, body), &[&secret]);
        assert_eq!(
            answer(r#"{"Code":"NoPermission","Message":"No.\nGo","RequestId":"R-1"}"#),
            "STS answered with status 403, code `NoPermission`, message `No.\\nGo`, request ID R-1"
        );
        assert_eq!(answer("<html>"), "STS answered with status 403");
        assert_eq!(answer("[]"), "STS answered with status 403");
        for quoted in ["x hun/ter2 y", "x=hun%2Fter2"] {
            let shown = answer(&format!(r#"{{"Message":"{quoted}"}}"#));
            assert!(!shown.contains("ter2"), "{shown}");
        }
        let long = answer(&format!(r#"{{"Message":"{}"}}"#, "é".repeat(100_000)));
        assert!(long.chars().count() < 400);
    }

    #[test]
    fn values_are_wiped() {
        let mut wiped = read_json(br#"{"a":["s",{"b":"t"}],"n":1}"#.to_vec())
            .ok()
            .unwrap();
        wipe(&mut wiped.0);
        assert_eq!(wiped.0.to_string(), r#"{"a":["",{"b":""}],"n":1}"#);
        assert!(read_json(b"{".to_vec()).is_err());
    }
}
