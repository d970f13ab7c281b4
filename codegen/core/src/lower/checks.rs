//! From a constraint to the condition that breaks it, with literals of the type at hand.
//!
//! A condition that no value can meet is left out (`Ok(None)`), since the compiler refuses comparisons that are always
//! false. A constraint that cannot be asked of the type is an error in words.

use acs_spec::Check;
use acs_spec::constraint::{
    CharClass, CharSet, Constraint, IntSet, Length, LengthUnit, NumberRange,
};

use super::graph::Kind;
use super::model::{Broken, Chars};
use super::numbers::{Float, count_bounds, float, gaps, width};
use crate::faults::on;

/// What a check is asked of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A text, or a piece of one.
    Text,
    /// A text of which nothing else is known: it may hold anything.
    Open,
    /// A whole number of so many bits.
    Whole(u32),
    /// A number of so many bits.
    Number(u32),
    /// A truth value.
    Truth,
    /// A list or map.
    Many,
    /// An object.
    Object,
}

impl Subject {
    /// The subject that a value is.
    #[must_use]
    pub fn of(kind: &Kind) -> Self {
        match kind {
            Kind::Text | Kind::Json | Kind::Opaque | Kind::Enum(_) => Subject::Text,
            Kind::Any => Subject::Open,
            Kind::I32 => Subject::Whole(32),
            Kind::I64 => Subject::Whole(64),
            Kind::F32 => Subject::Number(32),
            Kind::F64 => Subject::Number(64),
            Kind::Bool => Subject::Truth,
            Kind::List(_) | Kind::Map(_) => Subject::Many,
            Kind::Object(_) => Subject::Object,
        }
    }

    fn is_text(self) -> bool {
        matches!(self, Subject::Text | Subject::Open)
    }
}

/// Why a constraint cannot be judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It does not fit the type, or its own parts do not fit.
    Misfit(String),
    /// A numeric bound on a text, which is never enforced.
    NumericOnText,
}

fn misfit<T>(message: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal::Misfit(message.into()))
}

/// The condition that breaks a constraint on such a value; `Ok(None)` where nothing does.
///
/// `pattern` gives the static of a pattern.
///
/// # Errors
/// The constraint cannot be judged on such a value.
pub fn broken(
    constraint: &Constraint,
    subject: Subject,
    pattern: &mut dyn FnMut(&str) -> String,
) -> Result<Option<Broken>, Refusal> {
    let pieces = constraint
        .pieces
        .as_ref()
        .filter(|_| !on("pieces-as-whole"));
    let Some(pieces) = pieces else {
        return whole(&constraint.check, subject, pattern);
    };
    if !subject.is_text() {
        return misfit("only a text has pieces");
    }
    if pieces.separator.is_empty() {
        return misfit("pieces need a separator that is not empty");
    }
    // A piece of a text is a text that may hold a number.
    let piece = whole(&constraint.check, Subject::Open, pattern)?;
    Ok(piece.map(|piece| Broken::Pieces(pieces.separator.clone(), Box::new(piece))))
}

fn whole(
    check: &Check,
    subject: Subject,
    pattern: &mut dyn FnMut(&str) -> String,
) -> Result<Option<Broken>, Refusal> {
    Ok(match (check, subject) {
        (Check::ServerSide(_), _) => None,
        (Check::OneOf(one_of), _) => equals(&one_of.values, subject)?,
        (Check::Fixed(fixed), _) => equals(std::slice::from_ref(&fixed.value), subject)?,
        (Check::IntRange(range), _) => {
            let min = range.min.or(on("absent-min-is-zero").then_some(0));
            let max = range
                .max
                .filter(|max| *max != 0 || !on("zero-max-is-absent"));
            int_ranges(&[(min, max)], subject)?
        }
        (Check::IntSet(set), _) if on("set-as-range") => {
            let all = ranges(set)?;
            let ends = (
                all.first().and_then(|first| first.0),
                all.last().and_then(|last| last.1),
            );
            int_ranges(&[ends], subject)?
        }
        (Check::IntSet(set), _) => int_ranges(&ranges(set)?, subject)?,
        (Check::NumberRange(range), _) => number_range(range, subject)?,
        (Check::Items(items), Subject::Text | Subject::Open) => match &items.separator {
            Some(separator) if separator.is_empty() => {
                return misfit("pieces need a separator that is not empty");
            }
            Some(separator) => piece_count(separator, items.min, items.max),
            None if subject == Subject::Open => None,
            None => return misfit("a text has no elements, unless a `separator` parts it"),
        },
        (Check::Items(items), Subject::Many) if items.separator.is_none() => {
            match count_bounds(items.min, items.max) {
                (None, None) => None,
                (min, max) => Some(Broken::Items(min, max)),
            }
        }
        (Check::Datetime(time), Subject::Whole(_)) if is_unix(&time.format) => {
            Some(Broken::Gaps(vec![(None, Some(0))]))
        }
        (_, subject) if subject.is_text() => text(check, pattern),
        _ => return misfit(format!("`{}` cannot be asked of this type", check.kind())),
    })
}

fn is_unix(format: &str) -> bool {
    format.starts_with("unix-")
}

fn text(check: &Check, pattern: &mut dyn FnMut(&str) -> String) -> Option<Broken> {
    match check {
        Check::Length(length) => self::length(length),
        Check::FirstChar(_) if on("first-char-unchecked") => None,
        Check::LastChar(edge) if on("last-char-is-first") => {
            Some(Broken::Edge("first", chars(&edge.allowed)))
        }
        Check::FirstChar(edge) => Some(Broken::Edge("first", chars(&edge.allowed))),
        Check::LastChar(edge) => Some(Broken::Edge("last", chars(&edge.allowed))),
        Check::Charset(set) if on("charset-first-only") => {
            Some(Broken::Edge("first", chars(&set.allowed)))
        }
        Check::Charset(set) => Some(Broken::Charset(chars(&set.allowed))),
        Check::ForbidChars(forbidden) => {
            let mut chars = distinct(forbidden.chars.chars());
            if on("forbidden-char-dropped") {
                chars.pop();
            }
            (!chars.is_empty()).then_some(Broken::ForbidChars(chars))
        }
        Check::ForbidPrefix(forbidden) => {
            let mut prefixes = distinct(forbidden.prefixes.iter().cloned());
            if on("forbidden-prefix-first-only") {
                prefixes.truncate(1);
            }
            (!prefixes.is_empty()).then_some(Broken::ForbidPrefix(prefixes))
        }
        Check::Ascii(_) if on("ascii-unchecked") => None,
        Check::Pattern(each) if on("pattern-unanchored") => {
            Some(Broken::Pattern(pattern(&format!(".*({}).*", each.pattern))))
        }
        Check::Ascii(_) => Some(Broken::NotAscii),
        Check::Pattern(each) => Some(Broken::Pattern(pattern(&each.pattern))),
        Check::Datetime(time) if is_unix(&time.format) => Some(Broken::UnixText),
        Check::Datetime(time) if on("months-as-minutes") => {
            Some(Broken::Datetime(time.format.replace("MM", "mm")))
        }
        Check::Datetime(time) => Some(Broken::Datetime(time.format.clone())),
        _ => None,
    }
}

fn length(length: &Length) -> Option<Broken> {
    let count = match length.unit {
        LengthUnit::Chars if on("length-in-bytes") => "bytes",
        LengthUnit::Chars => "chars",
        LengthUnit::Bytes => "bytes",
    };
    let (min, max) = count_bounds(length.min, length.max);
    let max = max.map(|max| {
        if on("length-max-one-more") {
            max + 1
        } else {
            max
        }
    });
    let min = min.map(|min| {
        if on("length-min-one-less") {
            min - 1
        } else {
            min
        }
    });
    if min.is_none() && max.is_none() {
        return None;
    }
    // Without a least length, the empty text passes anyway.
    Some(Broken::Length {
        count,
        min,
        max,
        allow_empty: length.allow_empty && min.is_some() && !on("length-empty-refused"),
    })
}

fn piece_count(separator: &str, min: Option<u64>, max: Option<u64>) -> Option<Broken> {
    let (min, max) = match on("separators-counted") {
        true => (min.map(|min| min + 1), max.map(|max| max + 1)),
        false => (min, max),
    };
    match count_bounds(min, max) {
        (None, None) => None,
        (min, max) => Some(Broken::PieceCount(separator.to_owned(), min, max)),
    }
}

fn chars(set: &CharSet) -> Chars {
    let classes = set.classes.iter().map(|class| match class {
        CharClass::Letter if on("letter-ascii-only") => "ascii_letter",
        CharClass::Letter => "letter",
        CharClass::AsciiLetter => "ascii_letter",
        CharClass::Lowercase => "lowercase",
        CharClass::Uppercase => "uppercase",
        CharClass::Digit => "digit",
        CharClass::Chinese => "chinese",
    });
    let literals = set.literals.iter().filter(|_| !on("set-literals-dropped"));
    let literals = distinct(literals.flat_map(|text| text.chars()));
    Chars {
        classes: distinct(classes),
        literals: literals.into_iter().collect(),
    }
}

fn distinct<T: PartialEq>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut out = Vec::new();
    for item in items {
        if !out.contains(&item) {
            out.push(item);
        }
    }
    out
}

fn equals(values: &[String], subject: Subject) -> Result<Option<Broken>, Refusal> {
    let values = match values.split_last() {
        Some((_, others)) if on("member-dropped") && !others.is_empty() => others,
        _ => values,
    };
    Ok(Some(match subject {
        Subject::Text | Subject::Open if values.is_empty() => Broken::Always,
        Subject::Text | Subject::Open => Broken::NotText(distinct(values.iter().cloned())),
        Subject::Whole(bits) => match wholes(values, bits) {
            numbers if numbers.is_empty() => Broken::Always,
            numbers => Broken::NotWhole(numbers),
        },
        Subject::Number(bits) => match numbers(values, bits) {
            numbers if numbers.is_empty() => Broken::Always,
            numbers => Broken::NotNumber(numbers),
        },
        Subject::Truth => match truths(values).as_slice() {
            [] => Broken::Always,
            [allowed] if on("fixed-truth-inverted") => Broken::Is(*allowed),
            [allowed] => Broken::Is(!allowed),
            _ => return Ok(None),
        },
        Subject::Many | Subject::Object => {
            return misfit("a list, a map or an object equals no text");
        }
    }))
}

/// The whole numbers among texts that a value of this width can equal.
#[must_use]
pub fn wholes(values: &[String], bits: u32) -> Vec<i64> {
    let (least, greatest) = width(bits);
    let parsed = values
        .iter()
        .filter(|value| !value.starts_with('+'))
        .filter_map(|value| value.parse::<i64>().ok());
    distinct(parsed.filter(|number| (least..=greatest).contains(number)))
}

/// The numbers among texts that a value of this width can equal, as literals.
#[must_use]
pub fn numbers(values: &[String], bits: u32) -> Vec<String> {
    distinct(values.iter().filter_map(|value| match float(value, bits) {
        Some(Float::Finite(literal)) => Some(literal),
        _ => None,
    }))
}

/// The truth values among texts.
#[must_use]
pub fn truths(values: &[String]) -> Vec<bool> {
    distinct(values.iter().filter_map(|value| {
        let is = |word: &str| value.eq_ignore_ascii_case(word);
        if is("true") {
            Some(true)
        } else {
            is("false").then_some(false)
        }
    }))
}

type Ranges = Vec<(Option<i64>, Option<i64>)>;

fn ranges(set: &IntSet) -> Result<Ranges, Refusal> {
    set.ranges
        .iter()
        .map(|pair| match pair.as_slice() {
            [from, to] => Ok((Some(*from), Some(*to))),
            other => misfit(format!(
                "a range is two numbers, and here are {}",
                other.len()
            )),
        })
        .collect()
}

fn int_ranges(
    ranges: &[(Option<i64>, Option<i64>)],
    subject: Subject,
) -> Result<Option<Broken>, Refusal> {
    match subject {
        Subject::Whole(bits) => {
            let (least, greatest) = width(bits);
            let gaps = gaps(ranges, least, greatest);
            Ok(match gaps.as_slice() {
                [] => None,
                [(None, None)] => Some(Broken::Always),
                _ => Some(Broken::Gaps(gaps)),
            })
        }
        // Of a text, whole numbers of any length; the bounds themselves are those of 64 bits.
        Subject::Open => match open_gaps(ranges) {
            gaps if gaps.contains(&(None, None)) => Ok(Some(Broken::Always)),
            gaps => Ok(Some(Broken::TextGaps(gaps))),
        },
        Subject::Text => Err(Refusal::NumericOnText),
        _ => misfit("a range of whole numbers cannot be asked of this type"),
    }
}

/// Gaps with nothing at all beyond the bounds of 64 bits allowed, unless a side has no bound.
fn open_gaps(ranges: &[(Option<i64>, Option<i64>)]) -> Ranges {
    let mut out = gaps(ranges, i64::MIN, i64::MAX);
    let covers = |end: i64| {
        !out.iter().any(|(low, high)| {
            low.is_none_or(|low| end > low) && high.is_none_or(|high| end < high)
        })
    };
    let (low_allowed, high_allowed) = (covers(i64::MIN), covers(i64::MAX));
    if low_allowed && ranges.iter().all(|(from, _)| from.is_some()) {
        out.insert(0, (None, Some(i64::MIN)));
    }
    if high_allowed && ranges.iter().all(|(_, to)| to.is_some()) {
        out.push((Some(i64::MAX), None));
    }
    out
}

fn number_range(range: &NumberRange, subject: Subject) -> Result<Option<Broken>, Refusal> {
    let bits = match subject {
        Subject::Number(bits) => bits,
        Subject::Open => 64,
        Subject::Text => return Err(Refusal::NumericOnText),
        _ => return misfit("a range of numbers cannot be asked of this type"),
    };
    let bound = |text: &Option<String>| match text.as_deref().map(|text| (text, float(text, bits)))
    {
        None => Ok(None),
        Some((text, None)) => misfit(format!("`{text}` is no number")),
        Some((_, some)) => Ok(some),
    };
    let (min, max) = match (bound(&range.min)?, bound(&range.max)?) {
        (Some(Float::Above), _) | (_, Some(Float::Below)) => return Ok(Some(Broken::Always)),
        other => other,
    };
    let literal = |bound: Option<Float>, exclusive| match bound {
        Some(Float::Finite(literal)) => Some((literal, exclusive)),
        _ => None,
    };
    let counts = !on("exclusive-bound-allowed");
    let (min, max) = (
        literal(min, range.exclusive_min && counts),
        literal(max, range.exclusive_max && counts),
    );
    if let (Some((low, from)), Some((high, to))) = (&min, &max)
        && low == high
        && (*from || *to)
    {
        return Ok(Some(Broken::Always));
    }
    Ok(match subject {
        Subject::Open => Some(Broken::TextNumber { min, max }),
        _ if min.is_none() && max.is_none() => None,
        _ => Some(Broken::Number { min, max }),
    })
}
