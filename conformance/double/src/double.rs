//! A running double in this process. Must not know how it was made.

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime};

use tokio::sync::watch;

use crate::builder::{Builder, StartError};
use crate::control::apply;
use crate::engine::Engine;
use crate::scenario::Scenario;
use crate::world::{Created, Received};

/// A running double. It stops when dropped.
///
/// Each is a world of its own: tests that start one each do not see one another.
///
/// ```
/// let double = acs_double::Double::start()?;
/// assert!(double.created().is_empty() && double.requests().is_empty());
/// # Ok::<(), acs_double::StartError>(())
/// ```
pub struct Double {
    pub(crate) engine: Arc<Engine>,
    pub(crate) address: SocketAddr,
    pub(crate) stop: watch::Sender<bool>,
    pub(crate) thread: Option<JoinHandle<()>>,
}

impl fmt::Debug for Double {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Double")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

impl Double {
    /// Starts a double of the repository's operations that knows [`crate::DEFAULT_ACCESS_KEY_ID`].
    ///
    /// # Errors
    /// As [`Builder::start`].
    pub fn start() -> Result<Double, StartError> {
        Builder::default().start()
    }

    /// A double that is otherwise.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where it listens, as clients are told: `127.0.0.1:40123`.
    #[must_use]
    pub fn endpoint(&self) -> String {
        self.address.to_string()
    }

    /// The same as an URL, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What was created and is remembered, oldest first.
    #[must_use]
    pub fn created(&self) -> Vec<Created> {
        self.engine.world.list().0
    }

    /// How many things were created since the start or the last reset.
    #[must_use]
    pub fn created_count(&self) -> u64 {
        self.engine.world.count()
    }

    /// The latest requests, oldest first; secrets are masked.
    #[must_use]
    pub fn requests(&self) -> Vec<Received> {
        self.engine.record.list()
    }

    /// How many requests were received in all.
    #[must_use]
    pub fn request_count(&self) -> u64 {
        self.engine.requests.load(Ordering::Relaxed)
    }

    /// Orders what comes next; JSON as `POST /_double/scenario` takes it.
    ///
    /// # Errors
    /// What of the scenario is not understood.
    ///
    /// ```
    /// let double = acs_double::Double::start()?;
    /// double.scenario(r#"{"error": {"code": "QuotaNotEnough"}}"#).unwrap();
    /// assert!(double.scenario(r#"{"eror": 1}"#).unwrap_err().contains("`eror`"));
    /// # Ok::<(), acs_double::StartError>(())
    /// ```
    pub fn scenario(&self, json: &str) -> Result<(), String> {
        let tree = acs_spec::json::parse(json).map_err(|fault| fault.to_string())?;
        apply(&self.engine, Scenario::read(&tree.to_json())?)
    }

    /// Turns a switch.
    ///
    /// # Errors
    /// There is no such switch, or it has no such value.
    pub fn switch(&self, name: &str, value: &str) -> Result<(), String> {
        let mut switches = (*self.engine.switches()).clone();
        switches.set(name, value)?;
        if let Ok(mut place) = self.engine.switches.lock() {
            *place = Arc::new(switches);
        }
        Ok(())
    }

    /// Lets requests go that a scenario's `hold` keeps waiting; how many there were.
    pub fn release(&self) -> u64 {
        self.engine.holds.release()
    }

    /// How many requests a scenario's `hold` keeps waiting.
    #[must_use]
    pub fn held(&self) -> u64 {
        self.engine.holds.waiting()
    }

    /// Stands still at this time.
    pub fn freeze(&self, time: SystemTime) {
        self.engine.clock.freeze(time);
    }

    /// Runs on from this time.
    pub fn set_clock(&self, time: SystemTime) {
        self.engine.clock.run_from(time);
    }

    /// Goes on by so much at once.
    pub fn advance(&self, by: Duration) {
        self.engine.clock.advance(by);
    }

    /// What the double takes for the present time.
    #[must_use]
    pub fn now(&self) -> SystemTime {
        self.engine.clock.now()
    }

    /// How many tokens and nonces are remembered.
    #[must_use]
    pub fn table_sizes(&self) -> (usize, usize) {
        (self.engine.tokens.len(), self.engine.nonces.len())
    }

    /// Each row of an operation's error table: status, code, and how it can be brought about (`request`, `state`,
    /// `injection`). Empty where there is no such operation.
    #[must_use]
    pub fn error_rows(&self, operation: &str) -> Vec<(u16, String, &'static str)> {
        let switches = self.engine.switches();
        let rows = self.engine.catalogue.named(operation).map(|entry| {
            let rows = crate::rows::reach(entry, &switches).into_iter();
            rows.map(|(row, reach)| (row.status, row.code.clone(), reach.word()))
                .collect()
        });
        rows.unwrap_or_default()
    }
}

impl Drop for Double {
    fn drop(&mut self) {
        // Whoever listens hears of it; if nobody does, the thread has ended already.
        let _ = self.stop.send(true);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
