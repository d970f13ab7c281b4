//! Undoes the content encoding of a body within a bound. Must not know where bodies come from.

use std::io::Read;

use flate2::read::MultiGzDecoder;

/// Why a body could not be decoded.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum DecodeFault {
    /// Decoded, it is larger than it may be.
    TooLarge,
    /// The encoding is broken, or one that nobody asked for.
    Broken(String),
}

/// A body that could not be decoded, with the beginning that could be.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Undecoded {
    pub(super) fault: DecodeFault,
    pub(super) beginning: Vec<u8>,
}

/// Undoes an encoding as a `Content-Encoding` header names it. What comes out has at most `limit` bytes, and no more
/// than that is ever held: a small body can decode to a huge one.
pub(super) fn decode(
    encoding: Option<&str>,
    body: Vec<u8>,
    limit: usize,
) -> Result<Vec<u8>, Undecoded> {
    let encoding = encoding.unwrap_or_default().trim().to_ascii_lowercase();
    match encoding.as_str() {
        "" | "identity" => Ok(body),
        // An empty body is empty in any encoding; a 204 may well name one.
        "gzip" | "x-gzip" if body.is_empty() => Ok(body),
        "gzip" | "x-gzip" => gunzip(&body, limit),
        _ => Err(Undecoded {
            fault: DecodeFault::Broken("an unasked content encoding".to_owned()),
            beginning: body,
        }),
    }
}

fn gunzip(body: &[u8], limit: usize) -> Result<Vec<u8>, Undecoded> {
    let mut out = Vec::new();
    // One byte more than allowed tells a body that is too large from one that just fits.
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let read = MultiGzDecoder::new(body).take(most).read_to_end(&mut out);
    let fault = match read {
        Ok(_) if out.len() <= limit => return Ok(out),
        Ok(_) => {
            out.truncate(limit);
            DecodeFault::TooLarge
        }
        Err(error) => DecodeFault::Broken(format!("gzip: {error}")),
    };
    Err(Undecoded {
        fault,
        beginning: out,
    })
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::GzEncoder};

    use super::*;

    fn gzip(body: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(body).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn a_body_comes_out_whole_up_to_the_very_limit() {
        let body = vec![b'x'; 1000];
        let packed = gzip(&body);
        assert_eq!(decode(Some("gzip"), packed.clone(), 1000), Ok(body.clone()));
        assert_eq!(
            decode(Some(" X-GZIP "), packed.clone(), 1000),
            Ok(body.clone())
        );
        let fault = decode(Some("gzip"), packed, 999).unwrap_err();
        assert_eq!(fault.fault, DecodeFault::TooLarge);
        assert_eq!(fault.beginning.len(), 999);
        assert_eq!(decode(None, body.clone(), 1), Ok(body.clone()));
        assert_eq!(decode(Some("identity"), body.clone(), 1), Ok(body));
        assert_eq!(decode(Some("gzip"), Vec::new(), 1), Ok(Vec::new()));
    }

    #[test]
    fn a_bomb_is_defused_within_the_bound() {
        let packed = gzip(&vec![0; 64 << 20]);
        assert!(packed.len() < 1 << 20);
        let fault = decode(Some("gzip"), packed, 4096).unwrap_err();
        assert_eq!(fault.fault, DecodeFault::TooLarge);
        assert!(fault.beginning.capacity() < 1 << 16);
    }

    #[test]
    fn broken_and_unknown_encodings_say_so_and_keep_the_beginning() {
        let body: Vec<u8> = (0..200_u32)
            .flat_map(|n| n.to_string().into_bytes())
            .collect();
        let mut packed = gzip(&body);
        packed.truncate(packed.len() - 9);
        let fault = decode(Some("gzip"), packed, 4096).unwrap_err();
        assert!(matches!(fault.fault, DecodeFault::Broken(_)));
        assert!(body.starts_with(&fault.beginning) && !fault.beginning.is_empty());
        for encoding in ["br", "gzip, gzip"] {
            let fault = decode(Some(encoding), b"ab".to_vec(), 4096).unwrap_err();
            assert!(matches!(fault.fault, DecodeFault::Broken(_)));
            assert_eq!(fault.beginning, b"ab");
        }
    }

    #[test]
    fn every_truncation_is_a_fault_and_no_panic() {
        let packed = gzip(b"{\"RequestId\":\"1C5A\"}");
        for length in 1..packed.len() {
            let part = packed.get(..length).unwrap().to_vec();
            assert!(decode(Some("gzip"), part, 4096).is_err(), "{length}");
        }
    }
}
