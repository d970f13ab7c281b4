//! Idempotency: which tokens were used, by which request, and what was answered. Bounded; must not know HTTP.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};

use tokio::sync::watch;

use crate::answer::Answer;
use crate::catalogue::Entry;

/// The code of the answer to a token that comes with another request.
pub(crate) const MISMATCH: &str = "IdempotentParameterMismatch";

/// A rule of the service for the token may name its own code for it.
pub(crate) fn mismatch_code(entry: &Entry) -> String {
    let operation = &entry.operation;
    let parameter = operation.idempotency_parameter.as_ref();
    let parameter = parameter.and_then(|name| {
        operation
            .parameters
            .iter()
            .find(|parameter| parameter.name == *name)
    });
    let mut constraints = parameter
        .iter()
        .flat_map(|parameter| &parameter.schema.constraints);
    let own = constraints
        .find(|constraint| constraint.check.kind() == "server_side")
        .and_then(|c| c.wire_error.as_ref());
    own.map_or_else(|| MISMATCH.to_owned(), |error| error.code.clone())
}

/// What is known of a token.
#[derive(Debug)]
enum State {
    InFlight(watch::Receiver<()>),
    Done(Arc<Answer>),
}

#[derive(Debug)]
struct Slot {
    fingerprint: u128,
    /// Seconds since 1970.
    since: i64,
    state: State,
}

#[derive(Debug, Default)]
struct Table {
    slots: HashMap<u128, Slot>,
    /// Oldest first; keys that are gone are passed over.
    order: VecDeque<u128>,
}

#[derive(Debug)]
pub(crate) struct Tokens {
    table: Mutex<Table>,
    most: usize,
}

/// What a token says about a request.
pub(crate) enum Claim {
    /// Nobody used it: the request is to be worked on, and the token set or dropped.
    New(Held),
    /// The same request was answered so.
    Replay(Arc<Answer>),
    /// Another request used it.
    Mismatch,
    /// The same request is being worked on; the receiver hears when that ends.
    InFlight(watch::Receiver<()>),
}

/// A token that a request is being worked on for. Dropped, it is as if it had never been used.
#[derive(Debug)]
pub(crate) struct Held {
    tokens: Arc<Tokens>,
    key: u128,
    /// Whoever waits hears of its end by this being dropped.
    _ends: watch::Sender<()>,
    settled: bool,
}

impl Held {
    /// The request was answered so.
    pub(crate) fn done(mut self, answer: Arc<Answer>, now: i64) {
        self.settled = true;
        if let Ok(mut table) = self.tokens.table.lock()
            && let Some(slot) = table.slots.get_mut(&self.key)
        {
            slot.state = State::Done(answer);
            slot.since = now;
        }
    }

    pub(crate) fn key(&self) -> u128 {
        self.key
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if !self.settled
            && let Ok(mut table) = self.tokens.table.lock()
            && matches!(
                table.slots.get(&self.key),
                Some(Slot {
                    state: State::InFlight(_),
                    ..
                })
            )
        {
            table.slots.remove(&self.key);
        }
    }
}

impl Tokens {
    pub(crate) fn new(most: usize) -> Arc<Self> {
        Arc::new(Tokens {
            table: Mutex::default(),
            most: most.max(1),
        })
    }

    /// Looks a token up, and takes it if it is free. `key` stands for token, operation and caller, `fingerprint` for the
    /// request.
    pub(crate) fn claim(
        self: &Arc<Self>,
        key: u128,
        fingerprint: u128,
        now: i64,
        lifetime: i64,
    ) -> Option<Claim> {
        let mut table = self.table.lock().ok()?;
        if let Some(slot) = table.slots.get(&key) {
            let same = slot.fingerprint == fingerprint;
            match &slot.state {
                State::InFlight(end) if same => return Some(Claim::InFlight(end.clone())),
                State::InFlight(_) => return Some(Claim::Mismatch),
                State::Done(_) if now.saturating_sub(slot.since) >= lifetime => {
                    table.slots.remove(&key);
                }
                State::Done(answer) if same => return Some(Claim::Replay(Arc::clone(answer))),
                State::Done(_) => return Some(Claim::Mismatch),
            }
        }
        let (ends, end) = watch::channel(());
        table.insert(
            key,
            Slot {
                fingerprint,
                since: now,
                state: State::InFlight(end),
            },
            self.most,
        );
        Some(Claim::New(Held {
            tokens: Arc::clone(self),
            key,
            _ends: ends,
            settled: false,
        }))
    }

    /// Puts a token back that was used before a restart.
    pub(crate) fn restore(&self, key: u128, fingerprint: u128, since: i64, answer: Arc<Answer>) {
        if let Ok(mut table) = self.table.lock() {
            table.insert(
                key,
                Slot {
                    fingerprint,
                    since,
                    state: State::Done(answer),
                },
                self.most,
            );
        }
    }

    pub(crate) fn clear(&self) {
        if let Ok(mut table) = self.table.lock() {
            // Requests that are being worked on keep their tokens until they end.
            table
                .slots
                .retain(|_, slot| matches!(slot.state, State::InFlight(_)));
            let Table { slots, order } = &mut *table;
            order.retain(|key| slots.contains_key(key));
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.table.lock().map_or(0, |table| table.slots.len())
    }
}

impl Table {
    fn insert(&mut self, key: u128, slot: Slot, most: usize) {
        // Each round takes a key off the queue; those in flight go to its end, so one round through it is enough.
        let mut rounds = self.order.len();
        while (self.slots.len() >= most || self.order.len() >= 2 * most) && rounds > 0 {
            rounds -= 1;
            let Some(oldest) = self.order.pop_front() else {
                break;
            };
            match self.slots.get(&oldest) {
                Some(Slot {
                    state: State::InFlight(_),
                    ..
                }) => self.order.push_back(oldest),
                Some(_) => {
                    self.slots.remove(&oldest);
                }
                None => {}
            }
        }
        self.slots.insert(key, slot);
        self.order.push_back(key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use acs_spec::Json;

    fn answer() -> Arc<Answer> {
        Arc::new(Answer::success(200, "X", Json::Null))
    }

    #[test]
    fn an_endless_stream_of_tokens_is_bounded() {
        let tokens = Tokens::new(100);
        for key in 0..100_000_u128 {
            match tokens.claim(key, 1, 0, 10).unwrap() {
                // Every seventh fails.
                Claim::New(held) if key % 7 > 0 => held.done(answer(), 0),
                Claim::New(_) => {}
                _ => panic!("a token is new"),
            }
            let table = tokens.table.lock().unwrap();
            assert!(table.slots.len() <= 100 && table.order.len() <= 200);
        }
        assert!(matches!(
            tokens.claim(99_999, 1, 0, 10),
            Some(Claim::Replay(_))
        ));
    }

    #[test]
    fn those_in_flight_are_never_forgotten() {
        let tokens = Tokens::new(4);
        let Some(Claim::New(held)) = tokens.claim(1, 1, 0, 10) else {
            panic!("new")
        };
        for key in 100..200 {
            if let Some(Claim::New(other)) = tokens.claim(key, 1, 0, 10) {
                other.done(answer(), 0);
            }
        }
        assert!(matches!(
            tokens.claim(1, 1, 0, 10),
            Some(Claim::InFlight(_))
        ));
        held.done(answer(), 0);
        assert!(matches!(tokens.claim(1, 1, 0, 10), Some(Claim::Replay(_))));
        assert!(matches!(tokens.claim(1, 2, 0, 10), Some(Claim::Mismatch)));
        assert!(
            matches!(tokens.claim(1, 2, 10, 10), Some(Claim::New(_))),
            "expired"
        );
    }
}
