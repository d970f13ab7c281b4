//! Spreads numbered work over threads; the results come in the order of the numbers.

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

/// Numbers that a thread takes at a time.
const CHUNK: u64 = 256;

/// Does the work of all numbers below `count`, in ranges.
pub(super) fn spread<T: Send>(
    count: u64,
    jobs: usize,
    work: impl Fn(Range<u64>) -> T + Sync,
) -> Vec<T> {
    let next = AtomicU64::new(0);
    let (next, work) = (&next, &work);
    let takes = || {
        let mut own = Vec::new();
        loop {
            let at = next.fetch_add(CHUNK, Ordering::Relaxed);
            if at >= count {
                return own;
            }
            own.push((at, work(at..at.saturating_add(CHUNK).min(count))));
        }
    };
    let mut parts: Vec<(u64, T)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..jobs.max(1)).map(|_| scope.spawn(takes)).collect();
        let results = workers.into_iter().map(|worker| worker.join());
        let own = results.map(|own| own.unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        own.flatten().collect()
    });
    parts.sort_by_key(|(at, _)| *at);
    parts.into_iter().map(|(_, part)| part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_is_done_once_and_in_order_whatever_the_threads() {
        for (count, jobs) in [
            (0, 3),
            (1, 3),
            (CHUNK, 1),
            (CHUNK * 5 + 3, 3),
            (CHUNK + 1, 0),
        ] {
            let done: Vec<u64> = spread(count, jobs, |range| range.collect::<Vec<_>>())
                .into_iter()
                .flatten()
                .collect();
            assert_eq!(done, (0..count).collect::<Vec<_>>());
        }
    }
}
