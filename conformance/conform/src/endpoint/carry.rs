//! From pairs to an unsigned HTTP request, as the spec says that they travel. Must not know keys or servers.

use acs_runtime::http::HttpRequest;
use acs_runtime::wire::percent_encode_into;
use acs_spec::json::Json;
use acs_spec::operation::Location;
use acs_spec::{Parameter, Type, write};

use super::known::Known;

/// Longest request line that servers surely take; what is longer of an RPC operation travels as a form.
const TARGET_BYTES: usize = 8 * 1024;

/// Longest request line that is sent at all, and longest body.
const MOST_TARGET_BYTES: usize = 48 * 1024;
const MOST_BODY_BYTES: usize = 1024 * 1024;

/// Names by which the protocol itself speaks: a parameter that no spec declares cannot have one.
const RESERVED: [&str; 12] = [
    "AccessKeyId",
    "Action",
    "BearerToken",
    "Format",
    "SecurityToken",
    "Signature",
    "SignatureMethod",
    "SignatureNonce",
    "SignatureType",
    "SignatureVersion",
    "Timestamp",
    "Version",
];

/// Headers that HTTP or the signature has the say over.
const RESERVED_HEADERS: [&str; 10] = [
    "accept",
    "authorization",
    "connection",
    "content-length",
    "content-type",
    "expect",
    "host",
    "te",
    "transfer-encoding",
    "upgrade",
];

/// The request of these pairs to this host.
///
/// # Errors
/// Why no request says just that: a path without a part, a header with a line feed in it. Such a request is not sent.
pub(crate) fn request(
    known: &Known,
    pairs: &[(String, String)],
    address: &acs_runtime::endpoint::Endpoint,
) -> Result<HttpRequest, String> {
    let mut request = HttpRequest::new(
        known.method().to_owned(),
        address.scheme(),
        address.host(),
        "/",
    );
    request.set_header("accept", "application/json");
    let (mut form, mut body, mut path) = (Vec::new(), Vec::new(), Vec::new());
    for (name, value) in pairs {
        if name.chars().any(char::is_control) {
            return Err("no signed request has a name with control characters".to_owned());
        }
        let parameter = known.parameter(name);
        let location = parameter.map_or(Location::Query, |parameter| known.location(parameter));
        let is_part = parameter.is_some_and(|parameter| parameter.name != *name);
        if is_part && !matches!(location, Location::Query | Location::Form) {
            return Err(format!(
                "`{name}` is a part of what travels as one {location}"
            ));
        }
        if parameter.is_none() && RESERVED.contains(&name.as_str()) {
            return Err(format!("the protocol takes `{name}` for its own"));
        }
        match (location, parameter) {
            (Location::Query, _) | (_, None) => {
                request.query.push((name, value));
            }
            (Location::Form, _) => form.push((name.as_str(), value.as_str())),
            (Location::Header, _) => header(&mut request, name, value)?,
            (Location::Path, _) => path.push((name.as_str(), value.as_str())),
            (Location::Body, Some(parameter)) => body.push((parameter, value.as_str())),
            (Location::Host, _) => request.host = host(&request.host, name, value)?,
        }
    }
    request.path = filled(known.path(), &path)?;
    if !body.is_empty() {
        if !form.is_empty() {
            return Err("one body cannot be a form and something else".to_owned());
        }
        write_body(known, &mut request, &body)?;
    }
    let is_long = request.target().len() > TARGET_BYTES;
    if is_long && !known.is_roa() && body.is_empty() {
        // RPC operations take values in query and form alike, and then by POST.
        request.method = "POST".into();
        let query = std::mem::take(&mut request.query);
        let all = query.iter().map(|pair| (pair.name(), pair.value()));
        write_form(&mut request, all.chain(form));
    } else if !form.is_empty() {
        write_form(&mut request, form.into_iter());
    }
    if request.target().len() > MOST_TARGET_BYTES || request.body.len() > MOST_BODY_BYTES {
        return Err("it is larger than servers take".to_owned());
    }
    Ok(request)
}

fn header(request: &mut HttpRequest, name: &str, value: &str) -> Result<(), String> {
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    let lower = name.to_ascii_lowercase();
    if name.is_empty()
        || !name.bytes().all(token)
        || RESERVED_HEADERS.contains(&lower.as_str())
        || lower.starts_with("x-acs-")
    {
        return Err(format!("`{name}` can be no header"));
    }
    if request.header(&lower).is_some() {
        return Err(format!(
            "`{name}` is there twice, and a header has one value"
        ));
    }
    if value != value.trim() || !value.bytes().all(|byte| (b' '..0x7f).contains(&byte)) {
        return Err(format!(
            "the value of `{name}` can stand in no header: only visible ASCII does, without blanks around it"
        ));
    }
    request.set_header(lower, value);
    Ok(())
}

fn host(host: &str, name: &str, value: &str) -> Result<String, String> {
    let is_label = (1..=63).contains(&value.len())
        && value
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let bare = host.rsplit_once(':').map_or(host, |(bare, _)| bare);
    if !is_label || bare.starts_with('[') || bare.parse::<std::net::Ipv4Addr>().is_ok() {
        return Err(format!(
            "the value of `{name}` can be no part of the host's name"
        ));
    }
    Ok(format!("{value}.{host}"))
}

fn filled(template: &str, values: &[(&str, &str)]) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        out.push_str(before);
        let mut given = values.iter().filter(|(other, _)| *other == name);
        match (given.next(), given.next()) {
            // An empty segment or one of dots would be another path by the time it arrives.
            (Some((_, "" | "." | "..")), None) => {
                return Err(format!("the value of `{name}` can be no part of a path"));
            }
            (Some((_, value)), None) => percent_encode_into(&mut out, value.as_bytes()),
            (None, _) => return Err(format!("there is no path without `{name}`")),
            (Some(_), Some(_)) => {
                return Err(format!(
                    "`{name}` is there twice, and has one place in the path"
                ));
            }
        }
        rest = after;
    }
    if let Some((name, _)) = values
        .iter()
        .find(|(name, _)| !template.contains(&format!("{{{name}}}")))
    {
        return Err(format!("the path has no place for `{name}`"));
    }
    out.push_str(rest);
    Ok(out)
}

fn write_form<'a>(request: &mut HttpRequest, pairs: impl Iterator<Item = (&'a str, &'a str)>) {
    let mut text = String::new();
    for (name, value) in pairs {
        if !text.is_empty() {
            text.push('&');
        }
        percent_encode_into(&mut text, name.as_bytes());
        text.push('=');
        percent_encode_into(&mut text, value.as_bytes());
    }
    request.set_header("content-type", "application/x-www-form-urlencoded");
    request.body = text.into_bytes();
}

fn write_body(
    known: &Known,
    request: &mut HttpRequest,
    parts: &[(&Parameter, &str)],
) -> Result<(), String> {
    let declared = |parameter: &&Parameter| known.location(parameter) == Location::Body;
    let declared: Vec<&Parameter> = known.operation.parameters.iter().filter(declared).collect();
    // A parameter of this name is the body; others are members of it.
    if let [only] = declared.as_slice()
        && only.name.eq_ignore_ascii_case("body")
    {
        let [(_, value)] = parts else {
            return Err(format!("`{}` is there twice, and is the body", only.name));
        };
        if value.is_empty() {
            return Err("an empty body is none".to_owned());
        }
        let is_json = write_shape(known, only).is_some();
        let kind = if is_json {
            "application/json"
        } else {
            "application/octet-stream"
        };
        request.set_header("content-type", kind);
        request.body = value.as_bytes().to_vec();
        return Ok(());
    }
    let mut members: Vec<(String, Json)> = Vec::new();
    for (parameter, value) in parts {
        if members.iter().any(|(name, _)| *name == parameter.name) {
            return Err(format!("`{}` is there twice in one object", parameter.name));
        }
        members.push((parameter.name.clone(), member(known, parameter, value)));
    }
    request.set_header("content-type", "application/json");
    request.body = write::compact(&Json::Object(members)).into_bytes();
    Ok(())
}

/// Lists and objects travel as JSON in a body: which of the two, if either.
fn write_shape(known: &Known, parameter: &Parameter) -> Option<bool> {
    match known.type_of(&parameter.schema) {
        Type::Array => Some(true),
        Type::Object | Type::Map => Some(false),
        _ => None,
    }
}

/// The text as a member of its type where it is one, and as a text where not: then it arrives as it is.
fn member(known: &Known, parameter: &Parameter, value: &str) -> Json {
    let text = || Json::text(value);
    let Ok(read) = acs_spec::json::parse(value).map(|tree| tree.to_json()) else {
        return text();
    };
    let fits = match known.type_of(&parameter.schema) {
        Type::Int32 | Type::Int64 | Type::Float | Type::Double => matches!(read, Json::Number(_)),
        Type::Boolean => matches!(read, Json::Bool(_)),
        Type::Array => matches!(read, Json::Array(_)),
        Type::Object | Type::Map => matches!(read, Json::Object(_)),
        _ => false,
    };
    match fits {
        true => read,
        false => text(),
    }
}

#[cfg(test)]
mod tests;
