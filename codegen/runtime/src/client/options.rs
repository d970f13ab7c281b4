//! How a call is made: policy, bounds, retries, and what is added to the request. Per client and per call.
//!
//! Must not know requests or answers.

use std::fmt;
use std::time::Duration;

use crate::mask::Masked;
use crate::policy::Validation;

/// How often and for how long a call that failed is tried again.
///
/// Pauses double from [`first_pause`](Self::first_pause) up to [`longest_pause`](Self::longest_pause), and each is cut
/// by a random part of up to a half; a longer delay that the service asks for is waited out. What may be tried again at
/// all is not a matter of taste and so is not here: see [`Client::send`](super::Client::send).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Retry {
    /// Attempts in all, the first one included. At 1 (or 0) nothing is tried again.
    pub max_attempts: u32,
    /// The pause before the second attempt.
    pub first_pause: Duration,
    /// The longest pause between attempts that the service has not asked for.
    pub longest_pause: Duration,
}

impl Retry {
    /// Three attempts, pausing from 200 milliseconds up to 20 seconds.
    pub const DEFAULT: Retry = Retry {
        max_attempts: 3,
        first_pause: Duration::from_millis(200),
        longest_pause: Duration::from_secs(20),
    };

    /// One attempt.
    #[must_use]
    pub const fn off() -> Self {
        Retry {
            max_attempts: 1,
            ..Retry::DEFAULT
        }
    }

    /// So many attempts in all.
    #[must_use]
    pub const fn attempts(max_attempts: u32) -> Self {
        Retry {
            max_attempts,
            ..Retry::DEFAULT
        }
    }

    /// The same, with these pauses.
    #[must_use]
    pub const fn pauses(mut self, first: Duration, longest: Duration) -> Self {
        self.first_pause = first;
        self.longest_pause = longest;
        self
    }

    /// The pause after the attempt of this number (from 1). `random` is from 0 up to 1.
    pub(crate) fn pause_after(&self, attempt: u32, random: f64) -> Duration {
        let doublings = attempt.saturating_sub(1).min(31);
        let full = self
            .first_pause
            .saturating_mul(1_u32 << doublings)
            .min(self.longest_pause);
        let random = if random.is_finite() {
            random.clamp(0.0, 1.0)
        } else {
            0.0
        };
        full.saturating_sub((full / 2).mul_f64(random))
    }
}

impl Default for Retry {
    fn default() -> Self {
        Retry::DEFAULT
    }
}

/// What one call does otherwise than its client. Everything is optional.
///
/// ```
/// use acs_runtime::client::{CallOptions, Retry};
/// use acs_runtime::Validation;
/// use std::time::Duration;
/// let options = CallOptions::new()
///     .validation(Validation::Report)
///     .total_timeout(Duration::from_secs(5))
///     .retry(Retry::off())
///     .parameter("NewParameter", "that this crate does not know yet");
/// # let _ = options;
/// ```
#[derive(Clone, Default)]
#[must_use]
pub struct CallOptions {
    pub(crate) validation: Option<Validation>,
    pub(crate) connect_timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) total_timeout: Option<Duration>,
    pub(crate) max_response_bytes: Option<usize>,
    pub(crate) retry: Option<Retry>,
    pub(crate) parameters: Vec<(String, String)>,
    pub(crate) headers: Vec<(String, String)>,
}

impl CallOptions {
    /// As the client has it.
    pub fn new() -> Self {
        CallOptions::default()
    }

    /// What is done about violations.
    pub fn validation(mut self, policy: Validation) -> Self {
        self.validation = Some(policy);
        self
    }

    /// How long it may take until there is a connection.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = Some(timeout);
        self
    }

    /// How long one attempt may take, to the last byte of its answer.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
        self
    }

    /// How long the whole call may take: credentials, attempts, and pauses between them.
    pub fn total_timeout(mut self, timeout: Duration) -> Self {
        self.total_timeout = Some(timeout);
        self
    }

    /// How many bytes the body of an answer may have, as it travels and decoded.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.max_response_bytes = Some(bytes);
        self
    }

    /// How often it is tried again.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = Some(retry);
        self
    }

    /// A parameter that the operation's type does not have. One that the type does have is replaced: for values that
    /// the type cannot hold. Extra parameters are not validated, and travel where the operation says parameters of this
    /// name do (in the query, if it says nothing).
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// A header besides those that the client sends. Those that begin with `x-acs-` are signed.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }
}

impl fmt::Debug for CallOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Whether a parameter or header that we do not know is sensitive, we do not know either.
        let masked = |pairs: &[(String, String)]| -> Vec<(String, Masked)> {
            pairs
                .iter()
                .map(|(name, value)| (name.clone(), Masked::new(value)))
                .collect()
        };
        f.debug_struct("CallOptions")
            .field("validation", &self.validation)
            .field("connect_timeout", &self.connect_timeout)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("total_timeout", &self.total_timeout)
            .field("max_response_bytes", &self.max_response_bytes)
            .field("retry", &self.retry)
            .field("parameters", &masked(&self.parameters))
            .field("headers", &masked(&self.headers))
            .finish()
    }
}

/// All of it, decided.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) validation: Validation,
    pub(crate) connect_timeout: Duration,
    pub(crate) attempt_timeout: Duration,
    pub(crate) total_timeout: Duration,
    pub(crate) max_response_bytes: usize,
    pub(crate) retry: Retry,
}

impl Settings {
    pub(crate) const DEFAULT: Settings = Settings {
        validation: Validation::Enforce,
        connect_timeout: Duration::from_secs(5),
        attempt_timeout: Duration::from_secs(30),
        total_timeout: Duration::from_secs(120),
        max_response_bytes: crate::json::MAX_BYTES,
        retry: Retry::DEFAULT,
    };

    /// These, except where a call has its own.
    pub(crate) fn with(&self, options: &CallOptions) -> Settings {
        Settings {
            validation: options.validation.unwrap_or(self.validation),
            connect_timeout: options.connect_timeout.unwrap_or(self.connect_timeout),
            attempt_timeout: options.attempt_timeout.unwrap_or(self.attempt_timeout),
            total_timeout: options.total_timeout.unwrap_or(self.total_timeout),
            max_response_bytes: options
                .max_response_bytes
                .unwrap_or(self.max_response_bytes),
            retry: options.retry.unwrap_or(self.retry),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: fn(u64) -> Duration = Duration::from_millis;

    #[test]
    fn pauses_double_up_to_the_longest_and_jitter_cuts_at_most_a_half() {
        let retry = Retry::attempts(9).pauses(MS(100), MS(1000));
        let full: Vec<Duration> = (1..=6).map(|n| retry.pause_after(n, 0.0)).collect();
        assert_eq!(full, [100, 200, 400, 800, 1000, 1000].map(MS));
        assert_eq!(retry.pause_after(1, 1.0), MS(50));
        assert_eq!(retry.pause_after(2, 0.5), MS(150));
        for odd in [f64::NAN, f64::INFINITY, -3.0] {
            assert_eq!(retry.pause_after(1, odd), MS(100), "{odd}");
        }
        assert_eq!(retry.pause_after(u32::MAX, 0.0), MS(1000));
        let huge = Retry::DEFAULT.pauses(Duration::MAX, Duration::MAX);
        assert_eq!(huge.pause_after(u32::MAX, 0.0), Duration::MAX);
    }

    #[test]
    fn a_call_overrides_what_it_states_and_nothing_else() {
        let options = CallOptions::new()
            .connect_timeout(MS(1))
            .retry(Retry::off());
        let settings = Settings::DEFAULT.with(&options);
        assert_eq!(
            (settings.connect_timeout, settings.retry.max_attempts),
            (MS(1), 1)
        );
        assert_eq!(settings.total_timeout, Settings::DEFAULT.total_timeout);
        assert_eq!(settings.validation, Validation::Enforce);
    }

    #[test]
    fn values_that_may_be_sensitive_do_not_show() {
        let options = CallOptions::new()
            .parameter("Password", "hunter2")
            .header("x-secret", "hunter2");
        let shown = format!("{options:?}");
        assert!(
            shown.contains("Password") && !shown.contains("hunter2"),
            "{shown}"
        );
    }
}
