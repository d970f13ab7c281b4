//! What must be tried at one place, from the definition of each constraint: which values are inside and which outside.
//!
//! Must not ask the checks what holds: here stands what must hold, and that both agree is checked where cases are made.

use acs_spec::Type;
use acs_spec::constraint::{CharSet, Check, Items, Length, LengthUnit};

use super::text::{at, bases, of_length};
use crate::boundary::resembling;
use crate::chars::{ALPHABET, in_set};
use crate::plan::{Asked, Node};

/// A value, or a number of elements, to try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Try {
    /// Any of these texts.
    Texts(Vec<String>),
    /// So many elements, entries or (with the separator) pieces.
    Count(usize),
}

/// One thing to try, and what must come of it as far as one constraint is concerned.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    /// Distinguishes it among the targets of its constraint.
    pub(crate) variant: String,
    /// The constraint holds.
    pub(crate) holds: bool,
    /// It is a value at or next to a bound.
    pub(crate) boundary: bool,
    pub(crate) attempt: Try,
    /// Where other constraints break as well, it is tried all the same.
    pub(crate) essential: bool,
}

impl Target {
    fn texts(variant: impl Into<String>, holds: bool, texts: Vec<String>) -> Self {
        Target {
            variant: variant.into(),
            holds,
            boundary: false,
            attempt: Try::Texts(texts),
            essential: false,
        }
    }

    fn at_bound(mut self) -> Self {
        self.boundary = true;
        self.essential = true;
        self
    }

    fn essential(mut self) -> Self {
        self.essential = true;
        self
    }
}

/// A text as a part of an id: short, on one line, and different for different texts.
pub(crate) fn label(text: &str) -> String {
    let shown = text.escape_debug().to_string();
    if shown.chars().count() <= 40 {
        return format!("\"{shown}\"");
    }
    let beginning: String = shown.chars().take(24).collect();
    let digest = crate::digest::of_bytes(text.as_bytes());
    format!(
        "\"{beginning}…\" ({} characters, {digest:016x})",
        text.chars().count()
    )
}

/// All that must be tried of one constraint of a scalar of this type.
pub(crate) fn of_constraint(kind: Type, node: &Node, asked: &Asked) -> Vec<Target> {
    let whole = match &asked.pieces {
        None => return of_check(kind, node, asked),
        Some(separator) => separator,
    };
    // Of a piece: the same, with a sound piece before or behind it.
    let plain = Asked {
        pieces: None,
        ..asked.clone()
    };
    let sound = super::text::sound_piece(node, whole);
    let targets = of_check(Type::String, node, &plain).into_iter();
    let both = targets.flat_map(|target| {
        let Try::Texts(texts) = &target.attempt else {
            return Vec::new();
        };
        let placed = |variant: &str, place: &dyn Fn(&String) -> String| Target {
            variant: format!("{}@{variant}", target.variant),
            attempt: Try::Texts(
                texts
                    .iter()
                    .filter(|text| !text.contains(whole.as_str()))
                    .map(place)
                    .collect(),
            ),
            ..target.clone()
        };
        vec![
            placed("first", &|text| format!("{text}{whole}{sound}")),
            placed("last", &|text| format!("{sound}{whole}{text}")),
        ]
    });
    both.collect()
}

fn of_check(kind: Type, node: &Node, asked: &Asked) -> Vec<Target> {
    match &asked.check {
        Check::Length(length) => of_length_bounds(node, length),
        Check::FirstChar(edge) => characters(node, &edge.allowed, &["first"]),
        Check::LastChar(edge) => characters(node, &edge.allowed, &["last"]),
        Check::Charset(set) => characters(node, &set.allowed, &["inner", "last"]),
        Check::ForbidChars(set) => {
            of_alphabet(node, &set.chars, &["first", "inner", "last"], &|c| {
                !set.chars.contains(c)
            })
        }
        Check::Ascii(_) => of_alphabet(node, "", &["inner", "last"], &|c| u32::from(c) < 0x80),
        Check::ForbidPrefix(set) => of_prefixes(node, &set.prefixes),
        Check::OneOf(one_of) => of_members(kind, &one_of.values),
        Check::Fixed(fixed) => of_members(kind, std::slice::from_ref(&fixed.value)),
        Check::IntRange(range) => {
            let inside = |n: i128| {
                range.min.is_none_or(|min| n >= i128::from(min))
                    && range.max.is_none_or(|max| n <= i128::from(max))
            };
            whole_numbers(&[(range.min, range.max)], &inside)
        }
        Check::IntSet(set) => {
            let ranges: Vec<(i64, i64)> =
                set.ranges.iter().filter_map(|range| pair(range)).collect();
            let inside = |n: i128| {
                ranges
                    .iter()
                    .any(|(from, to)| n >= i128::from(*from) && n <= i128::from(*to))
            };
            let bounds: Vec<_> = ranges.iter().map(|(a, b)| (Some(*a), Some(*b))).collect();
            whole_numbers(&bounds, &inside)
        }
        Check::NumberRange(range) => super::fraction::targets(kind, range),
        Check::Items(items) => of_count(node, items),
        Check::Pattern(pattern) => super::sample::of_pattern(asked, &pattern.pattern),
        Check::Datetime(datetime) => super::sample::of_datetime(&datetime.format),
        Check::ServerSide(_) => Vec::new(),
    }
}

fn pair(range: &[i64]) -> Option<(i64, i64)> {
    match range {
        [from, to] => Some((*from, *to)),
        _ => None,
    }
}

/// The numbers at and around two bounds, each with its name and whether it is inside.
fn around(min: Option<u64>, max: Option<u64>) -> Vec<(&'static str, u64, bool)> {
    let inside = |n: u64| min.is_none_or(|min| n >= min) && max.is_none_or(|max| n <= max);
    let mut out = Vec::new();
    if let Some(min) = min {
        out.extend(min.checked_sub(1).map(|n| ("min-1", n, false)));
        out.push(("min", min, inside(min)));
        out.push(("min+1", min + 1, inside(min + 1)));
    }
    if let Some(max) = max {
        out.extend(max.checked_sub(1).map(|n| ("max-1", n, inside(n))));
        out.push(("max", max, inside(max)));
        out.extend(max.checked_add(1).map(|n| ("max+1", n, false)));
        let ten = max.saturating_mul(10);
        if ten > max + 1 {
            out.push(("10*max", ten, false));
        }
    }
    out
}

fn of_length_bounds(node: &Node, length: &Length) -> Vec<Target> {
    let mut out = Vec::new();
    let empty_holds = length.allow_empty || length.min.is_none_or(|min| min == 0);
    out.push(Target::texts("empty", empty_holds, vec![String::new()]).at_bound());
    for (variant, count, holds) in around(length.min, length.max) {
        let Ok(count) = usize::try_from(count) else {
            continue;
        };
        if count == 0 {
            continue;
        }
        let texts = of_length(node, length.unit, count);
        out.push(Target::texts(variant, holds, texts).at_bound());
        // What counts bytes or UTF-16 units instead of characters is found out by wide ones.
        if length.unit == LengthUnit::Chars {
            let is_wide =
                |text: &String| text.chars().filter(|c| c.len_utf8() > 2).count() > count / 2;
            let mut wide = of_length(node, length.unit, count);
            wide.retain(is_wide);
            if !wide.is_empty() {
                out.push(Target {
                    essential: false,
                    ..Target::texts(format!("{variant}:wide"), holds, wide).at_bound()
                });
            }
        }
    }
    out
}

fn characters(node: &Node, allowed: &CharSet, positions: &[&'static str]) -> Vec<Target> {
    let literals = allowed.literals.clone().unwrap_or_default();
    of_alphabet(node, &literals, positions, &|c| in_set(allowed, c))
}

/// Every character worth trying, at each of these positions in a text that is sound otherwise.
fn of_alphabet(
    node: &Node,
    more: &str,
    positions: &[&'static str],
    holds: &dyn Fn(char) -> bool,
) -> Vec<Target> {
    let mut alphabet: Vec<char> = ALPHABET.to_vec();
    alphabet.extend(more.chars());
    alphabet.sort_unstable();
    alphabet.dedup();
    let bases = bases(node);
    let mut out = Vec::new();
    for position in positions {
        for c in &alphabet {
            let texts = bases.iter().map(|base| at(base, position, *c)).collect();
            let variant = format!("{position}:U+{:04X}", u32::from(*c));
            out.push(Target::texts(variant, holds(*c), texts));
        }
    }
    out
}

fn of_prefixes(node: &Node, prefixes: &[String]) -> Vec<Target> {
    let bases = bases(node);
    let mut out = Vec::new();
    let begins = |text: &str| {
        prefixes
            .iter()
            .any(|prefix| text.starts_with(prefix.as_str()))
    };
    for prefix in prefixes {
        let before = |text: &str| -> Vec<String> {
            let alone = std::iter::once(text.to_owned());
            alone
                .chain(bases.iter().map(|base| format!("{text}{base}")))
                .collect()
        };
        out.push(
            Target::texts(format!("begins:{}", label(prefix)), false, before(prefix)).essential(),
        );
        for other in resembling(prefix) {
            // A text that still begins so, or that may once something follows, says nothing new.
            if prefixes
                .iter()
                .any(|p| p.starts_with(other.as_str()) || other.starts_with(p.as_str()))
            {
                continue;
            }
            out.push(Target::texts(
                format!("begins:{}", label(&other)),
                true,
                before(&other),
            ));
        }
        let inside: Vec<String> = bases.iter().map(|base| format!("{base}{prefix}")).collect();
        let inside = inside.into_iter().filter(|text| !begins(text)).collect();
        out.push(Target::texts(
            format!("ends:{}", label(prefix)),
            true,
            inside,
        ));
    }
    distinct(out)
}

fn of_members(kind: Type, members: &[String]) -> Vec<Target> {
    let is_member = |text: &str| members.iter().any(|member| means_same(kind, member, text));
    let mut out = Vec::new();
    for member in members {
        out.push(Target::texts(label(member), true, vec![member.clone()]).essential());
    }
    for member in members {
        for other in resembling(member) {
            let holds = is_member(&other);
            out.push(Target::texts(label(&other), holds, vec![other]));
        }
        if let Ok(number) = member.parse::<i64>() {
            for near in [number - 1, number + 1, number.saturating_mul(10), -number] {
                let text = near.to_string();
                out.push(Target::texts(label(&text), is_member(&text), vec![text]));
            }
        }
    }
    if kind == Type::Boolean {
        for text in ["true", "false"] {
            out.push(Target::texts(
                label(text),
                is_member(text),
                vec![text.to_owned()],
            ));
        }
    }
    for text in ["", "no-such-value", "null"] {
        out.push(Target::texts(
            label(text),
            is_member(text),
            vec![text.to_owned()],
        ));
    }
    distinct(out)
}

/// Members are compared as numbers and truth values where the type is such, else as texts.
fn means_same(kind: Type, member: &str, text: &str) -> bool {
    match kind {
        Type::Int32 | Type::Int64 => {
            let number = |text: &str| text.parse::<i64>().ok().filter(|_| !text.starts_with('+'));
            number(member).is_some() && number(member) == number(text)
        }
        Type::Float | Type::Double => {
            let number = |text: &str| text.parse::<f64>().ok();
            number(member).is_some() && number(member) == number(text)
        }
        Type::Boolean => member.eq_ignore_ascii_case(text),
        _ => member == text,
    }
}

fn distinct(targets: Vec<Target>) -> Vec<Target> {
    let mut seen = std::collections::BTreeSet::new();
    targets
        .into_iter()
        .filter(|target| seen.insert(target.variant.clone()))
        .collect()
}

fn whole_numbers(
    ranges: &[(Option<i64>, Option<i64>)],
    inside: &dyn Fn(i128) -> bool,
) -> Vec<Target> {
    let mut out = Vec::new();
    let several = ranges.len() > 1;
    let mut add = |variant: String, number: i128| {
        let target = Target::texts(variant, inside(number), vec![number.to_string()]);
        out.push(target.at_bound());
    };
    for (min, max) in ranges {
        let of = |name: &str| match (several, min, max) {
            (true, Some(min), Some(max)) => format!("{name}({min}..{max})"),
            _ => name.to_owned(),
        };
        if let Some(min) = min.map(i128::from) {
            add(of("min-1"), min - 1);
            add(of("min"), min);
            add(of("min+1"), min + 1);
        }
        if let Some(max) = max.map(i128::from) {
            add(of("max-1"), max - 1);
            add(of("max"), max);
            add(of("max+1"), max + 1);
            add(of("10*max"), max * 10);
            add(of("-max"), -max);
        }
    }
    add("zero".to_owned(), 0);
    add("least of 32 bits".to_owned(), i128::from(i32::MIN));
    add("greatest of 32 bits".to_owned(), i128::from(i32::MAX));
    add("least of 64 bits".to_owned(), i128::from(i64::MIN));
    add("greatest of 64 bits".to_owned(), i128::from(i64::MAX));
    out
}

fn of_count(node: &Node, items: &Items) -> Vec<Target> {
    let mut out = Vec::new();
    for (variant, count, holds) in around(items.min, items.max) {
        let Ok(count) = usize::try_from(count) else {
            continue;
        };
        let target = match &items.separator {
            // A text without pieces is the empty one.
            Some(separator) => {
                let piece = super::text::sound_piece(node, separator);
                let pieces = vec![piece.as_str(); count];
                let varied = super::text::pieces(node, separator, count);
                let texts = vec![pieces.join(separator), varied.join(separator)];
                Target::texts(variant, holds, texts)
            }
            // A list without elements is absent, and absent values break nothing.
            None if count == 0 => continue,
            None => Target {
                attempt: Try::Count(count),
                ..Target::texts(variant, holds, Vec::new())
            },
        };
        out.push(target.at_bound());
    }
    out
}
