//! Lengths: `must be 2 to 128 characters in length`, `cannot exceed 64 characters`, `can be up to 1,024 bytes`.

use crate::extract::finding::{Finding, Kind, LengthUnit, TypeHint};
use crate::extract::phrase::{Match, Phrase, phrases};
use crate::extract::reading::{Reading, Sentence};

use super::count;

phrases! {
    BOTH:
    "<r> [ascii/english/chinese/unicode/utf-8/visible] characters/character/bytes/byte",
    "<n> characters to <n> characters",
    "at least <n> characters and at most <n> characters",
    "at least <n> and at most <n> characters/bytes",
    "length of <r>",
    "length must be <r>",
    "length must be between <n> and <n>",
    "length is <r>",
    "length ranges <r>",
    "^ length : <r>",
}

phrases! {
    AT_MOST:
    "up to <n> [ascii/english/chinese/unicode/utf-8] characters/character/bytes",
    "up to a maximum of <n> characters/bytes",
    "at most <n> [ascii/english/unicode/utf-8] characters/bytes",
    "[a] maximum of <n> [ascii/english/unicode/utf-8] characters/bytes",
    "maximum [length] [is/:] <n> characters/bytes",
    "not/no more/longer/greater/larger than <n> [ascii] characters/bytes",
    "cannot/not be more/longer/greater than <n> [ascii] characters/bytes",
    "cannot/not exceed <n> [ascii/english/unicode/utf-8] characters/bytes",
    "cannot/not exceed [the] length of <n> characters/bytes",
    "not exceeding <n> characters/bytes",
    "less/smaller than or equal to <n> [ascii] characters/bytes",
    "within <n> characters/bytes",
    "limited to <n> characters/bytes",
    "maximum length of <n>",
    "[the] maximum length is <n>",
    "^ maximum length : <n>",
    "length of up to <n>",
    "length cannot exceed <n>",
    "length must/can not exceed <n>",
    "length cannot be greater than <n>",
    "length limit is <n> characters/bytes",
}

phrases! {
    LESS_THAN:
    "less/fewer/shorter/smaller than <n> [ascii/english/unicode/utf-8] characters/bytes",
}

phrases! {
    AT_LEAST:
    "at least <n> characters/bytes [in/long]",
    "[a] minimum of <n> characters/bytes",
    "not/no less/shorter/fewer than <n> characters/bytes",
    "cannot/not be less/shorter/fewer than <n> characters/bytes",
}

phrases! {
    EXACTLY:
    "must be <n> characters/bytes in length",
    "must be <n> characters/bytes long",
    "must be exactly <n> characters/bytes",
}

phrases! {
    EMPTY:
    "leave this/the parameter/value/description empty",
    "can be an empty string",
    "can be empty",
    "can be left empty",
    "may be empty",
    "or an empty string",
    "or empty",
    "empty strings are allowed",
}

phrases! {
    NOT_EMPTY:
    "^ it cannot be an empty string",
    "^ the/a ... cannot be an empty string",
    "^ the/a ... cannot be empty",
    "^ the/a ... can not be an empty string",
    "^ the/a ... must not be an empty string",
    "but cannot be an empty string",
    "and cannot be an empty string",
}

/// What a sentence measures that is not the value.
const OTHER_SUBJECTS: &[&str] = &[
    "first",
    "last",
    "truncated",
    "displayed",
    "returned",
    "contains",
    "sum",
    "total",
    "line",
    "lines",
];

fn applies(hint: TypeHint) -> bool {
    matches!(hint, TypeHint::Text | TypeHint::Array | TypeHint::Other)
}

/// `length`.
pub fn length(reading: &Reading<'_>) -> Vec<Finding> {
    if !applies(reading.hint) {
        return Vec::new();
    }
    let allow_empty = reading
        .statements()
        .any(|s| !s.is_example() && EMPTY.iter().any(|p| p.find(&s, s.from).is_some()));
    let separator = count::separator_of(reading);
    let mut out = Vec::new();
    for sentence in reading.statements() {
        // The length of an array counts its elements.
        if count::array_length(&sentence).is_some() {
            continue;
        }
        for (min, max, found) in measured(&sentence) {
            if !sentence.is_plain(found.end) || other_subject(&sentence, &found) {
                continue;
            }
            let bytes = (found.start..found.end).any(|i| {
                sentence
                    .token(i)
                    .is_some_and(|t| t.is_any(&["bytes", "byte"]))
            });
            let unit = if bytes {
                LengthUnit::Bytes
            } else {
                LengthUnit::Chars
            };
            let kind = Kind::Length {
                min,
                max,
                unit,
                allow_empty,
            };
            let mut finding = Finding::new(kind, sentence.source());
            let of_each = sentence.has_any(&["each", "every"]);
            if reading.hint == TypeHint::Array {
                finding = finding.on_items(None);
            } else if of_each {
                let Some(separator) = separator.clone() else {
                    continue;
                };
                finding = finding.on_items(Some(separator));
            }
            out.push(finding);
        }
    }
    out
}

/// `empty-allowed`: a text that may not be empty has at least one character.
pub fn not_empty(reading: &Reading<'_>) -> Vec<Finding> {
    if !applies(reading.hint) {
        return Vec::new();
    }
    reading
        .statements()
        .filter_map(|sentence| {
            let found = NOT_EMPTY
                .iter()
                .find_map(|p| p.find(&sentence, sentence.from))?;
            if !sentence.is_plain(found.end) {
                return None;
            }
            let kind = Kind::Length {
                min: Some(1),
                max: None,
                unit: LengthUnit::Chars,
                allow_empty: false,
            };
            let finding = Finding::new(kind, sentence.source());
            Some(if reading.hint == TypeHint::Array {
                finding.on_items(None)
            } else {
                finding
            })
        })
        .collect()
}

type Measured = (Option<u64>, Option<u64>, Match);

fn measured(sentence: &Sentence<'_, '_>) -> Vec<Measured> {
    let number = |m: &Match, i| m.number(i).and_then(|n| u64::try_from(n).ok());
    let find = |table: &[Phrase]| table.iter().find_map(|p| p.find(sentence, sentence.from));
    if let Some(found) = find(&BOTH) {
        let (min, max) = (number(&found, 0), number(&found, 1));
        return match (min, max) {
            (Some(low), Some(high)) if low <= high => vec![(min, max, found)],
            _ => Vec::new(),
        };
    }
    if let Some(found) = find(&EXACTLY) {
        let n = number(&found, 0);
        return if n.is_some() {
            vec![(n, n, found)]
        } else {
            Vec::new()
        };
    }
    let below = |m: Match| Some((None, Some(number(&m, 0)?.checked_sub(1)?), m));
    let most = find(&AT_MOST).and_then(|m| number(&m, 0).map(|n| (None, Some(n), m)));
    // `not less than 8` is the other end.
    let most = most.or_else(|| {
        find(&LESS_THAN)
            .filter(|m| {
                !m.start
                    .checked_sub(1)
                    .and_then(|i| sentence.token(i))
                    .is_some_and(|t| t.is_any(&["not", "no", "cannot", "be"]))
                    || is_bound(sentence, m.start)
            })
            .and_then(below)
    });
    let least = find(&AT_LEAST).and_then(|m| number(&m, 0).map(|n| (Some(n), None, m)));
    most.into_iter().chain(least).collect()
}

/// `must be less than`, not `cannot be less than`.
fn is_bound(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let word = |back: usize, words: &[&str]| {
        at.checked_sub(back)
            .and_then(|i| sentence.token(i))
            .is_some_and(|t| t.is_any(words))
    };
    word(1, &["be"]) && word(2, &["must", "should"])
}

/// The measure is of something else: the first so many characters, each line, what a counted thing holds.
fn other_subject(sentence: &Sentence<'_, '_>, found: &Match) -> bool {
    let before = |words: &[&str]| {
        (sentence.from..found.start).any(|i| sentence.token(i).is_some_and(|t| t.is_any(words)))
    };
    let after = |words: &[&str]| {
        (found.end..sentence.to).any(|i| sentence.token(i).is_some_and(|t| t.is_any(words)))
    };
    // `(1 to 64 characters)`
    let sign = |at: Option<usize>, sign: &str| {
        at.and_then(|at| sentence.token(at))
            .is_some_and(|t| t.is(sign))
    };
    let bracketed = sign(found.start.checked_sub(1), "(") && sign(Some(found.end), ")");
    // `must contain at least 8 characters` speaks of the value, `contains 5 characters` tells of it.
    let states = before(&[
        "must", "can", "cannot", "should", "not", "be", "is", "may", "length", "maximum",
        "limited", "supports", "up", "within", "allowed", "exceed", "contain", "are",
    ]) || found.start == sentence.opening()
        || bracketed;
    let starts_with_measure = sentence
        .token(found.start)
        .is_some_and(|t| t.is_any(&["cannot", "not", "length", "must", "maximum", "the"]));
    before(OTHER_SUBJECTS) || after(&["per", "truncated"]) || !(states || starts_with_measure)
}
