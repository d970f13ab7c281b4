//! The check of a constraint with one fact changed.

use acs_spec::Check;
use acs_spec::constraint::{
    Charset, Datetime, EdgeChar, Fixed, ForbidChars, ForbidPrefix, IntRange, IntSet, Items, Length,
    NumberRange, OneOf, Pattern,
};

use super::spec::{other_unit, sets};

/// The check with one fact changed, in each way that fits its kind.
pub(super) fn changed(check: &Check) -> Vec<(String, Check)> {
    match check {
        Check::Length(length) => lengths(length),
        Check::FirstChar(edge) => sets(&edge.allowed)
            .into_iter()
            .map(|(what, allowed)| (what, Check::FirstChar(EdgeChar { allowed })))
            .chain([(
                "last instead of first".to_owned(),
                Check::LastChar(edge.clone()),
            )])
            .collect(),
        Check::LastChar(edge) => sets(&edge.allowed)
            .into_iter()
            .map(|(what, allowed)| (what, Check::LastChar(EdgeChar { allowed })))
            .chain([(
                "first instead of last".to_owned(),
                Check::FirstChar(edge.clone()),
            )])
            .collect(),
        Check::Charset(set) => sets(&set.allowed)
            .into_iter()
            .map(|(what, allowed)| (what, Check::Charset(Charset { allowed })))
            .collect(),
        Check::ForbidChars(forbidden) => texts_of_chars(&forbidden.chars)
            .into_iter()
            .map(|(what, chars)| (what, Check::ForbidChars(ForbidChars { chars })))
            .collect(),
        Check::ForbidPrefix(forbidden) => lists(&forbidden.prefixes)
            .into_iter()
            .map(|(what, prefixes)| (what, Check::ForbidPrefix(ForbidPrefix { prefixes })))
            .collect(),
        Check::OneOf(one_of) => lists(&one_of.values)
            .into_iter()
            .map(|(what, values)| (what, Check::OneOf(OneOf { values })))
            .collect(),
        Check::Fixed(fixed) => {
            let other = match fixed.value.as_str() {
                "true" => "false".to_owned(),
                "false" => "true".to_owned(),
                value => format!("{value}1"),
            };
            let value = |value: String| Check::Fixed(Fixed { value });
            let both = Check::OneOf(OneOf {
                values: vec![fixed.value.clone(), other.clone()],
            });
            vec![
                ("another value".to_owned(), value(other)),
                ("a value added".to_owned(), both),
            ]
        }
        Check::IntRange(range) => bounds(range.min, range.max)
            .into_iter()
            .map(|(what, min, max)| (what, Check::IntRange(IntRange { min, max })))
            .collect(),
        Check::IntSet(set) => int_sets(set),
        Check::NumberRange(range) => number_ranges(range),
        Check::Items(items) => {
            let number = |n: Option<u64>| n.and_then(|n| i64::try_from(n).ok());
            let count = |n: Option<i64>| n.and_then(|n| u64::try_from(n).ok());
            let mut out: Vec<(String, Check)> = bounds(number(items.min), number(items.max))
                .into_iter()
                .filter(|(_, min, max)| min.is_none_or(|n| n > 0) && max.is_none_or(|n| n >= 0))
                .map(|(what, min, max)| {
                    let (min, max) = (count(min), count(max));
                    let separator = items.separator.clone();
                    (
                        what,
                        Check::Items(Items {
                            min,
                            max,
                            separator,
                        }),
                    )
                })
                .collect();
            if items.separator.is_some() {
                let separator = Some("|".to_owned());
                let changed = Items {
                    separator,
                    ..items.clone()
                };
                out.push(("another separator".to_owned(), Check::Items(changed)));
            }
            out
        }
        Check::Pattern(pattern) => ["?", "|zz", "{2}"]
            .iter()
            .map(|end| {
                let changed = Pattern {
                    pattern: format!("({}){end}", pattern.pattern),
                    ..pattern.clone()
                };
                (format!("pattern with `{end}`"), Check::Pattern(changed))
            })
            .collect(),
        Check::Datetime(time) => [
            ("ss", "mm"),
            ("MM", "dd"),
            ("T", " "),
            ("Z", ""),
            ("yyyy", "yyyy "),
        ]
        .into_iter()
        .filter(|(from, _)| time.format.contains(from))
        .map(|(from, to)| {
            let format = time.format.replacen(from, to, 1);
            (
                format!("`{from}` is `{to}`"),
                Check::Datetime(Datetime { format }),
            )
        })
        .collect(),
        Check::Ascii(_) => {
            let letters = |classes, literals: &str| {
                Check::Charset(Charset {
                    allowed: acs_spec::constraint::CharSet {
                        classes,
                        literals: Some(literals.to_owned()),
                    },
                })
            };
            use acs_spec::constraint::CharClass::{AsciiLetter, Digit, Letter};
            vec![
                (
                    "letters and digits only".to_owned(),
                    letters(vec![AsciiLetter, Digit], "_-"),
                ),
                (
                    "letters of any script".to_owned(),
                    letters(vec![Letter, Digit], "_-"),
                ),
                ("digits only".to_owned(), letters(vec![Digit], "_")),
                (
                    "a character forbidden".to_owned(),
                    Check::ForbidChars(ForbidChars {
                        chars: "~".to_owned(),
                    }),
                ),
                (
                    "a beginning forbidden".to_owned(),
                    Check::ForbidPrefix(ForbidPrefix {
                        prefixes: vec!["a".to_owned()],
                    }),
                ),
                (
                    "a length instead".to_owned(),
                    Check::Length(Length {
                        min: None,
                        max: Some(7),
                        unit: acs_spec::constraint::LengthUnit::Chars,
                        allow_empty: false,
                    }),
                ),
            ]
        }
        Check::ServerSide(_) => Vec::new(),
    }
}

/// Bounds one more and one less, lost, and added.
fn bounds(min: Option<i64>, max: Option<i64>) -> Vec<(String, Option<i64>, Option<i64>)> {
    let mut out = Vec::new();
    match min {
        Some(n) => {
            for (what, min) in [
                ("one more", Some(n + 1)),
                ("one less", Some(n - 1)),
                ("lost", None),
            ] {
                out.push((format!("lower bound {what}"), min, max));
            }
        }
        None => out.push((
            "a lower bound added".to_owned(),
            Some(max.map_or(1, |max| max.min(1))),
            max,
        )),
    }
    match max {
        Some(n) => {
            for (what, max) in [
                ("one more", Some(n + 1)),
                ("one less", Some(n - 1)),
                ("lost", None),
            ] {
                out.push((format!("upper bound {what}"), min, max));
            }
        }
        None => out.push((
            "an upper bound added".to_owned(),
            min,
            Some(min.map_or(9, |min| min + 9)),
        )),
    }
    if let (Some(low), Some(high)) = (min, max) {
        out.push(("only the lower bound".to_owned(), min, Some(low)));
        out.push(("only the upper bound".to_owned(), Some(high), max));
    }
    out.retain(|(_, low, high)| {
        (*low, *high) != (min, max) && !matches!((low, high), (Some(a), Some(b)) if a > b)
    });
    out
}

fn lengths(length: &Length) -> Vec<(String, Check)> {
    let number = |n: Option<u64>| n.and_then(|n| i64::try_from(n).ok());
    let mut out: Vec<(String, Check)> = bounds(number(length.min), number(length.max))
        .into_iter()
        .filter(|(_, min, max)| min.is_none_or(|n| n > 0) && max.is_none_or(|n| n >= 0))
        .map(|(what, min, max)| {
            let count = |n: Option<i64>| n.and_then(|n| u64::try_from(n).ok());
            let changed = Length {
                min: count(min),
                max: count(max),
                ..length.clone()
            };
            (what, Check::Length(changed))
        })
        .collect();
    let unit = Length {
        unit: other_unit(length.unit),
        ..length.clone()
    };
    out.push(("the other unit".to_owned(), Check::Length(unit)));
    // Without a least length of two or more the empty text passes, or is no shorter than one that passes.
    if length.min.is_some_and(|min| min > 0) {
        let empty = Length {
            allow_empty: !length.allow_empty,
            ..length.clone()
        };
        out.push((
            "the empty text allowed, or not".to_owned(),
            Check::Length(empty),
        ));
    }
    out
}

fn texts_of_chars(chars: &str) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = chars
        .char_indices()
        .map(|(at, c)| {
            let fewer: String = chars
                .char_indices()
                .filter(|(other, _)| *other != at)
                .map(|(_, c)| c)
                .collect();
            (format!("character `{c}` taken away"), fewer)
        })
        .filter(|(_, fewer)| !fewer.is_empty())
        .collect();
    for (what, more) in [
        ("added", "~"),
        ("as an escape added", "\\"),
        ("of Chinese added", "，"),
        ("of digits added", "7"),
    ] {
        out.push((format!("a character {what}"), format!("{chars}{more}")));
    }
    out
}

fn lists(values: &[String]) -> Vec<(String, Vec<String>)> {
    let mut out = Vec::new();
    for (n, value) in values.iter().enumerate() {
        let with = |changed: Option<String>| {
            let mut list = values.to_vec();
            match changed {
                Some(changed) => list
                    .iter_mut()
                    .skip(n)
                    .take(1)
                    .for_each(|v| v.clone_from(&changed)),
                None => drop(list.remove(n)),
            }
            list
        };
        if values.len() > 1 {
            out.push((format!("`{value}` dropped"), with(None)));
        }
        let lower = value.to_lowercase();
        let folded = if lower == *value {
            value.to_uppercase()
        } else {
            lower
        };
        if folded != *value {
            out.push((format!("`{value}` in another case"), with(Some(folded))));
        }
        if value.parse::<i64>().is_err() && !matches!(value.as_str(), "true" | "false") {
            out.push((
                format!("`{value}` with a blank"),
                with(Some(format!("{value} "))),
            ));
            out.push((
                format!("`{value}` escaped"),
                with(Some(format!("\"{value}\""))),
            ));
        } else {
            out.push((
                format!("`{value}` with a digit more"),
                with(Some(format!("{value}7"))),
            ));
        }
    }
    let mut more = values.to_vec();
    more.push(match values.first() {
        Some(first) if first.parse::<i64>().is_ok() => "77".to_owned(),
        _ => "Zz".to_owned(),
    });
    out.push(("one more".to_owned(), more));
    out
}

fn int_sets(set: &IntSet) -> Vec<(String, Check)> {
    let mut out = Vec::new();
    for n in 0..set.ranges.len() {
        let mut fewer = set.ranges.clone();
        let gone = fewer.remove(n);
        if !fewer.is_empty() {
            out.push((format!("range {gone:?} dropped"), fewer));
        }
        let pair = gone.as_slice();
        let [from, to] = pair else { continue };
        for (what, changed) in [
            ("begins one later", [from + 1, *to]),
            ("begins one earlier", [from - 1, *to]),
            ("ends one later", [*from, to + 1]),
            ("ends one earlier", [*from, to - 1]),
        ] {
            let [low, high] = changed;
            let mut ranges = set.ranges.clone();
            if let Some(place) = ranges.get_mut(n) {
                *place = vec![low, high];
            }
            if low <= high {
                out.push((format!("range {gone:?} {what}"), ranges));
            }
        }
    }
    let last = set.ranges.last().and_then(|range| range.last()).copied();
    if let Some(last) = last {
        let mut more = set.ranges.clone();
        more.push(vec![last + 5, last + 5]);
        out.push(("a range added".to_owned(), more));
    }
    out.into_iter()
        .map(|(what, ranges)| (what, Check::IntSet(IntSet { ranges })))
        .collect()
}

fn number_ranges(range: &NumberRange) -> Vec<(String, Check)> {
    let mut out = Vec::new();
    let mut add = |what: &str, change: &dyn Fn(&mut NumberRange)| {
        let mut changed = range.clone();
        change(&mut changed);
        if changed != *range {
            out.push((what.to_owned(), Check::NumberRange(changed)));
        }
    };
    let shifted = |text: &Option<String>, by: f64| {
        let number: f64 = text.as_ref()?.parse().ok()?;
        Some(format!("{}", number + by))
    };
    add("lower bound excluded, or not", &|r| {
        r.exclusive_min = !r.exclusive_min && r.min.is_some()
    });
    add("upper bound excluded, or not", &|r| {
        r.exclusive_max = !r.exclusive_max && r.max.is_some()
    });
    for by in [0.5, -0.5] {
        add(&format!("lower bound moved by {by}"), &|r| {
            r.min = shifted(&r.min, by)
        });
        add(&format!("upper bound moved by {by}"), &|r| {
            r.max = shifted(&r.max, by)
        });
    }
    add("lower bound lost", &|r| {
        r.min = None;
        r.exclusive_min = false;
    });
    add("upper bound lost", &|r| {
        r.max = None;
        r.exclusive_max = false;
    });
    out
}
