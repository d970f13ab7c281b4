//! Which of two checks allows more: what the merge of evidence and the drift both ask.
//!
//! A check is compared by what it *allows*, not by how it is written: `1 to 3` and `1, 2, 3` are the same. Where neither
//! allows all that the other does, or that cannot be told, they differ.

use std::collections::BTreeSet;

use acs_spec::constraint::{CharClass, CharSet, Check, Items, Length, NumberRange};

/// How one check stands to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Both allow the same.
    Same,
    /// The second allows all that the first does, and more.
    Looser,
    /// The second allows less.
    Tighter,
    /// Each allows something that the other does not, or it cannot be told.
    Other,
}

impl Order {
    /// From whether the second allows all of the first, and the first all of the second.
    fn of(second_holds_first: bool, first_holds_second: bool) -> Self {
        match (second_holds_first, first_holds_second) {
            (true, true) => Order::Same,
            (true, false) => Order::Looser,
            (false, true) => Order::Tighter,
            (false, false) => Order::Other,
        }
    }
}

/// What a check is about; only checks of one family are compared with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// How long a text is.
    Length,
    /// The first character.
    First,
    /// The last character.
    Last,
    /// Characters allowed.
    Charset,
    /// Characters forbidden.
    ForbidChars,
    /// Beginnings forbidden.
    ForbidPrefix,
    /// Which values.
    Value,
    /// How many elements.
    Items,
    /// A regular expression.
    Pattern,
    /// A time.
    Datetime,
    /// What only the service can judge.
    ServerSide,
}

/// The family of a check.
#[must_use]
pub fn family(check: &Check) -> Family {
    match check {
        Check::Length(_) => Family::Length,
        Check::FirstChar(_) => Family::First,
        Check::LastChar(_) => Family::Last,
        Check::Charset(_) | Check::Ascii(_) => Family::Charset,
        Check::ForbidChars(_) => Family::ForbidChars,
        Check::ForbidPrefix(_) => Family::ForbidPrefix,
        Check::OneOf(_)
        | Check::IntRange(_)
        | Check::IntSet(_)
        | Check::NumberRange(_)
        | Check::Fixed(_) => Family::Value,
        Check::Items(_) => Family::Items,
        Check::Pattern(_) => Family::Pattern,
        Check::Datetime(_) => Family::Datetime,
        Check::ServerSide(_) => Family::ServerSide,
    }
}

/// How the second check stands to the first.
#[must_use]
pub fn compare(first: &Check, second: &Check) -> Order {
    if first == second {
        return Order::Same;
    }
    match (first, second) {
        (Check::Length(a), Check::Length(b)) => lengths(a, b),
        (Check::FirstChar(a), Check::FirstChar(b)) | (Check::LastChar(a), Check::LastChar(b)) => {
            charsets(&a.allowed, &b.allowed)
        }
        (Check::Charset(a), Check::Charset(b)) => charsets(&a.allowed, &b.allowed),
        (Check::Charset(a), Check::Ascii(_)) if is_ascii(&a.allowed) => Order::Looser,
        (Check::Ascii(_), Check::Charset(b)) if is_ascii(&b.allowed) => Order::Tighter,
        (Check::ForbidChars(a), Check::ForbidChars(b)) => {
            let set = |text: &str| text.chars().collect::<BTreeSet<char>>();
            let (a, b) = (set(&a.chars), set(&b.chars));
            Order::of(b.is_subset(&a), a.is_subset(&b))
        }
        (Check::ForbidPrefix(a), Check::ForbidPrefix(b)) => {
            // A beginning is forbidden also where a shorter one is.
            let covers = |outer: &[String], inner: &[String]| {
                let covered = |text: &String| outer.iter().any(|short| text.starts_with(&**short));
                inner.iter().all(covered)
            };
            Order::of(
                covers(&a.prefixes, &b.prefixes),
                covers(&b.prefixes, &a.prefixes),
            )
        }
        (Check::Items(a), Check::Items(b)) => items(a, b),
        (Check::NumberRange(a), Check::NumberRange(b)) => number_ranges(a, b),
        (a, b) if family(a) == Family::Value && family(b) == Family::Value => values(a, b),
        _ => Order::Other,
    }
}

fn lengths(a: &Length, b: &Length) -> Order {
    if a.unit != b.unit {
        return Order::Other;
    }
    let holds = |outer: &Length, inner: &Length| {
        let (low, high) = (outer.min.unwrap_or(0), outer.max.unwrap_or(u64::MAX));
        let range = low <= inner.min.unwrap_or(0) && inner.max.unwrap_or(u64::MAX) <= high;
        let empty = !inner.allow_empty || outer.allow_empty || low == 0;
        range && empty
    };
    Order::of(holds(b, a), holds(a, b))
}

fn items(a: &Items, b: &Items) -> Order {
    if a.separator != b.separator {
        return Order::Other;
    }
    let holds = |outer: &Items, inner: &Items| {
        outer.min.unwrap_or(0) <= inner.min.unwrap_or(0)
            && inner.max.unwrap_or(u64::MAX) <= outer.max.unwrap_or(u64::MAX)
    };
    Order::of(holds(b, a), holds(a, b))
}

fn is_ascii(set: &CharSet) -> bool {
    let ascii = |class: &CharClass| !matches!(class, CharClass::Letter | CharClass::Chinese);
    set.classes.iter().all(ascii) && set.literals.as_deref().is_none_or(str::is_ascii)
}

/// The classes that a class holds whole.
fn held(class: CharClass) -> &'static [CharClass] {
    match class {
        CharClass::Letter => &[
            CharClass::Letter,
            CharClass::AsciiLetter,
            CharClass::Lowercase,
            CharClass::Uppercase,
            CharClass::Chinese,
        ],
        CharClass::AsciiLetter => &[
            CharClass::AsciiLetter,
            CharClass::Lowercase,
            CharClass::Uppercase,
        ],
        CharClass::Lowercase => &[CharClass::Lowercase],
        CharClass::Uppercase => &[CharClass::Uppercase],
        CharClass::Digit => &[CharClass::Digit],
        CharClass::Chinese => &[CharClass::Chinese],
    }
}

fn is_in(c: char, class: CharClass) -> bool {
    match class {
        CharClass::Letter => c.is_alphabetic(),
        CharClass::AsciiLetter => c.is_ascii_alphabetic(),
        CharClass::Lowercase => c.is_ascii_lowercase(),
        CharClass::Uppercase => c.is_ascii_uppercase(),
        CharClass::Digit => c.is_ascii_digit(),
        CharClass::Chinese => matches!(c as u32,
            0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x323AF),
    }
}

fn charsets(a: &CharSet, b: &CharSet) -> Order {
    let holds = |outer: &CharSet, inner: &CharSet| {
        let mut classes: BTreeSet<&CharClass> =
            outer.classes.iter().flat_map(|c| held(*c)).collect();
        let both = [CharClass::Lowercase, CharClass::Uppercase];
        if both.iter().all(|half| classes.contains(half)) {
            classes.insert(&CharClass::AsciiLetter);
        }
        let literals = outer.literals.as_deref().unwrap_or_default();
        let has =
            |c: char| literals.contains(c) || outer.classes.iter().any(|class| is_in(c, *class));
        inner.classes.iter().all(|class| classes.contains(class))
            && inner
                .literals
                .as_deref()
                .unwrap_or_default()
                .chars()
                .all(has)
    };
    Order::of(holds(b, a), holds(a, b))
}

fn number_ranges(a: &NumberRange, b: &NumberRange) -> Order {
    let number = |text: &Option<String>, open: f64| match text {
        None => Some(open),
        Some(text) => text.parse::<f64>().ok(),
    };
    let bounds = |range: &NumberRange| {
        Some((
            number(&range.min, f64::NEG_INFINITY)?,
            number(&range.max, f64::INFINITY)?,
        ))
    };
    let (Some(first), Some(second)) = (bounds(a), bounds(b)) else {
        return Order::Other;
    };
    let holds = |outer: &NumberRange, o: (f64, f64), inner: &NumberRange, i: (f64, f64)| {
        let low = o.0 < i.0 || (o.0 == i.0 && (!outer.exclusive_min || inner.exclusive_min));
        let high = o.1 > i.1 || (o.1 == i.1 && (!outer.exclusive_max || inner.exclusive_max));
        low && high
    };
    Order::of(holds(b, second, a, first), holds(a, first, b, second))
}

/// The values that a check allows: whole numbers as ranges, or texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Values {
    /// Ranges that ascend and neither overlap nor touch.
    Ranges(Vec<(i64, i64)>),
    /// Texts.
    Texts(BTreeSet<String>),
}

/// The values of a check, as numbers where all of them are whole numbers.
pub(crate) fn values_of(check: &Check) -> Option<Values> {
    let numbers = |texts: &[String]| {
        let canonical = |text: &String| {
            let number = text.parse::<i64>().ok()?;
            // `01` is another text than `1`, and which counts depends on the type.
            (number.to_string() == *text).then_some((number, number))
        };
        texts.iter().map(canonical).collect::<Option<Vec<_>>>()
    };
    let listed = |texts: &[String]| match numbers(texts) {
        Some(ranges) => Values::Ranges(normal(ranges)),
        None => Values::Texts(texts.iter().map(|text| spelt(text)).collect()),
    };
    match check {
        Check::OneOf(one_of) => Some(listed(&one_of.values)),
        Check::Fixed(fixed) => Some(listed(std::slice::from_ref(&fixed.value))),
        Check::IntRange(range) => Some(Values::Ranges(vec![(
            range.min.unwrap_or(i64::MIN),
            range.max.unwrap_or(i64::MAX),
        )])),
        Check::IntSet(set) => {
            let pair = |pair: &Vec<i64>| match pair.as_slice() {
                [from, to] => Some((*from, *to)),
                _ => None,
            };
            let ranges: Option<Vec<_>> = set.ranges.iter().map(pair).collect();
            Some(Values::Ranges(normal(ranges?)))
        }
        _ => None,
    }
}

/// Truth values have one spelling here, whatever letter case a source writes.
fn spelt(text: &str) -> String {
    if text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false") {
        text.to_ascii_lowercase()
    } else {
        text.to_owned()
    }
}

fn normal(mut ranges: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
    ranges.retain(|(from, to)| from <= to);
    ranges.sort_unstable();
    let mut out: Vec<(i64, i64)> = Vec::new();
    for (from, to) in ranges {
        match out.last_mut() {
            Some(last) if from <= last.1.saturating_add(1) => last.1 = last.1.max(to),
            _ => out.push((from, to)),
        }
    }
    out
}

fn values(a: &Check, b: &Check) -> Order {
    match (values_of(a), values_of(b)) {
        (Some(Values::Ranges(a)), Some(Values::Ranges(b))) => {
            let holds = |outer: &[(i64, i64)], inner: &[(i64, i64)]| {
                inner
                    .iter()
                    .all(|(from, to)| outer.iter().any(|(low, high)| low <= from && to <= high))
            };
            Order::of(holds(&b, &a), holds(&a, &b))
        }
        (Some(a), Some(b)) => {
            let (Some(a), Some(b)) = (texts(&a), texts(&b)) else {
                return Order::Other;
            };
            Order::of(a.is_subset(&b), b.is_subset(&a))
        }
        _ => Order::Other,
    }
}

/// The values as texts, if there are not too many to write out.
fn texts(values: &Values) -> Option<BTreeSet<String>> {
    const MOST: i64 = 4096;
    match values {
        Values::Texts(texts) => Some(texts.clone()),
        Values::Ranges(ranges) => {
            let mut out = BTreeSet::new();
            for (from, to) in ranges {
                if to.checked_sub(*from)? > MOST {
                    return None;
                }
                out.extend((*from..=*to).map(|n| n.to_string()));
            }
            Some(out)
        }
    }
}

#[cfg(test)]
#[path = "order_tests.rs"]
mod tests;
