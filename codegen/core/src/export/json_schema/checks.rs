//! One constraint of one value as keywords of JSON Schema.

use std::collections::BTreeSet;

use acs_spec::Type;
use acs_spec::constraint::{CharClass, CharSet, Check, Constraint, LengthUnit};
use acs_spec::json::{self, Json, Value};
use acs_spec::shape::object;

use super::{Members, member, number};

/// A value in the JSON kind of its type; as a text where it is none of that type.
pub(super) fn typed(kind: Type, text: &str) -> Json {
    match (kind, text.to_ascii_lowercase().as_str()) {
        (Type::Boolean, "true") => Json::Bool(true),
        (Type::Boolean, "false") => Json::Bool(false),
        (Type::Float | Type::Double, _) => plain_number(text).unwrap_or_else(|| Json::text(text)),
        (Type::Int32 | Type::Int64, _) => text
            .parse::<i64>()
            .map_or_else(|_| Json::text(text), number),
        _ => Json::text(text),
    }
}

/// A number as written, if JSON has such a one.
fn plain_number(text: &str) -> Option<Json> {
    match json::parse(text).ok()?.value {
        Value::Number(written) => Some(Json::Number(written)),
        _ => None,
    }
}

fn pattern(text: impl Into<String>) -> Json {
    object(vec![("pattern", Json::text(text))])
}

fn bounds(names: (&str, Option<Json>), others: (&str, Option<Json>)) -> Members {
    [names, others]
        .into_iter()
        .filter_map(|(name, value)| Some(member(name, value?)))
        .collect()
}

/// The keywords; `None` where JSON Schema has no way to say it.
pub(super) fn constraint_schema(constraint: &Constraint, kind: Type) -> Option<Json> {
    if constraint.pieces.is_some() {
        return None;
    }
    let list =
        |values: &[String]| Json::Array(values.iter().map(|value| typed(kind, value)).collect());
    Some(match &constraint.check {
        Check::Length(length) if length.unit == LengthUnit::Chars => {
            let out = bounds(
                ("minLength", length.min.map(number)),
                ("maxLength", length.max.map(number)),
            );
            if length.allow_empty && length.min.is_some_and(|min| min > 0) {
                let empty = object(vec![("maxLength", number(0))]);
                object(vec![("anyOf", Json::Array(vec![empty, Json::Object(out)]))])
            } else {
                Json::Object(out)
            }
        }
        Check::FirstChar(edge) => pattern(format!("^(?:$|{})", class(&edge.allowed)?)),
        Check::LastChar(edge) => pattern(format!("(?:^|{})$", class(&edge.allowed)?)),
        Check::Charset(set) => pattern(format!("^{}*$", class(&set.allowed)?)),
        Check::ForbidChars(set) if !set.chars.is_empty() => {
            pattern(format!("^[^{}]*$", escape_class(&set.chars)))
        }
        Check::ForbidPrefix(set) if !set.prefixes.is_empty() => {
            let starts: Vec<String> = set.prefixes.iter().map(|prefix| escape(prefix)).collect();
            object(vec![("not", pattern(format!("^(?:{})", starts.join("|"))))])
        }
        Check::Ascii(_) => pattern("^[\\x00-\\x7F]*$"),
        Check::OneOf(one_of) if !one_of.values.is_empty() => {
            object(vec![("enum", list(&one_of.values))])
        }
        Check::Fixed(fixed) => object(vec![("const", typed(kind, &fixed.value))]),
        Check::IntRange(range) => Json::Object(bounds(
            ("minimum", range.min.map(number)),
            ("maximum", range.max.map(number)),
        )),
        Check::IntSet(set) if !set.ranges.is_empty() => {
            let any = set
                .ranges
                .iter()
                .filter_map(|range| match range.as_slice() {
                    [from, to] => Some(object(vec![
                        ("minimum", number(from)),
                        ("maximum", number(to)),
                    ])),
                    _ => None,
                });
            object(vec![("anyOf", Json::Array(any.collect()))])
        }
        Check::NumberRange(range) => {
            let min = if range.exclusive_min {
                "exclusiveMinimum"
            } else {
                "minimum"
            };
            let max = if range.exclusive_max {
                "exclusiveMaximum"
            } else {
                "maximum"
            };
            let bound = |text: &Option<String>| text.as_deref().map(plain_number);
            let (low, high) = (bound(&range.min), bound(&range.max));
            if low == Some(None) || high == Some(None) {
                return None;
            }
            Json::Object(bounds((min, low.flatten()), (max, high.flatten())))
        }
        Check::Items(items) if items.separator.is_none() => Json::Object(bounds(
            ("minItems", items.min.map(number)),
            ("maxItems", items.max.map(number)),
        )),
        Check::Pattern(p) => pattern(format!("^(?:{})$", p.pattern)),
        Check::Length(_)
        | Check::Items(_)
        | Check::ForbidChars(_)
        | Check::ForbidPrefix(_)
        | Check::OneOf(_)
        | Check::IntSet(_)
        | Check::Datetime(_)
        | Check::ServerSide(_) => return None,
    })
}

/// A character class in the dialect that JSON Schema validators share (ECMA-262 with Unicode); `None` of no characters,
/// which that dialect cannot write.
fn class(set: &CharSet) -> Option<String> {
    let mut out = String::from("[");
    for class in &set.classes {
        out.push_str(match class {
            CharClass::Letter => "\\p{Alphabetic}",
            CharClass::AsciiLetter => "A-Za-z",
            CharClass::Lowercase => "a-z",
            CharClass::Uppercase => "A-Z",
            CharClass::Digit => "0-9",
            CharClass::Chinese => {
                "\u{3400}-\u{4dbf}\u{4e00}-\u{9fff}\u{f900}-\u{faff}\u{20000}-\u{323af}"
            }
        });
    }
    out.push_str(&escape_class(set.literals.as_deref().unwrap_or_default()));
    out.push(']');
    (out != "[]").then_some(out)
}

/// Each character once: two of a kind side by side, such as `&&`, are an operator in some dialects.
fn escape_class(chars: &str) -> String {
    let chars: BTreeSet<char> = chars.chars().collect();
    let escaped = |c: char| {
        if matches!(c, '\\' | ']' | '[' | '^' | '-') {
            format!("\\{c}")
        } else {
            c.into()
        }
    };
    chars.into_iter().map(escaped).collect()
}

fn escape(text: &str) -> String {
    text.chars()
        .map(|c| {
            if "\\^$.|?*+()[]{}/".contains(c) {
                format!("\\{c}")
            } else {
                c.into()
            }
        })
        .collect()
}
