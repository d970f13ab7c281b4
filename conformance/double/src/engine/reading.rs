//! Small readings of a request: its operation, its fingerprint, the form of the answer.

use super::*;

/// The line of a log that says that something was created.
pub(super) fn entry_of(
    created: &Created,
    answer: &Answer,
    held: Option<&Held>,
    pairs: &[(String, String)],
) -> Json {
    let mut members = vec![
        ("created".to_owned(), created.to_json()),
        ("status".to_owned(), number(answer.status)),
    ];
    if let Some(held) = held {
        members.push(("key".to_owned(), Json::text(format!("{:032x}", held.key()))));
        members.push((
            "fingerprint".to_owned(),
            Json::text(format!("{:032x}", fingerprint(pairs))),
        ));
    }
    Json::Object(members)
}

/// Two requests are the same when they have the same pairs, in whatever order.
pub(super) fn fingerprint(pairs: &[(String, String)]) -> u128 {
    let mut sorted: Vec<&(String, String)> = pairs.iter().collect();
    sorted.sort();
    digest(
        sorted
            .into_iter()
            .flat_map(|(name, value)| [name.as_bytes(), value.as_bytes()]),
    )
}

pub(super) fn unhex(json: &Json) -> Option<u128> {
    u128::from_str_radix(json.as_str()?, 16).ok()
}

pub(super) fn from_json(entry: &Entry, message: &Message) -> Result<Vec<(String, String)>, String> {
    let body = std::str::from_utf8(&message.body).map_err(|_| "the body is no UTF-8")?;
    let body = if body.trim().is_empty() { "{}" } else { body };
    let tree =
        acs_spec::json::parse(body).map_err(|fault| format!("the body is no JSON: {fault}"))?;
    let request = entry.judge.request_from_json(&tree.to_json());
    request.map(Request::into_pairs).map_err(|faults| {
        faults.first().map_or_else(
            || "the body is no request".to_owned(),
            |fault| fault.message.clone(),
        )
    })
}

/// Whether a value on the wire is the one that a spec names.
pub(super) fn same(entry: &Entry, name: &str, want: &str, value: &str) -> bool {
    use acs_spec::operation::Type;
    let parameter = entry
        .operation
        .parameters
        .iter()
        .find(|parameter| parameter.name == name);
    match parameter.map(|parameter| entry.resolve(&parameter.schema).r#type) {
        Some(Type::Boolean) => want.eq_ignore_ascii_case(value),
        Some(Type::Int32 | Type::Int64) => {
            want == value
                || want
                    .parse::<i64>()
                    .is_ok_and(|want| value.parse() == Ok(want))
        }
        _ => want == value,
    }
}

/// The form in which the caller wants the answer.
pub(super) fn format(message: &Message, otherwise: Format) -> Format {
    let asked = |text: &str| {
        let text = text.to_ascii_lowercase();
        match (text.contains("json"), text.contains("xml")) {
            (true, _) => Some(Format::Json),
            (false, true) => Some(Format::Xml),
            (false, false) => None,
        }
    };
    let parameter = message.parameter("Format").and_then(asked);
    parameter
        .or_else(|| message.header("accept").and_then(asked))
        .unwrap_or(otherwise)
}

/// In the shape of the service's own: 32 digits in five groups, upper case.
pub(super) fn request_id(seed: u64, epoch: u64, serial: u64) -> String {
    let noise = digest([
        &seed.to_be_bytes()[..],
        &epoch.to_be_bytes()[..],
        &serial.to_be_bytes()[..],
        b"request",
    ]);
    let part = |from: u32, bits: u32| (noise >> (128 - from - bits)) & ((1 << bits) - 1);
    format!(
        "{:08X}-{:04X}-{:04X}-{:04X}-{:012X}",
        part(0, 32),
        part(32, 16),
        part(48, 16),
        part(64, 16),
        part(80, 48)
    )
}
