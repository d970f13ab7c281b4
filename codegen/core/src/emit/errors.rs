//! The enum of error codes.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::rules::chain;
use super::tokens::{docs, ident, placed, runtime};
use crate::faults::on;
use crate::lower::model::{ErrorVariant, RustOperation};

/// The enum, and its implementations.
#[must_use]
pub fn emit(operation: &RustOperation) -> Vec<TokenStream> {
    let errors = &operation.errors;
    let table = match errors.is_empty() {
        true => quote!(),
        false => quote!(
            use super::error_table::TABLE;
        ),
    };
    vec![
        runtime(),
        table,
        definition(&operation.wire, errors, &operation.errors_place),
        methods(errors, &operation.errors_place),
        classify(errors),
        display(),
    ]
}

/// The table that the enum looks things up in: a module of its own, since it is data.
#[must_use]
pub fn emit_table(operation: &RustOperation) -> Vec<TokenStream> {
    vec![runtime(), table(&operation.errors)]
}

fn status(status: u16) -> Literal {
    Literal::u16_unsuffixed(status)
}

/// The rows of the table: a code, its message and what to do about it.
fn rows(errors: &[ErrorVariant]) -> impl Iterator<Item = (&ErrorVariant, [Option<&String>; 2])> {
    let rows = errors
        .iter()
        .flat_map(|error| error.rows.iter().map(move |row| (error, row)));
    rows.map(|(error, (message, summary))| {
        let mut texts = [message.as_ref(), summary.as_ref()];
        if on("message-for-summary") {
            texts.reverse();
        }
        (error, texts)
    })
}

/// `pub(super) static TABLE: [rt::ErrorInfo; 1] = [rt::ErrorInfo::new(400, "InvalidName")];`
fn table(errors: &[ErrorVariant]) -> TokenStream {
    let rows: Vec<_> = rows(errors)
        .map(|(error, [message, summary])| {
            let (status, code) = (status(error.status), &error.code);
            let message = message.map(|message| quote!(message(#message)));
            let summary = summary.map(|summary| quote!(summary(#summary)));
            let calls: Vec<_> = message.into_iter().chain(summary).collect();
            chain("row", quote!(rt::ErrorInfo::new(#status, #code)), &calls)
        })
        .collect();
    let length = Literal::usize_unsuffixed(rows.len());
    quote!(pub(super) static TABLE: [rt::ErrorInfo; #length] = [#(#rows),*];)
}

/// ```text
/// #[derive(Clone, Debug, PartialEq, Eq, Hash)]
/// #[non_exhaustive]
/// pub enum ErrorCode {
///     /// …
///     InvalidName,
///     /// A code that the documentation does not list.
///     Other(rt::UnlistedCode),
/// }
/// ```
fn definition(operation: &str, errors: &[ErrorVariant], place: &str) -> TokenStream {
    let doc = format!(
        "What {} answers when it fails.",
        crate::lower::text::code(operation)
    );
    let doc = placed(&doc, place);
    let other = placed(
        "A code that the documentation does not list under this status.",
        place,
    );
    let variants = errors.iter().map(|error| {
        let (name, doc) = (ident(&error.ident), docs(&error.docs));
        quote!(#doc #name)
    });
    quote! {
        #doc
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum ErrorCode {
            #(#variants,)*
            #other
            Other(rt::UnlistedCode),
        }
    }
}

/// What a caller asks of a code, without having to import a trait.
fn methods(errors: &[ErrorVariant], place: &str) -> TokenStream {
    let names: Vec<_> = errors.iter().map(|error| ident(&error.ident)).collect();
    let statuses = errors.iter().map(|error| status(error.status));
    let mut codes: Vec<&String> = errors.iter().map(|error| &error.code).collect();
    if on("error-codes-mixed-up") {
        codes.rotate_left(1);
    }
    let [known, status, code, message, summary] = [
        "Every code that the documentation lists.",
        "HTTP status.",
        "The service's code.",
        "The documented message, where there is one; it may be a template.",
        "What to do about it, where that is known.",
    ]
    .map(|line| placed(line, place));
    // A text that no row has is not looked for.
    let [mut message_of, mut summary_of] = [quote!(None), quote!(None)];
    for (_, [message, summary]) in rows(errors) {
        if message.is_some() {
            message_of = quote!(rt::ErrorCode::message(self));
        }
        if summary.is_some() {
            summary_of = quote!(rt::ErrorCode::summary(self));
        }
    }
    quote! {
        impl ErrorCode {
            #known
            pub const KNOWN: &'static [Self] = &[#(Self::#names),*];
            #status
            #[must_use]
            pub fn status(&self) -> u16 {
                match self {
                    #(Self::#names => #statuses,)*
                    Self::Other(other) => other.status(),
                }
            }
            #code
            #[must_use]
            pub fn code(&self) -> &str {
                match self {
                    #(Self::#names => #codes,)*
                    Self::Other(other) => other.code(),
                }
            }
            #message
            #[must_use]
            pub fn message(&self) -> Option<&'static str> {
                #message_of
            }
            #summary
            #[must_use]
            pub fn summary(&self) -> Option<&'static str> {
                #summary_of
            }
        }
    }
}

/// ```text
/// impl rt::ErrorCode for ErrorCode {
///     fn classify(status: u16, code: &str) -> Self {
///         match (status, code) {
///             (400, "InvalidName") => Self::InvalidName,
///             _ => Self::Other(rt::emitted::unlisted_code(status, code)),
///         }
///     }
/// }
/// ```
fn classify(errors: &[ErrorVariant]) -> TokenStream {
    let other = quote!(Self::Other(rt::emitted::unlisted_code(status, code)));
    let arms = errors.iter().map(|error| {
        let (status, code, name) = (status(error.status), &error.code, ident(&error.ident));
        if on("error-status-ignored") {
            return quote!((_, #code) => Self::#name);
        }
        quote!((#status, #code) => Self::#name)
    });
    let body = match errors.is_empty() {
        true => other,
        false => quote!(match (status, code) { #(#arms,)* _ => #other, }),
    };
    let found = match errors.is_empty() {
        true => quote!(None),
        false => quote! {
            let (status, code) = (self.status(), self.code());
            TABLE.iter().find(|row| row.status == status && row.code == code)
        },
    };
    quote! {
        impl rt::ErrorCode for ErrorCode {
            fn classify(status: u16, code: &str) -> Self {
                #body
            }
            fn status(&self) -> u16 {
                Self::status(self)
            }
            fn code(&self) -> &str {
                Self::code(self)
            }
            fn info(&self) -> Option<&'static rt::ErrorInfo> {
                #found
            }
        }
    }
}

/// `400 InvalidName`
fn display() -> TokenStream {
    quote! {
        impl std::fmt::Display for ErrorCode {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{} {}", self.status(), self.code())
            }
        }
    }
}
