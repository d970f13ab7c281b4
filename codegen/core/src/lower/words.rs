//! What a constraint or rule allows, in our words: one function for each kind.
//!
//! The same words stand in the documentation of a field and in a violation. They complete the sentence 'allowed: …'.

use acs_spec::constraint::{
    AtLeastOne, CharClass, CharSet, Compare, Constraint, Exclusive, IntRange, IntSet, Items,
    Length, LengthUnit, NumberRange, Order, RequiredIf, Requires,
};
use acs_spec::{Check, RuleCheck};

use super::text::{code, codes, listed, prose};
use crate::faults::on;

/// The words of a constraint.
#[must_use]
pub fn constraint(constraint: &Constraint) -> String {
    let words = check(&constraint.check);
    match &constraint.pieces {
        Some(pieces) => format!("in each piece between {}: {words}", code(&pieces.separator)),
        None => words,
    }
}

fn check(check: &Check) -> String {
    match check {
        Check::Length(length) => self::length(length),
        Check::FirstChar(edge) => format!("begins with {}", one_char(&edge.allowed)),
        Check::LastChar(edge) => format!("ends with {}", one_char(&edge.allowed)),
        Check::Charset(set) => charset(&set.allowed),
        Check::ForbidChars(forbidden) => forbid_chars(&forbidden.chars),
        Check::ForbidPrefix(forbidden) => {
            format!("does not begin with {}", codes(&forbidden.prefixes, "or"))
        }
        Check::Ascii(_) => "ASCII characters only".to_owned(),
        Check::OneOf(one_of) => one_of_values(&one_of.values),
        Check::IntRange(range) => int_range(range),
        Check::IntSet(set) => int_set(set),
        Check::NumberRange(range) => number_range(range),
        Check::Items(items) => self::items(items),
        Check::Fixed(fixed) => format!("only {}", code(&fixed.value)),
        Check::Pattern(pattern) => format!("matches {}", code(&pattern.pattern)),
        Check::Datetime(time) => datetime(&time.format),
        Check::ServerSide(rule) => prose(rule.text.trim_end_matches('.')),
    }
}

/// `2 to 80 characters`.
fn length(length: &Length) -> String {
    let unit = match length.unit {
        LengthUnit::Chars => "character",
        LengthUnit::Bytes => "byte",
    };
    let words = counted(length.min, length.max, unit);
    if length.allow_empty {
        format!("{words}, or empty")
    } else {
        words
    }
}

/// `at least 2 things`, `at most 1 thing`, `2 to 80 things`, `3 things`.
fn counted(min: Option<u64>, max: Option<u64>, unit: &str) -> String {
    let many = |count: u64| {
        if count == 1 {
            format!("{count} {unit}")
        } else {
            format!("{count} {unit}s")
        }
    };
    match (min, max) {
        (None, None) => format!("any number of {unit}s"),
        (Some(min), None) => format!("at least {}", many(min)),
        (None, Some(max)) => format!("at most {}", many(max)),
        (Some(min), Some(max)) if min == max => many(min),
        (Some(min), Some(max)) if on("words-bound-off") => format!("{min} to {}", many(max + 1)),
        (Some(min), Some(max)) => format!("{min} to {}", many(max)),
    }
}

fn class(class: CharClass, many: bool) -> &'static str {
    match (class, many) {
        (CharClass::Letter, false) => "a letter",
        (CharClass::Letter, true) => "letters",
        (CharClass::AsciiLetter, false) => "a letter from a to z or A to Z",
        (CharClass::AsciiLetter, true) => "letters from a to z and A to Z",
        (CharClass::Lowercase, false) => "a letter from a to z",
        (CharClass::Lowercase, true) => "letters from a to z",
        (CharClass::Uppercase, false) => "a letter from A to Z",
        (CharClass::Uppercase, true) => "letters from A to Z",
        (CharClass::Digit, false) => "a digit",
        (CharClass::Digit, true) => "digits",
        (CharClass::Chinese, false) => "a Chinese character",
        (CharClass::Chinese, true) => "Chinese characters",
    }
}

fn members(set: &CharSet, many: bool) -> Vec<String> {
    let classes = set.classes.iter().map(|each| class(*each, many).to_owned());
    let literals = set
        .literals
        .iter()
        .flat_map(|text| text.chars())
        .map(char_code);
    classes.chain(literals).collect()
}

/// `a letter, a digit or _`.
fn one_char(set: &CharSet) -> String {
    listed(&members(set, false), "or")
}

/// `only letters, digits and _`.
fn charset(set: &CharSet) -> String {
    format!("only {}", listed(&members(set, true), "and"))
}

fn char_code(c: char) -> String {
    if c == ' ' {
        "blank".to_owned()
    } else {
        code(c.encode_utf8(&mut [0; 4]))
    }
}

fn forbid_chars(chars: &str) -> String {
    let chars: Vec<String> = chars.chars().map(char_code).collect();
    format!("none of {}", listed(&chars, "and"))
}

fn one_of_values(values: &[String]) -> String {
    match values {
        [] => "no value at all".to_owned(),
        [one] => format!("only {}", code(one)),
        _ => format!("one of {}", codes(values, "and")),
    }
}

fn range<T: std::fmt::Display + PartialEq>(min: Option<T>, max: Option<T>) -> String {
    match (min, max) {
        (None, None) => "any number".to_owned(),
        (Some(min), None) => format!("at least {min}"),
        (None, Some(max)) => format!("at most {max}"),
        (Some(min), Some(max)) if min == max => format!("only {min}"),
        (Some(min), Some(max)) => format!("{min} to {max}"),
    }
}

/// `1 to 9`.
fn int_range(bounds: &IntRange) -> String {
    range(bounds.min, bounds.max)
}

/// `1 to 9, 12, 24 or 36`.
fn int_set(set: &IntSet) -> String {
    let ranges: Vec<String> = set
        .ranges
        .iter()
        .map(|pair| match pair.as_slice() {
            [from, to] if from == to => from.to_string(),
            [from, to] => format!("{from} to {to}"),
            other => format!("{other:?}"),
        })
        .collect();
    listed(&ranges, "or")
}

/// `more than 0, at most 1.5`.
fn number_range(bounds: &NumberRange) -> String {
    let min = bounds.min.as_ref().map(|min| {
        let words = if bounds.exclusive_min {
            "more than"
        } else {
            "at least"
        };
        format!("{words} {}", prose(min))
    });
    let max = bounds.max.as_ref().map(|max| {
        let words = if bounds.exclusive_max {
            "less than"
        } else {
            "at most"
        };
        format!("{words} {}", prose(max))
    });
    let parts: Vec<String> = min.into_iter().chain(max).collect();
    if parts.is_empty() {
        "any number".to_owned()
    } else {
        parts.join(", ")
    }
}

/// `at most 5 elements`, `1 to 10 pieces between ,`.
fn items(items: &Items) -> String {
    match &items.separator {
        Some(separator) => format!(
            "{} between {}",
            counted(items.min, items.max, "piece"),
            code(separator)
        ),
        None => counted(items.min, items.max, "element"),
    }
}

fn datetime(format: &str) -> String {
    match format {
        "unix-seconds" => "a time in seconds since 1970, not negative".to_owned(),
        "unix-milliseconds" => "a time in milliseconds since 1970, not negative".to_owned(),
        _ => format!("a time as {}", code(format)),
    }
}

/// The words of a rule across fields.
#[must_use]
pub fn rule(check: &RuleCheck) -> String {
    match check {
        RuleCheck::RequiredIf(rule) => required_if(rule),
        RuleCheck::Requires(rule) => requires(rule),
        RuleCheck::Exclusive(rule) => exclusive(rule),
        RuleCheck::AtLeastOne(rule) => at_least_one(rule),
        RuleCheck::Compare(rule) => compare(rule),
        RuleCheck::ServerSide(rule) => prose(rule.text.trim_end_matches('.')),
    }
}

fn required_if(rule: &RequiredIf) -> String {
    let when = &rule.when;
    format!(
        "{} must be given where {} is {}",
        code(&rule.param),
        code(&when.param),
        codes(&when.equals, "or")
    )
}

fn requires(rule: &Requires) -> String {
    format!(
        "{} must be given where {} is",
        code(&rule.needs),
        code(&rule.param)
    )
}

fn exclusive(rule: &Exclusive) -> String {
    format!("at most one of {}", codes(&rule.params, "and"))
}

fn at_least_one(rule: &AtLeastOne) -> String {
    format!("at least one of {}", codes(&rule.params, "and"))
}

fn compare(rule: &Compare) -> String {
    let relation = match (rule.order, rule.or_equal) {
        (Order::Number, false) => "is less than",
        (Order::Number, true) => "is not more than",
        (Order::Time, false) => "is before",
        (Order::Time, true) => "is not after",
    };
    format!("{} {relation} {}", code(&rule.param), code(&rule.less_than))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_counts_and_sets() {
        let length = |min, max, allow_empty| {
            self::length(&Length {
                min,
                max,
                unit: LengthUnit::Chars,
                allow_empty,
            })
        };
        assert_eq!(length(Some(2), Some(80), false), "2 to 80 characters");
        assert_eq!(length(None, Some(1), true), "at most 1 character, or empty");
        assert_eq!(length(Some(0), None, false), "at least 0 characters");
        let set = IntSet {
            ranges: vec![vec![1, 9], vec![12, 12], vec![24, 24]],
        };
        assert_eq!(int_set(&set), "1 to 9, 12 or 24");
        let set = CharSet {
            classes: vec![CharClass::Letter, CharClass::Digit],
            literals: Some("_ ".into()),
        };
        assert_eq!(charset(&set), "only letters, digits, `_` and blank");
        assert_eq!(one_char(&set), "a letter, a digit, `_` or blank");
        assert_eq!(one_of_values(&["a".into()]), "only `a`");
        let bounds = NumberRange {
            min: Some("0".into()),
            exclusive_min: true,
            max: None,
            exclusive_max: false,
        };
        assert_eq!(number_range(&bounds), "more than 0");
    }
}
