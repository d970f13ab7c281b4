//! Values at and around every boundary that the constraints of one scalar have: min-1, min, min+1, max-1, max, max+1,
//! empty, ten times max, the type's extremes, every member of a set (as it is, with other letter case, padded, cut
//! short, drawn out), every forbidden character at the start, inside and at the end.
//!
//! Nothing here says what is right and wrong: that is worked out for each value afterwards. So a value too many does no harm.

use std::collections::BTreeSet;

use acs_spec::Type;
use acs_spec::constraint::{Check, LengthUnit};

use crate::chars::{ALPHABET, in_set};
use crate::patterns::matching;
use crate::plan::Asked;
use crate::times;

/// Longest text that is made, in bytes. Requests beyond it say nothing new and cost time.
pub(crate) const MAX_TEXT: usize = 40_000;

/// Most pieces of a text, and elements of a list.
pub(crate) const MAX_COUNT: usize = 1_000;

/// Around a bound.
pub(crate) fn around(bound: u64) -> impl Iterator<Item = usize> {
    let around = [bound.saturating_sub(1), bound, bound.saturating_add(1)];
    around.into_iter().filter_map(|n| usize::try_from(n).ok())
}

/// Values to try for a scalar of this type.
pub(crate) fn values(kind: Type, asked: &[Asked]) -> Vec<String> {
    let mut out = BTreeSet::new();
    match kind {
        Type::Int32 | Type::Int64 => whole_numbers(asked, &mut out),
        Type::Float | Type::Double => {
            whole_numbers(asked, &mut out);
            fractions(asked, &mut out);
        }
        Type::Boolean => out.extend(
            [
                "true",
                "false",
                "True",
                "FALSE",
                "tRuE",
                "yes",
                "1",
                "0",
                "",
                " true",
                "false ",
                "truefalse",
                "ｔrue",
            ]
            .map(str::to_owned),
        ),
        _ => texts(asked, &mut out),
    }
    members(asked, &mut out);
    out.retain(|text| text.len() <= MAX_TEXT);
    out.into_iter().collect()
}

fn whole_numbers(asked: &[Asked], out: &mut BTreeSet<String>) {
    let extremes = [
        i128::from(i32::MIN),
        i128::from(i32::MAX),
        i128::from(i64::MIN),
        i128::from(i64::MAX),
    ];
    let mut bounds: Vec<i128> = extremes.to_vec();
    bounds.extend([0, 1, 100]);
    for asked in asked {
        match &asked.check {
            Check::IntRange(range) => {
                bounds.extend([range.min, range.max].into_iter().flatten().map(i128::from))
            }
            Check::IntSet(set) => {
                bounds.extend(set.ranges.iter().flatten().copied().map(i128::from))
            }
            Check::OneOf(one_of) => {
                bounds.extend(one_of.values.iter().filter_map(|v| v.parse::<i128>().ok()))
            }
            Check::Fixed(fixed) => bounds.extend(fixed.value.parse::<i128>()),
            _ => {}
        }
    }
    for bound in bounds {
        for number in [
            bound - 1,
            bound,
            bound + 1,
            bound.saturating_mul(10),
            -bound,
        ] {
            out.insert(number.to_string());
        }
        out.insert(format!("0{bound}"));
    }
    out.extend(
        [
            "",
            "-",
            "-0",
            "00",
            "+1",
            "1.0",
            "1.5",
            "1e1",
            " 1",
            "1 ",
            "0x1",
            "1_000",
            "--1",
            "1-",
            "٣",
            "１",
            "a",
            "1a",
            "99999999999999999999999999999999999999999999",
        ]
        .map(str::to_owned),
    );
}

fn fractions(asked: &[Asked], out: &mut BTreeSet<String>) {
    let mut bounds = vec![0.0, 1.5, f64::from(f32::MAX)];
    for asked in asked {
        if let Check::NumberRange(range) = &asked.check {
            for text in [&range.min, &range.max].into_iter().flatten() {
                out.insert(text.clone());
                bounds.extend(text.parse::<f64>());
            }
        }
    }
    for bound in bounds {
        let single = narrowed(bound);
        let singles = [single.next_down(), single.next_up()].map(|n| n.to_string());
        let doubles = [
            bound - 1.0,
            bound,
            bound + 1.0,
            bound.next_down(),
            bound.next_up(),
            -bound,
        ]
        .map(|n| n.to_string());
        out.extend(singles.into_iter().chain(doubles));
    }
    out.extend(
        [
            "NaN",
            "inf",
            "-inf",
            "infinity",
            ".5",
            "5.",
            "1e",
            "1e+",
            "1E5",
            "1e+5",
            "1e-5",
            "-0.0",
            "1e38",
            "1e39",
            "1e308",
            "1e309",
            "-1e309",
            "1e-400",
            "0e999999999999",
            "1,5",
            "1.5f",
            "0.1",
            "00.50",
        ]
        .map(str::to_owned),
    );
}

/// The nearest `f32`.
#[allow(clippy::cast_possible_truncation)]
fn narrowed(number: f64) -> f32 {
    number as f32
}

/// Members of sets, and what resembles them.
fn members(asked: &[Asked], out: &mut BTreeSet<String>) {
    for asked in asked {
        let members: Vec<&String> = match &asked.check {
            Check::OneOf(one_of) => one_of.values.iter().collect(),
            Check::Fixed(fixed) => vec![&fixed.value],
            _ => continue,
        };
        for member in &members {
            out.extend(resembling(member));
        }
        out.extend(["", "no-such-value", "null"].map(str::to_owned));
        let separator = asked.pieces.as_deref().unwrap_or(",");
        out.insert(
            members
                .iter()
                .map(|m| m.as_str())
                .collect::<Vec<_>>()
                .join(separator),
        );
    }
}

/// A text, and texts that a careless comparison takes for it.
pub(crate) fn resembling(text: &str) -> Vec<String> {
    let mut flipped: Vec<char> = text.chars().collect();
    if let Some(first) = flipped.first_mut() {
        *first = if first.is_lowercase() {
            first.to_ascii_uppercase()
        } else {
            first.to_ascii_lowercase()
        };
    }
    let mut cut = text.to_owned();
    cut.pop();
    vec![
        text.to_owned(),
        text.to_uppercase(),
        text.to_lowercase(),
        flipped.into_iter().collect(),
        cut,
        format!("{text}x"),
        format!("x{text}"),
        format!(" {text}"),
        format!("{text} "),
        format!("{text}\n"),
        format!("{text}\0"),
        format!("{text}{text}"),
    ]
}

fn texts(asked: &[Asked], out: &mut BTreeSet<String>) {
    out.extend(["", " ", "a", "Z", "7", "中", "😀", "a b", "\0", "e\u{301}"].map(str::to_owned));
    if asked
        .iter()
        .any(|a| matches!(a.check, Check::IntRange(_) | Check::IntSet(_)))
    {
        whole_numbers(asked, out);
    }
    if asked
        .iter()
        .any(|a| matches!(a.check, Check::NumberRange(_)))
    {
        fractions(asked, out);
    }
    let whole: Vec<&Asked> = asked.iter().filter(|a| a.pieces.is_none()).collect();
    plain_texts(&whole, out);
    for asked in asked {
        match &asked.check {
            Check::Pattern(pattern) => out.extend(matching(&pattern.pattern)),
            Check::Datetime(datetime) => out.extend(times::near(&datetime.format)),
            _ => {}
        }
    }
    for separator in separators(asked) {
        pieces(asked, &separator, out);
    }
}

/// The characters that may stand anywhere, first, and last, by the constraints on single characters.
pub(crate) struct Allowed {
    pub(crate) any: Vec<char>,
    pub(crate) first: Vec<char>,
    pub(crate) last: Vec<char>,
}

pub(crate) fn allowed(asked: &[&Asked]) -> Allowed {
    let mut alphabet: Vec<char> = ALPHABET.to_vec();
    for asked in asked {
        let named = match &asked.check {
            Check::ForbidChars(set) => Some(&set.chars),
            Check::Charset(set) => set.allowed.literals.as_ref(),
            Check::FirstChar(edge) | Check::LastChar(edge) => edge.allowed.literals.as_ref(),
            _ => None,
        };
        alphabet.extend(named.into_iter().flat_map(|text| text.chars()));
    }
    let fits = |c: char| {
        asked.iter().all(|asked| match &asked.check {
            Check::Charset(set) => in_set(&set.allowed, c),
            Check::ForbidChars(set) => !set.chars.contains(c),
            Check::Ascii(_) => c.is_ascii(),
            _ => true,
        })
    };
    let any: Vec<char> = alphabet.into_iter().filter(|c| fits(*c)).collect();
    let edge = |is_edge: fn(&Check) -> Option<&acs_spec::constraint::CharSet>| -> Vec<char> {
        let fits = |c: &char| {
            asked
                .iter()
                .filter_map(|a| is_edge(&a.check))
                .all(|set| in_set(set, *c))
        };
        any.iter().copied().filter(fits).collect()
    };
    let first = edge(|check| match check {
        Check::FirstChar(edge) => Some(&edge.allowed),
        _ => None,
    });
    let last = edge(|check| match check {
        Check::LastChar(edge) => Some(&edge.allowed),
        _ => None,
    });
    Allowed { any, first, last }
}

/// A text of so many characters: one at either end, the others in turn.
pub(crate) fn text_of(length: usize, first: char, inner: &[char], last: char) -> String {
    match length {
        0 => String::new(),
        1 => first.to_string(),
        _ => {
            let inner = inner.iter().cycle().take(length - 2);
            std::iter::once(&first)
                .chain(inner)
                .chain(std::iter::once(&last))
                .collect()
        }
    }
}

fn plain_texts(asked: &[&Asked], out: &mut BTreeSet<String>) {
    let chars = allowed(asked);
    let mut lengths = BTreeSet::from([1, 2, 3, 8]);
    let mut usual = 8;
    for asked in asked {
        let Check::Length(length) = &asked.check else {
            continue;
        };
        for bound in [length.min, length.max].into_iter().flatten() {
            lengths.extend(around(bound));
            if length.unit == LengthUnit::Bytes {
                lengths.extend(
                    [2, 3, 4]
                        .into_iter()
                        .flat_map(|width| around(bound / width)),
                );
            }
        }
        if let Some(max) = length.max {
            lengths.extend(usize::try_from(max.saturating_mul(10)));
            usual = usual.min(usize::try_from(max).unwrap_or(8));
        }
        usual = usual.max(usize::try_from(length.min.unwrap_or(0)).unwrap_or(8));
    }
    let firsts: Vec<char> = spread(&chars.first);
    let lasts: Vec<char> = spread(&chars.last);
    for length in lengths.into_iter().filter(|n| *n <= MAX_TEXT) {
        for (n, first) in firsts.iter().enumerate() {
            let last = lasts
                .get(n % lasts.len().max(1))
                .or(lasts.first())
                .unwrap_or(first);
            out.insert(text_of(length, *first, &[*first], *last));
            let same = if chars.last.contains(first) {
                *first
            } else {
                *last
            };
            out.insert(text_of(length, *first, &[*first], same));
        }
        if let (Some(first), Some(last)) = (firsts.first(), lasts.first()) {
            out.insert(text_of(length, *first, &chars.any, *last));
        }
    }
    let (Some(first), Some(last)) = (chars.first.first(), chars.last.first()) else {
        return;
    };
    // A sound text of usual length, with one thing wrong.
    let inner: Vec<char> = chars.any.iter().copied().take(3).collect();
    let base = text_of(usual.max(1), *first, &inner, *last);
    let named = asked.iter().filter_map(|asked| match &asked.check {
        Check::ForbidChars(set) => Some(set.chars.chars()),
        _ => None,
    });
    for c in ALPHABET.iter().copied().chain(named.flatten()) {
        for at in [0, usual / 2, usual.saturating_sub(1)] {
            out.insert(
                base.chars()
                    .enumerate()
                    .map(|(n, old)| if n == at { c } else { old })
                    .collect(),
            );
        }
    }
    for asked in asked {
        let Check::ForbidPrefix(set) = &asked.check else {
            continue;
        };
        for prefix in &set.prefixes {
            out.extend(resembling(prefix));
            let rest: String = base.chars().skip(prefix.chars().count()).collect();
            out.insert(format!("{prefix}{rest}"));
            out.insert(format!("{prefix}{base}"));
            out.insert(format!("{base}{prefix}"));
            out.insert(format!("{}{rest}", prefix.to_uppercase()));
            out.insert(format!("{}{rest}", prefix.to_lowercase()));
        }
    }
}

/// A few characters of different kinds: each pool is small, and mixing them all at each length would be much.
fn spread(chars: &[char]) -> Vec<char> {
    let kind = |c: char| {
        (
            c.len_utf8(),
            c.is_alphabetic(),
            c.is_numeric(),
            c.is_uppercase(),
        )
    };
    let mut kinds = BTreeSet::new();
    chars
        .iter()
        .copied()
        .filter(|c| kinds.insert(kind(*c)))
        .take(10)
        .collect()
}

fn separators(asked: &[Asked]) -> BTreeSet<String> {
    asked
        .iter()
        .filter_map(|asked| match &asked.check {
            Check::Items(items) => items.separator.clone(),
            _ => asked.pieces.clone(),
        })
        .collect()
}

fn pieces(asked: &[Asked], separator: &str, out: &mut BTreeSet<String>) {
    let inner: Vec<Asked> = asked
        .iter()
        .filter(|asked| asked.pieces.as_deref() == Some(separator))
        .map(|asked| Asked {
            pieces: None,
            narrows: None,
            ..asked.clone()
        })
        .collect();
    let (mut sound, mut others) = (Vec::new(), Vec::new());
    for text in values(Type::String, &inner)
        .into_iter()
        .filter(|t| !t.is_empty() && !t.contains(separator))
    {
        match inner
            .iter()
            .all(|asked| crate::checks::holds(asked, Type::String, &text))
        {
            true => sound.push(text),
            false => others.push(text),
        }
    }
    sound.sort_by_key(String::len);
    let Some(first) = sound.first().cloned() else {
        return;
    };
    let mut counts = BTreeSet::from([1, 2, 3]);
    for asked in asked {
        let Check::Items(items) = &asked.check else {
            continue;
        };
        counts.extend(
            [items.min, items.max]
                .into_iter()
                .flatten()
                .flat_map(around),
        );
        counts.extend(
            items
                .max
                .and_then(|max| usize::try_from(max.saturating_mul(10)).ok()),
        );
    }
    for count in counts.into_iter().filter(|n| *n <= MAX_COUNT) {
        let some: Vec<&str> = sound
            .iter()
            .cycle()
            .take(count)
            .map(String::as_str)
            .collect();
        out.insert(some.join(separator));
        out.insert(vec![first.as_str(); count].join(separator));
    }
    for other in sound.iter().chain(&others) {
        out.insert(other.clone());
        out.insert([first.as_str(), other].join(separator));
        out.insert([other, first.as_str()].join(separator));
    }
    out.insert(separator.to_owned());
    out.insert(format!("{first}{separator}"));
    out.insert(format!("{separator}{first}"));
    out.insert(format!("{first}{separator}{separator}{first}"));
}
