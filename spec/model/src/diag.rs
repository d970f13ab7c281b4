//! Diagnostics: every fault of a spec, a page or a setting, with its place and the way to mend it.
//!
//! A diagnostic is plain data; how it looks on a terminal is the command line's business.

use std::fmt;

/// How much a diagnostic weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing to mend.
    Note,
    /// Should be mended; nothing is refused because of it.
    Warning,
    /// Refuses the input.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        })
    }
}

/// One fault: what, where, and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable code, `ACS0001` and up; see [`crate::codes`].
    pub code: &'static str,
    /// Its weight.
    pub severity: Severity,
    /// The file as the caller named it (`-` for standard input, empty for none).
    pub file: String,
    /// Line, from 1; 0 where the fault has no line.
    pub line: usize,
    /// Column in characters, from 1; 0 where the fault has no line.
    pub column: usize,
    /// JSON pointer into the file, or the row of a page; empty for the whole.
    pub pointer: String,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: String,
}

impl Diagnostic {
    /// A diagnostic of the code's usual severity, without a place.
    pub fn new(
        code: &'static crate::codes::Code,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Diagnostic {
            code: code.id,
            severity: code.severity,
            file: String::new(),
            line: 0,
            column: 0,
            pointer: String::new(),
            message: message.into(),
            help: help.into(),
        }
    }

    /// The same, at a JSON pointer or row.
    #[must_use]
    pub fn at(mut self, pointer: impl Into<String>) -> Self {
        self.pointer = pointer.into();
        self
    }

    /// The same, in a file at a line and column (both from 1; 0 where unknown).
    #[must_use]
    pub fn in_file(mut self, file: impl Into<String>, line: usize, column: usize) -> Self {
        self.file = file.into();
        self.line = line;
        self.column = column;
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}]: {}", self.severity, self.code, self.message)?;
        if !self.file.is_empty() || !self.pointer.is_empty() {
            write!(f, "\n  at ")?;
            if !self.file.is_empty() {
                write!(f, "{}", self.file)?;
                if self.line > 0 {
                    write!(f, ":{}:{}", self.line, self.column)?;
                }
            }
            if !self.pointer.is_empty() {
                write!(
                    f,
                    "{}{}",
                    if self.file.is_empty() { "" } else { " " },
                    self.pointer
                )?;
            }
        }
        if !self.help.is_empty() {
            write!(f, "\n  help: {}", self.help)?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostic {}

/// Line and column (both from 1, the column in characters) of a byte of a text.
#[must_use]
pub fn line_column(text: &str, byte: usize) -> (usize, usize) {
    let mut at = byte.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let (before, _) = text.split_at(at);
    let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |n| n + 1);
    (
        line,
        before.get(start..).map_or(0, |tail| tail.chars().count()) + 1,
    )
}

/// Finds the lines and columns of many bytes of one text. Asked in ascending order it passes over the text once; asked
/// backwards it starts again.
#[derive(Debug)]
pub struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    column: usize,
}

impl<'a> Lines<'a> {
    /// Stands at the first byte.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Lines {
            text,
            at: 0,
            line: 1,
            column: 1,
        }
    }

    /// Line and column of a byte, as [`line_column`] counts them.
    pub fn at(&mut self, byte: usize) -> (usize, usize) {
        let mut to = byte.min(self.text.len());
        while !self.text.is_char_boundary(to) {
            to -= 1;
        }
        if to < self.at {
            *self = Lines::new(self.text);
        }
        for c in self.text.get(self.at..to).unwrap_or_default().chars() {
            if c == '\n' {
                self.line += 1;
                self.column = 1;
            } else {
                self.column += 1;
            }
        }
        self.at = to;
        (self.line, self.column)
    }
}

/// Longest stretch of a file's own text that a message repeats, in characters.
const BRIEF: usize = 80;

/// A text of a file as a message may show it: short, on one line, and without characters that a terminal obeys.
#[must_use]
pub fn brief(text: &str) -> String {
    let mut out = String::new();
    for (n, c) in text.chars().enumerate() {
        if n == BRIEF {
            out.push('…');
            break;
        }
        if c.is_control() {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    out
}

/// True when any of these refuses the input.
#[must_use]
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        assert_eq!(line_column("a\nüb", 4), (2, 2));
        assert_eq!(line_column("a\nüb", 3), (2, 1));
        assert_eq!(line_column("", 9), (1, 1));
    }

    #[test]
    fn one_pass_counts_as_many_do() {
        let text = "a\nüb\r\n\n日本 x";
        let mut lines = Lines::new(text);
        for byte in (0..text.len() + 2).chain([3, 0, 9]) {
            assert_eq!(lines.at(byte), line_column(text, byte), "byte {byte}");
        }
    }

    #[test]
    fn a_message_shows_little_of_a_file() {
        assert_eq!(brief("a\u{1b}[2J\n"), "a\\u{1b}[2J\\n");
        assert_eq!(brief(&"é".repeat(1000)).chars().count(), BRIEF + 1);
    }
}
