//! An HTTP request and its answer as plain values, so that signing, transports and tests share them.
//!
//! Must not know any HTTP library, any operation, or how anything is signed.

use std::borrow::Cow;
use std::fmt;

use crate::mask::Masked;
use crate::wire::{Pairs, percent_encode_into};

/// Whether a request travels encrypted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// In the clear: for loopback and the cloud's own metadata service only.
    Http,
    /// Over TLS.
    #[default]
    Https,
}

impl Scheme {
    /// `http` or `https`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Scheme::Http => "http",
            Scheme::Https => "https",
        }
    }
}

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Name and value of a header. Most names are known when a program is built.
pub type Header = (Cow<'static, str>, String);

/// A request as a transport gets it.
///
/// `Debug` shows names but no value of the query, no body, and no header that carries a secret.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct HttpRequest {
    /// The method, upper case.
    pub method: String,
    /// Encrypted or not.
    pub scheme: Scheme,
    /// The host, with `:` and the port if there is one to name. It is signed as it stands here, so it must be sent as
    /// the `Host` header as it stands here.
    pub host: String,
    /// The path, percent-encoded already: signed and sent as it stands.
    pub path: String,
    /// Names and values of the query, decoded, in the order in which they are sent. All of them are sent, wherever their
    /// [location](crate::Pair::location) says that they belong.
    pub query: Pairs,
    /// Names and values of the headers, without `Host`.
    pub headers: Vec<Header>,
    /// The body; empty for none.
    pub body: Vec<u8>,
}

impl HttpRequest {
    /// A request without query, headers and body.
    #[must_use]
    pub fn new(
        method: impl Into<String>,
        scheme: Scheme,
        host: impl Into<String>,
        path: impl Into<String>,
    ) -> Self {
        HttpRequest {
            method: method.into(),
            scheme,
            host: host.into(),
            path: path.into(),
            ..HttpRequest::default()
        }
    }

    /// The value of the first header of this name, in whatever case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }

    /// Sets a header in place of all of this name.
    pub fn set_header(&mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) {
        let name = name.into();
        self.remove_header(&name);
        self.headers.push((name, value.into()));
    }

    /// Takes out all headers of this name, in whatever case.
    pub fn remove_header(&mut self, name: &str) {
        self.headers
            .retain(|(other, _)| !other.eq_ignore_ascii_case(name));
    }

    /// What stands on the request line: the path, and the query with names and values percent-encoded (a blank is
    /// `%20`). An empty path is `/`.
    ///
    /// ```
    /// use acs_runtime::http::{HttpRequest, Scheme};
    /// let mut request = HttpRequest::new("POST", Scheme::Https, "h.example", "/");
    /// request.query.push(("Tag.1.Key", "a b"));
    /// assert_eq!(request.target(), "/?Tag.1.Key=a%20b");
    /// assert_eq!(request.url(), "https://h.example/?Tag.1.Key=a%20b");
    /// ```
    #[must_use]
    pub fn target(&self) -> String {
        let mut target = String::new();
        self.write_target(&mut target);
        target
    }

    /// The whole address.
    #[must_use]
    pub fn url(&self) -> String {
        let mut url = format!("{}://{}", self.scheme, self.host);
        self.write_target(&mut url);
        url
    }

    fn write_target(&self, out: &mut String) {
        out.push_str(if self.path.is_empty() {
            "/"
        } else {
            &self.path
        });
        let mut separator = '?';
        for pair in &self.query {
            out.push(separator);
            percent_encode_into(out, pair.name().as_bytes());
            out.push('=');
            percent_encode_into(out, pair.value().as_bytes());
            separator = '&';
        }
    }
}

impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let query: Vec<(&str, Masked)> = self
            .query
            .iter()
            .map(|pair| (pair.name(), Masked::new(pair.value())))
            .collect();
        f.debug_struct("HttpRequest")
            .field("method", &self.method)
            .field("scheme", &self.scheme)
            .field("host", &self.host)
            .field("path", &self.path)
            .field("query", &query)
            .field("headers", &Headers(&self.headers))
            .field("body", &Bytes(self.body.len()))
            .finish()
    }
}

/// An answer as a transport gives it.
///
/// `Debug` shows the size of the body alone, and no header that carries a secret.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct HttpResponse {
    /// The status.
    pub status: u16,
    /// Names and values of the headers, as they came.
    pub headers: Vec<(String, String)>,
    /// The body, with transfer and content encodings undone.
    pub body: Vec<u8>,
}

impl HttpResponse {
    /// An answer without headers.
    #[must_use]
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        HttpResponse {
            status,
            headers: Vec::new(),
            body: body.into(),
        }
    }

    /// The value of the first header of this name, in whatever case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }
}

impl fmt::Debug for HttpResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpResponse")
            .field("status", &self.status)
            .field("headers", &Headers(&self.headers))
            .field("body", &Bytes(self.body.len()))
            .finish()
    }
}

fn find<'a>(headers: &'a [(impl AsRef<str>, String)], name: &str) -> Option<&'a str> {
    headers
        .iter()
        .find(|(other, _)| other.as_ref().eq_ignore_ascii_case(name))
        .map(|(_, value)| value.as_str())
}

/// Whether a header carries what must not show. By the words in its name, so that headers we never heard of are
/// rather hidden than shown.
fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["authorization", "token", "cookie", "secret", "password"]
        .iter()
        .any(|word| name.contains(word))
        && !name.ends_with("-ttl-seconds")
}

struct Headers<'a, N>(&'a [(N, String)]);

impl<N: AsRef<str>> fmt::Debug for Headers<'_, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut list = f.debug_list();
        for (name, value) in self.0 {
            let name = name.as_ref();
            if is_secret(name) {
                list.entry(&(name, Masked::new(value)));
            } else {
                list.entry(&(name, value));
            }
        }
        list.finish()
    }
}

struct Bytes(usize);

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{} bytes>", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request() -> HttpRequest {
        let mut request = HttpRequest::new("POST", Scheme::Https, "h.example:8443", "/a%20b");
        request.query.push(("Na me", "v&=/中"));
        request.query.push(("Empty", ""));
        request
    }

    #[test]
    fn the_target_encodes_names_and_values_and_leaves_the_path() {
        let mut request = request();
        assert_eq!(
            request.url(),
            "https://h.example:8443/a%20b?Na%20me=v%26%3D%2F%E4%B8%AD&Empty="
        );
        request.path.clear();
        request.query.clear();
        assert_eq!(request.target(), "/");
    }

    #[test]
    fn headers_are_found_and_replaced_in_any_case() {
        let mut request = request();
        request.headers.push(("X-Acs-A".into(), "1".into()));
        request.headers.push(("x-acs-a".into(), "2".into()));
        assert_eq!(request.header("x-ACS-a"), Some("1"));
        request.set_header("x-Acs-A", "3");
        assert_eq!(request.headers, [("x-Acs-A".into(), "3".to_owned())]);
        request.remove_header("X-ACS-A");
        assert_eq!(request.header("x-acs-a"), None);
        let mut response = HttpResponse::new(200, "");
        response.headers.push(("Date".into(), "now".into()));
        assert_eq!(response.header("date"), Some("now"));
    }

    #[test]
    fn what_is_secret_does_not_show() {
        let mut request = request();
        request.body = b"RoleArn=hunter2".to_vec();
        request.set_header("Authorization", "hunter2");
        request.set_header("x-acs-security-token", "hunter2");
        request.set_header("X-aliyun-ecs-metadata-token-ttl-seconds", "21600");
        request.query.push(("Password", "hunter2"));
        let shown = format!("{request:?}");
        assert!(!shown.contains("hunter2"), "{shown}");
        assert!(
            shown.contains("21600") && shown.contains("<15 bytes>"),
            "{shown}"
        );
        let mut response = HttpResponse::new(200, "hunter2");
        response
            .headers
            .push(("Set-Cookie".into(), "hunter2".into()));
        let shown = format!("{response:?}");
        assert!(!shown.contains("hunter2"), "{shown}");
    }
}
