//! How sensitive values are shown: by their length alone. Must not know which values are sensitive.

use std::fmt;

/// Stands for a sensitive text: shows how long it is and nothing else.
///
/// ```
/// use acs_runtime::Masked;
/// assert_eq!(Masked::new("Opaque9!x").to_string(), "<9 characters>");
/// assert_eq!(format!("{:?}", Some(Masked::new("ab"))), "Some(<2 characters>)");
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Masked {
    characters: usize,
}

impl Masked {
    /// Stands for this text; keeps nothing of it but its length in characters.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Masked {
            characters: text.chars().count(),
        }
    }

    pub(crate) const fn of_length(characters: usize) -> Self {
        Masked { characters }
    }
}

impl fmt::Display for Masked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.characters == 1 {
            f.write_str("<1 character>")
        } else {
            write!(f, "<{} characters>", self.characters)
        }
    }
}

impl fmt::Debug for Masked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Stands for a sensitive value that is no text: shows nothing of it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Hidden;

impl fmt::Display for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<hidden>")
    }
}

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_count_characters_and_nothing_else_shows() {
        assert_eq!(Masked::new("").to_string(), "<0 characters>");
        assert_eq!(Masked::new("é").to_string(), "<1 character>");
        assert_eq!(Masked::new("密码").to_string(), "<2 characters>");
        assert_eq!(format!("{Hidden} {Hidden:?}"), "<hidden> <hidden>");
    }
}
