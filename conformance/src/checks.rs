//! Whether one value is as one constraint asks, to the letter of `spec/SEMANTICS.md`.

use acs_spec::Type;
use acs_spec::constraint::{Check, Items, Length, LengthUnit, NumberRange};

use crate::chars::in_set;
use crate::plan::Asked;
use crate::times;

/// Whether a text is a value of this type.
pub(crate) fn is_of_type(kind: Type, text: &str) -> bool {
    match kind {
        Type::Int32 => is_whole(text) && text.parse::<i32>().is_ok(),
        Type::Int64 => is_whole(text) && text.parse::<i64>().is_ok(),
        Type::Float => is_number(text) && text.parse::<f32>().is_ok_and(f32::is_finite),
        Type::Double => is_number(text) && text.parse::<f64>().is_ok_and(f64::is_finite),
        Type::Boolean => truth(text).is_some(),
        _ => true,
    }
}

/// Whether the type has values that are no text in JSON, or not every text is a value of it.
pub(crate) fn is_text(kind: Type) -> bool {
    !matches!(
        kind,
        Type::Int32 | Type::Int64 | Type::Float | Type::Double | Type::Boolean
    )
}

fn truth(text: &str) -> Option<bool> {
    match () {
        () if text.eq_ignore_ascii_case("true") => Some(true),
        () if text.eq_ignore_ascii_case("false") => Some(false),
        () => None,
    }
}

fn is_whole(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

/// `-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?`
pub(crate) fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let exponent = exponent.is_none_or(|e| digits(e.strip_prefix(['+', '-']).unwrap_or(e)));
    let mantissa = match mantissa.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(mantissa),
    };
    mantissa && exponent
}

/// A whole number of any width; beyond that of `i128` its sign and size are kept, which is all that bounds ask.
pub(crate) fn whole(text: &str) -> Option<i128> {
    is_whole(text).then(|| match text.parse() {
        Ok(number) => number,
        Err(_) if text.starts_with('-') => i128::MIN,
        Err(_) => i128::MAX,
    })
}

/// Whether two texts mean the same value of this type.
pub(crate) fn same(kind: Type, a: &str, b: &str) -> bool {
    match kind {
        Type::Int32 | Type::Int64 => whole(a).is_some() && whole(a) == whole(b),
        Type::Float => a.parse::<f32>().ok().is_some_and(|a| Ok(a) == b.parse()),
        Type::Double => a.parse::<f64>().ok().is_some_and(|a| Ok(a) == b.parse()),
        Type::Boolean => truth(a).is_some() && truth(a) == truth(b),
        _ => a == b,
    }
}

/// Whether a well-typed value is as asked.
pub(crate) fn holds(asked: &Asked, kind: Type, text: &str) -> bool {
    match &asked.pieces {
        None => holds_one(asked, kind, text),
        Some(_) if text.is_empty() => true,
        Some(separator) => text
            .split(separator.as_str())
            .all(|piece| holds_one(asked, Type::String, piece)),
    }
}

fn holds_one(asked: &Asked, kind: Type, text: &str) -> bool {
    match &asked.check {
        Check::Length(length) => length_holds(length, text),
        Check::FirstChar(edge) => text.chars().next().is_none_or(|c| in_set(&edge.allowed, c)),
        Check::LastChar(edge) => text.chars().last().is_none_or(|c| in_set(&edge.allowed, c)),
        Check::Charset(set) => text.chars().all(|c| in_set(&set.allowed, c)),
        Check::ForbidChars(set) => !text.chars().any(|c| set.chars.contains(c)),
        Check::ForbidPrefix(set) => !set.prefixes.iter().any(|p| text.starts_with(p.as_str())),
        Check::Ascii(_) => text.is_ascii(),
        Check::OneOf(one_of) => one_of.values.iter().any(|value| same(kind, text, value)),
        Check::Fixed(fixed) => same(kind, text, &fixed.value),
        Check::IntRange(range) => whole(text).is_some_and(|number| {
            range.min.is_none_or(|min| number >= i128::from(min))
                && range.max.is_none_or(|max| number <= i128::from(max))
        }),
        Check::IntSet(set) => whole(text).is_some_and(|number| {
            set.ranges.iter().any(|range| match range.as_slice() {
                [from, to] => (i128::from(*from)..=i128::from(*to)).contains(&number),
                _ => false,
            })
        }),
        Check::NumberRange(range) => number_range_holds(range, kind, text),
        Check::Items(items) => match &items.separator {
            Some(separator) => count_holds(items, pieces(text, separator)),
            None => true,
        },
        Check::Pattern(_) => asked.pattern.as_ref().is_none_or(|p| p.is_match(text)),
        // Of a number it is the value that counts: `-0` is no time before 1970.
        Check::Datetime(datetime)
            if datetime.format.starts_with("unix-")
                && matches!(kind, Type::Int32 | Type::Int64) =>
        {
            whole(text).is_some_and(|number| number >= 0)
        }
        Check::Datetime(datetime) => times::holds(&datetime.format, text),
        Check::ServerSide(_) => true,
    }
}

/// How many pieces a text has.
pub(crate) fn pieces(text: &str, separator: &str) -> usize {
    match text.is_empty() {
        true => 0,
        false => text.split(separator).count(),
    }
}

/// Whether so many elements, entries or pieces are as asked.
pub(crate) fn count_holds(items: &Items, count: usize) -> bool {
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    items.min.is_none_or(|min| count >= min) && items.max.is_none_or(|max| count <= max)
}

fn length_holds(length: &Length, text: &str) -> bool {
    let count = match length.unit {
        LengthUnit::Chars => text.chars().count(),
        LengthUnit::Bytes => text.len(),
    };
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    (length.allow_empty && text.is_empty())
        || (length.min.is_none_or(|min| count >= min) && length.max.is_none_or(|max| count <= max))
}

fn number_range_holds(range: &NumberRange, kind: Type, text: &str) -> bool {
    let read = |text: &str| match kind {
        Type::Float => text.parse::<f32>().ok().map(f64::from),
        _ => text.parse::<f64>().ok(),
    };
    let Some(number) = read(text).filter(|number| is_number(text) && number.is_finite()) else {
        return false;
    };
    let bound = |bound: &Option<String>| bound.as_deref().and_then(read);
    let low = bound(&range.min).is_none_or(|min| match range.exclusive_min {
        true => number > min,
        false => number >= min,
    });
    let high = bound(&range.max).is_none_or(|max| match range.exclusive_max {
        true => number < max,
        false => number <= max,
    });
    low && high
}
