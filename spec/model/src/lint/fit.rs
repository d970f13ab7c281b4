//! Lints of constraints and rules that do not fit the type of what they speak of.

use super::decimal::Decimal;
use super::{Context, Findings, quoted};
use crate::codes;
use crate::constraint::{Check, Constraint, Order, RuleCheck, When};
use crate::operation::Type;
use crate::walk::{Finder, resolve_among};

/// What types have in common, as far as constraints care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Text,
    Whole,
    Number,
    Truth,
    List,
    Record,
    /// Nothing is known, so that nothing can be wrong.
    Open,
}

fn class(r#type: Type) -> Class {
    match r#type {
        Type::String | Type::Json | Type::Binary => Class::Text,
        Type::Int32 | Type::Int64 => Class::Whole,
        Type::Float | Type::Double => Class::Number,
        Type::Boolean => Class::Truth,
        Type::Array => Class::List,
        Type::Object | Type::Map => Class::Record,
        Type::Any | Type::Unstated | Type::Ref => Class::Open,
    }
}

/// The types that a check can be asked of; of the open ones it always can.
fn wants(check: &Check) -> &'static [Class] {
    use Class::{List, Number, Text, Truth, Whole};
    match check {
        Check::Length(_)
        | Check::FirstChar(_)
        | Check::LastChar(_)
        | Check::Charset(_)
        | Check::ForbidChars(_)
        | Check::ForbidPrefix(_)
        | Check::Ascii(_)
        | Check::Pattern(_) => &[Text],
        Check::OneOf(_) | Check::Fixed(_) => &[Text, Whole, Number, Truth],
        Check::IntRange(_) | Check::IntSet(_) => &[Whole],
        Check::NumberRange(_) => &[Number],
        Check::Items(items) if items.separator.is_some() => &[Text],
        Check::Items(_) => &[List],
        Check::Datetime(time) if time.format.starts_with("unix-") => &[Text, Whole],
        Check::Datetime(_) => &[Text],
        Check::ServerSide(_) => &[Text, Whole, Number, Truth, List, Class::Record],
    }
}

fn is_numeric(check: &Check) -> bool {
    matches!(
        check,
        Check::IntRange(_) | Check::IntSet(_) | Check::NumberRange(_)
    )
}

/// `ACS0109` and `ACS0110`.
pub(super) fn constraints(context: &Context<'_>, findings: &mut Findings) {
    let schemas = context.schemas();
    context.each_constraint(&mut |visit, constraint, at| {
        // A reference to nothing has a lint of its own.
        let Some(target) = resolve_among(schemas, visit.schema) else {
            return;
        };
        let (check, r#type) = (&constraint.check, target.r#type);
        match judged(constraint, r#type) {
            Verdict::Fits => {
                for (part, message) in values(check, r#type) {
                    wrong(
                        findings,
                        at.part(&format!("check/{part}")),
                        &constraint.id,
                        &message,
                    );
                }
            }
            Verdict::NumericOnText => findings.add(
                &codes::NUMERIC_BOUND_ON_TEXT,
                at.part("check"),
                format!(
                    "{}: a numeric bound stands on a text",
                    quoted(&constraint.id)
                ),
                "keep it under `vendor`, or correct the type",
            ),
            Verdict::Misfit(message) => wrong(findings, at.part("check"), &constraint.id, &message),
        }
    });
}

fn wrong(findings: &mut Findings, pointer: String, id: &str, message: &str) {
    findings.add(
        &codes::WRONG_TYPE_FOR_CHECK,
        pointer,
        format!("{}: {message}", quoted(id)),
        "correct the type or the constraint; what is asked of elements stands at a list's `items`",
    );
}

enum Verdict {
    Fits,
    NumericOnText,
    Misfit(String),
}

fn judged(constraint: &Constraint, r#type: Type) -> Verdict {
    let (check, class) = (&constraint.check, class(r#type));
    if class == Class::Open {
        return Verdict::Fits;
    }
    if constraint.pieces.is_some() {
        // Pieces are texts, and a text may hold a number.
        return match (class, check) {
            (Class::Text, Check::Items(items)) if items.separator.is_none() => Verdict::Misfit(
                "a piece of a text has no elements, unless a `separator` parts it".into(),
            ),
            (Class::Text, _) => Verdict::Fits,
            _ => Verdict::Misfit(format!("a value of type `{type}` has no pieces")),
        };
    }
    if wants(check).contains(&class) {
        Verdict::Fits
    } else if class == Class::Text && is_numeric(check) {
        Verdict::NumericOnText
    } else {
        Verdict::Misfit(format!(
            "`{}` cannot be asked of a value of type `{type}`",
            check.kind()
        ))
    }
}

/// Values in the check that no value of the type can equal, and bounds that are no numbers.
fn values(check: &Check, r#type: Type) -> Vec<(String, String)> {
    match check {
        Check::OneOf(one_of) => no_values("values", &one_of.values, r#type),
        Check::Fixed(fixed) if !is_value(&fixed.value, r#type) => {
            vec![("value".into(), no_value(&fixed.value, r#type))]
        }
        Check::NumberRange(range) => [("min", &range.min), ("max", &range.max)]
            .into_iter()
            .filter_map(|(part, bound)| {
                let bound = bound.as_deref()?;
                Decimal::parse(bound)
                    .is_none()
                    .then(|| (part.to_owned(), format!("{} is no number", quoted(bound))))
            })
            .collect(),
        _ => Vec::new(),
    }
}

fn no_values(part: &str, values: &[String], r#type: Type) -> Vec<(String, String)> {
    values
        .iter()
        .enumerate()
        .filter(|(_, value)| !is_value(value, r#type))
        .map(|(n, value)| (format!("{part}/{n}"), no_value(value, r#type)))
        .collect()
}

fn no_value(value: &str, r#type: Type) -> String {
    format!("{} is no value of type `{type}`", quoted(value))
}

/// Whether a text is a value of this type, as a request would hold it.
pub(super) fn is_value(text: &str, r#type: Type) -> bool {
    // Rust reads a leading `+`, which requests do not have.
    let whole = || !text.starts_with('+');
    match r#type {
        Type::Int32 => whole() && text.parse::<i32>().is_ok(),
        Type::Int64 => whole() && text.parse::<i64>().is_ok(),
        Type::Float => {
            Decimal::parse(text).is_some() && text.parse::<f32>().is_ok_and(f32::is_finite)
        }
        Type::Double => {
            Decimal::parse(text).is_some() && text.parse::<f64>().is_ok_and(f64::is_finite)
        }
        Type::Boolean => text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false"),
        _ => true,
    }
}

/// `ACS0109`, of rules: values that trigger nothing, and comparisons of what cannot be compared.
pub(super) fn rules(context: &Context<'_>, findings: &mut Findings) {
    let Some(operation) = context.operation() else {
        return;
    };
    let mut finder = Finder::new(operation);
    let mut type_of = |within: Option<&str>, name: &str| {
        let schema = finder.named_in_rule(within, name)?;
        Some(resolve_among(&operation.schemas, schema)?.r#type)
    };
    let when =
        |findings: &mut Findings, at: String, id: &str, r#type: Option<Type>, when: &When| {
            let Some(r#type) = r#type else { return };
            if matches!(class(r#type), Class::List | Class::Record) {
                let message = format!("a value of type `{type}` equals no text");
                wrong(findings, format!("{at}/param"), id, &message);
            }
            for (part, message) in no_values("equals", &when.equals, r#type) {
                wrong(findings, format!("{at}/{part}"), id, &message);
            }
        };
    for (n, rule) in operation.rules.iter().enumerate() {
        let within = rule.within.as_deref();
        match &rule.check {
            RuleCheck::RequiredIf(check) => {
                let r#type = type_of(within, &check.when.param);
                let at = format!("/rules/{n}/check/when");
                when(findings, at, &rule.id, r#type, &check.when);
            }
            RuleCheck::Compare(check) => {
                let sides = [("param", &check.param), ("less_than", &check.less_than)];
                for (part, name) in sides {
                    let Some(r#type) = type_of(within, name) else {
                        continue;
                    };
                    let fits = match (class(r#type), check.order) {
                        (Class::Text | Class::Open, _) => true,
                        (Class::Whole, order) => order == Order::Number,
                        _ => false,
                    };
                    if !fits {
                        let message =
                            format!("a value of type `{type}` has no order `{}`", check.order);
                        wrong(
                            findings,
                            format!("/rules/{n}/check/{part}"),
                            &rule.id,
                            &message,
                        );
                    }
                }
            }
            _ => {}
        }
    }
    for (n, outcome) in operation.outcomes.iter().enumerate() {
        if let Some(condition) = &outcome.when {
            let r#type = type_of(None, &condition.param);
            let at = format!("/outcomes/{n}/when");
            when(findings, at, &outcome.code, r#type, condition);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::*;
    use super::*;
    use crate::constraint::*;
    use crate::operation::Operation;

    fn checks() -> Vec<Check> {
        let letters = || CharSet {
            classes: vec![CharClass::Letter],
            literals: None,
        };
        vec![
            length(Some(1), None),
            Check::FirstChar(EdgeChar { allowed: letters() }),
            Check::LastChar(EdgeChar { allowed: letters() }),
            Check::Charset(Charset { allowed: letters() }),
            Check::ForbidChars(ForbidChars { chars: "@".into() }),
            Check::ForbidPrefix(ForbidPrefix {
                prefixes: vec!["x".into()],
            }),
            Check::Ascii(Ascii {}),
            Check::Pattern(Pattern {
                pattern: "a+".into(),
                dialect: Dialect::Portable,
            }),
            Check::OneOf(OneOf {
                values: vec!["1".into()],
            }),
            Check::Fixed(Fixed { value: "1".into() }),
            Check::IntRange(IntRange {
                min: Some(1),
                max: None,
            }),
            Check::IntSet(IntSet {
                ranges: vec![vec![1, 2]],
            }),
            Check::NumberRange(NumberRange {
                min: Some("1".into()),
                exclusive_min: false,
                max: None,
                exclusive_max: false,
            }),
            Check::Items(Items {
                min: Some(1),
                max: None,
                separator: None,
            }),
            Check::Datetime(Datetime {
                format: "yyyy-MM-dd".into(),
            }),
            Check::ServerSide(ServerSide { text: "x".into() }),
        ]
    }

    /// What each type refuses (`!`) or warns of (`?`).
    #[test]
    fn the_table() {
        let row = |r#type: Type| -> String {
            checks()
                .into_iter()
                .map(|check| match judged(&constraint("c", check), r#type) {
                    Verdict::Fits => '.',
                    Verdict::NumericOnText => '?',
                    Verdict::Misfit(_) => '!',
                })
                .collect()
        };
        //                                      lflcffapofiiniDs
        assert_eq!(row(Type::String), /*    */ "..........???!..");
        assert_eq!(row(Type::Int32), /*     */ "!!!!!!!!....!!!.");
        assert_eq!(row(Type::Double), /*    */ "!!!!!!!!..!!.!!.");
        assert_eq!(row(Type::Boolean), /*   */ "!!!!!!!!..!!!!!.");
        assert_eq!(row(Type::Array), /*     */ "!!!!!!!!!!!!!.!.");
        assert_eq!(row(Type::Object), /*    */ "!!!!!!!!!!!!!!!.");
        assert_eq!(row(Type::Unstated), /*  */ "................");
    }

    #[test]
    fn misfits_have_a_place() {
        let place = "/parameters/2/schema/constraints/0/check";
        let found = faults(&on_count(vec![length(Some(1), None)]));
        assert_eq!(found, [format!("ACS0109 {place}")]);
        let found = faults(&on_count(vec![Check::OneOf(OneOf {
            values: vec!["1".into(), "+2".into(), "2147483648".into(), "-3".into()],
        })]));
        assert_eq!(
            found,
            [
                format!("ACS0109 {place}/values/1"),
                format!("ACS0109 {place}/values/2")
            ]
        );
        let found = faults(&on_count(vec![Check::Fixed(Fixed { value: "x".into() })]));
        assert_eq!(found, [format!("ACS0109 {place}/value")]);
        let range = Check::IntRange(IntRange {
            min: Some(1),
            max: None,
        });
        let found = faults(&on_lamp(vec![range]));
        assert_eq!(found, ["ACS0110 /parameters/0/schema/constraints/0/check"]);
    }

    #[test]
    fn constraints_at_a_reference_are_on_its_target() {
        let mut operation = on_count(vec![length(Some(1), None)]);
        let count = &mut operation.parameters[2].schema;
        count.r#type = Type::Ref;
        count.reference = Some("Number".into());
        operation
            .schemas
            .insert("Number".into(), schema(Type::Int64));
        assert_eq!(
            faults(&operation),
            ["ACS0109 /parameters/2/schema/constraints/0/check"]
        );
    }

    #[test]
    fn bounds_are_numbers() {
        let mut operation = on_count(vec![Check::NumberRange(NumberRange {
            min: Some("one".into()),
            exclusive_min: false,
            max: Some("2.5".into()),
            exclusive_max: false,
        })]);
        operation.parameters[2].schema.r#type = Type::Float;
        assert_eq!(
            faults(&operation),
            ["ACS0109 /parameters/2/schema/constraints/0/check/min"]
        );
    }

    #[test]
    fn pieces_are_of_texts() {
        let with = |mut operation: Operation, n: usize| {
            operation.parameters[n].schema.constraints[0].pieces = Some(Pieces {
                separator: ",".into(),
            });
            faults(&operation)
        };
        let range = || {
            Check::IntRange(IntRange {
                min: Some(1),
                max: None,
            })
        };
        assert!(with(on_lamp(vec![range()]), 0).is_empty());
        assert_eq!(with(on_count(vec![range()]), 2).len(), 1);
        let items = Check::Items(Items {
            min: Some(1),
            max: None,
            separator: None,
        });
        assert_eq!(with(on_lamp(vec![items]), 0).len(), 1);
    }

    #[test]
    fn rules_fit_what_they_name() {
        let with = |check: RuleCheck| {
            let mut operation = operation();
            operation.rules = vec![rule("r", check)];
            faults(&operation)
        };
        let when = |param: &str, value: &str| {
            RuleCheck::RequiredIf(RequiredIf {
                param: "Lamp".into(),
                when: When {
                    param: param.into(),
                    equals: vec!["1".into(), value.into()],
                },
            })
        };
        assert!(with(when("Count", "2")).is_empty());
        assert_eq!(
            with(when("Count", "two")),
            ["ACS0109 /rules/0/check/when/equals/1"]
        );
        assert_eq!(
            with(when("Beams", "2")),
            ["ACS0109 /rules/0/check/when/param"]
        );
        let compare = |order: Order, other: &str| {
            with(RuleCheck::Compare(Compare {
                param: "Lamp".into(),
                less_than: other.into(),
                or_equal: false,
                order,
            }))
        };
        assert!(compare(Order::Number, "Count").is_empty());
        assert_eq!(
            compare(Order::Time, "Count"),
            ["ACS0109 /rules/0/check/less_than"]
        );
        assert_eq!(
            compare(Order::Number, "Beams"),
            ["ACS0109 /rules/0/check/less_than"]
        );
    }
}
