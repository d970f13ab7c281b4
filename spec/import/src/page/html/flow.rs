//! Running text, lists, notes and headings: what stands in a document or in one cell of a table.
//!
//! Must not know tables.

use super::document::{Item, Placed};
use crate::page::callout;
use crate::page::model::Block;

/// Deepest nesting of tags that is kept track of; real documents have some forty.
const DEEPEST: usize = 512;

/// Words by which the class of an element calls it a note.
const NOTES: &[&str] = &[
    "note",
    "notice",
    "warning",
    "important",
    "caution",
    "tip",
    "danger",
];

/// Elements whose text is not of the page.
const SILENT: &[&str] = &[
    "script", "style", "head", "nav", "template", "noscript", "svg", "button",
];

#[derive(Debug, PartialEq, Eq)]
enum Role {
    Plain,
    Silent,
    Note,
    List,
    Item,
    Heading(u8),
    Pre(String),
}

/// A text that is being read.
#[derive(Debug, Default)]
pub(super) struct Flow {
    out: Vec<Placed>,
    /// The tags that are open.
    open: Vec<(String, Role)>,
    text: String,
    line: usize,
    items: Vec<String>,
    list_line: usize,
}

impl Flow {
    fn has(&self, role: &Role) -> bool {
        self.open.iter().any(|(_, open)| open == role)
    }

    fn lists(&self) -> usize {
        self.open
            .iter()
            .filter(|(_, role)| *role == Role::List)
            .count()
    }

    fn pre(&self) -> bool {
        self.open
            .iter()
            .any(|(_, role)| matches!(role, Role::Pre(_)))
    }

    /// Takes text.
    pub(super) fn text(&mut self, text: &str, line: usize) {
        if self.has(&Role::Silent) {
            return;
        }
        if self.text.trim().is_empty() {
            // Line breaks before the first word are not of the text.
            let skipped = text.len() - text.trim_start().len();
            let breaks = text
                .get(..skipped)
                .unwrap_or_default()
                .matches('\n')
                .count();
            self.line = line + breaks;
        }
        if self.pre() {
            self.text.push_str(text);
            return;
        }
        for c in text.chars() {
            if c.is_whitespace() {
                if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                    self.text.push(' ');
                }
            } else {
                self.text.push(c);
            }
        }
    }

    /// Takes a whole paragraph.
    pub(super) fn paragraph(&mut self, text: String, line: usize) {
        self.flush();
        self.text = text;
        self.line = line;
        self.flush();
    }

    /// Takes the start of an element.
    pub(super) fn start(&mut self, name: &str, class: &str, self_closing: bool, line: usize) {
        let class = class.to_ascii_lowercase();
        let words = || class.split(|c: char| !c.is_ascii_alphabetic());
        let note = matches!(
            name,
            "div" | "section" | "aside" | "p" | "blockquote" | "note" | "notice"
        ) && (matches!(name, "aside" | "blockquote" | "note" | "notice")
            || words().any(|word| NOTES.contains(&word)));
        let role = match name {
            "br" => {
                if self.pre() || !self.text.is_empty() {
                    self.text.truncate(self.text.trim_end_matches(' ').len());
                    self.text.push('\n');
                }
                return;
            }
            "img" | "hr" | "input" | "meta" | "link" | "wbr" | "col" => return,
            _ if SILENT.contains(&name) => Role::Silent,
            _ if note && !self.has(&Role::Note) => {
                self.flush();
                Role::Note
            }
            "ul" | "ol" => {
                if self.lists() == 0 {
                    self.flush();
                    self.list_line = line;
                }
                Role::List
            }
            "li" => {
                self.end_open("li");
                if self.lists() <= 1 {
                    self.flush();
                } else {
                    self.break_line();
                    self.text.push_str("- ");
                }
                Role::Item
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                let level = name
                    .as_bytes()
                    .get(1)
                    .map_or(6, |digit| digit.saturating_sub(b'0'));
                Role::Heading(level)
            }
            "pre" => {
                self.flush();
                Role::Pre(class.clone())
            }
            "p" | "div" | "section" | "article" | "dd" | "dt" | "dl" | "main" | "body" => {
                self.boundary();
                Role::Plain
            }
            // `<pre><code class="language-json">`
            "code" if self.pre() => {
                if let Some((_, Role::Pre(known))) = self
                    .open
                    .iter_mut()
                    .rev()
                    .find(|(_, role)| matches!(role, Role::Pre(_)))
                {
                    known.push(' ');
                    known.push_str(&class);
                }
                Role::Plain
            }
            _ => Role::Plain,
        };
        if !self_closing && self.open.len() < DEEPEST {
            self.open.push((name.to_owned(), role));
        }
    }

    /// Ends an `li` that the next one finds open.
    fn end_open(&mut self, name: &str) {
        let list = self.open.iter().rposition(|(_, role)| *role == Role::List);
        let open = self.open.iter().rposition(|(open, _)| open == name);
        if let (Some(list), Some(open)) = (list, open)
            && open > list
        {
            self.open.truncate(open);
        }
    }

    /// Takes the end of an element; one that was not opened is passed over.
    pub(super) fn end(&mut self, name: &str) {
        let Some(at) = self.open.iter().rposition(|(open, _)| open == name) else {
            return;
        };
        // A stray end inside a list does not end what is around the list.
        match self.open.get(at).map(|(_, role)| role) {
            Some(Role::Plain) => {
                if matches!(
                    name,
                    "p" | "div" | "section" | "article" | "dd" | "dt" | "dl"
                ) {
                    self.boundary();
                }
            }
            Some(Role::Silent) => {}
            Some(Role::Item) if self.lists() > 1 => {}
            Some(Role::List) if self.lists() > 1 => {}
            Some(Role::List) => {
                self.flush();
                let items = std::mem::take(&mut self.items);
                if !items.is_empty() {
                    self.push(self.list_line, Item::Block(Block::List(items)));
                }
            }
            Some(Role::Note) => {
                self.end_note();
            }
            _ => self.flush(),
        }
        self.open.truncate(at);
    }

    /// Where a paragraph ends: inside a bullet, a note or a heading only a line does.
    fn boundary(&mut self) {
        if self.lists() > 0 || self.has(&Role::Note) {
            self.break_line();
        } else {
            self.flush();
        }
    }

    fn break_line(&mut self) {
        let length = self.text.trim_end().len();
        self.text.truncate(length);
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn push(&mut self, line: usize, item: Item) {
        self.out.push(Placed { line, item });
    }

    fn end_note(&mut self) {
        let mut text = std::mem::take(&mut self.text);
        let items = std::mem::take(&mut self.items);
        for item in items {
            text.push('\n');
            text.push_str(&item);
        }
        let text = tidy(&text);
        self.push(
            self.line,
            Item::Block(Block::Note(without_word(&text).to_owned())),
        );
    }

    /// Ends the text so far as what the open tags make it.
    fn flush(&mut self) {
        if self.has(&Role::Note) {
            self.break_line();
            return;
        }
        let text = std::mem::take(&mut self.text);
        let level = self.open.iter().find_map(|(_, role)| match role {
            Role::Heading(level) => Some(*level),
            _ => None,
        });
        let pre = self.open.iter().find_map(|(_, role)| match role {
            Role::Pre(class) => Some(class.clone()),
            _ => None,
        });
        if let Some(class) = pre {
            let text = text.trim_matches(['\n', '\r']).to_owned();
            if !text.trim().is_empty() {
                self.push(self.line, Item::Pre(class, text));
            }
            return;
        }
        let text = tidy(&text);
        if text.is_empty() {
            return;
        }
        let item = match level {
            Some(level) => Item::Heading(level, text.replace('\n', " ")),
            None if self.lists() > 0 => {
                self.items.push(text);
                return;
            }
            // A paragraph that is called a note and nothing else.
            None => match callout::WORDS
                .iter()
                .find_map(|word| text.strip_prefix(word))
            {
                Some(rest) if rest.starts_with(['\n', ':']) || rest.is_empty() => Item::Block(
                    Block::Note(rest.trim_start_matches([':', '\n', ' ']).to_owned()),
                ),
                _ => Item::Block(Block::Paragraph(text)),
            },
        };
        self.push(self.line, item);
    }

    /// What was read so far; the tags stay open.
    pub(super) fn take(&mut self) -> Vec<Placed> {
        self.flush();
        std::mem::take(&mut self.out)
    }

    /// All that was read.
    pub(super) fn finish(mut self) -> Vec<Placed> {
        if self.has(&Role::Note) {
            self.end_note();
            self.open.clear();
        }
        self.flush();
        let items = std::mem::take(&mut self.items);
        if !items.is_empty() {
            let line = self.list_line;
            self.push(line, Item::Block(Block::List(items)));
        }
        self.out
    }
}

/// Without blanks around lines, and without empty lines.
fn tidy(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// Without the word that heads a note.
fn without_word(text: &str) -> &str {
    for word in callout::WORDS.iter().chain(&["说明", "注意", "重要"]) {
        if let Some(rest) = text.strip_prefix(word)
            && (rest.is_empty() || rest.starts_with(['\n', ':', '：', ' ']))
        {
            // `Note that …` is the note's own first word.
            if rest.starts_with(" that ") {
                return text;
            }
            return rest.trim_start_matches(['\n', ':', '：', ' ']);
        }
    }
    text
}
