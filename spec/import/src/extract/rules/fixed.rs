//! `Set the value to X`: the only value that the text allows.

use crate::extract::finding::{Finding, Kind, TypeHint};
use crate::extract::phrase::{Caught, phrases};
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
            let found = SET_TO
                .iter()
                .find_map(|p| p.find(&sentence, sentence.from))?;
            let caught = found.value(0)?;
            if !is_value(caught, reading.hint) || !closes(&sentence, found.end) {
                return None;
            }
            Some(Finding::new(
                Kind::Fixed(caught.text.clone()),
                sentence.source(),
            ))
        })
        .collect()
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
