//! How far a run is: counted here, shown by whoever wants to.

use std::sync::atomic::{AtomicU64, Ordering};

/// Counts what is done. Threads may count at the same time.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicU64,
    total: AtomicU64,
}

impl Progress {
    /// Nothing is done yet.
    #[must_use]
    pub fn new() -> Self {
        Progress::default()
    }

    /// Cases done, and cases in all; the second is 0 until it is known.
    #[must_use]
    pub fn now(&self) -> (u64, u64) {
        let read = |number: &AtomicU64| number.load(Ordering::Relaxed);
        (read(&self.done), read(&self.total))
    }

    pub(super) fn begin(&self, total: u64) {
        self.total.store(total, Ordering::Relaxed);
    }

    /// So much is to be done besides.
    pub(super) fn more(&self, todo: u64) {
        self.total.fetch_add(todo, Ordering::Relaxed);
    }

    pub(super) fn add(&self, done: u64) {
        self.done.fetch_add(done, Ordering::Relaxed);
    }
}
