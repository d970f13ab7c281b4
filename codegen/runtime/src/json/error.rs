//! Why bytes could not be read as JSON, and where.

use std::fmt;

/// What kind of fault it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// There is nothing, or nothing but blanks.
    Empty,
    /// More bytes than are looked at.
    TooLarge,
    /// Nested deeper than is followed.
    TooDeep,
    /// Not UTF-8.
    InvalidUtf8,
    /// Not JSON.
    Syntax,
    /// JSON, but no object.
    NotAnObject,
}

/// Why bytes could not be read. Holds nothing of the bytes themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DecodeError {
    /// The kind of fault.
    pub kind: DecodeErrorKind,
    /// The byte at which it is, from 0.
    pub offset: usize,
    /// The line in which it is, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    detail: &'static str,
}

impl DecodeError {
    pub(crate) fn at(
        kind: DecodeErrorKind,
        detail: &'static str,
        bytes: &[u8],
        offset: usize,
    ) -> Self {
        let before = bytes.get(..offset).unwrap_or(bytes);
        let line = before
            .iter()
            .filter(|byte| **byte == b'\n')
            .count()
            .saturating_add(1);
        let in_line = before
            .rsplit(|byte| *byte == b'\n')
            .next()
            .unwrap_or_default();
        // Bytes that continue a character are no column of their own.
        let column = in_line
            .iter()
            .filter(|byte| **byte & 0xC0 != 0x80)
            .count()
            .saturating_add(1);
        DecodeError {
            kind,
            offset,
            line,
            column,
            detail,
        }
    }

    pub(crate) fn not_an_object(found: &'static str) -> Self {
        DecodeError {
            kind: DecodeErrorKind::NotAnObject,
            offset: 0,
            line: 1,
            column: 1,
            detail: found,
        }
    }

    /// What is wrong, in a few words.
    #[must_use]
    pub fn detail(&self) -> &str {
        self.detail
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            DecodeErrorKind::Empty => f.write_str("an empty text where JSON is expected"),
            DecodeErrorKind::TooLarge => {
                write!(f, "{} (more than {} bytes)", self.detail, super::MAX_BYTES)
            }
            DecodeErrorKind::NotAnObject => {
                write!(f, "expected a JSON object, found {}", self.detail)
            }
            _ => write!(
                f,
                "{} at line {}, column {} (byte {})",
                self.detail, self.line, self.column, self.offset
            ),
        }
    }
}

impl std::error::Error for DecodeError {}
