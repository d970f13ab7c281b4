//! The conditions that break values, as statements and expressions over `value`.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{count, ident, number, whole};
use crate::faults::on;
use crate::lower::model::{Broken, Chars};

/// What one function has counted so far, so that it counts nothing twice.
pub struct Counts {
    elements: TokenStream,
    /// Variables, and what they hold.
    known: BTreeMap<&'static str, String>,
}

impl Counts {
    /// Nothing yet; `elements` counts those of a list or map.
    #[must_use]
    pub fn of(elements: TokenStream) -> Self {
        Counts {
            elements,
            known: BTreeMap::new(),
        }
    }

    /// The statement that makes the variable hold this; none where it does.
    fn hold(&mut self, variable: &'static str, count: TokenStream) -> Option<TokenStream> {
        let text = count.to_string();
        let name = ident(variable);
        (self.known.insert(variable, text.clone()) != Some(text))
            .then(|| quote!(let #name = #count;))
    }
}

/// The statements that report a rule where `value` is broken so.
///
/// ```text
/// let length = rt::check::chars(value);
/// if length < 2 || length > 80 {
///     out.push(at, &rules::NAME_LENGTH, &value);
/// }
/// ```
#[must_use]
pub fn violation(rule: &str, broken: &Broken, counts: &mut Counts) -> TokenStream {
    let rule = ident(rule);
    let push = |found: TokenStream| quote!(out.push(at, &rules::#rule, &#found););
    match broken {
        Broken::Always => push(quote!(value)),
        Broken::Length {
            count: counting,
            min,
            max,
            allow_empty,
        } => {
            let counting = ident(counting);
            let outside = outside(&quote!(length), *min, *max);
            let condition = if *allow_empty {
                quote!(length != 0 && (#outside))
            } else {
                outside
            };
            let push = push(quote!(value));
            let length = counts.hold("length", quote!(rt::check::#counting(value)));
            quote!(#length if #condition { #push })
        }
        Broken::Items(min, max) => {
            let outside = outside(&quote!(count), *min, *max);
            // A list without elements is absent, and absent values break nothing.
            let condition = if min.is_some() && !on("absent-list-counted") {
                quote!(count != 0 && (#outside))
            } else {
                outside
            };
            let push = push(quote!(count));
            let elements = counts.elements.clone();
            let count = counts.hold("count", elements);
            quote!(#count if #condition { #push })
        }
        Broken::PieceCount(separator, min, max) => {
            let condition = outside(&quote!(count), *min, *max);
            let push = push(quote!(value));
            let pieces = quote!(rt::check::piece_count(value, #separator));
            let count = counts.hold("count", pieces);
            quote!(#count if #condition { #push })
        }
        other => {
            let (condition, push) = (expression(other, &quote!(value)), push(quote!(value)));
            quote!(if #condition { #push })
        }
    }
}

fn outside(counted: &TokenStream, min: Option<u64>, max: Option<u64>) -> TokenStream {
    if let (Some(only), true) = (min, min == max) {
        let only = count(only);
        return quote!(#counted != #only);
    }
    let less = min.map(count).map(|min| quote!(#counted < #min));
    let more = max
        .map(count)
        .map(|max| match on("greatest-count-refused") {
            true => quote!(#counted >= #max),
            false => quote!(#counted > #max),
        });
    any(less.into_iter().chain(more))
}

fn any(conditions: impl Iterator<Item = TokenStream>) -> TokenStream {
    let conditions: Vec<_> = conditions.collect();
    if conditions.is_empty() {
        quote!(false)
    } else {
        quote!(#(#conditions)||*)
    }
}

fn expression(broken: &Broken, value: &TokenStream) -> TokenStream {
    match broken {
        Broken::Always => quote!(true),
        Broken::Length {
            count,
            min,
            max,
            allow_empty,
        } => {
            let count = ident(count);
            let outside = outside(&quote!(length), *min, *max);
            let condition = if *allow_empty {
                quote!(length != 0 && (#outside))
            } else {
                outside
            };
            quote!({ let length = rt::check::#count(#value); #condition })
        }
        Broken::PieceCount(separator, min, max) => {
            let outside = outside(&quote!(count), *min, *max);
            quote!({ let count = rt::check::piece_count(#value, #separator); #outside })
        }
        Broken::Items(min, max) => outside(&quote!(count), *min, *max),
        Broken::Edge(end, chars) => {
            let end = ident(end);
            match others(chars) {
                Some(others) => quote!(rt::check::#end(#value).is_some_and(|c| #others)),
                None => quote!(rt::check::#end(#value).is_some()),
            }
        }
        Broken::Charset(chars) => match others(chars) {
            Some(others) => quote!(#value.contains(|c: char| #others)),
            None => quote!(!#value.is_empty()),
        },
        Broken::ForbidChars(chars) => match chars.as_slice() {
            [one] => quote!(#value.contains(#one)),
            many => quote!(rt::check::holds_any(#value, [#(#many),*])),
        },
        Broken::ForbidPrefix(prefixes) if on("prefix-anywhere") => any(prefixes
            .iter()
            .map(|prefix| quote!(#value.contains(#prefix)))),
        Broken::ForbidPrefix(prefixes) => any(prefixes
            .iter()
            .map(|prefix| quote!(#value.starts_with(#prefix)))),
        Broken::NotAscii => quote!(!#value.is_ascii()),
        Broken::Empty => quote!(#value.is_empty()),
        Broken::NotText(texts) if on("values-ignore-case") => {
            quote!(![#(#texts),*].iter().any(|known| known.eq_ignore_ascii_case(#value)))
        }
        Broken::NotText(texts) => none_of(value, texts.iter().map(|text| quote!(#text))),
        Broken::NotWhole(numbers) => none_of(value, numbers.iter().map(|number| whole(*number))),
        Broken::NotNumber(numbers) => none_of(value, numbers.iter().map(|literal| number(literal))),
        Broken::Is(true) => quote!(#value),
        Broken::Is(false) => quote!(!#value),
        Broken::Gaps(gaps) => in_gaps(value, gaps, &|bound| whole(bound)),
        Broken::TextGaps(gaps) if gaps.is_empty() => {
            quote!(rt::check::Whole::parse(#value).is_none())
        }
        Broken::TextGaps(gaps) => {
            let bound = |bound: i64| {
                let bound = whole(bound);
                quote!(rt::check::Whole::from(#bound))
            };
            let inside = in_gaps(&quote!(number), gaps, &bound);
            quote!(rt::check::Whole::parse(#value).is_none_or(|number| #inside))
        }
        Broken::Number { min, max } => beyond(value, min.as_ref(), max.as_ref()),
        Broken::TextNumber {
            min: None,
            max: None,
        } => quote!(rt::check::double(#value).is_none()),
        Broken::TextNumber { min, max } => {
            let beyond = beyond(&quote!(number), min.as_ref(), max.as_ref());
            quote!(rt::check::double(#value).is_none_or(|number| #beyond))
        }
        Broken::NotFinite => quote!(!#value.is_finite()),
        Broken::Pattern(name) => {
            let name = ident(name);
            quote!(!#name.matches(#value))
        }
        Broken::Datetime(format) => quote!(!rt::check::datetime(#value, #format)),
        Broken::UnixText => quote!(!rt::check::unix_time(#value)),
        Broken::Pieces(separator, inner) => match inner.as_ref() {
            Broken::Always => quote!(!#value.is_empty()),
            inner => {
                let inner = expression(inner, &quote!(piece));
                let first = on("first-piece-only").then(|| quote!(.take(1)));
                quote!(rt::check::pieces(#value, #separator)#first.any(|piece| #inner))
            }
        },
    }
}

/// `value != "a" && value != "b"`; many as `!["a", "b", …].contains(&value)`.
fn none_of(value: &TokenStream, allowed: impl Iterator<Item = TokenStream>) -> TokenStream {
    let allowed: Vec<_> = allowed.collect();
    match allowed.as_slice() {
        [one] => quote!(#value != #one),
        _ => quote!(![#(#allowed),*].contains(&#value)),
    }
}

/// `value > 9 && value < 12`, both ends excluded.
fn in_gap(
    value: &TokenStream,
    gap: &(Option<i64>, Option<i64>),
    bound: &dyn Fn(i64) -> TokenStream,
) -> TokenStream {
    let above = gap.0.map(bound).map(|low| quote!(#value > #low));
    let below = gap.1.map(bound).map(|high| quote!(#value < #high));
    match (above, below) {
        (Some(above), Some(below)) => quote!((#above && #below)),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => quote!(true),
    }
}

/// The gaps on both sides of a single number are `value != 5`.
fn in_gaps(
    value: &TokenStream,
    gaps: &[(Option<i64>, Option<i64>)],
    bound: &dyn Fn(i64) -> TokenStream,
) -> TokenStream {
    match gaps {
        [(None, Some(below)), (Some(above), None)] if below == above => {
            let only = bound(*below);
            quote!(#value != #only)
        }
        _ => any(gaps.iter().map(|gap| in_gap(value, gap, bound))),
    }
}

fn beyond(
    value: &TokenStream,
    min: Option<&(String, bool)>,
    max: Option<&(String, bool)>,
) -> TokenStream {
    if let (Some((only, false)), Some((other, false))) = (min, max)
        && only == other
    {
        let only = number(only);
        return quote!(#value != #only);
    }
    let less = min.map(|(literal, exclusive)| {
        let bound = number(literal);
        if *exclusive {
            quote!(#value <= #bound)
        } else {
            quote!(#value < #bound)
        }
    });
    let more = max.map(|(literal, exclusive)| {
        let bound = number(literal);
        if *exclusive || on("greatest-number-refused") {
            quote!(#value >= #bound)
        } else {
            quote!(#value > #bound)
        }
    });
    any(less.into_iter().chain(more))
}

/// `!rt::check::letter(c) && c != '_'`; none where no character is allowed.
fn others(chars: &Chars) -> Option<TokenStream> {
    let classes = chars.classes.iter().map(|class| {
        let class = ident(class);
        quote!(!rt::check::#class(c))
    });
    let mut letters = chars.literals.chars();
    let literals = match (letters.next(), letters.next()) {
        (None, _) => None,
        (Some(one), None) => Some(quote!(c != #one)),
        (Some(_), Some(_)) => {
            let literals = &chars.literals;
            Some(quote!(!#literals.contains(c)))
        }
    };
    let all: Vec<_> = classes.chain(literals).collect();
    (!all.is_empty()).then(|| quote!(#(#all)&&*))
}
