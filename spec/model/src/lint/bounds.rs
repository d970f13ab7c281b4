//! Lints of bounds and sets: constraints that allow nothing, and such as say nothing.

use super::decimal::Decimal;
use super::{Context, Findings, quoted};
use crate::codes;
use crate::constraint::{CharSet, Check, RuleCheck};

/// `ACS0101`.
pub(super) fn reversed(context: &Context<'_>, findings: &mut Findings) {
    context.each_constraint(&mut |_, constraint, at| {
        let fault = match &constraint.check {
            Check::Length(length) => above(length.min, length.max),
            Check::Items(items) => above(items.min, items.max),
            Check::IntRange(range) => above(range.min, range.max),
            Check::NumberRange(range) => {
                let bounds = (range.min.as_deref(), range.max.as_deref());
                match bounds {
                    (Some(min), Some(max)) => {
                        let read = (Decimal::parse(min), Decimal::parse(max));
                        match read {
                            (Some(a), Some(b)) if a > b => above_text(min, max),
                            _ => None,
                        }
                    }
                    _ => None,
                }
            }
            Check::IntSet(set) => ranges(&set.ranges),
            _ => None,
        };
        if let Some(fault) = fault {
            findings.add(
                &codes::REVERSED_BOUNDS,
                at.part("check"),
                format!("{}: {fault}", quoted(&constraint.id)),
                "put the smaller number first, ranges in ascending order, or drop the bound that no source states",
            );
        }
    });
}

fn above<T: PartialOrd + std::fmt::Display>(min: Option<T>, max: Option<T>) -> Option<String> {
    match (min, max) {
        (Some(min), Some(max)) if min > max => above_text(&min.to_string(), &max.to_string()),
        _ => None,
    }
}

fn above_text(min: &str, max: &str) -> Option<String> {
    Some(format!(
        "the minimum {} is above the maximum {}",
        quoted(min),
        quoted(max)
    ))
}

/// Pairs of another length are no ranges at all, which [`empty`] reports.
fn ranges(ranges: &[Vec<i64>]) -> Option<String> {
    let mut before: Option<i64> = None;
    for range in ranges {
        let [from, to] = range.as_slice() else {
            continue;
        };
        if from > to {
            return Some(format!("the range from {from} to {to} has nothing in it"));
        }
        if let Some(before) = before
            && *from <= before
        {
            return Some(format!(
                "the range from {from} begins before the one that ends with {before} has ended"
            ));
        }
        before = Some(*to);
    }
    None
}

/// `ACS0102`, of constraints.
pub(super) fn empty(context: &Context<'_>, findings: &mut Findings) {
    context.each_constraint(&mut |_, constraint, at| {
        let mut add = |part: &str, what: &str| {
            findings.add(
                &codes::EMPTY_CONSTRAINT,
                at.part(part),
                format!("{}: {what}", quoted(&constraint.id)),
                "write down what a source states, or drop the constraint",
            );
        };
        if let Some(what) = says_nothing(&constraint.check) {
            add("check", what);
        }
        if constraint
            .pieces
            .as_ref()
            .is_some_and(|pieces| pieces.separator.is_empty())
        {
            add("pieces", "an empty separator separates nothing");
        }
    });
}

fn says_nothing(check: &Check) -> Option<&'static str> {
    let none =
        |set: &CharSet| set.classes.is_empty() && set.literals.as_deref().is_none_or(str::is_empty);
    let (is_empty, what) = match check {
        Check::Length(length) => (
            length.min.is_none() && length.max.is_none(),
            "there is no bound",
        ),
        Check::FirstChar(edge) | Check::LastChar(edge) => {
            (none(&edge.allowed), "no character is allowed")
        }
        Check::Charset(set) => (none(&set.allowed), "no character is allowed"),
        Check::ForbidChars(forbid) => (forbid.chars.is_empty(), "no character is forbidden"),
        Check::ForbidPrefix(forbid) => (
            forbid.prefixes.is_empty() || forbid.prefixes.iter().any(String::is_empty),
            "there is no beginning, or an empty one with which every text begins",
        ),
        Check::Ascii(_) | Check::Fixed(_) => (false, ""),
        Check::OneOf(one_of) => (one_of.values.is_empty(), "no value is allowed"),
        Check::IntRange(range) => (
            range.min.is_none() && range.max.is_none(),
            "there is no bound",
        ),
        Check::IntSet(set) => (
            set.ranges.is_empty() || set.ranges.iter().any(|range| range.len() != 2),
            "there is no range, or one that is not two numbers",
        ),
        Check::NumberRange(range) => match (&range.min, &range.max) {
            (None, None) => (true, "there is no bound"),
            (Some(min), Some(max)) => (
                (range.exclusive_min || range.exclusive_max)
                    && Decimal::parse(min).is_some_and(|min| Some(min) == Decimal::parse(max)),
                "nothing lies between a bound and itself",
            ),
            _ => (false, ""),
        },
        Check::Items(items) => match &items.separator {
            Some(separator) if separator.is_empty() => {
                (true, "an empty separator separates nothing")
            }
            _ => (
                items.min.is_none() && items.max.is_none(),
                "there is no bound",
            ),
        },
        Check::Pattern(pattern) => (pattern.pattern.is_empty(), "the pattern is empty"),
        Check::Datetime(time) => (time.format.is_empty(), "the format is empty"),
        Check::ServerSide(rule) => (rule.text.trim().is_empty(), "the text is empty"),
    };
    is_empty.then_some(what)
}

/// `ACS0102`, of rules across parameters.
pub(super) fn empty_rules(context: &Context<'_>, findings: &mut Findings) {
    let Some(operation) = context.operation() else {
        return;
    };
    for (n, rule) in operation.rules.iter().enumerate() {
        let (is_empty, what) = match &rule.check {
            RuleCheck::RequiredIf(rule) => (
                rule.when.equals.is_empty() || rule.param == rule.when.param,
                "no value triggers it, or it needs the very parameter that triggers it",
            ),
            RuleCheck::Requires(rule) => (rule.param == rule.needs, "it needs itself"),
            RuleCheck::Exclusive(rule) => (
                rule.params.len() < 2,
                "fewer than two parameters cannot exclude each other",
            ),
            RuleCheck::AtLeastOne(rule) => (rule.params.is_empty(), "it names no parameter"),
            RuleCheck::Compare(rule) => (
                rule.param == rule.less_than,
                "it compares a parameter with itself",
            ),
            RuleCheck::ServerSide(rule) => (rule.text.trim().is_empty(), "the text is empty"),
        };
        if is_empty {
            findings.add(
                &codes::EMPTY_CONSTRAINT,
                format!("/rules/{n}/check"),
                format!("{}: {what}", quoted(&rule.id)),
                "write down what a source states, or drop the rule",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{faults, length, on_count, on_lamp, operation, rule};
    use crate::constraint::*;
    use crate::operation::{Operation, Type};

    fn one(operation: &Operation) -> String {
        let found = faults(operation);
        assert_eq!(found.len(), 1, "{found:?}");
        found[0].clone()
    }

    fn number(min: &str, max: &str, exclusive_max: bool) -> Operation {
        let mut operation = on_count(vec![Check::NumberRange(NumberRange {
            min: Some(min.into()),
            exclusive_min: false,
            max: Some(max.into()),
            exclusive_max,
        })]);
        operation.parameters[2].schema.r#type = Type::Double;
        operation
    }

    #[test]
    fn a_minimum_above_its_maximum() {
        let at = "ACS0101 /parameters/0/schema/constraints/0/check";
        assert_eq!(one(&on_lamp(vec![length(Some(3), Some(2))])), at);
        let at = "ACS0101 /parameters/2/schema/constraints/0/check";
        let range = |min, max| {
            on_count(vec![Check::IntRange(IntRange {
                min: Some(min),
                max: Some(max),
            })])
        };
        assert_eq!(one(&range(0, -1)), at);
        assert!(faults(&range(-1, -1)).is_empty());
        assert_eq!(one(&number("0.11", "1e-1", false)), at);
        assert!(faults(&number("1e-1", "0.1", false)).is_empty());
        let set = |ranges: &[[i64; 2]]| {
            on_count(vec![Check::IntSet(IntSet {
                ranges: ranges.iter().map(|pair| pair.to_vec()).collect(),
            })])
        };
        assert_eq!(one(&set(&[[9, 1]])), at);
        assert_eq!(one(&set(&[[1, 9], [9, 12]])), at);
        assert_eq!(one(&set(&[[12, 12], [1, 9]])), at);
        assert!(faults(&set(&[[1, 9], [10, 12]])).is_empty());
        let mut operation = operation();
        operation.parameters[1].schema.constraints = vec![super::super::sample::constraint(
            "Beams.items",
            Check::Items(Items {
                min: Some(2),
                max: Some(1),
                separator: None,
            }),
        )];
        assert_eq!(
            one(&operation),
            "ACS0101 /parameters/1/schema/constraints/0/check"
        );
    }

    #[test]
    fn constraints_that_say_nothing() {
        let nobody = CharSet {
            classes: Vec::new(),
            literals: Some(String::new()),
        };
        for check in [
            length(None, None),
            Check::FirstChar(EdgeChar {
                allowed: nobody.clone(),
            }),
            Check::LastChar(EdgeChar {
                allowed: nobody.clone(),
            }),
            Check::Charset(Charset { allowed: nobody }),
            Check::ForbidChars(ForbidChars {
                chars: String::new(),
            }),
            Check::ForbidPrefix(ForbidPrefix {
                prefixes: vec!["a".into(), String::new()],
            }),
            Check::OneOf(OneOf { values: Vec::new() }),
            Check::Items(Items {
                min: None,
                max: None,
                separator: Some(",".into()),
            }),
            Check::Items(Items {
                min: Some(1),
                max: None,
                separator: Some(String::new()),
            }),
            Check::Pattern(Pattern {
                pattern: String::new(),
                dialect: Dialect::Portable,
            }),
            Check::Datetime(Datetime {
                format: String::new(),
            }),
            Check::ServerSide(ServerSide { text: " ".into() }),
        ] {
            let kind = check.kind();
            let found = one(&on_lamp(vec![check]));
            assert_eq!(
                found, "ACS0102 /parameters/0/schema/constraints/0/check",
                "{kind}"
            );
        }
        for check in [
            Check::IntRange(IntRange {
                min: None,
                max: None,
            }),
            Check::IntSet(IntSet { ranges: Vec::new() }),
            Check::IntSet(IntSet {
                ranges: vec![vec![1, 2, 3]],
            }),
        ] {
            assert!(one(&on_count(vec![check])).starts_with("ACS0102"));
        }
        assert!(one(&number("1", "1.0", true)).starts_with("ACS0102"));
        let mut operation = operation();
        operation.parameters[0].schema.constraints[0].pieces = Some(Pieces {
            separator: String::new(),
        });
        assert_eq!(
            one(&operation),
            "ACS0102 /parameters/0/schema/constraints/0/pieces"
        );
    }

    #[test]
    fn a_bound_of_nought_is_a_bound() {
        assert!(faults(&on_lamp(vec![length(Some(0), None)])).is_empty());
    }

    #[test]
    fn rules_that_say_nothing() {
        let (lamp, params) = (|| "Lamp".to_owned(), vec!["Lamp".to_owned()]);
        for check in [
            RuleCheck::RequiredIf(RequiredIf {
                param: lamp(),
                when: When {
                    param: "Count".into(),
                    equals: Vec::new(),
                },
            }),
            RuleCheck::Requires(Requires {
                param: lamp(),
                needs: lamp(),
            }),
            RuleCheck::Exclusive(Exclusive { params }),
            RuleCheck::AtLeastOne(AtLeastOne { params: Vec::new() }),
            RuleCheck::Compare(Compare {
                param: lamp(),
                less_than: lamp(),
                or_equal: true,
                order: Order::Number,
            }),
            RuleCheck::ServerSide(ServerSide {
                text: String::new(),
            }),
        ] {
            let mut operation = operation();
            operation.rules = vec![rule("r", check)];
            assert_eq!(one(&operation), "ACS0102 /rules/0/check");
        }
    }
}
