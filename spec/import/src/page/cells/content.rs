//! What a row says besides its head: blocks, listed values and the example, made of its paragraphs.
//!
//! Must not know where rows begin.

use super::choose::{self, Shown, Situation, Verdict};
use super::para::{Item, Kind, Para};
use crate::page::callout;
use crate::page::model::{Block, ListedValue};

/// The words above a block of listed values.
const VALUES: &[&str] = &["Valid values:", "Valid values", "Valid value:"];

/// What stands between a row's head and the next row.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Content {
    pub(super) description: Vec<Block>,
    pub(super) values: Vec<ListedValue>,
    pub(super) example: Option<String>,
    /// Lines of notes that show the word `Note` and nothing else.
    pub(super) empty_notes: Vec<usize>,
    /// The line, text and verdict of a last paragraph that could be read either way.
    pub(super) in_doubt: Option<(usize, String, Verdict)>,
}

/// What is known of a row besides its paragraphs.
pub(super) struct Known<'a> {
    pub(super) kind: &'a str,
    /// The row's name, or that of the array whose element it is.
    pub(super) name: Option<&'a str>,
    pub(super) shown: &'a Shown,
    /// Whether the page writes notes on the line of the word `Note`, so that a lone word is an empty note.
    pub(super) notes_inline: bool,
}

/// Reads the paragraphs of a row.
pub(super) fn content(paras: &[Para], known: &Known<'_>) -> Content {
    let mut out = Content::default();
    let paras = &headed(paras);
    let Some((before, values, after)) = values_block(paras) else {
        let prose = split(paras, known, &mut out);
        blocks(prose, known, &mut out);
        return out;
    };
    out.values = values;
    blocks(before, known, &mut out);
    match after {
        // Behind the listed values there is the example alone.
        [only] if only.cell().is_some() => out.example = only.cell().map(str::to_owned),
        more => {
            let prose = split(more, known, &mut out);
            blocks(prose, known, &mut out);
        }
    }
    out
}

/// Paragraphs of which those that are nothing but a word like `Important` head a note. As the last one of a row the word
/// may be its example.
fn headed(paras: &[Para]) -> Vec<Para> {
    let mut out = paras.to_vec();
    let last = out.len().saturating_sub(1);
    for para in out.iter_mut().take(last) {
        if para.heading().is_some_and(callout::alone) {
            para.kind = Kind::Note(String::new());
        }
    }
    out
}

/// The paragraphs before a block of listed values, the values, and the paragraphs behind it.
fn values_block(paras: &[Para]) -> Option<(&[Para], Vec<ListedValue>, &[Para])> {
    let items_at = |at: usize| match paras.get(at).map(|p| &p.kind) {
        Some(Kind::List(items)) if items.iter().all(is_value) => Some(items),
        _ => None,
    };
    let at = (0..paras.len()).rev().find(|at| {
        let named = paras
            .get(*at)
            .and_then(Para::heading)
            .is_some_and(|h| VALUES.contains(&h));
        named && items_at(at + 1).is_some()
    })?;
    let values = items_at(at + 1)?
        .iter()
        .map(|item| ListedValue {
            value: item.text.trim_end().trim_end_matches(':').trim().to_owned(),
            text: item.under.join("\n"),
        })
        .collect();
    Some((
        paras.get(..at)?,
        values,
        paras.get(at + 2..).unwrap_or_default(),
    ))
}

/// `value :` with its text in a paragraph below, or a value that has no text.
fn is_value(item: &Item) -> bool {
    let text = item.text.trim_end();
    !text.contains('\n')
        && text.len() > 1
        && (text.ends_with(" :") || text.ends_with(':') && !item.under.is_empty())
}

/// Takes the example off the end of a row's paragraphs; the rest is its description.
fn split<'p>(paras: &'p [Para], known: &Known<'_>, out: &mut Content) -> &'p [Para] {
    let Some((last, before)) = paras.split_last() else {
        return paras;
    };
    let text = match &last.kind {
        Kind::Code(text) => {
            out.example = Some(text.clone());
            return before;
        }
        Kind::Text { cell, .. } => cell,
        Kind::List(_) | Kind::Note(_) => return paras,
    };
    let verdict = choose::is_example(
        text,
        &Situation {
            kind: known.kind,
            name: known.name,
            before,
            shown: known.shown,
        },
    );
    if !verdict.sure {
        out.in_doubt = Some((last.line, text.clone(), verdict));
    }
    if verdict.example {
        out.example = Some(text.clone());
        before
    } else {
        paras
    }
}

/// Turns paragraphs into blocks.
fn blocks(paras: &[Para], known: &Known<'_>, out: &mut Content) {
    let mut rest = paras;
    while let [first, tail @ ..] = rest {
        rest = tail;
        match &first.kind {
            Kind::Text { prose, .. } => out.description.push(Block::Paragraph(prose.clone())),
            Kind::Code(text) => out.description.push(Block::Paragraph(text.clone())),
            Kind::List(items) => out
                .description
                .push(Block::List(items.iter().map(Item::whole).collect())),
            Kind::Note(text) if !text.is_empty() => out.description.push(Block::Note(text.clone())),
            // The note is the next paragraph, unless the page writes notes on the word's own line.
            Kind::Note(_) => match tail.first().map(|p| &p.kind) {
                Some(Kind::Text { prose, .. }) if !known.notes_inline => {
                    out.description.push(Block::Note(prose.clone()));
                    rest = tail.get(1..).unwrap_or_default();
                }
                _ => {
                    out.empty_notes.push(first.line);
                    out.description.push(Block::Note(String::new()));
                }
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::cells::markdown::Markup;
    use crate::page::cells::para::paragraphs;
    use crate::page::text::lines;

    fn read(text: &str, notes_inline: bool) -> Content {
        let paras = paragraphs(&lines(text), Markup::None);
        let known = Known {
            kind: "string",
            name: Some("Fuel"),
            shown: &Shown::default(),
            notes_inline,
        };
        content(&paras, &known)
    }

    fn p(text: &str) -> Block {
        Block::Paragraph(text.to_owned())
    }

    #[test]
    fn listed_values_are_no_description() {
        let got = read(
            "The fuel. Valid values:\n\n  • oil: lamp oil.\n\nValid values:\n\n  • oil :\n\n    lamp oil\n\n  • wax :\n\noil",
            false,
        );
        assert_eq!(
            got.description,
            [
                p("The fuel. Valid values:"),
                Block::List(vec!["oil: lamp oil.".to_owned()])
            ]
        );
        let values: Vec<(&str, &str)> = got
            .values
            .iter()
            .map(|v| (v.value.as_str(), v.text.as_str()))
            .collect();
        assert_eq!(values, [("oil", "lamp oil"), ("wax", "")]);
        assert_eq!(got.example.as_deref(), Some("oil"));
    }

    #[test]
    fn a_list_of_prose_stays_in_the_description() {
        let got = read(
            "Valid values:\n\n  • oil: lamp oil.\n\n  • wax\n\noil",
            false,
        );
        assert_eq!(got.values, []);
        assert_eq!(got.description.len(), 2);
        assert_eq!(got.example.as_deref(), Some("oil"));
    }

    #[test]
    fn notes() {
        let got = read("The fuel.\n\nNote\n\nIt must be dry.\n\noil", false);
        assert_eq!(
            got.description,
            [p("The fuel."), Block::Note("It must be dry.".to_owned())]
        );
        assert_eq!(got.example.as_deref(), Some("oil"));
        let got = read("The fuel.\n\nNote\n\noil", false);
        assert_eq!(got.empty_notes, [3]);
        assert_eq!(got.example.as_deref(), Some("oil"));
        let got = read("The fuel.\n\nNote\n\nIt must be dry.", false);
        assert_eq!((got.example, got.description.len()), (None, 2));
        let got = read("The fuel.\n\nNote\n\nIt is.\n\noil", true);
        assert_eq!(got.description.len(), 3);
    }
}
