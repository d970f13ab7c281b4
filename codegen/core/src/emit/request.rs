//! The request's structs.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{
    debug_field, docs, field_ty, ident, is_copy, masked_debug, placed, runtime, ty,
};
use crate::lower::model::{Presence, RustField, RustOperation, RustStruct, RustType};

/// Every struct, the request first.
#[must_use]
pub fn emit(operation: &RustOperation, serde: bool) -> Vec<TokenStream> {
    let mut out = vec![];
    if operation.structs.iter().any(needs_runtime) {
        out.push(runtime());
    }
    for (n, each) in operation.structs.iter().enumerate() {
        out.push(structure(each, serde));
        out.extend(required(each));
        out.push(constructors(each, n == 0));
        if each.is_masked() {
            let shown = |field: &RustField| {
                debug_field(
                    &field.ident,
                    &field.ty,
                    field.presence == Presence::Optional,
                    field.sensitive,
                )
            };
            out.push(masked_debug(
                &each.ident,
                &each.fields.iter().map(shown).collect::<Vec<_>>(),
            ));
            if let Some(name) = &each.required {
                let asked = each.fields.iter().filter(|field| field.is_asked());
                let shown = |field: &RustField| {
                    debug_field(&field.ident, &field.ty, false, field.sensitive)
                };
                out.push(masked_debug(name, &asked.map(shown).collect::<Vec<_>>()));
            }
        }
    }
    out
}

fn needs_runtime(each: &RustStruct) -> bool {
    each.fields
        .iter()
        .any(|field| field.sensitive && !matches!(field.ty, RustType::Struct { .. }))
}

/// ```text
/// /// Name of the lamp.
/// #[derive(Clone, Debug, PartialEq)]
/// #[non_exhaustive]
/// pub struct Lamp {
///     /// …
///     pub name: String,
/// }
/// ```
fn structure(each: &RustStruct, serde: bool) -> TokenStream {
    let (name, doc) = (ident(&each.ident), docs(&each.docs));
    let debug = (!each.is_masked()).then(|| quote!(Debug,));
    let default = each.required.is_none().then(|| quote!(Default,));
    let stored = serde.then(
        || quote!(#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]),
    );
    let fields = each.fields.iter().map(|field| {
        let (name, doc) = (ident(&field.ident), docs(&field.docs));
        let ty = field_ty(&field.ty, field.presence);
        let stored = serde.then(|| serde_field(field));
        quote!(#doc #stored pub #name: #ty)
    });
    quote! {
        #doc
        #[derive(Clone, #debug #default PartialEq)]
        #stored
        #[non_exhaustive]
        pub struct #name { #(#fields),* }
    }
}

/// `#[cfg_attr(feature = "serde", serde(rename = "Name"))]` and the like; one for each thing said, since tools break long
/// attributes differently.
fn serde_field(field: &RustField) -> TokenStream {
    let wire = &field.wire;
    let (default, skip) = match (field.presence, &field.ty) {
        (Presence::Required, _) => (false, None),
        (Presence::Optional, _) => (false, Some("Option::is_none")),
        (Presence::Collection(_), RustType::Map(_)) => (true, Some("BTreeMap::is_empty")),
        (Presence::Collection(_), _) => (true, Some("Vec::is_empty")),
    };
    let default = default.then(|| quote!(#[cfg_attr(feature = "serde", serde(default))]));
    let skip =
        skip.map(|skip| quote!(#[cfg_attr(feature = "serde", serde(skip_serializing_if = #skip))]));
    quote!(#[cfg_attr(feature = "serde", serde(rename = #wire))] #default #skip)
}

/// ```text
/// /// What [`Lamp::new`] asks for.
/// #[derive(Clone, Debug, PartialEq)]
/// pub struct LampRequired {
///     /// See [`Lamp::name`].
///     pub name: String,
/// }
/// ```
fn required(each: &RustStruct) -> Option<TokenStream> {
    let name = ident(each.required.as_ref()?);
    let owner = &each.ident;
    let doc = placed(&format!("What [`{owner}::new`] asks for."), &each.place);
    let debug = (!each.is_masked()).then(|| quote!(Debug,));
    let fields = each
        .fields
        .iter()
        .filter(|field| field.is_asked())
        .map(|field| {
            let (name, ty) = (ident(&field.ident), ty(&field.ty));
            let doc = format!("See [`{owner}::{}`].", field.ident.trim_start_matches("r#"));
            let doc = placed(&doc, &field.place);
            quote!(#doc pub #name: #ty)
        });
    Some(quote! {
        #doc
        #[derive(Clone, #debug PartialEq)]
        pub struct #name { #(#fields),* }
    })
}

/// ```text
/// impl Lamp {
///     pub fn new(required: LampRequired) -> Self {
///         Self { name: required.name, colour: None }
///     }
///     pub fn with_colour(mut self, value: impl Into<Colour>) -> Self {
///         self.colour = Some(value.into());
///         self
///     }
/// }
/// ```
fn constructors(each: &RustStruct, is_request: bool) -> TokenStream {
    let name = ident(&each.ident);
    let new = new(each, is_request);
    let setters = each
        .fields
        .iter()
        .filter(|field| !field.is_asked())
        .map(setter);
    let shortcuts = is_request.then(|| shortcuts(&each.place));
    quote! {
        impl #name {
            #new
            #(#setters)*
            #shortcuts
        }
    }
}

fn new(each: &RustStruct, is_request: bool) -> TokenStream {
    let Some(required) = &each.required else {
        let doc = if is_request {
            "An empty request."
        } else {
            "Nothing set."
        };
        let doc = placed(doc, &each.place);
        return quote! {
            #doc
            #[must_use]
            pub fn new() -> Self {
                Self::default()
            }
        };
    };
    let required = ident(required);
    let fields = each.fields.iter().map(|field| {
        let name = ident(&field.ident);
        match (field.is_asked(), field.presence) {
            (true, _) => quote!(#name: required.#name),
            (false, Presence::Optional) => quote!(#name: None),
            (false, _) if matches!(field.ty, RustType::Map(_)) => quote!(#name: BTreeMap::new()),
            (false, _) => quote!(#name: Vec::new()),
        }
    });
    let doc = placed("With what must be given, and nothing else.", &each.place);
    quote! {
        #doc
        #[must_use]
        pub fn new(required: #required) -> Self {
            Self { #(#fields),* }
        }
    }
}

fn setter(field: &RustField) -> TokenStream {
    let (name, setter, ty) = (ident(&field.ident), ident(&field.setter), ty(&field.ty));
    let doc = format!(
        "Sets [`{0}`](Self::{0}).",
        field.ident.trim_start_matches("r#")
    );
    let doc = placed(&doc, &field.place);
    // Numbers as they are: `impl Into` would leave the type of a literal open.
    let (argument, value) = match is_copy(&field.ty) {
        true => (ty, quote!(value)),
        false => (quote!(impl Into<#ty>), quote!(value.into())),
    };
    let value = if field.presence == Presence::Optional {
        quote!(Some(#value))
    } else {
        value
    };
    quote! {
        #doc
        #[must_use]
        pub fn #setter(mut self, value: #argument) -> Self {
            self.#name = #value;
            self
        }
    }
}

/// What the runtime's trait provides, so that callers need not import it.
fn shortcuts(place: &str) -> TokenStream {
    let [validate, encode, decode] = [
        "All that is wrong with the request; empty: it is valid. Allocates nothing then.",
        "The request as pairs. What is absent is not among them; defaults are never sent.",
        "Reads a request from pairs, whatever they are: with all that is wrong with them.",
    ]
    .map(|line| placed(line, place));
    quote! {
        #validate
        #[must_use]
        pub fn validate(&self) -> acs_runtime::Violations {
            acs_runtime::Operation::validate(self)
        }
        #encode
        #[must_use]
        pub fn encode(&self) -> acs_runtime::Pairs {
            acs_runtime::Operation::encode(self)
        }
        #decode
        #[must_use]
        pub fn decode(pairs: &acs_runtime::Pairs) -> acs_runtime::Decoded<Self> {
            acs_runtime::Operation::decode(pairs)
        }
    }
}
