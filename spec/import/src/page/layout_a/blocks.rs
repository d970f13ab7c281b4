//! The description and the example of a row in layout A: what stands between its head and the next.
//!
//! The rules follow from how the layout is written: a blank line behind the head means that there is a
//! description; a paragraph ends in a blank line, a list or a note does not; the example is the line right
//! before the next head. Must not know which lines are heads.

use crate::page::callout;
use crate::page::model::Block;
use crate::page::text::{Line, trimmed};

/// What a row says besides its head.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Content {
    pub(super) description: Vec<Block>,
    pub(super) example: Option<String>,
    /// Lines of notes that show the word `Note` and nothing else.
    pub(super) empty_notes: Vec<usize>,
    /// The line of the last block when it might as well be the example, or the example that might be prose.
    pub(super) in_doubt: Option<usize>,
}

/// Reads the lines between a head and the next head. `last` says that no head follows in the table.
pub(super) fn content(lines: &[Line<'_>], last: bool) -> Content {
    let mut out = Content::default();
    let Some(first) = lines.first() else {
        return out;
    };
    if !first.blank() {
        out.example = text_of(trimmed(lines));
        return out;
    }
    let ends_blank = lines.last().is_some_and(Line::blank);
    let body = trimmed(lines);
    let split = if !last && ends_blank {
        body.len()
    } else {
        example_start(body, last, &mut out.in_doubt)
    };
    let (prose, example) = body.split_at_checked(split).unwrap_or((body, &[]));
    out.example = text_of(example);
    let behind = match (
        example.is_empty(),
        split.checked_sub(1).and_then(|at| body.get(at)),
    ) {
        (true, _) | (_, None) => Behind::Nothing,
        (false, Some(line)) if line.blank() => Behind::GapAndExample,
        (false, Some(_)) => Behind::Example,
    };
    blocks(prose, behind, &mut out);
    out
}

fn text_of(lines: &[Line<'_>]) -> Option<String> {
    if lines.is_empty() {
        return None;
    }
    let texts: Vec<&str> = lines.iter().map(|l| l.text).collect();
    Some(texts.join("\n"))
}

/// Where the example begins among lines whose last one is not blank; the length if there is none.
fn example_start(body: &[Line<'_>], last: bool, in_doubt: &mut Option<usize>) -> usize {
    let run = body.iter().rposition(Line::blank).map_or(0, |at| at + 1);
    let lines = body.get(run..).unwrap_or_default();
    let Some(end) = lines.last() else {
        return body.len();
    };
    // Lists and notes come first in a run, the example behind them.
    let marked = lines
        .iter()
        .rposition(|l| bullet(l.text).is_some() || note(l.text).is_some());
    if let Some(at) = marked {
        let after = lines.get(at + 1..).unwrap_or_default();
        // Deeper lines go on with the bullet above them.
        let free = if lines.get(at).is_some_and(|l| bullet(l.text).is_some()) {
            after.iter().position(|l| !continues(l.text))
        } else {
            // A note may have several lines: the example is the last one, or all from an opening bracket on.
            after
                .iter()
                .position(|l| opens_json(l.text))
                .or(after.len().checked_sub(1))
        };
        return free.map_or(body.len(), |free| run + at + 1 + free);
    }
    if run == 0 {
        // The only block there is: a blank line behind the head means that it is the description.
        return body.len();
    }
    if !last {
        return run;
    }
    // At the end of the table a paragraph and an example look the same.
    *in_doubt = Some(end.number);
    if prose(lines) { body.len() } else { run }
}

/// Whether lines read like prose rather than like a value.
fn prose(lines: &[Line<'_>]) -> bool {
    let [line] = lines else { return false };
    let text = line.text.trim();
    let words = text.split_whitespace().count();
    words >= 4 && text.ends_with(['.', ':', '!', '?'])
}

/// What stands behind the last block of a description.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Behind {
    /// Another block, or nothing.
    Nothing,
    /// The example, right behind it.
    Example,
    /// A blank line, then the example.
    GapAndExample,
}

/// Divides lines into blocks.
fn blocks(lines: &[Line<'_>], behind: Behind, out: &mut Content) {
    let groups: Vec<&[Line<'_>]> = lines.split(Line::blank).filter(|g| !g.is_empty()).collect();
    let count = groups.len();
    for (n, group) in groups.into_iter().enumerate() {
        group_blocks(
            group,
            if n + 1 == count {
                behind
            } else {
                Behind::Nothing
            },
            out,
        );
    }
}

fn group_blocks(group: &[Line<'_>], behind: Behind, out: &mut Content) {
    for line in group {
        if let Some(item) = bullet(line.text) {
            match out.description.last_mut() {
                // Bullets of one run are one list; a blank line begins another.
                Some(Block::List(items)) if !std::ptr::eq(line, group.as_ptr()) => {
                    items.push(item.to_owned())
                }
                _ => out.description.push(Block::List(vec![item.to_owned()])),
            }
            continue;
        }
        let first = std::ptr::eq(line, group.as_ptr());
        if let Some(text) = note(line.text) {
            // A note is never parted from its example by a blank line, and a paragraph always is.
            let paragraph = match behind {
                Behind::Example => false,
                Behind::GapAndExample => !text.is_empty(),
                Behind::Nothing => text.starts_with("that "),
            };
            let paragraph = paragraph && group.len() == 1;
            if !paragraph {
                if text.is_empty() {
                    out.empty_notes.push(line.number);
                }
                out.description.push(Block::Note(text.to_owned()));
                continue;
            }
        }
        match out.description.last_mut() {
            Some(Block::List(items)) if !first => {
                if let Some(item) = items.last_mut() {
                    item.push('\n');
                    item.push_str(line.text);
                }
            }
            Some(Block::Paragraph(text) | Block::Note(text)) if !first => {
                text.push('\n');
                text.push_str(line.text);
            }
            _ => out.description.push(Block::Paragraph(line.text.to_owned())),
        }
    }
}

/// The text behind a bullet of the first level.
fn bullet(line: &str) -> Option<&str> {
    let text = line.strip_prefix("  ").unwrap_or(line).strip_prefix('•')?;
    Some(text.strip_prefix(' ').unwrap_or(text))
}

/// Whether a line goes on with the bullet above it: indented, like a nested bullet.
fn continues(line: &str) -> bool {
    line.starts_with("   ") || line.starts_with('\t')
}

/// The text of a note; empty if the word `Note` stands alone.
fn note(line: &str) -> Option<&str> {
    // Any other word alone may be a value.
    if line.trim_end() == "Note" {
        return Some("");
    }
    callout::behind(line)
}

fn opens_json(line: &str) -> bool {
    line.trim_start().starts_with(['{', '['])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::text::lines;

    fn read(text: &str, last: bool) -> (Vec<Block>, Option<String>) {
        // The text of a table up to the next head: the piece behind the last line end is not a line.
        let mut all = lines(text);
        all.pop();
        let got = content(&all, last);
        (got.description, got.example)
    }

    fn p(text: &str) -> Block {
        Block::Paragraph(text.to_owned())
    }

    fn n(text: &str) -> Block {
        Block::Note(text.to_owned())
    }

    fn l(items: &[&str]) -> Block {
        Block::List(items.iter().map(|i| (*i).to_owned()).collect())
    }

    fn e(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn descriptions_and_examples() {
        let cases: Vec<(&str, bool, Vec<Block>, Option<String>)> = vec![
            ("", false, vec![], None),
            ("ex\n", false, vec![], e("ex")),
            ("\nP.\n\n", false, vec![p("P.")], None),
            ("\nP.\n\nex\n", false, vec![p("P.")], e("ex")),
            ("\nP.\n\nQ.\n\nex\n", false, vec![p("P."), p("Q.")], e("ex")),
            (
                "\nP.\n\n  • a\n  • b\nex\n",
                false,
                vec![p("P."), l(&["a", "b"])],
                e("ex"),
            ),
            (
                "\nP.\n\n  • a\n  • b\n\n",
                false,
                vec![p("P."), l(&["a", "b"])],
                None,
            ),
            (
                "\n  • a\n\n  • b\nex\n",
                false,
                vec![l(&["a"]), l(&["b"])],
                e("ex"),
            ),
            (
                "\n  • a\n    • deep\n  • b\nex\n",
                false,
                vec![l(&["a\n    • deep", "b"])],
                e("ex"),
            ),
            (
                "\n  • a\n\nP.\n\nex\n",
                false,
                vec![l(&["a"]), p("P.")],
                e("ex"),
            ),
            (
                "\nP.\n\nNote N.\nex\n",
                false,
                vec![p("P."), n("N.")],
                e("ex"),
            ),
            ("\nP.\n\nNote N.\n\n", false, vec![p("P."), n("N.")], None),
            ("\nP.\n\nNote\nex\n", false, vec![p("P."), n("")], e("ex")),
            (
                "\nP.\n\nNote N:\n\n  • a\nex\n",
                false,
                vec![p("P."), n("N:"), l(&["a"])],
                e("ex"),
            ),
            (
                "\nP.\n\nNote that P.\n\nex\n",
                false,
                vec![p("P."), p("Note that P.")],
                e("ex"),
            ),
            (
                "\nP.\n\nNote N.\nMore.\n{\n \"a\": 1\n}\n",
                false,
                vec![p("P."), n("N.\nMore.")],
                e("{\n \"a\": 1\n}"),
            ),
            (
                "\nP.\n\n{\n \"a\": 1\n}\n",
                false,
                vec![p("P.")],
                e("{\n \"a\": 1\n}"),
            ),
            ("\nP.\n", true, vec![p("P.")], None),
            ("\nP.\n\nex\n", true, vec![p("P.")], e("ex")),
            (
                "\nP.\n\nThe second paragraph of the text.\n",
                true,
                vec![p("P."), p("The second paragraph of the text.")],
                None,
            ),
            ("\nP.\n\n  • a\n", true, vec![p("P."), l(&["a"])], None),
            (
                "\nP.\n\n  • a\nex\n",
                true,
                vec![p("P."), l(&["a"])],
                e("ex"),
            ),
        ];
        for (text, last, description, example) in cases {
            assert_eq!(read(text, last), (description, example), "{text:?}");
        }
    }

    #[test]
    fn an_empty_note_is_reported() {
        assert_eq!(content(&lines("\nP.\n\nNote\nex"), false).empty_notes, [4]);
    }
}
