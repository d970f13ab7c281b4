//! What is remembered, when it is renewed, and by whom.

use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};
use std::task::{Context, Poll, Waker};

use super::world::*;
use crate::credentials::{
    CachedProvider, Credentials, CredentialsError, CredentialsErrorKind, CredentialsFuture,
    CredentialsProvider, ProviderContext,
};

/// Gives numbered keys that live this many seconds (0: for ever), and fails when told to.
struct Counting {
    life: u64,
    asked: AtomicUsize,
    inside: AtomicUsize,
    fails: AtomicUsize,
}

impl Counting {
    fn of_life(life: u64) -> Arc<Self> {
        Arc::new(Counting {
            life,
            asked: AtomicUsize::new(0),
            inside: AtomicUsize::new(0),
            fails: AtomicUsize::new(0),
        })
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    fn fail_next(&self, times: usize) {
        self.fails.store(times, Ordering::SeqCst);
    }
}

impl CredentialsProvider for Counting {
    fn name(&self) -> &str {
        "counting"
    }

    fn credentials<'a>(&'a self, cx: &'a ProviderContext<'a>) -> CredentialsFuture<'a> {
        Box::pin(async move {
            assert_eq!(self.inside.fetch_add(1, Ordering::SeqCst), 0, "two at once");
            let leave = Leave(&self.inside);
            let number = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
            for _ in 0..50 {
                pause().await;
            }
            drop(leave);
            let failing = self
                .fails
                .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| {
                    left.checked_sub(1)
                });
            if failing.is_ok() {
                return Err(CredentialsError::new(
                    "counting",
                    CredentialsErrorKind::Refused,
                    format!("failure {number}"),
                ));
            }
            let keys = Credentials::new(format!("id-{number}"), "s");
            Ok(match self.life {
                0 => keys,
                life => keys.expiring(cx.clock.now() + std::time::Duration::from_secs(life)),
            })
        })
    }
}

struct Leave<'a>(&'a AtomicUsize);

impl Drop for Leave<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

fn id(world: &World, provider: &CachedProvider) -> String {
    match world.ask(provider) {
        Ok(found) => found.access_key_id,
        Err(error) => error.reason().to_owned(),
    }
}

#[test]
fn renewed_fifteen_minutes_before_the_end() {
    let (world, inner) = (World::offline(), Counting::of_life(3600));
    let cached = CachedProvider::new(inner.clone());
    for (after, expected) in [
        (0, "id-1"),
        (2699, "id-1"),
        (2700, "id-2"),
        (2701, "id-2"),
        (2700 + 2699, "id-2"),
        (2700 + 2700, "id-3"),
        // Long after the end.
        (1_000_000, "id-4"),
        // A clock that was set back: what is there still holds.
        (0, "id-4"),
    ] {
        world.set_clock(NOW + after);
        assert_eq!(id(&world, &cached), expected, "{after}");
    }
    assert_eq!(inner.asked(), 4);
}

#[test]
fn without_an_end_until_refused() {
    let (world, inner) = (World::offline(), Counting::of_life(0));
    let cached = CachedProvider::new(inner.clone());
    assert_eq!(id(&world, &cached), "id-1");
    world.set_clock(NOW + 1_000_000_000);
    let first = world.ask(&cached).unwrap();
    assert_eq!(first.access_key_id, "id-1");
    cached.invalidate(&first);
    assert_eq!(id(&world, &cached), "id-2");
    // A late report about the old ones changes nothing.
    cached.invalidate(&first);
    assert_eq!(id(&world, &cached), "id-2");
    assert_eq!(inner.asked(), 2);
}

#[test]
fn short_lives_are_not_renewed_at_every_call() {
    let (world, inner) = (World::offline(), Counting::of_life(600));
    let cached = CachedProvider::new(inner.clone());
    for (after, expected) in [
        (0, "id-1"),
        (59, "id-1"),
        (60, "id-2"),
        (61, "id-2"),
        (700, "id-3"),
    ] {
        world.set_clock(NOW + after);
        assert_eq!(id(&world, &cached), expected, "{after}");
    }
}

#[test]
fn a_failed_renewal_does_no_harm_while_the_old_ones_hold() {
    let (world, inner) = (World::offline(), Counting::of_life(3600));
    let cached = CachedProvider::new(inner.clone());
    assert_eq!(id(&world, &cached), "id-1");
    inner.fail_next(3);
    for (after, expected, asked) in [
        (2700, "id-1", 2),
        (2759, "id-1", 2),
        (2760, "id-1", 3),
        // The end.
        (3600, "failure 4", 4),
        (3600, "id-5", 5),
    ] {
        world.set_clock(NOW + after);
        assert_eq!(id(&world, &cached), expected, "{after}");
        assert_eq!(inner.asked(), asked, "{after}");
    }
}

/// What many threads get that ask at the same time.
fn at_once(world: &World, cached: &CachedProvider) -> Vec<String> {
    const THREADS: usize = 32;
    let barrier = Barrier::new(THREADS);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS)
            .map(|_| {
                scope.spawn(|| {
                    barrier.wait();
                    id(world, cached)
                })
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    })
}

#[test]
fn one_searches_for_all() {
    let (world, inner) = (World::offline(), Counting::of_life(3600));
    let cached = CachedProvider::new(inner.clone());
    let got = at_once(&world, &cached);
    assert!(got.iter().all(|id| id == "id-1"), "{got:?}");
    assert_eq!(inner.asked(), 1);
    // Renewal: whoever does not search has the old ones at once.
    world.set_clock(NOW + 2700);
    let got = at_once(&world, &cached);
    assert!(got.iter().all(|id| id == "id-1" || id == "id-2"), "{got:?}");
    assert_eq!(inner.asked(), 2);
}

#[test]
fn all_who_wait_share_a_failure() {
    // In one thread and step by step, so that it is certain that all wait.
    let (world, inner) = (World::offline(), Counting::of_life(3600));
    let cached = CachedProvider::new(inner.clone());
    inner.fail_next(1);
    let cx = world.cx();
    let mut futures: Vec<_> = (0..64).map(|_| cached.credentials(&cx)).collect();
    let mut done: Vec<Option<String>> = vec![None; futures.len()];
    let mut poll_cx = Context::from_waker(Waker::noop());
    for _ in 0..1000 {
        for (future, done) in futures.iter_mut().zip(&mut done) {
            if done.is_none()
                && let Poll::Ready(Err(error)) = future.as_mut().poll(&mut poll_cx)
            {
                *done = Some(error.reason().to_owned());
            }
        }
    }
    assert!(
        done.iter()
            .all(|reason| reason.as_deref() == Some("failure 1")),
        "{done:?}"
    );
    assert_eq!(inner.asked(), 1);
    drop(futures);
    assert_eq!(id(&world, &cached), "id-2");
}

#[test]
fn a_cancelled_search_is_taken_over_and_a_cancelled_wait_blocks_nobody() {
    let (world, inner) = (World::offline(), Counting::of_life(3600));
    let cached = CachedProvider::new(inner.clone());
    let cx = world.cx();
    let mut poll_cx = Context::from_waker(Waker::noop());
    let mut searching = cached.credentials(&cx);
    let mut giving_up = cached.credentials(&cx);
    let waiting = pin!(cached.credentials(&cx));
    assert!(searching.as_mut().poll(&mut poll_cx).is_pending());
    assert!(giving_up.as_mut().poll(&mut poll_cx).is_pending());
    std::thread::scope(|scope| {
        let waiter = scope.spawn(|| id(&world, &cached));
        // Long enough for the thread to wait most of the time; where it does not, it searches, and all is the same.
        std::thread::sleep(std::time::Duration::from_millis(50));
        drop(giving_up);
        drop(searching);
        assert_eq!(waiter.join().unwrap(), "id-2");
    });
    assert_eq!(block_on(waiting).unwrap().access_key_id, "id-2");
    assert_eq!(inner.asked(), 2);
}

#[test]
fn many_gates_many_times() {
    let world = World::offline();
    for _ in 0..50 {
        let inner = Counting::of_life(3600);
        let cached = CachedProvider::new(inner.clone());
        assert_eq!(at_once(&world, &cached).len(), 32);
        assert_eq!(inner.asked(), 1);
    }
}

#[test]
fn debug_names_the_provider_alone() {
    let cached = Credentials::new("id", "hunter2").cached();
    World::offline().ask(&cached).unwrap();
    assert_eq!(
        format!("{cached:?}"),
        "CachedProvider { provider: \"static_ak\", .. }"
    );
    let future: &dyn Send = &cached;
    let _ = future;
}
