//! Texts to put one thing into: sound ones, and ones of a given length.

use acs_spec::constraint::LengthUnit;

use crate::boundary::{MAX_TEXT, allowed, text_of};
use crate::plan::{Asked, Node};

/// Sound values to change one character of: a few short ones of at least three characters, else what there is.
pub(crate) fn bases(node: &Node) -> Vec<String> {
    let good = &node.pool.good;
    let long = |least: usize| -> Vec<String> {
        let fits = |text: &&String| (least..60).contains(&text.chars().count());
        good.iter().filter(fits).take(6).cloned().collect()
    };
    let texts = [long(3), long(2), long(1)];
    let found = texts.into_iter().find(|texts| !texts.is_empty());
    found.unwrap_or_else(|| vec!["abc".to_owned()])
}

/// A text with a character put at its first place, inside, or at its last.
pub(crate) fn at(base: &str, position: &str, c: char) -> String {
    let count = base.chars().count().max(1);
    let n = match position {
        "first" => 0,
        "last" => count - 1,
        _ => count / 2,
    };
    let replaced = base.chars().enumerate();
    replaced
        .map(|(m, old)| if m == n { c } else { old })
        .collect()
}

/// Texts of so many characters or bytes: of narrow and of wide characters, as far as the constraints on characters allow.
pub(crate) fn of_length(node: &Node, unit: LengthUnit, count: usize) -> Vec<String> {
    let whole: Vec<&Asked> = node.asked.iter().filter(|a| a.pieces.is_none()).collect();
    let chars = allowed(&whole);
    let mut out = Vec::new();
    for width in 1..=4 {
        let of_width = |c: &&char| c.len_utf8() == width;
        let inner = chars.any.iter().find(of_width);
        let Some(inner) = inner else { continue };
        let first = chars.first.iter().find(of_width).or(chars.first.first());
        let last = chars.last.iter().find(of_width).or(chars.last.first());
        let (Some(first), Some(last)) = (first, last) else {
            continue;
        };
        match unit {
            LengthUnit::Chars => out.push(text_of(count, *first, &[*inner], *last)),
            LengthUnit::Bytes => {
                let ends = first.len_utf8() + last.len_utf8();
                let rest = count.saturating_sub(ends);
                let narrow = chars.any.iter().find(|c| c.len_utf8() == 1);
                let mut text = String::from(*first);
                text.extend(std::iter::repeat_n(*inner, rest / width));
                text.extend(
                    narrow
                        .into_iter()
                        .flat_map(|c| std::iter::repeat_n(*c, rest % width)),
                );
                text.push(*last);
                out.push(text);
            }
        }
    }
    let size = |text: &str| match unit {
        LengthUnit::Chars => text.chars().count(),
        LengthUnit::Bytes => text.len(),
    };
    // What stands in the pool may fit constraints that cannot be built to, such as patterns.
    let pool = node
        .pool
        .good
        .iter()
        .chain(node.pool.bad.iter().flat_map(|(_, bad)| bad));
    out.extend(pool.cloned());
    out.retain(|text| size(text) == count && text.len() <= MAX_TEXT);
    out
}

/// A piece that breaks nothing, of a text of pieces.
pub(crate) fn sound_piece(node: &Node, separator: &str) -> String {
    let pieces = pieces(node, separator, 1);
    pieces.into_iter().next().unwrap_or_else(|| "a".to_owned())
}

/// So many sound pieces, different ones as far as there are.
pub(crate) fn pieces(node: &Node, separator: &str, count: usize) -> Vec<String> {
    let mut known: Vec<String> = Vec::new();
    for text in node.pool.good.iter().filter(|text| !text.is_empty()) {
        for piece in text.split(separator) {
            if !piece.is_empty() && !known.iter().any(|other| other == piece) {
                known.push(piece.to_owned());
            }
        }
        if known.len() > 30 {
            break;
        }
    }
    known.sort_by_key(|piece| (piece.len(), piece.clone()));
    known.into_iter().cycle().take(count).collect()
}
