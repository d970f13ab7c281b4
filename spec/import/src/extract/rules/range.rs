//! Bounds on a number that are stated in words: `The value must be an integer that is greater than 0`, `Maximum value:
//! 100`, `must be in the range of 1 to 50`.

use crate::extract::bounds::{bounds, with_units};
use crate::extract::finding::{Finding, Kind, TypeHint};
use crate::extract::phrase::phrases;
use crate::extract::reading::{Reading, Sentence};

phrases! {
    /// What must be said before bounds for them to be bounds of the value.
    SUBJECTS:
    "the/this value must/should/can [only] be",
    "the/this value [of] [this/the] [parameter] must/should/can [only] be",
    "the/this value [of] [this/the] [parameter] is",
    "[this/the] parameter must/should [only] be",
    "[this/the] parameter value must/should/can [only] be",
    "^ it must/should be",
    "^ must be",
    "^ [you] [can/must] specify a value",
    "^ specify/enter an integer",
    "^ the/this value [of] [this] [parameter] ranges",
    "^ this parameter ranges",
    "^ the value",
    "^ this parameter",
    "^ an integer",
    "^ [the] valid values range",
    "the/this value must be a multiple of <n> [,] and ranges",
    "the/this value must be a multiple of <n> [,] and [must] range",
}

phrases! {
    /// Of a whole number, any noun that the sentence opens with is most likely the parameter itself.
    NOUNS:
    "^ the ... must/should be",
    "^ the ... ranges",
    "^ the ... must/should range",
    "^ the ... is an integer",
}

/// Nouns that are not the parameter itself.
const OTHER_NOUNS: &[&str] = &[
    "sum",
    "total",
    "difference",
    "ratio",
    "product",
    "interval",
    "length",
    "time",
    "range",
    "and",
    "both",
    "each",
    "every",
    "first",
    "last",
    "instance",
    "you",
    "that",
    "result",
];

/// Between subject and bounds: words that say nothing.
const PADDING: &[&str] = &[
    "an", "a", "integer", "number", "positive", "value", "that", "is", "in", "within", "the",
    "range", "of", "ranging", "ranges", "must", "be", "any", "whole", "natural",
];

phrases! {
    CANNOT_EXCEED:
    "^ the/this value cannot/can't exceed <n>",
    "^ the/this value must/can not exceed <n>",
    "^ the/this value cannot be greater/larger/more than <n>",
    "^ the/this value must/can not be greater/larger/more than <n>",
    "^ the value of this parameter cannot exceed <n>",
    "^ the value of this parameter cannot be greater/larger/more than <n>",
    "^ it cannot exceed <n>",
}

phrases! {
    NOT_BELOW:
    "^ the/this value cannot/can't be less/smaller/lower/fewer than <n>",
    "^ the/this value must/can not be less/smaller/lower/fewer than <n>",
    "^ the value of this parameter cannot be less/smaller/lower than <n>",
}

phrases! {
    MAXIMUM:
    "^ maximum/max [value] : <n>",
    "^ [the] maximum/max value is <n>",
    "^ the maximum is <n>",
    "and the maximum is <n>",
    "^ [the] maximum value of this parameter is <n>",
    "and the maximum value is <n>",
    ", maximum value : <n>",
    ", maximum value is <n>",
    ", with a maximum value of <n>",
}

phrases! {
    MINIMUM:
    "^ minimum/min [value] : <n>",
    "^ [the] minimum/min value is <n>",
    "^ the minimum is <n>",
    "^ [the] minimum value of this parameter is <n>",
    ", minimum value : <n>",
    ", minimum value is <n>",
}

phrases! {
    FIRST_PAGE:
    "pages start from [page] <n>",
    "page/value starts from [page] <n>",
    "^ start value : <n>",
    "start from [page] <n>",
}

/// Words after a number that make it the size of something else than the value.
fn counts_something(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    sentence.token(at).is_some_and(|t| {
        t.is_any(&[
            "characters",
            "character",
            "bytes",
            "letters",
            "times",
            "items",
            "entries",
        ])
    }) || sentence
        .token(at + 1)
        .is_some_and(|t| t.is_any(&["characters", "bytes"]))
}

fn numeric(reading: &Reading<'_>) -> bool {
    matches!(reading.hint, TypeHint::Integer | TypeHint::Float)
}

/// `range-words`: bounds stated of the value.
pub fn range_words(reading: &Reading<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for sentence in reading.statements() {
        if let Some((min, max, end)) = stated(&sentence, numeric(reading))
            && sentence.is_plain(end)
            && !counts_something(&sentence, end)
        {
            out.push(Finding::new(Kind::IntRange { min, max }, sentence.source()));
        }
    }
    out
}

fn stated(sentence: &Sentence<'_, '_>, numeric: bool) -> Option<(Option<i64>, Option<i64>, usize)> {
    if numeric
        && let Some(found) = CANNOT_EXCEED
            .iter()
            .find_map(|p| p.find(sentence, sentence.from))
    {
        return Some((None, found.number(0), found.end));
    }
    if numeric
        && let Some(found) = NOT_BELOW
            .iter()
            .find_map(|p| p.find(sentence, sentence.from))
    {
        return Some((found.number(0), None, found.end));
    }
    (sentence.from..sentence.to)
        .flat_map(|start| {
            let nouns = NOUNS
                .iter()
                .filter(|_| numeric)
                .filter_map(move |p| p.at(sentence, start))
                .filter(|m| {
                    m.end <= m.start + 6
                        && !(m.start..m.end)
                            .any(|i| sentence.token(i).is_some_and(|t| t.is_any(OTHER_NOUNS)))
                });
            SUBJECTS
                .iter()
                .filter_map(move |p| p.at(sentence, start))
                .chain(nouns)
        })
        .find_map(|subject| {
            let mut integer = numeric;
            for at in subject.end..subject.end + 8 {
                integer |= sentence
                    .token(at.saturating_sub(1))
                    .is_some_and(|t| t.is("integer"));
                if let Some(found) = bounds(sentence, at).or_else(|| with_units(sentence, at)) {
                    // Of a text, `the value must be 2 to 8` may go on to count anything but its number.
                    let closed = found.min.is_some() && found.max.is_some();
                    return (integer || closed).then_some((found.min, found.max, found.end));
                }
                if !sentence.token(at)?.is_any(PADDING) {
                    return None;
                }
            }
            None
        })
}

/// `max-min-value`: `Maximum value: 100`.
pub fn max_min_value(reading: &Reading<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for sentence in reading.statements() {
        let max = MAXIMUM
            .iter()
            .find_map(|p| p.find(&sentence, sentence.from));
        let min = MINIMUM
            .iter()
            .find_map(|p| p.find(&sentence, sentence.from));
        let plain = |m: &crate::extract::phrase::Match| {
            sentence.is_plain(m.end) && !counts_something(&sentence, m.end)
        };
        let (max, min) = (max.filter(plain), min.filter(plain));
        if max.is_some() || min.is_some() {
            let kind = Kind::IntRange {
                min: min.and_then(|m| m.number(0)),
                max: max.and_then(|m| m.number(0)),
            };
            out.push(Finding::new(kind, sentence.source()));
        }
    }
    out
}

/// `first-page`: `Pages start from page 1` hints at a least value.
pub fn first_page(reading: &Reading<'_>) -> Vec<Finding> {
    if !numeric(reading) {
        return Vec::new();
    }
    reading
        .statements()
        .filter_map(|sentence| {
            let found = FIRST_PAGE
                .iter()
                .find_map(|p| p.find(&sentence, sentence.from))?;
            let kind = Kind::IntRange {
                min: found.number(0),
                max: None,
            };
            Some(Finding::soft(kind, sentence.source()))
        })
        .collect()
}
