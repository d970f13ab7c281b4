//! From a raw description, in the provider's flavour of Markdown, to [`Block`]s.
//!
//! Reads only form: bullets by indentation, `>` notes, bold, italics, code, links, escapes and a few HTML tags. It must
//! not know what any word means. Linear in the length of the text: every lookahead has a fixed limit.

use super::text::{Block, Item, Mark, MarkKind, Rich, narrowed};

/// Longest HTML tag that is recognised, in bytes; a longer one is text.
const MAX_TAG: usize = 200;
/// Longest target of a link, in bytes; a longer one is text.
const MAX_TARGET: usize = 2_000;
/// Deepest nesting of bullets that is told apart.
const MAX_DEPTH: usize = 16;

/// Cuts a description into blocks. Every line that is not a bullet is a paragraph of its own: in this material a line
/// break separates statements.
#[must_use]
pub fn blocks(description: &str) -> Vec<Block> {
    let text = replace_tags(description);
    let mut builder = Builder::default();
    for line in text.lines() {
        builder.line(line);
    }
    builder.finish()
}

/// One line of inline Markdown as [`Rich`] text, for importers whose cells keep their markup.
#[must_use]
pub fn inline(line: &str) -> Rich {
    let chars: Vec<char> = narrowed(line);
    let skip = link_markup(&chars);
    let mut out = Inline::default();
    let mut skipped = skip.iter().peekable();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        while skipped.next_if(|(_, end)| *end <= at).is_some() {}
        if let Some((start, end)) = skipped.peek()
            && *start <= at
            && at < *end
        {
            at = *end;
            continue;
        }
        at += out.take(&chars, at, c);
    }
    Rich::from_parts(out.text, out.marks)
}

#[derive(Default)]
struct Inline {
    text: String,
    marks: Vec<Mark>,
    code: Option<usize>,
    bold: Option<usize>,
    italic: Option<usize>,
}

impl Inline {
    /// Takes the character at `at`; says how many characters were used up.
    fn take(&mut self, chars: &[char], at: usize, c: char) -> usize {
        let next = chars.get(at + 1).copied();
        let here = self.text.len();
        if c == '`' {
            let run = chars
                .get(at..)
                .map_or(1, |rest| rest.iter().take_while(|c| **c == '`').count());
            Self::toggle(&mut self.code, &mut self.marks, here, MarkKind::Code);
            return run.max(1);
        }
        if self.code.is_some() {
            self.text.push(c);
            return 1;
        }
        match (c, next) {
            ('\\', Some(escaped)) if escaped.is_ascii_punctuation() => {
                self.text.push(escaped);
                2
            }
            ('*', Some('*')) => {
                Self::toggle(&mut self.bold, &mut self.marks, here, MarkKind::Bold);
                2
            }
            ('*', _) => {
                let before = at.checked_sub(1).and_then(|i| chars.get(i)).copied();
                let touches = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric());
                if touches(before) || touches(next) {
                    Self::toggle(&mut self.italic, &mut self.marks, here, MarkKind::Italic);
                } else {
                    self.text.push('*');
                }
                1
            }
            _ => {
                self.text.push(c);
                1
            }
        }
    }

    fn toggle(open: &mut Option<usize>, marks: &mut Vec<Mark>, here: usize, kind: MarkKind) {
        match open.take() {
            Some(start) => marks.push(Mark {
                start,
                end: here,
                kind,
            }),
            None => *open = Some(here),
        }
    }
}

/// The stretches of `[text](target)` that are not text: the brackets and the target, in order.
fn link_markup(chars: &[char]) -> Vec<(usize, usize)> {
    let mut open = Vec::new();
    let mut skip = Vec::new();
    for (at, c) in chars.iter().enumerate() {
        match c {
            '[' => open.push(at),
            ']' => {
                let start = open.pop();
                if let Some(start) = start
                    && let Some(end) = link_target(chars, at + 1)
                {
                    skip.push((start, start + 1));
                    skip.push((at, end));
                }
            }
            _ => {}
        }
    }
    skip.sort_unstable();
    skip
}

/// The end of `(target)` at `at`, when it looks like the target of a link rather than words in brackets.
fn link_target(chars: &[char], at: usize) -> Option<usize> {
    if chars.get(at) != Some(&'(') {
        return None;
    }
    let rest = chars.get(at + 1..)?;
    let mut address = false;
    for (length, c) in rest.iter().take(MAX_TARGET).enumerate() {
        match c {
            ')' => return address.then_some(at + length + 2),
            c if c.is_whitespace() => return None,
            '~' | '/' | '#' => address = true,
            _ => {}
        }
    }
    None
}

/// Block tags become line breaks, note tags become `>` lines, inline tags vanish; anything else in angle brackets is text.
fn replace_tags(description: &str) -> String {
    let mut out = String::with_capacity(description.len());
    let mut rest = description;
    while let Some(open) = rest.find('<') {
        let (before, tail) = rest.split_at(open);
        out.push_str(before);
        let mut limit = tail.len().min(MAX_TAG);
        while !tail.is_char_boundary(limit) {
            limit -= 1;
        }
        let close = tail.get(..limit).and_then(|head| head.find('>'));
        let replacement = close
            .and_then(|close| tail.get(1..close))
            .and_then(|inside| tag(inside));
        match (close, replacement) {
            (Some(close), Some(text)) => {
                out.push_str(text);
                rest = tail.get(close + 1..).unwrap_or_default();
            }
            _ => {
                out.push('<');
                rest = tail.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out
}

fn tag(inside: &str) -> Option<&'static str> {
    let name = inside.trim_start_matches('/').trim();
    let name = name
        .split(|c: char| c.is_whitespace() || c == '=' || c == '/')
        .next()
        .unwrap_or_default();
    let closing = inside.starts_with('/');
    Some(match name.to_ascii_lowercase().as_str() {
        "br" | "p" | "div" | "ul" | "ol" | "tr" | "table" | "details" | "summary" | "props" => "\n",
        "li" if closing => "\n",
        "li" => "\n* ",
        "notice" | "warning" | "note" | "important" | "danger" if closing => "\n",
        "notice" | "warning" | "note" | "important" | "danger" => "\n> ",
        "b" | "strong" if inside.len() < 12 => "**",
        "code" => "`",
        "i" | "em" | "span" | "ph" | "a" | "font" | "u" | "td" | "th" | "tbody" | "thead" => "",
        _ => return None,
    })
}

#[derive(Default)]
struct Builder {
    blocks: Vec<Block>,
    list: Vec<Item>,
    /// Indentation of the open bullets, outermost first.
    indents: Vec<usize>,
    /// An empty `>` line makes notes of the bullets that follow.
    note_list: bool,
}

impl Builder {
    fn line(&mut self, raw: &str) {
        let (quoted, line) = strip_quote(raw);
        if line.trim().is_empty() {
            let inside = quoted && raw.starts_with("  ") && !self.list.is_empty();
            self.note_list |= quoted && !inside;
            return;
        }
        let indent = line.len() - line.trim_start().len();
        let content = line.trim();
        // Whatever is indented below a bullet is part of it, a note included.
        let inside = raw.len() - raw.trim_start().len() >= 2;
        let text_of_bullet =
            bullet(content).filter(|_| !(quoted && inside && !self.list.is_empty()));
        if let Some((ordered, content)) = text_of_bullet {
            let text = inline(content.trim());
            if quoted || self.note_list {
                self.flush();
                self.blocks.push(Block::Note(text));
                self.note_list |= quoted;
            } else {
                self.push_item(indent, ordered, text);
            }
        } else if inside && !self.list.is_empty() {
            if let Some(item) = self.list.last_mut() {
                item.text.push_line(&inline(content));
            }
        } else {
            self.flush();
            self.note_list = false;
            let text = inline(content);
            if !text.text().trim().is_empty() {
                self.blocks.push(if quoted {
                    Block::Note(text)
                } else {
                    Block::Paragraph(text)
                });
            }
        }
    }

    fn push_item(&mut self, indent: usize, ordered: bool, text: Rich) {
        while self.indents.last().is_some_and(|open| *open > indent) {
            self.indents.pop();
        }
        let deeper = self.indents.last().is_none_or(|open| *open + 2 <= indent);
        if self.indents.is_empty() || (deeper && self.indents.len() < MAX_DEPTH) {
            self.indents.push(indent);
        }
        let depth = u8::try_from(self.indents.len().saturating_sub(1)).unwrap_or(u8::MAX);
        self.list.push(Item {
            depth,
            ordered,
            text,
        });
    }

    fn flush(&mut self) {
        self.indents.clear();
        if !self.list.is_empty() {
            self.blocks
                .push(Block::List(std::mem::take(&mut self.list)));
        }
    }

    fn finish(mut self) -> Vec<Block> {
        self.flush();
        self.blocks
    }
}

/// Removes the `>` signs that open a note.
fn strip_quote(line: &str) -> (bool, &str) {
    let mut rest = line.trim_start();
    let mut quoted = false;
    while let Some(tail) = rest.strip_prefix('>') {
        quoted = true;
        rest = tail.trim_start_matches(' ');
    }
    if quoted { (true, rest) } else { (false, line) }
}

/// The text of a bullet, and whether it is numbered.
fn bullet(content: &str) -> Option<(bool, &str)> {
    let mut chars = content.chars();
    let first = chars.next()?;
    if matches!(first, '*' | '-' | '+' | '•' | '·' | '●') {
        let rest = chars.as_str();
        let spaced = rest.starts_with(' ') || rest.is_empty();
        return (spaced || matches!(first, '•' | '●' | '·')).then_some((false, rest));
    }
    let digits = content.bytes().take_while(u8::is_ascii_digit).count();
    let rest = content.get(digits..)?;
    if (1..=2).contains(&digits) && (rest.starts_with(". ") || rest.starts_with(") ")) {
        return Some((true, rest.get(1..)?));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(description: &str) -> Vec<String> {
        blocks(description)
            .iter()
            .flat_map(|block| match block {
                Block::Paragraph(text) => vec![format!("p {}", text.text())],
                Block::Note(text) => vec![format!("n {}", text.text())],
                Block::List(items) => items
                    .iter()
                    .map(|i| {
                        format!(
                            "{}{} {}",
                            if i.ordered { '#' } else { '-' },
                            i.depth,
                            i.text.text()
                        )
                    })
                    .collect(),
            })
            .collect()
    }

    #[test]
    fn cuts_paragraphs_bullets_and_notes() {
        let text = "The wick. Valid values:\n\n*   **flat**: a flat \\_wick\\_\n*   **round**\n    more\n\n> Only `one` at a time.\n";
        assert_eq!(
            shape(text),
            [
                "p The wick. Valid values:",
                "-0 flat: a flat _wick_",
                "-0 round\nmore",
                "n Only one at a time."
            ]
        );
    }

    #[test]
    fn bullets_after_an_empty_note_are_notes() {
        assert_eq!(
            shape("A.\n\n> \n\n*   First.\n\n*   Second.\n\nB."),
            ["p A.", "n First.", "n Second.", "p B."]
        );
        assert_eq!(
            shape("> *   First.\n> *   Second."),
            ["n First.", "n Second."]
        );
    }

    #[test]
    fn nesting_follows_indentation() {
        assert_eq!(
            shape("- a\n    - b\n    - c\n- d\n1. e"),
            ["-0 a", "-1 b", "-1 c", "-0 d", "#0 e"]
        );
    }

    #[test]
    fn links_lose_their_target_and_intervals_stay() {
        assert_eq!(
            shape("Call [LightLamp](~~12~~) first."),
            ["p Call LightLamp first."]
        );
        assert_eq!(
            shape("From [0,5](inclusive)."),
            ["p From [0,5](inclusive)."]
        );
        assert_eq!(
            shape("[http:// or https://.](http://https://x)"),
            ["p http:// or https://."]
        );
    }

    #[test]
    fn italics_inside_a_time_format_vanish_and_lone_stars_stay() {
        assert_eq!(
            shape("the *yyyy-MM-dd*T*HH:mm*Z format, or (\\*)"),
            ["p the yyyy-MM-ddTHH:mmZ format, or (*)"]
        );
        assert_eq!(shape("a * b (*)"), ["p a * b (*)"]);
    }

    #[test]
    fn tags_become_breaks_or_notes_and_placeholders_stay() {
        assert_eq!(shape("a<br>b<notice>c</notice>"), ["p a", "p b", "n c"]);
        assert_eq!(
            shape("the <prefix>.lamp form"),
            ["p the <prefix>.lamp form"]
        );
    }

    #[test]
    fn marks_know_their_bytes() {
        let rich = inline("é **on** and `off`");
        let found: Vec<_> = rich
            .marks()
            .iter()
            .filter_map(|m| rich.text().get(m.start..m.end).map(|t| (t, m.kind)))
            .collect();
        assert_eq!(found, [("on", MarkKind::Bold), ("off", MarkKind::Code)]);
    }
}
