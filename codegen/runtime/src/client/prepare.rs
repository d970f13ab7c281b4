//! From an operation's pairs to an HTTP request without a signature: what travels where.
//!
//! Must not know credentials, endpoints' rules or how requests are sent.

use super::error::RequestError;
use super::options::CallOptions;
use crate::endpoint::Endpoint;
use crate::http::HttpRequest;
use crate::json::Value;
use crate::operation::{OperationInfo, Style};
use crate::wire::{Field, Location, Pair, Pairs, Shape, percent_encode_into};

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";
const OPAQUE: &str = "application/octet-stream";

/// Headers that the signature, the transport or HTTP itself has the say over. A caller who could set them could make
/// the server see another request than the one that was signed.
const RESERVED: [&str; 14] = [
    "authorization",
    "host",
    "content-length",
    "transfer-encoding",
    "connection",
    "keep-alive",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "upgrade",
    "expect",
    "accept-encoding",
    "content-encoding",
];

/// The pairs with a caller's extra parameters. One that the request already has is replaced.
pub(super) fn with_extras(
    pairs: Pairs,
    extras: &[(String, String)],
    fields: &'static [Field],
) -> Pairs {
    let mut pairs = pairs;
    for (name, value) in extras {
        pairs = with(pairs, name, value, fields);
    }
    pairs
}

/// The pairs with one more, or with another value of it.
pub(super) fn with(pairs: Pairs, name: &str, value: &str, fields: &'static [Field]) -> Pairs {
    let sensitive = pairs
        .iter()
        .any(|pair| pair.name() == name && pair.is_sensitive());
    let field = field_of(name, fields);
    let pair = Pair::new(
        name,
        value,
        field.map_or(Location::Query, |field| field.location),
    );
    let pair = if sensitive || field.is_some_and(|field| field.sensitive) {
        pair.into_sensitive()
    } else {
        pair
    };
    let mut out: Pairs = pairs.iter().filter(|pair| pair.name() != name).collect();
    out.push(pair);
    out
}

/// The parameter that a name belongs to: that of this name, or the one of which it is a part (`Tag.1.Key`).
fn field_of(name: &str, fields: &'static [Field]) -> Option<&'static Field> {
    fields
        .iter()
        .filter(|field| {
            name.strip_prefix(field.name)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
        .max_by_key(|field| field.name.len())
}

/// The request, unsigned.
pub(super) fn request(
    info: &'static OperationInfo,
    fields: &'static [Field],
    pairs: &Pairs,
    endpoint: &Endpoint,
    options: &[&CallOptions],
) -> Result<HttpRequest, RequestError> {
    let method = info.methods.first().copied().unwrap_or("POST");
    let mut request = HttpRequest::new(
        method.to_ascii_uppercase(),
        endpoint.scheme(),
        host(pairs, endpoint)?,
        path(info, pairs)?,
    );
    request.set_header("accept", JSON);
    for pair in pairs {
        match pair.location() {
            Location::Query => request.query.push(pair),
            Location::Header => set_header(&mut request, pair.name(), pair.value())?,
            // The body, path and host are made of all of theirs together.
            Location::Form | Location::Body | Location::Path | Location::Host => {}
        }
    }
    body(&mut request, fields, pairs)?;
    for (name, value) in options.iter().flat_map(|options| &options.headers) {
        set_header(&mut request, name, value)?;
    }
    Ok(request)
}

fn set_header(request: &mut HttpRequest, name: &str, value: &str) -> Result<(), RequestError> {
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    let clean = !name.is_empty()
        && name.bytes().all(token)
        && !value
            .bytes()
            .any(|byte| (byte < b' ' && byte != b'\t') || byte == 0x7F);
    let lower = name.to_ascii_lowercase();
    if !clean || RESERVED.contains(&lower.as_str()) {
        return Err(RequestError::Header(name.escape_debug().to_string()));
    }
    request.set_header(lower, value);
    Ok(())
}

fn of(pairs: &Pairs, location: Location) -> impl Iterator<Item = Pair<'_>> {
    pairs.iter().filter(move |pair| pair.location() == location)
}

fn host(pairs: &Pairs, endpoint: &Endpoint) -> Result<String, RequestError> {
    let mut host = String::new();
    for pair in of(pairs, Location::Host) {
        let value = pair.value();
        let label = !value.is_empty()
            && value.len() <= 63
            && !value.starts_with('-')
            && !value.ends_with('-')
            && value
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if !label {
            return Err(RequestError::HostValue(pair.name().to_owned()));
        }
        host.push_str(value);
        host.push('.');
    }
    host.push_str(endpoint.host());
    Ok(host)
}

fn path(info: &'static OperationInfo, pairs: &Pairs) -> Result<String, RequestError> {
    let template = match (info.style, info.path) {
        (Some(Style::Roa), Some(path)) => path,
        _ => return Ok("/".to_owned()),
    };
    let mut path = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        path.push_str(before);
        let pair = of(pairs, Location::Path)
            .find(|pair| pair.name() == name)
            .ok_or_else(|| RequestError::NoPathValue(name.to_owned()))?;
        // An empty segment or one of dots would be another path by the time it arrives.
        if matches!(pair.value(), "" | "." | "..") {
            return Err(RequestError::PathValue(name.to_owned()));
        }
        percent_encode_into(&mut path, pair.value().as_bytes());
        rest = after;
    }
    path.push_str(rest);
    Ok(path)
}

fn body(
    request: &mut HttpRequest,
    fields: &'static [Field],
    pairs: &Pairs,
) -> Result<(), RequestError> {
    let mut form = String::new();
    for pair in of(pairs, Location::Form) {
        if !form.is_empty() {
            form.push('&');
        }
        percent_encode_into(&mut form, pair.name().as_bytes());
        form.push('=');
        percent_encode_into(&mut form, pair.value().as_bytes());
    }
    let parts: Vec<Pair<'_>> = of(pairs, Location::Body).collect();
    let Some(first) = parts.first() else {
        if !form.is_empty() {
            request.set_header("content-type", FORM);
            request.body = form.into_bytes();
        }
        return Ok(());
    };
    if !form.is_empty() {
        return Err(RequestError::Body(first.name().to_owned()));
    }
    let is_json = |pair: &Pair<'_>| {
        fields
            .iter()
            .any(|field| field.name == pair.name() && matches!(field.shape, Shape::Json(_)))
    };
    // A parameter of this name is the body; others are members of it.
    if parts.len() == 1 && first.name().eq_ignore_ascii_case("body") {
        let kind = if is_json(first) { JSON } else { OPAQUE };
        request.set_header("content-type", kind);
        request.body = first.value().as_bytes().to_vec();
        return Ok(());
    }
    let mut text = String::from("{");
    for (index, pair) in parts.iter().enumerate() {
        // A part of a list or an object has a name that no parameter has; as a member of that name it would be wrong.
        if field_of(pair.name(), fields).is_some_and(|field| field.name != pair.name()) {
            return Err(RequestError::Body(pair.name().to_owned()));
        }
        if index > 0 {
            text.push(',');
        }
        text.push_str(&Value::from(pair.name()).to_string());
        text.push(':');
        if is_json(pair) {
            text.push_str(pair.value());
        } else {
            text.push_str(&Value::from(pair.value()).to_string());
        }
    }
    text.push('}');
    request.set_header("content-type", JSON);
    request.body = text.into_bytes();
    Ok(())
}

#[cfg(test)]
#[path = "prepare_tests.rs"]
mod tests;
