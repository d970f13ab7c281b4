//! The response's structs.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{debug_field, docs, ident, masked_debug, runtime, ty};
use crate::faults::on;
use crate::lower::model::{ResponseField, ResponseStruct, RustOperation};

/// Every struct of the response, the response itself first.
#[must_use]
pub fn emit(operation: &RustOperation, serde: bool) -> Vec<TokenStream> {
    let mut out = vec![runtime()];
    for (n, each) in operation.response.iter().enumerate() {
        out.push(structure(each, serde));
        if each.fields.iter().any(|field| field.sensitive) {
            let rest = debug_field(
                &each.rest,
                &crate::lower::model::RustType::Value,
                false,
                true,
            );
            let fields = each
                .fields
                .iter()
                .map(|field| debug_field(&field.ident, &field.ty, true, field.sensitive));
            out.push(masked_debug(
                &each.ident,
                &fields.chain([rest]).collect::<Vec<_>>(),
            ));
        }
        out.push(body(each));
        if n > 0 {
            out.push(value(each));
        }
    }
    out
}

/// ```text
/// #[derive(Clone, Debug, Default, PartialEq)]
/// #[non_exhaustive]
/// pub struct Response {
///     /// …
///     pub order_id: Option<i64>,
///     /// Fields that the documentation does not describe, …
///     pub extra: rt::response::Fields,
/// }
/// ```
fn structure(each: &ResponseStruct, serde: bool) -> TokenStream {
    let (name, doc) = (ident(&each.ident), docs(&each.docs));
    let (rest, rest_doc) = (ident(&each.rest), docs(&each.rest_docs));
    let debug = (!each.fields.iter().any(|field| field.sensitive)).then(|| quote!(Debug,));
    let stored = serde.then(
        || quote!(#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]),
    );
    let flat = serde.then(|| quote!(#[cfg_attr(feature = "serde", serde(flatten))]));
    let fields = each.fields.iter().map(|field| {
        let (name, doc, ty, wire) = (
            ident(&field.ident),
            docs(&field.docs),
            ty(&field.ty),
            &field.wire,
        );
        let stored = serde.then(|| {
            quote! {
                #[cfg_attr(feature = "serde", serde(rename = #wire))]
                #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
            }
        });
        quote!(#doc #stored pub #name: Option<#ty>)
    });
    quote! {
        #doc
        #[derive(Clone, #debug Default, PartialEq)]
        #stored
        #[non_exhaustive]
        pub struct #name {
            #(#fields,)*
            #rest_doc
            #flat
            pub #rest: rt::response::Fields,
        }
    }
}

/// ```text
/// impl rt::response::ResponseBody for Response {
///     fn from_fields(mut fields: rt::response::Fields) -> Self {
///         Self { order_id: rt::response::take(&mut fields, "OrderId"), extra: fields }
///     }
///     fn into_fields(self) -> rt::response::Fields {
///         let mut fields = self.extra;
///         rt::response::put(&mut fields, "OrderId", self.order_id);
///         fields
///     }
/// }
/// ```
fn body(each: &ResponseStruct) -> TokenStream {
    let (name, rest) = (ident(&each.ident), ident(&each.rest));
    let take = |field: &ResponseField| {
        let (name, wire) = (ident(&field.ident), &field.wire);
        let wire = match on("answer-name-cased") {
            true => wire.to_lowercase(),
            false => wire.clone(),
        };
        quote!(#name: rt::response::take(&mut fields, #wire))
    };
    let put = |field: &ResponseField| {
        let (name, wire) = (ident(&field.ident), &field.wire);
        quote!(rt::response::put(&mut fields, #wire, self.#name);)
    };
    let takes: Vec<_> = each.fields.iter().map(take).collect();
    let puts: Vec<_> = each.fields.iter().map(put).collect();
    let (argument, into) = match each.fields.is_empty() {
        true => (quote!(fields), quote!(self.#rest)),
        false => (
            quote!(mut fields),
            quote!(let mut fields = self.#rest; #(#puts)* fields),
        ),
    };
    let rest = if on("unknown-field-dropped") {
        quote!(#rest: { let _ = fields; rt::response::Fields::new() })
    } else if each.rest == "fields" {
        quote!(#rest)
    } else {
        quote!(#rest: fields)
    };
    quote! {
        impl rt::response::ResponseBody for #name {
            fn from_fields(#argument: rt::response::Fields) -> Self {
                Self { #(#takes,)* #rest }
            }
            fn into_fields(self) -> rt::response::Fields {
                #into
            }
        }
    }
}

/// What makes a part a value of a field.
fn value(each: &ResponseStruct) -> TokenStream {
    let name = ident(&each.ident);
    quote! {
        impl rt::response::FromValue for #name {
            fn fits(value: &rt::Value) -> bool {
                value.is_object()
            }
            fn from_value(value: rt::Value) -> Option<Self> {
                value.into_object().map(rt::response::ResponseBody::from_fields)
            }
            fn into_value(self) -> rt::Value {
                rt::Value::Object(rt::response::ResponseBody::into_fields(self))
            }
        }
    }
}
