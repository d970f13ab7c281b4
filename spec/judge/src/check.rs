//! Tries one constraint on one value. Knows nothing of paths, tiers or requests.

use std::cmp::Ordering;

use acs_spec::constraint::{CharClass, CharSet, LengthUnit};

use crate::datetime::Format;
use crate::plan::{Bound, Check, Test};
use crate::scalar::{self, Scalar, Typed};

impl Check {
    /// The first piece of the text that breaks the constraint, which is the text itself where it has no pieces; `None`
    /// where none does. The text is a value of the type.
    pub(crate) fn broken_by<'t>(&self, scalar: Scalar, text: &'t str) -> Option<&'t str> {
        match &self.pieces {
            None => (!self.test.holds(scalar, text)).then_some(text),
            Some(_) if text.is_empty() => None,
            Some(separator) => text
                .split(separator.as_str())
                .find(|piece| !self.test.holds(scalar, piece)),
        }
    }

    /// Whether a list or map of this many elements breaks the constraint.
    pub(crate) fn broken_by_count(&self, count: usize) -> bool {
        match &self.test {
            Test::Items { min, max, .. } => !within(count, *min, *max),
            _ => false,
        }
    }
}

fn within(count: usize, min: Option<u64>, max: Option<u64>) -> bool {
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    min.is_none_or(|min| count >= min) && max.is_none_or(|max| count <= max)
}

impl Test {
    fn holds(&self, scalar: Scalar, text: &str) -> bool {
        match self {
            Test::Length {
                min,
                max,
                unit,
                allow_empty,
            } => {
                let count = match unit {
                    LengthUnit::Chars => text.chars().count(),
                    LengthUnit::Bytes => text.len(),
                };
                (*allow_empty && text.is_empty()) || within(count, *min, *max)
            }
            Test::FirstChar(set) => text.chars().next().is_none_or(|c| belongs(set, c)),
            Test::LastChar(set) => text.chars().next_back().is_none_or(|c| belongs(set, c)),
            Test::Charset(set) => text.chars().all(|c| belongs(set, c)),
            Test::ForbidChars(chars) => !text.contains(|c| chars.contains(c)),
            Test::ForbidPrefix(prefixes) => !prefixes
                .iter()
                .any(|prefix| text.starts_with(prefix.as_str())),
            Test::Ascii => text.is_ascii(),
            Test::OneOf(values) => scalar
                .read(text)
                .is_some_and(|found| values.iter().any(|value| same(value, &found))),
            Test::Ranges(ranges) => ranges.iter().any(|(min, max)| {
                whole_not(text, Ordering::Less, *min) && whole_not(text, Ordering::Greater, *max)
            }),
            Test::NumberRange { min, max } => {
                in_bound(scalar, text, min.as_ref(), Ordering::Less)
                    && in_bound(scalar, text, max.as_ref(), Ordering::Greater)
            }
            Test::Items {
                min,
                max,
                separator,
            } => {
                let pieces = match separator {
                    _ if text.is_empty() => 0,
                    Some(separator) => text.split(separator.as_str()).count(),
                    None => 1,
                };
                within(pieces, *min, *max)
            }
            Test::Pattern(regex) => regex.is_match(text),
            Test::Datetime(Format::Unix) if !scalar.is_text() => {
                whole_not(text, Ordering::Less, Some(0))
            }
            Test::Datetime(format) => format.matches(text),
        }
    }
}

/// Whether two values of one type are the same.
pub(crate) fn same<A: AsRef<str>, B: AsRef<str>>(a: &Typed<A>, b: &Typed<B>) -> bool {
    match (a, b) {
        (Typed::Text(a), Typed::Text(b)) => a.as_ref() == b.as_ref(),
        (Typed::Int(a), Typed::Int(b)) => a == b,
        (Typed::Number(a), Typed::Number(b)) => a == b,
        (Typed::Truth(a), Typed::Truth(b)) => a == b,
        _ => false,
    }
}

/// Whether the text is a whole number that is not `wrong` of the bound.
fn whole_not(text: &str, wrong: Ordering, bound: Option<i64>) -> bool {
    match bound {
        None => scalar::is_whole(text),
        Some(bound) => {
            scalar::compare_whole(text, &bound.to_string()).is_some_and(|order| order != wrong)
        }
    }
}

/// Whether the text is a number that is not `wrong` of the bound.
fn in_bound(scalar: Scalar, text: &str, bound: Option<&Bound>, wrong: Ordering) -> bool {
    let number = match scalar {
        Scalar::Float => scalar::float(text),
        _ => scalar::double(text),
    };
    number.is_some_and(|number| {
        bound.is_none_or(|bound| {
            let order = number.partial_cmp(&bound.number);
            order.is_some_and(|order| {
                order != wrong && !(bound.exclusive && order == Ordering::Equal)
            })
        })
    })
}

fn belongs(set: &CharSet, c: char) -> bool {
    set.classes.iter().any(|class| is_in(*class, c))
        || set
            .literals
            .as_ref()
            .is_some_and(|literals| literals.contains(c))
}

fn is_in(class: CharClass, c: char) -> bool {
    match class {
        CharClass::Letter => c.is_alphabetic(),
        CharClass::AsciiLetter => c.is_ascii_alphabetic(),
        CharClass::Lowercase => c.is_ascii_lowercase(),
        CharClass::Uppercase => c.is_ascii_uppercase(),
        CharClass::Digit => c.is_ascii_digit(),
        CharClass::Chinese => matches!(
            u32::from(c),
            0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x323AF
        ),
    }
}
