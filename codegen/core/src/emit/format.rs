//! Tokens as the text of a file.
//!
//! `prettyplease` lays out each item; blank lines between items and between the functions of an `impl` are set here,
//! since it knows none.

use acs_spec::{Diagnostic, codes};
use proc_macro2::TokenStream;
use syn::{
    Attribute, File, ImplItem, Item, ItemConst, ItemEnum, ItemFn, ItemStatic, ItemStruct,
    parse_quote,
};

use crate::lower::model::Docs;

/// Widest line that both layouters leave alone, in characters.
const WIDTH: usize = 89;

/// Widest arguments of an attribute that stay on its line, in characters.
const ATTRIBUTE: usize = 70;

/// Widest line that ends a signature, in characters: beyond it `rustfmt` gives the brace a line of its own.
const SIGNATURE: usize = 85;

/// The text of a file: header and documentation, declarations of modules, items. Where the whole file is skipped by
/// `rustfmt` (its declaration says so), no item needs to say it.
///
/// # Errors
/// An item that is no Rust: a fault of this program.
pub fn file(
    header: &Docs,
    docs: &Docs,
    inner: &[&str],
    declarations: Vec<TokenStream>,
    items: &[TokenStream],
    is_skipped: bool,
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
            out.push_str(&spaced(&layout(block, is_skipped)?));
        }
    }
    Ok(out)
}

fn layout(tokens: &TokenStream, is_skipped: bool) -> Result<String, Vec<Diagnostic>> {
    let file = syn::parse2::<syn::File>(tokens.clone()).map_err(|error| {
        let message = format!("the generator wrote what is no Rust ({error}): {tokens}");
        let help = "this is a fault of acsgen; please report it with the spec";
        vec![Diagnostic::new(&codes::UNSUPPORTED, message, help)]
    })?;
    if is_skipped {
        return Ok(prettyplease::unparse(&file));
    }
    Ok(file.items.into_iter().map(stable).collect())
}

/// The text of an item that `rustfmt` leaves as it is: where the two layouters break an expression differently, the
/// item says that it is to be skipped.
fn stable(item: Item) -> String {
    let mut file: File = parse_quote!();
    file.items.push(item);
    match file.items.first_mut() {
        Some(Item::Impl(block)) => {
            block.items = std::mem::take(&mut block.items)
                .into_iter()
                .map(marked)
                .collect();
            let text = prettyplease::unparse(&file);
            // `impl Trait` alone on a line: the layouters break long headers differently.
            if text
                .lines()
                .any(|line| line.starts_with("impl") && !line.ends_with('{'))
            {
                if let Some(Item::Impl(block)) = file.items.first_mut() {
                    block.attrs.push(skip());
                }
                return prettyplease::unparse(&file);
            }
            return text;
        }
        Some(Item::Fn(ItemFn { attrs, .. }) | Item::Struct(ItemStruct { attrs, .. }))
        | Some(Item::Enum(ItemEnum { attrs, .. }) | Item::Static(ItemStatic { attrs, .. }))
        | Some(Item::Const(ItemConst { attrs, .. })) => {
            // Printed with the mark first: the item cannot be copied, and taking the mark off again is cheap.
            attrs.push(skip());
            let text = prettyplease::unparse(&file);
            let plain = text.replacen("#[rustfmt::skip]\n", "", 1);
            return if is_risky(&plain) { text } else { plain };
        }
        _ => {}
    }
    prettyplease::unparse(&file)
}

/// A function or constant of an `impl`, marked where it must be skipped.
fn marked(inner: ImplItem) -> ImplItem {
    let mut file: File = parse_quote!(
        impl X {}
    );
    let Some(Item::Impl(block)) = file.items.first_mut() else {
        return inner;
    };
    block.items.push(inner);
    let is_risky = is_risky(&prettyplease::unparse(&file));
    let inner = match file.items.first_mut() {
        Some(Item::Impl(block)) => block.items.pop(),
        _ => None,
    };
    match inner {
        Some(ImplItem::Fn(mut function)) if is_risky => {
            function.attrs.push(skip());
            ImplItem::Fn(function)
        }
        Some(ImplItem::Const(mut constant)) if is_risky => {
            constant.attrs.push(skip());
            ImplItem::Const(constant)
        }
        other => other.unwrap_or(ImplItem::Verbatim(TokenStream::new())),
    }
}

fn skip() -> Attribute {
    parse_quote!(#[rustfmt::skip])
}

/// Whether an expression or an attribute is broken over lines, which the layouters do differently, or a line is too wide.
/// Blocks, signatures, fields and arms are laid out alike.
fn is_risky(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let next = lines.iter().skip(1).chain([&""]);
    let is_broken = lines.iter().zip(next).any(|(code, next)| {
        if code.is_empty() || code.starts_with("//") {
            return false;
        }
        let is_signature = code.contains("fn ") && code.ends_with('(')
            || code.starts_with(") ") && code.ends_with('{');
        let is_attribute = code.starts_with("#[") && code.ends_with(']');
        // The last expression of a block has no mark at its end; a part of a longer one has something open.
        let is_last = next.starts_with('}') && opened(code) == 0;
        let is_whole = code.ends_with(['{', '}', ';', ',']) || is_attribute || is_last;
        let continues = code.starts_with(['.', '|', '&', ')', ']']) && !code.starts_with("&self");
        // `Self {` with a field a line: whether that fits on one is measured differently.
        let front = code.trim_end_matches(" {");
        let opens_literal = front.len() < code.len()
            && front
                .rsplit([' ', '('])
                .next()
                .is_some_and(|name| name.starts_with(|c: char| c.is_uppercase()))
            && !["struct ", "enum ", "impl ", "for ", "fn "]
                .iter()
                .any(|word| code.contains(word))
            && !code.contains("->");
        !is_signature && (!is_whole || continues || opens_literal)
    });
    let is_wide = |line: &str| {
        let most = match line.trim().starts_with(") ->") {
            true => SIGNATURE,
            false => WIDTH,
        };
        line.chars().count() > most && !line.trim().starts_with("//")
    };
    is_broken || text.lines().any(is_wide) || lines.into_iter().any(is_wide_attribute)
}

/// Whether an attribute on one line has more arguments than `rustfmt` leaves there.
fn is_wide_attribute(line: &str) -> bool {
    let inner = line
        .strip_prefix("#[")
        .and_then(|line| line.strip_suffix(")]"));
    let arguments = inner.and_then(|inner| inner.split_once('('));
    arguments.is_some_and(|(_, arguments)| arguments.chars().count() > ATTRIBUTE)
}

/// How many brackets a line leaves open; texts in it count too, which errs on the safe side.
fn opened(code: &str) -> i64 {
    code.chars().fold(0, |open, c| match c {
        '(' | '[' => open + 1,
        ')' | ']' => open - 1,
        _ => open,
    })
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
    ["///", "#[", "pub ", "fn ", "impl ", "static "]
        .iter()
        .any(|front| line.starts_with(front))
}
