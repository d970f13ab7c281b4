//! The functions that judge values.

use proc_macro2::TokenStream;
use quote::quote;

use super::broken::{Counts, violation};
use super::tokens::{docs, ident, is_copy, path, runtime, ty};
use super::{cross, request_ident};
use crate::faults::on;
use crate::lower::model::{
    Arg, Call, CheckFn, CheckStep, FieldCheck, Presence, RustOperation, RustType,
};

/// Every function that judges; the first one judges a request.
///
/// ```text
/// pub(super) fn check(value: &CreateInstance, out: &mut rt::Violations) {
///     let at = &rt::Path::ROOT;
///     check_fields(value, at, out);
///     rule_period_required_if(value, at, out);
/// }
/// ```
#[must_use]
pub fn emit(operation: &RustOperation) -> Vec<TokenStream> {
    let request = request_ident(operation);
    let mut checks = operation.checks.iter();
    let first = checks.next();
    let mut calls = Vec::new();
    let has_fields = first.is_some_and(|first| !first.steps.is_empty());
    if let (true, Some(first)) = (has_fields, first) {
        let function = ident(&first.ident);
        calls.push(quote!(#function(value, at, out);));
    }
    calls.extend(operation.walks.iter().flat_map(cross::calls));
    let mut out = vec![runtime()];
    if uses_rules(operation) {
        out.push(quote!(
            use super::rules;
        ));
    }
    if !operation.patterns.is_empty() {
        // Says in words what a crate of somebody else's lacks, if it lacks it.
        out.push(quote!(
            rt::require_pattern!();
        ));
    }
    out.extend(operation.patterns.iter().map(|(name, source)| {
        let name = ident(name);
        quote!(static #name: rt::check::Pattern = rt::check::Pattern::new(#source);)
    }));
    let doc = quote!(#[doc = " Reports all that is wrong with a request."]);
    out.push(match calls.is_empty() {
        // Nothing can be broken in a value of this type.
        true => quote!(#doc pub(super) fn check(_: &#request, _: &mut rt::Violations) {}),
        false => quote! {
            #doc
            pub(super) fn check(value: &#request, out: &mut rt::Violations) {
                let at = &rt::Path::ROOT;
                #(#calls)*
            }
        },
    });
    if has_fields {
        out.extend(first.map(function));
    }
    out.extend(checks.map(function));
    out.extend(cross::emit(operation));
    out
}

fn uses_rules(operation: &RustOperation) -> bool {
    let reports = |step: &CheckStep| match step {
        CheckStep::Violation { .. } => true,
        CheckStep::Field(field) => field.absent.is_some(),
        CheckStep::Elements(_) | CheckStep::Values(_) => false,
    };
    !operation.cross.is_empty()
        || operation
            .checks
            .iter()
            .flat_map(|check| &check.steps)
            .any(reports)
}

/// ```text
/// /// `Tag`. Spec: `Light.json /parameters/3`.
/// fn check_tag(value: &[Tag], at: &rt::Path<'_>, out: &mut rt::Violations) { … }
/// ```
fn function(check: &CheckFn) -> TokenStream {
    let (name, doc) = (ident(&check.ident), docs(&check.docs));
    let argument = match &check.arg {
        Arg::Text => quote!(&str),
        Arg::Copy(number) => ty(number),
        Arg::List(inner) => {
            let inner = ty(inner);
            quote!(&[#inner])
        }
        Arg::Map(inner) => {
            let inner = ty(inner);
            quote!(&BTreeMap<String, #inner>)
        }
        Arg::Struct(name) => {
            let name = ident(name);
            quote!(&#name)
        }
    };
    let mut counts = Counts::of(counting(&check.arg));
    let steps = check.steps.iter().map(|step| self::step(step, &mut counts));
    quote! {
        #doc
        fn #name(value: #argument, at: &rt::Path<'_>, out: &mut rt::Violations) {
            #(#steps)*
        }
    }
}

/// How present elements are counted.
fn counting(arg: &Arg) -> TokenStream {
    match arg {
        Arg::Map(inner) if is_composite(inner) => {
            quote!(
                value
                    .values()
                    .filter(|value| !rt::wire::Wire::is_absent(*value))
                    .count() as u64
            )
        }
        Arg::Map(_) => quote!(value.len() as u64),
        _ => quote!(rt::wire::count(value)),
    }
}

fn step(step: &CheckStep, counts: &mut Counts) -> TokenStream {
    match step {
        CheckStep::Violation { rule, broken } => violation(rule, broken, counts),
        CheckStep::Elements(call) => {
            let at = match on("index-one-more") {
                true => quote!(at.item(index + 1)),
                false => quote!(at.item(index)),
            };
            let call = self::call(call, &quote!(value), &at, true);
            let rest = on("first-element-skipped").then(|| quote!(.skip(1)));
            quote!(for (index, value) in rt::wire::present(value).enumerate()#rest { #call })
        }
        CheckStep::Values(each) => {
            let call = self::call(each, &quote!(value), &quote!(at.key(key)), true);
            match is_composite(&each.ty) {
                true => quote! {
                    for (key, value) in value {
                        if !rt::wire::Wire::is_absent(value) { #call }
                    }
                },
                false => quote!(for (key, value) in value { #call }),
            }
        }
        CheckStep::Field(field) => self::field(field),
    }
}

fn is_composite(ty: &RustType) -> bool {
    matches!(
        ty,
        RustType::Struct { .. } | RustType::List(_) | RustType::Map(_)
    )
}

/// `check_name(value, &at.field("Name"), out);`
fn call(call: &Call, value: &TokenStream, at: &TokenStream, by_reference: bool) -> TokenStream {
    let function = ident(&call.ident);
    let value = match &call.ty {
        RustType::Enum(_) => quote!(#value.as_str()),
        ty if is_copy(ty) && by_reference => quote!(*#value),
        ty if is_copy(ty) || by_reference => value.clone(),
        _ => quote!(&#value),
    };
    quote!(#function(#value, &#at, out);)
}

/// ```text
/// if let Some(value) = &value.name {
///     check_name(value, &at.field("Name"), out);
/// }
/// ```
fn field(check: &FieldCheck) -> TokenStream {
    let name = ident(&check.ident);
    let at = match (on("nested-path-lost"), &check.wire) {
        (true, wire) => quote!(rt::Path::ROOT.field(#wire)),
        (false, wire) => path(&[wire.as_str()]),
    };
    let missing = check.absent.as_ref().map(|rule| {
        let rule = ident(rule);
        quote!(out.push_absent(&#at, &rules::#rule);)
    });
    match check.presence {
        Presence::Optional => {
            let call = check
                .call
                .as_ref()
                .filter(|_| !is_composite(&check.ty) || !on("optional-objects-unchecked"))
                .map(|call| self::call(call, &quote!(value), &at, !is_copy(&check.ty)));
            let found = match &check.ty {
                ty if is_copy(ty) => quote!(value.#name),
                ty if is_composite(ty) => quote!(rt::wire::some(&value.#name)),
                _ => quote!(&value.#name),
            };
            match (call, missing) {
                (Some(call), Some(missing)) => {
                    quote!(if let Some(value) = #found { #call } else { #missing })
                }
                (Some(call), None) => quote!(if let Some(value) = #found { #call }),
                (None, Some(missing)) if is_composite(&check.ty) => {
                    quote!(if #found.is_none() { #missing })
                }
                (None, Some(missing)) => quote!(if value.#name.is_none() { #missing }),
                (None, None) => TokenStream::new(),
            }
        }
        Presence::Required | Presence::Collection(_) => {
            let call = check
                .call
                .as_ref()
                .map(|call| self::call(call, &quote!(value.#name), &at, false));
            match (call, missing) {
                (Some(call), Some(missing)) => {
                    quote!(if rt::wire::Wire::is_absent(&value.#name) { #missing } else { #call })
                }
                (Some(call), None) => call,
                (None, Some(missing)) => {
                    quote!(if rt::wire::Wire::is_absent(&value.#name) { #missing })
                }
                (None, None) => TokenStream::new(),
            }
        }
    }
}
