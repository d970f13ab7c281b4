//! Texts that never come twice, one for each attempt to send a request.

use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use sha2::{Digest, Sha256};

use super::canonical::{hex, hex_text};

/// Gives a text that never came before: by it the service knows a replayed request.
pub trait NonceSource: Send + Sync {
    /// The next nonce: visible ASCII, at most 128 characters.
    fn nonce(&self) -> String;
}

/// A function or closure is a source of nonces.
impl<F: Fn() -> String + Send + Sync> NonceSource for F {
    fn nonce(&self) -> String {
        self()
    }
}

/// Nonces of 32 hexadecimal digits.
///
/// Made of a counter, the time, the process and keys that the standard library draws from the operating system. They
/// are unlike each other in all threads and processes; they are not meant to be keys.
#[derive(Clone, Copy, Debug, Default)]
pub struct RandomNonce;

impl NonceSource for RandomNonce {
    fn nonce(&self) -> String {
        static COUNTER: AtomicU64 = AtomicU64::new(0);
        let count = COUNTER.fetch_add(1, Ordering::Relaxed);
        let nanoseconds = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |time| time.as_nanos());
        let mut hasher = Sha256::new();
        hasher.update(count.to_le_bytes());
        hasher.update(nanoseconds.to_le_bytes());
        hasher.update(std::process::id().to_le_bytes());
        for _ in 0..2 {
            hasher.update(RandomState::new().hash_one(count).to_le_bytes());
        }
        let digits = hex(&hasher.finalize());
        hex_text(&digits).get(..32).unwrap_or_default().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn many_threads_never_get_the_same() {
        let threads: Vec<_> = (0..4)
            .map(|_| {
                std::thread::spawn(|| (0..5000).map(|_| RandomNonce.nonce()).collect::<Vec<_>>())
            })
            .collect();
        let all: Vec<String> = threads
            .into_iter()
            .flat_map(|thread| thread.join().unwrap())
            .collect();
        assert!(all.iter().all(|nonce| {
            nonce.len() == 32
                && nonce
                    .bytes()
                    .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
        }));
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), 20_000);
    }
}
