//! Small conversions of text: percent coding, hexadecimal, hashes. Must not know what the texts mean.

use acs_spec::Json;
use sha2::{Digest, Sha256};

/// Appends `text` percent-encoded: all but letters, digits, `-`, `_`, `.` and `~`, in upper case.
pub(crate) fn encode_into(out: &mut Vec<u8>, text: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for &byte in text {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(byte),
            _ => {
                out.push(b'%');
                for nibble in [byte >> 4, byte & 15] {
                    out.extend(DIGITS.get(usize::from(nibble)));
                }
            }
        }
    }
}

/// Percent-encoded, as a text.
pub(crate) fn encode(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    encode_into(&mut out, text.as_bytes());
    out.into_iter().map(char::from).collect()
}

/// Decodes percent coding; `plus` says whether `+` is a blank. `None` where it is malformed or no UTF-8.
pub(crate) fn decode(text: &str, plus: bool) -> Option<String> {
    if !text.bytes().any(|byte| byte == b'%' || byte == b'+') {
        return Some(text.to_owned());
    }
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'%' => {
                let (high, low) = (hex_digit(bytes.next()?)?, hex_digit(bytes.next()?)?);
                out.push(high << 4 | low);
            }
            b'+' if plus => out.push(b' '),
            _ => out.push(byte),
        }
    }
    String::from_utf8(out).ok()
}

/// The decoded pairs of a query or form; `None` where a name or value is malformed or no UTF-8.
pub(crate) fn decode_pairs(text: &str) -> Option<Vec<(String, String)>> {
    text.split('&')
        .filter(|part| !part.is_empty())
        .map(|part| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            Some((decode(name, true)?, decode(value, true)?))
        })
        .collect()
}

fn hex_digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .filter_map(|nibble| DIGITS.get(usize::from(nibble)))
        .map(|digit| char::from(*digit))
        .collect()
}

/// The bytes of a lower-case hexadecimal text of even length.
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    let bytes: Vec<u8> = text.bytes().map(hex_digit).collect::<Option<_>>()?;
    Some(
        bytes
            .chunks(2)
            .map(|pair| pair.iter().fold(0, |sum, nibble| sum << 4 | nibble))
            .collect(),
    )
}

/// A number that stands for these parts together; two different lists have different numbers for all purposes here.
pub(crate) fn digest<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> u128 {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let bytes = hash.finalize();
    bytes
        .iter()
        .take(16)
        .fold(0, |sum, byte| sum << 8 | u128::from(*byte))
}

/// What is shown in the place of a secret.
pub(crate) fn mask(secret: &str) -> String {
    format!("<{} characters>", secret.chars().count())
}

/// A JSON object of these members.
pub(crate) fn object<const N: usize>(members: [(&str, Json); N]) -> Json {
    Json::Object(
        members
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
    )
}

/// A JSON number.
pub(crate) fn number(value: impl ToString) -> Json {
    Json::Number(value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_encoded_as_the_protocol_says() {
        for byte in 0..=255_u8 {
            let mut out = Vec::new();
            encode_into(&mut out, &[byte]);
            let kept = byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
            let want = if kept {
                vec![byte]
            } else {
                format!("%{byte:02X}").into_bytes()
            };
            assert_eq!(out, want);
        }
    }

    #[test]
    fn pairs_are_decoded_or_refused() {
        let pairs = decode_pairs("a=b+c&&d&e=%C3%A4%3D").unwrap();
        let pairs: Vec<_> = pairs
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect();
        assert_eq!(pairs, [("a", "b c"), ("d", ""), ("e", "ä=")]);
        for broken in ["a=%", "a=%4", "a=%zz", "a=%ff", "%C3=1"] {
            assert_eq!(decode_pairs(broken), None, "{broken}");
        }
        assert_eq!(unhex("00ff"), Some(vec![0, 255]));
        assert_eq!(unhex("00fF"), None);
        assert_eq!(hex(&[0, 255]), "00ff");
    }
}
