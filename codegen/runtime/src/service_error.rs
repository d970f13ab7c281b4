//! The error envelope that the service answers with, as a plain value. Must not know HTTP clients, nor any operation's
//! table: [`crate::Operation::classify`] names the code.

use std::fmt;

use crate::json::{DecodeError, Value};
use crate::response::{self, Fields};
use crate::violation::OneLine;

/// An error answer of the service.
///
/// ```
/// use acs_runtime::ServiceError;
/// let body = br#"{"Code":"MissingParameter","Message":"Period is missing.","RequestId":"1C5A"}"#;
/// let error = ServiceError::from_json(400, body)?;
/// assert_eq!(error.code(), Some("MissingParameter"));
/// assert_eq!(error.to_string(), "400 MissingParameter: Period is missing. (request 1C5A)");
/// # Ok::<(), acs_runtime::DecodeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceError {
    status: u16,
    code: Option<String>,
    message: Option<String>,
    request_id: Option<String>,
    host_id: Option<String>,
    recommend: Option<String>,
    access_denied_detail: Option<Value>,
    fields: Fields,
}

impl ServiceError {
    /// Reads an error body in JSON. Names are looked for as `Code` and as `code`; numbers count as texts.
    ///
    /// # Errors
    ///
    /// When the body is no JSON object. What is missing in one is no error.
    pub fn from_json(status: u16, body: &[u8]) -> Result<Self, DecodeError> {
        response::fields(body).map(|fields| ServiceError::from_fields(status, fields))
    }

    /// An error from the fields of its envelope.
    #[must_use]
    pub fn from_fields(status: u16, fields: Fields) -> Self {
        let value = |names: [&str; 2]| {
            names
                .into_iter()
                .filter_map(|name| fields.get(name))
                .find(|value| !value.is_null())
        };
        let text = |names| value(names).cloned().and_then(Value::into_text);
        ServiceError {
            status,
            code: text(["Code", "code"]),
            message: text(["Message", "message"]),
            request_id: text(["RequestId", "requestId"]),
            host_id: text(["HostId", "hostId"]),
            recommend: text(["Recommend", "recommend"]),
            access_denied_detail: value(["AccessDeniedDetail", "accessDeniedDetail"]).cloned(),
            fields,
        }
    }

    /// The same, with this request ID where the envelope has none: it also comes in a header.
    #[must_use]
    pub fn or_request_id(mut self, id: Option<String>) -> Self {
        self.request_id = self.request_id.filter(|id| !id.is_empty()).or(id);
        self
    }

    /// HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The service's code.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// The service's message.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// The request's ID, which the provider's support asks for.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// The host that answered.
    #[must_use]
    pub fn host_id(&self) -> Option<&str> {
        self.host_id.as_deref()
    }

    /// The address of the provider's advice.
    #[must_use]
    pub fn recommend(&self) -> Option<&str> {
        self.recommend.as_deref()
    }

    /// Why access was denied, as the service put it.
    #[must_use]
    pub fn access_denied_detail(&self) -> Option<&Value> {
        self.access_denied_detail.as_ref()
    }

    /// The whole envelope.
    #[must_use]
    pub fn fields(&self) -> &Fields {
        &self.fields
    }
}

impl fmt::Display for ServiceError {
    /// One line, whatever the service says.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} {}",
            self.status,
            OneLine(self.code().unwrap_or("without a code"))
        )?;
        if let Some(message) = self.message() {
            write!(f, ": {}", OneLine(message))?;
        }
        if let Some(id) = self.request_id() {
            write!(f, " (request {})", OneLine(id))?;
        }
        Ok(())
    }
}

impl std::error::Error for ServiceError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings_and_odd_values() {
        let body = br#"{"code":404,"message":"gone","requestId":"r","HostId":"h","Recommend":"u","AccessDeniedDetail":{"PolicyType":"x"},"Extra":1}"#;
        let error = ServiceError::from_json(404, body).unwrap();
        assert_eq!(
            (error.status(), error.code(), error.message()),
            (404, Some("404"), Some("gone"))
        );
        assert_eq!(
            (error.request_id(), error.host_id(), error.recommend()),
            (Some("r"), Some("h"), Some("u"))
        );
        assert_eq!(
            error
                .access_denied_detail()
                .map(Value::to_string)
                .as_deref(),
            Some(r#"{"PolicyType":"x"}"#)
        );
        assert_eq!(error.fields().len(), 7);
        let both = ServiceError::from_json(400, br#"{"Code":null,"code":"b"}"#).unwrap();
        assert_eq!(both.code(), Some("b"));
        let both = ServiceError::from_json(400, br#"{"code":"b","Code":"A"}"#).unwrap();
        assert_eq!(both.code(), Some("A"));
    }

    #[test]
    fn whatever_the_service_says_is_shown_in_one_line() {
        let body = br#"{"Code":"A\u0007","Message":"b\nc\u2028","RequestId":"\u0000"}"#;
        let error = ServiceError::from_json(400, body).unwrap();
        assert_eq!(
            error.to_string(),
            r"400 A\u{7}: b\nc\u{2028} (request \u{0})"
        );
    }

    #[test]
    fn an_envelope_may_lack_everything() {
        let error = ServiceError::from_json(500, b"{}").unwrap();
        assert_eq!(
            (error.code(), error.message(), error.request_id()),
            (None, None, None)
        );
        assert_eq!(error.to_string(), "500 without a code");
        assert!(ServiceError::from_json(502, b"<html>").is_err());
    }
}
