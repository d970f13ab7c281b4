//! What a reader of pages reports: faults that stop the import, and remarks that go with its result.
//!
//! Each has a stable code, a line, the row, what is the matter, and how to mend it. This module must
//! not know any layout.

use std::fmt;

use acs_spec::codes::Code;

use super::faults::Fault;

/// A fault for which a page cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageError {
    /// A stable name of its own, for example `page::missing-section`.
    pub code: &'static str,
    /// The code under which the catalogue of diagnostics explains it.
    pub explained: &'static Code,
    /// The line, counted from 1; `None` when the fault has no place.
    pub line: Option<usize>,
    /// The row or section concerned, if any.
    pub row: Option<String>,
    /// What is wrong.
    pub what: String,
    /// How to mend it.
    pub mend: String,
}

impl PageError {
    pub(crate) fn new(
        fault: &'static Fault,
        line: Option<usize>,
        what: impl Into<String>,
        mend: impl Into<String>,
    ) -> Self {
        PageError {
            code: fault.name,
            explained: fault.code,
            line,
            row: None,
            what: what.into(),
            mend: mend.into(),
        }
    }

    pub(crate) fn row(mut self, row: impl AsRef<str>) -> Self {
        self.row = Some(shorten(row.as_ref()));
        self
    }
}

impl fmt::Display for PageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_report(
            f,
            "error",
            self.code,
            self.line,
            self.row.as_deref(),
            &self.what,
            &self.mend,
        )
    }
}

impl std::error::Error for PageError {}

/// What kind of thing a remark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RemarkKind {
    /// Something that stood in the document is not on the page any more.
    Lost,
    /// The page can be read in several ways; one was chosen by a documented rule.
    Ambiguous,
    /// Read without doubt, but unusual enough that a person should look.
    Odd,
}

impl RemarkKind {
    /// One word for a report.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            RemarkKind::Lost => "lost",
            RemarkKind::Ambiguous => "ambiguous",
            RemarkKind::Odd => "odd",
        }
    }
}

/// A remark that goes with a page that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The kind of the remark.
    pub kind: RemarkKind,
    /// A stable code, for example `page::empty-note`.
    pub code: &'static str,
    /// The line, counted from 1.
    pub line: usize,
    /// The key of the row concerned (see [`super::Page::row_hashes`]), or the name of a section.
    pub row: String,
    /// What was noticed, and by which rule a choice was made.
    pub what: String,
    /// How to mend it.
    pub mend: String,
    /// The readings that are possible, the chosen one first. Empty unless the kind is `Ambiguous`.
    pub candidates: Vec<String>,
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_report(
            f,
            self.kind.word(),
            self.code,
            Some(self.line),
            Some(&self.row),
            &self.what,
            &self.mend,
        )?;
        for candidate in &self.candidates {
            write!(f, "\n  candidate: {candidate}")?;
        }
        Ok(())
    }
}

fn write_report(
    f: &mut fmt::Formatter<'_>,
    word: &str,
    code: &str,
    line: Option<usize>,
    row: Option<&str>,
    what: &str,
    mend: &str,
) -> fmt::Result {
    write!(f, "{word}[{code}]")?;
    if let Some(line) = line {
        write!(f, " line {line}")?;
    }
    if let Some(row) = row {
        write!(f, " ({row})")?;
    }
    write!(f, ": {what}; to mend: {mend}")
}

/// The start of a text for a report: one line, at most 80 characters.
pub(crate) fn shorten(text: &str) -> String {
    let line = text.split(['\n', '\r']).next().unwrap_or_default();
    let mut out: String = line
        .chars()
        .take(80)
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect();
    if out.len() < text.len() {
        out.push('…');
    }
    out
}
