//! Tokens as the text of a file.
//!
//! `prettyplease` lays out each item; blank lines between items and between the functions of an `impl` are set here,
//! since it knows none.

use acs_spec::{Diagnostic, codes};
use proc_macro2::TokenStream;

use crate::lower::model::Docs;

/// The text of a file: header and documentation, declarations of modules, items.
///
/// # Errors
/// An item that is no Rust: a fault of this program.
pub fn file(
    header: &Docs,
    docs: &Docs,
    inner: &[&str],
    declarations: Vec<TokenStream>,
    items: &[TokenStream],
) -> Result<String, Vec<Diagnostic>> {
    let mut out = String::new();
    for line in docs.iter().chain([&String::new()]).chain(header) {
        out.push_str(if line.is_empty() { "//!" } else { "//! " });
        out.push_str(line);
        out.push('\n');
    }
    if !inner.is_empty() {
        out.push_str(&format!("\n{}\n", inner.join("\n")));
    }
    for block in std::iter::once(&declarations.into_iter().collect()).chain(items) {
        if !block.is_empty() {
            out.push('\n');
            out.push_str(&spaced(&layout(block)?));
        }
    }
    Ok(out)
}

fn layout(tokens: &TokenStream) -> Result<String, Vec<Diagnostic>> {
    let file = syn::parse2::<syn::File>(tokens.clone()).map_err(|error| {
        let message = format!("the generator wrote what is no Rust ({error}): {tokens}");
        let help = "this is a fault of acsgen; please report it with the spec";
        vec![Diagnostic::new(&codes::UNSUPPORTED, message, help)]
    })?;
    Ok(prettyplease::unparse(&file))
}

/// Parts what follows a closing brace from it by a blank line, in items and in `impl` blocks.
fn spaced(text: &str) -> String {
    let mut out = String::new();
    let mut before = "";
    for line in text.lines() {
        let indent = line.len() - line.trim_start().len();
        let closes = before.trim_start() == "}" || before.ends_with("};");
        let level = before.len() - before.trim_start().len();
        if closes && indent == level && indent <= 4 && is_item(line) {
            out.push('\n');
        }
        out.push_str(line);
        out.push('\n');
        before = line;
    }
    out
}

fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    ["///", "#[", "pub ", "fn ", "impl ", "static "].iter().any(|front| line.starts_with(front))
}
