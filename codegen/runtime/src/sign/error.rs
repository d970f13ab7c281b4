//! Why a request cannot be signed.

use std::fmt;

/// Why a request cannot be signed. Holds names, never values.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignError {
    /// The access key ID is empty or has characters that `Authorization` cannot carry.
    AccessKeyId,
    /// The access key secret is empty.
    Secret,
    /// The date is before 1970 or after 9999.
    Date,
    /// The nonce is empty or holds more than visible ASCII characters.
    Nonce,
    /// The method is no HTTP method.
    Method,
    /// The path does not begin with `/`, or holds control characters, `?` or `#`.
    Path,
    /// The host is empty, holds what no host has, or differs from a `Host` header.
    Host,
    /// This header's name or value cannot travel.
    Header(String),
    /// This name of the query holds control characters.
    Parameter(String),
}

impl fmt::Display for SignError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the request cannot be signed: ")?;
        match self {
            SignError::AccessKeyId => {
                f.write_str("the access key ID is empty or holds characters that no ID has")
            }
            SignError::Secret => f.write_str("the access key secret is empty"),
            SignError::Date => f.write_str("the date is not within the years 1970 to 9999"),
            SignError::Nonce => f.write_str("the nonce is empty or holds more than visible ASCII"),
            SignError::Method => f.write_str("the method is no HTTP method"),
            SignError::Path => f.write_str(
                "the path does not begin with `/` or holds control characters, `?` or `#`",
            ),
            SignError::Host => {
                f.write_str("the host is empty, malformed or differs from the `Host` header")
            }
            SignError::Header(name) => {
                write!(
                    f,
                    "the header `{name}` has a name or value that cannot travel"
                )
            }
            SignError::Parameter(name) => {
                write!(f, "the parameter name `{name}` holds control characters")
            }
        }
    }
}

impl std::error::Error for SignError {}
