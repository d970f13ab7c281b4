//! The statics of rules.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{ident, placed, runtime};
use crate::lower::model::{RuleStatic, RustOperation};
use crate::names::reserved::{ALL_RULES as ALL, PAGE};

/// Every rule, and the table of all.
#[must_use]
pub fn emit(operation: &RustOperation) -> Vec<TokenStream> {
    let mut out = Vec::new();
    if !operation.rules.is_empty() {
        out.push(runtime());
    }
    let page = operation.info.documentation.as_str();
    let uses_page = !page.is_empty()
        && operation
            .rules
            .iter()
            .any(|rule| rule.documentation == page);
    out.extend(uses_page.then(|| self::page(page)));
    out.extend(operation.rules.iter().map(|rule| one(rule, page)));
    out.extend(all(operation));
    out
}

/// `pub static ALL: [&rt::RuleInfo; 1] = [&NAME_LENGTH];`
fn all(operation: &RustOperation) -> Option<TokenStream> {
    let names: Vec<_> = operation
        .rules
        .iter()
        .map(|rule| ident(&rule.ident))
        .collect();
    let (length, name) = (
        proc_macro2::Literal::usize_unsuffixed(names.len()),
        ident(ALL),
    );
    let doc = placed("Every rule, in the order of the spec.", &operation.place);
    (!names.is_empty()).then(|| {
        quote! {
            #doc
            pub static #name: [&rt::RuleInfo; #length] = [#(&#names),*];
        }
    })
}

/// `const PAGE: &str = "https://…";`: the address that nearly all rules share.
fn page(address: &str) -> TokenStream {
    let name = ident(PAGE);
    quote! {
        #[doc = " The operation's own page."]
        const #name: &str = #address;
    }
}

/// ```text
/// /// `Name.length`. Spec: `Light.json /parameters/0/schema/constraints/0`.
/// pub static NAME_LENGTH: rt::RuleInfo = {
///     let rule = rt::RuleInfo::documented("Name.length", "length");
///     let rule = rule.allowed("2 to 80 characters");
///     rule.error(400, "InvalidName")
/// };
/// ```
fn one(rule: &RuleStatic, page: &str) -> TokenStream {
    let (name, id, kind) = (ident(&rule.ident), &rule.id, rule.kind);
    let doc = placed(&format!("{}.", crate::lower::text::code(id)), &rule.place);
    let made = match rule.documented {
        true => quote!(rt::RuleInfo::documented(#id, #kind)),
        false => quote!(rt::RuleInfo::advisory(#id, #kind)),
    };
    let mut calls = Vec::new();
    if !rule.allowed.is_empty() {
        let words = &rule.allowed;
        calls.push(quote!(allowed(#words)));
    }
    if let Some((status, code, inferred)) = &rule.error {
        let status = proc_macro2::Literal::u16_unsuffixed(*status);
        calls.push(if *inferred {
            quote!(inferred_error(#status, #code))
        } else {
            quote!(error(#status, #code))
        });
    }
    if !rule.documentation.is_empty() {
        let (address, shared) = (&rule.documentation, ident(PAGE));
        calls.push(if address == page {
            quote!(documentation(#shared))
        } else {
            quote!(documentation(#address))
        });
    }
    if rule.sensitive {
        calls.push(quote!(sensitive()));
    }
    if !rule.within.is_empty() {
        let names = &rule.within;
        calls.push(quote!(within(&[#(#names),*])));
    }
    if !rule.reads.is_empty() {
        let reads = rule.reads.iter().map(|names| quote!(&[#(#names),*]));
        calls.push(quote!(reads(&[#(#reads),*])));
    }
    if let Some(looser) = &rule.narrows {
        calls.push(quote!(narrows(#looser)));
    }
    let value = chain("rule", made, &calls);
    quote! {
        #doc
        pub static #name: rt::RuleInfo = #value;
    }
}

/// Calls one after another, a statement each: long chains are laid out differently by different tools.
#[must_use]
pub fn chain(name: &str, made: TokenStream, calls: &[TokenStream]) -> TokenStream {
    let name = ident(name);
    let Some((last, before)) = calls.split_last() else {
        return made;
    };
    quote! {
        {
            let #name = #made;
            #(let #name = #name.#before;)*
            #name.#last
        }
    }
}
