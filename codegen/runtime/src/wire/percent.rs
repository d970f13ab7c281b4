//! Percent-encoding as the provider's canonical query has it: `A-Z a-z 0-9 - _ . ~` stay, every other byte of the UTF-8
//! form becomes `%` and two upper-case hexadecimal digits (so a blank is `%20`).

/// For each byte 1 if it stays as it is, or else 0: one look, where the rule would be several comparisons.
static STAYS: [u8; 256] = {
    let mut table = [0; 256];
    let mut rest: &mut [u8] = &mut table;
    let mut byte = 0_u8;
    while let Some((first, after)) = rest.split_first_mut() {
        *first = (byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~')) as u8;
        byte = byte.wrapping_add(1);
        rest = after;
    }
    table
};

#[inline]
fn stays(byte: u8) -> u8 {
    STAYS.get(usize::from(byte)).copied().unwrap_or_default()
}

/// Whether the encoded form of bytes is what they are.
#[cfg(feature = "sign")]
#[inline]
pub(crate) fn is_plain(bytes: &[u8]) -> bool {
    // Without a way out on the way, and four at a time: the looks do not wait for each other.
    let (fours, rest) = bytes.as_chunks();
    let all = fours.iter().fold(1, |all, [a, b, c, d]| {
        all & ((stays(*a) & stays(*b)) & (stays(*c) & stays(*d)))
    });
    rest.iter().fold(all, |all, byte| all & stays(*byte)) != 0
}

/// How many bytes at the beginning stay.
#[inline]
fn run_of_plain(bytes: &[u8]) -> usize {
    let eights = bytes
        .chunks_exact(8)
        .take_while(|eight| eight.iter().fold(1, |all, byte| all & stays(*byte)) != 0);
    let run = eights.count() * 8;
    let rest = bytes.get(run..).unwrap_or_default();
    run + rest.iter().take_while(|byte| stays(**byte) != 0).count()
}

/// What a byte becomes that does not stay.
#[inline]
fn escape(byte: u8) -> [u8; 3] {
    const DIGITS: [u8; 16] = *b"0123456789ABCDEF";
    let digit = |nibble: u8| DIGITS.get(usize::from(nibble & 0xF)).copied();
    [
        b'%',
        digit(byte >> 4).unwrap_or_default(),
        digit(byte).unwrap_or_default(),
    ]
}

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
    let mut encoded = Vec::with_capacity(bytes.len());
    push_encoded(&mut encoded, bytes);
    out.push_str(str::from_utf8(&encoded).unwrap_or_default());
}

/// Appends bytes, encoded, to a text that is not known to be one.
pub(crate) fn push_encoded(out: &mut Vec<u8>, bytes: &[u8]) {
    let mut rest = bytes;
    // Most values are of bytes that stay alone: they are taken over in one piece.
    while !rest.is_empty() {
        let (kept, after) = rest
            .split_at_checked(run_of_plain(rest))
            .unwrap_or((rest, &[]));
        out.extend_from_slice(kept);
        rest = after;
        // What does not stay comes in runs, too, in texts of other scripts.
        let run = rest.iter().take_while(|byte| stays(**byte) == 0).count();
        let (encoded, after) = rest.split_at_checked(run).unwrap_or((rest, &[]));
        out.extend(encoded.iter().flat_map(|byte| escape(*byte)));
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PLAIN: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";

    #[test]
    fn each_of_the_256_bytes() {
        for byte in 0..=u8::MAX {
            let expected = if PLAIN.as_bytes().contains(&byte) {
                String::from_utf8(vec![byte]).unwrap()
            } else {
                format!("%{byte:02X}")
            };
            let mut got = String::new();
            percent_encode_into(&mut got, &[byte]);
            assert_eq!(got, expected);
        }
    }

    #[test]
    #[cfg(feature = "sign")]
    fn one_byte_anywhere_in_any_length_is_seen() {
        for length in 0..70 {
            let mut bytes: Vec<u8> = PLAIN.bytes().cycle().take(length).collect();
            assert!(is_plain(&bytes), "{length}");
            for place in 0..length {
                let before = bytes[place];
                for byte in 0..=u8::MAX {
                    bytes[place] = byte;
                    assert_eq!(
                        is_plain(&bytes),
                        PLAIN.as_bytes().contains(&byte),
                        "{length} {place} {byte}"
                    );
                }
                bytes[place] = before;
            }
        }
    }

    proptest! {
        #[test]
        fn what_is_encoded_can_be_decoded(text in any::<String>()) {
            let encoded = percent_encode(&text);
            prop_assert!(encoded.bytes().all(|byte| byte == b'%' || PLAIN.as_bytes().contains(&byte)));
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
