//! The access keys that a double knows. Secrets are in here and in no text that leaves it.

use std::fmt;
use std::time::SystemTime;

/// One access key.
#[derive(Clone)]
pub(crate) struct Credential {
    pub(crate) id: String,
    pub(crate) secret: String,
    /// Of a session: its token.
    pub(crate) token: Option<String>,
    /// Of a session: when it ends.
    pub(crate) expires: Option<SystemTime>,
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credential")
            .field("id", &self.id)
            .field("is_session", &self.token.is_some())
            .finish_non_exhaustive()
    }
}

impl Credential {
    /// Reads `id:secret` or `id:secret:token`. A token may hold colons.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let mut parts = text.splitn(3, ':');
        let (id, secret) = (
            parts.next().unwrap_or_default(),
            parts.next().unwrap_or_default(),
        );
        let token = parts.next();
        if id.is_empty() || secret.is_empty() || token == Some("") {
            // The text holds a secret, so it is not repeated.
            return Err(
                "credentials are written `id:secret` or `id:secret:token`, no part empty"
                    .to_owned(),
            );
        }
        Ok(Credential {
            id: id.to_owned(),
            secret: secret.to_owned(),
            token: token.map(str::to_owned),
            expires: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_read_and_never_shown() {
        let read = Credential::parse("id:hush:to:ken").unwrap();
        assert_eq!(
            (read.id.as_str(), read.token.as_deref()),
            ("id", Some("to:ken"))
        );
        assert_eq!(
            format!("{read:?}"),
            "Credential { id: \"id\", is_session: true, .. }"
        );
        for broken in ["", "id", "id:", ":secret", "id:secret:"] {
            let fault = Credential::parse(broken).unwrap_err();
            assert!(fault.contains("id:secret"), "{fault}");
        }
    }
}
