//! How requests are read from pairs and written to them.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{ident, runtime};
use crate::faults::on;
use crate::lower::model::{
    Presence, RustField, RustOperation, RustStruct, RustType, ShapeField, WireShape,
};

/// The tables, the two functions of the request, and the implementations for its parts.
#[must_use]
pub fn emit(operation: &RustOperation) -> Vec<TokenStream> {
    let mut out = vec![runtime()];
    if operation.structs.iter().any(|each| !each.fields.is_empty()) {
        out.push(quote!(
            use super::rules;
        ));
    }
    for shape in &operation.shapes {
        let (name, length) = (
            ident(&shape.ident),
            proc_macro2::Literal::usize_unsuffixed(shape.fields.len()),
        );
        let fields = by_name(&shape.fields, |field| &field.wire);
        let fields = fields.into_iter().map(field);
        out.push(quote! {
            pub(super) static #name: [rt::wire::Field; #length] = [#(#fields),*];
        });
    }
    for (n, each) in operation.structs.iter().enumerate() {
        if n == 0 {
            out.extend(request(each))
        } else {
            out.push(part(each))
        }
    }
    out
}

/// In the order of their names: it is the one that signatures want, so whoever signs has little left to sort.
fn by_name<T>(fields: &[T], name: impl Fn(&T) -> &String) -> Vec<&T> {
    let mut sorted: Vec<&T> = fields.iter().collect();
    sorted.sort_by(|left, right| name(left).cmp(name(right)));
    sorted
}

/// `rt::wire::Field::new("Tag", rt::wire::Shape::List(&rt::wire::Shape::Object(&TAG_FIELDS)))`
fn field(field: &ShapeField) -> TokenStream {
    let (name, shape) = (&field.wire, shape(&field.shape));
    let sensitive = field.sensitive.then(|| quote!(.sensitive()));
    let location = field.location.map(|location| {
        let location = ident(location);
        quote!(.at(rt::Location::#location))
    });
    quote!(rt::wire::Field::new(#name, #shape) #location #sensitive)
}

fn shape(shape: &WireShape) -> TokenStream {
    let inner = |inner: &WireShape| self::shape(inner);
    match shape {
        WireShape::Scalar => quote!(rt::wire::Shape::Scalar),
        WireShape::Any => quote!(rt::wire::Shape::Any),
        WireShape::Simple => quote!(rt::wire::Shape::Simple),
        WireShape::List(of) => {
            let of = inner(of);
            quote!(rt::wire::Shape::List(&#of))
        }
        WireShape::Map(of) => {
            let of = inner(of);
            quote!(rt::wire::Shape::Map(&#of))
        }
        WireShape::Json(of) => {
            let of = inner(of);
            quote!(rt::wire::Shape::Json(&#of))
        }
        WireShape::Object(fields) => {
            let fields = ident(fields);
            quote!(rt::wire::Shape::Object(&#fields))
        }
    }
}

/// ```text
/// pub(super) fn read(from: &mut rt::wire::ObjectReader<'_>) -> Light {
///     Light { name: from.required("Name", &rules::NAME_TYPE, &rules::NAME_REQUIRED) }
/// }
/// pub(super) fn write(value: &Light, to: &mut rt::wire::ObjectWriter<'_>) {
///     to.field("Name", &value.name);
/// }
/// ```
fn request(each: &RustStruct) -> Vec<TokenStream> {
    let name = ident(&each.ident);
    if each.fields.is_empty() {
        return vec![
            quote! {
                pub(super) fn read(_: &mut rt::wire::ObjectReader<'_>) -> #name {
                    #name {}
                }
            },
            quote! {
                pub(super) fn write(_: &#name, _: &mut rt::wire::ObjectWriter<'_>) {}
            },
        ];
    }
    let (fields, writes) = (reads(each), writes(each, &quote!(value)));
    vec![
        quote! {
            pub(super) fn read(from: &mut rt::wire::ObjectReader<'_>) -> #name {
                #name { #(#fields),* }
            }
        },
        quote! {
            pub(super) fn write(value: &#name, to: &mut rt::wire::ObjectWriter<'_>) {
                #(#writes)*
            }
        },
    ]
}

fn reads(each: &RustStruct) -> Vec<TokenStream> {
    each.fields.iter().map(read).collect()
}

fn read(field: &RustField) -> TokenStream {
    let (name, wire, kind) = (ident(&field.ident), &field.wire, ident(&field.type_rule));
    match (&field.required_rule, field.presence) {
        (Some(required), Presence::Required) => {
            let required = ident(required);
            let (kind, required) = match on("absent-as-type-fault") {
                true => (required, kind),
                false => (kind, required),
            };
            quote!(#name: from.required(#wire, &rules::#kind, &rules::#required))
        }
        _ => quote!(#name: from.optional(#wire, &rules::#kind)),
    }
}

fn writes(each: &RustStruct, value: &TokenStream) -> Vec<TokenStream> {
    by_name(&each.fields, |field| &field.wire)
        .into_iter()
        .map(|field| {
            let (name, wire) = (ident(&field.ident), &field.wire);
            let is_optional =
                |ty: &RustType| field.presence == Presence::Optional && field.ty == *ty;
            if on("empty-for-absent") && is_optional(&RustType::Text) {
                return quote!(to.field(#wire, &#value.#name.clone().unwrap_or_default()););
            }
            if on("default-sent") && is_optional(&RustType::Bool) {
                return quote!(to.field(#wire, &#value.#name.unwrap_or_default()););
            }
            if on("wire-name-cased") {
                let wire = cased(wire);
                return quote!(to.field(#wire, &#value.#name););
            }
            quote!(to.field(#wire, &#value.#name);)
        })
        .collect()
}

/// `VswitchId` for `VSwitchId`: a name that has lost the provider's spelling.
#[cfg(feature = "faults")]
fn cased(wire: &str) -> String {
    let mut after_capital = false;
    let mut lower = |c: char| {
        let out = if after_capital {
            c.to_ascii_lowercase()
        } else {
            c
        };
        after_capital = c.is_ascii_uppercase();
        out
    };
    wire.chars().map(&mut lower).collect()
}

#[cfg(not(feature = "faults"))]
fn cased(wire: &str) -> &str {
    wire
}

/// ```text
/// impl rt::wire::Wire for Tag {
///     fn read(from: &mut rt::wire::Cursor<'_>) -> Self {
///         let mut from = from.object();
///         Self { key: from.optional("Key", &rules::TAG_KEY_TYPE) }
///     }
///     fn write(&self, to: &mut rt::wire::Slot<'_>) {
///         let mut to = to.object();
///         to.field("Key", &self.key);
///     }
///     fn is_absent(&self) -> bool {
///         rt::wire::Wire::is_absent(&self.key)
///     }
/// }
/// ```
fn part(each: &RustStruct) -> TokenStream {
    let name = ident(&each.ident);
    let (fields, writes) = (reads(each), writes(each, &quote!(self)));
    let (read, write) = match each.fields.is_empty() {
        true => (quote!(let _ = from.object();), quote!(let _ = to.object();)),
        false => (
            quote!(let mut from = from.object();),
            quote!(let mut to = to.object(); #(#writes)*),
        ),
    };
    let absents = each.fields.iter().map(|field| {
        let name = ident(&field.ident);
        quote!(rt::wire::Wire::is_absent(&self.#name))
    });
    let absent = match (each.is_always_present(), each.fields.is_empty()) {
        (true, _) => None,
        (false, true) => Some(quote!(true)),
        (false, false) if on("half-an-object-absent") => Some(quote!(#(#absents)||*)),
        (false, false) => Some(quote!(#(#absents)&&*)),
    };
    let absent = absent.map(|condition| quote!(fn is_absent(&self) -> bool { #condition }));
    quote! {
        impl rt::wire::Wire for #name {
            fn read(from: &mut rt::wire::Cursor<'_>) -> Self {
                #read
                Self { #(#fields),* }
            }
            fn write(&self, to: &mut rt::wire::Slot<'_>) {
                #write
            }
            #absent
        }
    }
}
