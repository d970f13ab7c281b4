//! Open enums: texts with known values, and room for any other.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{docs, ident, placed, runtime};
use crate::faults::on;
use crate::lower::model::{RustEnum, RustOperation};

/// Every enum of an operation.
#[must_use]
pub fn emit(operation: &RustOperation, serde: bool) -> Vec<TokenStream> {
    let mut out = vec![runtime()];
    for each in &operation.enums {
        out.push(definition(each, serde));
        out.push(texts(each));
        out.extend(conversions(each));
        out.extend(traits(each));
    }
    out
}

/// ```text
/// #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
/// #[non_exhaustive]
/// pub enum Colour {
///     /// `red`.
///     Red,
///     /// A value that is not listed here.
///     Other(rt::Unlisted),
/// }
/// ```
fn definition(each: &RustEnum, serde: bool) -> TokenStream {
    let (name, doc) = (ident(&each.ident), docs(&each.docs));
    let stored = serde.then(|| {
        quote! {
            #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
            #[cfg_attr(feature = "serde", serde(from = "String", into = "String"))]
        }
    });
    let variants = each.variants.iter().map(|variant| {
        let (name, doc) = (ident(&variant.ident), docs(&variant.docs));
        quote!(#doc #name)
    });
    let other = placed(
        "A value that is not listed here. It is made from its text.",
        &each.place,
    );
    quote! {
        #doc
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #stored
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            #other
            Other(rt::Unlisted),
        }
    }
}

/// ```text
/// impl Colour {
///     pub const KNOWN: &'static [Self] = &[Self::Red];
///     pub fn as_str(&self) -> &str { … }
///     fn known(text: &str) -> Option<Self> { … }
/// }
/// ```
fn texts(each: &RustEnum) -> TokenStream {
    let name = ident(&each.ident);
    let idents: Vec<_> = each
        .variants
        .iter()
        .map(|variant| ident(&variant.ident))
        .collect();
    let texts: Vec<_> = each
        .variants
        .iter()
        .map(|variant| variant.text.as_str())
        .collect();
    let mut read = texts.clone();
    if on("values-mixed-up") {
        read.rotate_left(1);
    }
    let known = placed("Every value that is listed.", &each.place);
    let as_str = placed("The text on the wire.", &each.place);
    quote! {
        impl #name {
            #known
            pub const KNOWN: &'static [Self] = &[#(Self::#idents),*];
            #as_str
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#idents => #texts,)*
                    Self::Other(text) => text.as_str(),
                }
            }
            fn known(text: &str) -> Option<Self> {
                match text {
                    #(#read => Some(Self::#idents),)*
                    _ => None,
                }
            }
        }
    }
}

/// `From<&str>`, `From<String>`, `From<Colour> for String`, `Display`.
fn conversions(each: &RustEnum) -> Vec<TokenStream> {
    let name = ident(&each.ident);
    let first = each.variants.first().filter(|_| on("unlisted-value-lost"));
    let other = match first.map(|first| ident(&first.ident)) {
        Some(first) => quote!(Self::#first),
        None => quote!(Self::Other(rt::emitted::unlisted(text))),
    };
    vec![
        quote! {
            impl From<&str> for #name {
                fn from(text: &str) -> Self {
                    Self::from(text.to_owned())
                }
            }
        },
        quote! {
            impl From<String> for #name {
                fn from(text: String) -> Self {
                    match Self::known(&text) {
                        Some(known) => known,
                        None => #other,
                    }
                }
            }
        },
        quote! {
            impl From<#name> for String {
                fn from(value: #name) -> Self {
                    value.as_str().to_owned()
                }
            }
        },
        quote! {
            impl std::fmt::Display for #name {
                fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    f.write_str(self.as_str())
                }
            }
        },
    ]
}

/// How requests write it and responses read it.
fn traits(each: &RustEnum) -> Vec<TokenStream> {
    let name = ident(&each.ident);
    let mut out = Vec::new();
    if each.in_request {
        out.push(quote! {
            impl rt::wire::Wire for #name {
                fn read(from: &mut rt::wire::Cursor<'_>) -> Self {
                    Self::from(from.text())
                }
                fn write(&self, to: &mut rt::wire::Slot<'_>) {
                    to.text(self.as_str());
                }
            }
        });
    }
    if each.in_response {
        out.push(quote! {
            impl rt::response::FromValue for #name {
                fn fits(value: &rt::Value) -> bool {
                    value.is_scalar()
                }
                fn from_value(value: rt::Value) -> Option<Self> {
                    value.into_text().map(Self::from)
                }
                fn into_value(self) -> rt::Value {
                    rt::Value::String(String::from(self))
                }
            }
        });
    }
    out
}
