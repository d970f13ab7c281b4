//! What stands between the brackets of `include_spec!`: paths, then options, each with its span.

use proc_macro2::Span;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Ident, LitBool, LitInt, LitStr, Token, bracketed};

/// Paths and options.
pub struct Arguments {
    /// The paths, as they are written.
    pub paths: Vec<(String, Span)>,
    /// The options, each value for itself.
    pub options: Vec<Given>,
}

/// One value of one option.
pub struct Given {
    /// The option's name as it is written.
    pub name: String,
    /// The value as text.
    pub value: String,
    /// Where the name is.
    pub name_span: Span,
    /// Where the value is.
    pub value_span: Span,
}

impl Parse for Arguments {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut out = Arguments {
            paths: Vec::new(),
            options: Vec::new(),
        };
        while !input.is_empty() {
            if input.peek(LitStr) {
                let path: LitStr = input.parse()?;
                if !out.options.is_empty() {
                    return Err(syn::Error::new(path.span(), "paths go before options"));
                }
                out.paths.push((path.value(), path.span()));
            } else if input.peek(Ident) {
                option(input, &mut out.options)?;
            } else {
                return Err(input.error(
                    "write the path of a spec file or folder in quotes, or an option as `serde = true`",
                ));
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        if out.paths.is_empty() {
            return Err(input.error("write the path of a spec file or folder in quotes first"));
        }
        Ok(out)
    }
}

fn option(input: ParseStream<'_>, out: &mut Vec<Given>) -> syn::Result<()> {
    let name: Ident = input.parse()?;
    input.parse::<Token![=]>()?;
    let values = if input.peek(syn::token::Bracket) {
        let list;
        bracketed!(list in input);
        Punctuated::<Value, Token![,]>::parse_terminated(&list)?
            .into_iter()
            .collect()
    } else {
        vec![input.parse::<Value>()?]
    };
    out.extend(values.into_iter().map(|Value(value, value_span)| Given {
        name: name.to_string(),
        value,
        name_span: name.span(),
        value_span,
    }));
    Ok(())
}

struct Value(String, Span);

impl Parse for Value {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(LitStr) {
            let text: LitStr = input.parse()?;
            Ok(Value(text.value(), text.span()))
        } else if input.peek(LitBool) {
            let word: LitBool = input.parse()?;
            Ok(Value(word.value.to_string(), word.span))
        } else if input.peek(LitInt) {
            let number: LitInt = input.parse()?;
            Ok(Value(number.to_string(), number.span()))
        } else {
            Err(input.error("write a text in quotes, `true`, `false`, or a list of texts"))
        }
    }
}
