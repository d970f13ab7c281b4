//! One call with options of its own, said in a chain. The same for both clients, save the end of the chain.
//!
//! Must not know how requests are sent.

use std::fmt;
use std::time::Duration;

use super::options::{CallOptions, Retry};
use super::{Client, Sent, Tried};
use crate::operation::Operation;
use crate::policy::Validation;

/// A call that is not made yet. `K` is the client: with an async one, [`send`](Self::send) and
/// [`dry_run`](Self::dry_run) give futures; with a blocking one, they block.
///
/// ```no_run
/// # #[cfg(feature = "client")]
/// # async fn example<O: acs_runtime::Operation>(client: acs_runtime::client::Client, operation: O)
/// # -> Result<(), acs_runtime::client::Error<O::ErrorCode>> {
/// use acs_runtime::Validation;
/// use std::time::Duration;
/// let success = client
///     .call(&operation)
///     .validation(Validation::Report)
///     .total_timeout(Duration::from_secs(5))
///     .send()
///     .await?;
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing is sent before `send` or `dry_run`"]
pub struct CallBuilder<'a, K, O> {
    client: &'a K,
    operation: &'a O,
    options: CallOptions,
}

impl<K, O> fmt::Debug for CallBuilder<'_, K, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The operation may hold what must not show.
        f.debug_struct("CallBuilder")
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

impl<'a, K, O> CallBuilder<'a, K, O> {
    pub(crate) fn new(client: &'a K, operation: &'a O) -> Self {
        CallBuilder {
            client,
            operation,
            options: CallOptions::new(),
        }
    }

    /// All options at once, in place of those so far.
    pub fn options(mut self, options: CallOptions) -> Self {
        self.options = options;
        self
    }

    /// What is done about violations.
    pub fn validation(mut self, policy: Validation) -> Self {
        self.options = self.options.validation(policy);
        self
    }

    /// See [`CallOptions::connect_timeout`].
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.options = self.options.connect_timeout(timeout);
        self
    }

    /// See [`CallOptions::attempt_timeout`].
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.options = self.options.attempt_timeout(timeout);
        self
    }

    /// See [`CallOptions::total_timeout`].
    pub fn total_timeout(mut self, timeout: Duration) -> Self {
        self.options = self.options.total_timeout(timeout);
        self
    }

    /// See [`CallOptions::max_response_bytes`].
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.options = self.options.max_response_bytes(bytes);
        self
    }

    /// How often it is tried again.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.options = self.options.retry(retry);
        self
    }

    /// See [`CallOptions::parameter`].
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.options = self.options.parameter(name, value);
        self
    }

    /// See [`CallOptions::header`].
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.options = self.options.header(name, value);
        self
    }
}

impl<O: Operation> CallBuilder<'_, Client, O> {
    /// Sends the operation: see [`Client::send`].
    ///
    /// # Errors
    ///
    /// As there.
    pub async fn send(self) -> Sent<O> {
        self.client.send_with(self.operation, &self.options).await
    }

    /// Asks whether the service would carry it out: see [`Client::dry_run`].
    ///
    /// # Errors
    ///
    /// As there.
    pub async fn dry_run(self) -> Tried<O> {
        self.client
            .dry_run_with(self.operation, &self.options)
            .await
    }
}

#[cfg(feature = "blocking")]
impl<O: Operation> CallBuilder<'_, crate::blocking::Client, O> {
    /// Sends the operation, and waits: see [`Client::send`].
    ///
    /// # Errors
    ///
    /// As there.
    pub fn send(self) -> Sent<O> {
        self.client.send_with(self.operation, &self.options)
    }

    /// Asks whether the service would carry it out, and waits: see [`Client::dry_run`].
    ///
    /// # Errors
    ///
    /// As there.
    pub fn dry_run(self) -> Tried<O> {
        self.client.dry_run_with(self.operation, &self.options)
    }
}
