//! Providers asked in turn. Must not know what they are.

use std::sync::{Arc, OnceLock};

use super::error::CredentialsError;
use super::keys::Credentials;
use super::provider::{CredentialsFuture, CredentialsProvider, ProviderContext};

/// Asks providers in turn; the first that gives credentials is the only one that is asked from then on, so that a
/// program never changes its identity because a provider fails for a while. Remembers no credentials: see
/// [`cached`](CredentialsProvider::cached).
pub struct ChainProvider {
    name: String,
    providers: Vec<Arc<dyn CredentialsProvider>>,
    chosen: OnceLock<usize>,
}

impl ChainProvider {
    /// A chain of these. Its name goes before theirs in [`Credentials::provider_name`].
    #[must_use]
    pub fn new(name: impl Into<String>, providers: Vec<Arc<dyn CredentialsProvider>>) -> Self {
        ChainProvider {
            name: name.into(),
            providers,
            chosen: OnceLock::new(),
        }
    }

    fn named(&self, credentials: Credentials) -> Credentials {
        let name = format!("{}/{}", self.name, credentials.provider_name);
        credentials.found_by(name)
    }

    async fn find(&self, cx: &ProviderContext<'_>) -> Result<Credentials, CredentialsError> {
        if let Some(provider) = self.chosen() {
            return provider
                .credentials(cx)
                .await
                .map(|credentials| self.named(credentials));
        }
        let mut attempts = Vec::with_capacity(self.providers.len());
        for (index, provider) in self.providers.iter().enumerate() {
            match provider.credentials(cx).await {
                Ok(credentials) => {
                    // Of two callers at once the first has chosen for both.
                    let _ = self.chosen.set(index);
                    return Ok(self.named(credentials));
                }
                Err(error) => attempts.push(error),
            }
        }
        Err(CredentialsError::none_worked(self.name.as_str(), attempts))
    }

    fn chosen(&self) -> Option<&dyn CredentialsProvider> {
        self.chosen
            .get()
            .and_then(|index| self.providers.get(*index))
            .map(|provider| &**provider)
    }
}

impl CredentialsProvider for ChainProvider {
    fn name(&self) -> &str {
        &self.name
    }

    fn credentials<'a>(&'a self, cx: &'a ProviderContext<'a>) -> CredentialsFuture<'a> {
        Box::pin(self.find(cx))
    }

    fn invalidate(&self, stale: &Credentials) {
        if let Some(provider) = self.chosen() {
            provider.invalidate(stale);
        }
    }
}

impl std::fmt::Debug for ChainProvider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ChainProvider")
            .field("name", &self.name)
            .field(
                "providers",
                &self
                    .providers
                    .iter()
                    .map(|provider| provider.name())
                    .collect::<Vec<_>>(),
            )
            .field("chosen", &self.chosen().map(CredentialsProvider::name))
            .finish()
    }
}
