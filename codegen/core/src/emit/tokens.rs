//! Small pieces of tokens that all emitters share.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};

use crate::lower::model::{Docs, Presence, RustType};

/// An identifier, raw where its text says so.
///
/// Lowering gives valid identifiers only; anything else becomes one that does not compile, not a panic.
#[must_use]
pub fn ident(name: &str) -> Ident {
    syn::parse_str::<Ident>(name)
        .unwrap_or_else(|_| Ident::new("__not_an_identifier", Span::call_site()))
}

/// `/// line` for each line.
#[must_use]
pub fn docs(lines: &Docs) -> TokenStream {
    let attributes = lines.iter().map(|line| {
        let line = if line.is_empty() {
            String::new()
        } else {
            format!(" {line}")
        };
        quote!(#[doc = #line])
    });
    quote!(#(#attributes)*)
}

/// `/// What it is. Spec: …`: a line, and the place in the spec that the item is owed to, where one is wanted.
#[must_use]
pub fn placed(line: &str, place: &str) -> TokenStream {
    let line = format!(" {}", with_place(line, place));
    quote!(#[doc = #line])
}

/// The line alone.
#[must_use]
pub fn with_place(line: &str, place: &str) -> String {
    format!("{line} {place}").trim_end().to_owned()
}

/// A whole number without suffix.
#[must_use]
pub fn whole(number: i64) -> TokenStream {
    let literal = Literal::u64_unsuffixed(number.unsigned_abs());
    if number < 0 {
        quote!(-#literal)
    } else {
        literal.into_token_stream()
    }
}

/// A count without suffix.
#[must_use]
pub fn count(number: u64) -> Literal {
    Literal::u64_unsuffixed(number)
}

/// A number from the text of a literal.
#[must_use]
pub fn number(literal: &str) -> TokenStream {
    let (sign, digits) = match literal.strip_prefix('-') {
        Some(digits) => (quote!(-), digits),
        None => (TokenStream::new(), literal),
    };
    match digits.parse::<Literal>() {
        Ok(digits) => {
            let digits = TokenTree::Literal(digits);
            quote!(#sign #digits)
        }
        Err(_) => quote!(__not_a_number),
    }
}

/// The type of a value: `Vec<String>`.
#[must_use]
pub fn ty(ty: &RustType) -> TokenStream {
    match ty {
        RustType::Text => quote!(String),
        RustType::I32 => quote!(i32),
        RustType::I64 => quote!(i64),
        RustType::F32 => quote!(f32),
        RustType::F64 => quote!(f64),
        RustType::Bool => quote!(bool),
        RustType::Enum(name) => ident(name).into_token_stream(),
        RustType::Struct { ident: name, boxed } => {
            let name = ident(name);
            if *boxed {
                quote!(Box<#name>)
            } else {
                name.into_token_stream()
            }
        }
        RustType::List(inner) => {
            let inner = self::ty(inner);
            quote!(Vec<#inner>)
        }
        RustType::Map(inner) => {
            let inner = self::ty(inner);
            quote!(BTreeMap<String, #inner>)
        }
        RustType::Value => quote!(rt::Value),
    }
}

/// The type of a field: `Option<String>`, `Vec<String>`.
#[must_use]
pub fn field_ty(inner: &RustType, presence: Presence) -> TokenStream {
    let inner = ty(inner);
    match presence {
        Presence::Optional => quote!(Option<#inner>),
        Presence::Required | Presence::Collection(_) => inner,
    }
}

/// Whether values of the type are passed by value.
#[must_use]
pub fn is_copy(ty: &RustType) -> bool {
    matches!(
        ty,
        RustType::I32 | RustType::I64 | RustType::F32 | RustType::F64 | RustType::Bool
    )
}

/// `at.field("Sector").field("From")`
#[must_use]
pub fn path<S: AsRef<str>>(names: &[S]) -> TokenStream {
    let fields = names.iter().map(|name| {
        let name = name.as_ref();
        quote!(.field(#name))
    });
    quote!(at #(#fields)*)
}

/// `use acs_runtime as rt;`
#[must_use]
pub fn runtime() -> TokenStream {
    quote!(
        use acs_runtime as rt;
    )
}

/// The statement that shows a field in `Debug`, with what must not be shown masked:
/// `out.field("password", &self.password.as_deref().map(rt::Masked::new));`
#[must_use]
pub fn debug_field(
    name: &str,
    shown: &RustType,
    is_optional: bool,
    sensitive: bool,
) -> TokenStream {
    let field = ident(name);
    let name = name.trim_start_matches("r#");
    let value = match (sensitive, shown, is_optional) {
        (false, ..) | (true, RustType::Struct { .. }, _) => quote!(self.#field),
        (true, RustType::Text, true) => quote!(self.#field.as_deref().map(rt::Masked::new)),
        (true, RustType::Text, false) => quote!(rt::Masked::new(&self.#field)),
        (true, _, true) => quote!(self.#field.as_ref().map(|_| rt::Hidden)),
        (true, _, false) => quote!(rt::Hidden),
    };
    quote!(out.field(#name, &#value);)
}

/// ```text
/// impl std::fmt::Debug for Tag {
///     fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
///         let mut out = f.debug_struct("Tag");
///         out.field("key", &rt::Masked::new(&self.key));
///         out.finish()
///     }
/// }
/// ```
#[must_use]
pub fn masked_debug(name: &str, fields: &[TokenStream]) -> TokenStream {
    let owner = ident(name);
    quote! {
        impl std::fmt::Debug for #owner {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let mut out = f.debug_struct(#name);
                #(#fields)*
                out.finish()
            }
        }
    }
}

/// `use super::request::Lamp;` for the names that items use and another module defines.
///
/// A name after `::` is not one of these, since paths to them are never written out.
#[must_use]
pub fn imports(
    items: &[TokenStream],
    module: &str,
    defined: &BTreeSet<&str>,
) -> Option<TokenStream> {
    let module = ident(module);
    imports_from(&quote!(super::#module), items, defined)
}

/// The same from any path.
#[must_use]
pub fn imports_from(
    module: &TokenStream,
    items: &[TokenStream],
    defined: &BTreeSet<&str>,
) -> Option<TokenStream> {
    let mut used = BTreeSet::new();
    for item in items {
        collect(item.clone(), &mut used);
    }
    let names: Vec<Ident> = defined
        .iter()
        .filter(|name| used.contains(**name))
        .map(|name| ident(name))
        .collect();
    // One statement for each: long lists would be laid out differently by different tools.
    (!names.is_empty()).then(|| quote!(#(use #module::#names;)*))
}

fn collect(tokens: TokenStream, used: &mut BTreeSet<String>) {
    let (mut colons, mut joint) = (0, false);
    for token in tokens {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == ':' => {
                colons = if joint { 2 } else { 1 };
                joint = punct.spacing() == Spacing::Joint;
                continue;
            }
            TokenTree::Group(group) => collect(group.stream(), used),
            TokenTree::Ident(name) if colons < 2 => {
                used.insert(name.to_string());
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
        (colons, joint) = (0, false);
    }
}
