//! What a generation gives: a set of files, in memory. No door writes anything before all of it is there.

use std::collections::BTreeMap;

use acs_spec::{Diagnostic, codes};

/// Files by their path relative to the crate's folder, with `/` between steps.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Output {
    files: BTreeMap<String, String>,
    tokens: String,
}

impl Output {
    /// No files.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file. A path is relative and goes nowhere but down; another one is not added, and `false` returned.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) -> bool {
        let path = path.into();
        let sound = path.split('/').all(|step| {
            !step.is_empty() && step != "." && step != ".." && !step.contains(['\\', ':'])
        });
        if sound {
            self.files.insert(path, text.into());
        }
        sound
    }

    /// The files, by path.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The files as a map, for [`crate::write`].
    #[must_use]
    pub fn as_map(&self) -> &BTreeMap<String, String> {
        &self.files
    }

    /// One file's text.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// The modules and items of the crate as Rust text in one piece, without files and without `#![…]`: what a macro
    /// expands to, or what a build script includes.
    #[must_use]
    pub fn tokens(&self) -> &str {
        &self.tokens
    }

    /// The same, laid out for a reader: what a build script writes.
    ///
    /// # Errors
    /// The tokens are no Rust: a fault of this program.
    pub fn tokens_laid_out(&self) -> Result<String, Vec<Diagnostic>> {
        let file = syn::parse_file(&self.tokens).map_err(|error| {
            let message = format!("the generator wrote what is no Rust ({error})");
            let help = "this is a fault of acsgen; please report it with the spec";
            vec![Diagnostic::new(&codes::UNSUPPORTED, message, help)]
        })?;
        Ok(prettyplease::unparse(&file))
    }

    /// Sets that text.
    pub fn set_tokens(&mut self, tokens: String) {
        self.tokens = tokens;
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}
