//! An access key, with the session token and the end of life that temporary ones have.

use std::borrow::Cow;
use std::fmt;
use std::time::SystemTime;

use crate::Secret;
use crate::sign::SigningKey;

/// What requests are signed with. `Debug` shows the ID and nothing secret.
#[derive(Clone)]
#[non_exhaustive]
pub struct Credentials {
    /// The access key's ID. It travels in each request.
    pub access_key_id: String,
    access_key_secret: Secret,
    /// The secret made ready; none if it is empty.
    signing_key: Option<SigningKey>,
    /// The token of a session, if these are temporary credentials.
    pub security_token: Option<Secret>,
    /// When they end, if they do.
    pub expires: Option<SystemTime>,
    /// Who found them, such as `static_ak`. The client sends it as `x-acs-credentials-provider`.
    pub provider_name: Cow<'static, str>,
}

impl Credentials {
    /// A key without a session. Neither part may be empty if it is to sign.
    #[must_use]
    pub fn new(access_key_id: impl Into<String>, access_key_secret: impl Into<Secret>) -> Self {
        let access_key_secret = access_key_secret.into();
        let signing_key = match access_key_secret.is_empty() {
            true => None,
            false => SigningKey::new(&access_key_secret),
        };
        Credentials {
            access_key_id: access_key_id.into(),
            access_key_secret,
            signing_key,
            security_token: None,
            expires: None,
            provider_name: Cow::Borrowed("static_ak"),
        }
    }

    /// A key of a session.
    #[must_use]
    pub fn session(
        access_key_id: impl Into<String>,
        access_key_secret: impl Into<Secret>,
        security_token: impl Into<Secret>,
    ) -> Self {
        Credentials {
            security_token: Some(security_token.into()),
            provider_name: Cow::Borrowed("static_sts"),
            ..Credentials::new(access_key_id, access_key_secret)
        }
    }

    /// The same, ending then.
    #[must_use]
    pub fn expiring(mut self, when: SystemTime) -> Self {
        self.expires = Some(when);
        self
    }

    /// The same, found by another provider.
    #[must_use]
    pub fn found_by(mut self, provider: impl Into<Cow<'static, str>>) -> Self {
        self.provider_name = provider.into();
        self
    }

    /// The access key's secret. It never travels.
    #[must_use]
    pub fn access_key_secret(&self) -> &Secret {
        &self.access_key_secret
    }

    /// What signs; none for an empty secret.
    pub(crate) fn signing_key(&self) -> Option<&SigningKey> {
        self.signing_key.as_ref()
    }

    /// Whether the two sign alike.
    #[cfg(feature = "credentials")]
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.access_key_id == other.access_key_id
            && self.access_key_secret.expose() == other.access_key_secret.expose()
            && self.security_token.as_ref().map(Secret::expose)
                == other.security_token.as_ref().map(Secret::expose)
    }

    /// Whether they have ended.
    #[must_use]
    pub fn is_expired(&self, now: SystemTime) -> bool {
        self.expires.is_some_and(|expires| expires <= now)
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("access_key_id", &self.access_key_id)
            .field("access_key_secret", &self.access_key_secret)
            .field("security_token", &self.security_token)
            .field("expires", &self.expires)
            .field("provider_name", &self.provider_name)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, UNIX_EPOCH};

    #[test]
    fn debug_shows_no_secret() {
        let shown = format!(
            "{:?}",
            Credentials::session("LTAI-id", "hunter2", "token-of-hunter2").found_by("env")
        );
        assert!(shown.contains("LTAI-id") && shown.contains("env") && !shown.contains("hunter2"));
    }

    #[test]
    fn they_end_at_the_very_moment() {
        let end = UNIX_EPOCH + Duration::from_secs(100);
        let keys = Credentials::new("a", "b").expiring(end);
        assert!(!keys.is_expired(end - Duration::from_nanos(1)) && keys.is_expired(end));
        assert!(!Credentials::new("a", "b").is_expired(end));
    }
}
