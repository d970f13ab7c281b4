//! What is allowed, in words: one short phrase for each constraint, rule and type.

use acs_spec::constraint::{self, CharClass, CharSet, Check, LengthUnit, RuleCheck};

use crate::plan::Kind;
use crate::scalar::Scalar;

/// What a type allows.
pub(crate) fn of_kind(kind: &Kind) -> &'static str {
    match kind {
        Kind::Scalar(Scalar::Text | Scalar::Json | Scalar::Any) => "one text",
        Kind::Scalar(Scalar::Int32) => "one whole number from -2147483648 to 2147483647",
        Kind::Scalar(Scalar::Int64) => {
            "one whole number from -9223372036854775808 to 9223372036854775807"
        }
        Kind::Scalar(Scalar::Float) => "one number of 32 bits",
        Kind::Scalar(Scalar::Double) => "one number of 64 bits",
        Kind::Scalar(Scalar::Boolean) => "`true` or `false`, once",
        Kind::List(_) => "one list",
        Kind::Map(_) | Kind::Object(_) => "one object",
    }
}

/// What a constraint allows.
pub(crate) fn of_constraint(constraint: &constraint::Constraint) -> String {
    let allowed = of_check(&constraint.check);
    match &constraint.pieces {
        Some(pieces) => format!("in each piece between `{}`: {allowed}", pieces.separator),
        None => allowed,
    }
}

fn of_check(check: &Check) -> String {
    match check {
        Check::Length(length) => {
            let (one, many) = match length.unit {
                LengthUnit::Chars => ("character", "characters"),
                LengthUnit::Bytes => ("byte of UTF-8", "bytes of UTF-8"),
            };
            let count = count(length.min, length.max, one, many);
            if length.allow_empty {
                format!("{count}, or none at all")
            } else {
                count
            }
        }
        Check::FirstChar(edge) => format!("first character: {}", set(&edge.allowed, "or")),
        Check::LastChar(edge) => format!("last character: {}", set(&edge.allowed, "or")),
        Check::Charset(charset) => {
            format!("only these characters: {}", set(&charset.allowed, "and"))
        }
        Check::ForbidChars(forbid) => format!("none of the characters `{}`", forbid.chars),
        Check::ForbidPrefix(forbid) => {
            format!(
                "a text that does not start with {}",
                quoted(&forbid.prefixes, "or")
            )
        }
        Check::Ascii(_) => "only ASCII characters".to_owned(),
        Check::OneOf(one_of) => quoted(&one_of.values, "or"),
        Check::IntRange(range) => format!("a whole number {}", range_words(range.min, range.max)),
        Check::IntSet(set) => {
            let ranges: Vec<String> = set
                .ranges
                .iter()
                .map(|range| match range.as_slice() {
                    [from, to] if from == to => from.to_string(),
                    [from, to] => format!("{from} to {to}"),
                    other => format!("{other:?}"),
                })
                .collect();
            format!("a whole number among {}", joined(&ranges, "and"))
        }
        Check::NumberRange(range) => number_range(range),
        Check::Items(items) => match &items.separator {
            None => count(items.min, items.max, "element", "elements"),
            Some(separator) => format!(
                "{} separated by `{separator}`",
                count(items.min, items.max, "piece", "pieces")
            ),
        },
        Check::Fixed(fixed) => format!("`{}`", fixed.value),
        Check::Pattern(pattern) => format!("a text that matches `{}`", pattern.pattern),
        Check::Datetime(datetime) => match datetime.format.as_str() {
            "unix-seconds" => "a time in seconds since 1970".to_owned(),
            "unix-milliseconds" => "a time in milliseconds since 1970".to_owned(),
            format => format!("a time in the format `{format}`"),
        },
        Check::ServerSide(server_side) => server_side.text.clone(),
    }
}

/// What a rule allows at the place where a violation of it is reported.
pub(crate) fn of_rule(check: &RuleCheck) -> String {
    match check {
        RuleCheck::RequiredIf(rule) => format!(
            "present when `{}` is {}",
            rule.when.param,
            quoted(&rule.when.equals, "or")
        ),
        RuleCheck::Requires(rule) => format!("present beside `{}`", rule.param),
        RuleCheck::Exclusive(rule) => format!("at most one of {}", quoted(&rule.params, "and")),
        RuleCheck::AtLeastOne(rule) => format!("at least one of {}", quoted(&rule.params, "and")),
        RuleCheck::Compare(rule) if rule.or_equal => {
            format!("no more than the value of `{}`", rule.less_than)
        }
        RuleCheck::Compare(rule) => format!("less than the value of `{}`", rule.less_than),
        RuleCheck::ServerSide(server_side) => server_side.text.clone(),
    }
}

fn count(min: Option<u64>, max: Option<u64>, one: &str, many: &str) -> String {
    let noun = |n: u64| if n == 1 { one } else { many };
    match (min, max) {
        (Some(min), Some(max)) if min == max => format!("exactly {min} {}", noun(min)),
        (Some(min), Some(max)) => format!("{min} to {max} {}", noun(max)),
        (Some(min), None) => format!("at least {min} {}", noun(min)),
        (None, Some(max)) => format!("at most {max} {}", noun(max)),
        (None, None) => format!("any number of {many}"),
    }
}

fn range_words(min: Option<i64>, max: Option<i64>) -> String {
    match (min, max) {
        (Some(min), Some(max)) if min == max => format!("that is {min}"),
        (Some(min), Some(max)) => format!("from {min} to {max}"),
        (Some(min), None) => format!("of at least {min}"),
        (None, Some(max)) => format!("of at most {max}"),
        (None, None) => "of any size".to_owned(),
    }
}

fn number_range(range: &constraint::NumberRange) -> String {
    let bounds: Vec<String> = [
        (&range.min, range.exclusive_min, "greater than", "at least"),
        (&range.max, range.exclusive_max, "less than", "at most"),
    ]
    .into_iter()
    .filter_map(|(bound, exclusive, beyond, up_to)| {
        let bound = bound.as_ref()?;
        Some(format!(
            "{} {bound}",
            if exclusive { beyond } else { up_to }
        ))
    })
    .collect();
    match bounds.is_empty() {
        true => "a number".to_owned(),
        false => format!("a number, {}", joined(&bounds, "and")),
    }
}

fn set(set: &CharSet, conjunction: &str) -> String {
    let mut words: Vec<String> = set
        .classes
        .iter()
        .map(|class| {
            match class {
                CharClass::Letter => "letters of any script",
                CharClass::AsciiLetter => "letters from A to Z of either case",
                CharClass::Lowercase => "letters from a to z",
                CharClass::Uppercase => "letters from A to Z",
                CharClass::Digit => "digits",
                CharClass::Chinese => "Chinese characters",
            }
            .to_owned()
        })
        .collect();
    if let Some(literals) = set
        .literals
        .as_ref()
        .filter(|literals| !literals.is_empty())
    {
        words.push(format!("any of `{literals}`"));
    }
    joined(&words, conjunction)
}

/// `a`, `b` and `c`
pub(crate) fn quoted<T: AsRef<str>>(words: &[T], conjunction: &str) -> String {
    let words: Vec<String> = words
        .iter()
        .map(|word| format!("`{}`", word.as_ref()))
        .collect();
    joined(&words, conjunction)
}

fn joined(words: &[String], conjunction: &str) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [init @ .., last] => format!("{} {conjunction} {last}", init.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use acs_spec::constraint::{IntSet, Items, Length, NumberRange};

    #[test]
    fn words_read_well() {
        let length = |min, max| {
            of_check(&Check::Length(Length {
                min,
                max,
                unit: LengthUnit::Chars,
                allow_empty: false,
            }))
        };
        assert_eq!(length(Some(2), Some(80)), "2 to 80 characters");
        assert_eq!(length(Some(1), None), "at least 1 character");
        assert_eq!(length(None, Some(64)), "at most 64 characters");
        assert_eq!(length(Some(8), Some(8)), "exactly 8 characters");
        let items = Items {
            min: Some(1),
            max: Some(5),
            separator: Some(",".into()),
        };
        assert_eq!(
            of_check(&Check::Items(items)),
            "1 to 5 pieces separated by `,`"
        );
        let ranges = vec![vec![1, 9], vec![12, 12], vec![24, 24]];
        assert_eq!(
            of_check(&Check::IntSet(IntSet { ranges })),
            "a whole number among 1 to 9, 12 and 24"
        );
        let range = NumberRange {
            min: Some("0".into()),
            exclusive_min: true,
            max: Some("1.5".into()),
            exclusive_max: false,
        };
        assert_eq!(
            of_check(&Check::NumberRange(range)),
            "a number, greater than 0 and at most 1.5"
        );
    }
}
