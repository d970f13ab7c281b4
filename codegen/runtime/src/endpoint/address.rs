//! A host with its scheme, read from what a caller writes.

use std::fmt;
use std::net::Ipv6Addr;

use super::{EndpointError, shown};
use crate::http::Scheme;

/// Where requests go.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Endpoint {
    scheme: Scheme,
    host: String,
}

impl Endpoint {
    /// Reads a host: a name, an IPv4 address or an IPv6 address in brackets; with or without `https://` or `http://`
    /// before it, and a port from 1 to 65535 and one `/` behind it. Without a scheme it is `https`; whether plain HTTP
    /// is allowed is not decided here.
    ///
    /// # Errors
    ///
    /// When the text is anything else: blanks are not trimmed, and a path, a query or a user's name is refused rather
    /// than dropped.
    ///
    /// ```
    /// use acs_runtime::endpoint::Endpoint;
    /// let endpoint = Endpoint::parse("http://127.0.0.1:8080/")?;
    /// assert_eq!((endpoint.scheme().as_str(), endpoint.host()), ("http", "127.0.0.1:8080"));
    /// # Ok::<(), acs_runtime::endpoint::EndpointError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, EndpointError> {
        let malformed = |reason| EndpointError::Malformed {
            endpoint: shown(text),
            reason,
        };
        let (scheme, rest) = match text.split_once("://") {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("https") => (Scheme::Https, rest),
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") => (Scheme::Http, rest),
            Some(_) => return Err(malformed("its scheme is neither `https` nor `http`")),
            None => (Scheme::Https, text),
        };
        let host = rest.strip_suffix('/').unwrap_or(rest);
        let (name, port) = match host.strip_prefix('[') {
            Some(inner) => {
                let Some((address, port)) = inner.split_once(']') else {
                    return Err(malformed("its `[` is never closed"));
                };
                if address.parse::<Ipv6Addr>().is_err() {
                    return Err(malformed("what stands in brackets is no IPv6 address"));
                }
                ("", port)
            }
            None => host.split_at(host.find(':').unwrap_or(host.len())),
        };
        if !host.starts_with('[') && !is_name(name) {
            return Err(malformed(
                "its host is no name of letters, digits, hyphens and dots",
            ));
        }
        if !(port.is_empty() || port.strip_prefix(':').is_some_and(is_port)) {
            return Err(malformed("its port is no number from 1 to 65535"));
        }
        Ok(Endpoint {
            scheme,
            host: host.to_owned(),
        })
    }

    /// Whether it is reached over TLS.
    #[must_use]
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// The host, with the port if one was given: as it is sent and signed.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.scheme, self.host)
    }
}

fn is_port(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u16>().is_ok_and(|port| port > 0)
}

/// Whether the text is a host's name as the domain name system has them, or an IPv4 address.
fn is_name(text: &str) -> bool {
    text.len() <= 253
        && text.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        })
}
