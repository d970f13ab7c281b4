//! Emitting: decisions as tokens, and nothing else. Each emitter's documentation shows the shape that it emits.
//!
//! Emitted code names the runtime as `rt` and never imports from it, so that no name of a provider can collide with one
//! of the runtime's. An emitter that has to decide something is a fault in [`crate::lower`].

pub mod broken;
pub mod client;
pub mod cross;
pub mod errors;
pub mod format;
pub mod info;
pub mod manifest;
pub mod module;
pub mod request;
pub mod response;
pub mod rules;
pub mod tokens;
pub mod validate;
pub mod values;
pub mod wire;

use std::collections::BTreeSet;

use acs_spec::Diagnostic;
use proc_macro2::TokenStream;
use quote::quote;

use self::module::Module;
use self::tokens::{ident, imports, imports_from, placed, runtime, with_place};
use crate::lower::model::{RustCrate, RustOperation};
use crate::output::Output;
use crate::settings::RUNTIME_CRATE;

/// Emits a crate: its files, and the same modules as tokens.
///
/// # Errors
/// An item that is no Rust: a fault of this program, reported instead of panicking.
pub fn emit(lowered: &RustCrate) -> Result<Output, Vec<Diagnostic>> {
    let mut root = root(lowered);
    if lowered.runtime_crate != RUNTIME_CRATE {
        root.rename_runtime(&lowered.runtime_crate);
    }
    let mut output = Output::default();
    output.insert("Cargo.toml", manifest::cargo_toml(lowered));
    output.insert("README.md", manifest::readme(lowered));
    output.insert("rustfmt.toml", manifest::RUSTFMT.to_owned());
    root.files(&mut output)?;
    output.set_tokens(root.inline_as_guest(&lowered.runtime_crate).to_string());
    Ok(output)
}

/// ```text
/// pub use acs_runtime;
/// pub mod create_instance;
/// pub const OPERATIONS: &[acs_runtime::OperationEntry] = &[…];
/// ```
fn root(lowered: &RustCrate) -> Module {
    let entries = lowered.operations.iter().map(|operation| {
        let module = ident(&operation.module);
        let request = request_ident(operation);
        quote!(acs_runtime::OperationEntry::of::<#module::#request>())
    });
    let mut root = Module::new("lib");
    let what = format!(
        "{}: requests that are checked before they are sent.",
        lowered.summary
    );
    root.docs = vec![with_place(&what, &lowered.place)];
    root.header = vec!["Emitted by acsgen. Do not edit.".to_owned()];
    root.inner = vec!["#![forbid(unsafe_code)]", "#![deny(missing_docs)]"];
    root.items.push(quote!(
        pub use acs_runtime;
    ));
    let doc = placed(
        "Every operation, for programs that drive them by name.",
        &lowered.place,
    );
    root.items.push(quote! {
        #doc
        pub const OPERATIONS: &[acs_runtime::OperationEntry] = &[#(#entries),*];
    });
    root.children = lowered
        .operations
        .iter()
        .map(|operation| self::operation(operation, lowered.serde))
        .chain(client::emit(lowered))
        .collect();
    root.children.sort_by(|a, b| a.name.cmp(&b.name));
    root
}

fn request_ident(operation: &RustOperation) -> proc_macro2::Ident {
    ident(
        operation
            .structs
            .first()
            .map_or("", |request| request.ident.as_str()),
    )
}

/// ```text
/// mod request;
/// pub use request::{CreateInstance, Required, Tag};
/// static INFO: rt::OperationInfo = …;
/// impl rt::Operation for CreateInstance { … }
/// ```
fn operation(operation: &RustOperation, serde: bool) -> Module {
    let header = vec![format!(
        "@generated from {} (sha256 {}) by acsgen. Do not edit.",
        operation.file, operation.sha256
    )];
    let child = |name: &str, docs: &str, items: Vec<TokenStream>| {
        let mut module = Module::new(name);
        module.docs = vec![with_place(docs, &operation.place)];
        module.header.clone_from(&header);
        module.items = items;
        module
    };
    let structs: BTreeSet<&str> = operation
        .structs
        .iter()
        .flat_map(|each| std::iter::once(each.ident.as_str()).chain(each.required.as_deref()))
        .collect();
    let enums: BTreeSet<&str> = operation
        .enums
        .iter()
        .map(|each| each.ident.as_str())
        .collect();
    let mut children = vec![
        child("error", "Error codes.", errors::emit(operation)),
        child(
            "error_table",
            "What the documentation says of each error code.",
            errors::emit_table(operation),
        ),
        child(
            "request",
            "The request and its parts.",
            request::emit(operation, serde),
        ),
        child(
            "response",
            "The answer and its parts.",
            response::emit(operation, serde),
        ),
        child(
            "rules",
            "The rules that a request is judged by.",
            rules::emit(operation),
        ),
        child("validate", "Judges requests.", validate::emit(operation)),
    ];
    if !operation.enums.is_empty() {
        children.push(child(
            "values",
            "Texts with known values.",
            values::emit(operation, serde),
        ));
    }
    children.push(child(
        "wire",
        "Reads and writes requests.",
        wire::emit(operation),
    ));
    for module in &mut children {
        // The names of variants stand in the others, and are no types.
        let (sees_structs, sees_enums) = match module.name.as_str() {
            "request" | "response" => (false, true),
            "validate" | "wire" => (true, true),
            _ => (false, false),
        };
        let from_request = if sees_structs {
            imports(&module.items, "request", &structs)
        } else {
            None
        };
        let from_values = if sees_enums {
            imports(&module.items, "values", &enums)
        } else {
            None
        };
        let maps = imports_from(
            &quote!(std::collections),
            &module.items,
            &BTreeSet::from(["BTreeMap"]),
        );
        let (is_use, rest): (Vec<TokenStream>, Vec<TokenStream>) = module
            .items
            .drain(..)
            .partition(|item| item.to_string().starts_with("use "));
        let uses = from_request.into_iter().chain(is_use).chain(from_values);
        let (mut first, mut uses): (Vec<TokenStream>, Vec<TokenStream>) =
            uses.partition(|item| item.to_string() == runtime().to_string());
        first.extend(maps);
        first.push(uses.drain(..).collect());
        module.items = first
            .into_iter()
            .filter(|item| !item.is_empty())
            .chain(rest)
            .collect();
        match module.name.as_str() {
            "rules" => {
                module.is_public = true;
                module.is_skipped = true;
            }
            "wire" => module.is_skipped = true,
            // Rejecting with `<` and `>` is what mutation testing sees; a documented 3.14 is no approximation of π.
            "validate" => {
                module.outer =
                    quote!(#[allow(clippy::approx_constant, clippy::manual_range_contains)]);
            }
            _ => {}
        }
    }
    let mut module = Module::new(&operation.module);
    module.is_public = true;
    module.is_folder = true;
    module.docs.clone_from(&operation.docs);
    module.header = header;
    module.items = info::emit(operation);
    module.children = children;
    module
}
