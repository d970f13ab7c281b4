//! One exchange: the request out, the answer in, within its limits. Must not know why it is made.

use std::error::Error;

use tokio::time::{Instant, timeout_at};

use super::decode::{self, DecodeFault};
use crate::http::{HttpRequest, HttpResponse};
use crate::transport::{Limits, TransportError, TransportErrorKind};

/// How much of a body that is not whole is kept.
const KEPT_BYTES: usize = 4096;

/// Sends a request and reads the answer.
pub(super) async fn run(
    client: &reqwest::Client,
    request: HttpRequest,
    limits: Limits,
) -> Result<HttpResponse, TransportError> {
    let request = outgoing(request)?;
    // So long that it cannot be said is as good as never.
    let far = || Instant::now() + std::time::Duration::from_secs(86_400 * 365);
    let deadline = Instant::now()
        .checked_add(limits.total_timeout)
        .unwrap_or_else(far);
    let mut response = match timeout_at(deadline, client.execute(request)).await {
        Ok(Ok(response)) => response,
        Ok(Err(error)) => return Err(no_answer(&error)),
        Err(_) => return Err(TransportError::new(TransportErrorKind::Timeout, "")),
    };
    let mut answer = HttpResponse::new(response.status().as_u16(), Vec::new());
    answer.headers = response
        .headers()
        .iter()
        .map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            (name.as_str().to_owned(), value)
        })
        .collect();
    let fault = loop {
        match timeout_at(deadline, response.chunk()).await {
            Ok(Ok(Some(chunk))) => {
                let room = limits.max_response_bytes.saturating_sub(answer.body.len());
                answer.body.extend(chunk.iter().take(room));
                if chunk.len() > room {
                    break Some((TransportErrorKind::TooLarge, more_than(limits)));
                }
            }
            Ok(Ok(None)) => break None,
            Ok(Err(error)) => break Some((TransportErrorKind::Interrupted, reason(&error))),
            Err(_) => {
                break Some((
                    TransportErrorKind::Timeout,
                    "the body was not whole".to_owned(),
                ));
            }
        }
    };
    let encoding = answer.header("content-encoding").map(str::to_owned);
    let raw = std::mem::take(&mut answer.body);
    let decoded = decode::decode(encoding.as_deref(), raw, limits.max_response_bytes);
    let (kind, why) = match (fault, decoded) {
        (None, Ok(body)) => {
            answer.body = body;
            return Ok(answer);
        }
        (Some(fault), Ok(body)) => {
            answer.body = body;
            fault
        }
        (fault, Err(undecoded)) => {
            answer.body = undecoded.beginning;
            fault.unwrap_or_else(|| match undecoded.fault {
                DecodeFault::TooLarge => (TransportErrorKind::TooLarge, more_than(limits)),
                DecodeFault::Broken(why) => (TransportErrorKind::Malformed, why),
            })
        }
    };
    answer.body.truncate(KEPT_BYTES);
    answer.body.shrink_to_fit();
    Err(TransportError::new(kind, why).with_answer(answer))
}

fn more_than(limits: Limits) -> String {
    format!("more than {} bytes", limits.max_response_bytes)
}

/// The request in the words of `reqwest`, if it can be said unchanged.
fn outgoing(request: HttpRequest) -> Result<reqwest::Request, TransportError> {
    let invalid = |why: &str| TransportError::new(TransportErrorKind::Invalid, why);
    let target = request.target();
    let url = reqwest::Url::parse(&request.url())
        .map_err(|error| invalid(&format!("its address: {error}")))?;
    // An address is normalised when it is read (`/a/../b` becomes `/b`), and then what is sent is not what was signed.
    let mut sent = url.path().to_owned();
    if let Some(query) = url.query() {
        sent.push('?');
        sent.push_str(query);
    }
    if sent != target || !url.username().is_empty() || url.fragment().is_some() {
        return Err(invalid("its path or host cannot be sent unchanged"));
    }
    let method = reqwest::Method::from_bytes(request.method.as_bytes())
        .map_err(|_| invalid("its method is none"))?;
    let mut out = reqwest::Request::new(method, url);
    let host = ("host".into(), request.host);
    // Asked for here and not by the caller, because undoing it is done here.
    let accepted = ("accept-encoding".into(), "gzip".to_owned());
    let own = ["host", "accept-encoding"];
    let given = request
        .headers
        .into_iter()
        .filter(|(name, _)| !own.iter().any(|own| name.eq_ignore_ascii_case(own)));
    for (name, value) in given.chain([host, accepted]) {
        let header = reqwest::header::HeaderName::from_bytes(name.as_bytes());
        let value = reqwest::header::HeaderValue::from_bytes(value.as_bytes());
        let (Ok(header), Ok(mut value)) = (header, value) else {
            return Err(invalid(&format!("a header that is none: {name:?}")));
        };
        value.set_sensitive(name.eq_ignore_ascii_case("authorization"));
        out.headers_mut().append(header, value);
    }
    *out.body_mut() = Some(request.body.into());
    Ok(out)
}

fn no_answer(error: &reqwest::Error) -> TransportError {
    let kind = match (error.is_connect(), error.is_timeout()) {
        (true, true) => TransportErrorKind::ConnectTimeout,
        (true, false) => TransportErrorKind::Connect,
        (false, true) => TransportErrorKind::Timeout,
        (false, false) if error.is_builder() => TransportErrorKind::Invalid,
        (false, false) => TransportErrorKind::Interrupted,
    };
    TransportError::new(kind, reason(error))
}

/// The causes of an error, without the address, whose query may be sensitive.
pub(super) fn reason(error: &reqwest::Error) -> String {
    let mut words = String::new();
    let mut source = error.source();
    while let Some(cause) = source {
        // An error of `reqwest` inside another says the address too.
        if !cause.is::<reqwest::Error>() {
            let said = cause.to_string();
            if !words.contains(&said) {
                if !words.is_empty() {
                    words.push_str(": ");
                }
                words.push_str(&said);
            }
        }
        source = cause.source();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::Scheme;

    #[test]
    fn the_host_is_sent_as_it_was_signed_and_nothing_of_ours_twice() {
        // The address drops the port that its scheme has anyway; the header must not.
        let mut request = HttpRequest::new("POST", Scheme::Https, "h.example:443", "/");
        request.set_header("Host", "evil.example.com");
        request.set_header("Accept-Encoding", "br");
        request.set_header("Authorization", "signature");
        let out = outgoing(request).unwrap();
        let all = |name: &str| -> Vec<&str> {
            let values = out.headers().get_all(name);
            values.iter().map(|value| value.to_str().unwrap()).collect()
        };
        assert_eq!(all("host"), ["h.example:443"]);
        assert_eq!(all("accept-encoding"), ["gzip"]);
        assert!(!format!("{out:?}").contains("signature"));
    }
}
