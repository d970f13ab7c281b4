//! Percent-encoding as the provider's canonical query has it: `A-Z a-z 0-9 - _ . ~` stay, every other byte of the UTF-8
//! form becomes `%` and two upper-case hexadecimal digits (so a blank is `%20`).

const DIGITS: [char; 16] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F',
];

/// Encodes a text.
///
/// ```
/// assert_eq!(acs_runtime::wire::percent_encode("a b*~/中"), "a%20b%2A~%2F%E4%B8%AD");
/// ```
#[must_use]
pub fn percent_encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    percent_encode_into(&mut out, text.as_bytes());
    out
}

/// Appends bytes, encoded.
pub fn percent_encode_into(out: &mut String, bytes: &[u8]) {
    for &byte in bytes {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.extend(DIGITS.get(usize::from(byte >> 4)));
            out.extend(DIGITS.get(usize::from(byte & 0xF)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const KEPT: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";

    #[test]
    fn each_of_the_256_bytes() {
        for byte in 0..=u8::MAX {
            let expected = if KEPT.as_bytes().contains(&byte) {
                String::from_utf8(vec![byte]).unwrap()
            } else {
                format!("%{byte:02X}")
            };
            let mut got = String::new();
            percent_encode_into(&mut got, &[byte]);
            assert_eq!(got, expected);
        }
    }

    proptest! {
        #[test]
        fn what_is_encoded_can_be_decoded(text in any::<String>()) {
            let encoded = percent_encode(&text);
            prop_assert!(encoded.bytes().all(|byte| byte == b'%' || KEPT.as_bytes().contains(&byte)));
            let mut bytes = Vec::new();
            let mut rest = encoded.as_str();
            while let Some(first) = rest.chars().next() {
                if first == '%' {
                    bytes.push(u8::from_str_radix(&rest[1..3], 16).unwrap());
                    rest = &rest[3..];
                } else {
                    bytes.push(first as u8);
                    rest = &rest[1..];
                }
            }
            prop_assert_eq!(String::from_utf8(bytes).unwrap(), text);
        }
    }
}
