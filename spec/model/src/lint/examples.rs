//! The lint of examples against the constraints beside them.
//!
//! This is a cross-check of two readings of one documentation, not a judge of requests: it knows the simple kinds only,
//! and passes over masked examples.

use super::decimal::Decimal;
use super::{Context, Findings, datetime, fit, quoted};
use crate::codes;
use crate::constraint::{CharClass, CharSet, Check, Constraint, LengthUnit, NumberRange};
use crate::operation::Type;
use crate::walk::resolve_among;

/// `ACS0116`.
pub(super) fn broken(context: &Context<'_>, findings: &mut Findings) {
    let schemas = context.schemas();
    context.each_schema(&mut |visit| {
        let schema = visit.schema;
        let Some(example) = schema.example.as_deref().filter(|text| !text.contains("***")) else {
            return;
        };
        let Some(target) = resolve_among(schemas, schema) else {
            return;
        };
        let shown = if schema.sensitive || target.sensitive {
            format!("<{} characters>", example.chars().count())
        } else {
            quoted(example)
        };
        let mut add = |what: String| {
            findings.add(
                &codes::EXAMPLE_BREAKS_RULE,
                format!("{}/example", visit.pointer),
                format!("the example {shown} {what}"),
                "look at the source again: correct the example or the constraint, whichever was read wrongly",
            );
        };
        if !fit::is_value(example, target.r#type) {
            add(format!("is no value of type `{}`", target.r#type));
            return;
        }
        let own = schema.constraints.iter();
        let inherited = target.constraints.iter().filter(|_| !std::ptr::eq(schema, target));
        for constraint in own.chain(inherited) {
            if breaks(constraint, target.r#type, example) {
                add(format!("breaks {}", quoted(&constraint.id)));
            }
        }
    });
}

fn breaks(constraint: &Constraint, r#type: Type, example: &str) -> bool {
    match &constraint.pieces {
        None => !holds(&constraint.check, r#type, example),
        Some(_) if example.is_empty() => false,
        Some(pieces) if pieces.separator.is_empty() => false,
        Some(pieces) => example
            .split(&*pieces.separator)
            .any(|piece| !holds(&constraint.check, Type::String, piece)),
    }
}

/// Whether the check holds, or is of a kind that is not looked into here.
fn holds(check: &Check, r#type: Type, text: &str) -> bool {
    if matches!(r#type, Type::Array | Type::Object | Type::Map) {
        return true;
    }
    match check {
        Check::Length(length) => {
            let count = match length.unit {
                LengthUnit::Chars => text.chars().count(),
                LengthUnit::Bytes => text.len(),
            } as u64;
            (text.is_empty() && length.allow_empty) || within(count, length.min, length.max)
        }
        Check::FirstChar(edge) => text.chars().next().is_none_or(|c| is_in(c, &edge.allowed)),
        Check::LastChar(edge) => {
            let last = text.chars().next_back();
            last.is_none_or(|c| is_in(c, &edge.allowed))
        }
        Check::Charset(set) => text.chars().all(|c| is_in(c, &set.allowed)),
        Check::ForbidChars(forbid) => !text.contains(|c| forbid.chars.contains(c)),
        Check::ForbidPrefix(forbid) => !forbid.prefixes.iter().any(|p| text.starts_with(&**p)),
        Check::Ascii(_) => text.is_ascii(),
        Check::OneOf(one_of) => one_of.values.iter().any(|value| equal(value, text, r#type)),
        Check::Fixed(fixed) => equal(&fixed.value, text, r#type),
        Check::IntRange(range) => text
            .parse::<i64>()
            .map_or(true, |number| within(number, range.min, range.max)),
        Check::IntSet(set) => text.parse::<i64>().map_or(true, |number| {
            let holds = |range: &Vec<i64>| {
                range.first().is_some_and(|from| *from <= number)
                    && range.last().is_some_and(|to| number <= *to)
            };
            set.ranges.iter().any(holds)
        }),
        Check::NumberRange(range) => in_number_range(range, text),
        Check::Items(items) => match items.separator.as_deref() {
            None | Some("") => true,
            Some(separator) => {
                let count = if text.is_empty() {
                    0
                } else {
                    text.split(separator).count()
                };
                within(count as u64, items.min, items.max)
            }
        },
        Check::Datetime(time) => datetime::matches(&time.format, text),
        Check::Pattern(_) | Check::ServerSide(_) => true,
    }
}

fn within<T: PartialOrd>(value: T, min: Option<T>, max: Option<T>) -> bool {
    min.is_none_or(|min| value >= min) && max.is_none_or(|max| value <= max)
}

fn in_number_range(range: &NumberRange, text: &str) -> bool {
    let Some(number) = Decimal::parse(text) else {
        return true;
    };
    let bound = |text: &Option<String>| text.as_deref().and_then(Decimal::parse);
    let above = bound(&range.min).is_none_or(|min| {
        if range.exclusive_min {
            number > min
        } else {
            number >= min
        }
    });
    let below = bound(&range.max).is_none_or(|max| {
        if range.exclusive_max {
            number < max
        } else {
            number <= max
        }
    });
    above && below
}

fn equal(value: &str, text: &str, r#type: Type) -> bool {
    match r#type {
        Type::Int32 | Type::Int64 | Type::Float | Type::Double => {
            match (Decimal::parse(value), Decimal::parse(text)) {
                (Some(a), Some(b)) => a == b,
                _ => value == text,
            }
        }
        Type::Boolean => value.eq_ignore_ascii_case(text),
        _ => value == text,
    }
}

fn is_in(c: char, set: &CharSet) -> bool {
    set.literals.as_deref().is_some_and(|literals| literals.contains(c))
        || set.classes.iter().any(|class| match class {
            CharClass::Letter => c.is_alphabetic(),
            CharClass::AsciiLetter => c.is_ascii_alphabetic(),
            CharClass::Lowercase => c.is_ascii_lowercase(),
            CharClass::Uppercase => c.is_ascii_uppercase(),
            CharClass::Digit => c.is_ascii_digit(),
            CharClass::Chinese => matches!(c,
                '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}'),
        })
}

#[cfg(test)]
mod tests {
    use super::super::sample::*;
    use super::*;
    use crate::constraint::*;
    use crate::operation::Operation;

    fn with(mut operation: Operation, n: usize, example: &str) -> usize {
        operation.parameters[n].schema.example = Some(example.into());
        let found = faults(&operation);
        let place = format!("ACS0116 /parameters/{n}/schema/example");
        assert!(found.iter().all(|fault| *fault == place), "{found:?}");
        found.len()
    }

    fn lamp(check: Check, example: &str) -> usize {
        with(on_lamp(vec![check]), 0, example)
    }

    fn count(check: Check, example: &str) -> usize {
        with(on_count(vec![check]), 2, example)
    }

    fn set(classes: &[CharClass], literals: &str) -> CharSet {
        CharSet {
            classes: classes.to_vec(),
            literals: Some(literals.into()),
        }
    }

    #[test]
    fn texts() {
        assert_eq!(lamp(length(Some(2), Some(3)), "日本"), 0);
        assert_eq!(lamp(length(Some(2), Some(3)), "a"), 1);
        assert_eq!(lamp(length(Some(2), Some(3)), "abcd"), 1);
        let bytes = Check::Length(Length {
            min: Some(3),
            max: Some(3),
            unit: LengthUnit::Bytes,
            allow_empty: true,
        });
        assert_eq!(lamp(bytes.clone(), "日"), 0);
        assert_eq!(lamp(bytes.clone(), ""), 0);
        assert_eq!(lamp(bytes, "日本"), 1);
        let first = Check::FirstChar(EdgeChar {
            allowed: set(&[CharClass::Letter], ""),
        });
        assert_eq!(lamp(first.clone(), "日1"), 0);
        assert_eq!(lamp(first.clone(), ""), 0);
        assert_eq!(lamp(first, "1日"), 1);
        let last = Check::LastChar(EdgeChar {
            allowed: set(&[CharClass::Uppercase, CharClass::Digit], "_"),
        });
        assert_eq!(lamp(last.clone(), "a_"), 0);
        assert_eq!(lamp(last, "Aa"), 1);
        let charset = Check::Charset(Charset {
            allowed: set(&[CharClass::AsciiLetter, CharClass::Chinese], "-"),
        });
        assert_eq!(lamp(charset.clone(), "a-\u{9fff}"), 0);
        assert_eq!(lamp(charset.clone(), "é"), 1);
        assert_eq!(lamp(charset, "あ"), 1);
        let lower = Check::Charset(Charset {
            allowed: set(&[CharClass::Lowercase], ""),
        });
        assert_eq!(lamp(lower, "aB"), 1);
        let forbid = Check::ForbidChars(ForbidChars { chars: "@/".into() });
        assert_eq!(lamp(forbid.clone(), "a\\b"), 0);
        assert_eq!(lamp(forbid, "a/b"), 1);
        let prefix = Check::ForbidPrefix(ForbidPrefix {
            prefixes: vec!["acs:".into(), "http".into()],
        });
        assert_eq!(lamp(prefix.clone(), "HTTP"), 0);
        assert_eq!(lamp(prefix, "https"), 1);
        assert_eq!(lamp(Check::Ascii(Ascii {}), "é"), 1);
        let one_of = Check::OneOf(OneOf {
            values: vec!["Red".into(), "01".into()],
        });
        assert_eq!(lamp(one_of.clone(), "Red"), 0);
        assert_eq!(lamp(one_of.clone(), "red"), 1);
        assert_eq!(lamp(one_of, "1"), 1);
        let time = Check::Datetime(Datetime {
            format: "yyyy-MM-dd".into(),
        });
        assert_eq!(lamp(time.clone(), "2024-02-29"), 0);
        assert_eq!(lamp(time, "2023-02-29"), 1);
        let items = Check::Items(Items {
            min: Some(2),
            max: Some(2),
            separator: Some(",".into()),
        });
        assert_eq!(lamp(items.clone(), "a,"), 0);
        assert_eq!(lamp(items, ""), 1);
    }

    #[test]
    fn numbers() {
        let range = Check::IntRange(IntRange {
            min: Some(-1),
            max: Some(3),
        });
        assert_eq!(count(range.clone(), "-1"), 0);
        assert_eq!(count(range.clone(), "4"), 1);
        assert_eq!(count(range, "many"), 1);
        let set = Check::IntSet(IntSet {
            ranges: vec![vec![1, 9], vec![12, 12]],
        });
        assert_eq!(count(set.clone(), "12"), 0);
        assert_eq!(count(set, "10"), 1);
        let fixed = Check::Fixed(Fixed { value: "1".into() });
        assert_eq!(count(fixed.clone(), "01"), 0);
        assert_eq!(count(fixed, "2"), 1);
        let number = |example: &str| {
            let mut operation = on_count(vec![Check::NumberRange(NumberRange {
                min: Some("0".into()),
                exclusive_min: true,
                max: Some("2.50".into()),
                exclusive_max: false,
            })]);
            operation.parameters[2].schema.r#type = Type::Double;
            with(operation, 2, example)
        };
        assert_eq!((number("2.5"), number("0.0"), number("2.51")), (0, 1, 1));
    }

    #[test]
    fn masked_and_unknown_are_passed_over() {
        assert_eq!(lamp(length(Some(20), None), "lamp-****"), 0);
        let pattern = Check::Pattern(Pattern {
            pattern: "a".into(),
            dialect: Dialect::Portable,
        });
        assert_eq!(lamp(pattern, "b"), 0);
    }

    #[test]
    fn pieces_and_references() {
        let mut operation = on_lamp(vec![length(Some(2), Some(2))]);
        operation.parameters[0].schema.constraints[0].pieces = Some(Pieces {
            separator: ",".into(),
        });
        assert_eq!(with(operation.clone(), 0, "ab,cd"), 0);
        assert_eq!(with(operation.clone(), 0, "ab,c"), 1);
        assert_eq!(with(operation.clone(), 0, ""), 0);
        let lamp = std::mem::replace(&mut operation.parameters[0].schema, schema(Type::Ref));
        operation.parameters[0].schema.reference = Some("Lamp".into());
        operation.schemas.insert("Lamp".into(), lamp);
        assert_eq!(with(operation, 0, "a"), 1);
    }

    #[test]
    fn a_sensitive_example_is_not_shown() {
        let mut operation = on_lamp(vec![length(None, Some(3))]);
        operation.parameters[0].schema.sensitive = true;
        operation.parameters[0].schema.example = Some("Hush1!".into());
        let found = super::super::operation(&operation, None);
        assert_eq!(found.len(), 1);
        assert!(found[0].message.contains("<6 characters>"));
        assert!(!found[0].message.contains("Hush"));
    }
}
