//! A module before it is a file, or a `mod` in one.

use acs_spec::Diagnostic;
use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::quote;

use super::format;
use super::tokens::{docs, ident};
use crate::lower::model::Docs;
use crate::output::Output;
use crate::settings::RUNTIME_CRATE;

/// What a module needs besides the runtime's core.
///
/// A crate of its own says so by cargo features. Where the code stands in another's crate, that has no such features:
/// macros of the runtime ask which features the runtime has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gate {
    /// The client.
    Client,
    /// The client whose calls block.
    Blocking,
}

impl Gate {
    /// The cargo feature of an emitted crate.
    #[must_use]
    pub fn feature(self) -> &'static str {
        match self {
            Gate::Client => "client-core",
            Gate::Blocking => "blocking",
        }
    }

    fn macro_name(self) -> &'static str {
        match self {
            Gate::Client => "with_client",
            Gate::Blocking => "with_blocking",
        }
    }
}

/// A module.
#[derive(Debug, Clone)]
pub struct Module {
    /// Its name; of the crate's root `lib`.
    pub name: String,
    /// It can be named from outside.
    pub is_public: bool,
    /// Its file lies in a folder of its own.
    pub is_folder: bool,
    /// Documentation.
    pub docs: Docs,
    /// A program that shows how it is used, as further documentation: for a file alone, since it names the crate.
    pub example: Docs,
    /// What it needs.
    pub gate: Option<Gate>,
    /// Names in it that the module around it exports too.
    pub reexports: Vec<&'static str>,
    /// Where it comes from; written above the rest of a file.
    pub header: Docs,
    /// It is data in long lines, which layouters break differently: `rustfmt` skips its file.
    pub is_skipped: bool,
    /// Attributes at its declaration.
    pub outer: TokenStream,
    /// Attributes at the top of its file, a line each.
    pub inner: Vec<&'static str>,
    /// Its items.
    pub items: Vec<TokenStream>,
    /// Modules in it.
    pub children: Vec<Module>,
}

impl Module {
    /// An empty private module.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Module {
            name: name.to_owned(),
            is_public: false,
            is_folder: false,
            is_skipped: false,
            docs: Docs::new(),
            example: Docs::new(),
            gate: None,
            reexports: Vec::new(),
            header: Docs::new(),
            outer: TokenStream::new(),
            inner: Vec::new(),
            items: Vec::new(),
            children: Vec::new(),
        }
    }

    /// Names the runtime's crate as the caller's manifest does.
    pub fn rename_runtime(&mut self, name: &str) {
        for item in &mut self.items {
            *item = renamed(std::mem::take(item), RUNTIME_CRATE, name);
        }
        for child in &mut self.children {
            child.rename_runtime(name);
        }
    }

    /// Writes the file of the root and those of all modules in it.
    ///
    /// # Errors
    /// An item that is no Rust.
    pub fn files(&self, output: &mut Output) -> Result<(), Vec<Diagnostic>> {
        self.write("src", output)
    }

    fn write(&self, folder: &str, output: &mut Output) -> Result<(), Vec<Diagnostic>> {
        let declarations = self.children.iter().map(|child| {
            let (outer, name) = (&child.outer, ident(&child.name));
            let public = child.visibility();
            let skip = child.is_skipped.then(|| quote!(#[rustfmt::skip]));
            let gate = child.cfg();
            quote!(#gate #skip #outer #public mod #name;)
        });
        let reexports = self.children.iter().flat_map(|child| {
            let (gate, name) = (child.cfg(), ident(&child.name));
            child.reexports.iter().map(move |item| {
                let item = ident(item);
                quote!(#gate pub use self::#name::#item;)
            })
        });
        let reexports: TokenStream = reexports.collect();
        let items: Vec<TokenStream> = std::iter::once(reexports)
            .chain(self.items.iter().cloned())
            .collect();
        let docs: Docs = self.docs.iter().chain(&self.example).cloned().collect();
        let text = format::file(
            &self.header,
            &docs,
            &self.inner,
            declarations.collect(),
            &items,
            self.is_skipped,
        )?;
        let (path, inside) = match self.is_folder {
            true => (
                format!("{folder}/{}/mod.rs", self.name),
                format!("{folder}/{}", self.name),
            ),
            false => (format!("{folder}/{}.rs", self.name), folder.to_owned()),
        };
        output.insert(path, text);
        self.children
            .iter()
            .try_for_each(|child| child.write(&inside, output))
    }

    fn cfg(&self) -> TokenStream {
        self.gate
            .map(Gate::feature)
            .map(|feature| quote!(#[cfg(feature = #feature)]))
            .unwrap_or_default()
    }

    fn visibility(&self) -> TokenStream {
        if self.is_public {
            quote!(pub)
        } else {
            TokenStream::new()
        }
    }

    /// The modules in the root, and its items, as tokens: what a macro expands to in somebody else's crate, where what
    /// nobody calls yet is no mistake. `runtime` is what that crate calls the runtime.
    #[must_use]
    pub fn inline_as_guest(&self, runtime: &str) -> TokenStream {
        let unused = quote!(#[allow(dead_code, unused_imports)]);
        let children = self.children.iter().map(|child| child.inline_one(&unused));
        let items = &self.items;
        let whole = quote!(#(#children)* #(#unused #items)*);
        if runtime == RUNTIME_CRATE {
            whole
        } else {
            renamed(whole, RUNTIME_CRATE, runtime)
        }
    }

    /// `allowed` goes within a gate: an attribute of a macro's call would mean nothing.
    fn inline_one(&self, allowed: &TokenStream) -> TokenStream {
        let (outer, docs, name, public) = (
            &self.outer,
            docs(&self.docs),
            ident(&self.name),
            self.visibility(),
        );
        let children = self
            .children
            .iter()
            .map(|child| child.inline_one(&TokenStream::new()));
        let items = &self.items;
        let reexports = self.reexports.iter().map(|item| {
            let item = ident(item);
            quote!(#allowed pub use self::#name::#item;)
        });
        let whole = quote!(#outer #allowed #docs #public mod #name { #(#children)* #(#items)* } #(#reexports)*);
        match self.gate {
            Some(gate) => {
                let gate = ident(gate.macro_name());
                quote!(acs_runtime::#gate! { #whole })
            }
            None => whole,
        }
    }
}

/// The tokens with one identifier in the place of another. Texts are left alone.
fn renamed(tokens: TokenStream, from: &str, to: &str) -> TokenStream {
    let change = |token| match token {
        TokenTree::Ident(name) if name == from => TokenTree::Ident(Ident::new(to, name.span())),
        TokenTree::Group(group) => {
            let inner = renamed(group.stream(), from, to);
            TokenTree::Group(Group::new(group.delimiter(), inner))
        }
        other => other,
    };
    tokens.into_iter().map(change).collect()
}
