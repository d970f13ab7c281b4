//! The trait of whatever finds credentials, and the world as a provider sees it.

use std::sync::Arc;

use super::cached::CachedProvider;
use super::environment::Environment;
use super::error::CredentialsError;
use super::keys::Credentials;
use crate::clock::Clock;
use crate::sign::NonceSource;
use crate::transport::{BoxFuture, Transport};

/// What a provider's work is: credentials in the end, or the reason why there are none.
pub type CredentialsFuture<'a> = BoxFuture<'a, Result<Credentials, CredentialsError>>;

/// Finds credentials.
///
/// A provider need not remember what it found: wrap it with [`cached`](Self::cached) if finding costs more than a look
/// at a variable, else it is asked for each request.
pub trait CredentialsProvider: Send + Sync {
    /// A short name, shown in errors.
    fn name(&self) -> &str;

    /// Finds credentials. All I/O goes through the context. Dropping the future ends the search.
    fn credentials<'a>(&'a self, cx: &'a ProviderContext<'a>) -> CredentialsFuture<'a>;

    /// Is told that the service refused these as expired or unknown: whoever remembers them forgets them, and finds
    /// others at the next call.
    fn invalidate(&self, stale: &Credentials) {
        let _ = stale;
    }

    /// The same provider, remembering what it found and renewing it in time.
    fn cached(self) -> CachedProvider
    where
        Self: Sized + 'static,
    {
        CachedProvider::new(Arc::new(self))
    }
}

/// The world as a provider sees it. All of it can be set, so that tests touch neither network nor home folder.
#[derive(Clone, Copy)]
pub struct ProviderContext<'a> {
    /// For services that give credentials.
    pub transport: &'a dyn Transport,
    /// For what ends.
    pub clock: &'a dyn Clock,
    /// For requests to such services.
    pub nonces: &'a dyn NonceSource,
    /// For variables and files.
    pub environment: &'a dyn Environment,
}

impl<'a> ProviderContext<'a> {
    /// A context of these parts.
    #[must_use]
    pub const fn new(
        transport: &'a dyn Transport,
        clock: &'a dyn Clock,
        nonces: &'a dyn NonceSource,
        environment: &'a dyn Environment,
    ) -> Self {
        ProviderContext {
            transport,
            clock,
            nonces,
            environment,
        }
    }

    /// A variable that is set and not empty.
    pub(super) fn variable(&self, name: &str) -> Option<String> {
        self.environment
            .variable(name)
            .filter(|value| !value.is_empty())
    }

    /// Whether a variable is set to `true`, in any case.
    pub(super) fn is_true(&self, name: &str) -> bool {
        self.variable(name)
            .is_some_and(|value| value.eq_ignore_ascii_case("true"))
    }
}

/// Credentials that are at hand are their own provider.
impl CredentialsProvider for Credentials {
    fn name(&self) -> &str {
        &self.provider_name
    }

    fn credentials<'a>(&'a self, _cx: &'a ProviderContext<'a>) -> CredentialsFuture<'a> {
        Box::pin(std::future::ready(Ok(self.clone())))
    }
}

impl<P: CredentialsProvider + ?Sized> CredentialsProvider for Arc<P> {
    fn name(&self) -> &str {
        (**self).name()
    }

    fn credentials<'a>(&'a self, cx: &'a ProviderContext<'a>) -> CredentialsFuture<'a> {
        (**self).credentials(cx)
    }

    fn invalidate(&self, stale: &Credentials) {
        (**self).invalidate(stale);
    }
}
