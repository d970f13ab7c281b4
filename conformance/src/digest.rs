//! A digest that is the same everywhere (FNV-1a, 64 bits): for names and for telling whether two runs made the same. Not for secrets.

/// The digest of nothing.
pub const START: u64 = 0xcbf2_9ce4_8422_2325;

/// Goes on from a digest with more bytes.
#[must_use]
pub fn more(mut digest: u64, bytes: &[u8]) -> u64 {
    for byte in bytes {
        digest = (digest ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    digest
}

/// The digest of these bytes.
#[must_use]
pub fn of_bytes(bytes: &[u8]) -> u64 {
    more(START, bytes)
}

#[cfg(test)]
mod tests {
    /// The values that the definition of FNV-1a gives as examples.
    #[test]
    fn digests_are_those_of_the_definition() {
        assert_eq!(super::of_bytes(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(super::of_bytes(b"a"), 0xaf63_dc4c_8601_ec8c);
    }
}
