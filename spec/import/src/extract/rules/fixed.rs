//! `Set the value to X`: the only value that the text allows.

use crate::extract::finding::{Finding, Kind, TypeHint};
use crate::extract::heads::Entry;
use crate::extract::lists;
use crate::extract::phrase::{Caught, Phrase, phrases};
use crate::extract::reading::{Reading, Sentence};

phrases! {
    SET_TO:
    "^ set the value to <v>",
    "^ set the value of this parameter to <v>",
    "^ set this parameter to <v>",
    "^ set the parameter to <v>",
    "^ set it to <v>",
    "^ you must set this parameter to <v>",
    "^ this parameter must be set to <v>",
    "^ the value must be set to <v>",
    "^ the value is fixed to <v>",
    "^ the value is fixed as <v>",
    "^ the value is always <v>",
    "^ fixed value : <v>",
    "^ this parameter is fixed to <v>",
    "^ the parameter value is fixed to <v>",
}

phrases! {
    /// What only a list of values may follow.
    CAN_BE:
    "^ this parameter can be set to <v>",
    "^ the value can be set to <v>",
    "^ the/this value can be <v>",
    "^ the value of this parameter can be <v>",
    "^ you can set this parameter to <v>",
    "^ you can set the value to <v>",
}

/// Words that stand where a value would, and are none.
const NOT_VALUES: &[&str] = &[
    "the", "a", "an", "one", "any", "your", "specify", "this", "that", "null", "empty", "unique",
    "encoded", "in",
];

/// `set-to`.
pub fn set_to(reading: &Reading<'_>) -> Vec<Finding> {
    reading
        .statements()
        .filter(|s| s.is_plain(s.from))
        .filter_map(|sentence| {
            let find =
                |table: &[Phrase]| table.iter().find_map(|p| p.find(&sentence, sentence.from));
            let fixed = find(&SET_TO);
            let found = fixed.clone().or_else(|| find(&CAN_BE))?;
            let caught = found.value(0)?;
            if let Some(finding) = several(&sentence, caught, reading.hint) {
                return Some(finding);
            }
            if fixed.is_none() || !is_value(caught, reading.hint) || !closes(&sentence, found.end) {
                return None;
            }
            Some(Finding::new(
                Kind::Fixed(caught.text.clone()),
                sentence.source(),
            ))
        })
        .collect()
}

/// `to A or B`: two values or more. Names that could be words of the sentence are a hint only.
fn several(sentence: &Sentence<'_, '_>, caught: &Caught, hint: TypeHint) -> Option<Finding> {
    if matches!(hint, TypeHint::Object | TypeHint::Array) || !is_value(caught, hint) {
        return None;
    }
    let listed = lists::in_sentence(sentence, caught.start, hint)?;
    let values: Vec<String> = listed
        .entries
        .iter()
        .map(|entry| match entry {
            Entry::Value(text) => Some(text.clone()),
            Entry::Range(..) => None,
        })
        .collect::<Option<_>>()?;
    let named = |text: &String| {
        text.contains(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
            || matches!(text.as_str(), "true" | "false")
    };
    let kind = Kind::OneOf(values.clone());
    match values.len() {
        0 | 1 => None,
        _ if caught.marked || values.iter().all(named) => {
            Some(Finding::new(kind, sentence.source()))
        }
        _ => Some(Finding::soft(kind, sentence.source())),
    }
}

fn is_value(caught: &Caught, hint: TypeHint) -> bool {
    let boolean =
        caught.text.eq_ignore_ascii_case("true") || caught.text.eq_ignore_ascii_case("false");
    match hint {
        TypeHint::Boolean => boolean,
        TypeHint::Object | TypeHint::Array => false,
        // A marked text that is a template or holds blanks is a shape, not a value.
        _ if caught.marked => !caught.text.contains(['{', '<', ' ', '$']),
        _ => !NOT_VALUES
            .iter()
            .any(|w| caught.text.eq_ignore_ascii_case(w)),
    }
}

/// The value ends the sentence, or only its meaning follows.
fn closes(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let is = |i: usize, words: &[&str]| sentence.token(i).is_some_and(|t| t.is_any(words));
    sentence.token(at).is_none()
        || is(at, &[".", "!", "("])
        || (is(at, &[","]) && is(at + 1, &["which", "indicating", "meaning"]))
}
