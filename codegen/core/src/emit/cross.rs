//! The functions that judge rules across fields, and the walks to where they judge.

use proc_macro2::TokenStream;
use quote::quote;

use super::request_ident;
use super::tokens::{docs, ident, is_copy, number, path, whole};
use crate::faults::on;
use crate::lower::cross::is_always_present;
use crate::lower::model::{
    CrossCheck, CrossFn, Matcher, Presence, Reach, ReachStep, RustOperation, RustType, Walk,
    WalkStep,
};

/// Every function, and every walk to a list or object.
#[must_use]
pub fn emit(operation: &RustOperation) -> Vec<TokenStream> {
    let walks = operation
        .walks
        .iter()
        .filter_map(|walk| self::walk(walk, operation));
    operation.cross.iter().map(function).chain(walks).collect()
}

/// What judging a request calls for one place.
#[must_use]
pub fn calls(walk: &Walk) -> Vec<TokenStream> {
    let functions: Vec<&String> = match &walk.ident {
        Some(name) => vec![name],
        None => walk.rules.iter().collect(),
    };
    functions
        .into_iter()
        .map(|name| {
            let name = ident(name);
            quote!(#name(value, at, out);)
        })
        .collect()
}

/// ```text
/// fn within_beam(value: &Light, at: &rt::Path<'_>, out: &mut rt::Violations) {
///     let at = &at.field("Beam");
///     for (index, value) in rt::wire::present(&value.beam).enumerate() {
///         let at = &at.item(index);
///         rule_beam_from_compare(value, at, out);
///     }
/// }
/// ```
fn walk(walk: &Walk, operation: &RustOperation) -> Option<TokenStream> {
    let name = ident(walk.ident.as_ref()?);
    let request = request_ident(operation);
    let rules = walk.rules.iter().map(|name| ident(name));
    let judge = quote!(#(#rules(value, at, out);)*);
    let body = steps(&walk.steps, judge);
    Some(quote! {
        fn #name(value: &#request, at: &rt::Path<'_>, out: &mut rt::Violations) {
            #body
        }
    })
}

fn steps(steps: &[WalkStep], judge: TokenStream) -> TokenStream {
    steps.iter().rev().fold(judge, |inner, step| match step {
        WalkStep::Elements if on("rule-in-first-element-only") => quote! {
            for (index, value) in rt::wire::present(value).enumerate().take(1) {
                let at = &at.item(index);
                #inner
            }
        },
        WalkStep::Elements => quote! {
            for (index, value) in rt::wire::present(value).enumerate() {
                let at = &at.item(index);
                #inner
            }
        },
        WalkStep::Values => quote! {
            for (key, value) in value {
                if !rt::wire::Wire::is_absent(value) {
                    let at = &at.key(key);
                    #inner
                }
            }
        },
        WalkStep::Field {
            wire,
            ident: name,
            ty,
            presence,
        } => {
            let name = ident(name);
            let at = quote!(let at = &at.field(#wire););
            match (presence, ty) {
                (Presence::Optional, _) => quote! {
                    if let Some(value) = rt::wire::some(&value.#name) { #at #inner }
                },
                (_, RustType::Struct { .. }) => quote! {
                    let value = &value.#name;
                    if !rt::wire::Wire::is_absent(value) { #at #inner }
                },
                _ => quote!(let value = &value.#name; #at #inner),
            }
        }
    })
}

/// ```text
/// /// `Period` must be given where `ChargeType` is `PrePaid`. Spec: `Light.json /rules/0`.
/// fn rule_period_required_if(value: &Light, at: &rt::Path<'_>, out: &mut rt::Violations) { … }
/// ```
fn function(rule: &CrossFn) -> TokenStream {
    let (name, owner, doc) = (ident(&rule.ident), ident(&rule.owner), docs(&rule.docs));
    let body = body(&ident(&rule.rule), &rule.check);
    quote! {
        #doc
        fn #name(value: &#owner, at: &rt::Path<'_>, out: &mut rt::Violations) {
            #body
        }
    }
}

fn body(rule: &proc_macro2::Ident, check: &CrossCheck) -> TokenStream {
    match check {
        CrossCheck::RequiredIf {
            param,
            when,
            equals,
            by_default,
        } => {
            let (at, missing, found) = (path(&param.wire), absent(param), value_of(when));
            let matched = match (on("condition-inverted"), matched(equals)) {
                (true, matched) => quote!((found.is_some() && !(#matched))),
                (false, matched) => matched,
            };
            let advisory = by_default.then(|| {
                let push = ident(match on("default-as-if-sent") {
                    true => "push_absent",
                    false => "push_absent_advisory",
                });
                quote! {
                    if found.is_none() && #missing {
                        out.#push(&#at, &rules::#rule);
                    }
                }
            });
            quote! {
                let found = #found;
                if #matched && #missing {
                    out.push_absent(&#at, &rules::#rule);
                }
                #advisory
            }
        }
        CrossCheck::Requires { param, needs } => {
            let (at, missing) = (path(&needs.wire), absent(needs));
            let condition = all([present(param), missing]);
            quote!(if #condition { out.push_absent(&#at, &rules::#rule); })
        }
        CrossCheck::AtLeastOne(params) => {
            let at = params.first().map(|first| path(&first.wire));
            let condition = match on("at-least-one-wants-all") {
                true => any(params.iter().map(absent)),
                false => all(params.iter().map(absent)),
            };
            quote!(if #condition { out.push_absent(&#at, &rules::#rule); })
        }
        CrossCheck::Exclusive(params) => exclusive(rule, params),
        CrossCheck::Compare {
            param,
            less_than,
            or_equal,
            time,
        } => compare(rule, param, less_than, *or_equal, *time),
    }
}

fn any(conditions: impl Iterator<Item = TokenStream>) -> TokenStream {
    let conditions: Vec<_> = conditions.collect();
    quote!((#(#conditions)||*))
}

fn all(conditions: impl IntoIterator<Item = TokenStream>) -> TokenStream {
    // What is always so is left out, unless nothing remains.
    let conditions: Vec<_> = conditions
        .into_iter()
        .filter(|condition| condition.to_string() != "true")
        .collect();
    if conditions.is_empty() {
        quote!(true)
    } else {
        quote!(#(#conditions)&&*)
    }
}

/// ```text
/// let mut before = 0;
/// if value.a.is_some() {
///     before += 1;
/// }
/// if value.b.is_some() && before == 1 {
///     out.push(&at.field("B"), &rules::A_EXCLUSIVE, &"given");
/// }
/// ```
fn exclusive(rule: &proc_macro2::Ident, params: &[Reach]) -> TokenStream {
    let last = params.len().saturating_sub(1);
    let steps = params.iter().enumerate().map(|(n, param)| {
        let (at, present) = (path(&param.wire), present(param));
        let report = quote!(out.push(&#at, &rules::#rule, &"a second one"););
        match n {
            0 if present.to_string() == "true" => quote!(let mut before = 1;),
            0 => quote!(let mut before = i32::from(#present);),
            _ if n == last => {
                let condition = all([present, quote!(before == 1)]);
                quote!(if #condition { #report })
            }
            _ => quote! {
                if #present {
                    before += 1;
                    if before == 2 { #report }
                }
            },
        }
    });
    let steps: TokenStream = steps.collect();
    if last == 1 {
        // Nothing is added between the first and the last.
        let (Some(first), Some(second)) = (params.first(), params.get(1)) else {
            return steps;
        };
        let second_given = if on("exclusive-at-first") {
            first
        } else {
            second
        };
        let (at, condition) = (
            path(&second_given.wire),
            all([present(first), present(second)]),
        );
        return quote!(if #condition { out.push(&#at, &rules::#rule, &"a second one"); });
    }
    steps
}

/// ```text
/// let pair = value.from.zip(value.to);
/// if let Some((lesser, _)) = pair.filter(|(lesser, greater)| lesser >= greater) {
///     out.push(&at.field("From"), &rules::FROM_COMPARE, &lesser);
/// }
/// ```
fn compare(
    rule: &proc_macro2::Ident,
    param: &Reach,
    less_than: &Reach,
    or_equal: bool,
    time: bool,
) -> TokenStream {
    let (at, lesser, greater) = (path(&param.wire), value_of(param), value_of(less_than));
    let or_equal = or_equal != on("equal-taken-wrong");
    let beyond = if or_equal {
        quote!(lesser > greater)
    } else {
        quote!(lesser >= greater)
    };
    let condition = if time {
        let method = if or_equal {
            quote!(is_gt)
        } else {
            quote!(is_ge)
        };
        quote!(rt::check::time_order(lesser, greater).is_some_and(|order| order.#method()))
    } else if let (Some(left), Some(right)) =
        (as_long(param, "lesser"), as_long(less_than, "greater"))
    {
        if or_equal {
            quote!(#left > #right)
        } else {
            quote!(#left >= #right)
        }
    } else {
        let (left, right) = (as_whole(param, "lesser"), as_whole(less_than, "greater"));
        quote!(#left.zip(#right).is_some_and(|(lesser, greater)| #beyond))
    };
    quote! {
        let pair = #lesser.zip(#greater);
        if let Some((lesser, _)) = pair.filter(|&(lesser, greater)| #condition) {
            out.push(&#at, &rules::#rule, &lesser);
        }
    }
}

fn as_long(reach: &Reach, name: &str) -> Option<TokenStream> {
    let name = ident(name);
    match reach.steps.last()?.ty {
        RustType::I32 => Some(quote!(i64::from(#name))),
        RustType::I64 => Some(quote!(#name)),
        _ => None,
    }
}

fn as_whole(reach: &Reach, name: &str) -> TokenStream {
    let name = ident(name);
    match reach.steps.last().map(|step| &step.ty) {
        Some(RustType::I32 | RustType::I64) => quote!(Some(rt::check::Whole::from(#name))),
        _ => quote!(rt::check::Whole::parse(#name)),
    }
}

fn matched(equals: &Matcher) -> TokenStream {
    let each: Vec<TokenStream> = match equals {
        Matcher::Texts(texts) => texts.iter().map(|text| quote!(#text)).collect(),
        Matcher::Wholes(numbers) => numbers.iter().map(|number| whole(*number)).collect(),
        Matcher::Numbers(literals) => literals.iter().map(|literal| number(literal)).collect(),
        Matcher::Truths(truths) => truths.iter().map(|truth| quote!(#truth)).collect(),
    };
    match each.as_slice() {
        [one] => quote!(found == Some(#one)),
        many => quote!((#(found == Some(#many))||*)),
    }
}

/// The struct that holds the last field, as an expression to go on from.
fn through(
    steps: &[ReachStep],
    start: TokenStream,
    last: &dyn Fn(TokenStream, &ReachStep) -> TokenStream,
    join: &str,
) -> TokenStream {
    let Some((first, rest)) = steps.split_first() else {
        return start;
    };
    if rest.is_empty() {
        return last(start, first);
    }
    let name = ident(&first.ident);
    match first.presence {
        Presence::Optional => {
            let inner = through(rest, quote!(value), last, join);
            let join = ident(join);
            quote!(#start.#name.as_ref().#join(|value| #inner))
        }
        _ => through(rest, quote!(#start.#name), last, join),
    }
}

fn is_scalar(step: &ReachStep) -> bool {
    !matches!(
        step.ty,
        RustType::Struct { .. } | RustType::List(_) | RustType::Map(_)
    )
}

fn present(reach: &Reach) -> TokenStream {
    if is_always_present(reach) {
        return quote!(true);
    }
    // A scalar that its object demands is there wherever the object is.
    let optional = reach
        .steps
        .iter()
        .rposition(|step| step.presence == Presence::Optional);
    let steps = match (reach.steps.split_last(), optional) {
        (Some((last, before)), Some(at))
            if last.presence == Presence::Required && is_scalar(last) && at < before.len() =>
        {
            reach.steps.get(..=at).unwrap_or(&reach.steps)
        }
        _ => &reach.steps,
    };
    let last = |start: TokenStream, step: &ReachStep| {
        let name = ident(&step.ident);
        match is_scalar(step) || steps.len() < reach.steps.len() {
            true => quote!(#start.#name.is_some()),
            false => quote!(!rt::wire::Wire::is_absent(&#start.#name)),
        }
    };
    through(steps, quote!(value), &last, "is_some_and")
}

fn absent(reach: &Reach) -> TokenStream {
    if is_always_present(reach) {
        return quote!(false);
    }
    let optional = reach
        .steps
        .iter()
        .rposition(|step| step.presence == Presence::Optional);
    let steps = match (reach.steps.split_last(), optional) {
        (Some((last, before)), Some(at))
            if last.presence == Presence::Required && is_scalar(last) && at < before.len() =>
        {
            reach.steps.get(..=at).unwrap_or(&reach.steps)
        }
        _ => &reach.steps,
    };
    let last = |start: TokenStream, step: &ReachStep| {
        let name = ident(&step.ident);
        match is_scalar(step) || steps.len() < reach.steps.len() {
            true => quote!(#start.#name.is_none()),
            false => quote!(rt::wire::Wire::is_absent(&#start.#name)),
        }
    };
    through(steps, quote!(value), &last, "is_none_or")
}

/// The value of a scalar field as an `Option`: of `&str`, or of a number.
fn value_of(reach: &Reach) -> TokenStream {
    let last = |start: TokenStream, step: &ReachStep| {
        let name = ident(&step.ident);
        match (&step.ty, step.presence) {
            (RustType::Enum(_), Presence::Optional) => {
                quote!(#start.#name.as_ref().map(|text| text.as_str()))
            }
            (RustType::Text, Presence::Optional) => quote!(#start.#name.as_deref()),
            (RustType::Enum(_) | RustType::Text, _) => quote!(Some(#start.#name.as_str())),
            (ty, Presence::Optional) if is_copy(ty) => quote!(#start.#name),
            _ => quote!(Some(#start.#name)),
        }
    };
    through(&reach.steps, quote!(value), &last, "and_then")
}
