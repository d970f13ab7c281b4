//! Which nonces were used. Bounded: when full, the oldest are forgotten. Must not know signatures.

use std::collections::{HashSet, VecDeque};
use std::sync::Mutex;

use crate::text::digest;

#[derive(Debug)]
pub(crate) struct Nonces {
    seen: Mutex<Seen>,
    most: usize,
}

#[derive(Debug, Default)]
struct Seen {
    nonces: HashSet<u128>,
    /// In the order of their use, with the second until which they are remembered.
    order: VecDeque<(i64, u128)>,
}

impl Nonces {
    pub(crate) fn new(most: usize) -> Self {
        Nonces {
            seen: Mutex::default(),
            most: most.max(1),
        }
    }

    /// Notes a nonce for so many seconds; `false` if it was noted before.
    pub(crate) fn use_up(&self, id: &str, nonce: &str, now: i64, keep: i64) -> bool {
        let key = digest([id.as_bytes(), nonce.as_bytes()]);
        let Ok(mut seen) = self.seen.lock() else {
            return false;
        };
        while let Some((until, old)) = seen.order.front().copied() {
            if until >= now && seen.order.len() < self.most {
                break;
            }
            seen.order.pop_front();
            seen.nonces.remove(&old);
        }
        let fresh = seen.nonces.insert(key);
        if fresh {
            seen.order.push_back((now.saturating_add(keep), key));
        }
        fresh
    }

    pub(crate) fn clear(&self) {
        if let Ok(mut seen) = self.seen.lock() {
            *seen = Seen::default();
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.seen.lock().map_or(0, |seen| seen.order.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nonce_serves_once_per_key_and_time() {
        let nonces = Nonces::new(100);
        assert!(nonces.use_up("a", "n", 0, 10));
        assert!(!nonces.use_up("a", "n", 10, 10));
        assert!(nonces.use_up("b", "n", 10, 10));
        assert!(nonces.use_up("a", "n", 11, 10), "forgotten after its time");
    }

    #[test]
    fn the_table_is_bounded() {
        let nonces = Nonces::new(50);
        for n in 0..10_000 {
            assert!(nonces.use_up("a", &n.to_string(), 0, 10));
            assert!(nonces.len() <= 50);
        }
        assert!(
            !nonces.use_up("a", "9999", 0, 10),
            "the latest are remembered"
        );
    }
}
