//! The strictest check that allows all that either of two does.

use std::collections::BTreeSet;

use acs_spec::constraint::{
    CharSet, Charset, Check, EdgeChar, ForbidChars, IntSet, Items, Length, OneOf,
};

use super::order::{Values, values_of};

/// The union, where one can be said.
pub(super) fn of(a: &Check, b: &Check) -> Option<Check> {
    Some(match (a, b) {
        (Check::Length(a), Check::Length(b)) if a.unit == b.unit => Check::Length(Length {
            min: a.min.zip(b.min).map(|(a, b)| a.min(b)),
            max: a.max.zip(b.max).map(|(a, b)| a.max(b)),
            unit: a.unit,
            allow_empty: a.allow_empty || b.allow_empty,
        }),
        (Check::Items(a), Check::Items(b)) if a.separator == b.separator => Check::Items(Items {
            min: a.min.zip(b.min).map(|(a, b)| a.min(b)),
            max: a.max.zip(b.max).map(|(a, b)| a.max(b)),
            separator: a.separator.clone(),
        }),
        (Check::FirstChar(a), Check::FirstChar(b)) => Check::FirstChar(EdgeChar {
            allowed: chars(&a.allowed, &b.allowed),
        }),
        (Check::LastChar(a), Check::LastChar(b)) => Check::LastChar(EdgeChar {
            allowed: chars(&a.allowed, &b.allowed),
        }),
        (Check::Charset(a), Check::Charset(b)) => Check::Charset(Charset {
            allowed: chars(&a.allowed, &b.allowed),
        }),
        (Check::ForbidChars(a), Check::ForbidChars(b)) => {
            let chars: String = a.chars.chars().filter(|c| b.chars.contains(*c)).collect();
            (!chars.is_empty()).then_some(Check::ForbidChars(ForbidChars { chars }))?
        }
        (Check::OneOf(a), Check::OneOf(b)) => {
            let mut values = a.values.clone();
            super::unite(&mut values, &b.values);
            Check::OneOf(OneOf { values })
        }
        (a, b) => match (values_of(a)?, values_of(b)?) {
            (Values::Ranges(a), Values::Ranges(b)) => ranges(a, b)?,
            _ => return None,
        },
    })
}

fn chars(a: &CharSet, b: &CharSet) -> CharSet {
    let mut classes = a.classes.clone();
    classes.extend(b.classes.iter().filter(|class| !a.classes.contains(class)));
    let all = [&a.literals, &b.literals].into_iter().flatten();
    let mut seen = BTreeSet::new();
    let literals: String = all
        .flat_map(|text| text.chars())
        .filter(|c| seen.insert(*c))
        .collect();
    CharSet {
        classes,
        literals: (!literals.is_empty()).then_some(literals),
    }
}

fn ranges(mut a: Vec<(i64, i64)>, b: Vec<(i64, i64)>) -> Option<Check> {
    a.extend(b);
    a.sort_unstable();
    let mut out: Vec<(i64, i64)> = Vec::new();
    for (from, to) in a {
        match out.last_mut() {
            Some(last) if from <= last.1.saturating_add(1) => last.1 = last.1.max(to),
            _ => out.push((from, to)),
        }
    }
    Some(Check::IntSet(IntSet {
        ranges: out.into_iter().map(|(from, to)| vec![from, to]).collect(),
    }))
}
