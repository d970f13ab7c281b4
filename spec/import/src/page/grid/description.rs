//! A description that lost its blocks: one text, in which notes and the places of lost lists are sought.
//!
//! Must not know where the text stood.

use crate::page::callout;
use crate::page::model::Block;

/// A description as far as it can be told.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Described {
    pub(super) blocks: Vec<Block>,
    /// Whether a text announces a list that is not there.
    pub(super) list_lost: bool,
}

/// What announces a list when a sentence, or nothing, follows the colon.
const ANNOUNCE: &[&str] = &[
    "values:",
    "following:",
    "limits:",
    "requirements:",
    "rules:",
    "items:",
    "states:",
    "types:",
    "as follows:",
    "conditions:",
    "settings:",
    "options:",
    "formats:",
    "methods:",
    "modes:",
    "formats are supported:",
];

/// Words that open a sentence, and no value.
const SENTENCES: &[&str] = &[
    "Default value",
    "Default:",
    "For more",
    "If ",
    "The ",
    "This ",
    "You ",
    "Note ",
    "When ",
    "By default",
];

/// Reads a description.
pub(super) fn read(text: &str) -> Described {
    let mut blocks = Vec::new();
    let mut list_lost = false;
    for (is_note, piece) in pieces(text) {
        let piece = piece.trim();
        if piece.is_empty() {
            continue;
        }
        list_lost |= announces(piece);
        blocks.push(if is_note {
            Block::Note(piece.to_owned())
        } else {
            Block::Paragraph(piece.to_owned())
        });
    }
    Described { blocks, list_lost }
}

/// The text before the first note, and each note. A note begins with its word behind the end of a sentence,
/// and with a capital; `Note that` goes on with the prose.
fn pieces(text: &str) -> Vec<(bool, &str)> {
    let mut starts = Vec::new();
    for (at, _) in text.char_indices().filter(|(_, c)| c.is_uppercase()) {
        let Some(behind) = text.get(at..).and_then(callout::behind) else {
            continue;
        };
        let before = text.get(..at).unwrap_or_default().trim_end();
        let apart = at == 0 || before.len() < at;
        let ended =
            before.is_empty() || before.ends_with(['.', ':', '!', '?', ')', ';', '。', '：']);
        if apart
            && ended
            && !behind.starts_with("that ")
            && !behind.starts_with(':')
            && !behind.trim().is_empty()
        {
            starts.push((at, text.len() - behind.len()));
        }
    }
    let mut out = Vec::new();
    let first = starts.first().map_or(text.len(), |(at, _)| *at);
    out.push((false, text.get(..first).unwrap_or_default()));
    for (n, (_, from)) in starts.iter().enumerate() {
        let end = starts.get(n + 1).map_or(text.len(), |(at, _)| *at);
        out.push((true, text.get(*from..end).unwrap_or_default()));
    }
    out
}

fn announces(piece: &str) -> bool {
    if piece.ends_with([':', '：']) {
        return true;
    }
    ANNOUNCE.iter().any(|word| {
        piece.match_indices(word).any(|(at, _)| {
            let behind = piece
                .get(at + word.len()..)
                .unwrap_or_default()
                .trim_start();
            SENTENCES.iter().any(|s| behind.starts_with(s))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_and_lost_lists() {
        let got =
            read("The fuel. Valid values: Default value: oil. Note Keep it dry. Note Burn it.");
        assert!(got.list_lost);
        assert_eq!(
            got.blocks,
            [
                Block::Paragraph("The fuel. Valid values: Default value: oil.".to_owned()),
                Block::Note("Keep it dry.".to_owned()),
                Block::Note("Burn it.".to_owned()),
            ]
        );
        assert!(read("The fuel. Valid values:").list_lost);
        assert!(!read("The fuel. Valid values: oil and wax.").list_lost);
        assert_eq!(read("The fuel. Note that it burns.").blocks.len(), 1);
        assert_eq!(read("").blocks, []);
        assert_eq!(
            read("Note Burns.").blocks,
            [Block::Note("Burns.".to_owned())]
        );
    }
}
