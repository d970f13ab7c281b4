//! What an open enum holds for a value it does not list. Must not know any enum.
//!
//! Callers cannot make these themselves: an enum's own conversion from text does, so that a listed text is always its
//! variant and equality means what it says.

use std::fmt;

/// A text that an open enum does not list. Got by converting a text to the enum.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unlisted(Box<str>);

impl Unlisted {
    pub(crate) fn new(text: String) -> Self {
        Unlisted(text.into_boxed_str())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Unlisted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Unlisted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

/// A status and code that an operation's error table does not list. Got by classifying an answer.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnlistedCode {
    status: u16,
    code: Box<str>,
}

impl UnlistedCode {
    pub(crate) fn new(status: u16, code: &str) -> Self {
        UnlistedCode {
            status,
            code: code.into(),
        }
    }

    /// HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The service's code.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }
}

impl fmt::Display for UnlistedCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.status, self.code)
    }
}

impl fmt::Debug for UnlistedCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.status, self.code)
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Unlisted {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Unlisted {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Unlisted::new(<String as serde::Deserialize>::deserialize(
            deserializer,
        )?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_kept_as_they_are() {
        let value = Unlisted::new("Post Paid\n".to_owned());
        assert_eq!(value.as_str(), "Post Paid\n");
        assert_eq!(value.to_string(), "Post Paid\n");
        assert_eq!(format!("{value:?}"), "\"Post Paid\\n\"");
        let code = UnlistedCode::new(409, "Busy");
        assert_eq!((code.status(), code.code()), (409, "Busy"));
        assert_eq!(format!("{code} {code:?}"), "409 Busy 409 \"Busy\"");
    }
}
