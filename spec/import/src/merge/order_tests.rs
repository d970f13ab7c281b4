//! What allows more, pair by pair of checks.

use super::*;
use acs_spec::constraint::{
    CharClass, CharSet, Dialect, EdgeChar, Fixed, ForbidChars, ForbidPrefix, IntRange, IntSet,
    Length, LengthUnit, NumberRange, OneOf, Pattern,
};

fn one_of(values: &[&str]) -> Check {
    Check::OneOf(OneOf {
        values: values.iter().map(|v| (*v).to_owned()).collect(),
    })
}

fn range(min: Option<i64>, max: Option<i64>) -> Check {
    Check::IntRange(IntRange { min, max })
}

fn length(min: Option<u64>, max: Option<u64>, allow_empty: bool) -> Check {
    Check::Length(Length {
        min,
        max,
        unit: LengthUnit::Chars,
        allow_empty,
    })
}

fn first(classes: &[CharClass], literals: Option<&str>) -> Check {
    Check::FirstChar(EdgeChar {
        allowed: CharSet {
            classes: classes.to_vec(),
            literals: literals.map(str::to_owned),
        },
    })
}

#[track_caller]
fn both(a: Check, b: Check, want: Order) {
    assert_eq!(compare(&a, &b), want, "{a:?} {b:?}");
    let back = match want {
        Order::Looser => Order::Tighter,
        Order::Tighter => Order::Looser,
        same => same,
    };
    assert_eq!(compare(&b, &a), back, "{b:?} {a:?}");
}

#[test]
fn values_are_compared_by_what_they_allow() {
    both(
        one_of(&["1", "2", "3"]),
        range(Some(1), Some(3)),
        Order::Same,
    );
    both(one_of(&["a"]), one_of(&["b", "a"]), Order::Looser);
    both(one_of(&["a", "c"]), one_of(&["b", "a"]), Order::Other);
    both(range(Some(1), None), range(Some(0), None), Order::Looser);
    both(
        range(None, Some(9)),
        range(Some(0), Some(9)),
        Order::Tighter,
    );
    both(
        one_of(&["True"]),
        Check::Fixed(Fixed {
            value: "true".into(),
        }),
        Order::Same,
    );
    let set = |ranges: &[[i64; 2]]| {
        Check::IntSet(IntSet {
            ranges: ranges.iter().map(|r| r.to_vec()).collect(),
        })
    };
    both(
        set(&[[1, 9], [12, 12]]),
        set(&[[1, 9], [12, 12], [24, 24]]),
        Order::Looser,
    );
    both(
        set(&[[1, 9], [10, 12]]),
        range(Some(1), Some(12)),
        Order::Same,
    );
    both(one_of(&["1", "a"]), range(Some(1), Some(1)), Order::Tighter);
}

#[test]
fn absent_is_not_zero() {
    both(
        length(Some(2), Some(80), false),
        length(Some(2), None, false),
        Order::Looser,
    );
    both(
        length(None, Some(80), false),
        length(Some(0), Some(80), false),
        Order::Same,
    );
    both(
        length(Some(2), Some(80), false),
        length(Some(2), Some(80), true),
        Order::Looser,
    );
    both(
        length(Some(0), Some(80), false),
        length(None, Some(80), true),
        Order::Same,
    );
}

#[test]
fn characters() {
    use CharClass::*;
    both(
        first(&[Letter], None),
        first(&[Letter, Digit], None),
        Order::Looser,
    );
    both(
        first(&[Lowercase, Uppercase], None),
        first(&[AsciiLetter], None),
        Order::Same,
    );
    both(
        first(&[Letter], None),
        first(&[Chinese, AsciiLetter], None),
        Order::Tighter,
    );
    both(
        first(&[Letter], None),
        first(&[Letter], Some("_")),
        Order::Looser,
    );
    both(
        first(&[Letter], None),
        first(&[Letter], Some("a")),
        Order::Same,
    );
    let forbid = |chars: &str| {
        Check::ForbidChars(ForbidChars {
            chars: chars.into(),
        })
    };
    both(forbid("@/"), forbid("/@ "), Order::Tighter);
    let prefix = |texts: &[&str]| {
        Check::ForbidPrefix(ForbidPrefix {
            prefixes: texts.iter().map(|t| (*t).to_owned()).collect(),
        })
    };
    both(
        prefix(&["http"]),
        prefix(&["http://", "https://"]),
        Order::Looser,
    );
}

#[test]
fn numbers() {
    let number = |min: Option<&str>, exclusive_min| {
        Check::NumberRange(NumberRange {
            min: min.map(str::to_owned),
            exclusive_min,
            max: None,
            exclusive_max: false,
        })
    };
    both(
        number(Some("0"), true),
        number(Some("0.0"), false),
        Order::Looser,
    );
    both(
        number(None, false),
        number(Some("1e3"), false),
        Order::Tighter,
    );
}

#[test]
fn what_cannot_be_told_differs() {
    let pattern = |text: &str| {
        Check::Pattern(Pattern {
            pattern: text.into(),
            dialect: Dialect::Portable,
        })
    };
    both(pattern("a"), pattern("b"), Order::Other);
    both(pattern("a"), pattern("a"), Order::Same);
    both(one_of(&["a"]), length(None, Some(1), false), Order::Other);
}
