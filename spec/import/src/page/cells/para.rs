//! A section's lines as paragraphs: the pieces that a layout with one cell a paragraph is made of.
//!
//! Must not know what a paragraph means: whether it is a name, a description or an example.

use super::markdown::Markup;
use crate::page::callout;
use crate::page::text::Line;

/// A paragraph with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Para {
    /// Counted from 1.
    pub(crate) line: usize,
    pub(crate) kind: Kind,
}

/// What a paragraph looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Lines of text.
    Text {
        /// Without escapes, as a cell that is no prose.
        cell: String,
        /// Without any marks, as prose.
        prose: String,
    },
    /// A list.
    List(Vec<Item>),
    /// A note with what stands on its line; often nothing, and the note is the next paragraph.
    Note(String),
    /// The lines of a code block.
    Code(String),
}

/// A bullet of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Item {
    /// The bullet's text with nested bullets, line by line.
    pub(crate) text: String,
    /// Paragraphs under the bullet.
    pub(crate) under: Vec<String>,
}

impl Item {
    /// The item as one text.
    pub(crate) fn whole(&self) -> String {
        let mut out = self.text.clone();
        for under in &self.under {
            out.push_str("\n    ");
            out.push_str(under);
        }
        out
    }
}

impl Para {
    /// A single line of text without white space around it, as a cell.
    pub(crate) fn word(&self) -> Option<&str> {
        match &self.kind {
            Kind::Text { cell, .. } if !cell.contains('\n') => Some(cell.trim()),
            _ => None,
        }
    }

    /// A single line of text without marks, for headings.
    pub(crate) fn heading(&self) -> Option<&str> {
        match &self.kind {
            Kind::Text { prose, .. } if !prose.contains('\n') => Some(prose.trim()),
            _ => None,
        }
    }

    /// The paragraph's text as a cell that is no prose; `None` for lists and notes.
    pub(crate) fn cell(&self) -> Option<&str> {
        match &self.kind {
            Kind::Text { cell, .. } => Some(cell),
            Kind::Code(text) => Some(text),
            Kind::List(_) | Kind::Note(_) => None,
        }
    }
}

/// Divides lines into paragraphs.
pub(crate) fn paragraphs(lines: &[Line<'_>], markup: Markup) -> Vec<Para> {
    let mut reader = Reader {
        markup,
        out: Vec::new(),
        raw: String::new(),
        open: Open::Nothing,
    };
    let mut lines = lines.iter();
    while let Some(line) = lines.next() {
        if markup != Markup::None && line.text.trim_start().starts_with("```") {
            reader.close();
            let code: Vec<&str> = lines
                .by_ref()
                .map(|l| l.text)
                .take_while(|t| !t.trim_start().starts_with("```"))
                .collect();
            reader.push(line.number, Kind::Code(code.join("\n")));
        } else if line.blank() {
            reader.blank(line.text);
        } else {
            reader.line(*line);
        }
    }
    reader.close();
    reader.out
}

/// What the next line may go on with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    /// A text whose lines stand in `raw`, begun at a line.
    Text(usize),
    /// The last paragraph, a list, right above.
    List,
    /// The last paragraph, a list, with a blank line between.
    ListAfterBlank {
        /// Whether the blank line holds white space: in Markdown it then belongs to the list.
        inside: bool,
    },
}

struct Reader {
    markup: Markup,
    out: Vec<Para>,
    raw: String,
    open: Open,
}

impl Reader {
    fn push(&mut self, line: usize, kind: Kind) {
        self.out.push(Para { line, kind });
    }

    fn blank(&mut self, text: &str) {
        self.open = match self.open {
            Open::List | Open::ListAfterBlank { .. } => Open::ListAfterBlank {
                inside: !text.is_empty() || self.markup == Markup::None,
            },
            Open::Nothing | Open::Text(_) => {
                self.close();
                Open::Nothing
            }
        };
    }

    /// Ends an open text.
    fn close(&mut self) {
        if let Open::Text(line) = self.open {
            let raw = std::mem::take(&mut self.raw);
            let kind = match self.note(&raw) {
                Some(text) => Kind::Note(text),
                None => Kind::Text {
                    cell: self.markup.cell(&raw),
                    prose: self.markup.prose(&raw),
                },
            };
            self.push(line, kind);
        }
        self.open = Open::Nothing;
    }

    /// The text of a note, if a paragraph is one: in flattened text the word stands alone, since a
    /// paragraph of prose may begin with it.
    fn note(&self, raw: &str) -> Option<String> {
        if self.markup == Markup::None {
            return (raw.trim() == "Note").then(String::new);
        }
        Some(self.markup.prose(callout::behind_bold(raw)?))
    }

    fn line(&mut self, line: Line<'_>) {
        let indent = line.text.len() - line.text.trim_start().len();
        let top = match self.markup {
            Markup::None => indent <= 2,
            Markup::Asterisks | Markup::All => indent <= 1,
        };
        match (bullet(line.text, self.markup), self.open) {
            (Some(text), _) if top => self.bullet(line.number, text),
            (nested, Open::List | Open::ListAfterBlank { .. }) if indent >= 2 => {
                self.deeper(line.text, nested, indent);
            }
            (None, Open::List) => self.go_on(line.text),
            (_, Open::Text(_)) => {
                self.raw.push('\n');
                self.raw.push_str(line.text);
            }
            _ => {
                self.close();
                self.open = Open::Text(line.number);
                self.raw.push_str(line.text);
            }
        }
    }

    fn bullet(&mut self, line: usize, text: &str) {
        let item = Item {
            text: self.markup.prose(text),
            under: Vec::new(),
        };
        let joins = matches!(
            self.open,
            Open::List | Open::ListAfterBlank { inside: true }
        );
        if !joins {
            self.close();
        }
        match self.out.last_mut().map(|p| &mut p.kind) {
            Some(Kind::List(items)) if joins => items.push(item),
            _ => self.push(line, Kind::List(vec![item])),
        }
        self.open = Open::List;
    }

    /// An indented line below a list: a nested bullet, or more of the last one.
    fn deeper(&mut self, text: &str, nested: Option<&str>, indent: usize) {
        let apart = matches!(self.open, Open::ListAfterBlank { .. });
        let markup = self.markup;
        let Some(item) = self.last_item() else { return };
        match nested {
            Some(nested) if markup != Markup::None && !text.trim_start().starts_with('•') => {
                // As flattened text shows it: two columns a level, the first level at two.
                let level = (indent / 4).clamp(1, 20);
                item.text.push('\n');
                item.text.push_str(&" ".repeat(2 + 2 * level));
                item.text.push_str("• ");
                item.text.push_str(&markup.prose(nested));
            }
            Some(_) => {
                item.text.push('\n');
                item.text.push_str(&markup.prose(text));
            }
            None if apart => item.under.push(markup.prose(text.trim())),
            None => match item.under.last_mut() {
                Some(under) => {
                    under.push('\n');
                    under.push_str(&markup.prose(text.trim()));
                }
                None => {
                    item.text.push('\n');
                    item.text.push_str(&markup.prose(text));
                }
            },
        }
        self.open = Open::List;
    }

    /// A line that is not indented, right below a bullet.
    fn go_on(&mut self, text: &str) {
        let text = self.markup.prose(text);
        if let Some(item) = self.last_item() {
            item.text.push('\n');
            item.text.push_str(&text);
        }
    }

    fn last_item(&mut self) -> Option<&mut Item> {
        match &mut self.out.last_mut()?.kind {
            Kind::List(items) => items.last_mut(),
            _ => None,
        }
    }
}

/// The text behind a bullet.
fn bullet(line: &str, markup: Markup) -> Option<&str> {
    let line = line.trim_start();
    if let Some(text) = line.strip_prefix('•') {
        return Some(text.strip_prefix(' ').unwrap_or(text));
    }
    if markup == Markup::None {
        return None;
    }
    ["-   ", "*   ", "+   "]
        .iter()
        .find_map(|mark| line.strip_prefix(mark))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::text::lines;

    fn read(text: &str, markup: Markup) -> Vec<String> {
        paragraphs(&lines(text), markup)
            .iter()
            .map(|p| match &p.kind {
                Kind::Text { prose, .. } => prose.clone(),
                Kind::List(items) => {
                    let items: Vec<String> = items.iter().map(Item::whole).collect();
                    format!("list {items:?}")
                }
                Kind::Note(text) => format!("note {text}"),
                Kind::Code(text) => format!("code {text}"),
            })
            .collect()
    }

    #[test]
    fn flattened_text() {
        let text = "A.\nB.\n\n\n  • a\n\n    • deep\n\n  • b :\n\n    under\n\nNote\n\nNote that C.\n\n  • c\nd\n\n  two\n    more\n";
        let want = [
            "A.\nB.",
            r#"list ["a\n    • deep", "b :\n    under"]"#,
            "note ",
            "Note that C.",
            r#"list ["c\nd\n    two\n    more"]"#,
        ];
        let got = read(text, Markup::None);
        assert_eq!(got[..4], want[..4]);
        assert_eq!(got[4], "list [\"c\\nd\\n    two\\nmore\"]");
    }

    #[test]
    fn markdown() {
        let text = "**Note** a\\*\n\n**Note**\n\n-   **a**: b\n    \n    -   deep\n        \n-   c\n-   d\n\n-   e\n\n`x` y\n\n```\n{\n\n}\n```\n";
        let want = [
            "note a*",
            "note ",
            r#"list ["a: b\n    • deep", "c", "d"]"#,
            r#"list ["e"]"#,
            "x y",
            "code {\n\n}",
        ];
        assert_eq!(read(text, Markup::Asterisks), want);
    }

    #[test]
    fn an_open_fence_ends_with_the_text() {
        assert_eq!(read("a\n```\nb", Markup::All), ["a", "code b"]);
    }
}
