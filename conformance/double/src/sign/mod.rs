//! Who sent a request: verifies its signature, its time and its nonce. Written from the description of the protocol, so
//! that it can find a fault of a signer: it shares no code with any. Must not know operations.

mod nonces;
mod v1;
mod v1_roa;
mod v3;

use crate::credentials::Credential;
use crate::message::Message;
pub(crate) use nonces::Nonces;
pub(crate) use v1::SYSTEM_PARAMETERS;

/// Why a request is refused at the gate. The status of each code is settled elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) code: &'static str,
    pub(crate) message: String,
}

impl Refusal {
    fn new(code: &'static str, message: impl Into<String>) -> Self {
        Refusal {
            code,
            message: message.into(),
        }
    }

    fn incomplete(what: &str) -> Self {
        Refusal::new(
            "IncompleteSignature",
            format!("The request signature does not conform to Aliyun standards: {what}."),
        )
    }
}

/// What a signature is judged by.
pub(crate) struct Gate<'a> {
    pub(crate) credentials: &'a [Credential],
    /// Seconds since 1970.
    pub(crate) now: i64,
    /// How far a request's time may be away, in seconds.
    pub(crate) window: i64,
    /// Whether each `x-acs-` header that arrives has to be signed.
    pub(crate) all_signed: bool,
    pub(crate) nonces: &'a Nonces,
    /// Names of parameters whose values no message may show.
    pub(crate) sensitive: &'a [String],
}

/// Verifies a request; the access key's id, where it is sound.
pub(crate) fn verify(message: &Message, gate: &Gate<'_>) -> Result<String, Refusal> {
    if asks_by_bearer(message) {
        return Err(Refusal::incomplete(
            "the request comes with a bearer token or an identity token, and only access keys (with or without a security token) are known here",
        ));
    }
    if let Some(value) = message.headers.get("authorization") {
        match value.as_bytes().starts_with(v1_roa::PREFIX.as_bytes()) {
            true => v1_roa::verify(message, gate),
            false => v3::verify(message, gate),
        }
    } else if message.parameter("Signature").is_some() || message.parameter("AccessKeyId").is_some()
    {
        v1::verify(message, gate)
    } else {
        Err(Refusal::incomplete(
            "there is neither an Authorization header nor a parameter Signature",
        ))
    }
}

/// Whether the request brings a token in the place of a signature, as official clients do it.
fn asks_by_bearer(message: &Message) -> bool {
    let is_bearer = |kind: &str| kind.eq_ignore_ascii_case("BEARERTOKEN");
    let headers = &message.headers;
    headers.contains_key("x-acs-bearer-token")
        || headers.contains_key("x-acs-zero-trust-idtoken")
        || message
            .header("x-acs-signature-type")
            .is_some_and(is_bearer)
        || message.parameter("SignatureType").is_some_and(is_bearer)
}

impl<'a> Gate<'a> {
    /// The key of this id, and of this session where several have the id.
    fn credential(&self, id: &str, token: Option<&str>) -> Result<&'a Credential, Refusal> {
        let unknown = || {
            Refusal::new(
                "InvalidAccessKeyId.NotFound",
                "Specified access key is not found.",
            )
        };
        let mut of_id = self
            .credentials
            .iter()
            .filter(|known| known.id == id)
            .peekable();
        let first = *of_id.peek().ok_or_else(unknown)?;
        let found = of_id.find(|known| known.token.as_deref() == token);
        let Some(found) = found else {
            return Err(match (token, &first.token) {
                // A session's key is none without its token.
                (None, Some(_)) => unknown(),
                _ => Refusal::new(
                    "InvalidSecurityToken.MismatchWithAccessKey",
                    "Specified SecurityToken is mismatch with the AccessKey.",
                ),
            });
        };
        match found.expires {
            Some(end) if crate::clock::seconds(end) <= self.now => Err(Refusal::new(
                "InvalidSecurityToken.Expired",
                "Specified SecurityToken is expired.",
            )),
            _ => Ok(found),
        }
    }

    /// Whether a request of this time may still come; `None` is a time that cannot be read.
    fn at(&self, time: Option<i64>) -> Result<(), Refusal> {
        let Some(time) = time else {
            return Err(Refusal::new(
                "InvalidTimeStamp.Format",
                "Specified time stamp or date value is not well formatted.",
            ));
        };
        if (self.now - time).abs() > self.window {
            return Err(Refusal::new(
                "InvalidTimeStamp.Expired",
                "Specified time stamp or date value is expired.",
            ));
        }
        Ok(())
    }

    fn time(&self, text: &str) -> Result<(), Refusal> {
        self.at(crate::clock::parse_utc(text))
    }

    /// Comes last: a nonce is used up by a request that is otherwise sound, so that nobody else can use it up.
    fn nonce(&self, id: &str, nonce: &str) -> Result<(), Refusal> {
        match self.nonces.use_up(id, nonce, self.now, 2 * self.window) {
            true => Ok(()),
            false => Err(Refusal::new(
                "SignatureNonceUsed",
                "Specified signature nonce was used already.",
            )),
        }
    }

    /// A parameter's value as a message may show it.
    fn shown(&self, name: &str, value: &str) -> String {
        let secret = name == "SecurityToken"
            || self.sensitive.iter().any(|parameter| {
                name.strip_prefix(parameter.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            });
        if secret {
            crate::text::mask(value)
        } else {
            value.to_owned()
        }
    }
}
