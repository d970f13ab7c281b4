//! Why there are no credentials.

use std::fmt;
use std::sync::Arc;

/// What kind of reason it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CredentialsErrorKind {
    /// Nothing is set that this provider could use, or it is switched off.
    NotConfigured,
    /// What is set cannot be used: a file is malformed, a value is missing, a mode is not supported.
    Misconfigured,
    /// A service that should have given credentials could not be asked.
    Unreachable,
    /// A service was asked and gave none.
    Refused,
    /// No provider of a chain gave any.
    NoneWorked,
}

/// Why a provider, or a chain of them, gave no credentials.
///
/// `Display` says it in one line, a chain with the reason of each of its providers. Holds nothing secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CredentialsError {
    provider: String,
    kind: CredentialsErrorKind,
    reason: String,
    // Shared, because all who waited for one refresh get the same error.
    attempts: Arc<[CredentialsError]>,
}

impl CredentialsError {
    /// An error of one provider. The reason is shown to the user: it must hold nothing secret.
    #[must_use]
    pub fn new(
        provider: impl Into<String>,
        kind: CredentialsErrorKind,
        reason: impl Into<String>,
    ) -> Self {
        CredentialsError {
            provider: provider.into(),
            kind,
            reason: reason.into(),
            attempts: Arc::from([]),
        }
    }

    /// An error of a chain, with those of its providers in the order in which they were asked.
    #[must_use]
    pub fn none_worked(provider: impl Into<String>, attempts: Vec<CredentialsError>) -> Self {
        CredentialsError {
            provider: provider.into(),
            kind: CredentialsErrorKind::NoneWorked,
            reason: String::new(),
            attempts: attempts.into(),
        }
    }

    /// The provider's name.
    #[must_use]
    pub fn provider(&self) -> &str {
        &self.provider
    }

    /// The kind of reason.
    #[must_use]
    pub fn kind(&self) -> CredentialsErrorKind {
        self.kind
    }

    /// The reason in a few words; empty for a chain.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// The errors of a chain's providers, in the order in which they were asked.
    #[must_use]
    pub fn attempts(&self) -> &[CredentialsError] {
        &self.attempts
    }

    /// The same reason, given for a provider within another.
    pub(super) fn within(mut self, outer: &str) -> Self {
        self.provider = format!("{outer}/{}", self.provider);
        self
    }
}

impl fmt::Display for CredentialsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.kind != CredentialsErrorKind::NoneWorked {
            return write!(f, "{}: {}", self.provider, self.reason);
        }
        f.write_str("no credentials were found")?;
        for (index, attempt) in self.attempts.iter().enumerate() {
            write!(f, "{} {attempt}", if index == 0 { ":" } else { ";" })?;
        }
        Ok(())
    }
}

impl std::error::Error for CredentialsError {}
