//! The facts about an operation, and its `Operation` implementation: what stands in the module itself.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::request_ident;
use super::rules::chain;
use super::tokens::{ident, placed, runtime};
use crate::faults::on;
use crate::lower::model::{Info, OutcomeInfo, RustOperation};
use crate::names::reserved::ALL_RULES;

/// Re-exports, facts, and the implementation.
#[must_use]
pub fn emit(operation: &RustOperation) -> Vec<TokenStream> {
    let mut exports = vec![quote!(
        pub use error::ErrorCode;
    )];
    exports.push(export(
        "request",
        operation
            .structs
            .iter()
            .flat_map(|each| std::iter::once(&each.ident).chain(each.required.as_ref())),
    ));
    exports.push(export(
        "response",
        operation.response.iter().map(|each| &each.ident),
    ));
    if !operation.enums.is_empty() {
        exports.push(export(
            "values",
            operation.enums.iter().map(|each| &each.ident),
        ));
    }
    let mut out = vec![runtime(), exports.into_iter().collect()];
    if let Some(policy) = &operation.info.ram_policy {
        let doc = format!(
            "The RAM policy that allows {} and nothing else.",
            crate::lower::text::code(&operation.wire)
        );
        let doc = placed(&doc, &operation.place);
        out.push(quote! {
            #doc
            pub const RAM_POLICY: &str = #policy;
        });
    }
    out.extend(outcomes(&operation.info));
    out.push(facts(operation));
    out.push(implementation(operation));
    out
}

/// `pub use request::Lamp;` for each name; long lists would be laid out differently by different tools.
fn export<'a>(module: &str, names: impl Iterator<Item = &'a String>) -> TokenStream {
    let module = ident(module);
    let mut names: Vec<&String> = names.collect();
    names.sort();
    let names = names.into_iter().map(|name| ident(name));
    quote!(#(pub use #module::#names;)*)
}

/// ```text
/// static INFO: rt::OperationInfo = {
///     let info = rt::OperationInfo::new("Light");
///     let info = info.product("Lamps");
///     info.errors(&error_table::TABLE)
/// };
/// ```
fn facts(operation: &RustOperation) -> TokenStream {
    let (info, name) = (&operation.info, &operation.wire);
    let mut calls = stated(info);
    if !info.outcomes.is_empty() {
        calls.push(quote!(outcomes(&OUTCOMES)));
    }
    if info.ram_policy.is_some() {
        calls.push(quote!(ram_policy(RAM_POLICY)));
    }
    if !operation.rules.is_empty() {
        let all = ident(ALL_RULES);
        calls.push(quote!(rules(&rules::#all)));
    }
    calls.push(quote!(errors(&error_table::TABLE)));
    let value = chain("info", quote!(rt::OperationInfo::new(#name)), &calls);
    quote!(static INFO: rt::OperationInfo = #value;)
}

fn stated(info: &Info) -> Vec<TokenStream> {
    let mut calls = Vec::new();
    let mut text = |name: &str, value: &str| {
        if !value.is_empty() {
            let name = ident(name);
            calls.push(quote!(#name(#value)));
        }
    };
    text("product", info.product.as_deref().unwrap_or_default());
    text("version", info.version.as_deref().unwrap_or_default());
    text("summary", &info.summary);
    text("path", info.path.as_deref().unwrap_or_default());
    text("documentation", &info.documentation);
    text(
        "idempotency_parameter",
        info.idempotency.as_ref().map_or("", |(name, _, _)| name),
    );
    if let Some(style) = info.style.map(ident) {
        calls.push(quote!(style(rt::Style::#style)));
    }
    if let Some(access) = info.access.map(ident) {
        calls.push(quote!(access(rt::Access::#access)));
    }
    if !info.methods.is_empty() {
        let methods = &info.methods;
        calls.push(quote!(methods(&[#(#methods),*])));
    }
    if !info.schemes.is_empty() {
        let schemes = &info.schemes;
        calls.push(quote!(schemes(&[#(#schemes),*])));
    }
    if info.deprecated {
        calls.push(quote!(deprecated()));
    }
    calls
}

/// `static OUTCOMES: [rt::OutcomeInfo; 1] = [rt::OutcomeInfo::new(400, "DryRunOperation")];`
fn outcomes(info: &Info) -> Option<TokenStream> {
    let outcomes: Vec<_> = info.outcomes.iter().map(outcome).collect();
    let length = Literal::usize_unsuffixed(outcomes.len());
    (!outcomes.is_empty())
        .then(|| quote!(static OUTCOMES: [rt::OutcomeInfo; #length] = [#(#outcomes),*];))
}

fn outcome(outcome: &OutcomeInfo) -> TokenStream {
    let (status, code, summary) = (
        Literal::u16_unsuffixed(outcome.status),
        &outcome.code,
        &outcome.summary,
    );
    let mut calls = vec![quote!(summary(#summary))];
    calls.extend(outcome.inferred.then(|| quote!(inferred())));
    calls.extend(
        outcome
            .when
            .as_ref()
            .map(|(param, values)| quote!(when(#param, &[#(#values),*]))),
    );
    chain(
        "outcome",
        quote!(rt::OutcomeInfo::new(#status, #code)),
        &calls,
    )
}

fn implementation(operation: &RustOperation) -> TokenStream {
    let request = request_ident(operation);
    let fields = ident(
        operation
            .shapes
            .first()
            .map_or("FIELDS", |shape| shape.ident.as_str()),
    );
    let token = operation
        .info
        .idempotency
        .as_ref()
        .map(|(_, field, is_required)| token(field, *is_required));
    let whole = operation.info.is_whole_body.then(whole_body);
    quote! {
        impl rt::Operation for #request {
            const INFO: &'static rt::OperationInfo = &INFO;
            const FIELDS: &'static [rt::wire::Field] = &wire::#fields;
            type Response = Response;
            type ErrorCode = ErrorCode;
            fn check(&self, out: &mut rt::Violations) {
                validate::check(self, out);
            }
            fn read(from: &mut rt::wire::ObjectReader<'_>) -> Self {
                wire::read(from)
            }
            fn write(&self, to: &mut rt::wire::ObjectWriter<'_>) {
                wire::write(self, to);
            }
            #whole
            #token
        }
    }
}

/// Reads an answer that is no object.
fn whole_body() -> TokenStream {
    quote! {
        fn decode_response(body: &[u8]) -> Result<Self::Response, rt::DecodeError> {
            let value = rt::Value::parse(body)?;
            let fields = rt::response::Fields::from([(String::new(), value)]);
            Ok(rt::response::ResponseBody::from_fields(fields))
        }
    }
}

fn token(field: &str, is_required: bool) -> TokenStream {
    let field = ident(field);
    let (get, set) = match is_required {
        true => (quote!(Some(self.#field.as_str())), quote!(token)),
        false => (quote!(self.#field.as_deref()), quote!(Some(token))),
    };
    let set = match on("token-unset") {
        true => quote!(let _ = token;),
        false => quote!(self.#field = #set;),
    };
    quote! {
        fn idempotency_token(&self) -> Option<&str> {
            #get
        }
        fn set_idempotency_token(&mut self, token: String) -> bool {
            #set
            true
        }
    }
}
