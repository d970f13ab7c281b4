//! What a run gives: files in memory, and the same modules as tokens.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;

/// The files of a crate, by path relative to its folder, with `/`.
#[derive(Debug, Clone, Default)]
pub struct Output {
    files: BTreeMap<String, String>,
    tokens: TokenStream,
}

impl Output {
    /// The files.
    #[must_use]
    pub fn files(&self) -> &BTreeMap<String, String> {
        &self.files
    }

    /// The modules of the crate as tokens, for doors that have no files. Their inner names are those of the crate.
    #[must_use]
    pub fn tokens(&self) -> &TokenStream {
        &self.tokens
    }

    pub(crate) fn add(&mut self, path: &str, text: String) {
        self.files.insert(path.to_owned(), text);
    }

    pub(crate) fn set_tokens(&mut self, tokens: TokenStream) {
        self.tokens = tokens;
    }
}
