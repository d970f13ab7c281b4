//! A gate that lets one through at a time and lets the others wait without holding a thread: a mutex for futures, of any
//! runtime. Must not know what is done behind it.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

#[derive(Default)]
pub(super) struct Gate {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    busy: bool,
    next: u64,
    waiting: BTreeMap<u64, Waker>,
}

/// A lock is never held while foreign code runs, so a poisoned one guards nothing half-done.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Gate {
    /// Waits for its turn. Who stops waiting loses nothing for the others.
    pub(super) fn enter(&self) -> Enter<'_> {
        Enter {
            gate: self,
            place: None,
        }
    }

    /// Whether somebody is inside.
    pub(super) fn is_busy(&self) -> bool {
        lock(&self.state).busy
    }
}

pub(super) struct Enter<'a> {
    gate: &'a Gate,
    place: Option<u64>,
}

impl<'a> Future for Enter<'a> {
    type Output = Pass<'a>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Pass<'a>> {
        let gate = self.gate;
        let mut state = lock(&gate.state);
        if !state.busy {
            state.busy = true;
            if let Some(place) = self.place.take() {
                state.waiting.remove(&place);
            }
            return Poll::Ready(Pass { gate });
        }
        let place = *self.place.get_or_insert_with(|| {
            state.next = state.next.wrapping_add(1);
            state.next
        });
        state.waiting.insert(place, cx.waker().clone());
        Poll::Pending
    }
}

impl Drop for Enter<'_> {
    fn drop(&mut self) {
        if let Some(place) = self.place {
            lock(&self.gate.state).waiting.remove(&place);
        }
    }
}

/// Being inside. Dropping it opens the gate, also when a future that holds it is dropped.
pub(super) struct Pass<'a> {
    gate: &'a Gate,
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        let waiting = {
            let mut state = lock(&self.gate.state);
            state.busy = false;
            std::mem::take(&mut state.waiting)
        };
        // All are woken: one who was picked might have stopped waiting, and nobody would follow.
        waiting.into_values().for_each(Waker::wake);
    }
}
