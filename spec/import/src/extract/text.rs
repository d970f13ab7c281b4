//! The text model that rules read: blocks of plain text that remember which words were set in bold, italics or code.
//!
//! Two makers feed it: [`super::markdown`] (one raw description) and a page importer (blocks it has already cut).
//! It must not know any rule, any type name, or any layout of a page.

/// How a stretch of text was set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkKind {
    /// `**bold**`
    Bold,
    /// `*italics*`
    Italic,
    /// `` `code` ``
    Code,
}

/// A stretch of a [`Rich`] text that was set in bold, italics or code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Byte offset of the first byte.
    pub start: usize,
    /// Byte offset after the last byte.
    pub end: usize,
    /// How it was set.
    pub kind: MarkKind,
}

/// Text without markup, and the marks that the markup left. A line break is a boundary that no sentence crosses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rich {
    text: String,
    marks: Vec<Mark>,
}

impl Rich {
    /// Text that holds no markup (a page flattened to text). Full-width punctuation is made narrow, odd blanks become blanks.
    #[must_use]
    pub fn plain(text: &str) -> Rich {
        Rich {
            text: narrowed(text).into_iter().collect(),
            marks: Vec::new(),
        }
    }

    /// The text, markup removed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The marks, ordered by their start, an outer mark before those inside it.
    #[must_use]
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// From parts that a markup reader has collected. Marks that are empty or reach past the text are dropped.
    pub(super) fn from_parts(text: String, mut marks: Vec<Mark>) -> Rich {
        marks.retain(|m| m.start < m.end && m.end <= text.len());
        marks.sort_by_key(|m| (m.start, usize::MAX - m.end));
        Rich { text, marks }
    }

    /// Adds `other` as a further line.
    pub(super) fn push_line(&mut self, other: &Rich) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let base = self.text.len();
        self.text.push_str(&other.text);
        self.marks.extend(other.marks.iter().map(|m| Mark {
            start: m.start + base,
            end: m.end + base,
            kind: m.kind,
        }));
    }
}

/// One bullet of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// 0 for the outermost list.
    pub depth: u8,
    /// Numbered rather than bulleted.
    pub ordered: bool,
    /// What it says; further lines of the bullet follow after a line break.
    pub text: Rich,
}

/// One block of a description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Running text.
    Paragraph(Rich),
    /// Bullets, nested ones in place with their depth.
    List(Vec<Item>),
    /// A note. It stands with its row but may constrain what its sentence speaks of.
    Note(Rich),
}

impl Block {
    /// A paragraph of text without markup.
    #[must_use]
    pub fn paragraph(text: &str) -> Block {
        Block::Paragraph(Rich::plain(text))
    }

    /// A flat list of texts without markup.
    #[must_use]
    pub fn list<S: AsRef<str>>(items: &[S]) -> Block {
        Block::List(
            items
                .iter()
                .map(|text| Item {
                    depth: 0,
                    ordered: false,
                    text: Rich::plain(text.as_ref()),
                })
                .collect(),
        )
    }

    /// A note of text without markup.
    #[must_use]
    pub fn note(text: &str) -> Block {
        Block::Note(Rich::plain(text))
    }

    /// How many bytes of text the block holds.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Block::Paragraph(rich) | Block::Note(rich) => rich.text.len(),
            Block::List(items) => items.iter().map(|item| item.text.text.len()).sum(),
        }
    }

    /// Whether the block holds no text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The text at `item` of a list, or of the whole block.
    #[must_use]
    pub fn rich(&self, item: Option<usize>) -> Option<&Rich> {
        match (self, item) {
            (Block::Paragraph(rich) | Block::Note(rich), None) => Some(rich),
            (Block::List(items), Some(index)) => items.get(index).map(|item| &item.text),
            _ => None,
        }
    }
}

/// Whether a character is a Han ideograph: such words are written without blanks between them.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// A text with narrow punctuation. A full-width colon brings its own blank: `cloud_ssd：SSD` is a value and its meaning, which
/// `cloud_ssd:SSD` need not be.
pub(super) fn narrowed(text: &str) -> Vec<char> {
    let mut out = Vec::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        // Characters without width come and go with editors, and mean nothing.
        if matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{ad}') {
            continue;
        }
        out.push(narrow(c));
        if c == '：'
            && chars
                .peek()
                .is_some_and(|next| next.is_ascii_alphanumeric())
        {
            out.push(' ');
        }
    }
    out
}

/// Full-width punctuation and typographic signs as their plain relatives, so that one rule reads both.
fn narrow(c: char) -> char {
    match c {
        '：' => ':',
        '，' | '、' => ',',
        '；' => ';',
        '（' => '(',
        '）' => ')',
        '【' => '[',
        '】' => ']',
        '～' => '~',
        '“' | '”' | '＂' => '"',
        '‘' | '’' => '\'',
        '–' | '−' | '‑' | '－' => '-',
        '\u{a0}' | '\u{3000}' | '\u{2002}' | '\u{2003}' | '\u{2007}' | '\u{2009}' | '\u{202f}'
        | '\t' => ' ',
        other => other,
    }
}
