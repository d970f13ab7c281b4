//! Tokens that no server has seen: in the place of those of a case, of the same length and characters of the same kind,
//! so that every rule says the same of them. Must not know servers.

use std::hash::{BuildHasher, RandomState};

use super::known::Known;

/// Fewer letters and digits than these are used up before long.
const FEWEST: usize = 6;

/// The request with a fresh idempotency token in the place of its own. `None` where it has none that a server would
/// look at, or there is no other that is said the same of.
pub(super) fn token(known: &Known, pairs: &[(String, String)]) -> Option<Vec<(String, String)>> {
    let name = known.operation.idempotency_parameter.as_deref()?;
    let is_own = |other: &str, value: &str| name == other && !value.is_empty();
    let mut own = pairs.iter().filter(|(other, value)| is_own(other, value));
    // A token given twice is none.
    let (Some((_, old)), None) = (own.next(), own.next()) else {
        return None;
    };
    if old.bytes().filter(u8::is_ascii_alphanumeric).count() < FEWEST {
        return None;
    }
    let fresh = other(old);
    let changed: Vec<(String, String)> = pairs
        .iter()
        .map(|(other, value)| match is_own(other, value) {
            true => (other.clone(), fresh.clone()),
            false => (other.clone(), value.clone()),
        })
        .collect();
    (known.findings(&changed) == known.findings(pairs)).then_some(changed)
}

/// The request without its token, where no rule says otherwise of it then.
pub(super) fn without(known: &Known, pairs: &[(String, String)]) -> Option<Vec<(String, String)>> {
    let name = known.operation.idempotency_parameter.as_deref()?;
    let mut bare = pairs.to_vec();
    bare.retain(|(other, _)| other != name);
    (known.findings(&bare) == known.findings(pairs)).then_some(bare)
}

/// Another text with digits, small and large letters at the same places. Drawn from keys of the operating system's, so
/// that no two runs draw alike: what comes of a request does not depend on it.
fn other(text: &str) -> String {
    let (keys, mut count, mut noise) = (RandomState::new(), 0_u32, 0_u64);
    let mut pick = |of: u8| {
        if count.is_multiple_of(8) {
            noise = keys.hash_one(count);
        }
        count += 1;
        let byte = noise & 0xff;
        noise >>= 8;
        // 256 is no multiple of 10 or 26; for tokens that is even enough.
        u8::try_from(byte % u64::from(of)).unwrap_or_default()
    };
    let turn = |c: char| match c {
        '0'..='9' => char::from(b'0' + pick(10)),
        'a'..='z' => char::from(b'a' + pick(26)),
        'A'..='Z' => char::from(b'A' + pick(26)),
        c => c,
    };
    text.chars().map(turn).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_characters_stay_where_they_are() {
        let fresh = other("ab-CD_09 ü");
        let kinds = |text: &str| {
            let kind = |c: char| match c {
                'a'..='z' => 'a',
                'A'..='Z' => 'A',
                '0'..='9' => '0',
                c => c,
            };
            text.chars().map(kind).collect::<String>()
        };
        assert_eq!(kinds(&fresh), kinds("ab-CD_09 ü"));
        assert_ne!(other(&"a".repeat(64)), other(&"a".repeat(64)));
        assert_eq!(other("-ü"), "-ü");
    }
}
