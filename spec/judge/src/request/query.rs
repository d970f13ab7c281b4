//! A query string, as pairs.

use acs_spec::{Diagnostic, codes, diag::line_column};

use super::Request;

/// Most faults of one text that are reported.
const MAX_FAULTS: usize = 20;

/// What is wrong with a part of a query string, and at which byte of it.
struct Fault {
    at: usize,
    message: String,
}

pub(super) fn read(file: &str, text: &str) -> Result<Request, Vec<Diagnostic>> {
    let start = text.len() - text.trim_start_matches('\u{feff}').trim_start().len();
    let body = text.get(start..).unwrap_or_default().trim_end();
    // Pasted from an address, it may begin with the mark that sets it off there.
    let (body, start) = match body.strip_prefix('?') {
        Some(rest) => (rest, start + 1),
        None => (body, start),
    };
    if !body.contains('=') {
        return Err(vec![fault(
            file,
            text,
            start,
            "this is neither JSON nor a query string".into(),
            "write a JSON object (`{\"RegionId\": \"x\"}`, or `{}` for no parameter), a JSON list of pairs, or `RegionId=x&Tag.1.Key=y`",
        )]);
    }
    let mut pairs = Vec::new();
    let mut faults = Vec::new();
    let mut at = start;
    for piece in body.split('&') {
        if !piece.is_empty() && faults.len() < MAX_FAULTS {
            let (name, value) = piece.split_once('=').unwrap_or((piece, ""));
            let value_at = at + name.len() + 1;
            match (decode(name, at), decode(value, value_at)) {
                (Ok(name), Ok(value)) => pairs.push((name, value)),
                (name, value) => {
                    for bad in [name.err(), value.err()].into_iter().flatten() {
                        faults.push(fault(
                            file,
                            text,
                            bad.at,
                            bad.message,
                            "write each byte of the UTF-8 form that is no plain character as `%` and two hexadecimal digits; a percent sign is `%25`",
                        ));
                    }
                }
            }
        }
        at += piece.len() + 1;
    }
    match faults.is_empty() {
        true => Ok(Request(pairs)),
        false => Err(faults),
    }
}

fn fault(file: &str, text: &str, at: usize, message: String, help: &str) -> Diagnostic {
    let (line, column) = line_column(text, at);
    Diagnostic::new(&codes::BAD_REQUEST_FILE, message, help).in_file(file, line, column)
}

/// Decodes percent signs and plus signs of a part that starts at byte `start`.
fn decode(part: &str, start: usize) -> Result<String, Fault> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let at = start + part.len() - rest.len();
        rest = tail;
        match first {
            b'+' => bytes.push(b' '),
            b'%' => {
                let digits = tail.split_at_checked(2);
                let byte = digits.and_then(|(digits, _)| {
                    let [high, low] = digits else { return None };
                    let digit = |b: &u8| char::from(*b).to_digit(16);
                    u8::try_from(digit(high)? * 16 + digit(low)?).ok()
                });
                let (Some(byte), Some((_, after))) = (byte, digits) else {
                    return Err(Fault {
                        at,
                        message: "a percent sign is not followed by two hexadecimal digits".into(),
                    });
                };
                bytes.push(byte);
                rest = after;
            }
            other => bytes.push(*other),
        }
    }
    String::from_utf8(bytes).map_err(|error| Fault {
        at: start,
        message: format!(
            "decoded, this is no UTF-8 text (from byte {} on)",
            error.utf8_error().valid_up_to()
        ),
    })
}
