//! Credentials remembered and renewed in time, by one caller for all. Must not know where they come from.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use super::error::CredentialsError;
use super::gate::{Gate, lock};
use super::keys::Credentials;
use super::provider::{CredentialsFuture, CredentialsProvider, ProviderContext};

/// How long before their end credentials are renewed.
pub const RENEW_BEFORE: Duration = Duration::from_secs(15 * 60);

/// How long is waited between two attempts to renew credentials that still hold. Some live no longer than
/// [`RENEW_BEFORE`]: without a pause each request would renew them.
pub const PAUSE: Duration = Duration::from_secs(60);

/// Remembers what a provider found.
///
/// * Credentials without an end are kept until the service refuses them
///   ([`invalidate`](CredentialsProvider::invalidate)).
/// * Others are renewed from [`RENEW_BEFORE`] their end on, by one caller; the others meanwhile get the old ones. If
///   renewing fails, the old ones go on to be used as long as they hold, and the next attempt is [`PAUSE`] later.
/// * Where there are none that hold, all wait for one search and share its outcome. If the caller who searches is
///   cancelled, the next one searches.
pub struct CachedProvider {
    inner: Arc<dyn CredentialsProvider>,
    gate: Gate,
    memory: Mutex<Memory>,
}

#[derive(Default)]
struct Memory {
    current: Option<Credentials>,
    /// When the last search ended.
    searched: Option<SystemTime>,
    /// How many searches have ended.
    searches: u64,
    /// Why the last one failed, if it did.
    failure: Option<CredentialsError>,
}

impl Memory {
    /// What can be used now without asking anybody.
    fn usable(&self, now: SystemTime) -> Option<&Credentials> {
        self.current
            .as_ref()
            .filter(|credentials| !credentials.is_expired(now))
    }

    fn needs_renewal(&self, credentials: &Credentials, now: SystemTime) -> bool {
        let close = credentials.expires.is_some_and(|expires| {
            expires
                .duration_since(now)
                .map_or(true, |left| left <= RENEW_BEFORE)
        });
        // A clock that was set back since then must not stop renewal.
        let paused = self.searched.is_some_and(|searched| {
            now.duration_since(searched)
                .is_ok_and(|elapsed| elapsed < PAUSE)
        });
        close && !paused
    }
}

impl CachedProvider {
    /// Remembers for this provider.
    #[must_use]
    pub fn new(inner: Arc<dyn CredentialsProvider>) -> Self {
        CachedProvider {
            inner,
            gate: Gate::default(),
            memory: Mutex::default(),
        }
    }

    /// What is at hand, if it need not be renewed now; and how many searches have ended until now.
    fn at_hand(&self, now: SystemTime) -> (Option<Credentials>, u64) {
        let memory = lock(&self.memory);
        let usable = memory
            .usable(now)
            .filter(|credentials| !memory.needs_renewal(credentials, now) || self.gate.is_busy());
        (usable.cloned(), memory.searches)
    }

    async fn find(&self, cx: &ProviderContext<'_>) -> Result<Credentials, CredentialsError> {
        loop {
            let (at_hand, searches) = self.at_hand(cx.clock.now());
            if let Some(credentials) = at_hand {
                return Ok(credentials);
            }
            let _pass = self.gate.enter().await;
            {
                let memory = lock(&self.memory);
                if memory.searches != searches {
                    // Somebody searched while we waited. What failed for them has just failed for us as well.
                    if let (None, Some(failure)) = (memory.usable(cx.clock.now()), &memory.failure)
                    {
                        return Err(failure.clone());
                    }
                    if let Some(credentials) = &memory.current {
                        return Ok(credentials.clone());
                    }
                    // Found and already refused again.
                    continue;
                }
            }
            let found = self.inner.credentials(cx).await;
            let now = cx.clock.now();
            let mut memory = lock(&self.memory);
            memory.searches = memory.searches.wrapping_add(1);
            memory.searched = Some(now);
            return match found {
                Ok(credentials) => {
                    memory.failure = None;
                    memory.current = Some(credentials.clone());
                    Ok(credentials)
                }
                Err(error) => {
                    memory.failure = Some(error.clone());
                    memory.usable(now).cloned().ok_or(error)
                }
            };
        }
    }
}

impl CredentialsProvider for CachedProvider {
    fn name(&self) -> &str {
        self.inner.name()
    }

    fn credentials<'a>(&'a self, cx: &'a ProviderContext<'a>) -> CredentialsFuture<'a> {
        Box::pin(self.find(cx))
    }

    fn invalidate(&self, stale: &Credentials) {
        let mut memory = lock(&self.memory);
        // What was renewed since then stays.
        if memory
            .current
            .as_ref()
            .is_some_and(|current| current.is_same(stale))
        {
            memory.current = None;
        }
        drop(memory);
        self.inner.invalidate(stale);
    }
}

impl std::fmt::Debug for CachedProvider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CachedProvider")
            .field("provider", &self.name())
            .finish_non_exhaustive()
    }
}
