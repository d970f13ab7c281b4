//! Default values: `Default value: 10`, `The default value is true`. `(default)` in a list is read with the list.

use crate::extract::finding::{Finding, Kind, TypeHint};
use crate::extract::phrase::{Caught, Match, phrases};
use crate::extract::reading::{Reading, Sentence};
use crate::extract::token::{Kind as TokenKind, whole_number};

phrases! {
    STATED:
    "^ [the] default value : <v>",
    "^ default : <v>",
    "^ [the] default [value] [is] : <v>",
    "^ [the] default value of this parameter is [set] [to] <v>",
    "^ [the] default value is [set] [to] <v>",
    "^ [the] default is [set] [to] <v>",
    "^ defaults to <v>",
    "^ default to <v>",
    "^ the/this value/parameter defaults to <v>",
    "^ default value is <v>",
    ", [and] the default value is <v>",
    ", default value : <v>",
    ", default : <v>",
    "( default : <v> )",
    "( default value : <v> )",
    "and the default value is <v>",
    "^ this/the parameter/value is [set] [to] <v> by default",
    "^ by default , this parameter is set to <v>",
    "^ by default , the value [of] [this] [parameter] is <v>",
    "^ by default , the parameter is set to <v>",
    "with a default value of <v>",
    "default value : <v>",
}

phrases! {
    /// What `If …` may say before a default: that the parameter is absent.
    ABSENT:
    "^ if you do not specify/set/configure this parameter",
    "^ if you don't specify this parameter",
    "^ if this parameter is not specified/set/configured",
    "^ if this parameter is left/empty [empty/unspecified]",
    "^ if the parameter is not specified/set",
    "^ if you leave this parameter empty/unspecified",
    "^ if you leave this parameter unspecified",
    "^ when this parameter is not specified",
}

phrases! {
    AFTER_ABSENT:
    "the default value is <v>",
    "the default value <v> is used",
    "default value of <v> is used",
    "the value <v> is used by default",
}

/// Words that stand where a value would, and are none.
const NOT_VALUES: &[&str] = &[
    "the",
    "a",
    "an",
    "null",
    "none",
    "empty",
    "n/a",
    "if",
    "not",
    "blank",
    "same",
    "this",
    "that",
    "you",
    "it",
    "left",
    "-",
    "specified",
    "used",
    "determined",
    "automatically",
    "your",
    "and",
    "or",
    "is",
    "when",
    "for",
];

/// `default-value`.
pub fn default_value(reading: &Reading<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for sentence in reading.statements() {
        let value = if sentence.opens_conditionally() {
            when_absent(&sentence, reading.hint)
        } else if sentence.is_example() {
            None
        } else {
            stated(&sentence, reading.hint)
        };
        if let Some(value) = value {
            out.push(Finding::new(Kind::Default(value), sentence.source()));
        }
    }
    out
}

fn stated(sentence: &Sentence<'_, '_>, hint: TypeHint) -> Option<String> {
    (sentence.from..sentence.to)
        .filter(|start| {
            sentence.token(*start).is_some_and(|t| {
                t.is_any(&[
                    "the", "default", "defaults", ",", "(", "and", "this", "by", "with",
                ])
            }) || *start == sentence.opening()
        })
        .find_map(|start| STATED.iter().find_map(|p| p.at(sentence, start)))
        .and_then(|found| accept(sentence, &found, hint))
}

fn when_absent(sentence: &Sentence<'_, '_>, hint: TypeHint) -> Option<String> {
    let condition = ABSENT
        .iter()
        .find_map(|p| p.find(sentence, sentence.from))?;
    let found = AFTER_ABSENT
        .iter()
        .find_map(|p| p.find(sentence, condition.end))?;
    // `or is set to a value less than 10` between them widens the condition and does not change what absence means.
    accept(sentence, &found, hint)
}

/// The value, unless the words after it show that it was the beginning of prose.
fn accept(sentence: &Sentence<'_, '_>, found: &Match, hint: TypeHint) -> Option<String> {
    let caught = found.value(0)?;
    if !caught.marked
        && NOT_VALUES
            .iter()
            .any(|w| caught.text.eq_ignore_ascii_case(w))
        && !short_boolean(caught)
    {
        return None;
    }
    if sentence.condition_after(found.end) {
        return None;
    }
    let text = match (hint, whole_number(&caught.text)) {
        (TypeHint::Integer, Some(value)) => value.to_string(),
        (TypeHint::Boolean, _) if !is_boolean(&caught.text) => return None,
        _ => caught.text.clone(),
    };
    let next = sentence.token(found.end);
    let closes = closes(sentence, found.end);
    // `60 seconds`: a number and its unit; of a text it may be the text.
    let unit = whole_number(&caught.text).is_some()
        && matches!(hint, TypeHint::Integer | TypeHint::Float)
        && next.is_some_and(|t| t.kind == TokenKind::Word);
    let percent = next.is_some_and(|t| t.is("%")) && hint != TypeHint::Integer;
    ((closes || unit) && !percent).then_some(text)
}

/// The value stands alone: no further value and no prose follows.
fn closes(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    const GOES_ON: &[&str] = &[
        "which",
        "that",
        "where",
        "indicating",
        "meaning",
        "in",
        "the",
        "maximum",
        "minimum",
        "unit",
        "with",
        "namely",
        "but",
        "it",
        "and",
        "or",
    ];
    const NEXT_STATEMENT: &[&str] = &["valid", "unit", "the", "if", "note", "maximum", "minimum"];
    let is = |i: usize, words: &[&str]| sentence.token(i).is_some_and(|t| t.is_any(words));
    let Some(next) = sentence.token(at) else {
        return true;
    };
    if next.is(",") {
        let further = if is(at + 1, &["and", "or"]) {
            at + 2
        } else {
            at + 1
        };
        return is(further, GOES_ON);
    }
    if next.is("and") {
        return is(
            at + 1,
            &["the", "cannot", "maximum", "minimum", "it", "is", "can"],
        );
    }
    next.is_any(&[".", "(", ")", ";", "!", "\"", "'", "%"])
        || next.is("which")
        || (next.mark.is_none()
            && next.text.starts_with(char::is_uppercase)
            && next.is_any(NEXT_STATEMENT))
}

fn short_boolean(caught: &Caught) -> bool {
    is_boolean(&caught.text)
}

fn is_boolean(text: &str) -> bool {
    text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false")
}
