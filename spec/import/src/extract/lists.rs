//! Lists of values in a sentence: `a, b, and c`, `1 to 9, 12, and 24`, `0: off. 1: on.`
//!
//! A list is read whole or not at all: one piece that is not a value, and the list is prose. It must not know which
//! words announce a list of valid values.

use super::TypeHint;
use super::bounds::{bounds, with_units};
use super::heads::{Entry, group, is_default};
use super::phrase::value;
use super::reading::Sentence;

/// A list of values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listed {
    /// The values and ranges, in order, each once.
    pub entries: Vec<Entry>,
    /// Values that are marked as the default.
    pub defaults: Vec<String>,
    /// What the text says of each single value.
    pub meanings: Vec<(String, String)>,
    /// Numbers of the lines that hold the list, when it is not in a sentence.
    pub lines: Vec<usize>,
}

impl Listed {
    pub(super) fn add(&mut self, entry: Entry) {
        if !self.entries.contains(&entry) {
            self.entries.push(entry);
        }
    }
}

/// Most values of a list that are kept; a longer one is not a list that a person wrote.
pub(super) const MAX_ENTRIES: usize = 512;

/// Most tokens in which meanings of inline values are looked for.
const MAX_TOKENS: usize = 2_000;

/// Words that cannot be a value when they stand unmarked.
const NOT_VALUES: &[&str] = &[
    "the",
    "a",
    "an",
    "any",
    "string",
    "strings",
    "integer",
    "integers",
    "number",
    "numbers",
    "value",
    "values",
    "see",
    "letters",
    "digits",
    "characters",
    "positive",
    "non-negative",
    "negative",
    "multiples",
    "every",
    "each",
    "you",
    "it",
    "this",
    "these",
    "all",
    "if",
    "when",
    "for",
    "to",
    "from",
    "only",
    "such",
    "same",
    "different",
    "specify",
    "set",
    "custom",
    "not",
    "and",
    "or",
    "of",
    "as",
    "is",
    "are",
    "see",
    "refer",
];

/// Words that may stand before the numbers of a range.
const FILLERS: &[&str] = &[
    "an", "a", "any", "integer", "integers", "value", "values", "number", "numbers", "in",
    "within", "the", "range", "of", "ranging", "ranges", "that", "is", "are", "be", "must", "all",
    "positive",
];

/// Words that end a list when a comma stands before them.
const AFTER_COMMA: &[&str] = &[
    "which",
    "where",
    "in",
    "inclusive",
    "with",
    "unit",
    "among",
    "and",
];

/// Words that end a list where a full stop was forgotten.
const NEXT_STATEMENT: &[&str] = &[
    "default", "unit", "note", "if", "the", "this", "example", "valid",
];

/// Reads a list that begins at token `at` of a sentence.
pub fn in_sentence(sentence: &Sentence<'_, '_>, at: usize, hint: TypeHint) -> Option<Listed> {
    meanings_in_line(sentence, at).or_else(|| plain(sentence, at, hint))
}

fn plain(sentence: &Sentence<'_, '_>, mut at: usize, hint: TypeHint) -> Option<Listed> {
    let mut listed = Listed::default();
    let is = |i: usize, words: &[&str]| sentence.token(i).is_some_and(|t| t.is_any(words));
    loop {
        let (entry, next) = entry(sentence, at, hint)?;
        let numeric = matches!(&entry, Entry::Range(..)) || is_whole(&entry);
        let name = match &entry {
            Entry::Value(v) => Some(v.clone()),
            Entry::Range(..) => None,
        };
        let alone = listed.entries.is_empty() && ends(sentence, next);
        for part in split(entry, alone) {
            listed.add(part);
        }
        if listed.entries.len() > MAX_ENTRIES {
            return None;
        }
        at = next;
        if numeric {
            at = skip_unit(sentence, at)?;
        }
        while let Some((inside, end)) = group(sentence, at) {
            if is_default(inside) {
                listed.defaults.extend(name.clone());
            }
            at = end;
        }
        if ends(sentence, at) {
            break;
        }
        if is(at, &[","])
            && is(at + 1, AFTER_COMMA)
            && !(is(at + 1, &["and"]) && starts_value(sentence, at + 2))
        {
            break;
        }
        if !is(at, &[",", "and", "or", ";", "/", "|"]) {
            return None;
        }
        at += 1;
        if is(at, &["and", "or"]) {
            at += 1;
        }
        // `1, 2, ..., 9`: what is left out is not known here.
        if is(at, &["."]) && is(at + 1, &["."]) || is(at, &["…", "..."]) {
            return None;
        }
        if ends(sentence, at) {
            break;
        }
        if is(at, &["so", "etc", "more", "others", "other", "..."]) {
            return None;
        }
    }
    Some(listed)
}

/// `on|off` is two values, and so is `on/off` where nothing else is listed; `text/plain` is one.
fn split(entry: Entry, alone: bool) -> Vec<Entry> {
    let Entry::Value(text) = &entry else {
        return vec![entry];
    };
    let parts: Vec<&str> = text.split(['/', '|']).collect();
    let words = parts
        .iter()
        .all(|p| !p.is_empty() && p.chars().all(|c| c.is_alphanumeric() || c == '_'));
    let media = ["text", "image", "audio", "video", "font"];
    let short =
        parts.iter().all(|p| p.len() <= 5) && parts.first().is_some_and(|p| !media.contains(p));
    if parts.len() < 2 || !words || !(text.contains('|') || (alone && short)) {
        return vec![entry];
    }
    parts
        .into_iter()
        .map(|part| Entry::Value(part.to_owned()))
        .collect()
}

fn is_whole(entry: &Entry) -> bool {
    matches!(entry, Entry::Value(v) if super::token::whole_number(v).is_some())
}

fn starts_value(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    sentence.token(at).is_some_and(|t| {
        t.mark.is_some() || t.is_digits() || (!is_no_value(sentence, at) && !t.is_sign())
    }) && !sentence
        .token(at)
        .is_some_and(|t| t.is_any(&["must", "cannot", "can", "has", "default"]))
}

/// A word that is no value when it stands unmarked. `A` in a list (`A, MX, and TXT`) is a name, not an article.
fn is_no_value(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let joined = |i: usize| {
        sentence
            .token(i)
            .is_none_or(|t| t.is_any(&[",", "and", "or", ".", "|"]))
    };
    sentence
        .token(at)
        .is_some_and(|t| t.is_any(NOT_VALUES) && !(t.text == "A" && joined(at + 1)))
}

fn ends(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    match sentence.token(at) {
        None => true,
        Some(t) if t.is_any(&[".", "!", "。"]) => true,
        Some(t) => {
            t.mark.is_none() && t.text.starts_with(char::is_uppercase) && t.is_any(NEXT_STATEMENT)
        }
    }
}

/// Passes over a unit after a number. `None` where the words make the number something else than a value.
fn skip_unit(sentence: &Sentence<'_, '_>, at: usize) -> Option<usize> {
    let mut next = at;
    while next < at + 2 {
        let Some(token) = sentence.token(next) else {
            return Some(next);
        };
        if token.is_any(&[
            "characters",
            "character",
            "letters",
            "bytes",
            "digits",
            "items",
        ]) {
            return None;
        }
        let unit =
            token.is("%") || (token.kind == super::token::Kind::Word && token.mark.is_none());
        if !unit || token.is_any(&["and", "or", "to", "which"]) || ends(sentence, next) {
            return Some(next);
        }
        next += 1;
    }
    Some(next)
}

/// One value or range at token `at`.
fn entry(sentence: &Sentence<'_, '_>, at: usize, hint: TypeHint) -> Option<(Entry, usize)> {
    let numbers = (at..at + 7)
        .take_while(|i| *i == at || sentence.token(*i - 1).is_some_and(|t| t.is_any(FILLERS)))
        .find_map(|i| bounds(sentence, i).or_else(|| with_units(sentence, i)));
    if let Some(found) = numbers {
        return Some((Entry::Range(found.min, found.max), found.end));
    }
    let token = sentence.token(at)?;
    let caught = value(sentence, at)?;
    let list_inside = caught.marked
        && token.mark.is_some()
        && (caught.start..caught.end)
            .filter_map(|i| sentence.token(i))
            .any(|t| t.is_any(&[",", "and", "or", "|"]));
    if list_inside {
        // `**30, 50, and 100**`: the marks enclose the list, so its pieces are read as they stand.
        let word = (!token.is_sign()).then(|| token.text.to_owned())?;
        return Some((Entry::Value(number_text(word, hint)), at + 1));
    }
    if !caught.marked && (is_no_value(sentence, at) || token.is_sign()) {
        return None;
    }
    let mut end = caught.end;
    // `SQL Server`: further words of a name have capitals, too.
    let capital = |i: usize| {
        sentence.token(i).is_some_and(|t| {
            t.mark.is_none()
                && t.kind == super::token::Kind::Word
                && t.text.starts_with(char::is_uppercase)
        })
    };
    while !caught.marked && end < at + 4 && capital(at) && capital(end) && !ends(sentence, end) {
        end += 1;
    }
    if end > caught.end {
        return Some((Entry::Value(sentence.line.between(at, end).to_owned()), end));
    }
    Some((Entry::Value(number_text(caught.text, hint)), end))
}

/// A number as the wire has it: `1,000` is `1000` for an integer.
pub(in crate::extract) fn number_text(text: String, hint: TypeHint) -> String {
    match super::token::whole_number(&text) {
        Some(value) if hint == TypeHint::Integer => value.to_string(),
        _ => text,
    }
}

/// `0: off. 1: on.` in running text: the values stand before colons.
pub(in crate::extract) fn meanings_in_line(
    sentence: &Sentence<'_, '_>,
    at: usize,
) -> Option<Listed> {
    let line = Sentence {
        to: sentence.line.tokens.len().min(at + MAX_TOKENS),
        ..*sentence
    };
    let first = value(&line, at)?;
    let colon = |end: usize| {
        line.token(end)
            .is_some_and(|t| t.is(":") && line.token(end + 1).is_some())
    };
    if !colon(first.end) || (!first.marked && line.token(at)?.is_any(NOT_VALUES)) {
        return None;
    }
    let number = |text: &str| super::token::whole_number(text).is_some();
    let mut starts = vec![(first.text.clone(), first.end + 1, at)];
    for i in first.end + 1..line.to {
        let after_stop = line
            .token(i - 1)
            .is_some_and(|t| t.is_any(&[".", "。", ",", ";", "and", "or"]));
        if !after_stop {
            continue;
        }
        if line
            .token(i)
            .is_some_and(|t| t.is_any(&["default", "note", "unit", "valid", "example", "format"]))
        {
            break;
        }
        let Some(next) = value(&line, i) else {
            continue;
        };
        let alike = next.marked == first.marked && number(&next.text) == number(&first.text);
        if alike && colon(next.end) && starts.len() <= MAX_ENTRIES {
            starts.push((next.text, next.end + 1, i));
        }
    }
    if starts.len() < 2 {
        return None;
    }
    let mut listed = Listed::default();
    for (index, (name, from, _)) in starts.iter().enumerate() {
        let end = starts
            .get(index + 1)
            .map_or(line.to, |(_, _, start)| *start);
        let meaning = line.line.between(*from, end);
        let meaning = meaning.trim_end_matches([',', ';', ' ']);
        if super::chinese::default::clause_says_default(meaning)
            || meaning
                .to_ascii_lowercase()
                .trim_end_matches('.')
                .ends_with("(default)")
        {
            listed.defaults.push(name.clone());
        }
        listed.add(Entry::Value(name.clone()));
        listed.meanings.push((name.clone(), meaning.to_owned()));
    }
    Some(listed)
}
