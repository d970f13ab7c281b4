//! A text that never shows and is wiped from memory when it is no longer needed. Must not know what it opens.

use std::fmt;

use zeroize::Zeroizing;

/// A secret text: an access key secret, a token.
///
/// It has no `Display`, its `Debug` shows nothing of it, not even its length, and its memory is overwritten when it is
/// dropped (moving a `String` in hands over its memory; copies made before are the caller's affair).
///
/// ```
/// use acs_runtime::Secret;
/// let secret = Secret::new("hunter2");
/// assert_eq!(format!("{secret:?}"), "<secret>");
/// assert_eq!(secret.expose(), "hunter2");
/// ```
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes a text in.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Secret(Zeroizing::new(text.into()))
    }

    /// The text itself. Named so that it stands out where it is used.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<secret>")
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Secret::new(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Secret::new(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use zeroize::Zeroize;

    #[test]
    fn nothing_of_it_shows() {
        let secret = Secret::from("hunter2");
        for shown in [
            format!("{secret:?}"),
            format!("{secret:#?}"),
            format!("{:?}", Some(secret.clone())),
        ] {
            assert!(
                !shown.contains("hunter2") && !shown.contains('7'),
                "{shown}"
            );
        }
        assert!(!secret.is_empty() && Secret::from(String::new()).is_empty());
    }

    #[test]
    fn wiping_leaves_nothing() {
        let mut secret = Secret::from("hunter2");
        secret.0.zeroize();
        assert_eq!(secret.expose(), "");
    }
}
