//! The content words of a row, to see whether two rows speak of the same thing.

use crate::page::flat::FlatRow;
use std::collections::{BTreeMap, BTreeSet};

/// Words that say nothing about what a parameter is for.
const STOP: &[&str] = &[
    "the",
    "and",
    "for",
    "that",
    "this",
    "with",
    "you",
    "can",
    "are",
    "not",
    "which",
    "from",
    "its",
    "has",
    "have",
    "must",
    "value",
    "values",
    "specify",
    "specifies",
    "specified",
    "parameter",
    "parameters",
    "set",
    "valid",
    "default",
    "true",
    "false",
    "whether",
    "used",
    "uses",
    "use",
    "when",
    "only",
    "call",
    "query",
    "request",
    "your",
    "ids",
    "name",
    "following",
    "more",
    "information",
    "see",
    "operation",
    "api",
    "instance",
    "does",
    "will",
    "than",
    "into",
    "also",
    "all",
    "any",
    "each",
    "per",
    "list",
    "description",
    "note",
    "string",
    "integer",
    "boolean",
    "array",
    "object",
    "type",
];

/// At most so many characters of a description are read: what it is about stands at its beginning.
const READ_LIMIT: usize = 600;

/// The words of an identifier in lower case: `KeeperIds`, `keeper_ids` and `keeper-ids` have two.
pub(super) fn of_name(name: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut word = String::new();
    let letters: Vec<char> = name.chars().take(256).collect();
    for (at, c) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|b| letters.get(b));
        let small = |c: Option<&char>| c.is_some_and(|c| c.is_lowercase());
        let opens = c.is_uppercase()
            && (small(before)
                || before.is_some_and(|b| b.is_numeric())
                || small(letters.get(at + 1)));
        if (opens || !c.is_alphanumeric()) && !word.is_empty() {
            out.push(std::mem::take(&mut word).to_lowercase());
        }
        if c.is_alphanumeric() {
            word.push(*c);
        }
    }
    if !word.is_empty() {
        out.push(word.to_lowercase());
    }
    out
}

/// The content words of a row's name and description.
pub(super) fn of_row(row: &FlatRow) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    if let Some(name) = &row.name {
        out.extend(of_name(name).iter().filter_map(|w| content(w)));
    }
    let mut left = READ_LIMIT;
    for text in row.texts() {
        let read: String = text.chars().take(left).collect();
        left = left.saturating_sub(read.chars().count());
        for piece in read.split(|c: char| !c.is_alphanumeric()) {
            if piece.is_ascii() {
                out.extend(of_name(piece).iter().filter_map(|w| content(w)));
            } else {
                // Scripts without spaces: pairs of characters do for words.
                let letters: Vec<char> = piece.chars().collect();
                out.extend(
                    letters
                        .windows(2)
                        .map(|pair| pair.iter().collect::<String>()),
                );
            }
        }
    }
    out
}

/// A word without its plural, if it is a content word.
fn content(word: &str) -> Option<String> {
    if word.len() < 3 || STOP.contains(&word) {
        return None;
    }
    let single = word
        .strip_suffix('s')
        .filter(|w| w.len() >= 3 && !w.ends_with('s'))
        .unwrap_or(word);
    Some(single.to_owned())
}

/// In how many rows of the table each word stands.
pub(super) fn frequencies(rows: &[BTreeSet<String>]) -> BTreeMap<&str, usize> {
    let mut out = BTreeMap::new();
    for words in rows {
        for word in words {
            *out.entry(word.as_str()).or_insert(0) += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words() {
        assert_eq!(of_name("KeeperIds"), ["keeper", "ids"]);
        assert_eq!(of_name("keeper_ids-x"), ["keeper", "ids", "x"]);
        assert_eq!(of_name("VPCName2Go"), ["vpc", "name2", "go"]);
        assert_eq!(of_name(""), Vec::<String>::new());
    }
}
